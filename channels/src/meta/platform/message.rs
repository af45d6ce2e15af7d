//! What somebody wrote, and the echoes of what we did.

use super::Product;
use super::attachment::{Attached, attached};
use super::event::{Scene, chosen};
use crate::address::EventId;
use crate::inbound::{Deed, Inbound, Receipt, Said, What};
use crate::link;
use crate::meta::fields::{is_true, list, said, text, unread};
use crate::meta::reference;
use frontdesk_model::message::{Delivery, MessageText};
use serde_json::Value;

/// A message that the account itself sent. One with our reference shows that the provider took it, which ends the
/// doubt where its answer got lost; all others are of other tools.
pub(super) fn echo(product: &Product, event: &Value) -> Inbound {
    let reference = text(event, "/message/metadata").filter(|_| product.metadata);
    match reference.as_deref().and_then(reference::read) {
        Some(of) => {
            let id = text(event, "/message/mid").unwrap_or_default();
            Inbound::Receipt(Receipt { event: EventId::of(&["echo", &id]), of, delivery: Delivery::Sent })
        }
        None => unread("echo", event),
    }
}

pub(super) fn read(scene: &Scene, event: &Value) -> Option<Vec<Inbound>> {
    let message = event.get("message").filter(|message| message.is_object())?;
    let id = text(message, "/mid");
    if is_true(message, "/is_deleted") {
        let of = id?;
        let event = EventId::of(&["unsent", &of]);
        return Some(vec![scene.did(event, Deed::Unsent { of }, None)]);
    }
    let event = id.as_deref().map_or_else(
        || scene.event("message", &crate::signature::sha1_hex(&[message.to_string().as_bytes()])),
        |id| EventId::of(&["message", id]),
    );
    let referral = message.get("referral");
    let referred = referral.and_then(|referral| text(referral, "/ref"));
    let referred = referred.filter(|code| link::is_code(code)).map(|code| code.to_ascii_uppercase());
    let (what, written) = content(message);
    let link = referred.or(written);
    let Some(what) = what else {
        // Nothing but a code was typed.
        return Some(vec![scene.did(event, Deed::Opened { link }, referral)]);
    };
    let reply_to = text(message, "/reply_to/mid");
    let (from, at) = (scene.sender(referral), scene.at);
    Some(vec![Inbound::Said(Said { event, from, at, id, reply_to, link, what })])
}

/// What a message says, and the code that was typed in it; nothing said where the code is all there is.
fn content(message: &Value) -> (Option<What>, Option<String>) {
    if let Some(what) = pressed(message) {
        return (Some(what), None);
    }
    let (words, link) = link::strip(&text(message, "/text").unwrap_or_default());
    let Attached { media, lines, unknown } = attached(list(message, "/attachments"));
    let story = text(message, "/reply_to/story/url").map(|url| format!("↪ {url}"));
    // A preview of an address that was written says nothing new.
    let lines = lines.into_iter().filter(|line| line.lines().last().is_none_or(|last| !words.contains(last)));
    let lines: Vec<String> = lines.chain(story).collect();
    let words = [words].into_iter().filter(|words| !words.is_empty()).chain(lines).collect::<Vec<_>>();
    let words = MessageText::fitted(&words.join("\n"));
    let what = match (media.is_empty(), words, unknown) {
        (false, caption, _) => Some(What::Media { media, caption }),
        (true, Some(words), _) => Some(What::Text(words)),
        (true, None, Some(kind)) => Some(What::Unsupported { kind }),
        (true, None, None) if link.is_some() => None,
        (true, None, None) => {
            let kind = if is_true(message, "/is_unsupported") { "unsupported" } else { "unknown" };
            Some(What::Unsupported { kind: kind.to_owned() })
        }
    };
    (what, link)
}

/// A quick reply of ours.
fn pressed(message: &Value) -> Option<What> {
    chosen(&text(message, "/quick_reply/payload")?, said(message, "/text"))
}
