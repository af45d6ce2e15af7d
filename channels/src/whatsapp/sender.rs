//! Who wrote a message: ids stand in the message, names in a list beside it.

use super::LAST_MESSAGE;
use crate::address::Address;
use crate::inbound::Sender;
use crate::meta::fields::{address, list, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a message tells of the advertisement that brought its writer.
const REFERRAL: &[&str] = &["source_type", "source_id", "source_url", "headline", "body", "ctwa_clid"];

/// `None` where nothing says who it was.
pub(super) fn of_message(value: &Value, message: &Value) -> Option<Sender> {
    let contact = contact_of(value, message);
    let user_id = address(message, "/from_user_id").or_else(|| address(contact, "/user_id"));
    let number = address(message, "/from").or_else(|| address(contact, "/wa_id"));
    let parent = address(message, "/from_parent_user_id").or_else(|| address(contact, "/parent_user_id"));
    let mut sender = sender(user_id, parent, number)?;
    sender.name = text(contact, "/profile/name");
    sender.facts = facts(contact, message);
    sender.memo = text(message, "/id").map(|id| (LAST_MESSAGE.to_owned(), id)).into_iter().collect();
    Some(sender)
}

/// By whatever of them there is, the business-scoped id first.
pub(super) fn sender(
    user_id: Option<Address>,
    parent: Option<Address>,
    number: Option<Address>,
) -> Option<Sender> {
    let phone = number.as_ref().and_then(phone);
    let mut known = [user_id, number, parent].into_iter().flatten();
    let mut sender = Sender::new(known.next()?);
    sender.aliases = known.filter(|other| *other != sender.address).collect();
    sender.phone = phone;
    Some(sender)
}

/// A WhatsApp id that is a number, in full.
pub(super) fn phone(id: &Address) -> Option<String> {
    let digits = id.as_str();
    is_number(digits).then(|| format!("+{digits}"))
}

/// Business-scoped ids have a country and a dot before their digits.
pub(super) fn is_number(id: &str) -> bool {
    (5..=15).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The contact that the message is from; a list of one needs no looking up, unless it is of somebody else.
fn contact_of<'a>(value: &'a Value, message: &Value) -> &'a Value {
    let contacts = list(value, "/contacts");
    let is = |contact: &Value, of_contact: &str, of_message: &str| {
        let given = text(message, of_message);
        given.is_some() && given == text(contact, of_contact)
    };
    let found = contacts
        .iter()
        .find(|one| is(one, "/user_id", "/from_user_id"))
        .or_else(|| contacts.iter().find(|one| is(one, "/wa_id", "/from")));
    let nameless = text(message, "/from").is_none() && text(message, "/from_user_id").is_none();
    match (found, contacts) {
        (Some(found), _) => found,
        (None, [only]) if nameless => only,
        (None, _) => &Value::Null,
    }
}

fn facts(contact: &Value, message: &Value) -> BTreeMap<String, String> {
    let told = [
        ("username", text(contact, "/profile/username")),
        ("wa_id", text(contact, "/wa_id").or_else(|| text(message, "/from"))),
        ("user_id", text(contact, "/user_id").or_else(|| text(message, "/from_user_id"))),
        ("parent_user_id", text(contact, "/parent_user_id")),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    // Hardly any message comes from an advertisement.
    let referral = message.get("referral").into_iter().flat_map(|referral| {
        REFERRAL.iter().filter_map(move |name| {
            let value = text(referral, &format!("/{name}"))?;
            Some((format!("referral_{name}"), value))
        })
    });
    told.chain(referral).collect()
}
