//! What came or was to go on a channel and found no way: kept for the admin, who sees why and may try again.

use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload;
use frontdesk_storage::{Commit, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};

/// The most of a raw item that is kept with a letter, in bytes; the webhook has it whole.
const RAW_BYTES: usize = 4_096;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    pub id: LongId,
    pub integration: IntegrationId,
    pub at: Timestamp,
    pub what: Letter,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Letter {
    /// A message of ours that was given up.
    Outgoing { conversation: ConversationId, message: MessageId, code: String, text: String },
    /// An item of a webhook that could not be taken in.
    Incoming {
        why: String,
        /// As it came, cut at 4 KB.
        raw: String,
        /// Its files that could not be fetched, by their places; the rest of it was taken in. Empty where nothing was.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<usize>,
    },
}

impl DeadLetter {
    /// The letter of an item of a webhook.
    #[must_use]
    pub fn incoming(
        id: LongId,
        integration: IntegrationId,
        at: Timestamp,
        why: &str,
        raw: &[u8],
        lost: Vec<usize>,
    ) -> Self {
        let raw =
            String::from_utf8_lossy(raw.get(..RAW_BYTES.min(raw.len())).unwrap_or_default()).into_owned();
        Self { id, integration, at, what: Letter::Incoming { why: why.to_owned(), raw, lost } }
    }
}

fn key(integration: IntegrationId, id: LongId) -> Bytes {
    [integration.to_bytes(), id.to_bytes()].concat().into()
}

/// The record of a letter, for the commit of what it is about.
///
/// # Errors
/// Never for these plain types; the type is what serde demands.
pub fn record(letter: &DeadLetter) -> Result<RecordWrite, ExecuteError> {
    let body = Some(payload::to_bytes(letter)?);
    let key = key(letter.integration, letter.id);
    Ok(RecordWrite { kind: RecordKind::DeadLetter, key, expected: Expected::Any, body })
}

/// Keeps an item that could not be taken in. The same item keeps one letter, for its id is made of its place.
///
/// # Errors
/// When the store does not take it.
pub async fn keep_incoming(
    shared: &Shared,
    integration: IntegrationId,
    id: LongId,
    why: &str,
    raw: &[u8],
) -> Result<(), ExecuteError> {
    let letter = DeadLetter::incoming(id, integration, shared.clock.now(), why, raw, Vec::new());
    shared.store.commit(Commit { records: vec![record(&letter)?], ..Commit::default() }).await?;
    Ok(())
}

/// The letter with that id; `None` for one that is not there.
///
/// # Errors
/// When the store cannot be read.
pub async fn get(
    shared: &Shared,
    integration: IntegrationId,
    id: LongId,
) -> Result<Option<DeadLetter>, ExecuteError> {
    let found = shared.store.record(RecordKind::DeadLetter, &key(integration, id)).await?;
    Ok(found.map(|found| payload::from_bytes(&found.body)).transpose()?)
}

/// Up to `limit` letters of an integration, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn of(
    shared: &Shared,
    integration: IntegrationId,
    limit: usize,
) -> Result<Vec<DeadLetter>, ExecuteError> {
    const PAGE: usize = 500;
    let prefix = integration.to_bytes();
    let mut after = prefix.to_vec();
    let mut letters: Vec<DeadLetter> = Vec::new();
    loop {
        let page = shared.store.records(RecordKind::DeadLetter, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.key.to_vec();
        let whole = page.len() == PAGE && last.key.starts_with(&prefix);
        for record in page.iter().filter(|record| record.key.starts_with(&prefix)) {
            letters.push(payload::from_bytes(&record.body)?);
        }
        if !whole {
            break;
        }
    }
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.id));
    letters.truncate(limit);
    Ok(letters)
}

/// Forgets a letter: somebody has dealt with it.
///
/// # Errors
/// When the store does not take it.
pub async fn forget(shared: &Shared, integration: IntegrationId, id: LongId) -> Result<(), ExecuteError> {
    let records = vec![gone(integration, id)];
    shared.store.commit(Commit { records, ..Commit::default() }).await?;
    Ok(())
}

/// A letter that is there no more, for the commit of what was done about it.
#[must_use]
pub fn gone(integration: IntegrationId, id: LongId) -> RecordWrite {
    let key = key(integration, id);
    RecordWrite { kind: RecordKind::DeadLetter, key, expected: Expected::Any, body: None }
}
