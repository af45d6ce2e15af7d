//! Templates that may be sent when the window is closed (behaviour 2.18).

use super::{ACCESS_TOKEN, WABA_ID, url};
use crate::account::Account;
use crate::http::{HttpRequest, HttpResponse};
use crate::meta::fields::{list, text};
use crate::template::Template;
use serde_json::Value;

pub(super) fn ask(account: &Account) -> Option<HttpRequest> {
    let query = "/message_templates?status=APPROVED&fields=name,language,status,parameter_format,components&limit=250";
    let known = !account.setting(WABA_ID).is_empty();
    known.then(|| HttpRequest::get(url(account, WABA_ID, query)).bearer(account.secret(ACCESS_TOKEN)))
}

pub(super) fn read(response: &HttpResponse) -> Vec<Template> {
    let json = response.json();
    list(&json, "/data").iter().filter_map(template).collect()
}

/// `None` for one that is not approved, or that wants more than words put into its body: a picture, a parameter of
/// its heading or of a button, parameters by name.
fn template(template: &Value) -> Option<Template> {
    let is = |at: &str, word: &str| text(template, at).as_deref() == Some(word);
    if !is("/status", "APPROVED") || is("/parameter_format", "NAMED") {
        return None;
    }
    let components = list(template, "/components");
    let of_type = |wanted: &str| {
        components.iter().find(|one| text(one, "/type").is_some_and(|kind| kind.eq_ignore_ascii_case(wanted)))
    };
    let heading_is_fixed = of_type("HEADER").is_none_or(|header| {
        let format = text(header, "/format").unwrap_or_default();
        format == "TEXT" && !text(header, "/text").unwrap_or_default().contains("{{")
    });
    let buttons_are_fixed =
        of_type("BUTTONS").is_none_or(|buttons| list(buttons, "/buttons").iter().all(is_fixed));
    let carousel = of_type("CAROUSEL").is_some() || of_type("LIMITED_TIME_OFFER").is_some();
    let body = text(of_type("BODY")?, "/text")?;
    (heading_is_fixed && buttons_are_fixed && !carousel).then_some(Template {
        name: text(template, "/name")?,
        language: text(template, "/language")?,
        body,
    })
}

fn is_fixed(button: &Value) -> bool {
    let fixed = ["QUICK_REPLY", "PHONE_NUMBER", "URL"];
    let kind = text(button, "/type").unwrap_or_default();
    fixed.contains(&kind.as_str()) && !text(button, "/url").unwrap_or_default().contains("{{")
}
