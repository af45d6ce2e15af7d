//! What an event says: the envelope of the X Activity API (docs.x.com/x-api/activity) around that of the older
//! Account Activity API, or the latter alone.

use super::{message, user};
use crate::account::Account;
use crate::address::{Address, EventId};
use crate::inbound::{Deed, Did, Inbound, Item, Receipt, Said, Sender, Subject, What};
use crate::item::{facts, list, moment, number, text, unread, unreadable, word};
use crate::signature::sha1_hex;
use bytes::Bytes;
use frontdesk_model::message::Delivery;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// What is told of a person, in the words of both interfaces.
const FACTS: &[&str] = &[
    "id",
    "username",
    "screen_name",
    "name",
    "profile_image_url",
    "profile_image_url_https",
    "location",
    "description",
    "url",
    "verified",
    "protected",
    "followers_count",
];

const MESSAGES: &str = "direct_message_events";
const READS: &str = "direct_message_mark_read_events";
const TYPING: &str = "direct_message_indicate_typing_events";
/// Of the older envelope: what is no list of events.
const ABOUT: [&str; 5] = ["for_user_id", "users", "apps", "user_has_blocked", "is_blocked_by"];

/// The account that an envelope is for, and who is spoken of in it.
struct Envelope<'a> {
    me: String,
    users: &'a Value,
    now: Timestamp,
}

pub(super) fn parse(account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
    let Ok(envelope) = serde_json::from_slice::<Value>(body) else {
        return vec![unreadable(body, "not_json")];
    };
    let items = match envelope.get("data") {
        Some(Value::Array(events)) => events.iter().flat_map(|event| activity(account, event, now)).collect(),
        Some(event) => activity(account, event, now),
        None => old(account, &envelope, now),
    };
    if items.is_empty() { vec![unreadable(body, "no_event")] } else { items }
}

fn item(me: &str, inbound: Inbound, raw: &Value) -> Item {
    Item { account: Some(me.to_owned()), inbound, raw: Bytes::from(raw.to_string()) }
}

/// The id of an event that has none: the same bytes give the same one.
fn summed(kind: &str, raw: &Value) -> EventId {
    EventId::of(&[kind, &sha1_hex(&[raw.to_string().as_bytes()])])
}

fn activity(account: &Account, event: &Value, now: Timestamp) -> Vec<Item> {
    let payload = event.get("payload").unwrap_or(&Value::Null);
    let me = word(event, "/filter/user_id").unwrap_or_else(|| user(account).to_owned());
    let envelope = Envelope { me, users: payload.get("users").unwrap_or(&Value::Null), now };
    let items = events(&envelope, payload);
    if !items.is_empty() {
        return items;
    }
    let kind = text(event, "/event_type").unwrap_or("unknown");
    let id =
        word(event, "/event_uuid").map_or_else(|| summed("event", event), |id| EventId::of(&["event", &id]));
    let inbound = match kind {
        "chat.received" => encrypted(&envelope, payload, id.clone()).unwrap_or_else(|| unread(id, kind)),
        _ => unread(id, kind),
    };
    vec![item(&envelope.me, inbound, event)]
}

/// Somebody wrote what only the app can decipher: that they did is all that can be shown.
fn encrypted(envelope: &Envelope<'_>, payload: &Value, event: EventId) -> Option<Inbound> {
    let writer = word(payload, "/sender_id").filter(|writer| *writer != envelope.me)?;
    let from = sender(envelope, &writer)?;
    let what = What::Unsupported { kind: "chat.received".to_owned() };
    let said = Said { event, from, at: envelope.now, id: None, reply_to: None, link: None, what };
    Some(Inbound::Said(said))
}

fn old(account: &Account, body: &Value, now: Timestamp) -> Vec<Item> {
    let me = word(body, "/for_user_id").unwrap_or_else(|| user(account).to_owned());
    let envelope = Envelope { me, users: body.get("users").unwrap_or(&Value::Null), now };
    let mut items = events(&envelope, body);
    let others = body.as_object().into_iter().flatten();
    for (name, value) in others.filter(|(name, _)| !is_read(name)) {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        items.extend(values.iter().map(|raw| item(&envelope.me, unread(summed(name, raw), name), raw)));
    }
    items
}

fn is_read(name: &str) -> bool {
    [MESSAGES, READS, TYPING].contains(&name) || ABOUT.contains(&name)
}

/// Each on its own; what lacks something it needs is kept unread.
fn events(envelope: &Envelope<'_>, lists: &Value) -> Vec<Item> {
    type Reader = fn(&Envelope<'_>, &Value) -> Option<Inbound>;
    let readers: [(&str, Reader); 3] = [(MESSAGES, direct), (READS, read), (TYPING, typing)];
    let mut items = Vec::new();
    for (name, reader) in readers {
        for raw in list(lists, &format!("/{name}")) {
            let inbound = reader(envelope, raw).unwrap_or_else(|| unread(summed(name, raw), name));
            items.push(item(&envelope.me, inbound, raw));
        }
    }
    items
}

fn sender(envelope: &Envelope<'_>, id: &str) -> Option<Sender> {
    let mut sender = Sender::new(Address::new(id).ok()?);
    if let Some(person) = envelope.users.get(id) {
        let person = person.get("data").unwrap_or(person);
        sender.name = text(person, "/name").map(str::to_owned);
        sender.facts = facts(person, FACTS);
    }
    Some(sender)
}

fn at(envelope: &Envelope<'_>, raw: &Value) -> Timestamp {
    moment(number(raw, "/created_timestamp"), envelope.now)
}

fn direct(envelope: &Envelope<'_>, raw: &Value) -> Option<Inbound> {
    let id = word(raw, "/id")?;
    let event = EventId::of(&["dm", &id]);
    let kind = text(raw, "/type").unwrap_or("unknown");
    if kind != "message_create" {
        return Some(unread(event, kind));
    }
    let writer = word(raw, "/message_create/sender_id")?;
    if writer == envelope.me {
        return Some(unread(event, "echo"));
    }
    if word(raw, "/message_create/target/recipient_id").is_some_and(|to| to != envelope.me) {
        return Some(unread(event, "message_for_others"));
    }
    let from = sender(envelope, &writer)?;
    let (what, link) = message::what(&id, raw.pointer("/message_create/message_data")?);
    let at = at(envelope, raw);
    match (what, link) {
        (None, link @ Some(_)) => Some(Inbound::Did(Did { event, from, at, deed: Deed::Opened { link } })),
        (what, link) => {
            let what = what.unwrap_or_else(|| What::Unsupported { kind: "empty".to_owned() });
            Some(Inbound::Said(Said { event, from, at, id: Some(id), reply_to: None, link, what }))
        }
    }
}

/// Everything until then has been read.
fn read(envelope: &Envelope<'_>, raw: &Value) -> Option<Inbound> {
    let reader = word(raw, "/sender_id")?;
    let event = summed("read", raw);
    if reader == envelope.me {
        return Some(unread(event, "echo"));
    }
    let of = Subject::UpTo { to: Address::new(&reader).ok()?, at: at(envelope, raw) };
    Some(Inbound::Receipt(Receipt { event, of, delivery: Delivery::Read }))
}

fn typing(envelope: &Envelope<'_>, raw: &Value) -> Option<Inbound> {
    let writer = word(raw, "/sender_id")?;
    let event = summed("typing", raw);
    if writer == envelope.me {
        return Some(unread(event, "echo"));
    }
    let did = Did { event, from: sender(envelope, &writer)?, at: at(envelope, raw), deed: Deed::Typing };
    Some(Inbound::Did(did))
}
