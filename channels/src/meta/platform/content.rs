//! What a message of ours becomes: texts, files, quick replies, cards.

use super::rich::{attachment_by_url, cards_message, quick_replies};
use super::{Door, Product};
use crate::choice;
use crate::error::SendError;
use crate::meta::parts::{Part, kind_of, link_line, texts};
use crate::outbound::Outbound;
use crate::split::{measure, split};
use frontdesk_model::flow::{Capabilities, degrade, simplified};
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};

/// Of one message.
const QUICK_REPLIES: usize = 13;
/// Characters of a button and of a quick reply.
pub(super) const TITLE: u32 = 20;
/// Bytes of what a button carries.
pub(super) const PAYLOAD: usize = 1_000;

/// # Errors
/// When a file can go neither as such nor as a link.
pub(crate) fn parts(product: &Product, door: &Door<'_>, outbound: &Outbound) -> Result<Vec<Part>, SendError> {
    of(product, door, outbound, &outbound.content)
}

fn of(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
    content: &Content,
) -> Result<Vec<Part>, SendError> {
    Ok(match content {
        Content::Text { text } => plain(product, text.as_str()),
        Content::Files { files, caption } => files_parts(product, door, outbound, files, caption.as_ref())?,
        Content::Options { text, options } => pressable(product, outbound, text, options, content),
        Content::Carousel { text, cards } => match cards_message(outbound, cards) {
            Some(message) => {
                let before = text.iter().flat_map(|text| plain(product, text.as_str()));
                before.chain([Part::Rich(message)]).collect()
            }
            None => without_cards(product, door, outbound, content)?,
        },
        Content::Articles { .. }
        | Content::Form { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. } => plain(product, &simplified(content)),
    })
}

fn plain(product: &Product, text: &str) -> Vec<Part> {
    texts(text, product.capability.text_unit, product.capability.text_max).collect()
}

/// Cards as texts, with their buttons as options where these fit.
fn without_cards(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
    content: &Content,
) -> Result<Vec<Part>, SendError> {
    let simpler = degrade(content, &Capabilities { cards: 0, ..product.capability.flow });
    let mut parts = Vec::new();
    for content in simpler.iter().filter(|content| !matches!(content, Content::Carousel { .. })) {
        parts.extend(of(product, door, outbound, content)?);
    }
    Ok(parts)
}

/// The platform has no captions: words come after the files, and links to what cannot go as one.
fn files_parts(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
) -> Result<Vec<Part>, SendError> {
    let mut parts = Vec::new();
    let mut lines: Vec<String> = caption.iter().map(|caption| caption.as_str().to_owned()).collect();
    for file in files {
        let kind = kind_of(file, product.capability.media, product.takes);
        match (kind, door.uploads) {
            (Some(kind), true) => {
                let instead = link_line(file, outbound).ok();
                parts.push(Part::File { file: file.clone(), kind, caption: None, instead });
            }
            (Some(kind), false) => parts.push(Part::Rich(attachment_by_url(file, kind, outbound)?)),
            (None, _) => lines.push(link_line(file, outbound)?),
        }
    }
    parts.extend(plain(product, &lines.join("\n")));
    Ok(parts)
}

/// The last part of the text carries the quick replies. Labels that these cannot show in full stand in the text.
fn pressable(
    product: &Product,
    outbound: &Outbound,
    text: &MessageText,
    options: &[Choice],
    content: &Content,
) -> Vec<Part> {
    let capability = product.capability;
    let payloads: Vec<String> =
        options.iter().map(|option| choice::payload(outbound.message, &option.id)).collect();
    let carried = payloads.iter().all(|payload| payload.len() <= PAYLOAD);
    if options.is_empty() || options.len() > QUICK_REPLIES || !carried {
        return plain(product, &simplified(content));
    }
    let longest = options.iter().map(|option| measure(&option.label, capability.text_unit)).max();
    let whole = longest.is_some_and(|longest| u32::try_from(longest).is_ok_and(|longest| longest <= TITLE));
    let words = if whole { text.as_str().to_owned() } else { simplified(content) };
    let mut bodies = split(&words, capability.text_unit, capability.text_max);
    let last = bodies.pop().unwrap_or_default();
    let labels = payloads.iter().zip(options.iter().map(|option| option.label.as_str()));
    let message = quick_replies(&last, labels, capability.text_unit);
    bodies.into_iter().map(Part::Text).chain([Part::Rich(message)]).collect()
}
