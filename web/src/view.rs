//! Snapshots and catch-ups of conversations, for both sides: pages of the log turned into items.

pub mod list;

use crate::convert;
use crate::convert::agent::Moment;
use crate::wire;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::hub::HeadFacts;
use frontdesk_actors::system::System;
use frontdesk_model::conversation::Conversation;
use frontdesk_model::conversation::event::Event;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::ConversationId;
use frontdesk_storage::Page;

/// Items of a snapshot.
pub const SNAPSHOT_ITEMS: usize = 100;
/// The largest gap, in events, that is replayed; beyond it a fresh snapshot is cheaper for both sides.
pub const MAX_REPLAY: u64 = 1_000;
/// Events that are read at a time.
const READ_EVENTS: usize = 256;

/// What the head of a conversation depends on besides its log.
#[must_use]
pub fn moment(system: &System, state: &Conversation) -> Moment {
    let target = state.replies_go_to();
    let window = target.and_then(|target| system.intake.reply_window(target.channel));
    let number = target.and_then(|target| system.accounts.shown(target.integration));
    let info = target.map(|target| system.accounts.info(target.integration)).unwrap_or_default();
    Moment { now: system.shared.clock.now(), window, number, info }
}

/// The newest `limit` items below `before`, oldest first, and whether there are older ones.
///
/// # Errors
/// When the log cannot be read.
async fn page<T>(
    system: &System,
    conversation: ConversationId,
    before: u64,
    limit: usize,
    item: impl Fn(&Event) -> Option<T>,
) -> Result<(Vec<T>, Vec<Event>, bool), ExecuteError> {
    let (mut items, mut events, mut before) = (Vec::new(), Vec::new(), before);
    while items.len() <= limit && before > 1 {
        let read = system.history(conversation, Page::Before { seq: before, limit: READ_EVENTS }).await?;
        let Some(first) = read.first() else { break };
        before = first.seq;
        items.extend(read.iter().rev().filter_map(&item));
        events.extend(read.into_iter().rev());
    }
    let more = items.len() > limit;
    items.truncate(limit);
    items.reverse();
    Ok((items, events, more))
}

/// # Errors
/// When the log cannot be read.
pub async fn agent_items(
    system: &System,
    directory: &Directory,
    conversation: ConversationId,
    before: u64,
    limit: usize,
) -> Result<wire::rest::Items, ExecuteError> {
    let item = |event: &Event| convert::agent::item(event, directory);
    let (mut items, events, more) = page(system, conversation, before, limit, item).await?;
    for change in convert::agent::deliveries(&events).into_iter().rev() {
        apply_delivery(&mut items, change);
    }
    Ok(wire::rest::Items { items, more })
}

fn apply_delivery(items: &mut [wire::agent::Item], change: wire::agent::DeliveryChange) {
    let of_change = |item: &&mut wire::agent::Item| match item {
        wire::agent::Item::Message(message) => message.id == change.message,
        wire::agent::Item::Activity { .. } => false,
    };
    if let Some(wire::agent::Item::Message(message)) = items.iter_mut().find(of_change) {
        // What is sent anew has not been changed yet.
        if !change.degraded.is_empty() || change.delivery == wire::shared::Delivery::Queued {
            message.degraded = change.degraded;
        }
        message.delivery = change.delivery;
    }
}

/// # Errors
/// When the log cannot be read.
pub async fn end_user_items(
    system: &System,
    directory: &Directory,
    conversation: ConversationId,
    before: u64,
    limit: usize,
) -> Result<wire::rest::WidgetItems, ExecuteError> {
    let item = |event: &Event| convert::end_user::item(event, directory);
    let (items, _, more) = page(system, conversation, before, limit, item).await?;
    Ok(wire::rest::WidgetItems { items, more })
}

/// What an agent is given when they open a conversation.
///
/// # Errors
/// When the log cannot be read.
pub async fn agent_snapshot(
    system: &System,
    directory: &Directory,
    facts: &HeadFacts,
) -> Result<wire::agent::Conversation, ExecuteError> {
    let seq = facts.state.seq;
    let next = seq.saturating_add(1);
    let page = agent_items(system, directory, facts.conversation, next, SNAPSHOT_ITEMS).await?;
    Ok(wire::agent::Conversation {
        epoch: system.shared.store.epoch(),
        seq,
        head: convert::agent::head(facts, directory, moment(system, &facts.state)),
        marks: convert::content::marks(facts.state.marks),
        items: page.items,
        more: page.more,
    })
}

/// What the widget is given at a fresh start.
///
/// # Errors
/// When the log cannot be read.
pub async fn end_user_snapshot(
    system: &System,
    directory: &Directory,
    facts: &HeadFacts,
) -> Result<wire::widget::Conversation, ExecuteError> {
    let seq = facts.state.seq;
    let next = seq.saturating_add(1);
    let page = end_user_items(system, directory, facts.conversation, next, SNAPSHOT_ITEMS).await?;
    Ok(wire::widget::Conversation {
        id: facts.conversation,
        seq,
        head: convert::end_user::head(facts, directory),
        marks: convert::content::marks(facts.state.marks),
        items: page.items,
        more: page.more,
    })
}

/// Everything between a client's sequence and the state's, as events.
///
/// # Errors
/// When the log cannot be read.
async fn gap(system: &System, facts: &HeadFacts, after: u64) -> Result<Vec<Event>, ExecuteError> {
    let limit = usize::try_from(facts.state.seq.saturating_sub(after)).unwrap_or(usize::MAX);
    let page = Page::After { seq: after, limit };
    if limit == 0 { Ok(Vec::new()) } else { system.history(facts.conversation, page).await }
}

/// Whether a client with this sequence can be caught up by replaying; one that is ahead has another history.
#[must_use]
pub const fn can_replay(facts: &HeadFacts, after: u64) -> bool {
    after <= facts.state.seq && facts.state.seq - after <= MAX_REPLAY
}

/// # Errors
/// When the log cannot be read.
pub async fn agent_catch_up(
    system: &System,
    directory: &Directory,
    facts: &HeadFacts,
    after: u64,
) -> Result<wire::agent::ConversationFrame, ExecuteError> {
    let events = gap(system, facts, after).await?;
    Ok(wire::agent::ConversationFrame {
        conversation: facts.conversation,
        from: after,
        seq: facts.state.seq,
        items: events.iter().filter_map(|event| convert::agent::item(event, directory)).collect(),
        deliveries: convert::agent::deliveries(&events),
        head: Some(convert::agent::head(facts, directory, moment(system, &facts.state))),
        marks: Some(convert::content::marks(facts.state.marks)),
    })
}

/// # Errors
/// When the log cannot be read.
pub async fn end_user_catch_up(
    system: &System,
    directory: &Directory,
    facts: &HeadFacts,
    after: u64,
) -> Result<wire::widget::ConversationFrame, ExecuteError> {
    let events = gap(system, facts, after).await?;
    Ok(wire::widget::ConversationFrame {
        conversation: facts.conversation,
        from: after,
        seq: facts.state.seq,
        items: events.iter().filter_map(|event| convert::end_user::item(event, directory)).collect(),
        head: Some(convert::end_user::head(facts, directory)),
        marks: Some(convert::content::marks(facts.state.marks)),
    })
}
