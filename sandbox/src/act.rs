//! What people do with their telephones.

use crate::world::{MediaKind, Place};
use serde::{Deserialize, Serialize};

/// One deed of a person in a chat.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(crate) enum Act {
    /// Presses Get Started, Start or Follow.
    Start,
    Text {
        text: String,
        #[serde(default)]
        reply_to: Option<String>,
    },
    /// Sends a file that was put on the phone before.
    Media {
        media: String,
        kind: MediaKind,
        #[serde(default)]
        caption: String,
    },
    /// Sends one of the phone's stickers; see [`crate::stickers`].
    Sticker {
        name: String,
    },
    Place(Place),
    /// Presses a button, a quick reply, or a row of a list.
    Press {
        message: String,
        button: String,
    },
    /// Puts an emoji on a message, or takes it back.
    React {
        message: String,
        #[serde(default)]
        emoji: Option<String>,
    },
    Edit {
        message: String,
        text: String,
    },
    Unsend {
        message: String,
    },
    /// Sees the chat.
    Read,
    Typing,
    /// Blocks the business, or leaves it.
    Leave,
    /// Takes that back.
    Return,
    /// Gets another phone number.
    Number {
        phone: String,
    },
    /// Sends something that the provider does not hand on, in its own word for it, such as `poll`.
    Other {
        kind: String,
    },
}

/// The app has no such thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotOffered(pub(crate) &'static str);

impl NotOffered {
    pub(crate) const HERE: Self = Self("this app offers no such thing");
    pub(crate) const NO_MESSAGE: Self = Self("there is no such message");
    pub(crate) const NO_MEDIA: Self = Self("there is no such file on this phone");
    pub(crate) const LEFT: Self = Self("the person has blocked or left this business");
}
