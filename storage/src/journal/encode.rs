//! A commit as the bytes of a frame. Runs in the thread of the caller, so that the committer only copies.

use super::entry::{BlobKind, Control, Entry};
use super::layout::{FRAME_HEAD, FrameHead, MAX_FRAME};
use crate::codec::{narrow, put_bytes, put_varint, wide};
use crate::commit::{
    Append, AuditEntry, Commit, DedupeKey, Expected, Offset, OutboxChange, OutboxRow, RecordWrite, RowWrite,
    TimerChange,
};
use bytes::Bytes;

/// Tags of the items in a frame's meta section.
pub(super) mod tag {
    pub(crate) const APPEND: u8 = 1;
    pub(crate) const OUTBOX_PUT: u8 = 2;
    pub(crate) const OUTBOX_DONE: u8 = 3;
    pub(crate) const TIMER_SET: u8 = 4;
    pub(crate) const TIMER_CLEAR: u8 = 5;
    pub(crate) const DEDUPE: u8 = 6;
    pub(crate) const RECORD_PUT: u8 = 7;
    pub(crate) const RECORD_DELETE: u8 = 8;
    pub(crate) const ROW_PUT: u8 = 9;
    pub(crate) const ROW_DELETE: u8 = 10;
    pub(crate) const NUMBER: u8 = 11;
    pub(crate) const AUDIT: u8 = 12;
    pub(crate) const ENVELOPE: u8 = 13;
    pub(crate) const REDACT: u8 = 14;
    pub(crate) const REDACTED: u8 = 15;
}

/// Length of the head of each blob in bytes, up to its state; the checksum of the content and the content follow.
pub(super) const BLOB_HEAD: usize = 24;

pub(super) const BLOB_LIVE: u8 = b'L';
pub(super) const BLOB_BLANKED: u8 = b'B';

/// The longest key of a record or row and the longest event id of a provider, in bytes.
pub const MAX_KEY: usize = 255;

/// The index numbers the audit entries and envelopes of a commit with two bytes.
const MAX_ITEMS: usize = 65_535;

const TOO_LARGE: &str = "the commit is larger than the largest frame";

/// A frame that lacks only its place in the journal.
#[derive(Debug)]
pub(crate) struct Encoded {
    bytes: Vec<u8>,
    meta_length: u32,
    blobs_length: u32,
    meta_crc: u32,
    /// Where the revision of a record stands that only the committer can know, and which record it is.
    revisions: Vec<(usize, usize)>,
}

impl Encoded {
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Puts in what only the committer knows, and gives the whole frame.
    pub(crate) fn finish(mut self, offset: Offset, at: u64, group_index: u32, revisions: &[u64]) -> Vec<u8> {
        for (position, record) in &self.revisions {
            let revision = revisions.get(*record).copied().unwrap_or_default();
            if let Some(slot) = self.bytes.get_mut(*position..*position + 8) {
                slot.copy_from_slice(&revision.to_le_bytes());
            }
        }
        let Self { meta_length, blobs_length, mut meta_crc, .. } = self;
        if !self.revisions.is_empty() {
            let meta = self.bytes.get(FRAME_HEAD..FRAME_HEAD + narrow(u64::from(meta_length)));
            meta_crc = crc32c::crc32c(meta.unwrap_or_default());
        }
        let head = FrameHead { meta_length, blobs_length, meta_crc, offset, at, group_index };
        if let Some(slot) = self.bytes.get_mut(..FRAME_HEAD) {
            slot.copy_from_slice(&head.encode());
        }
        self.bytes
    }
}

/// # Errors
/// Which bound of the format the entry breaks.
pub(crate) fn encode(entry: &Entry) -> Result<Encoded, &'static str> {
    if entry.control.is_none() {
        check(&entry.commit)?;
    }
    let mut writer = Writer { out: Vec::with_capacity(estimate(&entry.commit)), revisions: Vec::new() };
    writer.out.resize(FRAME_HEAD, 0);
    writer.commit(&entry.commit);
    writer.control(entry.control.as_ref());
    let meta_end = writer.out.len();
    writer.blobs(&entry.commit);
    let Writer { out: bytes, revisions } = writer;
    if bytes.len() > MAX_FRAME {
        return Err(TOO_LARGE);
    }
    let too_large = |_| TOO_LARGE;
    Ok(Encoded {
        meta_length: u32::try_from(meta_end - FRAME_HEAD).map_err(too_large)?,
        blobs_length: u32::try_from(bytes.len() - meta_end).map_err(too_large)?,
        meta_crc: crc32c::crc32c(bytes.get(FRAME_HEAD..meta_end).unwrap_or_default()),
        bytes,
        revisions,
    })
}

