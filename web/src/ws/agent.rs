//! Owns: one agent's socket (a tab, a device). Receives: frames of the browser, pushes of what it watches.
//! Sends: commands, and frames to the browser. On restart the browser comes back and resumes.

use super::close::Close;
use super::gaze::Gaze;
use super::line::{HELLO_WITHIN, Line};
use super::outbound::text_frame;
use crate::auth::SignedIn;
use crate::command::{self, Asker};
use crate::convert;
use crate::error::{self, ApiError, refuse};
use crate::origin::Audience;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::view;
use crate::wire::agent::{
    ClientFrame, Colleague, Command, ConversationFrame, Desk, FieldDefinition, Group, Offer, Policy,
    ServerFrame, Watched,
};
use crate::wire::error::{ErrorBody, ErrorCode};
use actix::fut::ActorFutureExt;
use actix::{Actor, ActorContext, AsyncContext, Context, Handler, StreamHandler, WrapFuture};
use actix_web::{HttpRequest, HttpResponse, error::PayloadError, web};
use bytes::Bytes;
use frontdesk_actors::agents::{AgentAttach, AgentDetach};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::hub::{Published, Socket, Typing};
use frontdesk_actors::notifier::{Subscribe, Unsubscribe};
use frontdesk_actors::push::{self, Push};
use frontdesk_model::attachment::EXTENSIONS;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::{CommandId, ConversationId};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// Pushes that may wait at one browser: a burst of a busy desk. More means that this thread does not keep up.
const CAPACITY: usize = 2_048;
/// Commands of one browser that may wait.
const MAX_UNDER_WAY: usize = 64;
/// Conversations that one browser watches: ui.md speaks of 200 tabs.
const MAX_WATCHED: usize = 256;

pub struct AgentSession {
    pub(super) state: Arc<AppState>,
    line: Line,
    pub(super) asker: Asker,
    pub(super) name: Arc<str>,
    login: Arc<str>,
    pub(super) socket: Option<Socket>,
    watched: HashMap<ConversationId, Stage>,
    offers: Vec<Offer>,
    /// What the agent asked for and nobody has taken yet: one after another, so that it stays in order.
    asked: VecDeque<(CommandId, Command)>,
    taking: bool,
    pub(super) gaze: Gaze,
}

/// How far a watched conversation has got in this browser.
enum Stage {
    /// The gap is being read; what is published meanwhile waits.
    CatchingUp(VecDeque<Arc<Published>>),
    Live(u64),
}

/// `GET /ws/agent`
///
/// # Errors
/// When the request is no handshake, comes from a foreign page, or nobody is signed in, or a program asks.
pub async fn connect(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<AppState>,
    agent: SignedIn,
) -> Result<HttpResponse, actix_web::Error> {
    if agent.by_token {
        // What may only read could send commands here.
        return Err(ApiError::new(ErrorCode::InPersonOnly).into());
    }
    let state = state.into_inner();
    let mut response = super::handshake(&request, &state, Audience::Agents)?;
    let mut line = Line::new(state.system.shared.clock.now());
    line.trust();
    let body = line.outbound.body();
    let name = state.system.shared.directory.get().agent_name(agent.agent).into();
    let session = AgentSession {
        state,
        line,
        asker: Asker { id: agent.agent, role: agent.role },
        name,
        login: agent.login(),
        socket: None,
        watched: HashMap::new(),
        offers: Vec::new(),
        asked: VecDeque::new(),
        taking: false,
        gaze: Gaze::default(),
    };
    AgentSession::create(|context| {
        context.add_stream(payload);
        session
    });
    Ok(response.streaming(body))
}

impl AgentSession {
    fn close(&mut self, why: Close, context: &mut Context<Self>) {
        self.line.close(why, |reason, retry_after_ms| ServerFrame::Closing { reason, retry_after_ms });
        context.stop();
    }

    fn check(&mut self, result: Result<(), Close>, context: &mut Context<Self>) {
        if let Err(why) = result {
            self.close(why, context);
        }
    }

    pub(super) fn send(&mut self, frame: &ServerFrame, context: &mut Context<Self>) {
        let sent = self.line.send(frame);
        self.check(sent, context);
    }

    fn refuse(&mut self, id: Option<CommandId>, error: ErrorBody, context: &mut Context<Self>) {
        self.send(&ServerFrame::Refused { id, error }, context);
    }

