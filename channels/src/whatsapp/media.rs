//! Files both ways (…/whatsapp/cloud-api/reference/media).

use super::errors::table;
use super::{ACCESS_TOKEN, GRAPH_HOST, PHONE_NUMBER_ID};
use crate::account::Account;
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::inbound::{Media, MediaKind};
use crate::media::Fetch;
use crate::meta::doctor::answered;
use crate::meta::fields::text;
use crate::percent::encode;

/// An id becomes an address that is good for five minutes, and wants the token as well.
pub(super) fn fetch(account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
    let token = account.secret(ACCESS_TOKEN);
    let Some(response) = response else {
        let (host, id) = (account.host(GRAPH_HOST), encode(&media.handle));
        let number = encode(account.setting(PHONE_NUMBER_ID));
        let request = HttpRequest::get(format!("{host}/{id}?phone_number_id={number}"));
        return Fetch::Ask(request.bearer(token));
    };
    match answered(response, table) {
        Ok(json) => match text(&json, "/url") {
            Some(url) => Fetch::Download(HttpRequest::get(url).bearer(token)),
            None => {
                let text = "the provider does not say where the file is";
                Fetch::Failed(SendError::new(RetryClass::Transient, "no_url", text))
            }
        },
        Err(error) => Fetch::Failed(error),
    }
}

/// What an upload takes; all else goes as a link. WebP is for stickers only, which are no pictures to people.
pub(super) fn takes(media_type: &str) -> Option<MediaKind> {
    Some(match media_type {
        "image/jpeg" | "image/png" => MediaKind::Image,
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" => MediaKind::Audio,
        "video/mp4" | "video/3gpp" => MediaKind::Video,
        "text/plain"
        | "application/pdf"
        | "application/msword"
        | "application/vnd.ms-excel"
        | "application/vnd.ms-powerpoint"
        | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.openxmlformats-officedocument.presentationml.presentation" => MediaKind::File,
        _ => return None,
    })
}

/// The word for a kind in messages.
pub(super) const fn word(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::Sticker => "sticker",
        MediaKind::File => "document",
    }
}

pub(super) const fn has_caption(kind: MediaKind) -> bool {
    matches!(kind, MediaKind::Image | MediaKind::Video | MediaKind::File)
}
