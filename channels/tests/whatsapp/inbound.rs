//! What webhooks hold.

use super::meta::torture::damaged;
use super::meta::{NOW, event_of, kinds_unread, parse as parse_with, said_in, words_of};
use super::{ACCOUNT, FIXTURES, MOVED, STATUSES, TEXT, TYPES, number};
use bytes::Bytes;
use frontdesk_channels::whatsapp::Whatsapp;
use frontdesk_channels::{Adapter, Address, Deed, EventId, Inbound, Item, MediaKind, Subject, What};
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::message::Delivery;
use frontdesk_model::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";
const WRITTEN: Timestamp = Timestamp::from_millis(1_767_225_600_000);

fn parse(body: &str) -> Vec<Item> {
    parse_with(&Whatsapp, &number(), body)
}

fn address(text: &str) -> Address {
    Address::new(text).unwrap()
}

/// The item of a fixture whose message has that id.
fn of<'a>(items: &'a [Item], id: &str) -> &'a Item {
    let has = |item: &&Item| serde_json::from_slice::<Value>(&item.raw).unwrap()["id"] == id;
    items.iter().find(has).unwrap()
}

#[test]
fn s1_22_a_text_comes_with_all_that_is_told_of_its_writer() {
    let items = parse(TEXT);
    let [item] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(item.account.as_deref(), Some("1001"));
    assert_eq!(words_of(item), "¿Hola? 😀");
    let said = said_in(item);
    assert_eq!(said.event, EventId::new("message:wamid.A1").unwrap());
    assert_eq!(said.at, WRITTEN);
    assert_eq!((said.id.as_deref(), said.reply_to.as_deref()), (Some("wamid.A1"), Some("wamid.Z9")));
    assert_eq!(said.link, None);
    let from = &said.from;
    assert_eq!(from.address.as_str(), "US.77", "the business-scoped id comes first");
    assert!(from.aliases == [address("15551234567"), address("US.ENT.5")]);
    assert_eq!(from.name.as_deref(), Some("Ana López"));
    assert_eq!(from.phone.as_deref(), Some("+15551234567"), "S1-23");
    let facts = [
        ("parent_user_id", "US.ENT.5"),
        ("user_id", "US.77"),
        ("username", "ana.l"),
        ("wa_id", "15551234567"),
    ];
    let facts: BTreeMap<String, String> =
        facts.iter().map(|(name, fact)| ((*name).to_owned(), (*fact).to_owned())).collect();
    assert_eq!(from.facts, facts);
    assert_eq!(from.memo.get("last_message_id").map(String::as_str), Some("wamid.A1"));
}

#[test]
fn people_without_a_number_and_people_without_an_id_are_both_known() {
    let mut root: Value = serde_json::from_str(TEXT).unwrap();
    let value = &mut root["entry"][0]["changes"][0]["value"];
    value["messages"][0].as_object_mut().unwrap().remove("from");
    value["contacts"][0].as_object_mut().unwrap().remove("wa_id");
    let items = parse(&root.to_string());
    let from = &said_in(&items[0]).from;
    assert_eq!((from.address.as_str(), from.phone.as_deref()), ("US.77", None));
    assert_eq!(from.name.as_deref(), Some("Ana López"));
    let value = &mut root["entry"][0]["changes"][0]["value"];
    value["messages"][0].as_object_mut().unwrap().remove("from_user_id");
    let items = parse(&root.to_string());
    assert_eq!(said_in(&items[0]).from.address.as_str(), "US.77", "the only contact there is");
    let value = &mut root["entry"][0]["changes"][0]["value"];
    value["contacts"] = json!([]);
    value["messages"][0]["from"] = json!("15551234567");
    let items = parse(&root.to_string());
    let from = &said_in(&items[0]).from;
    assert_eq!((from.address.as_str(), from.phone.as_deref()), ("15551234567", Some("+15551234567")));
    assert_eq!(from.aliases.len(), 0);
}

