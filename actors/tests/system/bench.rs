//! The place where every test of the system stands: one visitor, three agents, and time that moves when told.

use actix::{Actor, Context, Handler};
use frontdesk_actors::agents::{AgentAttach, AgentDetach, set_status};
use frontdesk_actors::clock::{Clock, CountingDice};
use frontdesk_actors::conversation::{ExecuteError, Recorded};
use frontdesk_actors::directory::{Entry, Put};
use frontdesk_actors::hub::{HeadFacts, Socket};
use frontdesk_actors::notifier::{GetRows, List, Subscribe, Unsubscribe};
use frontdesk_actors::push::{NamedRow, OfferCard, OfferGone, Push};
use frontdesk_actors::system::{Foundation, System};
use frontdesk_actors::transport::Providers;
use frontdesk_actors::visitors::{self, Visitor};
use frontdesk_model::access::{By, Role};
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::conversation::event::Event;
use frontdesk_model::directory::{Agent, Group, Integration, Settings, WidgetLook};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{CommandId, GroupId, IntegrationId, UserId};
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{Counter, Expected, MemoryStore, Page, Store};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use tokio::time::Instant;

/// Follows the paused time of the test, from `began` on.
struct TestClock {
    began: Timestamp,
    at: Instant,
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let passed = Instant::now().duration_since(self.at).as_millis();
        self.began.plus(Span::millis(u64::try_from(passed).expect("a test does not last that long")))
    }
}

/// When every test begins.
pub(crate) const MORNING: Timestamp = Timestamp::from_millis(1_700_000_000_000);
pub(crate) const WIDGET: IntegrationId = IntegrationId::from_bytes([7; 12]);

pub(crate) fn support() -> GroupId {
    GroupId::new(1).expect("a number")
}

pub(crate) struct Bench {
    pub(crate) system: System,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) ana: UserId,
    pub(crate) bea: UserId,
    pub(crate) cyd: UserId,
    commands: Cell<u64>,
}

/// A browser of an agent: remembers what it was told.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) agent: UserId,
    pub(crate) socket: Socket,
    pub(crate) heard: Rc<RefCell<Vec<Push>>>,
}

struct Ear(Rc<RefCell<Vec<Push>>>);

impl Actor for Ear {
    type Context = Context<Self>;
}

impl Handler<Push> for Ear {
    type Result = ();

    fn handle(&mut self, push: Push, _: &mut Context<Self>) {
        self.0.borrow_mut().push(push);
    }
}

