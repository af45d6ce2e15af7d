//! `/desk/v1/admin/channels/{id}/dead-letters`: what found no way out or in, and what may be done about it.

use super::known;
use crate::auth::Admin;
use crate::error::ApiResult;
use crate::http::extract::Id;
use crate::state::AppState;
use crate::wire::channels::{DeadLetter, DeadLetters, Letter, LetterRetried};
use crate::wire::error::ErrorCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::dead_letters;
use frontdesk_actors::outbox::Also;
use frontdesk_actors::retake::{Retaken, retake};
use frontdesk_model::access::{By, Role};
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::id::{IntegrationId, LongId};
use frontdesk_model::message::Delivery;

/// The newest; what is older waits behind them until they are dealt with.
const MOST: usize = 200;

async fn wire(state: &AppState, letter: dead_letters::DeadLetter) -> ApiResult<DeadLetter> {
    let what = match letter.what {
        dead_letters::Letter::Outgoing { conversation, message, code, text } => {
            let facts = state.system.registry.look(conversation).await?;
            let of = facts.as_ref();
            let delivery = of.and_then(|facts| facts.state.deliveries.of(message));
            let retryable = delivery
                .is_some_and(|known| matches!(known.delivery, Delivery::Failed { retryable: true, .. }));
            Letter::Outgoing {
                conversation,
                ticket: of.and_then(|facts| facts.state.ticket.as_ref().map(|ticket| ticket.id)),
                requester: of.map(|facts| facts.end_user.name.clone()).unwrap_or_default(),
                message,
                code,
                text,
                retryable,
            }
        }
        dead_letters::Letter::Incoming { why, raw, lost } => {
            Letter::Incoming { why, raw, lost_files: lost.len() }
        }
    };
    Ok(DeadLetter { id: letter.id, at: letter.at, what })
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
    id: Id<IntegrationId>,
) -> ApiResult<web::Json<DeadLetters>> {
    known(&state, id.0)?;
    let found = dead_letters::of(&state.system.shared, id.0, MOST).await?;
    let mut letters = Vec::with_capacity(found.len());
    for letter in found {
        letters.push(wire(&state, letter).await?);
    }
    Ok(web::Json(DeadLetters { letters }))
}

/// The letter that the path names.
fn named(request: &HttpRequest) -> ApiResult<LongId> {
    let letter = request.match_info().get("letter").and_then(|letter| letter.parse().ok());
    letter.ok_or_else(|| ErrorCode::NotFound.into())
}

pub(in crate::http) async fn forget(
    state: web::Data<AppState>,
    _admin: Admin,
    request: HttpRequest,
    id: Id<IntegrationId>,
) -> ApiResult<HttpResponse> {
    known(&state, id.0)?;
    dead_letters::forget(&state.system.shared, id.0, named(&request)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends a message once more, whose letter is gone then and comes back if it fails again; or takes an item in once
/// more, whose letter is gone if that works.
pub(in crate::http) async fn retry(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<IntegrationId>,
) -> ApiResult<web::Json<LetterRetried>> {
    known(&state, id.0)?;
    let (shared, wanted) = (&state.system.shared, named(&request)?);
    let letter = dead_letters::get(shared, id.0, wanted).await?.ok_or(ErrorCode::NotFound)?;
    let dead_letters::Letter::Outgoing { conversation, message, .. } = letter.what else {
        let retaken = retake(&state.system, id.0, wanted).await?.ok_or(ErrorCode::NotFound)?;
        let still = match retaken {
            Retaken::Taken => None,
            Retaken::Still(why) => Some(why),
        };
        return Ok(web::Json(LetterRetried { still }));
    };
    let by = By::Agent { id: admin.0.agent, role: Role::Admin };
    let command = Command { id: shared.draw_command(), by, action: Action::RetryDelivery { message } };
    // In one commit: a message that fails again puts its new letter in the same place.
    let also = Also { records: vec![dead_letters::gone(id.0, wanted)], ..Also::default() };
    state.system.registry.execute_with(conversation, command, also).await?;
    Ok(web::Json(LetterRetried { still: None }))
}
