//! Files: uploaded by the page, and those that people sent, whose addresses anybody may use until they run out.

use super::Flavour;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::{put, put_in, text};
use crate::meta::GraphError;
use crate::stickers;
use crate::world::{Stored, World};
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

/// An address in a webhook may be used for so long.
const ADDRESS: Span = Span::minutes(60);
const MEGABYTE: usize = 1024 * 1024;

/// The body as JSON, be it that or a form; a file of a form is kept, and stands in the message by its id.
pub(super) fn body(world: &mut World, account: &str, call: &Call) -> Result<Value, GraphError> {
    let broken = || GraphError::new(400, 100, "(#100) The request body is neither JSON nor a form");
    if let Some(json) = call.json().filter(Value::is_object) {
        return Ok(json);
    }
    let parts = call.parts();
    if parts.is_empty() {
        return Err(broken());
    }
    let mut body = json!({});
    for part in parts.iter().filter(|part| part.file_name.is_none()) {
        let text = String::from_utf8_lossy(&part.data);
        let value = serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.into_owned()));
        put(&mut body, &part.name, value);
    }
    if let Some(file) = parts.iter().find(|part| part.file_name.is_some()) {
        let id = world.fresh().to_string();
        let stored = Stored {
            bytes: file.data.clone(),
            media_type: file.content_type.clone(),
            name: file.file_name.clone(),
            account: account.to_owned(),
            kept_at: world.now,
        };
        world.media.keep(&id, stored);
        put_in(&mut body, "/message/attachment/payload", "attachment_id", id);
    }
    Ok(body)
}

/// `POST /{page}/message_attachments`
pub(super) fn upload(
    flavour: &Flavour,
    world: &mut World,
    account: &str,
    call: &Call,
) -> Result<Answer, GraphError> {
    let body = body(world, account, call)?;
    let attachment = body.pointer("/message/attachment");
    let attachment = attachment.ok_or_else(|| GraphError::parameter("The parameter message is required."))?;
    let kind = text(attachment, "/type").to_owned();
    if !["image", "video", "audio", "file"].contains(&kind.as_str()) {
        return Err(GraphError::parameter("Invalid attachment type"));
    }
    let id = text(attachment, "/payload/attachment_id").to_owned();
    let Some(stored) = world.media.get(&id) else {
        // By address: it is taken as it stands, and fetched when it is shown.
        return Err(GraphError::parameter("Upload by url is not simulated; send the file"));
    };
    if !fits(flavour, &kind, stored) {
        world.media.remove(&id);
        return Err(GraphError::new(400, 100, "(#100) Upload attachment failure.").sub(2_018_047));
    }
    Ok(Answer::json(200, &json!({ "attachment_id": id })))
}

/// Whether the provider takes such a file.
fn fits(flavour: &Flavour, kind: &str, stored: &Stored) -> bool {
    let (bytes, media_type) = (stored.bytes.len(), stored.media_type.as_str());
    if flavour.is_messenger() {
        return bytes > 0 && bytes <= 25 * MEGABYTE;
    }
    match kind {
        "image" => ["image/png", "image/jpeg"].contains(&media_type) && bytes <= 8 * MEGABYTE,
        "file" => media_type == "application/pdf" && bytes <= 25 * MEGABYTE,
        _ => bytes <= 25 * MEGABYTE,
    }
}

/// The address of a file as webhooks give it.
pub(super) fn address(flavour: &Flavour, world: &World, id: &str) -> String {
    let until = world.now.plus(ADDRESS).millis();
    format!("{}/{}/cdn/{id}?ext={until}", world.base, flavour.word())
}

pub(super) fn download(world: &mut World, call: &Call, id: &str) -> Result<Answer, GraphError> {
    let stored = world.media.get(id).cloned().ok_or_else(|| GraphError::no_object(id))?;
    let gone = world
        .faults
        .strike(&stored.account, &call.path, |fault| (*fault == Fault::MediaGone).then_some(()))
        .is_some();
    let until = Timestamp::from_millis(call.query("ext").parse().unwrap_or(0));
    if gone || world.now >= until {
        return Ok(Answer::of(403, "text/plain", "URL signature expired"));
    }
    Ok(Answer::of(200, &stored.media_type, stored.bytes))
}

/// Everybody's picture.
pub(super) fn picture() -> Result<Answer, GraphError> {
    let picture = stickers::picture("sun").ok_or_else(|| GraphError::no_object("picture"))?;
    Ok(Answer::of(200, "image/webp", picture))
}
