//! `/desk/v1/admin/shortcuts`: canned replies of everybody.

use super::{all, answer, asked_revision};
use crate::auth::Admin;
use crate::convert::agent::shortcut as wire;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::http::shortcuts::{Write, delete, put, shortcut};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised, ShortcutBody};
use crate::wire::agent as told;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_model::id::ShortcutId;
use frontdesk_model::shortcut::{Scope, Shortcut};
use frontdesk_storage::RecordKind;

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<told::Shortcut>>> {
    let mut entries: Vec<(u64, Shortcut)> = all::<Shortcut>(&state, RecordKind::Shortcut)
        .await?
        .into_iter()
        .map(|(_, revision, entry)| (revision, entry))
        .collect();
    entries.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let entries = entries.iter().map(|(revision, entry)| Revised { revision: *revision, entry: wire(entry) });
    Ok(web::Json(Listing { entries: entries.collect() }))
}

/// The group or agent has to exist; of macros as well.
pub(super) fn scope(state: &AppState, asked: told::ShortcutScope) -> ApiResult<Scope> {
    let directory = state.system.shared.directory.get();
    match asked {
        told::ShortcutScope::Global => Ok(Scope::Global),
        told::ShortcutScope::Group { group } if directory.groups.contains_key(&group) => {
            Ok(Scope::Group { group })
        }
        told::ShortcutScope::Personal { agent } if directory.agents.contains_key(&agent) => {
            Ok(Scope::Personal { agent })
        }
        _ => Err(ApiError::field("scope")),
    }
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<ShortcutBody>,
) -> ApiResult<HttpResponse> {
    let scope = scope(&state, body.0.scope)?;
    let entry = shortcut(&state, None, &body.0.name, &body.0.text, scope, &body.0.options)?;
    let revision = put(&state, admin.0.agent, entry.clone(), Write::New).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&entry)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<ShortcutId>,
    body: Body<ShortcutBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    known(&state, id.0)?;
    let scope = scope(&state, body.0.scope)?;
    let entry = shortcut(&state, Some(id.0), &body.0.name, &body.0.text, scope, &body.0.options)?;
    let revision = put(&state, admin.0.agent, entry.clone(), Write::Over(seen)).await?;
    Ok(answer(StatusCode::OK, revision, wire(&entry)))
}

pub(in crate::http) async fn remove(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<ShortcutId>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    known(&state, id.0)?;
    delete(&state, admin.0.agent, id.0, seen).await
}

fn known(state: &AppState, id: ShortcutId) -> ApiResult<()> {
    let exists = state.system.shared.directory.get().shortcuts.contains_key(&id);
    if exists { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}
