//! What hangs on a message: files at addresses that soon die, places, and things of Facebook and Instagram.

use crate::inbound::{Media, MediaKind};
use crate::meta::fields::text;
use serde_json::Value;

/// The thumb that stands beside the composer, in its three sizes.
const THUMBS: [&str; 3] = ["369239263222822", "369239343222814", "369239383222810"];

/// What attachments are for us.
#[derive(Default)]
pub(super) struct Attached {
    pub(super) media: Vec<Media>,
    /// What can be said in words.
    pub(super) lines: Vec<String>,
    /// The first one that can be neither.
    pub(super) unknown: Option<String>,
}

pub(super) fn attached(attachments: &[Value]) -> Attached {
    let mut all = Attached::default();
    for one in attachments {
        let kind = text(one, "/type").unwrap_or_else(|| "unknown".to_owned());
        if let Some(line) = line(&kind, one) {
            all.lines.push(line);
        } else if let Some(media) = media(&kind, one) {
            all.media.push(media);
        } else {
            all.unknown = all.unknown.or(Some(kind.chars().take(64).collect()));
        }
    }
    all
}

fn media(kind: &str, attachment: &Value) -> Option<Media> {
    let kind = match kind {
        "image" if attachment.pointer("/payload/sticker_id").is_some() => MediaKind::Sticker,
        "sticker" => MediaKind::Sticker,
        // What is shared comes as the picture or film itself; which of them shows when it is fetched.
        "image" | "share" | "story_mention" | "ig_post" => MediaKind::Image,
        "video" | "reel" | "ig_reel" => MediaKind::Video,
        "audio" => MediaKind::Audio,
        "file" => MediaKind::File,
        _ => return None,
    };
    let handle = text(attachment, "/payload/url")?;
    let name = (kind == MediaKind::File).then(|| name_in(&handle)).flatten();
    Some(Media { handle, kind, name, media_type: None })
}

/// The last part of an address's path, where it looks like the name of a file.
fn name_in(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    (name.contains('.') && path.matches('/').count() > 2).then(|| name.to_owned())
}

fn line(kind: &str, attachment: &Value) -> Option<String> {
    match kind {
        "location" => {
            let latitude = text(attachment, "/payload/coordinates/lat")?;
            let longitude = text(attachment, "/payload/coordinates/long")?;
            let title = text(attachment, "/title").or_else(|| text(attachment, "/payload/title"));
            let place = format!("📍 {}", title.unwrap_or_default());
            let place = place.trim_end();
            Some(format!("{place}\nhttps://maps.google.com/?q={latitude},{longitude}"))
        }
        "like_heart" => Some("❤️".to_owned()),
        "image" | "sticker" => {
            let sticker = text(attachment, "/payload/sticker_id")?;
            THUMBS.contains(&sticker.as_str()).then(|| "👍".to_owned())
        }
        "fallback" => {
            let title = text(attachment, "/title").or_else(|| text(attachment, "/payload/title"));
            let url = text(attachment, "/payload/url").or_else(|| text(attachment, "/url"));
            let both: Vec<String> = title.into_iter().chain(url).collect();
            (!both.is_empty()).then(|| both.join("\n"))
        }
        _ => None,
    }
}
