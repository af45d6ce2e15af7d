//! What people do in the app, as updates tell it.

use super::{KIND, files, webhook};
use crate::act::{Act, NotOffered};
use crate::json::put;
use crate::provider::Provider;
use crate::queue::Class;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Place, Side, Stored, World, picture_type};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// A press may be answered for so long.
const PRESS: Span = Span::minutes(10);

fn address(world: &World, key: &ChatKey) -> Option<u64> {
    let (account, person) = (world.accounts.get(&key.account)?, world.persons.get(&key.person)?);
    debug_assert_eq!(account.kind, KIND);
    super::Telegram.addresses(account, person).first()?.parse().ok()
}

fn named(world: &World, key: &ChatKey) -> Value {
    let mut named = json!({ "id": address(world, key) });
    if let Some(person) = world.persons.get(&key.person) {
        put(&mut named, "first_name", person.first_name());
        if !person.last_name().is_empty() {
            put(&mut named, "last_name", person.last_name());
        }
        if let Some(username) = &person.username {
            put(&mut named, "username", username.as_str());
        }
    }
    named
}

/// The chat with the bot is called as the person is.
pub(super) fn chat(world: &World, key: &ChatKey) -> Value {
    let mut chat = named(world, key);
    put(&mut chat, "type", "private");
    chat
}

fn user(world: &World, key: &ChatKey) -> Value {
    let mut user = named(world, key);
    put(&mut user, "is_bot", false);
    if let Some(person) = world.persons.get(&key.person) {
        put(&mut user, "language_code", person.language());
    }
    user
}

fn seconds(world: &World) -> u64 {
    world.now.millis() / 1_000
}

fn tell(world: &mut World, key: &ChatKey, kind: &str, item: Value) {
    if !webhook::wants(world, &key.account, kind) {
        return;
    }
    let mut update = json!({ "update_id": world.fresh() });
    put(&mut update, kind, item);
    let class = if kind == "message" { Class::Message } else { Class::Other };
    world.emit(key, class, update);
}

/// One as updates write it, of that number.
fn message(world: &World, key: &ChatKey, id: u64, of: &Value) -> Value {
    let mut message = json!({ "message_id": id, "date": seconds(world), "chat": chat(world, key),
        "from": user(world, key) });
    for (name, value) in of.as_object().into_iter().flatten() {
        put(&mut message, name, value.clone());
    }
    message
}

/// Shows what the person sent and tells it.
fn say(world: &mut World, key: &ChatKey, of: Value, content: Content, reply_to: Option<String>) {
    let id = world.fresh();
    let mut told = message(world, key, id, &of);
    if let Some(target) = reply_to.as_deref().and_then(|target| target.parse::<u64>().ok()) {
        let target = json!({ "message_id": target, "date": seconds(world), "chat": chat(world, key) });
        put(&mut told, "reply_to_message", target);
    }
    world.say(key, Message { reply_to, ..Message::new(id.to_string(), Side::Person, world.now, content) });
    tell(world, key, "message", told);
}

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        Act::Leave => membership(world, key, true),
        Act::Return => membership(world, key, false),
        Act::Read => world.chat(key).unread = 0,
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Start => {
            let start = world.chat(key).referral.take();
            let text = start.map_or_else(|| "/start".to_owned(), |start| format!("/start {start}"));
            say_text(world, key, &text, None);
        }
        Act::Text { text, reply_to } => say_text(world, key, &text, reply_to),
        Act::Media { media, kind, caption } => send_media(world, key, &media, kind, &caption)?,
        Act::Sticker { name } => {
            let media = crate::stickers::put(world, &name).ok_or(NotOffered::NO_MEDIA)?;
            send_media(world, key, &media, MediaKind::Sticker, "")?;
        }
        Act::Place(place) => send_place(world, key, place),
        Act::Press { message, button } => press(world, key, &message, &button)?,
        Act::React { message: target, emoji } => react(world, key, &target, emoji)?,
        Act::Edit { message: target, text } => edit(world, key, &target, &text)?,
        Act::Other { kind } => {
            let mut of = json!({});
            put(&mut of, &kind, json!({ "id": "1" }));
            say(world, key, of, Content::text(&format!("[{kind}]")), None);
        }
        Act::Unsend { .. } | Act::Typing | Act::Number { .. } => return Err(NotOffered::HERE),
    }
    Ok(())
}

fn say_text(world: &mut World, key: &ChatKey, text: &str, reply_to: Option<String>) {
    let mut of = json!({ "text": text });
    if text.starts_with('/') {
        let length = text.split_whitespace().next().map_or(0, |word| word.encode_utf16().count());
        put(&mut of, "entities", json!([{ "type": "bot_command", "offset": 0, "length": length }]));
    }
    say(world, key, of, Content::text(text), reply_to);
}

/// How an update names a file that is sent in that way.
pub(super) fn file(field: &str, media: &str, stored: &Stored) -> Value {
    let (size, name) = (stored.bytes.len(), stored.name.as_deref().unwrap_or("file"));
    let id = files::id(media);
    let file = json!({ "file_id": id, "file_unique_id": format!("u{media}"), "file_size": size });
    let with = |more: Value| {
        let mut file = file.clone();
        for (name, value) in more.as_object().into_iter().flatten() {
            put(&mut file, name, value.clone());
        }
        file
    };
    let kind = stored.media_type.as_str();
    let of = match field {
        "photo" => {
            let small = json!({ "file_id": format!("{id}-small"), "file_unique_id": "small", "width": 90,
                "height": 60 });
            json!([small, with(json!({ "width": 1280, "height": 853 }))])
        }
        "sticker" => with(json!({ "type": "regular", "width": 256, "height": 256, "is_animated": false,
            "is_video": false, "emoji": "👍" })),
        "video" | "animation" => {
            with(json!({ "width": 640, "height": 360, "duration": 3, "mime_type": kind, "file_name": name }))
        }
        "voice" => with(json!({ "duration": 3, "mime_type": kind })),
        "audio" => with(json!({ "duration": 3, "mime_type": kind, "file_name": name })),
        _ => with(json!({ "mime_type": kind, "file_name": name })),
    };
    let mut told = json!({});
    put(&mut told, field, of);
    told
}

