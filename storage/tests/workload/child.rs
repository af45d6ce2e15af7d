//! The load in a process of its own, which the test may kill: this test program again, with a hidden variable.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

use super::workload;
use frontdesk_storage::{EmbeddedStore, Page, Store, StoreConfig};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

pub(crate) const DIR: &str = "FRONTDESK_TEST_CHILD_DIR";
pub(crate) const WRITERS: u64 = 24;

/// In the child: writes until it is killed, and prints each acknowledged event. Does nothing in the test itself.
pub(crate) fn run() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let config =
            StoreConfig { segment_bytes: 256 << 10, index_layer_bytes: 64 << 10, ..StoreConfig::new(dir) };
        let Ok(store) = EmbeddedStore::open(&config, |_| ()) else { return say("unopened") };
        let tasks: Vec<_> = (0..WRITERS).map(|number| tokio::spawn(writer(store.clone(), number))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        // All writers saw an error: from now on nothing may be acknowledged.
        for number in 0..WRITERS {
            let again = store.commit(workload::commit(WRITERS + number, 1)).await;
            say(if again.is_ok() { "violation" } else { "refused" });
        }
    });
}

async fn writer(store: Arc<EmbeddedStore>, number: u64) {
    let newest = Page::Before { seq: u64::MAX, limit: 1 };
    let Ok(last) = store.events(workload::conversation(number), newest).await else { return };
    let from = last.last().map_or(0, |event| event.seq) + 1;
    let acked = |seq| say(&format!("{number} {seq}"));
    let ended = workload::write(&*store, number, from, u64::MAX, acked).await;
    say(&format!("ended {ended:?}"));
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n@{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What a child said before it ended.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The newest acknowledged event of each conversation.
    pub(crate) acked: BTreeMap<u64, u64>,
    pub(crate) violations: usize,
    pub(crate) refusals: usize,
    /// Whether it came to its end and was not killed.
    pub(crate) ended: bool,
}

/// Starts a child on a folder; `test` is the test of this file that calls [`run`].
pub(crate) fn start(test: &str, dir: &Path, more: &[(&str, String)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads", "1"])
        .env(DIR, dir)
        .envs(more.iter().map(|(name, value)| (*name, value)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Reads what the child says until it ends; `enough` is asked after each acknowledgement whether to kill it.
pub(crate) fn listen(child: &mut Child, mut enough: impl FnMut(usize) -> bool) -> Said {
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut said = Said { acked: (0..WRITERS).map(|number| (number, 0)).collect(), ..Said::default() };
    let mut heard = 0;
    for line in out.split(b'\n').map_while(Result::ok) {
        // The last line may be cut off: an acknowledgement that was not told in full was not given.
        let Some(line) = std::str::from_utf8(&line).ok().and_then(|line| line.strip_prefix('@')) else {
            continue;
        };
        match line {
            "violation" => said.violations += 1,
            "refused" => said.refusals += 1,
            _ => {
                if let Some((number, seq)) = line.split_once(' ')
                    && let (Ok(number), Ok(seq)) = (number.parse::<u64>(), seq.parse::<u64>())
                {
                    let newest = said.acked.entry(number).or_default();
                    *newest = seq.max(*newest);
                    heard += 1;
                }
            }
        }
        if enough(heard) {
            let _ = child.kill();
        }
    }
    said.ended = child.wait().is_ok_and(|status| status.success());
    said
}
