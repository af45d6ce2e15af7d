//! What people do in the app, as webhooks tell it, and how many messages it allows the account.

use super::open_id;
use crate::act::{Act, NotOffered};
use crate::json::{put, text};
use crate::queue::Class;
use crate::world::{ChatKey, Content, MediaKind, Message, Picture, Side, Stored, World};
use frontdesk_model::time::{Span, Timestamp};
use serde_json::{Value, json};

/// The note of an account, before the name of a person: what may be said to them.
pub(super) const LEFT: &str = "left:";

/// So many messages, within so long after the last deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Right {
    count: u32,
    within: Span,
}

impl Right {
    const MESSAGE: Self = Self { count: 5, within: Span::days(2) };
    const EVENT: Self = Self { count: 3, within: Span::minutes(1) };

    pub(super) fn write(self) -> String {
        format!("{} {}", self.count, self.within.as_millis())
    }

    pub(super) fn read(written: &str) -> Option<Self> {
        let (count, within) = written.split_once(' ')?;
        Some(Self { count: count.parse().ok()?, within: Span::millis(within.parse().ok()?) })
    }

    pub(super) fn is_open(self, since: Option<Timestamp>, now: Timestamp) -> bool {
        since.is_some_and(|since| now < since.plus(self.within))
    }

    pub(super) fn spent(self) -> Option<Self> {
        Some(Self { count: self.count.checked_sub(1)?, ..self })
    }
}

/// What a message allows is not taken back by an event that allows less.
fn allow(world: &mut World, key: &ChatKey, right: Right) {
    let now = world.now;
    let note = format!("{LEFT}{}", key.person);
    let wrote_at = world.chats.get(key).and_then(|chat| chat.wrote_at);
    let Some(account) = world.accounts.get_mut(&key.account) else { return };
    let held = account.note(&note, now).and_then(Right::read).filter(|held| held.is_open(wrote_at, now));
    if held.is_none_or(|held| held.within <= right.within) {
        account.remember(&note, right.write(), None);
        world.chat(key).wrote_at = Some(now);
    }
}

pub(super) fn act(world: &mut World, key: &ChatKey, act: Act) -> Result<(), NotOffered> {
    let blocked = world.chats.get(key).is_some_and(|chat| chat.blocked);
    match act {
        Act::Start | Act::Return => follow(world, key),
        Act::Leave => {
            let chat = world.chat(key);
            (chat.blocked, chat.started) = (true, false);
            event(world, key, "unsubscribe", json!({ "EventKey": "" }));
        }
        Act::Read => world.chat(key).unread = 0,
        _ if blocked => return Err(NotOffered::LEFT),
        Act::Text { text, .. } => {
            say(world, key, "text", json!({ "Content": text }), Content::text(&text));
        }
        Act::Media { media, kind, .. } => send_media(world, key, &media, kind)?,
        Act::Place(place) => {
            let label = if place.address.is_empty() { place.name.clone() } else { place.address.clone() };
            let of = json!({ "Location_X": place.latitude, "Location_Y": place.longitude, "Scale": 16,
                "Label": label });
            say(world, key, "location", of, Content { place: Some(place), ..Content::default() });
        }
        Act::Press { message, button } => press(world, key, &message, &button)?,
        Act::Other { kind } => {
            say(world, key, &kind, json!({}), Content::text(&format!("[{kind}]")));
        }
        Act::Sticker { .. }
        | Act::React { .. }
        | Act::Edit { .. }
        | Act::Unsend { .. }
        | Act::Typing
        | Act::Number { .. } => return Err(NotOffered::HERE),
    }
    Ok(())
}

/// A person follows the account, by a code where a link brought them.
fn follow(world: &mut World, key: &ChatKey) {
    let chat = world.chat(key);
    (chat.started, chat.blocked) = (true, false);
    let scene = chat.referral.take();
    allow(world, key, Right::EVENT);
    let of = match scene {
        Some(scene) => json!({ "EventKey": format!("qrscene_{scene}"), "Ticket": "sandbox" }),
        None => json!({ "EventKey": "" }),
    };
    event(world, key, "subscribe", of);
}

