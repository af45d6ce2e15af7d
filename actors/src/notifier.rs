//! Owns: the rows of all open tickets, the counts, and everybody's card: what each agent's lists show.
//! Receives: news of rows and cards, sockets. Sends: to each socket only what changed for its agent.
//! On restart it reads the rows from the store, and tells routing and agents of them.

mod reading;

use self::reading::{read_and_tell, read_rows, read_subjects};
use crate::board::{Board, Seen, seen};
use crate::conversation::{ExecuteError, TellAgain};
use crate::feeds::RowNews;
use crate::hub::{Socket, SocketId};
use crate::lists::Snapshot;
use crate::push::{AgentCard, Counts, Desk, NamedRow, Push};
use crate::registry::Registry;
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, AtomicResponse, Context, Handler, Message, MessageResult, WrapFuture};
use frontdesk_model::id::{ConversationId, TicketId, UserId};
use frontdesk_model::shortcut::Shortcut;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_model::view::TicketRow;
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
/// Counts of lists whose rows an agent is not sent are looked at so often.
const COUNTS_AFTER: Duration = Duration::from_millis(500);
/// The most rows of each list that a fresh client is given; more by paging.
pub const LIST_PAGE: usize = 200;
/// Up to so many rows a snapshot is made for every question; of more it may be [`SNAPSHOT_LASTS`] old, so that many
/// who ask cost no more than one.
const SMALL: usize = 2_000;
const SNAPSHOT_LASTS: Span = Span::millis(250);
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

pub use crate::lists::List;

/// Up to `limit` rows with a ticket number below `before`, newest first, and whether there are more.
#[derive(Message)]
#[rtype(result = "(Vec<Arc<NamedRow>>, bool)")]
pub struct GetRows {
    pub list: List,
    pub before: Option<TicketId>,
    pub limit: usize,
}

/// All rows as they are now, or were a moment ago.
#[derive(Message)]
#[rtype(result = "Arc<Snapshot>")]
pub struct GetSnapshot;

/// What tickets are about, as read from their conversations' logs after a start.
#[derive(Message)]
#[rtype(result = "()")]
struct Subjects(Vec<(TicketId, Arc<str>)>);

/// Takes in every open ticket from the store; nothing else is done meanwhile. Resolves when it is done.
#[derive(Message)]
#[rtype(result = "Result<(), ExecuteError>")]
pub struct Load;

/// A shortcut was made, changed or taken away.
#[derive(Message)]
#[rtype(result = "()")]
pub struct ShortcutChanged {
    pub before: Option<Arc<Shortcut>>,
    pub after: Option<Arc<Shortcut>>,
}

pub struct NotifierActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    board: Board,
    snapshot: Option<Kept>,
    cards: BTreeMap<UserId, Arc<AgentCard>>,
    sockets: HashMap<UserId, Vec<Socket>>,
    /// What each agent was told last.
    counts: HashMap<UserId, Counts>,
    /// Who had each changed ticket in their list when the last frames went out.
    dirty_rows: BTreeMap<TicketId, Seen>,
    dirty_cards: BTreeSet<UserId>,
}

/// The newest snapshot: of which state of the board, and when it was made.
struct Kept {
    snapshot: Arc<Snapshot>,
    version: u64,
    at: Timestamp,
}

impl NotifierActor {
    #[must_use]
    pub fn new(shared: Arc<Shared>, registry: Arc<Registry>) -> Self {
        Self {
            shared,
            registry,
            board: Board::default(),
            snapshot: None,
            cards: BTreeMap::new(),
            sockets: HashMap::new(),
            counts: HashMap::new(),
            dirty_rows: BTreeMap::new(),
            dirty_cards: BTreeSet::new(),
        }
    }

