//! Owns: one conversation's state; it is the only writer of its log.
//! Receives: commands and questions. Sends: what became durable, to the hub, the lists, routing and timers.
//! On restart, and after a failed commit, it is built anew from snapshot and log.

mod identify;
mod prepare;

pub use self::identify::{EndUserChanged, HandOver, Identify};

use self::prepare::{Change, Effect, Prepared};
use crate::feeds::RowNews;
use crate::hub::{HeadFacts, Published};
use crate::outbox::Also;
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, ActorContext, AsyncContext, AtomicResponse, Context, Handler, Message, WrapFuture};
use bytes::Bytes;
use frontdesk_model::conversation::Conversation;
use frontdesk_model::conversation::command::{Action, Alarm, Command};
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, TicketId};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{CommitError, Conflict, ReadError, TimerChange};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Commands that may wait at one conversation. A person writes a few a second; what is more waits at the sender,
/// whose own bound is the rate limit.
const CAPACITY: usize = 64;
/// A snapshot every so many events: rehydrating reads at most so many events after it.
const SNAPSHOT_EVERY: u64 = 64;
/// How long an actor that nobody speaks to stays in memory.
const IDLE_AFTER: Span = Span::minutes(5);

/// Asks the conversation to do something. The answer is given once everything that it causes is durable.
#[derive(Message)]
#[rtype(result = "Result<Recorded, ExecuteError>")]
pub struct Execute {
    pub command: Command,
    pub also: Also,
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The sequence of the last event that the command caused; the current one where it caused none.
    pub seq: u64,
    pub at: Timestamp,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum ExecuteError {
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// Not now: the journal's queue or the conversation's mailbox is full.
    #[error("too much waits already")]
    Busy,
    #[error("this provider event was taken in already")]
    Duplicate,
    /// A record that the same commit was to change is another one now: look at it again.
    #[error("a record was changed by somebody else")]
    Changed,
    /// Whether the command took effect is not known; sending it again with the same id is safe.
    #[error("the store failed: {0}")]
    Storage(String),
}

impl From<CommitError> for ExecuteError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Busy => Self::Busy,
            CommitError::Duplicate(_) => Self::Duplicate,
            CommitError::Conflict { what: Conflict::Revision { .. } } => Self::Changed,
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<ReadError> for ExecuteError {
    fn from(error: ReadError) -> Self {
        Self::Storage(error.to_string())
    }
}

impl From<CodecError> for ExecuteError {
    fn from(error: CodecError) -> Self {
        Self::Storage(error.to_string())
    }
}

/// Asks for the state as it is now. `None` for a conversation that has not begun.
#[derive(Message)]
#[rtype(result = "Result<Option<Arc<HeadFacts>>, ExecuteError>")]
pub struct Look;

/// Takes a durable command's effects again from the state: used when a feed may have missed them.
#[derive(Message)]
#[rtype(result = "()")]
pub struct TellAgain;

pub struct ConversationActor {
    id: ConversationId,
    shared: Arc<Shared>,
    state: Conversation,
    end_user: Option<EndUser>,
    /// The row that was told last, and the one that is on disk.
    told_row: Option<Arc<TicketRow>>,
    stored_row: Option<Arc<TicketRow>>,
    /// The subject of the ticket whose row was told last.
    subject: (Option<TicketId>, Arc<str>),
    armed: [Option<Timestamp>; Alarm::ALL.len()],
    snapshot_seq: u64,
    last_used: Timestamp,
    /// Why the log could not be read; every command is answered with it and the actor stops.
    broken: Option<ExecuteError>,
}

struct Hydrated {
    state: Conversation,
    snapshot_seq: u64,
    end_user: Option<EndUser>,
}

impl ConversationActor {
    #[must_use]
    pub fn new(id: ConversationId, shared: Arc<Shared>) -> Self {
        let last_used = shared.clock.now();
        Self {
            id,
            shared,
            state: Conversation::default(),
            end_user: None,
            told_row: None,
            stored_row: None,
            subject: (None, "".into()),
            armed: [None; Alarm::ALL.len()],
            snapshot_seq: 0,
            last_used,
            broken: None,
        }
    }

