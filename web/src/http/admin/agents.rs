//! `/desk/v1/admin/agents`: who answers, and how they sign in.

use super::{all, answer, asked_revision, create, name, replace};
use crate::auth::password::PasswordError;
use crate::auth::{Admin, AdminInPerson, sessions};
use crate::convert::agent::role;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{self, ChangeAgent, Listing, NewAgent, NewPassword, Revised};
use crate::wire::agent as wire;
use crate::wire::error::ErrorCode;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use frontdesk_actors::audit::Did;
use frontdesk_actors::conversation::{ExecuteError, number_key};
use frontdesk_actors::directory::Entry;
use frontdesk_actors::logins::{Login, login_record};
use frontdesk_model::access::Role;
use frontdesk_model::directory::{Agent, Directory};
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::{GroupId, UserId};
use frontdesk_storage::{AuditEntry, Commit, CommitError, Conflict, Counter, Expected, RecordKind};
use std::collections::{BTreeSet, HashMap};

/// Behaviour 2.3.
const MAX_CAPACITY: u32 = 500;

pub(super) const fn role_of(role: wire::Role) -> Role {
    match role {
        wire::Role::Agent => Role::Agent,
        wire::Role::Admin => Role::Admin,
    }
}

fn wire(agent: &Agent, email: Option<String>) -> admin::Agent {
    admin::Agent {
        id: agent.id,
        name: agent.name.clone(),
        email,
        role: role(agent.role),
        groups: agent.groups.iter().copied().collect(),
        capacity: agent.capacity,
        active: agent.active,
    }
}

/// A login as it is stored: where, at which revision.
struct Stored {
    email: String,
    revision: u64,
    login: Login,
}

async fn logins(state: &AppState) -> ApiResult<HashMap<UserId, Stored>> {
    let found = all::<Login>(state, RecordKind::Login).await?;
    let stored = |(key, revision, login): (Bytes, u64, Login)| {
        let email = String::from_utf8_lossy(&key).into_owned();
        (login.agent, Stored { email, revision, login })
    };
    Ok(found.into_iter().map(stored).collect())
}

pub(super) fn groups(directory: &Directory, groups: &[GroupId]) -> ApiResult<BTreeSet<GroupId>> {
    if groups.iter().all(|group| directory.groups.contains_key(group)) {
        Ok(groups.iter().copied().collect())
    } else {
        Err(ApiError::field("groups"))
    }
}

pub(super) fn capacity(capacity: u32) -> ApiResult<u32> {
    if capacity <= MAX_CAPACITY { Ok(capacity) } else { Err(ApiError::field("capacity")) }
}

pub(in crate::http) async fn hash(state: &AppState, password: String) -> ApiResult<String> {
    state.passwords.hash(password).await.map_err(|error| match error {
        PasswordError::Length => ApiError::field("password"),
        PasswordError::Busy => ErrorCode::Busy.into(),
        PasswordError::Hashing => ApiError::internal("a password", &error),
    })
}

