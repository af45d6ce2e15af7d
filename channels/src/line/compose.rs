//! What is to be said as message objects of LINE, up to five of which go in one request.

use super::{flex, media};
use crate::account::Account;
use crate::attached::{Attached, attached};
use crate::capability::TextUnit;
use crate::choice;
use crate::error::SendError;
use crate::outbound::Outbound;
use crate::piece::numbered;
use crate::preview::{Rendered, Told};
use crate::split::{measure, shortened};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::simplified;
use frontdesk_model::id::MessageId;
use frontdesk_model::message::{Choice, Content, FileRef};
use serde_json::{Value, json};

/// What a button shows, in UTF-16 units.
pub(super) const MAX_LABEL: u32 = 20;
/// What a button carries.
const MAX_DATA: u32 = 300;
/// What is shown where a template cannot be, as in notifications.
const MAX_ALT: u32 = 400;
/// The text over the buttons of a template that has neither title nor picture.
const MAX_OVER_BUTTONS: usize = 160;
const MAX_BUTTONS: usize = 4;
const MAX_QUICK_REPLIES: usize = 13;

/// # Errors
/// When a file can go neither as such nor as a link.
pub(super) fn rendered(account: &Account, outbound: &Outbound) -> Result<Rendered<Value>, SendError> {
    Rendered::new(outbound, &super::CAPABILITY.flow, |content, told| of(account, outbound, content, told))
}

fn of(
    account: &Account,
    outbound: &Outbound,
    content: &Content,
    told: &mut Told,
) -> Result<Vec<Value>, SendError> {
    Ok(match content {
        Content::Files { files, caption } => {
            let goes = |file: &FileRef| media::native(account, outbound, file);
            let given = (files.as_slice(), caption.as_ref());
            let Attached { sent, words } = attached(outbound, given, goes, |_, _| false, told)?;
            told.apart(sent.len());
            let files = sent.into_iter().map(|sent| sent.how);
            files.chain(texts(&words, told)).collect()
        }
        Content::Options { text, options } => offered(outbound, text.as_str(), options, told),
        Content::Carousel { text, cards } => match flex::carousel(outbound, cards, told) {
            Some(carousel) => {
                let mut messages = Vec::new();
                if let Some(text) = text {
                    told.tell(Degradation::TextBefore);
                    messages.extend(texts(text.as_str(), told));
                }
                messages.push(carousel);
                messages
            }
            None => {
                let mut messages = Vec::new();
                for content in told.without_cards(content, super::CAPABILITY.flow) {
                    messages.extend(of(account, outbound, &content, told)?);
                }
                messages
            }
        },
        Content::Text { .. }
        | Content::Articles { .. }
        | Content::Form { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. } => texts(&simplified(content), told),
    })
}

fn texts(text: &str, told: &mut Told) -> Vec<Value> {
    let parts = told.split(text, TextUnit::Utf16, super::CAPABILITY.text_max);
    parts.into_iter().map(|text| json!({ "type": "text", "text": text })).collect()
}

/// A template where all of it fits one, because that stays in the talk; else quick replies under the text. A label
/// that a button cannot show stands in the text.
fn offered(outbound: &Outbound, text: &str, options: &[Choice], told: &mut Told) -> Vec<Value> {
    if options.is_empty() || options.len() > MAX_QUICK_REPLIES {
        told.tell(Degradation::ButtonsAsText);
        return texts(&numbered(text, options), told);
    }
    let long: Vec<&Choice> = options.iter().filter(|option| is_long(&option.label)).collect();
    if !long.is_empty() {
        told.tell(Degradation::LabelsShortened);
    }
    let long = long.iter().map(|option| format!("• {}", option.label));
    let text = [text.to_owned()].into_iter().chain(long).collect::<Vec<_>>().join("\n");
    let actions: Vec<Value> =
        options.iter().map(|option| pressed(outbound.message, &option.id, &option.label)).collect();
    if options.len() <= MAX_BUTTONS && measure(&text, TextUnit::Utf16) <= MAX_OVER_BUTTONS {
        let template = json!({ "type": "buttons", "text": text, "actions": actions });
        let alt = alternative(&outbound.content);
        return vec![json!({ "type": "template", "altText": alt, "template": template })];
    }
    let items: Vec<Value> =
        actions.into_iter().map(|action| json!({ "type": "action", "action": action })).collect();
    let mut messages = texts(&text, told);
    if let Some(Value::Object(last)) = messages.last_mut() {
        last.insert("quickReply".to_owned(), json!({ "items": items }));
    }
    messages
}

pub(super) fn is_long(label: &str) -> bool {
    measure(label, TextUnit::Utf16) > usize::try_from(MAX_LABEL).unwrap_or(usize::MAX)
}

/// The button of an option. LINE does not say what stood on a button that was pressed: it carries that as well.
pub(super) fn pressed(message: MessageId, option: &str, label: &str) -> Value {
    let label = label.replace(['\n', '\r'], " ");
    let data =
        shortened(&format!("{}\n{label}", choice::payload(message, option)), TextUnit::Utf16, MAX_DATA);
    json!({
        "type": "postback",
        "label": shortened(&label, TextUnit::Utf16, MAX_LABEL),
        "data": data,
        "displayText": shortened(&label, TextUnit::Utf16, MAX_DATA),
    })
}

pub(super) fn alternative(content: &Content) -> String {
    shortened(&simplified(content), TextUnit::Utf16, MAX_ALT)
}
