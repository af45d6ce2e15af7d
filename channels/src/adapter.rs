//! One provider: what it can do, and how a message becomes requests.

use crate::capability::Capability;
use crate::error::SendError;
use crate::http::{HttpRequest, HttpResponse};
use crate::outbound::Outbound;
use frontdesk_model::channel::ChannelKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A provider's side of the send machine. Pure: the same arguments give the same step.
///
/// It is stepped with no response to learn what to ask, and with the response to what it asked:
/// [`Step::Ask`] may follow only the first, [`Step::Go`] only the second. After [`Step::Go`] the new state is stepped
/// again; a try that fails later goes on from there, so parts that the provider has are not sent twice.
pub trait Adapter: Send + Sync + 'static {
    fn kind(&self) -> ChannelKind;

    fn capability(&self) -> &Capability;

    fn step(&self, outbound: &Outbound, state: &SendState, response: Option<&HttpResponse>) -> Step;
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
}
