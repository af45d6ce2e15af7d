//! Takes in what providers delivered: address → identity → conversation → command, each item with its dedupe key in
//! the commit of its effect. An item that comes twice, late or at the same time as itself has one effect.
//!
//! It holds nothing, so any number of tasks may use it at once.

mod deeds;
mod files;

use crate::accounts::Accounts;
use crate::conversation::{ExecuteError, Recorded};
use crate::identities::{self, Known};
use crate::links::{Arrival, Links};
use crate::outbox::Also;
use crate::registry::Registry;
use crate::shared::Shared;
use crate::signs::AllSigns;
use bytes::Bytes;
use files::Lost;
use frontdesk_channels::{
    Adapter, Alert, EventId, Inbound, Receipt, Said, Sender, Signal, Subject, Unread, What,
};
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::message::{Content, Delivery};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{DedupeKey, Expected, MAX_KEY, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// How long a provider may take to say who somebody is; a conversation does not wait for it.
const PROFILE_WITHIN: Duration = Duration::from_secs(20);

/// How often an item is begun anew because somebody else wrote the same identity first.
const TRIES: usize = 4;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Recorded {
        conversation: ConversationId,
        recorded: Recorded,
    },
    /// Its effect is there already.
    Before,
    /// A receipt of a message that is not known here, or not yet: it may come before its own message is reported as
    /// sent, so it is worth another try later.
    UnknownMessage,
    /// It has no effect on any conversation.
    Noted,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("there is no such integration, or no adapter for its channel")]
    UnknownIntegration,
    /// It is not to be taken in.
    #[error("{0}")]
    Refused(&'static str),
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// Where an item stands, so that what is lost of it has a letter by which it is found again.
#[derive(Clone, Debug)]
pub struct Source {
    pub letter: LongId,
    pub raw: Bytes,
}

pub struct Intake {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    accounts: Arc<Accounts>,
    links: Arc<Links>,
    pub signs: Arc<AllSigns>,
}

/// Where an item came in.
struct Door {
    integration: IntegrationId,
    kind: ChannelKind,
    adapter: Arc<dyn Adapter>,
}

impl Door {
    fn arrival<'a>(
        &self,
        known: &'a Known,
        from: &'a Sender,
        at: Timestamp,
        dedupe: &DedupeKey,
    ) -> Arrival<'a> {
        let (channel, capabilities) = (self.kind, self.adapter.capability().flow);
        Arrival { known, from, channel, at, capabilities, dedupe: dedupe.clone() }
    }
}

impl Intake {
    #[must_use]
    pub fn new(
        shared: Arc<Shared>,
        registry: Arc<Registry>,
        accounts: Arc<Accounts>,
        links: Arc<Links>,
    ) -> Self {
        Self { shared, registry, accounts, links, signs: Arc::default() }
    }

    /// How long after the end user's last message a reply may be sent on a channel; `None` for always.
    #[must_use]
    pub fn reply_window(&self, channel: ChannelKind) -> Option<Span> {
        self.accounts.providers().adapters.of(channel).and_then(|adapter| adapter.capability().window)
    }

    /// Returns once the item's effect is durable; the answer to a repeated item is [`Taken::Before`].
    ///
    /// # Errors
    /// When nothing was taken in; the same item may be given again.
    pub async fn take(&self, integration: IntegrationId, inbound: Inbound) -> Result<Taken, IntakeError> {
        self.take_from(integration, inbound, None).await
    }

