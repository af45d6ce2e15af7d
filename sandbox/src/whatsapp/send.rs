//! `POST /{phone number id}/messages`: sending, reactions, and the call that marks read and shows typing.

use super::content::{self, invalid, missing};
use super::events;
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::put;
use crate::meta::GraphError;
use crate::queue::{Class, Fetch, Job, Work};
use crate::world::{ChatKey, Message, Side, State, World};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// Free-form messages may be sent for so long after the person's last.
const WINDOW: Span = Span::days(1);
/// Messages to one person before the pair is throttled, and in how long they count: one in 6 s.
const PAIR_BURST: u32 = 45;
const PAIR_SPAN: Span = Span::seconds(270);
/// Messages of one number in a second, usually and where it was raised.
const RATE: u32 = 80;
const HIGH_RATE: u32 = 1_000;
/// How long the app shows that the business types.
const TYPING: Span = Span::seconds(25);

pub(super) fn messages(world: &mut World, account: &str, call: &Call) -> Result<Answer, GraphError> {
    let body = call
        .json()
        .filter(Value::is_object)
        .ok_or_else(|| GraphError::new(400, 100, "(#100) The request body is not valid JSON"))?;
    let body = &body;
    if body["messaging_product"] != "whatsapp" {
        return Err(GraphError::parameter("The parameter messaging_product is required."));
    }
    if body["status"] == "read" {
        return mark_read(world, account, body);
    }
    let key = recipient(world, account, body)?;
    within_rates(world, &key)?;
    if body["type"] == "reaction" {
        return react(world, &key, body);
    }
    let read = content::read(world, account, body)?;
    let reply_to = match &body["context"] {
        Value::Null => None,
        context => Some(context["message_id"].as_str().ok_or_else(|| missing("message_id"))?.to_owned()),
    };
    let reference = body["biz_opaque_callback_data"].as_str().map(str::to_owned);
    if reference.as_deref().is_some_and(|reference| reference.chars().count() > 512) {
        return Err(invalid("biz_opaque_callback_data must be at most 512 characters long"));
    }
    let id = message_id(world);
    let open = world
        .chats
        .get(&key)
        .and_then(|chat| chat.wrote_at)
        .is_some_and(|wrote| world.now < wrote.plus(WINDOW));
    let message = Message {
        reply_to,
        reference,
        kind: if read.template { "template" } else { "message" },
        ..Message::new(id.clone(), Side::Business, world.now, read.content)
    };
    let fails = world.faults.strike(account, &call.path, |fault| match fault {
        Fault::Fails { code } => Some(code.clone()),
        _ => None,
    });
    let answer = accepted(world, &key, body, &id);
    if let Some(code) = fails {
        events::refused(world, &key, &message, (&code, "Refused on purpose", "The sandbox was told so"));
    } else if open || read.template {
        deliver(world, &key, message, read.fetch);
    } else {
        let words = "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
        events::refused(world, &key, &message, ("131047", "Re-engagement message", words));
    }
    Ok(answer)
}

fn message_id(world: &mut World) -> String {
    format!("wamid.SBX{:015X}", world.fresh())
}

/// `to` a number, or `recipient` a business-scoped id.
fn recipient(world: &World, account: &str, body: &Value) -> Result<ChatKey, GraphError> {
    if !body["recipient_type"].is_null() && body["recipient_type"] != "individual" {
        return Err(invalid("recipient_type must be individual"));
    }
    let address = match (body["recipient"].as_str(), body["to"].as_str()) {
        (Some(id), _) => id.to_owned(),
        (None, Some(number)) => {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            if digits.len() < 7 || number.starts_with("US.") {
                return Err(invalid("to must be a phone number"));
            }
            digits
        }
        (None, None) => return Err(GraphError::parameter("The parameter to is required.")),
    };
    let person = world.person_at(account, &address).ok_or_else(|| {
        GraphError::new(400, 131_026, "(#131026) Message undeliverable")
            .details("Receiver is incapable of receiving this message")
    })?;
    Ok(ChatKey::new(account, &person))
}

