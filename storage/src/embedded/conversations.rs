//! Reading conversations and the journal's order, by way of the index.

use super::core::Core;
use crate::codec::{Reader, wide};
use crate::commit::Offset;
use crate::journal::FIRST_FRAME;
use crate::journal::entry::Frame;
use crate::journal::reader::{Found, Walk, read_frame};
use crate::sled::keys;
use crate::sled::values::{self, EventsAt, MILESTONE_EVERY};
use crate::store::{Loaded, Page, ReadError, StoredCommit, StoredEvent};
use bytes::Bytes;
use frontdesk_model::id::ConversationId;

/// How many rows of events are read from the index at once.
const ROWS_AT_ONCE: usize = 512;

/// How many bytes a walk along the journal reads at once: a few hundred small commits.
const WALK_WINDOW: usize = 128 << 10;

/// One row of the index: which events a commit holds, and where.
struct EventsRow {
    first_seq: u64,
    at: EventsAt,
}

impl EventsRow {
    fn next_seq(&self) -> u64 {
        self.first_seq.saturating_add(self.at.count)
    }
}

impl Core {
    pub(super) fn load(&self, conversation: ConversationId) -> Result<Option<Loaded>, ReadError> {
        let snapshot = self.snapshot(conversation)?;
        let after = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let events = self.events_after(conversation, after, usize::MAX)?;
        if events.is_empty() && snapshot.is_none() {
            return Ok(None);
        }
        Ok(Some(Loaded { snapshot, events }))
    }

    /// The newest snapshot, unless it is ahead of the log, which nothing should make it.
    fn snapshot(&self, conversation: ConversationId) -> Result<Option<(u64, Bytes)>, ReadError> {
        let Some(bytes) = self.index.get(&keys::snapshot(conversation))? else { return Ok(None) };
        let mut reader = Reader::new(&bytes);
        let seq = reader.varint().map_err(|_| self.unreadable("a snapshot"))?;
        let head = crate::journal::ledger::stored_head(&self.index, conversation)?;
        Ok((seq <= head).then(|| (seq, bytes.slice_ref(reader.rest()))))
    }

    pub(super) fn events(
        &self,
        conversation: ConversationId,
        page: Page,
    ) -> Result<Vec<StoredEvent>, ReadError> {
        match page {
            Page::After { seq, limit } => self.events_after(conversation, seq, limit),
            Page::Before { seq, limit } => self.events_before(conversation, seq, limit),
        }
    }

