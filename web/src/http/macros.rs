//! `/desk/v1/macros`: the macros that an agent may use, and what one would do in a conversation.

use super::extract::{Id, Query};
use crate::auth::SignedIn;
use crate::convert::macros::{applied, wire_macro};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::macros::{AppliedMacro, Macros};
use actix_web::web;
use frontdesk_model::directory::{Agent, Directory};
use frontdesk_model::id::{ConversationId, MacroId};
use frontdesk_model::macros::{Macro, Occasion};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Where {
    conversation: ConversationId,
}

pub(super) async fn list(state: web::Data<AppState>, signed_in: SignedIn) -> ApiResult<web::Json<Macros>> {
    let directory = state.system.shared.directory.get();
    let agent = directory.agents.get(&signed_in.agent).ok_or(ErrorCode::NotSignedIn)?;
    let mut usable: Vec<&Macro> = usable(&directory, agent).collect();
    usable.sort_by_key(|entry| entry.name.to_lowercase());
    Ok(web::Json(Macros { macros: usable.into_iter().map(wire_macro).collect() }))
}

fn usable<'a>(directory: &'a Directory, agent: &'a Agent) -> impl Iterator<Item = &'a Macro> {
    let all = directory.macros.values().map(AsRef::as_ref);
    all.filter(|entry| entry.active && entry.scope.includes(agent.id, &agent.groups))
}

/// What belongs to somebody else looks like what does not exist.
pub(super) async fn apply(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    id: Id<MacroId>,
    asked: Query<Where>,
) -> ApiResult<web::Json<AppliedMacro>> {
    let facts = state.system.registry.look(asked.0.conversation).await?.ok_or(ErrorCode::NotFound)?;
    let directory = state.system.shared.directory.get();
    let agent = directory.agents.get(&signed_in.agent).ok_or(ErrorCode::NotSignedIn)?;
    let entry = usable(&directory, agent).find(|entry| entry.id == id.0).ok_or(ErrorCode::NotFound)?;
    let ticket = facts.state.ticket.as_ref().ok_or(ErrorCode::TicketClosed)?;
    let channel = facts.state.replies_go_to().ok_or(ErrorCode::NotFound)?.channel;
    let occasion = Occasion { ticket, channel, end_user: &facts.end_user, agent, directory: &directory };
    Ok(web::Json(applied(entry, &entry.apply(&occasion))))
}
