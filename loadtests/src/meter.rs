//! What a run has done so far: counted by many tasks, read once a second.

use crate::number::{float, ratio};
use crate::process::{Process, Usage};
use crate::statistics::Latencies;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::AbortHandle;

/// Tasks that record share this many histograms, so that they hardly ever wait for one another.
const SHARDS: usize = 8;
/// Different errors that are told apart; what is more is counted together.
const ERRORS: usize = 20;

/// Shared by all tasks of a run.
#[derive(Debug)]
pub(crate) struct Meter {
    done: AtomicU64,
    failed: AtomicU64,
    shards: [Mutex<Latencies>; SHARDS],
    book: Mutex<Book>,
}

#[derive(Debug)]
struct Book {
    total: Latencies,
    seconds: Vec<Second>,
    errors: BTreeMap<String, u64>,
    began: Instant,
    last: Option<Sample>,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    at: Instant,
    done: u64,
    server: Option<Usage>,
    own: Option<Usage>,
}

/// One line of the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Second {
    /// Seconds since the measuring began.
    pub(crate) at: f64,
    /// Done a second.
    pub(crate) rate: f64,
    /// Of this second alone, in microseconds.
    pub(crate) p99_us: u64,
    /// Since the beginning.
    pub(crate) failed: u64,
    /// Cores that the server used, 1.0 is one whole core.
    pub(crate) server_cores: f64,
    pub(crate) own_cores: f64,
    pub(crate) server_resident_bytes: u64,
    pub(crate) server_open_files: u64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Default for Meter {
    fn default() -> Self {
        let book = Book {
            total: Latencies::default(),
            seconds: Vec::new(),
            errors: BTreeMap::new(),
            began: Instant::now(),
            last: None,
        };
        Self {
            done: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            shards: std::array::from_fn(|_| Mutex::default()),
            book: Mutex::new(book),
        }
    }
}

impl Meter {
    /// One more is done, and it took this long. `task` spreads the recorders over the histograms.
    pub(crate) fn record(&self, task: usize, took: Duration) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if let Some(shard) = self.shards.get(task % SHARDS) {
            lock(shard).record(took);
        }
    }

    /// Some more are done, and nobody measured how long it took.
    pub(crate) fn add(&self, done: u64) {
        self.done.fetch_add(done, Ordering::Relaxed);
    }

    pub(crate) fn fail(&self, why: &str) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        let mut book = lock(&self.book);
        let known = book.errors.contains_key(why) || book.errors.len() < ERRORS;
        let why = if known { why } else { "others" };
        let counted = book.errors.entry(why.to_owned()).or_default();
        *counted = counted.saturating_add(1);
    }

    #[must_use]
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    #[must_use]
    pub(crate) fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Everything that failed since the program began, by what it was.
    #[must_use]
    pub(crate) fn errors(&self) -> BTreeMap<String, u64> {
        lock(&self.book).errors.clone()
    }

    /// Forgets latencies and counts: the warming up is over. Errors stay.
    pub(crate) fn restart(&self) {
        self.collect();
        self.done.store(0, Ordering::Relaxed);
        let mut book = lock(&self.book);
        book.total = Latencies::default();
        book.began = Instant::now();
        book.last = None;
    }

    /// All latencies since the last [`Meter::restart`].
    #[must_use]
    pub(crate) fn latencies(&self) -> Latencies {
        self.collect();
        lock(&self.book).total.clone()
    }

    #[must_use]
    pub(crate) fn seconds(&self) -> Vec<Second> {
        lock(&self.book).seconds.clone()
    }

    /// Moves what the shards hold to the total, and gives the p99 of it.
    fn collect(&self) -> u64 {
        let mut recent = Latencies::default();
        for shard in &self.shards {
            recent.take_from(&mut lock(shard));
        }
        let p99 = recent.at(0.99);
        lock(&self.book).total.take_from(&mut recent);
        p99
    }

    /// Writes one line of the timeline; `None` for the first sample, which has nothing to be compared with.
    fn sample(&self, server: Option<Usage>, own: Option<Usage>) -> Option<(Second, u64)> {
        let p99_us = self.collect();
        let now = Sample { at: Instant::now(), done: self.done(), server, own };
        let failed = self.failed();
        let mut book = lock(&self.book);
        let before = book.last.replace(now)?;
        let took = now.at.duration_since(before.at).as_secs_f64();
        let second = Second {
            at: book.seconds.last().map_or(0.0, |last| last.at) + took,
            rate: ratio(float(now.done.saturating_sub(before.done)), took),
            p99_us,
            failed,
            server_cores: ratio(cpu_between(before.server, server).as_secs_f64(), took),
            own_cores: ratio(cpu_between(before.own, own).as_secs_f64(), took),
            server_resident_bytes: server.map_or(0, |usage| usage.resident_bytes),
            server_open_files: server.map_or(0, |usage| usage.open_files),
        };
        book.seconds.push(second);
        Some((second, book.total.at(0.99)))
    }
}

