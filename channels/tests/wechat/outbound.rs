//! What WeChat is given for each kind of content, to the letter.

use super::{answer, bytes_of, file, json_of, linked, message_id, option, outbound, said, text, wechat};
use frontdesk_channels::wechat::Wechat;
use frontdesk_channels::{Adapter, Body, FormData, FormPart, Outbound, SendState, Step, choice};
use frontdesk_model::message::{ArticleLink, Card, CardButton, Content};
use serde_json::{Value, json};

const SEND: &str = "https://api.weixin.qq.com/cgi-bin/message/custom/send?access_token=T%2F1";

/// What is said in all requests but uploads; WeChat takes each.
fn messages(outbound: &Outbound) -> Vec<Value> {
    let mut state = SendState::default();
    let mut said = Vec::new();
    loop {
        let request = match Wechat.step(&wechat(), outbound, &state, None) {
            Step::Ask { request, .. } => request,
            Step::Sent { ids } => {
                assert!(ids.is_empty(), "WeChat gives none");
                return said;
            }
            other => panic!("{other:?}"),
        };
        let taken = if matches!(request.body, Body::Form(_)) {
            r#"{"type":"image","media_id":"up-1","created_at":1767225600}"#
        } else {
            assert_eq!(request.url, SEND);
            said.push(json_of(&request));
            r#"{"errcode":0,"errmsg":"ok"}"#
        };
        match Wechat.step(&wechat(), outbound, &state, Some(&answer(200, taken))) {
            Step::Go(next) => state = next,
            other => panic!("{other:?}"),
        }
    }
}

fn of(kind: &str, what: Value) -> Value {
    json!({ "touser": "oABC", "msgtype": kind, kind: what })
}

fn of_text(text: &str) -> Value {
    of("text", json!({ "content": text }))
}

#[test]
fn a_text_goes_as_it_is_and_nothing_in_it_is_escaped() {
    let outbound = text("你好 👋 \"é\"");
    assert_eq!(messages(&outbound), [of_text("你好 👋 \"é\"")]);
    let Step::Ask { request, .. } = Wechat.step(&wechat(), &outbound, &SendState::default(), None) else {
        panic!("a request is expected")
    };
    // WeChat shows \u4f60 as it stands.
    let body = String::from_utf8(bytes_of(&request).to_vec()).unwrap();
    assert!(body.contains("你好 👋 \\\"é\\\""));
}

#[test]
fn a_text_is_cut_where_wechat_would_refuse_it() {
    assert_eq!(messages(&text(&"é".repeat(1_024))).len(), 1);
    let parts = messages(&text(&"é".repeat(1_025)));
    let lengths: Vec<usize> =
        parts.iter().map(|part| part["text"]["content"].as_str().unwrap().len()).collect();
    assert_eq!(lengths, [2_048, 2]);
}

#[test]
fn s1_48_files_are_uploaded_and_what_wechat_has_no_message_for_goes_as_a_link() {
    let files = vec![
        file(1, "a.jpg", "image/jpeg", 10_000_000),
        file(2, "b.mp3", "audio/mpeg", 2_000_000),
        file(3, "c.mp4", "video/mp4", 9),
        file(4, "d.png", "image/png", 10_000_001),
        file(5, "e.pdf", "application/pdf", 1_234),
    ];
    let outbound = linked(outbound(Content::Files { files, caption: Some(said("here")) }));
    let lines = "here\nd.png (10.1 MB): https://desk.example.org/f/d.png\n\
                 e.pdf (1.3 kB): https://desk.example.org/f/e.pdf";
    assert_eq!(
        messages(&outbound),
        [
            of("image", json!({ "media_id": "up-1" })),
            of("voice", json!({ "media_id": "up-1" })),
            of("video", json!({ "media_id": "up-1", "title": "c.mp4", "description": "" })),
            of_text(lines),
        ]
    );
}

#[test]
fn an_upload_is_a_form_with_the_file() {
    let file = file(1, "Фото.jpg", "image/jpeg", 9);
    let outbound = outbound(Content::Files { files: vec![file.clone()], caption: None });
    let Step::Ask { request, .. } = Wechat.step(&wechat(), &outbound, &SendState::default(), None) else {
        panic!("an upload is expected")
    };
    let url = "https://api.weixin.qq.com/cgi-bin/media/upload?access_token=T%2F1&type=image";
    assert_eq!(request.url, url);
    let part = FormPart {
        name: "media".to_owned(),
        file_name: Some("Фото.jpg".to_owned()),
        content_type: Some("image/jpeg".to_owned()),
        data: FormData::File(file.id),
    };
    assert!(request.body == Body::Form(vec![part]));
}

#[test]
fn options_are_words_that_can_be_tapped() {
    let options = vec![option("a:1", "是"), option("a:2", "No, thank you")];
    let content = Content::Options { text: said("Shall we?"), options: options.clone() };
    let item = |id: &str, label: &str| json!({ "id": choice::payload(message_id(), id), "content": label });
    let list = json!([item("a:1", "是"), item("a:2", "No, thank you")]);
    let menu = |head: &str| of("msgmenu", json!({ "head_content": head, "list": list, "tail_content": "" }));
    assert_eq!(messages(&outbound(content)), [menu("Shall we?")]);

    let long = format!("{}\n\nShall we?", "é".repeat(1_012));
    let sent = messages(&outbound(Content::Options { text: said(&long), options }));
    assert_eq!(sent, [of_text(&"é".repeat(1_012)), menu("Shall we?")]);

    let wide: Vec<_> = (0..10).map(|n| option(&n.to_string(), &format!("{n}{}", "好".repeat(79)))).collect();
    let sent = messages(&outbound(Content::Options { text: said("Which?"), options: wide }));
    assert!(sent.iter().all(|message| message["msgtype"] == "text"), "no room for the text above them");
}

#[test]
fn s3_17_what_wechat_cannot_show_is_text() {
    let card = Card {
        title: "Socks".to_owned(),
        description: Some("Warm".to_owned()),
        image: None,
        buttons: vec![CardButton::Link {
            label: "Look".to_owned(),
            url: "https://shop.example.org/1".to_owned(),
        }],
    };
    let carousel = Content::Carousel { text: None, cards: vec![card] };
    assert_eq!(
        messages(&outbound(carousel)),
        [of_text("(1/1) Socks – Warm\nLook: https://shop.example.org/1")]
    );
    let article = ArticleLink {
        title: "Returns".to_owned(),
        url: "https://help.example.org/r".to_owned(),
        excerpt: None,
    };
    let articles = Content::Articles { text: said("Try this"), articles: vec![article] };
    assert_eq!(messages(&outbound(articles)), [of_text("Try this\n1. Returns\nhttps://help.example.org/r")]);
}
