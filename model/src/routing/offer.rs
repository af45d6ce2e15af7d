//! The matching: from what changed to offers and assignments.
//!
//! After a decision no open agent and no waiting work that he could take are left side by side. So the next one
//! has to compare only agents who became open and classes that got their first work since. Among these, work is
//! served strictly in queue order, and each piece goes to the first agent in line who serves its class.

use super::Router;
use super::class::{Class, Key};
use super::intern::{Marks, Slot};
use super::policy::{Mode, Rank};
use super::work::{Held, Hold, Source, Waiting};
use crate::id::{ConversationId, UserId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Up to so many fresh agents are compared one by one, and go into the lines only if they get nothing; more go
/// into the lines first. (Two in tests, so that they reach it.)
const FEW: usize = if cfg!(test) { 2 } else { 8 };

/// What should happen. It has when the conversation has recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Ask these agents: one, but all who are free in broadcast.
    Offer { conversation: ConversationId, agents: Vec<UserId> },
    /// Give it to this agent without asking.
    Assign { conversation: ConversationId, agent: UserId },
}

impl Decision {
    #[must_use]
    pub const fn conversation(&self) -> ConversationId {
        match self {
            Self::Offer { conversation, .. } | Self::Assign { conversation, .. } => *conversation,
        }
    }

    /// Whom the work goes to.
    #[must_use]
    pub fn agents(&self) -> &[UserId] {
        match self {
            Self::Offer { agents, .. } => agents,
            Self::Assign { agent, .. } => std::slice::from_ref(agent),
        }
    }
}

/// Who is to have a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    Agent(Slot),
    /// Nobody who could take it is open.
    Nobody,
    /// Only such as let it pass not long ago.
    Later,
}

/// Kept between decisions for their memory only.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    fresh: Vec<Slot>,
    seen: Marks,
    heap: Vec<Reverse<Candidate>>,
}

/// A class that has to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    head: Key,
    class: Slot,
    /// It was empty, so nobody was tried; else everybody but the fresh agents was.
    untried: bool,
}

/// The agents who became open since the last decision.
#[derive(Clone, Copy)]
struct Newcomers<'a> {
    fresh: &'a [Slot],
    /// They do not stand in the lines yet.
    few: bool,
    /// Nobody else can take the work in question.
    only: bool,
}

impl Router {
    /// What is to happen now. Each decision reserves its capacity at once, until [`Router::hold`] confirms it,
    /// [`Router::refuse`] undoes it or [`Router::release`] ends it. Calling again without news decides nothing.
    pub fn decide(&mut self) -> Vec<Decision> {
        let mut scratch = std::mem::take(&mut self.scratch);
        self.pool.take_fresh(&mut scratch.fresh);
        self.take_up_for(&scratch.fresh);
        let mut decisions = Vec::new();
        match self.pool.policy.mode {
            Mode::Offer => self.match_one_by_one(&mut scratch, Hold::Offered, &mut decisions),
            Mode::AutoAccept => self.match_one_by_one(&mut scratch, Hold::Assigned, &mut decisions),
            Mode::Broadcast => self.match_everybody(&mut scratch, &mut decisions),
        }
        for agent in &scratch.fresh {
            self.pool.welcome(*agent);
        }
        self.scratch = scratch;
        decisions
    }

    /// Somebody who did not let it pass has become open: what lies aside is for them.
    fn take_up_for(&mut self, fresh: &[Slot]) {
        let Self { pool, queues, .. } = self;
        let slots = queues.lying_aside(|waiting| {
            let takes =
                |agent: &Slot| !waiting.missed.contains(*agent) && pool.could_take(*agent, &waiting.demand);
            fresh.iter().any(takes)
        });
        for slot in slots {
            self.queues.take_up(slot);
            self.queues.sync(slot, self.pool.policy.mode);
        }
    }