/// The bounds that do not depend on the encoding.
///
/// # Errors
/// Which one the commit breaks.
pub(crate) fn check(commit: &Commit) -> Result<(), &'static str> {
    if *commit == Commit::default() {
        return Err("a commit that says nothing");
    }
    let key_fits = |key: &[u8]| !key.is_empty() && key.len() <= MAX_KEY;
    if commit.append.as_ref().is_some_and(|append| append.events.is_empty()) {
        return Err("an append without events");
    }
    if !commit.records.iter().all(|record| key_fits(&record.key)) {
        return Err("the key of a record is 1 to 255 bytes");
    }
    if !commit.rows.iter().all(|row| key_fits(&row.key)) {
        return Err("the key of a row is 1 to 255 bytes");
    }
    if !commit.audit.iter().all(|entry| key_fits(&entry.key)) {
        return Err("the key of an audited record is 1 to 255 bytes");
    }
    if commit.dedupe.iter().any(|key| key.event.len() > MAX_KEY) {
        return Err("the event id of a provider is at most 255 bytes");
    }
    if commit.audit.len() > MAX_ITEMS || commit.envelopes.len() > MAX_ITEMS {
        return Err("a commit holds at most 65,535 audit entries and as many envelopes");
    }
    if contents(commit) > MAX_FRAME {
        return Err(TOO_LARGE);
    }
    Ok(())
}

/// The length of everything that the caller chose, in bytes.
fn contents(commit: &Commit) -> usize {
    let length = |bytes: Option<&Bytes>| bytes.map_or(0, Bytes::len);
    let events: usize = commit.append.iter().flat_map(|append| &append.events).map(Bytes::len).sum();
    let bodies: usize = commit.bodies.iter().map(|body| body.content.len()).sum();
    let outbox: usize = commit.outbox.iter().map(|change| length(change.payload())).sum();
    let records: usize = commit.records.iter().map(|write| length(write.body.as_ref())).sum();
    let rows: usize = commit.rows.iter().map(|write| length(write.value.as_ref())).sum();
    let audit: usize = commit.audit.iter().map(|entry| entry.detail.len()).sum();
    let envelopes: usize = commit.envelopes.iter().map(|envelope| envelope.raw.len()).sum();
    [events, bodies, outbox, records, rows, audit, envelopes].into_iter().fold(0, usize::saturating_add)
}

/// What an item takes besides its content: tag, ids, lengths, and the head of its blob.
const ITEM: usize = 80;

/// Enough for most commits, so that the buffer seldom grows.
fn estimate(commit: &Commit) -> usize {
    let Commit { append, bodies, outbox, timers, dedupe, records, rows, audit, envelopes, .. } = commit;
    let events = append.as_ref().map_or(0, |append| append.events.len());
    let items = [events, bodies.len(), outbox.len(), timers.len(), dedupe.len(), records.len(), rows.len()];
    let items = items.into_iter().sum::<usize>() + audit.len() + envelopes.len() + 1;
    FRAME_HEAD + contents(commit) + items * ITEM
}

struct Writer {
    out: Vec<u8>,
    revisions: Vec<(usize, usize)>,
}

impl Writer {
    fn commit(&mut self, commit: &Commit) {
        commit.append.iter().for_each(|append| self.append(append));
        commit.outbox.iter().for_each(|change| self.outbox(change));
        commit.timers.iter().for_each(|change| self.timer(change));
        commit.dedupe.iter().for_each(|key| self.dedupe(key));
        commit.records.iter().enumerate().for_each(|(index, write)| self.record(index, write));
        commit.rows.iter().for_each(|write| self.row(write));
        for (counter, number) in &commit.numbers {
            self.out.extend_from_slice(&[tag::NUMBER, counter.code()]);
            put_varint(&mut self.out, *number);
        }
        commit.audit.iter().for_each(|entry| self.audit(entry));
        for envelope in &commit.envelopes {
            self.out.push(tag::ENVELOPE);
            self.out.extend_from_slice(&envelope.integration.to_bytes());
            put_varint(&mut self.out, envelope.at.millis());
        }
    }

    fn append(&mut self, append: &Append) {
        self.out.push(tag::APPEND);
        self.out.extend_from_slice(&append.conversation.to_bytes());
        put_varint(&mut self.out, append.expected_seq);
        put_varint(&mut self.out, wide(append.events.len()));
        for event in &append.events {
            put_bytes(&mut self.out, event);
        }
    }

