//! Where a widget's conversation goes on elsewhere.

use crate::bench::WIDGET;
use crate::delivery::{Line, PHONE};
use crate::provider::{came, said};
use frontdesk_actors::directory::Entry;
use frontdesk_actors::hub::HeadFacts;
use frontdesk_actors::identities::{self, Identity};
use frontdesk_actors::intake::Taken;
use frontdesk_actors::visitors::Visitor;
use frontdesk_channels::{Address, Inbound};
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::directory::{Integration, WidgetLook};
use frontdesk_model::flow::simplified;
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::link::Stage;
use frontdesk_storage::{Page, RecordKind};
use std::cell::Cell;
use std::sync::Arc;

pub(super) const OTHER_PHONE: IntegrationId = IntegrationId::from_bytes([9; 12]);
pub(super) const PICTURES: IntegrationId = IntegrationId::from_bytes([10; 12]);
pub(super) const ANA: &str = "+15551234567";

/// A widget whose customers may go on on two numbers, and somebody who sits at it.
pub(super) struct Shop {
    pub(super) line: Line,
    pub(super) visitor: Visitor,
    pub(super) events: Cell<u32>,
}

impl Shop {
    pub(super) async fn new() -> Self {
        Self::on(Line::new().await).await
    }

    pub(super) async fn on(line: Line) -> Self {
        line.bench.integration(OTHER_PHONE, ChannelKind::Whatsapp).await;
        line.bench.integration(PICTURES, ChannelKind::Instagram).await;
        let switch_to = [PHONE, OTHER_PHONE, PICTURES].into();
        let widget = WidgetLook { switch_to, ..WidgetLook::default() };
        let group = Some(crate::bench::support());
        let (kind, name) = (ChannelKind::Widget, "Shop".to_owned());
        let shop = Integration { id: WIDGET, kind, name, flow: None, group, widget };
        line.bench.put(Entry::Integration(shop)).await;
        let visitor = line.bench.visitor().await;
        Self { line, visitor, events: Cell::new(0) }
    }

    /// A customer who has an agent.
    pub(super) async fn served() -> Self {
        Self::new().await.with_an_agent().await
    }

    pub(super) async fn with_an_agent(self) -> Self {
        let shop = self;
        let browser = shop.line.bench.online(shop.line.bench.ana).await;
        shop.line.bench.asks_for_human(&shop.visitor).await;
        shop.line.bench.settle().await;
        shop.line.bench.accepts(&browser, &shop.visitor).await.expect("it is offered");
        shop
    }

    pub(super) fn conversation(&self) -> ConversationId {
        self.visitor.session.conversation
    }

    pub(super) fn event(&self) -> String {
        self.events.set(self.events.get() + 1);
        format!("link-{}", self.events.get())
    }

    pub(super) async fn code_for(&self, integration: IntegrationId) -> String {
        let links = &self.line.bench.system.links;
        let begun =
            links.begin(&self.visitor, self.conversation(), integration).await.expect("it is offered");
        begun.url.rsplit('/').next().expect("an address").to_owned()
    }

    pub(super) async fn take(&self, integration: IntegrationId, inbound: Inbound) -> Taken {
        let taken = self.line.bench.system.intake.take(integration, inbound).await.expect("it is taken in");
        self.line.bench.settle().await;
        taken
    }

    pub(super) async fn hears(&self, integration: IntegrationId, from: &str, text: &str) -> Taken {
        self.take(integration, said(&self.event(), from, text)).await
    }

    /// Somebody scans the code and sends what stands there.
    pub(super) async fn comes(&self, integration: IntegrationId, from: &str) {
        let code = self.code_for(integration).await;
        self.take(integration, came(&self.event(), from, "Hi", &code)).await;
    }

    pub(super) async fn links(&self, integration: IntegrationId, from: &str) {
        self.comes(integration, from).await;
        self.hears(integration, from, "Yes").await;
        self.line.wire.forget();
    }

    pub(super) async fn replies(&self, text: &str) {
        let bench = &self.line.bench;
        bench.replies(bench.ana, &self.visitor, text).await.expect("the agent may");
        bench.settle().await;
    }

    pub(super) async fn says(&self, text: &str) {
        self.line.bench.says(&self.visitor, text).await;
        self.line.bench.settle().await;
    }

    /// The widget is open and shows everything.
    pub(super) async fn visitor_reads(&self) {
        let (bench, id) = (&self.line.bench, self.visitor.end_user.id);
        let seq = self.facts().await.state.seq;
        let command =
            Command { id: bench.command_id(), by: By::EndUser { id }, action: Action::MarkRead { seq } };
        bench.system.registry.execute(self.conversation(), command).await.expect("it is theirs");
    }

    pub(super) async fn disconnects(&self, integration: IntegrationId) {
        let (bench, end_user) = (&self.line.bench, self.visitor.end_user.id);
        let id = bench.command_id();
        let parted = bench.system.links.part(id, end_user, self.conversation(), integration).await;
        parted.expect("it is theirs");
    }

    pub(super) async fn facts(&self) -> Arc<HeadFacts> {
        self.line.bench.facts(&self.visitor).await
    }

    pub(super) async fn stage(&self, integration: IntegrationId) -> Option<Stage> {
        self.facts().await.state.links.get(&integration).map(|link| link.stage.clone())
    }

    pub(super) async fn identity(&self, integration: IntegrationId, of: &str) -> Identity {
        let address = Address::new(of).expect("an address");
        let found = identities::find(&self.line.bench.system.shared, integration, &address).await;
        found.expect("the store is there").expect("they came").identity
    }

    pub(super) async fn log_of(&self, conversation: ConversationId) -> Vec<Event> {
        let page = Page::After { seq: 0, limit: 10_000 };
        self.line.bench.system.history(conversation, page).await.expect("the log can be read")
    }

    /// Everything that was said in the widget's conversation, and by which account.
    pub(super) async fn said(&self) -> Vec<String> {
        let words = |event: &Event| match &event.kind {
            EventKind::MessageAdded { content: Some(content), .. } => Some(simplified(content)),
            _ => None,
        };
        self.log_of(self.conversation()).await.iter().filter_map(words).collect()
    }

    pub(super) async fn codes(&self) -> usize {
        self.line.bench.store.records(RecordKind::LinkCode, &[], 100).await.expect("the store is there").len()
    }
}
