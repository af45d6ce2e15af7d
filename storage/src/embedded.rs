//! The embedded engine: the journal holds the truth, sled finds things in it. Needs nothing installed.
//!
//! Three threads a store: the committer (checks, writes, syncs), the applier (index, acknowledgements) and the
//! one that moves full layers of the index into sled.

mod applier;
mod conversations;
mod core;
mod lock;
mod lookups;
mod opening;
mod redaction;

use crate::commit::{
    AuditEntry, AuditPlace, Commit, Counter, DedupeKey, Envelope, Offset, OutboxRow, Record, RecordKind,
    RowTable, Timer,
};
use crate::config::{Progress, StoreConfig};
use crate::error::OpenError;
use crate::journal::entry::{Entry, Redaction};
use crate::journal::{Committer, GROUPS_UNDER_WAY, Queue, Shared, mark};
use crate::sled::index::Index;
use crate::sled::keys;
use crate::sled::open::INDEX_DIR;
use crate::sled::state::{self, State};
use crate::store::{
    CommitError, Committed, Loaded, Page, ReadError, ReadFuture, RedactError, Store, StoredCommit,
    StoredEvent,
};
use bytes::Bytes;
pub(crate) use conversations::stored_events;
use core::Core;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::time::Timestamp;
use futures_util::future::{self, BoxFuture, FutureExt};
use lock::DataLock;
use opening::{Flusher, Opened};
pub(crate) use opening::{JOURNAL_DIR, fresh_index};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The largest snapshot that is kept, in bytes; a larger one is left out and the events are read instead.
/// sled's pages suffer from large values.
pub const MAX_SNAPSHOT: usize = 256 << 10;

/// The journal with sled as its index.
pub struct EmbeddedStore {
    core: Arc<Core>,
    queue: Arc<Queue>,
    /// `None` once the store is closed.
    running: Arc<Mutex<Option<Running>>>,
}

/// What ends when the store is closed.
struct Running {
    dir: PathBuf,
    committer: JoinHandle<()>,
    applier: JoinHandle<()>,
    flusher: Flusher,
    lock: DataLock,
}

impl EmbeddedStore {
    /// Opens the store in `config.dir`, or creates it. Blocks: for milliseconds after a clean close, for as long
    /// as reading the journal takes if the index must be built anew.
    ///
    /// # Errors
    /// What is wrong, with the path and the remedy. Nothing that was acknowledged is ever given up here.
    pub fn open(config: &StoreConfig, progress: impl Fn(Progress)) -> Result<Arc<Self>, OpenError> {
        let Opened { lock, core, tail, flusher } = opening::open(config, &progress)?;
        let io = |error| OpenError::io(&config.dir)(error);
        let mark = mark::Mark::open(core.segments.dir(), core.epoch).map_err(io)?;
        mark.set(core.offset()).map_err(io)?;
        let (durable, groups) = sync_channel(GROUPS_UNDER_WAY);
        let shared = Shared {
            segments: core.segments.clone(),
            index: core.index.clone(),
            durable,
            applied: core.applied.clone(),
            failure: core.failure.clone(),
        };
        let (queue, committer) = Committer::new(&shared, mark, tail, config).map_err(io)?;
        drop(shared);
        let spawn = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let applying = core.clone();
        let applier = spawn("applier").spawn(move || applier::run(&applying, &groups)).map_err(io)?;
        let committer = spawn("committer").spawn(move || committer.run()).map_err(io)?;
        let running = Running { dir: config.dir.clone(), committer, applier, flusher, lock };
        let store = Self { core, queue: Arc::new(queue), running: Arc::new(Mutex::new(Some(running))) };
        if let Err(error) = store.complete_redactions() {
            // The data is whole and can be served; what is left to erase is taken up at the next start.
            tracing::error!(error = %error, "interrupted erasure could not be completed");
        }
        Ok(Arc::new(store))
    }

    pub(crate) fn index(&self) -> &Index {
        &self.core.index
    }

    /// Runs a read that may touch the disk where it may block.
    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Core) -> Result<T, ReadError> + Send + 'static,
    ) -> ReadFuture<'_, T> {
        let core = self.core.clone();
        async move {
            match tokio::runtime::Handle::try_current() {
                Err(_) => work(&core),
                Ok(runtime) => runtime
                    .spawn_blocking(move || work(&core))
                    .await
                    .unwrap_or_else(|error| Err(ReadError::Failed(error.to_string()))),
            }
        }
        .boxed()
    }

    /// Runs a read of a few rows, which the index answers from memory or the page cache, in the caller's thread:
    /// moving it to another thread would cost more than it does.
    fn lookup<T: Send + 'static>(&self, found: Result<T, ReadError>) -> ReadFuture<'_, T> {
        future::ready(found).boxed()
    }
}

