//! `/desk/v1/admin/flows/{id}/publish` and `…/versions/{version}`: going live, looking back, going back.

use super::drafts::{detail, draft_of, draft_write};
use super::{Content, Publishing, expected, newest_of, refused, stored_draft};
use crate::auth::Admin;
use crate::error::ApiResult;
use crate::flows::content_of;
use crate::http::admin::{answer, asked_revision, put};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::flows::{FlowContent, RestoreBody};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_actors::flow_draft::FlowDraft;
use frontdesk_model::flow::Flow;
use frontdesk_model::id::FlowId;
use std::sync::Arc;

/// Takes the draft live. `If-Match` names the draft's revision, so nobody publishes what they have not seen.
pub(in crate::http) async fn publish(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let (revision, draft) = stored_draft(&state, id.0).await?;
    if revision != seen {
        return Err(ErrorCode::RevisionConflict.into());
    }
    let draft = draft.ok_or(ErrorCode::NotFound)?;
    go_live(&state, &admin, seen, id.0, draft.content, None).await
}

pub(in crate::http) async fn show(
    state: web::Data<AppState>,
    _admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
) -> ApiResult<web::Json<FlowContent>> {
    let flow = asked_version(&state, &request, id.0)?;
    Ok(web::Json(FlowContent { version: flow.version, content: content_of(&flow) }))
}

/// Brings back an earlier version: into the draft, or live at once as a new version. Either way it takes the draft's
/// place, so `If-Match` names the draft's revision, 0 with none.
pub(in crate::http) async fn restore(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
    body: Body<RestoreBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let flow = asked_version(&state, &request, id.0)?;
    let content = content_of(&flow);
    if body.0.publish {
        return go_live(&state, &admin, seen, id.0, content, Some(flow.version)).await;
    }
    let draft = draft_of(&state, &admin, id.0, content);
    put(&state, admin.0.agent, Entry::FlowDraft(Box::new(draft.clone())), expected(seen), Vec::new()).await?;
    Ok(answer(StatusCode::OK, seen.saturating_add(1), detail(&state, id.0, Some(draft))?))
}

fn asked_version(state: &AppState, request: &HttpRequest, id: FlowId) -> ApiResult<Arc<Flow>> {
    let version = request.match_info().get("version").and_then(|version| version.parse().ok());
    let version: u32 = version.ok_or(ErrorCode::NotFound)?;
    let directory = state.system.shared.directory.get();
    let known = newest_of(&directory, id).and_then(|_| directory.flows.get(&(id, version)));
    Ok(Arc::clone(known.ok_or(ErrorCode::NotFound)?))
}

/// The version and the draft, which from then on is that version, in one commit.
async fn go_live(
    state: &AppState,
    admin: &Admin,
    seen: u64,
    id: FlowId,
    content: Content,
    restored: Option<u32>,
) -> ApiResult<HttpResponse> {
    let newest = newest_of(&state.system.shared.directory.get(), id).map_or(0, |flow| flow.version);
    let version = newest.saturating_add(1);
    let draft =
        FlowDraft { based_on: Some(version), changed: false, ..draft_of(state, admin, id, content.clone()) };
    let more = vec![draft_write(&draft, expected(seen))?];
    let publishing = Publishing { id, version, content: &content, restored };
    match super::publish(state, admin, publishing, more).await? {
        Ok(_) => Ok(answer(StatusCode::OK, seen.saturating_add(1), detail(state, id, Some(draft))?)),
        Err(problems) => Ok(refused(problems)),
    }
}
