//! What is asked of the provider for each content.

use super::meta::{
    REFERENCE, TOKEN, answer, bearer, body, file, files, ok, options, outbound, run, said, text,
};
use super::number;
use frontdesk_channels::whatsapp::Whatsapp;
use frontdesk_channels::{
    Adapter, HttpRequest, HttpResponse, Outbound, Repeat, RetryClass, SendError, SendState,
};
use frontdesk_model::id::FieldId;
use frontdesk_model::message::{
    ArticleLink, CaptureTarget, Card, CardButton, Content, FormField, FormInput, UNKNOWN_OUTCOME,
};
use serde_json::{Value, json};

const PHONE: &str = "15551234567";
const MESSAGES: &str = "https://graph.facebook.com/v25.0/1001/messages";

fn accepts(request: &HttpRequest, number: usize) -> HttpResponse {
    if request.url.ends_with("/media") {
        return ok(&json!({ "id": format!("media-{number}") }));
    }
    ok(&json!({"messaging_product": "whatsapp", "contacts": [{"input": PHONE, "wa_id": PHONE}],
        "messages": [{"id": format!("wamid.{number}"), "message_status": "accepted"}]}))
}

/// The bodies of what is sent for a content to somebody known by a number, with what all messages share taken off.
fn sent(content: Content) -> Vec<Value> {
    let (asked, result) = run(&Whatsapp, &number(), &outbound(PHONE, content), accepts);
    result.unwrap();
    asked.iter().filter(|(request, _)| request.url == MESSAGES).map(|(request, _)| bare(request)).collect()
}

fn bare(request: &HttpRequest) -> Value {
    let mut json = body(request);
    let fields = json.as_object_mut().unwrap();
    for (name, value) in [
        ("messaging_product", "whatsapp"),
        ("recipient_type", "individual"),
        ("to", PHONE),
        ("biz_opaque_callback_data", REFERENCE),
    ] {
        assert_eq!(fields.remove(name), Some(Value::from(value)), "{name}");
    }
    let kind = fields.remove("type").unwrap();
    json!({ kind.as_str().unwrap(): fields.remove(kind.as_str().unwrap()).unwrap() })
}

fn fails(message: &Outbound, response: &HttpResponse) -> SendError {
    let (_, result) = run(&Whatsapp, &number(), message, |_, _| response.clone());
    result.unwrap_err()
}

#[test]
fn s1_52_a_text_is_one_request() {
    let (asked, result) = run(&Whatsapp, &number(), &outbound(PHONE, text("hello ü")), accepts);
    assert_eq!(result.unwrap(), ["wamid.0"]);
    let [(request, repeat)] = asked.as_slice() else { panic!("{}", asked.len()) };
    assert_eq!((request.url.as_str(), bearer(request)), (MESSAGES, Some(TOKEN)));
    assert_eq!(*repeat, Repeat::Unsafe);
    assert_eq!(
        body(request),
        json!({"messaging_product": "whatsapp", "recipient_type": "individual", "to": PHONE, "type": "text",
            "text": {"body": "hello ü", "preview_url": false}, "biz_opaque_callback_data": REFERENCE})
    );
}

#[test]
fn people_known_by_a_business_scoped_id_are_recipients() {
    for id in ["US.77", "US.ENT.5", "GR.13491208655302741918"] {
        let (asked, _) = run(&Whatsapp, &number(), &outbound(id, text("hello")), accepts);
        let json = body(&asked[0].0);
        assert_eq!((&json["recipient"], &json["to"]), (&json!(id), &Value::Null));
    }
}

#[test]
fn a_long_text_goes_in_parts_one_after_another() {
    let longest = "a".repeat(4_096);
    assert_eq!(sent(text(&longest)), [json!({"text": {"body": longest, "preview_url": false}})]);
    let content = options(&"word ".repeat(600), &["Yes", "No"]);
    let parts = sent(content);
    assert_eq!(parts.len(), 3, "what stands above buttons holds 1,024 characters");
    assert!(parts[0]["text"]["body"].as_str().unwrap().chars().count() <= 1_024);
    assert_eq!(parts[2]["interactive"]["type"], "button");
    let message = outbound(PHONE, options(&"word ".repeat(600), &["Yes"]));
    let (asked, result) = run(&Whatsapp, &number(), &message, |request, number| match number {
        1 => answer(500, ""),
        number => accepts(request, number),
    });
    assert_eq!((asked.len(), result.unwrap_err().class), (2, RetryClass::Transient), "no part overtakes");
    let state = SendState::default().and(Some("wamid.0"));
    let step = Whatsapp.step(&number(), &message, &state, None);
    let frontdesk_channels::Step::Ask { request, .. } = step else { panic!("{step:?}") };
    assert_eq!(body(&request), body(&asked[1].0), "a later try goes on where the first ended");
}

