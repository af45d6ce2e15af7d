//! When a typed text is the same as a label, a number or a phrase.

/// Lower case, without accents, white space runs as one space, none around.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text.chars().flat_map(char::to_lowercase).filter_map(without_accent).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`fold`], with punctuation and symbols taken for spaces: for phrases, where "Agent!" is "agent".
pub(super) fn fold_phrase(text: &str) -> String {
    let words: String = fold(text)
        .chars()
        .map(|character| if character.is_alphanumeric() { character } else { ' ' })
        .collect();
    fold(&words)
}

/// The letters with accents of the languages whose phrases are built in. A combining accent is dropped.
const fn without_accent(character: char) -> Option<char> {
    Some(match character {
        '\u{300}'..='\u{36f}' => return None,
        'à' | 'á' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        '’' => '\'',
        other => other,
    })
}

/// Which label a typed text means: the label itself, or else its number, counted from 1. A text that is the label
/// of two choices means neither.
pub(super) fn find<'a>(labels: impl Iterator<Item = &'a str> + Clone, typed: &str) -> Option<usize> {
    let typed = fold(typed);
    let mut same = labels.clone().enumerate().filter(|(_, label)| fold(label) == typed);
    match (same.next(), same.next()) {
        (Some((index, _)), None) => Some(index),
        (Some(_), Some(_)) => None,
        (None, _) => number(&typed).filter(|index| *index < labels.count()),
    }
}

/// `2`, `2.`, `2)` and `#2` are the second choice.
fn number(typed: &str) -> Option<usize> {
    let digits = typed.strip_prefix('#').unwrap_or(typed).trim_end_matches(['.', ')']);
    let plain = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse::<usize>().ok()?.checked_sub(1) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_spaces_do_not_matter() {
        for (left, right) in [
            (" Ναί ", "ΝΑΙ"),
            ("ΠΡΆΚΤΟΡΑΣ", "πρακτορας"),
            ("Élève", "eleve"),
            ("e\u{301}le\u{300}ve", "ÉLÈVE"),
            ("a  b\n c", "A B C"),
            ("l’équipe", "l'equipe"),
        ] {
            assert_eq!(fold(left), fold(right), "{left:?}");
        }
        assert_ne!(fold("C++"), fold("C"));
        assert_eq!(fold_phrase("  Agent!! "), "agent");
        assert_eq!(fold_phrase("..."), "");
    }

    #[test]
    fn labels_come_before_numbers() {
        let check = |labels: &[&str], typed: &str, expected: Option<usize>| {
            assert_eq!(find(labels.iter().copied(), typed), expected, "{labels:?} {typed:?}");
        };
        check(&["Sales", "Support"], " support", Some(1));
        check(&["Sales", "Support"], "2", Some(1));
        check(&["Sales", "Support"], "2.", Some(1));
        check(&["Sales", "Support"], "2)", Some(1));
        check(&["Sales", "Support"], "#1", Some(0));
        check(&["Sales", "Support"], "0", None);
        check(&["Sales", "Support"], "3", None);
        check(&["Sales", "Support"], "+1", None);
        check(&["Sales", "Support"], "99999999999999999999999", None);
        check(&["Sales", "Support"], "support please", None);
        check(&["2", "1"], "2", Some(0));
        check(&["Choose", "Choose"], "choose", None);
        check(&[], "1", None);
    }
}
