//! Kills the server at random moments under load, starts it again, and looks whether everything that was acknowledged
//! is there, once and in order (D1, and the half of E1 that needs no provider).

mod ledger;
mod writer;

pub(super) use writer::history;

use crate::bench::Bench;
use crate::findings::Bound;
use crate::number::{count, float};
use crate::pace;
use crate::statistics::Latencies;
use anyhow::{Result, ensure};
use ledger::Ledger;
use rand::RngExt;
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use writer::Writer;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    pub(crate) cycles: NonZeroU32,
    pub(crate) visitors: NonZeroU16,
    /// Messages of one visitor under way at a time.
    pub(crate) in_flight: NonZeroU8,
    /// Tasks that open visitors' sessions by HTTP meanwhile.
    pub(crate) openers: u8,
    /// The server is killed so long after everybody is back, at random between these.
    pub(crate) least_ms: u64,
    pub(crate) most_ms: u64,
}

/// Sessions that are looked up in the end; the newest are the ones in danger.
const SESSIONS: usize = 200;
/// D1, with a journal of 1 GB.
const READY_MS: f64 = 500.0;

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    ensure!(parameters.least_ms < parameters.most_ms, "least_ms must be below most_ms");
    let mut writers = Vec::new();
    for number in 0..usize::from(parameters.visitors.get()) {
        writers.push(Writer::new(&bench.place, number, usize::from(parameters.in_flight.get())).await?);
    }
    let _progress = bench.progress("crash");
    bench.meter.restart();
    let (mut ready, mut tokens) = (Latencies::default(), Vec::new());
    for _ in 0..parameters.cycles.get() {
        let wait = rand::rng().random_range(parameters.least_ms..parameters.most_ms);
        let ending = Arc::new(AtomicBool::new(false));
        let writing: Vec<_> = writers
            .into_iter()
            .map(|writer| tokio::spawn(writer.write(bench.meter.clone(), Arc::clone(&ending))))
            .collect();
        let opening: Vec<_> =
            (0..parameters.openers).map(|_| tokio::spawn(open_sessions(bench.place.clone()))).collect();
        pace::spend(Duration::from_millis(wait)).await;
        ending.store(true, Ordering::Release);
        bench.server.kill().await?;
        writers = Vec::with_capacity(writing.len());
        for writer in writing {
            writers.push(writer.await?);
        }
        for opened in opening {
            tokens.extend(opened.await?);
        }
        ready.record(bench.server.start().await?);
        for writer in &mut writers {
            writer.come_back(&bench.place).await?;
        }
    }
    let mut ledger = Ledger::default();
    for writer in writers {
        ledger.add(&writer.check(&bench.place).await?);
    }
    let missing = missing_sessions(bench, &tokens).await;
    report(bench, parameters, &ledger, &ready, (count(tokens.len()), missing));
    Ok(())
}

/// Opens sessions until the server is gone, and gives the tokens that it acknowledged.
async fn open_sessions(place: crate::visitor::Place) -> Vec<String> {
    let mut tokens = Vec::new();
    while let Ok(token) = place.rest.open_visitor(&place.integration).await {
        tokens.push(token);
    }
    tokens
}

/// How many of the newest sessions nobody knows any more.
async fn missing_sessions(bench: &Bench, tokens: &[String]) -> u64 {
    let mut missing: u64 = 0;
    for token in tokens.iter().rev().take(SESSIONS) {
        let standing = crate::visitor::Standing { token: token.clone(), conversation: None, has: None };
        match crate::visitor::Visitor::resume(&bench.place, standing).await {
            Ok((visitor, _)) => visitor.socket.leave().await,
            Err(error) => {
                bench.meter.fail(&format!("an acknowledged session is not there: {error:#}"));
                missing = missing.saturating_add(1);
            }
        }
    }
    missing
}

fn report(
    bench: &mut Bench,
    parameters: &Parameters,
    ledger: &Ledger,
    ready: &Latencies,
    (sessions, missing): (u64, u64),
) {
    let latencies = bench.meter.latencies();
    let findings = &mut bench.findings;
    findings.figure("cycles", f64::from(parameters.cycles.get()), "");
    findings.figure("messages acknowledged", float(ledger.acknowledged), "");
    findings.figure("messages in the histories", float(ledger.stored), "");
    findings.figure("sessions acknowledged", float(sessions), "");
    findings.figure("messages sent again after a crash", float(ledger.repeated), "");
    findings.distribution("send to acknowledgement", &latencies);
    findings.distribution("start of the process to ready", ready);
    findings.assert_none("acknowledged messages that are not in the history", ledger.lost);
    findings.assert_none("messages that are in the history twice", ledger.twice);
    findings.assert_none("messages that are out of order", ledger.out_of_order);
    findings.assert_none("messages that nobody sent", ledger.foreign);
    findings.assert_none("gaps in what sockets were told", ledger.gaps);
    findings.assert_none("acknowledged sessions that are not there", missing);
    findings.assert(
        "something was acknowledged",
        ledger.acknowledged > 0,
        format!("{}", ledger.acknowledged),
    );
    let lost = float(ledger.lost + ledger.twice + missing);
    findings.verdict("D1", "acknowledged and lost, or there twice", lost, Bound::AtMost(0.0), "");
    let p99 = float(ready.at(0.99)) / 1_000.0;
    findings.verdict("D1", "start of the process to ready, p99", p99, Bound::AtMost(READY_MS), "ms");
    findings.verdict("D1", "cycles", f64::from(parameters.cycles.get()), Bound::AtLeast(10_000.0), "");
}
