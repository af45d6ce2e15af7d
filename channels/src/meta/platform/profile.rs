//! Who somebody is (…/messenger-platform/identity/user-profile, …/instagram-messaging/features/user-profile).

use super::Door;
use crate::address::Address;
use crate::http::{HttpRequest, HttpResponse};
use crate::meta::fields::text;
use crate::percent::encode;
use crate::profile::Profile;
use serde_json::Value;

pub(crate) fn ask(door: &Door<'_>, of: &Address, fields: &str) -> HttpRequest {
    let url = format!("{}/{}?fields={fields}", door.host, encode(of.as_str()));
    HttpRequest::get(url).bearer(door.token)
}

/// `None` where the provider does not tell: they have not agreed, or are gone.
pub(crate) fn read(response: &HttpResponse) -> Option<Profile> {
    let json = response.json();
    if !response.is_success() || json.get("error").is_some() {
        return None;
    }
    let parts = ["/first_name", "/last_name"].into_iter().filter_map(|at| text(&json, at));
    let parts = parts.collect::<Vec<_>>().join(" ");
    let name = text(&json, "/name").or_else(|| Some(parts).filter(|parts| !parts.is_empty()));
    let facts = json.as_object()?.iter().filter(|(key, _)| *key != "name").filter_map(|(key, value)| {
        let value = match value {
            Value::String(text) if !text.is_empty() => text.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            _ => return None,
        };
        Some((key.clone(), value))
    });
    let locale = text(&json, "/locale").map(|locale| locale.replace('_', "-"));
    Some(Profile { name, locale, facts: facts.collect() })
}
