//! `/desk/v1/shortcuts`: the canned replies that an agent may use, and their own ones.

use super::admin::{answer, asked_revision, create, draw_tool, remove_tool, replace, sorted};
use super::extract::{Body, Id};
use crate::auth::SignedIn;
use crate::convert::agent::shortcut as wire;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::admin::Revised;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{OwnShortcut, Shortcuts};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::{Entry, Tool};
use frontdesk_model::id::ShortcutId;
use frontdesk_model::message::MessageText;
use frontdesk_model::shortcut::{MAX_SHORTCUT_OPTIONS, MAX_SHORTCUTS, Scope, Shortcut, ShortcutName};
use frontdesk_storage::RecordKind;
use std::cmp::Ordering;

pub(super) async fn list(state: web::Data<AppState>, signed_in: SignedIn) -> ApiResult<web::Json<Shortcuts>> {
    let directory = state.system.shared.directory.get();
    let groups = directory.agents.get(&signed_in.agent).map(|agent| &agent.groups);
    let groups = groups.ok_or(ErrorCode::NotSignedIn)?;
    let mut usable = sorted(&state, RecordKind::Shortcut, by_name).await?;
    usable.retain(|(_, entry)| entry.is_for(signed_in.agent, groups));
    let revised = |(revision, entry): &(u64, Shortcut)| Revised { revision: *revision, entry: wire(entry) };
    Ok(web::Json(Shortcuts { shortcuts: usable.iter().map(revised).collect() }))
}

pub(super) async fn add(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Body<OwnShortcut>,
) -> ApiResult<HttpResponse> {
    let scope = Scope::Personal { agent: signed_in.agent };
    let entry = shortcut(&state, None, &body.0.name, &body.0.text, scope, &[])?;
    let revision = create(&state, signed_in.agent, stored(&entry), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&entry)))
}

pub(super) async fn change(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    request: HttpRequest,
    id: Id<ShortcutId>,
    body: Body<OwnShortcut>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let scope = own(&state, &signed_in, id.0)?;
    let entry = shortcut(&state, Some(id.0), &body.0.name, &body.0.text, scope, &[])?;
    let revision = replace(&state, signed_in.agent, stored(&entry), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&entry)))
}

pub(super) async fn remove(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    request: HttpRequest,
    id: Id<ShortcutId>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    own(&state, &signed_in, id.0)?;
    remove_tool(&state, signed_in.agent, Tool::Shortcut(id.0), seen).await
}

/// What belongs to somebody else looks like what does not exist.
fn own(state: &AppState, signed_in: &SignedIn, id: ShortcutId) -> ApiResult<Scope> {
    let directory = state.system.shared.directory.get();
    let scope = directory.shortcuts.get(&id).map(|shortcut| shortcut.scope);
    scope
        .filter(|scope| *scope == Scope::Personal { agent: signed_in.agent })
        .ok_or(ErrorCode::NotFound.into())
}

/// What stands on the wire, checked. A name is given once within the same scope.
pub(super) fn shortcut(
    state: &AppState,
    id: Option<ShortcutId>,
    name: &str,
    text: &str,
    scope: Scope,
    options: &[String],
) -> ApiResult<Shortcut> {
    let directory = state.system.shared.directory.get();
    let name = ShortcutName::new(name).map_err(|_| ApiError::field("name"))?;
    let text = MessageText::new(text).map_err(|_| ApiError::field("text"))?;
    let options: Vec<MessageText> = options
        .iter()
        .map(|option| MessageText::new(option).map_err(|_| ApiError::field("options")))
        .collect::<ApiResult<_>>()?;
    if options.len() > MAX_SHORTCUT_OPTIONS {
        return Err(ApiError::field("options"));
    }
    let others = directory.shortcuts.values().filter(|other| Some(other.id) != id);
    if others.clone().any(|other| other.name == name && other.scope == scope) {
        return Err(ErrorCode::AlreadyExists.into());
    }
    let id = match id {
        Some(id) => id,
        None if others.count() >= MAX_SHORTCUTS => return Err(ApiError::field("shortcuts")),
        None => draw_tool(state, ShortcutId::new)?,
    };
    Ok(Shortcut { id, name, text, scope, options })
}

pub(super) fn by_name(a: &Shortcut, b: &Shortcut) -> Ordering {
    a.name.cmp(&b.name)
}

pub(super) fn stored(entry: &Shortcut) -> Entry {
    Entry::Shortcut(Box::new(entry.clone()))
}
