//! The narrow waist: everything above storage knows only this trait.
//!
//! Nothing above it may assume to be the only process: each write carries the sequence or revision that it
//! expects, and [`CommitError::Conflict`] means reload and decide again.

use crate::commit::{
    AuditEntry, AuditPlace, Commit, Counter, DedupeKey, Envelope, Offset, OutboxRow, Record, RecordKind,
    RowTable, Timer,
};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::time::Timestamp;
use futures_util::future::BoxFuture;

/// Why a commit was not made. After every variant nothing of the commit is durable,
/// but for [`CommitError::Failed`], after which that is unknown until the store was opened again.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum CommitError {
    /// Somebody else wrote first: reload and decide again.
    #[error("the {what} was changed by somebody else")]
    Conflict { what: Conflict },
    /// The dedupe key was seen before: the effect is there already.
    #[error("this provider event was taken in already")]
    Duplicate(DedupeKey),
    /// More commits wait than the queue holds; nothing was written, try again later.
    #[error("the journal's queue is full")]
    Busy,
    /// The commit breaks a bound of the format (a key too long, a frame too large, an empty append).
    #[error("the commit breaks a bound: {0}")]
    Invalid(&'static str),
    /// The journal stopped after a failed write or sync and takes nothing more until a restart.
    #[error("the journal stopped: {0}")]
    Failed(String),
}

/// What was not as the writer expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    Sequence { conversation: ConversationId, expected: u64, actual: u64 },
    Revision { kind: RecordKind, key: Bytes, actual: Option<u64> },
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sequence { .. } => out.write_str("conversation"),
            Self::Revision { .. } => out.write_str("record"),
        }
    }
}

/// Why something could not be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReadError {
    /// The bytes on disk are not what was written; says which file and where.
    #[error("damaged data in {file} at byte {at}: {what}")]
    Damaged { file: String, at: u64, what: &'static str },
    #[error("reading failed: {0}")]
    Failed(String),
}

/// Why contents could not be erased. An intent that was journaled is taken up again at the next start.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum RedactError {
    #[error("the intent to erase could not be journaled")]
    Commit(#[from] CommitError),
    #[error("the contents could not be erased yet")]
    Disk(#[from] ReadError),
}

/// The receipt of a commit: it is on disk and in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    pub offset: Offset,
}

/// One event as stored, with the contents of the messages that its commit carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    pub seq: u64,
    /// The offset of the commit that carried it.
    pub offset: Offset,
    pub payload: Bytes,
    /// The contents of all messages of the same commit; a blanked one is missing.
    pub bodies: Vec<(MessageId, Bytes)>,
}

/// One commit that appended to a conversation, as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCommit {
    pub offset: Offset,
    /// `None` for a commit that touched no conversation.
    pub conversation: Option<ConversationId>,
    /// The sequence of the first of `events`.
    pub first_seq: u64,
    pub events: Vec<Bytes>,
    pub bodies: Vec<(MessageId, Bytes)>,
    /// Raw webhook bodies that it carried.
    pub envelopes: Vec<Envelope>,
}

/// A conversation's newest snapshot, if there is one, and all events after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub snapshot: Option<(u64, Bytes)>,
    pub events: Vec<StoredEvent>,
}

/// Which events of a conversation to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Up to `limit` events with a sequence above `seq`, oldest first.
    After { seq: u64, limit: usize },
    /// The newest `limit` events with a sequence below `seq`, given oldest first.
    Before { seq: u64, limit: usize },
}

pub type ReadFuture<'a, T> = BoxFuture<'a, Result<T, ReadError>>;

/// Draws an epoch. 53 bits: a JavaScript client must give back the very number that it was given.
pub(crate) fn new_epoch() -> u64 {
    rand::random::<u64>() >> 11
}

