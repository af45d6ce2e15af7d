//! What the tests of Meta's channels share: accounts, signed calls, and a run through the send machine.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod door;
pub(crate) mod torture;

use bytes::Bytes;
use frontdesk_channels::signature::hmac_sha256;
use frontdesk_channels::{
    Account, Adapter, Address, Body, EventId, FormData, Header, Hook, HttpRequest, HttpResponse, Inbound,
    Item, Method, Outbound, Repeat, Said, Secrets, SendError, SendState, Step, Verdict, What,
};
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId, UserId};
use frontdesk_model::message::{Author, Choice, Content, FileRef, MessageText};
use frontdesk_model::time::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) const SECRET: &str = "an app's secret";
pub(crate) const TOKEN: &str = "an access token";
pub(crate) const REFERENCE: &str = "020202020202020202020202:030303030303030303030303";
/// 2026-01-01 00:16:40 UTC.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_767_226_600_000);

pub(crate) fn account(settings: &[(&str, &str)], adapter: &dyn Adapter) -> Account {
    let map = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let hosts = adapter.hosts().iter().map(|host| (host.name.to_owned(), host.default.to_owned()));
    Account {
        integration: IntegrationId::from_bytes([1; 12]),
        settings: map(settings),
        secrets: Secrets(map(&[
            ("access_token", TOKEN),
            ("app_secret", SECRET),
            ("verify_token", "our word"),
        ])),
        hosts: hosts.collect(),
        public_url: "https://desk.example.org".to_owned(),
        token: None,
    }
}

pub(crate) fn outbound(to: &str, content: Content) -> Outbound {
    Outbound {
        account: IntegrationId::from_bytes([1; 12]),
        conversation: ConversationId::from_bytes([2; 12]),
        message: MessageId::from_bytes([3; 12]),
        to: Address::new(to).unwrap(),
        author: Author::Agent(UserId::new(7).unwrap()),
        content,
        memo: BTreeMap::new(),
        links: BTreeMap::from([(
            AttachmentId::from_bytes([9; 12]),
            "https://desk.example.org/f/9".to_owned(),
        )]),
        now: NOW,
    }
}

pub(crate) fn said(text: &str) -> MessageText {
    MessageText::new(text).unwrap()
}

pub(crate) fn text(words: &str) -> Content {
    Content::Text { text: said(words) }
}

pub(crate) fn options(words: &str, labels: &[&str]) -> Content {
    let choice =
        |(number, label): (usize, &&str)| Choice { id: format!("o{number}"), label: (*label).to_owned() };
    Content::Options { text: said(words), options: labels.iter().enumerate().map(choice).collect() }
}

pub(crate) fn file(name: &str, media_type: &str, size: u64) -> FileRef {
    FileRef {
        id: AttachmentId::from_bytes([9; 12]),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size,
    }
}

pub(crate) fn files(files: Vec<FileRef>, caption: Option<&str>) -> Content {
    Content::Files { files, caption: caption.map(said) }
}

pub(crate) fn ok(body: &Value) -> HttpResponse {
    answer(200, &body.to_string())
}

pub(crate) fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: Bytes::from(body.to_owned()) }
}

/// A call at the door, signed or not.
pub(crate) fn call(
    adapter: &dyn Adapter,
    account: &Account,
    body: &[u8],
    signature: Option<&str>,
) -> Verdict {
    let headers: Vec<Header> =
        signature.into_iter().map(|value| Header::new("X-Hub-Signature-256", value)).collect();
    let body = Bytes::copy_from_slice(body);
    let hook = Hook { method: Method::Post, query: "", headers: &headers, body: &body, now: NOW };
    adapter.receive(account, &hook)
}

pub(crate) fn handshake(adapter: &dyn Adapter, account: &Account, query: &str) -> Verdict {
    let hook = Hook { method: Method::Get, query, headers: &[], body: &Bytes::new(), now: NOW };
    adapter.receive(account, &hook)
}

