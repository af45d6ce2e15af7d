//! What is asked of the provider for each content.

use super::meta::{TOKEN, answer, bearer, body, file, files, ok, options, outbound, run, text};
use super::{account, alone};
use frontdesk_channels::instagram::Instagram;
use frontdesk_channels::{
    Account, Adapter, Address, DeepLink, HttpRequest, HttpResponse, RetryClass, Signal,
};
use frontdesk_model::message::Content;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BY_PAGE: &str = "https://graph.facebook.com/v25.0/PAGE";
const ALONE: &str = "https://graph.instagram.com/v25.0/me";

fn accepts(request: &HttpRequest, number: usize) -> HttpResponse {
    if request.url.ends_with("/message_attachments") {
        return ok(&json!({ "attachment_id": number.to_string() }));
    }
    ok(&json!({ "recipient_id": "IGSID", "message_id": format!("i_{number}") }))
}

fn asked(account: &Account, content: Content) -> Vec<HttpRequest> {
    let (asked, result) = run(&Instagram, account, &outbound("IGSID", content), accepts);
    result.unwrap();
    asked.into_iter().map(|(request, _)| request).collect()
}

fn message(request: &HttpRequest) -> Value {
    body(request)["message"].take()
}

#[test]
fn a_text_goes_by_the_page_or_by_the_account_itself() {
    for (account, door) in [(account(), BY_PAGE), (alone(), ALONE)] {
        let requests = asked(&account, text("hello ü"));
        let [request] = requests.as_slice() else { panic!("{}", requests.len()) };
        assert_eq!(
            (request.url.as_str(), bearer(request)),
            (format!("{door}/messages").as_str(), Some(TOKEN))
        );
        assert_eq!(
            body(request),
            json!({"recipient": {"id": "IGSID"}, "messaging_type": "RESPONSE", "message": {"text": "hello ü"}})
        );
    }
}

#[test]
fn a_text_is_counted_in_bytes() {
    let exact = "é".repeat(500);
    assert_eq!(asked(&account(), text(&exact)).len(), 1);
    let parts = asked(&account(), text(&format!("{exact}é")));
    assert_eq!(parts.len(), 2);
    let long = "Καλημέρα σε όλους εσάς. ".repeat(100);
    let parts: Vec<String> = asked(&account(), text(&long))
        .iter()
        .map(|part| message(part)["text"].as_str().unwrap().to_owned())
        .collect();
    assert!(parts.len() > 4 && parts.iter().all(|part| part.len() <= 1_000));
    assert_eq!(parts.join(" "), long.trim(), "nothing is lost");
}

#[test]
fn s1_48_files_are_uploaded_by_a_page_and_fetched_from_us_otherwise() {
    let picture = || files(vec![file("a.png", "image/png", 9)], Some("look"));
    let requests = asked(&account(), picture());
    assert_eq!(requests[0].url, format!("{BY_PAGE}/message_attachments"));
    assert_eq!(
        body(&requests[0]),
        json!({"platform": "instagram", "message": r#"{"attachment":{"payload":{"is_reusable":true},"type":"image"}}"#,
            "filedata": ["090909090909090909090909", "a.png", "image/png"]})
    );
    let uploaded = json!({"attachment": {"type": "image", "payload": {"attachment_id": "0"}}});
    assert_eq!(message(&requests[1]), uploaded);
    assert_eq!(message(&requests[2]), json!({"text": "look"}));
    let requests = asked(&alone(), picture());
    let linked = json!({"attachment": {"type": "image", "payload": {"url": "https://desk.example.org/f/9"}}});
    assert_eq!((requests.len(), message(&requests[0])), (2, linked));
    let mut unlinked = outbound("IGSID", picture());
    unlinked.links.clear();
    let (_, result) = run(&Instagram, &alone(), &unlinked, accepts);
    assert_eq!(result.unwrap_err().code, "no_link");
}

#[test]
fn what_instagram_does_not_take_goes_as_a_link() {
    for (file, size) in [
        (file("f", "image/webp", 9), "9 B"),
        (file("f", "application/zip", 9), "9 B"),
        (file("f", "audio/ogg", 9), "9 B"),
        (file("f", "image/png", 8 * 1_024 * 1_024 + 1), "8.4 MB"),
    ] {
        let requests = asked(&account(), files(vec![file], None));
        let line = format!("f ({size}): https://desk.example.org/f/9");
        assert_eq!(requests.iter().map(message).collect::<Vec<_>>(), [json!({"text": line})]);
    }
    let pdf = asked(&account(), files(vec![file("f.pdf", "application/pdf", 9)], None));
    assert_eq!(message(&pdf[1])["attachment"]["type"], "file");
}

#[test]
fn options_are_quick_replies() {
    let requests = asked(&account(), options("Pick", &["Yes"]));
    let reply = json!({"content_type": "text", "title": "Yes", "payload": "030303030303030303030303:o0"});
    assert_eq!(message(&requests[0]), json!({"text": "Pick", "quick_replies": [reply]}));
}

#[test]
fn outside_the_window_and_somebody_elses_thread_are_known() {
    let message = outbound("IGSID", text("hello"));
    for (code, subcode, class) in [
        (10, 2_534_022, RetryClass::Window),
        (100, 2_534_014, RetryClass::RecipientGone),
        (100, 2_534_037, RetryClass::Ownership),
        (2, 1_545_133, RetryClass::Transient),
        (190, 0, RetryClass::Auth),
    ] {
        let refused = json!({"error": {"code": code, "error_subcode": subcode, "message": "no"}}).to_string();
        let (_, result) = run(&Instagram, &account(), &message, |_, _| answer(400, &refused));
        assert_eq!(result.unwrap_err().class, class, "{code} {subcode}");
    }
}

#[test]
fn marks_and_profiles_go_the_same_way() {
    let to = Address::new("IGSID").unwrap();
    for (account, door, host) in [
        (account(), BY_PAGE, "https://graph.facebook.com/v25.0"),
        (alone(), ALONE, "https://graph.instagram.com/v25.0"),
    ] {
        let seen = Instagram.signal(&account, &to, &BTreeMap::new(), Signal::Read).unwrap();
        assert_eq!(seen.url, format!("{door}/messages"));
        let fields = "name,username,profile_pic,is_verified_user,follower_count,is_user_follow_business,\
                      is_business_follow_user";
        let profile = Instagram.profile(&account, &to).unwrap();
        assert_eq!(profile.url, format!("{host}/IGSID?fields={fields}"));
    }
    let told =
        ok(&json!({"name": "Ana", "username": "ana.l", "follower_count": 12, "is_verified_user": false}));
    let profile = Instagram.profile_from(&told).unwrap();
    assert_eq!(profile.name.as_deref(), Some("Ana"));
    assert_eq!(profile.facts.get("follower_count").map(String::as_str), Some("12"));
    assert_eq!(profile.facts.get("is_verified_user").map(String::as_str), Some("false"));
}

#[test]
fn s0_11_a_link_opens_the_account_and_shows_the_code_to_type() {
    let code = "ABCDEFGHIJKLMNOPQRSTUV2345";
    let url = format!("https://ig.me/m/shop?ref={code}");
    assert_eq!(
        Instagram.deep_link(&account(), code),
        Some(DeepLink { url, type_this: Some(code.to_owned()) })
    );
}
