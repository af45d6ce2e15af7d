//! What a reply to the widget needs to know, where it cannot go elsewhere (behaviour 2.21).

use crate::convert::composer;
use crate::error::refuse;
use crate::state::AppState;
use crate::view;
use crate::wire::error::{ErrorBody, ErrorCode};
use frontdesk_model::conversation::event::{EventKind, Visibility};
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::message::Content;
use frontdesk_storage::Page;

/// Whether no reply can go where the end user wrote last.
pub(super) async fn is_closed(state: &AppState, conversation: ConversationId) -> Result<bool, ErrorBody> {
    let facts = state.facts(conversation).await?;
    let too_late = view::moment(&state.system, &facts.state).is_too_late(&facts.state);
    Ok(composer::may_go_to_widget(&facts.state, too_late))
}

/// What a message says that did not arrive; a template reads as its text.
pub(super) async fn said(
    state: &AppState,
    conversation: ConversationId,
    message: MessageId,
) -> Result<Content, ErrorBody> {
    let facts = state.facts(conversation).await?;
    let outgoing = facts.state.deliveries.of(message);
    let seq = outgoing.ok_or_else(|| refuse(ErrorCode::ChannelNotAllowed))?.seq;
    let page = Page::After { seq: seq.saturating_sub(1), limit: 1 };
    let events = state.system.history(conversation, page).await.map_err(|error| state.refusal(&error))?;
    match events.into_iter().next().map(|event| event.kind) {
        Some(EventKind::MessageAdded { visibility: Visibility::Public, content: Some(content), .. }) => {
            Ok(match content {
                Content::Template { text, .. } => Content::Text { text },
                other => other,
            })
        }
        // Erased meanwhile.
        _ => Err(refuse(ErrorCode::NotFound)),
    }
}
