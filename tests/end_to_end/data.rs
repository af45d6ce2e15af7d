//! The commands that look after the data.

use crate::program::{Server, frontdesk, run, run_on};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A folder with the demo's data, and no server on it.
async fn sample(data: &Path) {
    assert_eq!(Server::demo(data).await.stop().await.code, Some(0));
}

/// The conversation of a ticket.
async fn conversation(data: &Path, ticket: &str) -> String {
    let log = run_on(data, &["events", ticket]).await.succeeded().out;
    let first = log.lines().next().unwrap().splitn(4, ' ').last().unwrap().to_owned();
    assert_eq!(serde_json::from_str::<Value>(&first).unwrap()["type"], "started", "{first}");
    log
}

#[tokio::test]
async fn a_log_is_printed_one_event_a_line_and_names_nobody_unless_asked() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    sample(&data).await;
    let log = conversation(&data, "1").await;
    for (number, line) in (1..).zip(log.lines()) {
        let parts: Vec<&str> = line.splitn(4, ' ').collect();
        let [seq, time, _, event] = parts.as_slice() else { panic!("{line}") };
        assert_eq!(seq.parse(), Ok(number), "{line}");
        assert!(time.ends_with('Z') && time.len() == 24, "{line}");
        assert!(serde_json::from_str::<Value>(event).unwrap()["type"].is_string(), "{line}");
    }
    assert!(!log.contains("Grace") && !log.contains("parcel"), "{log}");
    let whole = run_on(&data, &["events", "#1", "--contents"]).await.succeeded().out;
    assert_eq!(whole.lines().count(), log.lines().count());
    assert!(whole.contains("Grace Holloway") && whole.contains("my parcel has not arrived"), "{whole}");

    for (unknown, told) in [
        ("99", "there is no ticket 99"),
        ("ffffffffffffffffffffffff", "there is no conversation ffffffffffffffffffffffff"),
        ("grace", "\"grace\" is neither a conversation's id (24 characters) nor a ticket's number"),
    ] {
        assert_eq!(run_on(&data, &["events", unknown]).await.refusal(2), told);
    }
}

#[tokio::test]
async fn a_backup_taken_while_the_server_runs_brings_everything_back() {
    let dir = tempfile::tempdir().unwrap();
    let (data, copy, restored) =
        (dir.path().join("demo"), dir.path().join("copy"), dir.path().join("restored"));
    let server = Server::demo(&data).await;
    run_on(&data, &["verify"]).await.succeeded();
    let made = run_on(&data, &["backup", "--to", copy.to_str().unwrap()]).await.succeeded();
    assert!(made.out.contains(" commits and 1 attachments are in "), "{made:?}");
    let again = run_on(&data, &["backup", "--to", copy.to_str().unwrap()]).await;
    assert!(again.refusal(2).starts_with("`--to`: "), "{again:?}");
    server.stop().await;

    let back = run_on(&restored, &["restore", "--from", copy.to_str().unwrap()]).await.succeeded();
    assert!(back.out.contains(" are back in "), "{back:?}");
    // Closed ones: others may have gone on after the backup was taken.
    for ticket in ["1", "2", "6"] {
        let of = |data| async move { run_on(data, &["events", ticket, "--contents"]).await.succeeded().out };
        assert_eq!(of(&restored).await, of(&data).await, "ticket {ticket}");
    }
    let over = run_on(&data, &["restore", "--from", copy.to_str().unwrap()]).await;
    assert!(over.refusal(2).starts_with("`data`: "), "{over:?}");
    let nothing = dir.path().join("nothing");
    fs::create_dir(&nothing).unwrap();
    let from_nothing =
        run_on(&dir.path().join("other"), &["restore", "--from", nothing.to_str().unwrap()]).await;
    assert!(from_nothing.refusal(2).starts_with("`--from`: "), "{from_nothing:?}");
}

#[tokio::test]
async fn a_rebuilt_index_finds_what_the_old_one_found() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    sample(&data).await;
    let before = conversation(&data, "7").await;
    let rebuilt = run_on(&data, &["rebuild"]).await.succeeded();
    assert!(rebuilt.out.starts_with("the index is built anew from "), "{rebuilt:?}");
    assert_eq!(conversation(&data, "7").await, before);
    let verified = run_on(&data, &["verify"]).await.succeeded();
    assert!(verified.out.contains(" rows of the index agree with the journal\n"), "{verified:?}");
}

#[tokio::test]
async fn damage_is_found_and_told_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    sample(&data).await;
    let segment = fs::read_dir(data.join("journal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .max_by_key(|path| fs::metadata(path).unwrap().len())
        .unwrap();
    let mut bytes = fs::read(&segment).unwrap();
    // In the first kilobytes there is no room yet for anything but frames.
    bytes[5_000] ^= 0xff;
    fs::write(&segment, bytes).unwrap();
    let answer = run_on(&data, &["verify"]).await;
    assert_eq!(answer.code, Some(1), "{answer:?}");
    let place = format!("{} is damaged at byte ", segment.display());
    assert!(answer.out.contains(&place), "{answer:?}");
    assert!(answer.err.contains("problems in "), "{answer:?}");
}

#[tokio::test]
async fn the_rebuild_of_a_server_that_runs_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let server = Server::demo(&data).await;
    let answer = run_on(&data, &["rebuild"]).await;
    assert!(answer.refusal(1).starts_with("another server uses the data in "), "{answer:?}");
    let mut command = frontdesk(&["create-admin", "--email", "ana@example.org"]);
    command.env("FRONTDESK_DATA", &data).current_dir(dir.path());
    let answer = run(command, "long enough for all\n").await;
    assert!(answer.refusal(1).starts_with("another server uses the data in "), "{answer:?}");
    assert_eq!(server.get("/readyz").await.status(), 200);
}
