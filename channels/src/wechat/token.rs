//! The access token, which stands in the address of every request. It is got as a "stable" one: getting it again gives
//! the same until shortly before its end, so that others who use the account are not thrown out.

use super::{API, APP_ID, APP_SECRET, errors};
use crate::account::{Account, Token};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::percent;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

/// The address of that path, with the token.
pub(super) fn url(account: &Account, path: &str, query: &[(&str, &str)]) -> String {
    let token = account.token.as_ref().map_or("", |token| token.value.as_str());
    let more: String =
        query.iter().map(|(name, value)| format!("&{name}={}", percent::encode(value))).collect();
    format!("{}{path}?access_token={}{more}", account.host(API), percent::encode(token))
}

pub(super) fn renew(account: &Account) -> HttpRequest {
    let body = json!({
        "grant_type": "client_credential",
        "appid": account.setting(APP_ID),
        "secret": account.secret(APP_SECRET),
    });
    HttpRequest::post_json(format!("{}/cgi-bin/stable_token", account.host(API)), &body)
}

pub(super) fn renewed(response: &HttpResponse, now: Timestamp) -> Result<Token, SendError> {
    let body = errors::checked(response, errors::unreadable()).map_err(lasting)?;
    let value = body.get("access_token").and_then(Value::as_str).filter(|value| !value.is_empty());
    let seconds = body.get("expires_in").and_then(Value::as_u64);
    let (Some(value), Some(seconds)) = (value, seconds) else { return Err(errors::unreadable()) };
    Ok(Token { value: value.to_owned(), refresh: None, expires_at: now.plus(Span::seconds(seconds)) })
}

/// Whatever WeChat does not like about being asked for a token, asking again does not mend it.
fn lasting(error: SendError) -> SendError {
    let class = if error.class == RetryClass::Content { RetryClass::Auth } else { error.class };
    SendError { class, ..error }
}
