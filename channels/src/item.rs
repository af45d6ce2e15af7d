//! Reading one item of a webhook, whatever is in it: a field that is missing or of another type spoils only itself.

use crate::address::EventId;
use crate::inbound::{Inbound, Item, Unread};
use crate::signature::sha1_hex;
use bytes::Bytes;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

/// The text at that JSON pointer, unless it is empty.
pub(crate) fn text<'a>(item: &'a Value, at: &str) -> Option<&'a str> {
    item.pointer(at)?.as_str().filter(|text| !text.is_empty())
}

/// What a provider writes as a text, a number or a truth: ids come as any of the first two.
pub(crate) fn word(item: &Value, at: &str) -> Option<String> {
    match item.pointer(at)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A whole number, also one that is written as a text.
pub(crate) fn number(item: &Value, at: &str) -> Option<u64> {
    match item.pointer(at)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The values of a list; none for what is no list.
pub(crate) fn list<'a>(item: &'a Value, at: &str) -> &'a [Value] {
    item.pointer(at).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Those of the fields that are there, under their own names.
pub(crate) fn facts(item: &Value, names: &[&str]) -> BTreeMap<String, String> {
    let fact = |name: &&str| Some(((*name).to_owned(), word(item, &format!("/{name}"))?));
    names.iter().filter_map(fact).collect()
}

/// What somebody said, in as many characters as a message may have.
pub(crate) fn said(item: &Value, at: &str) -> Option<MessageText> {
    MessageText::fitted(text(item, at)?)
}

/// A point in time, never ahead of `now`: a provider's fast clock must not keep a reply window open.
pub(crate) fn moment(millis: Option<u64>, now: Timestamp) -> Timestamp {
    millis.map_or(now, Timestamp::from_millis).min(now)
}

/// With the country's code and nothing but digits after the plus sign (E.164: at most 15); `None` for what is no
/// such number.
pub(crate) fn phone(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let strange = written.chars().any(|c| !c.is_ascii_digit() && !" +-().\u{a0}".contains(c));
    ((7..=15).contains(&digits.len()) && !strange).then(|| format!("+{digits}"))
}

/// What nobody can read, kept under the provider's word for it.
pub(crate) fn unread(event: EventId, kind: &str) -> Inbound {
    Inbound::Unread(Unread { event, kind: kind.chars().take(64).collect() })
}

/// A body of which not even the shape is known.
pub(crate) fn unreadable(body: &Bytes, kind: &str) -> Item {
    let inbound = unread(EventId::of(&["body", &sha1_hex(&[body])]), kind);
    Item { account: None, inbound, raw: body.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_of_another_type_is_no_field() {
        let item = json!({"a": {"b": "x", "n": 7, "t": "8", "e": "", "l": [1, 2]}});
        assert_eq!(text(&item, "/a/b"), Some("x"));
        assert_eq!((text(&item, "/a/n"), text(&item, "/a/e"), text(&item, "/z")), (None, None, None));
        assert_eq!((word(&item, "/a/n"), word(&item, "/a/l")), (Some("7".to_owned()), None));
        assert_eq!((number(&item, "/a/t"), number(&item, "/a/b")), (Some(8), None));
        assert_eq!((list(&item, "/a/l").len(), list(&item, "/a").len()), (2, 0));
        assert_eq!(facts(&item["a"], &["b", "n", "none"]).len(), 2);
    }

    #[test]
    fn numbers_are_written_one_way() {
        for (written, number) in [
            ("15550001111", Some("+15550001111")),
            ("+1 (555) 000-1111", Some("+15550001111")),
            ("12345", None),
            ("Ana 15550001111", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(phone(written).as_deref(), number, "{written}");
        }
    }

    #[test]
    fn a_clock_that_is_fast_counts_as_now() {
        let now = Timestamp::from_millis(1_000);
        assert_eq!(moment(Some(9_000), now), now);
        assert_eq!(moment(Some(900), now), Timestamp::from_millis(900));
        assert_eq!(moment(None, now), now);
    }
}
