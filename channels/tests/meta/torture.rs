//! Webhooks as no provider sends them.

use bytes::Bytes;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// A fixture with a byte, or with a value, replaced by another.
pub(crate) fn damaged(fixtures: &[&'static str]) -> impl Strategy<Value = Bytes> + use<> {
    let fixtures = || select(fixtures.to_vec());
    let byte = (fixtures(), any::<Index>(), any::<u8>()).prop_map(|(fixture, at, byte)| {
        let mut body = fixture.as_bytes().to_vec();
        let at = at.index(body.len());
        body[at] = byte;
        Bytes::from(body)
    });
    let values = vec![json!(null), json!(true), json!(-1), json!(""), json!([[]]), json!({"id": {}})];
    let value = (fixtures(), any::<Index>(), select(values)).prop_map(|(fixture, at, value)| {
        let mut root: Value = serde_json::from_str(fixture).unwrap();
        let mut places = Vec::new();
        walk(&root, String::new(), &mut places);
        *root.pointer_mut(&places[at.index(places.len())]).unwrap() = value;
        Bytes::from(root.to_string())
    });
    prop_oneof![byte, value]
}

fn walk(value: &Value, here: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, format!("{here}/{index}"), places);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                walk(field, format!("{here}/{name}"), places);
            }
        }
        _ => {}
    }
    places.push(here);
}
