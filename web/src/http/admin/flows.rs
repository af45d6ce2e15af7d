//! `/desk/v1/admin/flows`: drafts, and versions of which conversations keep the one that they began.

pub(in crate::http) mod drafts;
pub(in crate::http) mod overview;
pub(in crate::http) mod trial;
pub(in crate::http) mod versions;

use super::{answer, asked_revision, put};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult, refuse};
use crate::flows::read;
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{FlowProblem, FlowRefused, Listing, Revised};
use crate::wire::agent::Named;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::flows::FlowUse;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::directory::Entry;
use frontdesk_actors::flow_draft::FlowDraft;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::{Flow, Publication};
use frontdesk_model::id::{FlowId, UserId};
use frontdesk_storage::{Counter, Expected, RecordKind, RecordWrite, payload};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

type Content = Map<String, Value>;

/// The newest version of each flow that is live. The server's own one is none of the admins'.
fn newest(directory: &Directory) -> BTreeMap<FlowId, &Flow> {
    let standard = directory.default_flow.as_ref().map(|flow| flow.id);
    let all = directory.flows.iter().filter(|((id, _), _)| Some(*id) != standard);
    all.map(|((id, _), flow)| (*id, flow.as_ref())).collect()
}

fn newest_of(directory: &Directory, id: FlowId) -> Option<&Arc<Flow>> {
    let standard = directory.default_flow.as_ref().is_some_and(|flow| flow.id == id);
    directory.newest_flow(id).filter(|_| !standard)
}

fn used_by(directory: &Directory, id: FlowId) -> Vec<FlowUse> {
    let with_it = directory.integrations.values().filter(|integration| integration.flow == Some(id));
    with_it.map(|integration| FlowUse { id: integration.id, name: integration.name.clone() }).collect()
}

fn named(directory: &Directory, id: UserId) -> Named {
    Named { id, name: directory.agent_name(id).to_owned() }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<Flow>>> {
    let directory = state.system.shared.directory.get();
    let revised = |flow: &Flow| Revised { revision: u64::from(flow.version), entry: flow.clone() };
    Ok(web::Json(Listing { entries: newest(&directory).into_values().map(revised).collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<Content>,
) -> ApiResult<HttpResponse> {
    let id = new_id(&state)?;
    match publish(&state, &admin, Publishing { id, version: 1, content: &body.0, restored: None }, Vec::new())
        .await?
    {
        Ok(flow) => Ok(answer(StatusCode::CREATED, 1, flow)),
        Err(problems) => Ok(refused(problems)),
    }
}

/// Publishes at once, beside any draft.
pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
    body: Body<Content>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let directory = state.system.shared.directory.get();
    let newest = newest_of(&directory, id.0).ok_or(ErrorCode::NotFound)?;
    if u64::from(newest.version) != seen {
        return Err(ErrorCode::RevisionConflict.into());
    }
    let version = newest.version.saturating_add(1);
    let publishing = Publishing { id: id.0, version, content: &body.0, restored: None };
    match publish(&state, &admin, publishing, Vec::new()).await? {
        Ok(flow) => Ok(answer(StatusCode::OK, u64::from(version), flow)),
        Err(problems) => Ok(refused(problems)),
    }
}

fn new_id(state: &AppState) -> ApiResult<FlowId> {
    let number = state.system.shared.store.next_number(Counter::Flow);
    FlowId::new(number).map_err(|error| ApiError::internal("a number", &error))
}

/// A version on its way.
struct Publishing<'a> {
    id: FlowId,
    version: u32,
    content: &'a Content,
    restored: Option<u32>,
}

/// Of two who publish the same version at once, the second meets the first one's record.
///
/// `Ok(Err(_))`: what has to be mended first; nothing was written.
async fn publish(
    state: &AppState,
    admin: &Admin,
    publishing: Publishing<'_>,
    more: Vec<RecordWrite>,
) -> ApiResult<Result<Flow, Vec<FlowProblem>>> {
    let Publishing { id, version, content, restored } = publishing;
    let reading = read(content, id, version, &state.system.shared.directory.get());
    let flow = match reading.flow.filter(|_| reading.problems.is_empty()) {
        Some(flow) => flow,
        None => return Ok(Err(reading.problems)),
    };
    let publication = Publication { at: state.system.shared.clock.now(), by: admin.0.agent, restored };
    let flow = Flow { publication: Some(publication), ..flow };
    put(state, admin.0.agent, Entry::Flow(Box::new(flow.clone())), Expected::Absent, more).await?;
    Ok(Ok(flow))
}

fn refused(problems: Vec<FlowProblem>) -> HttpResponse {
    let error = ErrorBody { field: Some("flow".to_owned()), ..refuse(ErrorCode::InvalidField) };
    HttpResponse::UnprocessableEntity().json(FlowRefused { error, problems })
}

fn draft_key(id: FlowId) -> [u8; 8] {
    id.get().to_be_bytes()
}

/// The draft and its revision; 0 with none.
async fn stored_draft(state: &AppState, id: FlowId) -> ApiResult<(u64, Option<FlowDraft>)> {
    let record = state.system.shared.store.record(RecordKind::FlowDraft, &draft_key(id)).await?;
    let Some(record) = record else { return Ok((0, None)) };
    let draft = payload::from_bytes(&record.body).map_err(ExecuteError::from)?;
    Ok((record.revision, Some(draft)))
}

/// What the writer of a draft of this revision believes to be there.
const fn expected(revision: u64) -> Expected {
    match revision {
        0 => Expected::Absent,
        seen => Expected::Revision(seen),
    }
}
