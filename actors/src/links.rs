//! Widget conversations that go on on a social channel (S0, behaviour 2.21): the codes, the question, the yes.
//!
//! A code proves only that somebody saw the widget, so whoever comes with one is asked first, in a conversation of
//! their own: the widget's hears of it only that somebody is asked. See `docs/decisions/0007-linking.md`.
//!
//! It holds nothing. Each step may be taken again: what is there already is left as it is, and the step that takes
//! the provider's event for good is the last one.

mod answer;
mod begin;
mod claim;
mod code;
mod merge;
mod part;

pub use begin::{Begun, Offered};
pub(crate) use claim::Arrival;

use crate::accounts::{AccountError, Accounts};
use crate::conversation::{ExecuteError, Recorded};
use crate::hub::HeadFacts;
use crate::identities::Known;
use crate::outbox::Also;
use crate::registry::Registry;
use crate::shared::Shared;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::linking::Elsewhere;
use frontdesk_model::directory::Language;
use frontdesk_model::id::{ConversationId, IntegrationId, MessageId, UserId};
use frontdesk_model::link::{self, Wording};
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How often a step is begun anew because somebody else wrote first; the next look finds theirs.
const TRIES: usize = 4;

#[derive(Clone, Debug, thiserror::Error)]
pub enum LinkError {
    /// The widget does not offer this channel, or it is not connected.
    #[error("this channel is not offered")]
    NotOffered,
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// What an identity has to do with a widget's conversation besides its own; part of its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Tie {
    /// They were asked and have not answered.
    Pending {
        /// The widget's.
        conversation: ConversationId,
        /// Where they were asked.
        asked_in: ConversationId,
        question: MessageId,
        until: Timestamp,
        /// What they wrote besides the code; theirs until it is known where it belongs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<MessageText>,
        /// The widget's conversation that they are linked to until they say yes to this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        linked_to: Option<ConversationId>,
    },
    /// They said yes: their `conversation` is the widget's.
    Linked {
        asked_in: ConversationId,
        question: MessageId,
        /// To what they were linked before, until everything that follows from the yes is done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Before>,
    },
}

/// How an identity stood before it was linked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub end_user: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked_to: Option<ConversationId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<MessageText>,
}

impl Tie {
    /// Whether this message asked whether it is right.
    #[must_use]
    pub fn asked_by(&self, message: MessageId) -> bool {
        match self {
            Self::Pending { question, .. } | Self::Linked { question, .. } => *question == message,
        }
    }

    /// The widget's conversation that an identity writes into, where it does.
    #[must_use]
    pub const fn linked(&self, conversation: ConversationId) -> Option<ConversationId> {
        match self {
            Self::Linked { .. } => Some(conversation),
            Self::Pending { linked_to, .. } => *linked_to,
        }
    }
}

pub struct Links {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    accounts: Arc<Accounts>,
}

impl Links {
    #[must_use]
    pub const fn new(shared: Arc<Shared>, registry: Arc<Registry>, accounts: Arc<Accounts>) -> Self {
        Self { shared, registry, accounts }
    }

    /// A widget's conversation that has begun.
    async fn look(&self, conversation: ConversationId) -> Result<Option<Arc<HeadFacts>>, ExecuteError> {
        self.registry.look(conversation).await
    }

    async fn command(
        &self,
        conversation: ConversationId,
        by: By,
        action: Action,
        also: Also,
    ) -> Result<Recorded, ExecuteError> {
        let command = Command { id: self.shared.draw_command(), by, action };
        self.registry.execute_with(conversation, command, also).await
    }

    /// In the language of the end user, whatever the phone's is: they read the widget in it.
    fn wording(&self, facts: &HeadFacts) -> Wording {
        let directory = self.shared.directory.get();
        let locale = facts.end_user.locale.as_deref();
        let widget = facts.state.origin.and_then(|origin| directory.integrations.get(&origin.integration));
        let language = widget.map_or_else(Language::default, |widget| widget.widget.language(locale));
        link::wording(language, &directory.account.name)
    }
}

/// Whether an account can be used at all.
fn is_connected<T>(found: Result<T, AccountError>) -> Option<T> {
    found.ok()
}

/// What the provider calls them, else where they write from.
fn name_there(end_user: &str, known: &Known) -> String {
    if end_user.is_empty() { known.identity.address.as_str().to_owned() } else { end_user.to_owned() }
}

fn draw(shared: &Shared) -> MessageId {
    MessageId::new(shared.clock.now(), shared.dice.six())
}

fn draw_conversation(shared: &Shared) -> ConversationId {
    ConversationId::new(shared.clock.now(), shared.dice.six())
}

/// An account as the model names it.
fn elsewhere(shared: &Shared, integration: IntegrationId) -> Option<Elsewhere> {
    let channel = shared.directory.get().integrations.get(&integration)?.kind;
    Some(Elsewhere { integration, channel })
}
