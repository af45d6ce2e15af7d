//! Message objects that an account sends: checked as strictly as LINE does, and as the phone shows them.

use super::refusal::LineError;
use crate::world::{Button, Card, Content, MediaKind, Picture, Place};
use serde_json::Value;

/// What stands before the id of a button that says something instead of being a postback.
pub(super) const SAYS: &str = "says:";

pub(super) fn read(message: &Value, at: &str) -> Result<Content, LineError> {
    let mut content = match message["type"].as_str() {
        Some("text") => Content::text(text(message, at, "text", 5_000)?),
        Some("image") => {
            address(message, at, "previewImageUrl", 2_000)?;
            shown(address(message, at, "originalContentUrl", 2_000)?, MediaKind::Image)
        }
        Some("video") => {
            address(message, at, "previewImageUrl", 2_000)?;
            shown(address(message, at, "originalContentUrl", 2_000)?, MediaKind::Video)
        }
        Some("audio") => {
            let length = message["duration"].as_u64().filter(|length| *length > 0);
            length.ok_or_else(|| LineError::of(&format!("{at}.duration"), "May not be empty"))?;
            shown(address(message, at, "originalContentUrl", 2_000)?, MediaKind::Audio)
        }
        Some("location") => place(message, at)?,
        Some("sticker") => Content::text(&format!("[sticker {}]", text(message, at, "stickerId", 20)?)),
        Some("template") => {
            text(message, at, "altText", 400)?;
            template(&message["template"], &format!("{at}.template"))?
        }
        Some("flex") => {
            text(message, at, "altText", 400)?;
            flex(&message["contents"], &format!("{at}.contents"))?
        }
        _ => return Err(LineError::of(&format!("{at}.type"), "unknown message type")),
    };
    content.quick = quick(&message["quickReply"], &format!("{at}.quickReply"))?;
    Ok(content)
}

fn text<'a>(of: &'a Value, at: &str, name: &str, most: usize) -> Result<&'a str, LineError> {
    let property = format!("{at}.{name}");
    let text = of[name].as_str().filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| LineError::of(&property, "May not be empty"))?;
    if text.encode_utf16().count() > most {
        return Err(LineError::of(&property, &format!("Length must be between 0 and {most}")));
    }
    Ok(text)
}

fn address<'a>(of: &'a Value, at: &str, name: &str, most: usize) -> Result<&'a str, LineError> {
    let url = text(of, at, name, most)?;
    if url.starts_with("https://") {
        return Ok(url);
    }
    Err(LineError::of(&format!("{at}.{name}"), "invalid uri scheme"))
}

fn list<'a>(of: &'a Value, at: &str, most: usize) -> Result<&'a [Value], LineError> {
    let list = of.as_array().map(Vec::as_slice).unwrap_or_default();
    if list.is_empty() || list.len() > most {
        return Err(LineError::of(at, &format!("Size must be between 1 and {most}")));
    }
    Ok(list)
}

fn shown(url: &str, kind: MediaKind) -> Content {
    Content::picture(Picture::at(url, kind), "")
}

fn place(message: &Value, at: &str) -> Result<Content, LineError> {
    let number = |name: &str| {
        message[name].as_f64().ok_or_else(|| LineError::of(&format!("{at}.{name}"), "May not be empty"))
    };
    let place = Place {
        latitude: number("latitude")?,
        longitude: number("longitude")?,
        name: text(message, at, "title", 100)?.to_owned(),
        address: text(message, at, "address", 100)?.to_owned(),
    };
    Ok(Content { place: Some(place), ..Content::default() })
}

fn quick(of: &Value, at: &str) -> Result<Vec<Button>, LineError> {
    if of.is_null() {
        return Ok(Vec::new());
    }
    let items = list(&of["items"], &format!("{at}.items"), 13)?;
    let of_item = |(place, item): (usize, &Value)| {
        let at = format!("{at}.items[{place}]");
        match item["type"].as_str() {
            Some("action") => action(&item["action"], &format!("{at}.action")),
            _ => Err(LineError::of(&format!("{at}.type"), "must be specified")),
        }
    };
    items.iter().enumerate().map(of_item).collect()
}

fn action(action: &Value, at: &str) -> Result<Button, LineError> {
    let label = text(action, at, "label", 20)?;
    match action["type"].as_str() {
        Some("postback") => {
            if !action["displayText"].is_null() {
                text(action, at, "displayText", 300)?;
            }
            Ok(Button::reply(text(action, at, "data", 300)?, label))
        }
        Some("message") => Ok(Button::reply(&format!("{SAYS}{}", text(action, at, "text", 300)?), label)),
        Some("uri") => {
            let uri = text(action, at, "uri", 1_000)?;
            if !["http://", "https://", "line://", "tel:"].iter().any(|scheme| uri.starts_with(scheme)) {
                return Err(LineError::of(&format!("{at}.uri"), "invalid uri scheme"));
            }
            Ok(Button::link(label, uri))
        }
        _ => Err(LineError::of(&format!("{at}.type"), "unknown action type")),
    }
}

fn actions(of: &Value, at: &str, most: usize) -> Result<Vec<Button>, LineError> {
    let list = list(of, at, most)?;
    list.iter().enumerate().map(|(place, of)| action(of, &format!("{at}[{place}]"))).collect()
}

