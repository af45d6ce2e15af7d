//! What webhooks hold.

use super::meta::torture::damaged;
use super::meta::{NOW, event_of, kinds_unread, parse as parse_with, said, said_in, words_of};
use super::{EVENTS, MESSAGES, page};
use bytes::Bytes;
use frontdesk_channels::messenger::Messenger;
use frontdesk_channels::{
    Adapter, Address, Deed, Did, EventId, Inbound, Item, MediaKind, Receipt, Subject, What,
};
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::message::Delivery;
use frontdesk_model::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";

fn parse(body: &str) -> Vec<Item> {
    parse_with(&Messenger, &page(), body)
}

/// The item of a fixture whose message has that id.
fn of<'a>(items: &'a [Item], id: &str) -> &'a Item {
    let has = |item: &&Item| {
        let raw: Value = serde_json::from_slice(&item.raw).unwrap();
        raw["message"]["mid"] == id || raw["postback"]["mid"] == id
    };
    items.iter().find(has).unwrap()
}

fn deeds(items: &[Item]) -> Vec<&Did> {
    let did = |item| match item {
        &Item { inbound: Inbound::Did(ref did), .. } => Some(did),
        _ => None,
    };
    items.iter().filter_map(did).collect()
}

fn receipts(items: &[Item]) -> Vec<&Receipt> {
    let receipt = |item| match item {
        &Item { inbound: Inbound::Receipt(ref receipt), .. } => Some(receipt),
        _ => None,
    };
    items.iter().filter_map(receipt).collect()
}

#[test]
fn a_text_is_of_a_page_scoped_person() {
    let items = parse(MESSAGES);
    let item = of(&items, "m_text");
    assert_eq!(item.account.as_deref(), Some("PAGE"));
    assert_eq!(words_of(item), "¿Hola? 😀");
    let said = said_in(item);
    assert_eq!(said.event, EventId::new("message:m_text").unwrap());
    assert_eq!(said.at, Timestamp::from_millis(1_767_225_600_100));
    assert_eq!((said.id.as_deref(), said.reply_to.as_deref()), (Some("m_text"), Some("m_0")));
    assert_eq!((said.from.address.as_str(), said.from.phone.as_deref()), ("PSID", None));
}

#[test]
fn every_kind_of_attachment_is_read() {
    let items = parse(MESSAGES);
    let media = |id: &str| match &said_in(of(&items, id)).what {
        What::Media { media, caption } => {
            let media: Vec<_> =
                media.iter().map(|one| (one.kind, one.handle.clone(), one.name.clone())).collect();
            (media, caption.as_ref().map(|caption| caption.as_str().to_owned()))
        }
        other => panic!("{id}: {other:?}"),
    };
    let file = |kind, url: &str, name: Option<&str>| (kind, url.to_owned(), name.map(str::to_owned));
    assert_eq!(
        media("m_files"),
        (
            vec![
                file(MediaKind::Image, "https://cdn.example/a.jpg?x=1", None),
                file(MediaKind::Video, "https://cdn.example/v", None),
            ],
            Some("two".to_owned())
        )
    );
    let bill = file(MediaKind::File, "https://cdn.example/x/bill.pdf?sig=1", Some("bill.pdf"));
    assert_eq!(media("m_file"), (vec![bill], None));
    let voice = file(MediaKind::Audio, "https://cdn.example/voice.mp4", None);
    assert_eq!(media("m_audio"), (vec![voice], None));
    let sticker = file(MediaKind::Sticker, "https://cdn.example/s.png", None);
    assert_eq!(media("m_sticker"), (vec![sticker], None));
    for (id, words) in [
        ("m_thumb", "👍"),
        ("m_place", "📍 Ana's Location\nhttps://maps.google.com/?q=37.97,23.72"),
        ("m_link", "see https://example.org/a"),
        ("m_share", "A page\nhttps://example.org/b"),
        ("m_other", "Other"),
        ("m_ad", "hi"),
    ] {
        assert_eq!(words_of(of(&items, id)), words, "{id}");
    }
    for (id, kind) in [("m_template", "template"), ("m_nothing", "unknown")] {
        assert_eq!(said_in(of(&items, id)).what, What::Unsupported { kind: kind.to_owned() });
    }
    let ad = &said_in(of(&items, "m_ad")).from;
    assert_eq!(ad.facts.get("referral_ad_id").map(String::as_str), Some("12"));
}

#[test]
fn what_was_pressed_is_known() {
    let ours = MessageId::from_bytes([3; 12]);
    let chosen =
        |option: &str, label| What::Chosen { message: ours, option: option.to_owned(), label: said(label) };
    let items = parse(MESSAGES);
    assert_eq!(said_in(of(&items, "m_quick")).what, chosen("o0", "Yes"));
    let items = parse(EVENTS);
    assert_eq!(said_in(&items[2]).what, chosen("a", "Take A"));
    assert_eq!(words_of(of(&items, "m_menu")), "Prices", "what another tool has set says its words");
}

#[test]
fn s0_13_a_link_opens_the_talk_however_its_code_comes() {
    let items = parse(EVENTS);
    let opened: Vec<Option<String>> = deeds(&items)
        .iter()
        .filter_map(|did| match &did.deed {
            Deed::Opened { link } => Some(link.clone()),
            _ => None,
        })
        .collect();
    let code = || Some(CODE.to_owned());
    assert_eq!(opened, [code(), None, code(), None, code()]);
    let advertised = deeds(&items)[3];
    assert_eq!(advertised.from.facts.get("referral_ref").map(String::as_str), Some("summer"));
    let items = parse(MESSAGES);
    let typed = deeds(&items);
    assert_eq!(typed[0].deed, Deed::Opened { link: code() }, "typed by hand");
}

