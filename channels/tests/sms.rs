//! Twilio: what comes in, what goes out, and what is made of refusals.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[allow(dead_code, reason = "each file of tests uses what it needs of the scene")]
mod scene;

use bytes::Bytes;
use frontdesk_channels::sms::Sms;
use frontdesk_channels::{
    Account, Adapter, Deed, EventId, Fetch, Finding, Hook, HttpRequest, HttpResponse, Inbound, Media,
    MediaKind, Method, Receipt, Refusal, RetryClass, Said, SendState, Signal, Step, Subject, Verdict, What,
};
use frontdesk_model::message::{Content, Delivery};
use frontdesk_model::time::Span;
use proptest::prelude::*;
use scene::{
    CONVERSATION, MESSAGE, NOW, answer, failed, file, fixture, fixtures, header, mutated, options, outbound,
    send, text, words,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const SETTINGS: [(&str, &str); 2] = [("account_sid", ACCOUNT), ("phone_number", "+1 555-000-9999")];
const SECRETS: [(&str, &str); 2] = [("auth_token", "12345"), ("shared_key_secret", "shared")];
/// Of `text.form` at this account's address, made with Twilio's own library (twilio 9.13 for Python).
const PLAIN: &str = "tgxH3X9XPofM2qGkgrDq2asD6ss=";
const WITH_PORT: &str = "fyr7n9fzNWICyJcHna0LqKIzGh4=";
const WITH_QUERY: &str = "jAkSI5qDLLi0QFw44RG/7bFafZg=";
const SHA256: &str = "rkC2SAoJVqhrqEE+GUlob5HLe+T0++woKLIXMqS+/nA=";
const NAMED: (&str, &str) =
    ("X-Twilio-Webhooks-Signature-Settings", "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256");

fn account() -> Account {
    scene::account(&Sms, &SETTINGS, &SECRETS)
}

fn with_service() -> Account {
    let settings = [SETTINGS[0], SETTINGS[1], ("messaging_service_sid", "MG01")];
    scene::account(&Sms, &settings, &SECRETS)
}

fn post(account: &Account, query: &str, headers: &[(&str, &str)]) -> Verdict {
    scene::call(&Sms, account, Method::Post, query, headers, &fixture("sms", "text.form"))
}

fn signed(account: &Account, signature: &str) -> Verdict {
    post(account, "", &[("X-Twilio-Signature", signature)])
}

fn read(name: &str) -> Inbound {
    scene::only(&Sms, &account(), &fixture("sms", &format!("{name}.form")))
}

fn said(name: &str) -> Said {
    match read(name) {
        Inbound::Said(said) => said,
        other => panic!("{name} says nothing: {other:?}"),
    }
}

fn ok(sid: &str) -> HttpResponse {
    answer(201, &json!({"sid": sid, "status": "queued", "error_code": null, "num_segments": "1"}))
}

fn refusal(status: u16, code: u64) -> HttpResponse {
    answer(status, &json!({"code": code, "message": "no", "status": status}))
}

/// The fields of a request, in their order.
fn fields(request: &HttpRequest) -> Vec<(String, String)> {
    let body = String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap();
    let read = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let escaped = (byte == b'%').then(|| [rest.next().unwrap(), rest.next().unwrap()]);
            let digits = escaped.map(|digits| String::from_utf8(digits.to_vec()).unwrap());
            bytes.push(digits.map_or(byte, |digits| u8::from_str_radix(&digits, 16).unwrap()));
        }
        String::from_utf8(bytes).unwrap()
    };
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (read(name), read(value))).unwrap();
    body.split('&').map(pair).collect()
}

fn field(request: &HttpRequest, name: &str) -> Vec<String> {
    let all = fields(request).into_iter();
    all.filter(|(field, _)| field == name).map(|(_, value)| value).collect()
}

