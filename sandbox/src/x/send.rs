//! Messages of the account, and files both ways.

use super::{data, limits, problem};
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::text;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Side, State, Stored, World, picture_type};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use frontdesk_model::time::Span;
use serde_json::json;

const TEXT_MAX: usize = 10_000;
const IMAGE_MAX: usize = 5 * 1024 * 1024;
/// What was uploaded is good for so long.
const KEPT: Span = Span::days(1);

pub(super) fn upload(world: &mut World, id: &str, call: &Call) -> Answer {
    let Some(upload) = read(call) else {
        return problem(400, "Invalid Request", "media and media_category are required");
    };
    if upload.category != "dm_image" || !upload.media_type.starts_with("image/") {
        return problem(400, "Invalid Request", "The media category does not fit the media");
    }
    if upload.bytes.is_empty() || upload.bytes.len() > IMAGE_MAX {
        return problem(413, "Payload Too Large", "The media is too large");
    }
    let media = world.fresh().to_string();
    let stored = Stored {
        bytes: upload.bytes,
        media_type: upload.media_type,
        name: upload.name,
        account: id.to_owned(),
        kept_at: world.now,
    };
    let size = stored.bytes.len();
    world.media.keep(&media, stored);
    let key = format!("3_{media}");
    data(200, json!({ "id": media, "media_key": key, "size": size, "expires_after_secs": 86_400 }))
}

struct Upload {
    category: String,
    media_type: String,
    name: Option<String>,
    bytes: Bytes,
}

/// As a form with a file, or as JSON with the file in base64.
fn read(call: &Call) -> Option<Upload> {
    if let Some(body) = call.json() {
        let bytes = Bytes::from(STANDARD.decode(text(&body, "/media")).ok()?);
        let media_type = picture_type(&bytes).to_owned();
        return Some(Upload {
            category: text(&body, "/media_category").to_owned(),
            media_type,
            name: None,
            bytes,
        });
    }
    let parts = call.parts();
    let part = |name: &str| parts.iter().find(|part| part.name == name);
    let category = String::from_utf8_lossy(&part("media_category")?.data).into_owned();
    let file = part("media")?;
    let (media_type, name) = (file.content_type.clone(), file.file_name.clone());
    Some(Upload { category, media_type, name, bytes: file.data.clone() })
}

pub(super) fn message(world: &mut World, id: &str, call: &Call, user: &str) -> Answer {
    let body = call.json().unwrap_or_default();
    let words = text(&body, "/text");
    let media = text(&body, "/attachments/0/media_id");
    let too_many = body.pointer("/attachments/1").is_some();
    if (words.is_empty() && media.is_empty()) || words.chars().count() > TEXT_MAX || too_many {
        return problem(400, "Invalid Request", "One or more parameters to your request was invalid.");
    }
    let Some(person) = world.person_at(id, user) else {
        return problem(404, "Not Found Error", "Could not find user");
    };
    let key = ChatKey::new(id, &person);
    let fails =
        world.faults.strike(id, &call.path, |fault| matches!(fault, Fault::Fails { .. }).then_some(()));
    if fails.is_some() || world.chats.get(&key).is_none_or(|chat| chat.blocked || !chat.started) {
        let words = "You do not have permission to DM one or more participants.";
        return problem(403, "Forbidden", words);
    }
    let picture =
        world.media.get(media).filter(|stored| stored.account == id && world.now < stored.kept_at.plus(KEPT));
    if !media.is_empty() && picture.is_none() {
        return problem(400, "Invalid Request", "Your media IDs are invalid.");
    }
    let content = match picture {
        Some(stored) => {
            Content::picture(Picture::stored(media, MediaKind::Image, stored.name.clone()), words)
        }
        None => Content::text(words),
    };
    if let Err(answer) = limits::count(world, id) {
        return answer;
    }
    let event = world.fresh().to_string();
    let message = Message::new(event.clone(), Side::Business, world.now, content);
    world.receive(&key, Message { state: State::Delivered, ..message });
    let me = world.accounts.get(id).map(|account| account.setting("user_id").to_owned()).unwrap_or_default();
    data(201, json!({ "dm_conversation_id": format!("{user}-{me}"), "dm_event_id": event }))
}

/// Those of a message, for who takes part in the talk.
pub(super) fn media(world: &mut World, id: &str, call: &Call, dm: &str, media: &str) -> Answer {
    let gone = world.faults.strike(id, &call.path, |fault| (*fault == Fault::MediaGone).then_some(()));
    let said = world.chats.iter().any(|(key, chat)| key.account == id && chat.message(dm).is_some());
    let stored = world.media.get(media).filter(|stored| said && stored.account == id && gone.is_none());
    match stored {
        Some(stored) => Answer::of(200, &stored.media_type, stored.bytes.clone()),
        None => problem(404, "Not Found Error", "Could not find media"),
    }
}
