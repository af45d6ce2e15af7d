use crate::app::{MARIE, TestApp};
use crate::client::{Client, End};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tokio_tungstenite::tungstenite::{self, Message};

fn status(error: &tungstenite::Error) -> u16 {
    match error {
        tungstenite::Error::Http(response) => response.status().as_u16(),
        other => panic!("{other}"),
    }
}

#[actix_web::test]
async fn a_socket_opens_only_for_our_own_pages_and_a_cookie_that_holds() {
    let app = TestApp::start().await;
    let browser = app.sign_in(MARIE).await;
    // Another last character than the one it has, which is drawn at random.
    let (kept, last) = browser.cookie.split_at(browser.cookie.len() - 1);
    let forged = format!("{kept}{}", if last == "0" { "1" } else { "0" });
    for (headers, expected) in [
        (vec![("cookie", browser.cookie.as_str())], 403),
        (vec![("cookie", browser.cookie.as_str()), ("origin", "https://evil.example")], 403),
        (vec![("cookie", browser.cookie.as_str()), ("origin", "null")], 403),
        (vec![("origin", app.url.as_str())], 401),
        (vec![("cookie", forged.as_str()), ("origin", app.url.as_str())], 401),
    ] {
        let error = Client::try_open(&app, "/ws/agent", &headers).await.err().expect("it is refused");
        assert_eq!(status(&error), expected, "{headers:?}");
    }
    let error = Client::try_open(&app, "/ws/widget", &[]).await.err().expect("it is refused");
    assert_eq!(status(&error), 403);
}

#[actix_web::test]
async fn what_cannot_be_read_is_refused_and_the_third_time_closes() {
    let app = TestApp::start().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    for text in ["not json", "{\"type\":\"base\"}"] {
        marie.send_message(Message::text(text)).await;
        let refused = marie.until("refused").await;
        assert_eq!(refused["error"]["code"], "malformed_frame");
        assert_eq!(refused["id"], Value::Null);
    }
    let surplus = json!({ "type": "ping", "at": 1, "clients": true });
    marie.send(&surplus).await;
    let (frames, end) = marie.end().await;
    assert_eq!(end, End::Closed { code: 4400 }, "{frames:?}");
}

#[actix_web::test]
async fn nothing_is_taken_before_a_hello() {
    let app = TestApp::start().await;
    for frame in [
        json!({ "type": "send", "id": "0123456789abcdef01234567", "say": { "type": "text", "text": "x" } }),
        json!({ "type": "read", "seq": 1 }),
    ] {
        let mut widget = Client::silent_widget(&app).await;
        widget.send(&frame).await;
        assert_eq!(widget.end().await.1, End::Closed { code: 4400 });
    }
    let mut widget = Client::silent_widget(&app).await;
    widget.hello(&app, "no such token", None).await;
    let (frames, end) = widget.end().await;
    assert_eq!(end, End::Closed { code: 4401 });
    assert_eq!(frames[0]["error"]["code"], "not_signed_in");
}

#[actix_web::test]
async fn a_token_opens_only_the_conversation_that_it_is_for() {
    let app = TestApp::start().await;
    let (token, _) = app.waiting_visitor().await;
    let (_, of_somebody_else) = app.waiting_visitor().await;
    let mut widget = Client::silent_widget(&app).await;
    widget
        .send(&json!({
            "type": "hello", "integration": app.widget, "token": token, "conversation": of_somebody_else,
            "epoch": null, "seq": null
        }))
        .await;
    assert_eq!(widget.end().await.1, End::Closed { code: 4401 });
}

#[actix_web::test]
async fn frames_that_are_too_long_or_binary_close_the_socket() {
    let app = TestApp::start().await;
    for (message, code) in
        [(Message::text("x".repeat(20 << 10)), 1009), (Message::binary(vec![1, 2, 3]), 4400)]
    {
        let mut widget = Client::silent_widget(&app).await;
        widget.send_message(message).await;
        let (_, end) = widget.end().await;
        assert_eq!(end, End::Closed { code });
    }
}

