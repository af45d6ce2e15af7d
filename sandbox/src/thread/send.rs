//! `POST /{page}/messages`

use super::content::{self, Read};
use super::{Flavour, events, files};
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::json::text;
use crate::meta::GraphError;
use crate::queue::{Fetch, Job, Work};
use crate::world::{ChatKey, Message, Side, State, World};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

/// A reply may be sent for so long after the person's last deed; a person's own, tagged as such, for longer.
const WINDOW: Span = Span::days(1);
const HUMAN_WINDOW: Span = Span::days(7);
/// How long the app shows that the business types.
const TYPING: Span = Span::seconds(20);
/// Calls of one page in a second.
const RATE: u32 = 300;

pub(super) fn messages(
    flavour: &Flavour,
    world: &mut World,
    account: &str,
    call: &Call,
) -> Result<Answer, GraphError> {
    let body = files::body(world, account, call)?;
    within_rate(world, account)?;
    let address = text(&body, "/recipient/id");
    if address.is_empty() {
        return Err(GraphError::parameter("The parameter recipient is required."));
    }
    let person = world
        .person_at(account, address)
        .filter(|person| world.chats.contains_key(&ChatKey::new(account, person)))
        .ok_or_else(|| GraphError::parameter("No matching user found").sub(flavour.nobody))?;
    let key = ChatKey::new(account, &person);
    match text(&body, "/sender_action") {
        "" => {}
        action => return signal(flavour, world, &key, action, &body),
    }
    in_window(flavour, world, &key, &body)?;
    let of =
        body.get("message").ok_or_else(|| GraphError::parameter("The parameter message is required."))?;
    let read = content::read(flavour, world, account, of)?;
    if world.chats.get(&key).is_some_and(|chat| chat.blocked) {
        let message = "(#551) This person isn't available right now.";
        return Err(GraphError::new(400, 551, message).sub(1_545_041));
    }
    let id = format!("{}SBX{:015X}", flavour.prefix, world.fresh());
    let reply_to = Some(text(&body, "/reply_to/mid")).filter(|mid| !mid.is_empty()).map(str::to_owned);
    let reply_to = reply_to.or_else(|| of.pointer("/reply_to/mid")?.as_str().map(str::to_owned));
    let Read { content, fetch } = read;
    let message = Message {
        reply_to,
        state: State::Delivered,
        reference: of.get("metadata").and_then(Value::as_str).map(str::to_owned),
        ..Message::new(id.clone(), Side::Business, world.now, content)
    };
    let lost =
        world.faults.strike(account, &call.path, |fault| matches!(fault, Fault::Fails { .. }).then_some(()));
    if lost.is_none() {
        deliver(flavour, world, &key, message, fetch, of);
    }
    Ok(Answer::json(200, &json!({ "recipient_id": address, "message_id": id })))
}

fn within_rate(world: &mut World, account: &str) -> Result<(), GraphError> {
    let now = world.now;
    let account = world.accounts.get_mut(account).ok_or_else(GraphError::token)?;
    if account.count("rate", now, now.plus(Span::seconds(1))) > RATE {
        return Err(GraphError::new(429, 613, "(#613) Calls to this api have exceeded the rate limit."));
    }
    Ok(())
}

/// Shows it on the phone, and tells the page what it sent and that it arrived.
fn deliver(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    message: Message,
    fetch: Option<String>,
    of: &Value,
) {
    if let Some(url) = fetch {
        let fetch = Fetch { key: key.clone(), message: message.id.clone(), url };
        let job = Job { lane: format!("fetch {}", message.id), work: Work::Fetch(fetch) };
        world.queue.put_job(world.now, job);
    }
    events::echo(flavour, world, key, &message, of);
    events::delivered(flavour, world, key, &message);
    world.receive(key, message);
}

fn in_window(flavour: &Flavour, world: &World, key: &ChatKey, body: &Value) -> Result<(), GraphError> {
    let human = match (text(body, "/messaging_type"), text(body, "/tag")) {
        (_, "HUMAN_AGENT") => true,
        ("MESSAGE_TAG", "") => return Err(GraphError::parameter("The parameter tag is required.")),
        (_, "") => false,
        _ => {
            return Err(GraphError::parameter(
                "Param tag: this message tag is no longer supported; use HUMAN_AGENT",
            ));
        }
    };
    if !["", "RESPONSE", "UPDATE", "MESSAGE_TAG"].contains(&text(body, "/messaging_type")) {
        return Err(GraphError::parameter(
            "Param messaging_type must be one of RESPONSE, UPDATE, MESSAGE_TAG",
        ));
    }
    let window = if human { HUMAN_WINDOW } else { WINDOW };
    let wrote = world.chats.get(key).and_then(|chat| chat.wrote_at);
    if wrote.is_none_or(|wrote| world.now >= wrote.plus(window)) {
        let message =
            "(#10) This message is sent outside of allowed window. Learn more about the new policy here";
        return Err(GraphError::new(400, 10, message).sub(flavour.outside_window));
    }
    Ok(())
}

fn signal(
    flavour: &Flavour,
    world: &mut World,
    key: &ChatKey,
    action: &str,
    body: &Value,
) -> Result<Answer, GraphError> {
    if body.get("message").is_some() {
        return Err(GraphError::parameter("sender_action must be the only parameter besides recipient"));
    }
    let until = world.now.plus(TYPING);
    let chat = world.chat(key);
    match action {
        "typing_on" => chat.typing_until = Some(until),
        "typing_off" => chat.typing_until = None,
        "mark_seen" => {
            let theirs = chat.messages.iter_mut().filter(|message| message.side == Side::Person);
            theirs.for_each(|message| message.state = State::Read);
        }
        "react" | "unreact" if !flavour.is_messenger() => {
            let shown = chat.message_mut(text(body, "/payload/message_id"));
            let shown = shown.ok_or_else(|| GraphError::parameter("The message does not exist"))?;
            shown.answer = (action == "react").then(|| "❤️".to_owned());
        }
        _ => return Err(GraphError::parameter("Invalid sender_action")),
    }
    let address = text(body, "/recipient/id");
    Ok(Answer::json(200, &json!({ "recipient_id": address })))
}
