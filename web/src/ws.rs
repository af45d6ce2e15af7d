//! Both sockets. `actix-web-actors` makes the handshake; what follows is ours.
//!
//! A session is a plain actor that reads the request's body, and its answers go through an outbound queue of
//! bounded bytes which is the response's body. So the actor lives on when a client stops reading, and what such a
//! client costs is the queue's bound.

pub mod agent;
pub mod close;
mod gaze;
pub mod inbound;
pub mod line;
pub mod outbound;
pub mod widget;

use crate::error::ApiError;
use crate::origin::Audience;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::{HttpRequest, HttpResponseBuilder};

/// The beginning of a socket's response, for a request from a page that may open one.
///
/// # Errors
/// When the request is no handshake, comes from a foreign page, or the server is going down.
pub(crate) fn handshake(
    request: &HttpRequest,
    state: &AppState,
    audience: Audience,
) -> Result<HttpResponseBuilder, actix_web::Error> {
    if state.is_draining() {
        return Err(ApiError::new(ErrorCode::Draining).into());
    }
    let foreign = |_| ApiError::new(ErrorCode::OriginRefused);
    state.origins.check_handshake(request.headers(), audience).map_err(foreign)?;
    actix_web_actors::ws::handshake(request).map_err(Into::into)
}
