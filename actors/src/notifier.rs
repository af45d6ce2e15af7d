//! Owns: the rows of all open tickets, the counts, and everybody's card: what each agent's lists show.
//! Receives: news of rows and cards, sockets. Sends: to each socket only what changed for its agent.
//! On restart it reads the rows from the store, and tells routing and agents of them.

use crate::conversation::{ExecuteError, TellAgain, load_end_user};
use crate::feeds::RowNews;
use crate::hub::{Socket, SocketId};
use crate::push::{AgentCard, Counts, Desk, NamedRow, Push};
use crate::registry::Registry;
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, AtomicResponse, Context, Handler, Message, MessageResult, WrapFuture};
use frontdesk_model::id::{ConversationId, TicketId, UserId};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::{RowTable, payload};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// News of all conversations pass here; what does not fit is found again by reconciling.
const CAPACITY: usize = 16_384;
/// Changes of lists are gathered for so long: short enough that nobody sees it, long enough that a busy minute
/// costs each browser some frames and not some thousand.
const FLUSH_AFTER: Duration = Duration::from_millis(20);
/// Loads and presences change with every Accept and are looked at less closely.
const CARDS_AFTER: Duration = Duration::from_millis(200);
/// The most rows of each list that a fresh client is given; more by paging.
pub const LIST_PAGE: usize = 200;
/// Rows that are read from the store at a time.
const READ_PAGE: usize = 500;
const RECONCILE_EVERY: Duration = Duration::from_secs(30);

/// A socket wants the lists of its agent, now and whenever they change.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Subscribe {
    pub agent: UserId,
    pub socket: Socket,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct Unsubscribe {
    pub agent: UserId,
    pub socket: SocketId,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct PutCard(pub AgentCard);

#[derive(Message)]
#[rtype(result = "()")]
pub struct RemoveCard(pub UserId);

/// An agent's card as it is now; `None` for one whose actor has not told it yet.
#[derive(Message)]
#[rtype(result = "Option<AgentCard>")]
pub struct GetCard(pub UserId);

/// Which tickets to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Unassigned,
    Of(UserId),
    Open,
}

/// Up to `limit` rows with a ticket number below `before`, newest first, and whether there are more.
#[derive(Message)]
#[rtype(result = "(Vec<Arc<NamedRow>>, bool)")]
pub struct GetRows {
    pub list: List,
    pub before: Option<TicketId>,
    pub limit: usize,
}

/// Takes in every open ticket from the store; nothing else is done meanwhile. Resolves when it is done.
#[derive(Message)]
#[rtype(result = "Result<(), ExecuteError>")]
pub struct Load;

pub struct NotifierActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    rows: BTreeMap<TicketId, Arc<NamedRow>>,
    by_conversation: HashMap<ConversationId, TicketId>,
    unassigned: BTreeSet<TicketId>,
    mine: HashMap<UserId, BTreeSet<TicketId>>,
    cards: BTreeMap<UserId, Arc<AgentCard>>,
    sockets: HashMap<UserId, Vec<Socket>>,
    /// Who had each changed ticket in their list when the last frames went out.
    dirty_rows: BTreeMap<TicketId, Seen>,
    dirty_cards: BTreeSet<UserId>,
}

/// Whose list a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    ByNobody,
    ByAll,
    By(UserId),
}

fn seen(row: Option<&Arc<NamedRow>>) -> Seen {
    match row {
        None => Seen::ByNobody,
        Some(named) => named.row.assignee.map_or(Seen::ByAll, Seen::By),
    }
}

impl NotifierActor {
    #[must_use]
    pub fn new(shared: Arc<Shared>, registry: Arc<Registry>) -> Self {
        Self {
            shared,
            registry,
            rows: BTreeMap::new(),
            by_conversation: HashMap::new(),
            unassigned: BTreeSet::new(),
            mine: HashMap::new(),
            cards: BTreeMap::new(),
            sockets: HashMap::new(),
            dirty_rows: BTreeMap::new(),
            dirty_cards: BTreeSet::new(),
        }
    }

    fn put(&mut self, row: TicketRow, requester: Arc<str>) {
        let ticket = row.ticket;
        if self.rows.get(&ticket).is_some_and(|known| known.row.seq > row.seq) {
            return;
        }
        self.forget_place(ticket);
        match row.assignee {
            None => {
                self.unassigned.insert(ticket);
            }
            Some(agent) => {
                self.mine.entry(agent).or_default().insert(ticket);
                self.dirty_cards.insert(agent);
            }
        }
        self.by_conversation.insert(row.conversation, ticket);
        self.rows.insert(ticket, Arc::new(NamedRow { row, requester }));
    }

    /// Takes the ticket out of the list that it is in, and remembers for the next frames who saw it there.
    fn forget_place(&mut self, ticket: TicketId) {
        let place = seen(self.rows.get(&ticket));
        self.dirty_rows.entry(ticket).or_insert(place);
        match place {
            Seen::ByNobody => {}
            Seen::ByAll => {
                self.unassigned.remove(&ticket);
            }
            Seen::By(agent) => {
                if let Some(mine) = self.mine.get_mut(&agent) {
                    mine.remove(&ticket);
                }
                self.dirty_cards.insert(agent);
            }
        }
    }

