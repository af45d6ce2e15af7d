//! Owns: what providers delivered and what is still to be done with it.
//! Receives: webhooks that are durable. Sends: their items to intake, those of one person one after another.
//! On restart it reads the journal from the last checkpoint and takes every webhook in again: what had its effect
//! already has none a second time.

pub(crate) mod reading;

use crate::accounts::Accounts;
use crate::conversation::ExecuteError;
use crate::dead_letters;
use crate::intake::{Intake, IntakeError, Source, Taken};
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, AtomicResponse, Context, Handler, Message, WrapFuture};
use bytes::Bytes;
use frontdesk_channels::{Did, Inbound, Receipt, Said, Subject};
use frontdesk_model::id::IntegrationId;
use frontdesk_storage::payload;
use frontdesk_storage::{Commit, Envelope, Expected, Offset, RecordKind, RecordWrite};
use reading::{Found, letter_id};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Webhooks that wait to be taken apart. The door refuses before (see [`Load`]), so it is never full for long.
const CAPACITY: usize = 1_024;
/// Items that may wait; what is more is refused at the door, and the provider delivers it again.
pub const MAX_WAITING: usize = 50_000;
/// People whose items are taken in at a time; most wait for the disk for a moment, some for a provider's file.
const MAX_LANES: usize = 256;
/// How often it is noted down up to where everything was taken in.
const CHECKPOINT: Duration = Duration::from_secs(10);
/// Commits that are read at a time after a restart.
const PAGE: usize = 256;
/// How long until an item is given again that the store did not take.
const AGAIN: Duration = Duration::from_secs(1);
/// How long a receipt waits for the message that it is about, which may be on its way still.
const RECEIPT_WAITS: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(5), Duration::from_secs(30)];
const KEY: &[u8] = b"arrivals";
/// Why an item for a number that nobody connected is a dead letter.
pub(crate) const NOT_CONNECTED: &str = "it is for an account that is not connected here";

/// What is between the door and intake.
#[derive(Debug, Default)]
pub struct Load {
    /// Items that wait.
    items: AtomicUsize,
    /// Webhooks that may be durable and that the actor does not know of yet.
    entering: AtomicUsize,
}

/// Counts a webhook as entering for as long as it lives.
pub(crate) struct Entering(Arc<Load>);

impl Entering {
    pub(crate) fn new(load: &Arc<Load>) -> Self {
        load.entering.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(load))
    }
}

impl Drop for Entering {
    fn drop(&mut self) {
        self.0.entering.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Load {
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.items.load(Ordering::Relaxed) >= MAX_WAITING
    }

    /// Whether every webhook that is durable is known to the actor.
    pub(crate) fn nobody_enters(&self) -> bool {
        self.entering.load(Ordering::SeqCst) == 0
    }

    fn add(&self, items: usize) {
        self.items.fetch_add(items, Ordering::Relaxed);
    }

    fn done(&self) {
        let _ = self.items.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |items| items.checked_sub(1));
    }
}

/// A webhook that is durable at this offset.
#[derive(Clone, Debug, Message)]
#[rtype(result = "()")]
pub struct Arrived {
    pub offset: Offset,
    pub envelope: Envelope,
}

/// Resolves once everything that arrived before was taken in: for tests, and before the server stops.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "bool")]
pub struct IsIdle;

/// Whose items keep their order among each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Lane {
    Person(IntegrationId, String),
    Message(IntegrationId, Bytes),
    Account(IntegrationId),
}

struct Job {
    offset: Offset,
    /// Its place in the webhook.
    number: u32,
    integration: IntegrationId,
    inbound: Inbound,
    raw: Bytes,
    /// How often it was put off because the message that it is about was not known yet.
    waits: usize,
}

/// What became of a job.
enum Taking {
    Done,
    /// To be given again, without keeping a place meanwhile.
    Later(Duration, Box<Job>),
}

pub struct ArrivalsActor {
    shared: Arc<Shared>,
    accounts: Arc<Accounts>,
    intake: Arc<Intake>,
    load: Arc<Load>,
    lanes: HashMap<Lane, VecDeque<Job>>,
    running: BTreeMap<u64, Lane>,
    busy: HashSet<Lane>,
    waiting: VecDeque<Lane>,
    next_run: u64,
    /// Offsets with items that are not taken in, and how many.
    open: BTreeMap<Offset, usize>,
    noted: Offset,
}

impl ArrivalsActor {
    #[must_use]
    pub fn new(shared: Arc<Shared>, accounts: Arc<Accounts>, intake: Arc<Intake>, load: Arc<Load>) -> Self {
        Self {
            shared,
            accounts,
            intake,
            load,
            lanes: HashMap::new(),
            running: BTreeMap::new(),
            busy: HashSet::new(),
            waiting: VecDeque::new(),
            next_run: 0,
            open: BTreeMap::new(),
            noted: 0,
        }
    }

