use crate::app::{As, MARIE, TestApp};
use crate::client::{Client, End};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[actix_web::test]
async fn a_drain_tells_every_socket_when_to_come_back() {
    let app = TestApp::start().await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    let (mut widget, _) = Client::widget(&app, &app.visit().await, None).await;
    app.state.drain();
    for client in [&mut marie, &mut widget] {
        let (frames, end) = client.end().await;
        assert_eq!(end, End::Closed { code: 1012 });
        let last = frames.last().expect("last words");
        assert_eq!((&last["type"], &last["reason"]), (&json!("closing"), &json!("draining")));
        assert!(last["retry_after_ms"].as_u64().is_some_and(|wait| (500..3_000).contains(&wait)));
    }
    let error = Client::try_open(&app, "/ws/widget", &[("origin", &app.url)]).await.err();
    assert!(error.is_some(), "and lets nobody in");
}

#[actix_web::test]
async fn signing_out_closes_the_sockets_of_that_browser_and_no_others() {
    let app = TestApp::start().await;
    let (one, other) = (app.sign_in(MARIE).await, app.sign_in(MARIE).await);
    let mut here = Client::agent(&app, &one).await;
    let mut there = Client::agent(&app, &other).await;
    let response = app.post("/desk/v1/sign-out", &json!({})).by(&one).send().await.expect("an answer");
    assert!(response.status().is_success());
    assert_eq!(here.end().await.1, End::Closed { code: 4401 });
    there.send(&json!({ "type": "ping", "at": 7 })).await;
    assert_eq!(there.until("pong").await["at"], 7);
}

#[actix_web::test]
async fn a_socket_that_goes_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let (mut widget, _) = Client::widget(&app, &app.visit().await, None).await;
    let mut marie = Client::agent(&app, &app.sign_in(MARIE).await).await;
    assert_eq!(app.state.sockets.len(), 2);
    widget.send_message(tokio_tungstenite::tungstenite::Message::Close(None)).await;
    widget.end().await;
    marie.send(&json!({ "type": "ping", "at": 1 })).await;
    marie.until("pong").await;
    drop(marie);
    // Both are gone as soon as the server has seen it; nothing else is waited for.
    while !app.state.sockets.is_empty() {
        tokio::task::yield_now().await;
    }
}

/// A client that opens a socket, watches a busy conversation and never reads: what waits for it stays within the
/// bound, the others go on, and it is dropped.
#[actix_web::test]
async fn a_client_that_stops_reading_is_closed_and_costs_nobody_else() {
    let app = TestApp::with(|config| {
        config.limits.visitor_messages.burst = 100_000;
        config.limits.agent_commands.burst = 100_000;
    })
    .await;
    let browser = app.sign_in(MARIE).await;
    let (token, conversation) = app.waiting_visitor().await;
    let mut marie = Client::agent(&app, &browser).await;
    marie.command(json!({ "do": "take", "conversation": conversation })).await;

    let address = app.url.trim_start_matches("http://").to_owned();
    let mut deaf = tokio::net::TcpStream::connect(&address).await.expect("a connection");
    let hello = json!({
        "type": "hello", "integration": app.widget, "token": token, "conversation": null, "epoch": null, "seq": null
    })
    .to_string();
    let handshake = format!(
        "GET /ws/widget HTTP/1.1\r\nHost: {address}\r\nOrigin: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        app.url
    );
    deaf.write_all(handshake.as_bytes()).await.expect("written");
    let mut answer = [0; 16];
    deaf.read_exact(&mut answer).await.expect("an answer");
    assert!(answer.starts_with(b"HTTP/1.1 101"));
    // A masked text frame with an extended length; the mask is zero.
    let length = u16::try_from(hello.len()).expect("a short frame").to_be_bytes();
    deaf.write_all(&[0x81, 0xfe, length[0], length[1], 0, 0, 0, 0]).await.expect("written");
    deaf.write_all(hello.as_bytes()).await.expect("written");
    while app.state.sockets.len() < 2 {
        tokio::task::yield_now().await;
    }

    let text = "x".repeat(4_000);
    let mut said = 0;
    // More than the queue and the buffers of the system on both sides hold.
    while app.state.sockets.len() == 2 {
        let reply = json!({ "do": "reply", "conversation": conversation, "text": text, "files": [], "submit_as": null });
        assert_eq!(marie.command(reply).await["type"], "done", "the agent is not held up");
        said += 1;
        assert!(said < 20_000, "a client that reads nothing is never closed");
    }
    marie.send(&json!({ "type": "ping", "at": 5 })).await;
    assert_eq!(marie.until("pong").await["at"], 5);
    drop(deaf);
}