fn template(template: &Value, at: &str) -> Result<Content, LineError> {
    match template["type"].as_str() {
        Some("buttons") => {
            let (title, picture, most) = head(template, at, 160)?;
            Ok(Content {
                header: title,
                text: text(template, at, "text", most)?.to_owned(),
                media: picture.into_iter().collect(),
                buttons: actions(&template["actions"], &format!("{at}.actions"), 4)?,
                ..Content::default()
            })
        }
        Some("confirm") => Ok(Content {
            text: text(template, at, "text", 240)?.to_owned(),
            buttons: actions(&template["actions"], &format!("{at}.actions"), 2)?,
            ..Content::default()
        }),
        Some("carousel") => {
            let columns = list(&template["columns"], &format!("{at}.columns"), 10)?;
            let cards: Result<Vec<Card>, LineError> = columns
                .iter()
                .enumerate()
                .map(|(place, column)| self::column(column, &format!("{at}.columns[{place}]")))
                .collect();
            let cards = cards?;
            if cards.windows(2).any(|pair| matches!(pair, [a, b] if a.buttons.len() != b.buttons.len())) {
                return Err(LineError::of(&format!("{at}.columns"), "must have the same number of actions"));
            }
            Ok(Content { cards, ..Content::default() })
        }
        _ => Err(LineError::of(&format!("{at}.type"), "unknown template type")),
    }
}

/// Title and picture, and how long the text may be under them.
fn head(of: &Value, at: &str, alone: usize) -> Result<(String, Option<Picture>, usize), LineError> {
    let title = if of["title"].is_null() { "" } else { text(of, at, "title", 40)? };
    let picture = match &of["thumbnailImageUrl"] {
        Value::Null => None,
        _ => Some(Picture::at(address(of, at, "thumbnailImageUrl", 2_000)?, MediaKind::Image)),
    };
    let most = if title.is_empty() && picture.is_none() { alone } else { 60 };
    Ok((title.to_owned(), picture, most))
}

fn column(column: &Value, at: &str) -> Result<Card, LineError> {
    let (title, picture, most) = head(column, at, 120)?;
    Ok(Card {
        title,
        text: text(column, at, "text", most)?.to_owned(),
        picture,
        buttons: actions(&column["actions"], &format!("{at}.actions"), 3)?,
    })
}

/// A bubble, or up to twelve of them; bounded in bytes of JSON.
fn flex(contents: &Value, at: &str) -> Result<Content, LineError> {
    let bubbles = match contents["type"].as_str() {
        Some("bubble") => std::slice::from_ref(contents),
        Some("carousel") => list(&contents["contents"], &format!("{at}.contents"), 12)?,
        _ => return Err(LineError::of(&format!("{at}.type"), "unknown container type")),
    };
    let too_large = |value: &Value, most: usize| value.to_string().len() > most;
    if too_large(contents, 50_000) || bubbles.iter().any(|bubble| too_large(bubble, 30_000)) {
        return Err(LineError::of(at, "too large"));
    }
    let cards: Result<Vec<Card>, LineError> = bubbles
        .iter()
        .enumerate()
        .map(|(place, bubble)| self::bubble(bubble, &format!("{at}.contents[{place}]")))
        .collect();
    Ok(Content { cards: cards?, ..Content::default() })
}

fn bubble(bubble: &Value, at: &str) -> Result<Card, LineError> {
    if bubble["type"] != "bubble" {
        return Err(LineError::of(&format!("{at}.type"), "must be bubble"));
    }
    let picture = match &bubble["hero"] {
        Value::Null => None,
        hero => Some(Picture::at(address(hero, &format!("{at}.hero"), "url", 2_000)?, MediaKind::Image)),
    };
    let mut card = Card { picture, ..Card::default() };
    let mut words = Vec::new();
    for block in ["header", "body", "footer"] {
        if !bubble[block].is_null() {
            component(&bubble[block], &format!("{at}.{block}"), &mut words, &mut card.buttons)?;
        }
    }
    if words.is_empty() && card.buttons.is_empty() && card.picture.is_none() {
        return Err(LineError::of(at, "at least one block must be specified"));
    }
    let mut words = words.into_iter();
    card.title = words.next().unwrap_or_default();
    card.text = words.collect::<Vec<_>>().join("\n");
    Ok(card)
}

/// The words and buttons of a component, in their order.
fn component(
    of: &Value,
    at: &str,
    words: &mut Vec<String>,
    buttons: &mut Vec<Button>,
) -> Result<(), LineError> {
    match of["type"].as_str() {
        Some("box") => {
            if !matches!(of["layout"].as_str(), Some("horizontal" | "vertical" | "baseline")) {
                return Err(LineError::of(&format!("{at}.layout"), "invalid property"));
            }
            let contents = of["contents"].as_array();
            let contents =
                contents.ok_or_else(|| LineError::of(&format!("{at}.contents"), "must be specified"))?;
            for (place, inner) in contents.iter().enumerate() {
                component(inner, &format!("{at}.contents[{place}]"), words, buttons)?;
            }
            Ok(())
        }
        Some("text") => {
            words.push(text(of, at, "text", 2_000)?.to_owned());
            Ok(())
        }
        Some("button") => {
            buttons.push(action(&of["action"], &format!("{at}.action"))?);
            Ok(())
        }
        Some("separator" | "filler" | "spacer" | "image" | "icon") => Ok(()),
        _ => Err(LineError::of(&format!("{at}.type"), "invalid property")),
    }
}