#[actix_web::test]
async fn a_text_has_at_most_4096_characters() {
    let app = TestApp::start().await;
    let (mut widget, _) = Client::widget(&app, &app.visit().await, None).await;
    assert_eq!(widget.say(&"é".repeat(4_096)).await["type"], "done");
    assert_eq!(widget.say(&"é".repeat(4_097)).await["error"]["code"], "text_too_long");
    assert_eq!(widget.say(" \n\t ").await["error"]["code"], "text_empty");
}

#[actix_web::test]
async fn what_does_not_exist_or_is_not_allowed_has_its_own_code() {
    let app = TestApp::start().await;
    let (_, conversation) = app.waiting_visitor().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    let unknown = "0123456789abcdef01234567";
    for (command, code) in [
        (json!({ "do": "take", "conversation": unknown }), "not_found"),
        (json!({ "do": "accept", "conversation": conversation, "offer": unknown }), "offer_gone"),
        (
            json!({ "do": "reply", "conversation": conversation, "text": null, "files": [], "submit_as": null }),
            "text_empty",
        ),
        (
            json!({
                "do": "reply", "conversation": conversation, "text": "x", "files": [unknown], "submit_as": null
            }),
            "not_found",
        ),
        (
            json!({ "do": "tags", "conversation": conversation, "add": ["a b"], "remove": [] }),
            "invalid_field",
        ),
        (
            json!({ "do": "set_field", "conversation": conversation, "field": 99, "value": "x" }),
            "invalid_field",
        ),
        (
            json!({
                "do": "transfer", "conversation": conversation, "target": { "to": "agent", "agent": 999 },
                "note": null, "confirmed": true
            }),
            "invalid_field",
        ),
        (
            json!({
                "do": "transfer", "conversation": conversation, "target": { "to": "agent", "agent": app.yannis },
                "note": null, "confirmed": false
            }),
            "confirmation_needed",
        ),
        (json!({ "do": "set_status", "status": "online", "agent": app.yannis }), "forbidden"),
        (json!({ "do": "submit", "conversation": conversation, "status": "new" }), "ok"),
    ] {
        let answer = marie.command(command.clone()).await;
        let got = answer["error"]["code"].as_str().unwrap_or("ok");
        assert_eq!(got, code, "{command}");
    }
}

/// Ten thousand messages at once: what the limit takes is kept, the rest is told to wait, and nothing is lost
/// between the two.
#[actix_web::test]
async fn a_visitor_who_floods_is_told_to_wait_and_loses_nothing() {
    let app = TestApp::start().await;
    let token = app.visit().await;
    let (mut widget, _) = Client::widget(&app, &token, None).await;
    let mut asked = BTreeMap::new();
    for number in 0..10_000 {
        let id = widget.draw();
        let say = json!({ "type": "text", "text": format!("flood {number}") });
        widget
            .send(&json!({ "type": "send", "id": id, "say": say, "meta": { "fields": [], "tags": [] } }))
            .await;
        asked.insert(id, number);
    }
    let (mut done, mut refused) = (Vec::new(), 0);
    while !asked.is_empty() {
        let frame = widget.next().await.expect("the socket stays open");
        let Some(number) = frame["id"].as_str().and_then(|id| asked.remove(id)) else { continue };
        match frame["type"].as_str() {
            Some("done") => done.push(number),
            _ => {
                assert_eq!(frame["error"]["code"], "too_many_requests");
                assert!(frame["error"]["retry_after_ms"].as_u64().is_some_and(|wait| wait > 0));
                refused += 1;
            }
        }
    }
    assert_eq!((done.len(), refused), (10, 9_990), "the clock of this test stands still");
    let (_, welcome) = Client::widget(&app, &token, None).await;
    for number in done {
        let text = format!("\"flood {number}\"");
        assert_eq!(welcome.to_string().matches(&text).count(), 1, "{text}");
    }
}
