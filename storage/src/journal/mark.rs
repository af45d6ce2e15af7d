//! A witness of how far the journal was acknowledged, in a small file of its own.
//!
//! It is written after each sync without being synced itself, so it costs no disk access and never promises
//! more than is true. It tells a damaged last group from one that was never acknowledged: without it a flipped
//! bit at the end of the journal would look like a torn write and be cut off in silence.

use super::segment::sync_dir;
use crate::codec::{Malformed, Reader};
use crate::commit::Offset;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const MAGIC: [u8; 8] = *b"FDSKMARK";
const LENGTH: usize = 32;
pub(crate) const FILE_NAME: &str = "acknowledged";

#[derive(Debug)]
pub(crate) struct Mark {
    file: File,
    epoch: u64,
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// The epoch and the acknowledged offset of the file in `dir`; `None` if there is none, or none that can be
/// trusted.
pub(crate) fn read(dir: &Path) -> Option<(u64, Offset)> {
    let bytes = std::fs::read(path(dir)).ok()?;
    decode(&bytes).ok()
}

fn decode(bytes: &[u8]) -> Result<(u64, Offset), Malformed> {
    let mut reader = Reader::new(bytes);
    let covered = reader.take(LENGTH - 4)?;
    if reader.u32()? != crc32c::crc32c(covered) {
        return Err(Malformed("checksum of the mark"));
    }
    let mut reader = Reader::new(covered);
    if reader.array::<8>()? != MAGIC {
        return Err(Malformed("not a mark"));
    }
    Ok((reader.u64()?, reader.u64()?))
}

fn encode(epoch: u64, offset: Offset) -> Vec<u8> {
    let mut out = Vec::with_capacity(LENGTH);
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&epoch.to_le_bytes());
    out.extend_from_slice(&offset.to_le_bytes());
    out.resize(LENGTH - 4, 0);
    out.extend_from_slice(&crc32c::crc32c(&out).to_le_bytes());
    out
}

impl Mark {
    pub(crate) fn open(dir: &Path, epoch: u64) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path(dir))?;
        sync_dir(dir)?;
        Ok(Self { file, epoch })
    }

    /// Says that everything up to `offset` is on disk.
    pub(crate) fn set(&self, offset: Offset) -> io::Result<()> {
        self.file.write_all_at(&encode(self.epoch, offset), 0)
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }
}
