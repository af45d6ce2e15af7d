//! What is to be sent.

use crate::address::Address;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::{Author, Content};

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
}
