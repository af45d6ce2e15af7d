//! Files that people sent: first where it is, then the file, for an hour.

use super::parameters::Parameters;
use super::{done, refused};
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::world::World;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::json;

/// A bot gets no larger ones.
const DOWNLOAD_MAX: usize = 20 * 1024 * 1024;
const ADDRESS: Span = Span::minutes(60);

/// What a file is called when a bot asks for it.
pub(super) fn id(media: &str) -> String {
    format!("sandbox-file-{media}")
}

pub(super) fn describe(world: &mut World, account: &str, call: &Call, parameters: &Parameters) -> Answer {
    let asked = parameters.text("file_id");
    let gone = world
        .faults
        .strike(account, &call.path, |fault| (*fault == Fault::MediaGone).then_some(()))
        .is_some();
    let media = asked.strip_prefix("sandbox-file-").unwrap_or_default();
    let stored = world.media.get(media).filter(|stored| stored.account == account && !gone);
    let Some(stored) = stored else {
        return refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
    };
    if stored.bytes.len() > DOWNLOAD_MAX {
        return refused(400, "Bad Request: file is too big");
    }
    let until = world.now.plus(ADDRESS).millis();
    done(json!({ "file_id": asked, "file_unique_id": format!("u{media}"), "file_size": stored.bytes.len(),
        "file_path": format!("documents/{until}/file_{media}") }))
}

/// The token stands in the address, as everywhere.
pub(super) fn download(world: &World, account: &str, call: &Call, path: &str) -> Answer {
    let found = path.strip_prefix("documents/").and_then(|rest| rest.split_once("/file_"));
    let there = found.and_then(|(until, media)| {
        let until = Timestamp::from_millis(until.parse().ok()?);
        let stored = world.media.get(media)?;
        (world.now < until && stored.account == account && call.method == "GET").then_some(stored)
    });
    match there {
        Some(stored) => Answer::of(200, "application/octet-stream", stored.bytes.clone()),
        None => refused(404, "Not Found"),
    }
}
