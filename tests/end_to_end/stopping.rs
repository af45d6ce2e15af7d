//! Stopping in order, stopping by force, and starting again.

use crate::program::{Server, run_on};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a drain may take, with some room for a busy machine.
const DRAIN: Duration = Duration::from_millis(5_500);

#[tokio::test]
async fn both_signals_stop_an_idle_server_in_order() {
    for signal in ["TERM", "INT"] {
        let dir = tempfile::tempdir().unwrap();
        let server = Server::serve(&dir.path().join("data")).await;
        server.signal(signal);
        let ended = server.ended().await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.took < DRAIN, "{ended:?}");
        assert!(ended.err.contains("\"message\":\"stopped\""), "{ended:?}");
        assert!(!ended.err.contains("\"level\":\"ERROR\""), "{ended:?}");
    }
}

#[tokio::test]
async fn neither_idle_connections_nor_half_a_request_hold_a_stop_up() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(&dir.path().join("data")).await;
    let mut idle = TcpStream::connect(server.address()).await.unwrap();
    idle.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let mut half = TcpStream::connect(server.address()).await.unwrap();
    half.write_all(b"POST /desk/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{")
        .await
        .unwrap();
    let ended = server.stop().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.took < DRAIN, "{ended:?}");
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    assert_eq!(Server::demo(&data).await.stop().await.code, Some(0));
    let before = run_on(&data, &["events", "1", "--contents"]).await.succeeded().out;
    assert_eq!(Server::demo(&data).await.stop().await.code, Some(0));
    assert_eq!(run_on(&data, &["events", "1", "--contents"]).await.succeeded().out, before);
}

#[tokio::test]
async fn after_a_kill_the_server_starts_again_with_everything() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    for _ in 0..3 {
        let server = Server::demo(&data).await;
        server.signal("KILL");
        assert_eq!(server.ended().await.code, None);
    }
    let server = Server::demo(&data).await;
    assert_eq!(server.get("/readyz").await.status(), 200);
    assert_eq!(server.stop().await.code, Some(0));
    let verified = run_on(&data, &["verify"]).await.succeeded();
    assert!(verified.out.ends_with("all is well\n"), "{verified:?}");
}
