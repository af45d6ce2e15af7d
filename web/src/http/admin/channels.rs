//! `/desk/v1/admin/channels`: accounts of social channels: made, filled in, looked after. Secrets go in and never
//! come out.

pub(in crate::http) mod letters;

use super::{answer, asked_revision, check_group, create, name, replace};
use crate::auth::Admin;
use crate::convert::content::{channel, channel_kind};
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::Revised;
use crate::wire::channels::{
    ChannelAccount, ChannelAnswer, ChannelBody, ChannelConnection, ChannelFilled, ChannelForm, ChannelLine,
    ChannelReport, ChannelSetting, ChannelStanding, ChannelVerdict, Channels, FillChannel, NewChannel,
};
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::accounts::{AccountError, Filled, Secrets};
use frontdesk_actors::channel::Standing;
use frontdesk_actors::channels::{GetChannel, ResumeChannel};
use frontdesk_actors::directory::Entry;
use frontdesk_actors::doctor::{self, SendError, Verdict};
use frontdesk_model::directory::{Integration, WidgetLook};
use frontdesk_model::id::IntegrationId;
use frontdesk_storage::RecordKind;

/// How an account's troubles are told to whoever sent the form.
fn refused(error: AccountError) -> ApiError {
    match error {
        AccountError::Unknown => ErrorCode::NotFound.into(),
        AccountError::Missing(name) => ApiError::field(name),
        AccountError::Invalid(name) => ApiError::field(&name),
        AccountError::Sealed(error) => ApiError::internal("credentials", &error),
        AccountError::Execute(error) => error.into(),
    }
}

/// The integration, where it is an account of a provider.
fn known(state: &AppState, id: IntegrationId) -> ApiResult<Integration> {
    let directory = state.system.shared.directory.get();
    let found = directory.integrations.get(&id).filter(|found| !found.kind.is_ours());
    found.cloned().ok_or_else(|| ErrorCode::NotFound.into())
}

async fn wire(state: &AppState, integration: &Integration, revision: u64) -> ApiResult<ChannelAccount> {
    let system = &state.system;
    let signs = system.intake.signs.of(integration.id);
    Ok(ChannelAccount {
        id: integration.id,
        kind: channel(integration.kind),
        name: integration.name.clone(),
        flow: integration.flow,
        group: integration.group,
        revision,
        number: system.accounts.shown(integration.id),
        standing: standing(state, integration.id).await?,
        heard_at: signs.last_taken_at,
        failed: signs.failed,
        refused: signs.refused,
    })
}

