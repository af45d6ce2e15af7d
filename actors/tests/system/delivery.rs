//! From an agent's reply to the provider, and what comes back.

mod trouble;

use crate::bench::Bench;
use crate::provider::{Answer, Fake, Wire, providers, receipt, said};
use frontdesk_actors::channel::Standing;
use frontdesk_actors::channels::GetChannel;
use frontdesk_actors::identities;
use frontdesk_actors::intake::Taken;
use frontdesk_actors::preview;
use frontdesk_channels::{Address, Repeat};
use frontdesk_model::access::{By, Role};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::directory::Settings;
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::message::{Author, Content, Delivery, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{CommitError, MemoryStore, Page, Store};
use std::sync::Arc;

pub(crate) const PHONE: IntegrationId = IntegrationId::from_bytes([8; 12]);

/// A system with one social account, and the provider at its other end.
pub(crate) struct Line {
    pub(crate) bench: Bench,
    pub(crate) wire: Arc<Wire>,
    pub(crate) events: std::cell::Cell<u32>,
}

impl Line {
    pub(crate) async fn new() -> Self {
        Self::with(Fake::new(Repeat::Unsafe)).await
    }

    pub(crate) async fn with(fake: Fake) -> Self {
        Self::on(Arc::new(MemoryStore::new()), fake, Arc::default()).await
    }

    pub(crate) async fn on(store: Arc<dyn Store>, fake: Fake, wire: Arc<Wire>) -> Self {
        let bench = Bench::furnished(store, Settings::default(), providers(fake, &wire)).await;
        bench.integration(PHONE, ChannelKind::Whatsapp).await;
        Self { bench, wire, events: std::cell::Cell::new(0) }
    }

    /// The same server after a restart, a day later.
    pub(crate) async fn again(store: Arc<dyn Store>, began: Timestamp, fake: Fake, wire: Arc<Wire>) -> Self {
        tokio::time::pause();
        let bench = Bench::start(store, began, providers(fake, &wire)).await;
        Self { bench, wire, events: std::cell::Cell::new(1_000) }
    }

    pub(crate) async fn hears(&self, from: &str, text: &str) -> Taken {
        self.events.set(self.events.get() + 1);
        let inbound = said(&format!("event-{}", self.events.get()), from, text);
        self.bench.system.intake.take(PHONE, inbound).await.expect("it is taken in")
    }

    pub(crate) async fn conversation(&self, with: &str) -> ConversationId {
        let address = Address::new(with).expect("an address");
        let found = identities::find(&self.bench.system.shared, PHONE, &address).await;
        found.expect("the store is there").expect("they wrote").identity.conversation
    }

    /// Somebody writes, wants a human, and what the bot said is on the phone and forgotten.
    pub(crate) async fn served(&self, with: &str) -> ConversationId {
        self.hears(with, "agent").await;
        self.bench.settle().await;
        self.wire.forget();
        self.conversation(with).await
    }

    pub(crate) async fn acts(&self, conversation: ConversationId, action: Action) {
        let by = By::Agent { id: self.bench.ana, role: Role::Agent };
        let command = Command { id: self.bench.command_id(), by, action };
        self.bench.system.registry.execute(conversation, command).await.expect("the agent may");
    }

    pub(crate) async fn replies(&self, conversation: ConversationId, text: &str) {
        let parts = vec![Content::Text { text: MessageText::new(text).expect("a text") }];
        self.acts(conversation, Action::Reply { parts, submit_as: None }).await;
    }

    pub(crate) async fn log(&self, conversation: ConversationId) -> Vec<Event> {
        let page = Page::After { seq: 0, limit: 10_000 };
        self.bench.system.history(conversation, page).await.expect("the log can be read")
    }

    /// The agent's messages with every delivery that they ever had.
    pub(crate) async fn deliveries(&self, conversation: ConversationId) -> Vec<(String, Vec<Delivery>)> {
        let mut found = Vec::new();
        for event in self.log(conversation).await {
            match event.kind {
                EventKind::MessageAdded { message, author: Author::Agent(_), delivery, content, .. } => {
                    let text = content.as_ref().map_or_else(String::new, simplified);
                    found.push((message, text, vec![delivery]));
                }
                EventKind::DeliveryChanged { message, delivery, .. } => {
                    found.iter_mut().filter(|(id, ..)| *id == message).for_each(|(.., all)| {
                        all.push(delivery.clone());
                    });
                }
                _ => {}
            }
        }
        found.into_iter().map(|(_, text, all)| (text, all)).collect()
    }

    /// How the agent's only message stands.
    pub(crate) async fn delivery(&self, conversation: ConversationId) -> Delivery {
        let mut all = self.deliveries(conversation).await;
        assert_eq!(all.len(), 1);
        all.remove(0).1.pop().expect("it has one")
    }

    pub(crate) async fn waiting_rows(&self) -> usize {
        let end = Timestamp::from_millis(u64::MAX);
        self.bench.store.outbox_due(PHONE, end, 1_000).await.expect("the outbox can be read").len()
    }

    pub(crate) async fn standing(&self) -> Standing {
        self.bench.system.channels.send(GetChannel(PHONE)).await.expect("running").expect("it has a channel")
    }
}

pub(crate) fn failed(code: &str) -> Delivery {
    let text = "the provider says no".to_owned();
    let retryable = !matches!(code, "400" | "403");
    Delivery::Failed { code: code.to_owned(), text, retryable }
}

#[actix_rt::test]
async fn s3_16_a_reply_goes_out_on_the_end_users_channel_and_shows_as_sent() {
    let line = Line::new().await;
    line.hears("+1555", "agent").await;
    line.bench.settle().await;
    assert!(line.wire.heard().iter().all(|text| text.starts_with("+1555: ")), "{:?}", line.wire.heard());
    assert!(!line.wire.heard().is_empty(), "the bot speaks there as well");
    line.wire.forget();
    let conversation = line.conversation("+1555").await;
    line.replies(conversation, "Hello from the shop").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1555: Hello from the shop"]);
    let sent = vec![Delivery::Queued, Delivery::Sent];
    assert_eq!(line.deliveries(conversation).await, [("Hello from the shop".to_owned(), sent)]);
    assert_eq!(line.waiting_rows().await, 0);
}

/// What was told of how messages were changed, in the order of the log.
async fn changes(line: &Line, conversation: ConversationId) -> Vec<Vec<Degradation>> {
    let changed = |event: Event| match event.kind {
        EventKind::DeliveryChanged { degraded, .. } if !degraded.is_empty() => {
            Some(degraded.into_iter().collect())
        }
        _ => None,
    };
    line.log(conversation).await.into_iter().filter_map(changed).collect()
}

#[actix_rt::test]
async fn what_was_changed_of_a_message_is_in_its_log_once() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.replies(conversation, "Hello").await;
    line.bench.settle().await;
    assert!(changes(&line, conversation).await.is_empty(), "it went as it was written");
    line.wire.answers([Answer::Status(200), Answer::Status(500)]);
    line.replies(conversation, "one|two").await;
    line.bench.pass(Span::seconds(10)).await;
    let read = receipt("read", "theirs-2", Delivery::Read);
    line.bench.system.intake.take(PHONE, read).await.expect("taken in");
    assert_eq!(changes(&line, conversation).await, [[Degradation::TextSplit]]);
}