    fn hydrate(&self) -> impl Future<Output = Result<Hydrated, ExecuteError>> + use<> {
        let (id, shared) = (self.id, Arc::clone(&self.shared));
        async move {
            let Some(loaded) = shared.store.load(id).await? else {
                return Ok(Hydrated { state: Conversation::default(), snapshot_seq: 0, end_user: None });
            };
            // A snapshot that this version cannot read is no loss: the log is read from its beginning.
            let snapshot = loaded.snapshot.as_ref().and_then(|(_, bytes)| payload::from_bytes(bytes).ok());
            let (mut state, events) = match (snapshot, &loaded.snapshot) {
                (Some(state), _) => (state, loaded.events),
                (None, None) => (Conversation::default(), loaded.events),
                (None, Some(_)) => {
                    let page = frontdesk_storage::Page::After { seq: 0, limit: usize::MAX };
                    (Conversation::default(), shared.store.events(id, page).await?)
                }
            };
            let snapshot_seq = state.seq;
            for stored in &events {
                state.apply(&payload::decode(&stored.payload, &stored.bodies)?);
            }
            let end_user = match state.origin {
                Some(origin) => load_end_user(&shared, origin.end_user).await?,
                None => None,
            };
            Ok(Hydrated { state, snapshot_seq, end_user })
        }
    }

    /// The end user of a conversation that is about to begin.
    fn end_user_for(
        &self,
        command: &Command,
    ) -> impl Future<Output = Result<Option<EndUser>, ExecuteError>> + use<> {
        let wanted = match (&self.end_user, &command.action) {
            (None, Action::Receive { via, .. } | Action::AskLink { via, .. }) => Some(via.end_user),
            (None, Action::TalkOfLink(talk)) => Some(talk.via.end_user),
            _ => None,
        };
        let shared = Arc::clone(&self.shared);
        async move {
            match wanted {
                Some(id) => load_end_user(&shared, id).await,
                None => Ok(None),
            }
        }
    }

    /// After the commit: the state is what the log says now, and everybody who has to know is told.
    fn committed(&mut self, effect: Effect) -> Recorded {
        let from = self.state.seq;
        let Effect { events, state, end_user, row, row_stored, timers, to_send, at } = effect;
        for timer in &timers {
            self.remember_timer(timer);
        }
        if let (None, Some(origin)) = (self.state.origin, state.origin) {
            self.shared.people.changed(origin.end_user);
        }
        // Where replies go, and until when, stands in the head; our own channels take them always.
        let moved = self.state.reply_target != state.reply_target
            || (self.state.heard != state.heard
                && state.replies_go_to().is_some_and(|target| !target.channel.is_ours()));
        self.state = *state;
        if let Some(end_user) = end_user {
            self.shared.people.changed(end_user.id);
            self.end_user = Some(end_user);
        }
        if row_stored {
            self.stored_row.clone_from(&row);
        }
        if let Some(integration) = to_send {
            self.shared.feeds.outbox(integration);
        }
        if !events.is_empty() {
            self.publish(from, events, moved);
            self.tell_row(row);
            self.keep_snapshot();
        }
        Recorded { seq: self.state.seq, at }
    }

    fn remember_timer(&mut self, change: &TimerChange) {
        let (kind, due) = match change {
            TimerChange::Set(timer) => (timer.kind, Some(timer.due)),
            TimerChange::Clear { kind, .. } => (*kind, None),
        };
        for (alarm, armed) in Alarm::ALL.into_iter().zip(self.armed.iter_mut()) {
            if alarm.code() == kind {
                *armed = due;
            }
        }
        if let Some(due) = due {
            self.shared.feeds.timer(due);
        }
    }

    fn facts(&self) -> Option<Arc<HeadFacts>> {
        let end_user = self.end_user.clone()?;
        self.state.origin?;
        Some(Arc::new(HeadFacts { conversation: self.id, state: self.state.clone(), end_user }))
    }

