//! Owns: what admins configured; the only writer of those records.
//! Receives: changes, each with the revision that its author saw. Sends: that the picture changed, to routing and
//! agents. On restart the picture is built from the records.

mod entry;

pub use entry::{Entry, Tool};

use crate::agents::{AgentsActor, DirectoryChanged};
use crate::audit::{Deed, Detail};
use crate::mailbox::tell;
use crate::notifier::{NotifierActor, ShortcutChanged};
use crate::router::{PolicyChanged, RouterActor};
use crate::shared::Shared;
use actix::fut::ActorFutureExt;
use actix::{Actor, Addr, AtomicResponse, Context, Handler, Message, WrapFuture};
use bytes::Bytes;
use entry::{ACCOUNT_KEY, Shown};
use frontdesk_model::directory::{Agent, Directory, Field, Group, Integration};
use frontdesk_model::flow::Flow;
use frontdesk_model::id::{FlowId, UserId};
use frontdesk_model::macros::Macro;
use frontdesk_model::shortcut::Shortcut;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{
    AuditEntry, Commit, CommitError, Expected, ReadError, Record, RecordKind, RecordWrite, Store,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// Admins change a few things an hour; a script may send some hundred.
const CAPACITY: usize = 256;
const READ_PAGE: usize = 500;

/// Writes an entry; `more` are records that have to change with it, such as a new agent's login.
#[derive(Message)]
#[rtype(result = "Result<(), ChangeError>")]
pub struct Put {
    pub entry: Entry,
    pub expected: Expected,
    pub more: Vec<RecordWrite>,
    /// `None` for the server itself.
    pub by: Option<UserId>,
}

/// [`Put`], with what else of the same deed belongs into the audit log.
#[derive(Message)]
#[rtype(result = "Result<(), ChangeError>")]
pub struct PutWith {
    pub put: Put,
    pub audit: Vec<AuditEntry>,
}

/// Writes several entries whole or not at all.
#[derive(Message)]
#[rtype(result = "Result<(), ChangeError>")]
pub struct PutAll(pub Vec<Put>);

#[derive(Clone, Debug, thiserror::Error)]
pub enum ChangeError {
    #[error(transparent)]
    Commit(#[from] CommitError),
    #[error("the entry cannot be encoded")]
    Encode,
}

pub struct DirectoryActor {
    shared: Arc<Shared>,
    router: Addr<RouterActor>,
    agents: Addr<AgentsActor>,
    notifier: Addr<NotifierActor>,
}

impl DirectoryActor {
    #[must_use]
    pub const fn new(
        shared: Arc<Shared>,
        router: Addr<RouterActor>,
        agents: Addr<AgentsActor>,
        notifier: Addr<NotifierActor>,
    ) -> Self {
        Self { shared, router, agents, notifier }
    }
}

impl Actor for DirectoryActor {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
    }
}

impl Handler<Put> for DirectoryActor {
    type Result = AtomicResponse<Self, Result<(), ChangeError>>;

    fn handle(&mut self, put: Put, context: &mut Context<Self>) -> Self::Result {
        self.handle(PutWith { put, audit: Vec::new() }, context)
    }
}

impl Handler<PutWith> for DirectoryActor {
    type Result = AtomicResponse<Self, Result<(), ChangeError>>;

    fn handle(&mut self, PutWith { put, audit }: PutWith, _: &mut Context<Self>) -> Self::Result {
        let commit = commit_of(&put, audit, &self.shared).map_err(|_| ChangeError::Encode);
        let store = Arc::clone(&self.shared.store);
        let entry = put.entry;
        let written = async move { store.commit(commit?).await.map_err(ChangeError::from) };
        AtomicResponse::new(Box::pin(written.into_actor(self).map(move |written, actor, _| {
            written?;
            if matches!(entry, Entry::FlowDraft(_)) {
                return Ok(());
            }
            let before = actor.shared.directory.get();
            let mut directory = before.as_ref().clone();
            let tool = entry.tool();
            entry.put_into(&mut directory);
            actor.shared.directory.set(directory);
            if let Some(tool) = tool {
                actor.tell_tool(&before, tool);
                return Ok(());
            }
            tell(&actor.agents, DirectoryChanged, "agents");
            tell(&actor.router, PolicyChanged, "router");
            Ok(())
        })))
    }
}

/// None of the entries is what agents write with, which is told about in its own way.
impl Handler<PutAll> for DirectoryActor {
    type Result = AtomicResponse<Self, Result<(), ChangeError>>;

    fn handle(&mut self, PutAll(puts): PutAll, _: &mut Context<Self>) -> Self::Result {
        let mut commit = Ok(Commit::default());
        for put in &puts {
            commit = commit.and_then(|whole| Ok(joined(whole, commit_of(put, Vec::new(), &self.shared)?)));
        }
        let store = Arc::clone(&self.shared.store);
        let written = async move {
            store
                .commit(commit.map_err(|_: CodecError| ChangeError::Encode)?)
                .await
                .map_err(ChangeError::from)
        };
        AtomicResponse::new(Box::pin(written.into_actor(self).map(move |written, actor, _| {
            written?;
            let mut directory = actor.shared.directory.get().as_ref().clone();
            for put in puts {
                put.entry.put_into(&mut directory);
            }
            actor.shared.directory.set(directory);
            tell(&actor.agents, DirectoryChanged, "agents");
            tell(&actor.router, PolicyChanged, "router");
            Ok(())
        })))
    }
}

/// Of two commits of entries one.
fn joined(mut whole: Commit, more: Commit) -> Commit {
    whole.records.extend(more.records);
    whole.numbers.extend(more.numbers);
    whole.audit.extend(more.audit);
    whole
}

impl DirectoryActor {
    /// Macros are fetched when their menu is opened, so nobody is told of them.
    fn tell_tool(&self, before: &Directory, tool: Tool) {
        let Tool::Shortcut(id) = tool else { return };
        let after = self.shared.directory.get().shortcuts.get(&id).cloned();
        let changed = ShortcutChanged { before: before.shortcuts.get(&id).cloned(), after };
        tell(&self.notifier, changed, "notifier");
    }
}

/// Takes a shortcut or a macro away.
#[derive(Clone, Copy, Message)]
#[rtype(result = "Result<(), ChangeError>")]
pub struct RemoveTool {
    pub tool: Tool,
    /// The revision that whoever removes it saw.
    pub seen: u64,
    pub by: UserId,
}

impl Handler<RemoveTool> for DirectoryActor {
    type Result = AtomicResponse<Self, Result<(), ChangeError>>;

    fn handle(&mut self, remove: RemoveTool, _: &mut Context<Self>) -> Self::Result {
        let RemoveTool { tool, seen, by } = remove;
        let (kind, key) = (tool.kind(), tool.key());
        let record = RecordWrite { kind, key: key.clone(), expected: Expected::Revision(seen), body: None };
        let deed = Deed { at: self.shared.clock.now(), by: Some(by), kind, key };
        let directory = self.shared.directory.get();
        let before = Shown::tool(tool, &directory);
        let entry = deed.entry(&Detail::between(before, None)).map_err(|_| ChangeError::Encode);
        let commit =
            entry.map(|entry| Commit { records: vec![record], audit: vec![entry], ..Commit::default() });
        let store = Arc::clone(&self.shared.store);
        let written = async move { store.commit(commit?).await.map_err(ChangeError::from) };
        AtomicResponse::new(Box::pin(written.into_actor(self).map(move |written, actor, _| {
            written?;
            let before = actor.shared.directory.get();
            let mut directory = before.as_ref().clone();
            tool.take_out_of(&mut directory);
            actor.shared.directory.set(directory);
            actor.tell_tool(&before, tool);
            Ok(())
        })))
    }
}

fn commit_of(put: &Put, mut audit: Vec<AuditEntry>, shared: &Shared) -> Result<Commit, CodecError> {
    let (kind, key) = (put.entry.kind(), put.entry.key());
    let body = Some(put.entry.body()?);
    let mut records = vec![RecordWrite { kind, key: key.clone(), expected: put.expected, body }];
    let directory = shared.directory.get();
    let before = Shown::before(&put.entry, &directory);
    // A draft is saved every few seconds while somebody draws: that it was begun is told, and what was published.
    if !matches!((&put.entry, put.expected), (Entry::FlowDraft(_), Expected::Revision(_))) {
        let detail = Detail::between(before, Some(Shown::of(&put.entry)));
        audit.push(Deed { at: shared.clock.now(), by: put.by, kind, key }.entry(&detail)?);
    }
    records.extend(put.more.iter().cloned());
    Ok(Commit { records, numbers: put.entry.number().into_iter().collect(), audit, ..Commit::default() })
}

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("a configuration record cannot be read")]
    Decode(#[from] CodecError),
}

