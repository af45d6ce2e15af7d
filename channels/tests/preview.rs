//! What an adapter tells of a message, and what it sends, are the same: every kind of content on every channel.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[allow(dead_code, reason = "each file of tests uses what it needs of the scene")]
mod scene;

use frontdesk_channels::{
    Account, Adapter, Body, FormData, HttpRequest, HttpResponse, Outbound, SendState, Step, Token, every,
};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::id::AttachmentId;
use frontdesk_model::markup::written;
use frontdesk_model::message::{ArticleLink, CaptureTarget, Card, CardButton, Content, FormField, FormInput};
use frontdesk_model::time::Span;
use scene::{NOW, answer, file, options, outbound, text, words};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

fn adapters() -> Vec<Arc<dyn Adapter>> {
    every().all().cloned().collect()
}

/// Of any adapter: each finds its own settings among these.
fn account(adapter: &dyn Adapter) -> Account {
    let settings = [
        ("phone_number_id", "1001"),
        ("page_id", "2001"),
        ("instagram_id", "3001"),
        ("bot_user_id", "U1"),
        ("app_id", "wx1"),
        ("user_id", "4001"),
        ("bot_username", "acme_bot"),
        ("account_sid", "AC1"),
        ("phone_number", "+15550001111"),
    ];
    let secrets = [("access_token", "t"), ("bot_token", "1:t"), ("auth_token", "t"), ("app_secret", "s")];
    let token = Token { value: "t".to_owned(), refresh: None, expires_at: NOW.plus(Span::days(1)) };
    Account { token: Some(token), ..scene::account(adapter, &settings, &secrets) }
}

fn to(kind: ChannelKind, content: Content) -> Outbound {
    outbound(if kind == ChannelKind::Sms { "+15550002222" } else { "7001" }, content)
}

/// Says yes in the words of all providers at once.
fn yes() -> HttpResponse {
    answer(
        200,
        &json!({
            "id": "u1", "media_id": "u1", "attachment_id": "u1", "messages": [{"id": "m1"}], "message_id": "m1",
            "ok": true, "result": {"message_id": 9, "chat": {"id": 7001}}, "sid": "SM1", "errcode": 0,
            "data": {"id": "u1", "dm_event_id": "d1"}, "sentMessages": [{"id": "1"}],
        }),
    )
}

/// All that is asked of the provider, and where sending stood at the end.
fn sent(adapter: &dyn Adapter, outbound: &Outbound, first: &HttpResponse) -> (Vec<HttpRequest>, SendState) {
    let account = account(adapter);
    let (mut state, mut requests) = (SendState::default(), Vec::new());
    loop {
        match adapter.step(&account, outbound, &state, None) {
            Step::Ask { request, .. } => requests.push(request),
            Step::Sent { .. } => return (requests, state),
            other => panic!("{:?}: {other:?}", adapter.kind()),
        }
        let answer = if requests.len() == 1 { first.clone() } else { yes() };
        match adapter.step(&account, outbound, &state, Some(&answer)) {
            Step::Go(next) => state = next,
            Step::Sent { .. } => return (requests, state),
            other => panic!("{:?}: {other:?}", adapter.kind()),
        }
    }
}

/// One message as the provider is given it.
#[derive(Default)]
struct Shown {
    /// Every text in it, whatever it is for.
    words: Vec<String>,
    /// The names under which files go.
    fields: Vec<String>,
}

fn is_upload(request: &HttpRequest) -> bool {
    request.url.contains("/media") || request.url.contains("/message_attachments")
}