    fn publish(&self, from: u64, events: Vec<Event>, moved: bool) {
        let plain = |event: &Event| {
            matches!(
                event.kind,
                EventKind::MessageAdded { .. }
                    | EventKind::MarkMoved { .. }
                    | EventKind::DeliveryChanged { .. }
            )
        };
        // Nobody watches: nobody pays for the copy of the head.
        if !self.shared.hub.is_watched(self.id) {
            return;
        }
        let head = if !moved && events.iter().all(plain) { None } else { self.facts() };
        self.shared.hub.publish(&Arc::new(Published {
            conversation: self.id,
            from,
            seq: self.state.seq,
            events,
            head,
            marks: self.state.marks,
            agent_frame: std::sync::OnceLock::new(),
            end_user_frame: std::sync::OnceLock::new(),
        }));
    }

    fn tell_row(&mut self, row: Option<Arc<TicketRow>>) {
        if row.is_some() || self.told_row.is_some() {
            self.tell_row_anyway(row);
        }
    }

    fn tell_row_anyway(&mut self, row: Option<Arc<TicketRow>>) {
        let requester: Arc<str> = self.end_user.as_ref().map_or("", |end_user| end_user.name.as_str()).into();
        let subject = self.subject_of(row.as_deref());
        let before = std::mem::replace(&mut self.told_row, row.clone());
        self.shared.feeds.row(&RowNews {
            conversation: self.id,
            seq: self.state.seq,
            before,
            after: row,
            requester,
            subject,
        });
    }

    /// Copied once a ticket and not with every message.
    fn subject_of(&mut self, row: Option<&TicketRow>) -> Arc<str> {
        let ticket = row.map(|row| row.ticket);
        if self.subject.0 != ticket {
            let subject = self.state.ticket.as_ref().map_or("", |ticket| ticket.subject.as_str());
            self.subject = (ticket, subject.into());
        }
        Arc::clone(&self.subject.1)
    }

    fn keep_snapshot(&mut self) {
        if self.state.seq >= self.snapshot_seq.saturating_add(SNAPSHOT_EVERY) {
            self.save_snapshot();
        }
    }

    fn save_snapshot(&mut self) {
        match payload::to_bytes(&self.state) {
            Ok(bytes) => {
                self.shared.store.save_snapshot(self.id, self.state.seq, bytes);
                self.snapshot_seq = self.state.seq;
            }
            Err(error) => tracing::error!(conversation.id = %self.id, %error, "a snapshot cannot be encoded"),
        }
    }

    fn leave_when_idle(&mut self, context: &mut Context<Self>) {
        let idle = self.shared.clock.now().since(self.last_used) >= IDLE_AFTER;
        if idle && !self.shared.hub.is_watched(self.id) {
            if self.state.seq > self.snapshot_seq {
                self.save_snapshot();
            }
            context.stop();
        }
    }
}

/// The key of a record or row that is found by its number.
#[must_use]
pub fn number_key(number: u64) -> Bytes {
    Bytes::copy_from_slice(&number.to_be_bytes())
}

/// The key of a row that is listed with the highest number first.
#[must_use]
pub fn newest_first_key(number: u64) -> Bytes {
    Bytes::copy_from_slice(&(u64::MAX - number).to_be_bytes())
}

/// An end user, or who stands for them since they were merged.
///
/// # Errors
/// When the record cannot be read.
pub async fn load_end_user(
    shared: &Shared,
    id: frontdesk_model::id::UserId,
) -> Result<Option<EndUser>, ExecuteError> {
    Ok(crate::merge::load(shared, id).await?.map(|(_, end_user)| end_user))
}

impl Actor for ConversationActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        let hydrated = self.hydrate().into_actor(self).map(|hydrated, actor, context| match hydrated {
            Ok(hydrated) => {
                actor.state = hydrated.state;
                actor.snapshot_seq = hydrated.snapshot_seq;
                actor.end_user = hydrated.end_user;
                let count_inactive = actor.shared.directory.get().settings.count_inactive;
                actor.told_row = TicketRow::of(actor.id, &actor.state, count_inactive).map(Arc::new);
            }
            Err(error) => {
                tracing::error!(conversation.id = %actor.id, %error, "a conversation cannot be loaded");
                actor.broken = Some(error);
                // Whoever waits is answered first; the next command tries again from the log.
                context.run_later(std::time::Duration::from_millis(1), |_, context| context.stop());
            }
        });
        context.wait(hydrated);
        context.run_interval(std::time::Duration::from_secs(60), Self::leave_when_idle);
        metrics::gauge!("frontdesk_conversations_live").increment(1);
    }

    fn stopped(&mut self, _: &mut Context<Self>) {
        metrics::gauge!("frontdesk_conversations_live").decrement(1);
    }
}

