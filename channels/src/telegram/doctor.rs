//! Whether a bot is well, and how Telegram learns where we are.

use super::parse::{self, UPDATES};
use super::{call, errors, receive, username};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::item::{facts, list, number, text};
use crate::profile::Profile;
use serde_json::{Value, json};

pub(super) fn checks(account: &Account) -> Vec<Check> {
    let ask = |name, method| Check { name, request: call(account, method, &json!({})) };
    vec![ask("token", "getMe"), ask("webhook", "getWebhookInfo")]
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    if !response.is_success() {
        return Finding::Wrong(errors::error(response));
    }
    let answer = response.json();
    let result = answer.get("result").unwrap_or(&Value::Null);
    if name == "token" { bot(account, result) } else { webhook(account, result) }
}

fn bot(account: &Account, bot: &Value) -> Finding {
    match text(bot, "/username") {
        Some(name) if name.eq_ignore_ascii_case(username(account)) => Finding::Right(format!("@{name}")),
        Some(name) => Finding::Doubtful(format!("this token is of @{name}: links would open another bot")),
        None => {
            let text = "the provider's answer names no bot";
            Finding::Wrong(SendError::new(RetryClass::Transient, "no_bot", text))
        }
    }
}

fn webhook(account: &Account, webhook: &Value) -> Finding {
    let address = text(webhook, "/url").unwrap_or_default();
    if address != account.webhook_url() {
        let words = if address.is_empty() { "no webhook is set" } else { "the webhook is of another server" };
        return Finding::Wrong(SendError::new(RetryClass::Auth, "webhook", words));
    }
    let asked = list(webhook, "/allowed_updates");
    let missing = UPDATES.iter().find(|name| !asked.iter().any(|asked| asked == *name));
    let waiting = number(webhook, "/pending_update_count").unwrap_or(0);
    match (missing, text(webhook, "/last_error_message")) {
        (Some(missing), _) => Finding::Doubtful(format!("the webhook does not tell of {missing}")),
        (None, Some(error)) if waiting > 0 => {
            Finding::Doubtful(format!("{waiting} updates wait, because of: {error}"))
        }
        _ => Finding::Right(address.to_owned()),
    }
}

/// Nothing without a secret: whoever knew the address could write as anybody.
pub(super) fn subscribe(account: &Account) -> Vec<HttpRequest> {
    let webhook = |secret| {
        json!({
            "url": account.webhook_url(),
            "secret_token": secret,
            "allowed_updates": UPDATES,
            "max_connections": 40,
        })
    };
    receive::secret(account).map(|secret| call(account, "setWebhook", &webhook(secret))).into_iter().collect()
}

/// Of `getChat`.
pub(super) fn profile(response: &HttpResponse) -> Option<Profile> {
    let answer = response.json();
    let chat = answer.get("result").filter(|_| response.is_success())?;
    let facts = facts(chat, &["id", "username", "first_name", "last_name", "bio"]);
    Some(Profile { name: parse::name(chat), locale: None, facts })
}