fn shown(request: &HttpRequest) -> Vec<Shown> {
    match &request.body {
        Body::Form(parts) => {
            let mut shown = Shown::default();
            for part in parts {
                match &part.data {
                    FormData::Bytes(bytes) => shown.words.push(String::from_utf8(bytes.to_vec()).unwrap()),
                    FormData::File(_) => shown.fields.push(part.name.clone()),
                }
            }
            vec![shown]
        }
        Body::Bytes(bytes) => match serde_json::from_slice::<Value>(bytes) {
            // LINE takes several at once; elsewhere a request is a message.
            Ok(body) => match body["messages"].as_array() {
                Some(messages) => messages.iter().map(shown_in).collect(),
                None => vec![shown_in(&body)],
            },
            Err(_) => {
                let pairs = bytes.split(|byte| *byte == b'&').map(|pair| {
                    let pair = String::from_utf8(pair.to_vec()).unwrap();
                    decoded(pair.split_once('=').unwrap().1)
                });
                vec![Shown { words: pairs.collect(), ..Shown::default() }]
            }
        },
        Body::File(_) => Vec::new(),
    }
}

fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

fn shown_in(body: &Value) -> Shown {
    fn collect(value: &Value, words: &mut Vec<String>) {
        match value {
            Value::String(text) => words.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
            // What LINE shows elsewhere than in the message itself does not count.
            Value::Object(fields) => {
                let seen =
                    fields.iter().filter(|(name, _)| !matches!(name.as_str(), "displayText" | "altText"));
                seen.for_each(|(_, field)| collect(field, words));
            }
            _ => {}
        }
    }
    let mut shown = Shown::default();
    collect(body, &mut shown.words);
    shown
}

/// Files that go as such: uploaded, or fetched from their address.
fn as_such(outbound: &Outbound, requests: &[HttpRequest]) -> BTreeSet<AttachmentId> {
    let words: BTreeSet<String> = requests.iter().flat_map(shown).flat_map(|shown| shown.words).collect();
    let fetched = outbound.links.iter().filter(|(_, link)| words.contains(*link));
    let mut found: BTreeSet<AttachmentId> = fetched.map(|(id, _)| *id).collect();
    for request in requests {
        let Body::Form(parts) = &request.body else { continue };
        found.extend(parts.iter().filter_map(|part| match part.data {
            FormData::File(id) => Some(id),
            FormData::Bytes(_) => None,
        }));
    }
    found
}

/// Whether the end user gets it as it was written, seen from the requests alone.
fn is_unchanged(outbound: &Outbound, requests: &[HttpRequest]) -> bool {
    let messages: Vec<Shown> = requests.iter().filter(|it| !is_upload(it)).flat_map(shown).collect();
    let [message] = messages.as_slice() else { return false };
    let says = |text: &str| message.words.iter().any(|word| word == text);
    let has_line = |text: &str| message.words.iter().any(|word| word.lines().any(|line| line == text));
    let label = |button: &CardButton| match button {
        CardButton::Link { label, .. } | CardButton::Reply { label, .. } => says(label),
    };
    match &outbound.content {
        // WhatsApp's mark, or Telegram's word for it.
        Content::Text { text } if !text.spans().is_empty() => {
            says(&format!("*{text}*")) || says(text.as_str()) && says("bold")
        }
        Content::Text { text } => says(text.as_str()),
        Content::Files { files, caption } => {
            let as_such = as_such(outbound, requests);
            let saved = says("file") || message.fields.iter().any(|field| field == "document");
            let shows = |media_type: &str| media_type.starts_with("application/") || !saved;
            files.iter().all(|file| as_such.contains(&file.id) && shows(&file.media_type))
                && caption.as_ref().is_none_or(|caption| says(caption.as_str()))
        }
        Content::Options { text, options } => {
            says(text.as_str()) && options.iter().all(|option| says(&option.label)) && !says("list")
        }
        Content::Carousel { text, cards } => {
            text.as_ref().is_none_or(|text| says(text.as_str()))
                && cards.iter().all(|card| has_line(&card.title) && card.buttons.iter().all(label))
        }
        Content::Template { name, text, .. } => says(name) || says(text.as_str()),
        Content::Articles { text, .. } | Content::Form { text, .. } => says(text.as_str()),
        Content::Chosen { .. } | Content::FormFilled { .. } | Content::Unsupported { .. } => {
            panic!("nobody sends this")
        }
    }
}