    fn events_after(
        &self,
        conversation: ConversationId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, ReadError> {
        let mut wanted = after.saturating_add(1);
        let mut events = Vec::new();
        let start = keys::events(conversation, 0);
        let behind_wanted = keys::behind(&keys::events(conversation, wanted));
        let holding = self.index.descending(&start, &behind_wanted, 1)?;
        let mut from = holding.into_iter().next().map_or(start, |(key, _)| key);
        let until = keys::behind(&keys::events(conversation, u64::MAX));
        while events.len() < limit {
            let rows = self.index.ascending(&from, &until, ROWS_AT_ONCE.min(limit))?;
            let Some((last, _)) = rows.last() else { break };
            from = keys::behind(last);
            for (key, value) in &rows {
                let row = self.events_row(key, value)?;
                if row.next_seq() <= wanted {
                    continue;
                }
                if row.first_seq > wanted {
                    return Err(self.unreadable("a gap in a conversation's events"));
                }
                let skipped = usize::try_from(wanted - row.first_seq).unwrap_or(usize::MAX);
                let frame = self.frame_of(conversation, &row)?;
                events.extend(stored_events(&frame).skip(skipped).take(limit - events.len()));
                wanted = row.next_seq();
                if events.len() >= limit {
                    break;
                }
            }
        }
        Ok(events)
    }

    fn events_before(
        &self,
        conversation: ConversationId,
        before: u64,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, ReadError> {
        let start = keys::events(conversation, 0);
        let mut until = keys::events(conversation, before);
        // Newest first while they are collected.
        let mut events: Vec<StoredEvent> = Vec::new();
        let mut expected_next = None;
        while events.len() < limit {
            let rows = self.index.descending(&start, &until, ROWS_AT_ONCE.min(limit))?;
            let Some((last, _)) = rows.last() else { break };
            until = last.clone();
            for (key, value) in &rows {
                let row = self.events_row(key, value)?;
                if expected_next.is_some_and(|next| next != row.next_seq()) {
                    return Err(self.unreadable("a gap in a conversation's events"));
                }
                expected_next = Some(row.first_seq);
                let frame = self.frame_of(conversation, &row)?;
                let mut older: Vec<_> = stored_events(&frame).filter(|event| event.seq < before).collect();
                older.reverse();
                events.extend(older);
                if events.len() >= limit {
                    break;
                }
            }
        }
        events.truncate(limit);
        events.reverse();
        Ok(events)
    }

    fn events_row(&self, key: &[u8], value: &[u8]) -> Result<EventsRow, ReadError> {
        let first_seq = key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
        match (first_seq, EventsAt::decode(value)) {
            (Some(first_seq), Ok(at)) => Ok(EventsRow { first_seq, at }),
            _ => Err(self.unreadable("a row of events")),
        }
    }

    /// The frame that a row names, checked to be the one that was meant.
    fn frame_of(&self, conversation: ConversationId, row: &EventsRow) -> Result<Frame, ReadError> {
        let frame = read_frame(&self.segments, row.at.place, Some(row.at.offset))?;
        let meant = frame.entry.commit.append.as_ref().is_some_and(|append| {
            append.conversation == conversation
                && append.expected_seq + 1 == row.first_seq
                && wide(append.events.len()) == row.at.count
        });
        if meant { Ok(frame) } else { Err(self.unreadable("a row that names another conversation's events")) }
    }

    pub(super) fn read_from(&self, after: Offset, limit: usize) -> Result<Vec<StoredCommit>, ReadError> {
        let newest = self.offset();
        let first = after.saturating_add(1);
        let mut commits = Vec::new();
        if limit == 0 || first > newest {
            return Ok(commits);
        }
        let (mut segment, position, mut next) = self.milestone_before(first)?;
        let mut walk = Walk::new(&self.segments, segment, position, WALK_WINDOW)?;
        while next <= newest && commits.len() < limit {
            match walk.next()? {
                Found::Frame { place, head, bytes } => {
                    let damaged = |what| self.segments.damaged(place.segment, place.position, what);
                    if head.offset != next {
                        return Err(damaged("a frame out of order"));
                    }
                    if next >= first {
                        let frame =
                            crate::journal::decode(&bytes).map_err(|malformed| damaged(malformed.0))?;
                        commits.push(stored_commit(frame));
                    }
                    next += 1;
                }
                Found::End { .. } if segment != next => {
                    segment = next;
                    walk = Walk::new(&self.segments, segment, FIRST_FRAME, WALK_WINDOW)?;
                }
                Found::End { position } => {
                    return Err(self.segments.damaged(segment, position, "frames are missing"));
                }
                Found::Broken { position, what } => {
                    return Err(self.segments.damaged(segment, position, what));
                }
            }
        }
        Ok(commits)
    }

    /// The nearest place at or before an offset that the index knows: segment, position, and the offset there.
    fn milestone_before(&self, offset: Offset) -> Result<(Offset, u64, Offset), ReadError> {
        let milestone = offset - offset % MILESTONE_EVERY;
        if milestone == 0 {
            return Ok((1, FIRST_FRAME, 1));
        }
        let bytes = self.index.get(&keys::milestone(milestone))?;
        let place = bytes.and_then(|bytes| values::place(&mut Reader::new(&bytes)).ok());
        let place = place.ok_or_else(|| self.unreadable("a milestone of the journal"))?;
        Ok((place.segment, place.position, milestone))
    }
}

/// The events of a frame, each with the contents of the frame's messages.
pub(crate) fn stored_events(frame: &Frame) -> impl Iterator<Item = StoredEvent> {
    let append = frame.entry.commit.append.as_ref();
    let first = append.map_or(0, |append| append.expected_seq + 1);
    let bodies = frame.live_bodies();
    let offset = frame.offset;
    let events = append.map(|append| append.events.as_slice()).unwrap_or_default();
    (first..).zip(events).map(move |(seq, payload)| StoredEvent {
        seq,
        offset,
        payload: payload.clone(),
        bodies: bodies.clone(),
    })
}

fn stored_commit(frame: Frame) -> StoredCommit {
    let bodies = frame.live_bodies();
    let offset = frame.offset;
    let envelopes = frame.entry.commit.envelopes;
    match frame.entry.commit.append {
        None => {
            StoredCommit { offset, conversation: None, first_seq: 0, events: Vec::new(), bodies, envelopes }
        }
        Some(append) => StoredCommit {
            offset,
            conversation: Some(append.conversation),
            first_seq: append.expected_seq + 1,
            events: append.events,
            bodies,
            envelopes,
        },
    }
}
