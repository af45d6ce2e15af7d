//! What is to be sent.

use crate::account::Account;
use crate::adapter::Adapter;
use crate::address::Address;
use crate::error::SendError;
use crate::preview::Preview;
use crate::spans::{Written, written_on};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::{Author, Content};
use frontdesk_model::time::Timestamp;
use std::collections::BTreeMap;

/// One public message on its way to a provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbound {
    pub account: IntegrationId,
    pub conversation: ConversationId,
    /// Also our reference at the provider and, where it takes one, the idempotency key.
    pub message: MessageId,
    pub to: Address,
    pub author: Author,
    pub content: Content,
    /// What the adapter asked to be told of them; see [`crate::Sender::memo`].
    pub memo: BTreeMap<String, String>,
    /// Where each file of the content can be had by anybody for a while: https, signed, expiring.
    pub links: BTreeMap<AttachmentId, String>,
    pub now: Timestamp,
}

impl Outbound {
    /// With its texts as the channel writes them, which is what an adapter is stepped with.
    #[must_use]
    pub fn written_on(&self, kind: ChannelKind) -> Self {
        Self { content: written_on(kind, &self.content).content, ..self.clone() }
    }

    /// What the end user will get of it.
    ///
    /// # Errors
    /// Why it cannot be sent at all.
    pub fn previewed(&self, adapter: &dyn Adapter, account: &Account) -> Result<Preview, SendError> {
        let Written { content, stripped } = written_on(adapter.kind(), &self.content);
        let mut preview = adapter.preview(account, &Self { content, ..self.clone() })?;
        if stripped {
            preview.degraded.insert(Degradation::MarkupStripped);
        }
        Ok(preview)
    }
}
