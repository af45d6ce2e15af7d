//! What an update says (core.telegram.org/bots/api#update). A webhook holds one.

use super::message;
use crate::address::{Address, EventId};
use crate::choice;
use crate::inbound::{Deed, Did, Inbound, Item, Said, Sender, What};
use crate::item::{facts, list, moment, number, said, text, unread, unreadable, word};
use bytes::Bytes;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// In a sender's memo: the button that was pressed last.
pub(super) const CALLBACK: &str = "callback_query_id";
/// The updates that are asked for; what else comes is kept unread.
pub(super) const UPDATES: [&str; 5] =
    ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"];

/// One kind of update: whose it is, and what follows from it; `None` for what lacks what it needs.
type Reader = fn(&Value, EventId, Timestamp) -> Option<Inbound>;

pub(super) fn update(body: &Bytes, now: Timestamp) -> Item {
    let Ok(update) = serde_json::from_slice::<Value>(body) else { return unreadable(body, "not_json") };
    let Some(id) = number(&update, "/update_id") else { return unreadable(body, "no_update_id") };
    let event = EventId::of(&["update", &id.to_string()]);
    let kind = kind(&update);
    let read: Option<Reader> = match kind {
        "message" => Some(message),
        "edited_message" => Some(edited),
        "callback_query" => Some(pressed),
        "my_chat_member" => Some(membership),
        "message_reaction" => Some(reaction),
        _ => None,
    };
    let item = update.get(kind).unwrap_or(&Value::Null);
    let inbound = read.and_then(|read| read(item, event.clone(), now));
    let inbound = inbound.unwrap_or_else(|| unread(event, kind));
    Item { account: None, inbound, raw: body.clone() }
}

/// The one field beside the number.
fn kind(update: &Value) -> &str {
    let names = update.as_object().map(|fields| fields.keys());
    names.and_then(|mut names| names.find(|name| *name != "update_id")).map_or("empty", String::as_str)
}

/// What a message is called all over: numbers of messages count in their chat.
pub(super) fn message_id(chat: &str, message: &Value, at: &str) -> Option<String> {
    Some(format!("{chat}:{}", word(message, at)?))
}

/// `user`, as the writer of something in `chat`; `None` in groups, which are nobody's talk with us.
fn sender(item: &Value, chat: &str, user: &str) -> Option<Sender> {
    let chat = item.pointer(chat).filter(|chat| text(chat, "/type") == Some("private"))?;
    let user = item.pointer(user)?;
    let mut sender = Sender::new(Address::new(&word(chat, "/id")?).ok()?);
    sender.name = name(user);
    sender.locale = text(user, "/language_code").map(str::to_owned);
    sender.facts = facts(user, &["id", "username", "first_name", "last_name", "language_code", "is_premium"]);
    Some(sender)
}

/// First and last name, where there are both.
pub(super) fn name(user: &Value) -> Option<String> {
    let names = [text(user, "/first_name"), text(user, "/last_name")];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// Telegram's times are in seconds.
fn at(item: &Value, pointer: &str, now: Timestamp) -> Timestamp {
    moment(number(item, pointer).map(|seconds| seconds.saturating_mul(1_000)), now)
}

fn message(item: &Value, event: EventId, now: Timestamp) -> Option<Inbound> {
    let Some(mut from) = sender(item, "/chat", "/from") else { return Some(unread(event, "group_message")) };
    let at = at(item, "/date", now);
    if let Some(start) = text(item, "/text").and_then(message::start) {
        if !start.is_empty() {
            from.facts.insert("start".to_owned(), start.chars().take(64).collect());
        }
        let link = crate::link::is_code(start).then(|| start.to_ascii_uppercase());
        return Some(Inbound::Did(Did { event, from, at, deed: Deed::Opened { link } }));
    }
    if let Some(service) = message::service(item) {
        return Some(unread(event, service));
    }
    if word(item, "/contact/user_id").is_some_and(|id| Some(id) == word(item, "/from/id")) {
        from.phone = text(item, "/contact/phone_number").and_then(crate::item::phone);
    }
    let chat = from.address.as_str().to_owned();
    let id = message_id(&chat, item, "/message_id");
    let reply_to = message_id(&chat, item, "/reply_to_message/message_id");
    let what = message::what(item);
    Some(Inbound::Said(Said { event, from, at, id, reply_to, link: None, what }))
}

/// A text, or what stands beside a file. Places that move are told anew each few seconds: they are nobody's words.
fn edited(item: &Value, event: EventId, now: Timestamp) -> Option<Inbound> {
    let from = sender(item, "/chat", "/from")?;
    let text = said(item, "/text").or_else(|| said(item, "/caption"))?;
    let of = message_id(from.address.as_str(), item, "/message_id")?;
    let deed = Deed::Edited { of, text };
    Some(Inbound::Did(Did { event, from, at: at(item, "/edit_date", now), deed }))
}

/// A button under one of our messages; the press itself has no time.
fn pressed(item: &Value, event: EventId, now: Timestamp) -> Option<Inbound> {
    let mut from = sender(item, "/message/chat", "/from")?;
    from.memo.insert(CALLBACK.to_owned(), text(item, "/id")?.to_owned());
    let reply_to = message_id(from.address.as_str(), item, "/message/message_id");
    let data = text(item, "/data")?;
    let label = label(item, data).and_then(MessageText::fitted);
    let what = match (choice::read(data), label) {
        (Some((message, option)), label) => {
            let label = label.or_else(|| MessageText::fitted(option))?;
            What::Chosen { message, option: option.to_owned(), label }
        }
        (None, Some(label)) => What::Text(label),
        (None, None) => What::Unsupported { kind: "callback_query".to_owned() },
    };
    Some(Inbound::Said(Said { event, from, at: now, id: None, reply_to, link: None, what }))
}

/// What stands on the button that carries this.
fn label<'a>(item: &'a Value, data: &str) -> Option<&'a str> {
    let rows = list(item, "/message/reply_markup/inline_keyboard").iter();
    let mut buttons = rows.flat_map(|row| list(row, ""));
    text(buttons.find(|button| text(button, "/callback_data") == Some(data))?, "/text")
}

/// The end user blocked the bot, or took it back.
fn membership(item: &Value, event: EventId, now: Timestamp) -> Option<Inbound> {
    let from = sender(item, "/chat", "/from")?;
    let deed = match text(item, "/new_chat_member/status")? {
        "kicked" | "left" => Deed::Stopped,
        "member" | "administrator" | "creator" => Deed::Resumed,
        _ => return None,
    };
    Some(Inbound::Did(Did { event, from, at: at(item, "/date", now), deed }))
}

/// All reactions that somebody has on a message from now on; an emoji that Telegram draws itself has no character.
fn reaction(item: &Value, event: EventId, now: Timestamp) -> Option<Inbound> {
    let from = sender(item, "/chat", "/user")?;
    let of = message_id(from.address.as_str(), item, "/message_id")?;
    let emoji = list(item, "/new_reaction").first().map(|reaction| match text(reaction, "/type") {
        Some("emoji") => text(reaction, "/emoji").unwrap_or("❓").to_owned(),
        Some("paid") => "⭐".to_owned(),
        _ => "❓".to_owned(),
    });
    let deed = Deed::Reacted { of, emoji };
    Some(Inbound::Did(Did { event, from, at: at(item, "/date", now), deed }))
}
