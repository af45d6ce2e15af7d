//! What a message of ours becomes: texts, files, quick replies, cards.

use super::rich::{attachment_by_url, cards_message, quick_replies};
use super::{Door, Product};
use crate::attached::{Attached, attached};
use crate::choice;
use crate::error::SendError;
use crate::meta::parts::{Part, file_part, kind_of};
use crate::outbound::Outbound;
use crate::piece::numbered;
use crate::preview::{Rendered, Told};
use crate::split::measure;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::simplified;
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};

/// Of one message.
const QUICK_REPLIES: usize = 13;
/// Characters of a button and of a quick reply.
pub(super) const TITLE: u32 = 20;
/// Bytes of what a button carries.
pub(super) const PAYLOAD: usize = 1_000;

/// # Errors
/// When a file can go neither as such nor as a link.
pub(crate) fn rendered(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
) -> Result<Rendered<Part>, SendError> {
    let flow = &product.capability.flow;
    Rendered::new(outbound, flow, |content, told| of(product, door, outbound, content, told))
}

fn of(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
    content: &Content,
    told: &mut Told,
) -> Result<Vec<Part>, SendError> {
    Ok(match content {
        Content::Files { files, caption } => {
            files_parts(product, door, outbound, (files, caption.as_ref()), told)?
        }
        Content::Options { text, options } => pressable(product, outbound, text, options, told),
        Content::Carousel { text, cards } => match cards_message(outbound, cards, told) {
            Some(message) => {
                let mut parts = Vec::new();
                if let Some(text) = text {
                    told.tell(Degradation::TextBefore);
                    parts.extend(plain(product, text.as_str(), told));
                }
                parts.push(Part::Rich(message));
                parts
            }
            None => {
                let mut parts = Vec::new();
                for content in told.without_cards(content, product.capability.flow) {
                    parts.extend(of(product, door, outbound, &content, told)?);
                }
                parts
            }
        },
        Content::Text { .. }
        | Content::Articles { .. }
        | Content::Form { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. } => plain(product, &simplified(content), told),
    })
}

fn plain(product: &Product, text: &str, told: &mut Told) -> Vec<Part> {
    let parts = told.split(text, product.capability.text_unit, product.capability.text_max);
    parts.into_iter().map(Part::Text).collect()
}

/// The platform has no captions: words come after the files, and links to what cannot go as one.
fn files_parts(
    product: &Product,
    door: &Door<'_>,
    outbound: &Outbound,
    given: (&[FileRef], Option<&MessageText>),
    told: &mut Told,
) -> Result<Vec<Part>, SendError> {
    let goes = |file: &FileRef| kind_of(file, product.capability.media, product.takes);
    let Attached { sent, words } = attached(outbound, given, goes, |_, _| false, told)?;
    told.apart(sent.len());
    let mut parts = Vec::with_capacity(sent.len().saturating_add(1));
    for sent in sent {
        parts.push(if door.uploads {
            file_part(outbound, sent, told)
        } else {
            told.goes_as(sent.file, sent.how);
            Part::Rich(attachment_by_url(sent.file, sent.how, outbound)?)
        });
    }
    parts.extend(plain(product, &words, told));
    Ok(parts)
}

/// The last part of the text carries the quick replies. Labels that these cannot show in full stand in the text.
fn pressable(
    product: &Product,
    outbound: &Outbound,
    text: &MessageText,
    options: &[Choice],
    told: &mut Told,
) -> Vec<Part> {
    let capability = product.capability;
    let numbered = || numbered(text.as_str(), options);
    let payloads: Vec<String> =
        options.iter().map(|option| choice::payload(outbound.message, &option.id)).collect();
    let carried = payloads.iter().all(|payload| payload.len() <= PAYLOAD);
    if options.is_empty() || options.len() > QUICK_REPLIES || !carried {
        told.tell(Degradation::ButtonsAsText);
        return plain(product, &numbered(), told);
    }
    let longest = options.iter().map(|option| measure(&option.label, capability.text_unit)).max();
    let whole = longest.is_some_and(|longest| u32::try_from(longest).is_ok_and(|longest| longest <= TITLE));
    let words = if whole {
        text.as_str().to_owned()
    } else {
        told.tell(Degradation::LabelsShortened);
        numbered()
    };
    let mut bodies = told.split(&words, capability.text_unit, capability.text_max);
    let last = bodies.pop().unwrap_or_default();
    let labels = payloads.iter().zip(options.iter().map(|option| option.label.as_str()));
    let message = quick_replies(&last, labels, capability.text_unit);
    bodies.into_iter().map(Part::Text).chain([Part::Rich(message)]).collect()
}
