//! How fast the routing engine decides (goals P6). Prints one JSON object.
//!
//! Run with `cargo run --release -p frontdesk-model --example routing_throughput`. The seed is fixed: every run
//! decides the same, so runs differ by the machine only. `decisions_per_second`, `p50_ns`... are of `decide`;
//! `reaction_p50_ns`... begin with the call that frees the agent or brings the work; `cycle_per_second` also counts
//! all that a deployment feeds in between: acceptance, the agent's new facts, the next work.

use frontdesk_model::agent::{AgentStatus, Priority};
use frontdesk_model::id::{ConversationId, GroupId, InvalidId, UserId};
use frontdesk_model::routing::{
    AgentFacts, Decision, Hold, Mode, Policy, RequiredSkill, Router, SkillId, WaitingWork,
};
use frontdesk_model::time::Timestamp;
use std::io::Write;
use std::time::{Duration, Instant};

const GROUPS: u64 = 200;
const SKILLS: u64 = 50;
const CAPACITY: u32 = 3;
const ROUNDS: u64 = 200_000;

/// Splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }
}

/// A call centre with a clock of its own.
struct Site {
    router: Router,
    dice: Dice,
    now: u64,
    conversations: u64,
    agents: Vec<AgentFacts>,
    /// Who works on what, in no order.
    busy: Vec<(ConversationId, UserId)>,
    /// Skills of new work are below this.
    skills_asked: u64,
    /// A fifth of the work needs two skills, so there are 255,000 classes instead of 10,200.
    pairs: bool,
}

impl Site {
    fn new(policy: Policy) -> Self {
        Self {
            router: Router::new(policy),
            dice: Dice(2026),
            now: 1_000,
            conversations: 0,
            agents: Vec::new(),
            busy: Vec::new(),
            skills_asked: SKILLS,
            pairs: false,
        }
    }

    fn tick(&mut self) -> Timestamp {
        self.now = self.now.saturating_add(1);
        Timestamp::from_millis(self.now)
    }

    /// Three groups and five skills each.
    fn agent(&mut self, number: u64, status: AgentStatus) -> Result<AgentFacts, InvalidId> {
        let groups: Result<Vec<GroupId>, _> =
            (0..3).map(|_| GroupId::new(self.dice.roll(GROUPS).saturating_add(1))).collect();
        Ok(AgentFacts {
            id: UserId::new(number)?,
            status,
            present: true,
            groups: groups?,
            skills: (0..5).map(|_| SkillId::new(self.dice.roll(SKILLS))).collect(),
            capacity: CAPACITY,
            last_assigned_at: None,
            idle_since: self.tick(),
        })
    }

    fn staff(&mut self, count: u64, status: AgentStatus) -> Result<(), InvalidId> {
        for number in 1..=count {
            let facts = self.agent(number, status)?;
            self.agents.push(facts.clone());
            self.router.put_agent(facts);
        }
        Ok(())
    }

    /// Four of ten need no skill, the others one; with pairs, two of ten need two.
    fn work(&mut self) -> Result<WaitingWork, InvalidId> {
        self.conversations = self.conversations.saturating_add(1);
        let [_, _, unique @ ..] = self.conversations.to_be_bytes();
        let at = self.tick();
        let needed = match self.dice.roll(10) {
            0..4 => 0,
            8.. if self.pairs => 2,
            _ => 1,
        };
        let asked = self.skills_asked;
        Ok(WaitingWork {
            conversation: ConversationId::new(at, unique),
            group: Some(GroupId::new(self.dice.roll(GROUPS).saturating_add(1))?),
            priority: if self.dice.roll(10) == 0 { Priority::High } else { Priority::Normal },
            eligible_at: at,
            again_from: None,
            missed: Vec::new(),
            skills: (0..needed).map(|_| RequiredSkill(SkillId::new(self.dice.roll(asked)))).collect(),
            preferred: None,
        })
    }

