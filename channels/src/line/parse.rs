//! Webhooks of LINE as items: one for each event, whatever is in the others.
//!
//! Talks with single people are taken. What is written in a group or a room is refused, because an answer there would
//! go to everybody in it; what else happens there is kept as unread. So are `standby` events: another module has the
//! talk.

use super::fields::text;
use super::{BOT_USER_ID, MARK_AS_READ_TOKEN, REPLY_TOKEN, REPLY_TOKEN_AT, message};
use crate::account::Account;
use crate::address::{Address, EventId};
use crate::choice;
use crate::inbound::{Alert, Deed, Did, Inbound, Item, Refused, Said, Sender, Unread, What};
use crate::link;
use crate::signature::sha1_hex;
use bytes::Bytes;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

const IN_A_GROUP: &str = "written in a group of LINE, where everybody would read the answer";

/// Only the borders of the events are looked for, so that a bad one ends at its own.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    destination: Option<&'a RawValue>,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

pub(super) fn parse(account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(body) else {
        return vec![Item { account: None, inbound: unread("body", body), raw: body.clone() }];
    };
    let destination = envelope.destination.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    // The secret is of one bot only, so that what it signed is for that bot; and what admins find as "your user ID" in
    // LINE's console is their own.
    let destination = destination.filter(|destination| account.setting(BOT_USER_ID) == destination);
    let item = |raw: &&RawValue| Item {
        account: destination.clone(),
        inbound: event(raw.get(), now),
        raw: Bytes::copy_from_slice(raw.get().as_bytes()),
    };
    envelope.events.iter().map(item).collect()
}

fn event(raw: &str, now: Timestamp) -> Inbound {
    let Ok(value) = serde_json::from_str::<Value>(raw) else { return unread("event", raw.as_bytes()) };
    let read = match alert(&value) {
        Some((code, text)) => {
            let event = event_id(id_of(&value), raw.as_bytes());
            return Inbound::Alert(Alert { event, code: code.to_owned(), text: text.to_owned() });
        }
        None if is_said_to_many(&value) => {
            let event = event_id(id_of(&value), raw.as_bytes());
            return Inbound::Refused(Refused { event, why: IN_A_GROUP });
        }
        None => Event::new(&value, raw, now).and_then(Event::read),
    };
    read.unwrap_or_else(|kind| unread(&kind, raw.as_bytes()))
}

/// Somebody wrote or pressed something where more than one person reads.
fn is_said_to_many(value: &Value) -> bool {
    matches!(text(value, "/source/type"), Some("group" | "room"))
        && matches!(text(value, "/type"), Some("message" | "postback"))
}

/// What LINE says of the account itself.
fn alert(value: &Value) -> Option<(&str, &'static str)> {
    let kind = text(value, "/type")?;
    let words = match kind {
        "botSuspended" => "LINE suspended this account: nothing is sent or received",
        "join" => "this account was added to a group: what is written there is not taken in",
        "botResumed" => "LINE took the suspension of this account back",
        "deactivated" => "another module took over this account",
        "activated" => "this module has the account again",
        _ => return None,
    };
    Some((kind, words))
}

fn id_of(value: &Value) -> Option<&str> {
    text(value, "/webhookEventId")
}

fn unread(kind: &str, raw: &[u8]) -> Inbound {
    Inbound::Unread(Unread { event: event_id(None, raw), kind: kind.chars().take(64).collect() })
}

/// LINE's `webhookEventId`, which redeliveries keep; of an event without one, the sum of its bytes.
fn event_id(given: Option<&str>, raw: &[u8]) -> EventId {
    match given {
        Some(given) => EventId::of(&["event", given]),
        None => EventId::of(&["raw", &sha1_hex(&[raw])]),
    }
}

/// What all events have.
struct Event<'a> {
    value: &'a Value,
    kind: &'a str,
    id: EventId,
    from: Sender,
    at: Timestamp,
}

impl<'a> Event<'a> {
    /// Or the word under which it is kept unread.
    fn new(value: &'a Value, raw: &str, now: Timestamp) -> Result<Self, String> {
        let kind = text(value, "/type").unwrap_or("event");
        let id = event_id(id_of(value), raw.as_bytes());
        let at = value.get("timestamp").and_then(Value::as_u64);
        // A fast clock of the provider must not reach into the future.
        let at = at.map_or(now, |millis| Timestamp::from_millis(millis).min(now));
        if text(value, "/mode") == Some("standby") {
            return Err(format!("standby {kind}"));
        }
        let from = sender(value, at).ok_or_else(|| kind.to_owned())?;
        Ok(Self { value, kind, id, from, at })
    }