    /// As [`Self::take`]; files of it that cannot be fetched become a dead letter, in the commit of the rest.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub async fn take_from(
        &self,
        integration: IntegrationId,
        inbound: Inbound,
        source: Option<&Source>,
    ) -> Result<Taken, IntakeError> {
        let door = self.door(integration)?;
        let taken = match inbound {
            Inbound::Said(said) => self.again(|| self.said(&door, &said, source)).await,
            Inbound::Did(did) => self.again(|| self.did(&door, did.clone())).await,
            Inbound::Receipt(receipt) => self.receipt(integration, receipt).await,
            Inbound::Alert(alert) => Ok(self.alert(&door, alert)),
            Inbound::Refused(refused) => return Err(IntakeError::Refused(refused.why)),
            Inbound::Unread(unread) => Ok(self.unread(&door, &unread)),
        };
        match taken {
            Err(ExecuteError::Duplicate) => Ok(Taken::Before),
            other => Ok(other?),
        }
    }

    fn door(&self, integration: IntegrationId) -> Result<Door, IntakeError> {
        let kind = self.shared.directory.get().integrations.get(&integration).map(|found| found.kind);
        let adapter = self.accounts.adapter(integration);
        let (kind, adapter) = kind.zip(adapter).ok_or(IntakeError::UnknownIntegration)?;
        Ok(Door { integration, kind, adapter })
    }

    async fn again<F>(&self, attempt: impl Fn() -> F) -> Result<Taken, ExecuteError>
    where
        F: Future<Output = Result<Taken, ExecuteError>>,
    {
        for _ in 1..TRIES {
            match attempt().await {
                Err(ExecuteError::Changed) => {}
                other => return other,
            }
        }
        attempt().await
    }

    async fn said(&self, door: &Door, said: &Said, source: Option<&Source>) -> Result<Taken, ExecuteError> {
        let known = self.person(door, &said.from).await?;
        let dedupe = dedupe(door.integration, &said.event);
        // A file need not be fetched again for what was taken in before.
        if self.shared.store.seen(&dedupe).await? {
            return Ok(Taken::Before);
        }
        if let Some(taken) = self.about_a_link(door, &known, said, &dedupe).await? {
            self.greet(door, &known);
            return Ok(taken);
        }
        let message = MessageId::new(self.shared.clock.now(), self.shared.dice.six());
        let via = Via {
            integration: door.integration,
            channel: door.kind,
            end_user: known.identity.end_user,
            capabilities: door.adapter.capability().flow,
            message: Some(message),
            written_at: Some(said.at),
            proved: true,
        };
        let (sayings, otherwise, lost) = self.sayings(door, &known, said.what.clone()).await;
        let conversation = known.identity.conversation;
        let mut records = self.learned(&known, &said.from)?;
        if let Some(id) = &said.id {
            records.extend(provider_record(door.integration, id, conversation, message)?);
        }
        if let Some((lost, source)) = lost.zip(source) {
            records.push(self.letter(door.integration, source, &lost)?);
        }
        let mut taken = Taken::Noted;
        let last = sayings.len().saturating_sub(1);
        for (number, saying) in sayings.into_iter().enumerate() {
            // Something that came as one and may be several here: each part has one effect, and the event itself is
            // over with its last part.
            let event = if number == last { dedupe.clone() } else { part(&dedupe, number) };
            let via = Via { message: via.message.filter(|_| number == 0), ..via.clone() };
            let also = Also { dedupe: Some(event), records: std::mem::take(&mut records), ..Also::default() };
            let received = self.receive(conversation, via.clone(), saying, also.clone()).await;
            taken = match (received, &otherwise) {
                // A button of a question that is over: what the end user meant is still there to read.
                (Err(ExecuteError::Rejected(Rejection::NotAsked)), Some(otherwise)) => {
                    self.receive(conversation, via, otherwise.clone(), also).await?
                }
                // Whose conversation it is changed: they signed in on the website.
                (Err(ExecuteError::Rejected(Rejection::Forbidden)), _)
                    if self.links.follow(&known.identity).await? =>
                {
                    return Err(ExecuteError::Changed);
                }
                // Done before a crash that came before the last part.
                (Err(ExecuteError::Duplicate), _) if number < last => Taken::Before,
                (taken, _) => taken?,
            };
        }
        self.greet(door, &known);
        Ok(taken)
    }

    /// Whether it brings a code, or answers the question that a code led to.
    async fn about_a_link(
        &self,
        door: &Door,
        known: &Known,
        said: &Said,
        dedupe: &DedupeKey,
    ) -> Result<Option<Taken>, ExecuteError> {
        let arrival = door.arrival(known, &said.from, said.at, dedupe);
        let words = match &said.what {
            What::Text(text) => Some(text),
            What::Media { caption, .. } => caption.as_ref(),
            What::Chosen { .. } | What::Unsupported { .. } => None,
        };
        if let Some(code) = &said.link
            && let Some(taken) = self.links.claim(&arrival, code, words).await?
        {
            return Ok(Some(taken));
        }
        self.links.hear(&arrival, &said.what).await
    }

    /// What was said, as commands have it: one message each; what a press that nobody asks for any more reads as; and
    /// what could not be fetched.
    async fn sayings(
        &self,
        door: &Door,
        known: &Known,
        what: What,
    ) -> (Vec<Saying>, Option<Saying>, Option<Lost>) {
        let text = |text| Saying::Content(Content::Text { text });
        match what {
            What::Text(said) => (vec![text(said)], None, None),
            What::Chosen { message, option, label } => {
                (vec![Saying::Choose { message, option }], Some(text(label)), None)
            }
            What::Unsupported { kind } => {
                (vec![Saying::Content(Content::Unsupported { kind, lost: None })], None, None)
            }
            What::Media { media, caption } => {
                let (contents, lost) = self.contents(door, known, &media, caption).await;
                (contents.into_iter().map(Saying::Content).collect(), None, lost)
            }
        }
    }

    async fn receive(
        &self,
        conversation: ConversationId,
        via: Via,
        saying: Saying,
        also: Also,
    ) -> Result<Taken, ExecuteError> {
        let action = Action::Receive { via, saying, meta: Meta::default() };
        self.command(conversation, action, also).await
    }

    /// Who it is, and everything that follows from somebody writing for the first time.
    async fn person(&self, door: &Door, sender: &Sender) -> Result<Known, ExecuteError> {
        let known = identities::find_or_create(&self.shared, door.integration, sender).await?;
        if known.new {
            self.ask_who(door, &known);
        }
        Ok(known)
    }

    /// What the provider tells of them now, where that is news.
    fn learned(&self, known: &Known, sender: &Sender) -> Result<Vec<RecordWrite>, CodecError> {
        let mut identity = known.identity.clone();
        if known.new || !identity.learn(sender) {
            return Ok(Vec::new());
        }
        // The adapter's own notes change with each message; what they are found by hardly ever does.
        for word in identity.words().filter(|word| known.identity.words().all(|known| known != *word)) {
            self.shared.people.reached_at(identity.end_user, word);
        }
        Ok(vec![identity.record(&known.key, Expected::Revision(known.revision))?])
    }

    /// Asks the provider for name and picture, where a webhook does not tell them. Nobody waits for it.
    fn ask_who(&self, door: &Door, known: &Known) {
        let (shared, registry) = (Arc::clone(&self.shared), Arc::clone(&self.registry));
        let (accounts, adapter) = (Arc::clone(&self.accounts), Arc::clone(&door.adapter));
        let (identity, key) = (known.identity.clone(), known.key.clone());
        actix_rt::spawn(async move {
            let Ok(account) = accounts.ready(identity.integration).await else { return };
            let Some(request) = adapter.profile(&account, &identity.address) else { return };
            let asked =
                tokio::time::timeout(PROFILE_WITHIN, accounts.providers().transport.send(request)).await;
            let Ok(Ok(answer)) = asked else { return };
            let Some(profile) = adapter.profile_from(&answer) else { return };
            if let Err(error) = identities::introduce(&shared, &registry, &identity, &key, profile).await {
                tracing::debug!(%error, "who an end user is was not noted down");
            }
        });
    }

    /// What the provider wants to hear of something that arrived.
    fn greet(&self, door: &Door, known: &Known) {
        self.signal(door.integration, known, Signal::Taken);
    }

    /// Shows an end user something in passing; what comes of it is of no consequence.
    pub fn signal(&self, integration: IntegrationId, known: &Known, signal: Signal) {
        let (accounts, identity) = (Arc::clone(&self.accounts), known.identity.clone());
        let Some(adapter) = accounts.adapter(integration) else { return };
        actix_rt::spawn(async move {
            let Ok(account) = accounts.ready(integration).await else { return };
            if let Some(request) = adapter.signal(&account, &identity.address, &identity.memo, signal) {
                let sent = accounts.providers().transport.send(request);
                let _unimportant = tokio::time::timeout(PROFILE_WITHIN, sent).await;
            }
        });
    }

    fn alert(&self, door: &Door, alert: Alert) -> Taken {
        let at = self.shared.clock.now();
        tracing::warn!(integration.id = %door.integration, error.code = alert.code, "a provider warns of an account");
        self.signs.note(door.integration, |signs| signs.last_alert = Some((at, alert.code, alert.text)));
        Taken::Noted
    }

    fn unread(&self, door: &Door, unread: &Unread) -> Taken {
        metrics::counter!("frontdesk_webhook_items_unread_total", "channel" => door.kind.word()).increment(1);
        tracing::info!(integration.id = %door.integration, item.kind = unread.kind, "an item was not understood");
        self.signs.note(door.integration, |signs| signs.unread = signs.unread.saturating_add(1));
        Taken::Noted
    }

    async fn receipt(&self, integration: IntegrationId, receipt: Receipt) -> Result<Taken, ExecuteError> {
        let Receipt { event, of, delivery } = receipt;
        let dedupe = dedupe(integration, &event);
        let meant = match of {
            Subject::Ours { conversation, message } => Some(Meant { conversation, message }),
            Subject::Theirs(id) => self.meant_by(integration, id.bytes()).await?,
            Subject::UpTo { to, at } => {
                let Some(known) = identities::find(&self.shared, integration, &to).await? else {
                    return Ok(Taken::UnknownMessage);
                };
                return self.receipts(integration, known.identity.conversation, at, delivery, dedupe).await;
            }
        };
        let Some(Meant { conversation, message }) = meant else { return Ok(Taken::UnknownMessage) };
        let action = Action::ReportDelivery { message, delivery };
        let also = Also { dedupe: Some(dedupe), ..Also::default() };
        match self.command(conversation, action, also).await {
            Err(ExecuteError::Rejected(Rejection::NotFound)) => Ok(Taken::UnknownMessage),
            other => other,
        }
    }

    /// Everything that went out until then; each message has its part of the event's dedupe key.
    async fn receipts(
        &self,
        integration: IntegrationId,
        conversation: ConversationId,
        until: Timestamp,
        delivery: Delivery,
        event: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let Some(facts) = self.registry.look(conversation).await? else { return Ok(Taken::UnknownMessage) };
        let mut taken = Taken::Noted;
        for message in facts.state.deliveries.up_to(integration, until) {
            let action = Action::ReportDelivery { message, delivery: delivery.clone() };
            let dedupe = DedupeKey {
                integration,
                event: [&event.event[..], b"/", &message.to_bytes()].concat().into(),
            };
            match self.command(conversation, action, Also { dedupe: Some(dedupe), ..Also::default() }).await {
                Err(ExecuteError::Duplicate | ExecuteError::Rejected(Rejection::NotFound)) => {}
                other => taken = other?,
            }
        }
        Ok(taken)
    }

    async fn meant_by(&self, integration: IntegrationId, id: &[u8]) -> Result<Option<Meant>, ExecuteError> {
        let Some(key) = provider_key(integration, id) else { return Ok(None) };
        match self.shared.store.record(RecordKind::ProviderMessage, &key).await? {
            Some(record) => Ok(Some(payload::from_bytes(&record.body)?)),
            None => Ok(None),
        }
    }

    async fn command(
        &self,
        conversation: ConversationId,
        action: Action,
        also: Also,
    ) -> Result<Taken, ExecuteError> {
        let command = Command { id: self.shared.draw_command(), by: By::System, action };
        let recorded = self.registry.execute_with(conversation, command, also).await?;
        Ok(Taken::Recorded { conversation, recorded })
    }
}

