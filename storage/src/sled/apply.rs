//! What a frame of the journal means for the index.
//!
//! Applying the same frames again gives the same rows: every value comes from the frame.

use super::index::{IndexError, Writing};
use super::keys::{self, Key};
use super::values::{self, Applied, Content, EventsAt, MILESTONE_EVERY};
use crate::codec::{Reader, narrow, wide};
use crate::commit::{Commit, Offset, OutboxChange, OutboxRow, Timer, TimerChange};
use crate::journal::entry::{Control, Entry, Redaction};
use crate::journal::segment::Place;
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId};
use frontdesk_model::time::Timestamp;

/// A frame on its way into the index.
pub(crate) struct Applying<'a> {
    pub(crate) epoch: u64,
    pub(crate) offset: Offset,
    pub(crate) place: Place,
    pub(crate) entry: &'a Entry,
    /// The numbers of erased blobs, in order.
    pub(crate) blanked: &'a [usize],
}

impl Applying<'_> {
    pub(crate) fn apply(&self, index: &mut Writing<'_>) -> Result<(), IndexError> {
        let commit = &self.entry.commit;
        self.events(index, commit);
        self.timers(index, commit);
        let mut blob = commit.bodies.len();
        self.outbox(index, commit, &mut blob);
        self.records(index, commit, &mut blob);
        self.rows(index, commit, &mut blob);
        self.audit(index, commit, &mut blob);
        self.envelopes(index, commit, &mut blob);
        for key in &commit.dedupe {
            index.put(keys::dedupe(&keys::fingerprint(key)), values::number(self.offset));
        }
        for (counter, number) in &commit.numbers {
            let key = keys::counter(*counter);
            let known = index.get(&key)?.and_then(|bytes| values::as_number(&bytes).ok()).unwrap_or(0);
            index.put(key, values::number(known.max(*number)));
        }
        self.control(index);
        if self.offset.is_multiple_of(MILESTONE_EVERY) {
            let mut place = Vec::with_capacity(16);
            values::put_place(&mut place, self.place);
            index.put(keys::milestone(self.offset), Bytes::from(place));
        }
        Ok(())
    }

    /// Notes that the index reaches as far as this frame; comes after the last one of a group.
    pub(crate) fn reached(&self, index: &mut Writing<'_>) {
        let applied = Applied { epoch: self.epoch, place: self.place, offset: self.offset };
        index.put(Key::from(&keys::APPLIED), applied.encode());
    }

    fn events(&self, index: &mut Writing<'_>, commit: &Commit) {
        if let Some(append) = &commit.append {
            let row = EventsAt { place: self.place, offset: self.offset, count: wide(append.events.len()) };
            index.put(keys::events(append.conversation, append.expected_seq + 1), row.encode());
        }
    }

    fn timers(&self, index: &mut Writing<'_>, commit: &Commit) {
        for change in &commit.timers {
            match change {
                TimerChange::Set(timer) => {
                    index.timers().set(*timer);
                    index
                        .put(keys::timer(timer.conversation, timer.kind), values::number(timer.due.millis()));
                }
                TimerChange::Clear { conversation, kind } => {
                    index.timers().clear(*conversation, *kind);
                    index.remove(keys::timer(*conversation, *kind));
                }
            }
        }
    }

    fn outbox(&self, index: &mut Writing<'_>, commit: &Commit, blob: &mut usize) {
        for change in &commit.outbox {
            match change {
                OutboxChange::Put(row) => match self.content(&row.payload, blob) {
                    Some(payload) => {
                        index.outbox().put(row.id, row.integration, row.due);
                        index.put(keys::outbox(row.id), outbox_value(row, &payload));
                    }
                    // An erased payload has nothing left to send.
                    None => self.sent(index, row.id),
                },
                OutboxChange::Done(id) => self.sent(index, *id),
            }
        }
    }

    fn sent(&self, index: &mut Writing<'_>, id: LongId) {
        index.outbox().remove(id);
        index.remove(keys::outbox(id));
    }

    fn records(&self, index: &mut Writing<'_>, commit: &Commit, blob: &mut usize) {
        for (write, revision) in commit.records.iter().zip(&self.entry.revisions) {
            let key = keys::record(write.kind, &write.key);
            match write.body.as_ref().and_then(|body| self.content(body, blob)) {
                Some(content) => index.put(key, values::number_and(*revision, &content)),
                None => index.remove(key),
            }
        }
    }

    fn rows(&self, index: &mut Writing<'_>, commit: &Commit, blob: &mut usize) {
        for write in &commit.rows {
            let key = keys::row(write.table, &write.key);
            match write.value.as_ref().and_then(|value| self.content(value, blob)) {
                Some(content) => {
                    let mut out = Vec::new();
                    content.put(&mut out);
                    index.put(key, Bytes::from(out));
                }
                None => index.remove(key),
            }
        }
    }

    fn audit(&self, index: &mut Writing<'_>, commit: &Commit, blob: &mut usize) {
        for (number, entry) in (0u16..).zip(&commit.audit) {
            let detail = self.content(&entry.detail, blob).unwrap_or(Content::Inline(Bytes::new()));
            let actor = entry.actor.map_or(0, u64::from);
            let value = values::audited(entry.at.millis(), actor, entry.kind.code(), &entry.key, &detail);
            index.put(keys::audit(self.offset, number), value);
            index.put(keys::audit_of_at(entry.kind, &entry.key, self.offset, number), Bytes::new());
        }
    }

    fn envelopes(&self, index: &mut Writing<'_>, commit: &Commit, blob: &mut usize) {
        for (number, envelope) in (0u16..).zip(&commit.envelopes) {
            let content = Content::Blob { place: self.place, blob: *blob };
            *blob += 1;
            let value = values::number_and(envelope.at.millis(), &content);
            index.put(keys::envelope(envelope.integration, self.offset, number), value);
        }
    }

    fn control(&self, index: &mut Writing<'_>) {
        match &self.entry.control {
            None => {}
            Some(Control::Redact(redaction)) => {
                index.put(keys::redaction(self.offset), redaction_value(redaction));
            }
            Some(Control::Redacted(intent)) => index.remove(keys::redaction(*intent)),
        }
    }

    /// The content of the next blob; `None` if it was erased.
    fn content(&self, bytes: &Bytes, blob: &mut usize) -> Option<Content> {
        let number = *blob;
        *blob += 1;
        let live = self.blanked.binary_search(&number).is_err();
        live.then(|| Content::of(bytes, self.place, number))
    }
}

