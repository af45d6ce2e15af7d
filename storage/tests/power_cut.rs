//! A machine whose power fails at any moment keeps everything that was acknowledged, and a disk that fails makes
//! nothing be acknowledged that is not on it.
//!
//! `FRONTDESK_POWER_CUTS` sets how many cuts (8), `FRONTDESK_DISK_FAILURES` how many failures (36),
//! `FRONTDESK_SEED` which moments.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests")]

#[path = "workload/child.rs"]
mod child;
#[path = "workload/disk.rs"]
mod disk;
mod workload;

use disk::Disk;
use frontdesk_storage::{EmbeddedStore, Store, StoreConfig, verify};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::path::Path;
use std::sync::Arc;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn seeded() -> SmallRng {
    let seed = number("FRONTDESK_SEED", rand::random());
    println!("FRONTDESK_SEED={seed}");
    SmallRng::seed_from_u64(seed)
}

#[test]
fn writer_process() {
    child::run();
}

/// After a power cut the machine starts anew.
fn open(dir: &Path, boot: &str) -> Arc<EmbeddedStore> {
    EmbeddedStore::open(&StoreConfig { boot: Some(boot.to_owned()), ..StoreConfig::new(dir) }, |_| ())
        .unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_when_the_power_fails() {
    let mut random = seeded();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let shim = disk::shim(dir.path());
    let (mut total, mut torn) = (0, 0);
    for round in 0..number("FRONTDESK_POWER_CUTS", 8) {
        let dir = dir.path().join(round.to_string());
        let disk = Disk::new(&dir, &shim);
        let cut_after = if round % 5 == 4 { 0 } else { random.random_range(1..500) };
        let said =
            child::listen(&mut child::start("writer_process", &disk.root, &disk.variables()), |heard| {
                heard >= cut_after
            });
        total += said.acked.values().sum::<u64>();
        // First exactly what was synced, then with any part of the rest.
        for image in 0..4 {
            let path = dir.join(format!("image-{image}"));
            disk.image(&path, (image > 0).then_some(&mut random));
            let store = open(&path, "another");
            let answers = runtime.block_on(workload::check(&*store, &said.acked));
            let workload::Answers::Right(found) = answers else { panic!("round {round}: {answers:?}") };
            assert_eq!(store.offset(), found.values().sum::<u64>());
            torn += u64::from(found != said.acked);
            // It goes on from there.
            runtime.block_on(workload::write(&*store, 0, found[&0] + 1, found[&0] + 3, |_| ())).unwrap();
            runtime.block_on(store.close());
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }
    println!("{total} acknowledged, {torn} images held more");
    assert!(total > 100, "only {total} acknowledgements: the load did not run");
}

#[test]
fn a_failing_disk_is_never_told_as_success() {
    let mut random = seeded();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let shim = disk::shim(dir.path());
    let (mut failures, mut stopped) = (0, 0);
    for round in 1..=number("FRONTDESK_DISK_FAILURES", 36) {
        // Each operation of opening, and some of those under load.
        let fail_at = if round <= 30 { round } else { random.random_range(30..600) };
        let dir = dir.path().join(round.to_string());
        let disk = Disk::new(&dir, &shim);
        let mut variables = disk.variables();
        variables.push(("POWERCUT_FAIL_AT", fail_at.to_string()));
        // EIO and ENOSPC.
        variables.push(("POWERCUT_ERRNO", if round % 2 == 0 { "5" } else { "28" }.to_owned()));
        let mut child = child::start("writer_process", &disk.root, &variables);
        let said = child::listen(&mut child, |heard| heard >= 2_000);
        assert_eq!(said.violations, 0, "acknowledged after {:?} had failed", disk.failed());
        let failed = disk.failed();
        failures += u64::from(failed.is_some());
        stopped += u64::from(said.refusals > 0);
        let opened = said.acked.values().sum::<u64>() > 0;
        if opened && said.ended && failed.is_some_and(|path| path.ends_with(".journal")) {
            assert!(said.refusals > 0, "went on after the journal could not be written");
        }
        let image = dir.join("image");
        disk.image(&image, None);
        let store = open(&image, "another");
        let answers = runtime.block_on(workload::check(&*store, &said.acked));
        assert!(matches!(answers, workload::Answers::Right(_)), "round {round}: {answers:?}");
        runtime.block_on(store.close());
        let report = verify::verify(&StoreConfig::new(&image), |_| ()).unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
        std::fs::remove_dir_all(&dir).unwrap();
    }
    println!("{failures} failures, {stopped} stopped the journal");
    assert!(failures > 30 && stopped > 3, "{failures} failures, {stopped} stops: the shim did not work");
}
