//! Events: what people do beside writing, and what WeChat says of the account.

use super::parse::text_of;
use super::xml::Xml;
use crate::address::EventId;
use crate::choice;
use crate::inbound::{Alert, Deed, Did, Inbound, Receipt, Said, Sender, Subject, What};
use crate::link;
use frontdesk_model::message::{Delivery, MessageText};
use frontdesk_model::time::Timestamp;

/// What `EventKey` begins with where somebody who was no follower yet scanned a code.
const SCANNED: &str = "qrscene_";

/// Or the word under which it is kept unread.
pub(super) fn read(xml: &Xml, from: Option<Sender>, at: Timestamp) -> Result<Inbound, String> {
    let kind = xml.get("Event").ok_or("event")?;
    let key = xml.get("EventKey").unwrap_or_default();
    let event = id(xml, from.as_ref(), kind, key);
    if let Some(alert) = alert(xml, kind, event.clone()) {
        return Ok(Inbound::Alert(alert));
    }
    if kind == "TEMPLATESENDJOBFINISH" {
        return receipt(xml, event).ok_or_else(|| kind.to_owned());
    }
    let from = from.ok_or_else(|| kind.to_owned())?;
    let deed = match kind {
        "subscribe" => Deed::Opened { link: code(key.strip_prefix(SCANNED).unwrap_or(key)) },
        "SCAN" => Deed::Opened { link: code(key) },
        "unsubscribe" => Deed::Stopped,
        _ => {
            let what = said(xml, kind, key).ok_or_else(|| kind.to_owned())?;
            let said = Said { event, from, at, id: None, reply_to: None, link: None, what };
            return Ok(Inbound::Said(said));
        }
    };
    Ok(Inbound::Did(Did { event, from, at, deed }))
}

/// WeChat gives events no id: by its own advice they are told apart by person and second; two of different kinds may
/// fall into one.
fn id(xml: &Xml, from: Option<&Sender>, kind: &str, key: &str) -> EventId {
    let from = from.map_or("", |from| from.address.as_str());
    let time = xml.get("CreateTime").unwrap_or_default();
    EventId::of(&["event", from, time, kind, key, xml.get("MsgID").unwrap_or_default()])
}

/// Scenes that are no codes of ours are the admin's own posters.
fn code(scene: &str) -> Option<String> {
    link::is_code(scene).then(|| scene.to_ascii_uppercase())
}

/// A press on the account's menu that is meant to be answered, in the word that the admin gave to it, or what was
/// scanned by such a press. What opens a page or a camera is none.
fn said(xml: &Xml, kind: &str, key: &str) -> Option<What> {
    match kind {
        "CLICK" => match choice::read(key) {
            Some((message, option)) => {
                Some(What::Chosen { message, option: option.to_owned(), label: MessageText::fitted(option)? })
            }
            None => text_of(&[Some(key)], ""),
        },
        "scancode_waitmsg" => text_of(&[xml.get("ScanCodeInfo/ScanResult")], ""),
        _ => None,
    }
}

/// What became of a template message.
fn receipt(xml: &Xml, event: EventId) -> Option<Inbound> {
    let of = EventId::new(xml.get("MsgID")?.to_owned()).ok()?;
    let delivery = match xml.get("Status")? {
        "success" => Delivery::Delivered,
        failed => Delivery::Failed { code: "template".to_owned(), text: failed.to_owned(), retryable: false },
    };
    Some(Inbound::Receipt(Receipt { event, of: Subject::Theirs(of), delivery }))
}

/// News of the account's verification, on which its right to answer depends.
fn alert(xml: &Xml, kind: &str, event: EventId) -> Option<Alert> {
    let words = match kind {
        "qualification_verify_success" | "naming_verify_success" => "WeChat verified this account",
        "qualification_verify_fail" | "naming_verify_fail" => "WeChat did not verify this account",
        "annual_renew" => "the verification of this account has to be renewed",
        "verify_expired" => "the verification of this account has expired",
        _ => return None,
    };
    let text = xml.get("FailReason").map_or_else(|| words.to_owned(), |reason| format!("{words}: {reason}"));
    Some(Alert { event, code: kind.to_owned(), text })
}
