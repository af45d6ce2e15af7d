//! A disk that is full, at the start and while the server works: a clear refusal, and nothing that was acknowledged is
//! lost.

use crate::program::{Server, run, run_on, with_files_up_to};
use serde_json::{Value, json};
use std::fs;

/// What the journal may still grow by: some dozens of sessions.
const ROOM: u64 = 16 << 10;
/// Far above what fits into [`ROOM`].
const MOST_SESSIONS: usize = 1_000;

#[tokio::test]
async fn a_full_disk_at_the_start_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = with_files_up_to(4_096, "demo --data demo --listen 127.0.0.1:0");
    command.current_dir(dir.path());
    let answer = run(command, "").await;
    assert_eq!(answer.code, Some(1), "{answer:?}");
    let last = answer.err.lines().last().unwrap();
    assert!(last.starts_with("frontdesk: ") && last.contains("too large"), "{answer:?}");
    assert!(!answer.err.contains("panicked"), "{answer:?}");
    assert_eq!(answer.out, "");
}

/// Opens a widget; `token`: of one that was opened before.
async fn open_widget(server: &Server, integration: &str, token: Option<&str>) -> (u16, Value) {
    let answer = reqwest::Client::new()
        .post(format!("{}/desk/v1/widget/{integration}/session", server.url))
        .header("origin", &server.url)
        .json(&json!({ "token": token, "locale": "en" }))
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_disk_that_fills_up_stops_what_is_written_and_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let demo = Server::demo(&data).await;
    let info: Value = demo.get("/demo/info.json").await.json().await.unwrap();
    let integration = info["integration"].as_str().unwrap();
    demo.stop().await;

    let journal =
        fs::read_dir(data.join("journal")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    let server = Server::serve_on_full_disk(&data, journal.max().unwrap() + ROOM).await;
    let mut acknowledged = Vec::new();
    let refusal = loop {
        let (status, body) = open_widget(&server, integration, None).await;
        if status != 200 {
            break (status, body);
        }
        acknowledged.push(body["token"].as_str().unwrap().to_owned());
        assert!(acknowledged.len() < MOST_SESSIONS, "the disk did not fill up");
    };
    assert_eq!((refusal.0, refusal.1["code"].as_str()), (503, Some("storage_unavailable")), "{}", refusal.1);
    assert!(acknowledged.len() > 5, "only {} fit", acknowledged.len());
    assert_eq!(server.get("/readyz").await.status(), 503);
    assert_eq!(server.get("/livez").await.status(), 200);
    assert_eq!(server.get("/demo").await.status(), 404);
    let ended = server.stop().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("journal stopped") && !ended.err.contains("panicked"), "{ended:?}");

    let server = Server::serve(&data).await;
    for token in &acknowledged {
        let (status, body) = open_widget(&server, integration, Some(token)).await;
        assert_eq!(
            (status, body["token"].as_str()),
            (200, Some(token.as_str())),
            "an acknowledged session is gone"
        );
    }
    assert_eq!(server.get("/readyz").await.status(), 200);
    server.stop().await;
    assert!(run_on(&data, &["verify"]).await.succeeded().out.ends_with("all is well\n"));
}