/// The message behind a provider's id.
#[derive(Serialize, Deserialize)]
struct Meant {
    conversation: ConversationId,
    message: MessageId,
}

fn dedupe(integration: IntegrationId, event: &EventId) -> DedupeKey {
    DedupeKey { integration, event: event.bytes().clone() }
}

/// The key of a further message that came with an event.
fn part(of: &DedupeKey, number: usize) -> DedupeKey {
    let event = [&of.event[..], format!("/{number}").as_bytes()].concat().into();
    DedupeKey { integration: of.integration, event }
}

/// `None` for an id that is too long to be looked up; no provider has such.
fn provider_key(integration: IntegrationId, id: &[u8]) -> Option<Bytes> {
    let key = [&integration.to_bytes()[..], id].concat();
    (!id.is_empty() && key.len() <= MAX_KEY).then(|| key.into())
}

/// The record by which later receipts find a message; `None` for an id that cannot be looked up.
pub(crate) fn provider_record(
    integration: IntegrationId,
    id: &str,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Option<RecordWrite>, CodecError> {
    let Some(key) = provider_key(integration, id.as_bytes()) else { return Ok(None) };
    let body = Some(payload::to_bytes(&Meant { conversation, message })?);
    Ok(Some(RecordWrite { kind: RecordKind::ProviderMessage, key, expected: Expected::Any, body }))
}