    fn put(&mut self, row: TicketRow, requester: Arc<str>, subject: Arc<str>) {
        let (ticket, assignee) = (row.ticket, row.assignee);
        let known = self.board.get(ticket);
        if known.is_some_and(|known| known.row.seq > row.seq) {
            return;
        }
        let named = Arc::new(NamedRow::after(known.map(AsRef::as_ref), row, requester, subject));
        let before = self.board.put(named);
        self.moved(ticket, before);
        self.dirty_cards.extend(assignee);
    }

    fn remove(&mut self, ticket: TicketId) {
        if let Some(before) = self.board.remove(ticket) {
            self.moved(ticket, before);
        }
    }

    /// Remembers for the next frames who saw the ticket where it was.
    fn moved(&mut self, ticket: TicketId, before: Seen) {
        self.dirty_rows.entry(ticket).or_insert(before);
        if let Seen::By(agent) = before {
            self.dirty_cards.insert(agent);
        }
    }

    fn counts(&self, agent: UserId) -> Counts {
        self.board.counts(agent, self.cards.get(&agent).map(|card| &card.groups))
    }

    fn load(&self, agent: UserId) -> u32 {
        self.board.load(agent)
    }

    fn newest(&self, list: &List) -> Vec<Arc<NamedRow>> {
        let tickets = self.board.listed(list).take(LIST_PAGE);
        tickets.filter_map(|ticket| self.board.get(*ticket)).cloned().collect()
    }

    fn desk(&self, agent: UserId) -> Desk {
        let mut rows = self.newest(&List::Unassigned);
        rows.extend(self.newest(&List::Of(agent)));
        Desk { agents: self.cards.values().cloned().collect(), rows, counts: self.counts(agent) }
    }

    /// Sends every socket what changed in its agent's lists since the last time.
    fn flush(&mut self) {
        if self.dirty_rows.is_empty() {
            return;
        }
        let changes: Vec<(TicketId, Seen, Option<Arc<NamedRow>>)> = std::mem::take(&mut self.dirty_rows)
            .into_iter()
            .map(|(ticket, before)| (ticket, before, self.board.get(ticket).cloned()))
            .collect();
        let mut told = HashMap::new();
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
            told.insert(*agent, counts);
            for socket in sockets {
                socket.push(Push::Rows { upsert: upsert.clone(), gone: gone.clone(), counts });
            }
        }
        self.counts.extend(told);
    }

    /// Tells the agents whose counts changed though no row of theirs did.
    fn flush_counts(&mut self) {
        for (agent, sockets) in &self.sockets {
            let counts = self.counts(*agent);
            if self.counts.insert(*agent, counts) != Some(counts) {
                for socket in sockets {
                    socket.push(Push::Rows { upsert: Vec::new(), gone: Vec::new(), counts });
                }
            }
        }
    }

    fn snapshot(&mut self) -> Arc<Snapshot> {
        let (now, version) = (self.shared.clock.now(), self.board.version());
        let fresh = |kept: &&Kept| {
            let young = self.board.len() > SMALL && now.since(kept.at) < SNAPSHOT_LASTS;
            kept.version == version || young
        };
        if let Some(kept) = self.snapshot.as_ref().filter(fresh) {
            return Arc::clone(&kept.snapshot);
        }
        let snapshot = self.board.snapshot();
        self.snapshot = Some(Kept { snapshot: Arc::clone(&snapshot), version, at: now });
        snapshot
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
            if self.board.get(row.ticket).is_none_or(|known| known.row.seq < row.seq) {
                behind.insert(row.conversation);
            }
        }
        let lost = |ticket: &&TicketId| !there.contains(ticket);
        for ticket in self.board.tickets().filter(lost) {
            behind.extend(self.board.get(*ticket).map(|row| row.row.conversation));
        }
        behind.extend(self.shared.feeds.take_missed());
        for conversation in behind {
            metrics::counter!("frontdesk_reconciled_total").increment(1);
            let registry = Arc::clone(&self.registry);
            context.spawn(async move { registry.tell_again(conversation).await }.into_actor(self));
        }
    }
}

