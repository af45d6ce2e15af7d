//! The REST interface as load needs it: signing in, visitors' sessions, histories, setting the desk up.

use anyhow::{Context, Result, anyhow, bail};
use frontdesk_web::wire::rest::{Me, OpenWidgetSession, SignIn, WidgetItems, WidgetSession};
use reqwest::header::{CONTENT_TYPE, COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;

/// The header that proves that a changing request comes from our own page.
const CSRF: &str = "x-frontdesk-csrf";
/// Longer than anything that is measured here.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The largest page that the server gives.
const PAGE: usize = 200;
/// Above every sequence: the page before it is the newest one. The largest number that the wire carries.
const NEWEST: u64 = (1 << 53) - 1;

#[derive(Clone, Debug)]
pub(crate) struct Rest {
    client: reqwest::Client,
    base: Arc<str>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Login {
    /// `name=value`, as the cookie is sent back.
    pub(crate) cookie: String,
    pub(crate) csrf: String,
    pub(crate) name: String,
    pub(crate) id: String,
}

/// E-mail and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) email: String,
    pub(crate) password: String,
}

impl Rest {
    /// # Errors
    /// When the HTTP client cannot be made.
    pub(crate) fn new(base: &str) -> Result<Self> {
        let client = reqwest::Client::builder().timeout(TIMEOUT).tcp_nodelay(true).no_proxy().build()?;
        Ok(Self { client, base: base.into() })
    }

    /// # Errors
    /// When the server refuses, or answers something else than is expected.
    pub(crate) async fn sign_in(&self, credentials: &Credentials) -> Result<Login> {
        let Credentials { email, password } = credentials.clone();
        let body = serde_json::to_vec(&SignIn { email, password })?;
        let request = self.client.post(format!("{}/desk/v1/sign-in", self.base));
        let request = request.header(CONTENT_TYPE, "application/json").header(ORIGIN, &*self.base).body(body);
        let response = request.send().await?;
        let status = response.status();
        let cookie = response.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
        let text = response.text().await?;
        if !status.is_success() || cookie.is_empty() {
            bail!("sign-in was answered with {status}: {text}");
        }
        let me: Me = serde_json::from_str(&text).context("the answer to the sign-in cannot be read")?;
        Ok(Login { cookie, csrf: me.csrf, name: me.agent.name, id: me.agent.id.to_string() })
    }

    /// The token of a new end user.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn open_visitor(&self, integration: &str) -> Result<String> {
        let path = format!("/desk/v1/widget/{integration}/session");
        let session: WidgetSession =
            self.ask(Method::POST, &path, &[], Some(&OpenWidgetSession::default())).await?;
        Ok(session.token)
    }

    /// A page of what an end user can see of their conversation, newest last; `before` is a sequence, `None` the newest page.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn visitor_items(
        &self,
        token: &str,
        conversation: &str,
        before: Option<u64>,
    ) -> Result<WidgetItems> {
        let before = before.unwrap_or(NEWEST);
        let path = format!("/desk/v1/widget/conversations/{conversation}/items?limit={PAGE}&before={before}");
        let bearer = format!("Bearer {token}");
        self.ask(Method::GET, &path, &[("authorization", &bearer)], None::<&()>).await
    }

    /// A request of somebody who is signed in.
    ///
    /// # Errors
    /// When the server refuses.
    pub(crate) async fn of<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        login: &Login,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&B>,
    ) -> Result<A> {
        let own = [(COOKIE.as_str(), login.cookie.as_str()), (CSRF, login.csrf.as_str())];
        self.ask(method, path, &[&own, headers].concat(), body).await
    }

    /// The status alone; for `/livez` and `/readyz`.
    ///
    /// # Errors
    /// When nobody answers.
    pub(crate) async fn status(&self, path: &str) -> Result<StatusCode> {
        Ok(self.client.get(format!("{}{path}", self.base)).send().await?.status())
    }

    /// A page as it is.
    ///
    /// # Errors
    /// When nobody answers, or it is refused.
    pub(crate) async fn text(&self, path: &str) -> Result<String> {
        Ok(self.client.get(format!("{}{path}", self.base)).send().await?.error_for_status()?.text().await?)
    }

    async fn ask<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&B>,
    ) -> Result<A> {
        let mut request =
            self.client.request(method, format!("{}{path}", self.base)).header(ORIGIN, &*self.base);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(serde_json::to_vec(body)?);
        }
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        if !status.is_success() {
            return Err(anyhow!("{path} was answered with {status}: {text}"));
        }
        let text = if text.is_empty() { "null" } else { &text };
        serde_json::from_str(text).with_context(|| format!("the answer of {path} cannot be read"))
    }
}