    fn read(self) -> Result<Inbound, String> {
        match self.kind {
            "message" => self.message(),
            "postback" => self.postback(),
            "unsend" => self.unsend(),
            "follow" => Ok(self.follow()),
            "unfollow" => Ok(self.did(Deed::Stopped)),
            "accountLink" => self.account_link(),
            other => Err(other.to_owned()),
        }
    }

    fn message(self) -> Result<Inbound, String> {
        let message = self.value.get("message").ok_or("message")?;
        let id = text(message, "/id").map(str::to_owned);
        let reply_to = text(message, "/quotedMessageId").map(str::to_owned);
        if text(message, "/type") != Some("text") {
            let what = message::what(message);
            return Ok(self.said(id, reply_to, None, what));
        }
        let (kept, link) = link::strip(text(message, "/text").unwrap_or_default());
        Ok(match (MessageText::fitted(&kept), link) {
            (Some(text), link) => self.said(id, reply_to, link, What::Text(text)),
            (None, Some(code)) => self.did(Deed::Opened { link: Some(code) }),
            (None, None) => self.said(id, reply_to, None, What::Unsupported { kind: "text".to_owned() }),
        })
    }

    /// A button: one of ours carries its label after the payload, for LINE does not say what stood on it.
    fn postback(self) -> Result<Inbound, String> {
        let data = text(self.value, "/postback/data").ok_or("postback")?;
        let (payload, label) = data.split_once('\n').unwrap_or((data, ""));
        let picked = || {
            let params = self.value.pointer("/postback/params")?;
            ["datetime", "date", "time"].iter().find_map(|name| text(params, &format!("/{name}")))
        };
        let what = match choice::read(payload) {
            Some((message, option)) => {
                let label = MessageText::fitted(label).or_else(|| MessageText::fitted(option));
                let label = label.ok_or("postback")?;
                What::Chosen { message, option: option.to_owned(), label }
            }
            None => What::Text(MessageText::fitted(picked().unwrap_or(data)).ok_or("postback")?),
        };
        Ok(self.said(None, None, None, what))
    }

    fn unsend(self) -> Result<Inbound, String> {
        let of = text(self.value, "/unsend/messageId").ok_or("unsend")?.to_owned();
        Ok(self.did(Deed::Unsent { of }))
    }

    fn follow(self) -> Inbound {
        let again = self.value.pointer("/follow/isUnblocked") == Some(&Value::Bool(true));
        self.did(if again { Deed::Resumed } else { Deed::Opened { link: None } })
    }

    /// Our code went out as the nonce of LINE's own linking, and came back.
    fn account_link(self) -> Result<Inbound, String> {
        let nonce = text(self.value, "/link/nonce").filter(|nonce| link::is_code(nonce));
        match (text(self.value, "/link/result"), nonce.map(str::to_ascii_uppercase)) {
            (Some("ok"), Some(code)) => Ok(self.did(Deed::Opened { link: Some(code) })),
            _ => Err("accountLink".to_owned()),
        }
    }

    fn did(self, deed: Deed) -> Inbound {
        Inbound::Did(Did { event: self.id, from: self.from, at: self.at, deed })
    }

    fn said(self, id: Option<String>, reply_to: Option<String>, link: Option<String>, what: What) -> Inbound {
        Inbound::Said(Said { event: self.id, from: self.from, at: self.at, id, reply_to, link, what })
    }
}

/// Nobody for an event of a group, of a room, or of no user.
fn sender(value: &Value, at: Timestamp) -> Option<Sender> {
    if text(value, "/source/type") != Some("user") {
        return None;
    }
    let mut sender = Sender::new(Address::new(text(value, "/source/userId")?).ok()?);
    if let Some(token) = text(value, "/replyToken") {
        sender.memo.insert(REPLY_TOKEN.to_owned(), token.to_owned());
        sender.memo.insert(REPLY_TOKEN_AT.to_owned(), at.millis().to_string());
    }
    if let Some(token) = text(value, "/message/markAsReadToken") {
        sender.memo.insert(MARK_AS_READ_TOKEN.to_owned(), token.to_owned());
    }
    Some(sender)
}