#[test]
fn every_type_of_message_is_read() {
    let items = parse(TYPES);
    assert_eq!(items.len(), 23);
    let media = |id: &str| match &said_in(of(&items, id)).what {
        What::Media { media, caption } => {
            (media[0].clone(), caption.as_ref().map(|caption| caption.as_str().to_owned()))
        }
        other => panic!("{id}: {other:?}"),
    };
    for (id, handle, kind) in [
        ("w.image", "m1", MediaKind::Image),
        ("w.voice", "m2", MediaKind::Audio),
        ("w.video", "m3", MediaKind::Video),
        ("w.document", "m4", MediaKind::File),
        ("w.sticker", "m5", MediaKind::Sticker),
    ] {
        let (file, _) = media(id);
        assert_eq!((file.handle.as_str(), file.kind), (handle, kind), "{id}");
    }
    assert_eq!(media("w.image").1.as_deref(), Some("look"), "S0-13: no code is shown");
    assert_eq!(said_in(of(&items, "w.image")).link.as_deref(), Some(CODE));
    assert_eq!(media("w.image").0.media_type.as_deref(), Some("image/jpeg"));
    assert_eq!((media("w.document").0.name.as_deref(), media("w.document").1), (Some("bill.pdf"), None));
    for (id, words) in [
        ("w.location", "📍 Acropolis, Athens 105 58\nhttps://maps.google.com/?q=37.97,23.72"),
        ("w.place", "📍\nhttps://maps.google.com/?q=-1,0.5"),
        ("w.contacts", "👤 Zoe\n+1 555 010 0000\nzoe@example.org\n\n👤 Max"),
        ("w.button", "Stop promotions"),
        ("w.row", "Row"),
        ("w.form", "count: 2\nsize: L"),
        ("w.ben", "hi"),
    ] {
        assert_eq!(words_of(of(&items, id)), words, "{id}");
    }
    let pressed = said_in(of(&items, "w.pressed"));
    let What::Chosen { message, option, label } = &pressed.what else { panic!("{pressed:?}") };
    assert_eq!((*message, option.as_str()), (MessageId::from_bytes([3; 12]), "o1"));
    assert_eq!((label.as_str(), pressed.reply_to.as_deref()), ("Yes", Some("wamid.OUT")));
    for kind in ["order", "unsupported", "hologram"] {
        let what = &said_in(of(&items, &format!("w.{kind}"))).what;
        assert_eq!(*what, What::Unsupported { kind: kind.to_owned() });
    }
    assert!(matches!(&of(&items, "w.group").inbound, Inbound::Unread(unread) if unread.kind == "group"));
}

#[test]
fn what_people_do_without_words_is_read() {
    let items = parse(TYPES);
    let deed = |id: &str| match &of(&items, id).inbound {
        Inbound::Did(did) => did.deed.clone(),
        other => panic!("{id}: {other:?}"),
    };
    let reacted =
        |emoji: Option<&str>| Deed::Reacted { of: "wamid.OUT".to_owned(), emoji: emoji.map(str::to_owned) };
    let edited = |of: &str, text| Deed::Edited { of: of.to_owned(), text: super::meta::said(text) };
    assert_eq!(deed("w.reaction"), reacted(Some("👍")));
    assert_eq!(deed("w.unreaction"), reacted(None));
    assert_eq!(deed("w.welcome"), Deed::Opened { link: None });
    assert_eq!(deed("w.edit"), edited("w.first", "anew"));
    assert_eq!(deed("w.recaption"), edited("w.image", "other words"));
    assert_eq!(deed("w.revoke"), Deed::Unsent { of: "w.first".to_owned() });
}

#[test]
fn each_message_has_its_own_writer_and_the_advertisement_that_brought_them() {
    let items = parse(TYPES);
    let ben = &said_in(of(&items, "w.ben")).from;
    assert_eq!((ben.address.as_str(), ben.name.as_deref()), ("15557654321", Some("Ben")));
    assert_eq!(ben.facts.get("referral_headline").map(String::as_str), Some("Shoes"));
    assert_eq!(said_in(of(&items, "w.ben")).at, WRITTEN, "milliseconds are known by their size");
    let ana = &said_in(of(&items, "w.voice")).from;
    assert_eq!((ana.address.as_str(), ana.name.as_deref()), ("US.77", Some("Ana")), "by her contact");
}

