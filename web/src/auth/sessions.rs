//! Sign-ins that are in force: opened, closed, revoked with everything that hangs on them.

use super::token::{login_name, new_token, token_hash};
use crate::error::ApiResult;
use crate::http::client_address::client_address;
use crate::state::AppState;
use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;
use bytes::Bytes;
use frontdesk_actors::agents::AgentSignOut;
use frontdesk_actors::logins::{self, LoginSession};
use frontdesk_actors::shared::Shared;
use frontdesk_model::id::UserId;
use frontdesk_model::time::Span;
use frontdesk_storage::{Commit, Expected, RecordKind, RecordWrite, payload};

/// What is kept of what a browser calls itself, in characters.
const USER_AGENT_CHARS: usize = 400;
/// Sessions that are read, and removed, at a time.
const PAGE: usize = 500;

/// A fresh session; a sign-in never goes on with an earlier one's token.
///
/// # Errors
/// When the store does not take it.
pub async fn open(
    state: &AppState,
    request: &HttpRequest,
    agent: UserId,
) -> ApiResult<(String, LoginSession)> {
    let shared = &state.system.shared;
    let (token, now) = (new_token(), shared.clock.now());
    let session = LoginSession {
        agent,
        created_at: now,
        expires_at: now.plus(Span::seconds(state.config.login_seconds)),
        csrf: new_token(),
        address: Some(client_address(&state.config, request)),
        user_agent: user_agent(request),
        seen_at: Some(now),
    };
    logins::open_session(shared, &token_hash(&token), &session).await?;
    Ok((token, session))
}

fn user_agent(request: &HttpRequest) -> Option<String> {
    let told = request.headers().get(USER_AGENT)?.to_str().ok()?;
    Some(told.chars().filter(|character| !character.is_control()).take(USER_AGENT_CHARS).collect())
}

/// Ends one sign-in and closes its sockets.
///
/// # Errors
/// When the store does not take it; then the session is still in force.
pub async fn close(state: &AppState, agent: UserId, hash: &[u8; 32]) -> ApiResult<()> {
    logins::close_session(&state.system.shared, hash).await?;
    state.system.agents.send(AgentSignOut { agent, login: Some(login_name(hash)) }).await?;
    Ok(())
}

/// Ends all sign-ins of an agent and closes all of their sockets.
///
/// # Errors
/// When the store does not take it; some sessions may still be in force then.
pub async fn revoke_all(state: &AppState, agent: UserId) -> ApiResult<()> {
    remove_if(&state.system.shared, |session| session.agent == agent).await?;
    state.system.agents.send(AgentSignOut { agent, login: None }).await?;
    Ok(())
}

/// Removes sessions that expired. They are refused anyway; this frees their space. To be called now and then.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn sweep(shared: &Shared) -> ApiResult<()> {
    let now = shared.clock.now();
    remove_if(shared, |session| session.expires_at <= now).await
}

async fn remove_if(shared: &Shared, goes: impl Fn(&LoginSession) -> bool) -> ApiResult<()> {
    let mut after = Bytes::new();
    loop {
        let page = shared.store.records(RecordKind::LoginSession, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.key.clone();
        // One that cannot be read can be of no use: it goes as well.
        let gone = |body: &Bytes| payload::from_bytes(body).map_or(true, |session| goes(&session));
        let records: Vec<_> = page
            .iter()
            .filter(|record| gone(&record.body))
            .map(|record| RecordWrite {
                kind: RecordKind::LoginSession,
                key: record.key.clone(),
                expected: Expected::Any,
                body: None,
            })
            .collect();
        if !records.is_empty() {
            shared.store.commit(Commit { records, ..Commit::default() }).await?;
        }
    }
}
