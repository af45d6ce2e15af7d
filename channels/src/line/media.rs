//! Files both ways. End users' files are fetched from LINE's host for data; ours LINE fetches from us, by address.

use super::{DATA, VIDEO_PREVIEW_URL, errors, fields, token};
use crate::account::Account;
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Media, MediaKind};
use crate::media::Fetch;
use crate::outbound::Outbound;
use crate::percent;
use frontdesk_model::message::FileRef;
use serde_json::{Value, json};

/// LINE wants to know how long a recording is and shows it before it is played; nobody here knows.
const SHOWN_MILLIS: u32 = 60_000;

/// Sound and pictures in motion are made ready by LINE first (`…/content/transcoding`).
pub(super) fn fetch(account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
    if media.handle.starts_with("https://") || media.handle.starts_with("http://") {
        return Fetch::Download(HttpRequest::get(media.handle.clone()));
    }
    let id = percent::encode(&media.handle);
    let content = format!("{}/v2/bot/message/{id}/content", account.host(DATA));
    let ask = |url: String| token::signed(account, HttpRequest::get(url));
    match (response, media.kind) {
        (None, MediaKind::Audio | MediaKind::Video) => Fetch::Ask(ask(format!("{content}/transcoding"))),
        (None, _) => Fetch::Download(ask(content)),
        (Some(answer), _) => match readiness(answer) {
            Ok(()) => Fetch::Download(ask(content)),
            Err(error) => Fetch::Failed(error),
        },
    }
}

fn readiness(answer: &HttpResponse) -> Result<(), SendError> {
    if !answer.is_success() {
        return Err(errors::of(answer));
    }
    match fields::text(&answer.json(), "/status") {
        Some("succeeded") => Ok(()),
        Some("failed") => {
            Err(SendError::new(RetryClass::Content, "failed", "LINE could not make the file ready"))
        }
        _ => Err(SendError::new(RetryClass::Transient, "processing", "LINE is still making the file ready")),
    }
}

/// The file as a message of LINE's; `None` where it has none for such a file, so that it has to go as a link.
pub(super) fn native(account: &Account, outbound: &Outbound, file: &FileRef) -> Option<Value> {
    let link = outbound.links.get(&file.id).filter(|link| link.starts_with("https://"))?;
    let limits = super::CAPABILITY.media;
    match file.media_type.as_str() {
        "image/jpeg" | "image/png" if file.size <= limits.image => Some(json!({
            "type": "image", "originalContentUrl": link, "previewImageUrl": link,
        })),
        "audio/mpeg" | "audio/mp3" | "audio/mp4" | "audio/m4a" | "audio/x-m4a"
            if file.size <= limits.audio =>
        {
            Some(json!({ "type": "audio", "originalContentUrl": link, "duration": SHOWN_MILLIS }))
        }
        "video/mp4" if file.size <= limits.video => {
            let preview = account.setting(VIDEO_PREVIEW_URL);
            preview
                .starts_with("https://")
                .then(|| json!({ "type": "video", "originalContentUrl": link, "previewImageUrl": preview }))
        }
        _ => None,
    }
}
