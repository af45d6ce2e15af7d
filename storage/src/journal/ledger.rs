//! What the committer knows beyond the index: the effects of commits that are accepted but not applied yet, so
//! that the commits of one group see each other.

use crate::commit::{Append, Commit, DedupeKey, Expected, Offset, RecordKind, RecordWrite};
use crate::sled::index::{Index, IndexError};
use crate::sled::keys;
use crate::sled::values::{self, EventsAt};
use crate::store::{CommitError, Conflict};
use bytes::Bytes;
use frontdesk_model::id::ConversationId;
use std::collections::HashMap;
use std::sync::Arc;

/// How many conversations' last sequences are kept in memory (about 40 bytes each); the others are looked up.
const KNOWN_HEADS: usize = 65_536;

/// When so many records or dedupe keys are remembered, those that are applied by now are forgotten.
const KNOWN_KEYS: usize = 16_384;

pub(super) struct Ledger {
    index: Arc<Index>,
    /// The last sequence of a conversation, and the offset that made it.
    heads: HashMap<ConversationId, (u64, Offset)>,
    /// The revision of a record, `None` when it is deleted.
    records: HashMap<(RecordKind, Bytes), (Option<u64>, Offset)>,
    dedupe: HashMap<[u8; 16], Offset>,
}

impl From<IndexError> for CommitError {
    fn from(error: IndexError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Ledger {
    pub(super) fn new(index: Arc<Index>) -> Self {
        Self { index, heads: HashMap::new(), records: HashMap::new(), dedupe: HashMap::new() }
    }

    /// Checks what the commit expects; accepted, it counts as made at `offset`. Gives the revisions that its
    /// records get, in order.
    pub(super) fn accept(&mut self, commit: &Commit, offset: Offset) -> Result<Vec<u64>, CommitError> {
        let fingerprints = self.unseen(&commit.dedupe)?;
        if let Some(append) = &commit.append {
            self.check_append(append)?;
        }
        let revisions = self.revisions(&commit.records)?;
        if let Some(append) = &commit.append {
            let last = append.expected_seq + crate::codec::wide(append.events.len());
            self.heads.insert(append.conversation, (last, offset));
        }
        for (write, revision) in commit.records.iter().zip(&revisions) {
            let now = write.body.is_some().then_some(*revision);
            self.records.insert((write.kind, write.key.clone()), (now, offset));
        }
        self.dedupe.extend(fingerprints.into_iter().map(|fingerprint| (fingerprint, offset)));
        Ok(revisions)
    }

    fn unseen(&self, dedupe: &[DedupeKey]) -> Result<Vec<[u8; 16]>, CommitError> {
        let mut fingerprints = Vec::with_capacity(dedupe.len());
        for key in dedupe {
            let fingerprint = keys::fingerprint(key);
            if self.dedupe.contains_key(&fingerprint)
                || self.index.get(&keys::dedupe(&fingerprint))?.is_some()
            {
                return Err(CommitError::Duplicate(key.clone()));
            }
            fingerprints.push(fingerprint);
        }
        Ok(fingerprints)
    }

    fn check_append(&self, append: &Append) -> Result<(), CommitError> {
        let Append { conversation, expected_seq: expected, .. } = *append;
        let actual = match self.heads.get(&conversation) {
            Some((seq, _)) => *seq,
            None => stored_head(&self.index, conversation)?,
        };
        if actual == expected {
            return Ok(());
        }
        Err(CommitError::Conflict { what: Conflict::Sequence { conversation, expected, actual } })
    }

    fn revisions(&self, writes: &[RecordWrite]) -> Result<Vec<u64>, CommitError> {
        let mut revisions: Vec<u64> = Vec::with_capacity(writes.len());
        for (number, write) in writes.iter().enumerate() {
            let earlier = writes.iter().zip(&revisions).take(number).rev();
            let same =
                earlier.into_iter().find(|(other, _)| other.kind == write.kind && other.key == write.key);
            let actual = match same {
                Some((other, revision)) => other.body.is_some().then_some(*revision),
                None => self.revision(write)?,
            };
            let as_expected = match write.expected {
                Expected::Absent => actual.is_none(),
                Expected::Revision(revision) => actual == Some(revision),
                Expected::Any => true,
            };
            if !as_expected {
                let what = Conflict::Revision { kind: write.kind, key: write.key.clone(), actual };
                return Err(CommitError::Conflict { what });
            }
            revisions.push(if write.body.is_some() { actual.unwrap_or(0).saturating_add(1) } else { 0 });
        }
        Ok(revisions)
    }

    fn revision(&self, write: &RecordWrite) -> Result<Option<u64>, CommitError> {
        if let Some((revision, _)) = self.records.get(&(write.kind, write.key.clone())) {
            return Ok(*revision);
        }
        let row = self.index.get(&keys::record(write.kind, &write.key))?;
        row.map(|bytes| values::as_number(&bytes))
            .transpose()
            .map_err(|malformed| self.index.fail(malformed.0.to_owned()).into())
    }

    /// Forgets what the index knows as well, when there is much of it.
    pub(super) fn forget_applied(&mut self, applied: Offset) {
        if self.heads.len() > KNOWN_HEADS {
            self.heads.retain(|_, (_, offset)| *offset > applied);
        }
        if self.records.len() > KNOWN_KEYS {
            self.records.retain(|_, (_, offset)| *offset > applied);
        }
        if self.dedupe.len() > KNOWN_KEYS {
            self.dedupe.retain(|_, offset| *offset > applied);
        }
    }
}

/// The last sequence of a conversation in the index; 0 when it does not exist.
pub(crate) fn stored_head(index: &Index, conversation: ConversationId) -> Result<u64, IndexError> {
    let from = keys::events(conversation, 0);
    let until = keys::behind(&keys::events(conversation, u64::MAX));
    let Some((key, value)) = index.descending(&from, &until, 1)?.pop() else { return Ok(0) };
    let first = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
    match (first, EventsAt::decode(&value)) {
        (Some(first), Ok(row)) => Ok(first.saturating_add(row.count).saturating_sub(1)),
        _ => Err(index.fail("a row of events cannot be read".to_owned())),
    }
}
