//! The conversations of one end user, as their list shows them.

use super::{READ_EVENTS, page};
use crate::convert;
use crate::wire::shared::Author;
use crate::wire::widget as wire;
use bytes::Bytes;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::hub::HeadFacts;
use frontdesk_actors::system::System;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::conversation::MAX_UNREAD;
use frontdesk_model::conversation::event::Event;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::ConversationId;
use frontdesk_storage::{Page, RowTable};

/// Conversations of one end user that are listed; beyond it the oldest are found by their tickets only.
const MOST_LISTED: usize = 1_000;

/// Those on the visitor's widget that were begun before `before`, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn conversations(
    system: &System,
    directory: &Directory,
    visitor: &Visitor,
    before: Option<ConversationId>,
    limit: usize,
) -> Result<wire::Conversations, ExecuteError> {
    let mut ids = ids(system, visitor).await?;
    ids.retain(|id| before.is_none_or(|before| *id < before));
    let (mut conversations, mut more) = (Vec::new(), false);
    for id in ids.into_iter().rev() {
        let Some(facts) = system.registry.look(id).await? else { continue };
        if !visitor.may_see(&facts.state) {
            continue;
        }
        if conversations.len() == limit {
            more = true;
            break;
        }
        conversations.push(row(system, directory, &facts).await?);
    }
    Ok(wire::Conversations { conversations, more })
}

/// Ids begin with the time, so that they stand in the order in which the conversations were begun.
async fn ids(system: &System, visitor: &Visitor) -> Result<Vec<ConversationId>, ExecuteError> {
    let prefix = visitor.end_user.id.get().to_be_bytes();
    let mut ids = std::collections::VecDeque::new();
    let mut after = Bytes::new();
    loop {
        let store = &system.shared.store;
        let rows = store.rows(RowTable::EndUserConversations, &prefix, &after, MOST_LISTED).await?;
        for (key, _) in &rows {
            let id = key.get(prefix.len()..).and_then(|id| id.try_into().ok());
            ids.extend(id.map(ConversationId::from_bytes));
            if ids.len() > MOST_LISTED {
                ids.pop_front();
            }
        }
        match rows.last() {
            Some((last, _)) if rows.len() >= MOST_LISTED => after = last.clone(),
            _ => return Ok(ids.into()),
        }
    }
}

/// # Errors
/// When the log cannot be read.
pub async fn row(
    system: &System,
    directory: &Directory,
    facts: &HeadFacts,
) -> Result<wire::ConversationRow, ExecuteError> {
    let message = |event: &Event| match convert::end_user::item(event, directory) {
        Some(wire::Item::Message(message)) => Some(message),
        Some(wire::Item::Note { .. }) | None => None,
    };
    let next = facts.state.seq.saturating_add(1);
    let (mut newest, _, _) = page(system, facts.conversation, next, 1, message).await?;
    let last = newest.pop();
    let started_at = facts.state.origin.map_or_else(|| facts.conversation.created_at(), |origin| origin.at);
    Ok(wire::ConversationRow {
        id: facts.conversation,
        started_at,
        last_at: last.as_ref().map_or(started_at, |message| message.at),
        last,
        unread: unread(system, facts, message).await?,
        head: convert::end_user::head(facts, directory),
    })
}

async fn unread(
    system: &System,
    facts: &HeadFacts,
    message: impl Fn(&Event) -> Option<wire::Message>,
) -> Result<u32, ExecuteError> {
    let (mut after, mut count) = (facts.state.marks.end_user_read, 0_usize);
    while after < facts.state.seq && count < MAX_UNREAD {
        let page = Page::After { seq: after, limit: READ_EVENTS };
        let events = system.history(facts.conversation, page).await?;
        let Some(last) = events.last() else { break };
        after = last.seq;
        let from_others = |message: &wire::Message| message.author != Author::EndUser;
        count = count.saturating_add(events.iter().filter_map(&message).filter(from_others).count());
    }
    Ok(u32::try_from(count.min(MAX_UNREAD)).unwrap_or(u32::MAX))
}
