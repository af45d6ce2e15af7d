//! The work that waits, in classes; only classes with work in them are filed.

use super::class::{Class, Filed, Key, Listed};
use super::eligibility::{Demand, Reach};
use super::intern::{Map, Packed, Slot, Table};
use super::policy::Mode;
use super::work::{Waiting, WaitingWork, Work};
use crate::id::{ConversationId, UserId};
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// Emptied classes are kept for the next work of their kind, up to so many. (Two in tests, so that they reach it.)
const SPARE_CLASSES: usize = if cfg!(test) { 2 } else { 4_096 };

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
    /// As many as people declined within [`super::REST_AFTER_DECLINE`], so going through it is cheap.
    aside: BTreeSet<Slot>,
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
        self.take_up(slot);
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
                && class.head().is_some()
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

    /// Leaves it out until [`Self::take_up`].
    pub(super) fn lay_aside(&mut self, slot: Slot, mode: Mode) {
        if let Some(work) = self.works.get_mut(slot) {
            work.aside = true;
            self.aside.insert(slot);
        }
        self.sync(slot, mode);
    }

    /// The caller brings the queue in accord.
    pub(super) fn take_up(&mut self, slot: Slot) {
        if self.aside.remove(&slot)
            && let Some(work) = self.works.get_mut(slot)
        {
            work.aside = false;
        }
    }

    /// What lies aside and satisfies a condition.
    pub(super) fn lying_aside(&self, wanted: impl Fn(&Waiting) -> bool) -> Vec<Slot> {
        let waiting = |slot: &Slot| self.works.get(*slot).and_then(|work| work.waiting.as_deref());
        self.aside.iter().copied().filter(|slot| waiting(slot).is_some_and(&wanted)).collect()
    }

    /// When the first of what lies aside is to be looked at again.
    pub(super) fn taken_up_at(&self) -> Option<Timestamp> {
        let again = |slot: &Slot| self.works.get(*slot)?.waiting.as_ref()?.facts.again_from;
        self.aside.iter().filter_map(again).min()
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
        let before = class.head();
        class.insert(key);
        if before.is_none() {
            self.list(class_slot);
        } else if class.head() != before {
            self.refile(class_slot, before);
        }
    }

    pub(super) fn dequeue(&mut self, slot: Slot) {
        let Some(work) = self.works.get_mut(slot) else { return };
        let Some(class_slot) = work.queued.take() else { return };
        self.waiting = self.waiting.saturating_sub(1);
        let Some(class) = self.classes.get_mut(class_slot) else { return };
        let before = class.head();
        if before.is_none_or(|head| head.work != slot) {
            if let Some(key) = work.key(slot) {
                class.remove_behind_head(key);
            }
            return;
        }
        class.take_head();
        let emptied = class.head().is_none();
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
        if let Some(listed) = self.listed.get_mut(scope) {
            listed.refile(slot, class, before);
        }
    }

    /// A class that a decision has yet to look at stays, for its slot is noted.
    fn drop_if_too_many(&mut self, slot: Slot) {
        let Some(class) = self.classes.get(slot) else { return };
        if self.spare > SPARE_CLASSES && class.head().is_none() && !class.untried {
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
        let scopes = reach.scopes.iter().filter_map(|scope| self.listed.get(scope.index()));
        let filed = scopes.flat_map(|listed| listed.within(reach)).filter(|filed| self.serves(reach, filed));
        filed.map(|filed| (filed.head, filed.class))
    }

    /// The first piece of work in queue order that somebody of this reach serves.
    pub(super) fn best_for(&self, reach: &Reach) -> Option<Key> {
        let scopes = reach.scopes.iter().filter_map(|scope| self.listed.get(scope.index()));
        scopes.fold(None, |best, listed| listed.better(reach, best, |filed| self.serves(reach, filed)))
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
