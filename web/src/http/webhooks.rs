//! `/webhooks/{integration}`: the one address that a provider calls.

use super::extract::Id;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::error::PayloadError;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::{Bytes, BytesMut};
use frontdesk_actors::door::{Call, Refusal, Reply};
use frontdesk_model::id::IntegrationId;
use futures_util::StreamExt;

/// The largest body that a provider may send; 3 MB is the largest that any of them names.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// When to deliver again what cannot be taken now, in seconds.
const AGAIN: &str = "5";

/// Answers as soon as the webhook is durable: nothing of what it says is worked on here.
pub(super) async fn receive(
    state: web::Data<AppState>,
    integration: Id<IntegrationId>,
    request: HttpRequest,
    body: web::Payload,
) -> ApiResult<HttpResponse> {
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    let call = Call {
        asks: *request.method() == Method::GET,
        query: request.query_string().to_owned(),
        headers: request.headers().iter().filter_map(header).collect(),
        body: read(body).await?,
    };
    Ok(match state.system.door.call(integration.0, call).await {
        Reply::Yes { content_type, body } => HttpResponse::Ok().content_type(content_type).body(body),
        Reply::No(refusal) => HttpResponse::build(status_of(refusal)).finish(),
        Reply::Later => HttpResponse::ServiceUnavailable().insert_header(("retry-after", AGAIN)).finish(),
        Reply::Nobody => return Err(ErrorCode::NotFound.into()),
    })
}

async fn read(mut body: web::Payload) -> ApiResult<Bytes> {
    let mut read = BytesMut::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => ErrorCode::FrameTooLarge,
            _ => ErrorCode::MalformedFrame,
        })?;
        if read.len().saturating_add(chunk.len()) > MAX_BYTES {
            return Err(ErrorCode::FrameTooLarge.into());
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read.freeze())
}

/// Says no more than that it was not believed.
const fn status_of(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::Malformed => StatusCode::BAD_REQUEST,
        Refusal::Unsigned => StatusCode::UNAUTHORIZED,
        Refusal::WrongSignature | Refusal::Stale | Refusal::WrongToken | Refusal::NoSecret => {
            StatusCode::FORBIDDEN
        }
    }
}
