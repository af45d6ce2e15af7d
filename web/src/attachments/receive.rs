//! A file on its way in: written while it arrives, looked at while it is written.

use super::kind::{HEAD_BYTES, media_type};
use crate::wire::error::ErrorCode;
use actix_web::error::PayloadError;
use bytes::Bytes;
use frontdesk_storage::attachments::{AttachmentError, Attachments, Stored};
use futures_util::stream::{self, Stream, StreamExt};
use std::cell::Cell;
use std::pin::Pin;
use std::time::Duration;

/// How long a sender may be silent before the file is given up: what is begun and never ended holds a file open.
pub(super) const SILENCE: Duration = Duration::from_secs(30);

type Chunks<'a> = Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>> + 'a>>;

/// Looks at the first bytes that pass, and at the end.
struct Watch<'a> {
    body: Chunks<'a>,
    extension: &'static str,
    silence: Duration,
    head: Vec<u8>,
    verdict: &'a Cell<Verdict>,
}

#[derive(Clone, Copy)]
enum Verdict {
    Pending,
    Is(&'static str),
    Refused(ErrorCode),
}

impl Watch<'_> {
    fn decide(&self) -> Verdict {
        match media_type(self.extension, &self.head) {
            _ if self.head.is_empty() => Verdict::Refused(ErrorCode::FileEmpty),
            Some(media_type) => Verdict::Is(media_type),
            None => Verdict::Refused(ErrorCode::FileTypeRefused),
        }
    }

    /// Refusing ends the stream with an error: then nothing is kept.
    async fn next(mut self) -> Option<(Result<Bytes, ErrorCode>, Self)> {
        if matches!(self.verdict.get(), Verdict::Refused(_)) {
            return None;
        }
        let chunk = match tokio::time::timeout(self.silence, self.body.next()).await {
            Ok(Some(Ok(chunk))) => Some(chunk),
            Ok(Some(Err(_))) | Err(_) => {
                self.verdict.set(Verdict::Refused(ErrorCode::MalformedFrame));
                return Some((Err(ErrorCode::MalformedFrame), self));
            }
            Ok(None) => None,
        };
        if matches!(self.verdict.get(), Verdict::Pending) {
            let room = HEAD_BYTES.saturating_sub(self.head.len());
            self.head.extend(chunk.iter().flatten().take(room));
            if chunk.is_none() || self.head.len() >= HEAD_BYTES {
                self.verdict.set(self.decide());
            }
        }
        match (self.verdict.get(), chunk) {
            (Verdict::Refused(code), _) => Some((Err(code), self)),
            (_, Some(chunk)) => Some((Ok(chunk), self)),
            (_, None) => None,
        }
    }
}

/// Keeps the file if its content is what its extension says. Otherwise nothing is left of it.
///
/// # Errors
/// `file_empty`, `file_type_refused`, `file_too_large`, `storage_unavailable`; `malformed_frame` when the sender
/// broke off.
pub(super) async fn receive(
    files: &Attachments,
    extension: &'static str,
    body: impl Stream<Item = Result<Bytes, PayloadError>>,
    most: u64,
    silence: Duration,
) -> Result<(Stored, &'static str), ErrorCode> {
    let verdict = Cell::new(Verdict::Pending);
    let watch = Watch { body: Box::pin(body), extension, silence, head: Vec::new(), verdict: &verdict };
    let stored = files.store(stream::unfold(watch, Watch::next).map(|chunk| chunk.map_err(said)), most).await;
    match (stored, verdict.get()) {
        (Ok(stored), Verdict::Is(media_type)) => Ok((stored, media_type)),
        (_, Verdict::Refused(code)) => Err(code),
        (Err(error), _) => Err(code_of(&error)),
        (Ok(_), Verdict::Pending) => Err(ErrorCode::FileEmpty),
    }
}

const fn said(_: ErrorCode) -> &'static str {
    "refused"
}

