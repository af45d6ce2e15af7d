//! Takes in what providers delivered: address → identity → conversation → command, each item with its dedupe key in
//! the commit of its effect. An item that comes twice, late or at the same time as itself has one effect.
//!
//! It holds nothing, so any number of tasks may use it at once.

use crate::conversation::{ExecuteError, Recorded};
use crate::identities::{self, Identity};
use crate::outbox::Also;
use crate::registry::Registry;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_channels::{Adapters, EventId, Inbound, Receipt, Said, Subject, What};
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::Content;
use frontdesk_model::time::Span;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{DedupeKey, Expected, MAX_KEY, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Recorded {
        conversation: ConversationId,
        recorded: Recorded,
    },
    /// Its effect is there already.
    Before,
    /// A receipt of a message that is not known here, or not yet: it may come before its own message is reported as
    /// sent, so it is worth another try later.
    UnknownMessage,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("there is no such integration, or no adapter for its channel")]
    UnknownIntegration,
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

pub struct Intake {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    adapters: Adapters,
}

impl Intake {
    #[must_use]
    pub const fn new(shared: Arc<Shared>, registry: Arc<Registry>, adapters: Adapters) -> Self {
        Self { shared, registry, adapters }
    }

    /// How long after the end user's last message a reply may be sent on a channel; `None` for always.
    #[must_use]
    pub fn reply_window(&self, channel: ChannelKind) -> Option<Span> {
        self.adapters.of(channel).and_then(|adapter| adapter.capability().window)
    }

    /// Returns once the item's effect is durable; the answer to a repeated item is [`Taken::Before`].
    ///
    /// # Errors
    /// When nothing was taken in; the same item may be given again.
    pub async fn take(&self, integration: IntegrationId, inbound: Inbound) -> Result<Taken, IntakeError> {
        let kind = self.shared.directory.get().integrations.get(&integration).map(|found| found.kind);
        let known = kind.and_then(|kind| Some((kind, self.adapters.of(kind)?.capability().flow)));
        let (kind, capabilities) = known.ok_or(IntakeError::UnknownIntegration)?;
        let taken = match inbound {
            Inbound::Said(said) => self.said(integration, kind, capabilities, said).await,
            Inbound::Receipt(receipt) => self.receipt(integration, receipt).await,
        };
        match taken {
            Err(ExecuteError::Duplicate) => Ok(Taken::Before),
            other => Ok(other?),
        }
    }

    async fn said(
        &self,
        integration: IntegrationId,
        channel: ChannelKind,
        capabilities: Capabilities,
        said: Said,
    ) -> Result<Taken, ExecuteError> {
        let identity = identities::find_or_create(&self.shared, integration, &said.from).await?;
        let via = Via { integration, channel, end_user: identity.end_user, capabilities };
        let (saying, otherwise) = match said.what {
            What::Text(text) => (Saying::Content(Content::Text { text }), None),
            What::Chosen { message, option, label } => {
                (Saying::Choose { message, option }, Some(Saying::Content(Content::Text { text: label })))
            }
        };
        let dedupe = dedupe(integration, &said.event);
        match (self.receive(&identity, via.clone(), saying, dedupe.clone()).await, otherwise) {
            // A button of a question that is over: what the end user meant is still there to read.
            (Err(ExecuteError::Rejected(Rejection::NotAsked)), Some(otherwise)) => {
                self.receive(&identity, via, otherwise, dedupe).await
            }
            (taken, _) => taken,
        }
    }

    async fn receive(
        &self,
        identity: &Identity,
        via: Via,
        saying: Saying,
        dedupe: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let action = Action::Receive { via, saying, meta: Meta::default() };
        self.command(identity.conversation, action, dedupe).await
    }

    async fn receipt(&self, integration: IntegrationId, receipt: Receipt) -> Result<Taken, ExecuteError> {
        let meant = match receipt.of {
            Subject::Ours { conversation, message } => Some(Meant { conversation, message }),
            Subject::Theirs(id) => self.meant_by(integration, id.bytes()).await?,
        };
        let Some(Meant { conversation, message }) = meant else { return Ok(Taken::UnknownMessage) };
        let action = Action::ReportDelivery { message, delivery: receipt.delivery };
        match self.command(conversation, action, dedupe(integration, &receipt.event)).await {
            Err(ExecuteError::Rejected(Rejection::NotFound)) => Ok(Taken::UnknownMessage),
            other => other,
        }
    }

    async fn meant_by(&self, integration: IntegrationId, id: &[u8]) -> Result<Option<Meant>, ExecuteError> {
        let Some(key) = provider_key(integration, id) else { return Ok(None) };
        match self.shared.store.record(RecordKind::ProviderMessage, &key).await? {
            Some(record) => Ok(Some(payload::from_bytes(&record.body)?)),
            None => Ok(None),
        }
    }

    async fn command(
        &self,
        conversation: ConversationId,
        action: Action,
        dedupe: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let command = Command { id: self.shared.draw_command(), by: By::System, action };
        let also = Also { dedupe: Some(dedupe), ..Also::default() };
        let recorded = self.registry.execute_with(conversation, command, also).await?;
        Ok(Taken::Recorded { conversation, recorded })
    }
}

/// The message behind a provider's id.
#[derive(Serialize, Deserialize)]
struct Meant {
    conversation: ConversationId,
    message: MessageId,
}

fn dedupe(integration: IntegrationId, event: &EventId) -> DedupeKey {
    DedupeKey { integration, event: event.bytes().clone() }
}

/// `None` for an id that is too long to be looked up; no provider has such.
fn provider_key(integration: IntegrationId, id: &[u8]) -> Option<Bytes> {
    let key = [&integration.to_bytes()[..], id].concat();
    (!id.is_empty() && key.len() <= MAX_KEY).then(|| key.into())
}

/// The record by which later receipts find a message; `None` for an id that cannot be looked up.
pub(crate) fn provider_record(
    integration: IntegrationId,
    id: &str,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<RecordWrite>, CodecError> {
    let Some(key) = provider_key(integration, id.as_bytes()) else { return Ok(None) };
    let body = Some(payload::to_bytes(&Meant { conversation, message })?);
    Ok(Some(RecordWrite { kind: RecordKind::ProviderMessage, key, expected: Expected::Any, body }))
}
