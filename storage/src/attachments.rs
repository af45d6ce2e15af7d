//! Files by the hash of their content: written under a temporary name, synced, renamed, the folder synced. Only
//! then may a commit name them.
//!
//! The same content is stored once. A file is never changed; a name that exists is whole.

mod incoming;

pub use incoming::Incoming;

use crate::journal::segment::sync_dir;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::str::FromStr;

const DIR: &str = "attachments";
const INCOMING_DIR: &str = "incoming";

/// How many bytes of a stream are gathered before they are written: each write is a step to another thread.
const WRITE_BYTES: usize = 256 << 10;

/// The SHA-256 of a content, which is also its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for ContentHash {
    type Err = AttachmentError;

    /// Takes 64 lowercase hex characters and nothing else, so that no text can name another file.
    fn from_str(text: &str) -> Result<Self, AttachmentError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| AttachmentError::NotAHash)?;
        let hash = Self(bytes);
        if hash.to_string() == text { Ok(hash) } else { Err(AttachmentError::NotAHash) }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum AttachmentError {
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("no space is left on the disk for attachments")]
    DiskFull,
    #[error("there is no such attachment")]
    Missing,
    #[error("the hash of a content is 64 lowercase hex characters")]
    NotAHash,
    #[error("the stream of the file broke off: {0}")]
    Stream(String),
    #[error("attachments cannot be used: {0}")]
    Io(io::Error),
}

impl From<io::Error> for AttachmentError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

/// A stored file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub hash: ContentHash,
    /// Length in bytes.
    pub length: u64,
}

/// The attachments of one data folder.
#[derive(Clone, Debug)]
pub struct Attachments {
    dir: PathBuf,
}

impl Attachments {
    /// Opens or creates them in the data folder, and removes what an earlier run did not finish. Blocks.
    ///
    /// # Errors
    /// When the folder cannot be created or read.
    pub fn open(data_dir: &Path) -> Result<Self, AttachmentError> {
        let dir = data_dir.join(DIR);
        let incoming = dir.join(INCOMING_DIR);
        std::fs::create_dir_all(&incoming)?;
        for entry in std::fs::read_dir(&incoming)? {
            std::fs::remove_file(entry?.path())?;
        }
        // All folders at once, so that storing a file never has to make one durable.
        let attachments = Self { dir };
        for folder in attachments.folders() {
            match std::fs::create_dir(folder) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
                _ => {}
            }
        }
        sync_dir(&attachments.dir)?;
        sync_dir(data_dir)?;
        Ok(attachments)
    }

    /// Those of a data folder that has some; changes nothing in it.
    pub(crate) fn existing(data_dir: &Path) -> Option<Self> {
        let dir = data_dir.join(DIR);
        dir.is_dir().then_some(Self { dir })
    }

    /// The folders in which the files lie.
    pub(crate) fn folders(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let dir = self.dir.clone();
        (0..=u8::MAX).map(move |first| dir.join(format!("{first:02x}")))
    }

    /// Where the file of this hash lies, whether it exists or not.
    #[must_use]
    pub fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.dir.join(name.get(..2).unwrap_or_default()).join(&name)
    }

    /// Opens a stored file for reading, with its length in bytes. Blocks.
    ///
    /// # Errors
    /// [`AttachmentError::Missing`] when there is none of this hash.
    pub fn read(&self, hash: ContentHash) -> Result<(File, u64), AttachmentError> {
        let file = File::open(self.path(hash))?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }

    /// Begins a file of at most `limit` bytes. Blocks.
    ///
    /// # Errors
    /// When the disk is full or broken.
    pub fn receive(&self, limit: u64) -> Result<Incoming, AttachmentError> {
        Incoming::begin(self.clone(), limit)
    }

    /// Stores what a stream brings, at most `limit` bytes of it, off the threads of the runtime. When it fails or
    /// the future is dropped, nothing is left behind.
    ///
    /// # Errors
    /// [`AttachmentError`]
    pub async fn store<E: fmt::Display>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<Stored, AttachmentError> {
        let attachments = self.clone();
        let mut incoming = blocking(move || attachments.receive(limit)).await?;
        let mut stream = pin!(stream);
        let mut gathered: Vec<u8> = Vec::new();
        while let Some(chunk) = stream.next().await {
            gathered.extend_from_slice(&chunk.map_err(|error| AttachmentError::Stream(error.to_string()))?);
            if gathered.len() >= WRITE_BYTES {
                let bytes = std::mem::take(&mut gathered);
                incoming = blocking(move || incoming.write(&bytes).map(|()| incoming)).await?;
            }
        }
        blocking(move || {
            incoming.write(&gathered)?;
            incoming.finish()
        })
        .await
    }

    /// Removes a file for good; one that is not there is no error. Blocks. The caller makes sure that nothing
    /// names it any more.
    ///
    /// # Errors
    /// When the disk is broken.
    pub fn remove(&self, hash: ContentHash) -> Result<(), AttachmentError> {
        let path = self.path(hash);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => {
                removed?;
                path.parent().map_or(Ok(()), sync_dir).map_err(Into::into)
            }
        }
    }

    /// All stored files, in no order. Blocks.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> Result<Vec<ContentHash>, AttachmentError> {
        let mut found = Vec::new();
        for folder in std::fs::read_dir(&self.dir)? {
            let folder = folder?.path();
            if folder.ends_with(INCOMING_DIR) || !folder.is_dir() {
                continue;
            }
            for entry in std::fs::read_dir(&folder)? {
                let name = entry?.file_name();
                found.extend(name.to_str().and_then(|name| name.parse::<ContentHash>().ok()));
            }
        }
        Ok(found)
    }

    /// Whether the content of a file is what its name says. Blocks for as long as reading takes.
    ///
    /// # Errors
    /// [`AttachmentError::Missing`] when there is none of this hash.
    pub fn is_whole(&self, hash: ContentHash) -> Result<bool, AttachmentError> {
        let (mut file, _) = self.read(hash)?;
        let mut digest = Sha256::new();
        let mut bytes = vec![0; WRITE_BYTES];
        loop {
            let read = file.read(&mut bytes)?;
            if read == 0 {
                return Ok(<[u8; 32]>::from(digest.finalize()) == hash.0);
            }
            digest.update(bytes.get(..read).unwrap_or_default());
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AttachmentError> + Send + 'static,
) -> Result<T, AttachmentError> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.unwrap_or_else(|error| Err(AttachmentError::Io(io::Error::other(error))))
}
