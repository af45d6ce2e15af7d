//! A second engine, in memory: for tests of what stands on the store, and for measuring what storage costs.
//!
//! It keeps the same contract but for durability, and it can be told to fail: see [`MemoryStore::fail_next`],
//! [`MemoryStore::stall`] and [`MemoryStore::stop`].

mod state;

use crate::commit::{
    AuditEntry, AuditPlace, Commit, Counter, DedupeKey, Envelope, Offset, OutboxRow, Record, RecordKind,
    RowTable, Timer,
};
use crate::store::new_epoch;
use crate::store::{
    CommitError, Committed, Loaded, Page, ReadFuture, RedactError, Store, StoredCommit, StoredEvent,
};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::time::Timestamp;
use futures_util::future::{self, BoxFuture, FutureExt};
use state::State;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

type Reply = oneshot::Sender<Result<Committed, CommitError>>;

#[derive(Debug, Default)]
struct Inner {
    state: State,
    /// What becomes of the next commits, in order; `None` for one that is taken.
    failures: VecDeque<Option<CommitError>>,
    /// Commits that wait for [`MemoryStore::resume`]; `None` while nothing is held up.
    stalled: Option<Vec<(Commit, Reply)>>,
    stopped: Option<String>,
}

/// A store that forgets everything when it is dropped.
#[derive(Debug)]
pub struct MemoryStore {
    inner: Mutex<Inner>,
    epoch: u64,
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryStore {
    #[must_use]
    pub fn new() -> Self {
        Self { inner: Mutex::default(), epoch: new_epoch() }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next commit is refused with `error` and changes nothing. Can be called more than once: each call
    /// fails one commit.
    pub fn fail_next(&self, error: CommitError) {
        self.inner().failures.push_back(Some(error));
    }

    /// As [`Self::fail_next`], after `taken` commits that are made. Whatever was to fail before is forgotten.
    pub fn fail_after(&self, taken: usize, error: CommitError) {
        let mut inner = self.inner();
        inner.failures = std::iter::repeat_n(None, taken).chain([Some(error)]).collect();
    }

    /// From now on commits are taken but neither made nor answered, as on a disk that hangs.
    pub fn stall(&self) {
        self.inner().stalled.get_or_insert_default();
    }

    /// Makes the commits that were held up, in their order, and answers them.
    pub fn resume(&self) {
        let mut inner = self.inner();
        let stalled = inner.stalled.take().unwrap_or_default();
        for (commit, reply) in stalled {
            let result = inner.commit(commit);
            // Whoever gave up waiting does not need the answer.
            drop(reply.send(result));
        }
    }

    /// How many commits are held up.
    #[must_use]
    pub fn stalled(&self) -> usize {
        self.inner().stalled.as_ref().map_or(0, Vec::len)
    }

    /// From now on every commit fails, as after a failed sync.
    pub fn stop(&self, text: impl Into<String>) {
        self.inner().stopped = Some(text.into());
    }

    fn read<T: Send + 'static>(&self, work: impl FnOnce(&State) -> T) -> ReadFuture<'_, T> {
        future::ready(Ok(work(&self.inner().state))).boxed()
    }
}

impl Inner {
    fn commit(&mut self, commit: Commit) -> Result<Committed, CommitError> {
        if let Some(text) = &self.stopped {
            return Err(CommitError::Failed(text.clone()));
        }
        if let Some(Some(error)) = self.failures.pop_front() {
            return Err(error);
        }
        self.state.commit(commit).map(|offset| Committed { offset })
    }
}

impl Store for MemoryStore {
    fn commit(&self, commit: Commit) -> BoxFuture<'static, Result<Committed, CommitError>> {
        if let Err(bound) = crate::journal::check(&commit) {
            return future::ready(Err(CommitError::Invalid(bound))).boxed();
        }
        let mut inner = self.inner();
        if let Some(stalled) = &mut inner.stalled {
            let (reply, receipt) = oneshot::channel();
            stalled.push((commit, reply));
            let dropped = |_| Err(CommitError::Failed("the store is closed".to_owned()));
            return receipt.map(move |reply| reply.unwrap_or_else(dropped)).boxed();
        }
        future::ready(inner.commit(commit)).boxed()
    }

    fn offset(&self) -> Offset {
        self.inner().state.offset()
    }

    fn epoch(&self) -> u64 {
        self.epoch
    }

    fn next_number(&self, counter: Counter) -> u64 {
        self.inner().state.next_number(counter)
    }

    fn load(&self, conversation: ConversationId) -> ReadFuture<'_, Option<Loaded>> {
        self.read(|state| {
            let snapshot = state.snapshots.get(&conversation).cloned();
            let seq = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
            let events = state.events(conversation, Page::After { seq, limit: usize::MAX });
            state.exists(conversation).then_some(Loaded { snapshot, events })
        })
    }

