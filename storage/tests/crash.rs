//! A server that is killed at any moment loses nothing that it acknowledged, and makes nothing up.
//!
//! `FRONTDESK_CRASH_CYCLES` sets how many kills (20), `FRONTDESK_SEED` which moments.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests")]

#[path = "workload/child.rs"]
mod child;
mod workload;

use frontdesk_storage::{EmbeddedStore, Store, StoreConfig};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;

/// After how many kills a new folder is taken, so that looking at everything does not take ever longer.
const CYCLES_A_FOLDER: u64 = 10;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn writer_process() {
    child::run();
}

#[test]
fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let (cycles, seed) = (number("FRONTDESK_CRASH_CYCLES", 20), number("FRONTDESK_SEED", rand::random()));
    println!("FRONTDESK_SEED={seed}");
    let mut random = SmallRng::seed_from_u64(seed);
    let mut dir = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut acked: BTreeMap<u64, u64> = BTreeMap::new();
    let mut total = 0;
    for cycle in 0..cycles {
        if cycle % CYCLES_A_FOLDER == 0 {
            dir = tempfile::tempdir().unwrap();
            acked.clear();
        }
        let mut child = child::start("writer_process", dir.path(), &[]);
        // Some are killed while they open, before the first acknowledgement.
        let kill_after = if cycle % 5 == 4 { 0 } else { random.random_range(1..600) };
        let said = child::listen(&mut child, |heard| heard >= kill_after);
        assert_eq!((said.violations, said.refusals), (0, 0));
        for (conversation, seq) in said.acked {
            let newest = acked.entry(conversation).or_default();
            *newest = seq.max(*newest);
        }
        let store = EmbeddedStore::open(&StoreConfig::new(dir.path()), |_| ()).unwrap();
        let answers = runtime.block_on(workload::check(&*store, &acked));
        let workload::Answers::Right(found) = answers else { panic!("cycle {cycle}: {answers:?}") };
        assert_eq!(store.offset(), found.values().sum::<u64>());
        total = total.max(store.offset());
        if (cycle + 1) % CYCLES_A_FOLDER == 0 {
            runtime.block_on(workload::check_duplicates(&*store, &found));
        }
        acked = found;
        // Every other time the next child finds an index that nobody closed.
        if cycle % 2 == 0 {
            runtime.block_on(store.close());
        }
    }
    assert!(total > 100, "only {total} commits in a folder: the load did not run");
}