fn send_media(
    world: &mut World,
    key: &ChatKey,
    media: &str,
    kind: MediaKind,
    caption: &str,
) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    let field = match kind {
        // What is shown as a picture is JPEG; the app makes it so, and this one cannot.
        MediaKind::Image if picture_type(&stored.bytes) == "image/jpeg" => "photo",
        MediaKind::Image => "document",
        MediaKind::Video => "video",
        MediaKind::Audio => "voice",
        MediaKind::Sticker => "sticker",
        MediaKind::File => "document",
    };
    let mut of = file(field, media, &stored);
    if !caption.is_empty() {
        put(&mut of, "caption", caption);
    }
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), caption);
    world.media.keep(media, stored);
    say(world, key, of, content, None);
    Ok(())
}

fn send_place(world: &mut World, key: &ChatKey, place: Place) {
    let location = json!({ "latitude": place.latitude, "longitude": place.longitude });
    let mut of = json!({ "location": location });
    if !place.name.is_empty() {
        let venue = json!({ "location": location, "title": place.name, "address": place.address });
        put(&mut of, "venue", venue);
    }
    say(world, key, of, Content { place: Some(place), ..Content::default() }, None);
}

fn press(world: &mut World, key: &ChatKey, target: &str, button: &str) -> Result<(), NotOffered> {
    let shown = world.chats.get(key).and_then(|chat| chat.message(target)).ok_or(NotOffered::NO_MESSAGE)?;
    shown.content.button(button).filter(|button| button.url.is_none()).ok_or(NotOffered::NO_MESSAGE)?;
    let row = |button: &crate::world::Button| match &button.url {
        Some(url) => json!([{ "text": button.label, "url": url }]),
        None => json!([{ "text": button.label, "callback_data": button.id }]),
    };
    let keyboard: Vec<Value> = shown.content.buttons.iter().map(row).collect();
    let text = shown.content.text.clone();
    let mut carrier = json!({ "message_id": target.parse::<u64>().unwrap_or(0), "date": seconds(world),
        "chat": chat(world, key), "text": text, "reply_markup": { "inline_keyboard": keyboard } });
    if let Some(account) = world.accounts.get(&key.account) {
        put(&mut carrier, "from", webhook::bot(account));
    }
    let id = world.fresh().to_string();
    let until = world.now.plus(PRESS);
    if let Some(account) = world.accounts.get_mut(&key.account) {
        account.remember(&format!("callback:{id}"), "open", Some(until));
    }
    let query = json!({ "id": id, "from": user(world, key), "chat_instance": "1", "message": carrier,
        "data": button });
    tell(world, key, "callback_query", query);
    Ok(())
}

fn react(world: &mut World, key: &ChatKey, target: &str, emoji: Option<String>) -> Result<(), NotOffered> {
    let shown = world.chat(key).message_mut(target).ok_or(NotOffered::NO_MESSAGE)?;
    let list = |emoji: &Option<String>| -> Vec<Value> {
        emoji.iter().map(|emoji| json!({ "type": "emoji", "emoji": emoji })).collect()
    };
    let (old, new) = (list(&shown.reaction), list(&emoji));
    shown.reaction = emoji;
    let of = json!({ "chat": chat(world, key), "message_id": target.parse::<u64>().unwrap_or(0),
        "user": user(world, key), "date": seconds(world), "old_reaction": old, "new_reaction": new });
    tell(world, key, "message_reaction", of);
    Ok(())
}

fn edit(world: &mut World, key: &ChatKey, target: &str, text: &str) -> Result<(), NotOffered> {
    let id = target.parse().map_err(|_| NotOffered::NO_MESSAGE)?;
    let shown = world.chat(key).message_mut(target).filter(|shown| shown.side == Side::Person);
    let shown = shown.ok_or(NotOffered::NO_MESSAGE)?;
    shown.content = Content::text(text);
    shown.edited = true;
    let now = seconds(world);
    let told = message(world, key, id, &json!({ "text": text, "edit_date": now }));
    tell(world, key, "edited_message", told);
    Ok(())
}

/// The person blocked the bot, or took it back.
fn membership(world: &mut World, key: &ChatKey, blocked: bool) {
    let before = std::mem::replace(&mut world.chat(key).blocked, blocked);
    if before == blocked {
        return;
    }
    let word = |blocked: bool| if blocked { "kicked" } else { "member" };
    let bot = world.accounts.get(&key.account).map(webhook::bot);
    let mut new = json!({ "user": bot, "status": word(blocked) });
    if blocked {
        put(&mut new, "until_date", 0);
    }
    let of = json!({ "chat": chat(world, key), "from": user(world, key), "date": seconds(world),
        "old_chat_member": { "user": bot, "status": word(before) }, "new_chat_member": new });
    tell(world, key, "my_chat_member", of);
}