#[test]
fn s1_48_a_picture_is_uploaded_and_then_shown() {
    let content = files(vec![file("cat.jpg", "image/jpeg", 5 * 1_024 * 1_024)], Some("look"));
    let (asked, result) = run(&Whatsapp, &number(), &outbound(PHONE, content), accepts);
    assert_eq!(result.unwrap(), ["wamid.1"]);
    let [(upload, safe), (message, not_safe)] = asked.as_slice() else { panic!("{}", asked.len()) };
    assert_eq!(
        (upload.url.as_str(), bearer(upload)),
        ("https://graph.facebook.com/v25.0/1001/media", Some(TOKEN))
    );
    assert_eq!((*safe, *not_safe), (Repeat::Safe, Repeat::Unsafe));
    assert_eq!(
        body(upload),
        json!({"messaging_product": "whatsapp", "type": "image/jpeg",
            "file": ["090909090909090909090909", "cat.jpg", "image/jpeg"]})
    );
    assert_eq!(bare(message), json!({"image": {"id": "media-0", "caption": "look"}}));
}

#[test]
fn each_kind_of_file_goes_as_what_it_is() {
    for (media_type, kind, content) in [
        ("image/png", "image", json!({"id": "media-0", "caption": "c"})),
        ("video/mp4", "video", json!({"id": "media-0", "caption": "c"})),
        ("application/pdf", "document", json!({"id": "media-0", "caption": "c", "filename": "f"})),
        ("text/plain", "document", json!({"id": "media-0", "caption": "c", "filename": "f"})),
    ] {
        assert_eq!(sent(files(vec![file("f", media_type, 9)], Some("c"))), [json!({ kind: content })]);
    }
    let voice = sent(files(vec![file("f.ogg", "audio/ogg", 9)], Some("c")));
    let words = json!({"text": {"body": "c", "preview_url": false}});
    assert_eq!(voice, [json!({"audio": {"id": "media-0"}}), words], "audio has no caption: it comes after");
}

#[test]
fn what_cannot_go_as_a_file_goes_as_a_link() {
    let link = |line: &str| json!({"text": {"body": line, "preview_url": false}});
    for (file, line) in [
        (
            file("big.png", "image/png", 5 * 1_024 * 1_024 + 1),
            "big.png (5.3 MB): https://desk.example.org/f/9",
        ),
        (file("a.zip", "application/zip", 2_048), "a.zip (2.1 kB): https://desk.example.org/f/9"),
        (file("a.webp", "image/webp", 9), "a.webp (9 B): https://desk.example.org/f/9"),
    ] {
        assert_eq!(sent(files(vec![file.clone()], None)), [link(line)]);
        assert_eq!(sent(files(vec![file.clone()], Some("see"))), [link(&format!("see\n{line}"))]);
        let mut message = outbound(PHONE, files(vec![file], None));
        message.links.clear();
        let (asked, result) = run(&Whatsapp, &number(), &message, accepts);
        assert_eq!((asked.len(), result.unwrap_err().code.as_str()), (0, "no_link"));
    }
    let several = vec![
        file("a.zip", "application/zip", 9),
        file("a.png", "image/png", 9),
        file("b.png", "image/png", 9),
    ];
    assert_eq!(
        sent(files(several, Some("see"))),
        [
            json!({"image": {"id": "media-0", "caption": "see"}}),
            json!({"image": {"id": "media-2"}}),
            link("a.zip (9 B): https://desk.example.org/f/9"),
        ]
    );
}