pub(crate) fn signed(secret: &str, body: &[u8]) -> String {
    let sum: String = hmac_sha256(secret, &[body]).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={sum}")
}

pub(crate) fn parse(adapter: &dyn Adapter, account: &Account, body: &str) -> Vec<Item> {
    adapter.parse(account, &Bytes::from(body.to_owned()), NOW)
}

/// What was said in an item; the test fails if it is something else.
pub(crate) fn said_in(item: &Item) -> &Said {
    match &item.inbound {
        Inbound::Said(said) => said,
        other => panic!("expected a message: {other:?}"),
    }
}

pub(crate) fn words_of(item: &Item) -> &str {
    match &said_in(item).what {
        What::Text(text) => text.as_str(),
        other => panic!("expected a text: {other:?}"),
    }
}

pub(crate) fn event_of(item: &Item) -> &EventId {
    match &item.inbound {
        Inbound::Said(said) => &said.event,
        Inbound::Did(did) => &did.event,
        Inbound::Receipt(receipt) => &receipt.event,
        Inbound::Alert(alert) => &alert.event,
        Inbound::Refused(refused) => &refused.event,
        Inbound::Unread(unread) => &unread.event,
    }
}

/// What the items are that are kept and counted only.
pub(crate) fn kinds_unread(items: &[Item]) -> Vec<String> {
    let kind = |item: &Item| match &item.inbound {
        Inbound::Unread(unread) => Some(unread.kind.clone()),
        _ => None,
    };
    items.iter().filter_map(kind).collect()
}

pub(crate) type Asked = Vec<(HttpRequest, Repeat)>;

/// All that is asked of the provider for a message, in order; each request is answered by `answers`.
pub(crate) fn run(
    adapter: &dyn Adapter,
    account: &Account,
    outbound: &Outbound,
    answers: impl Fn(&HttpRequest, usize) -> HttpResponse,
) -> (Asked, Result<Vec<String>, SendError>) {
    let mut asked = Vec::new();
    let mut state = SendState::default();
    let mut response = None;
    for _ in 0..200 {
        match adapter.step(account, outbound, &state, response.as_ref()) {
            Step::Ask { request, repeat } => {
                assert!(response.is_none(), "asked twice for one answer");
                response = Some(answers(&request, asked.len()));
                asked.push((request, repeat));
            }
            Step::Go(next) => {
                assert!(response.take().is_some(), "went on without an answer");
                state = next;
            }
            Step::Sent { ids } => return (asked, Ok(ids)),
            Step::Failed(error) => return (asked, Err(error)),
        }
    }
    panic!("it does not come to an end");
}

/// The bodies of requests: JSON as it is, forms as their fields.
pub(crate) fn body(request: &HttpRequest) -> Value {
    match &request.body {
        Body::Bytes(bytes) if bytes.is_empty() => Value::Null,
        Body::Bytes(bytes) => serde_json::from_slice(bytes).unwrap(),
        Body::Form(parts) => parts
            .iter()
            .map(|part| {
                let value = match &part.data {
                    FormData::Bytes(bytes) => Value::from(String::from_utf8(bytes.to_vec()).unwrap()),
                    FormData::File(id) => {
                        json!([id.to_string(), part.file_name.clone(), part.content_type.clone()])
                    }
                };
                (part.name.clone(), value)
            })
            .collect(),
        Body::File(id) => json!(id.to_string()),
    }
}

pub(crate) fn bearer(request: &HttpRequest) -> Option<&str> {
    let found = request.headers.iter().find(|header| header.name == "authorization");
    found.and_then(|header| header.value.strip_prefix("Bearer "))
}

/// Every single byte of a body, flipped, one after another.
pub(crate) fn flipped(body: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..body.len()).map(|at| {
        let mut other = body.to_vec();
        other[at] ^= 1;
        other
    })
}
