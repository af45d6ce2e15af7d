//! A template with marks whose placeholders are filled. What was put in is words: nothing of it can be a mark, and none
//! of it leads to another place than the template meant.

use super::{CLOSE, OPEN, Piece, pieces, value_of};
use crate::markup;
use crate::message::{MessageText, Span, Style};
use std::borrow::Cow;
use std::ops::Range;

pub(crate) struct Filled<'a> {
    /// With numbers for names, so that no name can keep a mark or an address around it from being read.
    template: String,
    /// By those numbers.
    values: Vec<Cow<'a, str>>,
}

impl<'a> Filled<'a> {
    pub(crate) fn new<T>(template: &'a str, look_up: impl Fn(&str) -> Option<T>) -> Self
    where
        T: Into<Cow<'a, str>>,
    {
        let mut this = Self { template: String::with_capacity(template.len()), values: Vec::new() };
        for piece in pieces(template) {
            match piece {
                Piece::Plain(text) => this.template.push_str(text),
                Piece::Placeholder(inside) => {
                    this.template.push_str(&format!("{OPEN}{}{CLOSE}", this.values.len()));
                    this.values.push(value_of(inside, &look_up));
                }
            }
        }
        this
    }

    /// The words, with the marks of the template read; `None` where nothing is left to say.
    pub(crate) fn text(&self) -> Option<MessageText> {
        let (words, spans) = markup::read(&self.template, &places(&self.template));
        let (said, spans) = self.said(&words, spans);
        MessageText::set(&said, spans)
    }

    /// What an agent would write to say [`Self::text`], with a backslash where a value would be read as a mark; `None`
    /// where nothing is left to say.
    pub(crate) fn source(&self) -> Option<MessageText> {
        let meant = self.text()?;
        let addresses = markup::addresses(&self.template, &places(&self.template));
        let (mut source, mut put_in): (String, Vec<Range<usize>>) = Default::default();
        let mut from = 0;
        for piece in pieces(&self.template) {
            let start = source.len();
            match &piece {
                Piece::Plain(text) => source.push_str(text),
                Piece::Placeholder(_) if addresses.iter().any(|place| place.contains(&from)) => {
                    source.push_str(&part_of_address(self.value(&piece)));
                }
                Piece::Placeholder(_) => {
                    source.push_str(self.value(&piece));
                    put_in.push(start..source.len());
                }
            }
            from += piece.length();
        }
        let of_value = |at: &usize| put_in.iter().any(|place| place.contains(at));
        let spelled = markup::spelled(&source, of_value);
        if markup::written(&spelled).as_ref() == Ok(&meant) {
            return MessageText::fitted(&spelled);
        }
        // Words count for more than how they look.
        MessageText::fitted(&markup::spelled(meant.as_str(), |_| true))
    }

    fn value<'b>(&'b self, piece: &Piece<'b>) -> &'b str {
        match piece {
            Piece::Plain(text) => text,
            Piece::Placeholder(number) => {
                let value = number.parse::<usize>().ok().and_then(|number| self.values.get(number));
                value.map_or("", AsRef::as_ref)
            }
        }
    }

    /// The words with their placeholders replaced, and the spans where their words are then.
    fn said(&self, words: &str, spans: Vec<Span>) -> (String, Vec<Span>) {
        let mut said = String::with_capacity(words.len());
        // For each character of the words, how many are said before it.
        let mut offsets = Vec::with_capacity(words.len());
        let mut chars = 0;
        for piece in pieces(words) {
            let value = self.value(&piece);
            said.push_str(value);
            let more = value.chars().count();
            match piece {
                Piece::Plain(_) => offsets.extend(chars..chars + more),
                Piece::Placeholder(_) => {
                    offsets.push(chars);
                    offsets.resize(offsets.len() + piece.length() - 1, chars + more);
                }
            }
            chars += more;
        }
        let at = |place: usize| offsets.get(place).copied().unwrap_or(chars);
        let moved = spans.into_iter().map(|span| Span {
            start: at(span.start),
            end: at(span.end),
            style: match span.style {
                Style::Link { url } => Style::Link { url: self.address(&url) },
                other => other,
            },
        });
        (said, moved.collect())
    }

    /// An address with its placeholders replaced.
    fn address(&self, template: &str) -> String {
        let parts = pieces(template).map(|piece| match piece {
            Piece::Plain(text) => Cow::Borrowed(text),
            Piece::Placeholder(_) => Cow::Owned(part_of_address(self.value(&piece))),
        });
        parts.collect()
    }
}

/// A value as one part of an address, which never leads elsewhere.
fn part_of_address(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Where the placeholders of a template lie, in bytes.
fn places(template: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let place = |piece: Piece<'_>| {
        let place = from..from + piece.length();
        from = place.end;
        matches!(piece, Piece::Placeholder(_)).then_some(place)
    };
    pieces(template).filter_map(place).collect()
}

impl Piece<'_> {
    /// In bytes of the template.
    const fn length(&self) -> usize {
        match self {
            Self::Plain(text) => text.len(),
            Self::Placeholder(inside) => OPEN.len() + inside.len() + CLOSE.len(),
        }
    }
}
