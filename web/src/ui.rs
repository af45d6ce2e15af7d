//! The front-ends' files, as the program carries them.

mod page;
mod policy;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::rest::DemoInfo;
use actix_web::body::None as NoBody;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION,
};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use frontdesk_model::id::IntegrationId;
use policy::App;
use rust_embed::{Embed, EmbeddedFile};
use std::path::{Component, Path};

/// `npm run build` writes here. Read from disk by debug builds, part of the program in others.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/ui/dist"]
struct Built;

struct File {
    bytes: Bytes,
    etag: String,
    media_type: String,
}

/// A file by its path below the folder of all front-ends, never outside of it.
async fn find(state: &AppState, path: &str) -> Option<File> {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !Path::new(path).components().all(plain) || path.contains(['\\', '\0']) {
        return None;
    }
    let Some(folder) = &state.config.ui else { return Built::get(path).map(|file| of_embedded(path, file)) };
    let bytes: Bytes = tokio::fs::read(folder.join(path)).await.ok()?.into();
    let etag = hex::encode(crate::auth::token_hash(&String::from_utf8_lossy(&bytes)));
    let media_type = media_type(path);
    Some(File { bytes, etag, media_type })
}

fn of_embedded(path: &str, file: EmbeddedFile) -> File {
    let bytes = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => bytes.into(),
    };
    File { bytes, etag: hex::encode(file.metadata.sha256_hash()), media_type: media_type(path) }
}

fn media_type(path: &str) -> String {
    with_charset(match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html",
        Some("js" | "mjs") => "text/javascript",
        // What `.ts` is registered for is video.
        Some("ts") => "text/plain",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("json" | "map") => "application/json",
        _ => "application/octet-stream",
    })
}

fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") && !media_type.contains("charset") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

/// Names below `assets/` carry a hash of their content: what they name never changes.
fn is_immutable(path: &str) -> bool {
    path.contains("/assets/")
}

fn send(state: &AppState, request: &HttpRequest, app: App, path: &str, file: File) -> HttpResponse {
    let etag = format!("W/\"{}\"", file.etag);
    let known = request.headers().get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|known| known.trim() == etag));
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let cache = if is_immutable(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, cache));
    // The demo's page has the telephone beside the shop.
    let phone = state.demo.get().filter(|_| app == App::Demo).and_then(|info| info.urls.get("phone"));
    let policy = match phone {
        Some(phone) => policy::content_framing(app, &state.config, phone),
        None => policy::content(app, &state.config),
    };
    response.insert_header((CONTENT_SECURITY_POLICY, policy));
    for (name, value) in policy::sharing(app) {
        response.insert_header((HeaderName::from_static(name), *value));
    }
    response.content_type(file.media_type);
    // Actix sends whatever body it is given: after a 304 the client would take it for its next answer.
    if unchanged { response.body(NoBody::new()) } else { response.body(file.bytes) }
}

/// A front-end with pages of its own: a path that is no file is one of its pages, and its program shows it.
async fn single_page(state: &AppState, request: &HttpRequest, app: App) -> ApiResult<HttpResponse> {
    let asked = request.match_info().get("path").unwrap_or_default();
    if !asked.is_empty() {
        let path = format!("{}/{asked}", app.folder());
        if let Some(file) = find(state, &path).await {
            return Ok(send(state, request, app, &path, file));
        }
        if is_immutable(&path) {
            return Err(ErrorCode::UnknownRoute.into());
        }
    }
    let path = format!("{}/index.html", app.folder());
    Ok(match find(state, &path).await {
        Some(file) => send(state, request, app, &path, file),
        None => page::not_built(app),
    })
}

pub(crate) async fn home() -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, "/workspace")).finish()
}

pub(crate) async fn workspace(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    single_page(&state, &request, App::Workspace).await
}

pub(crate) async fn admin(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    single_page(&state, &request, App::Admin).await
}

pub(crate) async fn demo(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    if !state.config.demo {
        return Err(ErrorCode::UnknownRoute.into());
    }
    single_page(&state, &request, App::Demo).await
}

pub(crate) async fn demo_info(state: web::Data<AppState>) -> ApiResult<web::Json<DemoInfo>> {
    let info = state.demo.get().filter(|_| state.config.demo);
    Ok(web::Json(info.ok_or(ErrorCode::UnknownRoute)?.clone()))
}

async fn one_file(state: &AppState, request: &HttpRequest, app: App, path: &str) -> ApiResult<HttpResponse> {
    match find(state, path).await {
        Some(file) => Ok(send(state, request, app, path, file)),
        None if path.ends_with(".html") => Ok(page::not_built(app)),
        None => Err(ErrorCode::UnknownRoute.into()),
    }
}

pub(crate) async fn widget_loader(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    one_file(&state, &request, App::WidgetLoader, "widget/widget.js").await
}

/// The types of the loader's global.
pub(crate) async fn widget_types(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    one_file(&state, &request, App::WidgetLoader, "widget/widget.d.ts").await
}

pub(crate) async fn widget_face(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    one_file(&state, &request, App::WidgetLoader, "widget/face.js").await
}

pub(crate) async fn widget_try(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    one_file(&state, &request, App::WidgetTry, "widget/try.html").await
}

/// The frame of the widget that the query names, which only its own pages may show.
pub(crate) async fn widget_frame(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let mut response = one_file(&state, &request, App::WidgetFrame, "widget/frame.html").await?;
    let ancestors = ancestors(&state, request.query_string());
    if !ancestors.is_empty() {
        let policy = policy::content_on(App::WidgetFrame, &state.config, &ancestors);
        let policy = HeaderValue::try_from(policy).map_err(|error| ApiError::internal("a policy", &error))?;
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// The origins to which an admin bound the widget, as sources of a policy; none where it may stand anywhere.
fn ancestors(state: &AppState, query: &str) -> Vec<String> {
    let named = query.split('&').find_map(|part| part.strip_prefix("integration="));
    let id: Option<IntegrationId> = named.and_then(|id| id.parse().ok());
    let directory = state.system.shared.directory.get();
    let origins = id.and_then(|id| directory.integrations.get(&id)).map(|found| &found.widget.origins);
    origins.into_iter().flatten().map(|origin| origin.as_str().to_owned()).collect()
}

pub(crate) async fn widget_asset(
    state: web::Data<AppState>,
    request: HttpRequest,
    path: web::Path<String>,
) -> ApiResult<HttpResponse> {
    one_file(&state, &request, App::WidgetFrame, &format!("widget/assets/{path}")).await
}
