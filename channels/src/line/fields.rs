//! Reading LINE's JSON, whatever is in it: a field that is missing or of another type is `None`.

use crate::http::HttpResponse;
use crate::profile::Profile;
use serde_json::Value;
use std::collections::BTreeMap;

/// The text at that JSON pointer, unless it is empty.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer)?.as_str().filter(|text| !text.is_empty())
}

/// A number as it was written.
pub(super) fn number(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_number().map(ToString::to_string)
}

/// `displayName` is the name, `language` the locale; all else goes by LINE's words.
pub(super) fn profile(response: &HttpResponse) -> Option<Profile> {
    let body = response.json();
    let told = |name: &str| text(&body, &format!("/{name}")).map(str::to_owned);
    let user = told("userId").filter(|_| response.is_success())?;
    let mut facts = BTreeMap::from([("userId".to_owned(), user)]);
    for name in ["displayName", "pictureUrl", "statusMessage", "language"] {
        facts.extend(told(name).map(|value| (name.to_owned(), value)));
    }
    Some(Profile { name: told("displayName"), locale: told("language"), facts })
}

/// The ids of messages that LINE took; `None` for what is no answer at all.
pub(super) fn sent(response: &HttpResponse) -> Option<Vec<String>> {
    let body = response.json();
    let list = body.as_object()?.get("sentMessages").and_then(Value::as_array);
    let ids = list.into_iter().flatten().filter_map(|message| text(message, "/id"));
    Some(ids.map(str::to_owned).collect())
}
