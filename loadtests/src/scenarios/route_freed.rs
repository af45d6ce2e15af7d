//! An agent who was full closes a ticket: how long until the next offer is on the screen (P7).

use crate::agent::Agent;
use crate::bench::Bench;
use crate::findings::Bound;
use crate::ids;
use crate::meter::Meter;
use crate::number::{count, float};
use crate::pace;
use crate::visitor::Visitor;
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::agent::{ClientFrame, Command, Offer, ServerFrame};
use frontdesk_web::wire::shared::{Status, TicketStatus};
use serde::Deserialize;
use std::collections::HashMap;
use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// Agents, each with room for one conversation.
    pub(crate) agents: NonZeroU16,
    /// Visitors who wait or are being talked to; more than there are agents.
    pub(crate) visitors: NonZeroU16,
    /// How long an agent works on a ticket before it is closed.
    pub(crate) work_ms: u64,
    pub(crate) seconds: NonZeroU32,
}

/// P7, in milliseconds.
const NEXT_WITHIN_MS: f64 = 20.0;

type Requeue = Arc<HashMap<String, mpsc::Sender<()>>>;

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let agents = usize::from(parameters.agents.get());
    let staff = bench.staff_with(agents, 1).await?;
    let (mut requeue, mut waiting) = (HashMap::new(), Vec::new());
    for _ in 0..parameters.visitors.get() {
        let mut visitor = Visitor::new(&bench.place).await?;
        let conversation = visitor.ask_for_a_person().await?;
        // A ticket is closed once before it is opened again.
        let (again, asked) = mpsc::channel(1);
        requeue.insert(conversation, again);
        waiting.push(tokio::spawn(wait_again(visitor, asked)));
    }
    let requeue: Requeue = Arc::new(requeue);
    let _progress = bench.progress("route_freed");
    bench.meter.restart();
    let until = Instant::now() + Duration::from_secs(u64::from(parameters.seconds.get()));
    let work = Duration::from_millis(parameters.work_ms);
    let mut working = Vec::with_capacity(agents);
    for (number, login) in staff.iter().enumerate() {
        let mut agent = Agent::open(&bench.place, login, None).await?;
        agent.set_status(Status::Online).await?;
        let worker = Worker {
            number,
            agent,
            until,
            work,
            requeue: Arc::clone(&requeue),
            meter: Arc::clone(&bench.meter),
            closing: None,
        };
        working.push(tokio::spawn(worker.run()));
    }
    let (mut closed, mut failed) = (0, 0_u64);
    for worker in working {
        match worker.await? {
            Ok(of_worker) => closed += of_worker,
            Err(error) => {
                failed = failed.saturating_add(1);
                bench.meter.fail(&format!("an agent stopped working: {error:#}"));
            }
        }
    }
    waiting.iter().for_each(|visitor| visitor.abort());
    let latencies = bench.meter.latencies();
    let findings = &mut bench.findings;
    findings.figure("tickets closed", float(closed), "");
    findings.distribution("ticket closed to the next offer on the screen", &latencies);
    findings.assert_none("agents who could not go on", failed);
    findings.assert("agents got offers", latencies.count() > 0, format!("{}", latencies.count()));
    let full = count(staff.len()) < u64::from(parameters.visitors.get());
    findings.assert("somebody always waits", full, "there are more visitors than agents");
    let p99 = float(latencies.at(0.99)) / 1_000.0;
    findings.verdict("P7", "capacity freed to the next offer, p99", p99, Bound::AtMost(NEXT_WITHIN_MS), "ms");
    Ok(())
}

/// Asks for a person again each time that the ticket was closed.
async fn wait_again(mut visitor: Visitor, mut asked: mpsc::Receiver<()>) -> Result<()> {
    loop {
        tokio::select! {
            again = asked.recv() => {
                again.context("nobody works any more")?;
                visitor.ask_for_a_person().await?;
            }
            frame = visitor.next() => drop(frame?),
        }
    }
}

struct Worker {
    number: usize,
    agent: Agent,
    until: Instant,
    work: Duration,
    requeue: Requeue,
    meter: Arc<Meter>,
    /// The closing that is not answered yet: its command and conversation.
    closing: Option<(String, String)>,
}

impl Worker {
    /// Accepts, works, closes, and times the next offer; gives how many were closed.
    async fn run(mut self) -> Result<u64> {
        let (mut closed, mut freed) = (0, None);
        loop {
            let offer = self.next_offer().await?;
            if let Some(freed) = freed.take() {
                // One who waits in vain until the end has waited as well.
                self.meter.record(self.number, Instant::now().saturating_duration_since(freed));
            }
            let Some(offer) = offer else { return Ok(closed) };
            if !self.accept(&offer).await? {
                // Withdrawn or missed: the next one comes without anything being freed.
                continue;
            }
            pace::spend(self.work).await;
            freed = Some(self.close(offer.conversation.to_string()).await?);
            closed += 1;
        }
    }

    async fn next_offer(&mut self) -> Result<Option<Offer>> {
        loop {
            let Ok(frame) = tokio::time::timeout_at(self.until.into(), self.frame()).await else {
                return Ok(None);
            };
            if let ServerFrame::Offers { offers, .. } = frame?
                && let Some(offer) = offers.into_iter().next()
            {
                return Ok(Some(offer));
            }
        }
    }

    /// Whether the offer was still there.
    async fn accept(&mut self, offer: &Offer) -> Result<bool> {
        let id = ids::draw();
        let command = Command::Accept { conversation: offer.conversation, offer: offer.id };
        self.agent.socket.send(&ClientFrame::Command { id: ids::parse(&id)?, command }).await?;
        loop {
            match self.frame().await? {
                ServerFrame::Done(done) if done.id.to_string() == id => return Ok(true),
                ServerFrame::Refused { id: Some(of), error } if of.to_string() == id => {
                    self.meter.fail(&format!("an offer could not be accepted: {:?}", error.code));
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    /// Sends the closing and gives when; its answer is read with the next frames.
    async fn close(&mut self, conversation: String) -> Result<Instant> {
        let command = Command::Submit {
            conversation: ids::parse(&conversation)?,
            status: TicketStatus::Closed,
            changes: None,
        };
        let id = ids::draw();
        let at = Instant::now();
        self.agent.socket.send(&ClientFrame::Command { id: ids::parse(&id)?, command }).await?;
        self.closing = Some((id, conversation));
        Ok(at)
    }

    /// The next frame. Once a ticket is closed for certain its visitor asks again: before, the wish would belong to
    /// the ticket that is being closed.
    async fn frame(&mut self) -> Result<ServerFrame> {
        let frame = self.agent.next().await?;
        let Some((id, conversation)) = &self.closing else { return Ok(frame) };
        match &frame {
            ServerFrame::Done(done) if done.id.to_string() == *id => {
                // The sample data's visitors are not here to ask again.
                if let Some(again) = self.requeue.get(conversation) {
                    // A visitor has at most one ticket, so the place in the channel is free.
                    again.try_send(()).context("a visitor's ticket was closed twice")?;
                }
                self.closing = None;
            }
            ServerFrame::Refused { id: Some(of), error } if of.to_string() == *id => {
                bail!("a ticket could not be closed: {error:?}")
            }
            _ => {}
        }
        Ok(frame)
    }
}
