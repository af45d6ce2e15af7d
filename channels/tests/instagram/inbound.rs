//! What webhooks hold.

use super::meta::torture::damaged;
use super::meta::{NOW, kinds_unread, parse as parse_with, said, said_in, words_of};
use super::{MESSAGES, account, alone};
use bytes::Bytes;
use frontdesk_channels::instagram::Instagram;
use frontdesk_channels::{Adapter, Deed, EventId, Inbound, Item, MediaKind, Subject, What};
use frontdesk_model::id::MessageId;
use frontdesk_model::message::Delivery;
use proptest::prelude::*;
use serde_json::Value;

const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";

fn items() -> Vec<Item> {
    parse_with(&Instagram, &account(), MESSAGES)
}

/// The first item of the fixture whose message has that id.
fn of<'a>(items: &'a [Item], id: &str) -> &'a Item {
    let has = |item: &&Item| {
        let raw: Value = serde_json::from_slice(&item.raw).unwrap();
        raw["message"]["mid"] == id || raw["postback"]["mid"] == id
    };
    items.iter().find(has).unwrap()
}

#[test]
fn messages_are_read_whichever_way_the_account_is_reached() {
    let items = items();
    let item = of(&items, "i_text");
    assert_eq!(item.account.as_deref(), Some("IGID"));
    assert_eq!(words_of(item), "¿Hola? 😀");
    assert_eq!(said_in(item).reply_to.as_deref(), Some("i_0"));
    assert_eq!(said_in(item).from.address.as_str(), "IGSID");
    assert_eq!(parse_with(&Instagram, &alone(), MESSAGES), items);
    assert_eq!(parse_with(&Instagram, &account(), &MESSAGES.replace(r#""instagram""#, r#""page""#)), items);
}

#[test]
fn what_is_shared_comes_as_files_and_the_rest_as_words() {
    let items = items();
    let media = |id: &str| match &said_in(of(&items, id)).what {
        What::Media { media, .. } => (media[0].kind, media[0].handle.clone()),
        other => panic!("{id}: {other:?}"),
    };
    assert_eq!(media("i_mention"), (MediaKind::Image, "https://cdn.example/mention".to_owned()));
    assert_eq!(media("i_reel"), (MediaKind::Video, "https://cdn.example/reel".to_owned()));
    assert_eq!(media("i_shared"), (MediaKind::Image, "https://cdn.example/share".to_owned()));
    assert_eq!(words_of(of(&items, "i_story")), "lovely\n↪ https://cdn.example/story");
    assert_eq!(words_of(of(&items, "i_heart")), "❤️");
    for (id, kind) in [("i_once", "ephemeral"), ("i_odd", "unsupported")] {
        assert_eq!(said_in(of(&items, id)).what, What::Unsupported { kind: kind.to_owned() });
    }
    let pressed = &said_in(of(&items, "i_pressed")).what;
    let message = MessageId::from_bytes([3; 12]);
    assert_eq!(*pressed, What::Chosen { message, option: "a".to_owned(), label: said("Take A") });
}

#[test]
fn what_people_do_without_words_is_read() {
    let items = items();
    let deeds: Vec<Deed> = items
        .iter()
        .filter_map(|item| match &item.inbound {
            Inbound::Did(did) => Some(did.deed.clone()),
            _ => None,
        })
        .collect();
    let opened = || Deed::Opened { link: Some(CODE.to_owned()) };
    assert_eq!(
        deeds,
        [
            Deed::Unsent { of: "i_text".to_owned() },
            opened(),
            opened(),
            opened(),
            Deed::Reacted { of: "i_out".to_owned(), emoji: Some("❤️".to_owned()) },
            Deed::Edited { of: "i_text".to_owned(), text: said("anew") },
        ]
    );
    assert_eq!(said_in(of(&items, "i_ref")).link.as_deref(), Some(CODE));
}

#[test]
fn one_message_is_marked_as_read_and_none_as_delivered() {
    let items = items();
    let receipts: Vec<_> = items
        .iter()
        .filter_map(|item| match &item.inbound {
            Inbound::Receipt(receipt) => Some((receipt.of.clone(), receipt.delivery.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(receipts, [(Subject::Theirs(EventId::new("i_out").unwrap()), Delivery::Read)]);
}

#[test]
fn what_is_nobodys_message_is_kept_and_counted() {
    assert_eq!(kinds_unread(&items()), ["echo", "standby", "comments"]);
    let whatsapp = r#"{"object":"whatsapp_business_account","entry":[]}"#;
    assert_eq!(kinds_unread(&parse_with(&Instagram, &account(), whatsapp)), ["object"]);
}

proptest! {
    #[test]
    fn a_damaged_webhook_never_panics(body in damaged(&[MESSAGES])) {
        prop_assert!(!Instagram.parse(&account(), &body, NOW).is_empty());
    }

    #[test]
    fn parsing_never_panics_and_always_gives_something(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!Instagram.parse(&account(), &Bytes::from(bytes), NOW).is_empty());
    }
}
