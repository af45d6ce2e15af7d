//! `POST /cgi-bin/message/custom/send`: what the account says, as long as it may.

use super::act::{LEFT, Right};
use super::errcode::{self, Errcode};
use super::files;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::text;
use crate::world::{Button, ChatKey, Content, Menu, MenuRow, Message, Picture, Side, World};
use frontdesk_model::time::Span;
use serde_json::Value;

/// The longest text, in bytes.
const MAX_TEXT: usize = 2_048;
/// How long the app shows that somebody types.
const TYPING: Span = Span::seconds(15);

pub(super) fn send(world: &mut World, account: &str, call: &Call) -> Result<Answer, Errcode> {
    // What stands there as \u4f60 is shown so: the answer is meant for people.
    let escaped = call.body.windows(2).any(|pair| pair == b"\\u");
    let body = call.json().ok_or_else(|| Errcode::new(47_001, "data format error"))?;
    let key = recipient(world, account, &body)?;
    let kind = text(&body, "/msgtype");
    let of = body.get(kind).cloned().unwrap_or(Value::Null);
    let mut content = content(world, account, kind, &of)?;
    if escaped {
        content.text = String::from_utf8_lossy(&call.body).into_owned();
    }
    spend(world, &key)?;
    let fails = |fault: &Fault| match fault {
        Fault::Fails { code } => code.parse::<i64>().ok(),
        _ => None,
    };
    if let Some(code) = world.faults.strike(account, &call.path, fails) {
        return Err(Errcode::new(code, "failed on purpose"));
    }
    let id = format!("wechat-{}", world.fresh());
    world.receive(&key, Message::new(id, Side::Business, world.now, content));
    Ok(errcode::ok())
}

fn recipient(world: &World, account: &str, body: &Value) -> Result<ChatKey, Errcode> {
    let person = world.person_at(account, text(body, "/touser")).ok_or_else(Errcode::openid)?;
    let key = ChatKey::new(account, &person);
    match world.chats.get(&key) {
        Some(chat) if chat.blocked => Err(Errcode::new(43_004, "require subscribe")),
        _ => Ok(key),
    }
}

/// One of the messages that the person's last deed allows.
fn spend(world: &mut World, key: &ChatKey) -> Result<(), Errcode> {
    let now = world.now;
    let wrote_at = world.chats.get(key).and_then(|chat| chat.wrote_at);
    let account = world.accounts.get_mut(&key.account).ok_or_else(Errcode::token)?;
    let note = format!("{LEFT}{}", key.person);
    let right = account.note(&note, now).and_then(Right::read).filter(|right| right.is_open(wrote_at, now));
    let right = right
        .ok_or_else(|| Errcode::new(45_015, "response out of time limit or subscription is canceled"))?;
    let less = right.spent().ok_or_else(|| Errcode::new(45_047, "out of response count limit"))?;
    account.remember(&note, less.write(), None);
    Ok(())
}

fn content(world: &World, account: &str, kind: &str, of: &Value) -> Result<Content, Errcode> {
    match kind {
        "text" => {
            let said = text(of, "/content");
            match said.len() {
                0 => Err(Errcode::new(44_004, "empty content")),
                length if length > MAX_TEXT => Err(Errcode::new(45_002, "content size out of limit")),
                _ => Ok(Content::text(said)),
            }
        }
        "image" | "voice" | "video" => {
            let id = text(of, "/media_id");
            let stored = files::find(world, account, id)?;
            let kind = files::kind(kind).ok_or_else(|| Errcode::new(40_008, "invalid message type"))?;
            Ok(Content::picture(Picture::stored(id, kind, stored.name.clone()), text(of, "/title")))
        }
        "msgmenu" => menu(of),
        "news" => news(of),
        _ => Err(Errcode::new(40_008, "invalid message type")),
    }
}

/// Words that can be tapped, under one another.
fn menu(of: &Value) -> Result<Content, Errcode> {
    let rows: Vec<MenuRow> = of
        .get("list")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|row| MenuRow {
            id: text(row, "/id").to_owned(),
            title: text(row, "/content").to_owned(),
            text: String::new(),
            section: String::new(),
        })
        .collect();
    if rows.is_empty() || rows.iter().any(|row| row.id.is_empty() || row.title.is_empty()) {
        return Err(Errcode::new(47_001, "data format error"));
    }
    let buttons: Vec<Button> = rows.iter().map(|row| Button::reply(&row.id, &row.title)).collect();
    let (head, tail) = (text(of, "/head_content"), text(of, "/tail_content"));
    // Few fit under the bubble; more open as a list.
    let few = buttons.len() <= 4;
    Ok(Content {
        text: head.to_owned(),
        footer: tail.to_owned(),
        buttons: if few { buttons } else { Vec::new() },
        menu: (!few).then(|| Menu { label: "…".to_owned(), rows }),
        ..Content::default()
    })
}

/// One article; more are refused since 2018.
fn news(of: &Value) -> Result<Content, Errcode> {
    match of.get("articles").and_then(Value::as_array).map(Vec::as_slice) {
        Some([article]) => Ok(Content {
            header: text(article, "/title").to_owned(),
            text: text(article, "/description").to_owned(),
            buttons: vec![Button::link(text(article, "/title"), text(article, "/url"))],
            ..Content::default()
        }),
        _ => Err(Errcode::new(45_008, "article size out of limit")),
    }
}

pub(super) fn typing(world: &mut World, account: &str, call: &Call) -> Result<Answer, Errcode> {
    let body = call.json().ok_or_else(|| Errcode::new(47_001, "data format error"))?;
    let key = recipient(world, account, &body)?;
    let until = match text(&body, "/command") {
        "Typing" => Some(world.now.plus(TYPING)),
        "CancelTyping" => None,
        _ => return Err(Errcode::new(45_080, "invalid typing command")),
    };
    world.chat(&key).typing_until = until;
    Ok(errcode::ok())
}
