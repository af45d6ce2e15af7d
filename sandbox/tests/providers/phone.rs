//! The telephone: its page, and what it is told.

use crate::desk::Bench;
use frontdesk_model::channel::ChannelKind;
use reqwest::Response;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The file and all that it names, one after another.
async fn reached(bench: &Bench) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![String::new()]);
    while let Some(name) = next.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let url = format!("{}{name}", bench.sandbox.phone_url());
        let got = bench.client.get(url).send().await.unwrap();
        assert_eq!(got.status(), 200, "{name}");
        let policy = got.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let text = got.text().await.unwrap();
        for mark in ["from './", "href=\"", "src=\""] {
            let named = text.split(mark).skip(1).filter_map(|rest| rest.split(['\'', '"']).next());
            next.extend(
                named.filter(|name| name.ends_with(".js") || name.ends_with(".css")).map(str::to_owned),
            );
        }
    }
    seen
}

#[actix_rt::test]
async fn the_page_has_all_its_files_and_no_style_or_script_inline() {
    let bench = Bench::new(ChannelKind::Whatsapp).await;
    let files = reached(&bench).await;
    assert!(files.len() > 12, "{files:?}");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/phone")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let reached = files.contains(&name) || ["index.html", "stickers"].contains(&name.as_str());
        assert!(reached, "nothing on the page names {name}");
    }
    let page = bench.client.get(bench.sandbox.phone_url()).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick="));
    let sticker =
        bench.client.get(format!("{}stickers/cat.webp", bench.sandbox.phone_url())).send().await.unwrap();
    assert_eq!(sticker.headers()["content-type"], "image/webp");
}

/// The next event's name and data.
async fn event(stream: &mut Response, rest: &mut String) -> (String, Value) {
    loop {
        if let Some((whole, after)) = rest.split_once("\n\n") {
            let (name, data) = whole.split_once('\n').unwrap();
            let name = name.strip_prefix("event: ").unwrap().to_owned();
            let data = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
            *rest = after.to_owned();
            return (name, data);
        }
        rest.push_str(std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap());
    }
}

#[actix_rt::test]
async fn what_changes_is_told_at_once_to_whom_it_concerns() {
    let bench = Bench::new(ChannelKind::Whatsapp).await;
    let url = format!("{}api/events?person=ana", bench.sandbox.phone_url());
    let mut stream = bench.client.get(url).send().await.unwrap();
    let mut rest = String::new();
    let (name, phone) = event(&mut stream, &mut rest).await;
    assert_eq!((name.as_str(), phone["person"]["id"].as_str()), ("phone", Some("ana")));
    assert_eq!(phone["apps"][0]["kind"], "whatsapp");
    let act = format!("{}api/act", bench.sandbox.phone_url());
    for (person, text) in [("emma", "not for Ana"), ("ana", "hi")] {
        let body = json!({ "account": "whatsapp-1", "person": person, "act": "text", "text": text });
        assert_eq!(bench.client.post(&act).json(&body).send().await.unwrap().status(), 204);
    }
    let (name, chat) = event(&mut stream, &mut rest).await;
    assert_eq!((name.as_str(), chat["messages"][0]["content"]["text"].as_str()), ("chat", Some("hi")));
}

#[actix_rt::test]
async fn other_pages_cannot_post_and_strangers_have_no_phone() {
    let bench = Bench::new(ChannelKind::Whatsapp).await;
    let url = format!("{}api/act", bench.sandbox.phone_url());
    let body = r#"{"account":"whatsapp-1","person":"ana","act":"text","text":"x"}"#;
    let simple =
        bench.client.post(&url).header("content-type", "text/plain").body(body).send().await.unwrap();
    assert!(simple.status().is_client_error());
    let state = format!("{}api/state?person=nobody", bench.sandbox.phone_url());
    assert_eq!(bench.client.get(state).send().await.unwrap().status(), 404);
    for name in ["", "1", "%2e%2e%2fmain.rs"] {
        let got =
            bench.client.get(format!("{}media/{name}", bench.sandbox.phone_url())).send().await.unwrap();
        assert_eq!(got.status(), 404, "{name}");
    }
}
