//! `GET /desk/v1/tickets` and `GET /desk/v1/tickets/{id}`.

use super::extract::{Id, Query, limit};
use super::search::wanted;
use crate::auth::SignedIn;
use crate::convert::agent::{row, row_of};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::agent::TicketRow;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{TicketPlace, Tickets};
use actix_web::web;
use frontdesk_actors::conversation::{ExecuteError, load_end_user, newest_first_key};
use frontdesk_actors::lists::{List, Order, Sort};
use frontdesk_actors::notifier::{GetRows, GetSnapshot};
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::id::{GroupId, TicketId, UserId};
use frontdesk_model::search::Query as Wanted;
use frontdesk_model::view;
use frontdesk_storage::{Page, RowTable, payload};
use serde::Deserialize;
use std::collections::BTreeSet;

const USUAL: usize = 50;
const MOST: usize = 200;
/// Closed tickets behind the solved ones in "recently solved and closed"; older ones are found by search and on
/// their person's page.
const RECENTLY_CLOSED: usize = 1_000;

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Which {
    Unassigned,
    Mine,
    /// Not solved, in one's groups.
    Groups,
    /// Everything that is not closed.
    Open,
    Unsolved,
    /// Solved, then the newest that were closed.
    Done,
    Closed,
    SocialMine,
    SocialUnassigned,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    Ticket,
    Updated,
    Waiting,
    Priority,
    Status,
    Requester,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    Asc,
    Desc,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    list: Which,
    /// Reads on below this ticket, the newest first.
    before: Option<TicketId>,
    sort: Option<By>,
    order: Option<Direction>,
    /// Only rows that hold these words.
    q: Option<String>,
    offset: Option<usize>,
    limit: Option<usize>,
}

