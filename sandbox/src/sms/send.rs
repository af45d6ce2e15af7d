//! `POST Messages.json`: a text or pictures, and the reports that follow.

use super::{events, named};
use crate::call::{Answer, Call};
use crate::fault::Fault;
use crate::queue::{Fetch, Job, Work};
use crate::world::{Account, ChatKey, Content, MediaKind, Message, Picture, Side, State, World};
use frontdesk_model::time::Span;
use serde_json::{Value, json};

const BODY_MAX: usize = 1_600;
const MEDIA_MAX: usize = 10;
/// Requests of an account in a second.
const RATE: u32 = 100;

pub(super) fn message(world: &mut World, account: &Account, call: &Call) -> Answer {
    let form = call.form();
    let all = |name: &str| -> Vec<&str> {
        form.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    };
    let one = |name: &str| all(name).first().copied().unwrap_or_default().to_owned();
    let (to, from, body, media) = (one("To"), one("From"), one("Body"), all("MediaUrl"));
    let service = one("MessagingServiceSid");
    let now = world.now;
    let counted = world.accounts.get_mut(&account.id);
    if counted.is_some_and(|account| account.count("rate", now, now.plus(Span::seconds(1))) > RATE) {
        return named("20429");
    }
    let person = world.person_at(&account.id, &to);
    let key = person.map(|person| ChatKey::new(&account.id, &person));
    let refused = match &key {
        _ if to.is_empty() || !to.starts_with('+') => Some("21211"),
        _ if service.is_empty() && from != account.setting("phone_number") => Some("21606"),
        _ if body.is_empty() && media.is_empty() => Some("21602"),
        _ if body.encode_utf16().count() > BODY_MAX => Some("21617"),
        _ if media.len() > MEDIA_MAX => Some("21623"),
        Some(key) if world.chats.get(key).is_some_and(|chat| chat.blocked) => Some("21610"),
        _ => None,
    };
    if let Some(code) = refused {
        return named(code);
    }
    let prefix = if media.is_empty() { "SM" } else { "MM" };
    let sid = format!("{prefix}{:032x}", world.fresh());
    let callback = one("StatusCallback");
    deliver(
        world,
        account,
        key,
        call,
        &sid,
        Sent { to: &to, body: &body, media: &media, callback: &callback },
    );
    let answer = json!({
        "sid": sid, "account_sid": account.setting("account_sid"), "to": to, "from": from, "body": body,
        "status": "queued", "direction": "outbound-api", "num_segments": segments(&body).to_string(),
        "num_media": media.len().to_string(), "error_code": Value::Null, "error_message": Value::Null,
        "messaging_service_sid": Some(service).filter(|service| !service.is_empty()),
        "api_version": "2010-04-01", "price": Value::Null, "price_unit": "USD",
        "date_created": "Thu, 01 Jan 2026 00:00:00 +0000", "date_updated": "Thu, 01 Jan 2026 00:00:00 +0000",
        "date_sent": Value::Null, "uri": format!("/2010-04-01/Accounts/{}/Messages/{sid}.json",
            account.setting("account_sid")),
        "subresource_uris": {},
    });
    Answer::json(201, &answer)
}

struct Sent<'a> {
    to: &'a str,
    body: &'a str,
    media: &'a [&'a str],
    callback: &'a str,
}

/// Shows it on the phone, and reports; a number that nobody has is found out later.
fn deliver(
    world: &mut World,
    account: &Account,
    key: Option<ChatKey>,
    call: &Call,
    sid: &str,
    sent: Sent<'_>,
) {
    let fails = world.faults.strike(&account.id, &call.path, |fault| match fault {
        Fault::Fails { code } => Some(code.clone()),
        _ => None,
    });
    let lane = key.clone().unwrap_or_else(|| ChatKey::new(&account.id, sent.to));
    let report = |world: &mut World, status: &str, error: Option<&str>| {
        events::report(world, &lane, (sid, sent.to), (status, error), sent.callback);
    };
    report(world, "sent", None);
    let error = fails.or_else(|| key.is_none().then(|| "30003".to_owned()));
    let (Some(key), None) = (&key, &error) else {
        return report(world, "undelivered", error.as_deref());
    };
    let content = Content {
        media: sent.media.iter().map(|url| Picture::at(url, MediaKind::Image)).collect(),
        ..Content::text(sent.body)
    };
    for url in sent.media {
        let fetch = Fetch { key: key.clone(), message: sid.to_owned(), url: (*url).to_owned() };
        let job = Job { lane: format!("fetch {sid} {url}"), work: Work::Fetch(fetch) };
        world.queue.put_job(world.now, job);
    }
    let message = Message::new(sid.to_owned(), Side::Business, world.now, content);
    world.receive(key, Message { state: State::Delivered, ..message });
    report(world, "delivered", None);
}

/// Near enough for a receipt: what Twilio says here is of no consequence.
fn segments(body: &str) -> usize {
    let (one, several) = if body.is_ascii() { (160, 153) } else { (70, 67) };
    let units = body.encode_utf16().count();
    if units <= one { 1 } else { units.div_ceil(several) }
}
