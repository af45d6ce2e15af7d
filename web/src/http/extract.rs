//! What handlers read of a request. Whatever does not fit is refused out of the closed set.

use crate::error::{ApiError, ApiResult};
use crate::wire::error::ErrorCode;
use actix_web::dev::Payload;
use actix_web::error::{JsonPayloadError, PayloadError};
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// The largest JSON body. The longest one is a flow of some hundred steps.
pub(super) const MAX_JSON_BYTES: usize = 512 * 1024;

/// A JSON body. Demands the content type, which no form of another page can send.
pub(super) struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Json::<T>::from_request(request, payload);
        Box::pin(
            async move { body.await.map(|body| Self(body.into_inner())).map_err(|error| json_error(&error)) },
        )
    }
}

/// How JSON bodies are read.
#[must_use]
pub(super) fn json_config() -> web::JsonConfig {
    web::JsonConfig::default().limit(MAX_JSON_BYTES)
}

fn json_error(error: &actix_web::Error) -> ApiError {
    match error.as_error::<JsonPayloadError>() {
        Some(JsonPayloadError::Overflow { .. } | JsonPayloadError::OverflowKnownLength { .. }) => {
            ErrorCode::FrameTooLarge.into()
        }
        Some(JsonPayloadError::Payload(PayloadError::Overflow)) => ErrorCode::FrameTooLarge.into(),
        _ => ErrorCode::MalformedFrame.into(),
    }
}

/// The query. Unknown and repeated keys are refused like unknown fields.
pub(super) struct Query<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = std::future::Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = web::Query::<T>::from_query(request.query_string());
        std::future::ready(query.map(|query| Self(query.into_inner())).map_err(|_| ApiError::field("query")))
    }
}

/// The one id in the path. What is no id names nothing.
pub(super) struct Id<T>(pub T);

impl<T: std::str::FromStr> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = std::future::Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("id").and_then(|id| id.parse().ok());
        std::future::ready(id.map(Self).ok_or_else(|| ErrorCode::NotFound.into()))
    }
}

/// How many are wanted: 1 to `most`, `usual` where nothing is said.
///
/// # Errors
/// `invalid_field` naming the limit.
pub(super) fn limit(asked: Option<usize>, usual: usize, most: usize) -> ApiResult<usize> {
    match asked {
        None => Ok(usual),
        Some(asked) if (1..=most).contains(&asked) => Ok(asked),
        Some(_) => Err(ApiError::field("limit")),
    }
}
