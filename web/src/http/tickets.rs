//! `GET /desk/v1/tickets` and `GET /desk/v1/tickets/{id}`.

use super::extract::{Id, Query, limit};
use crate::auth::SignedIn;
use crate::convert::agent::{row, row_of};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::agent::TicketRow;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{TicketPlace, Tickets};
use actix_web::web;
use frontdesk_actors::conversation::{load_end_user, newest_first_key};
use frontdesk_actors::notifier::{GetRows, List};
use frontdesk_model::id::TicketId;
use frontdesk_model::view;
use frontdesk_storage::{RowTable, payload};
use serde::Deserialize;

const USUAL: usize = 50;
const MOST: usize = 100;

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Which {
    Unassigned,
    Mine,
    Open,
    Closed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    list: Which,
    before: Option<TicketId>,
    limit: Option<usize>,
}

pub(super) async fn list(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> ApiResult<web::Json<Tickets>> {
    let Query(Asked { list, before, limit: most }) = asked;
    let limit = limit(most, USUAL, MOST)?;
    let list = match list {
        Which::Unassigned => List::Unassigned,
        Which::Mine => List::Of(signed_in.agent),
        Which::Open => List::Open,
        Which::Closed => return closed(&state, before, limit).await,
    };
    let (rows, more) = state.system.notifier.send(GetRows { list, before, limit }).await?;
    Ok(web::Json(Tickets { rows: rows.iter().map(|named| row(named)).collect(), more }))
}

async fn closed(state: &AppState, before: Option<TicketId>, limit: usize) -> ApiResult<web::Json<Tickets>> {
    let (found, more) = state.system.closed_tickets(before, limit).await?;
    let mut rows = Vec::with_capacity(found.len());
    for found in &found {
        rows.push(named(state, found).await?);
    }
    Ok(web::Json(Tickets { rows, more }))
}

async fn named(state: &AppState, found: &view::TicketRow) -> ApiResult<TicketRow> {
    let end_user = load_end_user(&state.system.shared, found.end_user).await?;
    Ok(row_of(found, end_user.as_ref().map_or("", |end_user| end_user.name.as_str())))
}

pub(super) async fn one(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    ticket: Id<TicketId>,
) -> ApiResult<web::Json<TicketPlace>> {
    let Id(ticket) = ticket;
    let conversation = state.system.conversation_of(ticket).await?.ok_or(ErrorCode::NotFound)?;
    let facts = state.system.registry.look(conversation).await?.ok_or(ErrorCode::NotFound)?;
    let count_inactive = state.system.shared.directory.get().settings.count_inactive;
    let open = view::TicketRow::of(conversation, &facts.state, count_inactive);
    let row = match open.filter(|row| row.ticket == ticket) {
        Some(row) => row_of(&row, &facts.end_user.name),
        None => {
            let store = &state.system.shared.store;
            let stored = store.row(RowTable::ClosedTickets, &newest_first_key(ticket.get())).await?;
            let closed: view::TicketRow = match &stored {
                Some(stored) => {
                    payload::from_bytes(stored).map_err(frontdesk_actors::conversation::ExecuteError::from)?
                }
                None => return Err(ErrorCode::NotFound.into()),
            };
            row_of(&closed, &facts.end_user.name)
        }
    };
    Ok(web::Json(TicketPlace { ticket, conversation, row }))
}
