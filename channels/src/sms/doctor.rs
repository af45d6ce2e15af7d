//! Whether an account is well, and how a messaging service learns where we are.

use super::{API, MESSAGING, PHONE_NUMBER, authorized, errors, service, sid};
use crate::account::Account;
use crate::doctor::{Check, Finding};
use crate::error::{RetryClass, SendError};
use crate::form;
use crate::http::{HttpRequest, HttpResponse};
use crate::item::{list, phone, text};
use crate::percent;
use serde_json::Value;

pub(super) fn checks(account: &Account) -> Vec<Check> {
    let account_url = format!("{}/Accounts/{}", account.host(API), percent::encode(sid(account)));
    let number = phone(account.setting(PHONE_NUMBER)).unwrap_or_default();
    let ask = |name, url| Check { name, request: authorized(account, HttpRequest::get(url)) };
    let numbers = format!("{account_url}/IncomingPhoneNumbers.json?PhoneNumber={}", percent::encode(&number));
    let webhook = match service(account) {
        Some(_) => ask("webhook", service_url(account)),
        None => ask("webhook", numbers),
    };
    vec![ask("token", format!("{account_url}.json")), webhook]
}

fn service_url(account: &Account) -> String {
    format!("{}/Services/{}", account.host(MESSAGING), percent::encode(service(account).unwrap_or_default()))
}

pub(super) fn judge(account: &Account, name: &str, response: &HttpResponse) -> Finding {
    if !response.is_success() {
        return Finding::Wrong(errors::of_answer(response));
    }
    let answer = response.json();
    match (name, service(account)) {
        ("token", _) => owner(&answer),
        (_, Some(_)) => of_service(account, &answer),
        (_, None) => of_number(account, &answer),
    }
}

fn wrong(code: &str, words: &str) -> Finding {
    Finding::Wrong(SendError::new(RetryClass::Auth, code, words))
}

fn owner(answer: &Value) -> Finding {
    let name = text(answer, "/friendly_name").unwrap_or_default().to_owned();
    match text(answer, "/status") {
        Some("active") if text(answer, "/type") == Some("Trial") => {
            Finding::Doubtful(format!("{name}: a trial account writes to verified numbers only"))
        }
        Some("active") => Finding::Right(name),
        Some(status) => wrong("account", &format!("the account is {status}")),
        None => wrong("account", "the provider's answer names no account"),
    }
}

fn of_number(account: &Account, answer: &Value) -> Finding {
    let Some(number) = list(answer, "/incoming_phone_numbers").first() else {
        return wrong("number", "the number is not of this account");
    };
    if number.pointer("/capabilities/sms").and_then(Value::as_bool) == Some(false) {
        return wrong("number", "the number cannot send texts");
    }
    calls_us(account, text(number, "/sms_url"))
}

fn of_service(account: &Account, answer: &Value) -> Finding {
    if answer.pointer("/use_inbound_webhook_on_number").and_then(Value::as_bool) == Some(true) {
        let words = "the messaging service leaves webhooks to its numbers";
        return Finding::Doubtful(words.to_owned());
    }
    calls_us(account, text(answer, "/inbound_request_url"))
}

fn calls_us(account: &Account, address: Option<&str>) -> Finding {
    match address {
        Some(address) if address == account.webhook_url() => Finding::Right(address.to_owned()),
        Some(_) => wrong("webhook", "incoming messages go to another address"),
        None => wrong("webhook", "incoming messages go nowhere"),
    }
}

/// A number's webhook stands with the number, under an id that no admin has at hand: it is set by hand there.
pub(super) fn subscribe(account: &Account) -> Vec<HttpRequest> {
    let Some(_) = service(account) else { return Vec::new() };
    let url = account.webhook_url();
    let fields = [("InboundRequestUrl", url.as_str()), ("InboundMethod", "POST")];
    let kind = "application/x-www-form-urlencoded";
    vec![authorized(account, HttpRequest::post(service_url(account), kind, form::write(&fields)))]
}
