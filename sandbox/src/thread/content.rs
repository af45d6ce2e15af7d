//! The message of a send, read as strictly as the provider does.

use super::Flavour;
use crate::json;
use crate::meta::GraphError;
use crate::world::{Button, Card, Content, MediaKind, Picture, World};
use serde_json::Value;

/// What is to be shown, and what has to be fetched for it.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) content: Content,
    pub(super) fetch: Option<String>,
}

fn too_long(name: &str, most: usize) -> GraphError {
    GraphError::parameter(&format!("Length of param {name} must be less than or equal to {most}"))
}

fn required(name: &str) -> GraphError {
    GraphError::parameter(&format!("Param {name} must be a non-empty UTF-8 encoded string"))
}

/// The text of that name: there, and neither empty nor longer than `most` characters.
fn text<'a>(of: &'a Value, name: &str, most: usize) -> Result<&'a str, GraphError> {
    match of[name].as_str() {
        None | Some("") => Err(required(name)),
        Some(text) if text.chars().count() > most => Err(too_long(name, most)),
        Some(text) => Ok(text),
    }
}

/// # Errors
/// As the provider would say it.
pub(super) fn read(
    flavour: &Flavour,
    world: &World,
    account: &str,
    message: &Value,
) -> Result<Read, GraphError> {
    let mut read = match (&message["text"], &message["attachment"], &message["attachments"]) {
        (Value::Null, Value::Null, Value::Array(several)) if (1..=10).contains(&several.len()) => {
            pictures(world, account, several)?
        }
        (Value::Null, Value::Null, _) => return Err(required("message[text]")),
        (Value::String(text), Value::Null, _) => said(flavour, text)?,
        (Value::Null, of, _) => attachment(flavour, world, account, of)?,
        _ => return Err(GraphError::parameter("Message cannot contain both text and attachment")),
    };
    if !message["quick_replies"].is_null() {
        read.content.quick = quick(message)?;
    }
    if message["metadata"].as_str().is_some_and(|metadata| metadata.chars().count() > 1_000) {
        return Err(too_long("message[metadata]", 1_000));
    }
    Ok(read)
}

fn said(flavour: &Flavour, text: &str) -> Result<Read, GraphError> {
    let length = if flavour.text_in_bytes { text.len() } else { text.chars().count() };
    if text.is_empty() {
        return Err(required("message[text]"));
    }
    if length > flavour.text_max {
        return Err(too_long("message[text]", flavour.text_max));
    }
    Ok(Read { content: Content::text(text), fetch: None })
}

fn pictures(world: &World, account: &str, several: &[Value]) -> Result<Read, GraphError> {
    let mut read = Read::default();
    for one in several {
        if one["type"] != "image" {
            return Err(GraphError::parameter("Only images may be sent several at once"));
        }
        let (picture, fetch) = picture(world, account, &one["payload"], MediaKind::Image)?;
        read.content.media.push(picture);
        read.fetch = read.fetch.or(fetch);
    }
    Ok(read)
}

fn attachment(flavour: &Flavour, world: &World, account: &str, of: &Value) -> Result<Read, GraphError> {
    let payload = &of["payload"];
    let kind = match of["type"].as_str() {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        Some("file") => MediaKind::File,
        Some("like_heart") if !flavour.is_messenger() => {
            return Ok(Read { content: Content::text("❤️"), fetch: None });
        }
        Some("template") => return template(payload),
        _ => return Err(GraphError::parameter("Invalid attachment type")),
    };
    let (picture, fetch) = picture(world, account, payload, kind)?;
    Ok(Read { content: Content::picture(picture, ""), fetch })
}

fn picture(
    world: &World,
    account: &str,
    payload: &Value,
    kind: MediaKind,
) -> Result<(Picture, Option<String>), GraphError> {
    match (payload["attachment_id"].as_str(), payload["url"].as_str()) {
        (Some(id), None) => {
            let stored = world.media.get(id).filter(|stored| stored.account == account);
            let stored = stored
                .ok_or_else(|| GraphError::new(400, 100, "(#100) Invalid attachment id").sub(2_018_074))?;
            Ok((Picture::stored(id, kind, stored.name.clone()), None))
        }
        (None, Some(url)) if url.starts_with("http") => Ok((Picture::at(url, kind), Some(url.to_owned()))),
        _ => Err(GraphError::parameter("Param attachment[payload] needs url or attachment_id")),
    }
}

fn template(payload: &Value) -> Result<Read, GraphError> {
    let content = match payload["template_type"].as_str() {
        Some("button") => {
            Content { buttons: buttons(payload, 1)?, ..Content::text(text(payload, "text", 640)?) }
        }
        Some("generic") => {
            let elements = payload["elements"].as_array().map(Vec::as_slice).unwrap_or_default();
            if elements.is_empty() || elements.len() > 10 {
                return Err(GraphError::parameter("Param elements must have 1 to 10 entries"));
            }
            let cards: Result<Vec<Card>, GraphError> = elements.iter().map(card).collect();
            Content { cards: cards?, ..Content::default() }
        }
        _ => return Err(GraphError::parameter("Invalid template_type")),
    };
    Ok(Read { content, fetch: None })
}

fn card(element: &Value) -> Result<Card, GraphError> {
    let subtitle = match &element["subtitle"] {
        Value::Null => "",
        _ => text(element, "subtitle", 80)?,
    };
    Ok(Card {
        title: text(element, "title", 80)?.to_owned(),
        text: subtitle.to_owned(),
        picture: element["image_url"].as_str().map(|url| Picture::at(url, MediaKind::Image)),
        buttons: buttons(element, 0)?,
    })
}

fn buttons(of: &Value, least: usize) -> Result<Vec<Button>, GraphError> {
    let given = of["buttons"].as_array().map(Vec::as_slice).unwrap_or_default();
    if given.len() < least || given.len() > 3 {
        return Err(GraphError::parameter("Param buttons must have at most 3 entries"));
    }
    given
        .iter()
        .map(|button| {
            let title = text(button, "title", 20)?;
            match json::text(button, "/type") {
                "postback" => Ok(Button::reply(text(button, "payload", 1_000)?, title)),
                "web_url" => Ok(Button::link(title, text(button, "url", 2_000)?)),
                "phone_number" => Ok(Button::link(title, &format!("tel:{}", text(button, "payload", 20)?))),
                other => Err(GraphError::parameter(&format!("Invalid button type {other}"))),
            }
        })
        .collect()
}

fn quick(message: &Value) -> Result<Vec<Button>, GraphError> {
    let given = message["quick_replies"].as_array().map(Vec::as_slice).unwrap_or_default();
    if given.is_empty() || given.len() > 13 {
        return Err(GraphError::parameter("Param quick_replies must have 1 to 13 entries"));
    }
    given
        .iter()
        .map(|reply| match json::text(reply, "/content_type") {
            "text" => Ok(Button::reply(text(reply, "payload", 1_000)?, text(reply, "title", 20)?)),
            "user_phone_number" | "user_email" => Ok(Button::reply("shared", "Share")),
            _ => Err(GraphError::parameter("Invalid content_type of a quick reply")),
        })
        .collect()
}
