//! Why a store did not open, and the few shapes of failure that its inside shares.

use crate::commit::Offset;
use crate::store::ReadError;
use std::io;
use std::path::{Path, PathBuf};

/// Why the store did not open. Each text names the path and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "another server uses the data in {}; stop it first, or give this one a data folder of its own",
        .dir.display()
    )]
    InUse { dir: PathBuf },
    #[error("{} cannot be used ({source}); check that it exists, is writable and has space left", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error(
        "{} was written in format {found}, this program reads format {reads}; \
         start the version of the program that wrote it, or restore a backup", .path.display()
    )]
    Version { path: PathBuf, found: u32, reads: u32 },
    #[error(
        "{} is damaged at byte {at}: {what}; nothing was changed. Restore the latest backup into an empty \
         folder, or repair the file from a copy", .path.display()
    )]
    Damaged { path: PathBuf, at: u64, what: &'static str },
    #[error(
        "the journal in {} ends at offset {end}, but offset {acknowledged} was acknowledged: its last {} commits \
         are missing or damaged. Restore the latest backup, or delete {} to go on without them",
        .dir.display(), .acknowledged.saturating_sub(*.end), .witness.display()
    )]
    Truncated { dir: PathBuf, end: Offset, acknowledged: Offset, witness: PathBuf },
    #[error("the index in {} could not be rebuilt: {what}; check the disk, then start again", .path.display())]
    Index { path: PathBuf, what: String },
}

impl OpenError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }

    /// A failure of reading while opening, with the path that it names.
    pub(crate) fn reading(dir: &Path, error: ReadError) -> Self {
        match error {
            ReadError::Damaged { file, at, what } => Self::Damaged { path: PathBuf::from(file), at, what },
            ReadError::Failed(text) => Self::Io { path: dir.to_path_buf(), source: io::Error::other(text) },
        }
    }
}
