//! `/desk/v1/admin/flows`: every change is a new version; conversations stay on the one that they began.

use super::{answer, asked_revision, put};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult, refuse};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{FlowProblem, FlowRefused, Listing, Revised};
use crate::wire::error::{ErrorBody, ErrorCode};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::{Flow, Step, validate};
use frontdesk_model::id::{FieldId, FlowId, GroupId};
use frontdesk_model::message::CaptureTarget;
use frontdesk_storage::{Counter, Expected};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Content = Map<String, Value>;

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<Flow>>> {
    let directory = state.system.shared.directory.get();
    let standard = directory.default_flow.as_ref().map(|flow| flow.id);
    let newest: BTreeMap<FlowId, &Flow> =
        directory.flows.iter().map(|((id, _), flow)| (*id, flow.as_ref())).collect();
    let shown = newest.into_values().filter(|flow| Some(flow.id) != standard);
    let revised = |flow: &Flow| Revised { revision: u64::from(flow.version), entry: flow.clone() };
    Ok(web::Json(Listing { entries: shown.map(revised).collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<Content>,
) -> ApiResult<HttpResponse> {
    let number = state.system.shared.store.next_number(Counter::Flow);
    let id = FlowId::new(number).map_err(|error| ApiError::internal("a number", &error))?;
    publish(&state, &admin, id, 1, body.0, StatusCode::CREATED).await
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FlowId>,
    body: Body<Content>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let directory = state.system.shared.directory.get();
    let standard = directory.default_flow.as_ref().is_some_and(|flow| flow.id == id.0);
    let newest = directory.newest_flow(id.0).filter(|_| !standard).ok_or(ErrorCode::NotFound)?;
    if u64::from(newest.version) != seen {
        return Err(ErrorCode::RevisionConflict.into());
    }
    let next = newest.version.saturating_add(1);
    publish(&state, &admin, id.0, next, body.0, StatusCode::OK).await
}

/// Of two who publish the same version at once, the second meets the first one's record.
async fn publish(
    state: &AppState,
    admin: &Admin,
    id: FlowId,
    version: u32,
    mut content: Content,
    status: StatusCode,
) -> ApiResult<HttpResponse> {
    content.insert("id".to_owned(), id.get().into());
    content.insert("version".to_owned(), version.into());
    let flow: Flow = serde_json::from_value(Value::Object(content)).map_err(|_| ApiError::field("flow"))?;
    let problems = problems(&flow, &state.system.shared.directory.get());
    if !problems.is_empty() {
        let error = ErrorBody { field: Some("flow".to_owned()), ..refuse(ErrorCode::InvalidField) };
        return Ok(HttpResponse::UnprocessableEntity().json(FlowRefused { error, problems }));
    }
    put(state, admin, Entry::Flow(Box::new(flow.clone())), Expected::Absent, Vec::new()).await?;
    Ok(answer(status, u64::from(version), flow))
}

fn problems(flow: &Flow, directory: &Directory) -> Vec<FlowProblem> {
    let within = validate(flow).err().unwrap_or_default();
    let within = within.iter().map(|problem| FlowProblem {
        step: problem.step.as_ref().map(ToString::to_string),
        text: problem.defect.to_string(),
    });
    within.chain(unknown(flow, directory)).collect()
}

/// What the flow names and only the directory knows.
fn unknown(flow: &Flow, directory: &Directory) -> Vec<FlowProblem> {
    let escalation = &flow.escalation;
    let mut named: Vec<(Option<&str>, Names)> =
        vec![(None, Names::of(escalation.group, escalation.fields.iter().map(|value| value.field)))];
    for (id, step) in &flow.steps {
        let names = match step {
            Step::TransferToAgent { group, fields, .. } => {
                Names::of(*group, fields.iter().map(|value| value.field))
            }
            Step::AskDetails { fields, .. } => {
                let captured = fields.iter().filter_map(|field| match field.target {
                    CaptureTarget::Field { field } => Some(field),
                    CaptureTarget::ProfileName | CaptureTarget::ProfileEmail => None,
                });
                Names::of(None, captured)
            }
            _ => continue,
        };
        named.push((Some(id.as_str()), names));
    }
    let mut problems = Vec::new();
    for (step, names) in named {
        let mut add = |text: String| problems.push(FlowProblem { step: step.map(str::to_owned), text });
        for group in names.group.iter().filter(|group| !directory.groups.contains_key(group)) {
            add(format!("group {group} does not exist; choose one that does"));
        }
        for field in names.fields.iter().filter(|field| !directory.fields.contains_key(field)) {
            add(format!("ticket field {field} does not exist; choose one that does"));
        }
    }
    problems
}

struct Names {
    group: Option<GroupId>,
    fields: Vec<FieldId>,
}

impl Names {
    fn of(group: Option<GroupId>, fields: impl Iterator<Item = FieldId>) -> Self {
        Self { group, fields: fields.collect() }
    }
}
