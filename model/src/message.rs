//! What people and the bot say: one canonical message, whatever the channel.

use crate::id::{AttachmentId, FieldId, MessageId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest text of a message, in characters (behaviour 2.30).
pub const MAX_TEXT_CHARS: usize = 4_096;
/// The most files that one message carries.
pub const MAX_FILES: usize = 10;

/// 1 to [`MAX_TEXT_CHARS`] characters, not only white space, without control characters but line breaks and tabs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageText(String);

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
        let clean: String = text
            .replace("\r\n", "\n")
            .chars()
            .filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
            .collect();
        let clean = clean.trim();
        match clean.chars().count() {
            0 => Err(InvalidText::Empty),
            chars if chars > MAX_TEXT_CHARS => Err(InvalidText::TooLong { chars }),
            _ => Ok(Self(clean.to_owned())),
        }
    }

    /// The text, cut at the last character that fits; for text made by the server itself.
    #[must_use]
    pub fn fitted(text: &str) -> Option<Self> {
        let cut: String = text.chars().take(MAX_TEXT_CHARS).collect();
        Self::new(&cut).ok()
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MessageText {
    type Error = InvalidText;

    fn try_from(text: String) -> Result<Self, InvalidText> {
        Self::new(&text)
    }
}

impl From<MessageText> for String {
    fn from(text: MessageText) -> Self {
        text.0
    }
}

impl fmt::Display for MessageText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The length only: texts of people do not belong into logs.
impl fmt::Debug for MessageText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "text of {} characters", self.0.chars().count())
    }
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Author {
    EndUser(UserId),
    Agent(UserId),
    Bot,
}

/// A file that was stored before the message that names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub id: AttachmentId,
    /// As the sender named it, cleaned; 1 to 255 characters.
    pub name: String,
    /// The media type that the server found, never the one that the sender claimed.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

/// One of the answers that a bot offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Unique in its message.
    pub id: String,
    pub label: String,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Unique in its form; what answers are keyed by.
    pub name: String,
    pub label: String,
    pub input: FormInput,
    /// The ticket field or profile entry that the answer goes to.
    pub target: CaptureTarget,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FormInput {
    Text,
    Email,
    Choice { options: Vec<String> },
}

/// Where an answer goes: into the customer's profile or a ticket field (behaviour 2.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum CaptureTarget {
    ProfileName,
    ProfileEmail,
    Field { field: FieldId },
}

/// A filled-in field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormAnswer {
    pub name: String,
    pub label: String,
    /// At most 255 characters.
    pub value: String,
}

/// One panel of a carousel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// An https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    pub buttons: Vec<CardButton>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CardButton {
    /// Opens an https address.
    Link { label: String, url: String },
    /// Answers the bot.
    Reply { id: String, label: String },
}

/// A page that may answer the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleLink {
    pub title: String,
    /// An http or https address.
    pub url: String,
    /// What it is about, or how it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
}

/// What a message holds. Everything that an end user reads is text or a file: never markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    Text {
        text: MessageText,
    },
    Files {
        files: Vec<FileRef>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<MessageText>,
    },
    /// The bot offers answers; typing a label equals pressing it.
    Options {
        text: MessageText,
        options: Vec<Choice>,
    },
    Carousel {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<MessageText>,
        cards: Vec<Card>,
    },
    /// Pages that may answer the question: 1 to 6.
    Articles {
        text: MessageText,
        articles: Vec<ArticleLink>,
    },
    Form {
        text: MessageText,
        fields: Vec<FormField>,
    },
    /// An option or card button was pressed.
    Chosen {
        message: MessageId,
        option: String,
        label: MessageText,
    },
    /// A form was sent.
    FormFilled {
        message: MessageId,
        answers: Vec<FormAnswer>,
    },
    /// A message that a provider approved beforehand: the way past a closed reply window (behaviour 2.18).
    Template {
        name: String,
        /// As the provider writes it, such as `en_US`.
        language: String,
        parameters: Vec<String>,
        /// What the end user reads.
        text: MessageText,
    },
    /// Something that an end user sent and that cannot be shown here, in the provider's word for it. The raw webhook
    /// keeps it.
    Unsupported {
        kind: String,
        /// Why a file of theirs could not be fetched, in words for agents; `None` for a kind that is never shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lost: Option<String>,
    },
}

/// How far a message got on its way to the other side. Only ever moves forward (behaviour 2.16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Delivery {
    Queued,
    Sent,
    Delivered,
    Read,
    Failed {
        code: String,
        text: String,
        /// Whether sending it once more may help; decided where the failure was understood.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        retryable: bool,
    },
}

/// The code of a message of which nobody can say whether the provider took it: the server stopped, or the line
/// broke, while it was being sent. It is not sent again by itself; a later sign of it ends the doubt.
pub const UNKNOWN_OUTCOME: &str = "unknown_outcome";

impl Delivery {
    fn rank(&self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::Failed { code, .. } if code == UNKNOWN_OUTCOME => 1,
            Self::Sent => 2,
            Self::Failed { .. } => 3,
            Self::Delivered => 4,
            Self::Read => 5,
        }
    }

    /// Whether `later` says more than this; providers report out of order and more than once.
    #[must_use]
    pub fn may_become(&self, later: &Self) -> bool {
        self.rank() < later.rank()
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_stored_text_is_checked_when_it_is_read() {
        let text = MessageText::new("Hello").unwrap();
        assert_eq!(serde_json::to_string(&text).unwrap(), r#""Hello""#);
        assert_eq!(serde_json::from_str::<MessageText>(r#""Hello""#).unwrap(), text);
        assert!(serde_json::from_str::<MessageText>(r#"" ""#).is_err());
    }

    #[test]
    fn texts_of_people_do_not_show_in_logs() {
        let content = Content::Text { text: MessageText::new("my secret").unwrap() };
        assert_eq!(format!("{content:?}"), "Text { text: text of 9 characters }");
    }

    #[test]
    fn s3_23_deliveries_move_forward_only_and_a_late_report_of_arrival_ends_a_failure() {
        let failed =
            |code: &str| Delivery::Failed { code: code.to_owned(), text: "no".to_owned(), retryable: false };
        let forward = [
            Delivery::Queued,
            failed(UNKNOWN_OUTCOME),
            Delivery::Sent,
            failed("1"),
            Delivery::Delivered,
            Delivery::Read,
        ];
        for (earlier, from) in forward.iter().enumerate() {
            for (later, to) in forward.iter().enumerate() {
                assert_eq!(from.may_become(to), earlier < later, "{from:?} to {to:?}");
            }
        }
    }
}
