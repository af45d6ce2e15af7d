//! Marks as CommonMark finds them, less those that are not read here.

use super::{BULLET, Edit, Element};
use crate::message::Style;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// What a backslash makes a plain character.
pub(super) const ESCAPED: &str = "*_~`[]";

/// What stands in a source.
pub(super) struct Found {
    pub(super) elements: Vec<Element>,
    /// Bullets and backslashes.
    pub(super) edits: Vec<Edit>,
}

/// An element that has begun.
struct Open {
    meant: Meant,
    /// Where what was last seen in it ends.
    seen_to: usize,
}

enum Meant {
    Set(Style),
    Link(String),
    Picture,
    Other,
}

pub(super) fn found(source: &str) -> Found {
    let mut found = Found { elements: Vec::new(), edits: Vec::new() };
    let mut open: Vec<Open> = Vec::new();
    let mut seen_to = 0;
    for (event, range) in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        let ended = if let Event::End(_) = event { open.pop() } else { None };
        // What stands in the place of a picture is not read: the picture stays as it was typed.
        let read = !open.iter().any(|outer| matches!(outer.meant, Meant::Picture));
        if let Some(outer) = open.last_mut() {
            outer.seen_to = outer.seen_to.max(range.end);
        }
        if let Some(ended) = ended {
            found.elements.extend(element(source, ended, &range).filter(|_| read));
        }
        match event {
            Event::Start(tag) => {
                if tag == Tag::Item {
                    found.edits.extend(bullet(source, range.start));
                }
                open.push(Open { meant: meant(tag), seen_to: range.start });
                continue;
            }
            Event::Code(_) => found.elements.extend(code(source, &range).filter(|_| read)),
            Event::Text(_) => {
                let before = range.start.checked_sub(1).filter(|before| *before >= seen_to);
                found.edits.extend(before.and_then(|before| backslash(source, before)));
            }
            _ => {}
        }
        seen_to = seen_to.max(range.end);
    }
    found
}

fn meant(tag: Tag<'_>) -> Meant {
    match tag {
        Tag::Strong => Meant::Set(Style::Bold),
        Tag::Emphasis => Meant::Set(Style::Italic),
        Tag::Strikethrough => Meant::Set(Style::Strike),
        // A title would be lost, and so would the brackets of an address that is one already.
        Tag::Link { link_type: LinkType::Inline, dest_url, title, .. } if title.is_empty() => {
            Meant::Link(dest_url.into_string())
        }
        Tag::Image { .. } => Meant::Picture,
        _ => Meant::Other,
    }
}

fn element(source: &str, ended: Open, whole: &Range<usize>) -> Option<Element> {
    match ended.meant {
        Meant::Set(style) => {
            let marks: &[&str] = match style {
                Style::Bold => &["**", "__"],
                Style::Strike => &["~~"],
                _ => &["*", "_"],
            };
            let text = source.get(whole.clone())?;
            let mark = marks.iter().find(|mark| text.starts_with(**mark) && text.ends_with(**mark))?;
            let inner = whole.start + mark.len()..whole.end.checked_sub(mark.len())?;
            stands_free(source, whole).then(|| Element { whole: whole.clone(), inner, style })
        }
        Meant::Link(url) => {
            let inner = whole.start + 1..ended.seen_to;
            let label = source.get(inner.clone())?;
            let closed = source.get(inner.end..)?.starts_with("](");
            (closed && is_trimmed(label) && Style::may_lead_to(&url)).then(|| Element {
                whole: whole.clone(),
                inner,
                style: Style::Link { url },
            })
        }
        Meant::Picture | Meant::Other => None,
    }
}

/// Code within one paragraph. One space at either end is for a backtick beside it and goes with the marks.
fn code(source: &str, whole: &Range<usize>) -> Option<Element> {
    let text = source.get(whole.clone())?;
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mut inner = whole.start + ticks..whole.end.checked_sub(ticks)?;
    let words = source.get(inner.clone())?;
    if let Some(narrower) = words.strip_prefix(' ').and_then(|words| words.strip_suffix(' ')) {
        inner = inner.start + 1..inner.start + 1 + narrower.len();
    }
    let fits = is_trimmed(source.get(inner.clone())?) && stands_free(source, whole);
    fits.then(|| Element { whole: whole.clone(), inner, style: Style::Code })
}

/// Spans neither begin nor end with white space, so that a text may be trimmed without moving them.
fn is_trimmed(words: &str) -> bool {
    !words.is_empty() && words.trim().len() == words.len()
}

/// Marks in the middle of a word are letters of it: a name in code, a sum, an apostrophe.
fn stands_free(source: &str, whole: &Range<usize>) -> bool {
    let is_mark = |c: &char| "*_~`".contains(*c);
    let before = source.get(..whole.start).and_then(|text| text.chars().rev().find(|c| !is_mark(c)));
    let mut after = source.get(whole.end..).unwrap_or_default().chars().skip_while(is_mark);
    // The end of a sentence has a space behind it, the name of a file does not.
    let after = after.next().and_then(|c| if c == '.' { after.next() } else { Some(c) });
    !before.is_some_and(is_of_a_word) && !after.is_some_and(is_of_a_word)
}

/// Whether words are made of it that spaces divide. Scripts that put no spaces between words, and Korean, whose
/// particles follow a word at once, have no other place for a mark.
fn is_of_a_word(c: char) -> bool {
    let undivided = matches!(
        c,
        '\u{0e00}'..='\u{0eff}' // Thai, Lao
            | '\u{1000}'..='\u{109f}' // Burmese
            | '\u{1100}'..='\u{11ff}' // Korean
            | '\u{1780}'..='\u{17ff}' // Khmer
            | '\u{2e80}'..='\u{9fff}' // Chinese, Japanese
            | '\u{ac00}'..='\u{d7ff}' // Korean
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}'
    );
    c.is_alphanumeric() && !undivided
}

/// The mark of an item that begins its line and is not alone in it. Numbers stay as they are.
fn bullet(source: &str, at: usize) -> Option<Edit> {
    let item = source.get(at..)?;
    (begins_line(source, at) && is_item(item)).then_some(Edit { place: at..at + 1, instead: BULLET })
}

fn begins_line(source: &str, at: usize) -> bool {
    let line = source.get(..at).and_then(|before| before.rsplit('\n').next());
    line.is_some_and(|line| line.trim().is_empty())
}

fn is_item(text: &str) -> bool {
    let item = text.split('\n').next().unwrap_or_default();
    item.strip_prefix(['-', '*']).is_some_and(|said| said.starts_with([' ', '\t']) && !said.trim().is_empty())
}

/// A backslash that makes what follows a plain character. One before another backslash counts only where a mark
/// comes after all of them, so that a path keeps its own.
fn backslash(source: &str, at: usize) -> Option<Edit> {
    let after = source.get(at..)?.strip_prefix('\\')?.trim_start_matches('\\');
    let first = source.get(..at)?.trim_end_matches('\\').len();
    let is_mark =
        after.starts_with(|c| ESCAPED.contains(c)) || (is_item(after) && begins_line(source, first));
    is_mark.then(|| Edit::cut(at..at + 1))
}
