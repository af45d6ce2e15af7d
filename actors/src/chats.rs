//! Live chats end when their visitor has left for longer than the grace (behaviour 2.31): who is there, and since
//! when somebody is not.
//!
//! The truth about presence is told by sockets, without a mailbox in between, so that no leaving is lost; the actor
//! looks at it every few seconds. After a restart everybody counts as gone since then, and comes back within the grace
//! or does not.

use crate::conversation::ExecuteError;
use crate::hub::SocketId;
use crate::registry::Registry;
use crate::shared::Shared;
use crate::visitors::VisitorSession;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, Context, WrapFuture};
use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::id::ConversationId;
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use frontdesk_storage::{RowTable, payload};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// How late an end may be noticed.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Tickets that are read at a time when the server starts.
const READ_PAGE: usize = 500;
/// Chats that are ended at the same time.
const BATCH: usize = 128;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Presence {
    /// Never empty.
    There(BTreeSet<SocketId>),
    Gone(Timestamp),
}

/// Who of the chats' visitors is there.
pub struct Chats {
    shared: Arc<Shared>,
    visitors: DashMap<ConversationId, Presence>,
}

impl Chats {
    #[must_use]
    pub fn new(shared: Arc<Shared>) -> Self {
        Self { shared, visitors: DashMap::new() }
    }

    /// A visitor's socket is open; does nothing on channels that do not end by leaving, and nothing the second time.
    pub fn came(&self, session: &VisitorSession, socket: SocketId) {
        let directory = self.shared.directory.get();
        if !directory
            .integrations
            .get(&session.integration)
            .is_some_and(|found| found.kind.ends_on_disconnect())
        {
            return;
        }
        let mut presence =
            self.visitors.entry(session.conversation).or_insert_with(|| Presence::There(BTreeSet::new()));
        match presence.value_mut() {
            Presence::There(sockets) => {
                sockets.insert(socket);
            }
            gone @ Presence::Gone(_) => *gone = Presence::There(BTreeSet::from([socket])),
        }
    }

    /// The socket is closed; the grace begins with the last one.
    pub fn left(&self, conversation: ConversationId, socket: SocketId) {
        if let Entry::Occupied(mut entry) = self.visitors.entry(conversation)
            && let Presence::There(sockets) = entry.get_mut()
        {
            sockets.remove(&socket);
            if sockets.is_empty() {
                entry.insert(Presence::Gone(self.shared.clock.now()));
            }
        }
    }

    /// Nobody has come yet since the server started.
    fn gone_until_seen(&self, conversation: ConversationId) {
        let now = self.shared.clock.now();
        self.visitors.entry(conversation).or_insert(Presence::Gone(now));
    }

    /// The chats that are over now.
    fn over(&self) -> Vec<ConversationId> {
        let (now, grace) = (self.shared.clock.now(), self.shared.directory.get().settings.chat_grace);
        let is_over = |presence: &Presence| match presence {
            Presence::There(_) => false,
            Presence::Gone(since) => since.plus(grace) <= now,
        };
        let over = self.visitors.iter().filter(|entry| is_over(entry.value()));
        over.map(|entry| *entry.key()).take(BATCH).collect()
    }

    fn forget_gone(&self, conversation: ConversationId) {
        self.visitors.remove_if(&conversation, |_, presence| matches!(presence, Presence::Gone(_)));
    }
}

/// Owns: nothing but the look at [`Chats`]. Receives: nothing. Sends: that a visitor has left, to the conversation.
pub struct ChatsActor {
    chats: Arc<Chats>,
    registry: Arc<Registry>,
    ending: bool,
}

impl ChatsActor {
    #[must_use]
    pub const fn new(chats: Arc<Chats>, registry: Arc<Registry>) -> Self {
        Self { chats, registry, ending: false }
    }

    fn end_what_is_over(&mut self, context: &mut Context<Self>) {
        let over = self.chats.over();
        if self.ending || over.is_empty() {
            return;
        }
        self.ending = true;
        let (chats, registry) = (Arc::clone(&self.chats), Arc::clone(&self.registry));
        let ended = async move { join_all(over.into_iter().map(|chat| end(&chats, &registry, chat))).await };
        context.spawn(ended.into_actor(self).map(|_, actor, _| actor.ending = false));
    }
}

/// One that cannot be ended now is tried again at the next look.
async fn end(chats: &Chats, registry: &Registry, conversation: ConversationId) {
    let command = Command { id: chats.shared.draw_command(), by: By::System, action: Action::Leave };
    match registry.execute(conversation, command).await {
        // Somebody may open the widget and leave without a word.
        Ok(_) | Err(ExecuteError::Rejected(_)) => chats.forget_gone(conversation),
        Err(error) => tracing::warn!(conversation.id = %conversation, %error, "a chat could not be ended"),
    }
}

/// The chats that agents still have before them when the server starts.
async fn open_chats(shared: &Shared) -> Result<Vec<ConversationId>, ExecuteError> {
    let (mut found, mut after) = (Vec::new(), bytes::Bytes::new());
    loop {
        let page = shared.store.rows(RowTable::OpenTickets, &[], &after, READ_PAGE).await?;
        for (_, value) in &page {
            let row: TicketRow = payload::from_bytes(value)?;
            if row.channel.ends_on_disconnect() {
                found.push(row.conversation);
            }
        }
        match page.last() {
            Some((last, _)) if page.len() >= READ_PAGE => after = last.clone(),
            _ => return Ok(found),
        }
    }
}

impl Actor for ChatsActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        let shared = Arc::clone(&self.chats.shared);
        let open = async move { open_chats(&shared).await };
        context.spawn(open.into_actor(self).map(|open, actor, _| match open {
            Ok(open) => open.into_iter().for_each(|chat| actor.chats.gone_until_seen(chat)),
            Err(error) => tracing::error!(%error, "open chats cannot be read"),
        }));
        context.run_interval(LOOK_EVERY, Self::end_what_is_over);
    }
}
