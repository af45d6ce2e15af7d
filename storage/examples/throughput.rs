//! Durable commits a second, and how long one takes, with 1, 16, 64 and 256 of them in flight.
//!
//! `cargo run --release -p frontdesk-storage --example throughput -- [folder] [seconds a step]`
//! prints one JSON object a line. `small` is an event with a body of 200 bytes; `chat` adds what a message of an
//! end user brings along: a dedupe key, a timer, an outbox row and a row of a read model. `ONLY` chooses one of the
//! two, `CACHE_MIB` and `LAYER_MIB` set what the index may use.

#![allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program"
)]

use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{
    Append, Body, Commit, DedupeKey, EmbeddedStore, MemoryStore, OutboxChange, OutboxRow, RowTable, RowWrite,
    Store, StoreConfig, Timer, TimerChange, rebuild,
};
use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Over how many conversations each task spreads its commits.
const CONVERSATIONS: u64 = 50;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let root = arguments.next().map_or_else(|| tempfile::tempdir().unwrap().keep(), Into::into);
    let seconds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(5);
    std::fs::create_dir_all(&root).unwrap();
    println!("{}", floor(&root));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let only = std::env::var("ONLY").ok();
    for load in ["small", "chat"] {
        if only.as_ref().is_some_and(|only| only != load) {
            continue;
        }
        for in_flight in [1, 16, 64, 256] {
            let dir = root.join(format!("{load}-{in_flight}"));
            let defaults = StoreConfig::new(&dir);
            let config = StoreConfig {
                index_cache_bytes: from_environment("CACHE_MIB")
                    .map_or(defaults.index_cache_bytes, |mib| mib << 20),
                index_layer_bytes: from_environment("LAYER_MIB")
                    .map_or(defaults.index_layer_bytes, |mib| usize::try_from(mib << 20).unwrap()),
                ..defaults
            };
            let store = EmbeddedStore::open(&config, |_| ()).unwrap();
            let line = runtime.block_on(measure("embedded", load, store, in_flight, seconds));
            println!("{line}");
            if in_flight == 256 {
                println!("{}", opening(&config));
            }
            std::fs::remove_dir_all(&dir).unwrap();
        }
        let store = Arc::new(MemoryStore::new());
        println!("{}", runtime.block_on(measure("memory", load, store, 64, seconds)));
    }
}

/// How long opening takes after a clean close, and with the index built anew.
fn opening(config: &StoreConfig) -> serde_json::Value {
    let start = Instant::now();
    drop(EmbeddedStore::open(config, |_| ()).unwrap());
    let opened = start.elapsed().as_millis();
    let start = Instant::now();
    let commits = rebuild(config, |_| ()).unwrap();
    let rebuilt = start.elapsed().as_millis();
    serde_json::json!({ "what": "open and close, rebuild", "commits": commits, "open_ms": opened, "rebuild_ms": rebuilt })
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What the disk itself takes for one small durable write.
fn floor(root: &Path) -> serde_json::Value {
    let path = root.join("floor");
    let file = File::create(&path).unwrap();
    let mut took: Vec<Duration> = (0..2_000u64)
        .map(|number| {
            let start = Instant::now();
            file.write_all_at(&[1; 512], number * 512).unwrap();
            file.sync_data().unwrap();
            start.elapsed()
        })
        .collect();
    std::fs::remove_file(&path).unwrap();
    serde_json::json!({ "what": "floor: write 512 bytes, fdatasync", "p50_us": at(&mut took, 50), "p99_us": at(&mut took, 99) })
}

fn at(took: &mut [Duration], percent: usize) -> u128 {
    took.sort_unstable();
    took.get((took.len() * percent / 100).min(took.len().saturating_sub(1))).map_or(0, Duration::as_micros)
}

async fn measure(
    engine: &str,
    load: &'static str,
    store: Arc<dyn Store>,
    in_flight: u64,
    seconds: u64,
) -> serde_json::Value {
    let (started, cpu) = (Instant::now(), cpu_by_thread());
    let until = started + Duration::from_secs(seconds);
    let tasks: Vec<_> =
        (0..in_flight).map(|task| tokio::spawn(write(store.clone(), load, task, until))).collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.unwrap());
    }
    let elapsed = started.elapsed().as_micros();
    let commits = took.len() as u128;
    let cpu: BTreeMap<String, f64> = cpu_by_thread()
        .into_iter()
        .map(|(name, now)| {
            let spent = now - cpu.get(&name).copied().unwrap_or(0);
            (name, (spent as f64 * 1_000_000.0 / commits as f64).round() / 100.0)
        })
        .filter(|(_, spent)| *spent > 0.0)
        .collect();
    let closing = Instant::now();
    store.close().await;
    serde_json::json!({
        "engine": engine,
        "load": load,
        "in_flight": in_flight,
        "commits": commits,
        "commits_per_second": commits * 1_000_000 / elapsed,
        "cpu_us_per_commit": cpu,
        "p50_us": at(&mut took, 50),
        "p99_us": at(&mut took, 99),
        "close_ms": closing.elapsed().as_millis(),
    })
}

