//! What LINE is given for each kind of content, to the letter.

use super::{answer, file, json_of, line, linked, message_id, option, outbound, said, text, with};
use frontdesk_channels::line::Line;
use frontdesk_channels::{Account, Adapter, Outbound, SendState, Step, choice};
use frontdesk_model::message::{
    ArticleLink, CaptureTarget, Card, CardButton, Content, FormAnswer, FormField, FormInput,
};
use serde_json::{Value, json};

/// All messages of all requests; LINE takes each.
fn messages_of(account: &Account, outbound: &Outbound) -> Vec<Vec<Value>> {
    let mut state = SendState::default();
    let mut requests = Vec::new();
    loop {
        let request = match Line.step(account, outbound, &state, None) {
            Step::Ask { request, .. } => request,
            Step::Sent { .. } => return requests,
            other => panic!("{other:?}"),
        };
        requests.push(json_of(&request)["messages"].as_array().unwrap().clone());
        let taken = answer(200, r#"{"sentMessages":[{"id":"1","quoteToken":"q"}]}"#);
        match Line.step(account, outbound, &state, Some(&taken)) {
            Step::Go(next) => state = next,
            other => panic!("{other:?}"),
        }
    }
}

fn messages(outbound: &Outbound) -> Vec<Value> {
    let mut requests = messages_of(&line(), outbound);
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn pressed(id: &str, label: &str, shown: &str) -> Value {
    let data = format!("{}\n{label}", choice::payload(message_id(), id));
    json!({ "type": "postback", "label": shown, "data": data, "displayText": label })
}

#[test]
fn a_text_is_cut_where_line_would_refuse_it() {
    assert_eq!(messages(&text("Γεια")), [json!({ "type": "text", "text": "Γεια" })]);
    // LINE counts UTF-16 units: 2,500 such faces fit.
    assert_eq!(messages(&text(&"😀".repeat(2_500))).len(), 1);
    let parts = messages(&text(&"😀".repeat(2_501)));
    let lengths: Vec<usize> =
        parts.iter().map(|part| part["text"].as_str().unwrap().encode_utf16().count()).collect();
    assert_eq!(lengths, [5_000, 2]);
}

#[test]
fn s1_48_pictures_and_sound_go_as_such_and_all_else_as_links() {
    let files = vec![
        file(1, "a.jpg", "image/jpeg", 10_000_000),
        file(2, "b.png", "image/png", 10_000_001),
        file(3, "c.mp3", "audio/mpeg", 9),
        file(4, "d.mp4", "video/mp4", 9),
        file(5, "e.pdf", "application/pdf", 1_234),
    ];
    let content = Content::Files { files, caption: Some(said("here")) };
    let link = |name: &str| format!("https://desk.example.org/f/{name}");
    let sent = messages(&linked(outbound(content.clone())));
    let image = json!({
        "type": "image", "originalContentUrl": link("a.jpg"), "previewImageUrl": link("a.jpg"),
    });
    let audio = json!({ "type": "audio", "originalContentUrl": link("c.mp3"), "duration": 60_000 });
    let lines = format!(
        "here\nb.png (10.1 MB): {}\nd.mp4 (9 B): {}\ne.pdf (1.3 kB): {}",
        link("b.png"),
        link("d.mp4"),
        link("e.pdf")
    );
    assert_eq!(sent, [image, audio, json!({ "type": "text", "text": lines })]);

    let preview = with("video_preview_url", "https://example.org/film.png");
    let sent = messages_of(&preview, &linked(outbound(content.clone()))).remove(0);
    let video = json!({
        "type": "video", "originalContentUrl": link("d.mp4"),
        "previewImageUrl": "https://example.org/film.png",
    });
    assert_eq!(sent[2], video);

    let unlinked = Line.step(&line(), &outbound(content), &SendState::default(), None);
    assert!(matches!(unlinked, Step::Failed(error) if error.code == "no_link"));
}

#[test]
fn few_options_are_buttons_and_more_are_quick_replies() {
    let few = vec![option("a:1", "Yes"), option("a:2", "A label that is far too long")];
    let sent = messages(&outbound(Content::Options { text: said("Shall we?"), options: few }));
    assert_eq!(
        sent,
        [json!({
            "type": "template",
            "altText": "Shall we?\n1. Yes\n2. A label that is far too long",
            "template": {
                "type": "buttons",
                "text": "Shall we?\n• A label that is far too long",
                "actions": [
                    pressed("a:1", "Yes", "Yes"),
                    pressed("a:2", "A label that is far too long", "A label that is far…"),
                ],
            },
        })]
    );
    let many: Vec<_> = (0..13).map(|n| option(&n.to_string(), &format!("No. {n}"))).collect();
    let sent = messages(&outbound(Content::Options { text: said("Which?"), options: many.clone() }));
    assert_eq!(sent.len(), 1);
    assert_eq!((&sent[0]["type"], &sent[0]["text"]), (&json!("text"), &json!("Which?")));
    let items = sent[0]["quickReply"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 13);
    assert_eq!(items[12], json!({ "type": "action", "action": pressed("12", "No. 12", "No. 12") }));

    let wordy = "word ".repeat(40);
    let sent = messages(&outbound(Content::Options { text: said(&wordy), options: many[..2].to_vec() }));
    assert!(sent[0].get("quickReply").is_some(), "too much text for a template");

    let too_many: Vec<_> = (0..14).map(|n| option(&n.to_string(), &format!("No. {n}"))).collect();
    let sent = messages(&outbound(Content::Options { text: said("Which?"), options: too_many }));
    assert!(sent[0]["text"].as_str().unwrap().ends_with("14. No. 13") && sent[0].get("quickReply").is_none());
}

#[test]
fn what_a_button_carries_fits_and_comes_back_as_its_option() {
    let long = "é".repeat(300);
    let content = Content::Options { text: said("?"), options: vec![option("step-9:x", &long)] };
    let sent = messages(&outbound(content));
    let data = sent[0]["quickReply"]["items"][0]["action"]["data"].as_str().unwrap();
    assert_eq!(data.encode_utf16().count(), 300);
    let (payload, label) = data.split_once('\n').unwrap();
    assert_eq!(choice::read(payload), Some((message_id(), "step-9:x")));
    assert!(label.starts_with("éé") && label.ends_with('…'));
}

fn card(title: &str) -> Card {
    Card {
        title: title.to_owned(),
        description: Some("Warm".to_owned()),
        image: Some("https://shop.example.org/socks.png".to_owned()),
        buttons: vec![
            CardButton::Link { label: "Look".to_owned(), url: "https://shop.example.org/1".to_owned() },
            CardButton::Reply { id: "buy:1".to_owned(), label: "Buy".to_owned() },
        ],
    }
}

#[test]
fn s3_17_a_carousel_is_a_carousel() {
    let plain = Card {
        title: "Hat".to_owned(),
        description: None,
        image: None,
        buttons: vec![CardButton::Link {
            label: "Far away".to_owned(),
            url: format!("https://shop.example.org/{}", "x".repeat(1_000)),
        }],
    };
    let content = Content::Carousel { text: Some(said("Our best")), cards: vec![card("Socks"), plain] };
    let sent = messages(&outbound(content));
    assert_eq!(sent[0], json!({ "type": "text", "text": "Our best" }));
    let bubbles = sent[1]["contents"]["contents"].as_array().unwrap();
    let word = |text: &str| json!({ "type": "text", "text": text, "size": "sm", "wrap": true });
    let title =
        |text: &str| json!({ "type": "text", "text": text, "weight": "bold", "size": "lg", "wrap": true });
    let stacked = |contents: Value| json!({ "type": "box", "layout": "vertical", "spacing": "sm", "contents": contents });
    let button =
        |action: Value| json!({ "type": "button", "style": "link", "height": "sm", "action": action });
    assert_eq!(
        bubbles[0],
        json!({
            "type": "bubble",
            "hero": {
                "type": "image", "url": "https://shop.example.org/socks.png", "size": "full",
                "aspectRatio": "20:13", "aspectMode": "cover",
            },
            "body": stacked(json!([title("Socks"), word("Warm")])),
            "footer": stacked(json!([
                button(json!({ "type": "uri", "label": "Look", "uri": "https://shop.example.org/1" })),
                button(pressed("buy:1", "Buy", "Buy")),
            ])),
        })
    );
    assert!(bubbles[1].get("footer").is_none() && bubbles[1].get("hero").is_none());
    let words = bubbles[1]["body"]["contents"][1]["text"].as_str().unwrap();
    assert!(words.starts_with("Far away: https://"), "an address that no button holds stands in the text");
    assert_eq!(sent[1]["type"], json!("flex"));
    assert!(sent[1]["altText"].as_str().unwrap().starts_with("Our best\n\n(1/2) Socks – Warm"));
}

#[test]
fn a_carousel_that_line_would_not_take_is_text() {
    let cards = |number, title: &str| Content::Carousel { text: None, cards: vec![card(title); number] };
    for content in [cards(13, "Socks"), cards(1, &"x".repeat(30_000)), cards(12, &"x".repeat(4_000))] {
        let sent = messages_of(&line(), &outbound(content)).concat();
        let simple =
            |message: &Value| message["type"] == json!("text") || message["type"] == json!("template");
        assert!(sent.iter().all(simple), "{sent:?}");
    }
}

#[test]
fn s3_17_what_line_cannot_show_is_text() {
    let article = ArticleLink {
        title: "Returns".to_owned(),
        url: "https://help.example.org/r".to_owned(),
        excerpt: Some("30 days".to_owned()),
    };
    let field = FormField {
        name: "mail".to_owned(),
        label: "E-mail".to_owned(),
        input: FormInput::Email,
        target: CaptureTarget::ProfileEmail,
    };
    let answered =
        FormAnswer { name: "mail".to_owned(), label: "E-mail".to_owned(), value: "a@example.org".to_owned() };
    let table = [
        (
            Content::Articles { text: said("Try these"), articles: vec![article] },
            "Try these\n1. Returns – 30 days\nhttps://help.example.org/r",
        ),
        (Content::Form { text: said("Who are you?"), fields: vec![field] }, "Who are you?\n1. E-mail"),
        (Content::Chosen { message: message_id(), option: "x".to_owned(), label: said("Yes") }, "Yes"),
        (Content::FormFilled { message: message_id(), answers: vec![answered] }, "E-mail: a@example.org"),
    ];
    for (content, expected) in table {
        assert_eq!(messages(&outbound(content)), [json!({ "type": "text", "text": expected })]);
    }
}

#[test]
fn five_messages_go_in_one_request() {
    let files = (1..=7).map(|n| file(n, &format!("{n}.png"), "image/png", 1)).collect();
    let outbound = linked(outbound(Content::Files { files, caption: None }));
    let sizes: Vec<usize> = messages_of(&line(), &outbound).iter().map(Vec::len).collect();
    assert_eq!(sizes, [5, 2]);
}

#[test]
fn what_comes_to_nothing_is_refused() {
    let empty = outbound(Content::Files { files: Vec::new(), caption: None });
    let Step::Failed(error) = Line.step(&line(), &empty, &SendState::default(), None) else {
        panic!("there is nothing to send")
    };
    assert_eq!(error.code, "empty");
}
