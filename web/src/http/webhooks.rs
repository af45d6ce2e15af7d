//! `/webhooks/{integration}`: the one address that a provider calls.

use super::extract::Id;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::error::PayloadError;
use actix_web::{HttpResponse, web};
use frontdesk_model::id::IntegrationId;
use futures_util::StreamExt;

/// The largest body that a provider may send.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Reads no more than the bound, then looks for an adapter that understands the integration's kind.
pub(super) async fn receive(
    state: web::Data<AppState>,
    integration: Id<IntegrationId>,
    mut body: web::Payload,
) -> ApiResult<HttpResponse> {
    let directory = state.system.shared.directory.get();
    if !directory.integrations.contains_key(&integration.0) {
        return Err(ErrorCode::NotFound.into());
    }
    let mut read: usize = 0;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => ErrorCode::FrameTooLarge,
            _ => ErrorCode::MalformedFrame,
        })?;
        read = read.saturating_add(chunk.len());
        if read > MAX_BYTES {
            return Err(ErrorCode::FrameTooLarge.into());
        }
    }
    // No kind of integration that exists today takes webhooks.
    Err(ErrorCode::UnknownRoute.into())
}
