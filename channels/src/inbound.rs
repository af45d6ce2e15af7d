//! What a provider delivered, one item each. Items of one webhook stand on their own.

use crate::address::{Address, EventId};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::message::{Delivery, MessageText};
use frontdesk_model::time::Timestamp;
use std::collections::BTreeMap;

/// One thing out of a webhook, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the provider calls the account that it is for, as in [`crate::Adapter::account_setting`]: one address may
    /// serve several numbers. `None`: the account that was called.
    pub account: Option<String>,
    pub inbound: Inbound,
    /// As it came, for whoever has to look into it.
    pub raw: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inbound {
    Said(Said),
    Did(Did),
    Receipt(Receipt),
    /// Something about the whole account, for its admin.
    Alert(Alert),
    /// Somebody said something that is not to be taken in: it becomes a dead letter that says why.
    Refused(Refused),
    /// Nothing that this server understands, and nobody's message; kept and counted.
    Unread(Unread),
}

/// An end user's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub event: EventId,
    pub from: Sender,
    /// When it was written, by the provider's clock: reply windows count from here (behaviour 2.18).
    pub at: Timestamp,
    /// What the provider calls the message.
    pub id: Option<String>,
    /// Which message it answers to, as the provider calls it.
    pub reply_to: Option<String>,
    /// The code of a link that brought them; see [`crate::link`].
    pub link: Option<String>,
    pub what: What,
}

/// Whoever writes, as the provider tells it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    /// What the provider will always call them; replies go there.
    pub address: Address,
    /// Other names of the same person: a phone number beside a business-scoped id. Looked up where `address` is new.
    pub aliases: Vec<Address>,
    pub name: Option<String>,
    /// A BCP 47 tag.
    pub locale: Option<String>,
    /// With country code and without anything but digits after the `+`.
    pub phone: Option<String>,
    /// All else that the provider tells of them, by the provider's words: "Social messaging user info" (S1-22).
    pub facts: BTreeMap<String, String>,
    /// What the adapter wants to be told when it sends to them: a reply token, the id of their last message. Never
    /// shown; a key that comes again replaces the one before.
    pub memo: BTreeMap<String, String>,
}

impl Sender {
    /// Of whom nothing but the address is known.
    #[must_use]
    pub const fn new(address: Address) -> Self {
        Self {
            address,
            aliases: Vec::new(),
            name: None,
            locale: None,
            phone: None,
            facts: BTreeMap::new(),
            memo: BTreeMap::new(),
        }
    }
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
    /// Files, which are fetched from the provider at once.
    Media {
        media: Vec<Media>,
        caption: Option<MessageText>,
    },
    /// Something that cannot be shown here, in the provider's word for it, such as `order`.
    Unsupported {
        kind: String,
    },
}

/// A file that is still with the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// What the adapter needs to fetch it: an id or an address.
    pub handle: String,
    pub kind: MediaKind,
    pub name: Option<String>,
    /// As the provider says.
    pub media_type: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    Image,
    Audio,
    Video,
    File,
    Sticker,
}

impl MediaKind {
    /// The word that stands in file names.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
            Self::Sticker => "sticker",
        }
    }
}

/// What an end user did without writing anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did {
    pub event: EventId,
    pub from: Sender,
    pub at: Timestamp,
    pub deed: Deed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Reacted to a message, as the provider calls it; `None`: took the reaction back.
    Reacted { of: String, emoji: Option<String> },
    /// Wrote a message of theirs anew.
    Edited { of: String, text: MessageText },
    /// Took a message of theirs back: its content is to go.
    Unsent { of: String },
    /// Opened the talk, by a link where there is a code, without a word yet.
    Opened { link: Option<String> },
    /// Blocked us, left, or opted out: nothing can be sent any more.
    Stopped,
    /// Can be reached again.
    Resumed,
    /// Has another address from now on; `from` is the one before.
    Moved { to: Address },
    /// Is writing; nothing of it is kept.
    Typing,
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
    /// All that were sent to them until then.
    UpTo { to: Address, at: Timestamp },
}

/// What a provider says of the account itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub event: EventId,
    /// The provider's code.
    pub code: String,
    pub text: String,
}

/// What was understood, and has no place here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub event: EventId,
    /// For the admin.
    pub why: &'static str,
}

/// An item that could not be read. The raw webhook has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub event: EventId,
    /// The provider's word for it, or what is wrong with it.
    pub kind: String,
}
