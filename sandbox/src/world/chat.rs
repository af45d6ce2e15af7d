//! A chat of a person with an account, as the app on the phone shows it.

use super::media::Picture;
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Messages of a chat that are kept.
const KEPT: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct ChatKey {
    pub(crate) account: String,
    pub(crate) person: String,
}

impl ChatKey {
    pub(crate) fn new(account: &str, person: &str) -> Self {
        Self { account: account.to_owned(), person: person.to_owned() }
    }

    /// Webhooks of one chat go out one after another.
    pub(crate) fn lane(&self) -> String {
        format!("{}/{}", self.account, self.person)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Chat {
    pub(crate) messages: Vec<Message>,
    /// What the person has not seen.
    pub(crate) unread: u32,
    /// Whether the person ever wrote, pressed Start or followed.
    pub(crate) started: bool,
    /// When the person last did what opens the window.
    pub(crate) wrote_at: Option<Timestamp>,
    /// Until when the app shows that the business is typing.
    pub(crate) typing_until: Option<Timestamp>,
    pub(crate) blocked: bool,
    /// Text that a link put into the composer.
    pub(crate) draft: Option<String>,
    /// What a link wants told once the person starts the chat.
    pub(crate) referral: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    Person,
    Business,
    /// A line of the app itself.
    System,
}

/// How far a message got, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Sent,
    Delivered,
    Read,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Message {
    /// The provider's id of it.
    pub(crate) id: String,
    pub(crate) side: Side,
    pub(crate) at: Timestamp,
    pub(crate) state: State,
    pub(crate) content: Content,
    /// The message that it answers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply_to: Option<String>,
    /// What the person put on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reaction: Option<String>,
    /// What the business put on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<String>,
    pub(crate) edited: bool,
    pub(crate) gone: bool,
    /// The sender's own reference, for providers that give it back.
    #[serde(skip)]
    pub(crate) reference: Option<String>,
    /// The provider's word for what it is, where that matters to it; empty elsewhere.
    #[serde(skip)]
    pub(crate) kind: &'static str,
}

impl Message {
    pub(crate) const fn new(id: String, side: Side, at: Timestamp, content: Content) -> Self {
        Self {
            id,
            side,
            at,
            state: State::Sent,
            content,
            reply_to: None,
            reaction: None,
            answer: None,
            edited: false,
            gone: false,
            reference: None,
            kind: "",
        }
    }
}

/// What a bubble shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Content {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) header: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    /// How stretches of the text are set, in Telegram's own words; offsets in UTF-16 units.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) entities: Vec<Value>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) footer: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) media: Vec<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Place>,
    /// Below the bubble, for as long as it is there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) buttons: Vec<Button>,
    /// Above the composer, until one is pressed or anything is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) quick: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) menu: Option<Menu>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) cards: Vec<Card>,
}

impl Content {
    pub(crate) fn text(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    pub(crate) fn picture(picture: Picture, caption: &str) -> Self {
        Self { media: vec![picture], text: caption.to_owned(), ..Self::default() }
    }

    /// The button, quick reply, row or card button with that id.
    pub(crate) fn button(&self, id: &str) -> Option<Button> {
        let of_cards = self.cards.iter().flat_map(|card| &card.buttons);
        let shown = self.buttons.iter().chain(&self.quick).chain(of_cards).find(|button| button.id == id);
        shown.cloned().or_else(|| {
            let row = self.menu.iter().flat_map(|menu| &menu.rows).find(|row| row.id == id)?;
            Some(Button::reply(&row.id, &row.title))
        })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) address: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Button {
    /// What comes back when it is pressed.
    pub(crate) id: String,
    pub(crate) label: String,
    /// Where it leads, if it is a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
}

impl Button {
    pub(crate) fn reply(id: &str, label: &str) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), url: None }
    }

    pub(crate) fn link(label: &str, url: &str) -> Self {
        Self { id: String::new(), label: label.to_owned(), url: Some(url.to_owned()) }
    }
}

/// A list that opens when its label is pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Menu {
    pub(crate) label: String,
    pub(crate) rows: Vec<MenuRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct MenuRow {
    pub(crate) id: String,
    pub(crate) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    /// The title of its section.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) section: String,
}

/// One of a carousel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Card {
    pub(crate) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) picture: Option<Picture>,
    pub(crate) buttons: Vec<Button>,
}

impl Chat {
    pub(crate) const NEW: Self = Self {
        messages: Vec::new(),
        unread: 0,
        started: false,
        wrote_at: None,
        typing_until: None,
        blocked: false,
        draft: None,
        referral: None,
    };

    pub(crate) fn add(&mut self, message: Message) {
        if self.messages.len() >= KEPT {
            self.messages.remove(0);
        }
        self.messages.push(message);
    }

    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == id)
    }

    /// Marks what the business sent as that far, and gives what was not yet.
    pub(crate) fn reach(&mut self, state: State) -> Vec<Message> {
        let ours = self.messages.iter_mut().filter(|message| message.side == Side::Business);
        let behind = ours.filter(|message| message.state < state);
        behind
            .map(|message| {
                message.state = state;
                message.clone()
            })
            .collect()
    }
}
