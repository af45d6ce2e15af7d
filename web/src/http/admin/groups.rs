//! `/desk/v1/admin/groups`

use super::{answer, asked_revision, listing, name};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{GroupBody, Listing};
use crate::wire::agent as wire;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::conversation::{ExecuteError, number_key};
use frontdesk_actors::directory::{Entry, Put, PutAll};
use frontdesk_model::directory::{Agent, Group};
use frontdesk_model::id::GroupId;
use frontdesk_storage::{Counter, Expected, RecordKind, payload};
use std::collections::BTreeSet;

fn wire(group: &Group) -> wire::Group {
    wire::Group { id: group.id, name: group.name.clone() }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<wire::Group>>> {
    Ok(web::Json(listing(&state, RecordKind::Group, wire).await?))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<GroupBody>,
) -> ApiResult<HttpResponse> {
    let number = state.system.shared.store.next_number(Counter::Group);
    let id = GroupId::new(number).map_err(|error| ApiError::internal("a number", &error))?;
    let group = Group { id, name: name("name", &body.0.name)? };
    write(&state, &admin, &group, Expected::Absent, &body.0).await?;
    Ok(answer(StatusCode::CREATED, 1, wire(&group)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<GroupId>,
    body: Body<GroupBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    if !state.system.shared.directory.get().groups.contains_key(&id.0) {
        return Err(ErrorCode::NotFound.into());
    }
    let group = Group { id: id.0, name: name("name", &body.0.name)? };
    write(&state, &admin, &group, Expected::Revision(seen), &body.0).await?;
    Ok(answer(StatusCode::OK, seen.saturating_add(1), wire(&group)))
}

/// The group with whoever joins and leaves it, whole or not at all.
async fn write(
    state: &AppState,
    admin: &Admin,
    group: &Group,
    expected: Expected,
    body: &GroupBody,
) -> ApiResult<()> {
    let put = |entry, expected| Put { entry, expected, more: Vec::new(), by: Some(admin.0.agent) };
    let mut puts = vec![put(Entry::Group(group.clone()), expected)];
    for (agents, field, member) in [(&body.join, "join", true), (&body.leave, "leave", false)] {
        for agent in agents.iter().collect::<BTreeSet<_>>() {
            let key = number_key(agent.get());
            let record = state.system.shared.store.record(RecordKind::Agent, &key).await?;
            let record = record.ok_or_else(|| ApiError::field(field))?;
            let mut agent: Agent = payload::from_bytes(&record.body).map_err(ExecuteError::from)?;
            let moves = if member { agent.groups.insert(group.id) } else { agent.groups.remove(&group.id) };
            if moves {
                puts.push(put(Entry::Agent(agent), Expected::Revision(record.revision)));
            }
        }
    }
    Ok(state.system.directory.send(PutAll(puts)).await??)
}