impl Handler<Execute> for ConversationActor {
    type Result = AtomicResponse<Self, Result<Recorded, ExecuteError>>;

    fn handle(&mut self, execute: Execute, _: &mut Context<Self>) -> Self::Result {
        let Execute { command, also } = execute;
        if let Some(error) = &self.broken {
            return AtomicResponse::new(Box::pin(actix::fut::ready(Err(error.clone()))));
        }
        if self.end_user.is_none() {
            // Only the first command of a conversation has to ask who writes in.
            let asked = self.end_user_for(&command).into_actor(self).then(move |end_user, actor, _| {
                match end_user {
                    Ok(end_user) => actor.end_user = actor.end_user.take().or(end_user),
                    Err(error) => return actor.answer(Err(error)),
                }
                actor.execute(&command, also)
            });
            return AtomicResponse::new(Box::pin(asked));
        }
        AtomicResponse::new(self.execute(&command, also))
    }
}

type Answer =
    Pin<Box<dyn actix::fut::ActorFuture<ConversationActor, Output = Result<Recorded, ExecuteError>>>>;

impl ConversationActor {
    fn answer(&self, answer: Result<Recorded, ExecuteError>) -> Answer {
        Box::pin(actix::fut::ready(answer))
    }

    fn execute(&mut self, command: &Command, also: Also) -> Answer {
        match self.prepare(command, also) {
            Ok(Prepared::Nothing(recorded)) => self.answer(Ok(recorded)),
            Ok(Prepared::Commit(change)) => {
                let Change { commit, effect } = *change;
                let durable = self.shared.store.commit(commit);
                Box::pin(durable.into_actor(self).map(move |durable, actor, context| match durable {
                    Ok(_) => Ok(actor.committed(effect)),
                    Err(error) => Err(actor.not_committed(error, context)),
                }))
            }
            Err(error) => self.answer(Err(error)),
        }
    }

    /// After a refused commit nothing has changed; after a failed one memory is no longer known to be true.
    fn not_committed(&mut self, error: CommitError, context: &mut Context<Self>) -> ExecuteError {
        match error {
            CommitError::Busy
            | CommitError::Duplicate(_)
            | CommitError::Conflict { what: Conflict::Revision { .. } } => {}
            CommitError::Conflict { .. } | CommitError::Failed(_) | CommitError::Invalid(_) => {
                tracing::error!(conversation.id = %self.id, %error, "a commit failed");
                context.stop();
            }
        }
        error.into()
    }
}

impl Handler<Look> for ConversationActor {
    type Result = Result<Option<Arc<HeadFacts>>, ExecuteError>;

    fn handle(&mut self, _: Look, _: &mut Context<Self>) -> Self::Result {
        self.last_used = self.shared.clock.now();
        match &self.broken {
            Some(error) => Err(error.clone()),
            None => Ok(self.facts()),
        }
    }
}

impl Handler<TellAgain> for ConversationActor {
    type Result = ();

    fn handle(&mut self, _: TellAgain, _: &mut Context<Self>) {
        let row = self.told_row.take();
        self.tell_row_anyway(row);
    }
}