    fn take_text(&mut self, text: &str, context: &mut Context<Self>) {
        let Ok(frame) = serde_json::from_str::<ClientFrame>(text) else {
            self.refuse(None, refuse(ErrorCode::MalformedFrame), context);
            let counted = self.line.malformed();
            return self.check(counted, context);
        };
        match (frame, self.socket.is_some()) {
            (ClientFrame::Ping { at }, _) => self.send(&ServerFrame::Pong { at }, context),
            (ClientFrame::Hello { epoch, watch }, false) => self.greet(epoch, watch, context),
            (ClientFrame::Hello { .. }, true) | (_, false) => self.close(Close::Protocol, context),
            (ClientFrame::Watch { conversation, seq }, true) => self.watch(conversation, Some(seq), context),
            (ClientFrame::Unwatch { conversation }, true) => self.unwatch(conversation),
            (ClientFrame::Command { id, command }, true) => self.command(id, command, context),
            (ClientFrame::Typing { conversation, active }, true) => {
                self.typing(conversation, active, context)
            }
            (ClientFrame::Looking { conversation }, true) => self.look(conversation, context),
        }
    }

    fn greet(&mut self, epoch: Option<u64>, watch: Vec<Watched>, context: &mut Context<Self>) {
        if self.state.is_draining() {
            return self.close(Close::Draining, context);
        }
        let socket = Socket::new(context.address().recipient());
        self.socket = Some(socket.clone());
        self.state.sockets.add(socket.clone());
        let current = self.state.system.shared.store.epoch();
        let welcome = ServerFrame::Welcome {
            epoch: current,
            heartbeat_ms: self.state.config.heartbeat_ms,
            now: self.state.system.shared.clock.now(),
        };
        self.send(&welcome, context);
        let attach =
            AgentAttach { agent: self.asker.id, socket: socket.clone(), login: Arc::clone(&self.login) };
        let (agents, notifier, agent) =
            (self.state.system.agents.clone(), self.state.system.notifier.clone(), self.asker.id);
        // Waits for room: at a sign-in storm these mailboxes are the ones that fill.
        let attached = async move {
            let known = agents.send(attach).await.unwrap_or(false);
            known && notifier.send(Subscribe { agent, socket }).await.is_ok()
        };
        context.spawn(attached.into_actor(self).map(|attached, session, context| {
            if !attached {
                session.close(Close::SignedOut, context);
            }
        }));
        for Watched { conversation, seq } in watch.into_iter().take(MAX_WATCHED) {
            self.watch(conversation, Some(seq).filter(|_| epoch == Some(current)), context);
        }
    }

    // Watching conversations.

    /// Watches first, then reads: what happens in between waits and is not lost.
    fn watch(&mut self, conversation: ConversationId, has: Option<u64>, context: &mut Context<Self>) {
        let Some(socket) = self.socket.clone() else { return };
        if self.watched.len() >= MAX_WATCHED && !self.watched.contains_key(&conversation) {
            return self.refuse(None, refuse(ErrorCode::TooManyRequests), context);
        }
        self.watched.insert(conversation, Stage::CatchingUp(VecDeque::new()));
        self.state.system.shared.hub.watch(conversation, socket);
        let state = Arc::clone(&self.state);
        let read = async move { catch_up(&state, conversation, has).await };
        context.spawn(read.into_actor(self).map(move |read, session, context| match read {
            Ok(Some(frame)) => session.go_live(conversation, frame, context),
            Ok(None) => {
                session.unwatch(conversation);
                session.send(&ServerFrame::Resync { conversation }, context);
            }
            Err(error) => {
                session.unwatch(conversation);
                let body = session.state.refusal(&error);
                session.refuse(None, body, context);
            }
        }));
    }

    fn go_live(
        &mut self,
        conversation: ConversationId,
        frame: ConversationFrame,
        context: &mut Context<Self>,
    ) {
        let seq = frame.seq;
        let Some(stage) = self.watched.get_mut(&conversation) else { return };
        let waiting = match std::mem::replace(stage, Stage::Live(seq)) {
            Stage::CatchingUp(waiting) => waiting,
            Stage::Live(_) => VecDeque::new(),
        };
        self.send(&ServerFrame::Conversation(Box::new(frame)), context);
        for published in waiting {
            self.show(&published, context);
        }
    }

    fn unwatch(&mut self, conversation: ConversationId) {
        if self.watched.remove(&conversation).is_some()
            && let Some(socket) = &self.socket
        {
            self.state.system.shared.hub.unwatch(conversation, socket.id);
        }
    }