#[test]
fn s0_13_a_code_in_the_first_text_opens_the_link() {
    let with = |body: &str| TEXT.replace(r"\u00bfHola? \ud83d\ude00", body);
    let items = parse(&with(&format!("Hi there [REF:{}]", CODE.to_lowercase())));
    assert_eq!((words_of(&items[0]), said_in(&items[0]).link.as_deref()), ("Hi there", Some(CODE)));
    let items = parse(&with(&format!("[ref:{CODE}]")));
    let Inbound::Did(did) = &items[0].inbound else { panic!("{items:?}") };
    assert_eq!(did.deed, Deed::Opened { link: Some(CODE.to_owned()) }, "nothing else was said");
}

#[test]
fn a_changed_number_or_id_moves_the_person() {
    let items = parse(MOVED);
    let moved = |id: &str| match &of(&items, id).inbound {
        Inbound::Did(did) => match &did.deed {
            Deed::Moved { to } => (did.from.clone(), to.as_str().to_owned()),
            other => panic!("{id}: {other:?}"),
        },
        other => panic!("{id}: {other:?}"),
    };
    let (from, to) = moved("w.number");
    assert_eq!((from.address.as_str(), to.as_str()), ("15551234567", "15559876543"));
    assert_eq!(from.phone.as_deref(), Some("+15559876543"), "the number that is theirs now");
    let (from, to) = moved("w.both");
    assert_eq!((from.address.as_str(), to.as_str()), ("US.77", "US.78"));
    assert!(from.aliases == [address("15551234567"), address("15559876543")]);
    for id in ["w.words", "w.named"] {
        let (from, to) = moved(id);
        assert_eq!((from.address.as_str(), to.as_str()), ("US.77", "US.78"), "{id}");
    }
    for (id, kind) in [("w.lost", "nobody"), ("w.key", "system.user_identity_changed")] {
        assert!(matches!(&of(&items, id).inbound, Inbound::Unread(unread) if unread.kind == kind), "{id}");
    }
}

#[test]
fn statuses_say_how_far_a_message_got_in_any_order() {
    let items = parse(STATUSES);
    let receipts: Vec<_> = items
        .iter()
        .filter_map(|item| match &item.inbound {
            Inbound::Receipt(receipt) => Some(receipt),
            _ => None,
        })
        .collect();
    let by_id = |id: &'static str| Subject::Theirs(EventId::new(id).unwrap());
    let failed = |code: &str, text: &str, retryable| Delivery::Failed {
        code: code.to_owned(),
        text: text.to_owned(),
        retryable,
    };
    let ours = Subject::Ours {
        conversation: ConversationId::from_bytes([2; 12]),
        message: MessageId::from_bytes([3; 12]),
    };
    let late = "Message failed to send because more than 24 hours have passed since the customer last replied \
                to this number.";
    let no_reason = "the provider refused without a reason";
    let expected = [
        (by_id("wamid.OUT"), Delivery::Read),
        (ours, Delivery::Sent),
        (by_id("wamid.OUT"), Delivery::Delivered),
        (by_id("wamid.OUT"), Delivery::Delivered),
        (by_id("wamid.OUT"), Delivery::Read),
        (by_id("wamid.LATE"), failed("131047", late, false)),
        (by_id("wamid.BUSY"), failed("131000", "Something went wrong", true)),
        (by_id("wamid.ODD"), failed("unreadable", no_reason, false)),
    ];
    assert_eq!(receipts.len(), expected.len());
    for (receipt, (of, delivery)) in receipts.iter().zip(&expected) {
        assert_eq!((&receipt.of, &receipt.delivery), (of, delivery));
    }
    assert_eq!(receipts[2].event, receipts[3].event, "the same status twice in one webhook is one event");
    assert_eq!(
        receipts.iter().map(|receipt| receipt.event.bytes().clone()).collect::<BTreeSet<_>>().len(),
        7
    );
}

#[test]
fn news_of_the_account_are_for_its_admin() {
    let alerts = |body: &str| -> Vec<(String, String)> {
        let items = parse(body);
        let alert = |item: &Item| match &item.inbound {
            Inbound::Alert(alert) => Some((alert.code.clone(), alert.text.clone())),
            _ => None,
        };
        items.iter().filter_map(alert).collect()
    };
    let news = "current_limit: TIER_1K, display_phone_number: 15550001111, event: DOWNGRADE";
    assert_eq!(alerts(ACCOUNT), [("phone_number_quality_update".to_owned(), news.to_owned())]);
    assert_eq!(alerts(STATUSES), [("131031".to_owned(), "Business Account locked".to_owned())]);
}

