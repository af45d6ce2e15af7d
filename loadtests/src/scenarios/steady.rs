//! Visitors write to the agents who have their conversations: throughput (P1) or latency at an even rate (P2).

use crate::bench::{Bench, Cost};
use crate::findings::Bound;
use crate::floors::{ECHO, SYNC};
use crate::number::{count, float, ratio};
use crate::pair::{Account, Pair, Talk};
use anyhow::Result;
use futures_util::future::try_join_all;
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU16};
use std::time::{Duration, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// Visitors, each with an agent of their own.
    pub(crate) pairs: NonZeroU16,
    /// Messages of one visitor that are under way at a time; the server takes 32 at most.
    pub(crate) in_flight: NonZeroU8,
    /// Messages a second of all visitors together, at even intervals; 0: the next when one has arrived.
    pub(crate) rate: u32,
    /// Bytes of a message's text.
    pub(crate) message_bytes: u16,
    pub(crate) warm_up_seconds: u16,
    pub(crate) seconds: NonZeroU16,
}

/// What P1 allows, in milliseconds.
const P1_P99_MS: f64 = 10.0;
/// What socket.io with PostgreSQL needs at 1,000 messages a second (p99, in milliseconds).
const PEER_P99_MS: f64 = 1.55;

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let pairs = usize::from(parameters.pairs.get());
    let staff = bench.staff(pairs).await?;
    let mut ready = Vec::with_capacity(pairs);
    for (number, login) in staff.iter().enumerate() {
        ready.push(Pair::new(&bench.place, login, number).await?);
    }
    let _progress = bench.progress("steady");
    let every = pause(parameters.rate, pairs);
    let (_, account, cost) = measure(bench, parameters, every, ready).await?;
    report(bench, parameters, account, cost);
    Ok(())
}

/// Between two messages of one visitor.
pub(super) fn pause(rate: u32, pairs: usize) -> Option<Duration> {
    (rate > 0).then(|| Duration::from_secs_f64(ratio(float(count(pairs)), f64::from(rate))))
}

/// Lets the pairs talk; gives them back, with what became of all messages and what the measured stretch cost.
pub(super) async fn measure(
    bench: &Bench,
    parameters: &Parameters,
    every: Option<Duration>,
    mut pairs: Vec<Pair>,
) -> Result<(Vec<Pair>, Account, Cost)> {
    let mut total = Account::default();
    let mut cost = None;
    let stretches = [(parameters.warm_up_seconds, false), (parameters.seconds.get(), true)];
    for (seconds, measured) in stretches.into_iter().filter(|(seconds, _)| *seconds > 0) {
        bench.meter.restart();
        let began = Instant::now();
        let talk = Talk {
            in_flight: u64::from(parameters.in_flight.get()),
            every,
            message_bytes: usize::from(parameters.message_bytes),
            began,
            until: began + Duration::from_secs(u64::from(seconds)),
        };
        let stretch = bench.begin();
        let talking = pairs.into_iter().map(|pair| tokio::spawn(pair.talk(talk, bench.meter.clone())));
        let talked = try_join_all(talking).await?;
        cost = measured.then(|| bench.end(stretch));
        pairs = Vec::with_capacity(talked.len());
        for one in talked {
            let (pair, account) = one?;
            total.add(account);
            pairs.push(pair);
        }
    }
    let cost = cost.unwrap_or_else(|| bench.end(bench.begin()));
    Ok((pairs, total, cost))
}

/// What must be true of every message.
pub(super) fn assert_account(bench: &mut Bench, account: Account) {
    let Account { sent, acknowledged, seen, out_of_order, refused } = account;
    let findings = &mut bench.findings;
    findings.assert(
        "every message is acknowledged",
        acknowledged == sent,
        format!("{acknowledged} of {sent}"),
    );
    findings.assert("every message is on the agent's screen", seen == sent, format!("{seen} of {sent}"));
    findings.assert_none("messages lost, twice or out of order", out_of_order);
    findings.assert_none("messages refused", refused);
}

fn report(bench: &mut Bench, parameters: &Parameters, account: Account, cost: Cost) {
    assert_account(bench, account);
    let latencies = bench.meter.latencies();
    let (p50, p99) = (float(latencies.at(0.5)) / 1_000.0, float(latencies.at(0.99)) / 1_000.0);
    let findings = &mut bench.findings;
    findings.distribution("visitor's send to agent's frame", &latencies);
    findings.figure("throughput", cost.rate, "messages/s");
    if let Some(cpu_us) = cost.cpu_us {
        findings.figure("server CPU a message", cpu_us, "µs");
    }
    if parameters.rate == 0 {
        findings.verdict("P1", "end-to-end throughput", cost.rate, Bound::AtLeast(40_000.0), "messages/s");
        findings.verdict("P1", "p99 to the agent's frame", p99, Bound::AtMost(P1_P99_MS), "ms");
        bench.cpu_verdict("P1", cost, 25.0);
    } else {
        let floor =
            findings.floor_of(&format!("{SYNC}_before")) + findings.floor_of(&format!("{ECHO}_before"));
        findings.figure("p50 over (round trip + fdatasync)", ratio(p50, floor), "");
        findings.verdict("P2", "p50 to the agent's frame", p50, Bound::AtMost(2.5 * floor), "ms");
        findings.verdict("P2", "p99 to the agent's frame", p99, Bound::AtMost(0.5 * PEER_P99_MS), "ms");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_rate_is_shared_by_all_visitors() {
        assert_eq!(pause(1_000, 100), Some(Duration::from_millis(100)));
        assert_eq!(pause(0, 100), None);
    }
}
