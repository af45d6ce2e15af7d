//! Sending: by a reply token, which works once and for a minute, or as a push, which counts and takes a retry key.

use super::message;
use super::refusal::LineError;
use crate::call::{Answer, Call};
use crate::json::text;
use crate::world::{ChatKey, Content, Message, Side, World};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// Messages in one request.
const TOGETHER: usize = 5;
/// Pushes of a month; each counts once, however many messages it has.
const QUOTA: u32 = 500;
const MONTH: Span = Span::days(30);
/// How long a retry key is known.
const KEY: Span = Span::days(1);
/// How long a reply token works.
pub(super) const REPLY: Span = Span::seconds(60);

pub(super) fn reply(world: &mut World, account: &str, call: &Call) -> Result<Answer, LineError> {
    if !call.header("x-line-retry-key").is_empty() {
        return Err(LineError::new(400, "Retry key is not supported by this API"));
    }
    let body = call.json().ok_or_else(not_json)?;
    let contents = contents(&body)?;
    let note = format!("reply:{}", text(&body, "/replyToken"));
    let now = world.now;
    let found = world.accounts.get_mut(account).ok_or_else(LineError::token)?;
    let person = found.note(&note, now).map(str::to_owned).ok_or_else(LineError::reply_token)?;
    found.forget(&note);
    let sent = show(world, &ChatKey::new(account, &person), contents);
    Ok(Answer::json(200, &json!({ "sentMessages": sent })))
}

pub(super) fn push(world: &mut World, account: &str, call: &Call) -> Result<Answer, LineError> {
    let body = call.json().ok_or_else(not_json)?;
    let contents = contents(&body)?;
    let to = body.get("to").and_then(Value::as_str).ok_or_else(|| LineError::of("to", "May not be empty"))?;
    let person = world.person_at(account, to).ok_or_else(LineError::recipient)?;
    let key = call.header("x-line-retry-key");
    if !key.is_empty() && !is_uuid(key) {
        return Err(LineError::new(400, "Invalid retry key"));
    }
    let (note, now, request) = (format!("key:{key}"), world.now, world.fresh());
    let found = world.accounts.get_mut(account).ok_or_else(LineError::token)?;
    if let Some(before) = found.note(&note, now).filter(|_| !key.is_empty()) {
        let (request, sent) = before.split_once(' ').unwrap_or_default();
        let sent = serde_json::from_str(sent).unwrap_or(Value::Null);
        return Err(LineError::again(request.to_owned(), sent));
    }
    let used = found.note("pushed", now).and_then(|count| count.parse().ok()).unwrap_or(0);
    if used >= QUOTA {
        return Err(LineError::monthly());
    }
    found.count("pushed", now, now.plus(MONTH));
    let sent = show(world, &ChatKey::new(account, &person), contents);
    if let Some(found) = world.accounts.get_mut(account).filter(|_| !key.is_empty()) {
        let sent = Value::from(sent.clone());
        found.remember(&note, format!("sandbox-{request} {sent}"), Some(now.plus(KEY)));
    }
    Ok(Answer::json(200, &json!({ "sentMessages": sent })))
}

fn not_json() -> LineError {
    LineError::new(400, "The request body could not be parsed as JSON")
}

fn contents(body: &Value) -> Result<Vec<Content>, LineError> {
    let messages = body["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    if messages.is_empty() || messages.len() > TOGETHER {
        return Err(LineError::of("messages", "Size must be between 1 and 5"));
    }
    messages
        .iter()
        .enumerate()
        .map(|(place, message)| message::read(message, &format!("messages[{place}]")))
        .collect()
}

/// On the phone of whoever did not block the account; LINE does not tell which of the two it was.
fn show(world: &mut World, key: &ChatKey, contents: Vec<Content>) -> Vec<Value> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    contents
        .into_iter()
        .map(|content| {
            let id = world.fresh().to_string();
            let sent = json!({ "id": id, "quoteToken": format!("quote-{id}") });
            if !blocked {
                world.receive(key, Message::new(id, Side::Business, world.now, content));
            }
            sent
        })
        .collect()
}

/// `POST /v2/bot/message/validate/…`
pub(super) fn validate(call: &Call) -> Result<Answer, LineError> {
    contents(&call.json().ok_or_else(not_json)?)?;
    Ok(Answer::json(200, &json!({})))
}

pub(super) fn quota() -> Answer {
    Answer::json(200, &json!({ "type": "limited", "value": QUOTA }))
}

pub(super) fn consumption(world: &World, account: &str) -> Answer {
    let account = world.accounts.get(account);
    let used = account.and_then(|account| account.note("pushed", world.now)?.parse::<u32>().ok());
    Answer::json(200, &json!({ "totalUsage": used.unwrap_or(0) }))
}

fn is_uuid(key: &str) -> bool {
    let parts: Vec<&str> = key.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.concat().chars().all(|digit| digit.is_ascii_hexdigit())
}
