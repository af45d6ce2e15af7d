//! The router as one would write it without a thought of speed: at each decision all work meets all agents.

use crate::id::{ConversationId, UserId};
use crate::routing::{AgentFacts, BROADCAST_WINDOW, Decision, Hold, Mode, Policy, Strategy, WaitingWork};
use crate::time::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
struct Stand {
    idle_since: Timestamp,
    turn: u64,
}

#[derive(Clone, Copy)]
struct Held {
    hold: Hold,
    /// The turn that a refusal gives back; `None` once confirmed.
    reserved: Option<u64>,
}

#[derive(Default)]
pub(super) struct Reference {
    policy: Policy,
    agents: BTreeMap<UserId, (AgentFacts, Stand)>,
    /// Where each stood before the last turn.
    before: BTreeMap<UserId, Stand>,
    works: BTreeMap<ConversationId, WaitingWork>,
    holds: BTreeMap<(ConversationId, UserId), Held>,
    resting: BTreeMap<ConversationId, Vec<UserId>>,
    latest: Timestamp,
    turns: u64,
}

impl Reference {
    pub(super) fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    pub(super) fn put_agent(&mut self, facts: AgentFacts) {
        self.latest = self.latest.max(facts.idle_since);
        self.resting.retain(|_, agents| !agents.contains(&facts.id));
        let told = Stand { idle_since: facts.idle_since, turn: 0 };
        let known = self.agents.get(&facts.id);
        let stand =
            known.filter(|(known, _)| known.idle_since == facts.idle_since).map_or(told, |known| known.1);
        self.agents.insert(facts.id, (facts, stand));
    }

    pub(super) fn remove_agent(&mut self, agent: UserId) {
        self.resting.retain(|_, agents| !agents.contains(&agent));
        self.agents.remove(&agent);
    }

    pub(super) fn put_work(&mut self, work: WaitingWork) {
        self.latest = self.latest.max(work.eligible_at);
        self.resting.remove(&work.conversation);
        self.works.insert(work.conversation, work);
    }

    pub(super) fn remove_work(&mut self, conversation: ConversationId) {
        self.works.remove(&conversation);
    }

    pub(super) fn hold(&mut self, conversation: ConversationId, agent: UserId, hold: Hold) {
        self.resting.remove(&conversation);
        if hold == Hold::Assigned {
            self.holds.retain(|(held, _), _| *held != conversation);
        }
        self.holds.insert((conversation, agent), Held { hold, reserved: None });
    }

    pub(super) fn release(&mut self, conversation: ConversationId, agent: UserId) {
        self.resting.remove(&conversation);
        self.holds.remove(&(conversation, agent));
    }

    pub(super) fn refuse(&mut self, decision: &Decision) {
        for agent in decision.agents() {
            let held = (decision.conversation(), *agent);
            let Some(turn) = self.holds.get(&held).and_then(|held| held.reserved) else { continue };
            self.holds.remove(&held);
            if let Some((_, stand)) = self.agents.get_mut(agent)
                && stand.turn == turn
            {
                *stand = self.before[agent];
            }
            if self.works.contains_key(&decision.conversation()) {
                self.resting.insert(decision.conversation(), decision.agents().to_vec());
            }
        }
    }

    pub(super) fn facts(&self, agent: UserId) -> &AgentFacts {
        &self.agents[&agent].0
    }

    pub(super) fn held(&self, agent: UserId, hold: Hold) -> u32 {
        let held = self.holds.iter().filter(|((_, who), held)| *who == agent && held.hold == hold);
        u32::try_from(held.count()).unwrap()
    }

    pub(super) fn load(&self, agent: UserId) -> u32 {
        let offered = if self.policy.mode == Mode::Broadcast { 0 } else { self.held(agent, Hold::Offered) };
        self.held(agent, Hold::Assigned) + offered
    }

    pub(super) fn is_open(&self, agent: UserId) -> bool {
        let Some((facts, _)) = self.agents.get(&agent) else { return false };
        let undisturbed = match self.policy.mode {
            Mode::Offer => self.held(agent, Hold::Offered) == 0,
            Mode::Broadcast => self.held(agent, Hold::Offered) < BROADCAST_WINDOW,
            Mode::AutoAccept => true,
        };
        undisturbed && facts.status.takes_offers() && facts.present && self.load(agent) < facts.capacity
    }

