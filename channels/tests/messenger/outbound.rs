//! What is asked of the provider for each content.

use super::meta::{
    REFERENCE, TOKEN, answer, bearer, body, file, files, ok, options, outbound, run, said, text,
};
use super::page;
use frontdesk_channels::messenger::Messenger;
use frontdesk_channels::{HttpRequest, HttpResponse, Outbound, Repeat, RetryClass, SendError};
use frontdesk_model::message::{Card, CardButton, Content, UNKNOWN_OUTCOME};
use serde_json::{Value, json};

const MESSAGES: &str = "https://graph.facebook.com/v25.0/PAGE/messages";
const UPLOADS: &str = "https://graph.facebook.com/v25.0/PAGE/message_attachments";

fn accepts(request: &HttpRequest, number: usize) -> HttpResponse {
    if request.url == UPLOADS {
        return ok(&json!({ "attachment_id": number.to_string() }));
    }
    ok(&json!({ "recipient_id": "PSID", "message_id": format!("m_{number}") }))
}

/// The messages that are sent for a content, without our reference.
fn sent(content: Content) -> Vec<Value> {
    let (asked, result) = run(&Messenger, &page(), &outbound("PSID", content), accepts);
    result.unwrap();
    asked.iter().filter(|(request, _)| request.url == MESSAGES).map(|(request, _)| bare(request)).collect()
}

fn bare(request: &HttpRequest) -> Value {
    let mut json = body(request);
    assert_eq!(json["recipient"], json!({"id": "PSID"}));
    assert_eq!(json["messaging_type"], "RESPONSE");
    assert_eq!(json["message"].as_object_mut().unwrap().remove("metadata"), Some(json!(REFERENCE)));
    json["message"].take()
}

fn fails(message: &Outbound, response: &HttpResponse) -> SendError {
    let (_, result) = run(&Messenger, &page(), message, |_, _| response.clone());
    result.unwrap_err()
}

#[test]
fn a_text_is_one_request_with_our_reference() {
    let (asked, result) = run(&Messenger, &page(), &outbound("PSID", text("hello ü")), accepts);
    assert_eq!(result.unwrap(), ["m_0"]);
    let [(request, repeat)] = asked.as_slice() else { panic!("{}", asked.len()) };
    assert_eq!((request.url.as_str(), bearer(request)), (MESSAGES, Some(TOKEN)));
    assert_eq!(*repeat, Repeat::Unsafe);
    assert_eq!(
        body(request),
        json!({"recipient": {"id": "PSID"}, "messaging_type": "RESPONSE",
            "message": {"text": "hello ü", "metadata": REFERENCE}})
    );
}

#[test]
fn a_long_text_goes_in_parts_of_two_thousand_characters() {
    let exact = "é".repeat(2_000);
    assert_eq!(sent(text(&exact)), [json!({ "text": exact })]);
    assert_eq!(sent(text(&format!("{exact}é"))).len(), 2);
}

#[test]
fn s1_48_files_are_uploaded_and_words_come_after() {
    let both =
        files(vec![file("été.jpg", "image/jpeg", 9), file("a.zip", "application/zip", 9)], Some("look"));
    let (asked, result) = run(&Messenger, &page(), &outbound("PSID", both), accepts);
    assert_eq!(result.unwrap(), ["m_1", "m_3", "m_4"]);
    assert_eq!((asked[0].0.url.as_str(), asked[0].1, asked[1].1), (UPLOADS, Repeat::Safe, Repeat::Unsafe));
    assert_eq!(
        body(&asked[0].0),
        json!({"message": r#"{"attachment":{"payload":{"is_reusable":true},"type":"image"}}"#,
            "filedata": ["090909090909090909090909", "_t_.jpg", "image/jpeg"]})
    );
    let attachment = |kind, id| json!({"attachment": {"type": kind, "payload": {"attachment_id": id}}});
    assert_eq!(bare(&asked[1].0), attachment("image", "0"));
    assert_eq!(bare(&asked[3].0), attachment("file", "2"));
    assert_eq!(bare(&asked[4].0), json!({"text": "look"}));
}

#[test]
fn what_is_too_large_or_refused_goes_as_a_link() {
    let large = file("film.mp4", "video/mp4", 25 * 1_024 * 1_024 + 1);
    let line = "film.mp4 (26.3 MB): https://desk.example.org/f/9";
    assert_eq!(sent(files(vec![large], Some("see"))), [json!({"text": format!("see\n{line}")})]);
    let odd = outbound("PSID", files(vec![file("a.heic", "image/heic", 9)], None));
    let refused = r#"{"error":{"code":100,"error_subcode":2018047,"message":"Upload attachment failure"}}"#;
    let (asked, result) = run(&Messenger, &page(), &odd, |request, number| match number {
        0 => answer(400, refused),
        number => accepts(request, number),
    });
    assert_eq!(result.unwrap(), ["m_1"]);
    assert_eq!(bare(&asked[1].0), json!({"text": "a.heic (9 B): https://desk.example.org/f/9"}));
    let mut unlinked = odd;
    unlinked.links.clear();
    assert_eq!(fails(&unlinked, &answer(400, refused)).code, "100/2018047");
}

