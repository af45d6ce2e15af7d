//! What is to be said as message objects of LINE, up to five of which go in one request.

use super::{flex, media};
use crate::account::Account;
use crate::capability::TextUnit;
use crate::choice;
use crate::error::SendError;
use crate::meta::parts::link_line;
use crate::outbound::Outbound;
use crate::split::{measure, shortened, split};
use frontdesk_model::flow::simplified;
use frontdesk_model::id::MessageId;
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};
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
pub(super) fn messages(account: &Account, outbound: &Outbound) -> Result<Vec<Value>, SendError> {
    Ok(match &outbound.content {
        Content::Text { text } => texts(text.as_str()),
        Content::Files { files, caption } => attached(account, outbound, files, caption.as_ref())?,
        Content::Options { text, options } => offered(outbound, text.as_str(), options),
        Content::Carousel { text, cards } => match flex::carousel(outbound, cards) {
            Some(carousel) => {
                let before = text.as_ref().map_or_else(Vec::new, |text| texts(text.as_str()));
                before.into_iter().chain([carousel]).collect()
            }
            None => texts(&simplified(&outbound.content)),
        },
        Content::Articles { .. }
        | Content::Form { .. }
        | Content::Chosen { .. }
        | Content::FormFilled { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. } => texts(&simplified(&outbound.content)),
    })
}

fn texts(text: &str) -> Vec<Value> {
    let parts = split(text, TextUnit::Utf16, super::CAPABILITY.text_max);
    parts.into_iter().map(|text| json!({ "type": "text", "text": text })).collect()
}

/// Each file on its own, what LINE has no message for as one text of links, then the caption.
fn attached(
    account: &Account,
    outbound: &Outbound,
    files: &[FileRef],
    caption: Option<&MessageText>,
) -> Result<Vec<Value>, SendError> {
    let mut messages = Vec::new();
    let mut lines = Vec::new();
    for file in files {
        match media::native(account, outbound, file) {
            Some(message) => messages.push(message),
            None => lines.push(link_line(file, outbound)?),
        }
    }
    lines.extend(caption.map(|caption| caption.as_str().to_owned()));
    messages.extend(texts(&lines.join("\n")));
    Ok(messages)
}

/// A template where all of it fits one, because that stays in the talk; else quick replies under the text. A label
/// that a button cannot show stands in the text.
fn offered(outbound: &Outbound, text: &str, options: &[Choice]) -> Vec<Value> {
    if options.is_empty() || options.len() > MAX_QUICK_REPLIES {
        return texts(&simplified(&outbound.content));
    }
    let long =
        options.iter().filter(|option| is_long(&option.label)).map(|option| format!("• {}", option.label));
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
    let mut messages = texts(&text);
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
