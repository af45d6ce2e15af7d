//! The end user's socket (`/ws/widget`) and the shapes that end users see.

use super::error::ErrorBody;
use super::shared::{Author, ChannelKind, ClosingReason, Content, Delivery, Done, FormAnswer, Marks};
use frontdesk_model::directory::{ConversationMode, Language, WidgetScheme};
use frontdesk_model::id::{AttachmentId, CommandId, ConversationId, FieldId, IntegrationId, MessageId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the widget sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(rename = "WidgetClientFrame")]
pub enum ClientFrame {
    /// The first frame, and later ones to catch up or to go to another conversation. Without `conversation` the one
    /// that was begun last is meant.
    Hello {
        #[ts(type = "string")]
        integration: IntegrationId,
        /// From `POST /desk/v1/widget/{integration}/session`.
        token: String,
        #[ts(type = "string | null")]
        conversation: Option<ConversationId>,
        /// The epoch and sequence that the widget has; `None` for a fresh start.
        #[ts(type = "number | null")]
        epoch: Option<u64>,
        #[ts(type = "number | null")]
        seq: Option<u64>,
        /// The origin of the page that the widget stands on; `None` where it stands on none.
        #[serde(default)]
        #[ts(optional)]
        page: Option<String>,
        /// In which language the settings are to be; a BCP 47 tag.
        #[serde(default)]
        #[ts(optional)]
        locale: Option<String>,
        /// A new conversation, where the widget lets end users have several: the one that was begun last while
        /// nobody has said a word in it, so that asking twice makes one.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        start: bool,
    },
    /// Answered by `done` or `refused` with the same id. Sending it again with the same id does no harm.
    Send {
        #[ts(type = "string")]
        id: CommandId,
        say: Say,
        #[serde(default)]
        meta: Meta,
        /// Where it belongs; without it, to the conversation of the last `welcome`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(type = "string", optional)]
        conversation: Option<ConversationId>,
    },
    /// Asks for a way to go on on a social channel; answered by `link_ready` or `refused`.
    Link {
        #[ts(type = "string")]
        id: CommandId,
        /// One of `switch_to` of the settings.
        #[ts(type = "string")]
        integration: IntegrationId,
    },
    /// Parts the conversation from a social channel; answered by `done` or `refused`.
    Unlink {
        #[ts(type = "string")]
        id: CommandId,
        #[ts(type = "string")]
        integration: IntegrationId,
    },
    /// Answers are to come here, and no longer to a social channel; answered by `done` or `refused`. The first message
    /// that is sent here does the same.
    ContinueHere {
        #[ts(type = "string")]
        id: CommandId,
    },
    /// Everything up to here reached the device.
    Delivered {
        #[ts(type = "number")]
        seq: u64,
    },
    /// Everything up to here was seen.
    Read {
        #[ts(type = "number")]
        seq: u64,
    },
    Typing {
        active: bool,
    },
    Ping {
        #[ts(type = "number")]
        at: u64,
    },
}

/// What an end user can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Say {
    Text {
        text: String,
    },
    Files {
        #[ts(type = "string[]")]
        files: Vec<AttachmentId>,
        caption: Option<String>,
    },
    Choose {
        #[ts(type = "string")]
        message: MessageId,
        option: String,
    },
    FillForm {
        #[ts(type = "string")]
        message: MessageId,
        answers: Vec<FormAnswer>,
    },
    /// Asks for a person, whatever the bot is at.
    TalkToHuman,
}

/// Untrusted facts from the host page (behaviour 2.12): at most 20 fields, 50 tags, 255 and 80 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Meta {
    pub fields: Vec<MetaField>,
    pub tags: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MetaField {
    #[ts(type = "number")]
    pub field: FieldId,
    pub value: String,
}

/// What the server sends to the widget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(rename = "WidgetServerFrame")]
pub enum ServerFrame {
    /// The answer to `hello`.
    Welcome {
        #[ts(type = "number")]
        epoch: u64,
        #[ts(type = "number")]
        heartbeat_ms: u64,
        #[ts(type = "number")]
        now: Timestamp,
        settings: WidgetSettings,
        /// The conversation that this socket is in from now on, whether anything was said in it or not.
        #[ts(type = "string")]
        current: ConversationId,
        /// What there is so far; `None` before the first message, and when the widget's `seq` could be resumed:
        /// then the missing items come as a `conversation` frame.
        conversation: Option<Box<Conversation>>,
    },
    Conversation(Box<ConversationFrame>),
    /// The newest of all conversations, where end users have several; follows the first `welcome`. They are watched
    /// from here on.
    Conversations(Conversations),
    /// News of a watched conversation besides the current one.
    Listed {
        row: Box<ConversationRow>,
    },
    /// Where the current conversation stands in its queue, from 1; `null`: in none, or it is not known.
    Queue {
        position: Option<u32>,
    },
    /// Somebody at the other side is typing.
    Typing {
        name: String,
        active: bool,
    },
    /// The answer to `link`.
    LinkReady {
        #[ts(type = "string")]
        id: CommandId,
        link: LinkReady,
    },
    Done(Done),
    Refused {
        #[ts(type = "string | null")]
        id: Option<CommandId>,
        error: ErrorBody,
    },
    Closing {
        reason: ClosingReason,
        #[ts(type = "number")]
        retry_after_ms: u64,
    },
    Pong {
        #[ts(type = "number")]
        at: u64,
    },
}

