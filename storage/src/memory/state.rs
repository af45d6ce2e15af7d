//! The memory engine's state: plain maps, written to be obviously right rather than fast.

use crate::commit::{
    Append, AuditEntry, AuditPlace, Commit, Counter, DedupeKey, Envelope, Expected, Offset, OutboxChange,
    OutboxRow, Record, RecordKind, RowTable, Timer, TimerChange, TimerKind,
};
use crate::store::{CommitError, Conflict, Page, StoredCommit, StoredEvent};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct State {
    journal: Vec<StoredCommit>,
    conversations: HashMap<ConversationId, Vec<StoredEvent>>,
    pub(super) snapshots: HashMap<ConversationId, (u64, Bytes)>,
    outbox: HashMap<LongId, OutboxRow>,
    outbox_due: BTreeSet<(IntegrationId, Timestamp, LongId)>,
    timers: HashMap<(ConversationId, TimerKind), Timestamp>,
    timers_due: BTreeSet<Timer>,
    dedupe: HashSet<DedupeKey>,
    records: BTreeMap<(RecordKind, Bytes), (u64, Bytes)>,
    rows: BTreeMap<(RowTable, Bytes), Bytes>,
    numbers: HashMap<Counter, u64>,
    audit: Vec<AuditEntry>,
    envelopes: Vec<Envelope>,
}

impl State {
    pub(super) fn offset(&self) -> Offset {
        crate::codec::wide(self.journal.len())
    }

    /// Checks everything first, then changes everything.
    pub(super) fn commit(&mut self, commit: Commit) -> Result<Offset, CommitError> {
        if let Some(key) = commit.dedupe.iter().find(|key| self.dedupe.contains(key)) {
            return Err(CommitError::Duplicate(key.clone()));
        }
        commit.append.iter().try_for_each(|append| self.check_append(append))?;
        let records = self.changed_records(&commit)?;
        self.records.extend(records.iter().filter_map(|(key, record)| Some((key.clone(), record.clone()?))));
        for (key, _) in records.into_iter().filter(|(_, record)| record.is_none()) {
            self.records.remove(&key);
        }
        let offset = self.offset() + 1;
        self.append(&commit, offset);
        self.dedupe.extend(commit.dedupe);
        commit.outbox.into_iter().for_each(|change| self.change_outbox(change));
        commit.timers.into_iter().for_each(|change| self.change_timer(change));
        for write in commit.rows {
            match write.value {
                Some(value) => drop(self.rows.insert((write.table, write.key), value)),
                None => drop(self.rows.remove(&(write.table, write.key))),
            }
        }
        commit.numbers.iter().for_each(|(counter, number)| self.raise(*counter, *number));
        self.audit.extend(commit.audit);
        self.envelopes.extend(commit.envelopes);
        Ok(offset)
    }

    fn check_append(&self, append: &Append) -> Result<(), CommitError> {
        let actual =
            self.conversations.get(&append.conversation).map_or(0, |events| crate::codec::wide(events.len()));
        let Append { conversation, expected_seq: expected, .. } = *append;
        if actual == expected {
            return Ok(());
        }
        Err(CommitError::Conflict { what: Conflict::Sequence { conversation, expected, actual } })
    }

    /// What the commit makes of the records that it writes; `None` for one that is gone.
    #[expect(clippy::type_complexity, reason = "a map of this one function")]
    fn changed_records(
        &self,
        commit: &Commit,
    ) -> Result<BTreeMap<(RecordKind, Bytes), Option<(u64, Bytes)>>, CommitError> {
        let mut changed = BTreeMap::new();
        for write in &commit.records {
            let key = (write.kind, write.key.clone());
            let current = match changed.get(&key) {
                Some(changed) => Option::clone(changed),
                None => self.records.get(&key).cloned(),
            };
            let actual = current.map(|(revision, _)| revision);
            let agrees = match write.expected {
                Expected::Any => true,
                Expected::Absent => actual.is_none(),
                Expected::Revision(revision) => actual == Some(revision),
            };
            if !agrees {
                let (kind, key) = key;
                return Err(CommitError::Conflict { what: Conflict::Revision { kind, key, actual } });
            }
            let revision = actual.unwrap_or(0) + 1;
            changed.insert(key, write.body.clone().map(|body| (revision, body)));
        }
        Ok(changed)
    }

