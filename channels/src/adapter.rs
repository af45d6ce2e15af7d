//! One provider: what it can do, how its webhooks are read, and how a message becomes requests.

use crate::account::{Account, Host, Setting, Token};
use crate::address::Address;
use crate::capability::Capability;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::hook::{Hook, Verdict};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Item, Media};
use crate::link::DeepLink;
use crate::media::Fetch;
use crate::outbound::Outbound;
use crate::preview::Preview;
use crate::profile::Profile;
use crate::template::Template;
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A provider as bytes and values. Pure: the same arguments give the same answer.
///
/// The send machine ([`Self::step`]) is stepped with no response to learn what to ask, and with the response to what
/// it asked: [`Step::Ask`] may follow only the first, [`Step::Go`] only the second. After [`Step::Go`] the new state is
/// stepped again; a try that fails later goes on from there, so parts that the provider has are not sent twice.
pub trait Adapter: Send + Sync + 'static {
    fn kind(&self) -> ChannelKind;

    fn capability(&self) -> &Capability;

    /// What an admin fills in to connect an account, in the order of the form.
    fn settings(&self) -> &'static [Setting];

    fn hosts(&self) -> &'static [Host];

    /// The setting that holds what webhooks call the account, such as `phone_number_id`.
    fn account_setting(&self) -> &'static str;

    /// The setting that holds what people call the account: a telephone number, a page's name.
    fn shown_setting(&self) -> &'static str {
        self.account_setting()
    }

    /// Handshake and signature, over the raw bytes and in constant time.
    fn receive(&self, account: &Account, hook: &Hook<'_>) -> Verdict;

    /// What is stored of a call that [`Self::receive`] took, and given to [`Self::parse`]: the body, unless the
    /// address that was called says something that the body does not.
    fn kept(&self, hook: &Hook<'_>) -> Bytes {
        hook.body.clone()
    }

    /// The items of a body that [`Self::receive`] took. Total: what cannot be read becomes [`crate::Inbound::Unread`],
    /// or [`crate::What::Unsupported`] where somebody said it; one bad item never costs another. The same bytes give
    /// the same event ids.
    fn parse(&self, account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item>;

    /// What the end user will get of a message, by the same rendering that [`Self::step`] sends.
    ///
    /// # Errors
    /// Why it cannot be sent at all.
    fn preview(&self, account: &Account, outbound: &Outbound) -> Result<Preview, SendError>;

    fn step(
        &self,
        account: &Account,
        outbound: &Outbound,
        state: &SendState,
        response: Option<&HttpResponse>,
    ) -> Step;

    /// Whether the provider takes some messages for nothing, so that they go on while the account's quota is used up;
    /// [`Self::is_free`] tells which.
    fn has_free(&self) -> bool {
        false
    }

    /// Whether what is left of this message costs nothing of the account's quota now.
    fn is_free(&self, _outbound: &Outbound, _state: &SendState) -> bool {
        false
    }

    /// The request for a new token; `None` where the account has none that ends. It is made before the first request,
    /// shortly before the end of the one held, and once after the provider called it dead.
    fn renew(&self, _account: &Account) -> Option<HttpRequest> {
        None
    }

    /// # Errors
    /// When the provider gave none; [`RetryClass::Auth`] where it never will.
    fn renewed(
        &self,
        _account: &Account,
        response: &HttpResponse,
        _now: Timestamp,
    ) -> Result<Token, SendError> {
        Err(SendError::new(
            RetryClass::Auth,
            &response.status.to_string(),
            "this account has no token to renew",
        ))
    }

    /// The next step towards a file that an end user sent, after the answer to the step before.
    fn fetch(&self, account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch;

    /// Whether coming to the talk without a word ([`crate::Deed::Opened`]) opens the reply window, as a message does.
    fn opening_is_contact(&self) -> bool {
        false
    }

    /// How to ask who somebody is; `None` where the provider does not tell.
    fn profile(&self, _account: &Account, _of: &Address) -> Option<HttpRequest> {
        None
    }

    fn profile_from(&self, _response: &HttpResponse) -> Option<Profile> {
        None
    }

    /// How to show something that leaves no trace; `None` where the provider cannot, or `memo` lacks what it takes.
    /// What comes of it is of no consequence.
    fn signal(
        &self,
        _account: &Account,
        _to: &Address,
        _memo: &BTreeMap<String, String>,
        _signal: Signal,
    ) -> Option<HttpRequest> {
        None
    }

    /// What the doctor asks the provider.
    fn checks(&self, _account: &Account) -> Vec<Check> {
        Vec::new()
    }

    /// What the answer to the check of that name means.
    fn judge(&self, _account: &Account, _name: &str, response: &HttpResponse) -> Finding {
        if response.is_success() {
            Finding::Right(String::new())
        } else {
            let text = "the provider refused to answer";
            Finding::Wrong(SendError::new(RetryClass::Auth, &response.status.to_string(), text))
        }
    }

    /// Requests that make the provider call our webhook, for providers where no admin has to do it by hand. Made when
    /// an account is connected; asking again is harmless.
    fn subscribe(&self, _account: &Account) -> Vec<HttpRequest> {
        Vec::new()
    }

    /// Whether the provider calls us from this answer to one of [`Self::subscribe`] on: some refuse what they have
    /// already.
    fn is_subscribed(&self, response: &HttpResponse) -> bool {
        response.is_success()
    }

    /// An address that opens the talk with this code in it; `None` where the settings lack what it takes.
    fn deep_link(&self, _account: &Account, _code: &str) -> Option<DeepLink> {
        None
    }

    /// How to ask for the templates that may be sent outside the window.
    fn templates(&self, _account: &Account) -> Option<HttpRequest> {
        None
    }

    /// Those that may be sent now.
    fn templates_from(&self, _response: &HttpResponse) -> Vec<Template> {
        Vec::new()
    }
}

/// What is shown to an end user in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Somebody here is writing.
    Typing,
    /// An agent saw what they wrote.
    Read,
    /// What they pressed has arrived; providers whose buttons spin until then want to know.
    Taken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask the provider this; its answer comes back with the same state.
    Ask {
        request: HttpRequest,
        repeat: Repeat,
    },
    /// A part is done: go on from here.
    Go(SendState),
    /// All of it is with the provider, under these ids; empty where it gives none.
    Sent {
        ids: Vec<String>,
    },
    Failed(SendError),
}

/// Whether a request of which nobody knows the outcome may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It carries an idempotency key, or has no effect that anybody sees.
    Safe,
    /// The end user could get it twice.
    Unsafe,
}