#[test]
fn what_people_do_without_words_is_read() {
    let items = parse(EVENTS);
    let others: Vec<Deed> = deeds(&items)
        .iter()
        .filter(|did| !matches!(did.deed, Deed::Opened { .. }))
        .map(|did| did.deed.clone())
        .collect();
    let reacted =
        |emoji: Option<&str>| Deed::Reacted { of: "m_1".to_owned(), emoji: emoji.map(str::to_owned) };
    let edited = Deed::Edited { of: "m_text".to_owned(), text: said("anew") };
    assert_eq!(others, [reacted(Some("❤")), reacted(Some("😮")), reacted(None), edited]);
}

#[test]
fn receipts_are_of_messages_and_of_all_before_a_moment() {
    let items = parse(EVENTS);
    let theirs = |id: &'static str| Subject::Theirs(EventId::new(id).unwrap());
    let until = |at| Subject::UpTo { to: Address::new("PSID").unwrap(), at: Timestamp::from_millis(at) };
    let found: Vec<_> =
        receipts(&items).iter().map(|receipt| (receipt.of.clone(), receipt.delivery.clone())).collect();
    assert_eq!(
        found,
        [
            (theirs("m_1"), Delivery::Delivered),
            (theirs("m_2"), Delivery::Delivered),
            (until(1_767_225_600_050), Delivery::Delivered),
            (until(1_767_225_600_090), Delivery::Read),
        ]
    );
}

#[test]
fn e4_an_echo_of_ours_ends_the_doubt_and_others_are_counted() {
    let items = parse(MESSAGES);
    let [echo] = receipts(&items)[..] else { panic!() };
    let of = Subject::Ours {
        conversation: ConversationId::from_bytes([2; 12]),
        message: MessageId::from_bytes([3; 12]),
    };
    assert_eq!((&echo.of, &echo.delivery), (&of, &Delivery::Sent));
    assert_eq!(kinds_unread(&items), ["echo"]);
}

#[test]
fn what_is_nobodys_message_is_kept_and_counted() {
    let items = parse(EVENTS);
    let kinds = ["optin", "pass_thread_control", "nobody", "hologram", "malformed", "standby", "feed"];
    assert_eq!(kinds_unread(&items), kinds);
    let alerts = items.iter().filter_map(|item| match &item.inbound {
        Inbound::Alert(alert) => Some(alert.text.as_str()),
        _ => None,
    });
    assert_eq!(alerts.collect::<Vec<_>>(), ["block: No more of this."]);
    assert_eq!(words_of(items.last().unwrap()), "test_message", "the console's test");
    for (body, kind) in [
        ("{", "malformed"),
        ("5", "object"),
        (r#"{"object":"instagram"}"#, "object"),
        (r#"{"object":"page"}"#, "empty"),
    ] {
        assert_eq!(kinds_unread(&parse(body)), [kind], "{body}");
    }
}

/// A batch of a hundred messages of which one is `bad`.
fn batch(bad: &Value) -> String {
    let message = |number: usize| {
        json!({"sender": {"id": "PSID"}, "recipient": {"id": "PAGE"}, "timestamp": 1_767_225_600_100_u64,
            "message": {"mid": format!("m_{number}"), "text": format!("ü {number}")}})
    };
    let messages: Vec<Value> =
        (0..100).map(|number| if number == 50 { bad.clone() } else { message(number) }).collect();
    json!({"object": "page", "entry": [{"id": "PAGE", "messaging": messages}]}).to_string()
}

#[test]
fn one_bad_item_of_a_hundred_costs_no_other() {
    for bad in [
        json!(null),
        json!("text"),
        json!({}),
        json!({"sender": {"id": []}, "message": {}}),
        json!({"sender": {"id": "PSID"}, "message": 5}),
        json!({"sender": {"id": "PSID"}, "message": {"mid": {}, "text": 5, "attachments": "x"}}),
        json!({"sender": {"id": "PSID"}, "timestamp": "soon", "message": {"mid": "x".repeat(900)}}),
        json!({"sender": {"id": "PSID"}, "delivery": {"watermark": "soon"}}),
    ] {
        let items = parse(&batch(&bad));
        assert_eq!(items.len(), 100, "{bad}");
        let events: BTreeSet<_> = items.iter().map(|item| event_of(item).bytes().clone()).collect();
        assert_eq!(events.len(), 100, "{bad}");
        let good = items.iter().filter(|item| {
            matches!(&item.inbound, Inbound::Said(said)
                if matches!(&said.what, What::Text(text) if text.as_str().starts_with('ü')))
        });
        assert_eq!(good.count(), 99, "{bad}");
    }
}

#[test]
fn e1_the_same_events_come_with_the_same_ids() {
    for body in [MESSAGES, EVENTS] {
        let events = |now| -> Vec<EventId> {
            let items = Messenger.parse(&page(), &Bytes::from(body), now);
            items.iter().map(|item| event_of(item).clone()).collect()
        };
        let first = events(NOW);
        assert_eq!(events(Timestamp::from_millis(NOW.millis() + 9)), first);
        let distinct: BTreeSet<_> = first.iter().map(|event| event.bytes().clone()).collect();
        assert_eq!(distinct.len(), first.len(), "{first:?}");
    }
}

proptest! {
    #[test]
    fn parsing_never_panics_and_always_gives_something(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!Messenger.parse(&page(), &Bytes::from(bytes), NOW).is_empty());
    }

    #[test]
    fn a_damaged_webhook_never_panics(body in damaged(&[MESSAGES, EVENTS])) {
        prop_assert!(!Messenger.parse(&page(), &body, NOW).is_empty());
    }
}
