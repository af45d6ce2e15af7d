//! The access token: a lasting one that the admin copied, or "stateless" ones of a quarter of an hour, which LINE
//! gives for the channel's id and secret (developers.line.biz/en/docs/basics/channel-access-token).

use super::{API, CHANNEL_ACCESS_TOKEN, CHANNEL_ID, CHANNEL_SECRET, errors};
use crate::account::{Account, Token};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::percent;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::Value;

/// The request with whichever token the account has.
pub(super) fn signed(account: &Account, request: HttpRequest) -> HttpRequest {
    let lasting = account.secret(CHANNEL_ACCESS_TOKEN);
    let passing = account.token.as_ref().map_or("", |token| token.value.as_str());
    request.bearer(if lasting.is_empty() { passing } else { lasting })
}

pub(super) fn renew(account: &Account) -> Option<HttpRequest> {
    if !account.secret(CHANNEL_ACCESS_TOKEN).is_empty() {
        return None;
    }
    let id = percent::encode(account.setting(CHANNEL_ID));
    let secret = percent::encode(account.secret(CHANNEL_SECRET));
    let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let url = format!("{}/oauth2/v3/token", account.host(API));
    Some(HttpRequest::post(url, "application/x-www-form-urlencoded", body))
}

pub(super) fn renewed(response: &HttpResponse, now: Timestamp) -> Result<Token, SendError> {
    let body = response.json();
    let given = (
        body.pointer("/access_token").and_then(Value::as_str),
        body.pointer("/expires_in").and_then(Value::as_u64),
    );
    match given {
        (Some(value), Some(seconds)) if response.is_success() && !value.is_empty() => {
            Ok(Token { value: value.to_owned(), refresh: None, expires_at: now.plus(Span::seconds(seconds)) })
        }
        _ => Err(refusal(response, &body)),
    }
}

/// OAuth's own words for errors, which are others than those of the rest of LINE.
fn refusal(response: &HttpResponse, body: &Value) -> SendError {
    let word = |name: &str| body.get(name).and_then(Value::as_str);
    match response.status {
        400 | 401 | 403 => {
            let code = word("error").unwrap_or("token");
            let text =
                word("error_description").unwrap_or("LINE gave no token for this channel id and secret");
            SendError::new(RetryClass::Auth, code, text)
        }
        200..300 => SendError::new(RetryClass::Transient, "token", "LINE answered without a token"),
        _ => errors::of(response),
    }
}
