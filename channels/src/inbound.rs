//! What a provider delivered, one item each. Items of one webhook stand on their own.

use crate::address::{Address, EventId};
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::message::{Delivery, MessageText};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inbound {
    Said(Said),
    Receipt(Receipt),
}

/// An end user's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub event: EventId,
    pub from: Sender,
    pub what: What,
}

/// Whoever writes, as the provider tells it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    pub address: Address,
    pub name: Option<String>,
    /// A BCP 47 tag.
    pub locale: Option<String>,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a sender")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Text(MessageText),
    /// A button or list entry of an earlier message was pressed; reads as its label where that asks nothing any more.
    Chosen {
        message: MessageId,
        option: String,
        label: MessageText,
    },
}

/// How far one of our messages got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub event: EventId,
    pub of: Subject,
    pub delivery: Delivery,
}

/// Which message a receipt speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// By our own reference, which the provider gives back.
    Ours { conversation: ConversationId, message: MessageId },
    /// By the provider's id of it.
    Theirs(EventId),
}
