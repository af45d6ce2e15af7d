//! `/desk/v1/admin/shortcuts`: canned replies of everybody.

use super::{answer, asked_revision, create, listed, remove_tool, replace, sorted};
use crate::auth::Admin;
use crate::convert::agent::shortcut as wire;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::http::shortcuts::{by_name, shortcut, stored};
use crate::state::AppState;
use crate::wire::admin::{Listing, ShortcutBody};
use crate::wire::agent as told;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Tool;
use frontdesk_model::id::ShortcutId;
use frontdesk_model::shortcut::Scope;
use frontdesk_storage::RecordKind;

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<told::Shortcut>>> {
    let entries = sorted(&state, RecordKind::Shortcut, by_name).await?;
    Ok(web::Json(listed(&entries, wire)))
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
    let revision = create(&state, admin.0.agent, stored(&entry), Vec::new()).await?;
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
    let revision = replace(&state, admin.0.agent, stored(&entry), seen).await?;
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
    remove_tool(&state, admin.0.agent, Tool::Shortcut(id.0), seen).await
}

fn known(state: &AppState, id: ShortcutId) -> ApiResult<()> {
    let exists = state.system.shared.directory.get().shortcuts.contains_key(&id);
    if exists { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}
