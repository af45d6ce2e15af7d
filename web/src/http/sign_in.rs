//! `POST /desk/v1/sign-in`, `POST /desk/v1/sign-out`, `GET /desk/v1/me`.

use super::client_address::client_address;
use super::extract::Body;
use crate::auth::{self, SignedIn, sessions};
use crate::convert;
use crate::error::{ApiError, ApiResult};
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::agent::Colleague;
use crate::wire::error::ErrorCode;
use crate::wire::rest::{Me, SignIn};
use actix_web::{HttpRequest, HttpResponse, web};
use frontdesk_actors::agents::status_of;
use frontdesk_actors::logins::{self, Login, LoginSession};
use frontdesk_actors::notifier::GetCard;
use frontdesk_actors::push::AgentCard;
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::UserId;

pub(super) async fn sign_in(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: Body<SignIn>,
) -> ApiResult<HttpResponse> {
    let Body(SignIn { email, password }) = body;
    let account = email.trim().to_lowercase();
    let address = client_address(&state.config, &request);
    // Taken before the costly part and given back to whoever proves who they are, so that only failures count.
    state.limits.take(Kind::SignInAccount, &account)?;
    if let Err(wait) = state.limits.take(Kind::SignInAddress, address) {
        // An address that may not guess any more cannot lock the account for others.
        state.limits.give_back(Kind::SignInAccount, &account);
        return Err(wait.into());
    }
    let login = check(&state, &account, password).await?;
    state.limits.give_back(Kind::SignInAddress, address);
    state.limits.give_back(Kind::SignInAccount, &account);

    let (token, session) = sessions::open(&state, &request, login.agent).await?;
    if !is_still(&state, &account, &login).await? {
        // The password was changed while it was being checked.
        sessions::close(&state, login.agent, &auth::token_hash(&token)).await?;
        return Err(ErrorCode::WrongCredentials.into());
    }
    welcome(&state, login.agent, token, session).await
}

/// Signs in somebody who has just joined.
pub(super) async fn signed_in(
    state: &AppState,
    request: &HttpRequest,
    agent: UserId,
) -> ApiResult<HttpResponse> {
    let (token, session) = sessions::open(state, request, agent).await?;
    welcome(state, agent, token, session).await
}

async fn welcome(
    state: &AppState,
    agent: UserId,
    token: String,
    session: LoginSession,
) -> ApiResult<HttpResponse> {
    metrics::counter!("frontdesk_sign_ins_total", "result" => "ok").increment(1);
    let me = Me { agent: colleague(state, agent).await?, csrf: session.csrf };
    Ok(HttpResponse::Ok().cookie(auth::session_cookie(state, token)).json(me))
}

/// The login, if the password is its own and its agent may work. All failures look and last alike.
async fn check(state: &AppState, account: &str, password: String) -> ApiResult<Login> {
    let login = match EmailAddress::new(account) {
        Ok(email) => logins::find_login(&state.system.shared, email.as_str()).await?,
        Err(_) => None,
    };
    let hash = login.as_ref().map(|login| login.password_hash.clone());
    let right = state.passwords.verify(password, hash).await.map_err(|error| match error {
        auth::password::PasswordError::Busy => ApiError::new(ErrorCode::Busy),
        other => ApiError::internal("a sign-in", &other),
    })?;
    let directory = state.system.shared.directory.get();
    let active = |login: &Login| directory.agents.get(&login.agent).is_some_and(|agent| agent.active);
    login.filter(|login| right && active(login)).ok_or_else(|| {
        metrics::counter!("frontdesk_sign_ins_total", "result" => "refused").increment(1);
        ErrorCode::WrongCredentials.into()
    })
}

async fn is_still(state: &AppState, account: &str, login: &Login) -> ApiResult<bool> {
    let now = logins::find_login(&state.system.shared, account).await?;
    Ok(now.is_some_and(|now| now.password_hash == login.password_hash && now.agent == login.agent))
}

pub(super) async fn sign_out(state: web::Data<AppState>, signed_in: SignedIn) -> ApiResult<HttpResponse> {
    if signed_in.by_token {
        return Err(ErrorCode::InPersonOnly.into());
    }
    sessions::close(&state, signed_in.agent, &signed_in.session).await?;
    Ok(HttpResponse::NoContent().cookie(auth::no_session_cookie(&state)).finish())
}

pub(super) async fn me(state: web::Data<AppState>, signed_in: SignedIn) -> ApiResult<web::Json<Me>> {
    let agent = colleague(&state, signed_in.agent).await?;
    Ok(web::Json(Me { agent, csrf: signed_in.csrf }))
}

/// An agent as colleagues see them now.
async fn colleague(state: &AppState, agent: UserId) -> ApiResult<Colleague> {
    if let Some(card) = state.system.notifier.send(GetCard(agent)).await? {
        return Ok(convert::agent::colleague(&card));
    }
    let directory = state.system.shared.directory.get();
    let known = directory.agents.get(&agent).ok_or(ErrorCode::NotSignedIn)?;
    let card = AgentCard {
        id: agent,
        name: known.name.clone(),
        role: known.role,
        groups: known.groups.clone(),
        capacity: known.capacity,
        status: status_of(&state.system.agents, agent).await,
        present: false,
        load: 0,
    };
    Ok(convert::agent::colleague(&card))
}
