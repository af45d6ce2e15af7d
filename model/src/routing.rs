//! Who gets which work: a pure matching of waiting conversations and agents.
//!
//! The router is a projection. Whoever owns it feeds it what conversations recorded ([`Router::put_work`],
//! [`Router::hold`], [`Router::release`]) and what is true of agents ([`Router::put_agent`]); its answer
//! ([`Router::decide`]) becomes commands, and each conversation has the last word ([`Router::refuse`]). It may be
//! thrown away and fed anew at any time; all feeding is idempotent and may come in any order.
//!
//! Invariants, each with a property test:
//! 1. A decision gives nothing to an agent who is absent, not taking offers, at capacity, outside the group or
//!    without a needed skill.
//! 2. In offer mode a piece of work has one open offer, and an agent has one unanswered offer.
//! 3. After a decision, no agent to whom new work may go and no waiting work that he could take are left, but for
//!    work that he declined and that rests.
//! 4. Work goes out in queue order: priority, then age. A freed agent gets the first piece that he can serve.
//! 5. Who missed or declined a piece of work is asked again only when nobody else can be, and not before the work
//!    has rested; newer work goes first meanwhile.
//! 6. The same calls give the same decisions.
//!
//! **Architecture invariant:** no clock, no chance, no I/O; and nothing here scans all agents or all work, but
//! what is said to be for inspection.

mod agent;
mod class;
mod eligibility;
mod explain;
mod intern;
mod offer;
mod policy;
mod pool;
mod queue;
#[cfg(test)]
mod tests;
mod work;

pub use agent::{AgentFacts, BROADCAST_WINDOW};
pub use eligibility::{RequiredSkill, SkillId};
pub use explain::Explanation;
pub use offer::Decision;
pub use policy::{Mode, Policy, REST_AFTER_DECLINE, Strategy};
pub use work::{Hold, WaitingWork};

use crate::id::{ConversationId, UserId};
use crate::time::Timestamp;
use eligibility::Names;
use intern::Slot;
use pool::Pool;
use queue::Queues;
use work::{Count, Held, Missed, Source, Waiting};

/// Waiting work, agents and what they hold; see the module for what it promises.
#[derive(Debug, Default)]
pub struct Router {
    names: Names,
    pool: Pool,
    queues: Queues,
    scratch: offer::Scratch,
    now: Timestamp,
}

