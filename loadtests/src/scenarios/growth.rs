//! What a message costs when more and more conversations are stored (P8).
//!
//! Conversations are made through the public interface only, as visitors make them: a session by HTTP, a socket, one
//! message. That is slower than any import, and measures the same stores and indexes that real use fills.

use super::steady;
use crate::bench::{Bench, Cost};
use crate::findings::{Bound, Curve};
use crate::number::{count, float, ratio};
use crate::pair::Pair;
use crate::statistics::Latencies;
use crate::visitor::{self, Answer, Place, Visitor};
use anyhow::{Result, bail};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// How many conversations are stored when the cost is measured; growing.
    pub(crate) sizes: Vec<NonZeroU32>,
    /// Visitors that make conversations at a time.
    pub(crate) making: NonZeroU16,
    pub(crate) pairs: NonZeroU16,
    pub(crate) in_flight: NonZeroU8,
    /// Messages a second while measuring, so that every size gets the same work.
    pub(crate) rate: u32,
    pub(crate) seconds: NonZeroU16,
}

/// P8.
const GROWTH: f64 = 1.2;

struct Measured {
    size: u64,
    cost: Cost,
    latencies: Latencies,
}

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let pairs = usize::from(parameters.pairs.get());
    let staff = bench.staff(pairs).await?;
    let mut ready = Vec::with_capacity(pairs);
    for (number, login) in staff.iter().enumerate() {
        ready.push(Pair::new(&bench.place, login, number).await?);
    }
    let _progress = bench.progress("growth");
    let talk = steady::Parameters {
        pairs: parameters.pairs,
        in_flight: parameters.in_flight,
        rate: parameters.rate,
        message_bytes: 100,
        warm_up_seconds: 2,
        seconds: parameters.seconds,
    };
    let every = steady::pause(parameters.rate, pairs);
    let mut stored = count(pairs);
    let mut measured = Vec::new();
    for size in &parameters.sizes {
        let size = u64::from(size.get());
        bench.meter.restart();
        let stretch = bench.begin();
        make(&bench.place, bench, size.saturating_sub(stored), usize::from(parameters.making.get())).await?;
        let making = bench.end(stretch);
        bench.findings.figure(format!("conversations made a second up to {size}"), making.rate, "1/s");
        stored = stored.max(size);
        let (back, account, cost) = steady::measure(bench, &talk, every, ready).await?;
        ready = back;
        steady::assert_account(bench, account);
        measured.push(Measured { size, cost, latencies: bench.meter.latencies() });
        if let Some(usage) = bench.server.usage() {
            let megabytes = float(usage.resident_bytes) / 1_048_576.0;
            bench.findings.figure(format!("server memory at {size}"), megabytes, "MB");
        }
    }
    report(bench, &measured);
    Ok(())
}

async fn make(place: &Place, bench: &Bench, conversations: u64, at_a_time: usize) -> Result<()> {
    let one = |number: u64| async move {
        let mut visitor = Visitor::new(place).await?;
        if let Answer::Refused(error) = visitor.ask(visitor::text(format!("Hello from {number}"))).await? {
            bail!("a conversation was refused: {error:?}");
        }
        bench.meter.add(1);
        visitor.socket.leave().await;
        Ok(())
    };
    stream::iter(0..conversations).map(one).buffer_unordered(at_a_time).try_collect().await
}

fn report(bench: &mut Bench, measured: &[Measured]) {
    let findings = &mut bench.findings;
    for Measured { size, cost, latencies } in measured {
        if let Some(cpu_us) = cost.cpu_us {
            findings.figure(format!("server CPU a message at {size}"), cpu_us, "µs");
        }
        findings.distribution(&format!("visitor's send to agent's frame at {size}"), latencies);
    }
    let curve = |title: &str, up, value: &dyn Fn(&Measured) -> f64| Curve {
        title: title.to_owned(),
        across: "stored conversations",
        up,
        points: measured.iter().map(|one| (float(one.size), value(one))).collect(),
    };
    let cpu = |one: &Measured| one.cost.cpu_us.unwrap_or(0.0);
    let p50 = |one: &Measured| float(one.latencies.at(0.5)) / 1_000.0;
    let curves = [curve("Server CPU a message", "µs", &cpu), curve("p50 to the agent's frame", "ms", &p50)];
    findings.curves.extend(curves);
    if let [first, .., last] = measured {
        let grown = format!("server CPU a message at {} over that at {}", last.size, first.size);
        findings.verdict("P8", &grown, ratio(cpu(last), cpu(first)), Bound::AtMost(GROWTH), "");
        let slower = format!("p50 at {} over that at {}", last.size, first.size);
        findings.verdict("P8", &slower, ratio(p50(last), p50(first)), Bound::AtMost(GROWTH), "");
        findings.verdict("P8", "stored conversations", float(last.size), Bound::AtLeast(1e6), "");
    }
}
