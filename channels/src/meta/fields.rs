//! Reading one item of a webhook, whatever is in it. A field that is missing or of another type is `None` and spoils
//! nothing but itself.

use crate::address::{Address, EventId};
use crate::inbound::{Inbound, Item, Unread};
use crate::signature::sha1_hex;
use bytes::Bytes;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// From here on a number counts milliseconds, below it seconds: the products of Meta differ, and now and then swap.
const FIRST_MILLIS: u64 = 1_000_000_000_000;

/// The value at that JSON pointer, which no escaped name is in: serde_json's own copies each name twice to unescape
/// it, and a message is asked for some forty.
fn find<'a>(value: &'a Value, pointer: &str) -> Option<&'a Value> {
    pointer.split('/').skip(1).try_fold(value, |value, name| match value {
        Value::Object(members) => members.get(name),
        Value::Array(values) => values.get(name.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The text at that JSON pointer, unless it is empty. A number reads as its digits: ids come as both.
pub(crate) fn text(value: &Value, pointer: &str) -> Option<String> {
    match find(value, pointer)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// As [`text`], as what somebody said.
pub(crate) fn said(value: &Value, pointer: &str) -> Option<MessageText> {
    MessageText::fitted(&text(value, pointer)?)
}

pub(crate) fn address(value: &Value, pointer: &str) -> Option<Address> {
    Address::new(&text(value, pointer)?).ok()
}

pub(crate) fn is_true(value: &Value, pointer: &str) -> bool {
    find(value, pointer) == Some(&Value::Bool(true))
}

/// The values of a list; none for what is no list.
pub(crate) fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    find(value, pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A point in time in seconds or milliseconds, as number or text; never ahead of `now`, which is taken where there is
/// none: a provider's fast clock must not keep a reply window open.
pub(crate) fn at(value: &Value, pointer: &str, now: Timestamp) -> Timestamp {
    let Some(number) = text(value, pointer).and_then(|text| text.parse::<u64>().ok()) else { return now };
    let millis = if number < FIRST_MILLIS { number.saturating_mul(1_000) } else { number };
    Timestamp::from_millis(millis).min(now)
}

/// The id of an item that carries none of its own: the same bytes give the same one.
pub(crate) fn event_of(kind: &str, raw: &[u8]) -> EventId {
    EventId::of(&[kind, &sha1_hex(&[raw])])
}

pub(crate) fn unread(kind: &str, raw: &Value) -> Inbound {
    unread_bytes(kind, raw.to_string().as_bytes())
}

pub(crate) fn unread_bytes(kind: &str, raw: &[u8]) -> Inbound {
    Inbound::Unread(Unread { event: event_of("unread", raw), kind: kind.chars().take(64).collect() })
}

pub(crate) fn item(account: Option<&str>, inbound: Inbound, raw: &Value) -> Item {
    Item { account: account.map(str::to_owned), inbound, raw: Bytes::from(raw.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_pointer_finds_is_what_json_says() {
        let value = json!({ "a": { "b": [{ "c": 1 }, "d"] }, "": 2, "e": null });
        for pointer in
            ["", "/", "/a", "/a/b", "/a/b/0/c", "/a/b/1", "/a/b/2", "/a/b/c", "/e", "/e/f", "/a/b/0/c/d"]
        {
            assert_eq!(find(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }
}