#[actix_rt::test]
async fn a_preview_is_what_the_adapter_says_and_changes_nothing() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    let before = line.log(conversation).await.len();
    let content = |text: &str| Content::Text { text: MessageText::new(text).expect("a text") };
    let preview = async |text: &str| {
        let asked = preview::of_reply(&line.bench.system, line.bench.ana, conversation, content(text)).await;
        asked.expect("the store is there").expect("a provider's channel").expect("it can be sent")
    };
    assert_eq!(preview("Hello").await.messages, 1);
    let told = preview("one|two").await;
    assert_eq!((told.messages, told.degraded), (2, [Degradation::TextSplit].into()));
    line.bench.settle().await;
    assert!(line.wire.heard().is_empty());
    assert_eq!((line.log(conversation).await.len(), line.waiting_rows().await), (before, 0));
}

#[actix_rt::test]
async fn a_note_never_reaches_a_provider() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    let parts = vec![Content::Text { text: MessageText::new("Careful with this one").expect("a text") }];
    line.wire.answers([Answer::Never]);
    line.acts(conversation, Action::Note { parts: parts.clone() }).await;
    assert_eq!(line.waiting_rows().await, 0, "nothing is there to be sent");
    line.bench.pass(Span::minutes(2)).await;
    assert!(line.wire.heard().is_empty());
    let target = frontdesk_model::conversation::event::Target::Group { group: crate::bench::support() };
    let note = parts.first().cloned();
    line.acts(conversation, Action::Transfer { target, note, confirmed: true, available: true }).await;
    line.bench.settle().await;
    assert!(line.wire.heard().is_empty());
}

#[actix_rt::test]
async fn the_message_and_its_place_in_the_outbox_are_one_commit() {
    let store = Arc::new(MemoryStore::new());
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::default()).await;
    // Nothing is sent, so nothing else is written.
    line.wire.answers([Answer::Status(401)]);
    let conversation = line.served("+1555").await;
    let (offset, rows) = (store.offset(), line.waiting_rows().await);
    line.replies(conversation, "Hello").await;
    line.bench.settle().await;
    assert_eq!((store.offset(), line.waiting_rows().await), (offset + 1, rows + 1));
    store.fail_next(CommitError::Busy);
    let parts = vec![Content::Text { text: MessageText::new("Hello").expect("a text") }];
    let by = By::Agent { id: line.bench.ana, role: Role::Agent };
    let action = Action::Reply { parts, submit_as: None };
    let command = Command { id: line.bench.command_id(), by, action };
    assert!(line.bench.system.registry.execute(conversation, command).await.is_err());
    assert_eq!(line.waiting_rows().await, rows + 1, "neither without the other");
}

#[actix_rt::test]
async fn s3_23_receipts_move_a_message_forward_in_whatever_order_they_come() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.replies(conversation, "Hello").await;
    line.bench.settle().await;
    let intake = &line.bench.system.intake;
    let states =
        [("a", Delivery::Read), ("b", Delivery::Delivered), ("a", Delivery::Read), ("c", Delivery::Sent)];
    for (event, delivery) in states {
        let taken = intake.take(PHONE, receipt(event, "theirs-1", delivery)).await.expect("taken in");
        assert_ne!(taken, Taken::UnknownMessage);
    }
    let all = vec![Delivery::Queued, Delivery::Sent, Delivery::Read];
    assert_eq!(line.deliveries(conversation).await, [("Hello".to_owned(), all)]);
    let stranger = intake.take(PHONE, receipt("d", "theirs-99", Delivery::Read)).await;
    assert_eq!(stranger.expect("no failure"), Taken::UnknownMessage);
}
