//! One event of a thread: which it is shows in which key it has.

use super::{Product, START, message};
use crate::address::{Address, EventId};
use crate::choice;
use crate::inbound::{Alert, Deed, Did, Inbound, Receipt, Said, Sender, Subject, What};
use crate::link;
use crate::meta::fields::{address, at, event_of, list, said, text, unread};
use frontdesk_model::message::{Delivery, MessageText};
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// What a referral tells of how somebody came.
const REFERRAL: &[&str] = &["ref", "source", "type", "ad_id", "referer_uri", "product"];

/// Who did something when, and what it is called as an event.
pub(super) struct Scene {
    pub(super) from: Address,
    pub(super) at: Timestamp,
    /// As it stands in the event, for ids.
    time: String,
}

impl Scene {
    pub(super) fn sender(&self, referral: Option<&Value>) -> Sender {
        let mut sender = Sender::new(self.from.clone());
        let told = |name: &&str| Some((format!("referral_{name}"), text(referral?, &format!("/{name}"))?));
        sender.facts = REFERRAL.iter().filter_map(told).collect();
        sender
    }

    /// An id for what has none of its own.
    pub(super) fn event(&self, kind: &str, of: &str) -> EventId {
        EventId::of(&[kind, of, self.from.as_str(), &self.time])
    }

    pub(super) fn did(&self, event: EventId, deed: Deed, referral: Option<&Value>) -> Inbound {
        Inbound::Did(Did { event, from: self.sender(referral), at: self.at, deed })
    }
}

/// Never nothing: what is no event of a thread is unread.
pub(crate) fn read(product: &Product, account: Option<&str>, event: &Value, now: Timestamp) -> Vec<Inbound> {
    let Some(from) = address(event, "/sender/id") else {
        return vec![if event.is_object() { unread("nobody", event) } else { unread("malformed", event) }];
    };
    if account == Some(from.as_str()) || event.pointer("/message/is_echo") == Some(&Value::Bool(true)) {
        return vec![message::echo(product, event)];
    }
    let time = text(event, "/timestamp").unwrap_or_default();
    let scene = Scene { from, at: at(event, "/timestamp", now), time };
    let read: fn(&Scene, &Value) -> Option<Vec<Inbound>> = match kind_of(event) {
        "message" => message::read,
        "postback" => |scene, event| one(postback(scene, event)),
        "referral" => |scene, event| one(referral(scene, event)),
        "optin" => |scene, event| one(optin(scene, event)),
        "delivery" => delivery,
        "read" => |scene, event| one(seen(scene, event)),
        "reaction" => |scene, event| one(reaction(scene, event)),
        "message_edit" => |scene, event| one(edit(scene, event)),
        "policy_enforcement" => |_, event| one(enforcement(event)),
        _ => |_, _| None,
    };
    read(&scene, event).unwrap_or_else(|| vec![unread(kind_of(event), event)])
}

fn one(inbound: Option<Inbound>) -> Option<Vec<Inbound>> {
    Some(vec![inbound?])
}

/// The key that says what it is.
fn kind_of(event: &Value) -> &str {
    let beside = ["sender", "recipient", "timestamp", "prior_message"];
    let keys = event.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str));
    keys.into_iter().find(|key| !beside.contains(key)).unwrap_or("malformed")
}

/// The code of a link, of whatever a referral carries.
fn code(referral: Option<&Value>) -> Option<String> {
    let given = text(referral?, "/ref")?;
    link::is_code(&given).then(|| given.to_ascii_uppercase())
}

/// A button of ours was pressed, or "Get started", or something that another tool has set.
fn postback(scene: &Scene, event: &Value) -> Option<Inbound> {
    let postback = event.get("postback").filter(|postback| postback.is_object())?;
    let referral = postback.get("referral");
    let id = text(postback, "/mid");
    let event = id.as_deref().map_or_else(
        || scene.event("postback", &text(postback, "/payload").unwrap_or_default()),
        |id| EventId::of(&["message", id]),
    );
    let payload = text(postback, "/payload").unwrap_or_default();
    let title = said(postback, "/title");
    if referral.is_some() || payload == START {
        return Some(scene.did(event, Deed::Opened { link: code(referral) }, referral));
    }
    let what = chosen(&payload, title.clone()).or_else(|| Some(What::Text(title?)))?;
    let from = scene.sender(referral);
    Some(Inbound::Said(Said { event, from, at: scene.at, id, reply_to: None, link: None, what }))
}

