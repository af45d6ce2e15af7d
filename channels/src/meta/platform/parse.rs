//! A webhook taken apart: entries are of accounts and hold events.

use super::{Product, event};
use crate::inbound::Item;
use crate::meta::fields::{item, list, text, unread, unread_bytes};
use bytes::Bytes;
use frontdesk_model::time::Timestamp;
use serde_json::Value;

pub(crate) fn parse(product: &Product, body: &Bytes, now: Timestamp) -> Vec<Item> {
    let Ok(root) = serde_json::from_slice::<Value>(body) else {
        let inbound = unread_bytes("malformed", body);
        return vec![Item { account: None, inbound, raw: body.clone() }];
    };
    let object = text(&root, "/object").unwrap_or_default();
    if !product.objects.contains(&object.as_str()) {
        return vec![item(None, unread("object", &root), &root)];
    }
    let mut items = Vec::new();
    for entry in list(&root, "/entry") {
        let account = text(entry, "/id");
        let account = account.as_deref();
        for one in list(entry, "/messaging") {
            let read = event::read(product, account, one, now);
            items.extend(read.into_iter().map(|inbound| item(account, inbound, one)));
        }
        // Another app has these threads, and its people answer there.
        items.extend(list(entry, "/standby").iter().map(|one| item(account, unread("standby", one), one)));
        for change in list(entry, "/changes") {
            items.extend(of_change(product, account, change, now));
        }
    }
    if items.is_empty() {
        items.push(item(None, unread("empty", &root), &root));
    }
    items
}

/// Meta's console tests an account with events in the form of changes; all other changes are of other products.
fn of_change(product: &Product, account: Option<&str>, change: &Value, now: Timestamp) -> Vec<Item> {
    match change.get("value") {
        Some(value) if value.pointer("/sender/id").is_some() => {
            let read = event::read(product, account, value, now);
            read.into_iter().map(|inbound| item(account, inbound, change)).collect()
        }
        _ => {
            let field = text(change, "/field").unwrap_or_else(|| "malformed".to_owned());
            vec![item(account, unread(&field, change), change)]
        }
    }
}
