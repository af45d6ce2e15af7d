//! Any sequence of calls keeps the invariants of the module, and decides what the reference decides.

use super::language::{conversation, group, user};
use super::reference::Reference;
use crate::agent::{AgentStatus, Priority};
use crate::id::UserId;
use crate::routing::{
    AgentFacts, Decision, Explanation, Hold, Mode, Policy, RequiredSkill, Router, SkillId, Strategy,
    WaitingWork,
};
use crate::time::{Span, Timestamp};
use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, TestCaseError, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::strategy::Strategy as Strategy_;

#[derive(Clone, Debug)]
enum Call {
    SetPolicy(Policy),
    PutAgent(AgentFacts),
    RemoveAgent(UserId),
    PutWork(WaitingWork),
    RemoveWork(char),
    Hold(char, UserId, Hold),
    Release(char, UserId),
    Decide,
    /// What becomes of the nth of the last decisions.
    Answer(usize, Answer),
}

#[derive(Clone, Copy, Debug)]
enum Answer {
    Recorded,
    Accepted,
    Missed,
    Refused,
}

const AGENTS: u64 = 12;

fn users() -> impl Strategy_<Value = UserId> {
    (1..=AGENTS).prop_map(user)
}

fn names() -> impl Strategy_<Value = char> {
    proptest::char::range('A', 'P')
}

/// Knows so much that the skills of the others come behind the first word of a skill set.
fn polymath() -> AgentFacts {
    AgentFacts {
        id: user(AGENTS + 1),
        status: AgentStatus::Offline,
        present: false,
        groups: Vec::new(),
        skills: (100..163).map(SkillId::new).collect(),
        capacity: 0,
        last_assigned_at: None,
        idle_since: Timestamp::ZERO,
    }
}

/// Few, so that they meet.
fn skills() -> impl Strategy_<Value = Vec<SkillId>> {
    vec((0..4u64).prop_map(SkillId::new), 0..3)
}

fn policies() -> impl Strategy_<Value = Policy> {
    let modes = prop_oneof![4 => Just(Mode::Offer), 1 => Just(Mode::Broadcast), 2 => Just(Mode::AutoAccept)];
    let strategies = prop_oneof![3 => Just(Strategy::LongestIdle), 1 => Just(Strategy::MostSpare), 1 => Just(Strategy::MostSparePercent)];
    (modes, strategies).prop_map(|(mode, strategy)| Policy {
        mode,
        strategy,
        offer_timeout: Span::seconds(30),
    })
}

fn statuses() -> impl Strategy_<Value = AgentStatus> {
    prop_oneof![
        6 => Just(AgentStatus::Online),
        1 => Just(AgentStatus::Away),
        1 => Just(AgentStatus::TransfersOnly),
        1 => Just(AgentStatus::Offline)
    ]
}

fn agents() -> impl Strategy_<Value = AgentFacts> {
    let times = (proptest::option::of(1..9u64), 0..9u64);
    (users(), statuses(), prop::bool::weighted(0.9), vec(1..4u64, 0..3), skills(), 0..4u32, times).prop_map(
        |(id, status, present, groups, skills, capacity, (assigned, idle))| AgentFacts {
            id,
            status,
            present,
            groups: groups.into_iter().map(group).collect(),
            skills,
            capacity,
            last_assigned_at: assigned.map(Timestamp::from_millis),
            idle_since: Timestamp::from_millis(idle),
        },
    )
}

fn works() -> impl Strategy_<Value = WaitingWork> {
    let priority =
        prop_oneof![3 => Just(Priority::Normal), 1 => Just(Priority::Urgent), 1 => Just(Priority::Low)];
    let people = (vec(users(), 0..4), proptest::option::weighted(0.2, users()));
    let skills = prop_oneof![2 => Just(Vec::new()), 3 => skills()];
    (names(), proptest::option::weighted(0.8, 1..4u64), priority, 0..9u64, skills, people).prop_map(
        |(name, in_group, priority, eligible_at, skills, (missed, preferred))| WaitingWork {
            conversation: conversation(name),
            group: in_group.map(group),
            priority,
            eligible_at: Timestamp::from_millis(eligible_at),
            missed,
            again_from: None,
            skills: skills.into_iter().map(RequiredSkill).collect(),
            preferred,
        },
    )
}