fn within_rates(world: &mut World, key: &ChatKey) -> Result<(), GraphError> {
    let now = world.now;
    let rate = if world.high_throughput { HIGH_RATE } else { RATE };
    let account = world.accounts.get_mut(&key.account).ok_or_else(GraphError::token)?;
    if account.count("rate", now, now.plus(Span::seconds(1))) > rate {
        return Err(GraphError::new(429, 130_429, "(#130429) Rate limit hit")
            .details("Message failed to send because there were too many messages sent from this phone number in a short period of time"));
    }
    if account.count(&format!("pair:{}", key.person), now, now.plus(PAIR_SPAN)) > PAIR_BURST {
        return Err(GraphError::new(
            429,
            131_056,
            "(#131056) (Business Account, Consumer Account) pair rate limit hit",
        )
        .details("Too many messages sent from this phone number to the same phone number in a short period of time"));
    }
    Ok(())
}

fn accepted(world: &World, key: &ChatKey, body: &Value, id: &str) -> Answer {
    let input = body["to"].as_str().or_else(|| body["recipient"].as_str()).unwrap_or_default();
    let (number, user) = events::names(world, key);
    let mut contact = json!({ "input": input, "user_id": user });
    if let Some(number) = number {
        put(&mut contact, "wa_id", number);
    }
    Answer::json(
        200,
        &json!({
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{ "id": id, "message_status": "accepted" }],
        }),
    )
}

/// Shows it on the phone and tells how far it got. Whom the person blocked never learns more than that it was sent.
fn deliver(world: &mut World, key: &ChatKey, message: Message, fetch: Option<String>) {
    events::status(world, key, &message, "sent");
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    if blocked {
        return;
    }
    if let Some(url) = fetch {
        let fetch = Fetch { key: key.clone(), message: message.id.clone(), url };
        let job = Job { lane: format!("fetch {}", message.id), work: Work::Fetch(fetch) };
        world.queue.put_job(world.now, job);
    }
    events::status(world, key, &message, "delivered");
    world.receive(key, Message { state: State::Delivered, ..message });
}

fn react(world: &mut World, key: &ChatKey, body: &Value) -> Result<Answer, GraphError> {
    let reaction = &body["reaction"];
    let target = reaction["message_id"].as_str().ok_or_else(|| missing("message_id"))?;
    let emoji = reaction["emoji"].as_str().ok_or_else(|| missing("emoji"))?;
    let shown = world.chat(key).message_mut(target);
    let shown = shown.ok_or_else(|| invalid("The message that is reacted to does not exist"))?;
    shown.answer = Some(emoji.to_owned()).filter(|emoji| !emoji.is_empty());
    let id = message_id(world);
    let answer = accepted(world, key, body, &id);
    world.emit(key, Class::Receipt, events::plain_status(world, key, &id, "sent"));
    Ok(answer)
}

/// Everything up to that message counts as read, and the app may show that somebody types.
fn mark_read(world: &mut World, account: &str, body: &Value) -> Result<Answer, GraphError> {
    let id = body["message_id"].as_str().ok_or_else(|| missing("message_id"))?;
    let holds =
        |chat: &crate::world::Chat| chat.message(id).is_some_and(|message| message.side == Side::Person);
    let key = world.chats.iter().find(|(key, chat)| key.account == account && holds(chat));
    let Some(key) = key.map(|(key, _)| key.clone()) else {
        return Err(GraphError::parameter("Invalid parameter").details("The message_id is not known"));
    };
    let typing = match &body["typing_indicator"] {
        Value::Null => None,
        indicator if indicator["type"] == "text" => Some(world.now.plus(TYPING)),
        _ => return Err(invalid("typing_indicator type must be text")),
    };
    let chat = world.chat(&key);
    let until = chat.messages.iter().position(|message| message.id == id).unwrap_or(0);
    let seen = chat.messages.iter_mut().take(until + 1).filter(|message| message.side == Side::Person);
    seen.for_each(|message| message.state = State::Read);
    if typing.is_some() {
        chat.typing_until = typing;
    }
    Ok(Answer::json(200, &json!({ "success": true })))
}
