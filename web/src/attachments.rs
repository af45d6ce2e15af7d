//! Files that people send: checked on their way in, recorded, and given out only to whom they concern.
//!
//! The bytes are stored by the hash of their content; who may have them is asked of a record each time. An id alone
//! opens nothing.

mod kind;
pub mod outside;
mod receive;

use crate::error::{ApiError, ApiResult, refuse};
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use actix_web::error::PayloadError;
use bytes::Bytes;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::attachment::{MAX_BYTES, allowed_extension, clean_name};
use frontdesk_model::conversation::event::{Event, EventKind, Visibility};
use frontdesk_model::id::{AttachmentId, ConversationId, UserId};
use frontdesk_model::message::{Content, FileRef};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::attachments::ContentHash;
use frontdesk_storage::{Commit, Expected, Page, RecordKind, RecordWrite, payload};
use futures_util::stream::Stream;
use serde::{Deserialize, Serialize};
use std::fs::File;

/// Events that are read at a time while a file's message is looked for.
const READ_EVENTS: usize = 256;

/// Pictures that browsers show on any page and that cannot carry a program.
pub const PICTURE_TYPES: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// Who sent a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Uploader {
    Agent { id: UserId },
    EndUser { id: UserId },
}

/// What is recorded of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: AttachmentId,
    /// Where the bytes lie, in hex.
    pub sha256: String,
    /// Cleaned; 1 to 255 characters.
    pub name: String,
    /// As it was found, and as it is sent with.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    pub uploader: Uploader,
    pub created_at: Timestamp,
    /// The conversation whose end user was found to have been sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
}

impl Attachment {
    #[must_use]
    pub fn file(&self) -> FileRef {
        FileRef { id: self.id, name: self.name.clone(), media_type: self.media_type.clone(), size: self.size }
    }
}

/// Takes a file in; once this resolves, the file and its record are durable.
///
/// `length` is what the sender announced, in bytes: what is too large is refused before it is read.
///
/// # Errors
/// `invalid_field` for a name of which nothing is left, and those of the content.
pub async fn receive(
    state: &AppState,
    uploader: Uploader,
    name: &str,
    length: Option<u64>,
    body: impl Stream<Item = Result<Bytes, PayloadError>>,
) -> ApiResult<Attachment> {
    let received = receive_checked(state, uploader, name, length, body).await;
    let result = if received.is_ok() { "kept" } else { "refused" };
    metrics::counter!("frontdesk_uploads_total", "result" => result).increment(1);
    if let Ok(attachment) = &received {
        metrics::counter!("frontdesk_upload_bytes_total").increment(attachment.size);
    }
    received
}

async fn receive_checked(
    state: &AppState,
    uploader: Uploader,
    name: &str,
    length: Option<u64>,
    body: impl Stream<Item = Result<Bytes, PayloadError>>,
) -> ApiResult<Attachment> {
    let name = clean_name(name).ok_or_else(|| ApiError::field("name"))?;
    let extension = allowed_extension(&name).ok_or(ErrorCode::FileTypeRefused)?;
    let most = state.config.max_file_bytes.min(MAX_BYTES);
    if length.is_some_and(|length| length > most) {
        return Err(ErrorCode::FileTooLarge.into());
    }
    let files = state.files().await?;
    let (stored, media_type) = receive::receive(files, extension, body, most, receive::SILENCE).await?;
    let shared = &state.system.shared;
    let now = shared.clock.now();
    let attachment = Attachment {
        id: AttachmentId::new(now, rand::random()),
        sha256: stored.hash.to_string(),
        name,
        media_type: media_type.to_owned(),
        size: stored.length,
        uploader,
        created_at: now,
        conversation: None,
    };
    write(state, &attachment, Expected::Absent).await?;
    Ok(attachment)
}

async fn write(state: &AppState, attachment: &Attachment, expected: Expected) -> ApiResult<()> {
    let record = RecordWrite {
        kind: RecordKind::Attachment,
        key: Bytes::copy_from_slice(&attachment.id.to_bytes()),
        expected,
        body: Some(payload::to_bytes(attachment).map_err(ExecuteError::from)?),
    };
    state.system.shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await?;
    Ok(())
}

async fn find(state: &AppState, id: AttachmentId) -> ApiResult<(Attachment, u64)> {
    let record = state.system.shared.store.record(RecordKind::Attachment, &id.to_bytes()).await?;
    let record = record.ok_or(ErrorCode::NotFound)?;
    let attachment = payload::from_bytes(&record.body).map_err(ExecuteError::from)?;
    Ok((attachment, record.revision))
}

