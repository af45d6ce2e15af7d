//! The work that waits, in classes: work of one class asks the same of an agent, and stands in one order.
//!
//! So whether a class can be served is a question about its head alone, and nothing behind it is looked at.
//! Only classes with work in them are listed, under their scope and one skill: a freed agent finds the classes
//! that he serves without a look at the others.

use super::eligibility::{Demand, Reach, RequiredSkill};
use super::intern::{Map, Slot, Table};
use super::policy::{Mode, Stand};
use crate::agent::Priority;
use crate::id::{ConversationId, GroupId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
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
    urgency: Reverse<Priority>,
    eligible_at: Timestamp,
    conversation: ConversationId,
    pub(super) work: Slot,
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
    /// The router decided it and has not heard of it; with what it takes to undo it.
    Reserved { undo: Option<(Stand, u64)> },
}

#[derive(Debug)]
pub(super) struct Work {
    pub(super) conversation: ConversationId,
    pub(super) waiting: Option<Waiting>,
    /// By agent.
    pub(super) holds: Vec<Held>,
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
    const fn new(conversation: ConversationId) -> Self {
        Self { conversation, waiting: None, holds: Vec::new(), resting: false, queued: None, told: false }
    }

    /// Takes over a vacated row; its holds are gone already.
    fn renew(&mut self, conversation: ConversationId) {
        self.conversation = conversation;
        self.resting = false;
    }

    pub(super) fn assignee(&self) -> Option<Slot> {
        self.holds.iter().find(|held| held.hold == Hold::Assigned).map(|held| held.agent)
    }

    pub(super) fn held_by(&self, agent: Slot) -> Option<&Held> {
        let at = self.holds.binary_search_by_key(&agent, |held| held.agent).ok()?;
        self.holds.get(at)
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
            urgency: Reverse(waiting.facts.priority),
            eligible_at: waiting.facts.eligible_at,
            conversation: self.conversation,
            work: slot,
        })
    }
}

/// Whether a decision has to look at a class, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// No settled agent serves it.
    No,
    /// Only for agents who became open since: everybody else was tried.
    ForFresh,
    /// It was empty: nobody was tried.
    ForAll,
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) demand: Demand,
    pub(super) due: Due,
    queue: BTreeSet<Key>,
    head: Option<Key>,
    /// Where it stands in its list.
    place: usize,
}

impl Class {
    pub(super) const fn head(&self) -> Option<Key> {
        self.head
    }

    /// The next work behind `key`.
    pub(super) fn after(&self, key: Key) -> Option<Key> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.queue.range((Excluded(key), Unbounded)).next().copied()
    }
}

/// The classes of a scope that have work, by the skill that files them.
#[derive(Debug, Default)]
struct Listed {
    plain: Vec<Slot>,
    by_anchor: Vec<Vec<Slot>>,
}

impl Listed {
    fn list(&mut self, anchor: Option<Slot>) -> Option<&mut Vec<Slot>> {
        let Some(skill) = anchor else { return Some(&mut self.plain) };
        if self.by_anchor.len() <= skill.index() {
            self.by_anchor.resize_with(skill.index().saturating_add(1), Vec::new);
        }
        self.by_anchor.get_mut(skill.index())
    }

    fn all(&self) -> impl Iterator<Item = Slot> + '_ {
        self.plain.iter().chain(self.by_anchor.iter().flatten()).copied()
    }
}

