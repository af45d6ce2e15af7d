//! What a search looks for, and how well a text answers it. Letters are compared without case and accents, so that
//! "Γιαννης" finds "Γιάννης" and "francois" finds "François".

/// Words of a query that are looked at; the rest is ignored.
const MOST_WORDS: usize = 8;

/// A query, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    number: Option<u64>,
    digits: Option<String>,
}

/// How well a text answers; the greater, the better.
pub type Score = u32;

const EXACT: Score = 100;
const BEGINS: Score = 60;
const WORD_BEGINS: Score = 40;
const INSIDE: Score = 10;
/// Digits fewer than these are no part of a telephone number worth looking for.
const FEWEST_DIGITS: usize = 4;

impl Query {
    /// `None` where there is nothing to look for.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().take(MOST_WORDS).map(fold).collect();
        let number = match words.as_slice() {
            [only] => only.trim_start_matches('#').parse().ok(),
            _ => None,
        };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let telephone = text.chars().all(|c| c.is_ascii_digit() || " +()-./".contains(c));
        let digits = (telephone && digits.len() >= FEWEST_DIGITS).then_some(digits);
        (!words.is_empty()).then_some(Self { words, number, digits })
    }

    /// The ticket number that is asked for, as in `#1042` or `1042`.
    #[must_use]
    pub const fn number(&self) -> Option<u64> {
        self.number
    }

    /// How well these texts, folded before, answer together: each word has to be in one of them.
    #[must_use]
    pub fn score<'a>(&self, texts: impl Iterator<Item = &'a str> + Clone) -> Option<Score> {
        let mut sum: Score = 0;
        for word in &self.words {
            let best = texts.clone().filter_map(|text| score(text, word)).max()?;
            sum = sum.saturating_add(best);
        }
        Some(sum)
    }

    /// Whether an address holds the digits of the telephone number that is asked for, however it is written.
    #[must_use]
    pub fn is_in_number(&self, address: &str) -> bool {
        let Some(wanted) = &self.digits else { return false };
        let held: String = address.chars().filter(char::is_ascii_digit).collect();
        held.contains(wanted.trim_start_matches('0'))
    }
}

fn score(text: &str, word: &str) -> Option<Score> {
    let at = text.find(word)?;
    if text.len() == word.len() {
        return Some(EXACT);
    }
    if at == 0 {
        return Some(BEGINS);
    }
    let begins_word = |at: usize| {
        text.get(..at).and_then(|before| before.chars().last()).is_none_or(|c| !c.is_alphanumeric())
    };
    let inner = text.match_indices(word).any(|(at, _)| begins_word(at));
    Some(if inner { WORD_BEGINS } else { INSIDE })
}

/// The text without case and accents, as everything that is compared.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter_map(plain).collect()
}

/// A letter without its accent; `None` for an accent that stands alone. Latin and Greek, which the faces speak.
fn plain(letter: char) -> Option<char> {
    let plain = match letter {
        '\u{300}'..='\u{36f}' => return None,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        other => other,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score_of(query: &str, texts: &[&str]) -> Option<Score> {
        let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        Query::parse(query).unwrap().score(folded.iter().map(String::as_str))
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        for (query, text) in [
            ("francois", "François Lévêque"),
            ("FRANÇOIS", "Francois"),
            ("γιαννης", "Γιάννης Πέτρου"),
            ("ΠΈΤΡΟΥ", "γιαννης πετρου"),
            ("e\u{301}mile", "Émile"),
        ] {
            assert!(score_of(query, &[text]).is_some(), "{query} in {text}");
        }
    }

    #[test]
    fn every_word_has_to_be_somewhere() {
        let person = ["Ana Duarte", "ana@mail.example"];
        assert!(score_of("ana mail", &person).is_some());
        assert!(score_of("duarte ana", &person).is_some());
        assert_eq!(score_of("ana lisbon", &person), None);
    }

    #[test]
    fn what_begins_with_it_comes_before_what_has_it_inside() {
        let of = |text: &str| score_of("ana", &[text]).unwrap();
        assert!(of("Ana") > of("Ana Duarte"));
        assert!(of("Ana Duarte") > of("Maria Ana"));
        assert!(of("Maria Ana") > of("Susana"));
    }

    #[test]
    fn a_ticket_is_asked_for_by_its_number() {
        let number = |query: &str| Query::parse(query).unwrap().number();
        assert_eq!((number("#1042"), number("1042"), number("1042 ana")), (Some(1_042), Some(1_042), None));
        assert_eq!(Query::parse("  "), None);
    }

    #[test]
    fn s1_59_a_telephone_number_is_found_however_it_is_written() {
        let found = |query: &str| Query::parse(query).unwrap().is_in_number("+33 6 12 34 56 78");
        for query in ["+33612345678", "06 12 34 56 78", "12 34 56", "(06) 12-34"] {
            assert!(found(query), "{query}");
        }
        for query in ["99 99 99", "123", "ana 12345678"] {
            assert!(!found(query), "{query}");
        }
    }
}
