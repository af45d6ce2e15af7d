//! The bytes of a frame as the commit that they were made from. Takes any bytes and never panics.

use super::encode::{BLOB_BLANKED, BLOB_HEAD, BLOB_LIVE, tag};
use super::entry::{BlobKind, Control, Entry, Frame, Redaction};
use super::layout::{FRAME_HEAD, FrameHead};
use crate::codec::{Malformed, Reader, narrow, wide};
use crate::commit::{
    Append, AuditEntry, Body, Counter, DedupeKey, Envelope, Expected, OutboxChange, OutboxRow, RecordKind,
    RecordWrite, RowTable, RowWrite, Timer, TimerChange,
};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId, UserId};
use frontdesk_model::time::Timestamp;

/// Decodes one whole frame, checking every checksum.
pub(crate) fn decode(bytes: &Bytes) -> Result<Frame, Malformed> {
    let mut reader = Reader::new(bytes);
    let head = FrameHead::decode(reader.take(FRAME_HEAD)?)?;
    let meta = reader.take(narrow(u64::from(head.meta_length)))?;
    if crc32c::crc32c(meta) != head.meta_crc {
        return Err(Malformed("checksum of a frame's meta section"));
    }
    let blobs = blobs(reader.take(narrow(u64::from(head.blobs_length)))?)?;
    if !reader.is_empty() {
        return Err(Malformed("bytes after a frame's end"));
    }
    let mut items = Items { meta: Reader::new(meta), whole: bytes, blobs: Cursor { blobs: &blobs, next: 0 } };
    let entry = items.entry()?;
    let blanked =
        blobs.iter().enumerate().filter(|(_, blob)| blob.content.is_none()).map(|(at, _)| at).collect();
    Ok(Frame { offset: head.offset, entry, blanked })
}

/// One blob of a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Blob<'a> {
    pub(crate) kind: BlobKind,
    pub(crate) name: [u8; 12],
    /// Where its state byte stands in the blob section; the content's checksum and the content follow it.
    pub(crate) state_at: usize,
    pub(crate) length: usize,
    /// `None` for one that was erased.
    pub(crate) content: Option<&'a [u8]>,
}

/// The blobs of a blob section, each one checked.
pub(crate) fn blobs(section: &[u8]) -> Result<Vec<Blob<'_>>, Malformed> {
    let mut reader = Reader::new(section);
    let mut found = Vec::new();
    while !reader.is_empty() {
        let start = section.len() - reader.rest().len();
        let covered = reader.take(BLOB_HEAD - 4)?;
        if crc32c::crc32c(covered) != reader.u32()? {
            return Err(Malformed("checksum of a blob's head"));
        }
        let mut head = Reader::new(covered);
        let [kind, ..] = head.array::<4>()?;
        let kind = BlobKind::from_code(kind).ok_or(Malformed("a blob of an unknown kind"))?;
        let (name, length) = (head.array()?, narrow(u64::from(head.u32()?)));
        let (state, crc, content) = (reader.byte()?, reader.u32()?, reader.take(length)?);
        let content = match state {
            BLOB_LIVE if crc32c::crc32c(content) == crc => Some(content),
            BLOB_LIVE => return Err(Malformed("checksum of a blob's content")),
            BLOB_BLANKED => None,
            _ => return Err(Malformed("the state of a blob")),
        };
        found.push(Blob { kind, name, state_at: start + BLOB_HEAD, length, content });
    }
    if !found.is_sorted_by_key(|blob| blob.kind) {
        return Err(Malformed("blobs out of order"));
    }
    Ok(found)
}

struct Cursor<'a> {
    blobs: &'a [Blob<'a>],
    next: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, kind: BlobKind) -> Option<&'a Blob<'a>> {
        let blob = self.blobs.get(self.next).filter(|blob| blob.kind == kind)?;
        self.next += 1;
        Some(blob)
    }
}

struct Items<'a> {
    meta: Reader<'a>,
    whole: &'a Bytes,
    blobs: Cursor<'a>,
}

