use super::{SEALED, SEALED_FOR_OTHER, WROTE, inbound, item, message_id, now, safe, said, wechat};
use bytes::Bytes;
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{Account, Adapter, Deed, EventId, Inbound, Media, MediaKind, Subject, What, choice};
use frontdesk_model::message::Delivery;
use frontdesk_model::time::Span;
use proptest::prelude::*;

const MESSAGES: &str = include_str!("../fixtures/wechat/messages.xml");
const EVENTS: &str = include_str!("../fixtures/wechat/events.xml");
const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";

#[test]
fn s1_1_every_type_of_message_is_shown() {
    let whats: Vec<What> = MESSAGES
        .lines()
        .map(|body| match inbound(body) {
            Inbound::Said(said) => said.what,
            other => panic!("{other:?}"),
        })
        .collect();
    let media = |handle: &str, kind, media_type: Option<&str>, caption: Option<&str>| What::Media {
        media: vec![Media {
            handle: handle.to_owned(),
            kind,
            name: None,
            media_type: media_type.map(str::to_owned),
        }],
        caption: caption.map(said),
    };
    let unsupported = |kind: &str| What::Unsupported { kind: kind.to_owned() };
    let place = "📍 广州\nhttps://maps.google.com/?q=23.134521,113.358803";
    assert_eq!(
        whats,
        [
            What::Text(said("你好 <é> & 👋")),
            media("media-1", MediaKind::Image, None, None),
            media("media-2", MediaKind::Audio, Some("audio/amr"), Some("我的订单在哪里")),
            media("media-3", MediaKind::Video, None, None),
            media("media-4", MediaKind::Video, None, None),
            What::Text(said(place)),
            What::Text(said("A page\nAbout it\nhttps://example.org/page")),
            unsupported("miniprogrampage"),
            unsupported("hologram"),
            unsupported("location"),
        ]
    );
}

#[test]
fn a_message_tells_who_wrote_it_and_when() {
    let body = MESSAGES.lines().next().unwrap();
    let found = item(&wechat(), body);
    assert_eq!((found.account.as_deref(), found.raw.as_ref()), (Some("gh_1"), body.as_bytes()));
    let Inbound::Said(message) = found.inbound else { panic!("a message is expected") };
    assert_eq!(message.event, EventId::of(&["message", "7001"]));
    assert_eq!(
        (message.from.address.as_str(), message.at, message.id.as_deref()),
        ("oABC", WROTE, Some("7001"))
    );
    let mut account = wechat();
    account.settings.remove("original_id");
    assert_eq!(item(&account, body).account, None);
    let ahead = body.replace("1767225600", "9999999999");
    assert!(matches!(inbound(&ahead), Inbound::Said(said) if said.at == now()));
    // WeChat tries three times when we are slow.
    assert_eq!(inbound(body), inbound(body));
}

#[test]
fn a_tapped_word_of_a_menu_says_which() {
    let payload = choice::payload(message_id(), "step-1:yes");
    let tapped = |id: &str| {
        let body = MESSAGES.lines().next().unwrap();
        inbound(&body.replace("<MsgId>", &format!("<bizmsgmenuid>{id}</bizmsgmenuid><MsgId>")))
    };
    let Inbound::Said(message) = tapped(&payload) else { panic!("a message is expected") };
    let label = said("你好 <é> & 👋");
    let chosen =
        What::Chosen { message: message_id(), option: "step-1:yes".to_owned(), label: label.clone() };
    assert_eq!(message.what, chosen);
    assert!(matches!(tapped("101"), Inbound::Said(message) if message.what == What::Text(label)));
}

fn events() -> Vec<Inbound> {
    EVENTS.lines().map(inbound).collect()
}

#[test]
fn s0_13_following_or_scanning_with_a_code_is_a_link() {
    let deeds: Vec<Deed> = events()
        .into_iter()
        .filter_map(|inbound| match inbound {
            Inbound::Did(did) => Some(did.deed),
            _ => None,
        })
        .collect();
    let linked = || Deed::Opened { link: Some(CODE.to_owned()) };
    let opened = || Deed::Opened { link: None };
    assert_eq!(deeds, [opened(), linked(), linked(), opened(), Deed::Stopped]);
}

#[test]
fn what_is_pressed_in_the_menu_is_said() {
    let whats: Vec<What> = events()
        .into_iter()
        .filter_map(|inbound| match inbound {
            Inbound::Said(said) => Some(said.what),
            _ => None,
        })
        .collect();
    assert_eq!(whats, [What::Text(said("Opening hours")), What::Text(said("PARCEL 15"))]);
}

