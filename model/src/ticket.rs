//! The piece of work that a hand-off makes.

mod changes;

pub use changes::{AssignTo, MAX_CHANGED_FIELDS, MAX_CHANGED_TAGS, TicketChanges};

use crate::agent::Priority;
use crate::id::{FieldId, GroupId, OfferId, TicketId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most tags of a ticket.
pub const MAX_TAGS: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// Nobody has taken it up yet; never comes back once left.
    New,
    Open,
    Pending,
    OnHold,
    Solved,
    Closed,
}

impl TicketStatus {
    /// Whether it is the agents' turn.
    #[must_use]
    pub const fn is_agents_turn(self) -> bool {
        matches!(self, Self::New | Self::Open)
    }
}

/// Work shown to an agent with Accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: OfferId,
    pub agent: UserId,
    pub at: Timestamp,
    /// `None`: until somebody takes it (broadcast).
    pub expires_at: Option<Timestamp>,
}

/// Who has the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Assignment {
    /// Nobody, and nobody is looked for: it is not the agents' turn.
    Unassigned,
    /// Nobody yet; `missed` names who let an offer pass, oldest first.
    Queued {
        missed: Vec<UserId>,
    },
    /// One or, in broadcast, several agents are shown Accept; `offers` is never empty.
    Offered {
        offers: Vec<Offer>,
        missed: Vec<UserId>,
    },
    Assigned {
        agent: UserId,
        since: Timestamp,
    },
}

impl Assignment {
    #[must_use]
    pub const fn agent(&self) -> Option<UserId> {
        match self {
            Self::Assigned { agent, .. } => Some(*agent),
            Self::Unassigned | Self::Queued { .. } | Self::Offered { .. } => None,
        }
    }

    #[must_use]
    pub fn offers(&self) -> &[Offer] {
        match self {
            Self::Offered { offers, .. } => offers,
            Self::Unassigned | Self::Queued { .. } | Self::Assigned { .. } => &[],
        }
    }

    #[must_use]
    pub fn missed(&self) -> &[UserId] {
        match self {
            Self::Offered { missed, .. } | Self::Queued { missed } => missed,
            Self::Unassigned | Self::Assigned { .. } => &[],
        }
    }

    /// Whether an agent is being looked for.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        matches!(self, Self::Queued { .. } | Self::Offered { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub status: TicketStatus,
    pub status_since: Timestamp,
    /// At most 150 characters of the first words.
    pub subject: String,
    /// The sequence of the event that made it.
    pub opened_seq: u64,
    pub group: Option<GroupId>,
    pub assignment: Assignment,
    pub priority: Priority,
    pub tags: BTreeSet<Tag>,
    pub fields: BTreeMap<FieldId, String>,
    pub created_at: Timestamp,
    /// When it first became work for routing; keeps its place in the queue over misses and returns.
    pub eligible_at: Timestamp,
    /// Whether an agent has replied.
    pub replied: bool,
    /// When an agent declined it last; `None` once somebody has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<Timestamp>,
    /// The ticket that was closed before it in the same conversation.
    pub previous: Option<TicketId>,
}

/// 1 to 80 characters of lower case, without spaces, `#`, `@` and `!` (behaviour 2.10).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tag has 1 to 80 characters without spaces, commas, #, @ and !")]
pub struct InvalidTag;

impl Tag {
    /// # Errors
    /// When the text is empty, too long, or holds a forbidden character.
    pub fn new(text: &str) -> Result<Self, InvalidTag> {
        let text = text.trim().to_lowercase();
        let fits = (1..=80).contains(&text.chars().count());
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "#@!,".contains(c));
        if fits && clean { Ok(Self(text)) } else { Err(InvalidTag) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Tag {
    type Error = InvalidTag;

    fn try_from(text: String) -> Result<Self, InvalidTag> {
        Self::new(&text)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_other_text() {
        let longest = "é".repeat(80);
        for good in ["vip", " VIP ", "messaging_support", "τιμή", longest.as_str()] {
            assert_eq!(Tag::new(good).unwrap().as_str(), good.trim().to_lowercase());
        }
        let too_long = "é".repeat(81);
        for bad in ["", "  ", "two words", "a,b", "#a", "a@b", "hey!", "a\u{7}b", too_long.as_str()] {
            assert_eq!(Tag::new(bad), Err(InvalidTag), "{bad:?}");
        }
    }

    #[test]
    fn a_stored_tag_is_checked_when_it_is_read() {
        assert_eq!(serde_json::from_str::<Tag>(r#""vip""#).unwrap(), Tag::new("vip").unwrap());
        assert!(serde_json::from_str::<Tag>(r#""two words""#).is_err());
    }

    #[test]
    fn only_new_and_open_are_the_agents_turn() {
        use TicketStatus::{Closed, New, OnHold, Open, Pending, Solved};
        let turns = [New, Open, Pending, OnHold, Solved, Closed].map(TicketStatus::is_agents_turn);
        assert_eq!(turns, [true, true, false, false, false, false]);
    }

    #[test]
    fn an_assignment_says_who_has_it_or_who_may() {
        let agent = UserId::new(2).unwrap();
        let id = OfferId::from_bytes([1; 12]);
        let offer = Offer { id, agent, at: Timestamp::ZERO, expires_at: None };
        let queued = Assignment::Queued { missed: vec![agent] };
        let offered = Assignment::Offered { offers: vec![offer], missed: vec![agent] };
        let assigned = Assignment::Assigned { agent, since: Timestamp::ZERO };
        let facts = |it: &Assignment| (it.agent(), it.offers().len(), it.missed().len(), it.is_waiting());
        assert_eq!(facts(&Assignment::Unassigned), (None, 0, 0, false));
        assert_eq!(facts(&queued), (None, 0, 1, true));
        assert_eq!(facts(&offered), (None, 1, 1, true));
        assert_eq!(facts(&assigned), (Some(agent), 0, 0, false));
    }
}
