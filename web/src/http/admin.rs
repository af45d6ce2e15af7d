//! `/desk/v1/admin/…`: what admins configure. Every change names the revision that its author saw, is written by
//! the directory's single writer, and is in the audit log.

pub(super) mod account;
pub(super) mod agents;
pub(super) mod api_tokens;
pub(super) mod audit;
pub(super) mod channels;
pub(super) mod fields;
pub(super) mod flows;
pub(super) mod groups;
pub(super) mod integrations;
pub(super) mod invitations;
pub(super) mod macros;
pub(super) mod routing;
pub(super) mod sessions;
pub(super) mod settings;
pub(super) mod shortcuts;
pub(super) mod signing_keys;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised};
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::directory::{Entry, Put, RemoveTool, Tool};
use frontdesk_model::id::{GroupId, InvalidId, UserId};
use frontdesk_storage::{Counter, Expected, RecordKind, RecordWrite, payload};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cmp::Ordering;

/// Records that are read at a time.
const PAGE: usize = 500;
/// The longest name of anything that admins name, in characters.
const NAME_CHARS: usize = 100;

/// The revision in `If-Match`.
pub(super) fn asked_revision(request: &HttpRequest) -> ApiResult<u64> {
    let told = request.headers().get(IF_MATCH).and_then(|told| told.to_str().ok());
    let plain = told.map(|told| told.trim().trim_start_matches("W/").trim_matches('"'));
    plain.and_then(|plain| plain.parse().ok()).ok_or_else(|| ApiError::field("if-match"))
}

pub(super) fn answer<T: Serialize>(status: StatusCode, revision: u64, entry: T) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((ETAG, format!("\"{revision}\"")))
        .json(Revised { revision, entry })
}

/// All records of a kind with their keys and revisions, in the order of their keys.
pub(super) async fn all<T: DeserializeOwned>(
    state: &AppState,
    kind: RecordKind,
) -> ApiResult<Vec<(Bytes, u64, T)>> {
    let (mut found, mut after) = (Vec::new(), Bytes::new());
    loop {
        let page = state.system.shared.store.records(kind, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.key.clone();
        for record in page {
            let entry = payload::from_bytes(&record.body).map_err(ExecuteError::from)?;
            found.push((record.key, record.revision, entry));
        }
    }
}

/// All records of a kind with their revisions, in the order in which they are shown.
pub(super) async fn sorted<T: DeserializeOwned>(
    state: &AppState,
    kind: RecordKind,
    order: impl Fn(&T, &T) -> Ordering,
) -> ApiResult<Vec<(u64, T)>> {
    let found = all(state, kind).await?;
    let mut entries: Vec<(u64, T)> =
        found.into_iter().map(|(_, revision, entry)| (revision, entry)).collect();
    entries.sort_by(|(_, a), (_, b)| order(a, b));
    Ok(entries)
}

/// In the order of their keys.
async fn listing<T: DeserializeOwned, W>(
    state: &AppState,
    kind: RecordKind,
    wire: impl Fn(&T) -> W,
) -> ApiResult<Listing<W>> {
    sorted(state, kind, |_, _| Ordering::Equal).await.map(|entries| listed(&entries, wire))
}

fn listed<T, W>(entries: &[(u64, T)], wire: impl Fn(&T) -> W) -> Listing<W> {
    let revised = |(revision, entry): &(u64, T)| Revised { revision: *revision, entry: wire(entry) };
    Listing { entries: entries.iter().map(revised).collect() }
}

/// Makes a new entry, whose first revision is 1.
pub(super) async fn create(
    state: &AppState,
    by: UserId,
    entry: Entry,
    more: Vec<RecordWrite>,
) -> ApiResult<u64> {
    put(state, by, entry, Expected::Absent, more).await?;
    Ok(1)
}

/// Replaces the revision that the author saw; gives the new one.
pub(super) async fn replace(state: &AppState, by: UserId, entry: Entry, seen: u64) -> ApiResult<u64> {
    put(state, by, entry, Expected::Revision(seen), Vec::new()).await?;
    Ok(seen.saturating_add(1))
}

async fn put(
    state: &AppState,
    by: UserId,
    entry: Entry,
    expected: Expected,
    more: Vec<RecordWrite>,
) -> ApiResult<()> {
    let put = Put { entry, expected, more, by: Some(by) };
    state.system.directory.send(put).await??;
    Ok(())
}

/// Takes away a shortcut or a macro, of which the author saw that revision.
pub(super) async fn remove_tool(
    state: &AppState,
    by: UserId,
    tool: Tool,
    seen: u64,
) -> ApiResult<HttpResponse> {
    state.system.directory.send(RemoveTool { tool, seen, by }).await??;
    Ok(HttpResponse::NoContent().finish())
}

/// For a new shortcut or macro.
pub(super) fn draw_tool<T>(state: &AppState, id: impl Fn(u64) -> Result<T, InvalidId>) -> ApiResult<T> {
    // Zero is no number.
    let number = state.system.shared.store.next_number(Counter::Object).max(1);
    id(number).map_err(|error| ApiError::internal("a number", &error))
}

/// A name as it is kept: white space around is cut.
pub(super) fn name(field: &str, text: &str) -> ApiResult<String> {
    let text = text.trim();
    let fits = (1..=NAME_CHARS).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(ApiError::field(field)) }
}

/// `#rrggbb`, in lower case.
fn colour(field: &str, text: &str) -> ApiResult<String> {
    let colour = text.to_ascii_lowercase();
    let digits = colour.strip_prefix('#').unwrap_or_default();
    let fits = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if fits { Ok(colour) } else { Err(ApiError::field(field)) }
}

fn check_group(state: &AppState, group: Option<GroupId>) -> ApiResult<()> {
    let known = |group| state.system.shared.directory.get().groups.contains_key(&group);
    if group.is_none_or(known) { Ok(()) } else { Err(ApiError::field("group")) }
}