    fn outbox(&mut self, change: &OutboxChange) {
        match change {
            OutboxChange::Put(OutboxRow { id, integration, conversation, due, payload: _ }) => {
                self.out.push(tag::OUTBOX_PUT);
                self.out.extend_from_slice(&id.to_bytes());
                self.out.extend_from_slice(&integration.to_bytes());
                self.out.extend_from_slice(&conversation.to_bytes());
                put_varint(&mut self.out, due.millis());
            }
            OutboxChange::Done(id) => {
                self.out.push(tag::OUTBOX_DONE);
                self.out.extend_from_slice(&id.to_bytes());
            }
        }
    }

    fn timer(&mut self, change: &TimerChange) {
        match change {
            TimerChange::Set(timer) => {
                self.out.push(tag::TIMER_SET);
                self.out.extend_from_slice(&timer.conversation.to_bytes());
                self.out.push(timer.kind);
                put_varint(&mut self.out, timer.due.millis());
            }
            TimerChange::Clear { conversation, kind } => {
                self.out.push(tag::TIMER_CLEAR);
                self.out.extend_from_slice(&conversation.to_bytes());
                self.out.push(*kind);
            }
        }
    }

    fn dedupe(&mut self, key: &DedupeKey) {
        self.out.push(tag::DEDUPE);
        self.out.extend_from_slice(&key.integration.to_bytes());
        put_bytes(&mut self.out, &key.event);
    }

    fn record(&mut self, index: usize, write: &RecordWrite) {
        let put = write.body.is_some();
        self.out
            .extend_from_slice(&[if put { tag::RECORD_PUT } else { tag::RECORD_DELETE }, write.kind.code()]);
        put_bytes(&mut self.out, &write.key);
        if put {
            let revision = match write.expected {
                Expected::Absent => 1,
                Expected::Revision(known) => known.saturating_add(1),
                Expected::Any => {
                    self.revisions.push((self.out.len(), index));
                    0
                }
            };
            self.out.extend_from_slice(&revision.to_le_bytes());
        }
    }

    fn row(&mut self, write: &RowWrite) {
        let item = if write.value.is_some() { tag::ROW_PUT } else { tag::ROW_DELETE };
        self.out.extend_from_slice(&[item, write.table.code()]);
        put_bytes(&mut self.out, &write.key);
    }

    fn audit(&mut self, entry: &AuditEntry) {
        self.out.push(tag::AUDIT);
        put_varint(&mut self.out, entry.at.millis());
        put_varint(&mut self.out, entry.actor.map_or(0, u64::from));
        self.out.push(entry.kind.code());
        put_bytes(&mut self.out, &entry.key);
    }

    fn control(&mut self, control: Option<&Control>) {
        match control {
            None => {}
            Some(Control::Redact(redaction)) => {
                self.out.push(tag::REDACT);
                self.out.extend_from_slice(&redaction.conversation.to_bytes());
                put_varint(&mut self.out, wide(redaction.messages.len()));
                for message in &redaction.messages {
                    self.out.extend_from_slice(&message.to_bytes());
                }
            }
            Some(Control::Redacted(intent)) => {
                self.out.push(tag::REDACTED);
                put_varint(&mut self.out, *intent);
            }
        }
    }

    /// In the order of [`BlobKind`], and within a kind in the order of the items.
    fn blobs(&mut self, commit: &Commit) {
        for body in &commit.bodies {
            self.blob(BlobKind::Message, body.message.to_bytes(), &body.content);
        }
        for change in &commit.outbox {
            if let OutboxChange::Put(row) = change {
                self.blob(BlobKind::Outbox, [0; 12], &row.payload);
            }
        }
        for body in commit.records.iter().filter_map(|record| record.body.as_ref()) {
            self.blob(BlobKind::Record, [0; 12], body);
        }
        for value in commit.rows.iter().filter_map(|row| row.value.as_ref()) {
            self.blob(BlobKind::Row, [0; 12], value);
        }
        for entry in &commit.audit {
            self.blob(BlobKind::Audit, [0; 12], &entry.detail);
        }
        for envelope in &commit.envelopes {
            self.blob(BlobKind::Envelope, [0; 12], &envelope.raw);
        }
    }

    fn blob(&mut self, kind: BlobKind, name: [u8; 12], content: &[u8]) {
        let start = self.out.len();
        // A content beyond u32 makes the frame larger than the largest, which `encode` refuses.
        let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
        self.out.extend_from_slice(&[kind.code(), 0, 0, 0]);
        self.out.extend_from_slice(&name);
        self.out.extend_from_slice(&length.to_le_bytes());
        let crc = crc32c::crc32c(self.out.get(start..).unwrap_or_default());
        self.out.extend_from_slice(&crc.to_le_bytes());
        self.out.push(BLOB_LIVE);
        // Behind the state, so that erasing takes it along: of a short text even a checksum tells too much.
        self.out.extend_from_slice(&crc32c::crc32c(content).to_le_bytes());
        self.out.extend_from_slice(content);
    }
}
