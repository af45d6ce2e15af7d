//! `GET /desk/v1/end-users/{id}`: the customer's card with earlier tickets.

use super::extract::Id;
use crate::auth::SignedIn;
use crate::convert::content::{channel, status};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{Customer, EarlierTicket};
use crate::wire::shared::FieldValue;
use actix_web::web;
use frontdesk_actors::conversation::{ExecuteError, load_end_user, newest_first_key, number_key};
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
    let end_user = load_end_user(&state.system.shared, end_user.0).await?.ok_or(ErrorCode::NotFound)?;
    let prefix = number_key(end_user.id.get());
    let rows = state.system.shared.store.rows(RowTable::EndUserTickets, &prefix, &[], TICKETS).await?;
    let mut tickets = Vec::with_capacity(rows.len());
    for (key, value) in rows {
        if let Some((ticket, conversation)) = place(&key, &value) {
            tickets.extend(earlier(&state, ticket, conversation).await?);
        }
    }
    Ok(web::Json(Customer {
        id: end_user.id,
        name: end_user.name,
        email: end_user.email.map(|email| email.as_str().to_owned()),
        locale: end_user.locale,
        time_zone: end_user.time_zone,
        verified: end_user.verified,
        created_at: end_user.created_at,
        tickets,
    }))
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
