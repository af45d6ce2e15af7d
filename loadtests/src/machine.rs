//! What the figures were measured on.

use serde::Serialize;
use std::fs;
use std::thread::available_parallelism;

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
    pub(crate) cores: usize,
    pub(crate) cpu: String,
    pub(crate) kernel: String,
    pub(crate) memory_megabytes: u64,
    /// The hard limit of open files of a process.
    pub(crate) open_files: u64,
}

impl Machine {
    #[must_use]
    pub(crate) fn look() -> Self {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
        Self {
            cores: available_parallelism().map_or(1, usize::from),
            cpu: field(&read("/proc/cpuinfo"), "model name").unwrap_or("unknown").to_owned(),
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            memory_megabytes: kilobytes(&read("/proc/meminfo"), "MemTotal") / 1_024,
            open_files: limit.maximum.unwrap_or(u64::MAX),
        }
    }
}

/// Raises the limit of open files to its hard limit, and says how many that are; servers that are started later
/// inherit it.
#[must_use]
pub(crate) fn raise_open_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Where it is refused the limit stays what it was, and that is what is told.
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// The first value of `name: value`.
pub(crate) fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let named = |line: &'a str| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    };
    text.lines().find_map(named)
}

/// The value of `name: 1234 kB`; 0 where there is none.
pub(crate) fn kilobytes(text: &str, name: &str) -> u64 {
    let value = field(text, name).and_then(|value| value.split_whitespace().next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_names() {
        let text = "VmPeak:\t  9999 kB\nVmRSS:\t    1234 kB\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(kilobytes(text, "VmRSS"), 1_234);
        assert_eq!(kilobytes(text, "VmSwap"), 0);
        assert_eq!(field(text, "model name"), Some("Some CPU @ 2 GHz"));
    }

    #[test]
    fn this_machine_has_cores_and_memory() {
        let machine = Machine::look();
        assert!(machine.cores > 0 && machine.memory_megabytes > 0 && machine.open_files > 0);
    }
}
