//! What the bot sends and shows.

use super::parameters::Parameters;
use super::{done, events, refused, throttled, webhook};
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::{put, text as text_at};
use crate::world::{
    Button, ChatKey, Content, MediaKind, Message, Picture, Side, Stored, World, picture_type,
};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// Messages of a bot in a second, and in one chat: short bursts pass.
const RATE: u32 = 30;
const CHAT_BURST: u32 = 20;
const CHAT_SPAN: Span = Span::seconds(20);
const TYPING: Span = Span::seconds(5);
const TEXT_MAX: usize = 4_096;
const CAPTION_MAX: usize = 1_024;
const UPLOAD_MAX: usize = 50 * 1024 * 1024;
const PHOTO_MAX: usize = 10 * 1024 * 1024;
/// Bytes of what a button carries.
const DATA_MAX: usize = 64;

/// The chat that is meant.
fn chat_of(world: &World, account: &str, parameters: &Parameters) -> Result<ChatKey, Answer> {
    let id = parameters.text("chat_id");
    if id.is_empty() {
        return Err(refused(400, "Bad Request: chat_id is empty"));
    }
    let person = world.person_at(account, &id).ok_or_else(|| refused(400, "Bad Request: chat not found"))?;
    Ok(ChatKey::new(account, &person))
}

/// The same, where something may be sent: people have to begin, may block the bot, and are not to be flooded.
fn open_chat(
    world: &mut World,
    account: &str,
    call: &Call,
    parameters: &Parameters,
) -> Result<ChatKey, Answer> {
    let key = chat_of(world, account, parameters)?;
    let (started, blocked) =
        world.chats.get(&key).map_or((false, false), |chat| (chat.started, chat.blocked));
    let fails = world.faults.strike(account, &call.path, |fault| match fault {
        Fault::Fails { code } => Some(code.clone()),
        _ => None,
    });
    if let Some(code) = fails {
        return Err(super::named(&code));
    }
    if blocked {
        return Err(refused(403, "Forbidden: bot was blocked by the user"));
    }
    if !started {
        return Err(refused(403, "Forbidden: bot can't initiate conversation with a user"));
    }
    let now = world.now;
    let Some(account) = world.accounts.get_mut(account) else { return Err(refused(401, "Unauthorized")) };
    if account.count("rate", now, now.plus(Span::seconds(1))) > RATE {
        return Err(throttled(1));
    }
    if account.count(&format!("chat:{}", key.person), now, now.plus(CHAT_SPAN)) > CHAT_BURST {
        return Err(throttled(CHAT_SPAN.as_millis() / 1_000));
    }
    Ok(key)
}

pub(super) fn chat(world: &World, account: &str, parameters: &Parameters) -> Answer {
    match chat_of(world, account, parameters) {
        Ok(key) => {
            let mut chat = events::chat(world, &key);
            put(&mut chat, "accent_color_id", 1);
            put(&mut chat, "max_reaction_count", 11);
            done(chat)
        }
        Err(answer) => answer,
    }
}

pub(super) fn typing(world: &mut World, account: &str, parameters: &Parameters) -> Answer {
    let until = world.now.plus(TYPING);
    match chat_of(world, account, parameters) {
        Ok(_) if parameters.text("action").is_empty() => {
            refused(400, "Bad Request: wrong parameter action in request")
        }
        Ok(key) => {
            world.chat(&key).typing_until = Some(until);
            done(true)
        }
        Err(answer) => answer,
    }
}

/// A button spins until this; each press once.
pub(super) fn pressed(world: &mut World, account: &str, parameters: &Parameters) -> Answer {
    let note = format!("callback:{}", parameters.text("callback_query_id"));
    let now = world.now;
    let account = world.accounts.get_mut(account);
    match account.filter(|account| account.note(&note, now).is_some()) {
        Some(account) => {
            account.forget(&note);
            done(true)
        }
        None => {
            refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        }
    }
}

pub(super) fn text(world: &mut World, account: &str, call: &Call, parameters: &Parameters) -> Answer {
    let text = parameters.text("text");
    let key = match open_chat(world, account, call, parameters) {
        Ok(key) => key,
        Err(answer) => return answer,
    };
    if text.trim().is_empty() {
        return refused(400, "Bad Request: message text is empty");
    }
    if text.encode_utf16().count() > TEXT_MAX {
        return refused(400, "Bad Request: message is too long");
    }
    let keyboard = parameters.json("reply_markup");
    let buttons = match buttons(&keyboard) {
        Ok(buttons) => buttons,
        Err(answer) => return answer,
    };
    let entities = match entities(parameters, "entities", &text) {
        Ok(entities) => entities,
        Err(answer) => return answer,
    };
    let mut told = json!({ "text": text });
    if !entities.is_empty() {
        put(&mut told, "entities", entities.clone());
    }
    let content = Content { buttons, entities, ..Content::text(&text) };
    if !keyboard.is_null() {
        put(&mut told, "reply_markup", keyboard);
    }
    sent(world, &key, content, told)
}

