//! The provider: calls the webhook at even intervals on many connections, late if it must, but never less often.

use super::{ACCOUNT, Parameters, Times, person};
use crate::caller::Caller;
use crate::glance::Mark;
use crate::number::{count, micros};
use crate::pace;
use crate::statistics::Latencies;
use anyhow::Result;
use frontdesk_sandbox::{Sandbox, Webhook};
use futures_util::future::try_join_all;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Until a webhook is delivered again that was not taken.
const AGAIN: Duration = Duration::from_millis(200);
/// After so many tries it is given up.
const TRIES: u32 = 50;

/// What became of all webhooks.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) webhooks: u64,
    /// Of these, in the end.
    pub(super) taken: u64,
    pub(super) again: u64,
    /// Of those that were due in the measured stretch.
    pub(super) acknowledged: Latencies,
    pub(super) example: Option<Webhook>,
}

/// One connection, and the people whose webhooks go by it: those of one person never overtake each other.
struct Sender {
    caller: Caller,
    phones: Arc<Sandbox>,
    people: Vec<String>,
    numbers: Vec<usize>,
    message_bytes: usize,
    times: Times,
    first: Instant,
    every: Duration,
}

/// Returns once everything that was due is acknowledged or given up.
///
/// # Errors
/// When a connection cannot be opened, or its answers are not HTTP.
pub(super) async fn send(
    parameters: &Parameters,
    times: Times,
    address: SocketAddr,
    phones: &Arc<Sandbox>,
) -> Result<Sent> {
    let people = usize::from(parameters.conversations.get());
    let connections = usize::from(parameters.connections.get()).min(people);
    let step = Duration::from_secs(1) / parameters.rate.get();
    let mut sending = Vec::with_capacity(connections);
    for number in 0..connections {
        let numbers: Vec<usize> = (number..people).step_by(connections).collect();
        let sender = Sender {
            caller: Caller::open(address).await?,
            phones: Arc::clone(phones),
            people: numbers.iter().map(|number| person(*number)).collect(),
            numbers,
            message_bytes: usize::from(parameters.message_bytes),
            times,
            first: times.began + step * u32::try_from(number)?,
            every: step * u32::try_from(connections)?,
        };
        sending.push(tokio::spawn(sender.run()));
    }
    let mut all = Sent::default();
    for one in try_join_all(sending).await? {
        let Sent { webhooks, taken, again, mut acknowledged, example } = one?;
        all.webhooks = all.webhooks.saturating_add(webhooks);
        all.taken = all.taken.saturating_add(taken);
        all.again = all.again.saturating_add(again);
        all.acknowledged.take_from(&mut acknowledged);
        all.example = all.example.or(example);
    }
    Ok(all)
}

impl Sender {
    async fn run(mut self) -> Result<Sent> {
        let mut sent = Sent::default();
        let mut due = self.first;
        for round in 0_u64.. {
            for place in 0..self.people.len() {
                if due >= self.times.until {
                    return Ok(sent);
                }
                pace::until(due).await;
                self.one(place, round, due, &mut sent).await?;
                due += self.every;
            }
        }
        Ok(sent)
    }

    async fn one(&mut self, place: usize, round: u64, due: Instant, sent: &mut Sent) -> Result<()> {
        let (Some(person), Some(number)) = (self.people.get(place), self.numbers.get(place)) else {
            return Ok(());
        };
        let due_us = micros(due.saturating_duration_since(self.times.began));
        let mark = Mark { sender: count(*number), number: round, due_us };
        let webhooks = self.phones.written(ACCOUNT, person, &mark.write(self.message_bytes)?);
        sent.webhooks = sent.webhooks.saturating_add(1);
        let mut taken = !webhooks.is_empty();
        for webhook in webhooks {
            taken &= deliver(&mut self.caller, &webhook, &mut sent.again).await?;
            sent.example.get_or_insert(webhook);
        }
        if taken {
            sent.taken = sent.taken.saturating_add(1);
            if due >= self.times.measured_from {
                sent.acknowledged.record(due.elapsed());
            }
        }
        Ok(())
    }
}

/// As often as it takes, as a provider does.
async fn deliver(caller: &mut Caller, webhook: &Webhook, again: &mut u64) -> Result<bool> {
    for _ in 0..TRIES {
        if caller.post(webhook).await? == 200 {
            return Ok(true);
        }
        *again = again.saturating_add(1);
        pace::spend(AGAIN).await;
    }
    Ok(false)
}