    fn append(&mut self, commit: &Commit, offset: Offset) {
        let bodies: Vec<_> = commit.bodies.iter().map(|body| (body.message, body.content.clone())).collect();
        let (mut first_seq, mut events) = (0, Vec::new());
        if let Some(append) = &commit.append {
            first_seq = append.expected_seq + 1;
            events.clone_from(&append.events);
            let log = self.conversations.entry(append.conversation).or_default();
            log.extend((first_seq..).zip(&append.events).map(|(seq, payload)| StoredEvent {
                seq,
                offset,
                payload: payload.clone(),
                bodies: bodies.clone(),
            }));
        }
        let conversation = commit.append.as_ref().map(|append| append.conversation);
        let envelopes = commit.envelopes.clone();
        self.journal.push(StoredCommit { offset, conversation, first_seq, events, bodies, envelopes });
    }

    fn change_outbox(&mut self, change: OutboxChange) {
        let id = match &change {
            OutboxChange::Put(row) => row.id,
            OutboxChange::Done(id) => *id,
        };
        if let Some(old) = self.outbox.remove(&id) {
            self.outbox_due.remove(&(old.integration, old.due, id));
        }
        if let OutboxChange::Put(row) = change {
            self.outbox_due.insert((row.integration, row.due, id));
            self.outbox.insert(id, row);
        }
    }

    fn change_timer(&mut self, change: TimerChange) {
        let (conversation, kind) = match &change {
            TimerChange::Set(timer) => (timer.conversation, timer.kind),
            TimerChange::Clear { conversation, kind } => (*conversation, *kind),
        };
        if let Some(due) = self.timers.remove(&(conversation, kind)) {
            self.timers_due.remove(&Timer { due, conversation, kind });
        }
        if let TimerChange::Set(timer) = change {
            self.timers.insert((conversation, kind), timer.due);
            self.timers_due.insert(timer);
        }
    }

    pub(super) fn next_number(&mut self, counter: Counter) -> u64 {
        let number = self.numbers.entry(counter).or_default();
        *number += 1;
        *number
    }

    fn raise(&mut self, counter: Counter, used: u64) {
        let number = self.numbers.entry(counter).or_default();
        *number = used.max(*number);
    }

    pub(super) fn exists(&self, conversation: ConversationId) -> bool {
        self.conversations.contains_key(&conversation)
    }

    pub(super) fn events(&self, conversation: ConversationId, page: Page) -> Vec<StoredEvent> {
        let log = self.conversations.get(&conversation).map(Vec::as_slice).unwrap_or_default();
        match page {
            Page::After { seq, limit } => {
                log.iter().filter(|event| event.seq > seq).take(limit).cloned().collect()
            }
            Page::Before { seq, limit } => {
                let before = log.iter().filter(|event| event.seq < seq);
                let mut newest: Vec<_> = before.rev().take(limit).cloned().collect();
                newest.reverse();
                newest
            }
        }
    }

    /// Forgets the contents, and gives how many there were.
    pub(super) fn redact(&mut self, of: ConversationId, messages: &[MessageId]) -> u64 {
        self.snapshots.remove(&of);
        for event in self.conversations.get_mut(&of).into_iter().flatten() {
            event.bodies.retain(|(message, _)| !messages.contains(message));
        }
        let commits = self.journal.iter_mut().filter(|commit| commit.conversation == Some(of));
        let erased = commits.map(|commit| {
            let before = commit.bodies.len();
            commit.bodies.retain(|(message, _)| !messages.contains(message));
            crate::codec::wide(before - commit.bodies.len())
        });
        erased.sum()
    }

