//! A server that stands where Frontdesk would: takes webhooks, keeps them, and answers as it is told.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use bytes::Bytes;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::time::Timestamp;
use frontdesk_sandbox::{AccountInfo, Clock, Sandbox, SandboxConfig};
use reqwest::{Client, RequestBuilder, Response, Url};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;

/// A webhook that came.
#[derive(Debug)]
pub(crate) struct Hook {
    pub(crate) method: String,
    pub(crate) query: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Bytes,
}

impl Hook {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Clone)]
struct Desk {
    hooks: mpsc::UnboundedSender<Hook>,
    /// Statuses of the next answers; 200 when there are none.
    answers: Arc<Mutex<VecDeque<u16>>>,
    challenges: Arc<Challenges>,
}

/// What was asked by the challenges of X.
#[derive(Default)]
struct Challenges {
    asked: AtomicUsize,
    answered_no_more: AtomicBool,
}

pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) account: AccountInfo,
    pub(crate) clock: Clock,
    pub(crate) client: Client,
    hooks: mpsc::UnboundedReceiver<Hook>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    challenges: Arc<Challenges>,
}

const PATIENCE: Duration = Duration::from_secs(20);
pub(crate) const START: u64 = 1_767_225_600_000;

impl Bench {
    /// A sandbox with one account of that kind, which is connected; the handshake is over.
    pub(crate) async fn new(kind: ChannelKind) -> Self {
        let (sender, hooks) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let challenges = Arc::new(Challenges::default());
        let desk = Desk { hooks: sender, answers: answers.clone(), challenges: challenges.clone() };
        let app = move || App::new().app_data(web::Data::new(desk.clone())).default_service(web::to(take));
        let server = HttpServer::new(app).workers(1).disable_signals().bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/webhooks/1?tenant=a", server.addrs()[0]);
        actix_rt::spawn(server.run());
        let clock = Clock::standing(Timestamp::from_millis(START));
        let config = SandboxConfig { accounts: vec![kind], clock: clock.clone(), ..SandboxConfig::default() };
        let sandbox = Sandbox::start(config).unwrap();
        let account = sandbox.accounts().remove(0);
        assert!(sandbox.connect(&account.id, &url));
        let client = Client::builder().no_proxy().build().unwrap();
        Self { sandbox, account, clock, client, hooks, answers, challenges }
    }

    pub(crate) async fn hook(&mut self) -> Hook {
        // Not a wait for something to have happened: what never comes fails instead of hanging.
        tokio::time::timeout(PATIENCE, self.hooks.recv()).await.unwrap().unwrap()
    }

    /// Returns once the provider has dealt with the answers to so many webhooks.
    pub(crate) async fn settled(&self, hooks: usize) {
        while self.control("/control/hooks").await["hooks"].as_array().unwrap().len() < hooks {}
    }

    /// The next webhook's body.
    pub(crate) async fn told(&mut self) -> Value {
        self.hook().await.json()
    }

    pub(crate) fn answer_next(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    /// How often the server was challenged.
    pub(crate) fn challenges(&self) -> usize {
        self.challenges.asked.load(Ordering::SeqCst)
    }

    /// From now on the server knows nothing of challenges.
    pub(crate) fn forget_challenges(&self) {
        self.challenges.answered_no_more.store(true, Ordering::SeqCst);
    }

    pub(crate) fn host(&self, name: &str) -> String {
        self.account.hosts[name].clone()
    }

    pub(crate) fn setting(&self, name: &str) -> String {
        self.account.settings[name].clone()
    }

    pub(crate) fn secret(&self, name: &str) -> String {
        self.account.secrets[name].clone()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    /// What Ana does in the app: an object with `act`.
    pub(crate) async fn act(&self, act: Value) -> Response {
        let mut body = json!({ "account": self.account.id, "person": "ana" });
        body.as_object_mut().unwrap().extend(act.as_object().unwrap().clone());
        self.client.post(self.url("/phone/api/act")).json(&body).send().await.unwrap()
    }

    pub(crate) async fn says(&self, text: &str) {
        assert_eq!(self.act(json!({ "act": "text", "text": text })).await.status(), 204);
    }

    pub(crate) async fn open(&self, url: &str) -> Response {
        let body = json!({ "person": "ana", "url": url });
        self.client.post(self.url("/phone/api/open")).json(&body).send().await.unwrap()
    }

    /// Ana's chat as her phone shows it.
    pub(crate) async fn chat(&self) -> Value {
        let state: Value = self
            .client
            .get(self.url("/phone/api/state?person=ana"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        state["chats"][0].clone()
    }

    pub(crate) async fn put_media(&self, media_type: &str, name: &str, bytes: &'static [u8]) -> String {
        let url = self.url(&format!("/phone/api/media?name={name}"));
        let sent = self.client.post(url).header("content-type", media_type).body(bytes).send().await.unwrap();
        sent.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn switch_on(&self, fault: Value) {
        let url = self.url(&format!("/control/accounts/{}/faults", self.account.id));
        assert_eq!(self.client.post(url).json(&fault).send().await.unwrap().status(), 204);
    }

    pub(crate) async fn control(&self, path: &str) -> Value {
        self.client.get(self.url(path)).send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn age_chat(&self, millis: u64) {
        let body = json!({ "account": self.account.id, "person": "ana", "millis": millis });
        let sent = self.client.post(self.url("/control/chats/age")).json(&body).send().await.unwrap();
        assert_eq!(sent.status(), 204);
    }
}

/// With these fields in its body.
pub(crate) fn form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let mut url = Url::parse("http://form/").unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    let body = url.query().unwrap_or_default().to_owned();
    request.header("content-type", "application/x-www-form-urlencoded").body(body)
}

async fn take(desk: web::Data<Desk>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let headers = request.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let query = request.query_string().to_owned();
    // The handshakes of Meta and WeChat; those of others are looked at by their own tests.
    let challenge = |pair: &'_ str| {
        let found = pair.strip_prefix("hub.challenge=").or_else(|| pair.strip_prefix("echostr="));
        found.map(str::to_owned)
    };
    if let Some(challenge) = query.split('&').find_map(challenge) {
        return HttpResponse::Ok().body(challenge);
    }
    if let Some(token) = query.split('&').find_map(|pair| pair.strip_prefix("crc_token=")) {
        desk.challenges.asked.fetch_add(1, Ordering::SeqCst);
        if desk.challenges.answered_no_more.load(Ordering::SeqCst) {
            return HttpResponse::Ok().finish();
        }
        return HttpResponse::Ok().json(json!({ "response_token": crate::x::answer_to(token) }));
    }
    let hook = Hook { method: request.method().to_string(), query, headers, body };
    let status = desk.answers.lock().unwrap().pop_front().unwrap_or(200);
    // A test that is over takes no more.
    let _ = desk.hooks.send(hook);
    HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap()).finish()
}
