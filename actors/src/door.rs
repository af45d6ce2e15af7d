//! The way in for webhooks: signature over the raw bytes, then the raw bytes durable, then the answer. What they say
//! is read after that.

use crate::accounts::{AccountError, Accounts};
use crate::arrivals::{ArrivalsActor, Arrived, Entering, IsIdle, Load};
use crate::conversation::ExecuteError;
use crate::shared::Shared;
use crate::signs::AllSigns;
use actix::Addr;
use bytes::Bytes;
use frontdesk_channels::{Header, Hook, HookAnswer, Method, Verdict};
use frontdesk_model::id::IntegrationId;
use frontdesk_storage::{Commit, Envelope};
use std::sync::Arc;

pub use frontdesk_channels::Refusal;

/// What a provider sent to the address of an integration.
#[derive(Clone, Debug)]
pub struct Call {
    /// Whether it asks (GET) rather than tells (POST).
    pub asks: bool,
    /// What stands after the question mark, as it came.
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
}

/// What the provider is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It was believed, and whatever it says is durable.
    Yes {
        content_type: &'static str,
        body: Bytes,
    },
    No(Refusal),
    /// Not now: deliver it again.
    Later,
    /// Nobody is connected here.
    Nobody,
}

#[derive(Clone)]
pub struct Door {
    shared: Arc<Shared>,
    accounts: Arc<Accounts>,
    signs: Arc<AllSigns>,
    load: Arc<Load>,
    arrivals: Addr<ArrivalsActor>,
}

impl Door {
    #[must_use]
    pub const fn new(
        shared: Arc<Shared>,
        accounts: Arc<Accounts>,
        signs: Arc<AllSigns>,
        load: Arc<Load>,
        arrivals: Addr<ArrivalsActor>,
    ) -> Self {
        Self { shared, accounts, signs, load, arrivals }
    }

    /// Returns once what was believed is durable: from then on nothing of it can be lost.
    pub async fn call(&self, integration: IntegrationId, call: Call) -> Reply {
        let Some(adapter) = self.accounts.adapter(integration) else { return Reply::Nobody };
        let account = match self.accounts.get(integration).await {
            Ok(account) => account,
            // There is nothing that a signature could be checked with.
            Err(AccountError::Unknown) => return Reply::Nobody,
            Err(error) => {
                tracing::error!(integration.id = %integration, %error, "a webhook cannot be checked");
                return Reply::Later;
            }
        };
        let Call { asks, query, headers, body } = call;
        let headers: Vec<Header> = headers.into_iter().map(|(name, value)| Header { name, value }).collect();
        let now = self.shared.clock.now();
        let method = if asks { Method::Get } else { Method::Post };
        let hook = Hook { method, query: &query, headers: &headers, body: &body, now };
        let (channel, signs) = (adapter.kind().word(), &self.signs);
        let count = |result: &'static str| {
            metrics::counter!("frontdesk_webhooks_total", "channel" => channel, "result" => result)
                .increment(1);
        };
        let yes = |HookAnswer { content_type, body }| Reply::Yes { content_type, body };
        match adapter.receive(&account, &hook) {
            Verdict::Answer(answer) => {
                count("handshake");
                signs.note(integration, |signs| signs.handshake_at = Some(now));
                yes(answer)
            }
            Verdict::Refuse(refusal) => {
                count(refusal.word());
                tracing::warn!(integration.id = %integration, refusal = refusal.word(), "a webhook was not believed");
                signs.note(integration, |signs| {
                    signs.refused = signs.refused.saturating_add(1);
                    signs.last_refused = Some((now, refusal));
                });
                Reply::No(refusal)
            }
            Verdict::Take(answer) => match self.keep(integration, adapter.kept(&hook)).await {
                Ok(()) => {
                    count("taken");
                    signs.note(integration, |signs| {
                        signs.taken = signs.taken.saturating_add(1);
                        signs.last_taken_at = Some(now);
                    });
                    yes(answer)
                }
                Err(error) => {
                    count("busy");
                    tracing::error!(%error, "a webhook could not be kept; its provider delivers it again");
                    Reply::Later
                }
            },
        }
    }

    async fn keep(&self, integration: IntegrationId, raw: Bytes) -> Result<(), ExecuteError> {
        if self.load.is_full() {
            return Err(ExecuteError::Busy);
        }
        let entering = Entering::new(&self.load);
        let envelope = Envelope { integration, at: self.shared.clock.now(), raw };
        let commit = Commit { envelopes: vec![envelope.clone()], ..Commit::default() };
        let committed = self.shared.store.commit(commit).await?;
        let arrived = Arrived { offset: committed.offset, envelope };
        let arrivals = self.arrivals.clone();
        // The provider does not wait for what comes of it.
        actix_rt::spawn(async move {
            if let Err(error) = arrivals.send(arrived).await {
                tracing::error!(%error, "a webhook is taken in after the next start");
                // Then no checkpoint may pass it.
                std::mem::forget(entering);
                return;
            }
            drop(entering);
        });
        Ok(())
    }

    /// Whether everything that arrived was taken in.
    pub async fn is_idle(&self) -> bool {
        self.load.nobody_enters() && self.arrivals.send(IsIdle).await.unwrap_or(true)
    }
}