    fn remove(&mut self, ticket: TicketId) {
        if self.rows.contains_key(&ticket) {
            self.forget_place(ticket);
            if let Some(named) = self.rows.remove(&ticket) {
                self.by_conversation.remove(&named.row.conversation);
            }
        }
    }

    fn counts(&self, agent: UserId) -> Counts {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let turn =
            |ticket: &&TicketId| self.rows.get(ticket).is_some_and(|row| row.row.status.is_agents_turn());
        let mine = self.mine.get(&agent).map_or(0, |mine| mine.iter().filter(turn).count());
        Counts { unassigned: count(self.unassigned.len()), mine: count(mine) }
    }

    fn load(&self, agent: UserId) -> u32 {
        let counts = |ticket: &&TicketId| self.rows.get(ticket).is_some_and(|row| row.row.counts);
        let load = self.mine.get(&agent).map_or(0, |mine| mine.iter().filter(counts).count());
        u32::try_from(load).unwrap_or(u32::MAX)
    }

    fn newest(&self, tickets: &BTreeSet<TicketId>) -> Vec<Arc<NamedRow>> {
        tickets.iter().rev().take(LIST_PAGE).filter_map(|ticket| self.rows.get(ticket)).cloned().collect()
    }

    fn desk(&self, agent: UserId) -> Desk {
        let mut rows = self.newest(&self.unassigned);
        rows.extend(self.mine.get(&agent).map(|mine| self.newest(mine)).unwrap_or_default());
        Desk { agents: self.cards.values().cloned().collect(), rows, counts: self.counts(agent) }
    }

    /// Sends every socket what changed in its agent's lists since the last time.
    fn flush(&mut self) {
        if self.dirty_rows.is_empty() {
            return;
        }
        let changes: Vec<(TicketId, Seen, Option<Arc<NamedRow>>)> = std::mem::take(&mut self.dirty_rows)
            .into_iter()
            .map(|(ticket, before)| (ticket, before, self.rows.get(&ticket).cloned()))
            .collect();
        for (agent, sockets) in &self.sockets {
            let (mut upsert, mut gone) = (Vec::new(), Vec::new());
            for (ticket, before, row) in &changes {
                let visible = |place: Seen| matches!(place, Seen::ByAll) || place == Seen::By(*agent);
                match row {
                    Some(row) if visible(seen(Some(row))) => upsert.push(Arc::clone(row)),
                    _ if visible(*before) => gone.push(*ticket),
                    _ => {}
                }
            }
            if upsert.is_empty() && gone.is_empty() {
                continue;
            }
            let counts = self.counts(*agent);
            for socket in sockets {
                socket.push(Push::Rows { upsert: upsert.clone(), gone: gone.clone(), counts });
            }
        }
    }

    fn flush_cards(&mut self) {
        let mut changed = Vec::new();
        for agent in std::mem::take(&mut self.dirty_cards) {
            let load = self.load(agent);
            if let Some(card) = self.cards.get_mut(&agent) {
                let fresh = Arc::new(AgentCard { load, ..card.as_ref().clone() });
                *card = Arc::clone(&fresh);
                changed.push(fresh);
            }
        }
        if !changed.is_empty() {
            for socket in self.sockets.values().flatten() {
                socket.push(Push::Agents(changed.clone()));
            }
        }
    }

    /// Compares the rows on disk with what is known here. Where disk is ahead, news was lost on its way: the
    /// conversation is asked to tell again.
    fn reconcile(&mut self, context: &mut Context<Self>) {
        let shared = Arc::clone(&self.shared);
        context.spawn(async move { read_rows(&shared).await }.into_actor(self).map(
            |read, actor, context| match read {
                Ok(stored) => actor.compare(&stored, context),
                Err(error) => tracing::error!(%error, "the rows of open tickets cannot be read"),
            },
        ));
    }

    fn compare(&mut self, stored: &[TicketRow], context: &mut Context<Self>) {
        let mut behind: BTreeSet<ConversationId> = BTreeSet::new();
        let mut there = BTreeSet::new();
        for row in stored {
            there.insert(row.ticket);
            if self.rows.get(&row.ticket).is_none_or(|known| known.row.seq < row.seq) {
                behind.insert(row.conversation);
            }
        }
        let lost = |ticket: &&TicketId| !there.contains(ticket);
        for ticket in self.rows.keys().filter(lost) {
            behind.extend(self.rows.get(ticket).map(|row| row.row.conversation));
        }
        behind.extend(self.shared.feeds.take_missed());
        for conversation in behind {
            metrics::counter!("frontdesk_reconciled_total").increment(1);
            let registry = Arc::clone(&self.registry);
            context.spawn(async move { registry.tell_again(conversation).await }.into_actor(self));
        }
    }
}

