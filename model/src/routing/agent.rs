//! One agent as routing sees him: what is true of him, and what he holds.

use super::eligibility::{Reach, SkillId};
use super::policy::{Mode, Policy, Rank, Room, Stand};
use crate::agent::AgentStatus;
use crate::id::{GroupId, UserId};
use crate::time::Timestamp;

/// The most unanswered broadcast offers that one agent holds. More than a screen shows; and without a bound,
/// an agent who signs in to a backlog would cause a commit for each conversation of it. The best of the queue
/// are offered, the next ones as these are taken. (Three in tests, so that they reach it.)
pub const BROADCAST_WINDOW: u32 = if cfg!(test) { 3 } else { 100 };

/// An agent as routing has to know him. Load is not among the facts: it follows from the holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentFacts {
    pub id: UserId,
    pub status: AgentStatus,
    /// Has a live socket, or lost it less than the grace period ago.
    pub present: bool,
    pub groups: Vec<GroupId>,
    pub skills: Vec<SkillId>,
    /// The most conversations at a time, offers included.
    pub capacity: u32,
    pub last_assigned_at: Option<Timestamp>,
    /// Since when the agent waits for work: the last assignment or offer, or the first sign-in. The least is asked
    /// first. Put the agent again when it moves; until then the router takes those whom it gave work for the
    /// least idle ones.
    pub idle_since: Timestamp,
}

#[derive(Debug)]
pub(super) struct Agent {
    pub(super) id: UserId,
    /// `None` for one whom only the log has named so far.
    pub(super) facts: Option<Box<AgentFacts>>,
    pub(super) reach: Reach,
    /// From the facts: takes offers, and is there.
    pub(super) on_duty: bool,
    /// From the facts.
    pub(super) capacity: u32,
    pub(super) assigned: u32,
    pub(super) offered: u32,
    pub(super) stand: Stand,
    /// The place before the last turn, for a refusal of what was given then.
    pub(super) before: Stand,
    /// Where the agent stands in the lines; `None` when in none.
    pub(super) settled: Option<Rank>,
    pub(super) fresh: bool,
}

impl Agent {
    pub(super) fn new(id: UserId, reach: Reach) -> Self {
        let stand = Stand::default();
        Self {
            id,
            facts: None,
            reach,
            on_duty: false,
            capacity: 0,
            assigned: 0,
            offered: 0,
            stand,
            before: stand,
            settled: None,
            fresh: false,
        }
    }

    pub(super) const fn load(&self, mode: Mode) -> u32 {
        match mode {
            Mode::Broadcast => self.assigned,
            Mode::Offer | Mode::AutoAccept => self.assigned.saturating_add(self.offered),
        }
    }

    /// Takes offers, and is there.
    pub(super) const fn is_on_duty(&self) -> bool {
        self.on_duty
    }

    /// Has as many unanswered offers as one may have.
    pub(super) const fn is_answering(&self, mode: Mode) -> bool {
        match mode {
            Mode::Offer => self.offered > 0,
            Mode::Broadcast => self.offered >= BROADCAST_WINDOW,
            Mode::AutoAccept => false,
        }
    }

    /// Whether new work may go to the agent now.
    pub(super) const fn is_open(&self, mode: Mode) -> bool {
        !self.is_answering(mode) && self.on_duty && self.load(mode) < self.capacity
    }

    pub(super) fn rank(&self, policy: Policy) -> Rank {
        let room = Room { load: self.load(policy.mode), capacity: self.capacity };
        Rank::new(policy.strategy, room, self.stand, self.id)
    }
}
