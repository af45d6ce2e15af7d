//! The message of a send, read as strictly as the provider does.

use super::template;
use crate::json;
use crate::meta::GraphError;
use crate::world::{Button, Card, Content, MediaKind, Menu, MenuRow, Picture, Place, World};
use serde_json::Value;

/// What is to be shown, and what has to be fetched for it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) content: Content,
    /// Only templates may be sent outside the window.
    pub(super) template: bool,
    pub(super) fetch: Option<String>,
}

impl Read {
    const fn of(content: Content) -> Self {
        Self { content, template: false, fetch: None }
    }
}

pub(super) fn missing(name: &str) -> GraphError {
    GraphError::new(400, 131_008, "(#131008) Required parameter is missing")
        .details(&format!("Parameter '{name}' is mandatory"))
}

pub(super) fn invalid(details: &str) -> GraphError {
    GraphError::new(400, 131_009, "(#131009) Parameter value is not valid").details(details)
}

/// The text of that name: there, and neither empty nor longer than `most` characters.
pub(super) fn text<'a>(value: &'a Value, name: &str, most: usize) -> Result<&'a str, GraphError> {
    match value[name].as_str() {
        None | Some("") => Err(missing(name)),
        Some(text) if text.chars().count() > most => {
            Err(invalid(&format!("Parameter '{name}' must be at most {most} characters long")))
        }
        Some(text) => Ok(text),
    }
}

/// The same, or nothing.
fn maybe<'a>(value: &'a Value, name: &str, most: usize) -> Result<&'a str, GraphError> {
    if value[name].is_null() { Ok("") } else { text(value, name, most) }
}

/// # Errors
/// As the provider would say it.
pub(super) fn read(world: &World, account: &str, body: &Value) -> Result<Read, GraphError> {
    let kind = body["type"].as_str().unwrap_or("text");
    let of = &body[kind];
    if !of.is_object() && !of.is_array() {
        return Err(missing(kind));
    }
    match kind {
        "text" => Ok(Read::of(Content::text(text(of, "body", 4_096)?))),
        "image" | "video" | "audio" | "document" | "sticker" => media(world, account, kind, of),
        "location" => place(of),
        "contacts" => contacts(of),
        "interactive" => interactive(world, account, of),
        "template" => Ok(Read { content: template::rendered(of)?, template: true, fetch: None }),
        other => Err(GraphError::parameter(&format!("Param type must be one of {{...}} - got \"{other}\""))),
    }
}

fn media(world: &World, account: &str, kind: &str, of: &Value) -> Result<Read, GraphError> {
    let caption = match kind {
        "audio" | "sticker" if !of["caption"].is_null() => {
            return Err(invalid(&format!("caption is not supported for {kind}")));
        }
        "audio" | "sticker" => "",
        _ => maybe(of, "caption", 1_024)?,
    };
    let shown = match kind {
        "image" => MediaKind::Image,
        "video" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        "sticker" => MediaKind::Sticker,
        _ => MediaKind::File,
    };
    let (mut picture, fetch) = picture(world, account, of, shown)?;
    if let Some(name) = of["filename"].as_str() {
        picture.name = Some(name.to_owned());
    }
    Ok(Read { content: Content::picture(picture, caption), template: false, fetch })
}

/// By id or by link, exactly one of them.
fn picture(
    world: &World,
    account: &str,
    of: &Value,
    kind: MediaKind,
) -> Result<(Picture, Option<String>), GraphError> {
    match (of["id"].as_str(), of["link"].as_str()) {
        (Some(id), None) => {
            let stored = world.media.get(id).filter(|stored| stored.account == account);
            let stored = stored.ok_or_else(|| {
                GraphError::parameter(&format!("Param {kind:?}[\"id\"] is not a valid media id"))
            })?;
            Ok((Picture::stored(id, kind, stored.name.clone()), None))
        }
        (None, Some(link)) if link.starts_with("https://") || link.starts_with("http://") => {
            Ok((Picture::at(link, kind), Some(link.to_owned())))
        }
        (None, Some(_)) => Err(invalid("Media link must be a URL")),
        _ => Err(missing("id' or 'link")),
    }
}

fn place(of: &Value) -> Result<Read, GraphError> {
    let number = |name: &str| {
        of[name].as_f64().or_else(|| of[name].as_str()?.parse().ok()).ok_or_else(|| missing(name))
    };
    let place = Place {
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        name: of["name"].as_str().unwrap_or_default().to_owned(),
        address: of["address"].as_str().unwrap_or_default().to_owned(),
    };
    Ok(Read::of(Content { place: Some(place), ..Content::default() }))
}

fn contacts(of: &Value) -> Result<Read, GraphError> {
    let cards = of.as_array().filter(|cards| !cards.is_empty()).ok_or_else(|| missing("contacts"))?;
    let lines: Result<Vec<String>, GraphError> = cards
        .iter()
        .map(|card| {
            let name = text(&card["name"], "formatted_name", 1_024)?;
            let phone = json::text(card, "/phones/0/phone");
            Ok(format!("👤 {name} {phone}").trim_end().to_owned())
        })
        .collect();
    Ok(Read::of(Content::text(&lines?.join("\n"))))
}

