//! Kills the server under many sockets, starts it again, and all of them come back at once (P12, W4).

use crate::bench::Bench;
use crate::findings::Bound;
use crate::number::{count, float};
use crate::scenarios::idle_sockets::sessions;
use crate::visitor::{self, Answer, Place, Standing, Visitor};
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::widget::{Item, ServerFrame};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU32};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    pub(crate) sockets: NonZeroU32,
    /// Messages that each visitor has sent before the crash.
    pub(crate) messages: NonZeroU8,
    /// How many of them each has not received when it comes back.
    pub(crate) behind: u8,
    /// Visitors that are being prepared at a time.
    pub(crate) preparing: NonZeroU32,
}

/// Who comes back: where the line was cut, and what is to come after that.
struct Returning {
    standing: Standing,
    /// Commands of the messages that were acknowledged and not received, in order.
    missing: Vec<String>,
    /// The sequence at which everything is there.
    end: u64,
}

/// P12.
const ALL_WITHIN_SECONDS: f64 = 10.0;
/// Nobody waits longer for the last ones.
const GIVE_UP: Duration = Duration::from_secs(60);

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let (sockets, at_a_time) =
        (u64::from(parameters.sockets.get()), usize::try_from(parameters.preparing.get())?);
    let _progress = bench.progress("resume_storm");
    let tokens = sessions(&bench.place, sockets, at_a_time).await?;
    let (place, meter) = (bench.place.clone(), Arc::clone(&bench.meter));
    let (messages, behind) = (parameters.messages.get(), parameters.behind.min(parameters.messages.get()));
    let prepared: Vec<(Returning, Visitor)> = stream::iter(tokens)
        .map(|token| {
            let (place, meter) = (&place, &meter);
            async move {
                let prepared = prepare(place, token, messages, behind).await?;
                meter.add(1);
                anyhow::Ok(prepared)
            }
        })
        .buffer_unordered(at_a_time)
        .try_collect()
        .await?;
    let (returning, connected): (Vec<_>, Vec<_>) = prepared.into_iter().unzip();
    let before = bench.server.usage();
    let killed = Instant::now();
    bench.server.kill().await?;
    drop(connected);
    let ready = bench.server.start().await?;
    bench.meter.restart();
    let storm = Instant::now();
    let mut tasks = Vec::with_capacity(returning.len());
    for (number, one) in returning.into_iter().enumerate() {
        let (place, meter) = (place.clone(), Arc::clone(&meter));
        tasks.push(tokio::spawn(async move {
            let came = tokio::time::timeout(GIVE_UP, come_back(&place, one)).await;
            let came = came.context("not back in time").and_then(|came| came);
            match came {
                Ok(visitor) => {
                    meter.record(number, storm.elapsed());
                    Some(visitor)
                }
                Err(error) => {
                    meter.fail(&format!("{error:#}"));
                    None
                }
            }
        }));
    }
    let mut back = Vec::with_capacity(tasks.len());
    for task in tasks {
        back.extend(task.await?);
    }
    let (storm, since_kill) = (storm.elapsed(), killed.elapsed());
    let failed = sockets.saturating_sub(count(back.len()));
    let latencies = bench.meter.latencies();
    let after = bench.server.usage();
    let findings = &mut bench.findings;
    findings.figure("sockets", float(sockets), "");
    findings.figure("start of the process to ready", ready.as_secs_f64(), "s");
    findings.figure("ready to all caught up", storm.as_secs_f64(), "s");
    findings.figure("kill to all caught up", since_kill.as_secs_f64(), "s");
    if let (Some(before), Some(after)) = (before, after) {
        findings.figure("memory before", float(before.resident_bytes) / 1_048_576.0, "MB");
        findings.figure("memory after", float(after.resident_bytes) / 1_048_576.0, "MB");
    }
    findings.distribution("ready to caught up", &latencies);
    findings.assert_none("visitors who did not get exactly what they missed", failed);
    findings.verdict(
        "P12",
        "kill to all caught up",
        since_kill.as_secs_f64(),
        Bound::AtMost(ALL_WITHIN_SECONDS),
        "s",
    );
    findings.verdict("P12", "sockets", float(sockets), Bound::AtLeast(5_000.0), "");
    Ok(())
}

/// A visitor who has sent all messages, and is taken to have received all but the last ones.
async fn prepare(place: &Place, token: String, messages: u8, behind: u8) -> Result<(Returning, Visitor)> {
    let standing = Standing { token, conversation: None, has: None };
    let (mut visitor, _) = Visitor::resume(place, standing).await?;
    visitor.ask_for_a_person().await?;
    let (mut missing, mut has, mut end) = (Vec::new(), 0, 0);
    for number in 0..messages {
        match visitor.ask(visitor::text(format!("message {number}"))).await? {
            Answer::Done(done) => {
                end = done.seq;
                if number < messages.saturating_sub(behind) {
                    has = done.seq;
                } else {
                    missing.push(done.id.to_string());
                }
            }
            Answer::Refused(error) => bail!("a message was refused: {error:?}"),
        }
    }
    let standing = Standing { has: Some((visitor.epoch(), has)), ..visitor.standing.clone() };
    Ok((Returning { standing, missing, end }, visitor))
}

/// Comes back and receives what is missing.
///
/// # Errors
/// When something else comes, or less, or something twice.
async fn come_back(place: &Place, returning: Returning) -> Result<Visitor> {
    let Returning { standing, missing, end } = returning;
    let resumed_from = standing.has;
    let (mut visitor, welcome) = Visitor::resume(place, standing).await?;
    let mut got = Vec::new();
    if let ServerFrame::Welcome { conversation: Some(snapshot), epoch, .. } = welcome {
        if resumed_from.is_some_and(|(_, seq)| seq > 0) {
            bail!("a fresh snapshot came although the gap is small");
        }
        visitor.standing.has = Some((epoch, snapshot.seq));
        got.extend(snapshot.items.iter().filter_map(command_of));
    }
    while visitor.standing.has.is_none_or(|(_, seq)| seq < end) {
        if let ServerFrame::Conversation(news) = visitor.next().await? {
            got.extend(news.items.iter().filter_map(command_of));
        }
    }
    let last = got.len().saturating_sub(missing.len());
    let exactly =
        if resumed_from.is_some_and(|(_, seq)| seq > 0) { got == missing } else { got.ends_with(&missing) };
    if !exactly {
        bail!("{} messages were missed, and {} came, {last} of them not missed", missing.len(), got.len());
    }
    Ok(visitor)
}

fn command_of(item: &Item) -> Option<String> {
    match item {
        Item::Message(message) => message.command.map(|command| command.to_string()),
        Item::Note { .. } => None,
    }
}
