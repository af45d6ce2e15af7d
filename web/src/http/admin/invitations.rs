//! `/desk/v1/admin/invitations`: asking people to join. A link is told once; what is kept is its hash.

use super::agents::{capacity, groups, role_of};
use super::{all, answer, name};
use crate::auth::{AdminInPerson, new_token, token_hash};
use crate::convert::agent::role;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised};
use crate::wire::agent::Named;
use crate::wire::error::ErrorCode;
use crate::wire::invitations::{self as wire, MadeInvitation, NewInvitation};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use frontdesk_actors::audit::Did;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::invitations::{self, Invitation};
use frontdesk_actors::logins::find_login;
use frontdesk_model::directory::Directory;
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::{InvitationId, UserId};
use frontdesk_model::time::Span;
use frontdesk_storage::{AuditEntry, Commit, Expected, RecordKind, RecordWrite};

/// How long a link opens something.
const VALID: Span = Span::days(7);
/// Invitations at a time; whoever needs more has forgotten some.
const MOST: usize = 500;

fn wire(invitation: &Invitation, directory: &Directory) -> wire::Invitation {
    wire::Invitation {
        id: invitation.id,
        email: invitation.email.as_str().to_owned(),
        name: invitation.name.clone(),
        role: role(invitation.role),
        groups: invitation.groups.iter().copied().collect(),
        capacity: invitation.capacity,
        by: Named { id: invitation.by, name: directory.agent_name(invitation.by).to_owned() },
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
    }
}

/// The part behind `#` is never sent to a server, so no proxy's log holds it.
fn link(state: &AppState, invitation: &Invitation, secret: &str) -> String {
    let address = state.config.public_url.trim_end_matches('/');
    format!("{address}/workspace/invitation#{}{secret}", invitation.id)
}

async fn commit(state: &AppState, record: RecordWrite, audit: AuditEntry) -> ApiResult<()> {
    let commit = Commit { records: vec![record], audit: vec![audit], ..Commit::default() };
    state.system.shared.store.commit(commit).await?;
    Ok(())
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: AdminInPerson,
) -> ApiResult<web::Json<Listing<wire::Invitation>>> {
    let directory = state.system.shared.directory.get();
    let found = all::<Invitation>(&state, RecordKind::Invitation).await?;
    let revised = |(_, revision, invitation): &(Bytes, u64, Invitation)| Revised {
        revision: *revision,
        entry: wire(invitation, &directory),
    };
    Ok(web::Json(Listing { entries: found.iter().map(revised).collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    body: Body<NewInvitation>,
) -> ApiResult<HttpResponse> {
    let (Body(asked), by) = (body, admin.agent());
    let shared = &state.system.shared;
    let directory = shared.directory.get();
    let email = EmailAddress::new(&asked.email).map_err(|_| ApiError::field("email"))?;
    let (now, secret) = (shared.clock.now(), new_token());
    let invitation = Invitation {
        id: InvitationId::new(now, rand::random()),
        email,
        name: name("name", &asked.name)?,
        role: role_of(asked.role),
        groups: groups(&directory, &asked.groups)?,
        capacity: capacity(asked.capacity)?,
        secret_hash: token_hash(&secret),
        by,
        created_at: now,
        expires_at: now.plus(VALID),
    };
    check_is_new(&state, &invitation.email).await?;
    let record = invitation.record(Expected::Absent).map_err(ExecuteError::from)?;
    commit(&state, record, deed(&state, &invitation, Did::Created, by)?).await?;
    let made = MadeInvitation {
        link: link(&state, &invitation, &secret),
        invitation: wire(&invitation, &directory),
    };
    Ok(answer(StatusCode::CREATED, 1, made))
}

fn deed(state: &AppState, invitation: &Invitation, did: Did, by: UserId) -> ApiResult<AuditEntry> {
    Ok(invitation.deed(did, by, state.system.shared.clock.now()).map_err(ExecuteError::from)?)
}

/// Nobody signs in with the address, and nobody was asked to who can still come. Two admins who ask the same
/// person at the same moment give two links, of which one can be taken up.
async fn check_is_new(state: &AppState, email: &EmailAddress) -> ApiResult<()> {
    let shared = &state.system.shared;
    if find_login(shared, email.as_str()).await?.is_some() {
        return Err(ErrorCode::EmailTaken.into());
    }
    let known = all::<Invitation>(state, RecordKind::Invitation).await?;
    if known.iter().any(|(_, _, known)| known.email == *email) {
        return Err(ErrorCode::AlreadyInvited.into());
    }
    if known.len() >= MOST { Err(ErrorCode::LimitReached.into()) } else { Ok(()) }
}

async fn known(state: &AppState, id: InvitationId) -> ApiResult<(u64, Invitation)> {
    Ok(invitations::find(&state.system.shared, id).await?.ok_or(ErrorCode::NotFound)?)
}

pub(in crate::http) async fn remove(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<InvitationId>,
) -> ApiResult<HttpResponse> {
    let (revision, invitation) = known(&state, id.0).await?;
    let audit = deed(&state, &invitation, Did::Removed, admin.agent())?;
    commit(&state, invitation.removal(revision), audit).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A new link for as long as the first one; the one before opens nothing any more.
pub(in crate::http) async fn renew(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<InvitationId>,
) -> ApiResult<HttpResponse> {
    let (revision, before) = known(&state, id.0).await?;
    let (now, secret) = (state.system.shared.clock.now(), new_token());
    let invitation = Invitation { secret_hash: token_hash(&secret), expires_at: now.plus(VALID), ..before };
    let record = invitation.record(Expected::Revision(revision)).map_err(ExecuteError::from)?;
    commit(&state, record, deed(&state, &invitation, Did::Renewed, admin.agent())?).await?;
    let directory = state.system.shared.directory.get();
    let made = MadeInvitation {
        link: link(&state, &invitation, &secret),
        invitation: wire(&invitation, &directory),
    };
    Ok(answer(StatusCode::OK, revision.saturating_add(1), made))
}