impl Store for EmbeddedStore {
    fn commit(&self, commit: Commit) -> BoxFuture<'static, Result<Committed, CommitError>> {
        self.queue.submit(Entry { commit, ..Entry::default() })
    }

    fn offset(&self) -> Offset {
        self.core.offset()
    }

    fn epoch(&self) -> u64 {
        self.core.epoch
    }

    fn next_number(&self, counter: Counter) -> u64 {
        self.core.numbers.next(counter)
    }

    fn load(&self, conversation: ConversationId) -> ReadFuture<'_, Option<Loaded>> {
        self.read(move |core| core.load(conversation))
    }

    fn save_snapshot(&self, conversation: ConversationId, seq: u64, snapshot: Bytes) {
        if snapshot.len() > MAX_SNAPSHOT {
            tracing::debug!(conversation.id = %conversation, size = snapshot.len(), "snapshot too large to keep");
            return;
        }
        let mut value = Vec::with_capacity(snapshot.len() + 10);
        crate::codec::put_varint(&mut value, seq);
        value.extend_from_slice(&snapshot);
        self.core.index.put_unjournaled(keys::snapshot(conversation), Bytes::from(value));
    }

    fn events(&self, conversation: ConversationId, page: Page) -> ReadFuture<'_, Vec<StoredEvent>> {
        self.read(move |core| core.events(conversation, page))
    }

    fn read_from(&self, after: Offset, limit: usize) -> ReadFuture<'_, Vec<StoredCommit>> {
        self.read(move |core| core.read_from(after, limit))
    }

    fn outbox_due(
        &self,
        integration: IntegrationId,
        now: Timestamp,
        limit: usize,
    ) -> ReadFuture<'_, Vec<OutboxRow>> {
        self.read(move |core| core.outbox_due(integration, now, limit))
    }

    fn timers_due(&self, now: Timestamp, limit: usize) -> ReadFuture<'_, Vec<Timer>> {
        self.read(move |core| core.timers_due(now, limit))
    }

    fn next_timer(&self) -> ReadFuture<'_, Option<Timestamp>> {
        self.lookup(self.core.next_timer())
    }

    fn seen(&self, event: &DedupeKey) -> ReadFuture<'_, bool> {
        self.lookup(self.core.seen(event))
    }

    fn record(&self, kind: RecordKind, key: &[u8]) -> ReadFuture<'_, Option<Record>> {
        self.lookup(self.core.record(kind, key))
    }

    fn records(&self, kind: RecordKind, after: &[u8], limit: usize) -> ReadFuture<'_, Vec<Record>> {
        let after = after.to_vec();
        self.read(move |core| core.records(kind, &after, limit))
    }

    fn row(&self, table: RowTable, key: &[u8]) -> ReadFuture<'_, Option<Bytes>> {
        self.lookup(self.core.row(table, key))
    }

    fn rows(
        &self,
        table: RowTable,
        prefix: &[u8],
        after: &[u8],
        limit: usize,
    ) -> ReadFuture<'_, Vec<(Bytes, Bytes)>> {
        let (prefix, after) = (prefix.to_vec(), after.to_vec());
        self.read(move |core| core.rows(table, &prefix, &after, limit))
    }

    fn audit_before(
        &self,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> ReadFuture<'_, Vec<(AuditPlace, AuditEntry)>> {
        self.read(move |core| core.audit_before(before, limit))
    }

    fn audit(&self, of: Option<(RecordKind, Bytes)>, limit: usize) -> ReadFuture<'_, Vec<AuditEntry>> {
        self.read(move |core| core.audit(of.as_ref(), limit))
    }

    fn envelopes(&self, integration: IntegrationId, limit: usize) -> ReadFuture<'_, Vec<Envelope>> {
        self.read(move |core| core.envelopes(integration, limit))
    }

    fn redact(
        &self,
        conversation: ConversationId,
        messages: Vec<MessageId>,
    ) -> BoxFuture<'_, Result<u64, RedactError>> {
        self.erase(Redaction { conversation, messages }).boxed()
    }

    fn healthy(&self) -> Result<(), String> {
        let broken = || self.core.index.broken().map(ToString::to_string);
        self.core.failure.get().or_else(broken).map_or(Ok(()), Err)
    }

    fn close(&self) -> BoxFuture<'_, ()> {
        let (queue, running, core) = (self.queue.clone(), self.running.clone(), self.core.clone());
        async move {
            let work = move || shut_down(&queue, &running, &core);
            match tokio::runtime::Handle::try_current() {
                Err(_) => work(),
                Ok(runtime) => drop(runtime.spawn_blocking(work).await),
            }
        }
        .boxed()
    }
}

impl Drop for EmbeddedStore {
    fn drop(&mut self) {
        shut_down(&self.queue, &self.running, &self.core);
    }
}

/// Throws the index away and builds it anew from the journal. Gives the newest offset. Blocks.
///
/// # Errors
/// As [`EmbeddedStore::open`], among them that a server uses the data.
pub fn rebuild(config: &StoreConfig, progress: impl Fn(Progress)) -> Result<Offset, OpenError> {
    opening::distrust_index(config)?;
    EmbeddedStore::open(config, progress).map(|store| store.offset())
}

/// Ends the threads in the order in which they feed each other, then seals the index.
fn shut_down(queue: &Queue, running: &Mutex<Option<Running>>, core: &Core) {
    let Some(running) = running.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    let Running { dir, committer, applier, flusher, lock } = running;
    queue.close();
    let joined = committer.join().and_then(|()| applier.join());
    if joined.is_err() {
        core.failure.set("a thread of the store panicked");
    }
    let written = core.index.write_out();
    drop(flusher);
    if joined.is_ok() && written.is_ok() && core.index.broken().is_none() && core.failure.get().is_none() {
        // If it cannot be sealed it counts as left open, and is looked at or rebuilt at the next start.
        if let Err(error) = seal(&dir) {
            tracing::warn!(error = %error, "index could not be sealed");
        }
    }
    core.failure.close();
    drop(lock);
}

fn seal(dir: &Path) -> std::io::Result<()> {
    let index = dir.join(INDEX_DIR);
    state::sync(&index)?;
    state::write(dir, &State::Closed { seal: state::seal(&index)? })
}