    fn queue(&mut self, jobs: Vec<Job>, offset: Offset, context: &mut Context<Self>) {
        if jobs.is_empty() {
            return;
        }
        self.load.add(jobs.len());
        let open = self.open.entry(offset).or_default();
        *open = open.saturating_add(jobs.len());
        jobs.into_iter().for_each(|job| self.enqueue(job));
        self.start_what_may(context);
    }

    fn enqueue(&mut self, job: Job) {
        let lane = lane_of(&job);
        let queue = self.lanes.entry(lane.clone()).or_default();
        queue.push_back(job);
        if queue.len() == 1 && !self.busy.contains(&lane) {
            self.waiting.push_back(lane);
        }
    }

    fn start_what_may(&mut self, context: &mut Context<Self>) {
        while self.running.len() < MAX_LANES {
            let Some(lane) = self.waiting.pop_front() else { return };
            let Some(job) = self.lanes.get_mut(&lane).and_then(VecDeque::pop_front) else { continue };
            self.start(lane, job, context);
        }
    }

    fn start(&mut self, lane: Lane, job: Job, context: &mut Context<Self>) {
        self.busy.insert(lane.clone());
        let run = self.next_run;
        self.next_run = self.next_run.wrapping_add(1);
        self.running.insert(run, lane);
        let (shared, intake, offset) = (Arc::clone(&self.shared), Arc::clone(&self.intake), job.offset);
        let taken = async move { take(&shared, &intake, job).await };
        context.spawn(taken.into_actor(self).map(move |taken, actor, context| {
            match taken {
                Taking::Done => {
                    actor.load.done();
                    actor.settle(offset);
                }
                Taking::Later(wait, job) => {
                    context.run_later(wait, move |actor, context| {
                        actor.enqueue(*job);
                        actor.start_what_may(context);
                    });
                }
            }
            if let Some(lane) = actor.running.remove(&run) {
                actor.busy.remove(&lane);
                if actor.lanes.get(&lane).is_some_and(|queue| !queue.is_empty()) {
                    actor.waiting.push_back(lane);
                } else {
                    actor.lanes.remove(&lane);
                }
            }
            actor.start_what_may(context);
        }));
    }

    fn settle(&mut self, offset: Offset) {
        if let Some(open) = self.open.get_mut(&offset) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                self.open.remove(&offset);
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.open.is_empty()
    }

    /// Everything up to there was taken in.
    fn reached(&self) -> Offset {
        // Read first: what enters after this is not below it.
        let durable = self.shared.store.offset();
        let idle = if self.load.nobody_enters() { durable } else { self.noted };
        self.open.keys().next().map_or(idle, |first| first.saturating_sub(1))
    }

    fn note(&mut self, context: &mut Context<Self>) {
        let reached = self.reached();
        // Its own checkpoints alone are not worth another one.
        if reached <= self.noted.saturating_add(1) {
            return;
        }
        self.noted = reached;
        let Ok(body) = payload::to_bytes(&reached) else { return };
        let record = RecordWrite {
            kind: RecordKind::Checkpoint,
            key: Bytes::from_static(KEY),
            expected: Expected::Any,
            body: Some(body),
        };
        let written = self.shared.store.commit(Commit { records: vec![record], ..Commit::default() });
        context.spawn(written.into_actor(self).map(|written, actor, _| {
            if let Err(error) = written {
                tracing::warn!(%error, "how far webhooks were taken in was not noted down");
                actor.noted = 0;
            }
        }));
    }

    /// What was durable before a restart and may not have had its effect.
    fn catch_up(&mut self, context: &mut Context<Self>) {
        let (shared, accounts) = (Arc::clone(&self.shared), Arc::clone(&self.accounts));
        let left = async move { left_over(&shared, &accounts).await };
        context.wait(left.into_actor(self).map(|left, actor, context| match left {
            Ok((from, webhooks)) => {
                actor.noted = from;
                for (offset, jobs) in webhooks {
                    actor.queue(jobs, offset, context);
                }
            }
            Err(error) => {
                tracing::error!(%error, "webhooks of before the restart cannot be read; trying again");
                context.run_later(AGAIN, Self::catch_up);
            }
        }));
    }
}

type LeftOver = (Offset, Vec<(Offset, Vec<Job>)>);

