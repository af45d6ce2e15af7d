//! What people do in the app, as webhooks tell it; and how far a message of the business got.

use super::{files, user_id};
use crate::act::{Act, NotOffered};
use crate::json::{put, put_in};
use crate::queue::Class;
use crate::world::{
    Account, Button, ChatKey, Content, MediaKind, Message, Picture, Side, State, Stored, World,
};
use serde_json::{Value, json};

/// One change of a webhook around an item.
pub(super) fn change(account: &Account, item: &Value) -> Value {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": account.setting("display_phone_number"),
            "phone_number_id": account.setting("phone_number_id"),
        },
    });
    for (name, part) in item.as_object().into_iter().flatten() {
        put(&mut value, name, part.clone());
    }
    json!({ "field": "messages", "value": value })
}

/// The number of the person, where the provider tells it, and the business-scoped id.
pub(super) fn names(world: &World, key: &ChatKey) -> (Option<String>, String) {
    let found = world.persons.get(&key.person).zip(world.accounts.get(&key.account));
    found.map_or((None, String::new()), |(person, account)| {
        // Whoever has a username need not tell the number.
        let number = person.username.is_none().then(|| person.digits().to_owned());
        (number, user_id(account, person))
    })
}

fn seconds(world: &World) -> String {
    (world.now.millis() / 1_000).to_string()
}

fn contact(world: &World, key: &ChatKey) -> Value {
    let (number, user) = names(world, key);
    let person = world.persons.get(&key.person);
    let mut contact = json!({ "profile": { "name": person.map(|person| &person.name) }, "user_id": user });
    if let Some(username) = person.and_then(|person| person.username.as_deref()) {
        put_in(&mut contact, "/profile", "username", username);
    }
    if let Some(number) = number {
        put(&mut contact, "wa_id", number);
    }
    contact
}

/// A message of that type as webhooks write it, and its id.
fn message(world: &mut World, key: &ChatKey, kind: &str, of: Value) -> (String, Value) {
    let id = format!("wamid.SBX{:015X}", world.fresh());
    let (number, user) = names(world, key);
    let mut message = json!({ "from_user_id": user, "id": id, "timestamp": seconds(world), "type": kind });
    put(&mut message, kind, of);
    if let Some(number) = number {
        put(&mut message, "from", number);
    }
    (id, message)
}

fn tell(world: &mut World, key: &ChatKey, message: Value) {
    let item = json!({ "contacts": [contact(world, key)], "messages": [message] });
    world.emit(key, Class::Message, item);
}

/// Shows what the person sent and tells it.
fn say(world: &mut World, key: &ChatKey, kind: &str, of: Value, content: Content, reply_to: Option<String>) {
    let (id, mut told) = message(world, key, kind, of);
    if let Some(target) = &reply_to {
        let account = world.accounts.get(&key.account);
        let from = account.map(|account| account.setting("display_phone_number").to_owned());
        put(&mut told, "context", json!({ "from": from, "id": target }));
    }
    let shown =
        Message { reply_to, state: State::Delivered, ..Message::new(id, Side::Person, world.now, content) };
    world.say(key, shown);
    tell(world, key, told);
}

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        Act::Leave => world.chat(key).blocked = true,
        Act::Return => world.chat(key).blocked = false,
        Act::Read => read(world, key),
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Text { text, reply_to } => {
            let content = Content::text(&text);
            say(world, key, "text", json!({ "body": text }), content, reply_to);
        }
        Act::Media { media, kind, caption } => send_media(world, key, &media, kind, &caption)?,
        Act::Sticker { name } => send_sticker(world, key, &name)?,
        Act::Place(place) => {
            let of = json!(place);
            say(world, key, "location", of, Content { place: Some(place), ..Content::default() }, None);
        }
        Act::Press { message, button } => press(world, key, message, &button)?,
        Act::React { message: target, emoji } => {
            let target_shown = world.chat(key).message_mut(&target).ok_or(NotOffered::NO_MESSAGE)?;
            target_shown.reaction.clone_from(&emoji);
            let of = json!({ "message_id": target, "emoji": emoji.unwrap_or_default() });
            let (_, told) = message(world, key, "reaction", of);
            tell(world, key, told);
        }
        Act::Number { phone } => new_number(world, key, &phone),
        Act::Other { kind } => {
            let (id, mut told) = message(world, key, "unsupported", json!({ "type": kind }));
            let error = json!({ "code": 131_051, "title": "Message type unknown", "message": "Message type unknown",
                "error_data": { "details": "Message type is currently not supported." } });
            put(&mut told, "errors", json!([error]));
            world.say(key, Message::new(id, Side::Person, world.now, Content::text(&format!("[{kind}]"))));
            tell(world, key, told);
        }
        Act::Start | Act::Edit { .. } | Act::Unsend { .. } | Act::Typing => return Err(NotOffered::HERE),
    }
    Ok(())
}

