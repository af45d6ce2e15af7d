//! The messages that end users send, by LINE's types.

use super::fields::{number, text};
use crate::inbound::{Media, MediaKind, What};
use crate::plain;
use frontdesk_model::message::MessageText;
use serde_json::Value;

/// As many words of a sticker are shown.
const STICKER_WORDS: usize = 3;

/// What was said with anything but a text; a type that is not known, or lacks what makes it one, is unsupported.
pub(super) fn what(message: &Value) -> What {
    let kind = text(message, "/type").unwrap_or("message");
    let read = match kind {
        "image" => media(message, MediaKind::Image),
        "video" => media(message, MediaKind::Video),
        "audio" => media(message, MediaKind::Audio),
        "file" => media(message, MediaKind::File),
        "location" => location(message),
        "sticker" => sticker(message),
        _ => None,
    };
    read.unwrap_or_else(|| What::Unsupported { kind: kind.chars().take(64).collect() })
}

/// The handle is the message's id, or an address where the file lies with somebody else (`contentProvider`).
fn media(message: &Value, kind: MediaKind) -> Option<What> {
    let elsewhere = text(message, "/contentProvider/type") == Some("external");
    let handle = text(message, if elsewhere { "/contentProvider/originalContentUrl" } else { "/id" })?;
    let name = text(message, "/fileName").map(str::to_owned);
    let media = vec![Media { handle: handle.to_owned(), kind, name, media_type: None }];
    Some(What::Media { media, caption: None })
}

fn location(message: &Value) -> Option<What> {
    let word = |pointer| text(message, pointer).unwrap_or_default();
    let (latitude, longitude) = (number(message, "/latitude")?, number(message, "/longitude")?);
    let place = plain::place(word("/title"), word("/address"), &latitude, &longitude);
    MessageText::fitted(&place).map(What::Text)
}

/// Its picture cannot be had by the interface: what the end user wrote on it, or what LINE says that it shows.
fn sticker(message: &Value) -> Option<What> {
    let shows = text(message, "/text").map(str::to_owned).or_else(|| {
        let words = message.get("keywords")?.as_array()?.iter().filter_map(Value::as_str);
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).take(STICKER_WORDS).collect();
        (!words.is_empty()).then(|| words.join(", "))
    })?;
    MessageText::fitted(&format!("🙂 {shows}")).map(What::Text)
}