/// What a client is told of a failure of the files' folder. Failures of ours are logged here.
pub(super) fn code_of(error: &AttachmentError) -> ErrorCode {
    match error {
        AttachmentError::TooLarge { .. } => ErrorCode::FileTooLarge,
        AttachmentError::DiskFull | AttachmentError::Io(_) => {
            tracing::error!(%error, "a file was not stored");
            ErrorCode::StorageUnavailable
        }
        AttachmentError::Stream(_) => ErrorCode::MalformedFrame,
        AttachmentError::Missing | AttachmentError::NotAHash => {
            tracing::error!(%error, "a file that was recorded is not there");
            ErrorCode::NotFound
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent(
        extension: &'static str,
        chunks: Vec<Vec<u8>>,
        most: u64,
    ) -> (Result<u64, ErrorCode>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let files = Attachments::open(folder.path()).unwrap();
        let body = stream::iter(chunks.into_iter().map(|chunk| Ok(Bytes::from(chunk))));
        let received = receive(&files, extension, body, most, SILENCE).await.map(|(stored, _)| stored.length);
        let incoming = std::fs::read_dir(folder.path().join("attachments/incoming")).unwrap().count();
        (received, files.list().unwrap().len() + incoming)
    }

    #[actix_web::test]
    async fn only_what_is_right_is_kept() {
        let text = b"hello ".repeat(10);
        assert_eq!(sent("txt", vec![text.clone(), text.clone()], 1_000).await, (Ok(120), 1));
        assert_eq!(sent("txt", vec![], 1_000).await, (Err(ErrorCode::FileEmpty), 0));
        assert_eq!(sent("txt", vec![vec![], vec![]], 1_000).await, (Err(ErrorCode::FileEmpty), 0));
        assert_eq!(sent("png", vec![text.clone()], 1_000).await, (Err(ErrorCode::FileTypeRefused), 0));
        assert_eq!(sent("txt", vec![text; 20], 1_000).await, (Err(ErrorCode::FileTooLarge), 0));
    }

    #[actix_web::test]
    async fn a_sign_that_arrives_byte_by_byte_is_seen() {
        let page = b"<!doctype html><script>".iter().map(|byte| vec![*byte]).collect();
        assert_eq!(sent("txt", page, 1_000).await, (Err(ErrorCode::FileTypeRefused), 0));
    }

    #[actix_web::test]
    async fn a_large_file_of_a_wrong_kind_is_refused_before_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Attachments::open(folder.path()).unwrap();
        let taken = Cell::new(0_usize);
        let body = stream::repeat_with(|| {
            taken.set(taken.get() + 1);
            Ok(Bytes::from_static(&[0x7f; 4_096]))
        });
        let received = receive(&files, "txt", body, u64::MAX, SILENCE).await;
        assert_eq!(received.map(|_| ()), Err(ErrorCode::FileTypeRefused));
        assert!(taken.get() <= 3, "{} chunks were read", taken.get());
    }

    #[actix_web::test]
    async fn a_sender_who_breaks_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Attachments::open(folder.path()).unwrap();
        let body = stream::iter([Ok(Bytes::from_static(b"begun")), Err(PayloadError::Incomplete(None))]);
        let received = receive(&files, "txt", body, 1_000, SILENCE).await;
        assert_eq!(received.map(|_| ()), Err(ErrorCode::MalformedFrame));
        assert_eq!(files.list().unwrap().len(), 0);
    }

    #[actix_web::test]
    async fn a_sender_who_falls_silent_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let files = Attachments::open(folder.path()).unwrap();
        let body = stream::iter([Ok(Bytes::from_static(b"begun"))]).chain(stream::pending());
        let received = receive(&files, "txt", body, 1_000, Duration::ZERO).await;
        assert_eq!(received.map(|_| ()), Err(ErrorCode::MalformedFrame));
        assert_eq!(files.list().unwrap().len(), 0);
    }
}
