//! Owns: one agent's presence over all tabs and devices, their status, the offers they hold and what is assigned.
//! Receives: sockets that come and go, the status they choose, news of the work that concerns them.
//! Sends: offers to their sockets; facts to routing, cards to the notifier; releases when their lease ends.
//! On restart: status from its record, work from the rows, and a grace period for everybody to come back.

use crate::conversation::number_key;
use crate::feeds::RowNews;
use crate::hub::{Socket, SocketId};
use crate::mailbox::tell;
use crate::notifier::{NotifierActor, PutCard};
use crate::push::{AgentCard, OfferCard, OfferGone, Push, WhyGone};
use crate::registry::Registry;
use crate::router::{PutAgent, RouterActor};
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, Addr, AsyncContext, AtomicResponse, Context, Handler, Message, SpawnHandle, WrapFuture};
use frontdesk_model::access::By;
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::UnassignedWhy;
use frontdesk_model::directory::Agent;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::routing::AgentFacts;
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use frontdesk_storage::payload;
use frontdesk_storage::{AuditEntry, Commit, CommitError, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// News of work, sockets and statuses that may wait at one agent. An agent holds at most 500 conversations; what
/// does not fit is found again by reconciling.
const CAPACITY: usize = 1_024;
/// How often it is looked whether work lies with somebody who is gone.
const RECONCILE_EVERY: Duration = Duration::from_secs(30);

/// A socket of this agent opened.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Attach {
    pub socket: Socket,
    /// The login behind it, so that revoking the login closes it.
    pub login: Arc<str>,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct Detach(pub SocketId);

/// The agent, or an admin for them, chose a status.
#[derive(Message)]
#[rtype(result = "Result<(), CommitError>")]
pub struct SetStatus {
    pub status: AgentStatus,
    pub by: Option<UserId>,
}

/// The configuration of this agent changed; `None`: deactivated or removed.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Configured(pub Option<Agent>);

/// Closes the sockets of one login, or of all.
#[derive(Message)]
#[rtype(result = "()")]
pub struct SignOut {
    pub login: Option<Arc<str>>,
}

/// The status that an agent would be met with by a transfer.
#[derive(Message)]
#[rtype(result = "AgentStatus")]
pub struct GetStatus;

/// What is kept of an agent's status.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct StatusRecord {
    status: AgentStatus,
    since: Timestamp,
}

pub struct AgentActor {
    id: UserId,
    agent: Option<Agent>,
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    router: Addr<RouterActor>,
    notifier: Addr<NotifierActor>,
    sockets: BTreeMap<SocketId, (Socket, Arc<str>)>,
    status: AgentStatus,
    offers: BTreeMap<ConversationId, OfferCard>,
    assigned: BTreeMap<ConversationId, Arc<TicketRow>>,
    idle_since: Timestamp,
    last_assigned_at: Option<Timestamp>,
    lease: Lease,
}

/// Whether the work stays with the agent.
enum Lease {
    /// A socket is open.
    Held,
    /// The last socket is gone; the timer ends it.
    Grace(SpawnHandle),
    /// Gone for longer than the grace period.
    Ended,
}

impl AgentActor {
    #[must_use]
    pub fn new(
        agent: Agent,
        shared: Arc<Shared>,
        registry: Arc<Registry>,
        router: Addr<RouterActor>,
        notifier: Addr<NotifierActor>,
    ) -> Self {
        let now = shared.clock.now();
        Self {
            id: agent.id,
            agent: Some(agent),
            shared,
            registry,
            router,
            notifier,
            sockets: BTreeMap::new(),
            status: AgentStatus::Offline,
            offers: BTreeMap::new(),
            assigned: BTreeMap::new(),
            idle_since: now,
            last_assigned_at: None,
            lease: Lease::Ended,
        }
    }

    fn present(&self) -> bool {
        !self.sockets.is_empty()
    }

    /// Tells routing and colleagues how this agent stands.
    fn announce(&self) {
        let Some(agent) = &self.agent else { return };
        tell(
            &self.router,
            PutAgent(AgentFacts {
                id: self.id,
                status: self.status,
                present: self.present(),
                groups: agent.groups.iter().copied().collect(),
                skills: Vec::new(),
                capacity: agent.capacity,
                last_assigned_at: self.last_assigned_at,
                idle_since: self.idle_since,
            }),
            "router",
        );
        let card = AgentCard {
            id: self.id,
            name: agent.name.clone(),
            role: agent.role,
            groups: agent.groups.clone(),
            capacity: agent.capacity,
            status: self.status,
            present: self.present(),
            load: 0,
        };
        tell(&self.notifier, PutCard(card), "notifier");
    }

    fn push_offers(&self, gone: Vec<OfferGone>) {
        let offers: Vec<OfferCard> = self.offers.values().cloned().collect();
        for (socket, _) in self.sockets.values() {
            socket.push(Push::Offers { offers: offers.clone(), gone: gone.clone() });
        }
    }

