//! End users by the token that their browser keeps.

use super::state_of;
use super::token::token_hash;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest};
use frontdesk_actors::visitors::{self, Visitor};
use futures_util::future::LocalBoxFuture;

/// An end user who sent `Authorization: Bearer <token>`.
#[derive(Clone, Debug)]
pub struct SignedVisitor {
    pub visitor: Visitor,
    /// What the session is found by; also the key of its rate limits.
    pub session: [u8; 32],
}

/// The end user behind a token, for HTTP and for sockets. The widget's integration still has to exist.
///
/// # Errors
/// `not_signed_in` for a token that was never given out or whose widget is gone, `storage_unavailable`.
pub async fn visitor_of_token(state: &AppState, token: &str) -> ApiResult<SignedVisitor> {
    let session = token_hash(token);
    let shared = &state.system.shared;
    let visitor = visitors::find(shared, &session).await?.ok_or(ErrorCode::NotSignedIn)?;
    if !shared.directory.get().integrations.contains_key(&visitor.session.integration) {
        return Err(ErrorCode::NotSignedIn.into());
    }
    Ok(SignedVisitor { visitor, session })
}

/// The token of a bearer header, if there is one.
pub(crate) fn bearer(request: &HttpRequest) -> Option<&str> {
    let (scheme, token) = request.headers().get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

impl FromRequest for SignedVisitor {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = state_of(&request)?;
            let token = bearer(&request).ok_or(ErrorCode::NotSignedIn)?;
            visitor_of_token(&state, token).await
        })
    }
}
