//! Files that people sent, which the account fetches by the id of their message.

use super::refusal::LineError;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::world::{Stored, World};
use frontdesk_model::time::Span;
use serde_json::json;

/// How long files are kept is not published; this is long enough for tests and short enough to be missed.
const KEPT: Span = Span::days(7);

fn stored<'a>(world: &'a World, account: &str, id: &str) -> Result<&'a Stored, LineError> {
    let there = |stored: &&Stored| stored.account == account && world.now < stored.kept_at.plus(KEPT);
    world.media.get(&of_message(id)).filter(there).ok_or_else(LineError::not_found)
}

/// Under which a message's file is kept.
pub(super) fn of_message(id: &str) -> String {
    format!("line-{id}")
}

/// `GET /v2/bot/message/{id}/content`, at the host of files.
pub(super) fn content(world: &mut World, account: &str, call: &Call, id: &str) -> Result<Answer, LineError> {
    if !call.path.starts_with("/data/") {
        return Err(LineError::not_found());
    }
    let gone = |fault: &Fault| (*fault == Fault::MediaGone).then_some(());
    if world.faults.strike(account, &call.path, gone).is_some() {
        return Err(LineError::new(410, "The content is gone"));
    }
    let stored = stored(world, account, id)?;
    Ok(Answer::of(200, &stored.media_type, stored.bytes.clone()))
}

/// `GET /v2/bot/message/{id}/content/transcoding`
pub(super) fn transcoding(world: &World, account: &str, id: &str) -> Result<Answer, LineError> {
    stored(world, account, id)?;
    Ok(Answer::json(200, &json!({ "status": "succeeded" })))
}
