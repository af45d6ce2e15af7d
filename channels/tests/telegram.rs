//! Telegram: what comes in, what goes out, and what is made of refusals.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[allow(dead_code, reason = "each file of tests uses what it needs of the scene")]
mod scene;

use bytes::Bytes;
use frontdesk_channels::telegram::Telegram;
use frontdesk_channels::{
    Account, Adapter, Address, Deed, Fetch, Finding, Inbound, Media, MediaKind, Method, Refusal, Repeat,
    RetryClass, Said, SendState, Signal, Step, Verdict, What,
};
use frontdesk_model::message::{Card, CardButton, Content};
use frontdesk_model::time::{Span, Timestamp};
use proptest::prelude::*;
use scene::{
    MESSAGE, NOW, answer, failed, file, fixture, fixtures, form, json, mutated, options, outbound, send,
    text, words,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const TOKEN: &str = "15550001:a-token-of-tests";

fn account() -> Account {
    scene::account(&Telegram, &[("bot_username", "@acme_bot")], &[("bot_token", TOKEN)])
}

/// The secret with which Telegram was told to call.
fn secret(account: &Account) -> String {
    json(&Telegram.subscribe(account)[0])["secret_token"].as_str().unwrap().to_owned()
}

fn post(account: &Account, headers: &[(&str, &str)]) -> Verdict {
    scene::call(&Telegram, account, Method::Post, "", headers, &fixture("telegram", "text.json"))
}

fn read(name: &str) -> Inbound {
    scene::only(&Telegram, &account(), &fixture("telegram", &format!("{name}.json")))
}

fn said(name: &str) -> Said {
    match read(name) {
        Inbound::Said(said) => said,
        other => panic!("{name} says nothing: {other:?}"),
    }
}

fn unread(name: &str) -> String {
    match read(name) {
        Inbound::Unread(unread) => unread.kind,
        other => panic!("{name} was read: {other:?}"),
    }
}

fn ok(message: u64) -> frontdesk_channels::HttpResponse {
    answer(200, &json!({"ok": true, "result": {"message_id": message, "chat": {"id": 7001}}}))
}

fn refusal(status: u16, words: &str) -> frontdesk_channels::HttpResponse {
    answer(status, &json!({"ok": false, "error_code": status, "description": words}))
}

#[test]
fn s7_only_whoever_knows_the_secret_is_believed() {
    let account = account();
    let secret = secret(&account);
    let header = "X-Telegram-Bot-Api-Secret-Token";
    assert!(matches!(post(&account, &[(header, &secret)]), Verdict::Take(_)));
    for at in 0..secret.len() {
        let mut flipped = secret.clone().into_bytes();
        flipped[at] ^= 1;
        let flipped = String::from_utf8(flipped).unwrap();
        let verdict = post(&account, &[(header, &flipped)]);
        assert_eq!(verdict, Verdict::Refuse(Refusal::WrongSignature));
    }
    assert_eq!(post(&account, &[]), Verdict::Refuse(Refusal::Unsigned));
    assert_eq!(post(&account, &[(header, "")]), Verdict::Refuse(Refusal::WrongSignature));
    let nothing = scene::account(&Telegram, &[], &[]);
    assert_eq!(post(&nothing, &[(header, "")]), Verdict::Refuse(Refusal::NoSecret));
    let get = scene::call(&Telegram, &account, Method::Get, "", &[(header, &secret)], &Bytes::new());
    assert_eq!(get, Verdict::Refuse(Refusal::Malformed));
}

#[test]
fn the_secret_is_the_admins_or_follows_from_the_token() {
    let mine = scene::account(&Telegram, &[], &[("bot_token", TOKEN), ("secret_token", "Chosen_1")]);
    assert_eq!(secret(&mine), "Chosen_1");
    assert!(matches!(post(&mine, &[("x-telegram-bot-api-secret-token", "Chosen_1")]), Verdict::Take(_)));
    let made = secret(&account());
    assert!(made.len() == 64 && !made.contains(TOKEN) && made == secret(&account()));
    let mut elsewhere = account();
    elsewhere.integration = frontdesk_model::id::IntegrationId::new(Timestamp::from_millis(2), [9; 6]);
    assert_ne!(made, secret(&elsewhere), "a secret of one address opens no other");
}

#[test]
fn a_text_is_read_with_all_that_is_told_of_its_writer() {
    let said = said("text");
    assert_eq!(said.event.bytes().as_ref(), b"update:101");
    assert_eq!(said.what, What::Text(words("Bonjour, où est ma commande ? 📦")));
    assert_eq!((said.id.as_deref(), said.reply_to.as_deref()), (Some("7001:10"), Some("7001:4")));
    assert_eq!(said.at, Timestamp::from_millis(1_767_225_600_000));
    assert_eq!(said.from.address.as_str(), "7001");
    assert_eq!((said.from.name.as_deref(), said.from.locale.as_deref()), (Some("Ana Löwe"), Some("fr")));
    assert_eq!(said.from.facts["username"], "ana_l");
    assert_eq!(said.from.facts["is_premium"], "true");
}

#[test]
fn a_link_brings_its_code_and_no_words() {
    let opened = |name| match read(name) {
        Inbound::Did(did) => (did.deed, did.from.address),
        other => panic!("{other:?}"),
    };
    let code = Some("ABCDEFGHIJKLMNOPQRSTUV2345".to_owned());
    let address = Address::new("7001").unwrap();
    assert_eq!(opened("start_code"), (Deed::Opened { link: code }, address.clone()));
    assert_eq!(opened("start"), (Deed::Opened { link: None }, address));
    let link = Telegram.deep_link(&account(), "ABCDEFGHIJKLMNOPQRSTUV2345").unwrap();
    assert_eq!(link.url, "https://t.me/acme_bot?start=ABCDEFGHIJKLMNOPQRSTUV2345");
    assert_eq!(link.type_this, None);
    assert!(Telegram.deep_link(&scene::account(&Telegram, &[], &[]), "A").is_none());
}

#[test]
fn every_kind_of_file_is_found() {
    let table = [
        ("photo", "large", MediaKind::Image, None, "image/jpeg"),
        ("document", "doc1", MediaKind::File, Some("facture.pdf"), "application/pdf"),
        ("voice", "voice1", MediaKind::Audio, None, "audio/ogg"),
        ("video_note", "note1", MediaKind::Video, None, "video/mp4"),
        ("animation", "anim1", MediaKind::Video, Some("a.mp4"), "video/mp4"),
        ("sticker", "st1", MediaKind::Sticker, None, "image/webp"),
    ];
    for (name, handle, kind, file, media_type) in table {
        let What::Media { media, caption } = said(name).what else { panic!("{name} is no file") };
        let (handle, media_type) = (handle.to_owned(), Some(media_type.to_owned()));
        assert_eq!(media, [Media { handle, kind, name: file.map(str::to_owned), media_type }], "{name}");
        assert_eq!(caption.is_some(), name == "photo");
    }
}

#[test]
fn what_is_no_text_and_no_file_is_told_in_words() {
    for (name, text) in [
        ("sticker_animated", "🎉"),
        ("location", "📍 https://maps.google.com/?q=48.8584,2.2945"),
        ("venue", "📍 Tour, 5 Av. Anatole\nhttps://maps.google.com/?q=48.8584,2.2945"),
        ("contact_own", "👤 Ana Löwe\n+15550001111"),
        ("contact_other", "👤 Bo\n+15550002222"),
        ("dice", "🎲 4"),
    ] {
        assert_eq!(said(name).what, What::Text(words(text)), "{name}");
    }
    assert_eq!(said("contact_own").from.phone.as_deref(), Some("+15550001111"), "one's own number is known");
    assert_eq!(said("contact_other").from.phone, None);
}

#[test]
fn what_cannot_be_shown_is_kept_as_said_and_what_nobody_said_is_not() {
    assert_eq!(said("poll").what, What::Unsupported { kind: "poll".to_owned() });
    assert_eq!(said("hologram").what, What::Unsupported { kind: "hologram".to_owned() });
    assert_eq!(unread("pinned"), "pinned_message");
    assert_eq!(unread("group"), "group_message");
    assert_eq!(unread("unknown"), "holiday_greeting");
    for (body, kind) in [("no json", "not_json"), ("[]", "no_update_id"), (r#"{"update_id":5}"#, "empty")] {
        match scene::only(&Telegram, &account(), &Bytes::from(body)) {
            Inbound::Unread(unread) => assert_eq!(unread.kind, kind),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_button_tells_which_option_of_which_message() {
    let pressed = said("callback");
    let (option, label) = ("step-1:yes".to_owned(), words("Oui ✓"));
    assert_eq!(pressed.what, What::Chosen { message: MESSAGE, option, label });
    assert_eq!(pressed.reply_to.as_deref(), Some("7001:12"));
    assert_eq!(pressed.at, NOW, "a press has no time of its own");
    assert_eq!(said("callback_foreign").what, What::Text(words("Menu")));
    let taken =
        Telegram.signal(&account(), &pressed.from.address, &pressed.from.memo, Signal::Taken).unwrap();
    assert!(taken.url.ends_with("/answerCallbackQuery"));
    assert_eq!(json(&taken), json!({"callback_query_id": "4382bfdwdsb"}));
    let nothing = Telegram.signal(&account(), &pressed.from.address, &BTreeMap::new(), Signal::Taken);
    assert!(nothing.is_none());
}

#[test]
fn deeds_are_edits_reactions_and_blocking() {
    let did = |name| match read(name) {
        Inbound::Did(did) => (did.deed, did.at.millis() / 1_000),
        other => panic!("{other:?}"),
    };
    let (of, text) = ("7001:11".to_owned(), words("Bonjour, où est ma commande 42 ?"));
    assert_eq!(did("edited"), (Deed::Edited { of, text }, 1_767_225_660));
    assert_eq!(did("blocked"), (Deed::Stopped, 1_767_225_700));
    assert_eq!(did("unblocked"), (Deed::Resumed, 1_767_225_800));
    let of = || "7001:12".to_owned();
    assert_eq!(did("reaction"), (Deed::Reacted { of: of(), emoji: Some("❤".to_owned()) }, 1_767_225_900));
    assert_eq!(did("reaction_gone"), (Deed::Reacted { of: of(), emoji: None }, 1_767_225_910));
}

#[test]
fn an_update_that_comes_again_has_the_same_id_and_all_others_have_another() {
    let id = |body: &Bytes| match scene::only(&Telegram, &account(), body) {
        Inbound::Said(said) => said.event,
        Inbound::Did(did) => did.event,
        Inbound::Unread(unread) => unread.event,
        other => panic!("{other:?}"),
    };
    let all = fixtures("telegram");
    let ids: std::collections::HashSet<_> = all.iter().map(|(_, body)| id(body)).collect();
    assert_eq!(ids.len(), all.len());
    assert!(all.iter().all(|(_, body)| ids.contains(&id(body))));
}

#[test]
fn a_text_goes_without_markup() {
    let (requests, end) = send(&Telegram, &account(), &outbound("7001", text("1 < 2 & *é*")), [ok(55)]);
    assert_eq!(end, Step::Sent { ids: vec!["7001:55".to_owned()] });
    assert_eq!(requests[0].url, format!("https://api.telegram.org/bot{TOKEN}/sendMessage"));
    assert_eq!(json(&requests[0]), json!({"chat_id": 7001, "text": "1 < 2 & *é*"}));
    assert!(!format!("{:?}", requests[0]).contains("15550001"), "the address is a secret");
}

#[test]
fn a_long_text_goes_in_parts_of_which_each_waits_for_the_one_before() {
    let long = format!("{} {}", "é".repeat(2_000), "😀".repeat(1_500));
    let message = outbound("7001", text(&long));
    let (requests, end) = send(&Telegram, &account(), &message, [ok(1), ok(2)]);
    assert_eq!(end, Step::Sent { ids: vec!["7001:1".to_owned(), "7001:2".to_owned()] });
    let sent = |at: usize| json(&requests[at])["text"].as_str().unwrap().to_owned();
    assert_eq!((sent(0), sent(1)), ("é".repeat(2_000), "😀".repeat(1_500)));
    // After a failure in the middle only the rest is asked for.
    let done = SendState { parts: 1, ids: vec!["7001:1".to_owned()], ..SendState::default() };
    match Telegram.step(&account(), &message, &done, None) {
        Step::Ask { request, repeat } => {
            assert_eq!(json(&request)["text"], Value::from("😀".repeat(1_500)));
            assert_eq!(repeat, Repeat::Unsafe);
        }
        other => panic!("{other:?}"),
    }
    let exact = outbound("7001", text(&"x".repeat(4_096)));
    assert_eq!(send(&Telegram, &account(), &exact, [ok(1)]).0.len(), 1);
}

#[test]
fn options_are_buttons_that_carry_which_they_are() {
    let content = options("Is it you?", &[("step-1:yes", "Yes"), ("step-1:no", "No")]);
    let (requests, _) = send(&Telegram, &account(), &outbound("7001", content), [ok(5)]);
    let button = |label: &str, id: &str| json!([{"text": label, "callback_data": format!("{MESSAGE}:{id}")}]);
    let keyboard = json!([button("Yes", "step-1:yes"), button("No", "step-1:no")]);
    let expected =
        json!({"chat_id": 7001, "text": "Is it you?", "reply_markup": {"inline_keyboard": keyboard}});
    assert_eq!(json(&requests[0]), expected);
}

#[test]
fn options_that_no_button_can_carry_are_numbered() {
    let long = "x".repeat(40);
    let content = options("Which?", &[(&long, "Red"), ("b", "Blue")]);
    let (requests, _) = send(&Telegram, &account(), &outbound("7001", content), [ok(5)]);
    assert_eq!(json(&requests[0]), json!({"chat_id": 7001, "text": "Which?\n1. Red\n2. Blue"}));
    let content = options("Which?", &[("a", &"l".repeat(65)), ("b", "Blue")]);
    let (requests, _) = send(&Telegram, &account(), &outbound("7001", content), [ok(5)]);
    assert!(json(&requests[0]).get("reply_markup").is_none());
}

#[test]
fn a_carousel_keeps_its_buttons_under_its_words() {
    let reply = CardButton::Reply { id: "buy".to_owned(), label: "Buy".to_owned() };
    let link = CardButton::Link { label: "More".to_owned(), url: "https://example.org/1".to_owned() };
    let card = Card { title: "Lamp".to_owned(), description: None, image: None, buttons: vec![reply, link] };
    let content = Content::Carousel { text: Some(words("Look")), cards: vec![card] };
    let (requests, _) = send(&Telegram, &account(), &outbound("7001", content), [ok(5)]);
    let sent = json(&requests[0]);
    assert_eq!(sent["text"], "Look\n\n(1/1) Lamp\nMore: https://example.org/1");
    assert_eq!(sent["reply_markup"]["inline_keyboard"][0][0]["text"], "Buy");
}

#[test]
fn s1_48_files_are_uploaded_as_what_they_are() {
    for (media_type, size, method, field) in [
        ("image/jpeg", 1_000, "sendPhoto", "photo"),
        ("image/png", 11 << 20, "sendDocument", "document"),
        ("image/gif", 1_000, "sendAnimation", "animation"),
        ("image/svg+xml", 1_000, "sendDocument", "document"),
        ("video/mp4", 1_000, "sendVideo", "video"),
        ("video/webm", 1_000, "sendDocument", "document"),
        ("audio/ogg", 1_000, "sendVoice", "voice"),
        ("audio/mpeg", 1_000, "sendAudio", "audio"),
        ("application/pdf", 1_000, "sendDocument", "document"),
    ] {
        let files = vec![file(1, "a.bin", media_type, size)];
        let content = Content::Files { files, caption: Some(words("Here")) };
        let (requests, end) = send(&Telegram, &account(), &outbound("7001", content), [ok(9)]);
        assert!(requests[0].url.ends_with(method), "{media_type}");
        let expected =
            ["chat_id=7001".to_owned(), "caption=Here".to_owned(), format!("{field}=@a.bin {media_type}")];
        assert_eq!(form(&requests[0]), expected);
        assert_eq!(end, Step::Sent { ids: vec!["7001:9".to_owned()] });
    }
}

#[test]
fn a_file_that_is_too_large_is_a_link_and_a_long_caption_comes_after() {
    let files = vec![file(1, "film.mp4", "video/mp4", (50 << 20) + 1), file(2, "a.jpg", "image/jpeg", 10)];
    let content = Content::Files { files, caption: Some(words(&"c".repeat(1_025))) };
    let (requests, _) = send(&Telegram, &account(), &outbound("7001", content), [ok(1), ok(2)]);
    assert_eq!(form(&requests[0]), ["chat_id=7001", "photo=@a.jpg image/jpeg"]);
    let text = json(&requests[1])["text"].as_str().unwrap().to_owned();
    assert_eq!(text, format!("{}\nfilm.mp4 (52.5 MB): https://desk.example.org/f/1", "c".repeat(1_025)));
}

#[test]
fn a_picture_that_is_refused_as_such_goes_as_a_file_once() {
    let content = Content::Files { files: vec![file(1, "a.png", "image/png", 10)], caption: None };
    let message = outbound("7001", content);
    let no = || refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS");
    let (requests, end) = send(&Telegram, &account(), &message, [no(), ok(3)]);
    assert!(requests[0].url.ends_with("sendPhoto") && requests[1].url.ends_with("sendDocument"));
    assert_eq!(end, Step::Sent { ids: vec!["7001:3".to_owned()] });
    assert_eq!(failed(&send(&Telegram, &account(), &message, [no(), no()]).1), RetryClass::Content);
}

#[test]
fn each_refusal_has_its_class() {
    use RetryClass::{Auth, Content, RecipientGone, ThrottledConversation, Transient, Unknown};
    let throttled = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 5",
               "parameters": {"retry_after": 5}});
    let table = [
        (refusal(401, "Unauthorized"), Auth),
        (refusal(404, "Not Found"), Auth),
        (refusal(403, "Forbidden: bot was blocked by the user"), RecipientGone),
        (refusal(403, "Forbidden: user is deactivated"), RecipientGone),
        (refusal(400, "Bad Request: chat not found"), RecipientGone),
        (refusal(400, "Bad Request: message text is empty"), Content),
        (refusal(413, "Request Entity Too Large"), Content),
        (refusal(409, "Conflict: terminated by other getUpdates request"), Transient),
        (refusal(500, "Internal Server Error"), Transient),
        (answer(429, &throttled), ThrottledConversation { after: Some(Span::seconds(5)) }),
        (refusal(429, "Too Many Requests"), ThrottledConversation { after: None }),
        (answer(502, &Value::Null), Transient),
        (answer(200, &json!({"ok": true})), Unknown),
        (answer(200, &Value::Null), Unknown),
    ];
    for (response, class) in table {
        let (_, end) = send(&Telegram, &account(), &outbound("7001", text("Hi")), [response.clone()]);
        assert_eq!(failed(&end), class, "{response:?}");
    }
    let blocked = refusal(403, "Forbidden: bot was blocked by the user");
    match send(&Telegram, &account(), &outbound("7001", text("Hi")), [blocked]).1 {
        Step::Failed(error) => {
            assert_eq!(
                (error.code.as_str(), error.text.as_str()),
                ("403", "Forbidden: bot was blocked by the user")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_is_asked_for_and_then_loaded() {
    let What::Media { media, .. } = said("photo").what else { panic!("no file") };
    let Fetch::Ask(ask) = Telegram.fetch(&account(), &media[0], None) else { panic!("nothing asked") };
    assert_eq!(json(&ask), json!({"file_id": "large"}));
    let at =
        |path: &str| answer(200, &json!({"ok": true, "result": {"file_id": "large", "file_path": path}}));
    let after = |response| Telegram.fetch(&account(), &media[0], Some(&response));
    match after(at("photos/file 5.jpg")) {
        Fetch::Download(request) => {
            let expected = format!("https://api.telegram.org/file/bot{TOKEN}/photos/file%205.jpg");
            assert_eq!(request.url, expected);
        }
        other => panic!("{other:?}"),
    }
    for path in ["../../etc/passwd", "/var/lib/x", "", "a//b"] {
        assert!(matches!(after(at(path)), Fetch::Failed(_)), "{path}");
    }
    match after(refusal(400, "Bad Request: file is too big")) {
        Fetch::Failed(error) => assert_eq!(error.class, RetryClass::Content),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bot_that_is_connected_is_told_where_we_are() {
    let account = account();
    let requests = Telegram.subscribe(&account);
    assert!(requests[0].url.ends_with("/setWebhook"));
    let set = json(&requests[0]);
    assert_eq!(set["url"], format!("https://desk.example.org/webhooks/{}", account.integration));
    assert_eq!(set["allowed_updates"].as_array().unwrap().len(), 5);
    assert!(Telegram.subscribe(&scene::account(&Telegram, &[], &[])).is_empty());
}

#[test]
fn the_doctor_sees_whose_token_it_is_and_where_updates_go() {
    let account = account();
    let names: Vec<_> = Telegram.checks(&account).into_iter().map(|check| check.name).collect();
    assert_eq!(names, ["token", "webhook"]);
    let judge = |name, result: Value| {
        Telegram.judge(&account, name, &answer(200, &json!({"ok": true, "result": result})))
    };
    let me = |name: &str| json!({"id": 1, "is_bot": true, "username": name});
    assert_eq!(judge("token", me("Acme_Bot")), Finding::Right("@Acme_Bot".to_owned()));
    assert!(matches!(judge("token", me("other_bot")), Finding::Doubtful(_)));
    let updates = json(&Telegram.subscribe(&account)[0])["allowed_updates"].clone();
    let url = account.webhook_url();
    let well = json!({"url": url, "pending_update_count": 0, "allowed_updates": updates});
    assert_eq!(judge("webhook", well), Finding::Right(url.clone()));
    let stuck = json!({"url": url, "pending_update_count": 4, "allowed_updates": updates,
                       "last_error_message": "Connection refused"});
    assert!(
        matches!(judge("webhook", stuck), Finding::Doubtful(text) if text.contains("Connection refused"))
    );
    assert!(
        matches!(judge("webhook", json!({"url": url})), Finding::Doubtful(text) if text.contains("message"))
    );
    assert!(matches!(judge("webhook", json!({"url": "https://other.example"})), Finding::Wrong(_)));
    assert!(matches!(judge("webhook", json!({"url": ""})), Finding::Wrong(_)));
    match Telegram.judge(&account, "token", &refusal(401, "Unauthorized")) {
        Finding::Wrong(error) => assert_eq!(error.class, RetryClass::Auth),
        other => panic!("{other:?}"),
    }
}

#[test]
fn somebody_can_be_asked_for_and_shown_that_we_type() {
    let to = Address::new("7001").unwrap();
    let ask = Telegram.profile(&account(), &to).unwrap();
    assert_eq!(json(&ask), json!({"chat_id": 7001}));
    let chat = json!({"id": 7001, "type": "private", "first_name": "Ana", "bio": "Hi"});
    let profile = Telegram.profile_from(&answer(200, &json!({"ok": true, "result": chat}))).unwrap();
    assert_eq!((profile.name.as_deref(), profile.facts["bio"].as_str()), (Some("Ana"), "Hi"));
    assert!(Telegram.profile_from(&refusal(400, "Bad Request: chat not found")).is_none());
    let typing = Telegram.signal(&account(), &to, &BTreeMap::new(), Signal::Typing).unwrap();
    assert_eq!(json(&typing), json!({"chat_id": 7001, "action": "typing"}));
    assert!(Telegram.signal(&account(), &to, &BTreeMap::new(), Signal::Read).is_none());
}

proptest! {
    #[test]
    fn nothing_that_comes_breaks_the_reader(body in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(Telegram.parse(&account(), &Bytes::from(body), NOW).len(), 1);
    }

    #[test]
    fn no_change_of_a_real_update_breaks_the_reader(
        which in 0_usize..40, at in 0_usize..2_000, with in "[a-z0-9\"{}\\[\\],:]{0,4}", without in 0_usize..20,
    ) {
        let all = fixtures("telegram");
        let body = mutated(&all[which % all.len()].1, at, with.as_bytes(), without);
        prop_assert_eq!(Telegram.parse(&account(), &body, NOW).len(), 1);
    }
}
