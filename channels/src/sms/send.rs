//! How a message becomes requests (twilio.com/docs/messaging/api/message-resource#create-a-message-resource).

use super::{API, PHONE_NUMBER, SMS, authorized, errors, parse, service, sid};
use crate::account::Account;
use crate::adapter::{Repeat, SendState, Step};
use crate::error::SendError;
use crate::form;
use crate::http::{HttpRequest, HttpResponse};
use crate::item::{phone, text};
use crate::outbound::Outbound;
use crate::percent;
use crate::piece::{Piece, Rules, pieces};
use crate::plain::link;
use crate::preview::Rendered;
use frontdesk_model::message::FileRef;

/// Files of one message, and their bytes in all.
const MAX_MEDIA: usize = 10;
const MAX_BYTES: u64 = 5_000_000;
/// What phones show. Anything else is a link.
const SHOWN: [&str; 8] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "audio/mpeg",
    "audio/mp4",
    "audio/amr",
    "video/mp4",
    "video/3gpp",
];

/// One message of Twilio's.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Part {
    body: String,
    media: Vec<String>,
    bytes: u64,
}

pub(super) fn step(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let parts = match rendered(outbound) {
        Ok(rendered) => rendered.parts,
        Err(error) => return Step::Failed(error),
    };
    let at = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(part) = parts.get(at) else { return Step::Sent { ids: state.ids.clone() } };
    let Some(response) = response else {
        // Twilio knows no key by which it would see a request again.
        return Step::Ask { request: request(account, outbound, part), repeat: Repeat::Unsafe };
    };
    let answer = response.json();
    match text(&answer, "/sid").filter(|_| response.is_success() && !errors::is_refused(response)) {
        None => Step::Failed(errors::of_answer(response)),
        Some(id) => {
            let next = state.and(Some(id));
            if at + 1 < parts.len() { Step::Go(next) } else { Step::Sent { ids: next.ids } }
        }
    }
}

/// # Errors
/// When there is no link to a file: Twilio fetches from us also what goes as such.
pub(super) fn rendered(outbound: &Outbound) -> Result<Rendered<Part>, SendError> {
    let shows = if takes_pictures(outbound.to.as_str()) {
        |file: &FileRef| is_shown(file)
    } else {
        |_: &FileRef| false
    };
    let rules = Rules { capability: &SMS, caption_max: SMS.text_max, takes: shows };
    let mut parts: Vec<Part> = Vec::new();
    let Rendered { parts: pieces, mut told } = pieces(outbound, rules)?;
    for piece in pieces {
        match piece {
            Piece::Text(body) | Piece::Options { text: body, .. } => {
                parts.push(Part { body, ..Part::default() });
            }
            Piece::File { file, caption } => attach(&mut parts, &file, link(&file, outbound)?, caption),
        }
    }
    told.apart(parts.iter().filter(|part| !part.media.is_empty()).count());
    Ok(Rendered { parts, told })
}

/// To the message before, as long as it takes more.
fn attach(parts: &mut Vec<Part>, file: &FileRef, link: &str, caption: Option<String>) {
    let room = |part: &&mut Part| {
        let fits = part.bytes.saturating_add(file.size) <= MAX_BYTES;
        !part.media.is_empty() && part.media.len() < MAX_MEDIA && fits && caption.is_none()
    };
    if let Some(part) = parts.last_mut().filter(room) {
        part.media.push(link.to_owned());
        part.bytes = part.bytes.saturating_add(file.size);
    } else {
        let body = caption.unwrap_or_default();
        parts.push(Part { body, media: vec![link.to_owned()], bytes: file.size });
    }
}

/// MMS is a thing of North America; elsewhere a picture is a link.
fn takes_pictures(to: &str) -> bool {
    to.starts_with("+1") || to.starts_with("whatsapp:")
}

fn is_shown(file: &FileRef) -> bool {
    SHOWN.contains(&file.media_type.as_str())
}

fn request(account: &Account, outbound: &Outbound, part: &Part) -> HttpRequest {
    let callback = format!(
        "{}?{}={}&{}={}",
        account.webhook_url(),
        parse::CONVERSATION,
        outbound.conversation,
        parse::MESSAGE,
        outbound.message
    );
    let to = outbound.to.as_str();
    let number = phone(account.setting(PHONE_NUMBER));
    let number = number.as_deref().unwrap_or_else(|| account.setting(PHONE_NUMBER).trim());
    let from = if to.starts_with("whatsapp:") { format!("whatsapp:{number}") } else { number.to_owned() };
    let mut fields = vec![("To", to)];
    fields.push(match service(account) {
        Some(service) => ("MessagingServiceSid", service),
        None => ("From", from.as_str()),
    });
    if !part.body.is_empty() {
        fields.push(("Body", &part.body));
    }
    fields.extend(part.media.iter().map(|link| ("MediaUrl", link.as_str())));
    fields.push(("StatusCallback", &callback));
    let url = format!("{}/Accounts/{}/Messages.json", account.host(API), percent::encode(sid(account)));
    let post = HttpRequest::post(url, "application/x-www-form-urlencoded", form::write(&fields));
    authorized(account, post)
}