async fn standing(state: &AppState, id: IntegrationId) -> ApiResult<ChannelStanding> {
    match state.system.accounts.get(id).await {
        Ok(_) => {}
        Err(AccountError::Unknown) => return Ok(ChannelStanding::NotConnected),
        Err(AccountError::Sealed(error)) => {
            let (code, text) = ("other_key".to_owned(), error.to_string());
            return Ok(ChannelStanding::Paused { since: state.system.shared.clock.now(), code, text });
        }
        Err(error) => return Err(refused(error)),
    }
    let told = |why: SendError| (why.code, why.text);
    Ok(match state.system.channels.send(GetChannel(id)).await? {
        None => ChannelStanding::NotConnected,
        Some(Standing::Working) => ChannelStanding::Working,
        Some(Standing::Waiting { until, why }) => {
            let (code, text) = told(why);
            ChannelStanding::Waiting { until, code, text }
        }
        Some(Standing::Paused { since, why }) => {
            let (code, text) = told(why);
            ChannelStanding::Paused { since, code, text }
        }
    })
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Channels>> {
    let mut accounts = Vec::new();
    for (_, revision, found) in super::all::<Integration>(&state, RecordKind::Integration).await? {
        if !found.kind.is_ours() {
            accounts.push(wire(&state, &found, revision).await?);
        }
    }
    let kinds = state.system.accounts.providers().adapters.all().map(|adapter| ChannelForm {
        kind: channel(adapter.kind()),
        settings: adapter
            .settings()
            .iter()
            .map(|setting| ChannelSetting {
                name: setting.name.to_owned(),
                secret: setting.secret,
                required: setting.required,
            })
            .collect(),
    });
    Ok(web::Json(Channels { accounts, kinds: kinds.collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<NewChannel>,
) -> ApiResult<HttpResponse> {
    let Body(NewChannel { kind, name: called, group }) = body;
    let kind = channel_kind(kind);
    if state.system.accounts.providers().adapters.of(kind).is_none() {
        return Err(ApiError::field("kind"));
    }
    check_group(&state, group)?;
    let made = Integration {
        id: IntegrationId::new(state.system.shared.clock.now(), rand::random()),
        kind,
        name: name("name", &called)?,
        flow: None,
        group,
        widget: WidgetLook::default(),
    };
    let revision = create(&state, admin.0.agent, Entry::Integration(made.clone()), Vec::new()).await?;
    Ok(answer(StatusCode::CREATED, revision, wire(&state, &made, revision).await?))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<IntegrationId>,
    body: Body<ChannelBody>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let before = known(&state, id.0)?;
    let Body(ChannelBody { name: called, flow, group }) = body;
    check_group(&state, group)?;
    let directory = state.system.shared.directory.get();
    if flow.is_some_and(|flow| directory.newest_flow(flow).is_none()) {
        return Err(ApiError::field("flow"));
    }
    let changed = Integration { name: name("name", &called)?, flow, group, ..before };
    let revision = replace(&state, admin.0.agent, Entry::Integration(changed.clone()), seen).await?;
    Ok(answer(StatusCode::OK, revision, wire(&state, &changed, revision).await?))
}

async fn connection(state: &AppState, id: IntegrationId) -> ApiResult<Revised<ChannelConnection>> {
    let view = state.system.accounts.view(id).await.map_err(refused)?;
    let entry = ChannelConnection {
        settings: view.settings,
        hidden: view.hidden,
        webhook_url: view.webhook_url,
        changed_at: view.changed_at,
    };
    Ok(Revised { revision: view.revision, entry })
}

pub(in crate::http) async fn show_connection(
    state: web::Data<AppState>,
    _admin: Admin,
    id: Id<IntegrationId>,
) -> ApiResult<web::Json<Revised<ChannelConnection>>> {
    Ok(web::Json(connection(&state, id.0).await?))
}

/// Saves what was filled in, goes on sending where the credentials had been dead, and asks the provider to call.
pub(in crate::http) async fn fill(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<IntegrationId>,
    body: Body<FillChannel>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let Body(FillChannel { settings, secrets }) = body;
    let filled = Filled { settings, secrets: Secrets(secrets) };
    state.system.accounts.save(admin.0.agent, id.0, seen, filled).await.map_err(refused)?;
    state.system.channels.send(ResumeChannel(id.0)).await?;
    let subscribed = match doctor::subscribe(&state.system, id.0).await {
        Ok(outcomes) => outcomes.into_iter().map(told).collect(),
        Err(error) => vec![told(Err(error))],
    };
    // A token that was got just now has changed the record once more.
    let Revised { revision, entry: connection } = connection(&state, id.0).await?;
    Ok(answer(StatusCode::OK, revision, ChannelFilled { connection, subscribed }))
}

fn told(outcome: Result<(), SendError>) -> ChannelAnswer {
    match outcome {
        Ok(()) => ChannelAnswer { right: true, code: String::new(), text: String::new() },
        Err(SendError { code, text, .. }) => ChannelAnswer { right: false, code, text },
    }
}

pub(in crate::http) async fn examine(
    state: web::Data<AppState>,
    _admin: Admin,
    id: Id<IntegrationId>,
) -> ApiResult<web::Json<ChannelReport>> {
    known(&state, id.0)?;
    let lines = doctor::examine(&state.system, id.0).await.map_err(refused)?;
    let line = |line: doctor::Line| ChannelLine {
        name: line.name.to_owned(),
        asked: line.asked,
        verdict: match line.verdict {
            Verdict::Right => ChannelVerdict::Right,
            Verdict::Doubtful => ChannelVerdict::Doubtful,
            Verdict::Wrong => ChannelVerdict::Wrong,
        },
        code: line.code,
        text: line.text,
        at: line.at,
    };
    Ok(web::Json(ChannelReport { lines: lines.into_iter().map(line).collect() }))
}

/// The credentials were mended elsewhere: goes on sending.
pub(in crate::http) async fn resume(
    state: web::Data<AppState>,
    _admin: Admin,
    id: Id<IntegrationId>,
) -> ApiResult<HttpResponse> {
    known(&state, id.0)?;
    state.system.channels.send(ResumeChannel(id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
