//! Secrets with which programs act as the admin who made them: found by the hash of the secret, which is not kept.

use crate::audit::{Deed, Detail, Did};
use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::id::{ApiTokenId, UserId};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{AuditEntry, Commit, CommitError, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};

/// How exactly it is told when a token was used last: a write for each request would be too many.
const USED_EVERY: Span = Span::minutes(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    Read,
    Write,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub name: String,
    pub access: Access,
    /// Whoever made it, and as whom it acts.
    pub by: UserId,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
}

/// What the audit log shows of it.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    access: Access,
    expires_at: Option<Timestamp>,
}

impl ApiToken {
    /// # Errors
    /// Never for these plain types; the type is what serde demands.
    pub fn record(&self, hash: &[u8], expected: Expected) -> Result<RecordWrite, CodecError> {
        let body = Some(payload::to_bytes(self)?);
        Ok(RecordWrite { kind: RecordKind::ApiToken, key: Bytes::copy_from_slice(hash), expected, body })
    }

    /// # Errors
    /// Never for these plain types; the type is what serde demands.
    pub fn deed(&self, did: Did, by: UserId, at: Timestamp) -> Result<AuditEntry, CodecError> {
        let shown = Shown { name: &self.name, access: self.access, expires_at: self.expires_at };
        let key = Bytes::copy_from_slice(&self.id.to_bytes());
        let deed = Deed { at, by: Some(by), kind: RecordKind::ApiToken, key };
        deed.entry(&match did {
            Did::Removed => Detail::new(did, Some(shown), None),
            _ => Detail::new(did, None, Some(shown)),
        })
    }
}

/// The token behind a hash, if it is in force; notes that it was used.
///
/// # Errors
/// When the store cannot be read.
pub async fn used(shared: &Shared, hash: &[u8]) -> Result<Option<ApiToken>, ExecuteError> {
    let Some(record) = shared.store.record(RecordKind::ApiToken, hash).await? else { return Ok(None) };
    let token: ApiToken = payload::from_bytes(&record.body)?;
    let now = shared.clock.now();
    if token.expires_at.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    if token.last_used_at.is_none_or(|at| now.since(at) >= USED_EVERY) {
        let noted = ApiToken { last_used_at: Some(now), ..token.clone() };
        // One that was revoked in between stays revoked.
        let records = vec![noted.record(hash, Expected::Revision(record.revision))?];
        match shared.store.commit(Commit { records, ..Commit::default() }).await {
            Ok(_) | Err(CommitError::Conflict { .. } | CommitError::Busy) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(token))
}
