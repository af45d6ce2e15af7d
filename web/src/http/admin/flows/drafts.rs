//! `/desk/v1/admin/flows/{id}` and its draft. Saving a draft never touches what runs, and what is wrong with it is
//! listed and not refused.

use super::{Content, draft_key, expected, named, new_id, newest_of, stored_draft, used_by};
use crate::auth::Admin;
use crate::error::ApiResult;
use crate::flows::{content_of, read};
use crate::http::admin::{answer, asked_revision, put};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::flows::{DraftBody, FlowDetail, FlowVersion};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_actors::flow_draft::FlowDraft;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::Flow;
use frontdesk_model::id::FlowId;
use frontdesk_storage::{Expected, RecordKind, RecordWrite, payload};

pub(in crate::http) async fn begin(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<DraftBody>,
) -> ApiResult<HttpResponse> {
    let draft = draft_of(&state, &admin, new_id(&state)?, body.0.content);
    write(&state, &admin, draft.clone(), 0).await?;
    Ok(answer(StatusCode::CREATED, 1, detail(&state, draft.flow, Some(draft))?))
}

pub(in crate::http) async fn show(
    state: web::Data<AppState>,
    _admin: Admin,
    id: Id<FlowId>,
) -> ApiResult<HttpResponse> {
    let (revision, draft) = stored_draft(&state, id.0).await?;
    Ok(answer(StatusCode::OK, revision, detail(&state, id.0, draft)?))
}

pub(in crate::http) async fn save(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
    body: Body<DraftBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let known = newest_of(&state.system.shared.directory.get(), id.0).is_some();
    if !known && stored_draft(&state, id.0).await?.1.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let draft = draft_of(&state, &admin, id.0, body.0.content);
    write(&state, &admin, draft.clone(), seen).await?;
    Ok(answer(StatusCode::OK, seen.saturating_add(1), detail(&state, id.0, Some(draft))?))
}

async fn write(state: &AppState, admin: &Admin, draft: FlowDraft, seen: u64) -> ApiResult<()> {
    put(state, admin.0.agent, Entry::FlowDraft(Box::new(draft)), expected(seen), Vec::new()).await
}

/// The draft as it is from now on, compared with what is live.
pub(super) fn draft_of(state: &AppState, admin: &Admin, id: FlowId, mut content: Content) -> FlowDraft {
    for own in ["id", "version", "publication"] {
        content.remove(own);
    }
    let directory = state.system.shared.directory.get();
    let published = newest_of(&directory, id);
    let changed = published.is_none_or(|flow| differs(&content, flow, &directory));
    FlowDraft {
        flow: id,
        based_on: published.map(|flow| flow.version),
        content,
        changed,
        at: state.system.shared.clock.now(),
        by: admin.0.agent,
    }
}

/// Where steps stand on the canvas counts as well: it is the admins' work, and would be lost without publishing.
fn differs(content: &Content, published: &Flow, directory: &Directory) -> bool {
    let reading = read(content, published.id, published.version, directory);
    let same = |flow: Flow| flow == Flow { publication: None, ..published.clone() };
    !reading.problems.is_empty() || !reading.flow.is_some_and(same)
}

/// The write that goes with a publication, so that the draft is what has just gone live.
pub(super) fn draft_write(draft: &FlowDraft, seen: Expected) -> ApiResult<RecordWrite> {
    let body =
        payload::to_bytes(draft).map_err(|error| crate::error::ApiError::internal("a draft", &error))?;
    let key = bytes::Bytes::copy_from_slice(&draft_key(draft.flow));
    Ok(RecordWrite { kind: RecordKind::FlowDraft, key, expected: seen, body: Some(body) })
}

/// # Errors
/// `not_found` when there is neither a draft nor a version.
pub(super) fn detail(state: &AppState, id: FlowId, draft: Option<FlowDraft>) -> ApiResult<FlowDetail> {
    let directory = state.system.shared.directory.get();
    let published = newest_of(&directory, id);
    let (content, based_on, changed) = match (&draft, published) {
        (Some(draft), _) => (draft.content.clone(), draft.based_on, draft.changed),
        (None, Some(flow)) => (content_of(flow), Some(flow.version), false),
        (None, None) => return Err(ErrorCode::NotFound.into()),
    };
    let version = published.map_or(0, |flow| flow.version);
    let problems = read(&content, id, version.saturating_add(1), &directory).problems;
    Ok(FlowDetail {
        id,
        content,
        based_on,
        changed,
        at: draft.as_ref().map(|draft| draft.at),
        by: draft.as_ref().map(|draft| named(&directory, draft.by)),
        problems,
        versions: versions(&directory, id),
        used_by: used_by(&directory, id),
    })
}

fn versions(directory: &Directory, id: FlowId) -> Vec<FlowVersion> {
    if newest_of(directory, id).is_none() {
        return Vec::new();
    }
    let all = directory.flows.range((id, 0)..=(id, u32::MAX)).rev();
    all.map(|(_, flow)| FlowVersion {
        version: flow.version,
        name: flow.name.clone(),
        steps: flow.steps.len(),
        at: flow.publication.map(|made| made.at),
        by: flow.publication.map(|made| named(directory, made.by)),
        restored: flow.publication.and_then(|made| made.restored),
    })
    .collect()
}
