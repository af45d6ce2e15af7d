//! Messages with something in them that can be pressed or seen (…/messenger-platform/reference/templates).

use super::content::{PAYLOAD, TITLE};
use super::send::word;
use crate::capability::TextUnit;
use crate::choice;
use crate::error::SendError;
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::plain::link;
use crate::preview::Told;
use crate::split::shortened;
use frontdesk_model::message::{Card, CardButton, FileRef};
use serde_json::{Map, Value, json};

/// Of one message, and of one card.
const CARDS: usize = 10;
const BUTTONS: usize = 3;
/// Characters of a card's title, and of what stands under it.
const LINE: usize = 80;

pub(super) fn quick_replies<'a>(
    text: &str,
    options: impl Iterator<Item = (&'a String, &'a str)>,
    unit: TextUnit,
) -> Value {
    let replies: Vec<Value> = options
        .map(|(payload, label)| {
            let title = shortened(label, unit, TITLE);
            json!({ "content_type": "text", "title": title, "payload": payload })
        })
        .collect();
    json!({ "text": text, "quick_replies": replies })
}

/// `None` for cards that would lose words or buttons.
pub(super) fn cards_message(outbound: &Outbound, cards: &[Card], told: &mut Told) -> Option<Value> {
    if !(1..=CARDS).contains(&cards.len()) {
        return None;
    }
    let elements: Option<Vec<Value>> = cards.iter().map(|card| element(outbound, card)).collect();
    let elements = elements?;
    told.labels(cards, TextUnit::Chars, TITLE);
    let payload = json!({ "template_type": "generic", "elements": elements });
    Some(json!({ "attachment": { "type": "template", "payload": payload } }))
}

fn element(outbound: &Outbound, card: &Card) -> Option<Value> {
    let fits = |text: &str| text.chars().count() <= LINE;
    let description = card.description.as_deref().filter(|text| !text.trim().is_empty());
    let bare = description.is_none() && card.image.is_none() && card.buttons.is_empty();
    let complete = fits(&card.title) && description.is_none_or(fits) && card.buttons.len() <= BUTTONS;
    if bare || !complete || card.title.trim().is_empty() {
        return None;
    }
    let mut element = Map::new();
    element.insert("title".to_owned(), Value::from(card.title.as_str()));
    if let Some(description) = description {
        element.insert("subtitle".to_owned(), Value::from(description));
    }
    if let Some(image) = &card.image {
        element.insert("image_url".to_owned(), Value::from(image.as_str()));
    }
    let buttons: Option<Vec<Value>> = card.buttons.iter().map(|one| button(outbound, one)).collect();
    let buttons = buttons?;
    if !buttons.is_empty() {
        element.insert("buttons".to_owned(), Value::Array(buttons));
    }
    Some(Value::Object(element))
}

fn button(outbound: &Outbound, button: &CardButton) -> Option<Value> {
    let title = |label: &str| shortened(label, TextUnit::Chars, TITLE);
    Some(match button {
        CardButton::Link { label, url } => json!({ "type": "web_url", "title": title(label), "url": url }),
        CardButton::Reply { id, label } => {
            let payload = choice::payload(outbound.message, id);
            if payload.len() > PAYLOAD {
                return None;
            }
            json!({ "type": "postback", "title": title(label), "payload": payload })
        }
    })
}

/// A file that the provider fetches from us.
///
/// # Errors
/// When there is no link to it.
pub(super) fn attachment_by_url(
    file: &FileRef,
    kind: MediaKind,
    outbound: &Outbound,
) -> Result<Value, SendError> {
    let url = link(file, outbound)?;
    Ok(json!({ "attachment": { "type": word(kind), "payload": { "url": url } } }))
}
