//! The work that waits, in classes: work of one class asks the same of an agent, and stands in one order.
//!
//! So whether a class can be served is a question about its head alone, and nothing behind it is looked at.
//! Only classes with work in them are listed, under their scope and one skill: a freed agent finds the classes
//! that he serves without a look at the others.

use super::eligibility::{Demand, Reach, RequiredSkill};
use super::intern::{Map, Packed, Slot, Table};
use super::policy::Mode;
use crate::agent::Priority;
use crate::id::{ConversationId, GroupId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Emptied classes are kept for the next work of their kind, up to so many. (Two in tests, so that they reach it.)
const SPARE_CLASSES: usize = if cfg!(test) { 2 } else { 4_096 };

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

/// Queue order: the least is served first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    rank: Urgency,
    conversation: Packed,
    pub(super) work: Slot,
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
    /// The router decided it and has not heard of it; with the turn that the agent took by it, if any.
    Reserved { turn: u64 },
}

#[derive(Debug)]
pub(super) struct Work {
    pub(super) conversation: ConversationId,
    /// Apart, for a decision reads the rest only.
    pub(super) waiting: Option<Box<Waiting>>,
    pub(super) holds: Holds,
    /// Refused by its conversation, and nothing new heard since.
    pub(super) resting: bool,
    /// The class in whose queue it stands; `None` when in none.
    queued: Option<Slot>,
    told: bool,
}

#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) facts: WaitingWork,
    pub(super) demand: Demand,
    pub(super) preferred: Option<Slot>,
    pub(super) missed: Missed,
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

impl Work {
    fn new(conversation: ConversationId) -> Self {
        Self {
            conversation,
            waiting: None,
            holds: Holds::default(),
            resting: false,
            queued: None,
            told: false,
        }
    }

    /// Takes over a vacated row; its holds are gone already.
    fn renew(&mut self, conversation: ConversationId) {
        self.conversation = conversation;
        self.resting = false;
    }

    pub(super) fn assignee(&self) -> Option<Slot> {
        self.holds.iter().find(|held| held.hold == Hold::Assigned).map(|held| held.agent)
    }

    pub(super) const fn is_queued(&self) -> bool {
        self.queued.is_some()
    }

    /// Put, assigned to nobody, and (but in broadcast) offered to nobody.
    fn is_due(&self, mode: Mode) -> bool {
        let free = match mode {
            Mode::Broadcast => self.assignee().is_none(),
            Mode::Offer | Mode::AutoAccept => self.holds.is_empty(),
        };
        free && !self.resting && self.waiting.is_some()
    }

    fn key(&self, slot: Slot) -> Option<Key> {
        self.waiting.as_ref().map(|waiting| Key {
            rank: Urgency::new(waiting.facts.priority, waiting.facts.eligible_at),
            conversation: self.conversation.into(),
            work: slot,
        })
    }
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) demand: Demand,
    /// It got work while it had none, and no decision has looked at it since: it is noted in [`Queues::due`].
    untried: bool,
    head: Option<Key>,
    /// What stands behind the head; a class with one piece of work never touches it.
    rest: BTreeSet<Key>,
}

impl Class {
    pub(super) const fn head(&self) -> Option<Key> {
        self.head
    }

    /// The next work behind `key`.
    pub(super) fn after(&self, key: Key) -> Option<Key> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.rest.range((Excluded(key), Unbounded)).next().copied()
    }

    fn count_before(&self, key: Key) -> usize {
        let head = usize::from(self.head.is_some_and(|head| head < key));
        self.rest.range(..key).count().saturating_add(head)
    }

    fn insert(&mut self, key: Key) {
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
}

/// A class with work, filed by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Filed {
    head: Key,
    class: Slot,
    /// See [`super::eligibility::SkillSet::low`].
    low_skills: u64,
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
struct Listed {
    files: Vec<BTreeSet<Filed>>,
    /// What each file begins with, side by side.
    begins: Vec<Urgency>,
}

impl Listed {
    fn number(anchor: Option<Slot>) -> usize {
        anchor.map_or(0, |skill| skill.index().saturating_add(1))
    }

