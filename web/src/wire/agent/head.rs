//! What stands above a conversation: whose it is, its ticket, and the ways of answering.

use crate::wire::shared::{ChannelKind, FieldValue, LabelledAnswer, TicketStatus, Urgency};
use frontdesk_model::id::{ConversationId, GroupId, IntegrationId, TicketId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What stands around the messages; sent whole whenever anything in it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentHead")]
pub struct Head {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub channel: ChannelKind,
    #[ts(type = "string")]
    pub integration: IntegrationId,
    /// The configured account, e.g. the widget's or the number's name.
    pub integration_name: String,
    /// Where the next reply goes; `null` before the first message.
    pub reply_to: Option<ReplyTo>,
    pub end_user: EndUser,
    /// The social channels that the conversation goes on in besides where it began (S0-26).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<HeadLink>>", optional)]
    pub links: Vec<HeadLink>,
    pub control: Control,
    pub session: Session,
    pub ticket: Option<Ticket>,
    /// What the bot captured, in the order of asking.
    pub captured: Vec<LabelledAnswer>,
    /// Which ways of answering are open to whoever has the ticket; decided by the server.
    pub composer: Vec<ComposerChoice>,
    /// Until when the reply target takes replies; `null`: always. After it `reply` is closed whatever `composer` said.
    #[ts(type = "number | null")]
    pub window_closes_at: Option<Timestamp>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeadLink {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    pub account: String,
    /// What the end user is called there.
    pub name: String,
    #[ts(type = "number")]
    pub since: Timestamp,
}

/// The account that replies go out by: the one that the end user wrote on last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplyTo {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub name: String,
    pub channel: ChannelKind,
    /// What people call the account, such as its telephone number; `null` for our own channels.
    pub number: Option<String>,
    /// All else that is known of it, by the names of its settings; no secrets.
    #[ts(type = "Record<string, string>")]
    pub info: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EndUser {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub verified: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    Bot,
    People,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    Bot,
    Queued,
    Active,
    Inactive,
    Ended,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ticket {
    #[ts(type = "number")]
    pub id: TicketId,
    pub status: TicketStatus,
    pub subject: String,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number | null")]
    pub assignee: Option<UserId>,
    pub assignee_name: Option<String>,
    pub priority: Urgency,
    pub tags: Vec<String>,
    pub fields: Vec<FieldValue>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    #[ts(type = "number | null")]
    pub waiting_since: Option<Timestamp>,
    /// The ticket that was closed before it in the same conversation.
    #[ts(type = "number | null")]
    pub previous: Option<TicketId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComposerChoice {
    pub mode: ComposerMode,
    pub allowed: bool,
    /// Why it is not allowed.
    pub reason: Option<ComposerRefusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComposerMode {
    Reply,
    Note,
    Email,
    Call,
    /// One reply to the widget, where none can go where the end user wrote last.
    Widget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComposerRefusal {
    /// No ticket yet: the bot is talking.
    BotHasControl,
    SessionEnded,
    TicketClosed,
    /// The end user has not written for too long: the channel takes no reply.
    WindowClosed,
    NoEmailKnown,
    /// Only the end user moves the conversation to another channel.
    CustomerDecides,
    /// This way of answering is not built in yet or not connected.
    NotConnected,
}
