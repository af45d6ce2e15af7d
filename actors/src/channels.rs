//! Owns: the channel actors, one an integration whose kind has an adapter.
//! Receives: whose outbox filled. Sends: that to the channel it concerns.
//! On restart, and every 30 s, it starts a channel for each integration that has none.

use crate::accounts::Accounts;
use crate::channel::{ChannelActor, GetAccount, GetStanding, Look, Resume, Standing};
use crate::courier::Courier;
use crate::feeds::OutboxFilled;
use crate::mailbox::tell;
use crate::registry::Registry;
use crate::shared::Shared;
use crate::signs::AllSigns;
use actix::{Actor, Addr, AsyncContext, Context, Handler, Message, ResponseFuture, WrapFuture};
use frontdesk_channels::{Account, SendError};
use frontdesk_model::id::IntegrationId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Hints, one a message that waits; what is not heard is found when the channel looks by itself.
const CAPACITY: usize = 1_024;
const RECONCILE: Duration = Duration::from_secs(30);

/// How a channel stands; `None` where nothing is sent for this integration.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "Option<Standing>")]
pub struct GetChannel(pub IntegrationId);

/// The credentials of an integration were mended. Returns once its channel knows.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "()")]
pub struct ResumeChannel(pub IntegrationId);

/// An integration's account as its provider takes it now; `None` where nothing is sent for this integration.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "Option<Result<Arc<Account>, SendError>>")]
pub struct ReadyAccount(pub IntegrationId);

pub struct ChannelsActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    accounts: Arc<Accounts>,
    signs: Arc<AllSigns>,
    channels: BTreeMap<IntegrationId, Addr<ChannelActor>>,
}

impl ChannelsActor {
    #[must_use]
    pub const fn new(
        shared: Arc<Shared>,
        registry: Arc<Registry>,
        accounts: Arc<Accounts>,
        signs: Arc<AllSigns>,
    ) -> Self {
        Self { shared, registry, accounts, signs, channels: BTreeMap::new() }
    }

    /// The integration's channel, started if it is not there; `None` without an adapter for its kind.
    fn channel(&mut self, integration: IntegrationId) -> Option<Addr<ChannelActor>> {
        if let Some(running) = self.channels.get(&integration).filter(|running| running.connected()) {
            return Some(running.clone());
        }
        let kind = self.shared.directory.get().integrations.get(&integration)?.kind;
        let courier = Courier {
            shared: Arc::clone(&self.shared),
            registry: Arc::clone(&self.registry),
            accounts: Arc::clone(&self.accounts),
            signs: Arc::clone(&self.signs),
            adapter: Arc::clone(self.accounts.providers().adapters.of(kind)?),
            renewing: tokio::sync::Mutex::default(),
        };
        let started = ChannelActor::new(integration, courier).start();
        self.channels.insert(integration, started.clone());
        Some(started)
    }

    fn reconcile(&mut self, context: &mut Context<Self>) {
        let accounts = Arc::clone(&self.accounts);
        context.spawn(async move { accounts.recall().await }.into_actor(self));
        let directory = self.shared.directory.get();
        for integration in directory.integrations.keys() {
            self.channel(*integration);
        }
    }
}

impl Actor for ChannelsActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        self.reconcile(context);
        context.run_interval(RECONCILE, Self::reconcile);
    }
}

impl Handler<OutboxFilled> for ChannelsActor {
    type Result = ();

    fn handle(&mut self, OutboxFilled(integration): OutboxFilled, _: &mut Context<Self>) {
        if let Some(channel) = self.channel(integration) {
            tell(&channel, Look, "channel");
        }
    }
}

impl Handler<GetChannel> for ChannelsActor {
    type Result = ResponseFuture<Option<Standing>>;

    fn handle(&mut self, GetChannel(integration): GetChannel, _: &mut Context<Self>) -> Self::Result {
        let channel = self.channel(integration);
        Box::pin(async move { channel?.send(GetStanding).await.ok() })
    }
}

impl Handler<ResumeChannel> for ChannelsActor {
    type Result = ResponseFuture<()>;

    fn handle(&mut self, ResumeChannel(integration): ResumeChannel, _: &mut Context<Self>) -> Self::Result {
        let channel = self.channel(integration);
        Box::pin(async move {
            if let Some(channel) = channel {
                // A channel that has just stopped starts anew, and works.
                let _resumed = channel.send(Resume).await;
            }
        })
    }
}

impl Handler<ReadyAccount> for ChannelsActor {
    type Result = ResponseFuture<Option<Result<Arc<Account>, SendError>>>;

    fn handle(&mut self, ReadyAccount(integration): ReadyAccount, _: &mut Context<Self>) -> Self::Result {
        let channel = self.channel(integration);
        Box::pin(async move { channel?.send(GetAccount).await.ok() })
    }
}
