//! Tickets in lists, and offers of them.

use crate::wire::shared::{ChannelKind, TicketStatus, Urgency};
use frontdesk_model::id::{ConversationId, GroupId, OfferId, TicketId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One line of a list of tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TicketRow {
    #[ts(type = "number")]
    pub ticket: TicketId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub status: TicketStatus,
    pub channel: ChannelKind,
    pub requester: String,
    /// The first words; empty where they are not known (yet).
    #[serde(default)]
    pub subject: String,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number | null")]
    pub assignee: Option<UserId>,
    pub priority: Urgency,
    pub tags: Vec<String>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    /// The last change or message.
    #[ts(type = "number")]
    pub updated_at: Timestamp,
    /// Since when it waits for an agent; `None` when it does not.
    #[ts(type = "number | null")]
    pub waiting_since: Option<Timestamp>,
    /// Whether an agent has replied yet: tells "Started a new chat" from "Replied to the conversation".
    pub replied: bool,
    /// Public messages of the end user that the assigned agent has not seen.
    pub unread: u32,
    /// Whether the live exchange is on.
    pub active: bool,
}

/// Work shown with Accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Offer {
    #[ts(type = "string")]
    pub id: OfferId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    #[ts(type = "number")]
    pub ticket: TicketId,
    pub requester: String,
    pub channel: ChannelKind,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number")]
    pub offered_at: Timestamp,
    /// `None`: it stays until somebody takes it.
    #[ts(type = "number | null")]
    pub expires_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfferGone {
    #[ts(type = "string")]
    pub id: OfferId,
    pub why: OfferEnd,
    /// Who has it now, for `taken`.
    pub winner: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfferEnd {
    Accepted,
    Declined,
    Missed,
    Taken,
    Withdrawn,
}