/// A follower scans a code.
pub(super) fn scan(world: &mut World, key: &ChatKey, scene: &str) {
    allow(world, key, Right::EVENT);
    event(world, key, "SCAN", json!({ "EventKey": scene, "Ticket": "sandbox" }));
}

/// What all webhooks have, in WeChat's order.
fn item(world: &World, key: &ChatKey, kind: &str, own: Value) -> Value {
    let found = world.persons.get(&key.person).zip(world.accounts.get(&key.account));
    let (from, to) = found.map_or_else(Default::default, |(person, account)| {
        (open_id(account, person), account.setting("original_id").to_owned())
    });
    let mut item = json!({ "ToUserName": to, "FromUserName": from,
        "CreateTime": world.now.millis() / 1_000, "MsgType": kind });
    for (name, value) in own.as_object().into_iter().flatten() {
        put(&mut item, name, value.clone());
    }
    item
}

fn event(world: &mut World, key: &ChatKey, kind: &str, own: Value) {
    let mut own = own;
    put(&mut own, "Event", kind);
    let item = item(world, key, "event", own);
    world.emit(key, Class::Other, item);
}

fn say(world: &mut World, key: &ChatKey, kind: &str, own: Value, content: Content) {
    let number = world.fresh();
    let mut own = own;
    put(&mut own, "MsgId", number);
    world.say(key, Message::new(format!("wechat-{number}"), Side::Person, world.now, content));
    allow(world, key, Right::MESSAGE);
    let item = item(world, key, kind, own);
    world.emit(key, Class::Message, item);
}

fn send_media(world: &mut World, key: &ChatKey, media: &str, kind: MediaKind) -> Result<(), NotOffered> {
    let stored = world.media.get(media).cloned().ok_or(NotOffered::NO_MEDIA)?;
    let url = format!("{}/phone/media/{media}", world.base);
    let (word, own) = match kind {
        MediaKind::Image => ("image", json!({ "PicUrl": url, "MediaId": media })),
        MediaKind::Audio => ("voice", json!({ "MediaId": media, "Format": "amr" })),
        MediaKind::Video => ("video", json!({ "MediaId": media, "ThumbMediaId": media })),
        MediaKind::File | MediaKind::Sticker => return Err(NotOffered::HERE),
    };
    let content = Content::picture(Picture::stored(media, kind, stored.name.clone()), "");
    let stored = Stored { account: key.account.clone(), kept_at: world.now, ..stored };
    world.media.keep(media, stored);
    say(world, key, word, own, content);
    Ok(())
}

/// Tapping a word of a menu sends it, with its id.
fn press(world: &mut World, key: &ChatKey, target: &str, button: &str) -> Result<(), NotOffered> {
    let shown = world.chats.get(key).and_then(|chat| chat.message(target)).ok_or(NotOffered::NO_MESSAGE)?;
    let pressed = shown.content.button(button).ok_or(NotOffered::NO_MESSAGE)?;
    let own = json!({ "Content": pressed.label, "bizmsgmenuid": pressed.id });
    say(world, key, "text", own, Content::text(&pressed.label));
    Ok(())
}

/// The answer of a webhook may be a message itself; `success` and nothing are none.
pub(super) fn answered(world: &mut World, account: &str, items: &[Value], body: &[u8]) {
    let answer = String::from_utf8_lossy(body);
    let answer = answer.trim();
    if answer.is_empty() || answer == "success" {
        return;
    }
    let from = items.first().map(|item| text(item, "/FromUserName")).unwrap_or_default();
    let Some(person) = world.person_at(account, from) else { return };
    let words = "This official account cannot provide service right now. Please try again later.";
    let id = format!("wechat-{}", world.fresh());
    let message = Message::new(id, Side::System, world.now, Content::text(words));
    world.chat(&ChatKey::new(account, &person)).add(message);
}
