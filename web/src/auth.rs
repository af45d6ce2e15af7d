//! Who asks, and whether they may: one layer, used by HTTP and by sockets alike.
//!
//! Agents are known by a cookie that scripts cannot read, end users by a bearer token that only the widget's frame
//! has. What a role may do is decided by [`frontdesk_model::access::may`] and nowhere else.

mod api_token;
mod browser_name;
pub mod identity;
pub mod password;
pub mod reader;
pub mod sessions;
pub mod token;
mod visitor;
pub mod visitor_sockets;

pub use api_token::PREFIX as TOKEN_PREFIX;
pub use browser_name::{browser, system};
pub use password::{hash_password, verify_password};
pub use token::{login_name, new_token, token_hash};
pub use visitor::{SignedVisitor, visitor_of_token};

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, web};
use frontdesk_actors::logins;
use frontdesk_model::access::{Permission, Role, may};
use frontdesk_model::id::UserId;
use futures_util::future::LocalBoxFuture;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// The header in which the session's own token has to come back with everything that changes something. No page of
/// another origin can set it.
pub const CSRF_HEADER: &str = "x-frontdesk-csrf";

/// An agent whose session is in force.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub agent: UserId,
    pub role: Role,
    /// What the session, or the token, is found by.
    pub session: [u8; 32],
    pub csrf: String,
    /// Whether a program acts for them, with a token.
    pub by_token: bool,
}

impl SignedIn {
    /// The session's name among the sockets of the agent.
    #[must_use]
    pub fn login(&self) -> Arc<str> {
        login_name(&self.session)
    }

    /// # Errors
    /// `forbidden` when the role may not.
    pub fn authorise(&self, permission: Permission) -> ApiResult<()> {
        if may(self.role, permission) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
    }
}

/// An agent who may configure the desk.
#[derive(Clone, Debug)]
pub struct Admin(pub SignedIn);

/// An admin in their own browser, and not a program that acts as one.
#[derive(Clone, Debug)]
pub struct AdminInPerson(pub Admin);

impl AdminInPerson {
    #[must_use]
    pub const fn agent(&self) -> UserId {
        self.0.0.agent
    }
}

/// The state of the server that answers this request.
///
/// # Errors
/// `internal` when the routes were registered without it.
pub fn state_of(request: &HttpRequest) -> ApiResult<web::Data<AppState>> {
    let state = request.app_data::<web::Data<AppState>>();
    state.cloned().ok_or_else(|| ApiError::internal("a request", &"no state is registered"))
}

const fn cookie_name(secure: bool) -> &'static str {
    // The prefix makes browsers refuse the cookie from anybody but this very host by https.
    if secure { "__Host-frontdesk" } else { "frontdesk" }
}

/// The cookie that carries a session's token.
#[must_use]
pub fn session_cookie(state: &AppState, token: String) -> Cookie<'static> {
    let seconds = i64::try_from(state.config.login_seconds).unwrap_or(i64::MAX);
    cookie(state, token, Duration::seconds(seconds))
}

/// Makes the browser forget the session's token.
#[must_use]
pub fn no_session_cookie(state: &AppState) -> Cookie<'static> {
    cookie(state, String::new(), Duration::ZERO)
}

fn cookie(state: &AppState, value: String, max_age: Duration) -> Cookie<'static> {
    let secure = state.origins.is_secure();
    Cookie::build(cookie_name(secure), value)
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(max_age)
        .finish()
}

/// The agent behind a request's cookie, for HTTP and for handshakes of sockets. Does not check where the request
/// comes from: see [`crate::origin`].
///
/// # Errors
/// `not_signed_in` when there is no session in force behind it, `storage_unavailable`.
pub async fn agent_of_cookie(state: &AppState, request: &HttpRequest) -> ApiResult<SignedIn> {
    let not_signed_in = || ApiError::new(ErrorCode::NotSignedIn);
    let name = cookie_name(state.origins.is_secure());
    let session = {
        let cookie = request.cookie(name).ok_or_else(not_signed_in)?;
        token_hash(cookie.value())
    };
    let shared = &state.system.shared;
    let found = logins::find_session(shared, &session).await?.ok_or_else(not_signed_in)?;
    let role = shared.directory.get().agents.get(&found.agent).map(|agent| agent.role);
    Ok(SignedIn {
        agent: found.agent,
        role: role.ok_or_else(not_signed_in)?,
        session,
        csrf: found.csrf,
        by_token: false,
    })
}

/// Whether a method only reads.
#[must_use]
pub fn only_reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

async fn signed_in(request: HttpRequest) -> ApiResult<SignedIn> {
    let state = state_of(&request)?;
    if let Some(secret) = api_token::of(&request) {
        return api_token::admin(&state, secret, only_reads(request.method())).await;
    }
    let signed_in = agent_of_cookie(&state, &request).await?;
    if !only_reads(request.method()) {
        let told = request.headers().get(CSRF_HEADER).map(|told| told.as_bytes()).unwrap_or_default();
        if !bool::from(told.ct_eq(signed_in.csrf.as_bytes())) {
            return Err(ErrorCode::CsrfMissing.into());
        }
    }
    signed_in.authorise(Permission::Work)?;
    Ok(signed_in)
}

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(signed_in(request.clone()))
    }
}

impl FromRequest for Admin {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let signed_in = signed_in(request).await?;
            signed_in.authorise(Permission::Configure)?;
            Ok(Self(signed_in))
        })
    }
}

impl FromRequest for AdminInPerson {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let admin = Admin::from_request(request, payload);
        Box::pin(async move {
            let admin = admin.await?;
            if admin.0.by_token { Err(ErrorCode::InPersonOnly.into()) } else { Ok(Self(admin)) }
        })
    }
}