async fn left_over(shared: &Shared, accounts: &Accounts) -> Result<LeftOver, ExecuteError> {
    let record = shared.store.record(RecordKind::Checkpoint, KEY).await?;
    let from: Offset = match record {
        Some(record) => payload::from_bytes(&record.body)?,
        None => 0,
    };
    let (mut after, newest, mut found) = (from, shared.store.offset(), Vec::new());
    while after < newest {
        let page = shared.store.read_from(after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.offset;
        for commit in page {
            for envelope in commit.envelopes {
                found.push((commit.offset, jobs_of(shared, accounts, commit.offset, &envelope).await));
            }
        }
    }
    Ok((from, found))
}

/// What a webhook brings to do; what is for nobody is kept as a dead letter.
async fn jobs_of(shared: &Shared, accounts: &Accounts, offset: Offset, envelope: &Envelope) -> Vec<Job> {
    let integration = envelope.integration;
    let Some(items) = reading::items(accounts, envelope).await else {
        tracing::error!(integration.id = %integration, journal.offset = offset, "a webhook is for no account any more");
        return Vec::new();
    };
    let mut jobs = Vec::new();
    for Found { number, to, inbound, raw } in items {
        let Some(integration) = to else {
            let id = letter_id(offset, number);
            if let Err(error) =
                dead_letters::keep_incoming(shared, integration, id, NOT_CONNECTED, &raw).await
            {
                tracing::error!(%error, "an item for nobody was not kept");
            }
            continue;
        };
        jobs.push(Job { offset, number, integration, inbound, raw, waits: 0 });
    }
    jobs
}

fn lane_of(job: &Job) -> Lane {
    match &job.inbound {
        Inbound::Said(Said { from, .. }) | Inbound::Did(Did { from, .. }) => {
            Lane::Person(job.integration, from.address.as_str().to_owned())
        }
        Inbound::Receipt(Receipt { of: Subject::UpTo { to, .. }, .. }) => {
            Lane::Person(job.integration, to.as_str().to_owned())
        }
        Inbound::Receipt(Receipt { of: Subject::Theirs(id), .. }) => {
            Lane::Message(job.integration, id.bytes().clone())
        }
        Inbound::Receipt(Receipt { of: Subject::Ours { message, .. }, .. }) => {
            Lane::Message(job.integration, Bytes::copy_from_slice(&message.to_bytes()))
        }
        Inbound::Alert(_) | Inbound::Refused(_) | Inbound::Unread(_) => Lane::Account(job.integration),
    }
}

/// Gives an item to intake until it is settled: taken in, or kept as a dead letter.
async fn take(shared: &Shared, intake: &Intake, job: Job) -> Taking {
    let Job { offset, number, integration, ref inbound, ref raw, waits } = job;
    let source = Source { letter: letter_id(offset, number), raw: raw.clone() };
    loop {
        let why = match intake.take_from(integration, inbound.clone(), Some(&source)).await {
            Ok(Taken::UnknownMessage) => match RECEIPT_WAITS.get(waits) {
                Some(wait) => {
                    let waits = waits.saturating_add(1);
                    return Taking::Later(*wait, Box::new(Job { waits, ..job }));
                }
                // Of a message of another app, or one so old that nobody follows it.
                None => return Taking::Done,
            },
            Ok(_) => return Taking::Done,
            Err(IntakeError::Execute(ExecuteError::Rejected(rejection))) => rejection.to_string(),
            Err(error @ (IntakeError::UnknownIntegration | IntakeError::Refused(_))) => error.to_string(),
            Err(IntakeError::Execute(error)) => {
                tracing::warn!(%error, "an item waits for the store");
                tokio::time::sleep(AGAIN).await;
                continue;
            }
        };
        tracing::error!(integration.id = %integration, why, "an item could not be taken in");
        metrics::counter!("frontdesk_dead_letters_total", "direction" => "in").increment(1);
        match dead_letters::keep_incoming(shared, integration, source.letter, &why, raw).await {
            Ok(()) => return Taking::Done,
            Err(error) => {
                tracing::warn!(%error, "a dead letter waits for the store");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

impl Actor for ArrivalsActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        self.catch_up(context);
        context.run_interval(CHECKPOINT, Self::note);
    }
}

impl Handler<Arrived> for ArrivalsActor {
    type Result = AtomicResponse<Self, ()>;

    /// One after another, so that two webhooks of one person keep their order.
    fn handle(&mut self, arrived: Arrived, _: &mut Context<Self>) -> Self::Result {
        let Arrived { offset, envelope } = arrived;
        let (shared, accounts) = (Arc::clone(&self.shared), Arc::clone(&self.accounts));
        let jobs = async move { jobs_of(&shared, &accounts, offset, &envelope).await };
        AtomicResponse::new(Box::pin(
            jobs.into_actor(self).map(move |jobs, actor, context| actor.queue(jobs, offset, context)),
        ))
    }
}

impl Handler<IsIdle> for ArrivalsActor {
    type Result = bool;

    fn handle(&mut self, _: IsIdle, _: &mut Context<Self>) -> bool {
        self.is_idle()
    }
}