    /// Every agent has as much as he may have.
    fn saturate(&mut self) {
        for agent in &self.agents {
            for _ in 0..agent.capacity {
                self.conversations = self.conversations.saturating_add(1);
                let [_, _, unique @ ..] = self.conversations.to_be_bytes();
                let conversation = ConversationId::new(Timestamp::ZERO, unique);
                self.router.hold(conversation, agent.id, Hold::Assigned);
                self.busy.push((conversation, agent.id));
            }
        }
    }

    fn backlog(&mut self, count: u64) -> Result<(), InvalidId> {
        for _ in 0..count {
            let work = self.work()?;
            self.router.put_work(work);
        }
        Ok(())
    }

    /// All that was offered is accepted, and the log tells of it.
    fn accept(&mut self, decisions: &[Decision]) {
        let now = self.tick();
        for decision in decisions {
            for agent in decision.agents() {
                self.router.hold(decision.conversation(), *agent, Hold::Assigned);
                self.router.remove_work(decision.conversation());
                self.busy.push((decision.conversation(), *agent));
                let index = usize::try_from(agent.get().saturating_sub(1)).unwrap_or(usize::MAX);
                if let Some(facts) = self.agents.get_mut(index) {
                    facts.idle_since = now;
                    facts.last_assigned_at = Some(now);
                    self.router.put_agent(facts.clone());
                }
            }
        }
    }

    fn somebody_finishes(&mut self) -> Option<(ConversationId, UserId)> {
        let sides = u64::try_from(self.busy.len()).unwrap_or(u64::MAX);
        let index = usize::try_from(self.dice.roll(sides)).unwrap_or(0);
        (index < self.busy.len()).then(|| self.busy.swap_remove(index))
    }
}

/// What a read of memory that is in no cache costs here and now, in nanoseconds: the floor that all figures stand
/// on, for a decision is little more than a few dozen of them.
fn cold_read_ns() -> u128 {
    const WORDS: u32 = 1 << 24;
    const READS: u32 = 2_000_000;
    let table: Vec<u32> =
        (0..WORDS).map(|at| at.wrapping_mul(0x9e37_79b1).wrapping_add(12_345) % WORDS).collect();
    let since = Instant::now();
    let mut at = 1u32;
    for _ in 0..READS {
        at = usize::try_from(at).ok().and_then(|index| table.get(index)).copied().unwrap_or(0);
    }
    std::hint::black_box(at);
    since.elapsed().as_nanos() / u128::from(READS)
}

/// What was measured.
struct Measured {
    name: &'static str,
    decisions: u64,
    /// Of calls of `decide` that decided something.
    times: Vec<Duration>,
    /// The same, from the news that caused them.
    reactions: Vec<Duration>,
    timed: Duration,
    whole: Duration,
}

impl Measured {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            decisions: 0,
            times: Vec::new(),
            reactions: Vec::new(),
            timed: Duration::ZERO,
            whole: Duration::ZERO,
        }
    }

    /// Feeds the router, lets it decide, and notes how long that took.
    fn decide(&mut self, router: &mut Router, feed: impl FnOnce(&mut Router)) -> Vec<Decision> {
        let start = Instant::now();
        feed(router);
        let fed = Instant::now();
        let decided = router.decide();
        let end = Instant::now();
        self.timed = self.timed.saturating_add(end.duration_since(fed));
        if !decided.is_empty() {
            self.decisions = self.decisions.saturating_add(u64::try_from(decided.len()).unwrap_or(u64::MAX));
            self.times.push(end.duration_since(fed));
            self.reactions.push(end.duration_since(start));
        }
        decided
    }

    fn percentile_of_decide(&self, of_1000: usize) -> u128 {
        Self::percentile(&self.times, of_1000)
    }

    fn percentile(times: &[Duration], of_1000: usize) -> u128 {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let at = sorted.len().saturating_sub(1).saturating_mul(of_1000) / 1_000;
        sorted.get(at).map_or(0, Duration::as_nanos)
    }

    fn per_second(&self, time: Duration) -> u128 {
        u128::from(self.decisions).saturating_mul(1_000_000_000) / time.as_nanos().max(1)
    }

    fn json(&self) -> String {
        format!(
            "  \"{}\": {{\"decisions\": {}, \"decisions_per_second\": {}, \"cycle_per_second\": {}, \
             \"p50_ns\": {}, \"p99_ns\": {}, \"reaction_p50_ns\": {}, \"reaction_p99_ns\": {}, \"total_ms\": {}}}",
            self.name,
            self.decisions,
            self.per_second(self.timed),
            self.per_second(self.whole),
            Self::percentile(&self.times, 500),
            Self::percentile(&self.times, 990),
            Self::percentile(&self.reactions, 500),
            Self::percentile(&self.reactions, 990),
            self.whole.as_millis(),
        )
    }
}

