//! The adapter of WeChat against bytes and answers as WeChat gives them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod account;
mod inbound;
mod outbound;
mod receive;
mod sending;

use bytes::Bytes;
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{
    Account, Adapter, Address, Body, HttpRequest, HttpResponse, Inbound, Item, Outbound, Secrets, Token,
};
use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId, UserId};
use frontdesk_model::message::{Author, Choice, Content, FileRef, MessageText};
use frontdesk_model::time::{Span, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;

const WORD: &str = "a token";
/// 43 characters, the last of which has bits set that no byte of the key takes up.
const AES_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
/// When the fixtures were written.
const WROTE: Timestamp = Timestamp::from_millis(1_767_225_600_000);
/// Written and signed by the SDK wechatpy 1.8.18 for this account, time 1767225600 and nonce `n1`.
const SEALED: &str = include_str!("../fixtures/wechat/sealed.xml");
const SEALED_SIGNATURE: &str = "cd27fe3635b4bda1882a83c6bdb4f565b7aeb464";
/// The same for an app `wxanother`.
const SEALED_FOR_OTHER: &str = include_str!("../fixtures/wechat/sealed-other-app.xml");

fn now() -> Timestamp {
    WROTE.plus(Span::seconds(10))
}

fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// In plain mode.
fn wechat() -> Account {
    Account {
        integration: IntegrationId::new(WROTE, [1; 6]),
        settings: pairs(&[("app_id", "wx1234567890abcdef"), ("original_id", "gh_1")]),
        secrets: Secrets(pairs(&[("app_secret", "secret"), ("token", WORD)])),
        hosts: pairs(&[("api", "https://api.weixin.qq.com")]),
        public_url: "https://desk.example.org".to_owned(),
        token: Some(Token { value: "T/1".to_owned(), refresh: None, expires_at: WROTE.plus(Span::days(1)) }),
    }
}

/// In safe mode.
fn safe() -> Account {
    let mut account = wechat();
    account.secrets.0.insert("encoding_aes_key".to_owned(), AES_KEY.to_owned());
    account
}

fn item(account: &Account, body: &str) -> Item {
    let mut items = Wechat.parse(account, &Bytes::copy_from_slice(body.as_bytes()), now());
    assert_eq!(items.len(), 1);
    items.remove(0)
}

fn inbound(body: &str) -> Inbound {
    item(&wechat(), body).inbound
}

fn said(text: &str) -> MessageText {
    MessageText::new(text).unwrap()
}

fn message_id() -> MessageId {
    MessageId::new(WROTE, [7; 6])
}

fn outbound(content: Content) -> Outbound {
    Outbound {
        account: wechat().integration,
        conversation: ConversationId::new(WROTE, [2; 6]),
        message: message_id(),
        to: Address::new("oABC").unwrap(),
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

fn bytes_of(request: &HttpRequest) -> Bytes {
    let Body::Bytes(bytes) = &request.body else { panic!("a body of bytes is expected") };
    bytes.clone()
}

fn json_of(request: &HttpRequest) -> Value {
    serde_json::from_slice(&bytes_of(request)).unwrap()
}

fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: Bytes::copy_from_slice(body.as_bytes()) }
}

fn refused(code: i64, words: &str) -> HttpResponse {
    answer(200, &format!(r#"{{"errcode":{code},"errmsg":"{words}"}}"#))
}