    fn file(&mut self, anchor: Option<Slot>, change: impl FnOnce(&mut BTreeSet<Filed>)) {
        let number = Self::number(anchor);
        if self.files.len() <= number {
            self.files.resize_with(number.saturating_add(1), BTreeSet::new);
            self.begins.resize(number.saturating_add(1), Urgency::NEVER);
        }
        if let (Some(file), Some(begins)) = (self.files.get_mut(number), self.begins.get_mut(number)) {
            change(file);
            *begins = file.first().map_or(Urgency::NEVER, |filed| filed.head.rank);
        }
    }

    /// The files of what somebody can do, with what they begin with.
    fn of_reach(&self, reach: &Reach) -> impl Iterator<Item = (Urgency, &BTreeSet<Filed>)> {
        let skilled = reach.skill_list.iter().map(|skill| Self::number(Some(*skill)));
        let numbers = std::iter::once(Self::number(None)).chain(skilled);
        numbers.filter_map(|number| Some((*self.begins.get(number)?, self.files.get(number)?)))
    }

    fn all(&self) -> impl Iterator<Item = Slot> + '_ {
        self.files.iter().flatten().map(|filed| filed.class)
    }
}

#[derive(Debug, Default)]
pub(super) struct Queues {
    slots: Map<Packed, Slot>,
    works: Table<Work>,
    classes: Table<Class>,
    class_of: Map<Demand, Slot>,
    listed: Vec<Listed>,
    /// Some class needs a skill beyond the first 64, so the low ones do not tell all.
    is_wide: bool,
    spare: usize,
    waiting: usize,
    /// Classes that got work while they had none.
    due: Vec<Slot>,
    /// Broadcast only: work of which something new was told.
    told: Vec<Slot>,
    resting: Vec<(Slot, Box<[UserId]>)>,
}

impl Queues {
    pub(super) fn slot(&mut self, conversation: ConversationId) -> Slot {
        let works = &mut self.works;
        *self
            .slots
            .entry(conversation.into())
            .or_insert_with(|| works.take(|| Work::new(conversation), |work| work.renew(conversation)))
    }

