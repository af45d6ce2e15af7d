//! What people do in the app.

use super::events::{self, referral, tell};
use super::{Flavour, files, page};
use crate::act::{Act, NotOffered};
use crate::json::put;
use crate::queue::Class;
use crate::stickers;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Place, Side, State, Stored, World};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// How often a message may be edited.
const EDITS: u32 = 5;
/// What stands for a message where an opener is pressed.
pub(crate) const OPENER: &str = "opener";

pub(super) fn act(flavour: &Flavour, world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        Act::Leave => world.chat(key).blocked = true,
        Act::Return => world.chat(key).blocked = false,
        Act::Read => events::seen(flavour, world, key),
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Start => start(flavour, world, key)?,
        Act::Text { text, reply_to } => {
            let told = json!({ "text": text });
            say(flavour, world, key, told, Content::text(&text), reply_to);
        }
        Act::Media { media, kind, caption } => send_media(flavour, world, key, &media, kind, &caption)?,
        Act::Sticker { name } if flavour.is_messenger() => {
            let media = stickers::put(world, &name).ok_or(NotOffered::NO_MEDIA)?;
            send_media(flavour, world, key, &media, MediaKind::Sticker, "")?;
        }
        Act::Place(place) if flavour.is_messenger() => send_place(flavour, world, key, place),
        Act::Press { message, button } if message == OPENER => open_with(flavour, world, key, &button)?,
        Act::Press { message, button } => press(flavour, world, key, &message, &button)?,
        Act::React { message, emoji } => react(flavour, world, key, &message, emoji)?,
        Act::Edit { message, text } => edit(flavour, world, key, &message, text)?,
        Act::Unsend { message } if !flavour.is_messenger() => unsend(flavour, world, key, &message)?,
        Act::Other { kind } => other(flavour, world, key, &kind),
        Act::Sticker { .. } | Act::Place(_) | Act::Unsend { .. } | Act::Typing | Act::Number { .. } => {
            return Err(NotOffered::HERE);
        }
    }
    Ok(())
}

fn new_id(flavour: &Flavour, world: &mut World) -> String {
    format!("{}SBX{:015X}", flavour.prefix, world.fresh())
}

/// Shows what the person sent; with the first word a link's reference is lost, as it is at the provider.
fn show(world: &mut World, key: &ChatKey, id: &str, content: Content, reply_to: Option<String>) {
    world.chat(key).referral = None;
    let at = world.now;
    let message = Message {
        reply_to,
        state: State::Delivered,
        ..Message::new(id.to_owned(), Side::Person, at, content)
    };
    world.say(key, message);
}

fn say(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    mut told: Value,
    content: Content,
    reply_to: Option<String>,
) {
    let id = new_id(flavour, world);
    put(&mut told, "mid", id.as_str());
    if let Some(target) = &reply_to {
        put(&mut told, "reply_to", json!({ "mid": target }));
    }
    show(world, key, &id, content, reply_to);
    tell(flavour, world, key, "messages", Class::Message, ("message", told));
}

fn postback(flavour: &Flavour, world: &mut World, key: &ChatKey, title: &str, payload: &str) {
    let id = new_id(flavour, world);
    let mut part = json!({ "mid": id, "title": title, "payload": payload });
    if let Some(reference) = world.chat(key).referral.take() {
        put(&mut part, "referral", referral(flavour, &reference));
    }
    show(world, key, &id, Content::text(title), None);
    tell(flavour, world, key, "messaging_postbacks", Class::Message, ("postback", part));
}

/// The button that a new thread of a page with such a button shows instead of the field.
fn start(flavour: &Flavour, world: &mut World, key: &ChatKey) -> Result<(), NotOffered> {
    let payload = world.accounts.get(&key.account).and_then(|account| page::get_started(account, world));
    let payload = payload.filter(|_| flavour.is_messenger()).ok_or(NotOffered::HERE)?;
    postback(flavour, world, key, "Get Started", &payload);
    Ok(())
}

fn open_with(flavour: &Flavour, world: &mut World, key: &ChatKey, button: &str) -> Result<(), NotOffered> {
    let openers = world.accounts.get(&key.account).map(|account| page::openers(account, world));
    let opener = openers.into_iter().flatten().find(|opener| opener.id == button);
    let opener = opener.ok_or(NotOffered::NO_MESSAGE)?;
    postback(flavour, world, key, &opener.label, &opener.id);
    Ok(())
}