/// All rows of open tickets, page by page.
async fn read_rows(shared: &Shared) -> Result<Vec<TicketRow>, ExecuteError> {
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
async fn read_and_tell(shared: Arc<Shared>) -> Result<Vec<(TicketRow, Arc<str>)>, ExecuteError> {
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

impl Actor for NotifierActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        context.run_interval(FLUSH_AFTER, |actor, _| actor.flush());
        context.run_interval(CARDS_AFTER, |actor, _| actor.flush_cards());
        context.run_interval(RECONCILE_EVERY, Self::reconcile);
    }
}

impl Handler<RowNews> for NotifierActor {
    type Result = ();

    fn handle(&mut self, news: RowNews, _: &mut Context<Self>) {
        match (&news.after, self.by_conversation.get(&news.conversation)) {
            (Some(row), _) => self.put(row.as_ref().clone(), news.requester),
            (None, Some(ticket)) => self.remove(*ticket),
            (None, None) => {}
        }
    }
}

impl Handler<Subscribe> for NotifierActor {
    type Result = ();

    fn handle(&mut self, Subscribe { agent, socket }: Subscribe, _: &mut Context<Self>) {
        self.flush_cards();
        socket.push(Push::Desk(Arc::new(self.desk(agent))));
        self.sockets.entry(agent).or_default().push(socket);
    }
}

impl Handler<Unsubscribe> for NotifierActor {
    type Result = ();

    fn handle(&mut self, Unsubscribe { agent, socket }: Unsubscribe, _: &mut Context<Self>) {
        if let Some(sockets) = self.sockets.get_mut(&agent) {
            sockets.retain(|other| other.id != socket);
            if sockets.is_empty() {
                self.sockets.remove(&agent);
            }
        }
    }
}

impl Handler<PutCard> for NotifierActor {
    type Result = ();

    fn handle(&mut self, PutCard(card): PutCard, _: &mut Context<Self>) {
        self.dirty_cards.insert(card.id);
        self.shared.there.is(card.id, card.status.takes_offers());
        self.cards.insert(card.id, Arc::new(card));
    }
}

impl Handler<RemoveCard> for NotifierActor {
    type Result = ();

    fn handle(&mut self, RemoveCard(agent): RemoveCard, _: &mut Context<Self>) {
        self.cards.remove(&agent);
        self.shared.there.is(agent, false);
        // Colleagues see it go with a fresh desk.
        for (other, sockets) in &self.sockets {
            for socket in sockets {
                socket.push(Push::Desk(Arc::new(self.desk(*other))));
            }
        }
    }
}

impl Handler<GetCard> for NotifierActor {
    type Result = MessageResult<GetCard>;

    fn handle(&mut self, GetCard(agent): GetCard, _: &mut Context<Self>) -> Self::Result {
        let load = self.load(agent);
        MessageResult(self.cards.get(&agent).map(|card| AgentCard { load, ..card.as_ref().clone() }))
    }
}

impl Handler<GetRows> for NotifierActor {
    type Result = MessageResult<GetRows>;

    fn handle(&mut self, GetRows { list, before, limit }: GetRows, _: &mut Context<Self>) -> Self::Result {
        let below = |ticket: &TicketId| before.is_none_or(|before| *ticket < before);
        let mut found: Vec<Arc<NamedRow>> = match list {
            List::Unassigned => self.page(self.unassigned.iter().rev().filter(|ticket| below(ticket)), limit),
            List::Of(agent) => match self.mine.get(&agent) {
                Some(mine) => self.page(mine.iter().rev().filter(|ticket| below(ticket)), limit),
                None => Vec::new(),
            },
            List::Open => self.page(self.rows.keys().rev().filter(|ticket| below(ticket)), limit),
        };
        let more = found.len() > limit;
        found.truncate(limit);
        MessageResult((found, more))
    }
}

impl NotifierActor {
    /// One row more than asked for, so that the caller sees whether there are more.
    fn page<'a>(&self, tickets: impl Iterator<Item = &'a TicketId>, limit: usize) -> Vec<Arc<NamedRow>> {
        tickets.take(limit.saturating_add(1)).filter_map(|ticket| self.rows.get(ticket)).cloned().collect()
    }
}

impl Handler<Load> for NotifierActor {
    type Result = AtomicResponse<Self, Result<(), ExecuteError>>;

    fn handle(&mut self, _: Load, _: &mut Context<Self>) -> Self::Result {
        let read = read_and_tell(Arc::clone(&self.shared));
        AtomicResponse::new(Box::pin(read.into_actor(self).map(|read, actor, _| {
            read?.into_iter().for_each(|(row, requester)| actor.put(row, requester));
            Ok(())
        })))
    }
}

impl Registry {
    /// Has a conversation tell its row again to everybody who lists it.
    pub(crate) async fn tell_again(&self, conversation: ConversationId) {
        if let Err(error) = self.tell(conversation, TellAgain).await {
            tracing::warn!(conversation.id = %conversation, %error, "a conversation could not be asked to tell again");
        }
    }
}