impl Actor for NotifierActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        context.run_interval(FLUSH_AFTER, |actor, _| actor.flush());
        context.run_interval(COUNTS_AFTER, |actor, _| actor.flush_counts());
        context.run_interval(CARDS_AFTER, |actor, _| actor.flush_cards());
        context.run_interval(RECONCILE_EVERY, Self::reconcile);
    }
}

impl Handler<RowNews> for NotifierActor {
    type Result = ();

    fn handle(&mut self, news: RowNews, _: &mut Context<Self>) {
        match (&news.after, self.board.of_conversation(news.conversation)) {
            (Some(row), _) => self.put(row.as_ref().clone(), news.requester, news.subject),
            (None, Some(ticket)) => self.remove(ticket),
            (None, None) => {}
        }
    }
}

impl Handler<Subscribe> for NotifierActor {
    type Result = ();

    fn handle(&mut self, Subscribe { agent, socket }: Subscribe, _: &mut Context<Self>) {
        self.flush_cards();
        let desk = self.desk(agent);
        self.counts.insert(agent, desk.counts);
        socket.push(Push::Desk(Arc::new(desk)));
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
                self.counts.remove(&agent);
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
        let below = |ticket: &&TicketId| before.is_none_or(|before| **ticket < before);
        // One row more than asked for shows whether there are more.
        let tickets = self.board.listed(&list).filter(below).take(limit.saturating_add(1));
        let mut found: Vec<Arc<NamedRow>> =
            tickets.filter_map(|ticket| self.board.get(*ticket)).cloned().collect();
        let more = found.len() > limit;
        found.truncate(limit);
        MessageResult((found, more))
    }
}

impl Handler<GetSnapshot> for NotifierActor {
    type Result = MessageResult<GetSnapshot>;

    fn handle(&mut self, _: GetSnapshot, _: &mut Context<Self>) -> Self::Result {
        MessageResult(self.snapshot())
    }
}

impl Handler<Subjects> for NotifierActor {
    type Result = ();

    fn handle(&mut self, Subjects(read): Subjects, _: &mut Context<Self>) {
        for (ticket, subject) in read {
            if let Some(named) = self.board.get(ticket).filter(|named| named.subject.is_empty()) {
                let (row, requester) = (named.row.clone(), Arc::clone(&named.requester));
                self.put(row, requester, subject);
            }
        }
    }
}

impl Handler<Load> for NotifierActor {
    type Result = AtomicResponse<Self, Result<(), ExecuteError>>;

    fn handle(&mut self, _: Load, _: &mut Context<Self>) -> Self::Result {
        let read = read_and_tell(Arc::clone(&self.shared));
        AtomicResponse::new(Box::pin(read.into_actor(self).map(|read, actor, context| {
            let read = read?;
            let wanted = read.iter().map(|(row, _)| (row.ticket, row.conversation, row.opened_seq)).collect();
            let (shared, itself) = (Arc::clone(&actor.shared), context.address());
            context.spawn(read_subjects(shared, itself, wanted).into_actor(actor));
            read.into_iter().for_each(|(row, requester)| actor.put(row, requester, "".into()));
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

impl Handler<ShortcutChanged> for NotifierActor {
    type Result = ();

    /// Only those are told who may use it, or might before.
    fn handle(&mut self, ShortcutChanged { before, after }: ShortcutChanged, _: &mut Context<Self>) {
        let directory = self.shared.directory.get();
        for (agent, sockets) in &self.sockets {
            let Some(groups) = directory.agents.get(agent).map(|agent| &agent.groups) else { continue };
            let usable = |shortcut: &&Arc<Shortcut>| shortcut.is_for(*agent, groups);
            let upsert = after.as_ref().filter(usable).cloned();
            let gone = before.as_ref().filter(usable).filter(|_| upsert.is_none()).map(|gone| gone.id);
            if upsert.is_none() && gone.is_none() {
                continue;
            }
            for socket in sockets {
                socket.push(Push::Shortcut { upsert: upsert.clone(), gone });
            }
        }
    }
}
