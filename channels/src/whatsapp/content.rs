//! What a message of ours becomes: texts, files, and what can be pressed.

use super::media::{has_caption, takes};
use super::{WHATSAPP, carousel};
use crate::attached::{Attached, attached};
use crate::choice;
use crate::error::SendError;
use crate::inbound::MediaKind;
use crate::meta::parts::{Part, file_part, kind_of};
use crate::outbound::Outbound;
use crate::preview::{Rendered, Told};
use crate::split::shortened;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::simplified;
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};
use serde_json::{Value, json};

/// Characters: of captions and of the text above what can be pressed, of a button, and of a list's rows.
pub(super) const BODY: u32 = 1_024;
pub(super) const BUTTON: u32 = 20;
const ROW: u32 = 24;
const DESCRIPTION: u32 = 72;
/// Bytes of what a row carries; a button takes 256.
pub(super) const PAYLOAD: usize = 200;
const BUTTONS: usize = 3;
const ROWS: usize = 10;

/// # Errors
/// When a file can go neither as such nor as a link.
pub(super) fn rendered(outbound: &Outbound) -> Result<Rendered<Part>, SendError> {
    Rendered::new(outbound, &WHATSAPP.flow, |content, told| of(outbound, content, told))
}

fn of(outbound: &Outbound, content: &Content, told: &mut Told) -> Result<Vec<Part>, SendError> {
    Ok(match content {
        Content::Files { files, caption } => files_parts(outbound, files, caption.as_ref(), told)?,
        Content::Options { text, options } => match pressable(outbound, text.as_str(), options, told) {
            Some(parts) => parts,
            None => {
                told.tell(Degradation::ButtonsAsText);
                plain(&simplified(content), told)
            }
        },
        Content::Carousel { text, cards } => match carousel::native(outbound, text.as_ref(), cards, told) {
            Some(parts) => parts,
            None => {
                let mut parts = Vec::new();
                for content in told.without_cards(content, WHATSAPP.flow) {
                    parts.extend(of(outbound, &content, told)?);
                }
                parts
            }
        },
        Content::Template { name, language, parameters, .. } => {
            vec![Part::Rich(json!({ "template": template(name, language, parameters) }))]
        }
        Content::Text { .. }
        | Content::Articles { .. }
        | Content::Form { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. }
        | Content::Unsupported { .. } => plain(&simplified(content), told),
    })
}

pub(super) fn plain(text: &str, told: &mut Told) -> Vec<Part> {
    let parts = told.split(text, WHATSAPP.text_unit, WHATSAPP.text_max);
    parts.into_iter().map(Part::Text).collect()
}

/// The caption goes with the first file that takes one. What is left of it, and links to what cannot go as a file,
/// are a text after the files.
fn files_parts(
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
    told: &mut Told,
) -> Result<Vec<Part>, SendError> {
    let goes = |file: &FileRef| kind_of(file, WHATSAPP.media, takes);
    let beside = |kind: &MediaKind, text: &str| has_caption(*kind) && text.chars().count() <= usize_of(BODY);
    let Attached { sent, words } = attached(outbound, (files, caption), goes, beside, told)?;
    told.apart(sent.len());
    let mut parts: Vec<Part> = sent.into_iter().map(|sent| file_part(outbound, sent, told)).collect();
    parts.extend(plain(&words, told));
    Ok(parts)
}

/// Up to three short labels as buttons, up to ten as a list, whose rows have room for longer ones.
fn pressable(outbound: &Outbound, text: &str, options: &[Choice], told: &mut Told) -> Option<Vec<Part>> {
    let payloads: Vec<String> =
        options.iter().map(|option| choice::payload(outbound.message, &option.id)).collect();
    let carried = payloads.iter().all(|payload| payload.len() <= PAYLOAD);
    let longest = options.iter().map(|option| option.label.chars().count()).max()?;
    if !carried || options.len() > ROWS || longest > usize_of(DESCRIPTION) {
        return None;
    }
    let pairs = || payloads.iter().zip(options.iter().map(|option| option.label.as_str()));
    let short = options.len() <= BUTTONS && longest <= usize_of(BUTTON);
    if !short {
        told.tell(Degradation::ButtonsAsList);
    }
    Some(under(text, |body| if short { buttons(body, pairs()) } else { list(body, pairs()) }, told))
}

/// A text that is too long to stand above what can be pressed goes before it.
fn under(text: &str, rich: impl Fn(&str) -> Value, told: &mut Told) -> Vec<Part> {
    let mut bodies = told.split(text, WHATSAPP.text_unit, BODY);
    let last = bodies.pop().unwrap_or_default();
    bodies.into_iter().map(Part::Text).chain([Part::Rich(json!({ "interactive": rich(&last) }))]).collect()
}

fn buttons<'a>(body: &str, options: impl Iterator<Item = (&'a String, &'a str)>) -> Value {
    let buttons: Vec<Value> = options
        .map(|(id, label)| json!({ "type": "reply", "reply": { "id": id, "title": label } }))
        .collect();
    json!({ "type": "button", "body": { "text": body }, "action": { "buttons": buttons } })
}

fn list<'a>(body: &str, options: impl Iterator<Item = (&'a String, &'a str)>) -> Value {
    let rows: Vec<Value> = options
        .map(|(id, label)| {
            let title = shortened(label, WHATSAPP.text_unit, ROW);
            if title == label {
                json!({ "id": id, "title": title })
            } else {
                json!({ "id": id, "title": title, "description": label })
            }
        })
        .collect();
    // A sign instead of a word: this is above the list in every language.
    let action = json!({ "button": "☰", "sections": [{ "rows": rows }] });
    json!({ "type": "list", "body": { "text": body }, "action": action })
}

/// With nothing but words in its body, as [`super::templates`] offers them.
fn template(name: &str, language: &str, parameters: &[String]) -> Value {
    let words: Vec<Value> = parameters.iter().map(|text| json!({ "type": "text", "text": text })).collect();
    let language = json!({ "code": language });
    if words.is_empty() {
        return json!({ "name": name, "language": language });
    }
    let components = json!([{ "type": "body", "parameters": words }]);
    json!({ "name": name, "language": language, "components": components })
}

fn usize_of(chars: u32) -> usize {
    usize::try_from(chars).unwrap_or(usize::MAX)
}