impl Browser {
    pub(crate) fn offers(&self) -> Vec<OfferCard> {
        let heard = self.heard.borrow();
        let last = heard.iter().rev().find_map(|push| match push {
            Push::Offers { offers, .. } => Some(offers.clone()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    pub(crate) fn gone(&self) -> Vec<OfferGone> {
        let heard = self.heard.borrow();
        let gone = |push: &Push| match push {
            Push::Offers { gone, .. } => gone.clone(),
            _ => Vec::new(),
        };
        heard.iter().flat_map(gone).collect()
    }
}

impl Bench {
    /// Paused time, an empty store, three agents of one group with room for two conversations each.
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        Self::furnished(store, settings, Providers::none()).await
    }

    /// As [`Self::new`], on this store and with these providers.
    pub(crate) async fn furnished(store: Arc<dyn Store>, settings: Settings, providers: Providers) -> Self {
        tokio::time::pause();
        let bench = Self::start(store, MORNING, providers).await;
        bench.put(Entry::Settings(settings)).await;
        bench.put(Entry::Group(Group { id: support(), name: "Support".to_owned() })).await;
        for (id, name) in [(bench.ana, "Ana"), (bench.bea, "Bea"), (bench.cyd, "Cyd")] {
            let groups = BTreeSet::from([support()]);
            let agent =
                Agent { id, name: name.to_owned(), role: Role::Agent, groups, capacity: 2, active: true };
            bench.put(Entry::Agent(agent)).await;
        }
        bench.integration(WIDGET, ChannelKind::Widget).await;
        bench.settle().await;
        bench
    }

    pub(crate) async fn integration(&self, id: IntegrationId, kind: ChannelKind) {
        let (name, group, widget) = ("Shop".to_owned(), Some(support()), WidgetLook::default());
        self.put(Entry::Integration(Integration { id, kind, name, flow: None, group, widget })).await;
    }

    /// The system on a store that may have a past.
    pub(crate) async fn on(store: Arc<dyn Store>) -> Self {
        Self::start(store, MORNING, Providers::none()).await
    }

    /// As [`Self::on`], at another time and with these providers.
    pub(crate) async fn start(store: Arc<dyn Store>, began: Timestamp, providers: Providers) -> Self {
        let foundation = Foundation {
            store: Arc::clone(&store),
            clock: Arc::new(TestClock { began, at: Instant::now() }),
            dice: Arc::new(CountingDice::default()),
            arbiters: 0,
        };
        let system = System::start_with(foundation, providers).await.expect("the system starts");
        let user = |number| UserId::new(number).expect("a number");
        Self { system, store, ana: user(1), bea: user(2), cyd: user(3), commands: Cell::new(began.millis()) }
    }

    pub(crate) async fn put(&self, entry: Entry) {
        let put = Put { entry, expected: Expected::Any, more: Vec::new(), by: None };
        self.system.directory.send(put).await.expect("the directory is there").expect("the change is taken");
    }

    /// Lets everything happen that is due now, without time going on by more than a list's delay.
    pub(crate) async fn settle(&self) {
        for _ in 0..20 {
            for _ in 0..50 {
                tokio::task::yield_now().await;
            }
            tokio::time::advance(std::time::Duration::from_millis(15)).await;
        }
    }

    pub(crate) async fn pass(&self, span: Span) {
        // In steps, so that what a timer sets off can set the next timer.
        let step = Span::seconds(1).as_millis().min(span.as_millis().max(1));
        let mut left = span.as_millis();
        while left > 0 {
            let now = left.min(step);
            tokio::time::advance(std::time::Duration::from_millis(now)).await;
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            left -= now;
        }
        self.settle().await;
    }

    pub(crate) fn command_id(&self) -> CommandId {
        let number = self.commands.get() + 1;
        self.commands.set(number);
        let [_, _, a, b, c, d, e, f] = number.to_be_bytes();
        CommandId::new(Timestamp::from_millis(1), [a, b, c, d, e, f])
    }

    pub(crate) async fn visitor(&self) -> Visitor {
        self.visitor_on(WIDGET).await
    }

    pub(crate) async fn visitor_on(&self, integration: IntegrationId) -> Visitor {
        let token = self.store.next_number(Counter::Object).to_be_bytes();
        visitors::create(&self.system.shared, integration, &token, None).await.expect("a visitor")
    }

    pub(crate) async fn says(&self, visitor: &Visitor, text: &str) -> Recorded {
        let content = Content::Text { text: MessageText::new(text).expect("a text") };
        self.sends(visitor, Saying::Content(content), self.command_id()).await.expect("the message is taken")
    }

    pub(crate) async fn asks_for_human(&self, visitor: &Visitor) -> Recorded {
        let saying = Saying::TalkToHuman { label: "Talk to a human".to_owned() };
        self.sends(visitor, saying, self.command_id()).await.expect("the wish is taken")
    }

    pub(crate) async fn sends(
        &self,
        visitor: &Visitor,
        saying: Saying,
        id: CommandId,
    ) -> Result<Recorded, ExecuteError> {
        let integration = visitor.session.integration;
        let channel = self.system.shared.directory.get().integrations[&integration].kind;
        let (end_user, capabilities) = (visitor.end_user.id, Capabilities::FULL);
        let via = Via {
            integration,
            channel,
            end_user,
            capabilities,
            message: None,
            written_at: None,
            proved: true,
        };
        let by = By::EndUser { id: visitor.end_user.id };
        let action = Action::Receive { via, saying, meta: Meta::default() };
        self.system.registry.execute(visitor.session.conversation, Command { id, by, action }).await
    }

    pub(crate) async fn does(
        &self,
        agent: UserId,
        visitor: &Visitor,
        action: Action,
    ) -> Result<Recorded, ExecuteError> {
        let by = By::Agent { id: agent, role: Role::Agent };
        let command = Command { id: self.command_id(), by, action };
        self.system.registry.execute(visitor.session.conversation, command).await
    }

    pub(crate) async fn replies(
        &self,
        agent: UserId,
        visitor: &Visitor,
        text: &str,
    ) -> Result<Recorded, ExecuteError> {
        let parts = vec![Content::Text { text: MessageText::new(text).expect("a text") }];
        self.does(agent, visitor, Action::Reply { parts, submit_as: None }).await
    }

    /// Opens a browser and goes online.
    pub(crate) async fn online(&self, agent: UserId) -> Browser {
        let browser = self.opens(agent).await;
        self.status(agent, AgentStatus::Online).await;
        browser
    }

    pub(crate) async fn status(&self, agent: UserId, status: AgentStatus) {
        let set = set_status(&self.system.agents, agent, status, agent).await;
        assert!(set.expect("the status is kept"), "the agent is known");
        self.settle().await;
    }

    pub(crate) async fn opens(&self, agent: UserId) -> Browser {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let socket = Socket::new(Ear(Rc::clone(&heard)).start().recipient());
        let attach = AgentAttach { agent, socket: socket.clone(), login: "login".into() };
        assert!(self.system.agents.send(attach).await.expect("the desk is there"), "the agent is known");
        let subscribe = Subscribe { agent, socket: socket.clone() };
        self.system.notifier.send(subscribe).await.expect("the notifier is there");
        self.settle().await;
        Browser { agent, socket, heard }
    }

    pub(crate) async fn closes(&self, browser: &Browser) {
        let (agent, socket) = (browser.agent, browser.socket.id);
        self.system.agents.send(AgentDetach { agent, socket }).await.expect("the desk is there");
        self.system.notifier.send(Unsubscribe { agent, socket }).await.expect("the notifier is there");
        self.settle().await;
    }

    /// The one offer that this browser shows is accepted.
    pub(crate) async fn accepts(
        &self,
        browser: &Browser,
        visitor: &Visitor,
    ) -> Result<Recorded, ExecuteError> {
        let offers = browser.offers();
        let offer = offers
            .iter()
            .find(|offer| offer.conversation == visitor.session.conversation)
            .expect("the conversation is offered");
        let accepted = self.does(browser.agent, visitor, Action::Accept { offer: offer.id }).await;
        self.settle().await;
        accepted
    }

    pub(crate) async fn facts(&self, visitor: &Visitor) -> Arc<HeadFacts> {
        let looked = self.system.registry.look(visitor.session.conversation).await;
        looked.expect("the log can be read").expect("the conversation has begun")
    }

    pub(crate) async fn assignee(&self, visitor: &Visitor) -> Option<UserId> {
        self.facts(visitor).await.state.assignee()
    }

    pub(crate) async fn log(&self, visitor: &Visitor) -> Vec<Event> {
        let page = Page::After { seq: 0, limit: 10_000 };
        self.system.history(visitor.session.conversation, page).await.expect("the log can be read")
    }

    pub(crate) async fn rows(&self, list: List) -> Vec<Arc<NamedRow>> {
        let asked = GetRows { list, before: None, limit: 100 };
        self.system.notifier.send(asked).await.expect("the notifier is there").0
    }
}
