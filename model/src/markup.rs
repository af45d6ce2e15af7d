//! What agents and admins write with marks, as plain words and spans: a part of CommonMark.
//!
//! `**bold**`, `*italic*` or `_italic_`, `~~struck~~`, `` `code` ``, `[words](address)`, and `- ` or `* ` at the
//! beginning of a line for a bullet. Everything else stays as it was typed, line breaks too: headings, quotes,
//! pictures, HTML, marks inside words, inside bare addresses and placeholders. A backslash before one of these marks
//! makes it a plain character.
//!
//! Only what agents and admins wrote is ever read here. What end users write is words, whatever it looks like.

mod address;
mod found;
mod spelled;

use crate::message::{InvalidText, MAX_SPANS, MessageText, Span, Style};
use found::{Found, found};
pub(crate) use spelled::spelled;
use std::cmp::Reverse;
use std::ops::Range;

/// What stands for the mark of a bullet.
const BULLET: &str = "•";

/// What an agent wrote, as a text.
///
/// # Errors
/// As [`MessageText::new`]; the bound holds for what was written, marks included.
pub fn written(source: &str) -> Result<MessageText, InvalidText> {
    let plain = MessageText::new(source)?;
    let (words, spans) = read(plain.as_str(), &[]);
    Ok(MessageText::set(&words, spans).unwrap_or(plain))
}

/// The words without their marks, and how they are set. No mark in the `kept` stretches (byte offsets) is read, and
/// those stretches stay as they are.
pub(crate) fn read(source: &str, kept: &[Range<usize>]) -> (String, Vec<Span>) {
    let Found { elements, mut edits } = taken(source, kept);
    for element in &elements {
        edits.push(Edit::cut(element.whole.start..element.inner.start));
        edits.push(Edit::cut(element.inner.end..element.whole.end));
    }
    edits.sort_by_key(|edit| edit.place.start);

    let (words, offsets) = edited(source, &edits);
    let at = |byte: usize| offsets.get(byte).copied().unwrap_or_default();
    let spans = elements
        .into_iter()
        .map(|element| Span {
            start: at(element.inner.start),
            end: at(element.inner.end),
            style: element.style,
        })
        .collect();
    (words, spans)
}

/// Where the addresses of links lie in a source, in bytes; `kept` as with [`read`].
pub(crate) fn addresses(source: &str, kept: &[Range<usize>]) -> Vec<Range<usize>> {
    let links = taken(source, kept).elements.into_iter();
    let links = links.filter(|element| matches!(element.style, Style::Link { .. }));
    links.map(|link| link.inner.end..link.whole.end).collect()
}

/// The elements that are read, outer ones before inner ones, and the bullets and backslashes.
fn taken(source: &str, kept: &[Range<usize>]) -> Found {
    if !source.contains(['*', '_', '~', '`', '[', '\\', '-']) {
        return Found { elements: Vec::new(), edits: Vec::new() };
    }
    let mut untouched = address::bare(source);
    untouched.extend_from_slice(kept);
    let free = |at: usize| !untouched.iter().any(|range| range.contains(&at));

    let Found { mut elements, mut edits } = found(source);
    elements.retain(|element| free(element.whole.start) && free(element.inner.end));
    elements.sort_by_key(|element| (element.whole.start, Reverse(element.whole.end)));
    elements.truncate(MAX_SPANS);
    edits.retain(|edit| free(edit.place.start));
    Found { elements, edits }
}

/// A stretch of the source that means how its words are set. Offsets in bytes.
struct Element {
    /// With its marks.
    whole: Range<usize>,
    /// Without.
    inner: Range<usize>,
    style: Style,
}

/// A stretch of the source that is written as something else. Offsets in bytes.
struct Edit {
    place: Range<usize>,
    instead: &'static str,
}

impl Edit {
    const fn cut(place: Range<usize>) -> Self {
        Self { place, instead: "" }
    }
}

/// The source with its edits, which do not overlap and stand in order; and for each of its bytes how many characters
/// stand before it then.
fn edited(source: &str, edits: &[Edit]) -> (String, Vec<usize>) {
    let mut words = String::with_capacity(source.len());
    let mut offsets = Vec::with_capacity(source.len() + 1);
    let mut chars = 0;
    let mut edits = edits.iter().peekable();
    for (at, character) in source.char_indices() {
        while edits.next_if(|edit| edit.place.end <= at).is_some() {}
        let edit = edits.peek().filter(|edit| edit.place.contains(&at));
        offsets.resize(at, chars);
        offsets.push(chars);
        match edit {
            None => {
                words.push(character);
                chars += 1;
            }
            Some(edit) if edit.place.start == at => {
                words.push_str(edit.instead);
                chars += edit.instead.chars().count();
            }
            Some(_) => {}
        }
    }
    offsets.resize(source.len() + 1, chars);
    (words, offsets)
}

#[cfg(test)]
mod tests;
