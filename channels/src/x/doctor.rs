//! Whether an account is well, what X tells of people, and how it learns where we are.

use super::{API, BEARER_TOKEN, WEBHOOK_ID, as_user, errors, url, user};
use crate::account::Account;
use crate::address::Address;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::item::{facts, list, text, word};
use crate::percent;
use crate::profile::Profile;
use frontdesk_model::time::Timestamp;
use serde_json::{Value, json};

/// What is asked for besides messages tells that they were read, and that somebody writes.
const EVENTS: [&str; 3] = ["dm.received", "dm.read", "dm.indicate_typing"];

/// Whether the token is of the account is always asked; of the webhook only where the app's own token is there.
pub(super) fn checks(account: &Account) -> Vec<Check> {
    let me = as_user(account, HttpRequest::get(url(account, "users/me")));
    let mut checks = vec![Check { name: "token", request: me }];
    if let Some(app) = app(account) {
        let ask = |name, path| Check { name, request: HttpRequest::get(url(account, path)).bearer(app) };
        checks.extend([ask("webhook", "webhooks"), ask("subscription", "activity/subscriptions")]);
    }
    checks
}

fn app(account: &Account) -> Option<&str> {
    Some(account.secret(BEARER_TOKEN).trim()).filter(|token| !token.is_empty())
}

fn webhook_id(account: &Account) -> &str {
    account.setting(WEBHOOK_ID).trim()
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    if !response.is_success() {
        // No answer of these says when to come again in a way that the doctor would need.
        return Finding::Wrong(errors::error(response, Timestamp::ZERO));
    }
    let answer = response.json();
    match name {
        "token" => owner(account, &answer),
        "webhook" => webhook(account, &answer),
        _ => subscription(account, &answer),
    }
}

fn wrong(code: &str, words: &str) -> Finding {
    Finding::Wrong(SendError::new(RetryClass::Auth, code, words))
}

fn owner(account: &Account, answer: &Value) -> Finding {
    match word(answer, "/data/id") {
        Some(id) if id == user(account) => {
            Finding::Right(format!("@{}", text(answer, "/data/username").unwrap_or_default()))
        }
        Some(id) => wrong("user_id", &format!("the token is of the user {id}")),
        None => wrong("user_id", "the provider's answer names no user"),
    }
}

fn webhook(account: &Account, answer: &Value) -> Finding {
    if has_port(&account.public_url) {
        return wrong("webhook", "X calls no address with a port in it");
    }
    let mut webhooks = list(answer, "/data").iter();
    let ours = account.webhook_url();
    let Some(webhook) = webhooks.find(|webhook| text(webhook, "/url") == Some(ours.as_str())) else {
        return wrong("webhook", "the webhook is not registered");
    };
    let id = word(webhook, "/id").unwrap_or_default();
    if webhook.get("valid").and_then(Value::as_bool) == Some(false) {
        wrong("webhook", "X does not call: the last challenge was not answered rightly")
    } else if id == webhook_id(account) {
        Finding::Right(ours)
    } else {
        Finding::Doubtful(format!("X calls the webhook {id}: put this into its field to ask for messages"))
    }
}

fn has_port(address: &str) -> bool {
    let authority = address.split("://").nth(1).and_then(|rest| rest.split('/').next());
    authority.is_some_and(|authority| authority.contains(':'))
}

fn subscription(account: &Account, answer: &Value) -> Finding {
    let ours = |subscription: &&Value| {
        word(subscription, "/filter/user_id").as_deref() == Some(user(account))
            && word(subscription, "/webhook_id").is_none_or(|id| id == webhook_id(account))
    };
    let asked: Vec<&str> =
        list(answer, "/data").iter().filter(ours).filter_map(|one| text(one, "/event_type")).collect();
    match EVENTS.iter().find(|event| !asked.contains(event)) {
        None => Finding::Right(asked.join(", ")),
        Some(&"dm.received") => wrong("subscription", "messages are not asked for"),
        Some(event) => Finding::Doubtful(format!("{event} is not asked for")),
    }
}

/// First the webhook, with the app's token; once X has named it, what it is to tell. X refuses what is there already.
pub(super) fn subscribe(account: &Account) -> Vec<HttpRequest> {
    let id = webhook_id(account);
    if id.is_empty() {
        let body = json!({ "url": account.webhook_url() });
        let register = |app: &str| HttpRequest::post_json(url(account, "webhooks"), &body).bearer(app);
        return app(account).map(register).into_iter().collect();
    }
    let ask = |event: &&str| {
        let filter = json!({ "user_id": user(account) });
        let body = json!({ "event_type": event, "filter": filter, "webhook_id": id, "tag": "frontdesk" });
        as_user(account, HttpRequest::post_json(url(account, "activity/subscriptions"), &body))
    };
    EVENTS.iter().map(ask).collect()
}

/// `DuplicateUrlFailed` and its like, wherever X puts the word.
pub(super) fn is_there_already(response: &HttpResponse) -> bool {
    let word = b"duplicate";
    let mut places = response.body.windows(word.len());
    response.status < 500 && places.any(|place| place.eq_ignore_ascii_case(word))
}

const PROFILE: &str = "profile_image_url,name,username,location,description,verified";

pub(super) fn ask_profile(account: &Account, of: &Address) -> HttpRequest {
    let path = format!("{}/users/{}?user.fields={PROFILE}", account.host(API), percent::encode(of.as_str()));
    as_user(account, HttpRequest::get(path))
}

pub(super) fn profile(response: &HttpResponse) -> Option<Profile> {
    let answer = response.json();
    let person = answer.get("data").filter(|_| response.is_success())?;
    let names = ["id", "username", "name", "profile_image_url", "location", "description", "verified"];
    let name = text(person, "/name").map(str::to_owned);
    Some(Profile { name, locale: None, facts: facts(person, &names) })
}