fn interactive(world: &World, account: &str, of: &Value) -> Result<Read, GraphError> {
    let mut content = Content {
        text: text(&of["body"], "text", 1_024)?.to_owned(),
        footer: maybe(&of["footer"], "text", 60)?.to_owned(),
        ..Content::default()
    };
    let mut fetch = header(world, account, &of["header"], &mut content)?;
    let action = &of["action"];
    match of["type"].as_str() {
        Some("button") => content.buttons = buttons(action)?,
        Some("list") => content.menu = Some(menu(action)?),
        Some("cta_url") => content.buttons = vec![link(action)?],
        Some("location_request_message") => {
            content.buttons = vec![Button::reply("send_location", "Send location")];
        }
        Some("carousel") => {
            let (cards, first) = cards(world, account, action)?;
            content.cards = cards;
            fetch = fetch.or(first);
        }
        _ => return Err(invalid("Unknown interactive type")),
    }
    Ok(Read { content, template: false, fetch })
}

fn header(
    world: &World,
    account: &str,
    header: &Value,
    content: &mut Content,
) -> Result<Option<String>, GraphError> {
    let kind = match header["type"].as_str() {
        None => return Ok(None),
        Some("text") => {
            text(header, "text", 60)?.clone_into(&mut content.header);
            return Ok(None);
        }
        Some("image") => (MediaKind::Image, "image"),
        Some("video") => (MediaKind::Video, "video"),
        Some("document") => (MediaKind::File, "document"),
        Some(_) => return Err(invalid("Unknown header type")),
    };
    let (picture, fetch) = picture(world, account, &header[kind.1], kind.0)?;
    content.media.push(picture);
    Ok(fetch)
}

fn buttons(action: &Value) -> Result<Vec<Button>, GraphError> {
    let given = action["buttons"].as_array().ok_or_else(|| missing("buttons"))?;
    if given.is_empty() || given.len() > 3 {
        return Err(invalid("Number of buttons must be between 1 and 3"));
    }
    let buttons: Result<Vec<Button>, GraphError> = given
        .iter()
        .map(|button| {
            let reply = &button["reply"];
            Ok(Button::reply(text(reply, "id", 256)?, text(reply, "title", 20)?))
        })
        .collect();
    let buttons = buttons?;
    let twice = |one: &Button| {
        buttons.iter().filter(|other| other.id == one.id || other.label == one.label).count() > 1
    };
    if buttons.iter().any(twice) {
        return Err(invalid("Button ids and titles must be unique"));
    }
    Ok(buttons)
}

fn link(action: &Value) -> Result<Button, GraphError> {
    if action["name"] != "cta_url" {
        return Err(missing("name"));
    }
    let parameters = &action["parameters"];
    Ok(Button::link(text(parameters, "display_text", 20)?, text(parameters, "url", 2_000)?))
}

fn menu(action: &Value) -> Result<Menu, GraphError> {
    let label = text(action, "button", 20)?.to_owned();
    let sections = action["sections"].as_array().ok_or_else(|| missing("sections"))?;
    let mut rows = Vec::new();
    for section in sections {
        let title =
            if sections.len() > 1 { text(section, "title", 24)? } else { maybe(section, "title", 24)? };
        for row in section["rows"].as_array().ok_or_else(|| missing("rows"))? {
            rows.push(MenuRow {
                id: text(row, "id", 200)?.to_owned(),
                title: text(row, "title", 24)?.to_owned(),
                text: maybe(row, "description", 72)?.to_owned(),
                section: title.to_owned(),
            });
        }
    }
    if rows.is_empty() || rows.len() > 10 {
        return Err(invalid("Total row count must be between 1 and 10"));
    }
    if rows.iter().any(|one| rows.iter().filter(|other| other.id == one.id).count() > 1) {
        return Err(invalid("Row ids must be unique"));
    }
    Ok(Menu { label, rows })
}

fn cards(world: &World, account: &str, action: &Value) -> Result<(Vec<Card>, Option<String>), GraphError> {
    let given = action["cards"].as_array().ok_or_else(|| missing("cards"))?;
    if given.len() < 2 || given.len() > 10 {
        return Err(invalid("Number of cards must be between 2 and 10"));
    }
    let (mut cards, mut fetch) = (Vec::new(), None);
    for (place, card) in given.iter().enumerate() {
        if card["card_index"].as_u64() != u64::try_from(place).ok() {
            return Err(invalid("card_index must count from 0"));
        }
        let mut shown = Content::default();
        let first = header(world, account, &card["header"], &mut shown)?;
        // Meta's examples call cards with quick replies `cta_url` as well: the action tells.
        let buttons = match json::text(card, "/action/name") {
            "cta_url" => vec![link(&card["action"])?],
            _ => quick(&card["action"])?,
        };
        fetch = fetch.or(first);
        cards.push(Card {
            title: String::new(),
            text: maybe(&card["body"], "text", 160)?.to_owned(),
            picture: shown.media.into_iter().next(),
            buttons,
        });
    }
    if cards.iter().any(|card| card.picture.is_none()) {
        return Err(missing("header"));
    }
    let shape = |card: &Card| card.buttons.iter().map(|button| button.url.is_some()).collect::<Vec<_>>();
    if cards.windows(2).any(|pair| matches!(pair, [one, other] if shape(one) != shape(other))) {
        return Err(invalid("All cards must have the same buttons"));
    }
    Ok((cards, fetch))
}

/// The quick replies of a card.
fn quick(action: &Value) -> Result<Vec<Button>, GraphError> {
    let given = action["buttons"].as_array().ok_or_else(|| missing("buttons"))?;
    given
        .iter()
        .map(|button| {
            let reply =
                if button["quick_reply"].is_object() { &button["quick_reply"] } else { &button["reply"] };
            Ok(Button::reply(text(reply, "id", 256)?, text(reply, "title", 20)?))
        })
        .collect()
}
