//! X: what comes in, what goes out, what is made of refusals, and tokens that follow one another.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[allow(dead_code, reason = "each file of tests uses what it needs of the scene")]
mod scene;

use bytes::Bytes;
use frontdesk_channels::x::X;
use frontdesk_channels::{
    Account, Adapter, Address, Deed, EventId, Fetch, Finding, Header, HttpResponse, Inbound, Item, Media,
    MediaKind, Method, Receipt, Refusal, Repeat, RetryClass, Said, SendState, Signal, Step, Subject, Token,
    Verdict, What,
};
use frontdesk_model::message::{Content, Delivery};
use frontdesk_model::time::{Span, Timestamp};
use proptest::prelude::*;
use scene::{
    MESSAGE, NOW, answer, failed, file, fixture, fixtures, form, header, json, mutated, options, outbound,
    send, text, words,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

const ME: &str = "15550009999";
const ANA: &str = "15550001111";
const SETTINGS: [(&str, &str); 2] = [("user_id", ME), ("client_id", "client")];
const SECRETS: [(&str, &str); 2] =
    [("consumer_secret", "consumer-secret"), ("refresh_token", "first-refresh")];
/// Of `text.json`, made with another program's HMAC.
const SIGNATURE: &str = "sha256=SdOlUpXA/ERM0ikS5RDtSgJuQI0glprCOXQKN3HPxvU=";
const HEADER: &str = "x-twitter-webhooks-signature";

fn account() -> Account {
    let token =
        Token { value: "access-1".to_owned(), refresh: Some("refresh-1".to_owned()), expires_at: NOW };
    Account { token: Some(token), ..scene::account(&X, &SETTINGS, &SECRETS) }
}

fn read(name: &str) -> Inbound {
    scene::only(&X, &account(), &fixture("x", &format!("{name}.json")))
}

fn all(name: &str) -> Vec<Item> {
    X.parse(&account(), &fixture("x", &format!("{name}.json")), NOW)
}

fn said(name: &str) -> Said {
    match read(name) {
        Inbound::Said(said) => said,
        other => panic!("{name} says nothing: {other:?}"),
    }
}

fn unread(inbound: &Inbound) -> &str {
    match inbound {
        Inbound::Unread(unread) => &unread.kind,
        other => panic!("it was read: {other:?}"),
    }
}

fn ok(id: &str) -> HttpResponse {
    answer(201, &json!({"data": {"dm_conversation_id": format!("{ANA}-{ME}"), "dm_event_id": id}}))
}

fn problem(status: u16, kind: &str, detail: &str) -> HttpResponse {
    answer(status, &json!({"title": "Refused", "type": kind, "status": status, "detail": detail}))
}

fn limited(headers: &[(&str, &str)]) -> HttpResponse {
    let headers = headers.iter().map(|(name, value)| Header::new(name, value)).collect();
    HttpResponse { headers, ..problem(429, "about:blank", "Too Many Requests") }
}

#[test]
fn the_challenge_is_answered_with_what_only_we_can_know() {
    let ask = |query: &str| scene::call(&X, &account(), Method::Get, query, &[], &Bytes::new());
    let Verdict::Answer(given) = ask("crc_token=challenge%2B1&nonce=2") else { panic!("no answer") };
    assert_eq!(given.content_type, "application/json");
    // Made with another program's HMAC.
    let expected = json!({"response_token": "sha256=ImsNPK+ECA2NpHtB97tpYFqo/n286nPUCclQzQDswHo="});
    assert_eq!(serde_json::from_slice::<Value>(&given.body).unwrap(), expected);
    assert_eq!(ask("crc_token="), Verdict::Refuse(Refusal::Malformed));
    assert_eq!(ask(""), Verdict::Refuse(Refusal::Malformed));
    let bare = scene::account(&X, &SETTINGS, &[]);
    let verdict = scene::call(&X, &bare, Method::Get, "crc_token=a", &[], &Bytes::new());
    assert_eq!(verdict, Verdict::Refuse(Refusal::NoSecret));
}

#[test]
fn s7_a_flipped_bit_in_body_or_signature_is_seen() {
    let body = fixture("x", "text.json");
    let post = |account: &Account, headers: &[(&str, &str)], body: &Bytes| {
        scene::call(&X, account, Method::Post, "", headers, body)
    };
    assert!(matches!(post(&account(), &[(HEADER, SIGNATURE)], &body), Verdict::Take(_)));
    for at in 0..body.len() {
        let mut flipped = body.to_vec();
        flipped[at] ^= 1;
        let verdict = post(&account(), &[(HEADER, SIGNATURE)], &Bytes::from(flipped));
        assert_eq!(verdict, Verdict::Refuse(Refusal::WrongSignature), "at {at}");
    }
    for wrong in ["", "sha256=", "sha256=AAAA", &SIGNATURE[7..], &SIGNATURE.replace("Sd", "sd")] {
        assert_eq!(post(&account(), &[(HEADER, wrong)], &body), Verdict::Refuse(Refusal::WrongSignature));
    }
    assert_eq!(post(&account(), &[], &body), Verdict::Refuse(Refusal::Unsigned));
    let bare = scene::account(&X, &SETTINGS, &[]);
    assert_eq!(post(&bare, &[(HEADER, SIGNATURE)], &body), Verdict::Refuse(Refusal::NoSecret));
}

#[test]
fn a_text_is_read_with_all_that_is_told_of_its_writer() {
    assert_eq!(all("text")[0].account.as_deref(), Some(ME));
    let said = said("text");
    let text = "Où est ma commande ? 📦 1 < 2 & more https://example.org/page";
    assert_eq!(said.what, What::Text(words(text)));
    assert_eq!((said.event, said.id.as_deref()), (EventId::of(&["dm", "900"]), Some("900")));
    assert_eq!(said.at, Timestamp::from_millis(1_767_225_600_000));
    assert_eq!((said.from.address.as_str(), said.from.name.as_deref()), (ANA, Some("Ana Löwe")));
    assert_eq!(said.from.facts["username"], "ana_l");
    assert!(said.from.facts["profile_image_url"].starts_with("https://pbs."));
}

#[test]
fn the_older_envelope_says_the_same() {
    let items = all("old");
    assert_eq!(items.len(), 3);
    assert!(items.iter().all(|item| item.account.as_deref() == Some(ME)));
    let Inbound::Said(first) = &items[0].inbound else { panic!("{:?}", items[0]) };
    assert_eq!(first.what, What::Text(words("from the older interface")));
    assert_eq!(first.from.facts["screen_name"], "ana_l");
    assert_eq!(first.from.facts["location"], "Lyon");
    let Inbound::Said(second) = &items[1].inbound else { panic!("{:?}", items[1]) };
    let What::Media { media, caption: None } = &second.what else { panic!("{:?}", second.what) };
    assert_eq!(media[0].handle, "dm:911/7003/q.jpg");
    assert_eq!(unread(&items[2].inbound), "follow_events");
}

#[test]
fn a_code_is_taken_out_of_the_text() {
    let linked = said("link");
    assert_eq!(linked.what, What::Text(words("Hello")));
    let code = Some("ABCDEFGHIJKLMNOPQRSTUV2345".to_owned());
    assert_eq!(linked.link, code);
    match read("link_only") {
        Inbound::Did(did) => assert_eq!(did.deed, Deed::Opened { link: code }),
        other => panic!("{other:?}"),
    }
    let link = X.deep_link(&account(), "ABCDEFGHIJKLMNOPQRSTUV2345").unwrap();
    let text = "%5Bref%3AABCDEFGHIJKLMNOPQRSTUV2345%5D";
    assert_eq!(link.url, format!("https://x.com/messages/compose?recipient_id={ME}&text={text}"));
    assert!(X.deep_link(&scene::account(&X, &[], &[]), "A").is_none());
}

#[test]
fn files_are_loaded_as_the_account_where_they_are_private() {
    let media = |name: &str| match said(name).what {
        What::Media { mut media, caption } => (media.remove(0), caption),
        other => panic!("{name} is no file: {other:?}"),
    };
    let request = |media: &Media| match X.fetch(&account(), media, None) {
        Fetch::Download(request) => request,
        other => panic!("{other:?}"),
    };
    let (photo, caption) = media("photo");
    assert_eq!((photo.kind, photo.handle.as_str()), (MediaKind::Image, "dm:903/7001/AbC-1_x.jpg"));
    assert_eq!(caption, Some(words("Broken")), "the address of the picture is no word of theirs");
    let load = request(&photo);
    assert_eq!(load.url, "https://api.x.com/2/dm_conversations/media/903/7001/AbC-1_x.jpg");
    assert_eq!(header(&load, "authorization"), Some("Bearer access-1"));
    let (video, caption) = media("video");
    assert_eq!((video.kind, caption), (MediaKind::Video, None));
    assert_eq!((video.media_type.as_deref(), photo.media_type.as_deref()), (Some("video/mp4"), None));
    let load = request(&video);
    assert_eq!(load.url, "https://video.twimg.com/dm_video/7002/vid/large.mp4", "the best of them");
    assert_eq!(header(&load, "authorization"), None);
}

#[test]
fn what_is_no_text_is_told_in_words_or_kept_as_said() {
    let pressed = said("quick_reply");
    let (option, label) = ("yes".to_owned(), words("Yes"));
    assert_eq!(pressed.what, What::Chosen { message: MESSAGE, option, label });
    let place = "📍 https://maps.google.com/?q=48.8584,2.2945";
    assert_eq!(said("position").what, What::Text(words(place)));
    assert_eq!(said("hologram").what, What::Unsupported { kind: "hologram".to_owned() });
    let encrypted = said("encrypted");
    assert_eq!(encrypted.what, What::Unsupported { kind: "chat.received".to_owned() });
    assert_eq!(encrypted.from.address.as_str(), ANA);
}

#[test]
fn what_nobody_said_to_us_is_kept_unread() {
    for (name, kind) in [("echo", "echo"), ("for_others", "message_for_others"), ("follow", "follow.follow")]
    {
        assert_eq!(unread(&read(name)), kind);
    }
    for (body, kind) in
        [("no json", "not_json"), ("[]", "no_event"), ("{}", "no_event"), (r#"{"data":[]}"#, "no_event")]
    {
        assert_eq!(unread(&scene::only(&X, &account(), &Bytes::from(body))), kind, "{body}");
    }
}

#[test]
fn reading_and_typing_are_told_by_both_interfaces() {
    let to = Address::new(ANA).unwrap();
    for name in ["read", "old_read"] {
        match &all(name)[0].inbound {
            Inbound::Receipt(Receipt { of, delivery, .. }) => {
                let at = Timestamp::from_millis(1_767_225_660_000);
                assert_eq!((of, delivery), (&Subject::UpTo { to: to.clone(), at }, &Delivery::Read));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(unread(&all("old_read")[1].inbound), "echo", "what we read is no news");
    for name in ["typing", "old_typing"] {
        match read(name) {
            Inbound::Did(did) => assert_eq!((did.deed, did.from.address), (Deed::Typing, to.clone())),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn one_bad_item_of_a_hundred_costs_no_other() {
    let message = |number: usize| {
        let data = json!({"text": format!("message {number}")});
        json!({"type": "message_create", "id": format!("{number}"), "created_timestamp": "1767225600000",
               "message_create": {"sender_id": ANA, "target": {"recipient_id": ME}, "message_data": data}})
    };
    let mut messages: Vec<Value> = (0..100).map(message).collect();
    messages[50] = json!({"type": "message_create", "id": 50, "message_create": "broken"});
    let body = Bytes::from(json!({"for_user_id": ME, "direct_message_events": messages}).to_string());
    let items = X.parse(&account(), &body, NOW);
    let said: Vec<&Said> = items
        .iter()
        .filter_map(|item| match &item.inbound {
            Inbound::Said(said) => Some(said),
            _ => None,
        })
        .collect();
    assert_eq!((items.len(), said.len()), (100, 99));
    let ids: HashSet<_> = said.iter().map(|said| said.event.clone()).collect();
    assert_eq!(ids.len(), 99);
    assert_eq!(said[98].what, What::Text(words("message 99")));
    // The same batch again is the same events.
    let again = X.parse(&account(), &body, NOW);
    assert_eq!(again, items);
    // Both interfaces call a message by the same id.
    let twice = json!({"data": {"event_uuid": "1", "event_type": "dm.received", "filter": {"user_id": ME},
                                "payload": {"direct_message_events": [message(7)]}}});
    match scene::only(&X, &account(), &Bytes::from(twice.to_string())) {
        Inbound::Said(said) => assert!(ids.contains(&said.event)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_goes_to_whom_it_is_for() {
    let (requests, end) = send(&X, &account(), &outbound(ANA, text("Hi é < 😀")), [ok("d1")]);
    assert_eq!(end, Step::Sent { ids: vec!["d1".to_owned()] });
    assert_eq!(requests[0].url, format!("https://api.x.com/2/dm_conversations/with/{ANA}/messages"));
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer access-1"));
    assert_eq!(json(&requests[0]), json!({"text": "Hi é < 😀"}));
    let content = options("Is it you?", &[("yes", "Yes"), ("no", "No")]);
    let (requests, _) = send(&X, &account(), &outbound(ANA, content), [ok("d2")]);
    assert_eq!(json(&requests[0]), json!({"text": "Is it you?\n1. Yes\n2. No"}));
}

#[test]
fn s1_48_a_picture_is_uploaded_and_then_sent() {
    let files = vec![
        file(1, "a.jpg", "image/jpeg", 1_000),
        file(2, "b.png", "image/png", 1_000),
        file(3, "c.gif", "image/gif", 1_000),
        file(4, "d.jpg", "image/jpeg", 5_000_001),
    ];
    let content = Content::Files { files, caption: Some(words("Look")) };
    let took = |id: &str| answer(200, &json!({"data": {"id": id, "media_key": format!("3_{id}")}}));
    let answers = [took("71"), ok("d1"), took("72"), ok("d2"), ok("d3")];
    let (requests, end) = send(&X, &account(), &outbound(ANA, content), answers);
    assert_eq!(end, Step::Sent { ids: ["d1", "d2", "d3"].map(str::to_owned).to_vec() });
    assert_eq!(requests[0].url, "https://api.x.com/2/media/upload");
    assert_eq!(form(&requests[0]), ["media_category=dm_image", "media=@a.jpg image/jpeg"]);
    assert_eq!(json(&requests[1]), json!({"text": "Look", "attachments": [{"media_id": "71"}]}));
    assert_eq!(json(&requests[3]), json!({"attachments": [{"media_id": "72"}]}));
    let links = "c.gif (1.0 kB): https://desk.example.org/f/3\nd.jpg (5.1 MB): https://desk.example.org/f/4";
    assert_eq!(json(&requests[4]), json!({"text": links}));
}

#[test]
fn what_was_uploaded_is_not_uploaded_again_unless_x_has_lost_it() {
    let content = Content::Files { files: vec![file(1, "a.jpg", "image/jpeg", 1_000)], caption: None };
    let mut message = outbound(ANA, content);
    let took = answer(200, &json!({"data": {"id": "71"}}));
    let Step::Go(state) = X.step(&account(), &message, &SendState::default(), Some(&took)) else {
        panic!("the upload was not taken");
    };
    let asked = |message: &_| match X.step(&account(), message, &state, None) {
        Step::Ask { request, repeat } => (request.url, repeat),
        other => panic!("{other:?}"),
    };
    assert!(matches!(asked(&message), (url, Repeat::Unsafe) if url.ends_with("/messages")));
    message.now = NOW.plus(Span::days(1));
    assert!(matches!(asked(&message), (url, Repeat::Safe) if url.ends_with("/media/upload")));
    let half = answer(200, &Value::Null);
    let end = X.step(&account(), &message, &SendState::default(), Some(&half));
    assert_eq!(failed(&end), RetryClass::Transient, "an upload may be made twice");
}

#[test]
fn each_refusal_has_its_class() {
    use RetryClass::{Auth, Content, Quota, RecipientGone, ThrottledAccount, Transient, Unknown};
    let soon = (NOW.millis() / 1_000 + 600).to_string();
    let blank = "about:blank";
    let table = [
        (limited(&[("x-rate-limit-reset", &soon)]), ThrottledAccount { after: Some(Span::seconds(600)) }),
        (limited(&[("x-rate-limit-reset", "5")]), ThrottledAccount { after: Some(Span::seconds(1)) }),
        (limited(&[]), ThrottledAccount { after: None }),
        (
            limited(&[
                ("x-rate-limit-reset", "5"),
                ("x-user-limit-24hour-remaining", "0"),
                ("x-user-limit-24hour-reset", &soon),
            ]),
            Quota { after: Some(Span::seconds(600)) },
        ),
        (problem(402, blank, "CreditsDepleted"), Quota { after: None }),
        (problem(401, blank, "Unauthorized"), Auth),
        (problem(403, blank, "You do not have permission to DM one or more participants."), RecipientGone),
        (problem(403, blank, "This user has blocked you."), RecipientGone),
        (problem(403, "https://api.x.com/2/problems/client-forbidden", "Not enrolled"), Auth),
        (problem(403, blank, "Your account is temporarily locked."), Auth),
        (problem(403, blank, "This is a duplicate message."), Content),
        (problem(404, blank, "Could not find user"), RecipientGone),
        (problem(400, blank, "One or more parameters to your request was invalid."), Content),
        (problem(503, blank, "Service Unavailable"), Transient),
        (answer(502, &Value::Null), Transient),
        (answer(201, &Value::Null), Unknown),
        (answer(201, &json!({"data": {}})), Unknown),
    ];
    for (response, class) in table {
        let (_, end) = send(&X, &account(), &outbound(ANA, text("Hi")), [response.clone()]);
        assert_eq!(failed(&end), class, "{:?}", response.json());
    }
}

/// The pairs of a body, as they are written.
fn pairs(request: &frontdesk_channels::HttpRequest) -> String {
    String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap()
}

#[test]
fn a_token_is_got_with_the_last_one_that_was_given() {
    let first = scene::account(&X, &SETTINGS, &SECRETS);
    let request = X.renew(&first).unwrap();
    assert_eq!(request.url, "https://api.x.com/2/oauth2/token");
    assert_eq!(pairs(&request), "grant_type=refresh_token&refresh_token=first-refresh&client_id=client");
    assert_eq!(header(&request, "authorization"), None, "a public client has no secret");
    let given = json!({"token_type": "bearer", "expires_in": 7200, "access_token": "a2", "refresh_token": "r2",
                       "scope": "dm.read dm.write offline.access"});
    let token = X.renewed(&first, &answer(200, &given), NOW).unwrap();
    let expected = Token {
        value: "a2".to_owned(),
        refresh: Some("r2".to_owned()),
        expires_at: NOW.plus(Span::minutes(120)),
    };
    assert_eq!(token, expected);
    let next = Account { token: Some(token), ..first };
    assert!(pairs(&X.renew(&next).unwrap()).contains("refresh_token=r2"));
    let secrets = [SECRETS[0], SECRETS[1], ("client_secret", "s")];
    let confidential = scene::account(&X, &SETTINGS, &secrets);
    let request = X.renew(&confidential).unwrap();
    assert_eq!(header(&request, "authorization"), Some("Basic Y2xpZW50OnM="));
    assert_eq!(pairs(&request), "grant_type=refresh_token&refresh_token=first-refresh");
    assert!(!format!("{next:?} {request:?}").contains("r2"), "tokens show nowhere");
}

#[test]
fn a_used_or_revoked_token_is_dead_and_a_failing_provider_is_not() {
    use RetryClass::{Auth, ThrottledAccount, Transient};
    let invalid =
        json!({"error": "invalid_request", "error_description": "Value passed for the token was invalid."});
    for (response, class) in [
        (answer(400, &invalid), Auth),
        (answer(401, &json!({"error": "unauthorized_client"})), Auth),
        (answer(500, &Value::Null), Transient),
        (answer(200, &Value::Null), Transient),
        (limited(&[]), ThrottledAccount { after: None }),
    ] {
        let error = X.renewed(&account(), &response, NOW).unwrap_err();
        assert_eq!(error.class, class, "{response:?}");
    }
    let kept = X.renewed(&account(), &answer(200, &json!({"access_token": "a2"})), NOW).unwrap();
    assert_eq!(kept.refresh.as_deref(), Some("refresh-1"));
}

#[test]
fn the_doctor_sees_the_account_the_webhook_and_what_is_asked_for() {
    let settings = [SETTINGS[0], SETTINGS[1], ("webhook_id", "w1")];
    let secrets = [SECRETS[0], SECRETS[1], ("bearer_token", "app")];
    let account = Account { token: account().token, ..scene::account(&X, &settings, &secrets) };
    let checks = X.checks(&account);
    assert_eq!(
        checks.iter().map(|check| check.name).collect::<Vec<_>>(),
        ["token", "webhook", "subscription"]
    );
    assert_eq!(header(&checks[0].request, "authorization"), Some("Bearer access-1"));
    assert_eq!(header(&checks[1].request, "authorization"), Some("Bearer app"));
    assert_eq!(X.checks(&self::account()).len(), 1, "without the app's token only the account's is checked");

    let judge = |account: &Account, name, body: Value| X.judge(account, name, &answer(200, &body));
    let me = |id: &str| json!({"data": {"id": id, "username": "acme", "name": "Acme"}});
    assert_eq!(judge(&account, "token", me(ME)), Finding::Right("@acme".to_owned()));
    assert!(matches!(judge(&account, "token", me(ANA)), Finding::Wrong(_)));
    let url = account.webhook_url();
    let webhook =
        |id: &str, url: &str, valid: bool| json!({"data": [{"id": id, "url": url, "valid": valid}]});
    assert_eq!(judge(&account, "webhook", webhook("w1", &url, true)), Finding::Right(url.clone()));
    let other = judge(&account, "webhook", webhook("w2", &url, true));
    assert!(matches!(other, Finding::Doubtful(text) if text.contains("w2")));
    assert!(matches!(judge(&account, "webhook", webhook("w1", &url, false)), Finding::Wrong(_)));
    assert!(matches!(judge(&account, "webhook", json!({"data": []})), Finding::Wrong(_)));
    let ported = Account { public_url: "https://desk.example.org:8443".to_owned(), ..account.clone() };
    let url = ported.webhook_url();
    assert!(matches!(judge(&ported, "webhook", webhook("w1", &url, true)), Finding::Wrong(_)));
    let asked = |events: &[&str]| {
        let one = |event: &&str| json!({"event_type": event, "filter": {"user_id": ME}, "webhook_id": "w1"});
        json!({"data": events.iter().map(one).collect::<Vec<_>>()})
    };
    let all = ["dm.received", "dm.read", "dm.indicate_typing"];
    assert_eq!(judge(&account, "subscription", asked(&all)), Finding::Right(all.join(", ")));
    assert!(matches!(judge(&account, "subscription", asked(&all[..1])), Finding::Doubtful(_)));
    assert!(matches!(judge(&account, "subscription", asked(&all[1..])), Finding::Wrong(_)));
    match X.judge(&account, "token", &problem(401, "about:blank", "Unauthorized")) {
        Finding::Wrong(error) => assert_eq!(error.class, RetryClass::Auth),
        other => panic!("{other:?}"),
    }
}

#[test]
fn first_the_webhook_is_registered_and_then_asked_to_tell() {
    let secrets = [SECRETS[0], SECRETS[1], ("bearer_token", "app")];
    let fresh = Account { token: account().token, ..scene::account(&X, &SETTINGS, &secrets) };
    let requests = X.subscribe(&fresh);
    assert_eq!(requests.len(), 1);
    assert_eq!(json(&requests[0]), json!({"url": fresh.webhook_url()}));
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer app"));
    assert!(X.subscribe(&account()).is_empty(), "without the app's token it is done by hand");
    let mut named = fresh;
    named.settings.insert("webhook_id".to_owned(), "w1".to_owned());
    let requests = X.subscribe(&named);
    let expected = json!({"event_type": "dm.received", "filter": {"user_id": ME}, "webhook_id": "w1",
                          "tag": "frontdesk"});
    assert_eq!((requests.len(), json(&requests[0])), (3, expected));
    assert!(X.is_subscribed(&answer(201, &json!({"data": {}}))));
    let again = json!({"errors": [{"message": "DuplicateUrlFailed: the url exists"}]});
    assert!(X.is_subscribed(&answer(400, &again)), "what is there already is no failure");
    assert!(!X.is_subscribed(&problem(400, "about:blank", "CrcValidationFailed")));
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer access-1"));
}

#[test]
fn somebody_can_be_asked_for_and_nothing_is_shown_in_passing() {
    let to = Address::new(ANA).unwrap();
    let ask = X.profile(&account(), &to).unwrap();
    assert!(ask.url.starts_with(&format!("https://api.x.com/2/users/{ANA}?user.fields=profile_image_url,")));
    let person = json!({"data": {"id": ANA, "username": "ana_l", "name": "Ana Löwe", "location": "Lyon"}});
    let profile = X.profile_from(&answer(200, &person)).unwrap();
    assert_eq!((profile.name.as_deref(), profile.facts["location"].as_str()), (Some("Ana Löwe"), "Lyon"));
    let new = scene::account(&X, &SETTINGS, &SECRETS);
    assert!(X.profile(&new, &to).is_none(), "nobody is asked without a token");
    assert!(X.profile_from(&problem(404, "about:blank", "none")).is_none());
    assert!(X.signal(&account(), &to, &BTreeMap::new(), Signal::Typing).is_none());
}

proptest! {
    #[test]
    fn nothing_that_comes_breaks_the_reader(body in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(!X.parse(&account(), &Bytes::from(body), NOW).is_empty());
    }

    #[test]
    fn no_change_of_a_real_event_breaks_the_reader(
        which in 0_usize..40, at in 0_usize..2_000, with in "[a-z0-9\"{}\\[\\],:]{0,4}", without in 0_usize..20,
    ) {
        let all = fixtures("x");
        let body = mutated(&all[which % all.len()].1, at, with.as_bytes(), without);
        prop_assert!(!X.parse(&account(), &body, NOW).is_empty());
    }
}
