//! Owns: the address of every agent's actor.
//! Receives: news of work, sockets, the configuration. Sends each to the agents whom it concerns.
//! On restart: one actor for each active agent of the directory.

use crate::agent::{AgentActor, Attach, Configured, Detach, GetStatus, SetStatus, SignOut};
use crate::feeds::RowNews;
use crate::hub::{Socket, SocketId};
use crate::mailbox::tell;
use crate::notifier::NotifierActor;
use crate::registry::Registry;
use crate::router::RouterActor;
use crate::shared::Shared;
use actix::{Actor, Addr, Context, Handler, Message, MessageResult};
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::view::TicketRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// News of all conversations pass here; a burst of some thousand is a sign-in storm or a restart.
const CAPACITY: usize = 8_192;

/// The directory changed: agents may have come, gone, or moved between groups.
#[derive(Clone, Copy, Message)]
#[rtype(result = "()")]
pub struct DirectoryChanged;

/// A socket of an agent opened; `None` comes back for an agent who may not work.
#[derive(Message)]
#[rtype(result = "bool")]
pub struct AgentAttach {
    pub agent: UserId,
    pub socket: Socket,
    pub login: Arc<str>,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct AgentDetach {
    pub agent: UserId,
    pub socket: SocketId,
}

#[derive(Message)]
#[rtype(result = "()")]
pub struct AgentSignOut {
    pub agent: UserId,
    pub login: Option<Arc<str>>,
}

/// The address of an agent's actor, for questions that are answered.
#[derive(Message)]
#[rtype(result = "Option<Addr<AgentActor>>")]
pub struct FindAgent(pub UserId);

pub struct AgentsActor {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    router: Addr<RouterActor>,
    notifier: Addr<NotifierActor>,
    agents: BTreeMap<UserId, Addr<AgentActor>>,
    /// Whom the last news of each conversation concerned.
    told: HashMap<ConversationId, BTreeSet<UserId>>,
}

impl AgentsActor {
    #[must_use]
    pub fn new(
        shared: Arc<Shared>,
        registry: Arc<Registry>,
        router: Addr<RouterActor>,
        notifier: Addr<NotifierActor>,
    ) -> Self {
        Self { shared, registry, router, notifier, agents: BTreeMap::new(), told: HashMap::new() }
    }

    fn configure(&mut self) {
        let directory = self.shared.directory.get();
        for agent in directory.agents.values().filter(|agent| agent.active) {
            match self.agents.get(&agent.id).filter(|addr| addr.connected()) {
                Some(addr) => {
                    tell(addr, Configured(Some(agent.clone())), "agent");
                }
                None => {
                    let actor = AgentActor::new(
                        agent.clone(),
                        Arc::clone(&self.shared),
                        Arc::clone(&self.registry),
                        self.router.clone(),
                        self.notifier.clone(),
                    );
                    self.agents.insert(agent.id, actor.start());
                }
            }
        }
        for (id, addr) in &self.agents {
            if directory.agents.get(id).is_none_or(|agent| !agent.active) {
                tell(addr, Configured(None), "agent");
            }
        }
    }
}

/// Everybody whom a row names: who is asked and who has it.
fn concerned(row: Option<&Arc<TicketRow>>) -> impl Iterator<Item = UserId> {
    row.into_iter().flat_map(|row| row.offers.iter().map(|offer| offer.agent).chain(row.assignee))
}

impl Actor for AgentsActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        self.configure();
    }
}

impl Handler<RowNews> for AgentsActor {
    type Result = ();

    fn handle(&mut self, news: RowNews, _: &mut Context<Self>) {
        // Who was told before is told as well: what they hold may be gone, whatever became of the news between.
        let now: BTreeSet<UserId> = concerned(news.after.as_ref()).collect();
        let before = if now.is_empty() {
            self.told.remove(&news.conversation)
        } else {
            self.told.insert(news.conversation, now.clone())
        };
        for agent in now.into_iter().chain(before.into_iter().flatten()).collect::<BTreeSet<_>>() {
            if let Some(addr) = self.agents.get(&agent) {
                tell(addr, news.clone(), "agent");
            }
        }
    }
}

impl Handler<DirectoryChanged> for AgentsActor {
    type Result = ();

    fn handle(&mut self, _: DirectoryChanged, _: &mut Context<Self>) {
        self.configure();
    }
}

impl Handler<AgentAttach> for AgentsActor {
    type Result = bool;

    fn handle(&mut self, AgentAttach { agent, socket, login }: AgentAttach, _: &mut Context<Self>) -> bool {
        self.agents.get(&agent).is_some_and(|addr| tell(addr, Attach { socket, login }, "agent"))
    }
}

impl Handler<AgentDetach> for AgentsActor {
    type Result = ();

    fn handle(&mut self, AgentDetach { agent, socket }: AgentDetach, _: &mut Context<Self>) {
        if let Some(addr) = self.agents.get(&agent) {
            tell(addr, Detach(socket), "agent");
        }
    }
}

impl Handler<AgentSignOut> for AgentsActor {
    type Result = ();

    fn handle(&mut self, AgentSignOut { agent, login }: AgentSignOut, _: &mut Context<Self>) {
        if let Some(addr) = self.agents.get(&agent) {
            tell(addr, SignOut { login }, "agent");
        }
    }
}

impl Handler<FindAgent> for AgentsActor {
    type Result = MessageResult<FindAgent>;

    fn handle(&mut self, FindAgent(agent): FindAgent, _: &mut Context<Self>) -> Self::Result {
        MessageResult(self.agents.get(&agent).cloned())
    }
}

/// Asks an agent's actor for the status that a transfer would meet.
pub async fn status_of(agents: &Addr<AgentsActor>, agent: UserId) -> AgentStatus {
    match agents.send(FindAgent(agent)).await {
        Ok(Some(addr)) => addr.send(GetStatus).await.unwrap_or_default(),
        _ => AgentStatus::Offline,
    }
}

/// # Errors
/// When the status could not be made durable.
pub async fn set_status(
    agents: &Addr<AgentsActor>,
    agent: UserId,
    status: AgentStatus,
    by: UserId,
) -> Result<bool, frontdesk_storage::CommitError> {
    match agents.send(FindAgent(agent)).await {
        Ok(Some(addr)) => match addr.send(SetStatus { status, by: Some(by) }).await {
            Ok(result) => result.map(|()| true),
            Err(_) => Ok(false),
        },
        _ => Ok(false),
    }
}
