//! Carousels as Flex messages (developers.line.biz/en/docs/messaging-api/flex-message-elements): templates would want
//! the same number of buttons on each card, and a picture on all or none.

use super::compose::{MAX_LABEL, alternative, is_long, pressed};
use crate::capability::TextUnit;
use crate::outbound::Outbound;
use crate::preview::Told;
use crate::split::shortened;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::{Card, CardButton};
use serde_json::{Value, json};

const MAX_BUBBLES: usize = 12;
/// Bytes of JSON.
const MAX_BUBBLE: usize = 30_000;
const MAX_CAROUSEL: usize = 50_000;
/// The longest address behind a button, in characters.
const MAX_ADDRESS: usize = 1_000;

/// `None` for what LINE would not take.
pub(super) fn carousel(outbound: &Outbound, cards: &[Card], told: &mut Told) -> Option<Value> {
    if cards.is_empty() || cards.len() > MAX_BUBBLES {
        return None;
    }
    let bubbles: Vec<Value> = cards.iter().map(|card| bubble(outbound, card)).collect();
    let too_large = bubbles.iter().any(|bubble| bubble.to_string().len() > MAX_BUBBLE);
    let contents = json!({ "type": "carousel", "contents": bubbles });
    if too_large || contents.to_string().len() > MAX_CAROUSEL {
        return None;
    }
    told.labels(cards, TextUnit::Utf16, MAX_LABEL);
    if cards.iter().flat_map(|card| &card.buttons).any(is_too_long_an_address) {
        told.tell(Degradation::ButtonsAsText);
    }
    Some(json!({ "type": "flex", "altText": alternative(&outbound.content), "contents": contents }))
}

fn bubble(outbound: &Outbound, card: &Card) -> Value {
    let mut words = vec![json!({
        "type": "text", "text": or_dash(&card.title), "weight": "bold", "size": "lg", "wrap": true,
    })];
    let description = card.description.iter().map(|text| text.trim().to_owned());
    let lines = description.chain(card.buttons.iter().filter_map(in_words)).filter(|text| !text.is_empty());
    words.extend(lines.map(|text| json!({ "type": "text", "text": text, "size": "sm", "wrap": true })));
    let mut bubble = json!({ "type": "bubble", "body": stacked(words) });
    let buttons: Vec<Value> = card.buttons.iter().filter_map(|button| action(outbound, button)).collect();
    let picture = card.image.as_deref().filter(|image| image.starts_with("https://"));
    if let Value::Object(parts) = &mut bubble {
        parts.extend(picture.map(|image| ("hero".to_owned(), hero(image))));
        if !buttons.is_empty() {
            parts.insert("footer".to_owned(), stacked(buttons.into_iter().map(button).collect()));
        }
    }
    bubble
}

/// What a button cannot say: a label that it has to cut, an address that it cannot hold.
fn in_words(button: &CardButton) -> Option<String> {
    match button {
        CardButton::Link { label, url } if !fits(url) => Some(format!("{label}: {url}")),
        CardButton::Link { label, .. } | CardButton::Reply { label, .. } => {
            is_long(label).then(|| format!("• {label}"))
        }
    }
}

fn action(outbound: &Outbound, button: &CardButton) -> Option<Value> {
    match button {
        CardButton::Link { label, url } => fits(url).then(
            || json!({ "type": "uri", "label": shortened(label, TextUnit::Utf16, MAX_LABEL), "uri": url }),
        ),
        CardButton::Reply { id, label } => Some(pressed(outbound.message, id, label)),
    }
}

fn is_too_long_an_address(button: &CardButton) -> bool {
    matches!(button, CardButton::Link { url, .. } if !fits(url))
}

fn fits(url: &str) -> bool {
    url.chars().count() <= MAX_ADDRESS
}

fn or_dash(text: &str) -> &str {
    if text.trim().is_empty() { "–" } else { text.trim() }
}

fn hero(image: &str) -> Value {
    json!({ "type": "image", "url": image, "size": "full", "aspectRatio": "20:13", "aspectMode": "cover" })
}

fn stacked(contents: Vec<Value>) -> Value {
    json!({ "type": "box", "layout": "vertical", "spacing": "sm", "contents": contents })
}

fn button(action: Value) -> Value {
    json!({ "type": "button", "style": "link", "height": "sm", "action": action })
}