/// How a text is set: of the kinds that a bot may send, within the text.
fn entities(parameters: &Parameters, field: &str, text: &str) -> Result<Vec<Value>, Answer> {
    const KINDS: [&str; 7] = ["bold", "italic", "underline", "strikethrough", "code", "pre", "text_link"];
    let given = parameters.json(field);
    let entities = given.as_array().cloned().unwrap_or_default();
    let units = u64::try_from(text.encode_utf16().count()).unwrap_or(u64::MAX);
    for entity in &entities {
        let kind = text_at(entity, "/type");
        let end = entity["offset"].as_u64().zip(entity["length"].as_u64()).map(|(at, length)| at + length);
        let fits = end.is_some_and(|end| end <= units);
        let leads = kind != "text_link" || text_at(entity, "/url").starts_with("http");
        if !KINDS.contains(&kind) || !fits || !leads {
            return Err(refused(400, "Bad Request: can't parse entities"));
        }
    }
    Ok(entities)
}

/// Buttons of an inline keyboard, row by row.
fn buttons(keyboard: &Value) -> Result<Vec<Button>, Answer> {
    let rows = keyboard["inline_keyboard"].as_array().map_or(&[][..], Vec::as_slice);
    let mut buttons = Vec::new();
    for button in rows.iter().flat_map(|row| row.as_array().map_or(&[][..], Vec::as_slice)) {
        let label = text_at(button, "/text");
        let (data, url) = (text_at(button, "/callback_data"), text_at(button, "/url"));
        if label.is_empty() {
            return Err(refused(400, "Bad Request: text buttons are unallowed in the inline keyboard"));
        }
        if data.len() > DATA_MAX || (data.is_empty() && url.is_empty()) {
            return Err(refused(400, "Bad Request: BUTTON_DATA_INVALID"));
        }
        buttons.push(if url.is_empty() { Button::reply(data, label) } else { Button::link(label, url) });
    }
    if buttons.len() > 100 {
        return Err(refused(400, "Bad Request: reply markup is too long"));
    }
    Ok(buttons)
}

pub(super) fn file(
    world: &mut World,
    account: &str,
    call: &Call,
    parameters: &Parameters,
    field: &str,
) -> Answer {
    let key = match open_chat(world, account, call, parameters) {
        Ok(key) => key,
        Err(answer) => return answer,
    };
    let Some(part) = parameters.file(field) else {
        return refused(400, &format!("Bad Request: there is no {field} in the request"));
    };
    let caption = parameters.text("caption");
    if caption.encode_utf16().count() > CAPTION_MAX {
        return refused(400, "Bad Request: message caption is too long");
    }
    if part.data.is_empty() {
        return refused(400, "Bad Request: file must be non-empty");
    }
    if part.data.len() > UPLOAD_MAX {
        return refused(413, "Request Entity Too Large");
    }
    if field == "photo" && part.data.len() > PHOTO_MAX {
        return refused(400, "Bad Request: file is too big for a photo");
    }
    // What the form says of it is of no consequence.
    let found = picture_type(&part.data);
    if field == "photo" && found.is_empty() {
        return refused(400, "Bad Request: IMAGE_PROCESS_FAILED");
    }
    let kind = match field {
        "photo" => MediaKind::Image,
        "video" | "animation" => MediaKind::Video,
        "audio" | "voice" => MediaKind::Audio,
        _ => MediaKind::File,
    };
    let media = world.fresh().to_string();
    let stored = Stored {
        bytes: part.data.clone(),
        media_type: if found.is_empty() { part.content_type.clone() } else { found.to_owned() },
        name: part.file_name.clone(),
        account: account.to_owned(),
        kept_at: world.now,
    };
    let entities = match entities(parameters, "caption_entities", &caption) {
        Ok(entities) => entities,
        Err(answer) => return answer,
    };
    let picture = Content::picture(Picture::stored(&media, kind, stored.name.clone()), &caption);
    let content = Content { entities, ..picture };
    let mut told = events::file(field, &media, &stored);
    if !caption.is_empty() {
        put(&mut told, "caption", caption);
    }
    world.media.keep(&media, stored);
    sent(world, &key, content, told)
}

/// Shows it on the phone, and says how it is called.
fn sent(world: &mut World, key: &ChatKey, content: Content, told: Value) -> Answer {
    let id = world.fresh();
    let mut message = json!({ "message_id": id, "date": world.now.millis() / 1_000,
        "chat": events::chat(world, key) });
    if let Some(account) = world.accounts.get(&key.account) {
        put(&mut message, "from", webhook::bot(account));
    }
    for (name, value) in told.as_object().into_iter().flatten() {
        put(&mut message, name, value.clone());
    }
    world.receive(key, Message::new(id.to_string(), Side::Business, world.now, content));
    done(message)
}