/// CPU time between two looks at a process; nothing when it was another process in between.
#[must_use]
pub(crate) fn cpu_between(before: Option<Usage>, after: Option<Usage>) -> Duration {
    match (before, after) {
        (Some(before), Some(after)) => after.cpu.saturating_sub(before.cpu),
        _ => Duration::ZERO,
    }
}

/// Which process is the server just now; it changes when the server is killed and started again.
pub(crate) type Watched = Arc<Mutex<Option<Process>>>;

/// Tells on stderr once a second how it goes, until it is dropped.
#[derive(Debug)]
pub(crate) struct Progress(AbortHandle);

impl Progress {
    #[must_use]
    pub(crate) fn begin(title: &str, meter: &Arc<Meter>, server: &Watched) -> Self {
        let (title, meter, server) = (title.to_owned(), Arc::clone(meter), Arc::clone(server));
        let telling = tokio::spawn(async move {
            let mut every = tokio::time::interval(Duration::from_secs(1));
            loop {
                every.tick().await;
                let usage = lock(&server).as_ref().and_then(Process::usage);
                if let Some((second, p99)) = meter.sample(usage, Process::own().usage()) {
                    tell(&title, &second, p99);
                }
            }
        });
        Self(telling.abort_handle())
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn tell(title: &str, second: &Second, p99_us: u64) {
    let Second { at, rate, failed, server_cores, .. } = second;
    let resident = second.server_resident_bytes >> 20;
    // Nobody reads it: no reason to stop measuring.
    let _ = writeln!(
        std::io::stderr(),
        "{title} {at:>5.0} s  {rate:>9.0}/s  p99 {:>9.2} ms  failed {failed}  server {server_cores:.2} cores, {resident} MB",
        float(p99_us) / 1_000.0,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(cpu_ms: u64) -> Option<Usage> {
        Some(Usage { cpu: Duration::from_millis(cpu_ms), ..Usage::default() })
    }

    #[test]
    fn a_second_tells_what_was_done_since_the_one_before() {
        let meter = Meter::default();
        assert_eq!(meter.sample(usage(0), None), None);
        meter.record(0, Duration::from_millis(5));
        meter.record(9, Duration::from_millis(5));
        meter.add(1);
        meter.fail("a line was cut");
        let (second, p99) = meter.sample(usage(20), None).expect("there was one before");
        assert!(second.rate > 0.0 && second.server_cores > 0.0);
        assert_eq!((second.failed, second.p99_us), (1, p99));
        assert_eq!((meter.done(), meter.latencies().count()), (3, 2));
    }

    #[test]
    fn the_warming_up_is_forgotten_but_not_its_errors() {
        let meter = Meter::default();
        meter.record(1, Duration::from_millis(5));
        meter.fail("refused");
        meter.restart();
        assert_eq!((meter.done(), meter.latencies().count(), meter.failed()), (0, 0, 1));
        assert_eq!(meter.errors().get("refused"), Some(&1));
    }

    #[test]
    fn a_restarted_server_has_not_used_negative_time() {
        assert_eq!(cpu_between(usage(500), usage(10)), Duration::ZERO);
        assert_eq!(cpu_between(None, usage(10)), Duration::ZERO);
    }

    #[test]
    fn endless_kinds_of_errors_do_not_fill_the_memory() {
        let meter = Meter::default();
        for number in 0..100 {
            meter.fail(&format!("error {number}"));
        }
        assert_eq!(meter.errors().len(), ERRORS + 1);
        assert_eq!(meter.errors().get("others"), Some(&80));
    }
}