#[test]
fn s7_what_twilios_own_library_signed_is_believed_and_nothing_else() {
    let account = account();
    assert!(matches!(signed(&account, PLAIN), Verdict::Take(answer)
        if answer.content_type == "text/xml" && answer.body == "<Response/>"));
    assert!(matches!(signed(&account, WITH_PORT), Verdict::Take(_)));
    let asked = post(&account, "conversation=1&message=2", &[("x-twilio-signature", WITH_QUERY)]);
    assert!(matches!(asked, Verdict::Take(_)));
    let sha256 = post(&account, "", &[("x-twilio-signature", SHA256), NAMED]);
    assert!(matches!(sha256, Verdict::Take(_)));
    for wrong in [WITH_QUERY, SHA256, "", "AAAA", "tgxH3X9XPofM2qGkgrDq2asD6sr="] {
        assert_eq!(signed(&account, wrong), Verdict::Refuse(Refusal::WrongSignature), "{wrong}");
    }
    assert_eq!(post(&account, "", &[]), Verdict::Refuse(Refusal::Unsigned));
    let downgraded = post(&account, "", &[("x-twilio-signature", PLAIN), NAMED]);
    assert_eq!(downgraded, Verdict::Refuse(Refusal::WrongSignature));
    let strange = [("x-twilio-signature", PLAIN), (NAMED.0, "algorithm=ROT13")];
    assert_eq!(post(&account, "", &strange), Verdict::Refuse(Refusal::WrongSignature));
}

#[test]
fn s7_a_flipped_bit_anywhere_is_seen() {
    let account = account();
    let body = fixture("sms", "text.form");
    for at in 0..body.len() {
        let mut flipped = body.to_vec();
        flipped[at] ^= 1;
        // The order of the fields is not signed, nor how their letters are written: only what they say.
        let verdict = scene::call(
            &Sms,
            &account,
            Method::Post,
            "",
            &[("x-twilio-signature", PLAIN)],
            &Bytes::from(flipped),
        );
        assert_eq!(verdict, Verdict::Refuse(Refusal::WrongSignature), "at {at}");
    }
}

#[test]
fn s7_an_account_without_its_secret_believes_nobody() {
    let bare = scene::account(&Sms, &SETTINGS, &[]);
    assert_eq!(signed(&bare, PLAIN), Verdict::Refuse(Refusal::NoSecret));
    let no_shared = scene::account(&Sms, &SETTINGS, &SECRETS[..1]);
    let verdict = post(&no_shared, "", &[("x-twilio-signature", SHA256), NAMED]);
    assert_eq!(verdict, Verdict::Refuse(Refusal::NoSecret));
    let get = scene::call(&Sms, &account(), Method::Get, "", &[("x-twilio-signature", PLAIN)], &Bytes::new());
    assert_eq!(get, Verdict::Refuse(Refusal::Malformed));
}

#[test]
fn a_port_in_the_address_is_no_matter() {
    let mut account = account();
    account.public_url = "https://desk.example.org:443".to_owned();
    assert!(matches!(signed(&account, PLAIN), Verdict::Take(_)));
    assert!(matches!(signed(&account, WITH_PORT), Verdict::Take(_)));
    account.public_url = "https://desk.example.org:8443".to_owned();
    assert!(matches!(signed(&account, PLAIN), Verdict::Take(_)), "some proxies hide the port from Twilio");
    account.public_url = "http://desk.example.org".to_owned();
    assert_eq!(signed(&account, PLAIN), Verdict::Refuse(Refusal::WrongSignature));
}

#[test]
fn a_text_is_read_with_all_that_is_told_of_its_writer() {
    let items = Sms.parse(&account(), &fixture("sms", "text.form"), NOW);
    assert_eq!(items[0].account.as_deref(), Some("+1 555-000-9999"), "as the admin wrote it");
    let said = said("text");
    assert_eq!(said.what, What::Text(words("Où est ma commande ? 📦 & plus + tard")));
    assert_eq!(said.event, EventId::of(&["message", "SM00000000000000000000000000000001"]));
    assert_eq!(
        (said.from.address.as_str(), said.from.phone.as_deref()),
        ("+15550001111", Some("+15550001111"))
    );
    assert_eq!(said.from.facts["FromCountry"], "US");
    assert_eq!(said.from.facts["FromZip"], "62701");
    assert_eq!(said.at, NOW);
    let short = self::said("short_number");
    assert_eq!((short.from.address.as_str(), short.from.phone), ("55501", None));
}

