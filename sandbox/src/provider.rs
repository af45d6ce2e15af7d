//! What a simulated provider is; README.md says how to add one.

use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::world::{Account, Button, ChatKey, Person, World};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::{Span, Timestamp};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// One provider. It holds nothing itself: what it remembers is in the [`World`], so that a test sees it.
pub(crate) trait Provider: Send + Sync + 'static {
    fn kind(&self) -> ChannelKind;

    /// How its app looks on the phone and what can be done in it.
    fn app(&self) -> App;

    /// What an admin copies from the provider for its account of that number, counted from 1. The same at each start.
    fn credentials(&self, number: u32) -> Credentials;

    /// The provider's addresses: the name that the adapter's configuration has for each, and what follows
    /// `{base}/{kind}` in it.
    fn hosts(&self) -> &'static [(&'static str, &'static str)];

    /// What the provider calls the person at this account, the usual name first. The same at each start.
    fn addresses(&self, account: &Account, person: &Person) -> Vec<String>;

    /// The account that a request is about, by its token or path; `None` where neither is known.
    fn account_called(&self, world: &World, call: &Call) -> Option<String>;

    /// Answers a request to the provider's interface.
    fn call(&self, world: &mut World, call: &Call) -> Answer;

    /// How the provider says that it does not do what it is asked, whatever that was.
    fn refusal(&self, why: &Refusal) -> Answer;

    /// What the person did in the app: shown on the phone, and told by webhook as far as the provider tells it.
    ///
    /// # Errors
    /// When the app offers no such thing.
    fn act(&self, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered>;

    /// Opens a link of this provider on the person's phone; `None` for one that is not its own.
    fn open(&self, world: &mut World, person: &str, link: &Url) -> Option<ChatKey>;

    /// What the button says that begins a chat of this account, where it has one.
    fn start(&self, _account: &Account, _world: &World) -> Option<&'static str> {
        self.app().start
    }

    /// What somebody may press who never wrote; the deed names the message `opener`.
    fn openers(&self, _account: &Account, _world: &World) -> Vec<Button> {
        Vec::new()
    }

    /// What the provider asks a webhook before it calls it; `None` where it asks nothing.
    fn handshake(&self, _account: &Account, _now: Timestamp) -> Option<Handshake> {
        None
    }

    /// After what time it asks that again; `None` where once is enough.
    fn handshakes_every(&self) -> Option<Span> {
        None
    }

    /// A call of the webhook with these items, as many as [`Self::batch`] allows.
    fn webhook(&self, signing: &Signing<'_>, items: &[Value]) -> Outgoing;

    /// How many items go into one webhook.
    fn batch(&self) -> usize {
        1
    }

    /// An item that no reader understands, for faulty batches.
    fn nonsense(&self) -> Value {
        Value::Null
    }

    /// What it does with a webhook that is not answered well.
    fn patience(&self) -> Patience;

    /// The webhook answered; some providers show the person what it says.
    fn answered(&self, _world: &mut World, _account: &str, _items: &[Value], _body: &[u8]) {}

    /// An address that the provider had to fetch was fetched, or not; see [`crate::queue::Fetch`].
    fn fetched(&self, _world: &mut World, _key: &ChatKey, _message: &str, _found: bool) {}
}

/// What an admin copies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    /// The business's name.
    pub(crate) name: String,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) secrets: BTreeMap<String, String>,
}

impl Credentials {
    pub(crate) fn new(name: &str, settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Self {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Self { name: name.to_owned(), settings: map(settings), secrets: map(secrets) }
    }
}

/// An app on the phone.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct App {
    pub(crate) name: &'static str,
    /// What the button says without which a chat does not begin, where there is one; see [`Provider::start`].
    #[serde(skip)]
    pub(crate) start: Option<&'static str>,
    /// What the button says after which the business cannot write any more, and the one that takes it back.
    pub(crate) leave: Option<(&'static str, &'static str)>,
    pub(crate) offers: &'static [Offer],
}

/// Something that can be done in an app besides writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Offer {
    Image,
    Video,
    Audio,
    File,
    Sticker,
    Place,
    React,
    Reply,
    Edit,
    Unsend,
    /// Shows delivered and read below what the person wrote.
    Ticks,
    /// The provider tells that the person types.
    Typing,
}

/// Why the provider does not do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Throttled {
        retry_after: Option<u64>,
    },
    Broken,
    Revoked,
    /// By its own code.
    Code(String),
}

/// A `GET` of the webhook with this query; the provider goes on if the answer is that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handshake {
    pub(crate) query: String,
    pub(crate) expects: Expected,
}

/// What a handshake is answered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Text(String),
    /// A JSON object that has this, and whatever else.
    Json(Value),
}

impl Expected {
    pub(crate) fn is(&self, body: &[u8]) -> bool {
        match self {
            Self::Text(text) => body == text.as_bytes(),
            Self::Json(Value::Object(wanted)) => serde_json::from_slice::<Value>(body)
                .is_ok_and(|found| wanted.iter().all(|(name, value)| found.get(name) == Some(value))),
            Self::Json(wanted) => serde_json::from_slice::<Value>(body).is_ok_and(|found| found == *wanted),
        }
    }
}

/// With what a webhook is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signing<'a> {
    pub(crate) account: &'a Account,
    /// The webhook's address as the provider knows it.
    pub(crate) url: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) way: Way,
}

/// How a provider signs that has several ways; all others sign as ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    #[default]
    Usual,
    /// Over the address with its port where it has none, and without it where it has one.
    OtherAddress,
    /// By a newer algorithm.
    Newer,
}

/// A webhook as it goes over the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
    /// Parts of the query, without which it is unsigned; empty for none.
    pub(crate) query: String,
    /// Headers without which it is unsigned.
    pub(crate) signature: Vec<(&'static str, String)>,
}

/// How a provider deals with a webhook that is not answered by 2xx.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// How long it waits for the answer.
    pub(crate) answer: Span,
    /// When it tries again, each time counted from the try before; after the last it gives up.
    pub(crate) retries: &'static [Span],
    /// How long everything may fail before it calls no more at all.
    pub(crate) ends: Option<Span>,
}
