//! `/desk/v1/admin/api-tokens`: secrets with which programs act as the admin who made them.

use super::{all, answer, name};
use crate::auth::{AdminInPerson, TOKEN_PREFIX, new_token, token_hash};
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised};
use crate::wire::agent::Named;
use crate::wire::error::ErrorCode;
use crate::wire::security::{self as wire, MadeApiToken, NewApiToken, TokenAccess};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use frontdesk_actors::api_tokens::{Access, ApiToken};
use frontdesk_actors::audit::Did;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::shared::Shared;
use frontdesk_model::access::Role;
use frontdesk_model::id::ApiTokenId;
use frontdesk_storage::{Commit, Expected, RecordKind, RecordWrite};

/// Tokens at a time.
const MOST: usize = 100;

fn wire(token: &ApiToken, shared: &Shared) -> wire::ApiToken {
    let (directory, now) = (shared.directory.get(), shared.clock.now());
    let by = directory.agents.get(&token.by);
    wire::ApiToken {
        id: token.id,
        name: token.name.clone(),
        access: match token.access {
            Access::Read => TokenAccess::Read,
            Access::Write => TokenAccess::Write,
        },
        by: Named { id: token.by, name: directory.agent_name(token.by).to_owned() },
        in_force: by.is_some_and(|by| by.active && by.role == Role::Admin)
            && token.expires_at.is_none_or(|end| end > now),
        created_at: token.created_at,
        expires_at: token.expires_at,
        last_used_at: token.last_used_at,
    }
}

async fn stored(state: &AppState) -> ApiResult<Vec<(Bytes, u64, ApiToken)>> {
    let mut tokens = all::<ApiToken>(state, RecordKind::ApiToken).await?;
    tokens.sort_by_key(|(_, _, token)| token.id);
    Ok(tokens)
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: AdminInPerson,
) -> ApiResult<web::Json<Listing<wire::ApiToken>>> {
    let tokens = stored(&state).await?;
    let revised = |(_, revision, token): &(Bytes, u64, ApiToken)| Revised {
        revision: *revision,
        entry: wire(token, &state.system.shared),
    };
    Ok(web::Json(Listing { entries: tokens.iter().map(revised).collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    body: Body<NewApiToken>,
) -> ApiResult<HttpResponse> {
    let Body(asked) = body;
    let (shared, by) = (&state.system.shared, admin.agent());
    let now = shared.clock.now();
    if asked.expires_at.is_some_and(|end| end <= now) {
        return Err(ApiError::field("expires_at"));
    }
    let token = ApiToken {
        id: ApiTokenId::new(now, rand::random()),
        name: name("name", &asked.name)?,
        access: match asked.access {
            TokenAccess::Read => Access::Read,
            TokenAccess::Write => Access::Write,
        },
        by,
        created_at: now,
        expires_at: asked.expires_at,
        last_used_at: None,
    };
    if stored(&state).await?.len() >= MOST {
        return Err(ErrorCode::LimitReached.into());
    }
    let secret = format!("{TOKEN_PREFIX}{}", new_token());
    let record = token.record(&token_hash(&secret), Expected::Absent).map_err(ExecuteError::from)?;
    let audit = vec![token.deed(Did::Created, by, now).map_err(ExecuteError::from)?];
    shared.store.commit(Commit { records: vec![record], audit, ..Commit::default() }).await?;
    Ok(answer(StatusCode::CREATED, 1, MadeApiToken { token: wire(&token, shared), secret }))
}

/// It opens nothing from now on.
pub(in crate::http) async fn revoke(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<ApiTokenId>,
) -> ApiResult<HttpResponse> {
    let found = stored(&state).await?.into_iter().find(|(_, _, token)| token.id == id.0);
    let (key, _, token) = found.ok_or(ErrorCode::NotFound)?;
    let shared = &state.system.shared;
    let audit = token.deed(Did::Removed, admin.agent(), shared.clock.now()).map_err(ExecuteError::from)?;
    // Whatever was noted of its use meanwhile: it goes.
    let record = RecordWrite { kind: RecordKind::ApiToken, key, expected: Expected::Any, body: None };
    let commit = Commit { records: vec![record], audit: vec![audit], ..Commit::default() };
    shared.store.commit(commit).await?;
    Ok(HttpResponse::NoContent().finish())
}
