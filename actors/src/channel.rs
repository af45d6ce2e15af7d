//! Owns: the sending of one integration: which conversations are under way, how fast, and whether it sends at all.
//! Receives: that something waits. Sends: messages to the provider, and what came of them to the conversations.
//! On restart it reads what is due from the store; nothing that matters is in its memory.

use crate::courier::{Carried, Courier};
use crate::outbox::Errand;
use actix::fut::ActorFutureExt;
use actix::{
    Actor, AsyncContext, Context, Handler, Message, MessageResult, ResponseFuture, SpawnHandle, WrapFuture,
};
use frontdesk_channels::{Account, Bucket, RetryClass, SendError};
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{Commit, OutboxChange, OutboxRow};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Hints that something waits: one is as good as a hundred, and what is not heard is found at the next look.
const CAPACITY: usize = 64;
/// Rows that are read at a time.
const BATCH: usize = 128;
/// Messages that are on their way at a time, each of another conversation; what is more waits in the store.
const MAX_UNDER_WAY: usize = 16;
/// The store is looked at least so often, whatever was said.
const LOOK_AT_LEAST: Duration = Duration::from_secs(30);
/// How long a conversation waits while only what is free is sent. The shortest-lived right to send for nothing, a
/// reply token of LINE's, lasts 50 s: it is looked at twice meanwhile.
const FREE_AGAIN: Span = Span::seconds(20);
/// How long a conversation waits whose store or earlier message has to come first.
const SHORTLY: Span = Span::seconds(1);

/// Whether an integration sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Working,
    /// The provider asked the whole account to wait. What a used-up quota does not concern goes on.
    Waiting {
        until: Timestamp,
        why: SendError,
    },
    /// Its credentials are dead: nothing is sent until somebody mends them.
    Paused {
        since: Timestamp,
        why: SendError,
    },
}

/// Something may be due.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "()")]
pub struct Look;

/// The credentials were mended: goes on sending.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "()")]
pub struct Resume;

#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "Standing")]
pub struct GetStanding;

/// The account with a token that holds for a while: only whoever sends renews tokens.
#[derive(Clone, Copy, Debug, Message)]
#[rtype(result = "Result<Arc<Account>, SendError>")]
pub struct GetAccount;

pub struct ChannelActor {
    integration: IntegrationId,
    courier: Arc<Courier>,
    bucket: Option<Bucket>,
    standing: Standing,
    under_way: BTreeSet<ConversationId>,
    /// Conversations of which nothing is sent before that moment.
    held: BTreeMap<ConversationId, Timestamp>,
    next: Option<(Timestamp, SpawnHandle)>,
    looking: Looking,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looking {
    No,
    Yes,
    /// Something was said meanwhile.
    Again,
}

impl ChannelActor {
    pub(crate) fn new(integration: IntegrationId, courier: Courier) -> Self {
        let bucket = courier.adapter.capability().pace.map(Bucket::new);
        Self {
            integration,
            courier: Arc::new(courier),
            bucket,
            standing: Standing::Working,
            under_way: BTreeSet::new(),
            held: BTreeMap::new(),
            next: None,
            looking: Looking::No,
        }
    }

    fn now(&self) -> Timestamp {
        self.courier.shared.clock.now()
    }

    /// The quota is used up, and the provider has messages that it does not count.
    fn sends_free_only(&self) -> bool {
        let used_up = matches!(&self.standing, Standing::Waiting { why, .. }
            if matches!(why.class, RetryClass::Quota { .. }));
        used_up && self.courier.adapter.has_free()
    }

    fn look_at(&mut self, due: Timestamp, context: &mut Context<Self>) {
        if self.next.is_some_and(|(at, _)| at <= due) {
            return;
        }
        if let Some((_, handle)) = self.next.take() {
            context.cancel_future(handle);
        }
        let wait = Duration::from_millis(due.since(self.now()).as_millis());
        let handle = context.run_later(wait, |actor, context| {
            actor.next = None;
            actor.look(context);
        });
        self.next = Some((due, handle));
    }

