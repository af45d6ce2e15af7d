//! What is kept must be found again: backups, erasure, verification, the index built anew.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod workload;

use bytes::Bytes;
use frontdesk_model::id::MessageId;
use frontdesk_storage::attachments::Attachments;
use frontdesk_storage::backup::{BackupError, backup, restore};
use frontdesk_storage::{
    Body, Commit, EmbeddedStore, MemoryStore, Progress, Store, StoreConfig, events_of, rebuild,
    verify::verify,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use workload::Answers;

fn config(dir: &Path) -> StoreConfig {
    StoreConfig { segment_bytes: 32 << 10, index_layer_bytes: 32 << 10, ..StoreConfig::new(dir) }
}

fn open(dir: &Path) -> Arc<EmbeddedStore> {
    EmbeddedStore::open(&config(dir), |_| ()).unwrap()
}

async fn fill(store: &dyn Store, from: u64, until: u64) -> BTreeMap<u64, u64> {
    for conversation in 0..4 {
        workload::write(store, conversation, from, until, |_| ()).await.unwrap();
    }
    (0..4).map(|conversation| (conversation, until)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_running_server_comes_back_elsewhere() {
    let root = tempfile::tempdir().unwrap();
    let [data, copy, back] = ["data", "copy", "back"].map(|name| root.path().join(name));
    let store = open(&data);
    let attachments = Attachments::open(&data).unwrap();
    let mut file = attachments.receive(100).unwrap();
    file.write(b"a picture").unwrap();
    let picture = file.finish().unwrap();
    let counts = fill(&*store, 1, 40).await;
    let taken = backup(&data, &copy, |_| ()).unwrap();
    assert_eq!((taken.offset, taken.attachments), (160, 1));
    fill(&*store, 41, 45).await;
    assert!(matches!(backup(&data, &copy, |_| ()), Err(BackupError::NotEmpty { .. })));
    assert!(matches!(restore(&copy, &data), Err(BackupError::NotEmpty { .. })));

    let restored = restore(&copy, &back).unwrap();
    assert_eq!((restored.offset, restored.attachments), (160, 1));
    let second = open(&back);
    assert_ne!(second.epoch(), store.epoch());
    assert!(second.epoch() < 1 << 53 && store.epoch() < 1 << 53);
    assert_eq!(second.offset(), 160);
    assert_eq!(workload::check(&*second, &counts).await, Answers::Right(counts.clone()));
    workload::check_duplicates(&*second, &counts).await;
    assert!(Attachments::open(&back).unwrap().is_whole(picture.hash).unwrap());
    fill(&*second, 41, 42).await;
    second.close().await;
    assert_eq!(verify(&config(&back), |_| ()).unwrap().problems, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_or_unfinished_backup_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let [data, copy, back] = ["data", "copy", "back"].map(|name| root.path().join(name));
    let store = open(&data);
    fill(&*store, 1, 10).await;
    backup(&data, &copy, |_| ()).unwrap();
    let segment = copy.join("journal/00000000000000000001.journal");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[100] ^= 1;
    fs::write(&segment, bytes).unwrap();
    assert!(matches!(restore(&copy, &back), Err(BackupError::NotABackup { .. })));
    fs::remove_file(copy.join("manifest")).unwrap();
    assert!(matches!(restore(&copy, &root.path().join("other")), Err(BackupError::NotABackup { .. })));
}

fn contains(dir: &Path, text: &str) -> bool {
    fs::read_dir(dir).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

fn with_body(seq: u64, message: u8, text: &str) -> Commit {
    let body = Body {
        message: MessageId::from_bytes([message; 12]),
        content: Bytes::copy_from_slice(text.as_bytes()),
    };
    Commit { append: workload::commit(9, seq).append, bodies: vec![body], ..Commit::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erased_contents_are_gone_from_the_disk_and_nothing_else_is() {
    let root = tempfile::tempdir().unwrap();
    let store = open(root.path());
    let counts = fill(&*store, 1, 30).await;
    store.commit(with_body(1, 1, "a secret that must go")).await.unwrap();
    store.commit(with_body(2, 2, "another that stays")).await.unwrap();
    let conversation = workload::conversation(9);
    store.save_snapshot(conversation, 2, Bytes::from_static(b"knows the secret"));
    let journal = root.path().join("journal");
    assert!(contains(&journal, "a secret that must go"));
    let messages = vec![MessageId::from_bytes([1; 12])];
    assert_eq!(store.redact(conversation, messages.clone()).await, Ok(1));
    assert_eq!(store.redact(conversation, messages).await, Ok(0));
    assert!(!contains(&journal, "a secret that must go"));
    assert!(contains(&journal, "another that stays"));
    for anew in [false, true] {
        let store = if anew { None } else { Some(&store) };
        if let Some(store) = store {
            let loaded = store.load(conversation).await.unwrap().unwrap();
            assert_eq!(loaded.snapshot, None);
            assert_eq!(loaded.events[0].bodies, []);
            assert_eq!(loaded.events[1].bodies.len(), 1);
            assert_eq!(workload::check(&**store, &counts).await, Answers::Right(counts.clone()));
            store.close().await;
        } else {
            rebuild(&config(root.path()), |_| ()).unwrap();
            let store = open(root.path());
            assert_eq!(store.load(conversation).await.unwrap().unwrap().events[0].bodies, []);
            assert_eq!(workload::check(&*store, &counts).await, Answers::Right(counts.clone()));
        }
    }
    let report = verify(&config(root.path()), |_| ()).unwrap();
    assert_eq!((report.erased, report.problems), (1, vec![]));
}

#[tokio::test]
async fn the_memory_engine_erases_as_well() {
    let store = MemoryStore::new();
    store.commit(with_body(1, 1, "a secret")).await.unwrap();
    let (conversation, messages) = (workload::conversation(9), vec![MessageId::from_bytes([1; 12])]);
    assert_eq!(store.redact(conversation, messages.clone()).await, Ok(1));
    assert_eq!(store.redact(conversation, messages).await, Ok(0));
    assert_eq!(store.load(conversation).await.unwrap().unwrap().events[0].bodies, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_built_anew_is_the_same() {
    let root = tempfile::tempdir().unwrap();
    let store = open(root.path());
    let counts = fill(&*store, 1, 60).await;
    store.close().await;
    let steps = RefCell::new(Vec::new());
    assert_eq!(rebuild(&config(root.path()), |step| steps.borrow_mut().push(step)).unwrap(), 240);
    assert!(matches!(steps.borrow()[0], Progress::IndexSetAside { .. }));
    assert_eq!(steps.borrow().last(), Some(&Progress::Opened { offset: 240, applied_again: 240 }));
    let report = verify(&config(root.path()), |_| ()).unwrap();
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!((report.commits, report.events), (240, 240));
    assert!(report.index_rows.is_some_and(|rows| rows > 240 * 2), "{report:?}");
    let store = open(root.path());
    assert_eq!(workload::check(&*store, &counts).await, Answers::Right(counts));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_events_of_one_conversation_are_read_beside_a_running_server() {
    let root = tempfile::tempdir().unwrap();
    let store = open(root.path());
    fill(&*store, 1, 30).await;
    let mut events = Vec::new();
    events_of(root.path(), workload::conversation(2), |event| {
        events.push(event);
        Ok(())
    })
    .unwrap();
    assert_eq!(events, store.load(workload::conversation(2)).await.unwrap().unwrap().events);
    let report = verify(&config(root.path()), |_| ()).unwrap();
    assert_eq!((report.commits, report.index_rows), (120, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clean_close_leaves_nothing_to_apply_again() {
    let root = tempfile::tempdir().unwrap();
    for round in 0..5 {
        let steps = RefCell::new(Vec::new());
        let store = EmbeddedStore::open(&config(root.path()), |step| steps.borrow_mut().push(step)).unwrap();
        assert_eq!(steps.into_inner(), [Progress::Opened { offset: round * 40, applied_again: 0 }]);
        fill(&*store, round * 10 + 1, round * 10 + 10).await;
        store.close().await;
    }
}
