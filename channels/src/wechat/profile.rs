//! Who somebody is. WeChat has told neither names nor pictures since the end of 2021; what an admin noted of a follower
//! (`remark`) is the nearest to a name that there is.

use super::token;
use crate::account::Account;
use crate::address::Address;
use crate::http::{HttpRequest, HttpResponse};
use crate::profile::Profile;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn ask(account: &Account, of: &Address) -> HttpRequest {
    HttpRequest::get(token::url(account, "/cgi-bin/user/info", &[("openid", of.as_str()), ("lang", "en")]))
}

pub(super) fn read(response: &HttpResponse) -> Option<Profile> {
    let body = response.json();
    let fields = body.as_object().filter(|_| response.is_success())?;
    fields.get("openid")?.as_str()?;
    let facts: BTreeMap<String, String> =
        fields.iter().filter_map(|(name, value)| Some((name.clone(), told(value)?))).collect();
    let name = ["nickname", "remark"].iter().find_map(|name| facts.get(*name)).cloned();
    let locale = facts.get("language").map(|tag| tag.replace('_', "-"));
    Some(Profile { name, locale, facts })
}

/// What tells nothing is left out.
fn told(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) if !list.is_empty() => {
            Some(list.iter().filter_map(told).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