    fn show(&mut self, published: &Arc<Published>, context: &mut Context<Self>) {
        match self.watched.get_mut(&published.conversation) {
            None => {}
            Some(Stage::CatchingUp(waiting)) => waiting.push_back(Arc::clone(published)),
            Some(Stage::Live(seq)) if published.seq <= *seq => {}
            Some(Stage::Live(seq)) if published.from == *seq => {
                *seq = published.seq;
                let frame = published.agent_frame.get_or_init(|| {
                    let directory = self.state.system.shared.directory.get();
                    let frame = convert::agent::frame(published, &directory, self.moment(published));
                    let frame = ServerFrame::Conversation(Box::new(frame));
                    text_frame(&serde_json::to_vec(&frame).unwrap_or_default())
                });
                let sent = self.line.write(frame.clone());
                self.check(sent, context);
            }
            Some(Stage::Live(seq)) => {
                let has = Some(*seq);
                self.watch(published.conversation, has, context);
            }
        }
    }

    // What the agent does.

    fn command(&mut self, id: CommandId, asked: Command, context: &mut Context<Self>) {
        if let Err(wait) = self.state.limits.take(Kind::AgentCommand, self.asker.id.get()) {
            return self.refuse(Some(id), error::too_many(wait), context);
        }
        if self.asked.len() >= MAX_UNDER_WAY {
            return self.refuse(Some(id), refuse(ErrorCode::Busy), context);
        }
        self.asked.push_back((id, asked));
        self.take_next(context);
    }

    /// Takes what was asked first, then the next: an actor's futures run in no order of their own.
    fn take_next(&mut self, context: &mut Context<Self>) {
        if self.taking {
            return;
        }
        let Some((id, asked)) = self.asked.pop_front() else { return };
        self.taking = true;
        let (state, asker) = (Arc::clone(&self.state), self.asker);
        let ran = async move { command::run(&state, asker, id, asked).await };
        context.spawn(ran.into_actor(self).map(move |ran, session, context| {
            session.taking = false;
            match ran {
                Ok(done) => session.send(&ServerFrame::Done(done), context),
                Err(error) => session.refuse(Some(id), error, context),
            }
            session.take_next(context);
        }));
    }

    fn typing(&mut self, conversation: ConversationId, active: bool, context: &mut Context<Self>) {
        // Only who watches a conversation types in it.
        if let (Some(socket), true) = (&self.socket, self.watched.contains_key(&conversation)) {
            let typing =
                Typing { conversation, agent: Some(self.asker.id), name: Arc::clone(&self.name), active };
            self.state.system.shared.hub.typing(&Arc::new(typing), socket.id);
            self.note_typing(conversation, active, context);
            if active {
                self.state.system.signals.typing(conversation);
            }
        }
    }

    fn moment(&self, published: &Published) -> convert::agent::Moment {
        let none = || {
            let now = self.state.system.shared.clock.now();
            convert::agent::Moment { now, window: None, number: None, info: BTreeMap::new() }
        };
        published.head.as_ref().map_or_else(none, |facts| view::moment(&self.state.system, &facts.state))
    }

    // What the desk tells.

    fn desk(&mut self, desk: &push::Desk, context: &mut Context<Self>) {
        let directory = self.state.system.shared.directory.get();
        let agents: Vec<Colleague> = desk.agents.iter().map(|card| convert::agent::colleague(card)).collect();
        let Some(me) = agents.iter().find(|colleague| colleague.id == self.asker.id).cloned() else {
            return self.close(Close::SignedOut, context);
        };
        let frame = Desk {
            me,
            agents,
            groups: groups(&directory),
            fields: fields(&directory),
            tickets: desk.rows.iter().map(|row| convert::agent::row(row)).collect(),
            counts: convert::agent::counts(desk.counts),
            offers: self.offers.clone(),
            policy: Policy {
                agents_may_close: directory.settings.agents_may_close,
                routing: convert::agent::routing_mode(directory.settings.routing.mode),
                max_file_bytes: self.state.config.max_file_bytes,
                file_extensions: EXTENSIONS.iter().map(|known| (*known).to_owned()).collect(),
            },
        };
        self.send(&ServerFrame::Desk(Box::new(frame)), context);
    }
}

fn groups(directory: &Directory) -> Vec<Group> {
    directory.groups.values().map(|group| Group { id: group.id, name: group.name.clone() }).collect()
}

fn fields(directory: &Directory) -> Vec<FieldDefinition> {
    let definition = |field: &frontdesk_model::directory::Field| FieldDefinition {
        id: field.id,
        label: field.label.clone(),
        options: field.options.clone(),
    };
    directory.fields.values().map(definition).collect()
}

