//! `GET /desk/v1/conversations/{id}` and `…/items`: what an agent's browser holds of a conversation.

use super::extract::{Id, Query, limit};
use crate::auth::SignedIn;
use crate::convert;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::agent::{Conversation, Item};
use crate::wire::error::ErrorCode;
use crate::wire::rest::Items;
use actix_web::web;
use frontdesk_model::conversation::event::Event;
use frontdesk_model::id::ConversationId;
use frontdesk_storage::Page;
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
    let page = page(&state, conversation.0, seq.saturating_add(1), limit, |event| {
        convert::agent::item(event, &directory)
    });
    let (items, more): (Vec<Item>, bool) = page.await?;
    Ok(web::Json(Conversation {
        epoch: state.system.shared.store.epoch(),
        seq,
        head: convert::agent::head(&facts, &directory),
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
    let item = |event: &Event| convert::agent::item(event, &directory);
    let (items, more) = page(&state, conversation.0, asked.0.before, limit, item).await?;
    Ok(web::Json(Items { items, more }))
}

/// The newest `limit` items below `before`, oldest first, and whether there are older events.
///
/// Events without an item take no place: a page is never empty while there are older items, so that a client which
/// asks for what is before its oldest item gets on.
pub(super) async fn page<T>(
    state: &AppState,
    conversation: ConversationId,
    mut before: u64,
    limit: usize,
    item: impl Fn(&Event) -> Option<T>,
) -> ApiResult<(Vec<T>, bool)> {
    let mut newest_first: Vec<T> = Vec::new();
    loop {
        let events = state.system.history(conversation, Page::Before { seq: before, limit }).await?;
        let Some(oldest) = events.first() else { return Ok((oldest_first(newest_first), false)) };
        let start = oldest.seq;
        for event in events.iter().rev() {
            if newest_first.len() == limit {
                return Ok((oldest_first(newest_first), true));
            }
            newest_first.extend(item(event));
        }
        before = start;
    }
}

fn oldest_first<T>(mut items: Vec<T>) -> Vec<T> {
    items.reverse();
    items
}