fn redaction_value(redaction: &Redaction) -> Bytes {
    let mut out = redaction.conversation.to_bytes().to_vec();
    for message in &redaction.messages {
        out.extend_from_slice(&message.to_bytes());
    }
    Bytes::from(out)
}

/// The redaction that a row holds.
pub(crate) fn redaction_of(bytes: &[u8]) -> Option<Redaction> {
    let mut reader = Reader::new(bytes);
    let conversation = ConversationId::from_bytes(reader.array().ok()?);
    let mut messages = Vec::with_capacity(narrow(wide(bytes.len()) / 12));
    while !reader.is_empty() {
        messages.push(frontdesk_model::id::MessageId::from_bytes(reader.array().ok()?));
    }
    Some(Redaction { conversation, messages })
}

fn outbox_value(row: &OutboxRow, payload: &Content) -> Bytes {
    let mut value = Vec::with_capacity(40 + row.payload.len());
    value.extend_from_slice(&row.integration.to_bytes());
    value.extend_from_slice(&row.due.millis().to_be_bytes());
    value.extend_from_slice(&row.conversation.to_bytes());
    payload.put(&mut value);
    Bytes::from(value)
}

/// A row of the outbox without its payload, and where that is.
pub(crate) fn outbox_parts(id: LongId, value: &Bytes) -> Option<(OutboxRow, Content)> {
    let mut reader = Reader::new(value);
    let integration = IntegrationId::from_bytes(reader.array().ok()?);
    let due = Timestamp::from_millis(reader.u64_be().ok()?);
    let conversation = ConversationId::from_bytes(reader.array().ok()?);
    let content = Content::get(&mut reader, value).ok()?;
    Some((OutboxRow { id, integration, conversation, due, payload: Bytes::new() }, content))
}

/// The timer that a row holds.
pub(crate) fn timer_of(key: &[u8], value: &[u8]) -> Option<Timer> {
    let mut reader = Reader::new(key);
    reader.byte().ok()?;
    let conversation = ConversationId::from_bytes(reader.array().ok()?);
    let kind = reader.byte().ok()?;
    let due = Timestamp::from_millis(values::as_number(value).ok()?);
    Some(Timer { due, conversation, kind })
}
