//! One conversation as routing sees it: what it waits for, and who holds it.

use super::class::Key;
use super::eligibility::{Demand, RequiredSkill};
use super::intern::Slot;
use super::policy::Mode;
use crate::agent::Priority;
use crate::id::{ConversationId, GroupId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Work without an agent, as the conversation's log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingWork {
    pub conversation: ConversationId,
    /// Whose work it is; without a group any agent may take it.
    pub group: Option<GroupId>,
    pub priority: Priority,
    /// Since when it may be routed; the older comes first among equal priorities.
    pub eligible_at: Timestamp,
    /// Who missed or declined it, oldest first. An agent may be named more than once: the last one counts.
    pub missed: Vec<UserId>,
    /// Before then nobody who missed or declined it is asked again; `None`: at once.
    pub again_from: Option<Timestamp>,
    /// All of them are needed.
    pub skills: Vec<RequiredSkill>,
    /// The agent whom the end user talked to last: asked first, unless he missed or declined it.
    pub preferred: Option<UserId>,
}

/// What binds an agent to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Asked, and not answered yet.
    Offered,
    /// Has it.
    Assigned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    More,
    Less,
}

#[derive(Debug)]
pub(super) struct Work {
    pub(super) conversation: ConversationId,
    /// Apart, for a decision reads the rest only.
    pub(super) waiting: Option<Box<Waiting>>,
    pub(super) holds: Holds,
    /// Refused by its conversation, and nothing new heard since.
    pub(super) resting: bool,
    /// Declined by everybody who could take it, not long ago: others and newer work come first.
    pub(super) aside: bool,
    /// The class in whose queue it stands; `None` when in none.
    pub(super) queued: Option<Slot>,
    /// Broadcast only: noted as news for the next decision.
    pub(super) told: bool,
}

#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) facts: WaitingWork,
    pub(super) demand: Demand,
    pub(super) preferred: Option<Slot>,
    pub(super) missed: Missed,
}

impl Work {
    pub(super) fn new(conversation: ConversationId) -> Self {
        Self {
            conversation,
            waiting: None,
            holds: Holds::default(),
            resting: false,
            aside: false,
            queued: None,
            told: false,
        }
    }

    /// Takes over a vacated row; its holds are gone already.
    pub(super) fn renew(&mut self, conversation: ConversationId) {
        self.conversation = conversation;
        self.resting = false;
        self.aside = false;
    }

    pub(super) fn assignee(&self) -> Option<Slot> {
        self.holds.iter().find(|held| held.hold == Hold::Assigned).map(|held| held.agent)
    }

    pub(super) const fn is_queued(&self) -> bool {
        self.queued.is_some()
    }

    /// Put, assigned to nobody, and (but in broadcast) offered to nobody.
    pub(super) fn is_due(&self, mode: Mode) -> bool {
        let free = match mode {
            Mode::Broadcast => self.assignee().is_none(),
            Mode::Offer | Mode::AutoAccept => self.holds.is_empty(),
        };
        free && !self.resting && !self.aside && self.waiting.is_some()
    }

    pub(super) fn key(&self, slot: Slot) -> Option<Key> {
        self.waiting.as_ref().map(|waiting| Key::new(&waiting.facts, slot))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) agent: Slot,
    pub(super) hold: Hold,
    pub(super) source: Source,
}

/// Who says that an agent holds a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The conversation recorded it.
    Log,
    /// The router decided it and has not heard of it; with the turn that the agent took by it.
    Reserved { turn: u64 },
}

/// Who holds a conversation, by agent. Nearly always one, who is kept without an allocation.
#[derive(Debug, Default)]
pub(super) struct Holds {
    first: Option<Held>,
    more: Vec<Held>,
}

impl Holds {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Held> {
        self.first.iter().chain(&self.more)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    pub(super) fn of(&self, agent: Slot) -> Option<&Held> {
        self.first.as_ref().filter(|first| first.agent == agent).or_else(|| {
            let at = self.more.binary_search_by_key(&agent, |held| held.agent).ok()?;
            self.more.get(at)
        })
    }

    /// Answers with the agent's hold that this one replaces.
    pub(super) fn put(&mut self, new: Held) -> Option<Held> {
        let Some(first) = &mut self.first else {
            self.first = Some(new);
            return None;
        };
        if first.agent == new.agent {
            return Some(std::mem::replace(first, new));
        }
        match self.more.binary_search_by_key(&new.agent, |held| held.agent) {
            Ok(at) => self.more.get_mut(at).map(|held| std::mem::replace(held, new)),
            Err(at) => {
                self.more.insert(at, new);
                None
            }
        }
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&Held) -> bool) {
        self.more.retain(&mut keep);
        if !self.first.as_ref().is_some_and(keep) {
            self.first = if self.more.is_empty() { None } else { Some(self.more.remove(0)) };
        }
    }
}

/// Who missed or declined a piece of work.
#[derive(Debug, Default)]
pub(super) struct Missed {
    oldest_first: Box<[Slot]>,
    by_slot: Box<[Slot]>,
}

impl Missed {
    /// Of `agents`, oldest miss first; the last miss of each counts.
    pub(super) fn of(agents: &[Slot]) -> Self {
        let mut seen = BTreeSet::new();
        let mut order: Vec<Slot> =
            agents.iter().rev().filter(|agent| seen.insert(**agent)).copied().collect();
        order.reverse();
        Self { oldest_first: order.into(), by_slot: seen.into_iter().collect() }
    }

    pub(super) fn contains(&self, agent: Slot) -> bool {
        self.by_slot.binary_search(&agent).is_ok()
    }

    pub(super) fn oldest_first(&self) -> impl Iterator<Item = Slot> + '_ {
        self.oldest_first.iter().copied()
    }
}
