//! What the tests say: who is there, what waits, what happens, and who is asked then.

use crate::agent::{AgentStatus, Priority};
use crate::id::{ConversationId, GroupId, UserId};
use crate::routing::{
    AgentFacts, Decision, Hold, Mode, Policy, RequiredSkill, Router, SkillId, Strategy, WaitingWork,
};
use crate::time::Timestamp;

#[derive(Clone, Debug)]
pub(super) enum Said {
    Policy(Policy),
    Agent(AgentFacts),
    AgentGone(u64),
    Work(WaitingWork),
    Gone(char),
    Hold(char, u64, Hold),
    Release(char, u64),
    /// The router decides, and nobody answers yet.
    Decide,
    /// The last decisions are rejected.
    Refuse,
    /// It is so many milliseconds after the beginning.
    Time(u64),
}

impl From<AgentFacts> for Said {
    fn from(facts: AgentFacts) -> Self {
        Self::Agent(facts)
    }
}

impl From<WaitingWork> for Said {
    fn from(work: WaitingWork) -> Self {
        Self::Work(work)
    }
}

macro_rules! said {
    ($($said:expr),* $(,)?) => { vec![$(crate::routing::tests::language::Said::from($said)),*] };
}
pub(super) use said;

pub(super) fn conversation(name: char) -> ConversationId {
    let [.., low] = u32::from(name).to_be_bytes();
    ConversationId::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, low])
}

pub(super) fn user(number: u64) -> UserId {
    UserId::new(number).unwrap()
}

pub(super) fn group(number: u64) -> GroupId {
    GroupId::new(number).unwrap()
}

/// Online, in group 1, for one conversation at a time, idle since as many milliseconds as the number says.
pub(super) fn agent(number: u64) -> AgentFacts {
    AgentFacts {
        id: user(number),
        status: AgentStatus::Online,
        present: true,
        groups: vec![group(1)],
        skills: Vec::new(),
        capacity: 1,
        last_assigned_at: None,
        idle_since: Timestamp::from_millis(number),
    }
}

/// Waiting for group 1, normal, as old as its letter: A is the oldest.
pub(super) fn work(name: char) -> WaitingWork {
    WaitingWork {
        conversation: conversation(name),
        group: Some(group(1)),
        priority: Priority::Normal,
        eligible_at: Timestamp::from_millis(u64::from(u32::from(name))),
        missed: Vec::new(),
        again_from: None,
        skills: Vec::new(),
        preferred: None,
    }
}

impl AgentFacts {
    pub(super) fn status(self, status: AgentStatus) -> Self {
        Self { status, ..self }
    }

    pub(super) fn absent(self) -> Self {
        Self { present: false, ..self }
    }

    pub(super) fn capacity(self, capacity: u32) -> Self {
        Self { capacity, ..self }
    }

    pub(super) fn groups(self, groups: &[u64]) -> Self {
        Self { groups: groups.iter().map(|number| group(*number)).collect(), ..self }
    }

    pub(super) fn can(self, skills: &[u64]) -> Self {
        Self { skills: skills.iter().map(|number| SkillId::new(*number)).collect(), ..self }
    }

    pub(super) fn idle_since(self, millis: u64) -> Self {
        Self { idle_since: Timestamp::from_millis(millis), ..self }
    }

    pub(super) fn last_assigned(self, millis: u64) -> Self {
        Self { last_assigned_at: Some(Timestamp::from_millis(millis)), ..self }
    }
}

impl WaitingWork {
    pub(super) fn group(self, number: u64) -> Self {
        Self { group: Some(group(number)), ..self }
    }

    pub(super) fn for_anybody(self) -> Self {
        Self { group: None, ..self }
    }

    pub(super) fn priority(self, priority: Priority) -> Self {
        Self { priority, ..self }
    }

    pub(super) fn since(self, millis: u64) -> Self {
        Self { eligible_at: Timestamp::from_millis(millis), ..self }
    }

    pub(super) fn missed_by(self, agents: &[u64]) -> Self {
        Self { missed: agents.iter().map(|number| user(*number)).collect(), ..self }
    }

    pub(super) fn again_from(self, millis: u64) -> Self {
        Self { again_from: Some(Timestamp::from_millis(millis)), ..self }
    }

    pub(super) fn needs(self, skills: &[u64]) -> Self {
        let skills = skills.iter().map(|number| RequiredSkill(SkillId::new(*number)));
        Self { skills: skills.collect(), ..self }
    }

    pub(super) fn prefers(self, agent: u64) -> Self {
        Self { preferred: Some(user(agent)), ..self }
    }
}

pub(super) fn mode(mode: Mode) -> Said {
    Said::Policy(Policy { mode, ..Policy::default() })
}

pub(super) fn strategy(strategy: Strategy) -> Said {
    Said::Policy(Policy { strategy, ..Policy::default() })
}

pub(super) fn offered(name: char, agent: u64) -> Said {
    Said::Hold(name, agent, Hold::Offered)
}

pub(super) fn assigned(name: char, agent: u64) -> Said {
    Said::Hold(name, agent, Hold::Assigned)
}

pub(super) fn released(name: char, agent: u64) -> Said {
    Said::Release(name, agent)
}

/// "offer A to 1, 2" or "assign A to 1".
fn sentence(decision: &Decision) -> String {
    let [.., low] = decision.conversation().to_bytes();
    let agents: Vec<String> = decision.agents().iter().map(ToString::to_string).collect();
    let verb = match decision {
        Decision::Offer { .. } => "offer",
        Decision::Assign { .. } => "assign",
    };
    format!("{verb} {} to {}", char::from(low), agents.join(", "))
}

#[derive(Default)]
pub(super) struct Story {
    pub(super) router: Router,
    decided: Vec<Decision>,
}

impl Story {
    pub(super) fn tell(&mut self, said: Said) {
        let router = &mut self.router;
        match said {
            Said::Policy(policy) => router.set_policy(policy),
            Said::Agent(facts) => router.put_agent(facts),
            Said::AgentGone(number) => router.remove_agent(user(number)),
            Said::Work(work) => router.put_work(work),
            Said::Gone(name) => router.remove_work(conversation(name)),
            Said::Hold(name, number, hold) => router.hold(conversation(name), user(number), hold),
            Said::Release(name, number) => router.release(conversation(name), user(number)),
            Said::Decide => self.decided = router.decide(),
            Said::Time(millis) => router.pass_time(Timestamp::from_millis(millis)),
            Said::Refuse => {
                assert!(!self.decided.is_empty(), "there is a decision to refuse");
                self.decided.drain(..).for_each(|decision| router.refuse(&decision));
            }
        }
    }

    pub(super) fn told(said: Vec<Said>) -> Self {
        let mut story = Self::default();
        said.into_iter().for_each(|said| story.tell(said));
        story
    }
}

/// Given all this and a decision about it, when that happens, then this is decided.
pub(super) fn check(given: Vec<Said>, when: Vec<Said>, then: &[&str]) {
    let mut story = Story::told(given);
    story.tell(Said::Decide);
    when.into_iter().for_each(|said| story.tell(said));
    let decided: Vec<String> = story.router.decide().iter().map(sentence).collect();
    assert_eq!(decided, then);
    assert_eq!(story.router.decide(), [], "nothing new was told");
}
