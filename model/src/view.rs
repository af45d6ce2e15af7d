//! Read models as pure functions of a conversation: what lists of tickets show.

use crate::agent::Priority;
use crate::channel::ChannelKind;
use crate::conversation::{Conversation, Session};
use crate::id::{ConversationId, GroupId, IntegrationId, TicketId, UserId};
use crate::ticket::{Assignment, Offer, Tag, TicketStatus};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The tag that makes a ticket a social messaging ticket (S1-25): membership is by it alone, so that taking it away
/// has the stated effect (S1-28, S1-29).
pub const SOCIAL_TAG: &str = "messaging_support";

/// One line of a list of tickets. Names are looked up where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    pub ticket: TicketId,
    pub conversation: ConversationId,
    /// The conversation's sequence that the row tells of; an older row never replaces a newer one.
    pub seq: u64,
    pub end_user: UserId,
    pub channel: ChannelKind,
    /// The account that replies go out by; `None` in what was written before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<IntegrationId>,
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
    /// When an agent declined it last, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<Timestamp>,
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
            seq: state.seq,
            end_user: origin.end_user,
            channel: origin.channel,
            via: state.replies_go_to().map(|target| target.integration),
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
            declined_at: ticket.declined_at.filter(|_| ticket.assignment.is_waiting()),
            replied: ticket.replied,
            unread: u32::try_from(state.unread.len()).unwrap_or(u32::MAX),
            active: state.session == Session::Live { active: true },
            counts: state.counts(count_inactive),
        })
    }

    /// Whether it is in the social messaging lists.
    #[must_use]
    pub fn is_social(&self) -> bool {
        self.tags.iter().any(|tag| tag.as_str() == SOCIAL_TAG)
    }

    /// Whether the two differ in more than what every message changes. A row is written to disk only then;
    /// unread counts and times of the newest message are made up for when a conversation is loaded.
    #[must_use]
    pub fn differs_from(&self, stored: &Self) -> bool {
        let plain = |row: &Self| Self {
            seq: 0,
            updated_at: Timestamp::ZERO,
            unread: row.unread.min(1),
            ..row.clone()
        };
        plain(self) != plain(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::By;
    use crate::conversation::event::{AssignedHow, Event, EventKind, HandOffReason, Visibility};
    use crate::id::{CommandId, MessageId};
    use crate::message::{Author, Delivery};
    use std::collections::BTreeMap;

    const CHANNEL: ChannelKind = ChannelKind::Whatsapp;

    fn user(number: u64) -> UserId {
        UserId::new(number).unwrap()
    }

    fn message(author: Author, visibility: Visibility) -> EventKind {
        let (message, delivery) = (MessageId::from_bytes([2; 12]), Delivery::Sent);
        EventKind::MessageAdded {
            message,
            author,
            visibility,
            channel: CHANNEL,
            delivery,
            verified: false,
            via: None,
            written_at: None,
            content: None,
        }
    }

    fn handed_off() -> EventKind {
        EventKind::HandedOff {
            ticket: TicketId::new(1).unwrap(),
            previous: None,
            reason: HandOffReason::Step,
            group: None,
            tags: vec![Tag::new("messaging_support").unwrap()],
            private: MessageId::from_bytes([3; 12]),
            subject: "Parcel".to_owned(),
            fields: BTreeMap::new(),
        }
    }

    /// What happens, a second each.
    fn after(happened: impl IntoIterator<Item = EventKind>) -> Conversation {
        let integration = IntegrationId::from_bytes([1; 12]);
        let started = EventKind::Started { integration, channel: CHANNEL, end_user: user(101) };
        let mut state = Conversation::default();
        for (kind, seq) in [started, EventKind::SessionStarted].into_iter().chain(happened).zip(1..) {
            let at = Timestamp::from_millis(seq * 1_000);
            state.apply(&Event { seq, at, cause: CommandId::from_bytes([4; 12]), by: By::System, kind });
        }
        state
    }

    fn row(happened: impl IntoIterator<Item = EventKind>) -> Option<TicketRow> {
        TicketRow::of(ConversationId::from_bytes([9; 12]), &after(happened), false)
    }

    fn said() -> EventKind {
        message(Author::EndUser(user(101)), Visibility::Public)
    }

    fn queued() -> EventKind {
        EventKind::Queued { since: Timestamp::from_millis(4_000) }
    }

    #[test]
    fn there_is_no_row_before_there_is_a_ticket() {
        assert_eq!(row([said()]), None);
    }

    #[test]
    fn s1_10_a_row_shows_what_the_lists_show() {
        let row = row([said(), handed_off(), queued()]).unwrap();
        assert_eq!((row.end_user, row.channel, row.status), (user(101), CHANNEL, TicketStatus::New));
        assert!(row.waiting && row.active && row.counts && !row.replied);
        assert_eq!((row.assignee, row.assigned_at, row.unread, row.opened_seq), (None, None, 1, 4));
        assert_eq!(row.eligible_at, Timestamp::from_millis(4_000));
    }

    #[test]
    fn a_row_is_as_new_as_the_last_that_happened_to_the_ticket() {
        let updated = |more: Vec<EventKind>| {
            let row = row([said(), handed_off(), queued()].into_iter().chain(more)).unwrap();
            row.updated_at.millis() / 1_000
        };
        let assigned = || EventKind::Assigned { agent: user(2), how: AssignedHow::Taken };
        let pending = EventKind::StatusChanged { from: TicketStatus::New, to: TicketStatus::Pending };
        assert_eq!(updated(vec![]), 4, "when it was made");
        assert_eq!(updated(vec![said()]), 6);
        assert_eq!(updated(vec![assigned()]), 6);
        assert_eq!(updated(vec![assigned(), pending]), 7);
        assert_eq!(
            updated(vec![message(Author::Agent(user(2)), Visibility::Internal)]),
            4,
            "notes do not count"
        );
    }

    #[test]
    fn only_what_lists_select_by_makes_a_row_differ() {
        let base = || vec![said(), handed_off(), queued()];
        let with = |more: Vec<EventKind>| row(base().into_iter().chain(more)).unwrap();
        let unread = with(vec![]);
        assert!(!with(vec![said(), said()]).differs_from(&unread), "one unread message is like three");
        let mut read = unread.clone();
        read.unread = 0;
        assert!(unread.differs_from(&read), "the first unread one tells");
        let assigned = EventKind::Assigned { agent: user(2), how: AssignedHow::Taken };
        assert!(with(vec![assigned]).differs_from(&unread));
        let replied = message(Author::Agent(user(2)), Visibility::Public);
        assert!(with(vec![replied.clone()]).differs_from(&unread), "the first reply tells");
        assert!(!with(vec![replied.clone(), replied.clone()]).differs_from(&with(vec![replied])));
    }
}
