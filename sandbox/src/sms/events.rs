//! What people do, as webhooks tell it, and how far a message got.

use super::{TO, files};
use crate::act::{Act, NotOffered};
use crate::json::put;
use crate::queue::Class;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Side, Stored, World};
use reqwest::Url;
use serde_json::{Value, json};

/// Words after which Twilio sends nothing more, and those after which it does again.
const STOP: [&str; 5] = ["STOP", "STOPALL", "UNSUBSCRIBE", "OPTOUT", "REVOKE"];
const START: [&str; 3] = ["START", "UNSTOP", "YES"];

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    match act {
        Act::Read => world.chat(key).unread = 0,
        Act::Text { text, reply_to: None } => {
            let word = text.trim().to_uppercase();
            let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
            let opt = match word.as_str() {
                word if STOP.contains(&word) => Some("STOP"),
                word if START.contains(&word) && blocked => Some("START"),
                "HELP" | "INFO" => Some("HELP"),
                _ => None,
            };
            match opt {
                Some("STOP") => world.chat(key).blocked = true,
                Some("START") => world.chat(key).blocked = false,
                _ => {}
            }
            let more = opt.map(|opt| json!({ "OptOutType": opt })).unwrap_or_default();
            say(world, key, &text, &more, Content::text(&text));
        }
        Act::Media { media, kind, caption } => send_media(world, key, &media, kind, &caption)?,
        Act::Number { phone } => {
            if let Some(mut person) = world.persons.get(&key.person).cloned() {
                person.phone = phone;
                crate::people::add(world, person);
            }
        }
        _ => return Err(NotOffered::HERE),
    }
    Ok(())
}

fn send_media(
    world: &mut World,
    key: &ChatKey,
    media: &str,
    kind: MediaKind,
    caption: &str,
) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    let account = world.accounts.get(&key.account).cloned().ok_or(NotOffered::HERE)?;
    let more = json!({ "NumMedia": "1", "MediaContentType0": stored.media_type,
        "MediaUrl0": files::address(world, &account, "MM1", media) });
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), caption);
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    world.media.keep(media, stored);
    say(world, key, caption, &more, content);
    Ok(())
}

/// Shows what the person sent and tells it.
fn say(world: &mut World, key: &ChatKey, body: &str, more: &Value, content: Content) {
    let sid = format!("SM{:032x}", world.fresh());
    world.say(key, Message::new(sid.clone(), Side::Person, world.now, content));
    let (Some(account), Some(person)) = (world.accounts.get(&key.account), world.persons.get(&key.person))
    else {
        return;
    };
    let mut told = json!({
        "AccountSid": account.setting("account_sid"), "ApiVersion": "2010-04-01", "MessageSid": sid,
        "SmsSid": sid, "SmsMessageSid": sid, "SmsStatus": "received", "From": person.phone,
        "To": account.setting("phone_number"), "Body": body, "NumMedia": "0", "NumSegments": "1",
        "FromCountry": "US", "FromState": "IL", "FromCity": "SPRINGFIELD", "FromZip": "62701",
        "ToCountry": "US",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        put(&mut told, name, value.clone());
    }
    world.emit(key, Class::Message, told);
}

/// To the address that the message named. The sandbox calls the account's webhook, so of it only the query counts.
pub(super) fn report(
    world: &mut World,
    key: &ChatKey,
    (sid, to): (&str, &str),
    (status, error): (&str, Option<&str>),
    callback: &str,
) {
    let Some(account) = world.accounts.get(&key.account) else { return };
    if callback.is_empty() {
        return;
    }
    let mut told = json!({
        "AccountSid": account.setting("account_sid"), "ApiVersion": "2010-04-01", "MessageSid": sid,
        "SmsSid": sid, "MessageStatus": status, "SmsStatus": status, "To": to,
        "From": account.setting("phone_number"),
    });
    if let Some(error) = error {
        put(&mut told, "ErrorCode", error);
    }
    let query = Url::parse(callback).ok().and_then(|url| url.query().map(str::to_owned));
    if let Some(query) = query {
        put(&mut told, TO, query);
    }
    world.emit(key, Class::Receipt, told);
}