#[test]
fn s1_14_another_number_is_another_account_unless_a_service_has_them_all() {
    let body = fixture("sms", "text.form");
    let other = Bytes::from(String::from_utf8(body.to_vec()).unwrap().replace("9999", "8888"));
    assert_eq!(Sms.parse(&account(), &other, NOW)[0].account.as_deref(), Some("+15550008888"));
    assert_eq!(Sms.parse(&with_service(), &other, NOW)[0].account, None);
}

#[test]
fn a_code_is_taken_out_of_the_text() {
    let linked = said("link");
    assert_eq!(linked.what, What::Text(words("Hello")));
    assert_eq!(linked.link.as_deref(), Some("ABCDEFGHIJKLMNOPQRSTUV2345"));
    match read("link_only") {
        Inbound::Did(did) => {
            let link = Some("ABCDEFGHIJKLMNOPQRSTUV2345".to_owned());
            assert_eq!(did.deed, Deed::Opened { link });
        }
        other => panic!("{other:?}"),
    }
    let link = Sms.deep_link(&account(), "ABCDEFGHIJKLMNOPQRSTUV2345").unwrap();
    assert_eq!(link.url, "sms:+15550009999?&body=%5Bref%3AABCDEFGHIJKLMNOPQRSTUV2345%5D");
}

#[test]
fn files_come_with_their_addresses_and_only_twilio_is_shown_who_we_are() {
    let What::Media { media, caption } = said("picture").what else { panic!("no files") };
    assert_eq!(caption, Some(words("It is broken")));
    assert_eq!((media.len(), media[0].kind, media[1].kind), (2, MediaKind::Image, MediaKind::File));
    assert_eq!(media[1].media_type.as_deref(), Some("text/x-vcard"));
    let download = |media: &Media| match Sms.fetch(&account(), media, None) {
        Fetch::Download(request) => request,
        other => panic!("{other:?}"),
    };
    let request = download(&media[0]);
    assert!(request.url.ends_with("/Messages/MM1/Media/ME1"));
    let sid_and_token = "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMToxMjM0NQ==";
    assert_eq!(header(&request, "authorization"), Some(sid_and_token));
    let foreign = Media { handle: "https://api.twilio.com.evil.example/a".to_owned(), ..media[0].clone() };
    assert_eq!(header(&download(&foreign), "authorization"), None);
}