#[test]
fn a_file_that_the_provider_refuses_goes_as_a_link() {
    let message = outbound(PHONE, files(vec![file("odd.pdf", "application/pdf", 9)], Some("see")));
    let refused =
        r#"{"error":{"code":100,"message":"Param file must be a file with one of the following types"}}"#;
    let (asked, result) = run(&Whatsapp, &number(), &message, |request, number| match number {
        0 => answer(400, refused),
        number => accepts(request, number),
    });
    assert_eq!(result.unwrap(), ["wamid.1"]);
    let line = "see\nodd.pdf (9 B): https://desk.example.org/f/9";
    assert_eq!(bare(&asked[1].0), json!({"text": {"body": line, "preview_url": false}}));
    let broken = fails(&message, &answer(200, "{\"id\":"));
    assert_eq!(broken.class, RetryClass::Transient, "an upload can be made again");
}

#[test]
fn options_are_buttons_or_a_list() {
    let id = |number: usize| format!("030303030303030303030303:o{number}");
    let button = |number, title| json!({"type": "reply", "reply": {"id": id(number), "title": title}});
    assert_eq!(
        sent(options("Pick", &["Yes", "No"])),
        [json!({"interactive": {"type": "button", "body": {"text": "Pick"},
            "action": {"buttons": [button(0, "Yes"), button(1, "No")]}}})]
    );
    let long = "A label that is too long for a button";
    assert_eq!(
        sent(options("Pick", &["Short", long])),
        [json!({"interactive": {"type": "list", "body": {"text": "Pick"}, "action": {"button": "☰",
            "sections": [{"rows": [
                {"id": id(0), "title": "Short"},
                {"id": id(1), "title": "A label that is too lon…", "description": long}]}]}}})]
    );
    let four = sent(options("Pick", &["1", "2", "3", "4"]));
    assert_eq!(four[0]["interactive"]["action"]["sections"][0]["rows"].as_array().unwrap().len(), 4);
    let eleven: Vec<String> = (1..=11).map(|number| number.to_string()).collect();
    let eleven = sent(options("Pick", &eleven.iter().map(String::as_str).collect::<Vec<_>>()));
    assert!(eleven[0]["text"]["body"].as_str().unwrap().ends_with("11. 11"), "more is text");
}

#[test]
fn s1_52_a_template_goes_when_the_window_is_closed() {
    let template = |parameters: &[&str]| Content::Template {
        name: "order_update".to_owned(),
        language: "en_US".to_owned(),
        parameters: parameters.iter().map(|text| (*text).to_owned()).collect(),
        text: said("Your order 42 left."),
    };
    assert_eq!(
        sent(template(&["42", "Ana"])),
        [json!({"template": {"name": "order_update", "language": {"code": "en_US"}, "components": [
            {"type": "body", "parameters": [{"type": "text", "text": "42"}, {"type": "text", "text": "Ana"}]}]}})]
    );
    let plain = json!({"template": {"name": "order_update", "language": {"code": "en_US"}}});
    assert_eq!(sent(template(&[])), [plain]);
}

fn card(title: &str, buttons: Vec<CardButton>) -> Card {
    Card {
        title: title.to_owned(),
        description: Some("Fine".to_owned()),
        image: Some("https://example.org/i.png".to_owned()),
        buttons,
    }
}

fn link() -> CardButton {
    CardButton::Link { label: "See it".to_owned(), url: "https://example.org/a".to_owned() }
}

fn reply(id: &str) -> CardButton {
    CardButton::Reply { id: id.to_owned(), label: format!("Take {id}") }
}

#[test]
fn cards_of_one_kind_are_a_carousel() {
    let header = json!({"type": "image", "image": {"link": "https://example.org/i.png"}});
    let links = Content::Carousel {
        text: Some(said("Ours")),
        cards: vec![card("A", vec![link()]), card("B", vec![link()])],
    };
    let action =
        json!({"name": "cta_url", "parameters": {"display_text": "See it", "url": "https://example.org/a"}});
    let expected = |index, title: &str| {
        json!({"card_index": index, "type": "cta_url", "header": header, "body": {"text": format!("{title}\nFine")},
            "action": action})
    };
    assert_eq!(
        sent(links),
        [json!({"interactive": {"type": "carousel", "body": {"text": "Ours"},
            "action": {"cards": [expected(0, "A"), expected(1, "B")]}}})]
    );
    let answers = Content::Carousel {
        text: None,
        cards: vec![card("A", vec![reply("a")]), card("B", vec![reply("b")])],
    };
    let cards = sent(answers)[0]["interactive"]["action"]["cards"].clone();
    assert_eq!(cards[1]["type"], "cta_url");
    assert_eq!(
        cards[1]["action"]["buttons"],
        json!([{"type": "quick_reply", "quick_reply": {"id": "030303030303030303030303:b", "title": "Take b"}}])
    );
}

