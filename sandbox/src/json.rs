//! Building JSON piece by piece.

use serde_json::Value;

/// Puts it into the object under that name; into what is none, nowhere.
pub(crate) fn put(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value.into());
    }
}

/// The same for an object inside, by its JSON pointer.
pub(crate) fn put_in(whole: &mut Value, pointer: &str, name: &str, value: impl Into<Value>) {
    if let Some(object) = whole.pointer_mut(pointer) {
        put(object, name, value);
    }
}

/// A text inside, by its JSON pointer; empty where there is none.
pub(crate) fn text<'a>(whole: &'a Value, pointer: &str) -> &'a str {
    whole.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
