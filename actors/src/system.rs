//! Starts the actors, each after the ones that it feeds, and is what the web asks.

use crate::accounts::Accounts;
use crate::agents::AgentsActor;
use crate::arrivals::{ArrivalsActor, Load};
use crate::channels::ChannelsActor;
use crate::chats::{Chats, ChatsActor};
use crate::clock::{Clock, Dice};
use crate::conversation::ExecuteError;
use crate::directory::{self, DirectoryActor, LoadError};
use crate::door::Door;
use crate::feeds::Feeds;
use crate::hub::Hub;
use crate::intake::Intake;
use crate::links::Links;
use crate::notifier::{self, NotifierActor};
use crate::people::People;
use crate::registry::Registry;
use crate::router::RouterActor;
use crate::shared::{DirectoryCell, Shared};
use crate::signals::Signals;
use crate::there::There;
use crate::timers::TimersActor;
use crate::transport::Providers;
use actix::{Actor, Addr, Arbiter, Context};
use frontdesk_model::conversation::event::Event;
use frontdesk_model::id::{ConversationId, TicketId};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::{Page, RowTable, Store, payload};
use std::sync::Arc;

/// What the system is built on.
pub struct Foundation {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub dice: Arc<dyn Dice>,
    /// Threads for conversations; 0 runs everything on the caller's, as tests do.
    pub arbiters: usize,
}