/// A file that an agent names in a message: one that this agent sent.
///
/// # Errors
/// `not_found`, `storage_unavailable`
pub async fn of_agent(state: &AppState, agent: UserId, id: AttachmentId) -> Result<FileRef, ErrorBody> {
    sent_by(state, Uploader::Agent { id: agent }, id).await
}

/// A file that an end user names in a message: one that they sent.
///
/// # Errors
/// `not_found`, `storage_unavailable`
pub async fn of_visitor(state: &AppState, visitor: &Visitor, id: AttachmentId) -> Result<FileRef, ErrorBody> {
    sent_by(state, Uploader::EndUser { id: visitor.end_user.id }, id).await
}

async fn sent_by(state: &AppState, uploader: Uploader, id: AttachmentId) -> Result<FileRef, ErrorBody> {
    let (attachment, _) = find(state, id).await?;
    if attachment.uploader == uploader { Ok(attachment.file()) } else { Err(refuse(ErrorCode::NotFound)) }
}

/// A file for an agent, who may see whatever end users and colleagues sent.
///
/// # Errors
/// `not_found`, `storage_unavailable`
pub async fn for_agent(state: &AppState, id: AttachmentId) -> ApiResult<Attachment> {
    find(state, id).await.map(|(attachment, _)| attachment)
}

/// A picture that a widget shows, for everybody: what no widget names any more is nobody's business.
///
/// # Errors
/// `not_found`, `storage_unavailable`
pub async fn for_everybody(state: &AppState, id: AttachmentId) -> ApiResult<Attachment> {
    let directory = state.system.shared.directory.get();
    if !directory.integrations.values().any(|found| found.widget.style.picture == Some(id)) {
        return Err(ErrorCode::NotFound.into());
    }
    let (attachment, _) = find(state, id).await?;
    let shown = PICTURE_TYPES.contains(&attachment.media_type.as_str());
    if shown { Ok(attachment) } else { Err(ErrorCode::NotFound.into()) }
}

/// A file for an end user: one that they sent, or that a public message of their conversation carries.
///
/// # Errors
/// `not_found` for every other file, whether it exists or not; `storage_unavailable`
pub async fn for_visitor(state: &AppState, visitor: &Visitor, id: AttachmentId) -> ApiResult<Attachment> {
    let (attachment, revision) = find(state, id).await?;
    let conversation = visitor.session.conversation;
    let own = attachment.uploader == Uploader::EndUser { id: visitor.end_user.id };
    if own || attachment.conversation == Some(conversation) {
        return Ok(attachment);
    }
    if !crate::http::owns(state, visitor, conversation).await?
        || !carries(state, conversation, &attachment).await?
    {
        return Err(ErrorCode::NotFound.into());
    }
    if attachment.conversation.is_some() {
        // Sent to several end users: the first keeps the note, the others are looked up each time.
        return Ok(attachment);
    }
    // Noted down, so that the log is searched once. Whether that works does not matter to this request.
    let noted = Attachment { conversation: Some(conversation), ..attachment };
    if let Err(error) = write(state, &noted, Expected::Revision(revision)).await {
        tracing::debug!(%error, "where a file was sent was not noted down");
    }
    Ok(noted)
}

/// Whether a public message of the conversation carries the file. A message is younger than its files, so older
/// ones are not looked at.
async fn carries(state: &AppState, conversation: ConversationId, file: &Attachment) -> ApiResult<bool> {
    let shows = |event: &Event| match &event.kind {
        EventKind::MessageAdded {
            visibility: Visibility::Public,
            content: Some(Content::Files { files, .. }),
            ..
        } => files.iter().any(|shown| shown.id == file.id),
        _ => false,
    };
    let mut before = u64::MAX;
    loop {
        let page = Page::Before { seq: before, limit: READ_EVENTS };
        let events = state.system.history(conversation, page).await?;
        let Some(oldest) = events.first() else { return Ok(false) };
        if events.iter().any(shows) {
            return Ok(true);
        }
        if oldest.at < file.created_at {
            return Ok(false);
        }
        before = oldest.seq;
    }
}

/// The bytes of a file.
///
/// # Errors
/// `not_found` when they are not there any more, `storage_unavailable`.
pub async fn open(state: &AppState, attachment: &Attachment) -> ApiResult<(File, u64)> {
    let hash: ContentHash = attachment.sha256.parse().map_err(|error| receive::code_of(&error))?;
    let files = state.files().await?.clone();
    let opened = tokio::task::spawn_blocking(move || files.read(hash)).await;
    let opened = opened.map_err(|error| ApiError::internal("a file", &error))?;
    opened.map_err(|error| receive::code_of(&error).into())
}
