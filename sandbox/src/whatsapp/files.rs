//! Files: uploaded by the business, and those that people sent, whose addresses run out.

use super::content::missing;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::meta::{self, GraphError};
use crate::world::{Stored, World};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};

/// An address that was given out may be used for so long.
const ADDRESS: Span = Span::minutes(5);
/// Files are kept for so long.
const KEPT: Span = Span::days(30);

const MEGABYTE: usize = 1024 * 1024;

/// The types that are taken, and how many bytes of each.
const TYPES: &[(&str, usize)] = &[
    ("image/jpeg", 5 * MEGABYTE),
    ("image/png", 5 * MEGABYTE),
    ("image/webp", MEGABYTE / 2),
    ("audio/aac", 16 * MEGABYTE),
    ("audio/amr", 16 * MEGABYTE),
    ("audio/mpeg", 16 * MEGABYTE),
    ("audio/mp4", 16 * MEGABYTE),
    ("audio/ogg", 16 * MEGABYTE),
    ("video/mp4", 16 * MEGABYTE),
    ("video/3gpp", 16 * MEGABYTE),
    ("text/plain", 100 * MEGABYTE),
    ("application/", 100 * MEGABYTE),
];

/// `POST /{phone number id}/media`
pub(super) fn upload(world: &mut World, account: &str, call: &Call) -> Result<Answer, GraphError> {
    let parts = call.parts();
    let part = |name: &str| parts.iter().find(|part| part.name == name);
    let field = |name: &str| part(name).and_then(|part| std::str::from_utf8(&part.data).ok());
    if field("messaging_product") != Some("whatsapp") {
        return Err(missing("messaging_product"));
    }
    let file = part("file").ok_or_else(|| missing("file"))?;
    let media_type = match file.content_type.as_str() {
        "" => field("type").unwrap_or_default(),
        of_part => of_part,
    };
    let bare = media_type.split(';').next().unwrap_or_default().trim();
    let Some((_, most)) = TYPES.iter().find(|(name, _)| bare.starts_with(name)) else {
        let message = format!(
            "Param file must be a file with one of the following types: … Received file of type '{bare}'."
        );
        return Err(GraphError::parameter(&message));
    };
    if file.data.len() > *most || file.data.is_empty() {
        return Err(GraphError::parameter("The file is empty or too large").sub(2_388_099));
    }
    let id = world.fresh().to_string();
    let stored = Stored {
        bytes: file.data.clone(),
        media_type: bare.to_owned(),
        name: file.file_name.clone(),
        account: account.to_owned(),
        kept_at: world.now,
    };
    world.media.keep(&id, stored);
    Ok(Answer::json(200, &json!({ "id": id })))
}

/// `GET /{media id}`: where it is for the next five minutes.
pub(super) fn describe(
    world: &mut World,
    account: &str,
    call: &Call,
    id: &str,
) -> Result<Answer, GraphError> {
    let gone = world
        .faults
        .strike(account, &call.path, |fault| (*fault == Fault::MediaGone).then_some(()))
        .is_some();
    let there = |stored: &&Stored| stored.account == account && world.now < stored.kept_at.plus(KEPT);
    let stored = world.media.get(id).filter(there).filter(|_| !gone);
    let stored = stored.ok_or_else(|| GraphError::no_object(id))?;
    let until = world.now.plus(ADDRESS).millis();
    let url = format!("{}/whatsapp/cdn/{id}?ext={until}", world.base);
    Ok(Answer::json(
        200,
        &json!({ "messaging_product": "whatsapp", "url": url, "mime_type": stored.media_type,
            "sha256": hex::encode(Sha256::digest(&stored.bytes)), "file_size": stored.bytes.len(), "id": id }),
    ))
}

/// `DELETE /{media id}`
pub(super) fn delete(world: &mut World, account: &str, id: &str) -> Result<Answer, GraphError> {
    let ours = world.media.get(id).is_some_and(|stored| stored.account == account);
    if !ours || world.media.remove(id).is_none() {
        return Err(GraphError::no_object(id));
    }
    Ok(Answer::json(200, &json!({ "success": true })))
}

/// The address that [`describe`] gave; it wants the token as well.
pub(super) fn download(world: &mut World, call: &Call, id: &str) -> Result<Answer, GraphError> {
    let stored = world.media.get(id).cloned().ok_or_else(|| GraphError::no_object(id))?;
    let account = world.accounts.get(&stored.account).ok_or_else(GraphError::token)?;
    if meta::token(call) != account.secret("access_token") {
        return Ok(Answer::of(401, "text/plain", "Unauthorized"));
    }
    let until = Timestamp::from_millis(call.query("ext").parse().unwrap_or(0));
    if world.now >= until {
        return Ok(Answer::of(404, "text/plain", "The URL has expired"));
    }
    let answer = Answer::of(200, &stored.media_type, stored.bytes);
    Ok(match stored.name {
        Some(name) if name.is_ascii() && !name.contains('"') => {
            answer.with("content-disposition", format!("inline; filename=\"{name}\""))
        }
        _ => answer,
    })
}

/// The hash as webhooks write it.
pub(super) fn hash(stored: &Stored) -> String {
    STANDARD.encode(Sha256::digest(&stored.bytes))
}
