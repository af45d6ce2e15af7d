//! What people do in the app, as webhooks tell it; and what the account shows them in passing.

use super::account::user_of;
use super::message::SAYS;
use super::refusal::LineError;
use super::{files, send};
use crate::act::{Act, NotOffered};
use crate::call::{Answer, Call};
use crate::json::{put, text};
use crate::queue::Class;
use crate::world::{
    Button, ChatKey, Content, MediaKind, Message, Picture, Place, Side, State, Stored, World,
};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        Act::Start => follow(world, key, false),
        Act::Return => {
            world.chat(key).blocked = false;
            follow(world, key, true);
        }
        Act::Leave => {
            world.chat(key).blocked = true;
            tell(world, key, Class::Other, "unfollow", None, false);
        }
        Act::Read => world.chat(key).unread = 0,
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Text { text, reply_to } => {
            let mut of = json!({ "type": "text", "text": text });
            if let Some(target) = &reply_to {
                put(&mut of, "quotedMessageId", target.as_str());
            }
            say(world, key, of, Content::text(&text), reply_to);
        }
        Act::Media { media, kind, .. } => send_media(world, key, &media, kind)?,
        Act::Sticker { name } => send_sticker(world, key, &name)?,
        Act::Place(place) => send_place(world, key, place),
        Act::Press { message, button } => press(world, key, &message, &button)?,
        Act::Unsend { message } => unsend(world, key, &message)?,
        Act::Other { kind } => {
            let content = Content::text(&format!("[{kind}]"));
            say(world, key, json!({ "type": kind }), content, None);
        }
        Act::React { .. } | Act::Edit { .. } | Act::Typing | Act::Number { .. } => {
            return Err(NotOffered::HERE);
        }
    }
    Ok(())
}

/// A token by which this event can be answered once, within a minute.
fn reply_token(world: &mut World, key: &ChatKey) -> String {
    let token = format!("reply-{}", world.fresh());
    let until = world.now.plus(send::REPLY);
    if let Some(account) = world.accounts.get_mut(&key.account) {
        account.remember(&format!("reply:{token}"), key.person.as_str(), Some(until));
    }
    token
}

/// An event of that type, with its own part where it has one.
fn tell(
    world: &mut World,
    key: &ChatKey,
    class: Class,
    kind: &str,
    own: Option<(&str, Value)>,
    answerable: bool,
) {
    let mut event = json!({
        "type": kind,
        "mode": "active",
        "timestamp": world.now.millis(),
        "webhookEventId": format!("01SBX{:021}", world.fresh()),
        "deliveryContext": { "isRedelivery": false },
        "source": { "type": "user", "userId": user_of(world, key) },
    });
    if answerable {
        let token = reply_token(world, key);
        put(&mut event, "replyToken", token);
    }
    if let Some((name, part)) = own {
        put(&mut event, name, part);
    }
    world.emit(key, class, event);
}

fn follow(world: &mut World, key: &ChatKey, again: bool) {
    world.chat(key).started = true;
    tell(world, key, Class::Other, "follow", Some(("follow", json!({ "isUnblocked": again }))), true);
}

/// Shows what the person sent and tells it; gives its id.
fn say(
    world: &mut World,
    key: &ChatKey,
    mut of: Value,
    content: Content,
    reply_to: Option<String>,
) -> String {
    let id = world.fresh().to_string();
    put(&mut of, "id", id.as_str());
    put(&mut of, "quoteToken", format!("quote-{id}"));
    put(&mut of, "markAsReadToken", format!("read-{id}"));
    let message = Message { reply_to, ..Message::new(id.clone(), Side::Person, world.now, content) };
    world.say(key, message);
    tell(world, key, Class::Message, "message", Some(("message", of)), true);
    id
}

fn send_media(world: &mut World, key: &ChatKey, media: &str, kind: MediaKind) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    let provider = json!({ "type": "line" });
    let of = match kind {
        MediaKind::Image | MediaKind::Sticker => json!({ "type": "image", "contentProvider": provider }),
        MediaKind::Video => json!({ "type": "video", "duration": 4_000, "contentProvider": provider }),
        MediaKind::Audio => json!({ "type": "audio", "duration": 4_000, "contentProvider": provider }),
        MediaKind::File => json!({ "type": "file", "fileSize": stored.bytes.len(),
            "fileName": stored.name.as_deref().unwrap_or("file") }),
    };
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), "");
    let id = say(world, key, of, content, None);
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    world.media.keep(&files::of_message(&id), stored);
    Ok(())
}