    pub(super) fn read_from(&self, after: Offset, limit: usize) -> Vec<StoredCommit> {
        self.journal.iter().skip(crate::codec::narrow(after)).take(limit).cloned().collect()
    }

    pub(super) fn due_outbox(&self, of: IntegrationId, now: Timestamp, limit: usize) -> Vec<OutboxRow> {
        let first = (of, Timestamp::ZERO, LongId::from_bytes([0; 12]));
        let due = self
            .outbox_due
            .range(first..)
            .take_while(|(integration, due, _)| *integration == of && *due <= now);
        due.filter_map(|(_, _, id)| self.outbox.get(id).cloned()).take(limit).collect()
    }

    pub(super) fn due_timers(&self, now: Timestamp, limit: usize) -> Vec<Timer> {
        self.timers_due.iter().take_while(|timer| timer.due <= now).take(limit).copied().collect()
    }

    pub(super) fn next_timer(&self) -> Option<Timestamp> {
        self.timers_due.first().map(|timer| timer.due)
    }

    pub(super) fn seen(&self, event: &DedupeKey) -> bool {
        self.dedupe.contains(event)
    }

    pub(super) fn record(&self, kind: RecordKind, key: &[u8]) -> Option<Record> {
        let key = Bytes::copy_from_slice(key);
        let (revision, body) = self.records.get(&(kind, key.clone()))?.clone();
        Some(Record { key, revision, body })
    }

    pub(super) fn records(&self, of: RecordKind, after: &[u8], limit: usize) -> Vec<Record> {
        let records = self.records.range((of, Bytes::copy_from_slice(after))..);
        records
            .take_while(|((kind, _), _)| *kind == of)
            .filter(|((_, key), _)| after.is_empty() || **key > *after)
            .map(|((_, key), (revision, body))| Record {
                key: key.clone(),
                revision: *revision,
                body: body.clone(),
            })
            .take(limit)
            .collect()
    }

    pub(super) fn row(&self, table: RowTable, key: &[u8]) -> Option<Bytes> {
        self.rows.get(&(table, Bytes::copy_from_slice(key))).cloned()
    }

    pub(super) fn rows(
        &self,
        of: RowTable,
        prefix: &[u8],
        after: &[u8],
        limit: usize,
    ) -> Vec<(Bytes, Bytes)> {
        let rows = self.rows.range((of, Bytes::copy_from_slice(prefix))..);
        rows.take_while(|((table, key), _)| *table == of && key.starts_with(prefix))
            .filter(|((_, key), _)| **key > *after)
            .map(|((_, key), value)| (key.clone(), value.clone()))
            .take(limit)
            .collect()
    }

    pub(super) fn audit_before(
        &self,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> Vec<(AuditPlace, AuditEntry)> {
        let place = |index: usize| {
            let [a, b, c, d, e, f, g, h] = u64::try_from(index).unwrap_or(u64::MAX).to_be_bytes();
            AuditPlace([a, b, c, d, e, f, g, h, 0, 0])
        };
        let placed = self.audit.iter().enumerate().map(|(index, entry)| (place(index), entry));
        let wanted = |(place, _): &(AuditPlace, &AuditEntry)| before.is_none_or(|before| *place < before);
        placed.rev().filter(wanted).take(limit).map(|(place, entry)| (place, entry.clone())).collect()
    }

    pub(super) fn audit(&self, of: Option<&(RecordKind, Bytes)>, limit: usize) -> Vec<AuditEntry> {
        let newest = self.audit.iter().rev();
        let wanted =
            |entry: &&AuditEntry| of.is_none_or(|(kind, key)| entry.kind == *kind && entry.key == *key);
        newest.filter(wanted).take(limit).cloned().collect()
    }

    pub(super) fn envelopes(&self, of: IntegrationId, limit: usize) -> Vec<Envelope> {
        let newest = self.envelopes.iter().rev();
        newest.filter(|envelope| envelope.integration == of).take(limit).cloned().collect()
    }
}