fn calls() -> impl Strategy_<Value = Call> {
    let holds = prop_oneof![Just(Hold::Offered), Just(Hold::Assigned)];
    let answers = prop_oneof![
        2 => Just(Answer::Recorded),
        2 => Just(Answer::Accepted),
        2 => Just(Answer::Missed),
        1 => Just(Answer::Refused)
    ];
    prop_oneof![
        1 => policies().prop_map(Call::SetPolicy),
        12 => agents().prop_map(Call::PutAgent),
        1 => users().prop_map(Call::RemoveAgent),
        16 => works().prop_map(Call::PutWork),
        3 => names().prop_map(Call::RemoveWork),
        2 => (names(), users(), holds).prop_map(|(name, agent, hold)| Call::Hold(name, agent, hold)),
        8 => (names(), users()).prop_map(|(name, agent)| Call::Release(name, agent)),
        10 => Just(Call::Decide),
        16 => (0..8usize, answers).prop_map(|(nth, answer)| Call::Answer(nth, answer)),
    ]
}

/// Both routers, told the same.
#[derive(Default)]
struct Pair {
    router: Router,
    reference: Reference,
    policy: Policy,
    last: Vec<Decision>,
    works: std::collections::BTreeMap<crate::id::ConversationId, WaitingWork>,
}

macro_rules! both {
    ($pair:expr, $call:ident($($argument:expr),*)) => {{
        $pair.router.$call($($argument.clone()),*);
        $pair.reference.$call($($argument.clone()),*);
    }};
}

impl Pair {
    fn call(&mut self, call: Call) -> Result<(), TestCaseError> {
        match call {
            Call::SetPolicy(policy) => {
                self.policy = policy;
                both!(self, set_policy(policy));
            }
            Call::PutAgent(facts) => both!(self, put_agent(facts)),
            Call::RemoveAgent(agent) => both!(self, remove_agent(agent)),
            Call::PutWork(work) => self.put_work(work),
            Call::RemoveWork(name) => both!(self, remove_work(conversation(name))),
            Call::Hold(name, agent, hold) => both!(self, hold(conversation(name), agent, hold)),
            Call::Release(name, agent) => both!(self, release(conversation(name), agent)),
            Call::Decide => self.decide()?,
            Call::Answer(nth, answer) => self.answer(nth, answer),
        }
        self.facts_agree()
    }

    fn put_work(&mut self, work: WaitingWork) {
        self.works.insert(work.conversation, work.clone());
        both!(self, put_work(work));
    }

    fn answer(&mut self, nth: usize, answer: Answer) {
        let Some(decision) = self.last.get(nth).cloned() else { return };
        let (work, agent) = (decision.conversation(), decision.agents()[0]);
        let hold = match decision {
            Decision::Offer { .. } => Hold::Offered,
            Decision::Assign { .. } => Hold::Assigned,
        };
        match answer {
            Answer::Recorded => both!(self, hold(work, agent, hold)),
            Answer::Accepted => {
                both!(self, hold(work, agent, Hold::Assigned));
                both!(self, remove_work(work));
            }
            Answer::Missed => {
                let mut waiting = self.works[&work].clone();
                waiting.missed.push(agent);
                self.put_work(waiting);
                both!(self, release(work, agent));
            }
            Answer::Refused => {
                self.router.refuse(&decision);
                self.reference.refuse(&decision);
            }
        }
    }

    fn decide(&mut self) -> Result<(), TestCaseError> {
        self.explained_as_it_is()?;
        let decided = self.router.decide();
        prop_assert_eq!(
            &decided,
            &self.reference.decide(),
            "the incremental router decides as the naive one"
        );
        self.nothing_is_left_that_could_go_out()?;
        self.in_queue_order(&decided)?;
        self.nobody_is_over_capacity_through(&decided)?;
        if self.policy.mode == Mode::Offer {
            self.one_offer_each(&decided)?;
        }
        prop_assert_eq!(self.router.decide(), vec![], "without news there are no decisions");
        self.last = decided;
        Ok(())
    }

