//! One message of an end user (…/webhooks/reference/messages).

use super::sender::{is_number, of_message, phone, sender};
use crate::address::{Address, EventId};
use crate::choice;
use crate::inbound::{Deed, Did, Inbound, Media, MediaKind, Said, Sender, What};
use crate::link;
use crate::meta::fields::{address, at, event_of, list, said, text, unread};
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// What a message turns out to be.
enum Read {
    Said(What, Option<String>),
    Did(Deed),
}

pub(super) fn read(value: &Value, message: &Value, now: Timestamp) -> Inbound {
    if !message.is_object() {
        return unread("malformed", message);
    }
    if text(message, "/group_id").is_some() {
        return unread("group", message);
    }
    let kind = text(message, "/type").unwrap_or_default();
    if kind == "system" {
        return system(message, now);
    }
    let Some(from) = of_message(value, message) else { return unread("nobody", message) };
    let event = event(message);
    let at = at(message, "/timestamp", now);
    match content(&kind, message) {
        Read::Did(deed) => Inbound::Did(Did { event, from, at, deed }),
        Read::Said(what, link) => {
            let (id, reply_to) = (text(message, "/id"), text(message, "/context/id"));
            Inbound::Said(Said { event, from, at, id, reply_to, link, what })
        }
    }
}

fn event(message: &Value) -> EventId {
    text(message, "/id").map_or_else(
        || event_of("message", message.to_string().as_bytes()),
        |id| EventId::of(&["message", &id]),
    )
}

fn content(kind: &str, message: &Value) -> Read {
    let found = match kind {
        "text" => text(message, "/text/body").and_then(|body| words(&body)),
        "image" | "audio" | "video" | "document" | "sticker" | "voice" => file(kind, message),
        "location" => location(message).map(what),
        "contacts" => contacts(message).map(what),
        "reaction" => reaction(message),
        "button" => pressed(message, "/button/payload", "/button/text"),
        "interactive" => interactive(message),
        "request_welcome" => Some(Read::Did(Deed::Opened { link: None })),
        "edit" => edit(message),
        "revoke" => text(message, "/revoke/original_message_id").map(|of| Read::Did(Deed::Unsent { of })),
        _ => None,
    };
    found.unwrap_or_else(|| {
        let kind = if kind.is_empty() { "unknown" } else { kind };
        Read::Said(What::Unsupported { kind: kind.chars().take(64).collect() }, None)
    })
}

const fn what(text: MessageText) -> Read {
    Read::Said(What::Text(text), None)
}

/// A text without the code of a link that may stand in it; nothing but a code opens the talk.
fn words(body: &str) -> Option<Read> {
    let (rest, link) = link::strip(body);
    match (MessageText::fitted(&rest), link) {
        (Some(text), link) => Some(Read::Said(What::Text(text), link)),
        (None, Some(link)) => Some(Read::Did(Deed::Opened { link: Some(link) })),
        (None, None) => None,
    }
}

fn file(kind: &str, message: &Value) -> Option<Read> {
    let file = message.get(kind)?;
    let media = Media {
        handle: text(file, "/id")?,
        kind: match kind {
            "image" => MediaKind::Image,
            "audio" | "voice" => MediaKind::Audio,
            "video" => MediaKind::Video,
            "sticker" => MediaKind::Sticker,
            _ => MediaKind::File,
        },
        name: text(file, "/filename"),
        media_type: text(file, "/mime_type"),
    };
    let (caption, link) = text(file, "/caption").map_or((None, None), |caption| {
        let (rest, link) = link::strip(&caption);
        (MessageText::fitted(&rest), link)
    });
    Some(Read::Said(What::Media { media: vec![media], caption }, link))
}

fn location(message: &Value) -> Option<MessageText> {
    let (latitude, longitude) = (text(message, "/location/latitude")?, text(message, "/location/longitude")?);
    let called: Vec<String> =
        ["/location/name", "/location/address"].iter().filter_map(|at| text(message, at)).collect();
    let called = called.join(", ");
    let place = format!("📍 {called}");
    let place = place.trim_end();
    MessageText::fitted(&format!("{place}\nhttps://maps.google.com/?q={latitude},{longitude}"))
}

/// One card a paragraph: a name, then numbers and addresses.
fn contacts(message: &Value) -> Option<MessageText> {
    let cards = list(message, "/contacts").iter().map(|card| {
        let name = text(card, "/name/formatted_name").or_else(|| text(card, "/org/company"));
        let phones = list(card, "/phones").iter().filter_map(|phone| text(phone, "/phone"));
        let mails = list(card, "/emails").iter().filter_map(|mail| text(mail, "/email"));
        let lines: Vec<String> =
            name.map(|name| format!("👤 {name}")).into_iter().chain(phones).chain(mails).collect();
        lines.join("\n")
    });
    MessageText::fitted(&cards.collect::<Vec<_>>().join("\n\n"))
}