/// All busy, a long queue: each freed agent gets the oldest work that he can serve.
fn saturated(
    name: &'static str,
    mode: Mode,
    agents: u64,
    waiting: u64,
    pairs: bool,
) -> Result<Measured, InvalidId> {
    let mut site = Site { pairs, ..Site::new(Policy { mode, ..Policy::default() }) };
    site.staff(agents, AgentStatus::Online)?;
    site.saturate();
    site.backlog(waiting)?;
    let decided = site.router.decide();
    site.accept(&decided);
    let mut measured = Measured::new(name);
    let whole = Instant::now();
    for _ in 0..ROUNDS.min(waiting) {
        let Some((conversation, agent)) = site.somebody_finishes() else { break };
        let decided = measured.decide(&mut site.router, |router| router.release(conversation, agent));
        site.accept(&decided);
        site.backlog(1)?;
    }
    measured.whole = whole.elapsed();
    Ok(measured)
}

/// Half of the agents have nothing to do: new work goes out at once, while a backlog waits for skills that only
/// busy agents have.
fn half_idle(name: &'static str) -> Result<Measured, InvalidId> {
    let mut site = Site::new(Policy::default());
    site.staff(10_000, AgentStatus::Online)?;
    for facts in &mut site.agents {
        if facts.id.get() % 2 == 0 {
            facts.skills = facts.skills.iter().map(|skill| SkillId::new(skill.get() % 25)).collect();
            site.router.put_agent(facts.clone());
        }
    }
    site.saturate();
    let (idle, busy) =
        std::mem::take(&mut site.busy).into_iter().partition(|(_, agent)| agent.get() % 2 == 0);
    // None of these is done in this scenario.
    let _: Vec<(ConversationId, UserId)> = busy;
    let idle: Vec<(ConversationId, UserId)> = idle;
    for (conversation, agent) in idle {
        site.router.release(conversation, agent);
    }
    site.backlog(200_000)?;
    loop {
        let decided = site.router.decide();
        if decided.is_empty() {
            break;
        }
        // Declined for good: it is not about this work.
        for decision in &decided {
            site.router.remove_work(decision.conversation());
            for agent in decision.agents() {
                site.router.release(decision.conversation(), *agent);
            }
        }
    }
    site.skills_asked = 25;
    site.router.decide();
    let mut measured = Measured::new(name);
    let whole = Instant::now();
    for _ in 0..ROUNDS {
        let work = site.work()?;
        let decided = measured.decide(&mut site.router, |router| router.put_work(work));
        site.accept(&decided);
        // He has room for more, and nothing waits that he could do.
        site.router.decide();
        if let Some((conversation, agent)) = site.busy.pop() {
            site.router.release(conversation, agent);
        }
    }
    measured.whole = whole.elapsed();
    Ok(measured)
}

