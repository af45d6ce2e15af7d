//! How work reaches agents: what an admin sets (S3-8), and the order among agents that follows from it.

use crate::id::UserId;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How long work that was declined rests, once everybody who could take it let it pass: newer work goes first.
pub const REST_AFTER_DECLINE: Span = Span::seconds(30);

/// How work is shown to agents (behaviour 2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One agent at a time is asked, with a time limit; the offer reserves capacity.
    #[default]
    Offer,
    /// Everybody who may take it is asked at once; the first one to accept has it. Reserves nothing.
    Broadcast,
    /// Nobody is asked: the work is assigned.
    AutoAccept,
}

/// Which of the agents who may take the work comes first (behaviour 2.5). Ties: idle longest, then the lowest id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Who has waited longest for work.
    #[default]
    LongestIdle,
    /// Who has room for the most conversations.
    MostSpare,
    /// Who has the largest share of the own capacity unused.
    MostSparePercent,
}

/// What an admin decided about routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub mode: Mode,
    /// How long an agent may take to answer an offer. The router itself knows no time: the conversation sets the
    /// timer, and tells of the miss.
    pub offer_timeout: Span,
    pub strategy: Strategy,
}

impl Default for Policy {
    fn default() -> Self {
        Self { mode: Mode::default(), offer_timeout: Span::seconds(30), strategy: Strategy::default() }
    }
}

/// An agent's place in line: the least one is asked first. Fields in the order in which they decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// The strategy's own measure; zero under [`Strategy::LongestIdle`].
    used: u32,
    idle_since: Timestamp,
    /// Which of the router's decisions gave the agent work last; orders those who got some at the same moment.
    turn: u64,
    /// Zero for one who never had an assignment.
    last_assigned_at: Timestamp,
    id: UserId,
}

/// The share of capacity in use is compared in millionths.
const WHOLE: u64 = 1_000_000;

impl Rank {
    pub(super) fn new(strategy: Strategy, room: Room, stand: Stand, id: UserId) -> Self {
        let Stand { idle_since, turn, last_assigned_at } = stand;
        Self { used: room.used(strategy), idle_since, turn, last_assigned_at, id }
    }
}

/// What an agent's place among equals depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) idle_since: Timestamp,
    pub(super) turn: u64,
    pub(super) last_assigned_at: Timestamp,
}

/// How much an agent has and may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) load: u32,
    pub(super) capacity: u32,
}

impl Room {
    /// Smaller is better.
    fn used(self, strategy: Strategy) -> u32 {
        let spare = self.capacity.saturating_sub(self.load);
        match strategy {
            Strategy::LongestIdle => 0,
            Strategy::MostSpare => u32::MAX.saturating_sub(spare),
            Strategy::MostSparePercent => {
                let unused = u64::from(spare).saturating_mul(WHOLE) / u64::from(self.capacity.max(1));
                u32::try_from(WHOLE.saturating_sub(unused)).unwrap_or(u32::MAX)
            }
        }
    }
}