/// How the widget looks and what it may do, in the language of the end user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetSettings {
    #[ts(type = "Language")]
    pub language: Language,
    pub title: String,
    /// `#rrggbb`.
    pub brand_color: String,
    /// `#rrggbb`: the far end of the header; `null`: derived from the brand's colour.
    pub second_color: Option<String>,
    #[ts(type = "'auto' | 'light' | 'dark'")]
    pub scheme: WidgetScheme,
    /// The panel's corners in CSS pixels.
    pub radius: u16,
    /// Whether new messages make a sound until the end user says otherwise.
    pub sound: bool,
    /// The path of a picture that stands for the bot, and for the widget while nobody answers.
    pub picture: Option<String>,
    /// Below the title while nobody answers; `null`: our own words.
    pub header: Option<String>,
    /// Instead of it while no agent is there.
    pub offline: Option<String>,
    /// Whether an agent who gets this widget's work is there.
    pub online: bool,
    #[ts(type = "'single' | 'multi'")]
    pub conversations: ConversationMode,
    pub uploads: bool,
    #[ts(type = "number")]
    pub max_file_bytes: u64,
    pub file_extensions: Vec<String>,
    pub talk_to_human: bool,
    /// The accounts in which a conversation can go on (S0-10); those that are connected now.
    #[serde(default)]
    pub switch_to: Vec<SwitchTo>,
}

/// A channel that end users may switch to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SwitchTo {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    /// What the account is called; tells several of a kind apart.
    pub name: String,
}

/// A way into the other app, for ten minutes and one use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkReady {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    /// What a phone opens, and what the QR code says.
    pub url: String,
    /// What has to be sent there by hand, where the app may lose the code on the way.
    pub type_this: Option<String>,
    pub qr: Qr,
    #[ts(type = "number")]
    pub expires_at: Timestamp,
}

/// A QR code as a path of an SVG whose view box is `0 0 size size`; a quiet border is part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Qr {
    pub size: u32,
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetConversation")]
pub struct Conversation {
    #[ts(type = "string")]
    pub id: ConversationId,
    #[ts(type = "number")]
    pub seq: u64,
    pub head: Head,
    pub marks: Marks,
    pub items: Vec<Item>,
    pub more: bool,
}

/// `GET /desk/v1/widget/conversations?before=<conversation>&limit=<1..50>`: those that were begun before one, or the
/// newest; the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetConversations")]
pub struct Conversations {
    pub conversations: Vec<ConversationRow>,
    pub more: bool,
}

/// One conversation as it stands in the list of its end user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetConversationRow")]
pub struct ConversationRow {
    #[ts(type = "string")]
    pub id: ConversationId,
    #[ts(type = "number")]
    pub started_at: Timestamp,
    /// When the newest message was written.
    #[ts(type = "number")]
    pub last_at: Timestamp,
    pub last: Option<Message>,
    /// What others said since the end user read it last; 100 stands for more as well.
    pub unread: u32,
    pub head: Head,
}

/// `seq` is the sequence after the frame, `from` the one before it; events that an end user may not see make a
/// frame without items, so that the sequence has no holes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetConversationFrame")]
pub struct ConversationFrame {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    #[ts(type = "number")]
    pub from: u64,
    #[ts(type = "number")]
    pub seq: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Item>>", optional)]
    pub items: Vec<Item>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub head: Option<Head>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub marks: Option<Marks>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "WidgetItem")]
pub enum Item {
    Message(Message),
    Note {
        #[ts(type = "number")]
        seq: u64,
        #[ts(type = "number")]
        at: Timestamp,
        note: Note,
    },
}

/// The few things besides messages that an end user is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(rename = "WidgetNote")]
pub enum Note {
    /// A person was asked for and the conversation waits for one.
    Waiting,
    AgentJoined {
        name: String,
    },
    Ended,
    /// The conversation goes on on a social channel; `name` is what the end user is called there.
    Linked {
        channel: ChannelKind,
        name: String,
    },
    Unlinked {
        channel: ChannelKind,
    },
    /// Answers come here again, and not to a social channel.
    CameBack,
    /// A message that did not arrive elsewhere was sent here once more: it is shown no longer, and this note never.
    Replaced {
        #[ts(type = "string")]
        message: MessageId,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetMessage")]
pub struct Message {
    #[ts(type = "number")]
    pub seq: u64,
    #[ts(type = "string")]
    pub id: MessageId,
    #[ts(type = "number")]
    pub at: Timestamp,
    pub author: Author,
    pub content: Content,
    pub delivery: Delivery,
    /// The social channel that it went through (S0-17); absent for the widget itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub channel: Option<ChannelKind>,
    #[ts(type = "string | null")]
    pub command: Option<CommandId>,
}

/// Who answers now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Answering {
    Bot {
        name: String,
    },
    /// Nobody yet. The place in the queue comes in frames of its own.
    Waiting,
    Agent {
        name: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetHead")]
pub struct Head {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub answering: Answering,
    pub ended: bool,
    /// The social channels that the conversation goes on in, or is about to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Link>>", optional)]
    pub links: Vec<Link>,
    /// The social channel to which the next answer goes besides this widget; absent: to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answers_on: Option<ChannelKind>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "WidgetLink")]
pub struct Link {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    pub stage: LinkStage,
    /// What the end user is called there; empty before it is linked.
    pub name: String,
    /// Whether the next answer goes there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub answers: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "WidgetLinkStage")]
pub enum LinkStage {
    /// A code was given out.
    Asked,
    /// Somebody came with it and is asked in the other app whether it is right.
    Pending,
    Linked,
}
