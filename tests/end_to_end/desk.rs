//! Agents at a server that starts and stops: sign-in, the socket, and what becomes of both.

use crate::program::{Server, frontdesk, run};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::header::{COOKIE, ORIGIN};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

const PATIENCE: Duration = Duration::from_secs(20);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Signs in as a page of the server's would; gives the answer's status, the cookie and the body.
async fn sign_in(server: &Server, email: &str, password: &str) -> (u16, String, Value) {
    let request = reqwest::Client::new()
        .post(format!("{}/desk/v1/sign-in", server.url))
        .header(ORIGIN.as_str(), &server.url)
        .json(&json!({ "email": email, "password": password }));
    let answer = timeout(PATIENCE, request.send()).await.unwrap().unwrap();
    let cookie = answer.headers().get("set-cookie").map(|cookie| cookie.to_str().unwrap().to_owned());
    let cookie = cookie.unwrap_or_default().split(';').next().unwrap().to_owned();
    (answer.status().as_u16(), cookie, answer.json().await.unwrap())
}

async fn me(server: &Server, cookie: &str) -> (u16, Value) {
    let request =
        reqwest::Client::new().get(format!("{}/desk/v1/me", server.url)).header(COOKIE.as_str(), cookie);
    let answer = timeout(PATIENCE, request.send()).await.unwrap().unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// The agents' socket, greeted.
async fn connect(server: &Server, cookie: &str) -> Socket {
    let mut request = format!("ws://{}/ws/agent", server.address()).into_client_request().unwrap();
    request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
    request.headers_mut().insert(ORIGIN, server.url.parse().unwrap());
    let (mut socket, _) = timeout(PATIENCE, connect_async(request)).await.unwrap().unwrap();
    let hello = json!({ "type": "hello", "epoch": null, "watch": [] }).to_string();
    socket.send(Message::text(hello)).await.unwrap();
    let welcome = timeout(PATIENCE, socket.next()).await.unwrap().unwrap().unwrap();
    let welcome: Value = serde_json::from_str(welcome.to_text().unwrap()).unwrap();
    assert_eq!(welcome["type"], "welcome", "{welcome}");
    socket
}

#[tokio::test]
async fn everybody_of_the_demo_can_sign_in_and_stays_signed_in_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let server = Server::demo(&data).await;
    let mut cookies = Vec::new();
    for login in server.ready["logins"].as_array().unwrap() {
        let (email, password) = (login["email"].as_str().unwrap(), login["password"].as_str().unwrap());
        let (status, cookie, body) = sign_in(&server, email, password).await;
        assert_eq!(status, 200, "{email}: {body}");
        assert_eq!(body["agent"]["role"], login["role"], "{body}");
        cookies.push(cookie);
    }
    let (status, ..) = sign_in(&server, "alex@example.com", "not the password").await;
    assert_eq!(status, 401);
    server.stop().await;
    let server = Server::demo(&data).await;
    for cookie in &cookies {
        let (status, body) = me(&server, cookie).await;
        assert_eq!(status, 200, "{body}");
    }
}

#[tokio::test]
async fn the_admin_that_was_created_can_sign_in() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut command = frontdesk(&["create-admin", "--email", "Ana@Example.org", "--name", "Ana Duarte"]);
    command.env("FRONTDESK_DATA", &data).current_dir(dir.path());
    run(command, "a good password\n").await.succeeded();
    let server = Server::serve(&data).await;
    assert!(!server.told().contains("create-admin"), "{}", server.told());
    let (status, _, body) = sign_in(&server, "ana@example.org", "a good password").await;
    assert_eq!((status, &body["agent"]["name"]), (200, &json!("Ana Duarte")), "{body}");
    let ended = server.stop().await;
    assert!(!ended.err.contains("ana@") && !ended.err.contains("Duarte"), "{}", ended.err);
}

#[tokio::test]
async fn the_pages_metrics_and_probes_answer() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::demo(&dir.path().join("demo")).await;
    let (_, cookie, _) = sign_in(&server, "marie@example.com", "marie-demo-password").await;
    let _socket = connect(&server, &cookie).await;
    let metrics = server.get("/metrics").await.text().await.unwrap();
    for metric in
        ["frontdesk_sockets 1", "frontdesk_journal_commits_total", "frontdesk_http_request_duration_seconds"]
    {
        assert!(metrics.contains(metric), "{metric} is missing in: {metrics}");
    }
    for personal in ["marie", "Lambert"] {
        assert!(!metrics.contains(personal), "{metrics}");
    }
    let info: Value = server.get("/demo/info.json").await.json().await.unwrap();
    assert_eq!(info["logins"].as_array().unwrap().len(), 3, "{info}");
}

#[tokio::test]
async fn a_stop_closes_sockets_with_1012_within_five_seconds() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::demo(&dir.path().join("demo")).await;
    let (_, cookie, _) = sign_in(&server, "marie@example.com", "marie-demo-password").await;
    let mut reading = connect(&server, &cookie).await;
    // One that nobody reads from, and one that has not said a word.
    let _silent = connect(&server, &cookie).await;
    let _stranger = TcpStream::connect(server.address()).await.unwrap();
    server.signal("TERM");
    let code = timeout(PATIENCE, async {
        loop {
            match reading.next().await {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code,
                Some(Ok(_)) => {}
                other => panic!("the socket ended without a close: {other:?}"),
            }
        }
    });
    assert_eq!(code.await.unwrap(), CloseCode::Restart);
    let ended = server.ended().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.took < Duration::from_millis(5_500), "{ended:?}");
}

/// The way that docs/operations.md describes, from an empty folder to a widget that opens.
#[tokio::test]
async fn an_admin_makes_the_first_widget() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut command = frontdesk(&["create-admin", "--email", "you@example.org"]);
    command.env("FRONTDESK_DATA", &data).current_dir(dir.path());
    run(command, "a good password\n").await.succeeded();
    let server = Server::serve(&data).await;
    let (_, cookie, me) = sign_in(&server, "you@example.org", "a good password").await;
    let look = json!({ "title": "Write to us", "brand_color": "#1f5eff", "uploads": true });
    let post = |path: String, body: Value| {
        let request = reqwest::Client::new()
            .post(format!("{}{path}", server.url))
            .header(ORIGIN.as_str(), &server.url)
            .header(COOKIE.as_str(), &cookie)
            .header("x-frontdesk-csrf", me["csrf"].as_str().unwrap())
            .json(&body);
        async move { timeout(PATIENCE, request.send()).await.unwrap().unwrap() }
    };
    let widget = json!({ "name": "Website", "flow": null, "group": null, "widget": look });
    let made = post("/desk/v1/admin/integrations".to_owned(), widget).await;
    assert_eq!(made.status(), 201);
    let made: Value = made.json().await.unwrap();
    let id = made["entry"]["id"].as_str().unwrap();
    let opened =
        post(format!("/desk/v1/widget/{id}/session"), json!({ "token": null, "locale": "en" })).await;
    assert_eq!(opened.status(), 200);
    let opened: Value = opened.json().await.unwrap();
    assert!(opened["token"].as_str().is_some_and(|token| token.len() > 20), "{opened}");
}
