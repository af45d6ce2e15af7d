//! The agents: each reads what arrives for their people, and replies now and then.

use super::{Parameters, Times};
use crate::agent::Agent;
use crate::clock::unix_millis;
use crate::glance;
use crate::ids;
use crate::meter::Meter;
use crate::number::{count, float, ratio};
use crate::pace;
use crate::socket::Event;
use anyhow::{Result, bail};
use frontdesk_web::wire::agent::{ClientFrame, Command};
use futures_util::future::try_join_all;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long the last messages may be under way after the sending has ended.
const LAST_WITHIN: Duration = Duration::from_secs(30);
/// Between two looks whether everything has arrived.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What the agents got and wrote.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) messages: u64,
    /// Messages that were not the next one of their sender.
    pub(super) out_of_order: u64,
    pub(super) refused: u64,
    /// Replies to each person.
    pub(super) replied: BTreeMap<usize, u64>,
}

impl Seen {
    pub(super) fn replies(&self) -> u64 {
        self.replied.values().sum()
    }
}

/// All agents at work.
pub(super) struct Desks {
    working: Vec<JoinHandle<Result<Seen>>>,
    messages: Arc<AtomicU64>,
    over: watch::Sender<bool>,
}

struct Desk {
    agent: Agent,
    /// Number and conversation.
    serves: Vec<(usize, String)>,
    next: BTreeMap<u64, u64>,
    seen: Seen,
    /// Replies that the server has not answered yet.
    unanswered: u64,
    all: Arc<AtomicU64>,
    times: Times,
    meter: Arc<Meter>,
    place: usize,
}

pub(super) fn work(
    desks: Vec<(Agent, Vec<(usize, String)>)>,
    parameters: &Parameters,
    times: Times,
    meter: &Arc<Meter>,
) -> Desks {
    let (over, _) = watch::channel(false);
    let messages = Arc::new(AtomicU64::new(0));
    let each = ratio(float(count(desks.len())), f64::from(parameters.replies));
    let every = (parameters.replies > 0).then(|| Duration::from_secs_f64(each));
    let working = desks.into_iter().enumerate().map(|(place, (agent, serves))| {
        let (all, meter) = (Arc::clone(&messages), Arc::clone(meter));
        let (next, seen) = (BTreeMap::new(), Seen::default());
        let desk = Desk { agent, serves, next, seen, unanswered: 0, all, times, meter, place };
        tokio::spawn(desk.run(every, over.subscribe()))
    });
    Desks { working: working.collect(), messages, over }
}

impl Desks {
    /// Waits until so many messages are on screens, or it is too late for them.
    ///
    /// # Errors
    /// When a line was cut.
    pub(super) async fn leave(self, messages: u64) -> Result<Seen> {
        pace::find(LOOK_EVERY, LAST_WITHIN, async || {
            Ok((self.messages.load(Ordering::Relaxed) >= messages).then_some(()))
        })
        .await?;
        self.over.send_replace(true);
        let mut all = Seen::default();
        for one in try_join_all(self.working).await? {
            let Seen { messages, out_of_order, refused, replied } = one?;
            all.messages = all.messages.saturating_add(messages);
            all.out_of_order = all.out_of_order.saturating_add(out_of_order);
            all.refused = all.refused.saturating_add(refused);
            all.replied.extend(replied);
        }
        Ok(all)
    }
}

impl Desk {
    async fn run(mut self, every: Option<Duration>, mut over: watch::Receiver<bool>) -> Result<Seen> {
        let mut due = every.map(|every| self.times.began + every.mul_f64(self.spread()));
        let (mut turn, mut leaves) = (0_usize, None);
        // Whoever leaves while a reply is under way does not know whether it was taken.
        while leaves.is_none_or(|by| self.unanswered > 0 && Instant::now() < by) {
            let replies = due.filter(|due| leaves.is_none() && *due < self.times.until);
            let wake = leaves.or(replies).unwrap_or_else(|| Instant::now() + LAST_WITHIN);
            let heard = async {
                tokio::select! {
                    biased;
                    _ = over.changed(), if leaves.is_none() => Ok(None),
                    event = self.agent.socket.next() => event.map(Some),
                }
            };
            match tokio::time::timeout_at(wake.into(), heard).await {
                Ok(heard) => match heard? {
                    Some(event) => self.got(event)?,
                    None => leaves = Some(Instant::now() + LAST_WITHIN),
                },
                Err(_) if replies.is_some() => {
                    self.reply(turn).await?;
                    turn = turn.wrapping_add(1);
                    due = due.zip(every).map(|(due, every)| due + every);
                }
                // Nothing is due any more, or the last reply was not answered in time.
                Err(_) => {}
            }
        }
        Ok(self.seen)
    }

    /// Where in an interval this agent begins; 0 to 1.
    fn spread(&self) -> f64 {
        (float(count(self.place)) * 0.618_033_988_749_894_9).fract()
    }

    fn got(&mut self, event: Event) -> Result<()> {
        let Event::Text(text) = event else { bail!("the server closed an agent's socket: {event:?}") };
        for mark in glance::marks(&text) {
            let mark = mark?;
            let next = self.next.entry(mark.sender).or_default();
            if mark.number == *next {
                self.seen.messages = self.seen.messages.saturating_add(1);
                self.all.fetch_add(1, Ordering::Relaxed);
            } else {
                self.seen.out_of_order = self.seen.out_of_order.saturating_add(1);
                self.meter.fail("a message is lost, twice or out of order");
            }
            *next = mark.number.saturating_add(1).max(*next);
            let due = self.times.began + Duration::from_micros(mark.due_us);
            if due >= self.times.measured_from {
                self.meter.record(self.place, mark.age(self.times.began));
            }
        }
        match glance::kind(&text) {
            "done" => self.unanswered = self.unanswered.saturating_sub(1),
            "refused" => {
                self.unanswered = self.unanswered.saturating_sub(1);
                self.seen.refused = self.seen.refused.saturating_add(1);
                self.meter.fail(&format!("refused: {text}"));
            }
            _ => {}
        }
        Ok(())
    }

    async fn reply(&mut self, turn: usize) -> Result<()> {
        let place = turn.checked_rem(self.serves.len()).unwrap_or(0);
        let Some((number, conversation)) = self.serves.get(place) else { return Ok(()) };
        let replied = self.seen.replied.entry(*number).or_default();
        let text = Some(format!("reply {replied} {}", unix_millis()));
        *replied = replied.saturating_add(1);
        self.unanswered = self.unanswered.saturating_add(1);
        let conversation = ids::parse(conversation)?;
        let command = Command::Reply {
            conversation,
            text,
            files: Vec::new(),
            submit_as: None,
            changes: None,
            in_widget: false,
        };
        self.agent.socket.send(&ClientFrame::Command { id: ids::parse(&ids::draw())?, command }).await
    }
}
