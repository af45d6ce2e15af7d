//! `/desk/v1/admin/integrations`: the widgets, and later the accounts of other channels.

use super::{answer, asked_revision, check_group, create, listing, name, replace};
use crate::auth::Admin;
use crate::convert;
use crate::convert::content::channel;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::sightings;
use crate::state::AppState;
use crate::wire::admin::{self, IntegrationBody, Listing, OurChannel};
use crate::wire::error::ErrorCode;
use crate::wire::look::{WidgetSeen, WidgetsSeen};
use crate::{attachments, attachments::PICTURE_TYPES};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::directory::{Directory, Integration, WidgetLook};
use frontdesk_model::id::{AttachmentId, IntegrationId};
use frontdesk_storage::RecordKind;

/// The largest picture of a widget, in bytes: it is loaded with every page that the widget stands on.
const MAX_PICTURE_BYTES: u64 = 256 * 1024;

fn wire(integration: &Integration) -> admin::Integration {
    admin::Integration {
        id: integration.id,
        kind: channel(integration.kind),
        name: integration.name.clone(),
        flow: integration.flow,
        group: integration.group,
        widget: convert::look::look(&integration.widget),
    }
}

/// What is wanted, with everything that it refers to looked up. `before`: how the widget is now.
async fn integration(
    state: &AppState,
    id: IntegrationId,
    kind: ChannelKind,
    body: &IntegrationBody,
    before: Option<&WidgetLook>,
) -> ApiResult<Integration> {
    check_group(state, body.group)?;
    let directory = state.system.shared.directory.get();
    if body.flow.is_some_and(|flow| directory.newest_flow(flow).is_none()) {
        return Err(ApiError::field("flow"));
    }
    let name = name("name", &body.name)?;
    let widget = convert::look::wanted(&body.widget).map_err(|invalid| ApiError::field(&invalid.0))?;
    check_links(&directory, &widget, before)?;
    if let Some(picture) = widget.style.picture
        && before.is_none_or(|before| before.style.picture != Some(picture))
    {
        check_picture(state, picture).await?;
    }
    Ok(Integration { id, kind, name, flow: body.flow, group: body.group, widget })
}

/// Customers are sent to channels that are connected (S0-30), and asked for fields that they may fill in. What was
/// chosen before and is gone since does not keep an admin from saving.
fn check_links(directory: &Directory, wanted: &WidgetLook, before: Option<&WidgetLook>) -> ApiResult<()> {
    let was = |id: &IntegrationId| before.is_some_and(|before| before.switch_to.contains(id));
    let connected = |id: &IntegrationId| {
        directory.integrations.get(id).is_some_and(|found| found.kind.customers_may_switch_to())
    };
    if !wanted.switch_to.iter().all(|id| connected(id) || was(id)) {
        return Err(ApiError::field("switch_to"));
    }
    let asked = |id| directory.fields.get(id).is_some_and(|field| field.end_user_editable);
    let was_asked = |id| before.is_some_and(|before| before.details.fields.contains(id));
    if !wanted.details.fields.iter().all(|id| asked(id) || was_asked(id)) {
        return Err(ApiError::field("details.fields"));
    }
    Ok(())
}

async fn check_picture(state: &AppState, id: AttachmentId) -> ApiResult<()> {
    let refused = || ApiError::field("style.picture");
    let found = match attachments::for_agent(state, id).await {
        Ok(found) => found,
        Err(error) if error.code() == ErrorCode::NotFound => return Err(refused()),
        Err(error) => return Err(error),
    };
    let fits = found.size <= MAX_PICTURE_BYTES && PICTURE_TYPES.contains(&found.media_type.as_str());
    if fits { Ok(()) } else { Err(refused()) }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<admin::Integration>>> {
    Ok(web::Json(listing(&state, RecordKind::Integration, wire).await?))
}

/// On which page each widget was last seen.
pub(in crate::http) async fn seen(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<WidgetsSeen>> {
    let directory = state.system.shared.directory.get();
    let mut widgets = Vec::new();
    for integration in directory.integrations.keys().copied() {
        if let Some(seen) = sightings::last(&state.system.shared, integration).await? {
            widgets.push(WidgetSeen { integration, origin: seen.origin, at: seen.at });
        }
    }
    Ok(web::Json(WidgetsSeen { widgets }))
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
    let kind = body.0.kind.map_or(ChannelKind::Widget, kind);
    let made = integration(&state, id, kind, &body.0, None).await?;
    let revision = create(&state, admin.0.agent, Entry::Integration(made.clone()), Vec::new()).await?;
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
    let before = directory.integrations.get(&id.0).ok_or(ErrorCode::NotFound)?;
    if body.0.kind.is_some_and(|asked| kind(asked) != before.kind) {
        return Err(ApiError::field("kind"));
    }
    let changed = integration(&state, id.0, before.kind, &body.0, Some(&before.widget)).await?;
    let revision = replace(&state, admin.0.agent, Entry::Integration(changed.clone()), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&changed)))
}
