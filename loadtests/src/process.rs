//! What a process costs, as the kernel counts it in `/proc`.

use crate::machine::kilobytes;
use crate::number::count;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A process that is looked at from outside.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    folder: PathBuf,
    ticks_per_second: u64,
}

/// What a process had used at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Usage {
    /// User and system time of all threads since the start; the kernel counts in steps of 10 ms.
    pub(crate) cpu: Duration,
    pub(crate) resident_bytes: u64,
    pub(crate) open_files: u64,
    pub(crate) threads: u64,
}

impl Process {
    #[must_use]
    pub(crate) fn of(id: u32) -> Self {
        Self::at(format!("/proc/{id}").into())
    }

    /// This program itself.
    #[must_use]
    pub(crate) fn own() -> Self {
        Self::at("/proc/self".into())
    }

    fn at(folder: PathBuf) -> Self {
        Self { folder, ticks_per_second: rustix::param::clock_ticks_per_second().max(1) }
    }

    /// `None` once the process is gone.
    #[must_use]
    pub(crate) fn usage(&self) -> Option<Usage> {
        let stat = fs::read_to_string(self.folder.join("stat")).ok()?;
        let status = fs::read_to_string(self.folder.join("status")).ok()?;
        let (ticks, threads) = ticks_and_threads(&stat)?;
        Some(Usage {
            cpu: Duration::from_millis(ticks.saturating_mul(1_000) / self.ticks_per_second),
            resident_bytes: kilobytes(&status, "VmRSS").saturating_mul(1_024),
            open_files: entries(&self.folder.join("fd")),
            threads,
        })
    }
}

fn entries(folder: &Path) -> u64 {
    fs::read_dir(folder).map(|entries| count(entries.count())).unwrap_or(0)
}

/// The sum of `utime` and `stime`, and `num_threads` (proc(5)). The name before them may hold blanks and brackets.
fn ticks_and_threads(stat: &str) -> Option<(u64, u64)> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    let threads = fields.nth(4)?.parse().ok()?;
    Some((user.saturating_add(system), threads))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_brackets_do_not_shift_the_fields() {
        let stat = "12 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 7 0 999 1 2";
        assert_eq!(ticks_and_threads(stat), Some((300, 7)));
        assert_eq!(ticks_and_threads("12 (x) S 1 2"), None);
    }

    #[test]
    fn this_process_uses_memory_and_files() {
        let usage = Process::own().usage().expect("this process is there");
        assert!(usage.resident_bytes > 0 && usage.open_files > 0 && usage.threads > 0);
    }

    #[test]
    fn a_process_that_is_gone_has_no_usage() {
        assert_eq!(Process::of(u32::MAX).usage(), None);
    }
}
