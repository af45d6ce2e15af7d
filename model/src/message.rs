//! What people and the bot say: one canonical message, whatever the channel.

mod span;
mod text;

use crate::id::{AttachmentId, FieldId, MessageId, UserId};
use serde::{Deserialize, Serialize};

pub use span::{MAX_SPANS, MAX_URL_CHARS, Span, Style};
pub use text::{InvalidText, MAX_TEXT_CHARS, MessageText};

/// The most files that one message carries.
pub const MAX_FILES: usize = 10;

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

/// What a message holds. Everything that an end user reads is text or a file: never markup. How a text is set stands
/// beside its words ([`Span`]).
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

impl Content {
    /// The words that it begins with, where whoever wrote them may have set them somehow. `None` where it has none, and
    /// for what an end user pressed or a provider approved.
    #[must_use]
    pub const fn text(&self) -> Option<&MessageText> {
        match self {
            Self::Text { text }
            | Self::Options { text, .. }
            | Self::Articles { text, .. }
            | Self::Form { text, .. } => Some(text),
            Self::Files { caption: text, .. } | Self::Carousel { text, .. } => text.as_ref(),
            Self::Chosen { .. }
            | Self::FormFilled { .. }
            | Self::Template { .. }
            | Self::Unsupported { .. } => None,
        }
    }

    /// As [`Self::text`], to write it in another way.
    pub const fn text_mut(&mut self) -> Option<&mut MessageText> {
        match self {
            Self::Text { text }
            | Self::Options { text, .. }
            | Self::Articles { text, .. }
            | Self::Form { text, .. } => Some(text),
            Self::Files { caption: text, .. } | Self::Carousel { text, .. } => text.as_mut(),
            Self::Chosen { .. }
            | Self::FormFilled { .. }
            | Self::Template { .. }
            | Self::Unsupported { .. } => None,
        }
    }
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
