//! Read models as pure functions of a conversation: what lists of tickets show.

use crate::agent::Priority;
use crate::channel::ChannelKind;
use crate::conversation::{Conversation, Session};
use crate::id::{ConversationId, GroupId, TicketId, UserId};
use crate::ticket::{Assignment, Offer, Tag, TicketStatus};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One line of a list of tickets. Names are looked up where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    pub ticket: TicketId,
    pub conversation: ConversationId,
    pub end_user: UserId,
    pub channel: ChannelKind,
    pub status: TicketStatus,
    /// The event that made the ticket; its subject is there, apart from what can be listed.
    pub opened_seq: u64,
    pub group: Option<GroupId>,
    pub assignee: Option<UserId>,
    /// Since when it has been with the assignee.
    pub assigned_at: Option<Timestamp>,
    pub priority: Priority,
    pub tags: BTreeSet<Tag>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub eligible_at: Timestamp,
    /// Whether an agent is being looked for.
    pub waiting: bool,
    pub offers: Vec<Offer>,
    pub missed: Vec<UserId>,
    pub replied: bool,
    pub unread: u32,
    /// Whether the live exchange is on.
    pub active: bool,
    /// Whether it counts against its agent's capacity.
    pub counts: bool,
}

impl TicketRow {
    /// The row of the conversation's ticket; `None` while there is none.
    #[must_use]
    pub fn of(id: ConversationId, state: &Conversation, count_inactive: bool) -> Option<Self> {
        let (ticket, origin) = (state.ticket.as_ref()?, state.origin?);
        let assigned_at = match ticket.assignment {
            Assignment::Assigned { since, .. } => Some(since),
            _ => None,
        };
        let updated_at = ticket.status_since.max(state.last_message_at.unwrap_or(ticket.created_at));
        Some(Self {
            ticket: ticket.id,
            conversation: id,
            end_user: origin.end_user,
            channel: origin.channel,
            status: ticket.status,
            opened_seq: ticket.opened_seq,
            group: ticket.group,
            assignee: ticket.assignment.agent(),
            assigned_at,
            priority: ticket.priority,
            tags: ticket.tags.clone(),
            created_at: ticket.created_at,
            updated_at: updated_at.max(assigned_at.unwrap_or(updated_at)),
            eligible_at: ticket.eligible_at,
            waiting: ticket.assignment.is_waiting(),
            offers: ticket.assignment.offers().to_vec(),
            missed: ticket.assignment.missed().to_vec(),
            replied: ticket.replied,
            unread: u32::try_from(state.unread.len()).unwrap_or(u32::MAX),
            active: state.session == Session::Live { active: true },
            counts: state.counts(count_inactive),
        })
    }

    /// Whether the two differ in more than what every message changes. A row is written to disk only then;
    /// unread counts and times of the newest message are made up for when a conversation is loaded.
    #[must_use]
    pub fn differs_from(&self, stored: &Self) -> bool {
        let plain =
            |row: &Self| Self { updated_at: Timestamp::ZERO, unread: row.unread.min(1), ..row.clone() };
        plain(self) != plain(stored)
    }
}
