//! What the notifier reads of the store: rows at a start and to compare, subjects bit by bit afterwards.

use super::{NotifierActor, Subjects};
use crate::conversation::{ExecuteError, load_end_user};
use crate::feeds::RowNews;
use crate::shared::Shared;
use actix::Addr;
use frontdesk_model::conversation::event::{Event, EventKind};
use frontdesk_model::id::{ConversationId, TicketId};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::{Page, RowTable, payload};
use std::sync::Arc;

/// Rows that are read from the store at a time.
const READ_PAGE: usize = 500;
/// Subjects that are told at a time: each batch is some milliseconds of reading.
const SUBJECTS: usize = 64;

/// All rows of open tickets, page by page.
pub(super) async fn read_rows(shared: &Shared) -> Result<Vec<TicketRow>, ExecuteError> {
    let (mut rows, mut after) = (Vec::new(), bytes::Bytes::new());
    loop {
        let page = shared.store.rows(RowTable::OpenTickets, &[], &after, READ_PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(rows) };
        after = last.clone();
        for (_, value) in &page {
            rows.push(payload::from_bytes(value)?);
        }
        if page.len() < READ_PAGE {
            return Ok(rows);
        }
        tokio::task::yield_now().await;
    }
}

/// As [`read_rows`], with the names of those who write in; routing and agents are told of each.
pub(super) async fn read_and_tell(shared: Arc<Shared>) -> Result<Vec<(TicketRow, Arc<str>)>, ExecuteError> {
    let mut named = Vec::new();
    for row in read_rows(&shared).await? {
        let name =
            load_end_user(&shared, row.end_user).await?.map_or_else(String::new, |end_user| end_user.name);
        let requester: Arc<str> = name.into();
        let news = RowNews {
            conversation: row.conversation,
            seq: row.seq,
            before: None,
            after: Some(Arc::new(row.clone())),
            requester: Arc::clone(&requester),
            subject: "".into(),
        };
        for recipient in
            [&shared.feeds.agents, &shared.feeds.router].into_iter().filter_map(|feed| feed.get())
        {
            // Waits for room: at a start there may be more rows than a mailbox holds.
            if recipient.send(news.clone()).await.is_err() {
                tracing::error!("routing or the agents' desk is gone");
            }
        }
        named.push((row, requester));
    }
    Ok(named)
}

/// What tickets are about, from the events that made them: apart from the rows, because it is personal. Without it
/// the lists work and only searches for words miss something, so it may take its time.
pub(super) async fn read_subjects(
    shared: Arc<Shared>,
    notifier: Addr<NotifierActor>,
    wanted: Vec<(TicketId, ConversationId, u64)>,
) {
    for batch in wanted.chunks(SUBJECTS) {
        let mut read = Vec::with_capacity(batch.len());
        for (ticket, conversation, opened_seq) in batch {
            match subject(&shared, *conversation, *opened_seq).await {
                Ok(subject) => read.extend(subject.map(|subject| (*ticket, subject))),
                Err(error) => {
                    tracing::warn!(ticket.id = %ticket, %error, "what a ticket is about cannot be read");
                }
            }
        }
        if notifier.send(Subjects(read)).await.is_err() {
            return;
        }
    }
}

async fn subject(
    shared: &Shared,
    conversation: ConversationId,
    opened_seq: u64,
) -> Result<Option<Arc<str>>, ExecuteError> {
    let page = Page::After { seq: opened_seq.saturating_sub(1), limit: 1 };
    let Some(stored) = shared.store.events(conversation, page).await?.into_iter().next() else {
        return Ok(None);
    };
    let event: Event = payload::decode(&stored.payload, &stored.bodies)?;
    match event.kind {
        EventKind::HandedOff { subject, .. } => Ok(Some(subject.into())),
        _ => Ok(None),
    }
}