/// Five thousand agents sign in to a backlog between two decisions.
fn storm(name: &'static str, one_by_one: bool) -> Result<Measured, InvalidId> {
    let mut site = Site::new(Policy::default());
    site.staff(10_000, AgentStatus::Offline)?;
    site.backlog(100_000)?;
    site.router.decide();
    let mut arriving: Vec<AgentFacts> = site.agents.iter().take(5_000).cloned().collect();
    arriving.iter_mut().for_each(|facts| facts.status = AgentStatus::Online);
    let mut measured = Measured::new(name);
    let whole = Instant::now();
    if one_by_one {
        for facts in arriving {
            measured.decide(&mut site.router, |router| router.put_agent(facts));
        }
    } else {
        measured.decide(&mut site.router, |router| {
            arriving.into_iter().for_each(|facts| router.put_agent(facts))
        });
    }
    measured.whole = whole.elapsed();
    Ok(measured)
}

/// A hundred thousand pieces of work drop a skill in the same second, and each time the router is asked. Answers
/// with the milliseconds that it takes.
fn skill_timeouts() -> Result<u128, InvalidId> {
    let mut site = Site::new(Policy::default());
    site.staff(10_000, AgentStatus::Online)?;
    site.saturate();
    site.backlog(100_000)?;
    site.router.decide();
    let waiting: Vec<WaitingWork> = site.router.waiting().cloned().collect();
    let since = Instant::now();
    for mut work in waiting {
        work.skills.pop();
        site.router.put_work(work);
        std::hint::black_box(site.router.decide());
    }
    Ok(since.elapsed().as_millis())
}

type Scenario = (&'static str, fn(&'static str) -> Result<Measured, InvalidId>);

const SCENARIOS: [Scenario; 10] = [
    ("saturated_10k_x_100k", |name| saturated(name, Mode::Offer, 10_000, 100_000, false)),
    ("auto_accept_10k_x_100k", |name| saturated(name, Mode::AutoAccept, 10_000, 100_000, false)),
    ("saturated_1k_x_10k", |name| saturated(name, Mode::Offer, 1_000, 10_000, false)),
    ("saturated_10k_x_1m", |name| saturated(name, Mode::Offer, 10_000, 1_000_000, false)),
    ("pairs_10k_x_100k", |name| saturated(name, Mode::Offer, 10_000, 100_000, true)),
    ("pairs_1k_x_10k", |name| saturated(name, Mode::Offer, 1_000, 10_000, true)),
    ("pairs_10k_x_1m", |name| saturated(name, Mode::Offer, 10_000, 1_000_000, true)),
    ("half_idle_10k", half_idle),
    ("sign_in_storm_5k_at_once", |name| storm(name, false)),
    ("sign_in_storm_5k_one_by_one", |name| storm(name, true)),
];

/// The p50 of the large site in percent of the small one's.
fn growth(all: &[Measured], large: &str, small: &str) -> u128 {
    let p50 = |name| {
        all.iter().find(|measured| measured.name == name).map_or(0, |site| site.percentile_of_decide(500))
    };
    p50(large).saturating_mul(100) / p50(small).max(1)
}

/// An argument names the scenarios to run by a part of their name; without one, all are.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let run = SCENARIOS
        .into_iter()
        .filter(|(name, _)| name.contains(&wanted))
        .map(|(name, scenario)| scenario(name));
    let all = run.collect::<Result<Vec<Measured>, _>>()?;
    let mut lines: Vec<String> = all.iter().map(Measured::json).collect();
    if wanted.is_empty() {
        let [plain, pairs] = [
            growth(&all, "saturated_10k_x_1m", "saturated_1k_x_10k"),
            growth(&all, "pairs_10k_x_1m", "pairs_1k_x_10k"),
        ];
        lines.push(format!("  \"p50_growth_percent\": {{\"saturated\": {plain}, \"pairs\": {pairs}}}"));
        lines.push(format!("  \"skill_timeouts_100k_ms\": {}", skill_timeouts()?));
    }
    lines.push(format!("  \"cold_read_ns\": {}", cold_read_ns()));
    writeln!(std::io::stdout(), "{{\n{}\n}}", lines.join(",\n"))?;
    Ok(())
}