/// Everything that admins configured, from the records.
///
/// # Errors
/// When the store cannot be read or a record is not what was written.
pub async fn load(store: &dyn Store) -> Result<Directory, LoadError> {
    let mut directory = Directory::default();
    if let Some(record) = store.record(RecordKind::Account, ACCOUNT_KEY).await? {
        directory.account = payload::from_bytes(&record.body)?;
    }
    if let Some(record) = store.record(RecordKind::Settings, ACCOUNT_KEY).await? {
        directory.settings = payload::from_bytes(&record.body)?;
    }
    for agent in all::<Agent>(store, RecordKind::Agent).await? {
        directory.agents.insert(agent.id, agent);
    }
    for group in all::<Group>(store, RecordKind::Group).await? {
        directory.groups.insert(group.id, group);
    }
    for field in all::<Field>(store, RecordKind::Field).await? {
        directory.fields.insert(field.id, field);
    }
    for flow in all::<Flow>(store, RecordKind::Flow).await? {
        directory.flows.insert((flow.id, flow.version), Arc::new(flow));
    }
    for integration in all::<Integration>(store, RecordKind::Integration).await? {
        directory.integrations.insert(integration.id, integration);
    }
    for shortcut in all::<Shortcut>(store, RecordKind::Shortcut).await? {
        directory.shortcuts.insert(shortcut.id, Arc::new(shortcut));
    }
    for entry in all::<Macro>(store, RecordKind::Macro).await? {
        directory.macros.insert(entry.id, Arc::new(entry));
    }
    directory.default_flow = default_flow();
    if let Some(flow) = &directory.default_flow {
        directory.flows.insert((flow.id, flow.version), Arc::clone(flow));
    }
    directory.make_responses();
    Ok(directory)
}

/// The default messaging response; its number lies outside of those that admins' flows get.
fn default_flow() -> Option<Arc<Flow>> {
    let id = FlowId::new(frontdesk_model::id::MAX_NUMBER).ok()?;
    let response = frontdesk_model::flow::DefaultResponse::default();
    frontdesk_model::flow::default_response::default_response(&response, id, 1).ok().map(Arc::new)
}

async fn all<T: DeserializeOwned>(store: &dyn Store, kind: RecordKind) -> Result<Vec<T>, LoadError> {
    let (mut found, mut after) = (Vec::new(), Bytes::new());
    loop {
        let page: Vec<Record> = store.records(kind, &after, READ_PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.key.clone();
        for record in &page {
            found.push(payload::from_bytes(&record.body)?);
        }
        if page.len() < READ_PAGE {
            return Ok(found);
        }
    }
}
