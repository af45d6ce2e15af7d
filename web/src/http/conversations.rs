//! `GET /desk/v1/conversations/{id}` and `…/items`: what an agent's browser holds of a conversation.

use super::extract::{Id, Query, limit};
use crate::auth::SignedIn;
use crate::convert;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::view;
use crate::wire::agent::Conversation;
use crate::wire::error::ErrorCode;
use crate::wire::rest::Items;
use actix_web::web;
use frontdesk_model::id::ConversationId;
use serde::Deserialize;

const USUAL: usize = 60;
const MOST: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Newest {
    limit: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Older {
    pub before: u64,
    pub limit: Option<usize>,
}

pub(super) async fn snapshot(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    conversation: Id<ConversationId>,
    asked: Query<Newest>,
) -> ApiResult<web::Json<Conversation>> {
    let limit = limit(asked.0.limit, USUAL, MOST)?;
    let facts = state.system.registry.look(conversation.0).await?.ok_or(ErrorCode::NotFound)?;
    let directory = state.system.shared.directory.get();
    let seq = facts.state.seq;
    let next = seq.saturating_add(1);
    let Items { items, more } =
        view::agent_items(&state.system, &directory, conversation.0, next, limit).await?;
    Ok(web::Json(Conversation {
        epoch: state.system.shared.store.epoch(),
        seq,
        head: convert::agent::head(&facts, &directory, view::moment(&state.system, &facts.state)),
        marks: convert::content::marks(facts.state.marks),
        items,
        more,
    }))
}

pub(super) async fn items(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    conversation: Id<ConversationId>,
    asked: Query<Older>,
) -> ApiResult<web::Json<Items>> {
    let limit = limit(asked.0.limit, USUAL, MOST)?;
    let directory = state.system.shared.directory.get();
    if state.system.registry.look(conversation.0).await?.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(web::Json(view::agent_items(&state.system, &directory, conversation.0, asked.0.before, limit).await?))
}
