//! Words that look like marks, written so that they are read as words.

use super::found::ESCAPED;
use super::{Element, Found, address, taken};
use std::collections::BTreeSet;

/// The source with a backslash before each mark that would be read and is `within` what has to stay words, by its
/// place in bytes; and nowhere else, for most words look like no mark at all.
pub(crate) fn spelled(source: &str, within: impl Fn(&usize) -> bool) -> String {
    let (few, all_read) = with_marks_plain(source, &within, BTreeSet::new());
    if all_read {
        return few;
    }
    // One made code of what stands around another, where it is none: then it takes one before whatever may be a mark.
    let addresses = address::bare(source);
    let free = |at: &usize| within(at) && !addresses.iter().any(|address| address.contains(at));
    let marks = source.match_indices(|c| ESCAPED.contains(c)).map(|(at, _)| at);
    with_marks_plain(source, &within, marks.filter(free).collect()).0
}

/// With those backslashes and the ones that it takes besides; and whether each of them is read as one.
fn with_marks_plain(
    source: &str,
    within: &impl Fn(&usize) -> bool,
    mut before: BTreeSet<usize>,
) -> (String, bool) {
    loop {
        let (spelled, places) = with_backslashes(source, &before);
        // Where a place in what is spelled stands in the source; `None` for a backslash of ours.
        let typed = |at: usize| places.get(at).copied().flatten();
        let meant = |at: usize| typed(at).filter(within);
        let Found { elements, edits } = taken(&spelled, &[]);
        let of_element = |element: &Element| meant(element.whole.start).or_else(|| meant(element.inner.end));
        let marks = elements.iter().filter_map(of_element);
        let marks = marks.chain(edits.iter().filter_map(|edit| meant(edit.place.start)));
        // One after the other, because each changes what those behind it are. Where a backslash does not help there
        // is none that would.
        match marks.min() {
            Some(first) if before.insert(first) => {}
            _ => {
                let read = edits.iter().filter(|edit| typed(edit.place.start).is_none()).count();
                return (spelled, read == before.len());
            }
        }
    }
}

/// With a backslash before those bytes of the source; and for each byte where it stands in the source.
fn with_backslashes(source: &str, before: &BTreeSet<usize>) -> (String, Vec<Option<usize>>) {
    let mut spelled = String::with_capacity(source.len() + before.len());
    let mut places = Vec::with_capacity(source.len() + before.len());
    for (at, c) in source.char_indices() {
        if before.contains(&at) {
            spelled.push('\\');
            places.push(None);
        }
        spelled.push(c);
        places.extend((at..at + c.len_utf8()).map(Some));
    }
    (spelled, places)
}
