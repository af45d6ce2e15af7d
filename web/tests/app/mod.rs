//! A whole server for one test: the running system on a store in memory, a clock that stands still, a port of its
//! own. Nothing is shared between tests.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer};
use frontdesk_actors::clock::{CountingDice, ManualClock};
use frontdesk_actors::directory::{Entry, Put};
use frontdesk_actors::logins::{Login, login_record};
use frontdesk_actors::system::{Foundation, System};
use frontdesk_actors::transport::Providers;
use frontdesk_model::access::{By, Role};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::directory::{Agent, Group, Integration, WidgetLook};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{CommandId, ConversationId, GroupId, IntegrationId, UserId};
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{Expected, MemoryStore, Store};
use frontdesk_web::auth::{hash_password, token_hash};
use frontdesk_web::config::WebConfig;
use frontdesk_web::state::AppState;
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::sync::{Arc, OnceLock};

mod provider;

pub(crate) use provider::Provider;

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const ADA: &str = "ada@example.org";
pub(crate) const MARIE: &str = "marie@example.org";
pub(crate) const YANNIS: &str = "yannis@example.org";

/// Milliseconds; any moment will do.
const NOON: u64 = 1_700_000_000_000;

pub(crate) struct TestApp {
    pub(crate) url: String,
    pub(crate) state: Arc<AppState>,
    pub(crate) store: Arc<MemoryStore>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) client: reqwest::Client,
    /// An admin.
    pub(crate) ada: UserId,
    /// Two agents.
    pub(crate) marie: UserId,
    pub(crate) yannis: UserId,
    pub(crate) group: GroupId,
    pub(crate) widget: IntegrationId,
    data: tempfile::TempDir,
    server: ServerHandle,
}

/// Somebody's browser after signing in.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

pub(crate) fn id<T: TryFrom<u64>>(number: u64) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(number).expect("a number of the test is an id")
}

