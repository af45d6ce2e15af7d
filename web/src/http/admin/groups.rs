//! `/desk/v1/admin/groups`

use super::{answer, asked_revision, create, listing, name, replace};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{GroupBody, Listing};
use crate::wire::agent as wire;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::directory::Group;
use frontdesk_model::id::GroupId;
use frontdesk_storage::{Counter, RecordKind};

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
    let revision = create(&state, &admin, Entry::Group(group.clone()), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&group)))
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
    let revision = replace(&state, &admin, Entry::Group(group.clone()), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&group)))
}