/// A durable journal of commits and the state that is looked up by key.
///
/// All methods are safe to call at the same time from any thread. Reads see every commit whose
/// acknowledgement was given before the read began. Empty results are values, never errors.
pub trait Store: Send + Sync + 'static {
    /// Makes the commit durable, applies it to the index, then resolves. The place in the journal is
    /// taken when this is called, not when the future is first polled: two commits made one after the
    /// other by the same caller keep their order.
    fn commit(&self, commit: Commit) -> BoxFuture<'static, Result<Committed, CommitError>>;

    /// The offset of the newest commit that is durable and applied; 0 in an empty store.
    fn offset(&self) -> Offset;

    /// Drawn at random when the store was created, and anew after a restore: offsets of one epoch mean
    /// nothing in another.
    fn epoch(&self) -> u64;

    /// The next number of a counter. Unique for the lifetime of the store once a commit has carried it in
    /// `Commit::numbers`; numbers that were never committed may be given out again after a restart.
    fn next_number(&self, counter: Counter) -> u64;

    /// The conversation's state for its writer; `None` when it does not exist.
    fn load(&self, conversation: ConversationId) -> ReadFuture<'_, Option<Loaded>>;

    /// Keeps a snapshot in the index; a rebuilt index has none until they are made again.
    fn save_snapshot(&self, conversation: ConversationId, seq: u64, snapshot: Bytes);

    fn events(&self, conversation: ConversationId, page: Page) -> ReadFuture<'_, Vec<StoredEvent>>;

    /// Up to `limit` commits with an offset above `after`, in order.
    fn read_from(&self, after: Offset, limit: usize) -> ReadFuture<'_, Vec<StoredCommit>>;

    /// Up to `limit` rows that are due at `now`, the longest due first.
    fn outbox_due(
        &self,
        integration: IntegrationId,
        now: Timestamp,
        limit: usize,
    ) -> ReadFuture<'_, Vec<OutboxRow>>;

    /// Up to `limit` timers that are due at `now`, the longest due first.
    fn timers_due(&self, now: Timestamp, limit: usize) -> ReadFuture<'_, Vec<Timer>>;

    /// When the next timer is due.
    fn next_timer(&self) -> ReadFuture<'_, Option<Timestamp>>;

    /// Whether a commit with this dedupe key is there: another one would be refused.
    fn seen(&self, event: &DedupeKey) -> ReadFuture<'_, bool>;

    fn record(&self, kind: RecordKind, key: &[u8]) -> ReadFuture<'_, Option<Record>>;

    /// Up to `limit` records of a kind with a key above `after`, in key order.
    fn records(&self, kind: RecordKind, after: &[u8], limit: usize) -> ReadFuture<'_, Vec<Record>>;

    fn row(&self, table: RowTable, key: &[u8]) -> ReadFuture<'_, Option<Bytes>>;

    /// Up to `limit` rows whose key begins with `prefix` and is above `after`, in key order.
    fn rows(
        &self,
        table: RowTable,
        prefix: &[u8],
        after: &[u8],
        limit: usize,
    ) -> ReadFuture<'_, Vec<(Bytes, Bytes)>>;

    /// The newest `limit` audit entries, newest first; of one record if `of` is given.
    fn audit(&self, of: Option<(RecordKind, Bytes)>, limit: usize) -> ReadFuture<'_, Vec<AuditEntry>>;

    /// The newest `limit` audit entries before a place, newest first, each with its own.
    fn audit_before(
        &self,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> ReadFuture<'_, Vec<(AuditPlace, AuditEntry)>>;

    /// The newest `limit` raw webhook bodies of an integration, newest first.
    fn envelopes(&self, integration: IntegrationId, limit: usize) -> ReadFuture<'_, Vec<Envelope>>;

    /// Erases the contents of these messages of a conversation for good, wherever the store keeps them, and its
    /// snapshot. Gives how many contents were still there; repeating it is harmless. Finds contents that were
    /// committed together with events of that conversation.
    ///
    /// The future may be dropped: the intent is durable first, and is completed at the latest when the store is
    /// opened again. Raw webhook bodies in commits of their own are not touched.
    fn redact(
        &self,
        conversation: ConversationId,
        messages: Vec<MessageId>,
    ) -> BoxFuture<'_, Result<u64, RedactError>>;

    /// Whether commits are being taken; `Err` says why not.
    ///
    /// # Errors
    /// The text of the failure that stopped the journal.
    fn healthy(&self) -> Result<(), String>;

    /// Takes no further commits, waits for those under way, writes the index to disk.
    fn close(&self) -> BoxFuture<'_, ()>;
}
