//! One conversation that many sockets watch: deliveries a second, their cost, and what stalled readers do to the
//! others (P11).

use crate::agent::Agent;
use crate::bench::{Bench, Cost};
use crate::findings::Bound;
use crate::floors;
use crate::glance::{self, Mark};
use crate::ids;
use crate::meter::Meter;
use crate::number::{count, float, micros, ratio};
use crate::socket::Event;
use crate::statistics::Latencies;
use crate::visitor::{self, Visitor};
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::widget::Say;
use serde::Deserialize;
use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    pub(crate) watchers: NonZeroU16,
    /// Agents that the watching sockets belong to.
    pub(crate) agents: NonZeroU16,
    /// Messages that are under way to the watchers at a time.
    pub(crate) in_flight: NonZeroU16,
    pub(crate) message_bytes: u16,
    /// Watchers of a hundred that stop reading in the second half.
    pub(crate) stalled_percent: u16,
    /// Of each half.
    pub(crate) seconds: NonZeroU32,
}

/// Rounds of the raw write loop that is the floor.
const RAW_ROUNDS: usize = 200;
/// How long the last deliveries of a half may be under way.
const LAST_WITHIN: Duration = Duration::from_secs(30);
/// Bytes that the kernel keeps for a reader that may stall; the rest waits at the server.
const STALLED_BUFFER: u32 = 8 << 10;

/// What the watchers share.
struct Shared {
    began: Instant,
    meter: Arc<Meter>,
    /// One for each delivery to a healthy reader.
    delivered: Semaphore,
    stalling: AtomicBool,
    out_of_order: AtomicU64,
    frame_bytes: AtomicU64,
}

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let watchers = usize::from(parameters.watchers.get());
    let staff = bench.staff(usize::from(parameters.agents.get()).saturating_add(1)).await?;
    let (owner, staff) = staff.split_first().context("no agents")?;
    let mut visitor = Visitor::new(&bench.place).await?;
    let conversation = visitor.ask_for_a_person().await?;
    let mut owner = Agent::open(&bench.place, owner, None).await?;
    // Work that is somebody's is in nobody else's lists: what the watchers get is this conversation alone.
    owner.take(&conversation).await?;
    let stalled = watchers.saturating_mul(usize::from(parameters.stalled_percent)) / 100;
    let shared = Arc::new(Shared {
        began: Instant::now(),
        meter: Arc::clone(&bench.meter),
        delivered: Semaphore::new(0),
        stalling: AtomicBool::new(false),
        out_of_order: AtomicU64::new(0),
        frame_bytes: AtomicU64::new(0),
    });
    let mut watching: Vec<JoinHandle<Result<()>>> = Vec::with_capacity(watchers);
    for number in 0..watchers {
        let login = staff.get(number % staff.len().max(1)).context("no agents")?;
        let stalls = number < stalled;
        let receive_buffer = stalls.then_some(STALLED_BUFFER);
        let mut agent = Agent::open(&bench.place, login, receive_buffer).await?;
        agent.watch(&conversation, 0).await?;
        watching.push(tokio::spawn(watch(number, agent, stalls, Arc::clone(&shared))));
    }
    let _progress = bench.progress("fan_out");
    let idle = tokio::spawn(async move { while owner.next().await.is_ok() {} });
    let half = Half { parameters, watchers, healthy: watchers.saturating_sub(stalled), next: 0 };
    let (half, cost, all) = half.run(bench, &shared, &mut visitor).await?;
    shared.stalling.store(true, Ordering::Release);
    let (_, stalled_cost, others) =
        Half { watchers: half.healthy, ..half }.run(bench, &shared, &mut visitor).await?;
    idle.abort();
    let failed = lost(watching, stalled);
    let bytes = usize::try_from(shared.frame_bytes.load(Ordering::Relaxed))?;
    let raw = floors::raw_writes(watchers, bytes.max(1), RAW_ROUNDS).await?;
    report(bench, &[(cost, all), (stalled_cost, others)], raw, stalled);
    let out_of_order = shared.out_of_order.load(Ordering::Relaxed);
    bench.findings.assert_none("healthy watchers whose socket was closed", failed);
    bench.findings.assert_none("deliveries lost, twice or out of order", out_of_order);
    Ok(())
}

/// One half of the run: everybody reads, or some do not.
#[derive(Clone, Copy)]
struct Half<'a> {
    parameters: &'a Parameters,
    /// Those who read now.
    watchers: usize,
    /// Those who read in both halves.
    healthy: usize,
    /// The next message's number.
    next: u64,
}