/// Why the system did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the configuration cannot be loaded")]
    Directory(#[from] LoadError),
    #[error("the open tickets cannot be loaded")]
    Tickets(#[from] ExecuteError),
    #[error("an actor stopped while the system started")]
    Actor(#[from] actix::MailboxError),
}

/// The running system. Cheap to clone.
#[derive(Clone)]
pub struct System {
    pub shared: Arc<Shared>,
    pub registry: Arc<Registry>,
    pub agents: Addr<AgentsActor>,
    pub notifier: Addr<NotifierActor>,
    pub router: Addr<RouterActor>,
    pub directory: Addr<DirectoryActor>,
    pub channels: Addr<ChannelsActor>,
    /// How accounts of providers are connected.
    pub accounts: Arc<Accounts>,
    /// Widget conversations that go on on social channels.
    pub links: Arc<Links>,
    /// Takes in what providers deliver.
    pub intake: Arc<Intake>,
    /// Shows end users on social channels that somebody writes or has read.
    pub signals: Arc<Signals>,
    /// Where webhooks that were believed go.
    pub door: Door,
    /// Which visitors of live chats are there; told by their sockets.
    pub chats: Arc<Chats>,
}

impl System {
    /// As [`Self::start_with`], on our own channels only.
    ///
    /// # Errors
    /// When the configuration or the open tickets cannot be read.
    pub async fn start(foundation: Foundation) -> Result<Self, StartError> {
        Self::start_with(foundation, Providers::none()).await
    }

    /// Loads the configuration, starts every actor, and returns once all open tickets are known again.
    ///
    /// # Errors
    /// When the configuration or the open tickets cannot be read.
    pub async fn start_with(foundation: Foundation, providers: Providers) -> Result<Self, StartError> {
        let Foundation { store, clock, dice, arbiters } = foundation;
        let picture = directory::load(store.as_ref()).await?;
        let cell = DirectoryCell::default();
        cell.set(picture);
        let shared = Arc::new(Shared {
            store,
            clock,
            dice,
            directory: cell,
            hub: Hub::default(),
            feeds: Feeds::default(),
            people: People::default(),
            there: There::default(),
        });
        let handles = (0..arbiters).map(|_| Arbiter::new().handle()).collect();
        let registry = Arc::new(Registry::new(Arc::clone(&shared), handles));
        let desk = (arbiters > 0).then(|| Arbiter::new().handle());

        let router = start_in(desk.as_ref(), RouterActor::new(Arc::clone(&shared), Arc::clone(&registry)));
        let _ = shared.feeds.router.set(router.clone().recipient());

        let notifier =
            start_in(desk.as_ref(), NotifierActor::new(Arc::clone(&shared), Arc::clone(&registry)));
        let _ = shared.feeds.notifier.set(notifier.clone().recipient());
        let agents =
            AgentsActor::new(Arc::clone(&shared), Arc::clone(&registry), router.clone(), notifier.clone());
        let agents = start_in(desk.as_ref(), agents);
        let _ = shared.feeds.agents.set(agents.clone().recipient());
        notifier.send(notifier::Load).await??;
        let timers = start_in(desk.as_ref(), TimersActor::new(Arc::clone(&shared), Arc::clone(&registry)));
        let _ = shared.feeds.timers.set(timers.recipient());
        let directory =
            DirectoryActor::new(Arc::clone(&shared), router.clone(), agents.clone(), notifier.clone());
        let directory = start_in(desk.as_ref(), directory);
        let accounts = Arc::new(Accounts::new(Arc::clone(&shared), providers));
        let links = Links::new(Arc::clone(&shared), Arc::clone(&registry), Arc::clone(&accounts));
        let links = Arc::new(links);
        let intake = Intake::new(
            Arc::clone(&shared),
            Arc::clone(&registry),
            Arc::clone(&accounts),
            Arc::clone(&links),
        );
        let intake = Arc::new(intake);
        let signs = Arc::clone(&intake.signs);
        let channels =
            ChannelsActor::new(Arc::clone(&shared), Arc::clone(&registry), Arc::clone(&accounts), signs);
        let channels = start_in(desk.as_ref(), channels);
        let _ = shared.feeds.channels.set(channels.clone().recipient());
        let _ = accounts.renewer.set(channels.clone().recipient());
        let chats = Arc::new(Chats::new(Arc::clone(&shared)));
        start_in(desk.as_ref(), ChatsActor::new(Arc::clone(&chats), Arc::clone(&registry)));
        let signals = Signals::new(Arc::clone(&shared), Arc::clone(&registry), Arc::clone(&intake));
        let signals = Arc::new(signals);
        let load = Arc::new(Load::default());
        let arrivals = ArrivalsActor::new(
            Arc::clone(&shared),
            Arc::clone(&accounts),
            Arc::clone(&intake),
            Arc::clone(&load),
        );
        // Reading what providers send is work of its own, which agents' lists are not to wait for.
        let reading = (arbiters > 0).then(|| Arbiter::new().handle());
        let arrivals = start_in(reading.as_ref(), arrivals);
        let door =
            Door::new(Arc::clone(&shared), Arc::clone(&accounts), Arc::clone(&intake.signs), load, arrivals);
        if let Err(error) = crate::merge::finish_all(&shared, &registry).await {
            tracing::error!(%error, "what was begun to be merged is not finished");
        }
        Ok(Self {
            shared,
            registry,
            agents,
            notifier,
            router,
            directory,
            channels,
            accounts,
            links,
            intake,
            signals,
            door,
            chats,
        })
    }

    /// A page of a conversation's log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn history(
        &self,
        conversation: ConversationId,
        page: Page,
    ) -> Result<Vec<Event>, ExecuteError> {
        let stored = self.shared.store.events(conversation, page).await?;
        let mut events = Vec::with_capacity(stored.len());
        for event in stored {
            events.push(payload::decode(&event.payload, &event.bodies)?);
        }
        Ok(events)
    }

    /// Where a ticket lives; `None` for a number that was never given out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn conversation_of(&self, ticket: TicketId) -> Result<Option<ConversationId>, ExecuteError> {
        let key = crate::conversation::number_key(ticket.get());
        let row = self.shared.store.row(RowTable::TicketConversation, &key).await?;
        let bytes: Option<[u8; 12]> = row.and_then(|row| row.as_ref().try_into().ok());
        Ok(bytes.map(ConversationId::from_bytes))
    }

    /// Up to `limit` closed tickets with a number below `before`, newest first, and whether there are more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn closed_tickets(
        &self,
        before: Option<TicketId>,
        limit: usize,
    ) -> Result<(Vec<TicketRow>, bool), ExecuteError> {
        let after =
            before.map(|before| crate::conversation::newest_first_key(before.get())).unwrap_or_default();
        let found =
            self.shared.store.rows(RowTable::ClosedTickets, &[], &after, limit.saturating_add(1)).await?;
        let more = found.len() > limit;
        let rows = found
            .iter()
            .take(limit)
            .map(|(_, value)| payload::from_bytes(value))
            .collect::<Result<_, _>>()?;
        Ok((rows, more))
    }
}

fn start_in<A: Actor<Context = Context<A>> + Send>(
    arbiter: Option<&actix::ArbiterHandle>,
    actor: A,
) -> Addr<A> {
    match arbiter {
        Some(arbiter) => A::start_in_arbiter(arbiter, move |_| actor),
        None => actor.start(),
    }
}
