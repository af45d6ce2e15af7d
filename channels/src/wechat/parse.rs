//! A webhook as an item: WeChat sends one message or event in each.

use super::xml::Xml;
use super::{ENCODING_AES_KEY, ORIGINAL_ID, crypt, event};
use crate::account::Account;
use crate::address::{Address, EventId};
use crate::choice;
use crate::inbound::{Inbound, Item, Media, MediaKind, Said, Sender, Unread, What};
use crate::plain;
use crate::signature::sha1_hex;
use bytes::Bytes;
use frontdesk_model::message::MessageText;
use frontdesk_model::time::Timestamp;

/// The longest word for an item that is not understood, in characters.
const MAX_WORD: usize = 64;

pub(super) fn parse(account: &Account, body: &Bytes, now: Timestamp) -> Item {
    let (xml, raw) = match opened(account, body) {
        Ok(read) => read,
        Err(word) => return Item { account: None, inbound: unread(word, body), raw: body.clone() },
    };
    // Few admins look up the account's original id: without it, the address that was called decides.
    let to = xml.get("ToUserName").filter(|_| !account.setting(ORIGINAL_ID).is_empty());
    let inbound = read(&xml, now).unwrap_or_else(|word| unread(&word, &raw));
    Item { account: to.map(str::to_owned), inbound, raw }
}

/// What is in the webhook, decrypted where it was encrypted.
fn opened(account: &Account, body: &Bytes) -> Result<(Xml, Bytes), &'static str> {
    let outer = str::from_utf8(body).ok().and_then(Xml::read).ok_or("body")?;
    match outer.get("Encrypt") {
        // Beside an encrypted body the plain fields of the "compatible" mode are signed by nobody.
        Some(encrypted) if outer.get("MsgType").is_none() || !account.secret(ENCODING_AES_KEY).is_empty() => {
            let text = crypt::open(account, encrypted).map_err(crypt::Sealed::word)?;
            let inner = Xml::read(&text).ok_or("body")?;
            Ok((inner, Bytes::from(text)))
        }
        _ => Ok((outer, body.clone())),
    }
}

fn unread(kind: &str, raw: &[u8]) -> Inbound {
    let event = EventId::of(&["raw", &sha1_hex(&[raw])]);
    Inbound::Unread(Unread { event, kind: kind.chars().take(MAX_WORD).collect() })
}

/// Or the word under which it is kept unread.
fn read(xml: &Xml, now: Timestamp) -> Result<Inbound, String> {
    let kind = xml.get("MsgType").ok_or("body")?;
    let seconds = xml.get("CreateTime").and_then(|seconds| seconds.parse::<u64>().ok());
    // A fast clock of the provider must not keep a reply window open.
    let at = seconds.map_or(now, |seconds| Timestamp::from_millis(seconds.saturating_mul(1_000)).min(now));
    let sender = xml.get("FromUserName").and_then(|from| Address::new(from).ok()).map(Sender::new);
    if kind == "event" {
        return event::read(xml, sender, at);
    }
    let from = sender.ok_or_else(|| kind.to_owned())?;
    let id = xml.get("MsgId");
    let event = match id {
        Some(id) => EventId::of(&["message", id]),
        None => EventId::of(&["message", from.address.as_str(), &at.millis().to_string(), kind]),
    };
    let what = what(xml, kind);
    let id = id.map(str::to_owned);
    Ok(Inbound::Said(Said { event, from, at, id, reply_to: None, link: None, what }))
}

/// A type that is not known, or lacks what makes it one, is unsupported.
fn what(xml: &Xml, kind: &str) -> What {
    let read = match kind {
        "text" => said(xml),
        "image" => media(xml, MediaKind::Image, None),
        "voice" => media(xml, MediaKind::Audio, xml.get("Format")),
        "video" | "shortvideo" => media(xml, MediaKind::Video, None),
        "location" => place(xml),
        "link" => text_of(&["Title", "Description", "Url"].map(|name| xml.get(name)), "\n"),
        _ => None,
    };
    read.unwrap_or_else(|| What::Unsupported { kind: kind.chars().take(MAX_WORD).collect() })
}

/// Tapping a menu's word sends it as a text, with the word's id.
fn said(xml: &Xml) -> Option<What> {
    let label = MessageText::fitted(xml.get("Content")?)?;
    match xml.get("bizmsgmenuid").and_then(choice::read) {
        Some((message, option)) => Some(What::Chosen { message, option: option.to_owned(), label }),
        None => Some(What::Text(label)),
    }
}

/// The caption of a voice is what WeChat understood of it, where the account has that switched on.
fn media(xml: &Xml, kind: MediaKind, format: Option<&str>) -> Option<What> {
    let handle = xml.get("MediaId").or_else(|| xml.get("PicUrl"))?.to_owned();
    let media_type = format.map(|format| format!("audio/{}", format.to_ascii_lowercase()));
    let caption = xml.get("Recognition").and_then(MessageText::fitted);
    Some(What::Media { media: vec![Media { handle, kind, name: None, media_type }], caption })
}

fn place(xml: &Xml) -> Option<What> {
    let number = |name| xml.get(name).filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
    let (latitude, longitude) = (number("Location_X")?, number("Location_Y")?);
    let place = plain::place(xml.get("Label").unwrap_or_default(), "", latitude, longitude);
    MessageText::fitted(&place).map(What::Text)
}

pub(super) fn text_of(pieces: &[Option<&str>], between: &str) -> Option<What> {
    let pieces: Vec<&str> = pieces.iter().flatten().copied().collect();
    MessageText::fitted(&pieces.join(between)).map(What::Text)
}