#[test]
fn all_else_is_kept_for_the_admin() {
    let mut unread = Vec::new();
    let mut alerts = Vec::new();
    let mut receipts = Vec::new();
    for inbound in events() {
        match inbound {
            Inbound::Unread(item) => unread.push(item.kind),
            Inbound::Alert(alert) => alerts.push((alert.code, alert.text)),
            Inbound::Receipt(receipt) => receipts.push((receipt.of, receipt.delivery)),
            Inbound::Said(_) | Inbound::Did(_) | Inbound::Refused(_) => {}
        }
    }
    assert_eq!(unread, ["VIEW", "LOCATION", "teleport"]);
    let words = "WeChat did not verify this account: no such name";
    assert_eq!(alerts[0], ("naming_verify_fail".to_owned(), words.to_owned()));
    assert_eq!(alerts[1].0, "verify_expired");
    let of = |id: &'static str| Subject::Theirs(EventId::new(id).unwrap());
    let failed = Delivery::Failed {
        code: "template".to_owned(),
        text: "failed:user block".to_owned(),
        retryable: false,
    };
    assert_eq!(receipts, [(of("200163836"), Delivery::Delivered), (of("200163840"), failed)]);
}

#[test]
fn events_of_one_second_are_told_apart() {
    let ids: std::collections::HashSet<EventId> = events()
        .into_iter()
        .map(|inbound| match inbound {
            Inbound::Said(said) => said.event,
            Inbound::Did(did) => did.event,
            Inbound::Receipt(receipt) => receipt.event,
            Inbound::Alert(alert) => alert.event,
            Inbound::Unread(unread) => unread.event,
            Inbound::Refused(refused) => refused.event,
        })
        .collect();
    assert_eq!(ids.len(), EVENTS.lines().count());
}

fn kind(account: &Account, body: &str) -> String {
    match item(account, body).inbound {
        Inbound::Unread(unread) => unread.kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_an_sdk_encrypted_is_read() {
    let found = item(&safe(), SEALED);
    assert_eq!(found.account.as_deref(), Some("gh_1"));
    assert!(found.raw.starts_with(b"<xml><ToUserName>") && !found.raw.ends_with(b"</Encrypt></xml>"));
    let Inbound::Said(message) = found.inbound else { panic!("a message is expected") };
    assert_eq!(message.what, What::Text(said("你好 é 👋")));
    // In the "compatible" mode the plain fields stand beside it, and anybody could have written them.
    let forged = SEALED.replace("</xml>", "<MsgType>text</MsgType><Content>forged</Content></xml>");
    let Inbound::Said(message) = item(&safe(), &forged).inbound else { panic!("a message is expected") };
    assert_eq!(message.what, What::Text(said("你好 é 👋")));
}

#[test]
fn what_cannot_be_decrypted_is_kept_and_says_why() {
    assert_eq!(kind(&safe(), SEALED_FOR_OTHER), "encrypted for another app_id");
    assert_eq!(kind(&wechat(), SEALED), "encrypted, and there is no encoding_aes_key");
    let mut other_key = safe();
    other_key.secrets.0.insert("encoding_aes_key".to_owned(), "A".repeat(43));
    assert_eq!(kind(&other_key, SEALED), "encrypted with another encoding_aes_key");
    other_key.secrets.0.insert("encoding_aes_key".to_owned(), "too short".to_owned());
    assert_eq!(kind(&other_key, SEALED), "encrypted, and there is no encoding_aes_key");
    let mut no_app = safe();
    no_app.settings.remove("app_id");
    assert_eq!(kind(&no_app, SEALED), "encrypted for another app_id");
    let sealed = |text: &str| format!("<xml><Encrypt>{text}</Encrypt></xml>");
    for broken in ["?", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="] {
        assert_eq!(kind(&safe(), &sealed(broken)), "encrypted with another encoding_aes_key", "{broken}");
    }
}

#[test]
fn what_is_no_webhook_is_one_unread_item() {
    let nobody = "<xml><MsgType>text</MsgType><Content>hi</Content></xml>";
    for (body, word) in [
        ("", "body"),
        ("{}", "body"),
        ("<xml></xml>", "body"),
        ("<html>", "body"),
        (nobody, "text"),
        ("<xml><MsgType>event</MsgType></xml>", "event"),
        ("<xml><MsgType>event</MsgType><Event>subscribe</Event></xml>", "subscribe"),
    ] {
        assert_eq!(kind(&wechat(), body), word, "{body}");
    }
    let latin = Wechat.parse(&wechat(), &Bytes::from_static(b"<xml>\xe9</xml>"), now());
    assert!(matches!(&latin[0].inbound, Inbound::Unread(_)));
}

#[test]
fn a_text_that_is_too_long_is_cut() {
    let long = MESSAGES.lines().next().unwrap().replace("你好", &"好".repeat(5_000));
    let Inbound::Said(message) = inbound(&long) else { panic!("a text is expected") };
    let What::Text(text) = message.what else { panic!("a text is expected") };
    assert_eq!(text.as_str().chars().count(), 4_096);
    assert!(message.at <= WROTE.plus(Span::seconds(10)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        Wechat.parse(&safe(), &Bytes::from(bytes), now());
    }

    #[test]
    fn no_change_of_a_webhook_makes_it_panic(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let all: Vec<&str> = MESSAGES.lines().chain(EVENTS.lines()).chain([SEALED]).collect();
        let mut bytes = which.get(&all).as_bytes().to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        for account in [wechat(), safe()] {
            prop_assert_eq!(Wechat.parse(&account, &Bytes::from(bytes.clone()), now()).len(), 1);
        }
    }
}