#[derive(Debug, Default)]
pub(super) struct Queues {
    slots: Map<ConversationId, Slot>,
    works: Table<Work>,
    classes: Table<Class>,
    class_of: Map<Demand, Slot>,
    listed: Vec<Listed>,
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
            .entry(conversation)
            .or_insert_with(|| works.take(|| Work::new(conversation), |work| work.renew(conversation)))
    }

    pub(super) fn find(&self, conversation: ConversationId) -> Option<Slot> {
        self.slots.get(&conversation).copied()
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Work> {
        self.works.get(slot)
    }

    pub(super) fn get_mut(&mut self, slot: Slot) -> Option<&mut Work> {
        self.works.get_mut(slot)
    }

    pub(super) fn class(&self, slot: Slot) -> Option<&Class> {
        self.classes.get(slot)
    }

    pub(super) fn class_mut(&mut self, slot: Slot) -> Option<&mut Class> {
        self.classes.get_mut(slot)
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
            work.waiting = Some(waiting);
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
                && class.due == Due::No
            {
                class.due = Due::ForAll;
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
        let conversation = work.conversation;
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
                self.spare = self.spare.saturating_add(1);
                class
            }
        };
        work.queued = Some(class_slot);
        self.waiting = self.waiting.saturating_add(1);
        let Some(class) = self.classes.get_mut(class_slot) else { return };
        class.queue.insert(key);
        match class.head {
            Some(head) if head < key => {}
            Some(_) => class.head = Some(key),
            None => {
                class.head = Some(key);
                self.list(class_slot);
            }
        }
    }

    pub(super) fn dequeue(&mut self, slot: Slot) {
        let Some(work) = self.works.get_mut(slot) else { return };
        let Some(class_slot) = work.queued.take() else { return };
        let Some(key) = work.key(slot) else { return };
        self.waiting = self.waiting.saturating_sub(1);
        let Some(class) = self.classes.get_mut(class_slot) else { return };
        class.queue.remove(&key);
        if class.head == Some(key) {
            class.head = class.queue.first().copied();
            if class.head.is_none() {
                self.unlist(class_slot);
            }
        }
    }

    fn list(&mut self, slot: Slot) {
        let Some(class) = self.classes.get_mut(slot) else { return };
        if class.due == Due::No {
            self.due.push(slot);
        }
        class.due = Due::ForAll;
        self.spare = self.spare.saturating_sub(1);
        let scope = class.demand.scope.index();
        if self.listed.len() <= scope {
            self.listed.resize_with(scope.saturating_add(1), Listed::default);
        }
        if let Some(list) = self.listed.get_mut(scope).and_then(|listed| listed.list(class.demand.anchor)) {
            class.place = list.len();
            list.push(slot);
        }
    }

    fn unlist(&mut self, slot: Slot) {
        let Some(class) = self.classes.get(slot) else { return };
        let (place, anchor) = (class.place, class.demand.anchor);
        let list = self.listed.get_mut(class.demand.scope.index()).and_then(|listed| listed.list(anchor));
        let Some(list) = list else { return };
        if place < list.len() {
            list.swap_remove(place);
        }
        if let Some(moved) = list.get(place).and_then(|moved| self.classes.get_mut(*moved)) {
            moved.place = place;
        }
        self.spare = self.spare.saturating_add(1);
        self.drop_if_too_many(slot);
    }

    /// A class that a decision has yet to look at stays, for its slot is noted.
    fn drop_if_too_many(&mut self, slot: Slot) {
        let Some(class) = self.classes.get(slot) else { return };
        if self.spare > SPARE_CLASSES && class.head.is_none() && class.due == Due::No {
            self.class_of.remove(&class.demand);
            self.classes.vacate(slot);
            self.spare = self.spare.saturating_sub(1);
        }
    }

    /// A decision is through with the class.
    pub(super) fn settle(&mut self, slot: Slot) {
        if let Some(class) = self.classes.get_mut(slot) {
            class.due = Due::No;
        }
        self.drop_if_too_many(slot);
    }

    /// The classes that have to be looked at for all agents.
    pub(super) fn take_due(&mut self) -> Vec<Slot> {
        std::mem::take(&mut self.due)
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

    /// The classes with work that somebody of this reach serves.
    pub(super) fn served_by(&self, reach: &Reach, mut found: impl FnMut(Slot)) {
        for scope in &reach.scopes {
            let Some(listed) = self.listed.get(scope.index()) else { continue };
            listed.plain.iter().for_each(|class| found(*class));
            for skill in &reach.skill_list {
                let Some(classes) = listed.by_anchor.get(skill.index()) else { continue };
                for slot in classes {
                    if self.classes.get(*slot).is_some_and(|class| reach.skills.covers(&class.demand.skills))
                    {
                        found(*slot);
                    }
                }
            }
        }
    }

    /// How many pieces of work of the same scope stand before it; `None` if it stands in no queue.
    pub(super) fn ahead_of(&self, slot: Slot) -> Option<usize> {
        let work = self.works.get(slot).filter(|work| work.is_queued())?;
        let (key, scope) = (work.key(slot)?, work.waiting.as_ref()?.demand.scope);
        let classes = self.listed.get(scope.index())?.all().filter_map(|class| self.classes.get(class));
        Some(classes.map(|class| class.queue.range(..key).count()).sum())
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
        Self { demand, due: Due::No, queue: BTreeSet::new(), head: None, place: 0 }
    }
}