fn read(world: &mut World, key: &ChatKey) {
    let quiet = world.chats.get(key).is_none_or(|chat| chat.unread == 0);
    if quiet {
        return;
    }
    let chat = world.chat(key);
    chat.unread = 0;
    for message in chat.reach(State::Read) {
        status(world, key, &message, "read");
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
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    let mut of = json!({ "id": media, "mime_type": stored.media_type, "sha256": files::hash(&stored) });
    let word = match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Sticker => "sticker",
        MediaKind::File => "document",
    };
    if !caption.is_empty() {
        put(&mut of, "caption", caption);
    }
    match kind {
        MediaKind::File => put(&mut of, "filename", stored.name.as_deref().unwrap_or("file")),
        MediaKind::Audio => put(&mut of, "voice", true),
        MediaKind::Sticker => put(&mut of, "animated", false),
        MediaKind::Image | MediaKind::Video => {}
    }
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), caption);
    world.media.keep(media, stored);
    say(world, key, word, of, content, None);
    Ok(())
}

fn send_sticker(world: &mut World, key: &ChatKey, name: &str) -> Result<(), NotOffered> {
    let media = crate::stickers::put(world, name).ok_or(NotOffered::NO_MEDIA)?;
    send_media(world, key, &media, MediaKind::Sticker, "")
}

fn press(world: &mut World, key: &ChatKey, target: String, button: &str) -> Result<(), NotOffered> {
    let chat = world.chats.get(key);
    let shown = chat.and_then(|chat| chat.message(&target)).ok_or(NotOffered::NO_MESSAGE)?;
    let pressed: Button = shown.content.button(button).ok_or(NotOffered::NO_MESSAGE)?;
    let row = shown.content.menu.iter().flat_map(|menu| &menu.rows).find(|row| row.id == button).cloned();
    let (kind, of) = match row {
        _ if shown.kind == "template" => ("button", json!({ "payload": pressed.id, "text": pressed.label })),
        Some(row) => {
            let mut reply = json!({ "id": row.id, "title": row.title });
            if !row.text.is_empty() {
                put(&mut reply, "description", row.text);
            }
            ("interactive", json!({ "type": "list_reply", "list_reply": reply }))
        }
        None => {
            let reply = json!({ "id": pressed.id, "title": pressed.label });
            ("interactive", json!({ "type": "button_reply", "button_reply": reply }))
        }
    };
    say(world, key, kind, of, Content::text(&pressed.label), Some(target));
    Ok(())
}

/// The person moves to another number, which the provider tells everybody whom they wrote to.
fn new_number(world: &mut World, key: &ChatKey, phone: &str) {
    let Some(mut person) = world.persons.get(&key.person).cloned() else { return };
    let old = person.digits().to_owned();
    phone.clone_into(&mut person.phone);
    let new = person.digits().to_owned();
    let body = format!("User {} changed from {old} to {new}", person.name);
    crate::people::add(world, person);
    let of = json!({ "type": "user_changed_number", "body": body, "wa_id": new });
    let (_, mut told) = message(world, key, "system", of);
    put(&mut told, "from", old);
    world.emit(key, Class::Other, json!({ "messages": [told] }));
}

/// A status of a message that the business did not give a reference.
pub(super) fn plain_status(world: &World, key: &ChatKey, id: &str, word: &str) -> Value {
    let (number, user) = names(world, key);
    let mut status = json!({ "id": id, "status": word, "timestamp": seconds(world),
        "recipient_user_id": user });
    if let Some(number) = number {
        put(&mut status, "recipient_id", number);
    }
    json!({ "statuses": [status] })
}

fn status_of(world: &World, key: &ChatKey, message: &Message, word: &str) -> Value {
    let mut item = plain_status(world, key, &message.id, word);
    if let Some(reference) = &message.reference {
        put_in(&mut item, "/statuses/0", "biz_opaque_callback_data", reference.as_str());
    }
    item
}

pub(super) fn status(world: &mut World, key: &ChatKey, message: &Message, word: &str) {
    let mut item = status_of(world, key, message, word);
    if word != "read" {
        let category = if message.kind == "template" { "utility" } else { "service" };
        let pricing = json!({ "billable": category != "service", "pricing_model": "PMP", "category": category,
            "type": if category == "service" { "free_customer_service" } else { "regular" } });
        put_in(&mut item, "/statuses/0", "pricing", pricing);
    }
    world.emit(key, Class::Receipt, item);
}

/// It was taken, and never got to the phone.
pub(super) fn refused(world: &mut World, key: &ChatKey, message: &Message, error: (&str, &str, &str)) {
    let (code, title, details) = error;
    let mut item = status_of(world, key, message, "failed");
    let code = code.parse::<u64>().unwrap_or(131_000);
    let error = json!({ "code": code, "title": title, "message": title,
        "error_data": { "details": details },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/" });
    put_in(&mut item, "/statuses/0", "errors", json!([error]));
    world.emit(key, Class::Receipt, item);
}

/// The same for one that the phone shows already, which it then takes back.
pub(super) fn failed(world: &mut World, key: &ChatKey, id: &str, error: (&str, &str, &str)) {
    let Some(message) = world.chats.get(key).and_then(|chat| chat.message(id)).cloned() else { return };
    world.chat(key).messages.retain(|message| message.id != id);
    refused(world, key, &message, error);
}