fn send_media(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    media: &str,
    kind: MediaKind,
    caption: &str,
) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    let word = match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::File => "file",
        MediaKind::Sticker => "sticker",
    };
    let mut payload = json!({ "url": files::address(flavour, world, media) });
    if kind == MediaKind::Sticker {
        // Not 369239263222822, which is the thumb beside the composer.
        put(&mut payload, "sticker_id", 100_000_000_000_007_u64);
    }
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), "");
    world.media.keep(media, stored);
    let told = json!({ "attachments": [{ "type": word, "payload": payload }] });
    say(flavour, world, key, told, content, None);
    // The app sends a caption as a message of its own.
    if !caption.is_empty() {
        say(flavour, world, key, json!({ "text": caption }), Content::text(caption), None);
    }
    Ok(())
}

fn send_place(flavour: &Flavour, world: &mut World, key: &ChatKey, place: Place) {
    let coordinates = json!({ "lat": place.latitude, "long": place.longitude });
    let told = json!({ "attachments": [{ "type": "location", "title": place.name,
        "payload": { "coordinates": coordinates } }] });
    say(flavour, world, key, told, Content { place: Some(place), ..Content::default() }, None);
}

fn press(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    target: &str,
    button: &str,
) -> Result<(), NotOffered> {
    let chat = world.chats.get(key);
    let shown = chat.and_then(|chat| chat.message(target)).ok_or(NotOffered::NO_MESSAGE)?;
    let pressed = shown.content.button(button).ok_or(NotOffered::NO_MESSAGE)?;
    if shown.content.quick.contains(&pressed) {
        let told = json!({ "text": pressed.label, "quick_reply": { "payload": pressed.id } });
        say(flavour, world, key, told, Content::text(&pressed.label), None);
    } else {
        postback(flavour, world, key, &pressed.label, &pressed.id);
    }
    Ok(())
}

fn react(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    target: &str,
    emoji: Option<String>,
) -> Result<(), NotOffered> {
    let shown = world.chat(key).message_mut(target).ok_or(NotOffered::NO_MESSAGE)?;
    shown.reaction.clone_from(&emoji);
    let mut part = json!({ "mid": target, "action": if emoji.is_some() { "react" } else { "unreact" } });
    if let Some(emoji) = emoji {
        let word = match emoji.as_str() {
            "❤️" => "love",
            "😂" => "smile",
            "😮" => "wow",
            "😢" => "sad",
            "👍" => "like",
            _ => "other",
        };
        put(&mut part, "reaction", word);
        put(&mut part, "emoji", emoji);
    }
    tell(flavour, world, key, "message_reactions", Class::Other, ("reaction", part));
    Ok(())
}

fn edit(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    target: &str,
    text: String,
) -> Result<(), NotOffered> {
    let mine = |message: &&Message| message.side == Side::Person;
    let chat = world.chats.get(key).ok_or(NotOffered::NO_MESSAGE)?;
    chat.message(target).filter(mine).ok_or(NotOffered::NO_MESSAGE)?;
    let (now, name) = (world.now, format!("edits:{target}"));
    let account = world.accounts.get_mut(&key.account).ok_or(NotOffered::HERE)?;
    let edits = account.count(&name, now, now.plus(Span::days(365)));
    if edits > EDITS {
        return Err(NotOffered("a message is edited five times at most"));
    }
    if let Some(shown) = world.chat(key).message_mut(target) {
        (shown.content.text, shown.edited) = (text.clone(), true);
    }
    let part = json!({ "mid": target, "text": text, "num_edit": edits });
    let field = if flavour.is_messenger() { "message_edits" } else { "message_edit" };
    tell(flavour, world, key, field, Class::Other, ("message_edit", part));
    Ok(())
}

fn unsend(flavour: &Flavour, world: &mut World, key: &ChatKey, target: &str) -> Result<(), NotOffered> {
    let shown = world.chat(key).message_mut(target).filter(|message| message.side == Side::Person);
    let shown = shown.ok_or(NotOffered::NO_MESSAGE)?;
    (shown.gone, shown.content) = (true, Content::default());
    let part = json!({ "mid": target, "is_deleted": true });
    tell(flavour, world, key, "messages", Class::Other, ("message", part));
    Ok(())
}

/// Something that the interface does not hand on whole.
fn other(flavour: &Flavour, world: &mut World, key: &ChatKey, kind: &str) {
    let told = if flavour.is_messenger() {
        json!({ "attachments": [{ "type": kind, "payload": {} }] })
    } else {
        json!({ "is_unsupported": true })
    };
    say(flavour, world, key, told, Content::text(&format!("[{kind}]")), None);
}