    /// In the group, and with the skills.
    pub(super) fn could_serve(&self, agent: UserId, work: &WaitingWork) -> bool {
        self.agents.get(&agent).is_some_and(|(facts, _)| {
            work.group.is_none_or(|group| facts.groups.contains(&group))
                && work.skills.iter().all(|needed| facts.skills.contains(&needed.0))
        })
    }

    /// In queue order.
    pub(super) fn due(&self) -> Vec<&WaitingWork> {
        let mut due: Vec<_> = self.works.values().filter(|work| self.is_due(work)).collect();
        due.sort_by_key(|work| (Reverse(work.priority), work.eligible_at, work.conversation));
        due
    }

    fn is_due(&self, work: &WaitingWork) -> bool {
        let mut holds = self.holds.iter().filter(|((held, _), _)| *held == work.conversation);
        !self.resting.contains_key(&work.conversation)
            && holds.all(|(_, held)| self.policy.mode == Mode::Broadcast && held.hold == Hold::Offered)
    }

    fn rank(&self, agent: UserId) -> impl Ord + use<> {
        let (facts, stand) = &self.agents[&agent];
        let spare = u64::from(facts.capacity.saturating_sub(self.load(agent)));
        let unused = match self.policy.strategy {
            Strategy::LongestIdle => 0,
            Strategy::MostSpare => spare,
            Strategy::MostSparePercent => spare * 1_000_000 / u64::from(facts.capacity.max(1)),
        };
        (Reverse(unused), stand.idle_since, stand.turn, facts.last_assigned_at, agent)
    }

    /// Open ones who could serve it, first in line first.
    pub(super) fn candidates(&self, work: &WaitingWork) -> Vec<UserId> {
        let able =
            self.agents.keys().filter(|agent| self.is_open(**agent) && self.could_serve(**agent, work));
        let mut able: Vec<UserId> = able.copied().collect();
        able.sort_by_key(|agent| self.rank(*agent));
        able
    }

    pub(super) fn decide(&mut self) -> Vec<Decision> {
        let due: Vec<WaitingWork> = self.due().into_iter().cloned().collect();
        due.into_iter().filter_map(|work| self.decide_one(&work)).collect()
    }

    fn decide_one(&mut self, work: &WaitingWork) -> Option<Decision> {
        let candidates = self.candidates(work);
        let conversation = work.conversation;
        match self.policy.mode {
            Mode::Broadcast => {
                let agents = self.audience(work, &candidates);
                for agent in &agents {
                    // No turn is taken, so there is none to restore: a turn that no agent has.
                    let held = Held { hold: Hold::Offered, reserved: Some(u64::MAX) };
                    self.holds.insert((conversation, *agent), held);
                }
                (!agents.is_empty()).then_some(Decision::Offer { conversation, agents })
            }
            Mode::Offer => {
                let agent = self.choose(work, &candidates)?;
                self.give(conversation, agent, Hold::Offered);
                Some(Decision::Offer { conversation, agents: vec![agent] })
            }
            Mode::AutoAccept => {
                let agent = self.choose(work, &candidates)?;
                self.give(conversation, agent, Hold::Assigned);
                Some(Decision::Assign { conversation, agent })
            }
        }
    }

    /// Who is asked in broadcast.
    pub(super) fn audience(&self, work: &WaitingWork, candidates: &[UserId]) -> Vec<UserId> {
        let unasked =
            candidates.iter().filter(|agent| !self.holds.contains_key(&(work.conversation, **agent)));
        let (again, first): (Vec<UserId>, Vec<UserId>) =
            unasked.partition(|agent| work.missed.contains(agent));
        let asked = self.holds.keys().any(|(held, _)| *held == work.conversation);
        if first.is_empty() && !asked { again } else { first }
    }

    fn choose(&self, work: &WaitingWork, candidates: &[UserId]) -> Option<UserId> {
        let first = |agent: &UserId| !work.missed.contains(agent);
        let preferred = work.preferred.filter(|agent| first(agent) && candidates.contains(agent));
        let last_miss = |agent: &UserId| work.missed.iter().rposition(|missed| missed == agent);
        let again = || candidates.iter().copied().min_by_key(last_miss);
        preferred.or_else(|| candidates.iter().copied().find(first)).or_else(again)
    }

    fn give(&mut self, conversation: ConversationId, agent: UserId, hold: Hold) {
        self.turns += 1;
        let (_, stand) = self.agents.get_mut(&agent).unwrap();
        self.before.insert(agent, *stand);
        *stand = Stand { idle_since: stand.idle_since.max(self.latest), turn: self.turns };
        self.holds.insert((conversation, agent), Held { hold, reserved: Some(self.turns) });
    }
}
