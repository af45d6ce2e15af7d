//! Damage to any file of the data folder never leads to a wrong answer or a panic: the index heals, the journal is
//! reported with file and place.
//!
//! `FRONTDESK_DAMAGES` sets how many trials (80), `FRONTDESK_SEED` which.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod workload;

use frontdesk_storage::{EmbeddedStore, OpenError, Progress, ReadError, Store, StoreConfig};
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use workload::Answers;

const CONVERSATIONS: u64 = 6;
const EVENTS: u64 = 60;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn config(dir: &Path) -> StoreConfig {
    StoreConfig { segment_bytes: 32 << 10, index_layer_bytes: 32 << 10, ..StoreConfig::new(dir) }
}

fn all() -> BTreeMap<u64, u64> {
    (0..CONVERSATIONS).map(|conversation| (conversation, EVENTS)).collect()
}

/// A data folder with the whole load; `open` is copied while the store is open, as a killed server leaves it.
async fn folder(closed: &Path, open: &Path) {
    let store = EmbeddedStore::open(&config(closed), |_| ()).unwrap();
    for seq in 1..=EVENTS {
        for conversation in 0..CONVERSATIONS {
            store.commit(workload::commit(conversation, seq)).await.unwrap();
        }
    }
    copy(closed, open);
    store.close().await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (source, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if source.is_dir() { copy(&source, &target) } else { assert!(fs::copy(&source, &target).is_ok()) }
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Damages one file, and says how.
fn damage(dir: &Path, random: &mut SmallRng) -> (PathBuf, String) {
    let candidates = files(dir);
    let file = candidates.choose(random).unwrap().clone();
    let mut bytes = fs::read(&file).unwrap();
    let how = match random.random_range(0..6) {
        _ if bytes.is_empty() => "emptied it again".to_owned(),
        0 | 1 => {
            let bit = random.random_range(0..bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            format!("flipped bit {bit}")
        }
        2 => {
            let length = random.random_range(0..bytes.len());
            bytes.truncate(length);
            format!("cut at byte {length}")
        }
        3 => {
            let page = random.random_range(0..bytes.len().div_ceil(4_096));
            let end = bytes.len().min((page + 1) * 4_096);
            bytes[page * 4_096..end].fill(0);
            format!("zeroed page {page}")
        }
        4 => {
            let at = random.random_range(0..bytes.len());
            let end = bytes.len().min(at + 64);
            random.fill(&mut bytes[at..end]);
            format!("wrote noise at byte {at}")
        }
        _ => {
            fs::remove_file(&file).unwrap();
            return (file, "removed it".to_owned());
        }
    };
    fs::write(&file, bytes).unwrap();
    (file, how)
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Rebuilt,
    Reported,
}

/// Opens and reads everything. A wrong answer panics; so does a report that does not name its place.
async fn outcome(dir: &Path) -> Outcome {
    let rebuilt = RefCell::new(false);
    let progress = |step| {
        if matches!(step, Progress::IndexSetAside { .. }) {
            *rebuilt.borrow_mut() = true;
        }
    };
    let store: Arc<EmbeddedStore> = match EmbeddedStore::open(&config(dir), progress) {
        Ok(store) => store,
        Err(OpenError::Damaged { .. } | OpenError::Truncated { .. } | OpenError::Version { .. }) => {
            return Outcome::Reported;
        }
        Err(other) => panic!("neither healed nor placed: {other}"),
    };
    let answers = workload::check(&*store, &all()).await;
    store.close().await;
    match answers {
        Answers::Right(found) => {
            assert_eq!(found, all());
            if rebuilt.into_inner() { Outcome::Rebuilt } else { Outcome::Right }
        }
        Answers::Reported(ReadError::Damaged { .. }) => Outcome::Reported,
        // The index failed while it was read: the next opening builds it anew.
        Answers::Reported(ReadError::Failed(text)) => {
            assert!(text.contains("rebuilt at the next start"), "{text}");
            let store = EmbeddedStore::open(&config(dir), |_| ()).unwrap();
            assert_eq!(workload::check(&*store, &all()).await, Answers::Right(all()));
            store.close().await;
            Outcome::Rebuilt
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_is_healed_or_reported_and_never_answered() {
    let seed = number("FRONTDESK_SEED", rand::random());
    println!("FRONTDESK_SEED={seed}");
    let mut random = SmallRng::seed_from_u64(seed);
    let root = tempfile::tempdir().unwrap();
    let (closed, open) = (root.path().join("closed"), root.path().join("open"));
    folder(&closed, &open).await;
    for trial in 0..number("FRONTDESK_DAMAGES", 80) {
        let dir = root.path().join(trial.to_string());
        copy(if random.random() { &closed } else { &open }, &dir);
        let (file, how) = damage(&dir, &mut random);
        let in_journal = file.parent().unwrap().ends_with("journal");
        println!("trial {trial}: {how} in {}", file.strip_prefix(&dir).unwrap().display());
        let outcome = outcome(&dir).await;
        assert!(in_journal || outcome != Outcome::Reported, "damage beside the journal was not healed");
        fs::remove_dir_all(&dir).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_or_littered_index_is_no_matter() {
    let root = tempfile::tempdir().unwrap();
    let (closed, open) = (root.path().join("closed"), root.path().join("open"));
    folder(&closed, &open).await;
    for dir in [&closed, &open] {
        fs::write(dir.join("index/snap.0000000000000001.generating"), b"").unwrap();
        assert_eq!(outcome(dir).await, Outcome::Right, "a snapshot that was never finished is only removed");
        fs::remove_dir_all(dir.join("index")).unwrap();
        assert_eq!(outcome(dir).await, Outcome::Right);
        fs::remove_file(dir.join("index.state")).unwrap();
        assert_eq!(outcome(dir).await, Outcome::Rebuilt);
        fs::write(dir.join("index/db"), b"not sled").unwrap();
        assert_eq!(outcome(dir).await, Outcome::Rebuilt);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_byte_of_the_journal_counts() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("data");
    folder(&dir, &root.path().join("open")).await;
    let journal: Vec<_> =
        files(&dir.join("journal")).into_iter().filter(|path| path.extension().is_some()).collect();
    let last = journal.last().unwrap();
    let whole = fs::read(last).unwrap();
    // The last commits: without the mark this would look like a write that was never finished.
    for cut in [1, 10, 1_000] {
        fs::write(last, &whole[..whole.len() - cut]).unwrap();
        assert_eq!(outcome(&dir).await, Outcome::Reported, "cut by {cut}");
        assert_eq!(fs::read(last).unwrap(), whole[..whole.len() - cut], "the evidence was changed");
        fs::write(last, &whole).unwrap();
        assert_ne!(outcome(&dir).await, Outcome::Reported, "put back after a cut by {cut}");
    }
    let first = fs::read(&journal[0]).unwrap();
    fs::remove_file(&journal[0]).unwrap();
    fs::remove_dir_all(dir.join("index")).unwrap();
    assert_eq!(outcome(&dir).await, Outcome::Reported, "without the first segment");
    fs::write(&journal[0], &first).unwrap();
    fs::remove_file(&journal[1]).unwrap();
    assert_eq!(outcome(&dir).await, Outcome::Reported, "without the second segment");
}

#[test]
fn a_second_server_is_told_to_go_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let first = EmbeddedStore::open(&config(dir.path()), |_| ()).unwrap();
    let Err(error) = EmbeddedStore::open(&config(dir.path()), |_| ()) else { panic!("two at once") };
    assert!(matches!(error, OpenError::InUse { .. }));
    assert!(error.to_string().contains(dir.path().to_str().unwrap()), "{error}");
    drop(first);
    EmbeddedStore::open(&config(dir.path()), |_| ()).unwrap();
}

#[test]
fn a_newer_format_is_refused_with_its_number() {
    let dir = tempfile::tempdir().unwrap();
    drop(EmbeddedStore::open(&config(dir.path()), |_| ()).unwrap());
    let segment = dir.path().join("journal/00000000000000000001.journal");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[8] = 2;
    let crc = crc32c::crc32c(&bytes[..60]).to_le_bytes();
    bytes[60..64].copy_from_slice(&crc);
    fs::write(&segment, bytes).unwrap();
    let Err(error) = EmbeddedStore::open(&config(dir.path()), |_| ()) else {
        panic!("opened a newer format")
    };
    assert!(matches!(error, OpenError::Version { found: 2, reads: 1, .. }), "{error}");
}