#[test]
fn whoever_opts_out_has_stopped_and_a_yes_is_an_answer_as_well() {
    match read("stop") {
        Inbound::Did(did) => assert_eq!(did.deed, Deed::Stopped),
        other => panic!("{other:?}"),
    }
    let items = Sms.parse(&account(), &fixture("sms", "start.form"), NOW);
    match (&items[0].inbound, &items[1].inbound) {
        (Inbound::Did(did), Inbound::Said(said)) => {
            assert_eq!((&did.deed, &said.what), (&Deed::Resumed, &What::Text(words("YES"))));
            assert_ne!(did.event, said.event);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(said("help").what, What::Text(words("HELP")));
    assert_eq!(said("empty").what, What::Unsupported { kind: "empty".to_owned() });
}

#[test]
fn whatsapp_through_twilio_has_names_buttons_and_places() {
    let pressed = said("whatsapp");
    let (option, label) = ("yes".to_owned(), words("Yes"));
    assert_eq!(pressed.what, What::Chosen { message: MESSAGE, option, label });
    assert_eq!(pressed.from.address.as_str(), "whatsapp:+15550001111");
    assert_eq!(
        (pressed.from.name.as_deref(), pressed.from.phone.as_deref()),
        (Some("Ana Löwe"), Some("+15550001111"))
    );
    assert_eq!(pressed.reply_to.as_deref(), Some("SM00000000000000000000000000000099"));
    let place = "📍 Tour, 5 Av. Anatole\nhttps://maps.google.com/?q=48.8584,2.2945";
    assert_eq!(said("whatsapp_place").what, What::Text(words(place)));
}

#[test]
fn statuses_speak_of_a_message_by_our_reference_or_by_theirs() {
    let receipt = |name: &str| match read(name) {
        Inbound::Receipt(receipt) => receipt,
        other => panic!("{name}: {other:?}"),
    };
    let theirs = Subject::Theirs(EventId::new("SM000000000000000000000000000000aa").unwrap());
    for (name, delivery) in [
        ("status_queued", Delivery::Queued),
        ("status_sent", Delivery::Sent),
        ("status_delivered", Delivery::Delivered),
        ("status_read", Delivery::Read),
    ] {
        let Receipt { of, delivery: told, .. } = receipt(name);
        assert_eq!((of, told), (theirs.clone(), delivery));
    }
    let failure = |name: &str| match receipt(name).delivery {
        Delivery::Failed { code, retryable, .. } => (code, retryable),
        other => panic!("{other:?}"),
    };
    assert_eq!(failure("status_failed"), ("30003".to_owned(), true));
    assert_eq!(failure("status_opted_out"), ("21610".to_owned(), false));
    assert!(matches!(read("status_strange"), Inbound::Unread(_)));
    assert!(matches!(read("no_message"), Inbound::Unread(_)));

    // The reference stands in the address, which is kept with the body.
    let body = fixture("sms", "status_delivered.form");
    let query = format!("conversation={CONVERSATION}&message={MESSAGE}");
    let hook = Hook { method: Method::Post, query: &query, headers: &[], body: &body, now: NOW };
    match scene::only(&Sms, &account(), &Sms.kept(&hook)) {
        Inbound::Receipt(receipt) => {
            assert_eq!(receipt.of, Subject::Ours { conversation: CONVERSATION, message: MESSAGE });
        }
        other => panic!("{other:?}"),
    }
    let plain = Hook { query: "", ..hook };
    assert_eq!(Sms.kept(&plain), body);
}

#[test]
fn a_text_goes_with_our_reference_in_the_address_of_its_reports() {
    let (requests, end) = send(&Sms, &account(), &outbound("+15550001111", text("Hi & bye é")), [ok("SM1")]);
    assert_eq!(end, Step::Sent { ids: vec!["SM1".to_owned()] });
    let url = format!("https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    assert_eq!(requests[0].url, url);
    let callback = format!(
        "https://desk.example.org/webhooks/0000000003e8010101010101?conversation={CONVERSATION}&message={MESSAGE}"
    );
    let expected = [
        ("To", "+15550001111"),
        ("From", "+15550009999"),
        ("Body", "Hi & bye é"),
        ("StatusCallback", callback.as_str()),
    ];
    assert_eq!(fields(&requests[0]), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(header(&requests[0], "authorization").unwrap().starts_with("Basic "));
}

#[test]
fn s1_13_it_goes_from_the_service_or_the_number_of_the_account() {
    let sent = |account: &Account, to: &str| {
        let (requests, _) = send(&Sms, account, &outbound(to, text("Hi")), [ok("SM1")]);
        (field(&requests[0], "From"), field(&requests[0], "MessagingServiceSid"))
    };
    assert_eq!(sent(&with_service(), "+15550001111"), (vec![], vec!["MG01".to_owned()]));
    let whatsapp = vec!["whatsapp:+15550009999".to_owned()];
    assert_eq!(sent(&account(), "whatsapp:+15550001111"), (whatsapp, vec![]));
    let settings = [SETTINGS[0], SETTINGS[1], ("api_key_sid", "SK1")];
    let keyed = scene::account(&Sms, &settings, &[("auth_token", "12345"), ("api_key_secret", "s")]);
    let (requests, _) = send(&Sms, &keyed, &outbound("+15550001111", text("Hi")), [ok("SM1")]);
    assert_eq!(header(&requests[0], "authorization"), Some("Basic U0sxOnM="));
}

#[test]
fn a_long_text_goes_in_parts() {
    let body = format!("{} {}", "a".repeat(1_600), "b".repeat(10));
    let message = outbound("+15550001111", text(&body));
    let (requests, end) = send(&Sms, &account(), &message, [ok("SM1"), ok("SM2")]);
    assert_eq!(end, Step::Sent { ids: vec!["SM1".to_owned(), "SM2".to_owned()] });
    assert_eq!(field(&requests[0], "Body"), ["a".repeat(1_600)]);
    assert_eq!(field(&requests[1], "Body"), ["b".repeat(10)]);
    let done = SendState { parts: 2, ids: vec!["SM1".to_owned()], ..SendState::default() };
    assert!(matches!(Sms.step(&account(), &message, &done, None), Step::Sent { .. }));
}

#[test]
fn options_are_numbered() {
    let content = options("Is it you?", &[("yes", "Yes"), ("no", "No")]);
    let (requests, _) = send(&Sms, &account(), &outbound("+15550001111", content), [ok("SM1")]);
    assert_eq!(field(&requests[0], "Body"), ["Is it you?\n1. Yes\n2. No"]);
}

#[test]
fn s1_48_pictures_go_together_in_north_america_and_as_links_elsewhere() {
    let content = || Content::Files {
        files: vec![
            file(1, "a.jpg", "image/jpeg", 2_000_000),
            file(2, "b.png", "image/png", 2_000_000),
            file(3, "c.gif", "image/gif", 2_000_000),
            file(4, "bill.pdf", "application/pdf", 1_000),
            file(5, "film.mp4", "video/mp4", 700_000),
        ],
        caption: Some(words("Look")),
    };
    let answers = || [ok("MM1"), ok("MM2"), ok("SM3")];
    let (requests, end) = send(&Sms, &account(), &outbound("+15550001111", content()), answers());
    assert_eq!(end, Step::Sent { ids: ["MM1", "MM2", "SM3"].map(str::to_owned).to_vec() });
    let link = |number: u8| format!("https://desk.example.org/f/{number}");
    assert_eq!(field(&requests[0], "Body"), ["Look"]);
    assert_eq!(field(&requests[0], "MediaUrl"), [link(1), link(2)], "5 MB in all");
    assert_eq!((field(&requests[1], "MediaUrl"), field(&requests[1], "Body")), (vec![link(3)], vec![]));
    let links = format!("bill.pdf (1.0 kB): {}\nfilm.mp4 (700.0 kB): {}", link(4), link(5));
    assert_eq!(field(&requests[2], "Body"), [links]);
    let (requests, _) = send(&Sms, &account(), &outbound("+335550001111", content()), [ok("SM1")]);
    assert!(field(&requests[0], "MediaUrl").is_empty());
    assert!(field(&requests[0], "Body")[0].starts_with("Look\na.jpg (2.0 MB): https://"));
}

#[test]
fn each_refusal_has_its_class() {
    use RetryClass::{Auth, Content, RecipientGone, ThrottledAccount, Transient, Unknown, Window};
    let mut slow = refusal(429, 20_429);
    slow.headers.push(frontdesk_channels::Header::new("Retry-After", "7"));
    let mut table = vec![
        (slow, ThrottledAccount { after: Some(Span::seconds(7)) }),
        (answer(429, &Value::Null), ThrottledAccount { after: None }),
        (answer(401, &Value::Null), Auth),
        (answer(404, &Value::Null), Auth),
        (answer(503, &Value::Null), Transient),
        (answer(400, &json!({"code": 99_999, "message": "?"})), Content),
        (answer(201, &Value::Null), Unknown),
        (answer(201, &json!({"sid": "SM1", "status": "failed", "error_code": 30_004})), Content),
    ];
    let codes = [
        (vec![30_001, 30_022, 63_018], ThrottledAccount { after: None }),
        (vec![21_211, 21_614, 21_612, 30_005, 30_006, 21_610, 63_024], RecipientGone),
        (vec![30_003, 30_008], Transient),
        (vec![21_408, 21_617, 30_004, 30_007, 30_034], Content),
        (vec![20_003, 21_606], Auth),
        (vec![63_016], Window),
    ];
    for (codes, class) in codes {
        table.extend(codes.into_iter().map(|code| (refusal(400, code), class)));
    }
    for (response, class) in table {
        let (_, end) = send(&Sms, &account(), &outbound("+15550001111", text("Hi")), [response.clone()]);
        assert_eq!(failed(&end), class, "{:?}", response.json());
    }
}

#[test]
fn the_doctor_sees_the_account_and_where_messages_go() {
    let account = account();
    let checks = Sms.checks(&account);
    assert_eq!(checks.iter().map(|check| check.name).collect::<Vec<_>>(), ["token", "webhook"]);
    assert!(checks[1].request.url.ends_with("/IncomingPhoneNumbers.json?PhoneNumber=%2B15550009999"));
    let judge = |name, body: Value| Sms.judge(&account, name, &answer(200, &body));
    let owner = |status: &str, kind: &str| json!({"friendly_name": "Acme", "status": status, "type": kind});
    assert_eq!(judge("token", owner("active", "Full")), Finding::Right("Acme".to_owned()));
    assert!(matches!(judge("token", owner("active", "Trial")), Finding::Doubtful(_)));
    assert!(matches!(judge("token", owner("suspended", "Full")), Finding::Wrong(_)));
    let url = account.webhook_url();
    let number = |sms: bool, url: &str| json!({"incoming_phone_numbers": [{"capabilities": {"sms": sms}, "sms_url": url}]});
    assert_eq!(judge("webhook", number(true, &url)), Finding::Right(url.clone()));
    for wrong in [number(false, &url), number(true, "https://other.example"), number(true, ""), json!({})] {
        assert!(matches!(judge("webhook", wrong), Finding::Wrong(_)));
    }
    match Sms.judge(&account, "token", &refusal(401, 20_003)) {
        Finding::Wrong(error) => assert_eq!(error.class, RetryClass::Auth),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_messaging_service_is_told_where_we_are() {
    let account = with_service();
    let requests = Sms.subscribe(&account);
    assert_eq!(requests[0].url, "https://messaging.twilio.com/v1/Services/MG01");
    assert_eq!(field(&requests[0], "InboundRequestUrl"), [account.webhook_url()]);
    assert!(Sms.subscribe(&self::account()).is_empty(), "a number's webhook is set by hand");
    let judge = |body: Value| Sms.judge(&account, "webhook", &answer(200, &body));
    let well = json!({"inbound_request_url": account.webhook_url()});
    assert_eq!(judge(well), Finding::Right(account.webhook_url()));
    assert!(matches!(judge(json!({"use_inbound_webhook_on_number": true})), Finding::Doubtful(_)));
    let to = frontdesk_channels::Address::new("+15550001111").unwrap();
    assert!(Sms.signal(&account, &to, &BTreeMap::new(), Signal::Typing).is_none());
}

proptest! {
    #[test]
    fn nothing_that_comes_breaks_the_reader(body in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!Sms.parse(&account(), &Bytes::from(body), NOW).is_empty());
    }

    #[test]
    fn no_change_of_a_real_call_breaks_the_reader(
        which in 0_usize..40, at in 0_usize..2_000, with in "[a-zA-Z0-9%=&+]{0,4}", without in 0_usize..20,
    ) {
        let all = fixtures("sms");
        let body = mutated(&all[which % all.len()].1, at, with.as_bytes(), without);
        prop_assert!(!Sms.parse(&account(), &body, NOW).is_empty());
    }
}
