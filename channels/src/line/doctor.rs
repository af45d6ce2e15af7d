//! What the doctor asks LINE: who the token is, where webhooks go and whether they arrive, and what is left of the
//! month's messages.

use super::{API, BASIC_ID, BOT_USER_ID, errors, fields, token};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

const TOKEN: &str = "token";
const WEBHOOK: &str = "webhook";
const WEBHOOK_TEST: &str = "webhook_test";
const QUOTA: &str = "quota";
const QUOTA_USED: &str = "quota_used";

pub(super) fn checks(account: &Account) -> Vec<Check> {
    let url = |path: &str| format!("{}/v2/bot/{path}", account.host(API));
    let get = |path: &str| HttpRequest::get(url(path));
    let test = json!({ "endpoint": account.webhook_url() });
    [
        (TOKEN, get("info")),
        (WEBHOOK, get("channel/webhook/endpoint")),
        (WEBHOOK_TEST, HttpRequest::post_json(url("channel/webhook/test"), &test)),
        (QUOTA, get("message/quota")),
        (QUOTA_USED, get("message/quota/consumption")),
    ]
    .into_iter()
    .map(|(name, request)| Check { name, request: token::signed(account, request) })
    .collect()
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    if !response.is_success() {
        return match (name, response.status) {
            (WEBHOOK, 404) => wrong("no_webhook", "LINE has no webhook address for this channel"),
            _ => Finding::Wrong(errors::of(response)),
        };
    }
    let body = response.json();
    match name {
        TOKEN => whose(account, &body),
        WEBHOOK => webhook(account, &body),
        WEBHOOK_TEST => tested(&body),
        QUOTA => Finding::Right(match fields::number(&body, "/value") {
            Some(limit) => format!("{limit} messages a month"),
            None => "no monthly limit".to_owned(),
        }),
        QUOTA_USED => {
            let used = fields::number(&body, "/totalUsage").unwrap_or_else(|| "0".to_owned());
            Finding::Right(format!("{used} messages this month"))
        }
        _ => Finding::Right(String::new()),
    }
}

fn wrong(code: &str, text: &str) -> Finding {
    Finding::Wrong(SendError::new(RetryClass::Auth, code, text))
}

/// The name tells the admin which account the token opens; ids that were filled in must be its own.
fn whose(account: &Account, body: &Value) -> Finding {
    let told = |pointer| fields::text(body, pointer).unwrap_or_default();
    let (user, basic) = (told("/userId"), told("/basicId"));
    let differs = |name: &str, is: &str| {
        let given = account.setting(name).trim().trim_start_matches('@');
        !given.is_empty() && given != is.trim_start_matches('@')
    };
    if differs(BOT_USER_ID, user) {
        return wrong(BOT_USER_ID, &format!("the token is of another bot, whose user id is {user}"));
    }
    // An account with a premium id answers to both.
    if differs(BASIC_ID, basic) && differs(BASIC_ID, told("/premiumId")) {
        return wrong(BASIC_ID, &format!("the token is of another account, whose basic id is {basic}"));
    }
    Finding::Right(format!("{} ({basic}, {user})", told("/displayName")))
}

fn webhook(account: &Account, body: &Value) -> Finding {
    let endpoint = fields::text(body, "/endpoint").unwrap_or_default();
    if endpoint != account.webhook_url() {
        return wrong("other_webhook", &format!("LINE calls another address: {endpoint}"));
    }
    if body.get("active") == Some(&Value::Bool(false)) {
        return wrong("webhook_off", "webhooks are switched off: see \"Use webhook\" in the LINE console");
    }
    Finding::Right(endpoint.to_owned())
}

/// LINE called us just now.
fn tested(body: &Value) -> Finding {
    if body.get("success") == Some(&Value::Bool(true)) {
        return Finding::Right(String::new());
    }
    let reason = fields::text(body, "/reason").unwrap_or("UNKNOWN");
    let detail = fields::text(body, "/detail").unwrap_or_default();
    wrong(reason, &format!("LINE called this server and failed: {detail}"))
}