fn reaction(message: &Value) -> Option<Read> {
    let of = text(message, "/reaction/message_id")?;
    Some(Read::Did(Deed::Reacted { of, emoji: text(message, "/reaction/emoji") }))
}

/// A button of ours says which option of which message it is; one of a template says its words.
fn pressed(message: &Value, payload_at: &str, label_at: &str) -> Option<Read> {
    let payload = text(message, payload_at).unwrap_or_default();
    let label = said(message, label_at);
    let Some((of, option)) = choice::read(&payload) else {
        return Some(what(label.or_else(|| MessageText::fitted(&payload))?));
    };
    let label = label.or_else(|| MessageText::fitted(option))?;
    Some(Read::Said(What::Chosen { message: of, option: option.to_owned(), label }, None))
}

fn interactive(message: &Value) -> Option<Read> {
    match text(message, "/interactive/type")?.as_str() {
        "button_reply" => pressed(message, "/interactive/button_reply/id", "/interactive/button_reply/title"),
        "list_reply" => pressed(message, "/interactive/list_reply/id", "/interactive/list_reply/title"),
        "nfm_reply" => form(message).map(what),
        _ => None,
    }
}

/// A filled-in form of Meta's: `name: value`, a line each; what has no plain value is left out.
fn form(message: &Value) -> Option<MessageText> {
    let response = text(message, "/interactive/nfm_reply/response_json")?;
    let answers: Value = serde_json::from_str(&response).ok()?;
    let lines: Vec<String> = answers
        .as_object()?
        .iter()
        .filter(|(name, _)| *name != "flow_token")
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some(format!("{name}: {text}")),
            Value::Number(_) | Value::Bool(_) => Some(format!("{name}: {value}")),
            _ => None,
        })
        .collect();
    MessageText::fitted(&lines.join("\n")).or_else(|| said(message, "/interactive/nfm_reply/body"))
}

/// Of numbers that are used with the app on a phone as well.
fn edit(message: &Value) -> Option<Read> {
    let of = text(message, "/edit/original_message_id")?;
    let new = message.pointer("/edit/message")?;
    let kind = text(new, "/type").unwrap_or_default();
    let text = said(new, "/text/body").or_else(|| said(new, &format!("/{kind}/caption")))?;
    Some(Read::Did(Deed::Edited { of, text }))
}

/// Somebody has another number or another business-scoped id. There is no list of contacts beside it, and what was
/// before may stand in words only.
fn system(message: &Value, now: Timestamp) -> Inbound {
    let kind = text(message, "/system/type").unwrap_or_default();
    if !kind.ends_with("changed_number") && !kind.ends_with("changed_user_id") {
        return unread(&format!("system.{kind}"), message);
    }
    let number = address(message, "/system/wa_id").or_else(|| address(message, "/system/new_wa_id"));
    let user_id = address(message, "/system/user_id");
    let Some(mut from) = before(message) else { return unread("nobody", message) };
    // A person known by the number stays so, unless there is something better to know them by.
    let Some(to) = user_id.or_else(|| number.clone()) else { return unread("nowhere", message) };
    if let Some(number) = number {
        from.phone = phone(&number);
        from.aliases.extend(Some(number).filter(|number| *number != to));
    }
    let (event, at) = (event(message), at(message, "/timestamp", now));
    Inbound::Did(Did { event, from, at, deed: Deed::Moved { to } })
}

fn before(message: &Value) -> Option<Sender> {
    let in_words = text(message, "/system/body").as_deref().and_then(changed_from);
    let (words_number, words_id) = match in_words {
        Some(id) if is_number(id.as_str()) => (Some(id), None),
        other => (None, other),
    };
    let user_id = address(message, "/from_user_id")
        .or_else(|| address(message, "/system/previous_user_id"))
        .or(words_id);
    let number = address(message, "/from").or(words_number);
    sender(user_id, None, number)
}

/// The id in `User Ana changed from US.77 to US.78`.
fn changed_from(body: &str) -> Option<Address> {
    let (_, rest) = body.rsplit_once(" changed from ")?;
    let (old, _) = rest.split_once(" to ")?;
    let old = old.trim();
    let one_word = !old.is_empty() && !old.contains(char::is_whitespace);
    one_word.then(|| Address::new(old.trim_start_matches('+')).ok()).flatten()
}
