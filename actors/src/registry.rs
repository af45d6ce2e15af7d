//! The live conversations: finds an actor, or starts one from the log, and sends it commands.
//!
//! Idle actors leave memory by themselves; an address whose actor has gone is replaced here.

use crate::conversation::{
    ConversationActor, EndUserChanged, Execute, ExecuteError, HandOver, Identify, Look, Recorded,
};
use crate::hub::HeadFacts;
use crate::outbox::Also;
use crate::shared::Shared;
use actix::{Actor, Addr, ArbiterHandle, Handler, MailboxError, Message};
use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use frontdesk_model::conversation::command::Command;
use frontdesk_model::id::ConversationId;
use std::sync::Arc;

/// How often a command is sent again because the actor it was sent to had just left. Each try starts a fresh one,
/// so one is enough but for a panic in between.
const TRIES: usize = 3;

pub struct Registry {
    shared: Arc<Shared>,
    live: DashMap<ConversationId, Addr<ConversationActor>>,
    /// Conversations are spread over these by their id.
    arbiters: Vec<ArbiterHandle>,
}

impl Registry {
    #[must_use]
    pub fn new(shared: Arc<Shared>, arbiters: Vec<ArbiterHandle>) -> Self {
        Self { shared, live: DashMap::new(), arbiters }
    }

    /// The actor of a conversation, whether the conversation has begun or not.
    fn actor(&self, id: ConversationId) -> Addr<ConversationActor> {
        if let Some(addr) = self.live.get(&id)
            && addr.connected()
        {
            return addr.clone();
        }
        match self.live.entry(id) {
            Entry::Occupied(entry) if entry.get().connected() => entry.get().clone(),
            Entry::Occupied(mut entry) => {
                let addr = self.start(id);
                entry.insert(addr.clone());
                addr
            }
            Entry::Vacant(entry) => {
                let addr = self.start(id);
                entry.insert(addr.clone());
                addr
            }
        }
    }

    fn start(&self, id: ConversationId) -> Addr<ConversationActor> {
        let [.., low] = id.to_bytes();
        let place = usize::from(low).checked_rem(self.arbiters.len()).unwrap_or_default();
        let actor = ConversationActor::new(id, Arc::clone(&self.shared));
        match self.arbiters.get(place) {
            Some(arbiter) => ConversationActor::start_in_arbiter(arbiter, move |_| actor),
            None => actor.start(),
        }
    }

    /// # Errors
    /// The domain's rejection, or that the store did not take the command.
    pub async fn execute(&self, id: ConversationId, command: Command) -> Result<Recorded, ExecuteError> {
        self.execute_with(id, command, Also::default()).await
    }

    /// As [`Self::execute`], with what has to become durable in the same commit.
    ///
    /// # Errors
    /// [`ExecuteError::Duplicate`] when the dedupe key was there before.
    pub async fn execute_with(
        &self,
        id: ConversationId,
        command: Command,
        also: Also,
    ) -> Result<Recorded, ExecuteError> {
        self.ask(id, || Execute { command: command.clone(), also: also.clone() }).await
    }

    /// The state as it is now; `None` for a conversation that has not begun.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn look(&self, id: ConversationId) -> Result<Option<Arc<HeadFacts>>, ExecuteError> {
        self.ask(id, || Look).await
    }

    async fn ask<M, T>(&self, id: ConversationId, message: impl Fn() -> M) -> Result<T, ExecuteError>
    where
        M: Message<Result = Result<T, ExecuteError>> + Send + 'static,
        T: Send + 'static,
        ConversationActor: Handler<M>,
    {
        for _ in 0..TRIES {
            match self.actor(id).send(message()).await {
                Ok(answer) => return answer,
                Err(MailboxError::Closed) => {
                    self.live.remove_if(&id, |_, addr| !addr.connected());
                }
                Err(MailboxError::Timeout) => return Err(ExecuteError::Busy),
            }
        }
        Err(ExecuteError::Busy)
    }

    /// Hands a conversation to whoever was identified; see [`Identify`].
    ///
    /// # Errors
    /// [`ExecuteError::Changed`] when one of the records was written meanwhile; nothing was done.
    pub async fn identify(&self, id: ConversationId, identify: Identify) -> Result<bool, ExecuteError> {
        self.ask(id, || identify.clone()).await
    }

    /// Lists a conversation and its tickets under somebody else; see [`HandOver`].
    ///
    /// # Errors
    /// The domain's rejection, or that the store did not take it.
    pub async fn hand_over(&self, id: ConversationId, over: HandOver) -> Result<Recorded, ExecuteError> {
        self.ask(id, || over.clone()).await
    }

    /// Has a conversation that is in memory look at its end user's record again.
    pub async fn end_user_changed(&self, id: ConversationId) {
        let live = self.live.get(&id).map(|addr| addr.value().clone());
        if let Some(addr) = live.filter(|addr| addr.connected())
            && let Err(error) = addr.send(EndUserChanged).await
        {
            tracing::debug!(conversation.id = %id, %error, "a conversation was not told of its end user");
        }
    }

    pub(crate) async fn tell<M>(&self, id: ConversationId, message: M) -> Result<(), ExecuteError>
    where
        M: Message<Result = ()> + Send + 'static,
        ConversationActor: Handler<M>,
    {
        self.actor(id).send(message).await.map_err(|_| ExecuteError::Busy)
    }

    /// Forgets the addresses of actors that have left.
    pub fn sweep(&self) {
        self.live.retain(|_, addr| addr.connected());
    }

    #[must_use]
    pub fn live(&self) -> usize {
        self.live.len()
    }
}
