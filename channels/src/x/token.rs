//! The account's token: two hours, then the next one (docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE").

use super::{CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, errors, url};
use crate::account::{Account, Token};
use crate::error::{RetryClass, SendError};
use crate::form;
use crate::http::{HttpRequest, HttpResponse};
use crate::item::{number, text};
use crate::signature::base64;
use frontdesk_model::time::{Span, Timestamp};

/// Where the provider does not say how long.
const LIFE: Span = Span::minutes(120);

/// Each is good for one use: that of the last token, or the admin's where there was none yet.
fn refresh(account: &Account) -> &str {
    let last = account.token.as_ref().and_then(|token| token.refresh.as_deref());
    last.unwrap_or_else(|| account.secret(REFRESH_TOKEN).trim())
}

pub(super) fn renew(account: &Account) -> HttpRequest {
    let client = account.setting(CLIENT_ID).trim();
    let secret = account.secret(CLIENT_SECRET).trim();
    let mut fields = vec![("grant_type", "refresh_token"), ("refresh_token", refresh(account))];
    // A client with a secret says who it is in the header, any other in the body.
    if secret.is_empty() {
        fields.push(("client_id", client));
    }
    let kind = "application/x-www-form-urlencoded";
    let request = HttpRequest::post(url(account, "oauth2/token"), kind, form::write(&fields));
    if secret.is_empty() {
        return request;
    }
    let credentials = base64(format!("{client}:{secret}").as_bytes());
    request.with("authorization", &format!("Basic {credentials}"))
}

/// A refusal is lasting: a used or revoked token never becomes good again.
pub(super) fn renewed(
    account: &Account,
    response: &HttpResponse,
    now: Timestamp,
) -> Result<Token, SendError> {
    let answer = response.json();
    if let (true, Some(value)) = (response.is_success(), text(&answer, "/access_token")) {
        let life = number(&answer, "/expires_in").map_or(LIFE, Span::seconds);
        let next = text(&answer, "/refresh_token").unwrap_or_else(|| refresh(account));
        let refresh = Some(next.to_owned()).filter(|next| !next.is_empty());
        return Ok(Token { value: value.to_owned(), refresh, expires_at: now.plus(life) });
    }
    let mut error = errors::error(response, now);
    error.class = match error.class {
        passing
        @ (RetryClass::Transient | RetryClass::ThrottledAccount { .. } | RetryClass::Quota { .. }) => passing,
        // Half an answer: asked once more, X either takes the old one or says that it is used.
        RetryClass::Unknown => RetryClass::Transient,
        _ => RetryClass::Auth,
    };
    Err(error)
}
