//! What the doctor asks about a number, and how Meta learns where our webhook is.

use super::errors::table;
use super::{ACCESS_TOKEN, DISPLAY_PHONE_NUMBER, GRAPH_HOST, PHONE_NUMBER_ID, WABA_ID, url};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::http::{HttpRequest, HttpResponse};
use crate::meta::doctor::{
    ACCOUNT, TOKEN, WEBHOOK, answered, differs, judge_token, judge_webhook, token_check,
};
use crate::meta::fields::text;
use crate::meta::receive::VERIFY_TOKEN;
use serde_json::{Value, json};

pub(super) fn checks(account: &Account) -> Vec<Check> {
    let token = account.secret(ACCESS_TOKEN);
    let fields = "?fields=display_phone_number,verified_name,quality_rating,status,webhook_configuration";
    let number = HttpRequest::get(url(account, PHONE_NUMBER_ID, fields)).bearer(token);
    let webhook = HttpRequest::get(url(account, WABA_ID, "/subscribed_apps")).bearer(token);
    vec![
        token_check(account.host(GRAPH_HOST), token),
        Check { name: ACCOUNT, request: number },
        Check { name: WEBHOOK, request: webhook },
    ]
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    match name {
        TOKEN => judge_token(response, &["whatsapp_business_messaging"], table),
        WEBHOOK => judge_webhook(response, &[], table),
        _ => judge_number(account, response),
    }
}

fn judge_number(account: &Account, response: &HttpResponse) -> Finding {
    let json = match answered(response, table) {
        Ok(json) => json,
        Err(error) => return Finding::Wrong(error),
    };
    let number = text(&json, "/display_phone_number").unwrap_or_default();
    let name = text(&json, "/verified_name").unwrap_or_default();
    let called = format!("{name} ({number})");
    if differs(account, DISPLAY_PHONE_NUMBER, &number) {
        return Finding::Doubtful(format!("links lead to another number than this one: {called}"));
    }
    if let Some(called_at) = called_at(&json).filter(|address| *address != account.webhook_url()) {
        return Finding::Doubtful(format!("{called}: Meta calls another address: {called_at}"));
    }
    match (text(&json, "/status").as_deref(), text(&json, "/quality_rating").as_deref()) {
        (Some(status @ ("BANNED" | "FLAGGED" | "RESTRICTED" | "DISCONNECTED" | "RATE_LIMITED")), _) => {
            Finding::Doubtful(format!("{called}: the number is {}", status.to_lowercase()))
        }
        (_, Some("RED")) => Finding::Doubtful(format!("{called}: people rate this number badly")),
        _ => Finding::Right(called),
    }
}

/// Where Meta calls for this number: what is set for the number goes before what is set for its account, and that
/// before what is set for the app (…/whatsapp/webhooks/override).
fn called_at(number: &Value) -> Option<String> {
    let set = ["phone_number", "whatsapp_business_account", "application"];
    set.iter().find_map(|of| text(number, &format!("/webhook_configuration/{of}")))
}

/// The app gets the business account's events, and those of this number come to our webhook.
pub(super) fn subscribe(account: &Account) -> Vec<HttpRequest> {
    let token = account.secret(ACCESS_TOKEN);
    let webhook = json!({ "webhook_configuration": {
        "override_callback_uri": account.webhook_url(),
        "verify_token": account.secret(VERIFY_TOKEN),
    } });
    vec![
        HttpRequest::post_json(url(account, WABA_ID, "/subscribed_apps"), &json!({})).bearer(token),
        HttpRequest::post_json(url(account, PHONE_NUMBER_ID, ""), &webhook).bearer(token),
    ]
}
