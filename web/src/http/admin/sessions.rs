//! `/desk/v1/admin/sessions`: who is signed in where, and ending it.

use super::all;
use crate::auth::{self, AdminInPerson, sessions};
use crate::error::ApiResult;
use crate::http::extract::Id;
use crate::state::AppState;
use crate::wire::agent::Named;
use crate::wire::error::ErrorCode;
use crate::wire::security::{ActiveSession, ActiveSessions};
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use frontdesk_actors::audit::{Deed, Detail, Did};
use frontdesk_actors::conversation::{ExecuteError, number_key};
use frontdesk_actors::logins::LoginSession;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::{LongId, UserId};
use frontdesk_storage::{Commit, RecordKind};
use serde::Serialize;

/// What the audit log shows of whom.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
}

/// The first half of the hash names a session well enough and opens nothing.
fn id_of(hash: &[u8]) -> Option<LongId> {
    hash.first_chunk::<12>().map(|bytes| LongId::from_bytes(*bytes))
}

async fn in_force(state: &AppState) -> ApiResult<Vec<(Bytes, LoginSession)>> {
    let shared = &state.system.shared;
    let (directory, now) = (shared.directory.get(), shared.clock.now());
    let works = |agent: UserId| directory.agents.get(&agent).is_some_and(|agent| agent.active);
    let mut found: Vec<_> = all::<LoginSession>(state, RecordKind::LoginSession)
        .await?
        .into_iter()
        .filter(|(_, _, session)| session.expires_at > now && works(session.agent))
        .map(|(key, _, session)| (key, session))
        .collect();
    found.sort_by_key(|(_, session)| std::cmp::Reverse(session.created_at));
    Ok(found)
}

fn wire(
    key: &[u8],
    session: &LoginSession,
    directory: &Directory,
    current: &[u8; 32],
) -> Option<ActiveSession> {
    let user_agent = session.user_agent.as_deref().unwrap_or_default();
    Some(ActiveSession {
        id: id_of(key)?.to_string(),
        agent: Named { id: session.agent, name: directory.agent_name(session.agent).to_owned() },
        browser: auth::browser(user_agent).map(str::to_owned),
        system: auth::system(user_agent).map(str::to_owned),
        address: session.address.map(|address| address.to_string()),
        signed_in_at: session.created_at,
        seen_at: session.seen_at.unwrap_or(session.created_at),
        expires_at: session.expires_at,
        current: key == current,
    })
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    admin: AdminInPerson,
) -> ApiResult<web::Json<ActiveSessions>> {
    let directory = state.system.shared.directory.get();
    let found = in_force(&state).await?;
    let current = &admin.0.0.session;
    let wired = found.iter().filter_map(|(key, session)| wire(key, session, &directory, current));
    Ok(web::Json(ActiveSessions { sessions: wired.collect() }))
}

pub(in crate::http) async fn end(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<LongId>,
) -> ApiResult<HttpResponse> {
    let found = in_force(&state).await?.into_iter().find(|(key, _)| id_of(key) == Some(id.0));
    let (key, session) = found.ok_or(ErrorCode::NotFound)?;
    let hash = key.first_chunk::<32>().ok_or(ErrorCode::NotFound)?;
    sessions::close(&state, session.agent, hash).await?;
    let name = state.system.shared.directory.get().agent_name(session.agent).to_owned();
    note(&state, admin.agent(), session.agent, &name, Did::SignedOut).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Writes into the audit log that somebody was signed out.
pub(super) async fn note(state: &AppState, by: UserId, whom: UserId, name: &str, did: Did) -> ApiResult<()> {
    let shared = &state.system.shared;
    let (kind, key) = (RecordKind::Agent, number_key(whom.get()));
    let deed = Deed { at: shared.clock.now(), by: Some(by), kind, key };
    let shown = Shown { name };
    let entry = deed.entry(&Detail::new(did, None::<Shown<'_>>, Some(shown))).map_err(ExecuteError::from)?;
    shared.store.commit(Commit { audit: vec![entry], ..Commit::default() }).await?;
    Ok(())
}
