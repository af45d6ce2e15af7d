//! What a widget is told besides its conversation: the others of its end user, and the place in the queue.

use super::WidgetSession;
use crate::convert;
use crate::http::USUALLY_LISTED;
use crate::view::list;
use crate::wire::widget::{Conversations, ServerFrame};
use actix::fut::ActorFutureExt;
use actix::{AsyncContext, Context, WrapFuture};
use frontdesk_actors::hub::{HeadFacts, Published};
use frontdesk_actors::router::Position;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::conversation::{Control, Conversation};
use frontdesk_model::id::ConversationId;
use std::sync::Arc;
use std::time::Duration;

/// How often who waits is told that they moved on. Rarer far behind, where each look costs more and tells less.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Places for which the interval grows by itself once more.
const FAR_BEHIND: u32 = 50;

/// A row that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Once,
    /// Something happened in the meantime.
    Again,
}

/// Nobody answers yet.
fn is_waiting(state: &Conversation) -> bool {
    matches!(state.control, Control::People) && state.assignee().is_none()
}

impl WidgetSession {
    pub(super) fn current(&self) -> Option<ConversationId> {
        self.visitor.as_ref().map(|visitor| visitor.session.conversation)
    }

    /// Goes from the conversation in which this socket is to that of `visitor`. One that is in the list stays watched.
    pub(super) fn leave_current(&self, visitor: &Visitor) {
        let (Some(current), Some(socket)) = (self.current(), &self.socket) else { return };
        if current == visitor.session.conversation {
            return;
        }
        self.state.system.chats.left(current, socket.id);
        if !self.listed.contains(&current) {
            self.state.system.shared.hub.unwatch(current, socket.id);
        }
    }

    // The list.

    /// Sends the list, once, and watches what is in it.
    pub(super) fn list(&mut self, context: &mut Context<Self>) {
        let Some(visitor) = self.visitor.clone() else { return };
        self.listed.insert(visitor.session.conversation);
        if self.has_list {
            return;
        }
        self.has_list = true;
        let state = Arc::clone(&self.state);
        let read = async move {
            let directory = state.system.shared.directory.get();
            list::conversations(&state.system, &directory, &visitor, None, USUALLY_LISTED).await
        };
        context.spawn(read.into_actor(self).map(|read, session, context| match read {
            Ok(list) => session.tell_list(list, context),
            Err(error) => {
                session.has_list = false;
                tracing::warn!(%error, "the conversations of an end user cannot be read");
            }
        }));
    }

    fn tell_list(&mut self, list: Conversations, context: &mut Context<Self>) {
        if let Some(socket) = &self.socket {
            for row in &list.conversations {
                if self.listed.insert(row.id) {
                    self.state.system.shared.hub.watch(row.id, socket.clone());
                }
            }
        }
        let sent = self.line.send(&ServerFrame::Conversations(list));
        self.check(sent, context);
    }

    /// Something happened in a conversation that stands in the list.
    pub(super) fn news_of(&mut self, published: &Published, context: &mut Context<Self>) {
        let directory = self.state.system.shared.directory.get();
        let shows = |event: &Event| {
            matches!(event.kind, EventKind::MarkMoved { .. })
                || convert::end_user::item(event, &directory).is_some()
        };
        if published.head.is_some() || published.events.iter().any(shows) {
            self.read_row(published.conversation, context);
        }
    }

    fn read_row(&mut self, id: ConversationId, context: &mut Context<Self>) {
        if let Some(reading) = self.reading.get_mut(&id) {
            *reading = Reading::Again;
            return;
        }
        self.reading.insert(id, Reading::Once);
        let state = Arc::clone(&self.state);
        let read = async move {
            let directory = state.system.shared.directory.get();
            match state.system.registry.look(id).await? {
                Some(facts) => list::row(&state.system, &directory, &facts).await.map(Some),
                None => Ok(None),
            }
        };
        context.spawn(read.into_actor(self).map(move |read, session, context| {
            let again = session.reading.remove(&id) == Some(Reading::Again);
            match read {
                Ok(Some(row)) if !again => {
                    let sent = session.line.send(&ServerFrame::Listed { row: Box::new(row) });
                    session.check(sent, context);
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::debug!(conversation.id = %id, %error, "a row of a list cannot be read");
                }
            }
            if again {
                session.read_row(id, context);
            }
        }));
    }

    // The queue.

    /// Who answers may have changed: from here on the place in the queue is told, or no more.
    pub(super) fn stands(&mut self, facts: Option<&HeadFacts>, context: &mut Context<Self>) {
        let waits = facts.is_some_and(|facts| is_waiting(&facts.state));
        if !waits {
            self.tell_place(None, context);
        }
        if waits && !self.waits {
            self.look_at_queue(context);
        }
        self.waits = waits;
    }

    fn look_at_queue(&self, context: &mut Context<Self>) {
        let Some(conversation) = self.current() else { return };
        let asked = self.state.system.router.send(Position(conversation));
        context.spawn(asked.into_actor(self).map(move |place, session, context| {
            if !session.waits || session.current() != Some(conversation) {
                return;
            }
            let place = place.ok().flatten().and_then(|place| u32::try_from(place).ok());
            session.tell_place(place, context);
            let behind = place.unwrap_or_default().checked_div(FAR_BEHIND).unwrap_or_default();
            context.run_later(LOOK_EVERY.saturating_mul(behind.saturating_add(1)), |session, context| {
                if session.waits {
                    session.look_at_queue(context);
                }
            });
        }));
    }

    fn tell_place(&mut self, position: Option<u32>, context: &mut Context<Self>) {
        if self.place_told == position {
            return;
        }
        self.place_told = position;
        let sent = self.line.send(&ServerFrame::Queue { position });
        self.check(sent, context);
    }
}