impl Router {
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        let mut router = Self::default();
        router.pool.policy = policy;
        router
    }

    #[must_use]
    pub const fn policy(&self) -> Policy {
        self.pool.policy
    }

    /// From now on decides by `policy`. Offers that are out stay out, and count as the new mode counts them.
    /// Costs time in proportion to all agents and all work, once.
    pub fn set_policy(&mut self, policy: Policy) {
        if policy != self.pool.policy {
            self.pool.set_policy(policy);
            self.queues.sync_all(policy.mode);
        }
    }

    /// What is true of an agent now; replaces what was.
    pub fn put_agent(&mut self, facts: AgentFacts) {
        let slot = self.agent_slot(facts.id);
        let reach = self.names.reach(&facts.groups, &facts.skills);
        self.pool.put(slot, facts, reach);
        self.wake_work_of(slot);
    }

    /// The agent is none any more. What he holds stays held until it is released.
    pub fn remove_agent(&mut self, agent: UserId) {
        if let Some(slot) = self.pool.find(agent) {
            self.pool.remove(slot);
            self.wake_work_of(slot);
        }
    }

    /// A conversation waits for an agent; replaces what was said of it before. It is routed while nobody has it
    /// assigned and (but in broadcast) nobody has an offer of it. An offer that ends by a miss leaves the work
    /// here: put it again with the longer `missed` before the release.
    pub fn put_work(&mut self, work: WaitingWork) {
        let slot = self.queues.slot(work.conversation);
        self.pool.saw(work.eligible_at);
        let missed: Vec<Slot> = work.missed.iter().map(|agent| self.agent_slot(*agent)).collect();
        let waiting = Waiting {
            demand: self.names.demand(work.group, &work.skills),
            preferred: work.preferred.map(|agent| self.agent_slot(agent)),
            missed: Missed::of(&missed),
            facts: work,
        };
        self.queues.wake(slot);
        self.queues.take_up(slot);
        self.queues.put(slot, waiting, self.pool.policy.mode);
    }

    /// What time it is. Whatever rested since it was declined and has rested enough takes part again.
    pub fn pass_time(&mut self, now: Timestamp) {
        self.now = self.now.max(now);
        let now = self.now;
        let rested = |waiting: &Waiting| waiting.facts.again_from.is_none_or(|again| again <= now);
        self.take_up_again(rested);
    }

    /// When [`Self::pass_time`] has something to do next.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Timestamp> {
        self.queues.taken_up_at()
    }

    fn take_up_again(&mut self, wanted: impl Fn(&Waiting) -> bool) {
        for slot in self.queues.lying_aside(wanted) {
            self.queues.take_up(slot);
            self.queues.sync(slot, self.pool.policy.mode);
        }
    }

    /// The conversation waits no more: somebody has it, or it is over. Its holds stay until they are released.
    pub fn remove_work(&mut self, conversation: ConversationId) {
        if let Some(slot) = self.queues.find(conversation) {
            self.queues.remove(slot);
        }
    }

    /// The log says that an agent holds a conversation, by an offer or an assignment; confirms a decision of the
    /// router's, too. A conversation has one assignee: assigning it ends all other holds of it.
    pub fn hold(&mut self, conversation: ConversationId, agent: UserId, hold: Hold) {
        let (work, agent) = (self.queues.slot(conversation), self.agent_slot(agent));
        self.add_hold(work, Held { agent, hold, source: Source::Log });
    }

    /// The log says that the agent holds the conversation no more: declined, missed, withdrawn, solved, moved.
    pub fn release(&mut self, conversation: ConversationId, agent: UserId) {
        let Some(work) = self.queues.find(conversation) else { return };
        let agent = self.pool.find(agent);
        self.queues.wake(work);
        self.drop_holds(work, |held| Some(held.agent) == agent);
    }

    /// The conversation rejected a decision: its reservation is undone, the agents keep their place in line.
    /// Deciding the same again would be rejected again, so the work rests until something new is told of it
    /// (even the same: a reconciliation does) or of one of the agents.
    pub fn refuse(&mut self, decision: &Decision) {
        let Some(work) = self.queues.find(decision.conversation()) else { return };
        let mut undone = false;
        for agent in decision.agents() {
            let Some(agent) = self.pool.find(*agent) else { continue };
            undone |= self.undo(work, agent);
        }
        if undone {
            self.queues.rest(work, decision.agents(), self.pool.policy.mode);
        }
    }

    /// What stands in a queue, in queue order. For inspection: sorts all of it.
    pub fn waiting(&self) -> impl Iterator<Item = &WaitingWork> {
        self.queues.in_order()
    }

    /// How many stand in a queue.
    #[must_use]
    pub const fn waiting_count(&self) -> usize {
        self.queues.len()
    }

    /// How much of the agent's capacity is taken: what is assigned, and (but in broadcast) what is offered.
    #[must_use]
    pub fn load(&self, agent: UserId) -> u32 {
        let agent = self.pool.find(agent).and_then(|slot| self.pool.get(slot));
        agent.map_or(0, |agent| agent.load(self.pool.policy.mode))
    }

    /// The place among the waiting work of the same group, 1 being next; `None` for what stands in no queue.
    /// Counts those ahead, so it costs time in proportion to the answer.
    #[must_use]
    pub fn position_in_queue(&self, conversation: ConversationId) -> Option<usize> {
        let ahead = self.queues.ahead_of(self.queues.find(conversation)?)?;
        Some(ahead.saturating_add(1))
    }

    fn agent_slot(&mut self, agent: UserId) -> Slot {
        let names = &mut self.names;
        self.pool.slot(agent, || names.reach(&[], &[]))
    }

    fn add_hold(&mut self, slot: Slot, new: Held) {
        let Some(work) = self.queues.get_mut(slot) else { return };
        let known = work.holds.put(new);
        if known.map(|held| held.hold) != Some(new.hold) {
            self.pool.count(new.agent, new.hold, Count::More);
            if let Some(held) = known {
                self.pool.count(held.agent, held.hold, Count::Less);
            }
        }
        self.queues.wake(slot);
        let ended = |held: &Held| new.hold == Hold::Assigned && held.agent != new.agent;
        self.drop_holds(slot, ended);
    }

    /// Ends some holds of a conversation, and brings its queue in accord.
    fn drop_holds(&mut self, slot: Slot, ended: impl Fn(&Held) -> bool) {
        let Some(work) = self.queues.get_mut(slot) else { return };
        let pool = &mut self.pool;
        work.holds.retain(|held| {
            let ended = ended(held);
            if ended {
                pool.count(held.agent, held.hold, Count::Less);
            }
            !ended
        });
        self.queues.sync(slot, self.pool.policy.mode);
    }

    /// Ends a hold that no log has confirmed.
    fn undo(&mut self, slot: Slot, agent: Slot) -> bool {
        let held = self.queues.get(slot).and_then(|work| work.holds.of(agent));
        let Some(Held { source: Source::Reserved { turn }, .. }) = held.copied() else { return false };
        self.drop_holds(slot, |held| held.agent == agent);
        self.pool.give_back_turn(agent, turn);
        true
    }

    /// Lets work that a refusal put to rest take part again: the news of the agent may change the answer.
    fn wake_work_of(&mut self, agent: Slot) {
        let Some(id) = self.pool.get(agent).map(|agent| agent.id) else { return };
        for slot in self.queues.resting_for(id) {
            self.queues.wake(slot);
            self.queues.sync(slot, self.pool.policy.mode);
        }
    }
}
