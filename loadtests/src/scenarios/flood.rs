//! One visitor sends ten thousand messages in one second: they are refused, nothing is lost, nothing breaks.

use crate::bench::Bench;
use crate::ids;
use crate::number::{count, float};
use crate::scenarios::crash::history;
use crate::socket::Event;
use crate::visitor::{self, Answer, Visitor};
use anyhow::{Context, Result};
use frontdesk_web::wire::error::ErrorCode;
use frontdesk_web::wire::widget::ServerFrame;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::num::{NonZeroU16, NonZeroU32};
use std::time::{Duration, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    pub(crate) messages: NonZeroU32,
    /// How many are written at once, and then a pause, so that all take a second.
    pub(crate) burst: NonZeroU16,
}

/// How long the last answers may take.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

/// What came of the flood.
#[derive(Default)]
struct Outcome {
    sent: Vec<String>,
    done: Vec<String>,
    refused: BTreeMap<String, u64>,
    without_hint: u64,
    closed: Option<Option<u16>>,
}

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let mut bystander = Visitor::new(&bench.place).await?;
    let mut visitor = Visitor::new(&bench.place).await?;
    visitor.ask_for_a_person().await?;
    let _progress = bench.progress("flood");
    bench.meter.restart();
    let began = Instant::now();
    let outcome = flood(parameters, bench, &mut visitor).await?;
    let took = began.elapsed();
    let asked = Instant::now();
    let heard = bystander.ask(visitor::text("Is anybody there?")).await;
    let others = asked.elapsed();
    let history = history(&bench.place, &visitor.standing).await?;
    let (stored, done): (HashSet<_>, HashSet<_>) = (history.iter().collect(), outcome.done.iter().collect());
    let answered = count(outcome.done.len()).saturating_add(outcome.refused.values().sum());
    let unanswered = count(outcome.sent.len()).saturating_sub(answered);
    let too_many = outcome.refused.get("TooManyRequests").copied().unwrap_or(0);
    let findings = &mut bench.findings;
    findings.figure("messages sent", float(count(outcome.sent.len())), "");
    findings.figure("time from the first to the last answer", took.as_secs_f64(), "s");
    findings.figure("taken", float(count(outcome.done.len())), "");
    for (code, times) in &outcome.refused {
        findings.figure(format!("refused as {code}"), float(*times), "");
    }
    findings.figure("answer to somebody else meanwhile", others.as_secs_f64() * 1_000.0, "ms");
    let lost = count(done.difference(&stored).count());
    let unacknowledged = count(stored.difference(&done).count());
    findings.assert_none("taken messages that are not in the history", lost);
    findings.assert_none("messages in the history twice", count(history.len().saturating_sub(stored.len())));
    findings.assert_none("refused messages that are in the history", unacknowledged);
    findings.assert_none("messages without an answer", unanswered);
    findings.assert_none("refusals that do not say when to come again", outcome.without_hint);
    findings.assert("the flood is refused as too many requests", too_many > 0, format!("{too_many} times"));
    findings.assert(
        "the socket stays open",
        outcome.closed.is_none(),
        outcome.closed.map_or_else(String::new, |code| format!("closed with {code:?}")),
    );
    let answered = matches!(heard, Ok(Answer::Done(_)));
    findings.assert("others are still answered", answered, format!("within {} ms", others.as_millis()));
    let ready = bench.place.rest.status("/readyz").await.is_ok_and(|status| status.is_success());
    bench.findings.assert("the server is ready after it", ready, "");
    Ok(())
}

async fn flood(parameters: &Parameters, bench: &Bench, visitor: &mut Visitor) -> Result<Outcome> {
    let messages = usize::try_from(parameters.messages.get())?;
    let burst = usize::from(parameters.burst.get());
    let bursts = u32::try_from(messages.div_ceil(burst)).unwrap_or(u32::MAX);
    let mut every = tokio::time::interval(Duration::from_secs(1) / bursts.max(1));
    let mut outcome = Outcome::default();
    let mut last_heard = Instant::now();
    loop {
        let answers =
            outcome.done.len().saturating_add(usize::try_from(outcome.refused.values().sum::<u64>())?);
        if outcome.sent.len() >= messages && (answers >= messages || last_heard.elapsed() > ANSWERS_WITHIN) {
            return Ok(outcome);
        }
        tokio::select! {
            _ = every.tick() => {
                let left = messages.saturating_sub(outcome.sent.len()).min(burst);
                for _ in 0..left {
                    let id = ids::draw();
                    visitor.socket.feed(&visitor::send(&id, visitor::text("flood"))?).await?;
                    outcome.sent.push(id);
                }
                visitor.socket.flush().await?;
            }
            event = visitor.socket.next() => match event? {
                Event::Text(text) => {
                    last_heard = Instant::now();
                    bench.meter.add(1);
                    outcome.take(&serde_json::from_str(&text).context("a frame cannot be read")?);
                }
                Event::Closed(code) => {
                    outcome.closed = Some(code);
                    return Ok(outcome);
                }
            },
        }
    }
}

impl Outcome {
    fn take(&mut self, frame: &ServerFrame) {
        match frame {
            ServerFrame::Done(done) => self.done.push(done.id.to_string()),
            ServerFrame::Refused { error, .. } => {
                let counted = self.refused.entry(format!("{:?}", error.code)).or_default();
                *counted = counted.saturating_add(1);
                let hinted = error.code != ErrorCode::TooManyRequests || error.retry_after_ms.is_some();
                self.without_hint = self.without_hint.saturating_add(u64::from(!hinted));
            }
            _ => {}
        }
    }
}
