//! Owns: the pool of waiting work and agents, a projection that may be thrown away.
//! Receives: news of rows and agents. Sends: offers, as commands to the conversations, which may reject them.
//! On restart it is fed from the rows of all open tickets.

use crate::feeds::RowNews;
use crate::registry::Registry;
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, AsyncContext, Context, Handler, Message, MessageResult, SpawnHandle, WrapFuture};
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::routing::{
    AgentFacts, Decision, Explanation, Hold, Mode, REST_AFTER_DECLINE, Router, WaitingWork,
};
use frontdesk_model::time::Timestamp;
use frontdesk_model::view::TicketRow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// News of all conversations and agents pass here; what does not fit is found again by reconciling.
const CAPACITY: usize = 16_384;
const RECONCILE_EVERY: Duration = Duration::from_secs(30);

#[derive(Message)]
#[rtype(result = "()")]
pub struct PutAgent(pub AgentFacts);

#[derive(Message)]
#[rtype(result = "()")]
pub struct RemoveAgent(pub UserId);

/// The policy may have changed.
#[derive(Clone, Copy, Message)]
#[rtype(result = "()")]
pub struct PolicyChanged;

/// Why is this conversation not routed?
#[derive(Message)]
#[rtype(result = "Explanation")]
pub struct Explain(pub ConversationId);

/// Where a conversation stands in its queue, from 1.
#[derive(Message)]
#[rtype(result = "Option<usize>")]
pub struct Position(pub ConversationId);

pub struct RouterActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    router: Router,
    /// What was taken in of each conversation, so that its holds can be undone.
    known: HashMap<ConversationId, Known>,
    /// Conversations that refused the last decision; looked at again when reconciling.
    refused: BTreeSet<ConversationId>,
    /// When work that was declined has rested enough, and what wakes us then.
    next: Option<(Timestamp, SpawnHandle)>,
}

#[derive(Default)]
struct Known {
    seq: u64,
    /// The conversation answered with this sequence: news of an earlier one tells nothing any more.
    expected: u64,
    waiting: bool,
    holds: Vec<(UserId, Hold)>,
}

impl RouterActor {
    #[must_use]
    pub fn new(shared: Arc<Shared>, registry: Arc<Registry>) -> Self {
        let policy = shared.directory.get().settings.routing;
        Self {
            shared,
            registry,
            router: Router::new(policy),
            known: HashMap::new(),
            refused: BTreeSet::new(),
            next: None,
        }
    }

    fn take(&mut self, conversation: ConversationId, seq: u64, row: Option<&TicketRow>) {
        let known = self.known.entry(conversation).or_default();
        if seq < known.seq.max(known.expected) {
            return;
        }
        known.seq = seq;
        let holds = row.map(holds_of).unwrap_or_default();
        for (agent, _) in known.holds.iter().filter(|hold| !holds.contains(hold)) {
            self.router.release(conversation, *agent);
        }
        for (agent, hold) in &holds {
            self.router.hold(conversation, *agent, *hold);
        }
        known.holds = holds;
        match row.filter(|row| row.waiting) {
            Some(row) => {
                known.waiting = true;
                self.router.put_work(work_of(row));
            }
            None if known.waiting => {
                known.waiting = false;
                self.router.remove_work(conversation);
            }
            None => {}
        }
        if row.is_none() {
            self.known.remove(&conversation);
        }
    }

    /// Sends what the router decided. A rejection means that the conversation knows better: the router learns it
    /// from the next news, and takes its reservation back now.
    fn route(&mut self, context: &mut Context<Self>) {
        let policy = self.shared.directory.get().settings.routing;
        let expires_at = match policy.mode {
            Mode::Offer => Some(self.shared.clock.now().plus(policy.offer_timeout)),
            Mode::Broadcast | Mode::AutoAccept => None,
        };
        self.router.pass_time(self.shared.clock.now());
        let decisions = self.router.decide();
        self.wake_when_rested(context);
        for decision in decisions {
            metrics::counter!("frontdesk_routing_decisions_total").increment(1);
            let (conversation, action) = match &decision {
                Decision::Offer { conversation, agents } => {
                    (*conversation, Action::Offer { agents: agents.clone(), expires_at })
                }
                Decision::Assign { conversation, agent } => {
                    (*conversation, Action::AutoAssign { agent: *agent })
                }
            };
            let command = Command { id: self.shared.draw_command(), by: By::System, action };
            let registry = Arc::clone(&self.registry);
            let sent = async move { registry.execute(conversation, command).await };
            context.spawn(sent.into_actor(self).map(move |result, actor, context| match result {
                Ok(recorded) => actor.was_taken(&decision, recorded.seq),
                Err(error) => {
                    tracing::debug!(conversation.id = %conversation, %error, "an offer was refused");
                    actor.router.refuse(&decision);
                    actor.refused.insert(conversation);
                    actor.look_again(conversation, false, context);
                }
            }));
        }
    }

