//! `/desk/v1/invitations/{token}`: joining by a link. Whoever guesses is slowed down; all links that open nothing
//! look alike.

use super::admin::agents::hash;
use super::admin::name;
use super::client_address::client_address;
use super::extract::Body;
use super::sign_in::signed_in;
use crate::auth::token_hash;
use crate::error::{ApiError, ApiResult};
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use crate::wire::invitations::{AcceptInvitation, OpenInvitation};
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::audit::Did;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::directory::{ChangeError, Entry, Put, PutWith};
use frontdesk_actors::invitations::{self, Invitation};
use frontdesk_actors::logins::{Login, login_record};
use frontdesk_model::directory::Agent;
use frontdesk_model::id::{InvitationId, UserId};
use frontdesk_storage::{CommitError, Conflict, Counter, Expected, RecordKind};
use subtle::ConstantTimeEq;

/// A token is the invitation's id, then its secret.
const ID_CHARS: usize = 24;

/// The invitation that the link opens, and its revision.
async fn opened(state: &AppState, request: &HttpRequest) -> ApiResult<(u64, Invitation)> {
    let address = client_address(&state.config, request);
    // Given back to whoever has a link that opens something, so that only guesses count.
    state.limits.take(Kind::Invitation, address)?;
    let token = request.match_info().get("token").unwrap_or_default();
    let found = find(state, token).await?.ok_or(ErrorCode::InvitationGone)?;
    state.limits.give_back(Kind::Invitation, address);
    Ok(found)
}

async fn find(state: &AppState, token: &str) -> ApiResult<Option<(u64, Invitation)>> {
    let Some((id, secret)) = token.split_at_checked(ID_CHARS) else { return Ok(None) };
    let Ok(id) = id.parse::<InvitationId>() else { return Ok(None) };
    let shared = &state.system.shared;
    let (hash, now) = (token_hash(secret), shared.clock.now());
    let found = invitations::find(shared, id).await?;
    Ok(found.filter(|(_, invitation)| {
        bool::from(invitation.secret_hash.ct_eq(&hash)) && invitation.expires_at > now
    }))
}

pub(super) async fn show(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> ApiResult<web::Json<OpenInvitation>> {
    let (_, Invitation { email, name, .. }) = opened(&state, &request).await?;
    let account = state.system.shared.directory.get().account.name.clone();
    Ok(web::Json(OpenInvitation { email: email.as_str().to_owned(), name, account }))
}

/// Makes the agent and their login, ends the invitation, and signs in. Of two who accept at once one joins.
pub(super) async fn accept(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<AcceptInvitation>,
) -> ApiResult<HttpResponse> {
    let Body(AcceptInvitation { name: called, password }) = body;
    let (revision, invitation) = opened(&state, &request).await?;
    let called = name("name", &called)?;
    let password_hash = hash(&state, password).await?;
    let shared = &state.system.shared;
    let number = shared.store.next_number(Counter::User);
    let id = UserId::new(number).map_err(|error| ApiError::internal("a number", &error))?;
    let directory = shared.directory.get();
    let groups = invitation.groups.iter().copied().filter(|group| directory.groups.contains_key(group));
    let agent = Agent {
        id,
        name: called,
        role: invitation.role,
        groups: groups.collect(),
        capacity: invitation.capacity,
        active: true,
    };
    let login = Login { agent: id, password_hash };
    let login = login_record(invitation.email.as_str(), &login, Expected::Absent);
    let more = vec![login.map_err(ExecuteError::from)?, invitation.removal(revision)];
    let audit = invitation.deed(Did::Accepted, id, shared.clock.now()).map_err(ExecuteError::from)?;
    let put = Put { entry: Entry::Agent(agent), expected: Expected::Absent, more, by: Some(id) };
    let joined = state.system.directory.send(PutWith { put, audit: vec![audit] }).await?;
    joined.map_err(why_not)?;
    metrics::counter!("frontdesk_invitations_accepted_total").increment(1);
    signed_in(&state, &request, id).await
}

fn why_not(error: ChangeError) -> ApiError {
    match error {
        ChangeError::Commit(CommitError::Conflict { what: Conflict::Revision { kind, .. } }) => match kind {
            RecordKind::Login => ErrorCode::EmailTaken.into(),
            _ => ErrorCode::InvitationGone.into(),
        },
        other => other.into(),
    }
}