    fn match_one_by_one(&mut self, scratch: &mut Scratch, hold: Hold, decisions: &mut Vec<Decision>) {
        let Scratch { fresh, seen, heap: memory } = scratch;
        if let [newcomer] = fresh.as_slice()
            && !self.queues.has_due()
        {
            return self.serve_newcomer(*newcomer, hold, decisions);
        }
        let few = fresh.len() <= FEW;
        if !few {
            fresh.iter().for_each(|agent| self.pool.settle(*agent));
        }
        let mut heap = self.candidates(fresh, seen, std::mem::take(memory));
        let mut open = fresh.iter().filter(|agent| self.pool.is_open(**agent)).count();
        while let Some(Reverse(candidate)) = heap.pop() {
            let Candidate { head, class, untried } = candidate;
            let newcomers = Newcomers { fresh, few, only: !untried };
            let agent = match self.pick(head.work, newcomers) {
                Pick::Agent(agent) => Some(agent),
                Pick::Nobody => continue,
                Pick::Later => None,
            };
            match agent {
                Some(agent) => decisions.extend(self.reserve(head.work, agent, hold)),
                None => self.queues.lay_aside(head.work, self.pool.policy.mode),
            }
            if let Some(head) = self.queues.class(class).and_then(Class::head) {
                heap.push(Reverse(Candidate { head, class, untried }));
            }
            if agent.is_some_and(|agent| self.pool.is_fresh(agent) && !self.pool.is_open(agent)) {
                open = open.saturating_sub(1);
            }
            if open == 0 {
                heap.retain(|Reverse(candidate)| candidate.untried);
            }
        }
        *memory = heap.into_vec();
    }

    /// The common case: one agent became open, nothing else. Whatever waits has no other open agent, so the best
    /// of what he serves is his.
    fn serve_newcomer(&mut self, agent: Slot, hold: Hold, decisions: &mut Vec<Decision>) {
        while self.pool.is_open(agent) {
            let reach = self.pool.get(agent).map(|agent| &agent.reach);
            let Some(best) = reach.and_then(|reach| self.queues.best_for(reach)) else { return };
            if self.let_it_pass(best.work, agent) {
                self.queues.lay_aside(best.work, self.pool.policy.mode);
            } else {
                decisions.extend(self.reserve(best.work, agent, hold));
            }
        }
    }

    /// Whether the agent missed or declined it, and it has to rest first.
    fn let_it_pass(&self, work: Slot, agent: Slot) -> bool {
        let waiting = self.queues.get(work).and_then(|work| work.waiting.as_ref());
        waiting.is_some_and(|waiting| self.is_resting(waiting) && waiting.missed.contains(agent))
    }

    fn is_resting(&self, waiting: &Waiting) -> bool {
        waiting.facts.again_from.is_some_and(|again| again > self.now)
    }

    /// The heads of the classes that have to be looked at, each once.
    fn candidates(&mut self, fresh: &[Slot], seen: &mut Marks, memory: Vec<Reverse<Candidate>>) -> Heap {
        let mut found = memory;
        found.clear();
        seen.clear();
        for class in self.queues.take_due() {
            if let Some(head) = self.queues.class(class).and_then(Class::head) {
                seen.mark(class);
                found.push(Reverse(Candidate { head, class, untried: true }));
            }
        }
        for agent in fresh.iter().filter_map(|slot| self.pool.get(*slot)) {
            let served = self.queues.served_by(&agent.reach).filter(|(_, class)| seen.mark(*class));
            found.extend(served.map(|(head, class)| Reverse(Candidate { head, class, untried: false })));
        }
        BinaryHeap::from(found)
    }