/// What a browser that has everything up to `has` is missing; `None` when it has to fetch a fresh snapshot.
async fn catch_up(
    state: &AppState,
    conversation: ConversationId,
    has: Option<u64>,
) -> Result<Option<ConversationFrame>, ExecuteError> {
    let system = &state.system;
    let Some(facts) = system.registry.look(conversation).await? else {
        return Err(frontdesk_model::conversation::rejection::Rejection::NotFound.into());
    };
    match has.filter(|seq| view::can_replay(&facts, *seq)) {
        Some(after) => {
            let directory = system.shared.directory.get();
            view::agent_catch_up(system, &directory, &facts, after).await.map(Some)
        }
        None => Ok(None),
    }
}

impl Actor for AgentSession {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        metrics::gauge!("frontdesk_ws_connections", "audience" => "agent").increment(1);
        context.run_later(HELLO_WITHIN, |session, context| {
            if session.socket.is_none() {
                session.close(Close::Protocol, context);
            }
        });
        context.run_interval(Duration::from_millis(self.state.config.heartbeat_ms), |session, context| {
            let (now, heartbeat) =
                (session.state.system.shared.clock.now(), session.state.config.heartbeat_ms);
            let beaten = session.line.beat(now, heartbeat);
            session.check(beaten, context);
        });
    }

    fn stopped(&mut self, _: &mut Context<Self>) {
        metrics::gauge!("frontdesk_ws_connections", "audience" => "agent").decrement(1);
        self.line.outbound.close(Close::Normal.code(), "");
        let Some(socket) = self.socket.take() else { return };
        self.look_away(socket.id);
        self.state.sockets.remove(socket.id);
        for conversation in std::mem::take(&mut self.watched).into_keys() {
            self.state.system.shared.hub.unwatch(conversation, socket.id);
        }
        let (agents, notifier) = (self.state.system.agents.clone(), self.state.system.notifier.clone());
        let (agent, socket) = (self.asker.id, socket.id);
        // Waits for room: an agent who is gone must not look present because a mailbox was full.
        actix_rt::spawn(async move {
            let left = agents.send(AgentDetach { agent, socket }).await;
            if left.is_err() || notifier.send(Unsubscribe { agent, socket }).await.is_err() {
                tracing::error!(agent.id = %agent, "the agents' desk is gone");
            }
        });
    }
}

impl StreamHandler<Result<Bytes, PayloadError>> for AgentSession {
    fn handle(&mut self, bytes: Result<Bytes, PayloadError>, context: &mut Context<Self>) {
        let Ok(bytes) = bytes else { return self.close(Close::Normal, context) };
        match self.line.receive(&bytes, self.state.system.shared.clock.now()) {
            Ok(texts) => {
                for text in texts {
                    if self.line.is_closed() {
                        break;
                    }
                    self.take_text(&text, context);
                }
            }
            Err(why) => self.close(why, context),
        }
    }

    fn finished(&mut self, context: &mut Context<Self>) {
        self.close(Close::Normal, context);
    }
}

impl Handler<Push> for AgentSession {
    type Result = ();

    fn handle(&mut self, push: Push, context: &mut Context<Self>) {
        if self
            .socket
            .as_ref()
            .is_some_and(|socket| socket.lagging.load(std::sync::atomic::Ordering::Acquire))
        {
            return self.close(Close::Slow, context);
        }
        match push {
            Push::Conversation(published) => self.show(&published, context),
            Push::Typing(typing) => {
                let frame = ServerFrame::Typing {
                    conversation: typing.conversation,
                    agent: typing.agent,
                    name: typing.name.to_string(),
                    active: typing.active,
                };
                self.send(&frame, context);
            }
            Push::Desk(desk) => self.desk(&desk, context),
            Push::Rows { upsert, gone, counts } => {
                let upsert = upsert.iter().map(|row| convert::agent::row(row)).collect();
                self.send(
                    &ServerFrame::Tickets { upsert, gone, counts: convert::agent::counts(counts) },
                    context,
                );
            }
            Push::Offers { offers, gone } => {
                let directory = self.state.system.shared.directory.get();
                self.offers = offers.iter().map(convert::agent::offer).collect();
                let gone = gone.iter().map(|gone| convert::agent::offer_gone(gone, &directory)).collect();
                self.send(&ServerFrame::Offers { offers: self.offers.clone(), gone }, context);
            }
            Push::Agents(cards) => {
                let upsert = cards.iter().map(|card| convert::agent::colleague(card)).collect();
                self.send(&ServerFrame::Agents { upsert }, context);
            }
            Push::Shortcut { upsert, gone } => {
                let upsert = upsert.as_deref().map(convert::agent::shortcut);
                self.send(&ServerFrame::Shortcut { upsert, gone }, context);
            }
            Push::Viewers(conversation) => self.tell_viewers_soon(conversation, context),
            Push::Drain => self.close(Close::Draining, context),
            Push::SignedOut => self.close(Close::SignedOut, context),
        }
    }
}
