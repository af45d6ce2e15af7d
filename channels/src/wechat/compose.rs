//! What is to be said as messages of the customer-service interface, one request each.

use super::media;
use crate::capability::TextUnit;
use crate::choice;
use crate::error::SendError;
use crate::meta::parts::link_line;
use crate::outbound::Outbound;
use crate::split::split;
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
pub(super) fn parts(outbound: &Outbound) -> Result<Vec<Part>, SendError> {
    Ok(match &outbound.content {
        Content::Files { files, caption } => attached(outbound, files, caption.as_ref())?,
        Content::Options { text, options } => offered(outbound, text.as_str(), options),
        content @ (Content::Text { .. }
        | Content::Carousel { .. }
        | Content::Articles { .. }
        | Content::Form { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. }) => texts(&simplified(content)).collect(),
    })
}

fn texts(text: &str) -> impl Iterator<Item = Part> {
    split(text, TextUnit::Bytes, super::CAPABILITY.text_max).into_iter().map(Part::Text)
}

/// Each file on its own, what WeChat has no message for as one text of links, then the caption.
fn attached(
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
) -> Result<Vec<Part>, SendError> {
    let mut parts = Vec::new();
    let mut lines = Vec::new();
    for file in files {
        match media::kind(file) {
            Some((_, word)) => {
                let instead = link_line(file, outbound).ok();
                parts.push(Part::File { file: file.clone(), word, instead });
            }
            None => lines.push(link_line(file, outbound)?),
        }
    }
    lines.extend(caption.map(|caption| caption.as_str().to_owned()));
    parts.extend(texts(&lines.join("\n")));
    Ok(parts)
}

/// The head of the menu is the end of the text; labels that leave no room for it make numbered text of all.
fn offered(outbound: &Outbound, text: &str, options: &[Choice]) -> Vec<Part> {
    let labels: usize = options.iter().map(|option| option.label.len().saturating_add(1)).sum();
    let most = super::CAPABILITY.text_max;
    let room = u32::try_from(labels).ok().and_then(|labels| most.checked_sub(labels));
    let Some(room) = room.filter(|room| *room >= most / 4 && !options.is_empty()) else {
        return texts(&simplified(&outbound.content)).collect();
    };
    let mut parts = split(text, TextUnit::Bytes, room);
    let head = parts.pop().unwrap_or_default();
    let list: Vec<Value> = options
        .iter()
        .map(|option| json!({ "id": choice::payload(outbound.message, &option.id), "content": option.label }))
        .collect();
    let menu = json!({ "head_content": head, "list": list, "tail_content": "" });
    parts.into_iter().map(Part::Text).chain([Part::Menu(menu)]).collect()
}