    /// Reads what is due, unless it may not be sent now anyway.
    fn look(&mut self, context: &mut Context<Self>) {
        let now = self.now();
        match self.standing {
            Standing::Paused { .. } => return,
            Standing::Waiting { until, .. } if now < until && self.sends_free_only() => {
                self.look_at(until, context);
            }
            Standing::Waiting { until, .. } if now < until => return self.look_at(until, context),
            Standing::Waiting { .. } => self.standing = Standing::Working,
            Standing::Working => {}
        }
        if self.looking != Looking::No {
            self.looking = Looking::Again;
            return;
        }
        if self.under_way.len() >= MAX_UNDER_WAY {
            // Whoever comes back looks again.
            return;
        }
        self.looking = Looking::Yes;
        let (store, integration) = (Arc::clone(&self.courier.shared.store), self.integration);
        let read = async move { store.outbox_due(integration, now, BATCH).await };
        context.spawn(read.into_actor(self).map(|read, actor, context| {
            let again = std::mem::replace(&mut actor.looking, Looking::No) == Looking::Again;
            match read {
                Ok(rows) => actor.start_what_may(rows, context),
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            if again {
                actor.look(context);
            }
        }));
    }

    /// Of each conversation only the first message that waits, so that their order is kept.
    fn start_what_may(&mut self, rows: Vec<OutboxRow>, context: &mut Context<Self>) {
        let now = self.now();
        self.held.retain(|_, until| *until > now);
        if rows.len() >= BATCH {
            self.put_off_what_is_held(&rows, context);
        }
        for row in first_of_each(rows) {
            if let Some(until) = self.held.get(&row.conversation).copied() {
                self.look_at(until, context);
                continue;
            }
            if self.under_way.contains(&row.conversation) {
                continue;
            }
            // Something may have changed with the messages before: dead credentials, for one.
            let sends = self.standing == Standing::Working || self.sends_free_only();
            if !sends || self.under_way.len() >= MAX_UNDER_WAY {
                return;
            }
            if let Some(Err(wait)) = self.bucket.as_mut().map(|bucket| bucket.take(now)) {
                return self.look_at(now.plus(wait), context);
            }
            self.start(row, context);
        }
    }

    /// What may not be sent yet would fill the page that is read, and others would never be seen.
    fn put_off_what_is_held(&self, rows: &[OutboxRow], context: &mut Context<Self>) {
        let put_off = |row: &OutboxRow| {
            let due = *self.held.get(&row.conversation)?;
            Some(OutboxChange::Put(OutboxRow { due, ..row.clone() }))
        };
        let outbox: Vec<OutboxChange> = rows.iter().filter_map(put_off).collect();
        if outbox.is_empty() {
            return;
        }
        let written = self.courier.shared.store.commit(Commit { outbox, ..Commit::default() });
        context.spawn(written.into_actor(self).map(|written, actor, context| match written {
            Ok(_) => actor.look(context),
            Err(error) => tracing::warn!(%error, "what is held could not be put off"),
        }));
    }

    fn start(&mut self, row: OutboxRow, context: &mut Context<Self>) {
        let (conversation, courier) = (row.conversation, Arc::clone(&self.courier));
        self.under_way.insert(conversation);
        let only_free = self.sends_free_only();
        let carried = async move { courier.carry(row, only_free).await };
        context.spawn(carried.into_actor(self).map(move |carried, actor, context| {
            actor.under_way.remove(&conversation);
            actor.take_in(conversation, carried, context);
            actor.look(context);
        }));
    }

    fn take_in(&mut self, conversation: ConversationId, carried: Carried, context: &mut Context<Self>) {
        let now = self.now();
        match carried {
            Carried::Settled => {}
            Carried::Later(until) => self.hold(conversation, until, context),
            Carried::NotFree => self.hold(conversation, now.plus(FREE_AGAIN), context),
            Carried::Behind | Carried::NotNow => self.hold(conversation, now.plus(SHORTLY), context),
            Carried::HoldAccount(until, why) => self.wait(until, why),
            Carried::Pause(why) => {
                let integration = self.integration;
                tracing::error!(integration.id = %integration, error.code = why.code, "a channel was paused");
                self.standing = Standing::Paused { since: now, why };
            }
        }
    }

    fn hold(&mut self, conversation: ConversationId, until: Timestamp, context: &mut Context<Self>) {
        self.held.insert(conversation, until);
        self.look_at(until, context);
    }

    /// A shorter wait never ends a longer one, nor does any wait end a pause.
    fn wait(&mut self, until: Timestamp, why: SendError) {
        match self.standing {
            Standing::Paused { .. } => {}
            Standing::Waiting { until: longer, .. } if longer >= until => {}
            Standing::Working | Standing::Waiting { .. } => self.standing = Standing::Waiting { until, why },
        }
    }
}

/// The row with the lowest sequence of each conversation, in the order in which conversations are due.
fn first_of_each(rows: Vec<OutboxRow>) -> Vec<OutboxRow> {
    let mut order = Vec::new();
    let mut first: BTreeMap<ConversationId, (u64, OutboxRow)> = BTreeMap::new();
    for row in rows {
        // One that cannot be read goes first: it is reported as failed and out of the way.
        let seq = Errand::of(&row).map_or(0, |errand| errand.seq);
        let conversation = row.conversation;
        match first.get(&conversation) {
            Some((lowest, _)) if *lowest <= seq => {}
            Some(_) => drop(first.insert(conversation, (seq, row))),
            None => {
                order.push(conversation);
                first.insert(conversation, (seq, row));
            }
        }
    }
    order.iter().filter_map(|conversation| first.remove(conversation)).map(|(_, row)| row).collect()
}

impl Actor for ChannelActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        context.run_interval(LOOK_AT_LEAST, Self::look);
        self.look(context);
    }
}

impl Handler<Look> for ChannelActor {
    type Result = ();

    fn handle(&mut self, _: Look, context: &mut Context<Self>) {
        self.look(context);
    }
}

impl Handler<Resume> for ChannelActor {
    type Result = ();

    fn handle(&mut self, _: Resume, context: &mut Context<Self>) {
        self.standing = Standing::Working;
        self.look(context);
    }
}

impl Handler<GetStanding> for ChannelActor {
    type Result = MessageResult<GetStanding>;

    fn handle(&mut self, _: GetStanding, _: &mut Context<Self>) -> Self::Result {
        MessageResult(self.standing.clone())
    }
}

impl Handler<GetAccount> for ChannelActor {
    type Result = ResponseFuture<Result<Arc<Account>, SendError>>;

    fn handle(&mut self, _: GetAccount, _: &mut Context<Self>) -> Self::Result {
        let (courier, integration) = (Arc::clone(&self.courier), self.integration);
        Box::pin(async move { courier.account(integration).await })
    }
}
