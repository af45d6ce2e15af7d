//! How far one of our messages got (…/webhooks/reference/messages/status).

use super::errors::table;
use crate::address::EventId;
use crate::inbound::{Inbound, Receipt, Subject};
use crate::meta::errors::refusal;
use crate::meta::fields::{list, text, unread};
use crate::meta::reference;
use frontdesk_model::message::Delivery;
use serde_json::Value;

pub(super) fn read(status: &Value) -> Inbound {
    let word = text(status, "/status").unwrap_or_default();
    if text(status, "/recipient_type").as_deref() == Some("group") {
        return unread("group", status);
    }
    let delivery = match word.as_str() {
        "sent" => Delivery::Sent,
        "delivered" => Delivery::Delivered,
        // A voice message was heard.
        "read" | "played" => Delivery::Read,
        "failed" => failed(status),
        _ => return unread(&format!("status.{word}"), status),
    };
    let id = text(status, "/id");
    let theirs = || Some(Subject::Theirs(EventId::new(id.clone()?).ok()?));
    let ours = text(status, "/biz_opaque_callback_data").as_deref().and_then(reference::read);
    let Some(of) = ours.or_else(theirs) else { return unread("malformed", status) };
    let at = text(status, "/timestamp").unwrap_or_default();
    let event = EventId::of(&["status", id.as_deref().unwrap_or_default(), &word, &at]);
    Inbound::Receipt(Receipt { event, of, delivery })
}

fn failed(status: &Value) -> Delivery {
    let error = list(status, "/errors").first().unwrap_or(&Value::Null);
    refusal(error, None, table).delivery()
}