    fn begin_grace(&mut self, context: &mut Context<Self>) {
        let grace = Duration::from_millis(self.shared.directory.get().settings.presence_grace.as_millis());
        self.lease = Lease::Grace(context.run_later(grace, Self::end_lease));
    }

    /// The agent did not come back in time: offline, and the work is routed again.
    fn end_lease(&mut self, context: &mut Context<Self>) {
        if self.present() {
            return;
        }
        self.lease = Lease::Ended;
        if self.status != AgentStatus::Offline {
            let changed = self.change_status(AgentStatus::Offline, None);
            context.spawn(changed.map(|result, actor, _| {
                if let Err(error) = result {
                    tracing::warn!(agent.id = %actor.id, %error, "the status of an agent who is gone was not kept");
                }
            }));
        }
        self.release_all(UnassignedWhy::AgentGone, context);
    }

    fn release_all(&self, why: UnassignedWhy, context: &mut Context<Self>) {
        let conversations: Vec<ConversationId> = self
            .assigned
            .values()
            .filter(|row| row.status.is_agents_turn() || why == UnassignedWhy::AgentRemoved)
            .map(|row| row.conversation)
            .collect();
        for conversation in conversations {
            self.order(conversation, Action::Release { agent: self.id, why }, context);
        }
    }

    /// Sends a command of the server's own; what fails is tried again when reconciling.
    fn order(&self, conversation: ConversationId, action: Action, context: &mut Context<Self>) {
        let command = Command { id: self.shared.draw_command(), by: By::System, action };
        let registry = Arc::clone(&self.registry);
        let agent = self.id;
        let sent = async move {
            if let Err(error) = registry.execute(conversation, command).await {
                tracing::debug!(agent.id = %agent, conversation.id = %conversation, %error, "a command was refused");
            }
        };
        context.spawn(sent.into_actor(self));
    }

    fn change_status(
        &self,
        status: AgentStatus,
        by: Option<UserId>,
    ) -> impl actix::fut::ActorFuture<Self, Output = Result<(), CommitError>> + use<> {
        let now = self.shared.clock.now();
        let record = StatusRecord { status, since: now };
        let key = number_key(self.id.get());
        let body = payload::to_bytes(&record).ok();
        let detail = payload::to_bytes(&status).unwrap_or_default();
        let commit = Commit {
            records: vec![RecordWrite {
                kind: RecordKind::AgentStatus,
                key: key.clone(),
                expected: Expected::Any,
                body,
            }],
            audit: vec![AuditEntry { at: now, actor: by, kind: RecordKind::AgentStatus, key, detail }],
            ..Commit::default()
        };
        self.shared.store.commit(commit).into_actor(self).map(move |durable, actor, context| {
            durable?;
            actor.took_status(status, now, context);
            Ok(())
        })
    }

    fn took_status(&mut self, status: AgentStatus, now: Timestamp, context: &mut Context<Self>) {
        if status == AgentStatus::Online && self.status != AgentStatus::Online {
            self.idle_since = now;
        }
        self.status = status;
        self.announce();
        if !status.takes_offers() {
            let offered: Vec<ConversationId> = self.offers.keys().copied().collect();
            for conversation in offered {
                self.order(conversation, Action::Withdraw { agent: self.id }, context);
            }
        }
    }

    fn take_offer_news(&mut self, news: &RowNews) {
        let offered = news.after.as_ref().and_then(|row| {
            let offer = row.offers.iter().find(|offer| offer.agent == self.id)?;
            Some(OfferCard {
                id: offer.id,
                conversation: row.conversation,
                ticket: row.ticket,
                requester: Arc::clone(&news.requester),
                channel: row.channel,
                group: row.group,
                offered_at: offer.at,
                expires_at: offer.expires_at,
            })
        });
        let held = self.offers.get(&news.conversation);
        if held == offered.as_ref() {
            return;
        }
        let mut gone = Vec::new();
        if let Some(held) = held
            && offered.as_ref().is_none_or(|offered| offered.id != held.id)
        {
            gone.push(OfferGone { id: held.id, why: self.why_gone(held, news) });
        }
        match offered {
            Some(card) => self.offers.insert(news.conversation, card),
            None => self.offers.remove(&news.conversation),
        };
        self.push_offers(gone);
    }

    fn why_gone(&self, held: &OfferCard, news: &RowNews) -> WhyGone {
        let Some(row) = &news.after else { return WhyGone::Withdrawn };
        match row.assignee {
            Some(agent) if agent == self.id => WhyGone::Accepted,
            Some(agent) => WhyGone::Taken { by: agent },
            None if row.missed.last() == Some(&self.id) => {
                let expired = held.expires_at.is_some_and(|at| at <= self.shared.clock.now());
                if expired { WhyGone::Missed } else { WhyGone::Declined }
            }
            None => WhyGone::Withdrawn,
        }
    }

