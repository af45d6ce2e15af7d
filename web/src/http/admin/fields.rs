//! `/desk/v1/admin/fields`

use super::{answer, asked_revision, create, listing, name, replace};
use crate::auth::Admin;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{self, FieldBody, Listing};
use crate::wire::agent::FieldDefinition;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::directory::Field;
use frontdesk_model::id::FieldId;
use frontdesk_storage::{Counter, RecordKind};
use std::collections::BTreeSet;

/// The most choices of one field.
const MAX_OPTIONS: usize = 500;

fn wire(field: &Field) -> admin::Field {
    admin::Field {
        definition: FieldDefinition {
            id: field.id,
            label: field.label.clone(),
            options: field.options.clone(),
        },
        end_user_editable: field.end_user_editable,
    }
}

fn field(id: FieldId, body: &FieldBody) -> ApiResult<Field> {
    let options: Vec<String> =
        body.options.iter().map(|option| name("options", option)).collect::<ApiResult<_>>()?;
    let distinct: BTreeSet<&String> = options.iter().collect();
    if options.len() > MAX_OPTIONS || distinct.len() != options.len() {
        return Err(ApiError::field("options"));
    }
    Ok(Field { id, label: name("label", &body.label)?, options, end_user_editable: body.end_user_editable })
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<admin::Field>>> {
    Ok(web::Json(listing(&state, RecordKind::Field, wire).await?))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<FieldBody>,
) -> ApiResult<HttpResponse> {
    let number = state.system.shared.store.next_number(Counter::Field);
    let id = FieldId::new(number).map_err(|error| ApiError::internal("a number", &error))?;
    let field = field(id, &body.0)?;
    let revision = create(&state, admin.0.agent, Entry::Field(field.clone()), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&field)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<FieldId>,
    body: Body<FieldBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    if !state.system.shared.directory.get().fields.contains_key(&id.0) {
        return Err(ErrorCode::NotFound.into());
    }
    let field = field(id.0, &body.0)?;
    let revision = replace(&state, admin.0.agent, Entry::Field(field.clone()), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&field)))
}