/// Processor time in hundredths of a second by the name of the thread, by the system's count.
fn cpu_by_thread() -> BTreeMap<String, u64> {
    let mut spent = BTreeMap::new();
    for task in std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        let Some((name, rest)) = stat.rsplit_once(')') else { continue };
        let name =
            name.split_once('(').unwrap_or_default().1.trim_end_matches(|last: char| last.is_ascii_digit());
        let ticks = rest.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok());
        *spent.entry(name.to_owned()).or_default() += ticks.sum::<u64>();
    }
    spent
}

async fn write(store: Arc<dyn Store>, load: &str, task: u64, until: Instant) -> Vec<Duration> {
    let mut took = Vec::new();
    let mut number = 0;
    while Instant::now() < until {
        let start = Instant::now();
        let commit = if load == "small" { small(task, number) } else { chat(task, number) };
        store.commit(commit).await.unwrap();
        took.push(start.elapsed());
        number += 1;
    }
    took
}

fn id(task: u64, number: u64) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[..4].copy_from_slice(&(task as u32).to_be_bytes());
    bytes[4..].copy_from_slice(&number.to_be_bytes());
    bytes
}

fn small(task: u64, number: u64) -> Commit {
    let conversation = ConversationId::from_bytes(id(task, number % CONVERSATIONS));
    let events = vec![Bytes::from_static(&[b'e'; 120])];
    Commit {
        append: Some(Append { conversation, expected_seq: number / CONVERSATIONS, events }),
        bodies: vec![Body {
            message: MessageId::from_bytes(id(task, number)),
            content: Bytes::from_static(&[b'b'; 200]),
        }],
        ..Commit::default()
    }
}

fn chat(task: u64, number: u64) -> Commit {
    let commit = small(task, number);
    let conversation = ConversationId::from_bytes(id(task, number % CONVERSATIONS));
    let integration = IntegrationId::from_bytes([1; 12]);
    let row = |number| OutboxRow {
        id: LongId::from_bytes(id(task, number)),
        integration,
        conversation,
        due: Timestamp::from_millis(number),
        payload: Bytes::from_static(&[b'p'; 300]),
    };
    let mut outbox = vec![OutboxChange::Put(row(number))];
    outbox.extend(number.checked_sub(10).map(|sent| OutboxChange::Done(row(sent).id)));
    let ticket = task * CONVERSATIONS + number % CONVERSATIONS;
    Commit {
        dedupe: vec![DedupeKey { integration, event: Bytes::from(format!("wamid.{task}.{number}")) }],
        timers: vec![TimerChange::Set(Timer { due: Timestamp::from_millis(number), conversation, kind: 1 })],
        outbox,
        rows: vec![RowWrite {
            table: RowTable::OpenTickets,
            key: Bytes::copy_from_slice(&ticket.to_be_bytes()),
            value: Some(Bytes::from_static(&[b'r'; 150])),
        }],
        ..commit
    }
}