pub(super) async fn list(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> ApiResult<web::Json<Tickets>> {
    let Query(asked) = asked;
    let limit = limit(asked.limit, USUAL, MOST)?;
    let paged = asked.before.is_some();
    if paged && (asked.offset.is_some() || asked.sort.is_some() || asked.order.is_some() || asked.q.is_some())
    {
        return Err(ApiError::field("before"));
    }
    let offset = asked.offset.unwrap_or_default();
    let answer = match list_of(asked.list, &state, signed_in.agent) {
        None => closed(&state, asked.before, limit).await?,
        Some(list) if paged => newest(&state, list, asked.before, limit).await?,
        Some(list) => {
            let sort = sort_of(asked.sort.unwrap_or(By::Ticket));
            let descending = asked.order.unwrap_or(Direction::Desc) == Direction::Desc;
            let wanted = wanted(asked.q.as_deref().unwrap_or_default())?;
            let filtered = wanted.is_some();
            let solved = window(&state, Order { list, sort, descending }, wanted, offset, limit).await?;
            // What was closed is not in memory, and is not looked through.
            if asked.list == Which::Done && !filtered {
                and_closed(&state, solved, offset, limit).await?
            } else {
                solved
            }
        }
    };
    Ok(web::Json(answer))
}

/// `None`: the closed tickets, which are not in memory.
fn list_of(which: Which, state: &AppState, agent: UserId) -> Option<List> {
    Some(match which {
        Which::Unassigned => List::Unassigned,
        Which::Mine => List::Of(agent),
        Which::Groups => List::Groups(groups_of(state, agent)),
        Which::Open => List::Open,
        Which::Unsolved => List::Unsolved,
        Which::Done => List::Solved,
        Which::SocialMine => List::SocialOf(agent),
        Which::SocialUnassigned => List::SocialUnassigned,
        Which::Closed => return None,
    })
}

fn groups_of(state: &AppState, agent: UserId) -> BTreeSet<GroupId> {
    let directory = state.system.shared.directory.get();
    directory.agents.get(&agent).map(|agent| agent.groups.clone()).unwrap_or_default()
}

const fn sort_of(by: By) -> Sort {
    match by {
        By::Ticket => Sort::Ticket,
        By::Updated => Sort::Updated,
        By::Waiting => Sort::Waiting,
        By::Priority => Sort::Priority,
        By::Status => Sort::Status,
        By::Requester => Sort::Requester,
    }
}

async fn newest(state: &AppState, list: List, before: Option<TicketId>, limit: usize) -> ApiResult<Tickets> {
    let (rows, more) = state.system.notifier.send(GetRows { list, before, limit }).await?;
    Ok(Tickets { rows: rows.iter().map(|named| row(named)).collect(), more, total: None })
}

/// Sorts on a thread for what takes milliseconds: neither the notifier nor other requests wait for it.
async fn window(
    state: &AppState,
    order: Order,
    wanted: Option<Wanted>,
    offset: usize,
    limit: usize,
) -> ApiResult<Tickets> {
    let snapshot = state.system.notifier.send(GetSnapshot).await?;
    let read = move || match wanted {
        Some(wanted) => snapshot.window_of(&order, &wanted, offset, limit),
        None => snapshot.window(&order, offset, limit),
    };
    let window = web::block(read).await?;
    let rows: Vec<TicketRow> = window.rows.iter().map(|named| row(named)).collect();
    let more = offset.saturating_add(rows.len()) < window.total;
    Ok(Tickets { rows, more, total: Some(window.total) })
}

/// Fills a window of the solved tickets up with closed ones.
async fn and_closed(state: &AppState, solved: Tickets, offset: usize, limit: usize) -> ApiResult<Tickets> {
    let Tickets { mut rows, total, .. } = solved;
    let before = total.unwrap_or_default();
    let (closed, _) = state.system.closed_tickets(None, RECENTLY_CLOSED).await?;
    let room = limit.saturating_sub(rows.len());
    for found in closed.iter().skip(offset.saturating_sub(before)).take(room) {
        rows.push(named(state, found).await?);
    }
    let total = before.saturating_add(closed.len());
    Ok(Tickets { more: offset.saturating_add(rows.len()) < total, rows, total: Some(total) })
}

async fn closed(state: &AppState, before: Option<TicketId>, limit: usize) -> ApiResult<Tickets> {
    let (found, more) = state.system.closed_tickets(before, limit).await?;
    let mut rows = Vec::with_capacity(found.len());
    for found in &found {
        rows.push(named(state, found).await?);
    }
    Ok(Tickets { rows, more, total: None })
}

async fn named(state: &AppState, found: &view::TicketRow) -> ApiResult<TicketRow> {
    let end_user = load_end_user(&state.system.shared, found.end_user).await?;
    let subject = opening(state, found).await?;
    Ok(row_of(found, end_user.as_ref().map_or("", |end_user| end_user.name.as_str()), &subject))
}

/// What a ticket was about when it was made; empty where it was erased.
async fn opening(state: &AppState, found: &view::TicketRow) -> ApiResult<String> {
    let page = Page::After { seq: found.opened_seq.saturating_sub(1), limit: 1 };
    let opened = state.system.history(found.conversation, page).await?.into_iter().next();
    match opened.map(|event| event.kind) {
        Some(EventKind::HandedOff { subject, .. }) => Ok(subject),
        _ => Ok(String::new()),
    }
}

pub(super) async fn one(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    ticket: Id<TicketId>,
) -> ApiResult<web::Json<TicketPlace>> {
    let Id(ticket) = ticket;
    Ok(web::Json(find(&state, ticket).await?.ok_or(ErrorCode::NotFound)?))
}

/// The ticket of this number, open or closed; `None` for a number that was never given out.
pub(super) async fn find(state: &AppState, ticket: TicketId) -> ApiResult<Option<TicketPlace>> {
    let Some(conversation) = state.system.conversation_of(ticket).await? else { return Ok(None) };
    let Some(facts) = state.system.registry.look(conversation).await? else { return Ok(None) };
    let count_inactive = state.system.shared.directory.get().settings.count_inactive;
    let open = view::TicketRow::of(conversation, &facts.state, count_inactive);
    let row = match open.filter(|row| row.ticket == ticket) {
        Some(row) => {
            let subject = facts.state.ticket.as_ref().map_or("", |ticket| ticket.subject.as_str());
            row_of(&row, &facts.end_user.name, subject)
        }
        None => {
            let store = &state.system.shared.store;
            let key = newest_first_key(ticket.get());
            let Some(stored) = store.row(RowTable::ClosedTickets, &key).await? else { return Ok(None) };
            let closed: view::TicketRow = payload::from_bytes(&stored).map_err(ExecuteError::from)?;
            let subject = opening(state, &closed).await?;
            row_of(&closed, &facts.end_user.name, &subject)
        }
    };
    Ok(Some(TicketPlace { ticket, conversation, row }))
}