fn hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| hash_password(PASSWORD).expect("the test's password is long enough")).clone()
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// With changes to the configuration, whose public address is the server's own by then.
    pub(crate) async fn with(change: impl FnOnce(&mut WebConfig)) -> Self {
        Self::made(change, Providers::none()).await
    }

    /// With all channels, and this at their other end.
    pub(crate) async fn with_provider(provider: &Arc<Provider>) -> Self {
        Self::made(|_| {}, provider.providers()).await
    }

    /// With these providers at the other end of social channels.
    pub(crate) async fn made(change: impl FnOnce(&mut WebConfig), providers: Providers) -> Self {
        let store = Arc::new(MemoryStore::new());
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(NOON)));
        let dice = Arc::new(CountingDice::default());
        let foundation = Foundation { store: store.clone(), clock: clock.clone(), dice, arbiters: 0 };
        let system = System::start_with(foundation, providers).await.expect("the system starts");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let data = tempfile::tempdir().expect("a folder can be made");
        let mut config = WebConfig {
            public_url: format!("http://{address}"),
            data: data.path().to_path_buf(),
            ui: Some(data.path().join("ui")),
            ..WebConfig::default()
        };
        change(&mut config);
        let state = AppState::new(system, config);
        let routes = frontdesk_web::routes(Arc::clone(&state));
        let server = HttpServer::new(move || App::new().configure(routes.clone()))
            .workers(1)
            .disable_signals()
            .listen(listener)
            .expect("the server takes the listener")
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let app = Self {
            url: format!("http://{address}"),
            state,
            store,
            clock,
            client: client(),
            ada: id(1),
            marie: id(2),
            yannis: id(3),
            group: id(1),
            widget: IntegrationId::new(Timestamp::from_millis(NOON), [7; 6]),
            data,
            server: handle,
        };
        app.furnish().await;
        app
    }

    pub(crate) fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    async fn furnish(&self) {
        self.put(Entry::Group(Group { id: self.group, name: "Support".to_owned() })).await;
        self.put(Entry::Integration(Integration {
            id: self.widget,
            kind: ChannelKind::Widget,
            name: "Shop".to_owned(),
            flow: None,
            group: Some(self.group),
            widget: WidgetLook::default(),
        }))
        .await;
        for (id, name, email, role) in [
            (self.ada, "Ada", ADA, Role::Admin),
            (self.marie, "Marie", MARIE, Role::Agent),
            (self.yannis, "Yannis", YANNIS, Role::Agent),
        ] {
            let agent = Agent {
                id,
                name: name.to_owned(),
                role,
                groups: [self.group].into(),
                capacity: 3,
                active: true,
            };
            let login = Login { agent: id, password_hash: hash() };
            let more = vec![login_record(email, &login, Expected::Absent).expect("a login can be encoded")];
            let put = Put { entry: Entry::Agent(agent), expected: Expected::Absent, more, by: None };
            self.state.system.directory.send(put).await.expect("the directory runs").expect("it is stored");
        }
    }

    /// Changes the configuration as the server itself.
    pub(crate) async fn put(&self, entry: Entry) {
        let put = Put { entry, expected: Expected::Any, more: Vec::new(), by: None };
        self.state.system.directory.send(put).await.expect("the directory runs").expect("it is stored");
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url)).header("origin", &self.url)
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).json(body)
    }

    pub(crate) async fn try_sign_in(&self, email: &str, password: &str) -> Response {
        let body = json!({ "email": email, "password": password });
        self.post("/desk/v1/sign-in", &body).send().await.expect("the server answers")
    }

    pub(crate) async fn sign_in(&self, email: &str) -> Browser {
        let response = self.try_sign_in(email, PASSWORD).await;
        assert_eq!(response.status(), StatusCode::OK);
        let set = response.headers()["set-cookie"].to_str().expect("a cookie is text").to_owned();
        let cookie = set.split(';').next().expect("a cookie has a value").to_owned();
        let me: Value = response.json().await.expect("the answer is JSON");
        Browser { cookie, csrf: me["csrf"].as_str().expect("there is a token").to_owned() }
    }

    /// A fresh visitor of the widget: the token.
    pub(crate) async fn visit(&self) -> String {
        let path = format!("/desk/v1/widget/{}/session", self.widget);
        let response = self.post(&path, &json!({})).send().await.expect("the server answers");
        let session: Value = ok(response).await;
        session["token"].as_str().expect("there is a token").to_owned()
    }

    /// Has a visitor say something; the conversation that it is said in.
    pub(crate) async fn say(&self, token: &str, saying: Saying) -> ConversationId {
        let shared = &self.state.system.shared;
        let visitor = frontdesk_actors::visitors::find(shared, &token_hash(token))
            .await
            .expect("the store can be read")
            .expect("the token was given out");
        let command = Command {
            id: shared.draw_command(),
            by: By::EndUser { id: visitor.end_user.id },
            action: Action::Receive {
                via: Via {
                    integration: visitor.session.integration,
                    channel: ChannelKind::Widget,
                    end_user: visitor.end_user.id,
                    capabilities: Capabilities::FULL,
                    message: None,
                    written_at: None,
                    proved: true,
                },
                saying,
                meta: Meta::default(),
            },
        };
        let conversation = visitor.session.conversation;
        self.state.system.registry.execute(conversation, command).await.expect("it is taken");
        conversation
    }

    /// A visitor who wrote and asked for a person: the token and the conversation, which has a ticket.
    pub(crate) async fn waiting_visitor(&self) -> (String, ConversationId) {
        let token = self.visit().await;
        let text = MessageText::new("Where is my order?").expect("it is a text");
        self.say(&token, Saying::Content(Content::Text { text })).await;
        let conversation =
            self.say(&token, Saying::TalkToHuman { label: "A person, please".to_owned() }).await;
        (token, conversation)
    }

    /// As an agent, by the same way that the REST interface takes.
    pub(crate) async fn act(&self, agent: UserId, conversation: ConversationId, action: Action) {
        let shared = &self.state.system.shared;
        let role = shared.directory.get().agents[&agent].role;
        let command = Command { id: shared.draw_command(), by: By::Agent { id: agent, role }, action };
        self.state.system.registry.execute(conversation, command).await.expect("it is taken");
    }

    pub(crate) fn draw_command(&self) -> CommandId {
        self.state.system.shared.draw_command()
    }

    pub(crate) fn records(&self) -> &dyn Store {
        self.store.as_ref()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Not awaited: the test's own runtime ends with it.
        drop(self.server.stop(false));
    }
}

/// Follows no redirects and keeps no cookies: tests say what is sent.
fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client can be built")
}

pub(crate) trait As {
    /// As an agent's browser sends it.
    fn by(self, browser: &Browser) -> Self;
    /// As the widget's frame sends it.
    fn bearing(self, token: &str) -> Self;
}

impl As for RequestBuilder {
    fn by(self, browser: &Browser) -> Self {
        self.header("cookie", &browser.cookie).header("x-frontdesk-csrf", &browser.csrf)
    }

    fn bearing(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }
}

/// The body of a success.
pub(crate) async fn ok<T: DeserializeOwned>(response: Response) -> T {
    let (status, text) = (response.status(), response.text().await.expect("the body arrives"));
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The code of a refusal, which has a body of the closed set and the status that belongs to its code.
pub(crate) async fn refused(response: Response) -> ErrorCode {
    let (status, text) = (response.status(), response.text().await.expect("the body arrives"));
    let body: ErrorBody =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{status} {error}: {text}"));
    assert_eq!(frontdesk_web::error::row(body.code).status, status.as_u16(), "{text}");
    body.code
}
