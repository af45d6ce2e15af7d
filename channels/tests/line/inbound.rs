use super::{BOT, SECRET, WROTE, inbounds, items, line, message_id, now, said, with};
use bytes::Bytes;
use frontdesk_channels::line::Line;
use frontdesk_channels::signature::{base64, hmac_sha256};
use frontdesk_channels::{
    Adapter, Deed, Header, Hook, HookAnswer, Inbound, Media, MediaKind, Method, Refusal, Verdict, What,
    choice,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../fixtures/line/message-types.json");
const EVENTS: &str = include_str!("../fixtures/line/events.json");
const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";

fn verdict(body: &str, signature: Option<&str>) -> Verdict {
    let headers: Vec<Header> = signature.iter().map(|value| Header::new("X-Line-Signature", value)).collect();
    let body = Bytes::copy_from_slice(body.as_bytes());
    let hook = Hook { method: Method::Post, query: "", headers: &headers, body: &body, now: now() };
    Line.receive(&line(), &hook)
}

fn signed(body: &str) -> String {
    base64(&hmac_sha256(SECRET, &[body.as_bytes()]))
}

#[test]
fn a_webhook_is_believed_by_its_signature_only() {
    // LINE's console tries a webhook with no events at all.
    let body = format!(r#"{{"destination":"{BOT}","events":[]}}"#);
    let right = signed(&body);
    assert_eq!(verdict(&body, Some(&right)), Verdict::Take(HookAnswer::empty()));
    assert!(inbounds(&body).is_empty());
    assert_eq!(verdict(&body, None), Verdict::Refuse(Refusal::Unsigned));
    for wrong in ["", "?", &base64(&hmac_sha256("another secret", &[body.as_bytes()]))] {
        assert_eq!(verdict(&body, Some(wrong)), Verdict::Refuse(Refusal::WrongSignature), "{wrong}");
    }
    for at in 0..body.len() {
        let mut bytes = body.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(flipped) = String::from_utf8(bytes) else { continue };
        assert_eq!(verdict(&flipped, Some(&right)), Verdict::Refuse(Refusal::WrongSignature), "{at}");
    }
}

#[test]
fn without_a_secret_nothing_is_believed() {
    let mut account = line();
    account.secrets.0.clear();
    let body = Bytes::from_static(b"{}");
    let headers = [Header::new("x-line-signature", &base64(&hmac_sha256("", &[&body])))];
    let hook = |method| Hook { method, query: "", headers: &headers, body: &body, now: now() };
    assert_eq!(Line.receive(&account, &hook(Method::Post)), Verdict::Refuse(Refusal::NoSecret));
    assert_eq!(Line.receive(&line(), &hook(Method::Get)), Verdict::Refuse(Refusal::Malformed));
}

#[test]
fn s1_1_every_type_of_message_is_shown() {
    let items = items(&line(), TYPES);
    let whats: Vec<What> = items
        .iter()
        .map(|item| match &item.inbound {
            Inbound::Said(said) => said.what.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    let media = |handle: &str, kind, name: Option<&str>| What::Media {
        media: vec![Media {
            handle: handle.to_owned(),
            kind,
            name: name.map(str::to_owned),
            media_type: None,
        }],
        caption: None,
    };
    let unsupported = |kind: &str| What::Unsupported { kind: kind.to_owned() };
    let place = "📍 Καφενείο, Athens\nhttps://maps.google.com/?q=37.9715,23.7257";
    assert_eq!(
        whats,
        [
            What::Text(said("Γεια σας 👋")),
            media("501", MediaKind::Image, None),
            media("https://files.example.org/v.mp4", MediaKind::Video, None),
            media("503", MediaKind::Audio, None),
            media("504", MediaKind::File, Some("Rechnung März.pdf")),
            What::Text(said(place)),
            What::Text(said("🙂 happy, joy, smile")),
            unsupported("sticker"),
            unsupported("hologram"),
        ]
    );
}

#[test]
fn a_message_tells_who_wrote_it_when_and_how_to_answer() {
    let item = items(&line(), TYPES).remove(0);
    assert_eq!(item.account.as_deref(), Some(BOT));
    assert!(item.raw.starts_with(b"{\"type\":\"message\"") && item.raw.ends_with(b"}"));
    let Inbound::Said(said) = item.inbound else { panic!("a message is expected") };
    assert_eq!(said.event.bytes().as_ref(), b"event:01KDTEXT");
    assert_eq!((said.at, said.id.as_deref(), said.reply_to.as_deref()), (WROTE, Some("500"), Some("499")));
    assert_eq!(said.from.address.as_str(), "U9ana");
    let memo: Vec<(&str, &str)> = said.from.memo.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let at = WROTE.millis().to_string();
    assert_eq!(
        memo,
        [("mark_as_read_token", "mr1"), ("reply_token", "rt-text"), ("reply_token_at", at.as_str())]
    );
    // Most admins do not know the bot's user id, or fill in their own: then the address that was called decides.
    for other in ["", "U0000000000000000000000000000ad1"] {
        assert_eq!(items(&with("bot_user_id", other), TYPES).remove(0).account, None);
    }
}

#[test]
fn what_people_do_without_writing_is_noted() {
    let found = inbounds(EVENTS);
    let deeds: Vec<&Deed> = found
        .iter()
        .filter_map(|inbound| match inbound {
            Inbound::Did(did) => Some(&did.deed),
            _ => None,
        })
        .collect();
    assert_eq!(
        deeds,
        [
            &Deed::Opened { link: None },
            &Deed::Resumed,
            &Deed::Stopped,
            &Deed::Unsent { of: "500".to_owned() },
            &Deed::Opened { link: Some(CODE.to_owned()) },
        ]
    );
    let Inbound::Did(follow) = &found[0] else { panic!("a follow is expected") };
    assert_eq!(follow.from.memo["reply_token"], "rt-follow", "a follow can be answered for free");
}

#[test]
fn all_else_is_kept_for_the_admin_and_nobodys_message() {
    let found = inbounds(EVENTS);
    let alerts: Vec<&str> = found
        .iter()
        .filter_map(|inbound| match inbound {
            Inbound::Alert(alert) => Some(alert.code.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(alerts, ["botSuspended", "botResumed", "join"]);
    let unread: Vec<&str> = found
        .iter()
        .filter_map(|inbound| match inbound {
            Inbound::Unread(unread) => Some(unread.kind.as_str()),
            _ => None,
        })
        .collect();
    let expected =
        ["accountLink", "beacon", "videoPlayComplete", "membership", "standby message", "teleport"];
    assert_eq!(unread, expected);
}

#[test]
fn what_is_said_to_many_is_refused_with_a_reason_and_its_event() {
    let refused = |body: &str| match inbounds(body).remove(0) {
        Inbound::Refused(refused) => Some((refused.event, refused.why)),
        _ => None,
    };
    let body = |kind: &str, source: &str| {
        let more = r#""message":{"type":"text","id":"1","text":"hi"},"postback":{"data":"x"}"#;
        let event = format!(
            r#"{{"type":"{kind}","mode":"active","timestamp":1,"webhookEventId":"01","replyToken":"rt","source":{{"type":"{source}","userId":"U9ana"}},{more}}}"#
        );
        format!(r#"{{"destination":"{BOT}","events":[{event}]}}"#)
    };
    for (kind, source) in [("message", "group"), ("message", "room"), ("postback", "group")] {
        let (event, why) = refused(&body(kind, source)).unwrap();
        assert_eq!((event.bytes().as_ref(), why.contains("group")), (b"event:01".as_slice(), true));
    }
    assert_eq!(refused(&body("message", "user")), None);
    assert_eq!(refused(&body("memberJoined", "group")), None, "nobody said anything");
}

fn event(id: &str, rest: &str) -> String {
    format!(
        r#"{{"type":"message","mode":"active","timestamp":1767225600000,"webhookEventId":"{id}","deliveryContext":{{"isRedelivery":false}},"replyToken":"rt","source":{{"type":"user","userId":"U9ana"}},{rest}}}"#
    )
}

fn text_event(id: &str, text: &str) -> String {
    event(id, &format!(r#""message":{{"type":"text","id":"{id}","text":"{text}","quoteToken":"q"}}"#))
}

fn body(events: &[String]) -> String {
    format!(r#"{{"destination":"{BOT}","events":[{}]}}"#, events.join(","))
}

#[test]
fn s0_13_a_code_in_the_text_is_a_link_and_is_not_shown() {
    let texts = [format!("Hello! [ref:{}]", CODE.to_lowercase()), format!("[ref:{CODE}]")];
    let events: Vec<String> =
        texts.iter().enumerate().map(|(n, text)| text_event(&n.to_string(), text)).collect();
    let found = inbounds(&body(&events));
    let Inbound::Said(hello) = &found[0] else { panic!("a text is expected") };
    assert_eq!((hello.link.as_deref(), &hello.what), (Some(CODE), &What::Text(said("Hello!"))));
    let Inbound::Did(opened) = &found[1] else { panic!("nothing but the code") };
    assert_eq!(opened.deed, Deed::Opened { link: Some(CODE.to_owned()) });
}

#[test]
fn a_pressed_button_says_which_and_other_postbacks_are_texts() {
    let postback = |id: &str, data: &str, more: &str| {
        event(id, &format!(r#""postback":{{"data":"{data}"{more}}}"#)).replace("\"message\"", "\"postback\"")
    };
    let ours = choice::payload(message_id(), "step-1:yes");
    let events = [
        postback("1", &format!(r"{ours}\nYes, please"), ""),
        postback("2", &ours, ""),
        postback("3", "action=buy", ""),
        postback("4", "action=when", r#","params":{"datetime":"2026-01-02T10:00"}"#),
    ];
    let whats: Vec<What> = inbounds(&body(&events))
        .into_iter()
        .map(|inbound| match inbound {
            Inbound::Said(said) => said.what,
            other => panic!("{other:?}"),
        })
        .collect();
    let chosen = |label: &str| What::Chosen {
        message: message_id(),
        option: "step-1:yes".to_owned(),
        label: said(label),
    };
    assert_eq!(
        whats,
        [
            chosen("Yes, please"),
            chosen("step-1:yes"),
            What::Text(said("action=buy")),
            What::Text(said("2026-01-02T10:00")),
        ]
    );
}

#[test]
fn of_a_batch_of_a_hundred_one_bad_item_costs_only_itself() {
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let bad =
        ["null", "7", r#"{"type":"message"}"#, r#"{"type":7,"source":[]}"#, r#"{"timestamp":1e999}"#, &deep];
    for bad in bad {
        let mut events: Vec<String> = (0..100).map(|n| text_event(&format!("e{n}"), "hi")).collect();
        events[40] = bad.to_owned();
        let found = inbounds(&body(&events));
        assert_eq!(found.len(), 100, "{bad:.40}");
        let said = found.iter().filter(|inbound| matches!(inbound, Inbound::Said(_))).count();
        assert_eq!(said, 99, "{bad:.40}");
        assert!(matches!(&found[40], Inbound::Unread(_)), "{bad:.40}");
    }
}

#[test]
fn what_is_no_webhook_at_all_is_one_unread_item() {
    for body in ["", "[]", "{}", "nonsense", r#"{"events":7}"#, r#"{"events":[{"type":"message""#] {
        let found = inbounds(body);
        assert!(matches!(&found[..], [Inbound::Unread(unread)] if unread.kind == "body"), "{body}");
    }
    assert_eq!(items(&line(), r#"{"destination":7,"events":[{}]}"#).len(), 1);
}

#[test]
fn a_redelivery_has_the_same_event_id_and_events_without_one_have_their_sum() {
    let again = TYPES.replace("\"isRedelivery\":false", "\"isRedelivery\":true");
    let ids = |body: &str| -> Vec<_> {
        inbounds(body)
            .iter()
            .map(|inbound| match inbound {
                Inbound::Said(said) => said.event.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(ids(TYPES), ids(&again));
    let nameless = text_event("e", "hi").replace("\"webhookEventId\":\"e\",", "");
    let other = nameless.replace("\"hi\"", "\"ho\"");
    let found = ids(&body(&[nameless.clone(), nameless, other]));
    assert_eq!(found[0], found[1]);
    assert_ne!(found[0], found[2]);
}

#[test]
fn a_text_that_is_too_long_is_cut_and_a_time_ahead_is_now() {
    let long = text_event("e", &"é".repeat(5_000)).replace("1767225600000", "9999999999999");
    let found = inbounds(&body(&[long]));
    let Inbound::Said(said) = &found[0] else { panic!("a text is expected") };
    let What::Text(text) = &said.what else { panic!("a text is expected") };
    assert_eq!((text.as_str().chars().count(), said.at), (4_096, now()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        Line.parse(&line(), &Bytes::from(bytes), now());
    }

    #[test]
    fn no_change_of_a_webhook_makes_it_panic(
        of_events in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = if of_events { EVENTS } else { TYPES }.as_bytes().to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let items = Line.parse(&line(), &Bytes::from(bytes), now());
        let raws: BTreeSet<_> = items.iter().map(|item| item.raw.clone()).collect();
        prop_assert!(!raws.is_empty());
    }
}
