//! A conversation whose end user proved who they are.
//!
//! Everything that follows is one commit: the event, the person's record, the session with its new token, and both
//! indexes. What the other one wrote in the meantime is before it or is refused: nothing is lost between two people.

use super::{ConversationActor, ExecuteError, Recorded, load_end_user, newest_first_key, number_key};
use crate::outbox::{Also, HeldTicket, Newcomer};
use crate::shared::Shared;
use actix::fut::{ActorFutureExt, ready};
use actix::{AtomicResponse, Context, Handler, Message, WrapFuture};
use bytes::Bytes;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{CommandId, ConversationId, UserId};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Commit, RecordWrite, RowTable, RowWrite};
use std::sync::Arc;

/// Tickets of one conversation that are read at a time.
const READ_PAGE: usize = 500;

/// Answers whether the conversation has begun, which decides what becomes of it.
#[derive(Clone, Message)]
#[rtype(result = "Result<bool, ExecuteError>")]
pub struct Identify {
    pub id: CommandId,
    pub end_user: EndUser,
    /// Written when the conversation has begun: it is the person's own from now on.
    pub if_begun: Vec<RecordWrite>,
    /// Written when nobody has said a word in it.
    pub otherwise: Vec<RecordWrite>,
}

/// Whoever wrote here is somebody who was known already, or goes on elsewhere; see [`crate::links`].
#[derive(Clone, Message)]
#[rtype(result = "Result<Recorded, ExecuteError>")]
pub struct HandOver {
    pub id: CommandId,
    /// Whose it is from now on.
    pub end_user: EndUser,
    pub action: Action,
}

/// The record of the end user is another one now.
#[derive(Clone, Copy, Message)]
#[rtype(result = "()")]
pub struct EndUserChanged;

impl Handler<Identify> for ConversationActor {
    type Result = AtomicResponse<Self, Result<bool, ExecuteError>>;

    fn handle(&mut self, identify: Identify, _: &mut Context<Self>) -> Self::Result {
        if let Some(error) = &self.broken {
            return AtomicResponse::new(Box::pin(ready(Err(error.clone()))));
        }
        let Identify { id, end_user, if_begun, otherwise } = identify;
        let Some(origin) = self.state.origin else {
            return AtomicResponse::new(Box::pin(self.identify_silent(end_user, otherwise)));
        };
        let moves = (origin.end_user != end_user.id).then_some(origin.end_user);
        let tickets = tickets_of(Arc::clone(&self.shared), self.id, moves);
        let identified = tickets.into_actor(self).then(move |tickets, actor, _| match tickets {
            Ok(tickets) => {
                let action = Action::Identify { end_user: end_user.id };
                let command = Command { id, by: By::System, action };
                let newcomer = Some(Newcomer { end_user, tickets });
                actor.execute(&command, Also { records: if_begun, newcomer, ..Also::default() })
            }
            Err(error) => actor.answer(Err(error)),
        });
        AtomicResponse::new(Box::pin(identified.map(|recorded, _, _| recorded.map(|_| true))))
    }
}

impl Handler<HandOver> for ConversationActor {
    type Result = AtomicResponse<Self, Result<Recorded, ExecuteError>>;

    fn handle(&mut self, over: HandOver, _: &mut Context<Self>) -> Self::Result {
        if let Some(error) = &self.broken {
            return AtomicResponse::new(Box::pin(ready(Err(error.clone()))));
        }
        let HandOver { id, end_user, action } = over;
        let before = self.state.origin.map(|origin| origin.end_user).filter(|before| *before != end_user.id);
        let tickets = tickets_of(Arc::clone(&self.shared), self.id, before);
        AtomicResponse::new(Box::pin(tickets.into_actor(self).then(move |tickets, actor, _| match tickets {
            Ok(tickets) => {
                let newcomer = Some(Newcomer { end_user, tickets });
                let command = Command { id, by: By::System, action };
                actor.execute(&command, Also { newcomer, ..Also::default() })
            }
            Err(error) => actor.answer(Err(error)),
        })))
    }
}