/// How far the sending of a message got. It outlives a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendState {
    /// Parts that are done.
    pub parts: u32,
    /// The provider's ids of what it has.
    pub ids: Vec<String>,
    /// What the adapter has to remember between parts, such as the handle of an upload. Never a secret.
    pub memo: BTreeMap<String, String>,
    /// What was changed besides that which [`Adapter::preview`] tells, because the provider refused it as it was.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub degraded: BTreeSet<Degradation>,
}

impl SendState {
    /// One more part is with the provider, under this id where it gave one.
    #[must_use]
    pub fn and(&self, id: Option<&str>) -> Self {
        let mut next = Self { parts: self.parts.saturating_add(1), ..self.clone() };
        next.ids.extend(id.map(str::to_owned));
        next
    }

    /// With this to remember.
    #[must_use]
    pub fn noting(&self, key: &str, value: String) -> Self {
        let mut next = self.clone();
        next.memo.insert(key.to_owned(), value);
        next
    }

    /// With one more change.
    #[must_use]
    pub fn told(mut self, rule: Degradation) -> Self {
        self.degraded.insert(rule);
        self
    }
}

/// The adapters that the server was built with, one a channel kind.
#[derive(Clone, Default)]
pub struct Adapters(BTreeMap<ChannelKind, Arc<dyn Adapter>>);

impl Adapters {
    #[must_use]
    pub fn new(adapters: impl IntoIterator<Item = Arc<dyn Adapter>>) -> Self {
        Self(adapters.into_iter().map(|adapter| (adapter.kind(), adapter)).collect())
    }

    #[must_use]
    pub fn of(&self, kind: ChannelKind) -> Option<&Arc<dyn Adapter>> {
        self.0.get(&kind)
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<dyn Adapter>> {
        self.0.values()
    }
}
