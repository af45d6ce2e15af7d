//! A webhook taken apart: entries hold changes, changes hold messages, statuses and errors. Each is an item of its own.

use super::{message, status};
use crate::address::EventId;
use crate::inbound::{Alert, Inbound, Item};
use crate::meta::fields::{event_of, item, list, text, unread, unread_bytes};
use bytes::Bytes;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

/// Changes that tell the admin something about the account.
const ALERTS: &[&str] = &[
    "account_alerts",
    "account_review_update",
    "account_update",
    "business_capability_update",
    "message_template_quality_update",
    "message_template_status_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "template_category_update",
];

pub(super) fn parse(body: &Bytes, now: Timestamp) -> Vec<Item> {
    let Ok(root) = serde_json::from_slice::<Value>(body) else {
        let inbound = unread_bytes("malformed", body);
        return vec![Item { account: None, inbound, raw: body.clone() }];
    };
    if text(&root, "/object").as_deref() != Some("whatsapp_business_account") {
        return vec![item(None, unread("object", &root), &root)];
    }
    let mut items = Vec::new();
    for entry in list(&root, "/entry") {
        for change in list(entry, "/changes") {
            items.extend(change_items(entry, change, now));
        }
    }
    if items.is_empty() {
        items.push(item(None, unread("empty", &root), &root));
    }
    items
}

fn change_items(entry: &Value, change: &Value, now: Timestamp) -> Vec<Item> {
    let field = text(change, "/field").unwrap_or_default();
    let account = text(change, "/value/metadata/phone_number_id");
    let account = account.as_deref();
    let items = match field.as_str() {
        "messages" => of_messages(account, change, now),
        "smb_message_echoes" => {
            let echoes = list(change, "/value/message_echoes");
            echoes.iter().map(|echo| item(account, unread("echo", echo), echo)).collect()
        }
        alert if ALERTS.contains(&alert) => vec![item(account, account_alert(entry, &field, change), change)],
        _ => Vec::new(),
    };
    if items.is_empty() {
        // Calls, flows, history, what people want of marketing, and whatever comes to be.
        let kind = if field.is_empty() { "malformed" } else { &field };
        return vec![item(account, unread(kind, change), change)];
    }
    items
}

fn of_messages(account: Option<&str>, change: &Value, now: Timestamp) -> Vec<Item> {
    let value = change.get("value").unwrap_or(&Value::Null);
    let messages = list(value, "/messages").iter();
    let statuses = list(value, "/statuses").iter();
    let errors = list(value, "/errors").iter();
    messages
        .map(|one| item(account, message::read(value, one, now), one))
        .chain(statuses.map(|one| item(account, status::read(one), one)))
        .chain(errors.map(|one| item(account, error_alert(one), one)))
        .collect()
}

/// The same news twice, at another time, is another event.
fn account_alert(entry: &Value, field: &str, change: &Value) -> Inbound {
    let time = text(entry, "/time").unwrap_or_default();
    let event = EventId::of(&["alert", &time, &sum(change)]);
    let facts = change.get("value").and_then(Value::as_object).into_iter().flatten();
    let facts: Vec<String> = facts
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some(format!("{name}: {text}")),
            Value::Number(number) => Some(format!("{name}: {number}")),
            _ => None,
        })
        .collect();
    Inbound::Alert(Alert { event, code: field.to_owned(), text: facts.join(", ") })
}

fn error_alert(error: &Value) -> Inbound {
    let refused = crate::meta::errors::refusal(error, None, super::errors::table);
    let event = event_of("alert", error.to_string().as_bytes());
    Inbound::Alert(Alert { event, code: refused.code, text: refused.text })
}

fn sum(value: &Value) -> String {
    crate::signature::sha1_hex(&[value.to_string().as_bytes()])
}