    /// What is not offered yet is explained as ready if and only if somebody is free for it.
    fn explained_as_it_is(&self) -> Result<(), TestCaseError> {
        for work in self.reference.due() {
            let free = !self.reference.candidates(work).is_empty();
            match self.router.explain(work.conversation) {
                Explanation::Offered { .. } => prop_assert_eq!(self.policy.mode, Mode::Broadcast),
                Explanation::Ready { .. } => prop_assert!(free, "ready means that somebody is free"),
                why => prop_assert!(!free, "somebody is free, but: {why}"),
            }
        }
        Ok(())
    }

    fn nothing_is_left_that_could_go_out(&self) -> Result<(), TestCaseError> {
        for work in self.reference.due() {
            let free = self.reference.candidates(work);
            let left =
                if self.policy.mode == Mode::Broadcast { self.reference.audience(work, &free) } else { free };
            prop_assert!(left.is_empty(), "{left:?} are free and could take {work:?}");
        }
        Ok(())
    }

    fn in_queue_order(&self, decided: &[Decision]) -> Result<(), TestCaseError> {
        let order = |decision: &Decision| {
            let work = &self.works[&decision.conversation()];
            (std::cmp::Reverse(work.priority), work.eligible_at, work.conversation)
        };
        prop_assert!(decided.is_sorted_by_key(order), "work goes out in queue order");
        Ok(())
    }

    fn nobody_is_over_capacity_through(&self, decided: &[Decision]) -> Result<(), TestCaseError> {
        for agent in decided.iter().flat_map(Decision::agents) {
            let facts = self.reference.facts(*agent);
            prop_assert!(self.router.load(*agent) <= facts.capacity, "a decision goes over capacity");
            prop_assert!(facts.status.takes_offers() && facts.present, "a decision for one who is not there");
        }
        for decision in decided {
            let work = &self.works[&decision.conversation()];
            for agent in decision.agents() {
                prop_assert!(
                    self.reference.could_serve(*agent, work),
                    "a decision for one who cannot serve it"
                );
            }
        }
        Ok(())
    }

    fn one_offer_each(&self, decided: &[Decision]) -> Result<(), TestCaseError> {
        let mut works = std::collections::BTreeSet::new();
        for decision in decided {
            prop_assert!(works.insert(decision.conversation()), "one piece of work is offered twice");
            prop_assert_eq!(decision.agents().len(), 1, "an offer goes to one agent");
            let held = self.reference.held(decision.agents()[0], Hold::Offered);
            prop_assert_eq!(held, 1, "an agent has one unanswered offer");
        }
        Ok(())
    }

    fn facts_agree(&self) -> Result<(), TestCaseError> {
        for agent in (1..=AGENTS).map(user) {
            prop_assert_eq!(self.router.load(agent), self.reference.load(agent));
        }
        let due = self.reference.due();
        prop_assert_eq!(self.router.waiting_count(), due.len());
        prop_assert_eq!(self.router.waiting().collect::<Vec<_>>(), due);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_calls_keep_the_invariants_and_agree_with_the_reference(
        policy in policies(),
        wide in any::<bool>(),
        start in vec(agents(), 0..12),
        calls in vec(calls(), 1..120),
    ) {
        let mut pair = Pair::default();
        pair.call(Call::SetPolicy(policy))?;
        if wide {
            pair.call(Call::PutAgent(polymath()))?;
        }
        for agent in start {
            pair.call(Call::PutAgent(agent))?;
        }
        for call in calls {
            pair.call(call)?;
        }
        pair.call(Call::Decide)?;
    }

    #[test]
    fn told_twice_is_told_once(policy in policies(), calls in vec(calls(), 1..60)) {
        let (mut once, mut twice) = (Pair::default(), Pair::default());
        once.call(Call::SetPolicy(policy))?;
        twice.call(Call::SetPolicy(policy))?;
        for call in calls {
            let facts = !matches!(call, Call::Decide | Call::Answer(..));
            once.call(call.clone())?;
            twice.call(call.clone())?;
            if facts {
                twice.call(call)?;
            }
        }
        prop_assert_eq!(once.router.decide(), twice.router.decide());
    }
}
