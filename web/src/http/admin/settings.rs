//! `/desk/v1/admin/settings`

use super::{all, answer, asked_revision, name, put};
use crate::auth::Admin;
use crate::convert::agent::routing_mode;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::Body;
use crate::state::AppState;
use crate::wire::admin::{self, RoutingStrategy};
use crate::wire::agent::RoutingMode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::directory::Entry;
use frontdesk_model::directory::Settings;
use frontdesk_model::routing::{Mode, Policy, Strategy};
use frontdesk_model::time::Span;
use frontdesk_storage::{Expected, RecordKind};
use std::ops::RangeInclusive;

fn wire(settings: &Settings) -> admin::Settings {
    admin::Settings {
        routing: routing_mode(settings.routing.mode),
        strategy: match settings.routing.strategy {
            Strategy::LongestIdle => RoutingStrategy::LongestIdle,
            Strategy::MostSpare => RoutingStrategy::MostSpare,
            Strategy::MostSparePercent => RoutingStrategy::MostSparePercent,
        },
        offer_timeout_ms: settings.routing.offer_timeout.as_millis(),
        agents_may_close: settings.agents_may_close,
        close_after_ms: settings.close_after.as_millis(),
        inactive_after_ms: settings.inactive_after.as_millis(),
        presence_grace_ms: settings.presence_grace.as_millis(),
        chat_grace_ms: settings.chat_grace.as_millis(),
        count_inactive: settings.count_inactive,
        bot_name: settings.bot_name.clone(),
    }
}

fn span(field: &str, millis: u64, allowed: RangeInclusive<Span>) -> ApiResult<Span> {
    let span = Span::millis(millis);
    if allowed.contains(&span) { Ok(span) } else { Err(ApiError::field(field)) }
}

fn settings(body: &admin::Settings) -> ApiResult<Settings> {
    let seconds = Span::seconds;
    Ok(Settings {
        routing: Policy {
            mode: match body.routing {
                RoutingMode::Offer => Mode::Offer,
                RoutingMode::Broadcast => Mode::Broadcast,
                RoutingMode::AutoAccept => Mode::AutoAccept,
            },
            offer_timeout: span("offer_timeout_ms", body.offer_timeout_ms, seconds(5)..=Span::minutes(60))?,
            strategy: match body.strategy {
                RoutingStrategy::LongestIdle => Strategy::LongestIdle,
                RoutingStrategy::MostSpare => Strategy::MostSpare,
                RoutingStrategy::MostSparePercent => Strategy::MostSparePercent,
            },
        },
        agents_may_close: body.agents_may_close,
        close_after: span("close_after_ms", body.close_after_ms, Span::minutes(60)..=Span::days(28))?,
        inactive_after: span("inactive_after_ms", body.inactive_after_ms, Span::minutes(1)..=Span::days(1))?,
        presence_grace: span("presence_grace_ms", body.presence_grace_ms, seconds(5)..=Span::minutes(60))?,
        chat_grace: span("chat_grace_ms", body.chat_grace_ms, seconds(5)..=Span::minutes(60))?,
        count_inactive: body.count_inactive,
        bot_name: name("bot_name", &body.bot_name)?,
    })
}

/// The settings in force and their revision; 0 while nobody has changed any.
async fn current(state: &AppState) -> ApiResult<(u64, Settings)> {
    let stored = all::<Settings>(state, RecordKind::Settings).await?.into_iter().next();
    Ok(stored.map_or_else(|| (0, Settings::default()), |(_, revision, settings)| (revision, settings)))
}

pub(in crate::http) async fn show(state: web::Data<AppState>, _admin: Admin) -> ApiResult<HttpResponse> {
    let (revision, settings) = current(&state).await?;
    Ok(answer(StatusCode::OK, revision, wire(&settings)))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    body: Body<admin::Settings>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let changed = settings(&body.0)?;
    let expected = if seen == 0 { Expected::Absent } else { Expected::Revision(seen) };
    put(&state, admin.0.agent, Entry::Settings(changed.clone()), expected, Vec::new()).await?;
    Ok(answer(StatusCode::OK, seen.saturating_add(1), wire(&changed)))
}
