//! What a direct message holds (developer.x.com, "Message create object").

use super::media;
use crate::choice;
use crate::inbound::{Media, MediaKind, What};
use crate::item::{list, number, text, word};
use crate::link;
use crate::plain::place;
use frontdesk_model::message::MessageText;
use serde_json::Value;

/// What it says, and the code of a link; nothing where only the code stood there.
pub(super) fn what(id: &str, data: &Value) -> (Option<What>, Option<String>) {
    let (words, link) = link::strip(&words(data));
    let words = MessageText::fitted(&words);
    if let Some((message, option)) = text(data, "/quick_reply_response/metadata").and_then(choice::read)
        && let Some(label) = words.clone().or_else(|| MessageText::fitted(option))
    {
        return (Some(What::Chosen { message, option: option.to_owned(), label }), link);
    }
    let what = match text(data, "/attachment/type") {
        None => words.map(What::Text),
        Some(kind) => Some(attached(id, kind, data, words)),
    };
    (what, link)
}

fn attached(id: &str, kind: &str, data: &Value, words: Option<MessageText>) -> What {
    if let Some(media) = data.pointer("/attachment/media").and_then(|media| file(id, media)) {
        return What::Media { media: vec![media], caption: words };
    }
    match position(data).and_then(|place| MessageText::fitted(&place)).or(words) {
        Some(words) => What::Text(words),
        None => What::Unsupported { kind: kind.chars().take(64).collect() },
    }
}

fn file(id: &str, media: &Value) -> Option<Media> {
    let kind = match text(media, "/type") {
        Some("photo") => MediaKind::Image,
        Some("animated_gif" | "video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::File,
    };
    // Of pictures that move, what stands at `media_url` is a picture that does not.
    let film = list(media, "/video_info/variants").iter();
    let film = film.filter(|variant| text(variant, "/content_type") == Some("video/mp4"));
    let film =
        film.max_by_key(|variant| number(variant, "/bitrate")).and_then(|variant| text(variant, "/url"));
    let address = film.or_else(|| text(media, "/media_url_https"));
    let handle = media::handle(id, word(media, "/id").as_deref(), address?);
    // Of pictures only the download tells whether they are JPEG or PNG.
    let media_type = film.map(|_| "video/mp4".to_owned());
    Some(Media { handle, kind, name: None, media_type })
}

fn position(data: &Value) -> Option<String> {
    let shared = data.pointer("/attachment/location")?;
    let coordinates = list(shared, "/shared_coordinate/coordinates/coordinates");
    // As in GeoJSON, the longitude comes first.
    if let [longitude, latitude] = coordinates {
        return Some(place("", "", &latitude.to_string(), &longitude.to_string()));
    }
    let name =
        text(shared, "/shared_place/place/full_name").or_else(|| text(shared, "/shared_place/place/name"));
    name.map(|name| format!("📍 {name}"))
}

/// As it was written: X escapes three signs, shortens addresses, and adds one for each attachment.
fn words(data: &Value) -> String {
    let mut words = text(data, "/text").unwrap_or_default().to_owned();
    if let Some(added) = text(data, "/attachment/media/url") {
        words = words.replace(added, "");
    }
    for address in list(data, "/entities/urls") {
        if let (Some(short), Some(long)) = (text(address, "/url"), text(address, "/expanded_url")) {
            words = words.replace(short, long);
        }
    }
    // The ampersand last: what was written as an escape stays one.
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_those_that_were_written() {
        let data = json!({
            "text": "1 &lt; 2 &amp;amp; see https://t.co/a https://t.co/m",
            "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org/page"}]},
            "attachment": {"type": "media", "media": {"url": "https://t.co/m"}},
        });
        assert_eq!(words(&data), "1 < 2 &amp; see https://example.org/page");
    }
}
