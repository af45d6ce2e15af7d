//! Cards side by side (…/messages/interactive-media-carousel-messages): 2 to 10, each with a picture, and the same
//! buttons on all of them: one link, or the same number of answers.

use super::WHATSAPP;
use super::content::{BODY, BUTTON, PAYLOAD, plain};
use crate::choice;
use crate::meta::parts::Part;
use crate::outbound::Outbound;
use crate::preview::Told;
use crate::split::{measure, shortened};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::message::{Card, CardButton, MessageText};
use serde_json::{Value, json};

/// Characters and line breaks of a card's text, and answers on a card.
const CARD_BODY: u32 = 160;
const ANSWERS: usize = 2;

/// `None` where these cards are not of that kind: then they are texts.
pub(super) fn native(
    outbound: &Outbound,
    text: Option<&MessageText>,
    cards: &[Card],
    told: &mut Told,
) -> Option<Vec<Part>> {
    if !(2..=10).contains(&cards.len()) {
        return None;
    }
    let shape = shape_of(cards.first()?)?;
    let native: Option<Vec<Value>> =
        (0_usize..).zip(cards).map(|(index, card)| of_card(outbound, index, card, shape)).collect();
    let native = native?;
    told.labels(cards, WHATSAPP.text_unit, BUTTON);
    // There has to be a text; the cards speak for themselves where there is none.
    let text = text.map_or("⬇", MessageText::as_str);
    let fits = measure(text, WHATSAPP.text_unit) <= usize::try_from(BODY).ok()?;
    let (before, body) = if fits {
        (Vec::new(), text)
    } else {
        told.tell(Degradation::TextBefore);
        (plain(text, told), "⬇")
    };
    let carousel = json!({ "type": "carousel", "body": { "text": body }, "action": { "cards": native } });
    Some(before.into_iter().chain([Part::Rich(json!({ "interactive": carousel }))]).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Link,
    Answers(usize),
}

fn shape_of(card: &Card) -> Option<Shape> {
    let answers = |button: &CardButton| matches!(button, CardButton::Reply { .. });
    match card.buttons.as_slice() {
        [CardButton::Link { .. }] => Some(Shape::Link),
        buttons if (1..=ANSWERS).contains(&buttons.len()) && buttons.iter().all(answers) => {
            Some(Shape::Answers(buttons.len()))
        }
        _ => None,
    }
}

fn of_card(outbound: &Outbound, index: usize, card: &Card, shape: Shape) -> Option<Value> {
    let image = card.image.as_deref()?;
    let words: Vec<&str> =
        [card.title.as_str()].into_iter().chain(card.description.as_deref()).map(str::trim).collect();
    let words = words.join("\n");
    let complete = measure(&words, WHATSAPP.text_unit) <= usize::try_from(CARD_BODY).ok()?;
    if !complete || words.matches('\n').count() > 2 || shape_of(card) != Some(shape) {
        return None;
    }
    let buttons: Option<Vec<Value>> = card.buttons.iter().map(|button| answer(outbound, button)).collect();
    let header = json!({ "type": "image", "image": { "link": image } });
    let body = json!({ "text": words });
    let action = match card.buttons.first()? {
        CardButton::Link { label, url } => {
            json!({ "name": "cta_url", "parameters": { "display_text": short(label), "url": url } })
        }
        CardButton::Reply { .. } => json!({ "buttons": buttons? }),
    };
    // The type is that of a link, whatever the buttons are: so it stands in Meta's examples of both.
    Some(json!({ "card_index": index, "type": "cta_url", "header": header, "body": body, "action": action }))
}

fn answer(outbound: &Outbound, button: &CardButton) -> Option<Value> {
    let CardButton::Reply { id, label } = button else { return None };
    let payload = choice::payload(outbound.message, id);
    let fits = payload.len() <= PAYLOAD;
    fits.then(|| json!({ "type": "quick_reply", "quick_reply": { "id": payload, "title": short(label) } }))
}

fn short(label: &str) -> String {
    shortened(label, WHATSAPP.text_unit, BUTTON)
}
