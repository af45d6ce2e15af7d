//! `GET /desk/v1/conversations/{id}/templates`: what may still be sent when the reply window is closed.

use super::extract::Id;
use crate::auth::SignedIn;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::rest::{Template, Templates};
use actix_web::web;
use frontdesk_actors::doctor;
use frontdesk_model::id::ConversationId;

pub(super) async fn list(
    state: web::Data<AppState>,
    _signed_in: SignedIn,
    conversation: Id<ConversationId>,
) -> ApiResult<web::Json<Templates>> {
    let templates = of(&state, conversation.0).await?.into_iter().map(|template| Template {
        parameters: template.parameters(),
        name: template.name,
        language: template.language,
        body: template.body,
    });
    Ok(web::Json(Templates { templates: templates.collect() }))
}

/// The templates of the account that a conversation's replies go out by.
///
/// # Errors
/// `not_found`; `provider_unavailable` when the provider does not tell them.
pub async fn of(state: &AppState, conversation: ConversationId) -> Result<Vec<doctor::Template>, ErrorBody> {
    let target = state.facts(conversation).await?.state.replies_go_to();
    let target = target.ok_or_else(|| crate::error::refuse(ErrorCode::NotFound))?;
    doctor::templates(&state.system, target.integration).await.map_err(|error| {
        tracing::warn!(integration.id = %target.integration, error.code = error.code, "no templates were told");
        crate::error::refuse(ErrorCode::ProviderUnavailable)
    })
}
