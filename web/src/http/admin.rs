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

use crate::auth::Admin;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised};
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::directory::{Entry, Put};
use frontdesk_model::id::GroupId;
use frontdesk_storage::{Expected, RecordKind, RecordWrite, payload};
use serde::Serialize;
use serde::de::DeserializeOwned;

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

async fn listing<T: DeserializeOwned, W>(
    state: &AppState,
    kind: RecordKind,
    wire: impl Fn(&T) -> W,
) -> ApiResult<Listing<W>> {
    let revised =
        |(_, revision, entry): &(Bytes, u64, T)| Revised { revision: *revision, entry: wire(entry) };
    Ok(Listing { entries: all(state, kind).await?.iter().map(revised).collect() })
}

/// Makes a new entry, whose first revision is 1.
async fn create(state: &AppState, admin: &Admin, entry: Entry, more: Vec<RecordWrite>) -> ApiResult<u64> {
    put(state, admin, entry, Expected::Absent, more).await?;
    Ok(1)
}

/// Replaces the revision that the author saw; gives the new one.
async fn replace(state: &AppState, admin: &Admin, entry: Entry, seen: u64) -> ApiResult<u64> {
    put(state, admin, entry, Expected::Revision(seen), Vec::new()).await?;
    Ok(seen.saturating_add(1))
}

async fn put(
    state: &AppState,
    admin: &Admin,
    entry: Entry,
    expected: Expected,
    more: Vec<RecordWrite>,
) -> ApiResult<()> {
    let put = Put { entry, expected, more, by: Some(admin.0.agent) };
    state.system.directory.send(put).await??;
    Ok(())
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
