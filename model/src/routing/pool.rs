//! The agents, and the lines in which those who have room stand.
//!
//! An agent is *open* when new work may go to him now. An open agent stands in the line of each of his scopes
//! (settled), or is fresh: became open since the last decision and is yet to be compared with what waits. That
//! is all a decision has to look at, for whoever is settled was compared with everything that waits.

use super::agent::{Agent, AgentFacts};
use super::eligibility::{Demand, EVERYBODY, Reach};
use super::intern::{Map, Slot, Table};
use super::policy::{Policy, Rank};
use super::work::{Count, Hold};
use crate::id::UserId;
use crate::time::Timestamp;
use std::collections::BTreeMap;

/// A search that passes over more agents than this who lack a skill opens a line for that skill.
/// (Two in tests, so that they reach it.)
const LONG_SEARCH: u32 = if cfg!(test) { 2 } else { 256 };

#[derive(Clone, Copy, Debug)]
struct InLine {
    agent: Slot,
    /// See [`super::eligibility::SkillSet::low`].
    low_skills: u64,
}

type Line = BTreeMap<Rank, InLine>;

/// The open agents of one scope.
#[derive(Debug, Default)]
struct Lines {
    all: Line,
    /// Those who have the skill; only where [`LONG_SEARCH`] made one.
    by_skill: BTreeMap<Slot, Line>,
}

#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) policy: Policy,
    slots: Map<UserId, Slot>,
    agents: Table<Agent>,
    lines: Vec<Lines>,
    fresh: Vec<Slot>,
    /// The line of everybody is long and part of every change, so it is kept only once somebody looked into it.
    everybody_lines_up: bool,
    /// The latest moment that anybody told of: the router's idea of now.
    latest: Timestamp,
    turns: u64,
}

impl Pool {
    /// The slot of an agent; a row is made for one who is not known yet.
    pub(super) fn slot(&mut self, id: UserId, nobody: impl FnOnce() -> Reach) -> Slot {
        let agents = &mut self.agents;
        *self.slots.entry(id).or_insert_with(|| agents.take(|| Agent::new(id, nobody()), |_| {}))
    }

