//! The files of the journal: their names, creating them, and a bounded table of open ones for reading.

use super::layout::{FIRST_FRAME, HeadError, SEGMENT_HEAD, SegmentHead};
use crate::commit::Offset;
use crate::store::ReadError;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many segments are kept open for reading: 64 files of 64 MiB are 4 GiB of history without reopening,
/// and far below the usual limit of 1,024 open files.
const OPEN_SEGMENTS: usize = 64;

const SUFFIX: &str = "journal";

/// Where a frame lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The first offset of its segment.
    pub(crate) segment: Offset,
    /// The byte in the segment's file at which the frame begins.
    pub(crate) position: u64,
    /// The length of the frame in bytes.
    pub(crate) length: u32,
}

impl Place {
    pub(crate) fn end(&self) -> u64 {
        self.position + u64::from(self.length)
    }
}

/// Makes a change of directory entries durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// The segment files of one directory.
#[derive(Debug)]
pub(crate) struct Segments {
    dir: PathBuf,
    open: Mutex<BTreeMap<Offset, Arc<File>>>,
}

impl Segments {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir, open: Mutex::default() }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn path(&self, first: Offset) -> PathBuf {
        self.dir.join(format!("{first:020}.{SUFFIX}"))
    }

    /// The first offsets of all segments, in order. Files with other names are left alone.
    pub(crate) fn list(&self) -> io::Result<Vec<Offset>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.dir)? {
            let path = entry?.path();
            if path.extension().is_some_and(|suffix| suffix == SUFFIX)
                && let Some(first) = path.file_stem().and_then(|name| name.to_str()?.parse().ok())
            {
                found.push(first);
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Creates the segment and makes its head and its name durable.
    pub(crate) fn create(&self, head: SegmentHead) -> io::Result<File> {
        let path = self.path(head.first);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        file.write_all_at(&head.encode(), 0)?;
        file.sync_all()?;
        sync_dir(&self.dir)?;
        Ok(file)
    }

    /// Opens the segment for writing at its end.
    pub(crate) fn open_to_write(&self, first: Offset) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).open(self.path(first))
    }

    /// The segment's file for reading.
    pub(crate) fn file(&self, first: Offset) -> Result<Arc<File>, ReadError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = open.get(&first) {
            return Ok(file.clone());
        }
        let file = File::open(self.path(first)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => self.damaged(first, 0, "the segment is missing"),
            _ => self.failed(first, &error),
        })?;
        let file = Arc::new(file);
        if open.len() >= OPEN_SEGMENTS {
            open.pop_first();
        }
        open.insert(first, file.clone());
        Ok(file)
    }

    pub(crate) fn head(&self, first: Offset) -> Result<Result<SegmentHead, HeadError>, ReadError> {
        let mut bytes = [0; SEGMENT_HEAD];
        match self.file(first)?.read_exact_at(&mut bytes, 0) {
            Ok(()) => Ok(SegmentHead::decode(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Ok(Err(HeadError::Malformed("a segment shorter than its head")))
            }
            Err(error) => Err(self.failed(first, &error)),
        }
    }

    pub(crate) fn failed(&self, first: Offset, error: &io::Error) -> ReadError {
        ReadError::Failed(format!("{}: {error}", self.path(first).display()))
    }

    pub(crate) fn damaged(&self, first: Offset, at: u64, what: &'static str) -> ReadError {
        metrics::counter!("frontdesk_store_corruption_total", "part" => "journal").increment(1);
        ReadError::Damaged { file: self.path(first).display().to_string(), at, what }
    }

    /// Forgets the open file, before the segment is removed or replaced.
    pub(crate) fn forget(&self, first: Offset) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&first);
    }
}

/// Where the frames of a segment begin.
pub(crate) const fn start_of(segment: Offset) -> Place {
    Place { segment, position: FIRST_FRAME, length: 0 }
}
