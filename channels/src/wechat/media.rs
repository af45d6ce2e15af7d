//! Files both ways. WeChat keeps each for three days under a `media_id`.

use super::{errors, token};
use crate::account::Account;
use crate::http::{FormData, FormPart, HttpRequest, HttpResponse};
use crate::inbound::{Media, MediaKind};
use crate::media::Fetch;
use frontdesk_model::message::FileRef;
use serde_json::Value;

/// A refusal comes with status 200 as a file does, and a video as the address of one: so the answer is looked at before
/// it is taken for the file.
pub(super) fn fetch(account: &Account, media: &Media, response: Option<&HttpResponse>) -> Fetch {
    if media.handle.starts_with("https://") || media.handle.starts_with("http://") {
        return Fetch::Download(HttpRequest::get(media.handle.clone()));
    }
    let get = || HttpRequest::get(token::url(account, "/cgi-bin/media/get", &[("media_id", &media.handle)]));
    // The first bytes tell; a provider that does not know ranges gives all of it.
    let Some(answer) = response else { return Fetch::Ask(get().with("range", "bytes=0-1023")) };
    let body = answer.json();
    if answer.is_success() && !body.is_object() {
        return Fetch::Download(get());
    }
    match errors::checked(answer, errors::unreadable()) {
        Err(error) => Fetch::Failed(error),
        Ok(body) => match body.get("video_url").and_then(Value::as_str) {
            Some(url) => Fetch::Download(HttpRequest::get(url.to_owned())),
            None => Fetch::Failed(errors::unreadable()),
        },
    }
}

/// How WeChat calls a kind of file that it takes; `None` for what has to go as a link.
pub(super) fn kind(file: &FileRef) -> Option<(MediaKind, &'static str)> {
    let limits = super::CAPABILITY.media;
    let (kind, word, most) = match file.media_type.as_str() {
        "image/jpeg" | "image/png" | "image/gif" | "image/bmp" => (MediaKind::Image, "image", limits.image),
        "audio/amr" | "audio/mpeg" | "audio/mp3" => (MediaKind::Audio, "voice", limits.audio),
        "video/mp4" => (MediaKind::Video, "video", limits.video),
        _ => return None,
    };
    (file.size <= most).then_some((kind, word))
}

pub(super) fn upload(account: &Account, file: &FileRef, word: &str) -> HttpRequest {
    let part = FormPart {
        name: "media".to_owned(),
        file_name: Some(file.name.clone()),
        content_type: Some(file.media_type.clone()),
        data: FormData::File(file.id),
    };
    HttpRequest::post_form(token::url(account, "/cgi-bin/media/upload", &[("type", word)]), vec![part])
}
