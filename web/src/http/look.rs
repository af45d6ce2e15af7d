//! `GET /widget/look/{integration}`: what the loader has to know, as a script module.
//!
//! A module and not JSON: a page with a strict policy lets scripts of this server in anyway, but not its data. It
//! is asked for with the page's origin, so that the answer may depend on it.

use crate::convert;
use crate::error::{ApiError, ApiResult};
use crate::origin::Origins;
use crate::state::AppState;
use crate::wire::look::{LauncherLook, LauncherOff};
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, ETAG, HeaderMap, IF_NONE_MATCH, ORIGIN, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_model::directory::Integration;
use frontdesk_model::id::IntegrationId;

/// Always a module, whatever was asked for: one that does not load tells a page nothing.
pub(super) async fn launcher(
    state: web::Data<AppState>,
    request: HttpRequest,
    id: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let page = page_of(&state, request.headers());
    let directory = state.system.shared.directory.get();
    let id: Option<IntegrationId> = id.parse().ok();
    let found = id.and_then(|id| directory.integrations.get(&id)).filter(|found| found.kind.is_ours());
    let look = match found {
        None => LauncherLook::Off { off: LauncherOff::Unknown },
        Some(found) => match refusal(found, page.as_deref(), &state.origins) {
            Some(off) => LauncherLook::Off { off },
            None => LauncherLook::On(convert::look::launcher(&found.widget)),
        },
    };
    if let (LauncherLook::On(_), Some(found), Some(page)) = (&look, found, &page) {
        state.sightings.note(&state.system.shared, found.id, page).await;
    }
    module(&request, &look)
}

/// Why a widget shows nothing on a page.
pub(super) fn refusal(
    integration: &Integration,
    page: Option<&str>,
    origins: &Origins,
) -> Option<LauncherOff> {
    let look = &integration.widget;
    if !look.enabled {
        return Some(LauncherOff::Disabled);
    }
    let own = page.is_some_and(|page| origins.is_own(page));
    (!own && !look.may_stand_on(page)).then_some(LauncherOff::Origin)
}

/// Browsers tell the origin of the page that imports a module, but not where it is this server's own.
fn page_of(state: &AppState, headers: &HeaderMap) -> Option<String> {
    match headers.get(ORIGIN) {
        Some(origin) => origin.to_str().ok().map(str::to_owned),
        None => {
            let same = headers.get("sec-fetch-site").is_some_and(|site| site.as_bytes() == b"same-origin");
            same.then(|| state.origins.own().to_owned())
        }
    }
}

fn module(request: &HttpRequest, look: &LauncherLook) -> ApiResult<HttpResponse> {
    let json = serde_json::to_string(look).map_err(|error| ApiError::internal("a widget's look", &error))?;
    let text = format!("export default {json};\n");
    let etag = format!("\"{}\"", hex::encode(crate::auth::token_hash(&text)));
    let known = request.headers().get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let unchanged = known.is_some_and(|known| known.contains(&etag));
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((ETAG, etag))
        // An admin who switches a widget off is not told to wait.
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((VARY, "Origin"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .content_type("text/javascript; charset=utf-8");
    // Actix sends whatever body it is given: after a 304 the client would take it for its next answer.
    Ok(if unchanged { response.body(actix_web::body::None::new()) } else { response.body(text) })
}
