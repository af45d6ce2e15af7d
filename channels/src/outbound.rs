//! What is to be sent.

use crate::address::Address;
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
