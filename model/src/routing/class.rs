//! Classes of work, and the files in which a freed agent finds those that he serves.
//!
//! Work of one class asks the same of an agent, and stands in one order: so whether a class can be served is a
//! question about its head alone, and nothing behind it is looked at.

use super::eligibility::{Demand, Reach};
use super::intern::{Packed, Slot};
use super::work::WaitingWork;
use crate::agent::Priority;
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// Queue order: the least is served first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    rank: Urgency,
    conversation: Packed,
    pub(super) work: Slot,
}

impl Key {
    pub(super) fn new(facts: &WaitingWork, work: Slot) -> Self {
        let rank = Urgency::new(facts.priority, facts.eligible_at);
        Self { rank, conversation: facts.conversation.into(), work }
    }
}

/// Priority and age in one number: the more urgent, then the older, is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Urgency(u64);

impl Urgency {
    /// Later than all work.
    const NEVER: Self = Self(u64::MAX);
    /// The priority's bits stand above those of the time, which suffice for 146 million years.
    const TIME_BITS: u32 = 62;

    fn new(priority: Priority, eligible_at: Timestamp) -> Self {
        let class: u64 = match priority {
            Priority::Urgent => 0,
            Priority::High => 1,
            Priority::Normal => 2,
            Priority::Low => 3,
        };
        let latest = (1 << Self::TIME_BITS) - 2;
        Self(class << Self::TIME_BITS | eligible_at.millis().min(latest))
    }
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) demand: Demand,
    /// It got work while it had none, and no decision has looked at it since: the queues note it.
    pub(super) untried: bool,
    head: Option<Key>,
    /// What stands behind the head; a class with one piece of work never touches it.
    rest: BTreeSet<Key>,
}

impl Class {
    pub(super) const fn empty(demand: Demand) -> Self {
        Self { demand, untried: false, head: None, rest: BTreeSet::new() }
    }

    pub(super) const fn head(&self) -> Option<Key> {
        self.head
    }

    /// The next work behind `key`.
    pub(super) fn after(&self, key: Key) -> Option<Key> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.rest.range((Excluded(key), Unbounded)).next().copied()
    }

    pub(super) fn count_before(&self, key: Key) -> usize {
        let head = usize::from(self.head.is_some_and(|head| head < key));
        self.rest.range(..key).count().saturating_add(head)
    }

    pub(super) fn insert(&mut self, key: Key) {
        match self.head {
            None => self.head = Some(key),
            Some(head) if key < head => {
                self.head = Some(key);
                self.rest.insert(head);
            }
            Some(_) => {
                self.rest.insert(key);
            }
        }
    }

    /// The next one becomes the head.
    pub(super) fn take_head(&mut self) {
        self.head = self.rest.pop_first();
    }

    /// Takes out work that is not the head.
    pub(super) fn remove_behind_head(&mut self, key: Key) {
        self.rest.remove(&key);
    }
}

/// A class with work, filed by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Filed {
    pub(super) head: Key,
    pub(super) class: Slot,
    /// See [`super::eligibility::SkillSet::low`].
    pub(super) low_skills: u64,
}

impl Filed {
    fn of(slot: Slot, class: &Class, head: Key) -> Self {
        Self { head, class: slot, low_skills: class.demand.skills.low() }
    }
}

/// The classes of a scope that have work, in files: one for those that need no skill, one for each skill that
/// others are filed under. A freed agent opens only the files of what he can do, and of those only the ones that
/// begin with something better than what he found already.
#[derive(Debug, Default)]
pub(super) struct Listed {
    files: Vec<BTreeSet<Filed>>,
    /// What each file begins with, side by side.
    begins: Vec<Urgency>,
}

impl Listed {
    fn number(anchor: Option<Slot>) -> usize {
        anchor.map_or(0, |skill| skill.index().saturating_add(1))
    }

    /// The head of a class is another one now than `before`.
    pub(super) fn refile(&mut self, slot: Slot, class: &Class, before: Option<Key>) {
        let number = Self::number(class.demand.anchor);
        if self.files.len() <= number {
            self.files.resize_with(number.saturating_add(1), BTreeSet::new);
            self.begins.resize(number.saturating_add(1), Urgency::NEVER);
        }
        let (Some(file), Some(begins)) = (self.files.get_mut(number), self.begins.get_mut(number)) else {
            return;
        };
        if let Some(before) = before {
            file.remove(&Filed::of(slot, class, before));
        }
        if let Some(head) = class.head {
            file.insert(Filed::of(slot, class, head));
        }
        *begins = file.first().map_or(Urgency::NEVER, |filed| filed.head.rank);
    }

    /// The files of what somebody can do, with what they begin with.
    fn of_reach(&self, reach: &Reach) -> impl Iterator<Item = (Urgency, &BTreeSet<Filed>)> {
        let skilled = reach.skill_list.iter().map(|skill| Self::number(Some(*skill)));
        let numbers = std::iter::once(Self::number(None)).chain(skilled);
        numbers.filter_map(|number| Some((*self.begins.get(number)?, self.files.get(number)?)))
    }

    /// The classes that somebody of this reach may serve: in their files, by skill not checked yet.
    pub(super) fn within(&self, reach: &Reach) -> impl Iterator<Item = &Filed> {
        self.of_reach(reach).flat_map(|(_, file)| file)
    }

    /// The best of `best` and what somebody of this reach finds here.
    pub(super) fn better(
        &self,
        reach: &Reach,
        mut best: Option<Key>,
        serves: impl Fn(&Filed) -> bool,
    ) -> Option<Key> {
        for (begins, file) in self.of_reach(reach) {
            if begins == Urgency::NEVER || best.is_some_and(|best| best.rank < begins) {
                continue;
            }
            let mut better = file.iter().take_while(|filed| best.is_none_or(|best| filed.head < best));
            best = better.find(|filed| serves(filed)).map(|filed| filed.head).or(best);
        }
        best
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Slot> + '_ {
        self.files.iter().flatten().map(|filed| filed.class)
    }
}
