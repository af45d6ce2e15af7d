//! What the running system tells a socket. How it looks on the wire is the socket's business.

use crate::hub::{Published, Typing};
use actix::Message;
use frontdesk_model::access::Role;
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::{ConversationId, GroupId, OfferId, ShortcutId, TicketId, UserId};
use frontdesk_model::shortcut::Shortcut;
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

/// A ticket's row with the name of who writes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRow {
    pub row: TicketRow,
    pub requester: Arc<str>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub unassigned: u64,
    pub mine: u64,
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
