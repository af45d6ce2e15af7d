//! Whoever may read something that agents and end users share.

use super::SignedIn;
use super::visitor::{SignedVisitor, bearer};
use crate::error::{ApiError, ApiResult};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

/// An agent by cookie, or an end user by bearer token. With a token the cookie is not looked at.
#[derive(Clone, Debug)]
pub enum Reader {
    Agent(SignedIn),
    Visitor(SignedVisitor),
}

impl FromRequest for Reader {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if bearer(request).is_some() && super::api_token::of(request).is_none() {
            let visitor = SignedVisitor::from_request(request, payload);
            Box::pin(async move { visitor.await.map(Self::Visitor) })
        } else {
            let agent = SignedIn::from_request(request, payload);
            Box::pin(async move { agent.await.map(Self::Agent) })
        }
    }
}
