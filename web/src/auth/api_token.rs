//! Programs that act as the admin who made their token: `Authorization: Bearer fd_…`.

use super::visitor::bearer;
use super::{SignedIn, token_hash};
use crate::error::ApiResult;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::HttpRequest;
use frontdesk_actors::api_tokens::{self, Access};
use frontdesk_model::access::Role;

/// What every secret begins with, so that people and scanners know one when they see it.
pub const PREFIX: &str = "fd_";

/// The secret of a request, if it carries one.
pub(super) fn of(request: &HttpRequest) -> Option<&str> {
    bearer(request).filter(|secret| secret.starts_with(PREFIX))
}

/// The admin as whom it acts; they have to be one still. No page can have sent the header by itself, so nothing
/// else has to be proved.
pub(super) async fn admin(state: &AppState, secret: &str, reads: bool) -> ApiResult<SignedIn> {
    let (shared, hash) = (&state.system.shared, token_hash(secret));
    let token = api_tokens::used(shared, &hash).await?.ok_or(ErrorCode::NotSignedIn)?;
    let directory = shared.directory.get();
    let agent = directory.agents.get(&token.by).filter(|agent| agent.active && agent.role == Role::Admin);
    let role = agent.ok_or(ErrorCode::NotSignedIn)?.role;
    state.limits.take(Kind::ApiToken, hash)?;
    if token.access == Access::Read && !reads {
        return Err(ErrorCode::TokenReadOnly.into());
    }
    Ok(SignedIn { agent: token.by, role, session: hash, csrf: String::new(), by_token: true })
}
