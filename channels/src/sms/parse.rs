//! What Twilio posts: a message, or how far one of ours got (twilio.com/docs/messaging/guides/webhook-request).

use super::{PHONE_NUMBER, errors, service};
use crate::account::Account;
use crate::address::{Address, EventId};
use crate::choice;
use crate::form;
use crate::inbound::{Deed, Did, Inbound, Item, Media, MediaKind, Receipt, Said, Sender, Subject, What};
use crate::item::{phone, unread, unreadable};
use crate::link;
use crate::plain::place;
use bytes::Bytes;
use frontdesk_model::message::{Delivery, MessageText};
use frontdesk_model::time::Timestamp;
use std::collections::BTreeMap;

/// In the address that Twilio reports to: which message it speaks of.
pub(super) const MESSAGE: &str = "message";
pub(super) const CONVERSATION: &str = "conversation";

/// What is told of a writer.
const FACTS: [&str; 7] =
    ["FromCity", "FromState", "FromZip", "FromCountry", "ProfileName", "WaId", "ExternalUserId"];
/// As many as Twilio sends with one message.
const MAX_MEDIA: usize = 10;

struct Post {
    fields: BTreeMap<String, String>,
}

impl Post {
    /// The field, unless it is empty.
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

pub(super) fn parse(account: &Account, body: &Bytes, now: Timestamp) -> Vec<Item> {
    let post = Post { fields: form::read(body).into_iter().collect() };
    let Some(sid) = post.get("MessageSid").or_else(|| post.get("SmsSid")) else {
        return vec![unreadable(body, "no_message")];
    };
    let status = post.get("MessageStatus").filter(|status| *status != "received");
    let (ours, inbound) = match status {
        Some(status) => (post.get("From"), vec![receipt(&post, sid, status)]),
        None => (post.get("To"), message(&post, sid, now)),
    };
    let account = ours.and_then(|number| called(account, number));
    let item = |inbound| Item { account: account.clone(), inbound, raw: body.clone() };
    inbound.into_iter().map(item).collect()
}

/// Our number, as the admin wrote it. The numbers of a messaging service are all one account.
fn called(account: &Account, number: &str) -> Option<String> {
    let set = account.setting(PHONE_NUMBER);
    let is_ours = set == number || phone(set).is_some_and(|set| Some(set) == phone(number));
    match (service(account), is_ours) {
        (Some(_), _) => None,
        (None, true) => Some(set.to_owned()),
        (None, false) => Some(number.to_owned()),
    }
}

fn receipt(post: &Post, sid: &str, status: &str) -> Inbound {
    let event = EventId::of(&["status", &format!("{sid}:{status}")]);
    let delivery = match status {
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        "read" => Delivery::Read,
        "failed" | "undelivered" | "canceled" => {
            errors::of_status(post.get("ErrorCode").unwrap_or(status), post.get("ErrorMessage")).delivery()
        }
        "accepted" | "scheduled" | "queued" | "sending" | "partially_delivered" => Delivery::Queued,
        other => return unread(event, &format!("status {other}")),
    };
    let id = |name| post.get(name).unwrap_or_default();
    let of = match (id(CONVERSATION).parse(), id(MESSAGE).parse()) {
        (Ok(conversation), Ok(message)) => Subject::Ours { conversation, message },
        _ => match EventId::new(sid.to_owned()) {
            Ok(theirs) => Subject::Theirs(theirs),
            Err(_) => return unread(event, "status of no message"),
        },
    };
    Inbound::Receipt(Receipt { event, of, delivery })
}

fn message(post: &Post, sid: &str, now: Timestamp) -> Vec<Inbound> {
    let event = EventId::of(&["message", sid]);
    let Some(from) = post.get("From").and_then(|from| sender(post, from)) else {
        return vec![unread(event, "message of nobody")];
    };
    let deed = |deed| {
        let event = EventId::of(&["opt", sid]);
        Inbound::Did(Did { event, from: from.clone(), at: now, deed })
    };
    match post.get("OptOutType") {
        // Twilio takes no more messages for them, and has told them so.
        Some("STOP") => vec![deed(Deed::Stopped)],
        // A mere "yes" is such a word too, and may be the answer to a question.
        Some("START") => vec![deed(Deed::Resumed), said(post, sid, event, from.clone(), now)],
        _ => vec![said(post, sid, event, from, now)],
    }
}

fn said(post: &Post, sid: &str, event: EventId, from: Sender, at: Timestamp) -> Inbound {
    let (body, link) = link::strip(post.get("Body").unwrap_or_default());
    let what = what(post, &body);
    let opened = matches!(&what, What::Unsupported { .. }) && link.is_some();
    if opened {
        return Inbound::Did(Did { event, from, at, deed: Deed::Opened { link } });
    }
    let reply_to = post.get("OriginalRepliedMessageSid").map(str::to_owned);
    Inbound::Said(Said { event, from, at, id: Some(sid.to_owned()), reply_to, link, what })
}

/// Of a number, E.164; short numbers of companies have no such form.
fn sender(post: &Post, from: &str) -> Option<Sender> {
    let mut sender = Sender::new(Address::new(from).ok()?);
    sender.phone = phone(from.strip_prefix("whatsapp:").unwrap_or(from)).filter(|_| from.contains('+'));
    sender.name = post.get("ProfileName").map(str::to_owned);
    let fact = |name: &str| Some((name.to_owned(), post.get(name)?.to_owned()));
    sender.facts = FACTS.into_iter().filter_map(fact).collect();
    Some(sender)
}

fn what(post: &Post, body: &str) -> What {
    let text = MessageText::fitted(body);
    if let Some((message, option)) = post.get("ButtonPayload").and_then(choice::read) {
        let label = text.clone().or_else(|| MessageText::fitted(post.get("ButtonText")?));
        if let Some(label) = label.or_else(|| MessageText::fitted(option)) {
            return What::Chosen { message, option: option.to_owned(), label };
        }
    }
    let media = media(post);
    if !media.is_empty() {
        return What::Media { media, caption: text };
    }
    let place = || {
        let word = |name| post.get(name).unwrap_or_default();
        let (latitude, longitude) = (post.get("Latitude")?, post.get("Longitude")?);
        MessageText::fitted(&place(word("Label"), word("Address"), latitude, longitude))
    };
    match place().or(text) {
        Some(text) => What::Text(text),
        None => What::Unsupported { kind: post.get("MessageType").unwrap_or("empty").to_owned() },
    }
}

fn media(post: &Post) -> Vec<Media> {
    let count = post.get("NumMedia").and_then(|count| count.parse().ok()).unwrap_or(0_usize);
    let one = |number: usize| {
        let media_type = post.get(&format!("MediaContentType{number}")).map(str::to_owned);
        let kind = match media_type.as_deref().and_then(|kind| kind.split('/').next()) {
            Some("image") => MediaKind::Image,
            Some("audio") => MediaKind::Audio,
            Some("video") => MediaKind::Video,
            _ => MediaKind::File,
        };
        let handle = post.get(&format!("MediaUrl{number}"))?.to_owned();
        Some(Media { handle, kind, name: None, media_type })
    };
    (0..count.min(MAX_MEDIA)).filter_map(one).collect()
}