    pub(super) fn find(&self, id: UserId) -> Option<Slot> {
        self.slots.get(&id).copied()
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Agent> {
        self.agents.get(slot)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Slot, &Agent)> {
        self.agents.iter()
    }

    pub(super) fn is_open(&self, slot: Slot) -> bool {
        self.agents.get(slot).is_some_and(|agent| agent.is_open(self.policy.mode))
    }

    /// Open, and able to serve the class.
    pub(super) fn could_take(&self, slot: Slot, demand: &Demand) -> bool {
        self.is_open(slot) && self.agents.get(slot).is_some_and(|agent| agent.reach.serves(demand))
    }

    pub(super) fn saw(&mut self, at: Timestamp) {
        self.latest = self.latest.max(at);
    }

    pub(super) fn put(&mut self, slot: Slot, facts: AgentFacts, reach: Reach) {
        self.saw(facts.idle_since);
        let Some(agent) = self.agents.get_mut(slot) else { return };
        if agent.facts.as_deref() == Some(&facts) {
            return;
        }
        if agent.facts.as_ref().map(|known| known.idle_since) != Some(facts.idle_since) {
            agent.stand.idle_since = facts.idle_since;
            agent.stand.turn = 0;
        }
        agent.stand.last_assigned_at = facts.last_assigned_at.unwrap_or(Timestamp::ZERO);
        let moved = agent.reach != reach;
        agent.on_duty = facts.status.takes_offers() && facts.present;
        agent.capacity = facts.capacity;
        agent.facts = Some(Box::new(facts));
        if moved {
            self.step_out(slot);
            if let Some(agent) = self.agents.get_mut(slot) {
                agent.reach = reach;
            }
        }
        self.refresh(slot);
    }

    pub(super) fn remove(&mut self, slot: Slot) {
        if let Some(agent) = self.agents.get_mut(slot) {
            agent.facts = None;
            agent.on_duty = false;
        }
        self.refresh(slot);
    }

    pub(super) fn set_policy(&mut self, policy: Policy) {
        for slot in self.agents.slots() {
            self.step_out(slot);
        }
        self.policy = policy;
        for slot in self.agents.slots() {
            self.refresh(slot);
        }
    }

    /// One hold more, or one less.
    pub(super) fn count(&mut self, slot: Slot, hold: Hold, count: Count) {
        let Some(agent) = self.agents.get_mut(slot) else { return };
        let counter = match hold {
            Hold::Offered => &mut agent.offered,
            Hold::Assigned => &mut agent.assigned,
        };
        *counter = match count {
            Count::More => counter.saturating_add(1),
            Count::Less => counter.saturating_sub(1),
        };
        self.refresh(slot);
    }

    /// Moves the agent behind everybody else, once [`Self::count`] counts what he is given; answers with the number
    /// of this turn.
    pub(super) fn take_turn(&mut self, slot: Slot) -> u64 {
        self.turns = self.turns.saturating_add(1);
        if let Some(agent) = self.agents.get_mut(slot) {
            agent.before = agent.stand;
            agent.stand.idle_since = agent.stand.idle_since.max(self.latest);
            agent.stand.turn = self.turns;
        }
        self.turns
    }

    /// Gives the agent back the place that he had before a turn, if it was his last one.
    pub(super) fn give_back_turn(&mut self, slot: Slot, turn: u64) {
        if let Some(agent) = self.agents.get_mut(slot)
            && agent.stand.turn == turn
        {
            agent.stand.idle_since = agent.before.idle_since;
            agent.stand.turn = agent.before.turn;
            self.refresh(slot);
        }
    }

    /// Who became open since the last decision, in the order in which it happened.
    pub(super) fn take_fresh(&mut self, into: &mut Vec<Slot>) {
        into.clear();
        std::mem::swap(&mut self.fresh, into);
        into.retain(|slot| {
            let open = self.is_open(*slot);
            if !open && let Some(agent) = self.agents.get_mut(*slot) {
                agent.fresh = false;
            }
            open
        });
    }

    pub(super) fn is_fresh(&self, slot: Slot) -> bool {
        self.agents.get(slot).is_some_and(|agent| agent.fresh)
    }

    /// A decision has compared the agent with all work: he is fresh no more.
    pub(super) fn welcome(&mut self, slot: Slot) {
        self.settle(slot);
        if let Some(agent) = self.agents.get_mut(slot) {
            agent.fresh = false;
        }
    }

    /// Puts an agent into the lines, if he is open.
    pub(super) fn settle(&mut self, slot: Slot) {
        let policy = self.policy;
        let Some(agent) = self.agents.get_mut(slot) else { return };
        if agent.settled.is_none() && agent.is_open(policy.mode) {
            let rank = agent.rank(policy);
            agent.settled = Some(rank);
            self.step_in(slot, rank);
        }
    }

    /// Brings lines and freshness in accord with the agent's row.
    fn refresh(&mut self, slot: Slot) {
        let policy = self.policy;
        let Some(agent) = self.agents.get_mut(slot) else { return };
        let open = agent.is_open(policy.mode);
        if agent.settled.is_none() {
            if open && !agent.fresh {
                agent.fresh = true;
                self.fresh.push(slot);
            }
            return;
        }
        let rank = open.then(|| agent.rank(policy));
        if agent.settled != rank {
            self.step_out(slot);
            if let Some(rank) = rank
                && let Some(agent) = self.agents.get_mut(slot)
            {
                agent.settled = Some(rank);
                self.step_in(slot, rank);
            }
        }
    }

    fn step_in(&mut self, slot: Slot, rank: Rank) {
        let Self { agents, lines, everybody_lines_up, .. } = self;
        let Some(agent) = agents.get(slot) else { return };
        let entry = InLine { agent: slot, low_skills: agent.reach.skills.low() };
        for scope in agent.reach.scopes.iter().filter(|scope| **scope != EVERYBODY || *everybody_lines_up) {
            if lines.len() <= scope.index() {
                lines.resize_with(scope.index().saturating_add(1), Lines::default);
            }
            let Some(lines) = lines.get_mut(scope.index()) else { continue };
            let Lines { all, by_skill } = lines;
            all.insert(rank, entry);
            for skill in &agent.reach.skill_list {
                by_skill.get_mut(skill).map(|line| line.insert(rank, entry));
            }
        }
    }

    fn step_out(&mut self, slot: Slot) {
        let Self { agents, lines, everybody_lines_up, .. } = self;
        let Some(agent) = agents.get_mut(slot) else { return };
        let Some(rank) = agent.settled.take() else { return };
        for scope in agent.reach.scopes.iter().filter(|scope| **scope != EVERYBODY || *everybody_lines_up) {
            let Some(lines) = lines.get_mut(scope.index()) else { continue };
            let Lines { all, by_skill } = lines;
            all.remove(&rank);
            for skill in &agent.reach.skill_list {
                by_skill.get_mut(skill).map(|line| line.remove(&rank));
            }
        }
    }

    /// The first of the settled agents who serves the class, without those to pass over.
    pub(super) fn first_settled(
        &mut self,
        demand: &Demand,
        pass_over: impl Fn(Slot) -> bool,
    ) -> Option<(Rank, Slot)> {
        self.line_up(demand.scope);
        let lines = self.lines.get(demand.scope.index())?;
        let line = demand.anchor.and_then(|skill| lines.by_skill.get(&skill));
        let mut passed = 0u32;
        let found = line.unwrap_or(&lines.all).iter().find(|(_, entry)| {
            passed = passed.saturating_add(1);
            self.entry_serves(**entry, demand) && !pass_over(entry.agent)
        });
        let found = found.map(|(rank, entry)| (*rank, entry.agent));
        if passed > LONG_SEARCH && line.is_none() {
            self.open_line(demand);
        }
        found
    }

    /// All settled agents who serve the class, in their order.
    pub(super) fn settled<'a>(&'a mut self, demand: &'a Demand) -> impl Iterator<Item = (Slot, UserId)> + 'a {
        self.line_up(demand.scope);
        let lines = self.lines.get(demand.scope.index());
        lines
            .into_iter()
            .flat_map(|lines| lines.all.values())
            .filter(|entry| self.entry_serves(**entry, demand))
            .filter_map(|entry| Some((entry.agent, self.agents.get(entry.agent)?.id)))
    }

    /// Makes the line of everybody, if that is the one asked for.
    fn line_up(&mut self, scope: Slot) {
        if scope != EVERYBODY || self.everybody_lines_up {
            return;
        }
        self.everybody_lines_up = true;
        let settled = self.agents.iter().filter_map(|(slot, agent)| {
            let entry = InLine { agent: slot, low_skills: agent.reach.skills.low() };
            agent.settled.map(|rank| (rank, entry))
        });
        let all = settled.collect();
        if self.lines.is_empty() {
            self.lines.push(Lines::default());
        }
        if let Some(lines) = self.lines.get_mut(EVERYBODY.index()) {
            lines.all = all;
        }
    }

    fn entry_serves(&self, entry: InLine, demand: &Demand) -> bool {
        demand.skills.low() & !entry.low_skills == 0
            && (!demand.skills.is_wide()
                || self
                    .agents
                    .get(entry.agent)
                    .is_some_and(|agent| agent.reach.skills.covers(&demand.skills)))
    }

    fn open_line(&mut self, demand: &Demand) {
        let Self { agents, lines, .. } = self;
        let Some(skill) = demand.anchor else { return };
        let Some(lines) = lines.get_mut(demand.scope.index()) else { return };
        let has_it = |entry: &InLine| {
            agents.get(entry.agent).is_some_and(|agent| agent.reach.skill_list.contains(&skill))
        };
        let line = lines.all.iter().filter(|(_, entry)| has_it(entry)).map(|(rank, entry)| (*rank, *entry));
        let line = line.collect();
        lines.by_skill.insert(skill, line);
    }

    /// The first of some fresh agents who serves the class, without those to pass over.
    pub(super) fn first_fresh(
        &self,
        fresh: &[Slot],
        demand: &Demand,
        pass_over: impl Fn(Slot) -> bool,
    ) -> Option<(Rank, Slot)> {
        let eligible = fresh.iter().filter(|slot| !pass_over(**slot)).filter_map(|slot| {
            let agent = self.agents.get(*slot)?;
            let unsettled = agent.settled.is_none() && agent.is_open(self.policy.mode);
            (unsettled && agent.reach.serves(demand)).then(|| (agent.rank(self.policy), *slot))
        });
        eligible.min()
    }
}