    fn take_assignment_news(&mut self, news: &RowNews, context: &mut Context<Self>) {
        let mine = news.after.as_ref().filter(|row| row.assignee == Some(self.id));
        let Some(row) = mine else {
            self.assigned.remove(&news.conversation);
            return;
        };
        let before = self.assigned.insert(news.conversation, Arc::clone(row));
        if before.is_none() {
            self.last_assigned_at = self.last_assigned_at.max(row.assigned_at);
            self.idle_since = self.idle_since.max(row.assigned_at.unwrap_or(self.idle_since));
            self.announce();
        }
        // A message on a solved ticket, or people again after the bot: it counts, and it did not before.
        let reopened = before.is_some_and(|before| !before.counts) && row.counts;
        match self.lease {
            // Came back to somebody who is not there.
            Lease::Ended if reopened => {
                let action = Action::Release { agent: self.id, why: UnassignedWhy::AgentGone };
                self.order(news.conversation, action, context);
            }
            // After a restart, the one who has the work gets the time to come back.
            Lease::Ended if news.before.is_none() && self.status != AgentStatus::Offline => {
                self.begin_grace(context);
            }
            Lease::Held | Lease::Grace(_) | Lease::Ended => {}
        }
    }
}

impl Actor for AgentActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        let (shared, key) = (Arc::clone(&self.shared), number_key(self.id.get()));
        let read = async move {
            let record = shared.store.record(RecordKind::AgentStatus, &key).await.ok().flatten()?;
            payload::from_bytes::<StatusRecord>(&record.body).ok()
        };
        context.wait(read.into_actor(self).map(|record, actor, _| {
            if let Some(record) = record {
                actor.status = record.status;
                actor.idle_since = record.since;
            }
            actor.announce();
        }));
        context.run_interval(RECONCILE_EVERY, |actor, context| {
            if matches!(actor.lease, Lease::Ended) && actor.status == AgentStatus::Offline && !actor.present()
            {
                actor.release_left_over(context);
            }
        });
    }
}

impl AgentActor {
    /// Work that a release did not reach, because the store was busy. What somebody handed over to an agent who is
    /// away on purpose stays: it was not released before.
    fn release_left_over(&self, context: &mut Context<Self>) {
        for row in self.assigned.values() {
            let lent_before_leaving = row.assigned_at.is_some_and(|at| at <= self.idle_since);
            if row.counts && lent_before_leaving {
                let action = Action::Release { agent: self.id, why: UnassignedWhy::AgentGone };
                self.order(row.conversation, action, context);
            }
        }
    }
}

impl Handler<Attach> for AgentActor {
    type Result = ();

    fn handle(&mut self, Attach { socket, login }: Attach, context: &mut Context<Self>) {
        if let Lease::Grace(timer) = std::mem::replace(&mut self.lease, Lease::Held) {
            context.cancel_future(timer);
        }
        let first = self.sockets.is_empty();
        socket.push(Push::Offers { offers: self.offers.values().cloned().collect(), gone: Vec::new() });
        self.sockets.insert(socket.id, (socket, login));
        if first {
            self.announce();
        }
    }
}

impl Handler<Detach> for AgentActor {
    type Result = ();

    fn handle(&mut self, Detach(socket): Detach, context: &mut Context<Self>) {
        if self.sockets.remove(&socket).is_some() && self.sockets.is_empty() {
            self.begin_grace(context);
            self.announce();
        }
    }
}

impl Handler<SetStatus> for AgentActor {
    type Result = AtomicResponse<Self, Result<(), CommitError>>;

    fn handle(&mut self, SetStatus { status, by }: SetStatus, _: &mut Context<Self>) -> Self::Result {
        AtomicResponse::new(Box::pin(self.change_status(status, by)))
    }
}

impl Handler<Configured> for AgentActor {
    type Result = ();

    fn handle(&mut self, Configured(agent): Configured, context: &mut Context<Self>) {
        let agent = agent.filter(|agent| agent.active);
        if agent == self.agent {
            return;
        }
        let removed = agent.is_none();
        self.agent = agent;
        if removed {
            tell(&self.router, crate::router::RemoveAgent(self.id), "router");
            tell(&self.notifier, crate::notifier::RemoveCard(self.id), "notifier");
            for (socket, _) in self.sockets.values() {
                socket.push(Push::SignedOut);
            }
            self.release_all(UnassignedWhy::AgentRemoved, context);
        } else {
            self.announce();
        }
    }
}

impl Handler<SignOut> for AgentActor {
    type Result = ();

    fn handle(&mut self, SignOut { login }: SignOut, _: &mut Context<Self>) {
        for (socket, of) in self.sockets.values() {
            if login.as_ref().is_none_or(|login| login == of) {
                socket.push(Push::SignedOut);
            }
        }
    }
}

impl Handler<GetStatus> for AgentActor {
    type Result = actix::MessageResult<GetStatus>;

    fn handle(&mut self, _: GetStatus, _: &mut Context<Self>) -> Self::Result {
        let there = !matches!(self.lease, Lease::Ended);
        actix::MessageResult(if there { self.status } else { AgentStatus::Offline })
    }
}

impl Handler<RowNews> for AgentActor {
    type Result = ();

    fn handle(&mut self, news: RowNews, context: &mut Context<Self>) {
        self.take_offer_news(&news);
        self.take_assignment_news(&news, context);
    }
}