    pub(super) fn find(&self, conversation: ConversationId) -> Option<Slot> {
        self.slots.get(&conversation.into()).copied()
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Work> {
        self.works.get(slot)
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Work> {
        self.works.get_mut(slot)
    }

    /// How many rows were ever needed at a time.
    #[cfg(test)]
    pub(super) fn rows(&self) -> usize {
        self.works.slots().count()
    }

    pub(super) fn class(&self, slot: Slot) -> Option<&Class> {
        self.classes.get(slot)
    }

    /// How many stand in a queue.
    pub(super) const fn len(&self) -> usize {
        self.waiting
    }

    pub(super) fn put(&mut self, slot: Slot, waiting: Waiting, mode: Mode) {
        let stands_right = self.works.get(slot).is_some_and(|work| {
            work.waiting.as_ref().is_some_and(|known| {
                known.demand == waiting.demand
                    && known.facts.priority == waiting.facts.priority
                    && known.facts.eligible_at == waiting.facts.eligible_at
            })
        });
        if !stands_right {
            self.dequeue(slot);
        }
        if let Some(work) = self.works.get_mut(slot) {
            work.waiting = Some(Box::new(waiting));
        }
        self.sync(slot, mode);
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        self.dequeue(slot);
        if let Some(work) = self.works.get_mut(slot) {
            work.waiting = None;
        }
        self.forget_if_idle(slot);
    }

    /// Brings the queues in accord with the work's row, after any change of it.
    pub(super) fn sync(&mut self, slot: Slot, mode: Mode) {
        let Some(work) = self.works.get_mut(slot) else { return };
        let due = work.is_due(mode);
        if due && mode == Mode::Broadcast && !work.told {
            work.told = true;
            self.told.push(slot);
        }
        match (due, work.is_queued()) {
            (true, false) => self.enqueue(slot),
            (false, true) => self.dequeue(slot),
            _ => {}
        }
        self.forget_if_idle(slot);
    }

    /// After a change of mode everything is to be looked at again.
    pub(super) fn sync_all(&mut self, mode: Mode) {
        for slot in self.works.slots() {
            self.sync(slot, mode);
        }
        let Self { classes, due, .. } = self;
        for slot in classes.slots() {
            if let Some(class) = classes.get_mut(slot)
                && class.head.is_some()
                && !class.untried
            {
                class.untried = true;
                due.push(slot);
            }
        }
    }

    /// Leaves it out until [`Self::wake`].
    pub(super) fn rest(&mut self, slot: Slot, refused_for: &[UserId], mode: Mode) {
        if let Some(work) = self.works.get_mut(slot).filter(|work| !work.resting && work.waiting.is_some()) {
            work.resting = true;
            self.resting.push((slot, refused_for.into()));
        }
        self.sync(slot, mode);
    }

    pub(super) fn wake(&mut self, slot: Slot) {
        if let Some(work) = self.works.get_mut(slot)
            && work.resting
        {
            work.resting = false;
            self.resting.retain(|(resting, _)| *resting != slot);
        }
    }

    /// The work that rests since it was refused for this agent.
    pub(super) fn resting_for(&self, agent: UserId) -> Vec<Slot> {
        self.resting.iter().filter(|(_, agents)| agents.contains(&agent)).map(|(slot, _)| *slot).collect()
    }

    /// Rows are for work that waits or is held.
    fn forget_if_idle(&mut self, slot: Slot) {
        let Some(work) = self.works.get_mut(slot) else { return };
        if work.waiting.is_some() || !work.holds.is_empty() {
            return;
        }
        let conversation = Packed::from(work.conversation);
        if work.resting {
            self.wake(slot);
        }
        if self.slots.get(&conversation) == Some(&slot) {
            self.slots.remove(&conversation);
            self.works.vacate(slot);
        }
    }

    fn enqueue(&mut self, slot: Slot) {
        let Some(work) = self.works.get_mut(slot) else { return };
        let (Some(key), Some(waiting)) = (work.key(slot), &work.waiting) else { return };
        let demand = &waiting.demand;
        let class_slot = match self.class_of.get(demand) {
            Some(class) => *class,
            None => {
                let class = self
                    .classes
                    .take(|| Class::empty(demand.clone()), |class| *class = Class::empty(demand.clone()));
                self.class_of.insert(demand.clone(), class);
                self.is_wide |= demand.skills.is_wide();
                self.spare = self.spare.saturating_add(1);
                class
            }
        };
        work.queued = Some(class_slot);
        self.waiting = self.waiting.saturating_add(1);
        let Some(class) = self.classes.get_mut(class_slot) else { return };
        let before = class.head;
        class.insert(key);
        if before.is_none() {
            self.list(class_slot);
        } else if class.head != before {
            self.refile(class_slot, before);
        }
    }

    pub(super) fn dequeue(&mut self, slot: Slot) {
        let Some(work) = self.works.get_mut(slot) else { return };
        let Some(class_slot) = work.queued.take() else { return };
        self.waiting = self.waiting.saturating_sub(1);
        let Some(class) = self.classes.get_mut(class_slot) else { return };
        if class.head.is_none_or(|head| head.work != slot) {
            if let Some(key) = work.key(slot) {
                class.rest.remove(&key);
            }
            return;
        }
        let before = class.head;
        class.head = class.rest.pop_first();
        let emptied = class.head.is_none();
        self.refile(class_slot, before);
        if emptied {
            self.spare = self.spare.saturating_add(1);
            self.drop_if_too_many(class_slot);
        }
    }

    /// A class that had no work has some.
    fn list(&mut self, slot: Slot) {
        let Some(class) = self.classes.get_mut(slot) else { return };
        if !class.untried {
            self.due.push(slot);
        }
        class.untried = true;
        self.spare = self.spare.saturating_sub(1);
        self.refile(slot, None);
    }

    /// The head of a class is another one now.
    fn refile(&mut self, slot: Slot, before: Option<Key>) {
        let Some(class) = self.classes.get(slot) else { return };
        let scope = class.demand.scope.index();
        if self.listed.len() <= scope {
            self.listed.resize_with(scope.saturating_add(1), Listed::default);
        }
        let Some(listed) = self.listed.get_mut(scope) else { return };
        listed.file(class.demand.anchor, |file| {
            if let Some(before) = before {
                file.remove(&Filed::of(slot, class, before));
            }
            if let Some(head) = class.head {
                file.insert(Filed::of(slot, class, head));
            }
        });
    }

    /// A class that a decision has yet to look at stays, for its slot is noted.
    fn drop_if_too_many(&mut self, slot: Slot) {
        let Some(class) = self.classes.get(slot) else { return };
        if self.spare > SPARE_CLASSES && class.head.is_none() && !class.untried {
            self.class_of.remove(&class.demand);
            self.classes.vacate(slot);
            self.spare = self.spare.saturating_sub(1);
        }
    }

    pub(super) const fn has_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// The classes that have to be looked at for all agents.
    pub(super) fn take_due(&mut self) -> Vec<Slot> {
        let due = std::mem::take(&mut self.due);
        for slot in &due {
            if let Some(class) = self.classes.get_mut(*slot) {
                class.untried = false;
            }
            self.drop_if_too_many(*slot);
        }
        due
    }

    /// The queued work of which something new was told, in broadcast.
    pub(super) fn take_told(&mut self) -> Vec<Key> {
        let told = std::mem::take(&mut self.told);
        let works = &mut self.works;
        let queued = told.into_iter().filter_map(|slot| {
            let work = works.get_mut(slot)?;
            work.told = false;
            if work.is_queued() { work.key(slot) } else { None }
        });
        queued.collect()
    }

    /// The classes with work that somebody of this reach serves, with their heads.
    pub(super) fn served_by(&self, reach: &Reach) -> impl Iterator<Item = (Key, Slot)> {
        let files = reach.scopes.iter().filter_map(|scope| self.listed.get(scope.index()));
        let filed = files.flat_map(|listed| listed.of_reach(reach)).flat_map(|(_, file)| file);
        filed.filter(|filed| self.serves(reach, filed)).map(|filed| (filed.head, filed.class))
    }

    /// The first piece of work in queue order that somebody of this reach serves.
    pub(super) fn best_for(&self, reach: &Reach) -> Option<Key> {
        let mut best: Option<Key> = None;
        for listed in reach.scopes.iter().filter_map(|scope| self.listed.get(scope.index())) {
            for (begins, file) in listed.of_reach(reach) {
                if begins == Urgency::NEVER || best.is_some_and(|best| best.rank < begins) {
                    continue;
                }
                let better = file.iter().take_while(|filed| best.is_none_or(|best| filed.head < best));
                let found = better.into_iter().find(|filed| self.serves(reach, filed));
                best = found.map(|filed| filed.head).or(best);
            }
        }
        best
    }

    fn serves(&self, reach: &Reach, filed: &Filed) -> bool {
        filed.low_skills & !reach.skills.low() == 0
            && (!self.is_wide
                || self
                    .classes
                    .get(filed.class)
                    .is_some_and(|class| reach.skills.covers(&class.demand.skills)))
    }

    /// How many pieces of work of the same scope stand before it; `None` if it stands in no queue.
    pub(super) fn ahead_of(&self, slot: Slot) -> Option<usize> {
        let work = self.works.get(slot).filter(|work| work.is_queued())?;
        let (key, scope) = (work.key(slot)?, work.waiting.as_ref()?.demand.scope);
        let classes = self.listed.get(scope.index())?.all().filter_map(|class| self.classes.get(class));
        Some(classes.map(|class| class.count_before(key)).sum())
    }

    /// All that stands in a queue, in queue order.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &WaitingWork> {
        let queued = self.works.iter().filter(|(_, work)| work.is_queued());
        let mut keys: Vec<Key> = queued.filter_map(|(slot, work)| work.key(slot)).collect();
        keys.sort_unstable();
        keys.into_iter()
            .filter_map(|key| self.works.get(key.work)?.waiting.as_ref().map(|waiting| &waiting.facts))
    }
}

impl Class {
    const fn empty(demand: Demand) -> Self {
        Self { demand, untried: false, head: None, rest: BTreeSet::new() }
    }
}
