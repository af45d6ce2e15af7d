//! Bare addresses in a text, whose underscores and asterisks are no marks.

use std::ops::Range;

const BEGINNINGS: [&str; 4] = ["http://", "https://", "www.", "mailto:"];

/// Where the words lie that are addresses of pages or mail, in bytes. Without what ends a sentence, the marks that
/// may stand around an address, and the backslashes that make these plain.
pub(super) fn bare(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "<>\"'[]`".contains(c)) {
        let end = from + word.len();
        if let Some(start) = beginning(word) {
            let address = word.get(start..).unwrap_or_default();
            let address =
                address.trim_end_matches(|c: char| c.is_whitespace() || ".,;:!?…)]}>\"'*_~`[<\\".contains(c));
            found.push(from + start..from + start + address.len());
        }
        from = end;
    }
    found
}

/// Where in the word an address begins: at the earliest scheme, or at once if it is one of mail.
fn beginning(word: &str) -> Option<usize> {
    let lower = word.to_ascii_lowercase();
    let scheme = BEGINNINGS.iter().filter_map(|beginning| lower.find(beginning)).min();
    scheme.or_else(|| {
        let (name, host) = word.split_once('@')?;
        let start = word.find(|c: char| !"*_~(\\".contains(c))?;
        (!name.is_empty() && host.contains('.')).then_some(start)
    })
}
