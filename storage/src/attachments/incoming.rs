//! A file on its way in.

use super::{AttachmentError, Attachments, ContentHash, INCOMING_DIR, Stored};
use crate::codec::wide;
use crate::journal::segment::sync_dir;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

/// A file that is being received; dropped before [`Incoming::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    attachments: Attachments,
    path: PathBuf,
    file: File,
    digest: Sha256,
    length: u64,
    limit: u64,
}

impl Incoming {
    pub(super) fn begin(attachments: Attachments, limit: u64) -> Result<Self, AttachmentError> {
        let name = format!("{:032x}", rand::random::<u128>());
        let path = attachments.dir.join(INCOMING_DIR).join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Self { attachments, path, file, digest: Sha256::new(), length: 0, limit })
    }

    /// Takes the next bytes. Blocks.
    ///
    /// # Errors
    /// [`AttachmentError::TooLarge`] before anything beyond the limit is written; [`AttachmentError::DiskFull`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), AttachmentError> {
        let length = self.length.saturating_add(wide(bytes.len()));
        if length > self.limit {
            return Err(AttachmentError::TooLarge { limit: self.limit });
        }
        self.file.write_all(bytes)?;
        self.digest.update(bytes);
        self.length = length;
        Ok(())
    }

    /// Makes the file durable under the name of its content. Blocks.
    ///
    /// # Errors
    /// When the disk is full or broken; then the file does not exist.
    pub fn finish(self) -> Result<Stored, AttachmentError> {
        let hash = ContentHash(self.digest.clone().finalize().into());
        let path = self.attachments.path(hash);
        let stored = Stored { hash, length: self.length };
        self.file.sync_all()?;
        // The same content under the same name: replacing it changes nothing.
        std::fs::rename(&self.path, &path)?;
        path.parent().map_or(Ok(()), sync_dir)?;
        Ok(stored)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After `finish` it is not there any more, which is no error.
        drop(std::fs::remove_file(&self.path));
    }
}
