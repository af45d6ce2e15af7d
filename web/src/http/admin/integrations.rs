//! `/desk/v1/admin/integrations`: the widgets, and later the accounts of other channels.

use super::{answer, asked_revision, check_group, create, listing, name, replace};
use crate::auth::Admin;
use crate::convert::content::channel;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{self, IntegrationBody, Listing, OurChannel};
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::directory::{Integration, WidgetLook};
use frontdesk_model::id::IntegrationId;
use frontdesk_storage::RecordKind;

fn wire(integration: &Integration) -> admin::Integration {
    admin::Integration {
        id: integration.id,
        kind: channel(integration.kind),
        name: integration.name.clone(),
        flow: integration.flow,
        group: integration.group,
        widget: admin::WidgetLook {
            title: integration.widget.title.clone(),
            brand_color: integration.widget.brand_color.clone(),
            uploads: integration.widget.uploads,
        },
    }
}

fn integration(
    state: &AppState,
    id: IntegrationId,
    kind: ChannelKind,
    body: &IntegrationBody,
) -> ApiResult<Integration> {
    check_group(state, body.group)?;
    let directory = state.system.shared.directory.get();
    if body.flow.is_some_and(|flow| directory.newest_flow(flow).is_none()) {
        return Err(ApiError::field("flow"));
    }
    let color = body.widget.brand_color.to_ascii_lowercase();
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(ApiError::field("brand_color"));
    }
    Ok(Integration {
        id,
        kind,
        name: name("name", &body.name)?,
        flow: body.flow,
        group: body.group,
        widget: WidgetLook {
            title: name("title", &body.widget.title)?,
            brand_color: color,
            uploads: body.widget.uploads,
        },
    })
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<admin::Integration>>> {
    Ok(web::Json(listing(&state, RecordKind::Integration, wire).await?))
}

const fn kind(ours: OurChannel) -> ChannelKind {
    match ours {
        OurChannel::Widget => ChannelKind::Widget,
        OurChannel::Chat => ChannelKind::Chat,
    }
}

/// Makes a widget or a live chat: the kinds that need no account elsewhere.
pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<IntegrationBody>,
) -> ApiResult<HttpResponse> {
    let id = IntegrationId::new(state.system.shared.clock.now(), rand::random());
    let made = integration(&state, id, body.0.kind.map_or(ChannelKind::Widget, kind), &body.0)?;
    let revision = create(&state, &admin, Entry::Integration(made.clone()), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&made)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<IntegrationId>,
    body: Body<IntegrationBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let directory = state.system.shared.directory.get();
    let known = directory.integrations.get(&id.0).ok_or(ErrorCode::NotFound)?;
    if body.0.kind.is_some_and(|asked| kind(asked) != known.kind) {
        return Err(ApiError::field("kind"));
    }
    let changed = integration(&state, id.0, known.kind, &body.0)?;
    let revision = replace(&state, &admin, Entry::Integration(changed.clone()), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&changed)))
}
