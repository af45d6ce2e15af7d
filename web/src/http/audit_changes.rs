//! What an audit entry says of a record, field by field. Entries of earlier servers hold only how it was since then.

use crate::wire::security::{AuditChange, AuditDeed};
use frontdesk_model::directory::Directory;
use frontdesk_model::id::GroupId;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The keys under which things have a name, the first that is there counts.
const NAMES: [&str; 4] = ["name", "label", "title", "email"];

/// `did`, `before` and `after` of today's form; whatever else is a whole record of an earlier one.
fn parts(detail: &Value) -> Option<(&str, &Value, &Value)> {
    let object = detail.as_object()?;
    Some((object.get("did")?.as_str()?, object.get("before")?, object.get("after")?))
}

pub(super) fn deed(detail: &Value) -> AuditDeed {
    match parts(detail) {
        Some((did, ..)) => {
            serde_json::from_value(Value::String(did.to_owned())).unwrap_or(AuditDeed::Changed)
        }
        None if detail.get("password").is_some() => AuditDeed::PasswordChanged,
        None => AuditDeed::Changed,
    }
}

pub(super) fn name(detail: &Value) -> Option<String> {
    let of = |state: &Value| {
        let known = NAMES.iter().find_map(|name| state.get(name)?.as_str());
        known.map(str::to_owned)
    };
    match parts(detail) {
        Some((_, before, after)) => of(after).or_else(|| of(before)),
        None => of(detail),
    }
}

/// Only what differs; everything where there is nothing to compare with.
pub(super) fn changes(detail: &Value, directory: &Directory) -> Vec<AuditChange> {
    let (before, after) = match parts(detail) {
        Some((_, before, after)) => (before, after),
        None if detail.get("password").is_some() => return Vec::new(),
        None => (&Value::Null, detail),
    };
    let (before, after) = (fields(before), fields(after));
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let told = |field: &String, values: &BTreeMap<String, Value>| {
        shown(field, values.get(field).cloned().unwrap_or(Value::Null), directory)
    };
    names
        .into_iter()
        .filter(|field| field.as_str() != "id" && before.get(*field) != after.get(*field))
        .map(|field| AuditChange {
            field: field.clone(),
            before: told(field, &before),
            after: told(field, &after),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// One level deep, as in `widget.title`; a state that is no object has one nameless field.
fn fields(state: &Value) -> BTreeMap<String, Value> {
    let Some(object) = state.as_object() else {
        let value = (!state.is_null()).then(|| ("value".to_owned(), state.clone()));
        return value.into_iter().collect();
    };
    let mut fields = BTreeMap::new();
    for (name, value) in object {
        match value {
            Value::Object(inner) => nested(&mut fields, name, inner),
            _ => {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
    fields
}

fn nested(fields: &mut BTreeMap<String, Value>, outer: &str, inner: &Map<String, Value>) {
    for (name, value) in inner {
        fields.insert(format!("{outer}.{name}"), value.clone());
    }
}

/// Numbers of groups say nothing to people.
fn shown(field: &str, value: Value, directory: &Directory) -> Value {
    let named = |value: &Value| {
        let group = value.as_u64().and_then(|number| GroupId::new(number).ok());
        group.map_or_else(|| value.clone(), |group| directory.group_name(group).into())
    };
    match (field, &value) {
        ("group", Value::Number(_)) => named(&value),
        ("groups", Value::Array(groups)) => groups.iter().map(named).collect(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::directory::Group;
    use serde_json::json;

    fn told(detail: &Value) -> Vec<(String, Value, Value)> {
        let id = GroupId::new(1).unwrap();
        let group = Group { id, name: "Support".to_owned() };
        let directory = Directory { groups: [(id, group)].into(), ..Directory::default() };
        changes(detail, &directory)
            .into_iter()
            .map(|change| (change.field, change.before, change.after))
            .collect()
    }

    #[test]
    fn what_differs_is_told_with_what_it_was() {
        let detail = json!({
            "did": "changed",
            "before": { "id": 2, "name": "Marie", "capacity": 3, "groups": [], "widget": { "title": "Hi", "uploads": true } },
            "after": { "id": 2, "name": "Marie", "capacity": 5, "groups": [1], "widget": { "title": "Hello", "uploads": true } },
        });
        assert_eq!(deed(&detail), AuditDeed::Changed);
        assert_eq!(name(&detail).as_deref(), Some("Marie"));
        assert_eq!(
            told(&detail),
            [
                ("capacity".to_owned(), json!(3), json!(5)),
                ("groups".to_owned(), json!([]), json!(["Support"])),
                ("widget.title".to_owned(), json!("Hi"), json!("Hello")),
            ]
        );
        let removed = json!({ "did": "removed", "before": { "name": "CRM" }, "after": null });
        assert_eq!((deed(&removed), name(&removed).as_deref()), (AuditDeed::Removed, Some("CRM")));
        assert_eq!(told(&removed), [("name".to_owned(), json!("CRM"), Value::Null)]);
    }

    #[test]
    fn entries_of_earlier_servers_are_read() {
        let whole = json!({ "id": 2, "label": "Size", "options": [] });
        assert_eq!((deed(&whole), name(&whole).as_deref()), (AuditDeed::Changed, Some("Size")));
        assert_eq!(told(&whole).len(), 2);
        let password = json!({ "password": "changed" });
        assert_eq!((deed(&password), told(&password)), (AuditDeed::PasswordChanged, Vec::new()));
        assert_eq!(told(&json!("online")), [("value".to_owned(), Value::Null, json!("online"))]);
        assert_eq!(told(&Value::Null), []);
    }
}