fn files(given: &[(&str, &str, u64)], caption: Option<&str>) -> Content {
    let files = (1_u8..).zip(given).map(|(n, (name, kind, size))| file(n, name, kind, *size)).collect();
    Content::Files { files, caption: caption.map(words) }
}

fn labelled(texts: &str, labels: &[&str]) -> Content {
    let pairs: Vec<(String, &str)> =
        labels.iter().enumerate().map(|(n, label)| (format!("o{n}"), *label)).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(id, label)| (id.as_str(), *label)).collect();
    options(texts, &pairs)
}

fn cards(text: Option<&str>, labels: &[&str], image: bool) -> Content {
    let card = |(n, label): (usize, &&str)| Card {
        title: format!("Sock {n}"),
        description: Some("Warm".to_owned()),
        image: image.then(|| format!("https://shop.example.org/{n}.png")),
        buttons: vec![CardButton::Reply { id: format!("buy:{n}"), label: (*label).to_owned() }],
    };
    Content::Carousel { text: text.map(words), cards: labels.iter().enumerate().map(card).collect() }
}

fn contents() -> Vec<(&'static str, Content)> {
    let (jpeg, pdf) = (("a.jpg", "image/jpeg", 90_000), ("b.pdf", "application/pdf", 90_000));
    let numbers: Vec<String> = (0..14).map(|n| format!("No. {n}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let article = ArticleLink {
        title: "Returns".to_owned(),
        url: "https://help.example.org/r".to_owned(),
        excerpt: None,
    };
    let field = FormField {
        name: "mail".to_owned(),
        label: "E-mail".to_owned(),
        input: FormInput::Email,
        target: CaptureTarget::ProfileEmail,
    };
    let long = "word ".repeat(819);
    vec![
        ("text", text("Hello *you*, see https://example.org")),
        ("bold text", Content::Text { text: written("**Hello**").unwrap() }),
        ("bold text, link", Content::Text { text: written("**Hello** [you](https://a.example)").unwrap() }),
        ("long text", text(&long)),
        ("picture", files(&[jpeg], None)),
        ("picture, caption", files(&[jpeg], Some("Look"))),
        ("two pictures", files(&[jpeg, ("b.png", "image/png", 9)], None)),
        ("document, caption", files(&[pdf], Some("Your bill"))),
        ("picture and document", files(&[jpeg, pdf], Some("Both"))),
        ("huge picture", files(&[("a.jpg", "image/jpeg", 60_000_000)], None)),
        ("HEIC picture", files(&[("a.heic", "image/heic", 9)], None)),
        ("film", files(&[("a.mp4", "video/mp4", 90_000)], None)),
        ("voice, caption", files(&[("a.ogg", "audio/ogg", 9)], Some("Listen"))),
        ("recording", files(&[("a.mp3", "audio/mpeg", 9)], None)),
        ("picture, long caption", files(&[jpeg], Some(&long))),
        ("3 options", labelled("Which?", &numbers[..3])),
        ("10 options", labelled("Which?", &numbers[..10])),
        ("14 options", labelled("Which?", &numbers)),
        ("option of 25 characters", labelled("Which?", &["A label that is too long!"])),
        ("option of 99 characters", labelled("Which?", &[&"long label ".repeat(9)])),
        ("option of a long id", options("Which?", &[(&"i".repeat(50), "Yes")])),
        ("options, long text", labelled(&long, &numbers[..2])),
        ("cards", cards(None, &["Take", "Take"], true)),
        ("cards, text", cards(Some("Ours"), &["Take", "Take"], true)),
        ("cards, long labels", cards(None, &["A label that is too long!"; 2], true)),
        ("cards without pictures", cards(None, &["Take", "Take"], false)),
        ("14 cards", cards(None, &numbers, true)),
        ("articles", Content::Articles { text: words("Try"), articles: vec![article] }),
        ("form", Content::Form { text: words("You?"), fields: vec![field] }),
        (
            "template",
            Content::Template {
                name: "order".to_owned(),
                language: "en".to_owned(),
                parameters: vec!["42".to_owned()],
                text: words("Order 42 left"),
            },
        ),
    ]
}

#[test]
fn a_message_is_changed_if_and_only_if_a_rule_is_told() {
    for adapter in adapters() {
        for (name, content) in contents() {
            let outbound = to(adapter.kind(), content);
            let told = outbound.previewed(adapter.as_ref(), &account(adapter.as_ref())).unwrap();
            let (requests, state) = sent(adapter.as_ref(), &outbound.written_on(adapter.kind()), &yes());
            let case = format!("{:?}, {name}: {:?}", adapter.kind(), told.degraded);
            assert_eq!(is_unchanged(&outbound, &requests), told.degraded.is_empty(), "{case}");
            let messages = requests.iter().filter(|it| !is_upload(it)).flat_map(shown).count();
            assert_eq!(told.messages, messages, "{case}");
            let Content::Files { files, .. } = &outbound.content else { continue };
            let sent_as_such = as_such(&outbound, &requests);
            let linked: BTreeSet<AttachmentId> =
                files.iter().map(|file| file.id).filter(|id| !sent_as_such.contains(id)).collect();
            assert_eq!(told.linked, linked, "{case}");
            assert_eq!(told.degraded.contains(&Degradation::FileAsLink), !linked.is_empty(), "{case}");
            assert!(state.degraded.is_empty(), "nothing was refused");
        }
    }
}

/// The rules of every content on every channel, as text.
fn table() -> String {
    let mut table = String::new();
    for adapter in adapters() {
        let _ = writeln!(table, "{}", adapter.kind().word());
        for (name, content) in contents() {
            let outbound = to(adapter.kind(), content);
            let told = outbound.previewed(adapter.as_ref(), &account(adapter.as_ref())).unwrap();
            let rules: Vec<String> = told
                .degraded
                .iter()
                .map(|rule| serde_json::to_value(rule).unwrap().as_str().unwrap().to_owned())
                .collect();
            let rules = if rules.is_empty() { "as it is".to_owned() } else { rules.join(", ") };
            let _ = writeln!(table, "  {name}: {} × {rules}", told.messages);
        }
    }
    table
}

#[test]
fn the_rules_of_every_channel_are_those_that_were_agreed_on() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/degraded.txt");
    let now = table();
    if std::env::var_os("WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(agreed == now, "run with WRITE_GOLDEN=1 and look at what changed:\n{now}");
}

#[test]
fn every_rule_is_told_somewhere() {
    let table = table();
    for rule in Degradation::ALL {
        let name = serde_json::to_value(rule).unwrap();
        assert!(table.contains(name.as_str().unwrap()), "{rule:?} is told nowhere");
    }
}

#[test]
fn what_a_provider_refuses_on_the_way_is_told_as_well() {
    let no_file = answer(400, &json!({"error": {"code": 100, "message": "no such type"}}));
    let no_picture = answer(
        400,
        &json!({"ok": false, "error_code": 400, "description": "Bad Request: PHOTO_INVALID_DIMENSIONS"}),
    );
    let no_media = answer(200, &json!({"errcode": 40_004, "errmsg": "invalid media type"}));
    for (kind, refusal, rule) in [
        (ChannelKind::Whatsapp, &no_file, Degradation::FileAsLink),
        (ChannelKind::Messenger, &no_file, Degradation::FileAsLink),
        (ChannelKind::Instagram, &no_file, Degradation::FileAsLink),
        (ChannelKind::Wechat, &no_media, Degradation::FileAsLink),
        (ChannelKind::Telegram, &no_picture, Degradation::MediaAsFile),
    ] {
        let adapter = adapters().into_iter().find(|adapter| adapter.kind() == kind).unwrap();
        let outbound = to(kind, files(&[("a.jpg", "image/jpeg", 9)], None));
        let told = outbound.previewed(adapter.as_ref(), &account(adapter.as_ref())).unwrap();
        assert!(told.degraded.is_empty(), "{kind:?} takes such files");
        let (_, state) = sent(adapter.as_ref(), &outbound, refusal);
        assert_eq!(state.degraded, BTreeSet::from([rule]), "{kind:?}");
    }
}
