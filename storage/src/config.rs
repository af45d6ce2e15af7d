//! How an embedded store is opened, and what it tells while it opens.

use crate::commit::Offset;
use std::path::PathBuf;

/// Where an embedded store lies and how much it may use.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// The data folder; created if it is missing. Everything the store writes is below it.
    pub dir: PathBuf,
    /// After how many bytes the journal begins a new file.
    pub segment_bytes: u64,
    /// How much memory sled may use for pages, in bytes.
    pub index_cache_bytes: u64,
    /// How many bytes of new rows are kept in memory before they are written to sled; while they are written, as
    /// much again.
    pub index_layer_bytes: usize,
    /// The time in milliseconds since the epoch, noted in each frame; 0 where it is not known.
    pub now: fn() -> u64,
    /// Names this run of the machine: an index that was not closed and was last open under another name was
    /// cut off by a power failure and is rebuilt. `None` where the system has no such name; then every index
    /// that was not closed is rebuilt.
    pub boot: Option<String>,
}

/// 64 MiB: a segment is copied by a backup as a whole and read into the cache as a whole.
pub const SEGMENT_BYTES: u64 = 64 << 20;

/// 32 MiB: the rows of the newest conversations; the system's page cache holds the rest.
pub const INDEX_CACHE_BYTES: u64 = 32 << 20;

/// 32 MiB: the rows of about a second at full load, so that those which are soon removed or written again are gone
/// before sled is bothered, and few enough to apply them again in well under a second after a crash.
pub const INDEX_LAYER_BYTES: usize = 32 << 20;

impl StoreConfig {
    /// The defaults for a data folder.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            segment_bytes: SEGMENT_BYTES,
            index_cache_bytes: INDEX_CACHE_BYTES,
            index_layer_bytes: INDEX_LAYER_BYTES,
            now: || 0,
            boot: std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
                .ok()
                .map(|text| text.trim().to_owned()),
        }
    }
}

/// What opening does that may take long or that an operator should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The index cannot be used and is built anew from the journal; the old one was moved to `kept`.
    IndexSetAside { why: String, kept: PathBuf },
    /// Commits were applied to the index again, up to `offset`.
    Applying { offset: Offset },
    /// Opened: the newest offset, and how many commits were applied again.
    Opened { offset: Offset, applied_again: u64 },
}
