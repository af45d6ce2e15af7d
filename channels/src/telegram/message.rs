//! What a message holds (core.telegram.org/bots/api#message).

use crate::inbound::{Media, MediaKind, What};
use crate::item::{list, phone, said, text, word};
use crate::plain::place;
use frontdesk_model::message::MessageText;
use serde_json::Value;

/// Fields that say something about a message and are none of it.
const ABOUT: &[&str] = &[
    "author_signature",
    "business_connection_id",
    "caption",
    "caption_entities",
    "chat",
    "date",
    "edit_date",
    "effect_id",
    "entities",
    "external_reply",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_origin",
    "forward_sender_name",
    "forward_signature",
    "from",
    "has_media_spoiler",
    "has_protected_content",
    "is_automatic_forward",
    "is_from_offline",
    "is_topic_message",
    "link_preview_options",
    "media_group_id",
    "message_id",
    "message_thread_id",
    "paid_star_count",
    "quote",
    "reply_markup",
    "reply_to_message",
    "reply_to_story",
    "sender_boost_count",
    "sender_business_bot",
    "sender_chat",
    "show_caption_above_media",
    "via_bot",
];

/// What Telegram itself puts into a talk; nobody said it.
const SERVICE: &[&str] = &[
    "boost_added",
    "chat_background_set",
    "connected_website",
    "delete_chat_photo",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "group_chat_created",
    "left_chat_member",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "pinned_message",
    "proximity_alert_triggered",
    "supergroup_chat_created",
    "video_chat_ended",
    "video_chat_participants_invited",
    "video_chat_scheduled",
    "video_chat_started",
    "write_access_allowed",
];

/// What the bot is started with; empty where that is nothing. `None` for any other text.
pub(super) fn start(text: &str) -> Option<&str> {
    let (command, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    let name = command.split('@').next().unwrap_or_default();
    (name == "/start").then_some(rest.trim())
}

pub(super) fn service(message: &Value) -> Option<&'static str> {
    SERVICE.iter().find(|name| message.get(name).is_some()).copied()
}

pub(super) fn what(message: &Value) -> What {
    if let Some(media) = media(message) {
        return What::Media { media: vec![media], caption: said(message, "/caption") };
    }
    let text = said(message, "/text").or_else(|| MessageText::fitted(&words(message)?));
    text.map_or_else(|| What::Unsupported { kind: kind(message) }, What::Text)
}

/// In Telegram's word for it.
fn kind(message: &Value) -> String {
    let names = message.as_object().into_iter().flat_map(|fields| fields.keys());
    let name = names.map(String::as_str).find(|name| !ABOUT.contains(name));
    name.unwrap_or("message").chars().take(64).collect()
}

fn media(message: &Value) -> Option<Media> {
    // The largest of a picture's sizes comes last.
    if let Some(photo) = list(message, "/photo").last() {
        return file(photo, MediaKind::Image, "image/jpeg");
    }
    if let Some(sticker) = message.get("sticker").filter(|sticker| is_still(sticker)) {
        return file(sticker, MediaKind::Sticker, "image/webp");
    }
    // An animation comes with a document that is the same file.
    let kinds = [
        ("animation", MediaKind::Video, "video/mp4"),
        ("video", MediaKind::Video, "video/mp4"),
        ("video_note", MediaKind::Video, "video/mp4"),
        ("voice", MediaKind::Audio, "audio/ogg"),
        ("audio", MediaKind::Audio, "audio/mpeg"),
        ("document", MediaKind::File, "application/octet-stream"),
    ];
    kinds.into_iter().find_map(|(name, kind, usual)| file(message.get(name)?, kind, usual))
}

fn file(file: &Value, kind: MediaKind, usual: &str) -> Option<Media> {
    let owned = |at| text(file, at).map(str::to_owned);
    Some(Media {
        handle: text(file, "/file_id")?.to_owned(),
        kind,
        name: owned("/file_name"),
        media_type: owned("/mime_type").or_else(|| Some(usual.to_owned())),
    })
}

/// Those that move are in formats that no browser shows.
fn is_still(sticker: &Value) -> bool {
    let is = |at| sticker.pointer(at).and_then(Value::as_bool).unwrap_or(false);
    !is("/is_animated") && !is("/is_video")
}

/// What can be said in words.
fn words(message: &Value) -> Option<String> {
    if let Some(venue) = message.get("venue") {
        let at = |at| word(venue, at);
        let name = |at| text(venue, at).unwrap_or_default();
        let (latitude, longitude) = (at("/location/latitude")?, at("/location/longitude")?);
        return Some(place(name("/title"), name("/address"), &latitude, &longitude));
    }
    if let Some(location) = message.get("location") {
        return Some(place("", "", &word(location, "/latitude")?, &word(location, "/longitude")?));
    }
    if let Some(contact) = message.get("contact") {
        let number =
            text(contact, "/phone_number").map(|number| phone(number).unwrap_or_else(|| number.to_owned()));
        let lines = super::parse::name(contact).into_iter().chain(number).collect::<Vec<_>>();
        return (!lines.is_empty()).then(|| format!("👤 {}", lines.join("\n")));
    }
    if let Some(dice) = message.get("dice") {
        return Some(format!("{} {}", text(dice, "/emoji")?, word(dice, "/value")?));
    }
    text(message, "/sticker/emoji").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_command_itself_starts() {
        for (said, with) in [
            ("/start", Some("")),
            (" /start  ABC ", Some("ABC")),
            ("/start@acme_bot ABC", Some("ABC")),
            ("/started ABC", None),
            ("please /start", None),
            ("", None),
        ] {
            assert_eq!(start(said), with, "{said}");
        }
    }
}
