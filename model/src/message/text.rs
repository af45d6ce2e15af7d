//! The words of a message, and how they are set.

use super::span::{Span, lawful};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest text of a message, in characters (behaviour 2.30).
pub const MAX_TEXT_CHARS: usize = 4_096;

/// 1 to [`MAX_TEXT_CHARS`] characters, not only white space, without control characters but line breaks and tabs.
///
/// The words are plain: nothing in them is markup. A text that is set somehow holds spans beside its words.
/// It is written as a string where it is plain, as every text was before there were spans, and else as
/// `{"text", "spans"}`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct MessageText {
    words: String,
    spans: Vec<Span>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Set { text: String, spans: Vec<Span> },
}

/// Why a text cannot be a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("the text is empty")]
    Empty,
    #[error("the text has {chars} characters, at most 4096 are allowed")]
    TooLong { chars: usize },
}

impl MessageText {
    /// Control characters are dropped, line ends become `\n`, white space around is cut.
    ///
    /// # Errors
    /// When nothing is left or more than [`MAX_TEXT_CHARS`] characters are.
    pub fn new(text: &str) -> Result<Self, InvalidText> {
        let clean = cleaned(text);
        let clean = clean.trim();
        match clean.chars().count() {
            0 => Err(InvalidText::Empty),
            chars if chars > MAX_TEXT_CHARS => Err(InvalidText::TooLong { chars }),
            _ => Ok(Self { words: clean.to_owned(), spans: Vec::new() }),
        }
    }

    /// The text, cut at the last character that fits; for text made by the server itself.
    #[must_use]
    pub fn fitted(text: &str) -> Option<Self> {
        Self::set(text, Vec::new())
    }

    /// As [`Self::fitted`], with spans over `text`. Those that cannot stand there are left out: words count for
    /// more than how they look.
    #[must_use]
    pub fn set(text: &str, spans: Vec<Span>) -> Option<Self> {
        let cut: String = text.chars().take(MAX_TEXT_CHARS).collect();
        let mut this = Self::new(&cut).ok()?;
        if !spans.is_empty() {
            // Cleaning moves offsets only at the beginning, unless it found something to clean.
            let before = cut.chars().take_while(|c| c.is_whitespace()).count();
            let unmoved = cleaned(&cut) == cut;
            let moved = spans.into_iter().filter(|_| unmoved).map(|span| Span {
                start: span.start.saturating_sub(before),
                end: span.end.saturating_sub(before),
                style: span.style,
            });
            this.spans = lawful(moved.collect(), this.words.chars().count());
        }
        Some(this)
    }

    /// The plain words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// How stretches of it are set: at most [`super::MAX_SPANS`], by where they begin, outer ones before inner ones.
    /// They lie within the text, nest without crossing, and none of a kind lies in another of it or in code.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }
}

fn cleaned(text: &str) -> String {
    let kept = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    text.replace("\r\n", "\n").chars().filter(kept).collect()
}

impl TryFrom<String> for MessageText {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        Self::new(&text)
    }
}

impl TryFrom<Written> for MessageText {
    type Error = InvalidText;

    fn try_from(written: Written) -> Result<Self, InvalidText> {
        match written {
            Written::Plain(text) => Self::new(&text),
            Written::Set { text, spans } => {
                let plain = Self::new(&text)?;
                Ok(Self::set(&text, spans).unwrap_or(plain))
            }
        }
    }
}

impl From<MessageText> for Written {
    fn from(text: MessageText) -> Self {
        if text.spans.is_empty() {
            Self::Plain(text.words)
        } else {
            Self::Set { text: text.words, spans: text.spans }
        }
    }
}

/// The plain words.
impl From<MessageText> for String {
    fn from(text: MessageText) -> Self {
        text.words
    }
}

/// The plain words.
impl fmt::Display for MessageText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words)
    }
}

/// The length only: texts of people do not belong into logs.
impl fmt::Debug for MessageText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "text of {} characters", self.words.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;

    #[test]
    fn texts_are_cleaned_and_bounded() {
        let clean = |text: &str| MessageText::new(text).map(|text| text.as_str().to_owned());
        assert_eq!(clean(" \r\nHello,\r\n\tAna\u{0}\u{7}\u{9b} \n").unwrap(), "Hello,\n\tAna");
        for empty in ["", " \n\t ", "\u{0}\u{1b}"] {
            assert_eq!(clean(empty), Err(InvalidText::Empty), "{empty:?}");
        }
        let longest = "é".repeat(MAX_TEXT_CHARS);
        assert_eq!(
            clean(&format!("  {longest}\n")),
            Ok(longest.clone()),
            "white space around does not count"
        );
        assert_eq!(clean(&format!("{longest}é")), Err(InvalidText::TooLong { chars: 4_097 }));
    }

    #[test]
    fn the_servers_own_texts_are_cut() {
        let long = "é".repeat(MAX_TEXT_CHARS + 9);
        assert_eq!(MessageText::fitted(&long).unwrap().as_str().chars().count(), MAX_TEXT_CHARS);
        assert_eq!(MessageText::fitted(" "), None);
    }

    fn bold(start: usize, end: usize) -> Span {
        Span { start, end, style: Style::Bold }
    }

    #[test]
    fn spans_stay_with_their_words() {
        let spans = |text: &str, spans| MessageText::set(text, spans).unwrap().spans().to_vec();
        assert_eq!(spans("Hello Ana", vec![bold(6, 9)]), [bold(6, 9)]);
        assert_eq!(spans(" \n Hello Ana  ", vec![bold(9, 12)]), [bold(6, 9)]);
        assert_eq!(spans("Hello", vec![bold(3, 99)]), [bold(3, 5)]);
        assert_eq!(spans("Hel\u{7}lo Ana", vec![bold(7, 10)]), [], "nobody knows where they went");
        let long = "é".repeat(MAX_TEXT_CHARS + 9);
        assert_eq!(spans(&long, vec![bold(4_090, 4_100), bold(4_101, 4_103)]), [bold(4_090, 4_096)]);
    }

    #[test]
    fn a_stored_text_is_checked_when_it_is_read() {
        let read = |json: &str| serde_json::from_str::<MessageText>(json);
        let text = MessageText::new("Hello").unwrap();
        assert_eq!(serde_json::to_string(&text).unwrap(), r#""Hello""#);
        assert_eq!(read(r#""Hello""#).unwrap(), text);
        assert!(read(r#"" ""#).is_err());

        let set = MessageText::set("Hello", vec![bold(0, 5)]).unwrap();
        let json = r#"{"text":"Hello","spans":[{"start":0,"end":5,"style":"bold"}]}"#;
        assert_eq!(serde_json::to_string(&set).unwrap(), json);
        assert_eq!(read(json).unwrap(), set);
        assert_eq!(read(r#"{"text":"Hello","spans":[{"start":7,"end":9,"style":"bold"}]}"#).unwrap(), text);
        assert!(read(r#"{"text":" ","spans":[]}"#).is_err());
    }
}