    fn save_snapshot(&self, conversation: ConversationId, seq: u64, snapshot: Bytes) {
        self.inner().state.snapshots.insert(conversation, (seq, snapshot));
    }

    fn events(&self, conversation: ConversationId, page: Page) -> ReadFuture<'_, Vec<StoredEvent>> {
        self.read(|state| state.events(conversation, page))
    }

    fn read_from(&self, after: Offset, limit: usize) -> ReadFuture<'_, Vec<StoredCommit>> {
        self.read(|state| state.read_from(after, limit))
    }

    fn outbox_due(
        &self,
        integration: IntegrationId,
        now: Timestamp,
        limit: usize,
    ) -> ReadFuture<'_, Vec<OutboxRow>> {
        self.read(|state| state.due_outbox(integration, now, limit))
    }

    fn timers_due(&self, now: Timestamp, limit: usize) -> ReadFuture<'_, Vec<Timer>> {
        self.read(|state| state.due_timers(now, limit))
    }

    fn next_timer(&self) -> ReadFuture<'_, Option<Timestamp>> {
        self.read(State::next_timer)
    }

    fn seen(&self, event: &DedupeKey) -> ReadFuture<'_, bool> {
        self.read(|state| state.seen(event))
    }

    fn record(&self, kind: RecordKind, key: &[u8]) -> ReadFuture<'_, Option<Record>> {
        self.read(|state| state.record(kind, key))
    }

    fn records(&self, kind: RecordKind, after: &[u8], limit: usize) -> ReadFuture<'_, Vec<Record>> {
        self.read(|state| state.records(kind, after, limit))
    }

    fn row(&self, table: RowTable, key: &[u8]) -> ReadFuture<'_, Option<Bytes>> {
        self.read(|state| state.row(table, key))
    }

    fn rows(
        &self,
        table: RowTable,
        prefix: &[u8],
        after: &[u8],
        limit: usize,
    ) -> ReadFuture<'_, Vec<(Bytes, Bytes)>> {
        self.read(|state| state.rows(table, prefix, after, limit))
    }

    fn audit_before(
        &self,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> ReadFuture<'_, Vec<(AuditPlace, AuditEntry)>> {
        self.read(move |state| state.audit_before(before, limit))
    }

    fn audit(&self, of: Option<(RecordKind, Bytes)>, limit: usize) -> ReadFuture<'_, Vec<AuditEntry>> {
        self.read(|state| state.audit(of.as_ref(), limit))
    }

    fn envelopes(&self, integration: IntegrationId, limit: usize) -> ReadFuture<'_, Vec<Envelope>> {
        self.read(|state| state.envelopes(integration, limit))
    }

    fn redact(
        &self,
        conversation: ConversationId,
        messages: Vec<MessageId>,
    ) -> BoxFuture<'_, Result<u64, RedactError>> {
        future::ready(Ok(self.inner().state.redact(conversation, &messages))).boxed()
    }

    fn healthy(&self) -> Result<(), String> {
        self.inner().stopped.clone().map_or(Ok(()), Err)
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        self.stop("the store is closed");
        future::ready(()).boxed()
    }
}
