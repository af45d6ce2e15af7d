//! What our adapters make of webhooks, and what they ask their providers, for tests that are written around the
//! providers' own SDKs in other languages.
//!
//! Each line on stdin is a call, each line on stdout what became of it:
//!
//! ```text
//! {"kind":"whatsapp","settings":{},"secrets":{"app_secret":"…"},"now":0,"method":"POST","headers":{"…":"…"},"body":"…"}
//! {"verdict":"take","answer":"","items":[{"account":"1001","inbound":"Said(…)","said":"hello"}]}
//! {"kind":"whatsapp","settings":{…},"secrets":{…},"hosts":{…},"now":0,"send":{"to":"US.77","content":{"type":"text","text":"hello"}}}
//! {"step":"ask","request":{"method":"POST","url":"…","headers":{…},"body":"…"}}
//! ```

use bytes::Bytes;
use frontdesk_channels::{
    Account, Adapter, Address, Body, FormData, FormPart, Header, Hook, HookAnswer, HttpRequest, HttpResponse,
    Inbound, Item, Method, Outbound, Secrets, SendState, Step, Verdict, What, every,
};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::{Author, Content};
use frontdesk_model::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    kind: ChannelKind,
    #[serde(default)]
    settings: BTreeMap<String, String>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
    /// Where the server is, for providers that sign addresses.
    #[serde(default)]
    public_url: String,
    /// Where the provider is, by the adapter's names; its own addresses where it is not given.
    #[serde(default)]
    hosts: BTreeMap<String, String>,
    /// A step of sending, instead of a webhook.
    send: Option<Sending>,
    /// `GET` or `POST`.
    #[serde(default)]
    method: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    /// Milliseconds since the epoch, by the clock of whoever asks: signatures may be stale.
    now: u64,
}

/// The next step of a message, and the answer to the one before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sending {
    to: Address,
    content: Content,
    #[serde(default)]
    memo: BTreeMap<String, String>,
    /// Addresses of files, by their ids.
    #[serde(default)]
    links: BTreeMap<String, String>,
    #[serde(default)]
    state: SendState,
    response: Option<Response>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut stdout = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let call: Call = serde_json::from_str(&line?)?;
        writeln!(stdout, "{}", answer(call).ok_or("there is no adapter of that kind")?)?;
        stdout.flush()?;
    }
    Ok(())
}

fn answer(call: Call) -> Option<Value> {
    let adapters = every();
    let adapter = adapters.of(call.kind)?.as_ref();
    let defaults = adapter.hosts().iter().map(|host| (host.name.to_owned(), host.default.to_owned()));
    let account = Account {
        integration: IntegrationId::from_bytes([1; 12]),
        settings: call.settings,
        secrets: Secrets(call.secrets),
        hosts: defaults.chain(call.hosts).collect(),
        public_url: call.public_url,
        token: None,
    };
    let now = Timestamp::from_millis(call.now);
    if let Some(sending) = call.send {
        return Some(step(adapter, &account, sending, now));
    }
    let hook = Hook {
        method: if call.method == "GET" { Method::Get } else { Method::Post },
        query: &call.query,
        headers: &headers(&call.headers),
        body: &Bytes::from(call.body),
        now,
    };
    Some(match adapter.receive(&account, &hook) {
        Verdict::Refuse(refusal) => json!({ "verdict": "refuse", "why": refusal.word() }),
        Verdict::Answer(answer) => json!({ "verdict": "answer", "answer": text(&answer) }),
        Verdict::Take(answer) => {
            let items = adapter.parse(&account, &adapter.kept(&hook), hook.now);
            let items: Vec<Value> = items.iter().map(item).collect();
            json!({ "verdict": "take", "answer": text(&answer), "items": items })
        }
    })
}

fn headers(given: &BTreeMap<String, String>) -> Vec<Header> {
    given.iter().map(|(name, value)| Header::new(name, value)).collect()
}

fn step(adapter: &dyn Adapter, account: &Account, sending: Sending, now: Timestamp) -> Value {
    let outbound = Outbound {
        account: account.integration,
        conversation: ConversationId::from_bytes([2; 12]),
        message: MessageId::from_bytes([3; 12]),
        to: sending.to,
        author: Author::Bot,
        content: sending.content,
        memo: sending.memo,
        links: sending.links.iter().filter_map(link).collect(),
        now,
    };
    let response = sending.response.map(|response| HttpResponse {
        status: response.status,
        headers: headers(&response.headers),
        body: Bytes::from(response.body),
    });
    match adapter.step(account, &outbound, &sending.state, response.as_ref()) {
        Step::Ask { request: asked, .. } => json!({ "step": "ask", "request": request(&asked) }),
        Step::Go(state) => json!({ "step": "go", "state": state }),
        Step::Sent { ids } => json!({ "step": "sent", "ids": ids }),
        Step::Failed(error) => {
            json!({ "step": "failed", "class": error.class.word(), "code": error.code, "text": error.text })
        }
    }
}

fn link((id, address): (&String, &String)) -> Option<(AttachmentId, String)> {
    Some((id.parse().ok()?, address.clone()))
}

/// Files stand in it by their ids: whoever asks has them.
fn request(request: &HttpRequest) -> Value {
    let headers: BTreeMap<&str, &str> =
        request.headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect();
    let (body, form, file) = match &request.body {
        Body::Bytes(bytes) => (Some(String::from_utf8_lossy(bytes)), None, None),
        Body::Form(parts) => (None, Some(parts.iter().map(part).collect::<Vec<_>>()), None),
        Body::File(id) => (None, None, Some(id.to_string())),
    };
    let method = format!("{:?}", request.method).to_uppercase();
    json!({ "method": method, "url": request.url, "headers": headers, "body": body, "form": form, "file": file })
}

fn part(part: &FormPart) -> Value {
    let (text, file) = match &part.data {
        FormData::Bytes(bytes) => (Some(String::from_utf8_lossy(bytes)), None),
        FormData::File(id) => (None, Some(id.to_string())),
    };
    json!({ "name": part.name, "file_name": part.file_name, "content_type": part.content_type,
        "text": text, "file": file })
}

fn text(answer: &HookAnswer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn item(item: &Item) -> Value {
    let said = match &item.inbound {
        Inbound::Said(said) => match &said.what {
            What::Text(text) | What::Chosen { label: text, .. } => Some(text.as_str()),
            What::Media { caption, .. } => caption.as_ref().map(|caption| caption.as_str()),
            What::Unsupported { kind } => Some(kind.as_str()),
        },
        _ => None,
    };
    json!({ "account": item.account, "inbound": format!("{:?}", item.inbound), "said": said })
}
