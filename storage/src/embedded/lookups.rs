//! Reading what is looked up by key: outbox, timers, records, rows, the audit log, envelopes.

use super::core::Core;
use crate::codec::{Malformed, Reader};
use crate::commit::{
    AuditEntry, AuditPlace, DedupeKey, Envelope, OutboxRow, Record, RecordKind, RowTable, Timer,
};
use crate::sled::apply::outbox_parts;
use crate::sled::keys::{self, Key};
use crate::sled::values::Content;
use crate::store::ReadError;
use bytes::Bytes;
use frontdesk_model::id::{IntegrationId, UserId};
use frontdesk_model::time::Timestamp;

/// How many bytes stand before the key of a record or row in the index: the table and the kind.
const NAME_AT: usize = 2;

impl Core {
    pub(super) fn outbox_due(
        &self,
        integration: IntegrationId,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<OutboxRow>, ReadError> {
        let mut rows = Vec::new();
        for (id, value) in self.index.outbox_due(integration, now, limit)? {
            let parts = value.as_ref().and_then(|value| outbox_parts(id, value));
            let (row, content) = parts.ok_or_else(|| self.unreadable("a row of the outbox"))?;
            // An erased payload has nothing left to send.
            if let Some(payload) = self.content(content)? {
                rows.push(OutboxRow { payload, ..row });
            }
        }
        Ok(rows)
    }

    pub(super) fn timers_due(&self, now: Timestamp, limit: usize) -> Result<Vec<Timer>, ReadError> {
        self.usable()?;
        Ok(self.index.timers(|timer| timer.due <= now, limit))
    }

    pub(super) fn next_timer(&self) -> Result<Option<Timestamp>, ReadError> {
        self.usable()?;
        Ok(self.index.timers(|_| true, 1).first().map(|timer| timer.due))
    }

    fn usable(&self) -> Result<(), ReadError> {
        self.index.broken().map_or(Ok(()), |error| Err(error.clone().into()))
    }

    pub(super) fn seen(&self, event: &DedupeKey) -> Result<bool, ReadError> {
        Ok(self.index.get(&keys::dedupe(&keys::fingerprint(event)))?.is_some())
    }

    pub(super) fn record(&self, kind: RecordKind, name: &[u8]) -> Result<Option<Record>, ReadError> {
        match self.index.get(&keys::record(kind, name))? {
            None => Ok(None),
            Some(value) => self.stored_record(Bytes::copy_from_slice(name), &value),
        }
    }

    pub(super) fn records(
        &self,
        kind: RecordKind,
        after: &[u8],
        limit: usize,
    ) -> Result<Vec<Record>, ReadError> {
        let prefix = keys::record(kind, &[]);
        let from = if after.is_empty() { prefix.clone() } else { keys::behind(&keys::record(kind, after)) };
        let rows = self.index.ascending(&from, &keys::after(&prefix), limit)?;
        let records = rows.into_iter().map(|(key, value)| self.stored_record(name_of(&key), &value));
        records.filter_map(Result::transpose).collect()
    }

    fn stored_record(&self, key: Bytes, value: &Bytes) -> Result<Option<Record>, ReadError> {
        let mut reader = Reader::new(value);
        let parts = reader.varint().and_then(|revision| Ok((revision, Content::get(&mut reader, value)?)));
        let (revision, content) = parts.map_err(|_| self.unreadable("a record"))?;
        Ok(self.content(content)?.map(|body| Record { key, revision, body }))
    }

    pub(super) fn row(&self, table: RowTable, name: &[u8]) -> Result<Option<Bytes>, ReadError> {
        match self.index.get(&keys::row(table, name))? {
            None => Ok(None),
            Some(value) => self.stored_row(&value),
        }
    }

    pub(super) fn rows(
        &self,
        table: RowTable,
        prefix: &[u8],
        after: &[u8],
        limit: usize,
    ) -> Result<Vec<(Bytes, Bytes)>, ReadError> {
        let begin = keys::row(table, prefix);
        let resume = keys::behind(&keys::row(table, after));
        let from = if after.is_empty() || resume < begin { begin.clone() } else { resume };
        let rows = self.index.ascending(&from, &keys::after(&begin), limit)?;
        let rows = rows
            .into_iter()
            .map(|(key, value)| Ok(self.stored_row(&value)?.map(|value| (name_of(&key), value))));
        rows.filter_map(Result::transpose).collect()
    }

    fn stored_row(&self, value: &Bytes) -> Result<Option<Bytes>, ReadError> {
        let content = Content::get(&mut Reader::new(value), value).map_err(|_| self.unreadable("a row"))?;
        self.content(content)
    }

    pub(super) fn audit(
        &self,
        of: Option<&(RecordKind, Bytes)>,
        limit: usize,
    ) -> Result<Vec<AuditEntry>, ReadError> {
        let Some((kind, name)) = of else {
            let rows = self.index.descending(&keys::all_audit(), &keys::after(&keys::all_audit()), limit)?;
            return rows.iter().map(|(_, value)| self.audited(value)).collect();
        };
        let prefix = keys::audit_of(*kind, name);
        let mut entries = Vec::new();
        for (key, _) in self.index.descending(&prefix, &keys::after(&prefix), limit)? {
            let place = key.last_chunk::<10>().map(keys::audit_at);
            let row = place.map(|key| self.index.get(&key)).transpose()?.flatten();
            entries.push(self.audited(&row.ok_or_else(|| self.unreadable("an audit entry"))?)?);
        }
        Ok(entries)
    }

    pub(super) fn audit_before(
        &self,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> Result<Vec<(AuditPlace, AuditEntry)>, ReadError> {
        let all = keys::all_audit();
        let until = before.map_or_else(|| keys::after(&all), |AuditPlace(place)| keys::audit_at(&place));
        let mut entries = Vec::new();
        for (key, value) in self.index.descending(&all, &until, limit)? {
            if let Some(place) = key.last_chunk::<10>() {
                entries.push((AuditPlace(*place), self.audited(&value)?));
            }
        }
        Ok(entries)
    }

    fn audited(&self, value: &Bytes) -> Result<AuditEntry, ReadError> {
        let (entry, content) = audit_parts(value).map_err(|_| self.unreadable("an audit entry"))?;
        Ok(AuditEntry { detail: self.content(content)?.unwrap_or_default(), ..entry })
    }

    pub(super) fn envelopes(
        &self,
        integration: IntegrationId,
        limit: usize,
    ) -> Result<Vec<Envelope>, ReadError> {
        let prefix = keys::envelopes(integration);
        let mut envelopes = Vec::new();
        for (_, value) in self.index.descending(&prefix, &keys::after(&prefix), limit)? {
            let mut reader = Reader::new(&value);
            let parts = reader.varint().and_then(|at| Ok((at, Content::get(&mut reader, &value)?)));
            let (at, content) = parts.map_err(|_| self.unreadable("an envelope"))?;
            if let Some(raw) = self.content(content)? {
                envelopes.push(Envelope { integration, at: Timestamp::from_millis(at), raw });
            }
        }
        Ok(envelopes)
    }
}

fn name_of(key: &Key) -> Bytes {
    Bytes::copy_from_slice(key.get(NAME_AT..).unwrap_or_default())
}

fn audit_parts(value: &Bytes) -> Result<(AuditEntry, Content), Malformed> {
    let mut reader = Reader::new(value);
    let at = Timestamp::from_millis(reader.varint()?);
    let actor = UserId::new(reader.varint()?).ok();
    let kind = RecordKind::from_code(reader.byte()?).ok_or(Malformed("a record of an unknown kind"))?;
    let key = reader.shared(value)?;
    let content = Content::get(&mut reader, value)?;
    Ok((AuditEntry { at, actor, kind, key, detail: Bytes::new() }, content))
}
