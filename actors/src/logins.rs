//! How agents prove who they are: passwords (hashed by the caller) and sessions, as records.

use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::id::UserId;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Commit, CommitError, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// A password's hash and whose it is; found by the lower-case e-mail address.
#[derive(Clone, Serialize, Deserialize)]
pub struct Login {
    pub agent: UserId,
    /// A PHC string (argon2id).
    pub password_hash: String,
}

/// A signed-in browser; found by the hash of its token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginSession {
    pub agent: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    /// Has to come back in a header with everything that changes something.
    pub csrf: String,
    /// The network that the sign-in came from; `None` for one of an earlier server.
    #[serde(default)]
    pub address: Option<IpAddr>,
    /// What the browser calls itself; at most 400 characters.
    #[serde(default)]
    pub user_agent: Option<String>,
    /// When it was used last, to some minutes.
    #[serde(default)]
    pub seen_at: Option<Timestamp>,
}

/// How exactly it is told when a session was used last.
const SEEN_EVERY: Span = Span::minutes(5);

/// The record that makes a login; `expected` says whether one may be there already.
///
/// # Errors
/// Never for these plain types; the type is what serde demands.
pub fn login_record(email: &str, login: &Login, expected: Expected) -> Result<RecordWrite, CodecError> {
    Ok(RecordWrite {
        kind: RecordKind::Login,
        key: Bytes::copy_from_slice(email.as_bytes()),
        expected,
        body: Some(payload::to_bytes(login)?),
    })
}

/// # Errors
/// When the store cannot be read.
pub async fn find_login(shared: &Shared, email: &str) -> Result<Option<Login>, ExecuteError> {
    match shared.store.record(RecordKind::Login, email.as_bytes()).await? {
        Some(record) => Ok(Some(payload::from_bytes(&record.body)?)),
        None => Ok(None),
    }
}

/// # Errors
/// When the store does not take it.
pub async fn open_session(
    shared: &Shared,
    token_hash: &[u8],
    session: &LoginSession,
) -> Result<(), ExecuteError> {
    write_session(shared, token_hash, Some(payload::to_bytes(session)?)).await
}

/// # Errors
/// When the store does not take it.
pub async fn close_session(shared: &Shared, token_hash: &[u8]) -> Result<(), ExecuteError> {
    write_session(shared, token_hash, None).await
}

async fn write_session(shared: &Shared, token_hash: &[u8], body: Option<Bytes>) -> Result<(), ExecuteError> {
    let key = Bytes::copy_from_slice(token_hash);
    let record = RecordWrite { kind: RecordKind::LoginSession, key, expected: Expected::Any, body };
    shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await?;
    Ok(())
}

/// The session of a token's hash, if it is there, not expired, and its agent may work.
///
/// # Errors
/// When the store cannot be read.
pub async fn find_session(shared: &Shared, token_hash: &[u8]) -> Result<Option<LoginSession>, ExecuteError> {
    let Some(record) = shared.store.record(RecordKind::LoginSession, token_hash).await? else {
        return Ok(None);
    };
    let session: LoginSession = payload::from_bytes(&record.body)?;
    let active = shared.directory.get().agents.get(&session.agent).is_some_and(|agent| agent.active);
    let now = shared.clock.now();
    if !active || session.expires_at <= now {
        return Ok(None);
    }
    if now.since(session.seen_at.unwrap_or(session.created_at)) >= SEEN_EVERY {
        seen(shared, token_hash, record.revision, &session).await?;
    }
    Ok(Some(session))
}

/// Notes that a session is in use; one that was ended in between stays ended.
async fn seen(
    shared: &Shared,
    token_hash: &[u8],
    revision: u64,
    session: &LoginSession,
) -> Result<(), ExecuteError> {
    let session = LoginSession { seen_at: Some(shared.clock.now()), ..session.clone() };
    let record = RecordWrite {
        kind: RecordKind::LoginSession,
        key: Bytes::copy_from_slice(token_hash),
        expected: Expected::Revision(revision),
        body: Some(payload::to_bytes(&session)?),
    };
    match shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await {
        Ok(_) | Err(CommitError::Conflict { .. } | CommitError::Busy) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