impl Items<'_> {
    fn entry(&mut self) -> Result<Entry, Malformed> {
        let mut entry = Entry::default();
        while let Some(blob) = self.blobs.take(BlobKind::Message) {
            let content = self.share(blob);
            entry.commit.bodies.push(Body { message: MessageId::from_bytes(blob.name), content });
        }
        while !self.meta.is_empty() {
            self.item(&mut entry)?;
        }
        if self.blobs.next != self.blobs.blobs.len() {
            return Err(Malformed("a blob that no item names"));
        }
        Ok(entry)
    }

    fn item(&mut self, entry: &mut Entry) -> Result<(), Malformed> {
        let commit = &mut entry.commit;
        match self.meta.byte()? {
            tag::APPEND => commit.append = Some(self.append()?),
            tag::OUTBOX_PUT => commit.outbox.push(OutboxChange::Put(self.outbox_row()?)),
            tag::OUTBOX_DONE => {
                commit.outbox.push(OutboxChange::Done(LongId::from_bytes(self.meta.array()?)));
            }
            tag::TIMER_SET => commit.timers.push(self.timer_set()?),
            tag::TIMER_CLEAR => commit.timers.push(TimerChange::Clear {
                conversation: ConversationId::from_bytes(self.meta.array()?),
                kind: self.meta.byte()?,
            }),
            tag::DEDUPE => commit.dedupe.push(DedupeKey {
                integration: IntegrationId::from_bytes(self.meta.array()?),
                event: self.meta.shared(self.whole)?,
            }),
            tag::RECORD_PUT => {
                let (write, revision) = self.record(true)?;
                commit.records.push(write);
                entry.revisions.push(revision);
            }
            tag::RECORD_DELETE => {
                let (write, revision) = self.record(false)?;
                commit.records.push(write);
                entry.revisions.push(revision);
            }
            tag::ROW_PUT => commit.rows.push(self.row(true)?),
            tag::ROW_DELETE => commit.rows.push(self.row(false)?),
            tag::NUMBER => {
                let counter = Counter::from_code(self.meta.byte()?).ok_or(Malformed("an unknown counter"))?;
                commit.numbers.push((counter, self.meta.varint()?));
            }
            tag::AUDIT => commit.audit.push(self.audit()?),
            tag::ENVELOPE => commit.envelopes.push(Envelope {
                integration: IntegrationId::from_bytes(self.meta.array()?),
                at: Timestamp::from_millis(self.meta.varint()?),
                raw: self.blob(BlobKind::Envelope)?,
            }),
            tag::REDACT => entry.control = Some(self.redact()?),
            tag::REDACTED => entry.control = Some(Control::Redacted(self.meta.varint()?)),
            _ => return Err(Malformed("an item of an unknown kind")),
        }
        Ok(())
    }

    fn share(&self, blob: &Blob<'_>) -> Bytes {
        blob.content.map(|content| self.whole.slice_ref(content)).unwrap_or_default()
    }

    fn blob(&mut self, kind: BlobKind) -> Result<Bytes, Malformed> {
        let blob = self.blobs.take(kind).ok_or(Malformed("an item without its blob"))?;
        Ok(self.share(blob))
    }

    fn append(&mut self) -> Result<Append, Malformed> {
        let conversation = ConversationId::from_bytes(self.meta.array()?);
        let expected_seq = self.meta.varint()?;
        let count = self.meta.varint()?;
        if count == 0 || count > wide(self.meta.rest().len()) || expected_seq.checked_add(count).is_none() {
            return Err(Malformed("the number of events"));
        }
        let events = (0..count).map(|_| self.meta.shared(self.whole)).collect::<Result<_, _>>()?;
        Ok(Append { conversation, expected_seq, events })
    }

    fn outbox_row(&mut self) -> Result<OutboxRow, Malformed> {
        Ok(OutboxRow {
            id: LongId::from_bytes(self.meta.array()?),
            integration: IntegrationId::from_bytes(self.meta.array()?),
            conversation: ConversationId::from_bytes(self.meta.array()?),
            due: Timestamp::from_millis(self.meta.varint()?),
            payload: self.blob(BlobKind::Outbox)?,
        })
    }

    fn timer_set(&mut self) -> Result<TimerChange, Malformed> {
        let conversation = ConversationId::from_bytes(self.meta.array()?);
        let kind = self.meta.byte()?;
        let due = Timestamp::from_millis(self.meta.varint()?);
        Ok(TimerChange::Set(Timer { due, conversation, kind }))
    }

    fn kind(&mut self) -> Result<RecordKind, Malformed> {
        RecordKind::from_code(self.meta.byte()?).ok_or(Malformed("a record of an unknown kind"))
    }

    fn record(&mut self, put: bool) -> Result<(RecordWrite, u64), Malformed> {
        let kind = self.kind()?;
        let key = self.meta.shared(self.whole)?;
        let revision = if put { self.meta.u64()? } else { 0 };
        let body = if put { Some(self.blob(BlobKind::Record)?) } else { None };
        Ok((RecordWrite { kind, key, expected: Expected::Any, body }, revision))
    }

    fn row(&mut self, put: bool) -> Result<RowWrite, Malformed> {
        let table = RowTable::from_code(self.meta.byte()?).ok_or(Malformed("a row of an unknown table"))?;
        let key = self.meta.shared(self.whole)?;
        let value = if put { Some(self.blob(BlobKind::Row)?) } else { None };
        Ok(RowWrite { table, key, value })
    }

    fn audit(&mut self) -> Result<AuditEntry, Malformed> {
        let at = Timestamp::from_millis(self.meta.varint()?);
        let actor = match self.meta.varint()? {
            0 => None,
            number => Some(UserId::new(number).map_err(|_| Malformed("the number of a user"))?),
        };
        let kind = self.kind()?;
        let key = self.meta.shared(self.whole)?;
        Ok(AuditEntry { at, actor, kind, key, detail: self.blob(BlobKind::Audit)? })
    }

    fn redact(&mut self) -> Result<Control, Malformed> {
        let conversation = ConversationId::from_bytes(self.meta.array()?);
        let count = self.meta.varint()?;
        if count > wide(self.meta.rest().len()) {
            return Err(Malformed("the number of messages"));
        }
        let messages =
            (0..count).map(|_| self.meta.array().map(MessageId::from_bytes)).collect::<Result<_, _>>()?;
        Ok(Control::Redact(Redaction { conversation, messages }))
    }
}
