//! What people do in the app, as the Activity API tells it.

use super::manage::{profile, wants};
use crate::act::{Act, NotOffered};
use crate::json::{put, put_in};
use crate::people::scoped_digits;
use crate::queue::Class;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Side, State, Stored, World};
use serde_json::{Value, json};

/// Who writes, to whom, and the writer's profile.
fn names(world: &World, key: &ChatKey) -> Option<(String, String, Value)> {
    let (account, person) = (world.accounts.get(&key.account)?, world.persons.get(&key.person)?);
    let user = scoped_digits(account, person, 15);
    Some((user, account.setting("user_id").to_owned(), profile(account, person)))
}

fn tell(world: &mut World, key: &ChatKey, kind: &str, mut payload: Value) {
    let Some((user, me, profile)) = names(world, key) else { return };
    if !wants(world, &key.account, kind) {
        return;
    }
    let mut users = json!({});
    put(&mut users, &user, json!({ "data": profile }));
    put(&mut payload, "users", users);
    let event = json!({ "data": { "event_uuid": format!("-{}", world.fresh()), "event_type": kind,
        "filter": { "user_id": me }, "tag": "dm", "payload": payload } });
    let class = match kind {
        "dm.received" => Class::Message,
        "dm.read" => Class::Receipt,
        _ => Class::Other,
    };
    world.emit(key, class, event);
}

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        // X tells nobody.
        Act::Leave => world.chat(key).blocked = true,
        Act::Return => world.chat(key).blocked = false,
        Act::Read => read(world, key),
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Text { text, reply_to: None } => say(world, key, &text, None, Content::text(&text)),
        Act::Media { media, kind, caption } => send_media(world, key, &media, kind, &caption)?,
        Act::Typing => {
            let of = short(world, key).ok_or(NotOffered::HERE)?;
            let payload = json!({ "direct_message_indicate_typing_events": [of] });
            tell(world, key, "dm.indicate_typing", payload);
        }
        Act::Other { kind } => {
            let attachment = json!({ "type": kind });
            say(world, key, "", Some(attachment), Content::text(&format!("[{kind}]")));
        }
        _ => return Err(NotOffered::HERE),
    }
    Ok(())
}

/// An event that has no id.
fn short(world: &World, key: &ChatKey) -> Option<Value> {
    let (user, me, _) = names(world, key)?;
    Some(json!({ "created_timestamp": world.now.millis().to_string(), "sender_id": user,
        "target": { "recipient_id": me } }))
}

fn read(world: &mut World, key: &ChatKey) {
    let quiet = world.chats.get(key).is_none_or(|chat| chat.unread == 0);
    if quiet {
        return;
    }
    let chat = world.chat(key);
    chat.unread = 0;
    let last = chat.reach(State::Read).last().map(|message| message.id.clone());
    if let Some((mut of, last)) = short(world, key).zip(last) {
        put(&mut of, "last_read_event_id", last);
        tell(world, key, "dm.read", json!({ "direct_message_mark_read_events": [of] }));
    }
}

fn send_media(
    world: &mut World,
    key: &ChatKey,
    media: &str,
    kind: MediaKind,
    caption: &str,
) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    if kind != MediaKind::Image {
        return Err(NotOffered::HERE);
    }
    let number = media.parse::<u64>().unwrap_or(0);
    let of = json!({ "id": number, "id_str": media, "type": "photo", "url": "https://t.co/sandbox",
        "media_url_https": "" });
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), caption);
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    world.media.keep(media, stored);
    let words = format!("{caption} https://t.co/sandbox");
    say(world, key, words.trim(), Some(json!({ "type": "media", "media": of })), content);
    Ok(())
}

/// Shows what the person sent and tells it, with the three signs that X escapes.
fn say(world: &mut World, key: &ChatKey, words: &str, attachment: Option<Value>, content: Content) {
    let id = world.fresh().to_string();
    world.say(key, Message::new(id.clone(), Side::Person, world.now, content));
    let Some((user, me, _)) = names(world, key) else { return };
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let entities = json!({ "hashtags": [], "symbols": [], "user_mentions": [], "urls": [] });
    let mut message = json!({ "type": "message_create", "id": id, "created_timestamp": world.now.millis().to_string(),
        "message_create": { "target": { "recipient_id": me }, "sender_id": user,
            "message_data": { "text": escaped, "entities": entities } } });
    if let Some(mut attachment) = attachment {
        let media = crate::json::text(&attachment, "/media/id_str").to_owned();
        if !media.is_empty() {
            let url = format!("https://ton.x.com/1.1/ton/data/dm/{id}/{media}/sandbox.jpg");
            put_in(&mut attachment, "/media", "media_url_https", url);
        }
        put_in(&mut message, "/message_create/message_data", "attachment", attachment);
    }
    tell(world, key, "dm.received", json!({ "direct_message_events": [message] }));
}