#[test]
fn what_is_nobodys_message_is_kept_and_counted() {
    let kinds = |body: &str| kinds_unread(&parse(body));
    assert_eq!(kinds(ACCOUNT), ["echo", "user_preferences", "something_new", "malformed", "malformed"]);
    for (body, kind) in [
        ("", "malformed"),
        ("{", "malformed"),
        ("[]", "object"),
        ("{\"object\":\"page\"}", "object"),
        ("{\"object\":\"whatsapp_business_account\"}", "empty"),
        ("{\"object\":\"whatsapp_business_account\",\"entry\":[5]}", "empty"),
    ] {
        assert_eq!(kinds(body), [kind], "{body}");
    }
    assert_eq!(parse("{")[0].raw, "{", "as it came");
}

/// A batch of a hundred messages of which one is `bad`.
fn batch(bad: &Value) -> String {
    let message = |number: usize| {
        json!({"from": "15551234567", "id": format!("w.{number}"), "timestamp": "1767225600", "type": "text",
               "text": {"body": format!("ü {number}")}})
    };
    let messages: Vec<Value> =
        (0..100).map(|number| if number == 50 { bad.clone() } else { message(number) }).collect();
    json!({"object": "whatsapp_business_account", "entry": [{"id": "102", "changes": [{"field": "messages",
        "value": {"metadata": {"phone_number_id": "1001"}, "messages": messages}}]}]})
    .to_string()
}

#[test]
fn one_bad_item_of_a_hundred_costs_no_other() {
    for bad in [
        json!(null),
        json!(5),
        json!("text"),
        json!([]),
        json!({}),
        json!({"from": 5, "id": [], "timestamp": {}, "type": "text", "text": "?"}),
        json!({"from": "", "type": "image", "image": {"id": null}}),
        json!({"from": "15551234567", "id": "x".repeat(900), "timestamp": "-1", "type": "text", "text": {}}),
        json!({"from": "a\nb", "type": "interactive", "interactive": {"type": 1}}),
    ] {
        let items = parse(&batch(&bad));
        assert_eq!(items.len(), 100, "{bad}");
        let good = items.iter().filter(
            |item| matches!(&item.inbound, Inbound::Said(said) if matches!(said.what, What::Text(_))),
        );
        assert_eq!(good.count(), 99, "{bad}");
        let events: BTreeSet<_> = items.iter().map(|item| event_of(item).bytes().clone()).collect();
        assert_eq!(events.len(), 100, "{bad}");
    }
}

#[test]
fn e1_the_same_batch_five_times_has_the_same_events() {
    let body = Bytes::from(batch(&json!({"from": "15551234567", "type": "text"})));
    let events = |now| -> Vec<EventId> {
        Whatsapp.parse(&number(), &body, now).iter().map(|item| event_of(item).clone()).collect()
    };
    let first = events(NOW);
    for times in 1..5 {
        assert_eq!(events(Timestamp::from_millis(NOW.millis() + times)), first);
    }
}

#[test]
fn a_message_of_the_future_or_of_no_time_is_of_now() {
    for timestamp in [r#""1999999999""#, r#""soon""#, "null", "{}"] {
        let items = parse(&TEXT.replace(r#""1767225600""#, timestamp));
        assert_eq!(said_in(&items[0]).at, NOW, "{timestamp}");
    }
}

#[test]
fn a_text_longer_than_a_message_may_be_is_cut() {
    let items = parse(&TEXT.replace(r"\u00bfHola?", &"é".repeat(5_000)));
    assert_eq!(words_of(&items[0]).chars().count(), 4_096);
}

proptest! {
    #[test]
    fn parsing_never_panics_and_always_gives_something(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let items = Whatsapp.parse(&number(), &Bytes::from(bytes), NOW);
        prop_assert!(!items.is_empty());
    }

    #[test]
    fn a_damaged_webhook_never_panics(body in damaged(&FIXTURES)) {
        prop_assert!(!Whatsapp.parse(&number(), &body, NOW).is_empty());
    }
}
