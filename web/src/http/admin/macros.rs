//! `/desk/v1/admin/macros`: the macros of everybody.

use super::shortcuts::scope;
use super::{answer, asked_revision, create, draw_tool, listed, name, remove_tool, replace, sorted};
use crate::auth::Admin;
use crate::convert::macros::{model_changes, model_reply, wire_macro};
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::Listing;
use crate::wire::error::ErrorCode;
use crate::wire::macros as wire;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::{Entry, Tool};
use frontdesk_model::id::MacroId;
use frontdesk_model::macros::{InvalidMacro, MAX_MACROS, Macro};
use frontdesk_storage::RecordKind;

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<wire::Macro>>> {
    let by_name = |a: &Macro, b: &Macro| a.name.to_lowercase().cmp(&b.name.to_lowercase());
    let entries = sorted(&state, RecordKind::Macro, by_name).await?;
    Ok(web::Json(listed(&entries, wire_macro)))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<wire::MacroBody>,
) -> ApiResult<HttpResponse> {
    if state.system.shared.directory.get().macros.len() >= MAX_MACROS {
        return Err(ErrorCode::LimitReached.into());
    }
    let entry = checked(&state, draw_tool(&state, MacroId::new)?, &body.0)?;
    let revision = create(&state, admin.0.agent, Entry::Macro(Box::new(entry.clone())), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire_macro(&entry)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<MacroId>,
    body: Body<wire::MacroBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    known(&state, id.0)?;
    let entry = checked(&state, id.0, &body.0)?;
    let revision = replace(&state, admin.0.agent, Entry::Macro(Box::new(entry.clone())), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire_macro(&entry)))
}

pub(in crate::http) async fn remove(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<MacroId>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    known(&state, id.0)?;
    remove_tool(&state, admin.0.agent, Tool::Macro(id.0), seen).await
}

fn known(state: &AppState, id: MacroId) -> ApiResult<()> {
    let exists = state.system.shared.directory.get().macros.contains_key(&id);
    if exists { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

/// What stands on the wire, checked. A name is given once within the same scope.
fn checked(state: &AppState, id: MacroId, asked: &wire::MacroBody) -> ApiResult<Macro> {
    let entry = Macro {
        id,
        name: name("name", &asked.name)?,
        description: asked.description.trim().to_owned(),
        scope: scope(state, asked.scope)?,
        active: asked.active,
        reply: asked.reply.as_ref().map(model_reply).transpose().map_err(|_| ApiError::field("reply"))?,
        status: asked.status.map(crate::convert::content::ticket_status),
        changes: model_changes(&asked.changes)?,
    };
    let directory = state.system.shared.directory.get();
    entry.check(&directory).map_err(|invalid| ApiError::field(field(invalid)))?;
    let mut others = directory.macros.values().filter(|other| other.id != id);
    if others.any(|other| other.name == entry.name && other.scope == entry.scope) {
        return Err(ErrorCode::AlreadyExists.into());
    }
    Ok(entry)
}

/// Which field of the body is meant.
const fn field(invalid: InvalidMacro) -> &'static str {
    match invalid {
        InvalidMacro::DoesNothing => "changes",
        InvalidMacro::Description => "description",
        InvalidMacro::SaysNothing => "reply",
        InvalidMacro::Status => "status",
        InvalidMacro::Assign => "assign",
        InvalidMacro::Tags => "tags",
        InvalidMacro::Fields => "fields",
    }
}