#[test]
fn options_are_quick_replies() {
    let reply = |number: usize, title: &str| json!({"content_type": "text", "title": title, "payload": format!("030303030303030303030303:o{number}")});
    assert_eq!(
        sent(options("Pick", &["Yes", "No"])),
        [json!({"text": "Pick", "quick_replies": [reply(0, "Yes"), reply(1, "No")]})]
    );
    let long = "A label that is far too long";
    assert_eq!(
        sent(options("Pick", &["Yes", long])),
        [json!({"text": format!("Pick\n1. Yes\n2. {long}"),
            "quick_replies": [reply(0, "Yes"), reply(1, "A label that is far…")]})],
        "what is cut stands in the text"
    );
    let parts = sent(options(&"word ".repeat(500), &["Yes"]));
    assert_eq!(parts.len(), 2);
    assert!(parts[0].get("quick_replies").is_none() && parts[1].get("quick_replies").is_some());
    let many: Vec<String> = (1..=14).map(|number| number.to_string()).collect();
    let many = sent(options("Pick", &many.iter().map(String::as_str).collect::<Vec<_>>()));
    assert!(many[0].get("quick_replies").is_none());
}

fn card(title: &str, buttons: Vec<CardButton>) -> Card {
    Card {
        title: title.to_owned(),
        description: Some("Fine".to_owned()),
        image: Some("https://example.org/i.png".to_owned()),
        buttons,
    }
}

#[test]
fn cards_are_a_generic_template() {
    let link = CardButton::Link { label: "Open".to_owned(), url: "https://example.org/a".to_owned() };
    let take = CardButton::Reply { id: "a".to_owned(), label: "Take A".to_owned() };
    let cards = vec![card("A", vec![link, take.clone()]), Card { image: None, ..card("B", Vec::new()) }];
    let content = Content::Carousel { text: Some(said("Ours")), cards };
    assert_eq!(
        sent(content),
        [
            json!({"text": "Ours"}),
            json!({"attachment": {"type": "template", "payload": {"template_type": "generic", "elements": [
                {"title": "A", "subtitle": "Fine", "image_url": "https://example.org/i.png", "buttons": [
                    {"type": "web_url", "title": "Open", "url": "https://example.org/a"},
                    {"type": "postback", "title": "Take A", "payload": "030303030303030303030303:a"}]},
                {"title": "B", "subtitle": "Fine"}]}}}),
        ]
    );
    let four = vec![take.clone(), take.clone(), take.clone(), take];
    let content = Content::Carousel { text: None, cards: vec![card("A", four)] };
    let parts = sent(content);
    assert_eq!(parts[0]["quick_replies"].as_array().unwrap().len(), 4, "more buttons than a card has");
    let wordy = Card { description: Some("x".repeat(81)), ..card("A", Vec::new()) };
    let parts = sent(Content::Carousel { text: None, cards: vec![wordy] });
    assert!(parts[0]["text"].as_str().unwrap().starts_with("(1/1) A – xxx"), "no word is lost");
}

#[test]
fn every_code_has_its_class() {
    use RetryClass::{Auth, Content, Ownership, RecipientGone, ThrottledAccount, Transient, Window};
    let account = ThrottledAccount { after: None };
    let message = outbound("PSID", text("hello"));
    for (code, subcode, class) in [
        (10, 2_018_278, Window),
        (10, 2_018_065, Window),
        (10, 2_534_022, Window),
        (10, 1_893_063, Auth),
        (10, 0, Auth),
        (190, 0, Auth),
        (190, 463, Auth),
        (200, 0, Auth),
        (200, 1_545_041, RecipientGone),
        (551, 0, RecipientGone),
        (551, 1_545_041, RecipientGone),
        (100, 2_018_001, RecipientGone),
        (100, 2_018_108, RecipientGone),
        (100, 2_534_014, RecipientGone),
        (100, 2_534_001, RecipientGone),
        (100, 2_534_037, Ownership),
        (100, 0, Content),
        (100, 2_534_025, Content),
        (230, 0, Content),
        (4, 0, account),
        (32, 0, account),
        (613, 0, account),
        (80_006, 0, account),
        (1, 0, Transient),
        (2, 0, Transient),
        (2, 1_545_133, Transient),
        (1_200, 0, Transient),
    ] {
        let refused = json!({"error": {"message": "no", "code": code, "error_subcode": subcode}});
        let error = fails(&message, &answer(400, &refused.to_string()));
        let written = if subcode == 0 { code.to_string() } else { format!("{code}/{subcode}") };
        assert_eq!(error, SendError::new(class, &written, "no"), "{code} {subcode}");
    }
}

#[test]
fn half_an_answer_leaves_it_unknown() {
    let message = outbound("PSID", text("hello"));
    for half in ["", "{\"message_id\":\"m", "{}", "<html>"] {
        let error = fails(&message, &answer(200, half));
        assert_eq!((error.class, error.code.as_str()), (RetryClass::Unknown, UNKNOWN_OUTCOME), "{half}");
    }
    assert_eq!(fails(&message, &answer(502, "<html>")).class, RetryClass::Transient);
}
