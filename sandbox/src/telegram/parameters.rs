//! What a method is called with: in the query, as a form, as a form with files, or as JSON.

use crate::call::{Call, Part};
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) struct Parameters {
    values: BTreeMap<String, Value>,
    files: Vec<Part>,
}

impl Parameters {
    pub(super) fn of(call: &Call) -> Self {
        let text = |(name, value): (String, String)| (name, Value::from(value));
        let mut values: BTreeMap<String, Value> = call.query.clone().into_iter().map(text).collect();
        let mut files = Vec::new();
        let kind = call.header("content-type");
        if kind.starts_with("application/json") {
            if let Some(Value::Object(fields)) = call.json() {
                values.extend(fields);
            }
        } else if kind.starts_with("multipart/form-data") {
            for part in call.parts() {
                if part.file_name.is_some() {
                    files.push(part);
                } else {
                    let value = String::from_utf8_lossy(&part.data).into_owned();
                    values.insert(part.name, Value::from(value));
                }
            }
        } else {
            values.extend(call.form().into_iter().map(text));
        }
        Self { values, files }
    }

    /// Empty where there is none; a number reads as its digits.
    pub(super) fn text(&self, name: &str) -> String {
        match self.values.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// An object or list, also one that is written as a text.
    pub(super) fn json(&self, name: &str) -> Value {
        match self.values.get(name) {
            Some(Value::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
            Some(value) => value.clone(),
            None => Value::Null,
        }
    }

    /// The file of that name, or the one that it is said to be attached as.
    pub(super) fn file(&self, name: &str) -> Option<&Part> {
        let attached = self.text(name);
        let wanted = attached.strip_prefix("attach://").unwrap_or(name);
        self.files.iter().find(|part| part.name == wanted)
    }
}