    /// The agent for a piece of work: the preferred one; else the first in line who has not missed it; else the
    /// one whose miss is oldest, if it has rested.
    fn pick(&mut self, work: Slot, Newcomers { fresh, few, only }: Newcomers<'_>) -> Pick {
        let Some(waiting) = self.queues.get(work).and_then(|work| work.waiting.as_ref()) else {
            return Pick::Nobody;
        };
        let resting = self.is_resting(waiting);
        let (demand, missed, pool) = (&waiting.demand, &waiting.missed, &mut self.pool);
        if let Some(preferred) = waiting.preferred
            && !missed.contains(preferred)
            && pool.could_take(preferred, demand)
        {
            return Pick::Agent(preferred);
        }
        let settled =
            if few && only { None } else { pool.first_settled(demand, |agent| missed.contains(agent)) };
        let newcomer =
            if few { pool.first_fresh(fresh, demand, |agent| missed.contains(agent)) } else { None };
        let first: Option<(Rank, Slot)> = settled.into_iter().chain(newcomer).min();
        if let Some((_, agent)) = first {
            return Pick::Agent(agent);
        }
        match missed.oldest_first().find(|agent| pool.could_take(*agent, demand)) {
            Some(_) if resting => Pick::Later,
            Some(agent) => Pick::Agent(agent),
            None => Pick::Nobody,
        }
    }

    fn reserve(&mut self, work: Slot, agent: Slot, hold: Hold) -> Option<Decision> {
        let turn = self.pool.take_turn(agent);
        let conversation = self.queues.get(work)?.conversation;
        let id = self.pool.get(agent)?.id;
        self.add_hold(work, Held { agent, hold, source: Source::Reserved { turn } });
        Some(match hold {
            Hold::Offered => Decision::Offer { conversation, agents: vec![id] },
            Hold::Assigned => Decision::Assign { conversation, agent: id },
        })
    }

    /// Broadcast: work of which something is new goes to all; other work to fresh agents, down the queue until
    /// these have as many offers as one may hold.
    fn match_everybody(&mut self, scratch: &mut Scratch, decisions: &mut Vec<Decision>) {
        let Scratch { fresh, seen, heap: memory } = scratch;
        fresh.iter().for_each(|agent| self.pool.settle(*agent));
        let told = self.queues.take_told();
        let news: Vec<_> = told.into_iter().map(|key| Reverse((key, None))).collect();
        let mut heap = BinaryHeap::from(news);
        for Reverse(Candidate { head, class, .. }) in self.candidates(fresh, seen, std::mem::take(memory)) {
            heap.push(Reverse((head, Some(class))));
        }
        while let Some(Reverse((key, class))) = heap.pop() {
            let anybody_new = fresh.iter().any(|agent| self.pool.is_open(*agent));
            if class.is_some() && !anybody_new {
                continue;
            }
            // What is laid aside leaves its class: whoever stands behind it is looked up before.
            let next = class.and_then(|slot| self.queues.class(slot)?.after(key));
            decisions.extend(self.broadcast(key.work));
            if let Some(next) = next {
                heap.push(Reverse((next, class)));
            }
        }
    }

    /// Offers the work to everybody who may take it and was not asked. Those who missed it are asked again, all
    /// of them, when nobody else is left and nobody is still thinking about it.
    fn broadcast(&mut self, slot: Slot) -> Option<Decision> {
        let work = self.queues.get(slot)?;
        let waiting = work.waiting.as_ref()?;
        let missed = &waiting.missed;
        let unasked = self.pool.settled(&waiting.demand).filter(|(agent, _)| work.holds.of(*agent).is_none());
        let (again, mut asked): (Vec<_>, Vec<_>) = unasked.partition(|(agent, _)| missed.contains(*agent));
        if asked.is_empty() && work.holds.is_empty() {
            if !again.is_empty() && self.is_resting(waiting) {
                self.queues.lay_aside(slot, self.pool.policy.mode);
                return None;
            }
            asked = again;
        }
        let conversation = work.conversation;
        let (slots, agents): (Vec<Slot>, Vec<UserId>) = asked.into_iter().unzip();
        for agent in slots {
            self.add_hold(
                slot,
                Held { agent, hold: Hold::Offered, source: Source::Reserved { turn: NO_TURN } },
            );
        }
        (!agents.is_empty()).then_some(Decision::Offer { conversation, agents })
    }
}

/// A broadcast offer moves nobody in line, so a refusal gives nothing back: no agent ever has this turn.
const NO_TURN: u64 = u64::MAX;

type Heap = BinaryHeap<Reverse<Candidate>>;