#[test]
fn cards_of_different_kinds_are_text_with_options() {
    let mixed = Content::Carousel {
        text: Some(said("Ours")),
        cards: vec![card("A", vec![link(), reply("a")]), card("B", vec![reply("b")])],
    };
    let parts = sent(mixed);
    let [part] = parts.as_slice() else { panic!("{parts:?}") };
    assert_eq!(part["interactive"]["type"], "button");
    assert_eq!(part["interactive"]["action"]["buttons"].as_array().unwrap().len(), 2);
    let words = part["interactive"]["body"]["text"].as_str().unwrap();
    assert!(words.starts_with("Ours\n\n(1/2) A – Fine\n") && words.contains("See it: https://example.org/a"));
    let one = Content::Carousel { text: None, cards: vec![card("A", vec![link()])] };
    assert!(sent(one)[0]["text"]["body"].as_str().unwrap().starts_with("(1/1) A – Fine"));
}

#[test]
fn all_else_is_said_in_words() {
    let articles = Content::Articles {
        text: said("These may help:"),
        articles: vec![ArticleLink {
            title: "Returns".to_owned(),
            url: "https://example.org/r".to_owned(),
            excerpt: None,
        }],
    };
    let field = FormField {
        name: "n".to_owned(),
        label: "Name".to_owned(),
        input: FormInput::Text,
        target: CaptureTarget::Field { field: FieldId::new(1).unwrap() },
    };
    let form = Content::Form { text: said("Tell us"), fields: vec![field] };
    for (content, words) in
        [(articles, "These may help:\n1. Returns\nhttps://example.org/r"), (form, "Tell us\n1. Name")]
    {
        assert_eq!(sent(content), [json!({"text": {"body": words, "preview_url": false}})]);
    }
}

#[test]
fn every_code_has_its_class() {
    use RetryClass::{
        Auth, Content, RecipientGone, ThrottledAccount, ThrottledConversation, Transient, Window,
    };
    let account = ThrottledAccount { after: None };
    let conversation = ThrottledConversation { after: None };
    let message = outbound(PHONE, text("hello"));
    for (class, codes) in [
        (account, [4, 80_007, 130_429, 131_048, 131_057, 133_016].as_slice()),
        (conversation, &[131_056]),
        (Transient, &[1, 2, 131_000, 131_016, 131_053]),
        (Window, &[131_047, 470]),
        (RecipientGone, &[131_026, 131_050]),
        (Auth, &[190, 10, 200, 299, 368, 131_005, 131_031, 131_042, 131_045, 133_010]),
        (
            Content,
            &[
                100, 130_472, 131_008, 131_009, 131_021, 131_030, 131_049, 131_051, 131_062, 132_000,
                132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016, 135_000, 999_999,
            ],
        ),
    ] {
        for code in codes {
            let refused = json!({"error": {"message": "no", "type": "OAuthException", "code": code}});
            let error = fails(&message, &answer(400, &refused.to_string()));
            assert_eq!(error, SendError::new(class, &code.to_string(), "no"), "{code}");
        }
    }
}

#[test]
fn half_an_answer_leaves_it_unknown() {
    let message = outbound(PHONE, text("hello"));
    for half in ["", "{\"messages\":[{\"id\":\"wam", "{}", "[]", "<html>"] {
        let error = fails(&message, &answer(200, half));
        assert_eq!((error.class, error.code.as_str()), (RetryClass::Unknown, UNKNOWN_OUTCOME), "{half}");
    }
    assert_eq!(fails(&message, &answer(502, "<html>")).class, RetryClass::Transient);
    assert_eq!(fails(&message, &answer(429, "")).class, RetryClass::ThrottledAccount { after: None });
}
