//! Files as channels need them: what a provider delivered is kept, what goes to a provider is read or linked.
//!
//! Injected: where files lie and what is checked on their way in is the web's business.

use bytes::Bytes;
use frontdesk_channels::TransportError;
use frontdesk_model::id::{AttachmentId, UserId};
use frontdesk_model::message::FileRef;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use std::fs::File;
use std::sync::{Arc, OnceLock};

/// Bytes of a file as they come; an error means that they broke off.
pub type FileBytes = BoxStream<'static, Result<Bytes, TransportError>>;

/// A file on its way in.
pub struct Incoming {
    /// Whose it is.
    pub end_user: UserId,
    /// As the sender named it, with an extension.
    pub name: String,
    pub bytes: FileBytes,
}

/// Why a file was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    #[error("the file is of a kind that is not taken")]
    Kind,
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is empty")]
    Empty,
    /// Worth another try.
    #[error("the file broke off")]
    BrokenOff,
    /// Worth another try.
    #[error("the file could not be stored")]
    Storage,
}

/// A stored file that is open.
pub struct OpenFile {
    pub file: FileRef,
    pub bytes: File,
}

pub trait Files: Send + Sync + 'static {
    /// Checks and keeps a file; durable once this resolves.
    fn keep(&self, incoming: Incoming) -> BoxFuture<'static, Result<FileRef, KeepError>>;

    /// `None` for a file that is not there any more.
    fn open(&self, id: AttachmentId) -> BoxFuture<'static, Option<OpenFile>>;

    /// An address at which anybody can have the file for some hours: providers fetch it there. `None` where the
    /// server has no address that the outside can reach.
    fn link(&self, file: &FileRef) -> Option<String>;
}

/// Set once, when the web has started; before that nothing is kept.
#[derive(Clone, Default)]
pub struct FilesCell(Arc<OnceLock<Arc<dyn Files>>>);

impl FilesCell {
    /// The first one stays.
    pub fn set(&self, files: Arc<dyn Files>) {
        let _ = self.0.set(files);
    }

    #[must_use]
    pub fn get(&self) -> Option<&Arc<dyn Files>> {
        self.0.get()
    }
}