/// What a button of ours says when it is pressed; `None` for one of somebody else.
pub(super) fn chosen(payload: &str, label: Option<MessageText>) -> Option<What> {
    let (message, option) = choice::read(payload)?;
    let label = label.or_else(|| MessageText::fitted(option))?;
    Some(What::Chosen { message, option: option.to_owned(), label })
}

/// Somebody came to a thread that there was before, by a link or an advertisement.
fn referral(scene: &Scene, event: &Value) -> Option<Inbound> {
    let referral = event.get("referral").filter(|referral| referral.is_object())?;
    let id = scene.event("referral", &text(referral, "/ref").unwrap_or_default());
    Some(scene.did(id, Deed::Opened { link: code(Some(referral)) }, Some(referral)))
}

/// By a plug-in on a page of ours. Notifications that somebody wants are no talk.
fn optin(scene: &Scene, event: &Value) -> Option<Inbound> {
    let optin = event.get("optin").filter(|optin| optin.get("type").is_none())?;
    let id = scene.event("optin", &text(optin, "/ref").unwrap_or_default());
    Some(scene.did(id, Deed::Opened { link: code(Some(optin)) }, Some(optin)))
}

/// The messages that it names, and all that were sent before.
fn delivery(scene: &Scene, event: &Value) -> Option<Vec<Inbound>> {
    let named = list(event, "/delivery/mids").iter().filter_map(|id| {
        let id = text(id, "")?;
        let of = Subject::Theirs(EventId::new(id.clone()).ok()?);
        let event = EventId::of(&["delivery", &id]);
        Some(Inbound::Receipt(Receipt { event, of, delivery: Delivery::Delivered }))
    });
    let before = until(scene, event, "delivery", Delivery::Delivered);
    let receipts: Vec<Inbound> = named.chain(before).collect();
    (!receipts.is_empty()).then_some(receipts)
}

fn until(scene: &Scene, event: &Value, kind: &str, delivery: Delivery) -> Option<Inbound> {
    let watermark: u64 = text(event, &format!("/{kind}/watermark"))?.parse().ok()?;
    let of = Subject::UpTo { to: scene.from.clone(), at: Timestamp::from_millis(watermark) };
    let event = EventId::of(&[kind, scene.from.as_str(), &watermark.to_string()]);
    Some(Inbound::Receipt(Receipt { event, of, delivery }))
}

/// Messenger says until when all was read, Instagram which message.
fn seen(scene: &Scene, event: &Value) -> Option<Inbound> {
    let Some(id) = text(event, "/read/mid") else { return until(scene, event, "read", Delivery::Read) };
    let of = Subject::Theirs(EventId::new(id.clone()).ok()?);
    Some(Inbound::Receipt(Receipt { event: EventId::of(&["read", &id]), of, delivery: Delivery::Read }))
}

fn reaction(scene: &Scene, event: &Value) -> Option<Inbound> {
    let of = text(event, "/reaction/mid")?;
    let taken_back = text(event, "/reaction/action").as_deref() == Some("unreact");
    let named = || text(event, "/reaction/reaction").and_then(|word| emoji(&word));
    let emoji = text(event, "/reaction/emoji").or_else(named).filter(|_| !taken_back);
    let id = scene.event("reaction", &format!("{of}:{}", emoji.as_deref().unwrap_or_default()));
    Some(scene.did(id, Deed::Reacted { of, emoji }, None))
}

fn emoji(word: &str) -> Option<String> {
    let emoji = match word {
        "love" => "❤️",
        "like" | "yes" => "👍",
        "dislike" | "no" => "👎",
        "smile" | "haha" | "laugh" => "😆",
        "wow" => "😮",
        "sad" => "😢",
        "angry" => "😠",
        _ => return None,
    };
    Some(emoji.to_owned())
}

fn edit(scene: &Scene, event: &Value) -> Option<Inbound> {
    let of = text(event, "/message_edit/mid")?;
    let new = said(event, "/message_edit/text")?;
    let times = text(event, "/message_edit/num_edit").unwrap_or_default();
    let id = EventId::of(&["edit", &of, &times]);
    Some(scene.did(id, Deed::Edited { of, text: new }, None))
}

/// Meta took something from the page, or gave it back.
fn enforcement(event: &Value) -> Option<Inbound> {
    let action = text(event, "/policy_enforcement/action")?;
    let reason = text(event, "/policy_enforcement/reason").unwrap_or_default();
    let id = event_of("alert", event.to_string().as_bytes());
    let text = format!("{action}: {reason}");
    Some(Inbound::Alert(Alert { event: id, code: "policy_enforcement".to_owned(), text }))
}
