//! `GET /desk/v1/search` and `GET /desk/v1/end-users`: tickets and people by words, numbers and addresses.
//!
//! Both look at memory on threads of their own. Whoever may work may see every ticket and every end user, which is
//! what their route asks for; nothing of a conversation's messages is searched.

use super::extract::{Query, limit};
use super::tickets;
use crate::auth::SignedIn;
use crate::convert::agent::row;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::agent::TicketRow;
use crate::wire::rest::{Found, People, Person};
use actix_web::web;
use frontdesk_actors::lists::Snapshot;
use frontdesk_actors::notifier::GetSnapshot;
use frontdesk_actors::people;
use frontdesk_actors::push::NamedRow;
use frontdesk_model::id::{IntegrationId, TicketId};
use frontdesk_model::search::{Query as Wanted, Score, fold};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

const USUAL: usize = 8;
const MOST: usize = 50;
const MOST_PEOPLE: usize = 200;
/// What an account's telephone number is worth beside words.
const BY_NUMBER: Score = 60;
/// Characters of a query; nobody types more.
const MOST_CHARS: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    q: String,
    limit: Option<usize>,
}

pub(super) async fn everything(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    asked: Query<Asked>,
) -> ApiResult<web::Json<Found>> {
    let Query(Asked { q, limit: most }) = asked;
    let limit = limit(most, USUAL, MOST)?;
    let Some(wanted) = wanted(&q)? else {
        return Ok(web::Json(Found { tickets: Vec::new(), people: Vec::new() }));
    };
    let people = find_people(&state, wanted.clone(), limit).await?;
    let snapshot = state.system.notifier.send(GetSnapshot).await?;
    let number = wanted.number().and_then(|number| TicketId::new(number).ok());
    let accounts = accounts(&state, &wanted);
    let found = web::block(move || find_tickets(&snapshot, &wanted, &accounts, limit));
    let found = found.await?;
    let mut tickets: Vec<TicketRow> = found.iter().map(|named| row(named)).collect();
    // The one that was asked for by its number comes first, and may be closed.
    if let Some(number) = number
        && let Some(place) = tickets::find(&state, number).await?
    {
        tickets.retain(|ticket| ticket.ticket != number);
        tickets.insert(0, place.row);
        tickets.truncate(limit);
    }
    Ok(web::Json(Found { tickets, people: people.iter().map(|known| person(known)).collect() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskedPeople {
    q: Option<String>,
    offset: Option<usize>,
    limit: Option<usize>,
}

pub(super) async fn end_users(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    asked: Query<AskedPeople>,
) -> ApiResult<web::Json<People>> {
    let Query(AskedPeople { q, offset, limit: most }) = asked;
    let limit = limit(most, MOST, MOST_PEOPLE)?;
    if let Some(wanted) = wanted(q.as_deref().unwrap_or_default())? {
        let found = find_people(&state, wanted, limit).await?;
        return Ok(web::Json(People {
            total: found.len(),
            people: found.iter().map(|known| person(known)).collect(),
        }));
    }
    let shared = &state.system.shared;
    shared.people.refresh(shared).await?;
    let (newest, total) = shared.people.newest(offset.unwrap_or_default(), limit);
    Ok(web::Json(People { people: newest.iter().map(|known| person(known)).collect(), total }))
}

/// `None` where nothing is looked for.
pub(super) fn wanted(q: &str) -> ApiResult<Option<Wanted>> {
    if q.chars().count() > MOST_CHARS { Err(ApiError::field("q")) } else { Ok(Wanted::parse(q)) }
}

async fn find_people(state: &AppState, wanted: Wanted, limit: usize) -> ApiResult<Vec<Arc<people::Person>>> {
    let shared = Arc::clone(&state.system.shared);
    shared.people.refresh(&shared).await?;
    web::block(move || shared.people.find(&wanted, limit)).await.map_err(ApiError::from)
}

/// The accounts that a query means, by their names, numbers and settings (S1-62).
fn accounts(state: &AppState, wanted: &Wanted) -> BTreeMap<IntegrationId, Score> {
    let directory = state.system.shared.directory.get();
    let others = directory.integrations.values().filter(|found| !found.kind.is_ours());
    let scored = others.filter_map(|found| {
        let words: Vec<String> =
            state.system.accounts.words(found.id).iter().map(|word| fold(word)).collect();
        let by_number = words.iter().any(|word| wanted.is_in_number(word)).then_some(BY_NUMBER);
        Some((found.id, wanted.score(words.iter().map(String::as_str)).max(by_number)?))
    });
    scored.collect()
}

/// The best `limit` of the tickets that are not closed, those that changed last first among equals.
fn find_tickets(
    snapshot: &Snapshot,
    wanted: &Wanted,
    accounts: &BTreeMap<IntegrationId, Score>,
    limit: usize,
) -> Vec<Arc<NamedRow>> {
    let scored = |named: &Arc<NamedRow>| {
        let account = named.row.via.and_then(|via| accounts.get(&via).copied());
        let score = named.score(wanted).max(account)?;
        Some(((score, named.row.updated_at), Arc::clone(named)))
    };
    let mut found: Vec<((Score, _), Arc<NamedRow>)> = snapshot.rows().iter().filter_map(scored).collect();
    found.sort_unstable_by_key(|(score, _)| Reverse(*score));
    found.truncate(limit);
    found.into_iter().map(|(_, named)| named).collect()
}

fn person(known: &people::Person) -> Person {
    let end_user = &known.end_user;
    Person {
        id: end_user.id,
        name: end_user.name.clone(),
        email: end_user.email.as_ref().map(|email| email.as_str().to_owned()),
        locale: end_user.locale.clone(),
        verified: end_user.verified,
        addresses: known.addresses.clone(),
        created_at: end_user.created_at,
    }
}
