//! The one thread that writes the journal: takes what waits, checks it, writes it as a group, syncs once, and
//! hands the group on to be applied and acknowledged while it writes the next one.
//!
//! It never waits for a group to fill: under load the sync itself is the wait in which the next group gathers.

use super::entry::Entry;
use super::ledger::Ledger;
use super::mark::Mark;
use super::queue::{Order, Orders, Queue, Reply, Submission, queue};
use super::recover::Tail;
use super::segment::{Place, Segments};
use super::writer::Writer;
use crate::commit::Offset;
use crate::config::StoreConfig;
use crate::sled::index::Index;
use crate::store::CommitError;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// How many commits one group holds at most: the latency of the first grows with those written after it.
const GROUP_COMMITS: usize = 1_024;

/// After how many bytes a group takes no further commit: a few milliseconds of writing on a slow disk.
const GROUP_BYTES: usize = 4 << 20;

/// How many groups may wait to be applied while further ones are written. More would only add memory: when
/// applying is slower than the disk, the committer waits here and callers see `Busy`.
pub(crate) const GROUPS_UNDER_WAY: usize = 4;

/// The text of the failure that stopped the journal.
#[derive(Debug, Default)]
pub(crate) struct Failure(Mutex<Option<String>>);

impl Failure {
    pub(crate) fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps the first text; later ones are consequences.
    pub(crate) fn set(&self, text: &str) {
        if self.keep(text) {
            tracing::error!(error = text, "journal stopped");
        }
    }

    /// The end that was asked for: commits are refused as after a failure, and nothing is wrong.
    pub(crate) fn close(&self) {
        self.keep("the store is closed");
    }

    fn keep(&self, text: &str) -> bool {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = slot.is_none();
        slot.get_or_insert_with(|| text.to_owned());
        first
    }
}

/// A commit that is on disk and waits to be applied.
pub(crate) struct Durable {
    pub(crate) entry: Entry,
    pub(crate) offset: Offset,
    pub(crate) place: Place,
    pub(crate) reply: Reply,
}

/// What the committer shares with the rest of the store.
pub(crate) struct Shared {
    pub(crate) segments: Arc<Segments>,
    pub(crate) index: Arc<Index>,
    pub(crate) durable: SyncSender<Vec<Durable>>,
    /// The newest offset that the index holds.
    pub(crate) applied: Arc<AtomicU64>,
    pub(crate) failure: Arc<Failure>,
}

/// The committer's own state.
pub(crate) struct Committer {
    orders: Orders,
    writer: Writer,
    ledger: Ledger,
    durable: SyncSender<Vec<Durable>>,
    applied: Arc<AtomicU64>,
    failure: Arc<Failure>,
    now: fn() -> u64,
    /// The frames of the group under way.
    bytes: Vec<u8>,
}

impl Committer {
    /// A committer that goes on at `tail`, and the queue that feeds it.
    pub(crate) fn new(
        core: &Shared,
        mark: Mark,
        tail: Tail,
        config: &StoreConfig,
    ) -> io::Result<(Queue, Self)> {
        let writer = Writer::new(core.segments.clone(), mark, tail, config.segment_bytes)?;
        let (queue, orders) = queue();
        let committer = Self {
            orders,
            writer,
            ledger: Ledger::new(core.index.clone()),
            durable: core.durable.clone(),
            applied: core.applied.clone(),
            failure: core.failure.clone(),
            now: config.now,
            bytes: Vec::with_capacity(GROUP_BYTES),
        };
        Ok((queue, committer))
    }

    /// Works until it is closed or nobody is left who could commit.
    pub(crate) fn run(mut self) {
        let mut closing = false;
        while !closing {
            let Some(first) = self.orders.wait() else { break };
            let group = self.gather(first, &mut closing);
            if let Some(text) = self.failure.get() {
                refuse(group.into_iter().map(|member| member.reply), &text);
                continue;
            }
            self.write(group);
        }
        let _ = self.writer.finish();
    }

    /// Takes what waits now, up to the bounds of a group, and keeps what is accepted.
    fn gather(&mut self, first: Order, closing: &mut bool) -> Vec<Durable> {
        self.bytes.clear();
        let mut group = Vec::new();
        if self.failure.get().is_none()
            && let Err(error) = self.writer.make_room()
        {
            self.failure.set(&format!("a new segment could not be created: {error}"));
        }
        let mut next = Some(first);
        while let Some(order) = next {
            match order {
                Order::Close => {
                    *closing = true;
                    break;
                }
                Order::Commit(submission) => self.accept(*submission, &mut group),
            }
            let full = group.len() >= GROUP_COMMITS || self.bytes.len() >= GROUP_BYTES;
            next = if full { None } else { self.orders.next() };
        }
        group
    }

    fn accept(&mut self, submission: Submission, group: &mut Vec<Durable>) {
        let Submission { mut entry, encoded, reply } = submission;
        if let Some(text) = self.failure.get() {
            let _ = reply.send(Err(CommitError::Failed(text)));
            return;
        }
        let index = u32::try_from(group.len()).unwrap_or(u32::MAX);
        let offset = self.writer.next() + u64::from(index);
        match self.ledger.accept(&entry.commit, offset) {
            // Whoever gave up waiting does not need the answer.
            Err(error) => drop(reply.send(Err(error))),
            Ok(revisions) => {
                let place = self.writer.place(self.bytes.len(), encoded.len());
                let frame = encoded.finish(offset, (self.now)(), index, &revisions);
                self.bytes.extend_from_slice(&frame);
                entry.revisions = revisions;
                group.push(Durable { entry, offset, place, reply });
            }
        }
    }

    fn write(&mut self, group: Vec<Durable>) {
        if group.is_empty() {
            return;
        }
        metrics::gauge!("frontdesk_journal_queue_depth")
            .set(as_metric(crate::codec::wide(self.orders.waiting())));
        let frames = crate::codec::wide(group.len());
        let started = Instant::now();
        if let Err(error) = self.writer.write(&self.bytes, frames) {
            let text = format!("writing failed: {error}");
            self.failure.set(&text);
            refuse(group.into_iter().map(|member| member.reply), &text);
            return;
        }
        metrics::histogram!("frontdesk_journal_fsync_seconds").record(started.elapsed().as_secs_f64());
        metrics::histogram!("frontdesk_journal_group_size").record(as_metric(frames));
        if let Err(unsent) = self.durable.send(group) {
            let text = "the applier stopped";
            self.failure.set(text);
            refuse(unsent.0.into_iter().map(|member| member.reply), text);
        }
        self.ledger.forget_applied(self.applied.load(Ordering::Acquire));
    }
}

fn as_metric(number: u64) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

fn refuse(replies: impl Iterator<Item = Reply>, text: &str) {
    for reply in replies {
        let _ = reply.send(Err(CommitError::Failed(text.to_owned())));
    }
}