/// A program may not make somebody who may do more than it may itself.
fn may_make(by: &Admin, an_admin: bool) -> ApiResult<()> {
    if an_admin && by.0.by_token { Err(ErrorCode::InPersonOnly.into()) } else { Ok(()) }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<Listing<admin::Agent>>> {
    let logins = logins(&state).await?;
    let email = |agent: &Agent| logins.get(&agent.id).map(|stored| stored.email.clone());
    let agents = all::<Agent>(&state, RecordKind::Agent).await?;
    let revised = |(_, revision, agent): &(Bytes, u64, Agent)| Revised {
        revision: *revision,
        entry: wire(agent, email(agent)),
    };
    Ok(web::Json(Listing { entries: agents.iter().map(revised).collect() }))
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: Admin,
    body: Body<NewAgent>,
) -> ApiResult<HttpResponse> {
    let Body(asked) = body;
    let email = EmailAddress::new(&asked.email).map_err(|_| ApiError::field("email"))?;
    let directory = state.system.shared.directory.get();
    let (groups, capacity) = (groups(&directory, &asked.groups)?, capacity(asked.capacity)?);
    let name = name("name", &asked.name)?;
    may_make(&admin, asked.role == wire::Role::Admin)?;
    let password_hash = hash(&state, asked.password).await?;
    let number = state.system.shared.store.next_number(Counter::User);
    let id = UserId::new(number).map_err(|error| ApiError::internal("a number", &error))?;
    let agent = Agent { id, name, role: role_of(asked.role), groups, capacity, active: true };
    let login = login_record(email.as_str(), &Login { agent: id, password_hash }, Expected::Absent);
    let login = login.map_err(ExecuteError::from)?;
    let made = create(&state, admin.0.agent, Entry::Agent(agent.clone()), vec![login]).await;
    let revision = made.map_err(|error| match error.code() {
        // The agent's number is new, so it is the login that was there.
        ErrorCode::RevisionConflict => ApiError::new(ErrorCode::AlreadyExists),
        _ => error,
    })?;
    Ok(answer(StatusCode::CREATED, revision, wire(&agent, Some(email.as_str().to_owned()))))
}

pub(in crate::http) async fn change(
    state: web::Data<AppState>,
    admin: Admin,
    request: HttpRequest,
    id: Id<UserId>,
    body: Body<ChangeAgent>,
) -> ApiResult<HttpResponse> {
    let seen = asked_revision(&request)?;
    let Body(asked) = body;
    let directory = state.system.shared.directory.get();
    let before = directory.agents.get(&id.0).ok_or(ErrorCode::NotFound)?;
    let agent = Agent {
        id: id.0,
        name: name("name", &asked.name)?,
        role: role_of(asked.role),
        groups: groups(&directory, &asked.groups)?,
        capacity: capacity(asked.capacity)?,
        active: asked.active,
    };
    may_make(&admin, before.role == Role::Admin || agent.role == Role::Admin)?;
    let is_admin = |agent: &Agent| agent.active && agent.role == Role::Admin;
    let others = directory.agents.values().filter(|other| other.id != id.0 && is_admin(other)).count();
    if is_admin(before) && !is_admin(&agent) && others == 0 {
        // Nobody could undo it.
        return Err(ApiError::field("role"));
    }
    let revision = replace(&state, admin.0.agent, Entry::Agent(agent.clone()), seen).await?;
    if (before.active && !agent.active) || before.role != agent.role {
        sessions::revoke_all(&state, id.0).await?;
    }
    let email = logins(&state).await?.remove(&id.0).map(|stored| stored.email);
    Ok(answer(StatusCode::OK, revision, wire(&agent, email)))
}

/// The new password counts from now on, and nothing that was opened with the old one does.
pub(in crate::http) async fn set_password(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<UserId>,
    body: Body<NewPassword>,
) -> ApiResult<HttpResponse> {
    let password_hash = hash(&state, body.0.password).await?;
    let stored = logins(&state).await?.remove(&id.0).ok_or(ErrorCode::NotFound)?;
    let login = Login { password_hash, ..stored.login };
    let record = login_record(&stored.email, &login, Expected::Revision(stored.revision));
    let shared = &state.system.shared;
    let audit = AuditEntry {
        at: shared.clock.now(),
        actor: Some(admin.agent()),
        kind: RecordKind::Agent,
        key: number_key(id.0.get()),
        detail: Bytes::from_static(br#"{"did":"password_changed","before":null,"after":null}"#),
    };
    let records = vec![record.map_err(ExecuteError::from)?];
    let written = shared.store.commit(Commit { records, audit: vec![audit], ..Commit::default() }).await;
    written.map_err(|error| match error {
        CommitError::Conflict { what: Conflict::Revision { .. } } => ErrorCode::RevisionConflict.into(),
        other => ApiError::from(other),
    })?;
    sessions::revoke_all(&state, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends all sign-ins of somebody and closes all of their sockets.
pub(in crate::http) async fn sign_out(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<UserId>,
) -> ApiResult<HttpResponse> {
    let shared = &state.system.shared;
    let name = shared.directory.get().agents.get(&id.0).map(|agent| agent.name.clone());
    let name = name.ok_or(ErrorCode::NotFound)?;
    sessions::revoke_all(&state, id.0).await?;
    super::sessions::note(&state, admin.agent(), id.0, &name, Did::SignedOutEverywhere).await?;
    Ok(HttpResponse::NoContent().finish())
}
