//! What tests of adapters share: an account, calls at the door, messages to send, and a provider that answers.

use bytes::Bytes;
use frontdesk_channels::{
    Account, Adapter, Address, Body, FormData, Header, Hook, HttpRequest, HttpResponse, Inbound, Method,
    Outbound, RetryClass, Secrets, SendState, Step, Verdict,
};
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId};
use frontdesk_model::message::{Author, Choice, Content, FileRef, MessageText};
use frontdesk_model::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Later than everything in the fixtures.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
pub(crate) const MESSAGE: MessageId = MessageId::new(Timestamp::from_millis(1_000), [3; 6]);
pub(crate) const CONVERSATION: ConversationId = ConversationId::new(Timestamp::from_millis(1_000), [2; 6]);
pub(crate) const INTEGRATION: IntegrationId = IntegrationId::new(Timestamp::from_millis(1_000), [1; 6]);

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// With the adapter's own hosts.
pub(crate) fn account(adapter: &dyn Adapter, settings: &[(&str, &str)], secrets: &[(&str, &str)]) -> Account {
    let hosts: Vec<(&str, &str)> = adapter.hosts().iter().map(|host| (host.name, host.default)).collect();
    Account {
        integration: INTEGRATION,
        settings: map(settings),
        secrets: Secrets(map(secrets)),
        hosts: map(&hosts),
        public_url: "https://desk.example.org".to_owned(),
        token: None,
    }
}

pub(crate) fn fixture(kind: &str, name: &str) -> Bytes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind).join(name);
    Bytes::from(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// All of a kind, by name.
pub(crate) fn fixtures(kind: &str) -> Vec<(String, Bytes)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(kind);
    let mut names: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fixture(kind, &name))).collect()
}

pub(crate) fn call(
    adapter: &dyn Adapter,
    account: &Account,
    method: Method,
    query: &str,
    headers: &[(&str, &str)],
    body: &Bytes,
) -> Verdict {
    let headers: Vec<Header> = headers.iter().map(|(name, value)| Header::new(name, value)).collect();
    adapter.receive(account, &Hook { method, query, headers: &headers, body, now: NOW })
}

/// What a body holds, for bodies of one item.
pub(crate) fn only(adapter: &dyn Adapter, account: &Account, body: &Bytes) -> Inbound {
    let mut items = adapter.parse(account, body, NOW);
    assert_eq!(items.len(), 1);
    items.remove(0).inbound
}

pub(crate) fn words(text: &str) -> MessageText {
    MessageText::new(text).unwrap()
}

pub(crate) fn text(text: &str) -> Content {
    Content::Text { text: words(text) }
}

pub(crate) fn options(text: &str, options: &[(&str, &str)]) -> Content {
    let choice = |(id, label): &(&str, &str)| Choice { id: (*id).to_owned(), label: (*label).to_owned() };
    Content::Options { text: words(text), options: options.iter().map(choice).collect() }
}

/// The file of that number; `outbound` knows where it can be had.
pub(crate) fn file(number: u8, name: &str, media_type: &str, size: u64) -> FileRef {
    FileRef { id: attachment(number), name: name.to_owned(), media_type: media_type.to_owned(), size }
}

pub(crate) fn attachment(number: u8) -> AttachmentId {
    AttachmentId::new(Timestamp::from_millis(1_000), [number; 6])
}

pub(crate) fn outbound(to: &str, content: Content) -> Outbound {
    let link = |number| (attachment(number), format!("https://desk.example.org/f/{number}"));
    Outbound {
        account: INTEGRATION,
        conversation: CONVERSATION,
        message: MESSAGE,
        to: Address::new(to).unwrap(),
        author: Author::Bot,
        content,
        memo: BTreeMap::new(),
        links: (0..16).map(link).collect(),
        now: NOW,
    }
}

pub(crate) fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: Bytes::from(body.to_string()) }
}

/// Steps the send machine until it is done; the provider gives these answers one after another.
pub(crate) fn send(
    adapter: &dyn Adapter,
    account: &Account,
    outbound: &Outbound,
    answers: impl IntoIterator<Item = HttpResponse>,
) -> (Vec<HttpRequest>, Step) {
    let mut answers = answers.into_iter();
    let (mut state, mut requests) = (SendState::default(), Vec::new());
    loop {
        match adapter.step(account, outbound, &state, None) {
            Step::Ask { request, .. } => requests.push(request),
            end => return (requests, end),
        }
        let Some(answer) = answers.next() else { panic!("the provider has no more answers") };
        match adapter.step(account, outbound, &state, Some(&answer)) {
            Step::Go(next) => state = next,
            end => return (requests, end),
        }
    }
}

pub(crate) fn json(request: &HttpRequest) -> Value {
    serde_json::from_slice(request.body.bytes().unwrap()).unwrap()
}

/// The parts of a form, each as `name=value`; a file as `name=@name type`.
pub(crate) fn form(request: &HttpRequest) -> Vec<String> {
    let Body::Form(parts) = &request.body else { panic!("no form") };
    let part = |part: &frontdesk_channels::FormPart| match &part.data {
        FormData::Bytes(bytes) => format!("{}={}", part.name, String::from_utf8_lossy(bytes)),
        FormData::File(_) => {
            let (file, kind) = (part.file_name.as_deref(), part.content_type.as_deref());
            format!("{}=@{} {}", part.name, file.unwrap(), kind.unwrap())
        }
    };
    parts.iter().map(part).collect()
}

pub(crate) fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
}

pub(crate) fn failed(step: &Step) -> RetryClass {
    match step {
        Step::Failed(error) => error.class,
        other => panic!("it did not fail: {other:?}"),
    }
}

/// A body with something else at one place: other bytes, or none.
pub(crate) fn mutated(body: &Bytes, at: usize, with: &[u8], without: usize) -> Bytes {
    let at = at % (body.len() + 1);
    let end = (at + without).min(body.len());
    Bytes::from([&body[..at], with, &body[end..]].concat())
}
