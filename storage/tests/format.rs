//! The journal of format version 1 in `tests/golden/v1` must open for ever, and this program still writes the same
//! bytes. It was written once (`FRONTDESK_WRITE_GOLDEN=1`) and is never written again.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{
    Append, AuditEntry, Body, Commit, Counter, DedupeKey, EmbeddedStore, Envelope, Expected, MemoryStore,
    OutboxChange, OutboxRow, Page, RecordKind, RecordWrite, RowTable, RowWrite, Store, StoreConfig, Timer,
    TimerChange,
};
use std::fs;
use std::path::{Path, PathBuf};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/v1/00000000000000000001.journal")
}

fn conversation(number: u8) -> ConversationId {
    ConversationId::from_bytes([number; 12])
}

fn integration() -> IntegrationId {
    IntegrationId::from_bytes([7; 12])
}

fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn text(text: &'static str) -> Bytes {
    Bytes::from_static(text.as_bytes())
}

fn append(of: u8, expected_seq: u64, events: &[&'static str]) -> Option<Append> {
    let events = events.iter().map(|event| text(event)).collect();
    Some(Append { conversation: conversation(of), expected_seq, events })
}

fn body(number: u8, content: &'static str) -> Body {
    Body { message: MessageId::from_bytes([number; 12]), content: text(content) }
}

fn row(id: u8, due: u64) -> OutboxRow {
    let id = LongId::from_bytes([id; 12]);
    OutboxRow {
        id,
        integration: integration(),
        conversation: conversation(1),
        due: at(due),
        payload: text("send"),
    }
}

fn record(key: &'static str, expected: Expected, body: Option<&'static str>) -> RecordWrite {
    RecordWrite { kind: RecordKind::User, key: text(key), expected, body: body.map(text) }
}

fn read_model(key: &'static str, value: Option<&'static str>) -> RowWrite {
    RowWrite { table: RowTable::OpenTickets, key: text(key), value: value.map(text) }
}

/// Every kind of item, each in each of its forms.
fn commits() -> Vec<Commit> {
    let timer = |kind, due| TimerChange::Set(Timer { due: at(due), conversation: conversation(1), kind });
    let audit = |actor, detail| AuditEntry {
        at: at(1_700_000_000_000),
        actor,
        kind: RecordKind::User,
        key: text("user"),
        detail: text(detail),
    };
    vec![
        Commit {
            bodies: vec![body(1, "hello"), body(2, "to be erased")],
            append: append(1, 0, &["a", "b"]),
            ..Commit::default()
        },
        Commit {
            append: append(2, 0, &["other"]),
            outbox: vec![OutboxChange::Put(row(1, 300)), OutboxChange::Put(row(2, 100))],
            timers: vec![timer(0, 1_000), timer(1, 2_000), timer(2, u64::MAX)],
            dedupe: vec![DedupeKey { integration: integration(), event: text("wamid.1") }],
            ..Commit::default()
        },
        Commit {
            append: append(1, 2, &["c"]),
            outbox: vec![OutboxChange::Done(row(1, 300).id)],
            timers: vec![TimerChange::Clear { conversation: conversation(1), kind: 0 }, timer(1, 3_000)],
            records: vec![
                record("user", Expected::Absent, Some("one")),
                record("user", Expected::Revision(1), Some("two")),
                record("gone", Expected::Any, Some("one")),
            ],
            rows: vec![read_model("open", Some("value")), read_model("closed", Some("value"))],
            numbers: vec![(Counter::Ticket, 41), (Counter::Object, 1 << 40)],
            ..Commit::default()
        },
        Commit {
            records: vec![record("gone", Expected::Revision(1), None)],
            rows: vec![read_model("closed", None)],
            audit: vec![audit(None, "by the server"), audit(UserId::new(12).ok(), "by a person")],
            envelopes: vec![Envelope { integration: integration(), at: at(5), raw: text("{}") }],
            ..Commit::default()
        },
    ]
}

async fn fill(store: &dyn Store) {
    for commit in commits() {
        store.commit(commit).await.unwrap();
    }
    assert_eq!(store.redact(conversation(1), vec![MessageId::from_bytes([2; 12])]).await, Ok(1));
}

async fn written(dir: &Path) -> Vec<u8> {
    let store = EmbeddedStore::open(&StoreConfig::new(dir), |_| ()).unwrap();
    fill(&*store).await;
    store.close().await;
    fs::read(dir.join("journal/00000000000000000001.journal")).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn this_program_still_writes_version_1() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = written(dir.path()).await;
    if std::env::var_os("FRONTDESK_WRITE_GOLDEN").is_some() {
        fs::create_dir_all(golden().parent().unwrap()).unwrap();
        fs::write(golden(), &bytes).unwrap();
    }
    // The head holds the epoch, which is drawn at random.
    assert!(bytes[64..] == fs::read(golden()).unwrap()[64..], "the format changed: it needs a new version");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn version_1_is_read() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("journal")).unwrap();
    fs::copy(golden(), dir.path().join("journal").join(golden().file_name().unwrap())).unwrap();
    let store = EmbeddedStore::open(&StoreConfig::new(dir.path()), |_| ()).unwrap();
    let known = MemoryStore::new();
    fill(&known).await;
    for number in [1, 2] {
        assert_eq!(store.load(conversation(number)).await, known.load(conversation(number)).await);
        let page = Page::Before { seq: 3, limit: 2 };
        assert_eq!(
            store.events(conversation(number), page).await,
            known.events(conversation(number), page).await
        );
    }
    // Behind them lie the two frames of the erasure, which only this engine needs.
    assert_eq!(store.offset(), known.offset() + 2);
    assert_eq!(store.read_from(0, 4).await, known.read_from(0, 4).await);
    let end = at(u64::MAX);
    assert_eq!(store.outbox_due(integration(), end, 9).await, known.outbox_due(integration(), end, 9).await);
    assert_eq!(store.timers_due(end, 9).await, known.timers_due(end, 9).await);
    assert_eq!(store.records(RecordKind::User, b"", 9).await, known.records(RecordKind::User, b"", 9).await);
    let table = RowTable::OpenTickets;
    assert_eq!(store.rows(table, b"", b"", 9).await, known.rows(table, b"", b"", 9).await);
    assert_eq!(store.audit(None, 9).await, known.audit(None, 9).await);
    assert_eq!(store.envelopes(integration(), 9).await, known.envelopes(integration(), 9).await);
    for counter in [Counter::Ticket, Counter::Object, Counter::User] {
        assert_eq!(store.next_number(counter), known.next_number(counter));
    }
    let again = Commit { dedupe: commits().remove(1).dedupe, ..Commit::default() };
    assert!(store.commit(again).await.is_err());
}
