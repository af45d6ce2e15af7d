//! Files that messages name.

use crate::error::refuse;
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::id::{AttachmentId, UserId};
use frontdesk_model::message::FileRef;

pub async fn of_agent(_: &AppState, _: UserId, _: AttachmentId) -> Result<FileRef, ErrorBody> {
    Err(refuse(ErrorCode::NotFound))
}

pub async fn of_visitor(_: &AppState, _: &Visitor, _: AttachmentId) -> Result<FileRef, ErrorBody> {
    Err(refuse(ErrorCode::NotFound))
}
