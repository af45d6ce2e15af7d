//! Instagram's own login (developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login): no page,
//! another host, and a token that ends.

use crate::account::{Account, Token};
use crate::doctor::Check;
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::meta::doctor::{ACCOUNT, WEBHOOK};
use crate::meta::errors::failure;
use crate::meta::fields::text;
use crate::meta::platform::errors::table;
use crate::meta::platform::{ACCESS_TOKEN, Door, PAGE_ID};
use crate::percent::encode;
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

pub(super) const INSTAGRAM_HOST: &str = "instagram";

/// What an account without a page subscribes to; it has names of its own for some.
const FIELDS: &str = "messages,messaging_postbacks,messaging_referral,messaging_seen,message_reactions,\
                      message_edit,standby";

pub(super) fn has_page(account: &Account) -> bool {
    !account.setting(PAGE_ID).is_empty()
}

pub(super) fn door(account: &Account) -> Door<'_> {
    if has_page(account) {
        return Door::of_page(account);
    }
    // Here files are fetched from links: there is nothing to upload them to.
    Door { host: account.host(INSTAGRAM_HOST), node: "me", token: token(account), uploads: false }
}

/// The renewed one, or the one that the admin copied.
fn token(account: &Account) -> &str {
    account.token.as_ref().map_or_else(|| account.secret(ACCESS_TOKEN), |token| &token.value)
}

/// A token of a page lasts.
pub(super) fn renew(account: &Account) -> Option<HttpRequest> {
    let host = unversioned(account.host(INSTAGRAM_HOST));
    let query = format!("grant_type=ig_refresh_token&access_token={}", encode(token(account)));
    (!has_page(account)).then(|| HttpRequest::get(format!("{host}/refresh_access_token?{query}")))
}

/// Tokens are given without a version in the address.
fn unversioned(host: &str) -> &str {
    match host.rsplit_once('/') {
        Some((base, version)) if version.starts_with('v') && version.contains('.') => base,
        _ => host,
    }
}

/// A token younger than a day is not renewed: it is good, and asked about again tomorrow.
pub(super) fn renewed(
    account: &Account,
    response: &HttpResponse,
    now: Timestamp,
) -> Result<Token, SendError> {
    if !response.is_success() {
        let error = failure(response, table);
        if error.class != RetryClass::Content {
            return Err(error);
        }
        let value = token(account).to_owned();
        return Ok(Token { value, refresh: None, expires_at: now.plus(Span::days(1)) });
    }
    let json = response.json();
    let lasts = json.get("expires_in").and_then(Value::as_u64);
    match (text(&json, "/access_token"), lasts) {
        (Some(value), Some(seconds)) => {
            Ok(Token { value, refresh: None, expires_at: now.plus(Span::seconds(seconds)) })
        }
        _ => {
            let text = "the provider's answer cannot be read";
            Err(SendError::new(RetryClass::Transient, "unreadable", text))
        }
    }
}

pub(super) fn checks(door: &Door<'_>) -> Vec<Check> {
    let get = |rest| HttpRequest::get(door.url(rest)).bearer(door.token);
    vec![
        Check { name: ACCOUNT, request: get("?fields=user_id,username,account_type") },
        Check { name: WEBHOOK, request: get("/subscribed_apps") },
    ]
}

pub(super) fn subscribe(door: &Door<'_>) -> HttpRequest {
    let url = door.url(&format!("/subscribed_apps?subscribed_fields={FIELDS}"));
    HttpRequest::post_json(url, &json!({})).bearer(door.token)
}
