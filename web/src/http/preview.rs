//! `POST /desk/v1/conversations/{id}/preview`: what an end user would get of a reply that is still being written.
//!
//! Nothing is stored or sent. The adapter that would send the reply renders it, so this and sending cannot disagree.

use super::extract::{Body, Id};
use crate::attachments::outside::LINK_DAYS;
use crate::auth::SignedIn;
use crate::command::{Asker, parts};
use crate::convert::content::degradation;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{AskPreview, Preview};
use actix_web::web;
use frontdesk_actors::preview::{self, Previewed};
use frontdesk_model::id::ConversationId;

pub(super) async fn of_reply(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    conversation: Id<ConversationId>,
    body: Body<AskPreview>,
) -> ApiResult<web::Json<Preview>> {
    let Body(AskPreview { text, files }) = body;
    if state.system.registry.look(conversation.0).await?.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let asker = Asker { id: signed_in.agent, role: signed_in.role };
    let mut told = Preview {
        messages: 0,
        degraded: Vec::new(),
        linked: Vec::new(),
        link_days: LINK_DAYS,
        refused: None,
    };
    for content in parts(&state, asker, text.as_deref(), &files).await? {
        match preview::of_reply(&state.system, asker.id, conversation.0, content).await? {
            None => told.messages = told.messages.saturating_add(1),
            Some(previewed) => add(&mut told, previewed),
        }
    }
    Ok(web::Json(told))
}

fn add(told: &mut Preview, previewed: Previewed) {
    match previewed {
        Ok(part) => {
            told.messages = told.messages.saturating_add(part.messages);
            told.degraded.extend(part.degraded.into_iter().map(degradation));
            told.linked.extend(part.linked);
        }
        Err(error) => told.refused = Some(error.code),
    }
}
