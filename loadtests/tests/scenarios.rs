//! Small versions of scenarios against the real server: they show that the scenarios work, and that what must be true
//! of the server is true.
//!
//! The server is another package's binary: the one that was built beside this test, or the one that
//! `LOADTESTS_SERVER` names.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const SERVER: &str = "LOADTESTS_SERVER";

/// The server's binary.
fn server() -> PathBuf {
    let beside = Path::new(env!("CARGO_BIN_EXE_frontdesk-loadtests")).with_file_name("frontdesk");
    let server = std::env::var_os(SERVER).map_or(beside, PathBuf::from);
    assert!(server.exists(), "{} is missing: build it with `cargo build`, or set {SERVER}", server.display());
    server
}

/// Runs a scenario, and gives its report.
fn run(server: &Path, scenario: &str, set: &[&str]) -> Value {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk-loadtests"));
    command.args(["run", scenario, "--spawn"]).arg(server).arg("--out").arg(out.path());
    for one in set {
        command.args(["--set", one]);
    }
    let output = command.output().expect("the load generator runs");
    let told =
        format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let json = std::fs::read(out.path().join(format!("{scenario}.json")));
    let report: Value = serde_json::from_slice(&json.expect(&told)).expect("JSON");
    assert_eq!(report["correct"], true, "{told}");
    assert!(output.status.success(), "{told}");
    assert!(out.path().join(format!("{scenario}.html")).exists());
    report
}

fn figure(report: &Value, name: &str) -> f64 {
    let figures = report["figures"].as_array().expect("figures");
    let found = figures.iter().find(|figure| figure["name"] == name);
    found
        .and_then(|figure| figure["value"].as_f64())
        .unwrap_or_else(|| panic!("{name} is not among the figures"))
}

#[test]
fn every_message_of_a_steady_talk_arrives_once_and_in_order() {
    let server = server();
    let report = run(&server, "steady", &["pairs=3", "seconds=2", "warm_up_seconds=0"]);
    assert!(figure(&report, "throughput") > 0.0);
    assert!(figure(&report, "server CPU a message") > 0.0);
    assert!(report["distributions"][0]["p50_us"].as_u64().is_some_and(|p50| p50 > 0));
    assert!(report["floors"].as_array().is_some_and(|floors| floors.len() >= 4));
}

#[test]
fn exactly_one_wins_each_race_and_the_others_are_told_who() {
    let server = server();
    let report = run(&server, "accept_race", &["agents=5", "races=20"]);
    assert!((figure(&report, "races") - 20.0).abs() < f64::EPSILON);
    assert!((figure(&report, "presses") - 100.0).abs() < f64::EPSILON);
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_after_it() {
    let server = server();
    let report = run(&server, "crash", &["cycles=2", "visitors=4"]);
    assert!(figure(&report, "messages acknowledged") > 0.0);
    assert!(figure(&report, "sessions acknowledged") > 0.0);
}

/// Lost, twice or out of order, on a screen, in a log or on a telephone: the report would say so and not be correct.
#[test]
fn every_webhook_is_one_message_and_in_order() {
    let server = server();
    let set = ["conversations=6", "agents=2", "connections=4", "rate=50", "replies=5", "warm_up_seconds=0"];
    let report = run(&server, "webhooks", &[&set[..], &["seconds=2"]].concat());
    let acknowledged = &report["distributions"][0];
    assert_eq!((&acknowledged["name"], &acknowledged["count"]), (&json!("due to acknowledged"), &json!(100)));
    assert!(figure(&report, "messages on screens") > 0.0);
    assert!(report["distributions"][2]["count"].as_u64().is_some_and(|replies| replies > 0));
}