impl Handler<EndUserChanged> for ConversationActor {
    type Result = AtomicResponse<Self, ()>;

    fn handle(&mut self, _: EndUserChanged, _: &mut Context<Self>) -> Self::Result {
        let (shared, known) = (Arc::clone(&self.shared), self.end_user.as_ref().map(|known| known.id));
        let read = async move {
            match known {
                Some(id) => load_end_user(&shared, id).await,
                None => Ok(None),
            }
        };
        AtomicResponse::new(Box::pin(read.into_actor(self).map(|read, actor, _| match read {
            Ok(Some(end_user)) => {
                actor.end_user = Some(end_user);
                let row = actor.told_row.take();
                actor.tell_row_anyway(row);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(conversation.id = %actor.id, %error, "an end user cannot be read");
            }
        })))
    }
}

impl ConversationActor {
    /// Nobody has said a word: there is no log to write into, and whoever spoke first would be the one identified.
    fn identify_silent(
        &self,
        end_user: EndUser,
        records: Vec<RecordWrite>,
    ) -> impl actix::fut::ActorFuture<Self, Output = Result<bool, ExecuteError>> + use<> {
        let written = self.shared.store.commit(Commit { records, ..Commit::default() });
        written.into_actor(self).map(move |written, actor, _| {
            written?;
            actor.end_user = Some(end_user);
            Ok(false)
        })
    }

    /// The rows by which the conversation and its tickets are found under the newcomer, and no more under the one
    /// before.
    pub(super) fn handed_rows(&self, newcomer: &Newcomer) -> Result<Vec<RowWrite>, CodecError> {
        let Some(before) = self.state.origin.map(|origin| origin.end_user) else { return Ok(Vec::new()) };
        let after = newcomer.end_user.id;
        if before == after {
            return Ok(Vec::new());
        }
        let id = self.id.to_bytes();
        let of = |user: UserId, rest: &[u8]| Bytes::from([&number_key(user.get())[..], rest].concat());
        let mut rows = Vec::new();
        let mut moved = |table, rest: &[u8], value: Bytes| {
            rows.push(RowWrite { table, key: of(before, rest), value: None });
            rows.push(RowWrite { table, key: of(after, rest), value: Some(value) });
        };
        moved(RowTable::EndUserConversations, &id, Bytes::new());
        for ticket in &newcomer.tickets {
            let value = Bytes::copy_from_slice(&id);
            moved(RowTable::EndUserTickets, &newest_first_key(ticket.number), value);
        }
        for ticket in &newcomer.tickets {
            if let Some(closed) = &ticket.closed {
                let row = TicketRow { end_user: after, ..closed.clone() };
                let (key, value) = (newest_first_key(ticket.number), Some(payload::to_bytes(&row)?));
                rows.push(RowWrite { table: RowTable::ClosedTickets, key, value });
            }
        }
        Ok(rows)
    }
}

/// The tickets of a conversation that are listed under an end user; none where nobody hands anything over.
async fn tickets_of(
    shared: Arc<Shared>,
    conversation: ConversationId,
    of: Option<UserId>,
) -> Result<Vec<HeldTicket>, ExecuteError> {
    let Some(of) = of else { return Ok(Vec::new()) };
    let (prefix, mut after, mut found) = (number_key(of.get()), Bytes::new(), Vec::new());
    loop {
        let page = shared.store.rows(RowTable::EndUserTickets, &prefix, &after, READ_PAGE).await?;
        for (key, value) in &page {
            if value.as_ref() != conversation.to_bytes().as_slice() {
                continue;
            }
            let Some(newest_first) = key.last_chunk::<8>() else { continue };
            let closed = shared.store.row(RowTable::ClosedTickets, newest_first).await?;
            found.push(HeldTicket {
                number: u64::MAX - u64::from_be_bytes(*newest_first),
                closed: closed.map(|row| payload::from_bytes(&row)).transpose()?,
            });
        }
        match page.last() {
            Some((last, _)) if page.len() >= READ_PAGE => after = last.clone(),
            _ => return Ok(found),
        }
    }
}