/// Its picture is not part of the event: the account learns which one it was.
fn send_sticker(world: &mut World, key: &ChatKey, name: &str) -> Result<(), NotOffered> {
    let media = crate::stickers::put(world, name).ok_or(NotOffered::NO_MEDIA)?;
    let of = json!({ "type": "sticker", "packageId": "11537", "stickerId": "52002734",
        "stickerResourceType": "STATIC", "keywords": [name, "hello"] });
    let picture = Picture::stored(&media, MediaKind::Sticker, None);
    say(world, key, of, Content::picture(picture, ""), None);
    Ok(())
}

fn send_place(world: &mut World, key: &ChatKey, place: Place) {
    let mut of = json!({ "type": "location", "latitude": place.latitude, "longitude": place.longitude });
    for (name, value) in [("title", &place.name), ("address", &place.address)] {
        if !value.is_empty() {
            put(&mut of, name, value.as_str());
        }
    }
    say(world, key, of, Content { place: Some(place), ..Content::default() }, None);
}

/// A postback shows its text in the talk and is no message; the other kind of button is one.
fn press(world: &mut World, key: &ChatKey, target: &str, button: &str) -> Result<(), NotOffered> {
    let shown = world.chats.get(key).and_then(|chat| chat.message(target)).ok_or(NotOffered::NO_MESSAGE)?;
    let pressed: Button = shown.content.button(button).ok_or(NotOffered::NO_MESSAGE)?;
    if let Some(words) = pressed.id.strip_prefix(SAYS) {
        say(world, key, json!({ "type": "text", "text": words }), Content::text(words), None);
        return Ok(());
    }
    let id = world.fresh().to_string();
    let message = Message::new(id, Side::Person, world.now, Content::text(&pressed.label));
    world.say(key, message);
    tell(world, key, Class::Message, "postback", Some(("postback", json!({ "data": pressed.id }))), true);
    Ok(())
}

fn unsend(world: &mut World, key: &ChatKey, id: &str) -> Result<(), NotOffered> {
    let message = world.chat(key).message_mut(id).filter(|message| message.side == Side::Person);
    let message = message.ok_or(NotOffered::NO_MESSAGE)?;
    message.gone = true;
    message.content = Content::default();
    world.media.remove(&files::of_message(id));
    tell(world, key, Class::Other, "unsend", Some(("unsend", json!({ "messageId": id }))), false);
    Ok(())
}

/// `POST /v2/bot/chat/loading/start`: 5 to 60 seconds, in fives.
pub(super) fn loading(world: &mut World, account: &str, call: &Call) -> Result<Answer, LineError> {
    let body = call.json().unwrap_or(Value::Null);
    let seconds = body.get("loadingSeconds").map_or(Some(20), Value::as_u64);
    let seconds = seconds.filter(|seconds| (5..=60).contains(seconds) && seconds % 5 == 0);
    let seconds = seconds.ok_or_else(|| LineError::of("loadingSeconds", "Must be 5 to 60 in fives"))?;
    let person = world.person_at(account, text(&body, "/chatId"));
    let person = person.ok_or_else(|| LineError::of("chatId", "Invalid chatId"))?;
    let until = world.now.plus(Span::seconds(seconds));
    world.chat(&ChatKey::new(account, &person)).typing_until = Some(until);
    Ok(Answer::json(202, &json!({})))
}

/// `POST /v2/bot/chat/markAsRead`: everything up to that message counts as read.
pub(super) fn mark_as_read(world: &mut World, account: &str, call: &Call) -> Result<Answer, LineError> {
    let body = call.json().unwrap_or(Value::Null);
    let wrong = || LineError::new(400, "The markAsReadToken is invalid");
    let id = text(&body, "/markAsReadToken").strip_prefix("read-").ok_or_else(wrong)?;
    let holds = |(key, chat): &(&ChatKey, &crate::world::Chat)| {
        key.account == account && chat.message(id).is_some_and(|message| message.side == Side::Person)
    };
    let key = world.chats.iter().find(holds).map(|(key, _)| key.clone()).ok_or_else(wrong)?;
    let chat = world.chat(&key);
    let until = chat.messages.iter().position(|message| message.id == id).unwrap_or(0);
    let seen = chat.messages.iter_mut().take(until + 1).filter(|message| message.side == Side::Person);
    seen.for_each(|message| message.state = State::Read);
    Ok(Answer::json(200, &json!({})))
}
