//! What agents and end users both see.

use frontdesk_model::agent::{AgentStatus, Priority};
use frontdesk_model::id::{AttachmentId, CommandId, ConversationId, FieldId, MessageId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file as it is named in messages; its bytes are at `/desk/v1/attachments/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[ts(type = "string")]
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    pub id: String,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormField {
    pub name: String,
    pub label: String,
    pub input: FormInput,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FormInput {
    Text,
    Email,
    Choice { options: Vec<String> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormAnswer {
    pub name: String,
    /// At most 255 characters.
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LabelledAnswer {
    pub label: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Card {
    pub title: String,
    pub description: Option<String>,
    pub image: Option<String>,
    pub buttons: Vec<CardButton>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CardButton {
    Link { label: String, url: String },
    Reply { id: String, label: String },
}

/// A page that may answer the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleLink {
    pub title: String,
    /// An http or https address.
    pub url: String,
    pub excerpt: Option<String>,
}

/// A stretch of a text and how it is set. At most 200 in a text, by where they begin, outer ones before inner ones;
/// they nest and never cross.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// Characters (Unicode code points) before it.
    #[ts(type = "number")]
    pub start: usize,
    /// The first character behind it.
    #[ts(type = "number")]
    pub end: usize,
    pub style: SpanStyle,
    /// Of a link, where it leads: `http:`, `https:`, `mailto:` or `tel:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SpanStyle {
    Bold,
    Italic,
    Strike,
    Code,
    Link,
}

/// What a message holds. Its words are always plain, never markup; `spans` says how stretches of its text, or of
/// its caption, are set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
    },
    Files {
        files: Vec<File>,
        caption: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
    },
    Options {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
        options: Vec<Choice>,
    },
    Carousel {
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
        cards: Vec<Card>,
    },
    /// 1 to 6 pages that may answer the question.
    Articles {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
        articles: Vec<ArticleLink>,
    },
    Form {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        spans: Option<Vec<Span>>,
        fields: Vec<FormField>,
    },
    Chosen {
        #[ts(type = "string")]
        message: MessageId,
        option: String,
        label: String,
    },
    FormFilled {
        #[ts(type = "string")]
        message: MessageId,
        answers: Vec<LabelledAnswer>,
    },
    /// A message that the provider approved beforehand.
    Template { name: String, text: String },
    /// Something that cannot be shown here, in the provider's word for it, such as `order`; or a file that could not
    /// be fetched from the provider, and why, which only agents are told.
    Unsupported {
        kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        lost: Option<String>,
    },
    /// The content was erased.
    Erased,
}

/// Who wrote a message. Names are given with the head of the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    EndUser,
    Agent {
        #[ts(type = "number")]
        id: u64,
        name: String,
    },
    Bot {
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Delivery {
    Queued,
    Sent,
    Delivered,
    Read,
    Failed {
        code: String,
        text: String,
        /// Whether sending it once more may help: `retry` is taken.
        retryable: bool,
    },
}

/// A rule by which a message is changed where its channel cannot show it as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Degradation {
    TextSplit,
    ButtonsAsList,
    ButtonsAsText,
    LabelsShortened,
    CarouselAsText,
    TextBefore,
    ArticlesAsText,
    FormAsText,
    FileAsLink,
    FilesApart,
    MediaAsFile,
    CaptionAfter,
    MarkupStripped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    Widget,
    Chat,
    Whatsapp,
    Messenger,
    Instagram,
    Line,
    Wechat,
    X,
    Telegram,
    Sms,
}

/// How far each side has got, as sequences of the conversation; only ever grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Marks {
    /// The newest event that reached the end user's device.
    #[ts(type = "number")]
    pub end_user_delivered: u64,
    /// The newest event that the end user has seen.
    #[ts(type = "number")]
    pub end_user_read: u64,
    /// The newest event that the assigned agent has seen.
    #[ts(type = "number")]
    pub agent_read: u64,
}

/// A ticket's status; see the glossary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    New,
    Open,
    Pending,
    OnHold,
    Solved,
    Closed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", rename = "AgentStatus")]
#[ts(rename = "AgentStatus")]
pub enum Status {
    Online,
    Away,
    TransfersOnly,
    Offline,
}

impl From<AgentStatus> for Status {
    fn from(status: AgentStatus) -> Self {
        match status {
            AgentStatus::Online => Self::Online,
            AgentStatus::Away => Self::Away,
            AgentStatus::TransfersOnly => Self::TransfersOnly,
            AgentStatus::Offline => Self::Offline,
        }
    }
}

impl From<Status> for AgentStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Online => Self::Online,
            Status::Away => Self::Away,
            Status::TransfersOnly => Self::TransfersOnly,
            Status::Offline => Self::Offline,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", rename = "Priority")]
#[ts(rename = "Priority")]
pub enum Urgency {
    Low,
    Normal,
    High,
    Urgent,
}

impl From<Priority> for Urgency {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::Low => Self::Low,
            Priority::Normal => Self::Normal,
            Priority::High => Self::High,
            Priority::Urgent => Self::Urgent,
        }
    }
}

impl From<Urgency> for Priority {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Low => Self::Low,
            Urgency::Normal => Self::Normal,
            Urgency::High => Self::High,
            Urgency::Urgent => Self::Urgent,
        }
    }
}

/// A custom ticket field and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldValue {
    #[ts(type = "number")]
    pub field: FieldId,
    pub label: String,
    pub value: String,
}

/// Why the socket is about to be closed, and what the client is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClosingReason {
    /// The server is going down for a restart: come back after `retry_after_ms`.
    Draining,
    /// The client reads too slowly: come back and resume.
    Slow,
    /// The session was signed out or revoked: sign in again.
    SignedOut,
    /// The client broke the protocol: do not come back with the same frames.
    Protocol,
}

/// The receipt of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Done {
    #[ts(type = "string")]
    pub id: CommandId,
    #[ts(type = "string | null")]
    pub conversation: Option<ConversationId>,
    /// The sequence of the last event that the command caused; 0 where it caused none.
    #[ts(type = "number")]
    pub seq: u64,
    /// The server's clock, milliseconds since the epoch.
    #[ts(type = "number")]
    pub at: Timestamp,
}
