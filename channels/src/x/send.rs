//! How a message becomes requests (docs.x.com/x-api/direct-messages/manage, docs.x.com/x-api/media).

use super::{X_DIRECT, as_user, errors, url};
use crate::account::Account;
use crate::adapter::{Repeat, SendState, Step};
use crate::error::{RetryClass, SendError};
use crate::http::{FormData, FormPart, HttpRequest, HttpResponse};
use crate::item::{text, word};
use crate::outbound::Outbound;
use crate::percent;
use crate::piece::{Piece, Rules, pieces};
use crate::preview::Rendered;
use frontdesk_model::message::FileRef;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

/// In the state's memo: the picture of the part that comes next, as X calls it, and when it was uploaded.
const UPLOADED: &str = "media_id";
const UPLOADED_AT: &str = "media_at";
/// X keeps what was uploaded for a day.
const KEPT: Span = Span::minutes(23 * 60);

pub(super) fn step(
    account: &Account,
    outbound: &Outbound,
    state: &SendState,
    response: Option<&HttpResponse>,
) -> Step {
    let pieces = match rendered(outbound) {
        Ok(rendered) => rendered.parts,
        Err(error) => return Step::Failed(error),
    };
    let at = usize::try_from(state.parts).unwrap_or(usize::MAX);
    let Some(piece) = pieces.get(at) else { return Step::Sent { ids: state.ids.clone() } };
    let uploaded = uploaded(state, outbound.now);
    match (piece, uploaded, response) {
        (Piece::File { file, .. }, None, None) => {
            // Nobody sees what was uploaded and not sent.
            Step::Ask { request: upload(account, file), repeat: Repeat::Safe }
        }
        (Piece::File { .. }, None, Some(response)) => took(state, outbound.now, response),
        (piece, uploaded, None) => {
            let request = message(account, outbound, piece, uploaded);
            Step::Ask { request, repeat: Repeat::Unsafe }
        }
        (_, _, Some(response)) => sent(state, outbound.now, response, at + 1 == pieces.len()),
    }
}

/// # Errors
/// When a file can go neither as such nor as a link.
pub(super) fn rendered(outbound: &Outbound) -> Result<Rendered<Piece>, SendError> {
    let rules = Rules { capability: &X_DIRECT, caption_max: X_DIRECT.text_max, takes: is_picture };
    let mut rendered = pieces(outbound, rules)?;
    rendered.told.apart(rendered.parts.iter().filter_map(Piece::file).count());
    Ok(rendered)
}

fn is_picture(file: &FileRef) -> bool {
    matches!(file.media_type.as_str(), "image/jpeg" | "image/png" | "image/webp")
}

fn uploaded(state: &SendState, now: Timestamp) -> Option<&str> {
    let at = state.memo.get(UPLOADED_AT)?.parse().ok().map(Timestamp::from_millis)?;
    state.memo.get(UPLOADED).map(String::as_str).filter(|_| now < at.plus(KEPT))
}

fn upload(account: &Account, file: &FileRef) -> HttpRequest {
    let picture = FormPart {
        name: "media".to_owned(),
        file_name: Some(file.name.clone()),
        content_type: Some(file.media_type.clone()),
        data: FormData::File(file.id),
    };
    let form = vec![FormPart::field("media_category", "dm_image"), picture];
    as_user(account, HttpRequest::post_form(url(account, "media/upload"), form))
}

fn took(state: &SendState, now: Timestamp, response: &HttpResponse) -> Step {
    let answer = response.json();
    match word(&answer, "/data/id").filter(|_| response.is_success()) {
        Some(id) => {
            let mut next = state.clone();
            next.memo.insert(UPLOADED.to_owned(), id);
            next.memo.insert(UPLOADED_AT.to_owned(), now.millis().to_string());
            Step::Go(next)
        }
        None if response.is_success() => {
            let text = "the provider did not say under which name it has the picture";
            Step::Failed(SendError::new(RetryClass::Transient, "no_media_id", text))
        }
        None => Step::Failed(errors::error(response, now)),
    }
}

fn message(account: &Account, outbound: &Outbound, piece: &Piece, uploaded: Option<&str>) -> HttpRequest {
    let body: Value = match piece {
        Piece::Text(text) | Piece::Options { text, .. } => json!({ "text": text }),
        Piece::File { caption, .. } => {
            let attachments = json!([{ "media_id": uploaded }]);
            match caption {
                Some(text) => json!({ "text": text, "attachments": attachments }),
                None => json!({ "attachments": attachments }),
            }
        }
    };
    let path = format!("dm_conversations/with/{}/messages", percent::encode(outbound.to.as_str()));
    as_user(account, HttpRequest::post_json(url(account, &path), &body))
}

fn sent(state: &SendState, now: Timestamp, response: &HttpResponse, is_last: bool) -> Step {
    let answer = response.json();
    let Some(id) = text(&answer, "/data/dm_event_id").filter(|_| response.is_success()) else {
        return Step::Failed(errors::error(response, now));
    };
    let mut next = state.and(Some(id));
    next.memo.remove(UPLOADED);
    next.memo.remove(UPLOADED_AT);
    if is_last { Step::Sent { ids: next.ids } } else { Step::Go(next) }
}
