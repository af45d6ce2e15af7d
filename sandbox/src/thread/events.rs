//! What webhooks tell of a thread.

use super::Flavour;
use crate::json::put;
use crate::queue::Class;
use crate::world::{Account, ChatKey, Message, State, World};
use serde_json::{Value, json};

/// The person's id at the page, and the page's.
pub(super) fn ends(flavour: &Flavour, world: &World, key: &ChatKey) -> (String, String) {
    let found = world.persons.get(&key.person).zip(world.accounts.get(&key.account));
    found.map_or_else(Default::default, |(person, account)| {
        let person = flavour.addresses(account, person).into_iter().next().unwrap_or_default();
        (person, account.setting(flavour.id).to_owned())
    })
}

/// Whether the app wants this field; one that never said so gets everything.
fn wants(account: &Account, world: &World, field: &str) -> bool {
    let fields = account.note("subscribed_fields", world.now).unwrap_or_default();
    fields.is_empty() || fields.split(',').any(|wanted| wanted.trim() == field)
}

/// Tells something that the person did.
pub(super) fn tell(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    field: &str,
    class: Class,
    part: (&str, Value),
) {
    let (person, page) = ends(flavour, world, key);
    let mut item = json!({ "sender": { "id": person }, "recipient": { "id": page },
        "timestamp": world.now.millis() });
    put(&mut item, part.0, part.1);
    emit(world, key, field, class, item);
}

fn emit(world: &mut World, key: &ChatKey, field: &str, class: Class, item: Value) {
    if world.accounts.get(&key.account).is_some_and(|account| wants(account, world, field)) {
        world.emit(key, class, item);
    }
}

/// What the page sent, told back to it with the ends swapped.
pub(super) fn echo(flavour: &Flavour, world: &mut World, key: &ChatKey, message: &Message, of: &Value) {
    let (person, page) = ends(flavour, world, key);
    let app = world.accounts.get(&key.account).map(|account| account.setting("app_id").to_owned());
    let mut told = json!({ "mid": message.id, "is_echo": true });
    if flavour.is_messenger() {
        put(&mut told, "app_id", app.and_then(|app| app.parse::<u64>().ok()));
    }
    for name in ["text", "metadata"] {
        if let Some(value) = of.get(name) {
            put(&mut told, name, value.clone());
        }
    }
    if let Some(kind) = of.pointer("/attachment/type") {
        put(&mut told, "attachments", json!([{ "type": kind, "payload": {} }]));
    }
    let item = json!({ "sender": { "id": page }, "recipient": { "id": person },
        "timestamp": world.now.millis(), "message": told });
    let field = if flavour.is_messenger() { "message_echoes" } else { "messages" };
    emit(world, key, field, Class::Other, item);
}

/// Instagram tells no such thing.
pub(super) fn delivered(flavour: &Flavour, world: &mut World, key: &ChatKey, message: &Message) {
    if flavour.is_messenger() {
        let part = json!({ "mids": [message.id], "watermark": world.now.millis() });
        tell(flavour, world, key, "message_deliveries", Class::Receipt, ("delivery", part));
    }
}

/// The person looked at the thread.
pub(super) fn seen(flavour: &Flavour, world: &mut World, key: &ChatKey) {
    if world.chats.get(key).is_none_or(|chat| chat.unread == 0) {
        return;
    }
    let chat = world.chat(key);
    chat.unread = 0;
    let last = chat.reach(State::Read).into_iter().last();
    let watermark = world.now.millis();
    if let Some(message) = last {
        if flavour.is_messenger() {
            let part = json!({ "watermark": watermark });
            tell(flavour, world, key, "message_reads", Class::Receipt, ("read", part));
        } else {
            let part = json!({ "mid": message.id });
            tell(flavour, world, key, "messaging_seen", Class::Receipt, ("read", part));
        }
    }
}

/// What a link brought, as webhooks write it.
pub(super) fn referral(flavour: &Flavour, reference: &str) -> Value {
    json!({ "ref": reference, "source": flavour.link_source, "type": "OPEN_THREAD" })
}

/// A link opened the thread: told at once where there is one already, else when the person begins it.
pub(super) fn opened(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    reference: Option<String>,
    text: Option<String>,
) {
    let now = world.now;
    let chat = world.chat(key);
    if text.is_some() {
        chat.draft = text;
    }
    let Some(reference) = reference else { return };
    if !chat.started {
        chat.referral = Some(reference);
        return;
    }
    // Coming back by a link counts as having written.
    chat.wrote_at = Some(now);
    let field = if flavour.is_messenger() { "messaging_referrals" } else { "messaging_referral" };
    tell(flavour, world, key, field, Class::Other, ("referral", referral(flavour, &reference)));
}
