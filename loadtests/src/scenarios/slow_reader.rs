//! Some clients stop reading while much is sent to them: the server's memory stays bounded, they are put out, and
//! nobody else notices (W2).

use super::steady;
use crate::agent::Agent;
use crate::bench::Bench;
use crate::findings::Bound;
use crate::number::{count, float, ratio};
use crate::pace;
use crate::pair::{Account, Pair};
use crate::socket::Event;
use crate::statistics::Latencies;
use crate::visitor::{self, Answer, Visitor};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32};
use std::time::{Duration, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// Clients that stop reading.
    pub(crate) slow: NonZeroU8,
    /// Pairs that talk on meanwhile, and their messages a second together.
    pub(crate) pairs: NonZeroU16,
    pub(crate) rate: NonZeroU32,
    /// Bytes of each message to the slow ones; 4,096 characters are the longest text.
    pub(crate) heavy_bytes: u16,
    /// Of each half: without and with slow readers.
    pub(crate) seconds: NonZeroU16,
}

const SLOW_BUFFER: u32 = 8 << 10;
/// The close code for whoever reads too slowly.
const SLOW: u16 = 4_408;
/// W2, in bytes for each slow reader.
const MEMORY: f64 = 2.0 * 1_048_576.0;
const EVICTED_WITHIN_SECONDS: f64 = 10.0;
/// How often memory and evictions are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let (pairs, slow) = (usize::from(parameters.pairs.get()), usize::from(parameters.slow.get()));
    let mut staff = bench.staff(pairs.saturating_add(1)).await?;
    let watcher = staff.pop().context("no agents")?;
    let mut ready = Vec::with_capacity(pairs);
    for (number, login) in staff.iter().enumerate() {
        ready.push(Pair::new(&bench.place, login, number).await?);
    }
    let mut heavy = Visitor::new(&bench.place).await?;
    let conversation = heavy.ask_for_a_person().await?;
    let _progress = bench.progress("slow_reader");
    let (ready, mut account, alone) = talk(parameters, bench, ready).await?;
    let mut asleep = Vec::with_capacity(slow);
    for _ in 0..slow {
        let receive_buffer = Some(SLOW_BUFFER);
        let mut agent = Agent::open(&bench.place, &watcher, receive_buffer).await?;
        agent.watch(&conversation, 0).await?;
        asleep.push(agent);
    }
    let before = bench.server.usage().map_or(0, |usage| usage.resident_bytes);
    let already = evicted(bench).await?;
    let text = "x".repeat(usize::from(parameters.heavy_bytes));
    let flooding = tokio::spawn(flood(heavy, text));
    let looking = async {
        let began = Instant::now();
        let (mut peak, mut out_after, mut sent_out) = (before, None, 0);
        let all = Duration::from_secs(u64::from(parameters.seconds.get()));
        // To the end: memory may grow when the last one is out.
        pace::find::<()>(LOOK_EVERY, all, async || {
            peak = peak.max(bench.server.usage().map_or(0, |usage| usage.resident_bytes));
            sent_out = evicted(bench).await?.saturating_sub(already);
            if sent_out >= count(slow) {
                out_after.get_or_insert(began.elapsed());
            }
            Ok(None)
        })
        .await?;
        anyhow::Ok((peak, out_after, sent_out))
    };
    let (talked, looked) = tokio::join!(talk(parameters, bench, ready), looking);
    flooding.abort();
    let ((_, more, beside), (peak, out_after, sent_out)) = (talked?, looked?);
    account.add(more);
    let mut told_slow: u64 = 0;
    for agent in asleep {
        told_slow = told_slow.saturating_add(u64::from(is_told_slow(agent).await));
    }
    steady::assert_account(bench, account);
    let grown = ratio(float(peak.saturating_sub(before)), float(count(slow)));
    let findings = &mut bench.findings;
    findings.figure("slow readers", float(count(slow)), "");
    findings.figure("slow readers put out", float(sent_out), "");
    findings.figure("slow readers that saw the Close frame with the reason", float(told_slow), "");
    findings.figure("memory of the server before", float(before) / 1_048_576.0, "MB");
    findings.figure("memory of the server at its peak", float(peak) / 1_048_576.0, "MB");
    findings.distribution("others without slow readers", &alone);
    findings.distribution("others beside slow readers", &beside);
    findings.assert("slow readers are put out", sent_out >= count(slow), format!("{sent_out} of {slow}"));
    findings.verdict("W2", "memory a slow reader", grown, Bound::AtMost(MEMORY), "bytes");
    let after = out_after.map_or(f64::from(parameters.seconds.get()), |after| after.as_secs_f64());
    findings.verdict(
        "W2",
        "time until all slow readers are out",
        after,
        Bound::AtMost(EVICTED_WITHIN_SECONDS),
        "s",
    );
    let slower = ratio(float(beside.at(0.99)), float(alone.at(0.99)));
    findings.verdict("W2", "p99 of the others beside slow readers", slower, Bound::AtMost(1.1), "times");
    Ok(())
}

async fn talk(
    parameters: &Parameters,
    bench: &Bench,
    pairs: Vec<Pair>,
) -> Result<(Vec<Pair>, Account, Latencies)> {
    let talk = steady::Parameters {
        pairs: parameters.pairs,
        in_flight: NonZeroU8::MIN.saturating_add(29),
        rate: parameters.rate.get(),
        message_bytes: 100,
        warm_up_seconds: 0,
        seconds: parameters.seconds,
    };
    let every = steady::pause(talk.rate, pairs.len());
    let (pairs, account, _) = steady::measure(bench, &talk, every, pairs).await?;
    Ok((pairs, account, bench.meter.latencies()))
}

/// Sends long messages, one after the other, for as long as it is let.
async fn flood(mut visitor: Visitor, text: String) -> Result<()> {
    loop {
        if let Answer::Refused(error) = visitor.ask(visitor::text(text.as_str())).await? {
            bail!("a message was refused: {error:?}");
        }
    }
}

/// How many sockets the server has closed because they read too slowly, by its own metrics.
async fn evicted(bench: &Bench) -> Result<u64> {
    let metrics = bench.place.rest.text("/metrics").await?;
    Ok(counter(&metrics, "frontdesk_ws_closed_total", "reason=\"slow\""))
}

fn counter(metrics: &str, name: &str, label: &str) -> u64 {
    let value = |line: &str| {
        let named = line.starts_with(name) && line.contains(label);
        named.then(|| line.rsplit(' ').next()?.parse::<u64>().ok()).flatten()
    };
    metrics.lines().filter_map(value).sum()
}

/// Reads what still comes, and says whether it ends with the reason.
async fn is_told_slow(mut agent: Agent) -> bool {
    let reading = async {
        loop {
            match agent.socket.next().await {
                Ok(Event::Text(_)) => {}
                Ok(Event::Closed(code)) => return code == Some(SLOW),
                Err(_) => return false,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), reading).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_read_by_name_and_label() {
        let metrics = "# TYPE frontdesk_ws_closed_total counter\n\
             frontdesk_ws_closed_total{reason=\"slow\"} 3\nfrontdesk_ws_closed_total{reason=\"normal\"} 9\n";
        assert_eq!(counter(metrics, "frontdesk_ws_closed_total", "reason=\"slow\""), 3);
        assert_eq!(counter(metrics, "frontdesk_ws_closed_total", "reason=\"silent\""), 0);
    }
}
