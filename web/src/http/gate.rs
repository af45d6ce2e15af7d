//! What every request passes and every answer carries: where it may come from, and how browsers have to treat it.

use crate::auth::{only_reads, state_of};
use crate::error::ApiError;
use crate::origin::Audience;
use crate::wire::error::ErrorCode;
use actix_web::ResponseError;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What is no page needs nothing.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const NO_DEVICES: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
/// A year, in seconds.
const HTTPS_ONLY: &str = "max-age=31536000";

/// The one middleware around everything.
///
/// # Errors
/// Never by itself: a refusal is an answer, so that it carries the headers as well.
pub(super) async fn pass<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let secure = state_of(request.request()).is_ok_and(|state| state.origins.is_secure());
    let is_data = request.path().starts_with("/desk/");
    let mut response = match check(&request) {
        Ok(()) => next.call(request).await?.map_into_left_body(),
        Err(refused) => request.into_response(refused.error_response()).map_into_right_body(),
    };
    if let Some(ours) = closed_set(&response) {
        response = response.into_response(ours.error_response()).map_into_right_body();
    }
    let headers = response.headers_mut();
    if is_data {
        put(headers, CACHE_CONTROL, "no-store");
    }
    // A page that others may show in a frame says so in a policy of its own.
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        put(headers, X_FRAME_OPTIONS, "DENY");
    }
    put(headers, CONTENT_SECURITY_POLICY, NOTHING);
    put(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, REFERRER_POLICY, "no-referrer");
    put(headers, OPENER_POLICY, "same-origin");
    put(headers, RESOURCE_POLICY, "same-origin");
    put(headers, PERMISSIONS_POLICY, NO_DEVICES);
    if secure {
        put(headers, STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    Ok(response)
}

/// An error of the libraries below has texts and forms of its own: what a client gets is one of ours.
fn closed_set<B>(response: &ServiceResponse<B>) -> Option<ApiError> {
    let error = response.response().error()?;
    if error.as_error::<ApiError>().is_some() {
        return None;
    }
    Some(match response.status().as_u16() {
        404 => ErrorCode::UnknownRoute.into(),
        405 => ErrorCode::MethodNotAllowed.into(),
        413 => ErrorCode::FrameTooLarge.into(),
        400..=499 => ErrorCode::MalformedFrame.into(),
        _ => ApiError::internal("a request", error),
    })
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Whether a body would have to be unpacked. None of our front-ends packs any, and a small one can become a large
/// one before its size is known.
fn is_packed(request: &ServiceRequest) -> bool {
    request
        .headers()
        .get_all(CONTENT_ENCODING)
        .any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// What changes something comes from a page of ours, and not while the server goes down.
fn check(request: &ServiceRequest) -> Result<(), ApiError> {
    if is_packed(request) {
        return Err(ErrorCode::MalformedFrame.into());
    }
    if only_reads(request.method()) || !request.path().starts_with("/desk/") {
        return Ok(());
    }
    let state = state_of(request.request())?;
    let widget = request.path().starts_with("/desk/v1/widget/");
    let audience = if widget { Audience::EndUsers } else { Audience::Agents };
    state.origins.check_request(request.headers(), audience).map_err(|_| ErrorCode::OriginRefused)?;
    if state.is_draining() { Err(ErrorCode::Draining.into()) } else { Ok(()) }
}
