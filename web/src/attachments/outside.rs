//! Files as channels need them: kept when a provider delivers one, opened and linked when one goes out.

use super::{Uploader, find, open, receive as receive_file};
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::error::PayloadError;
use frontdesk_actors::files::{Files, Incoming, KeepError, OpenFile};
use frontdesk_model::id::AttachmentId;
use frontdesk_model::message::FileRef;
use frontdesk_model::time::{Span, Timestamp};
use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::StreamExt;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Weak};
use subtle::ConstantTimeEq;

/// How long a link to a file works. Providers fetch it at once, end users may read the message tomorrow.
const LINK_LASTS: Span = Span::days(LINK_DAYS);
pub const LINK_DAYS: u64 = 3;
/// Hexadecimal characters of a link's signature: 128 bits.
const SIGNATURE_CHARS: usize = 32;

/// Holds the server's state weakly, for the state holds it.
pub struct OutsideFiles(Weak<AppState>);

impl OutsideFiles {
    #[must_use]
    pub fn new(state: &Arc<AppState>) -> Self {
        Self(Arc::downgrade(state))
    }
}

impl Files for OutsideFiles {
    fn keep(&self, incoming: Incoming) -> BoxFuture<'static, Result<FileRef, KeepError>> {
        let Some(state) = self.0.upgrade() else {
            return futures_util::future::ready(Err(KeepError::Storage)).boxed();
        };
        let (answer, kept) = tokio::sync::oneshot::channel();
        // Files are taken in on the caller's thread, which is an arbiter's: what takes them in is not `Send`.
        actix_web::rt::spawn(async move {
            let _gone = answer.send(keep(&state, incoming).await);
        });
        async move { kept.await.unwrap_or(Err(KeepError::Storage)) }.boxed()
    }

    fn open(&self, id: AttachmentId) -> BoxFuture<'static, Option<OpenFile>> {
        let Some(state) = self.0.upgrade() else { return futures_util::future::ready(None).boxed() };
        async move {
            let (attachment, _) = find(&state, id).await.ok()?;
            let (bytes, _) = open(&state, &attachment).await.ok()?;
            Some(OpenFile { file: attachment.file(), bytes })
        }
        .boxed()
    }

    fn link(&self, file: &FileRef) -> Option<String> {
        let state = self.0.upgrade()?;
        let until = state.system.shared.clock.now().plus(LINK_LASTS).millis() / 1_000;
        let signature = signature(&state, file.id, until);
        Some(format!("{}/files/{}/{until}/{signature}", state.config.public_url, file.id))
    }
}

async fn keep(state: &AppState, incoming: Incoming) -> Result<FileRef, KeepError> {
    let Incoming { end_user, name, bytes } = incoming;
    let bytes = bytes.map(|chunk| chunk.map_err(|_| PayloadError::Incomplete(None)));
    match receive_file(state, Uploader::EndUser { id: end_user }, &name, None, bytes).await {
        Ok(attachment) => Ok(attachment.file()),
        Err(error) => Err(match error.code() {
            ErrorCode::FileTooLarge => KeepError::TooLarge,
            ErrorCode::FileEmpty => KeepError::Empty,
            ErrorCode::FileTypeRefused | ErrorCode::InvalidField => KeepError::Kind,
            ErrorCode::MalformedFrame => KeepError::BrokenOff,
            _ => KeepError::Storage,
        }),
    }
}

/// Whether a link was made by this server and still works.
#[must_use]
pub fn link_holds(state: &AppState, id: AttachmentId, until: u64, given: &str) -> bool {
    let expected = signature(state, id, until);
    let ends = Timestamp::from_millis(until.saturating_mul(1_000));
    state.system.shared.clock.now() < ends && bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
}

/// The key is the vault's, used for this purpose only.
fn signature(state: &AppState, id: AttachmentId, until: u64) -> String {
    let key = state.system.accounts.providers().vault.derived(b"links to files");
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(id.to_bytes());
    hash.update(until.to_be_bytes());
    let hex = hex::encode(hash.finalize());
    hex.get(..SIGNATURE_CHARS).unwrap_or_default().to_owned()
}
