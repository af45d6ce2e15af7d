//! What the running system tells a socket. How it looks on the wire is the socket's business.

use crate::hub::{Published, Typing};
use actix::Message;
use frontdesk_model::access::Role;
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::{ConversationId, GroupId, OfferId, ShortcutId, TicketId, UserId};
use frontdesk_model::search::{Query, Score, fold};
use frontdesk_model::shortcut::Shortcut;
use frontdesk_model::ticket::Tag;
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Debug, Message)]
#[rtype(result = "()")]
pub enum Push {
    Conversation(Arc<Published>),
    Typing(Arc<Typing>),
    /// Everything around the conversations; replaces what was told before.
    Desk(Arc<Desk>),
    Rows {
        upsert: Vec<Arc<NamedRow>>,
        gone: Vec<TicketId>,
        counts: Counts,
    },
    Offers {
        offers: Vec<OfferCard>,
        gone: Vec<OfferGone>,
    },
    Agents(Vec<Arc<AgentCard>>),
    /// A shortcut that the agent may use, or may use no more.
    Shortcut {
        upsert: Option<Arc<Shortcut>>,
        gone: Option<ShortcutId>,
    },
    /// Who looks at the conversation that this socket looks at may have changed.
    Viewers(ConversationId),
    /// The server goes down: say so and close.
    Drain,
    /// The login behind the socket was revoked.
    SignedOut,
}

/// A ticket's row with the name of who writes in and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRow {
    pub row: TicketRow,
    pub requester: Arc<str>,
    /// Empty until it is known: after a start it is read from the log bit by bit.
    pub subject: Arc<str>,
    pub folded: Arc<Folded>,
}

/// The words of a row as searches and sorting compare them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub requester: String,
    pub subject: String,
}

impl NamedRow {
    #[must_use]
    pub fn new(row: TicketRow, requester: Arc<str>, subject: Arc<str>) -> Self {
        let folded = Arc::new(Folded { requester: fold(&requester), subject: fold(&subject) });
        Self { row, requester, subject, folded }
    }

    /// How well it answers a query: by its requester, what it is about, its channel, its tags and its number.
    #[must_use]
    pub fn score(&self, query: &Query) -> Option<Score> {
        let words = [&*self.folded.requester, &*self.folded.subject, self.row.channel.word()];
        let by_number = (query.number() == Some(self.row.ticket.get())).then_some(Score::MAX);
        by_number.or_else(|| query.score(words.into_iter().chain(self.row.tags.iter().map(Tag::as_str))))
    }

    /// The next state of a row: what its words did not change is not folded again with every message.
    #[must_use]
    pub fn after(before: Option<&Self>, row: TicketRow, requester: Arc<str>, subject: Arc<str>) -> Self {
        match before {
            Some(known) if known.requester == requester && known.subject == subject => {
                Self { row, requester, subject, folded: Arc::clone(&known.folded) }
            }
            _ => Self::new(row, requester, subject),
        }
    }
}

/// How many tickets are in an agent's lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub unassigned: u64,
    /// Where it is the agent's turn.
    pub mine: u64,
    /// Whatever the status.
    pub mine_all: u64,
    /// Not solved, in the agent's groups.
    pub groups: u64,
    /// Not solved.
    pub open: u64,
    pub solved: u64,
    pub social_mine: u64,
    pub social_unassigned: u64,
    /// New and nobody's: they light the notifier's red dot.
    pub social_new: u64,
}

#[derive(Clone, Debug)]
pub struct Desk {
    pub agents: Vec<Arc<AgentCard>>,
    pub rows: Vec<Arc<NamedRow>>,
    pub counts: Counts,
}

/// An agent as colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentCard {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub groups: BTreeSet<GroupId>,
    pub capacity: u32,
    pub status: AgentStatus,
    /// Whether a socket of theirs is open.
    pub present: bool,
    /// Conversations that count.
    pub load: u32,
}

/// Work shown with Accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferCard {
    pub id: OfferId,
    pub conversation: ConversationId,
    pub ticket: TicketId,
    pub requester: Arc<str>,
    pub channel: ChannelKind,
    pub group: Option<GroupId>,
    pub offered_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferGone {
    pub id: OfferId,
    pub why: WhyGone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyGone {
    Accepted,
    Declined,
    Missed,
    /// Somebody else has it.
    Taken {
        by: UserId,
    },
    Withdrawn,
}
