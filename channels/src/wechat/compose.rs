//! What is to be said as messages of the customer-service interface, one request each.

use super::media;
use crate::attached::{Attached, Sent, attached};
use crate::capability::TextUnit;
use crate::choice;
use crate::error::SendError;
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::piece::numbered;
use crate::plain::link_line;
use crate::preview::{Rendered, Told};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::simplified;
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Text(String),
    File {
        file: FileRef,
        /// As WeChat calls it.
        word: &'static str,
        /// What is said where WeChat refuses it; `None` where there is no link.
        instead: Option<String>,
    },
    /// A text with words that can be tapped (`msgmenu`).
    Menu(Value),
}

/// # Errors
/// When a file can go neither as such nor as a link.
pub(super) fn rendered(outbound: &Outbound) -> Result<Rendered<Part>, SendError> {
    Rendered::new(outbound, &super::CAPABILITY.flow, |content, told| {
        Ok(match content {
            Content::Files { files, caption } => files_parts(outbound, files, caption.as_ref(), told)?,
            Content::Options { text, options } => offered(outbound, text.as_str(), options, told),
            Content::Text { .. }
            | Content::Carousel { .. }
            | Content::Articles { .. }
            | Content::Form { .. }
            | Content::Chosen { .. }
            | Content::FormFilled { .. }
            | Content::Template { .. }
            | Content::Unsupported { .. } => texts(&simplified(content), told),
        })
    })
}

fn texts(text: &str, told: &mut Told) -> Vec<Part> {
    let parts = told.split(text, TextUnit::Bytes, super::CAPABILITY.text_max);
    parts.into_iter().map(Part::Text).collect()
}

/// Each file on its own, then the caption, and links to what WeChat has no message for.
fn files_parts(
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
    told: &mut Told,
) -> Result<Vec<Part>, SendError> {
    let Attached { sent, words } = attached(outbound, (files, caption), media::kind, |_, _| false, told)?;
    told.apart(sent.len());
    let part = |Sent { file, how: (_, word), .. }: Sent<'_, (MediaKind, &'static str)>| {
        let instead = link_line(file, outbound).ok();
        Part::File { file: file.clone(), word, instead }
    };
    Ok(sent.into_iter().map(part).chain(texts(&words, told)).collect())
}

/// The head of the menu is the end of the text; labels that leave no room for it make numbered text of all.
fn offered(outbound: &Outbound, text: &str, options: &[Choice], told: &mut Told) -> Vec<Part> {
    let labels: usize = options.iter().map(|option| option.label.len().saturating_add(1)).sum();
    let most = super::CAPABILITY.text_max;
    let room = u32::try_from(labels).ok().and_then(|labels| most.checked_sub(labels));
    let Some(room) = room.filter(|room| *room >= most / 4 && !options.is_empty()) else {
        told.tell(Degradation::ButtonsAsText);
        return texts(&numbered(text, options), told);
    };
    let mut parts = told.split(text, TextUnit::Bytes, room);
    let head = parts.pop().unwrap_or_default();
    let list: Vec<Value> = options
        .iter()
        .map(|option| json!({ "id": choice::payload(outbound.message, &option.id), "content": option.label }))
        .collect();
    let menu = json!({ "head_content": head, "list": list, "tail_content": "" });
    parts.into_iter().map(Part::Text).chain([Part::Menu(menu)]).collect()
}