impl Half<'_> {
    async fn run(
        mut self,
        bench: &Bench,
        shared: &Shared,
        visitor: &mut Visitor,
    ) -> Result<(Self, Cost, Latencies)> {
        let each = u32::try_from(self.watchers)?;
        shared.delivered.forget_permits(usize::MAX >> 4);
        shared
            .delivered
            .add_permits(self.watchers.saturating_mul(usize::from(self.parameters.in_flight.get())));
        bench.meter.restart();
        let stretch = bench.begin();
        let until = Instant::now() + Duration::from_secs(u64::from(self.parameters.seconds.get()));
        // Being out of time ends the half and is no failure.
        if let Ok(ended) = tokio::time::timeout_at(until.into(), self.say_on(shared, visitor, each)).await {
            ended?;
        }
        let cost = bench.end(stretch);
        self.arrive(shared, visitor).await?;
        Ok((self, cost, bench.meter.latencies()))
    }

    /// A message each time that the one so many before it has arrived everywhere; ends by an error or by being dropped.
    async fn say_on(&mut self, shared: &Shared, visitor: &mut Visitor, each: u32) -> Result<()> {
        loop {
            tokio::select! {
                room = shared.delivered.acquire_many(each) => {
                    room?.forget();
                    let due_us = micros(shared.began.elapsed());
                    let mark = Mark { sender: 0, number: self.next, due_us };
                    let say = Say::Text { text: mark.write(usize::from(self.parameters.message_bytes))? };
                    // Counted before it goes out: whoever stops this halfway must not use the number again.
                    self.next = self.next.saturating_add(1);
                    visitor.socket.send(&visitor::send(&ids::draw(), say)?).await?;
                }
                event = visitor.socket.next() => match event? {
                    Event::Text(text) if glance::kind(&text) == "refused" => bail!("a message was refused: {text}"),
                    Event::Text(_) => {}
                    Event::Closed(code) => bail!("the visitor's socket was closed ({code:?})"),
                },
            }
        }
    }

    /// Returns once everything that is under way has arrived, so that the next half begins with nothing of this one;
    /// what does not come in time is counted as lost.
    async fn arrive(&self, shared: &Shared, visitor: &mut Visitor) -> Result<()> {
        let all = self.watchers.saturating_mul(usize::from(self.parameters.in_flight.get()));
        let everything = u32::try_from(all)?;
        let arriving = async {
            let arrived = shared.delivered.acquire_many(everything);
            tokio::pin!(arrived);
            loop {
                tokio::select! {
                    // Counted, not taken: the next half gives them out anew.
                    arrived = &mut arrived => break arrived.map(drop).map_err(anyhow::Error::from),
                    // The visitor's own frames are read, as a browser would.
                    event = visitor.socket.next() => if let Event::Closed(code) = event? {
                        bail!("the visitor's socket was closed ({code:?})")
                    },
                }
            }
        };
        if let Ok(arrived) = tokio::time::timeout(LAST_WITHIN, arriving).await {
            return arrived;
        }
        let lost = all.saturating_sub(shared.delivered.available_permits());
        shared.out_of_order.fetch_add(count(lost), Ordering::Relaxed);
        Ok(())
    }
}

/// Reads until the line is cut; one that stalls stops when it is time, and keeps the line.
async fn watch(number: usize, mut agent: Agent, stalls: bool, shared: Arc<Shared>) -> Result<()> {
    let mut next = 0;
    loop {
        let text = agent.socket.text().await?;
        if stalls && shared.stalling.load(Ordering::Acquire) {
            std::future::pending::<()>().await;
        }
        for mark in glance::marks(&text) {
            let mark = mark?;
            if mark.number != next {
                shared.out_of_order.fetch_add(1, Ordering::Relaxed);
            }
            next = mark.number.saturating_add(1).max(next);
            shared.meter.record(number, mark.age(shared.began));
            shared.delivered.add_permits(1);
            shared.frame_bytes.store(count(text.len()), Ordering::Relaxed);
        }
    }
}

/// How many of the healthy ones have ended.
fn lost(watching: Vec<JoinHandle<Result<()>>>, stalled: usize) -> u64 {
    let ended = watching.iter().skip(stalled).filter(|watcher| watcher.is_finished()).count();
    watching.iter().for_each(JoinHandle::abort);
    count(ended)
}

fn report(bench: &mut Bench, halves: &[(Cost, Latencies); 2], raw: Duration, stalled: usize) {
    let [(cost, all), (stalled_cost, others)] = halves;
    let raw_us = raw.as_secs_f64() * 1e6;
    let findings = &mut bench.findings;
    findings.floor("CPU of a raw write to one socket", raw_us, "µs");
    findings.figure("deliveries a second", cost.rate, "1/s");
    findings.figure("deliveries a second while some stall", stalled_cost.rate, "1/s");
    findings.figure("stalled readers", float(count(stalled)), "");
    findings.distribution("visitor's send to a watcher's frame", all);
    findings.distribution("the same while some stall", others);
    findings.verdict("P11", "deliveries", cost.rate, Bound::AtLeast(150_000.0), "1/s");
    if let Some(cpu_us) = cost.cpu_us {
        findings.figure("server CPU a delivery", cpu_us, "µs");
        findings.verdict(
            "P11",
            "CPU a delivery over that of a raw write",
            ratio(cpu_us, raw_us),
            Bound::AtMost(1.3),
            "",
        );
    }
    if stalled > 0 {
        let slower = ratio(float(others.at(0.99)), float(all.at(0.99)));
        findings.verdict("P11", "p99 of the others while some stall", slower, Bound::AtMost(1.5), "times");
    }
}
