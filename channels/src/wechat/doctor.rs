//! What the doctor asks WeChat: whether the access token works from this server's address, whether the account may
//! answer by the customer-service interface and how often today, and whether WeChat reaches this server.

use super::{APP_ID, errors, token};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

const ACCOUNT: &str = "account";
const TOKEN: &str = "token";
const SENDING: &str = "sending";
const WEBHOOK: &str = "webhook";
/// The account has no right to ask this; that says nothing of all else.
const NOT_AUTHORIZED: &str = "48001";

pub(super) fn checks(account: &Account) -> Vec<Check> {
    let url = |path: &str| token::url(account, path, &[]);
    let post = |path: &str, body: &Value| HttpRequest::post_json(url(path), body);
    vec![
        Check { name: TOKEN, request: HttpRequest::get(url("/cgi-bin/get_api_domain_ip")) },
        Check { name: ACCOUNT, request: HttpRequest::get(url("/cgi-bin/account/getaccountbasicinfo")) },
        Check {
            name: SENDING,
            request: post(
                "/cgi-bin/openapi/quota/get",
                &json!({ "cgi_path": "/cgi-bin/message/custom/send" }),
            ),
        },
        Check {
            name: WEBHOOK,
            request: post(
                "/cgi-bin/callback/check",
                &json!({ "action": "all", "check_operator": "DEFAULT" }),
            ),
        },
    ]
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    let body = match errors::checked(response, errors::unreadable()) {
        Ok(body) => body,
        Err(error) if name == ACCOUNT && error.code == NOT_AUTHORIZED => {
            return Finding::Doubtful("WeChat does not tell this account its own name".to_owned());
        }
        Err(error) => return Finding::Wrong(error),
    };
    match name {
        ACCOUNT => whose(account, &body),
        SENDING => sending(&body),
        WEBHOOK => reached(&body),
        _ => Finding::Right(String::new()),
    }
}

fn whose(account: &Account, body: &Value) -> Finding {
    let word = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = word("appid");
    if !id.is_empty() && id != account.setting(APP_ID) {
        let text = format!("the token is of another account, whose app id is {id}");
        return Finding::Wrong(SendError::new(RetryClass::Auth, APP_ID, &text));
    }
    Finding::Right(word("nickname").to_owned())
}

fn sending(body: &Value) -> Finding {
    let number = |name: &str| body.pointer(&format!("/quota/{name}")).and_then(Value::as_i64);
    match (number("remain"), number("daily_limit")) {
        (Some(0), Some(limit)) => Finding::Doubtful(format!("all {limit} messages of today are used up")),
        (Some(left), Some(limit)) => Finding::Right(format!("{left} of {limit} messages left today")),
        _ => Finding::Right(String::new()),
    }
}

/// WeChat pinged the host of our address from where it calls.
fn reached(body: &Value) -> Finding {
    let pings = body.get("ping").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let lost = |ping: &Value| ping.get("package_loss").and_then(Value::as_str) == Some("100%");
    if !pings.is_empty() && pings.iter().all(lost) {
        return Finding::Doubtful(
            "WeChat's servers cannot ping this one; firewalls often forbid it".to_owned(),
        );
    }
    Finding::Right(String::new())
}
