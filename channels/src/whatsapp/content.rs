//! What a message of ours becomes: texts, files, and what can be pressed.

use super::media::{has_caption, takes};
use super::{WHATSAPP, carousel};
use crate::choice;
use crate::error::SendError;
use crate::meta::parts::{Part, kind_of, link_line, texts};
use crate::outbound::Outbound;
use crate::split::{shortened, split};
use frontdesk_model::flow::{Capabilities, degrade, simplified};
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
pub(super) fn parts(outbound: &Outbound) -> Result<Vec<Part>, SendError> {
    of(outbound, &outbound.content)
}

fn of(outbound: &Outbound, content: &Content) -> Result<Vec<Part>, SendError> {
    Ok(match content {
        Content::Text { text } => plain(text.as_str()),
        Content::Files { files, caption } => files_parts(outbound, files, caption.as_ref())?,
        Content::Options { text, options } => {
            pressable(outbound, text.as_str(), options).unwrap_or_else(|| plain(&simplified(content)))
        }
        Content::Carousel { text, cards } => match carousel::native(outbound, text.as_ref(), cards) {
            Some(parts) => parts,
            None => without_cards(outbound, content)?,
        },
        Content::Template { name, language, parameters, .. } => {
            vec![Part::Rich(json!({ "template": template(name, language, parameters) }))]
        }
        Content::Articles { .. }
        | Content::Form { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. }
        | Content::Unsupported { .. } => plain(&simplified(content)),
    })
}

pub(super) fn plain(text: &str) -> Vec<Part> {
    texts(text, WHATSAPP.text_unit, WHATSAPP.text_max).collect()
}

/// Cards as texts, with their buttons as options where these fit.
fn without_cards(outbound: &Outbound, content: &Content) -> Result<Vec<Part>, SendError> {
    let simpler = degrade(content, &Capabilities { cards: 0, ..WHATSAPP.flow });
    let mut parts = Vec::new();
    for content in simpler.iter().filter(|content| !matches!(content, Content::Carousel { .. })) {
        parts.extend(of(outbound, content)?);
    }
    Ok(parts)
}

/// The caption goes with the first file that takes one. What is left of it, and links to what cannot go as a file,
/// are a text after the files.
fn files_parts(
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
) -> Result<Vec<Part>, SendError> {
    let mut caption = caption.map(MessageText::as_str);
    let mut parts = Vec::new();
    let mut lines = Vec::new();
    for file in files {
        let Some(kind) = kind_of(file, WHATSAPP.media, takes) else {
            lines.push(link_line(file, outbound)?);
            continue;
        };
        let fits = |text: &&str| has_caption(kind) && text.chars().count() <= usize_of(BODY);
        let own = caption.filter(fits);
        if own.is_some() {
            caption = None;
        }
        let instead = link_line(file, outbound).ok();
        let instead = instead.map(|line| own.map_or(line.clone(), |own| format!("{own}\n{line}")));
        parts.push(Part::File { file: file.clone(), kind, caption: own.map(str::to_owned), instead });
    }
    let words = caption.into_iter().chain(lines.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    parts.extend(plain(&words));
    Ok(parts)
}

/// Up to three short labels as buttons, up to ten as a list, whose rows have room for longer ones.
fn pressable(outbound: &Outbound, text: &str, options: &[Choice]) -> Option<Vec<Part>> {
    let payloads: Vec<String> =
        options.iter().map(|option| choice::payload(outbound.message, &option.id)).collect();
    let carried = payloads.iter().all(|payload| payload.len() <= PAYLOAD);
    let longest = options.iter().map(|option| option.label.chars().count()).max()?;
    if !carried || options.len() > ROWS || longest > usize_of(DESCRIPTION) {
        return None;
    }
    let pairs = || payloads.iter().zip(options.iter().map(|option| option.label.as_str()));
    let short = options.len() <= BUTTONS && longest <= usize_of(BUTTON);
    Some(under(text, |body| if short { buttons(body, pairs()) } else { list(body, pairs()) }))
}

/// A text that is too long to stand above what can be pressed goes before it.
pub(super) fn under(text: &str, rich: impl Fn(&str) -> Value) -> Vec<Part> {
    let mut bodies = split(text, WHATSAPP.text_unit, BODY);
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
