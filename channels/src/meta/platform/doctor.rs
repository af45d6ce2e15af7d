//! What the doctor asks about a page, and what both products subscribe to.

use super::errors::table;
use super::{Door, START};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::http::{HttpRequest, HttpResponse};
use crate::meta::doctor::{WEBHOOK, answered, differs, judge_webhook, token_check};
use crate::meta::fields::text;
use serde_json::json;

/// The fields of a page. Meta keeps one list for page and app, so both products ask for the same.
pub(crate) const FIELDS: &[&str] = &[
    "messages",
    "messaging_postbacks",
    "messaging_referrals",
    "message_deliveries",
    "message_reads",
    "message_echoes",
    "message_edits",
    "message_reactions",
    "standby",
];

/// Without these nothing arrives that anybody would miss a word of.
pub(crate) const NEEDED: &[&str] = &["messages", "messaging_postbacks"];

pub(crate) fn page_checks(door: &Door<'_>, account: HttpRequest) -> Vec<Check> {
    let webhook = HttpRequest::get(door.url("/subscribed_apps")).bearer(door.token);
    vec![
        token_check(door.host, door.token),
        Check { name: crate::meta::doctor::ACCOUNT, request: account.bearer(door.token) },
        Check { name: WEBHOOK, request: webhook },
    ]
}

pub(crate) fn judge_fields(response: &HttpResponse) -> Finding {
    judge_webhook(response, NEEDED, table)
}

/// Whether the token is of the account, where that is told, and links lead there; what it is called is at `named`.
pub(crate) fn judge_account(
    account: &Account,
    response: &HttpResponse,
    [id, username]: [&str; 2],
    named: &str,
) -> Finding {
    let json = match answered(response, table) {
        Ok(json) => json,
        Err(error) => return Finding::Wrong(error),
    };
    let called = text(&json, named).unwrap_or_default();
    if text(&json, "/user_id").is_some_and(|told| differs(account, id, &told)) {
        let said = format!("the access token is of another account: {called}");
        return Finding::Wrong(SendError::new(RetryClass::Auth, "other_account", &said));
    }
    let told = text(&json, "/username").unwrap_or_default();
    if !told.is_empty() && differs(account, username, &told) {
        return Finding::Doubtful(format!("links lead to another account than this one: {told}"));
    }
    Finding::Right(called)
}

pub(crate) fn subscribe_page(door: &Door<'_>) -> HttpRequest {
    let fields = FIELDS.join(",");
    let url = door.url(&format!("/subscribed_apps?subscribed_fields={fields}"));
    HttpRequest::post_json(url, &json!({})).bearer(door.token)
}

/// A new thread brings the code of a link only with the press of "Get started", which a page has to have.
pub(crate) fn get_started(door: &Door<'_>) -> HttpRequest {
    let body = json!({ "get_started": { "payload": START } });
    HttpRequest::post_json(door.url("/messenger_profile"), &body).bearer(door.token)
}