    fn wake_when_rested(&mut self, context: &mut Context<Self>) {
        let Some(at) = self.router.wakes_at() else { return };
        if self.next.is_some_and(|(set, _)| set <= at) {
            return;
        }
        if let Some((_, handle)) = self.next.take() {
            context.cancel_future(handle);
        }
        let wait = Duration::from_millis(at.since(self.shared.clock.now()).as_millis());
        let handle = context.run_later(wait, |actor, context| {
            actor.next = None;
            actor.route(context);
        });
        self.next = Some((at, handle));
    }

    /// The conversation took the decision at `seq`. From here on its holds follow the news; where the news of it
    /// has been overtaken already, or never comes, the reservation must not stay for ever.
    fn was_taken(&mut self, decision: &Decision, seq: u64) {
        let conversation = decision.conversation();
        self.refused.remove(&conversation);
        let hold = match decision {
            Decision::Offer { .. } => Hold::Offered,
            Decision::Assign { .. } => Hold::Assigned,
        };
        let known = self.known.entry(conversation).or_default();
        known.expected = known.expected.max(seq);
        for agent in decision.agents() {
            if known.holds.iter().any(|(held_by, _)| held_by == agent) {
                continue;
            }
            if known.seq >= seq {
                self.router.release(conversation, *agent);
            } else {
                known.holds.push((*agent, hold));
            }
        }
    }

    /// Takes the conversation's own word after it refused an offer. What is known already is put again only when
    /// `anyway` says so: at once it would lead to the same decision and the same refusal.
    fn look_again(&self, conversation: ConversationId, anyway: bool, context: &mut Context<Self>) {
        let (registry, shared) = (Arc::clone(&self.registry), Arc::clone(&self.shared));
        let looked = async move {
            let facts = registry.look(conversation).await.ok().flatten()?;
            let count_inactive = shared.directory.get().settings.count_inactive;
            Some((facts.state.seq, TicketRow::of(conversation, &facts.state, count_inactive)))
        };
        context.spawn(looked.into_actor(self).map(move |looked, actor, context| {
            let Some((seq, row)) = looked else { return };
            let news = actor.known.get(&conversation).is_none_or(|known| known.seq < seq);
            if news || anyway {
                actor.take(conversation, seq, row.as_ref());
                actor.route(context);
            }
        }));
    }
}

fn holds_of(row: &TicketRow) -> Vec<(UserId, Hold)> {
    let offered = row.offers.iter().map(|offer| (offer.agent, Hold::Offered));
    let assigned = row.assignee.filter(|_| row.counts).map(|agent| (agent, Hold::Assigned));
    offered.chain(assigned).collect()
}

fn work_of(row: &TicketRow) -> WaitingWork {
    WaitingWork {
        conversation: row.conversation,
        group: row.group,
        priority: row.priority,
        eligible_at: row.eligible_at,
        missed: row.missed.clone(),
        again_from: row.declined_at.map(|at| at.plus(REST_AFTER_DECLINE)),
        skills: Vec::new(),
        preferred: None,
    }
}

impl Actor for RouterActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        context.run_interval(RECONCILE_EVERY, |actor, context| {
            for conversation in std::mem::take(&mut actor.refused) {
                actor.look_again(conversation, true, context);
            }
        });
    }
}

impl Handler<RowNews> for RouterActor {
    type Result = ();

    fn handle(&mut self, news: RowNews, context: &mut Context<Self>) {
        self.take(news.conversation, news.seq, news.after.as_deref());
        self.route(context);
    }
}

impl Handler<PutAgent> for RouterActor {
    type Result = ();

    fn handle(&mut self, PutAgent(facts): PutAgent, context: &mut Context<Self>) {
        self.router.put_agent(facts);
        self.route(context);
    }
}

impl Handler<RemoveAgent> for RouterActor {
    type Result = ();

    fn handle(&mut self, RemoveAgent(agent): RemoveAgent, context: &mut Context<Self>) {
        self.router.remove_agent(agent);
        self.route(context);
    }
}

impl Handler<PolicyChanged> for RouterActor {
    type Result = ();

    fn handle(&mut self, _: PolicyChanged, context: &mut Context<Self>) {
        self.router.set_policy(self.shared.directory.get().settings.routing);
        self.route(context);
    }
}

impl Handler<Explain> for RouterActor {
    type Result = MessageResult<Explain>;

    fn handle(&mut self, Explain(conversation): Explain, _: &mut Context<Self>) -> Self::Result {
        MessageResult(self.router.explain(conversation))
    }
}

impl Handler<Position> for RouterActor {
    type Result = MessageResult<Position>;

    fn handle(&mut self, Position(conversation): Position, _: &mut Context<Self>) -> Self::Result {
        MessageResult(self.router.position_in_queue(conversation))
    }
}
