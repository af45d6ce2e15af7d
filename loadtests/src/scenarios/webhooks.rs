//! People write by WhatsApp, and the provider calls the webhook at an even rate, whatever becomes of it: the time to
//! the acknowledgement, and to the agent's frame (P3). Agents reply through the provider meanwhile.

mod aftermath;
mod desk;
mod opening;
mod sender;

use crate::bench::{Bench, Cost};
use crate::findings::Bound;
use crate::floors;
use crate::number::float;
use crate::pace;
use crate::statistics::Latencies;
use aftermath::Aftermath;
use anyhow::{Context, Result};
use frontdesk_sandbox::{Person, SandboxConfig};
use serde::Deserialize;
use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// People who write, each in a conversation of their own that an agent has.
    pub(crate) conversations: NonZeroU16,
    /// Agents who share the conversations; one socket watches 256 at most.
    pub(crate) agents: NonZeroU16,
    /// On which the provider calls; one webhook at a time on each.
    pub(crate) connections: NonZeroU16,
    /// Webhooks a second.
    pub(crate) rate: NonZeroU32,
    /// Bytes of a message's text.
    pub(crate) message_bytes: u16,
    /// Replies a second of all agents together; 0 for none.
    pub(crate) replies: u32,
    pub(crate) warm_up_seconds: u16,
    pub(crate) seconds: NonZeroU16,
}

/// The sandbox's account that everybody writes to: one number at its largest.
const ACCOUNT: &str = "whatsapp-1";
/// What P3 allows, in milliseconds.
const ACKNOWLEDGED_P99_MS: f64 = 20.0;
const SCREEN_P99_MS: f64 = 30.0;

/// The provider, and everybody who writes by it.
pub(crate) fn phones(parameters: &Parameters) -> SandboxConfig {
    let persons = (0..parameters.conversations.get()).map(|number| {
        let name = person(usize::from(number));
        Person::new(&name, &name, &format!("+1555{number:07}"), "en_US")
    });
    let only = SandboxConfig::only("whatsapp");
    SandboxConfig { persons: persons.collect(), high_throughput: true, ..only }
}

/// What the person of that number is called.
fn person(number: usize) -> String {
    format!("Load {number}")
}

/// When a run sends, and when what it sends counts.
#[derive(Clone, Copy, Debug)]
struct Times {
    /// Since when times in marks count.
    began: Instant,
    measured_from: Instant,
    until: Instant,
}

impl Times {
    fn of(parameters: &Parameters) -> Self {
        let began = Instant::now();
        let measured_from = began + Duration::from_secs(u64::from(parameters.warm_up_seconds));
        let until = measured_from + Duration::from_secs(u64::from(parameters.seconds.get()));
        Self { began, measured_from, until }
    }
}

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let staff = bench.staff(usize::from(parameters.agents.get())).await?;
    let phones = Arc::new(bench.phones.take().context("this scenario needs a provider")?);
    let opened = opening::open(parameters, bench, &phones, &staff).await?;
    let _progress = bench.progress("webhooks");
    let times = Times::of(parameters);
    let desks = desk::work(opened.desks, parameters, times, &bench.meter);
    let sending = sender::send(parameters, times, bench.place.address, &phones);
    let measuring = async {
        pace::until(times.measured_from).await;
        bench.meter.restart();
        let stretch = bench.begin();
        pace::until(times.until).await;
        bench.end(stretch)
    };
    let (sent, cost) = tokio::join!(sending, measuring);
    let sent = sent?;
    let seen = desks.leave(sent.webhooks).await?;
    let screen = bench.meter.latencies();
    let login = staff.first().context("no agents")?;
    let aftermath = Aftermath::read(&bench.place.rest, login, &opened.conversations, &phones, &seen).await?;
    let example = sent.example.clone().context("nothing was sent")?;
    let echo = floors::posts(&example).await?;
    told(bench, &sent, &seen, &aftermath);
    measured(bench, parameters, cost, [&sent.acknowledged, &screen, &aftermath.replied, &echo]);
    bench.findings.figure("webhooks delivered again", float(sent.again), "");
    Ok(())
}

/// What must be true of every message.
fn told(bench: &mut Bench, sent: &sender::Sent, seen: &desk::Seen, aftermath: &Aftermath) {
    let findings = &mut bench.findings;
    let told = |part: u64, whole: u64| format!("{part} of {whole}");
    let (webhooks, on_screens) = (sent.webhooks, seen.messages);
    findings.assert("every webhook is acknowledged", sent.taken == webhooks, told(sent.taken, webhooks));
    findings.assert(
        "every message is on its agent's screen",
        on_screens == webhooks,
        told(on_screens, webhooks),
    );
    findings.assert_none("messages lost, twice or out of order on a screen", seen.out_of_order);
    let logged = aftermath.logged;
    findings.assert("every message is in its log", logged == webhooks, told(logged, webhooks));
    findings.assert_none("messages lost, twice or out of order in a log", aftermath.out_of_order);
    findings.assert_none("replies refused", seen.refused);
    let (replies, arrived) = (seen.replies(), aftermath.replied.count());
    findings.assert("every reply is on its telephone", arrived == replies, told(arrived, replies));
    findings.assert_none("replies twice or out of order on a telephone", aftermath.replies_out_of_order);
}

fn measured(bench: &mut Bench, parameters: &Parameters, cost: Cost, latencies: [&Latencies; 4]) {
    let [acknowledged, screen, replied, echo] = latencies;
    let millis = |latencies: &Latencies, share| float(latencies.at(share)) / 1_000.0;
    let findings = &mut bench.findings;
    findings.floor("post_round_trip_p50", millis(echo, 0.5), "ms");
    findings.floor("post_round_trip_p99", millis(echo, 0.99), "ms");
    findings.distribution("due to acknowledged", acknowledged);
    findings.distribution("due to the agent's frame", screen);
    if parameters.replies > 0 {
        findings.distribution("agent's reply to the telephone", replied);
    }
    findings.figure("messages on screens", cost.rate, "messages/s");
    if let Some(cpu_us) = cost.cpu_us {
        findings.figure("server CPU a message", cpu_us, "µs");
    }
    let kept_up = float(acknowledged.count()) / f64::from(parameters.seconds.get());
    let asked = f64::from(parameters.rate.get());
    findings.verdict("P3", "webhooks acknowledged", kept_up, Bound::AtLeast(asked * 0.999), "1/s");
    let (taken, shown) = (millis(acknowledged, 0.99), millis(screen, 0.99));
    findings.verdict("P3", "p99 to the acknowledgement", taken, Bound::AtMost(ACKNOWLEDGED_P99_MS), "ms");
    findings.verdict("P3", "p99 to the agent's frame", shown, Bound::AtMost(SCREEN_P99_MS), "ms");
}
