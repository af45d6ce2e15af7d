//! Files: those that the account uploaded, and those that people sent. Each is kept for three days.

use super::errcode::Errcode;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::world::{MediaKind, Stored, World};
use frontdesk_model::time::Span;
use serde_json::json;

const KEPT: Span = Span::days(3);
const MEGABYTE: usize = 1024 * 1024;

/// How WeChat calls a kind, which types it takes, and how many bytes.
const KINDS: &[(&str, MediaKind, &[&str], usize)] = &[
    ("image", MediaKind::Image, &["image/jpeg", "image/png", "image/gif", "image/bmp"], 10 * MEGABYTE),
    ("voice", MediaKind::Audio, &["audio/amr", "audio/mpeg", "audio/mp3"], 2 * MEGABYTE),
    ("video", MediaKind::Video, &["video/mp4"], 10 * MEGABYTE),
    ("thumb", MediaKind::Image, &["image/jpeg"], 64 * 1024),
];

/// The kind that WeChat calls so.
pub(super) fn kind(word: &str) -> Option<MediaKind> {
    KINDS.iter().find(|(name, ..)| *name == word).map(|(_, kind, ..)| *kind)
}

pub(super) fn find<'a>(world: &'a World, account: &str, id: &str) -> Result<&'a Stored, Errcode> {
    let there = |stored: &&Stored| stored.account == account && world.now < stored.kept_at.plus(KEPT);
    world.media.get(id).filter(there).ok_or_else(|| Errcode::new(40_007, "invalid media_id"))
}

/// `POST /cgi-bin/media/upload?type=`
pub(super) fn upload(world: &mut World, account: &str, call: &Call) -> Result<Answer, Errcode> {
    let word = call.query("type");
    let found = KINDS.iter().find(|(name, ..)| *name == word);
    let (_, _, types, most) = found.ok_or_else(|| Errcode::new(40_004, "invalid media type"))?;
    let parts = call.parts();
    let file = parts.iter().find(|part| part.name == "media");
    let file = file.ok_or_else(|| Errcode::new(41_005, "media data missing"))?;
    if !types.contains(&file.content_type.as_str()) {
        return Err(Errcode::new(40_005, "invalid file type"));
    }
    if file.data.is_empty() || file.data.len() > *most {
        return Err(Errcode::new(40_006, "invalid media size"));
    }
    let id = format!("media-{}", world.fresh());
    let stored = Stored {
        bytes: file.data.clone(),
        media_type: file.content_type.clone(),
        name: file.file_name.clone(),
        account: account.to_owned(),
        kept_at: world.now,
    };
    world.media.keep(&id, stored);
    let name = if word == "thumb" { "thumb_media_id" } else { "media_id" };
    Ok(Answer::json(200, &json!({ "type": word, name: id, "created_at": world.now.millis() / 1_000 })))
}

/// `GET /cgi-bin/media/get`: the file, or for a video where it is.
pub(super) fn get(world: &mut World, account: &str, call: &Call) -> Result<Answer, Errcode> {
    let gone = |fault: &Fault| (*fault == Fault::MediaGone).then_some(());
    if world.faults.strike(account, &call.path, gone).is_some() {
        return Err(Errcode::new(40_007, "invalid media_id"));
    }
    let id = call.query("media_id");
    let stored = find(world, account, id)?;
    if stored.media_type.starts_with("video/") {
        let url = format!("{}/phone/media/{id}", world.base);
        return Ok(Answer::json(200, &json!({ "video_url": url })));
    }
    let name = format!("attachment; filename=\"{id}\"");
    Ok(Answer::of(200, &stored.media_type, stored.bytes.clone()).with("content-disposition", name))
}
