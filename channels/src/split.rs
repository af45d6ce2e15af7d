//! Long texts in parts that a channel takes (channels §16.1).

use crate::capability::TextUnit;

/// The text in parts of at most `max` units each, cut at paragraphs where that can be, else at words, else between
/// characters. No address (`https://…`) that fits a part is cut. Nothing but white space at the cuts is lost.
///
/// Characters that people see as one (an accent, a family of emoji) stay whole as long as they fit a part.
#[must_use]
pub fn split(text: &str, unit: TextUnit, max: u32) -> Vec<String> {
    let max = usize::try_from(max).unwrap_or(usize::MAX).max(4);
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while measure(rest, unit) > max {
        let end = fitting(rest, unit, max);
        let cut = cut_before(rest, end);
        let (part, after) = rest.split_at(cut);
        parts.push(part.trim_end().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// How long a text is.
#[must_use]
pub fn measure(text: &str, unit: TextUnit) -> usize {
    match unit {
        TextUnit::Chars => text.chars().count(),
        TextUnit::Utf16 => text.encode_utf16().count(),
        TextUnit::Bytes => text.len(),
    }
}

/// The text, with an ellipsis at the end where it had to be cut.
#[must_use]
pub fn shortened(text: &str, unit: TextUnit, max: u32) -> String {
    let max = usize::try_from(max).unwrap_or(usize::MAX);
    if measure(text, unit) <= max {
        return text.to_owned();
    }
    let room = max.saturating_sub(measure("…", unit));
    let end = fitting(text, unit, room);
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

/// The longest prefix, in bytes, that has at most `max` units.
fn fitting(text: &str, unit: TextUnit, max: usize) -> usize {
    let mut used: usize = 0;
    for (at, character) in text.char_indices() {
        used = used.saturating_add(match unit {
            TextUnit::Chars => 1,
            TextUnit::Utf16 => character.len_utf16(),
            TextUnit::Bytes => character.len_utf8(),
        });
        if used > max {
            return at;
        }
    }
    text.len()
}

/// Where to cut so that the part ends at or before `end`; never 0.
fn cut_before(text: &str, end: usize) -> usize {
    let head = text.get(..end).unwrap_or(text);
    // A paragraph that leaves less than half of the part makes too many parts.
    let paragraph = head.rfind("\n\n").or_else(|| head.rfind('\n')).filter(|at| *at >= end / 2);
    // The part may end right before white space that no longer fits.
    let at_word = text.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let word = if at_word { Some(end) } else { head.rfind(char::is_whitespace).filter(|at| *at > 0) };
    paragraph.or(word).unwrap_or_else(|| whole_characters(text, end))
}

/// Moves a cut amid one visible character to before it: joiners, marks, modifiers and second halves of flags stay with
/// what they belong to.
fn whole_characters(text: &str, end: usize) -> usize {
    let joined = |at: usize| {
        let after = text.get(at..).and_then(|rest| rest.chars().next());
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        after.is_some_and(belongs_to_the_one_before) || before == Some('\u{200d}')
    };
    let boundary = |at: &usize| text.is_char_boundary(*at) && !joined(*at);
    (1..=end).rev().find(boundary).unwrap_or(end)
}

const fn belongs_to_the_one_before(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_are_where_people_would_make_them() {
        let cut = |text: &str, max| split(text, TextUnit::Chars, max);
        assert_eq!(cut("one two three", 100), ["one two three"]);
        assert_eq!(cut("one two three", 8), ["one two", "three"]);
        assert_eq!(cut("one two three", 7), ["one two", "three"]);
        assert_eq!(cut("first line\n\nsecond part of it", 20), ["first line", "second part of it"]);
        assert_eq!(
            cut("look https://example.org/a-page now", 28),
            ["look", "https://example.org/a-page", "now"]
        );
        assert_eq!(cut("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert!(cut("   ", 4).is_empty());
    }

    #[test]
    fn each_channel_counts_its_own_way() {
        let text = "é".repeat(10);
        assert_eq!(split(&text, TextUnit::Bytes, 10).len(), 2);
        assert_eq!(split(&text, TextUnit::Chars, 10).len(), 1);
        assert_eq!(split(&"😀".repeat(10), TextUnit::Utf16, 10).len(), 2);
        assert_eq!(shortened("a long label", TextUnit::Chars, 7), "a long…");
        assert_eq!(shortened("short", TextUnit::Chars, 7), "short");
    }

    #[test]
    fn a_family_stays_together() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(split(&format!("{family}{family}"), TextUnit::Chars, 7), [family, family]);
    }

    proptest! {
        #[test]
        fn every_part_fits_and_nothing_is_lost(text in "[a-zé😀 \n]{0,200}", max in 4_u32..40) {
            for unit in [TextUnit::Chars, TextUnit::Utf16, TextUnit::Bytes] {
                let parts = split(&text, unit, max);
                let fits = parts.iter().all(|part| u32::try_from(measure(part, unit)).unwrap() <= max && !part.is_empty());
                prop_assert!(fits, "{parts:?}");
                let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(words(&parts.concat()), words(&text));
            }
        }
    }
}
