//! `/desk/v1/end-users/{id}`: the customer's card with earlier tickets, and the merging of two customers.

use super::extract::{Body, Id};
use crate::auth::SignedIn;
use crate::convert::content::{channel, status};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{Customer, EarlierTicket, Identity, MergeInto};
use crate::wire::shared::FieldValue;
use actix_web::web;
use frontdesk_actors::conversation::{ExecuteError, load_end_user, newest_first_key, number_key};
use frontdesk_actors::identities;
use frontdesk_actors::merge::{self, MergeError};
use frontdesk_actors::system::System;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::{ConversationId, FieldId, TicketId, UserId};
use frontdesk_model::ticket::Ticket;
use frontdesk_model::view;
use frontdesk_storage::{Page, RowTable, payload};
use std::collections::BTreeMap;

/// Tickets that a card shows, the newest.
const TICKETS: usize = 30;

pub(super) async fn one(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    end_user: Id<UserId>,
) -> ApiResult<web::Json<Customer>> {
    card(&state, end_user.0).await.map(web::Json)
}

/// Makes one customer of two (S1-21, S1-46).
pub(super) async fn merge(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    end_user: Id<UserId>,
    body: Body<MergeInto>,
) -> ApiResult<web::Json<Customer>> {
    let System { shared, registry, .. } = &state.system;
    let merged = merge::merge(shared, registry, Some(signed_in.agent), end_user.0, body.0.into).await;
    let stays = merged.map_err(|error| match error {
        MergeError::Same | MergeError::TooMany => ApiError::field("into"),
        MergeError::Unknown => ErrorCode::NotFound.into(),
        MergeError::Proved => ErrorCode::CustomerProved.into(),
        MergeError::Execute(error) => error.into(),
    })?;
    card(&state, stays.id).await.map(web::Json)
}

async fn card(state: &AppState, end_user: UserId) -> ApiResult<Customer> {
    let end_user = load_end_user(&state.system.shared, end_user).await?.ok_or(ErrorCode::NotFound)?;
    let prefix = number_key(end_user.id.get());
    let rows = state.system.shared.store.rows(RowTable::EndUserTickets, &prefix, &[], TICKETS).await?;
    let mut tickets = Vec::with_capacity(rows.len());
    for (key, value) in rows {
        if let Some((ticket, conversation)) = place(&key, &value) {
            tickets.extend(earlier(state, ticket, conversation).await?);
        }
    }
    let identities = identities::of_end_user(&state.system.shared, end_user.id).await?;
    let directory = state.system.shared.directory.get();
    Ok(Customer {
        id: end_user.id,
        name: end_user.name,
        email: end_user.email.map(|email| email.as_str().to_owned()),
        locale: end_user.locale,
        time_zone: end_user.time_zone,
        verified: end_user.verified,
        created_at: end_user.created_at,
        tickets,
        identities: identities.into_iter().filter_map(|known| identity(known, &directory)).collect(),
    })
}

fn identity(known: identities::Identity, directory: &Directory) -> Option<Identity> {
    let account = directory.integrations.get(&known.integration)?;
    Some(Identity {
        integration: known.integration,
        channel: channel(account.kind),
        account: account.name.clone(),
        address: known.address.as_str().to_owned(),
        phone: known.phone,
        facts: known.facts,
        stopped: known.stopped_at.is_some(),
        since: known.created_at,
    })
}

fn place(key: &[u8], value: &[u8]) -> Option<(TicketId, ConversationId)> {
    let (_, inverse) = key.split_at_checked(8)?;
    let number = u64::MAX - u64::from_be_bytes(inverse.try_into().ok()?);
    Some((TicketId::new(number).ok()?, ConversationId::from_bytes(value.try_into().ok()?)))
}

async fn earlier(
    state: &AppState,
    ticket: TicketId,
    conversation: ConversationId,
) -> ApiResult<Option<EarlierTicket>> {
    let directory = state.system.shared.directory.get();
    let facts = state.system.registry.look(conversation).await?;
    let held = facts.as_ref().and_then(|facts| {
        let newest = [facts.state.ticket.as_ref(), facts.state.closed_ticket.as_ref()];
        newest.into_iter().flatten().find(|held| held.id == ticket)
    });
    match held {
        Some(held) => {
            let origin = facts.as_ref().and_then(|facts| facts.state.origin);
            let kind = origin.map_or(ChannelKind::Widget, |origin| origin.channel);
            Ok(Some(of_ticket(held, conversation, kind, &directory)))
        }
        None => of_row(state, ticket, conversation, &directory).await,
    }
}

fn of_ticket(
    ticket: &Ticket,
    conversation: ConversationId,
    kind: ChannelKind,
    directory: &Directory,
) -> EarlierTicket {
    EarlierTicket {
        id: ticket.id,
        conversation,
        status: status(ticket.status),
        subject: ticket.subject.clone(),
        created_at: ticket.created_at,
        opened_seq: ticket.opened_seq,
        channel: channel(kind),
        fields: fields(&ticket.fields, directory),
    }
}

/// A ticket that its conversation has left behind: its row, with subject and fields as they were at the hand-off.
async fn of_row(
    state: &AppState,
    ticket: TicketId,
    conversation: ConversationId,
    directory: &Directory,
) -> ApiResult<Option<EarlierTicket>> {
    let key = newest_first_key(ticket.get());
    let Some(row) = state.system.shared.store.row(RowTable::ClosedTickets, &key).await? else {
        return Ok(None);
    };
    let row: view::TicketRow = payload::from_bytes(&row).map_err(ExecuteError::from)?;
    let page = Page::After { seq: row.opened_seq.saturating_sub(1), limit: 1 };
    let opened = state.system.history(conversation, page).await?.into_iter().next();
    let (subject, told) = match opened.map(|event| event.kind) {
        Some(EventKind::HandedOff { subject, fields, .. }) => (subject, fields),
        _ => Default::default(),
    };
    Ok(Some(EarlierTicket {
        id: ticket,
        conversation,
        status: status(row.status),
        subject,
        created_at: row.created_at,
        opened_seq: row.opened_seq,
        channel: channel(row.channel),
        fields: fields(&told, directory),
    }))
}

fn fields(values: &BTreeMap<FieldId, String>, directory: &Directory) -> Vec<FieldValue> {
    let value = |(field, value): (&FieldId, &String)| FieldValue {
        field: *field,
        label: directory.field_label(*field).to_owned(),
        value: value.clone(),
    };
    values.iter().map(value).collect()
}
