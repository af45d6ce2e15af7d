//! The adapter of LINE against bytes and answers as LINE gives them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod account;
mod inbound;
mod outbound;
mod sending;

use bytes::Bytes;
use frontdesk_channels::line::Line;
use frontdesk_channels::{
    Account, Adapter, Address, Body, HttpRequest, HttpResponse, Inbound, Item, Outbound, Secrets,
};
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId, UserId};
use frontdesk_model::message::{Author, Choice, Content, FileRef, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;

const BOT: &str = "U0000000000000000000000000000b07";
const SECRET: &str = "a channel secret";
/// When the fixtures were written.
const WROTE: Timestamp = Timestamp::from_millis(1_767_225_600_000);

fn now() -> Timestamp {
    WROTE.plus(Span::seconds(10))
}

fn line() -> Account {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>()
    };
    Account {
        integration: IntegrationId::new(WROTE, [1; 6]),
        settings: pairs(&[("channel_id", "1655551234"), ("basic_id", "@acme"), ("bot_user_id", BOT)]),
        secrets: Secrets(pairs(&[("channel_secret", SECRET), ("channel_access_token", "lasting")])),
        hosts: pairs(&[("api", "https://api.line.me"), ("data", "https://api-data.line.me")]),
        public_url: "https://desk.example.org".to_owned(),
        token: None,
    }
}

fn with(name: &str, value: &str) -> Account {
    let mut account = line();
    account.settings.insert(name.to_owned(), value.to_owned());
    account
}

fn items(account: &Account, body: &str) -> Vec<Item> {
    Line.parse(account, &Bytes::copy_from_slice(body.as_bytes()), now())
}

fn inbounds(body: &str) -> Vec<Inbound> {
    items(&line(), body).into_iter().map(|item| item.inbound).collect()
}

fn said(text: &str) -> MessageText {
    MessageText::new(text).unwrap()
}

fn message_id() -> MessageId {
    MessageId::new(WROTE, [7; 6])
}

fn outbound(content: Content) -> Outbound {
    Outbound {
        account: line().integration,
        conversation: ConversationId::new(WROTE, [2; 6]),
        message: message_id(),
        to: Address::new("U9ana").unwrap(),
        author: Author::Agent(UserId::new(7).unwrap()),
        content,
        memo: BTreeMap::new(),
        links: BTreeMap::new(),
        now: now(),
    }
}

fn text(text: &str) -> Outbound {
    outbound(Content::Text { text: said(text) })
}

/// With a reply token that came so long ago.
fn answering(mut outbound: Outbound, age: Span) -> Outbound {
    outbound.memo.insert("reply_token".to_owned(), "rt1".to_owned());
    outbound.memo.insert("reply_token_at".to_owned(), now().minus(age).millis().to_string());
    outbound
}

fn file(number: u8, name: &str, media_type: &str, size: u64) -> FileRef {
    let id = AttachmentId::new(WROTE, [number; 6]);
    FileRef { id, name: name.to_owned(), media_type: media_type.to_owned(), size }
}

fn linked(mut outbound: Outbound) -> Outbound {
    if let Content::Files { files, .. } = &outbound.content {
        let link = |file: &FileRef| (file.id, format!("https://desk.example.org/f/{}", file.name));
        outbound.links = files.iter().map(link).collect();
    }
    outbound
}

fn option(id: &str, label: &str) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned() }
}

fn json_of(request: &HttpRequest) -> Value {
    let Body::Bytes(bytes) = &request.body else { panic!("a body of JSON is expected") };
    serde_json::from_slice(bytes).unwrap()
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
}

fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: Bytes::copy_from_slice(body.as_bytes()) }
}
