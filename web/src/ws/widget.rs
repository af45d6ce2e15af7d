//! Owns: one widget's socket. Receives: frames of an end user, pushes of their conversation.
//! Sends: commands to the conversation, frames to the widget: only what an end user may see.
//! On restart the widget comes back with its token and its sequence.

use super::close::Close;
use super::line::{HELLO_WITHIN, Line};
use super::outbound::text_frame;
use crate::command::message_text;
use crate::convert;
use crate::error::{self, ApiResult, refuse};
use crate::http::settings_for;
use crate::origin::Audience;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::view;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::shared::Done;
use crate::wire::widget::{ClientFrame, Meta as WireMeta, Say, ServerFrame, WidgetSettings};
use crate::{attachments, auth};
use actix::fut::ActorFutureExt;
use actix::{Actor, ActorContext, AsyncContext, Context, Handler, StreamHandler, WrapFuture};
use actix_web::{HttpRequest, HttpResponse, error::PayloadError, web};
use bytes::Bytes;
use frontdesk_actors::hub::{Published, Socket, SocketId, Typing};
use frontdesk_actors::push::Push;
use frontdesk_actors::visitors::{self, Visitor};
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{CommandId, ConversationId, IntegrationId};
use frontdesk_model::message::{Content, MAX_FILES};
use frontdesk_model::ticket::Tag;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Pushes that may wait at one widget: a conversation in which a thousand things happen before one is looked at has
/// a client that does not run.
const CAPACITY: usize = 256;
/// What one widget said that may wait, and marks that may be under way.
const MAX_UNDER_WAY: usize = 32;
/// Behaviour 2.12.
const MAX_META_FIELDS: usize = 20;
const MAX_META_TAGS: usize = 50;

pub struct WidgetSession {
    state: Arc<AppState>,
    line: Line,
    socket: Option<Socket>,
    visitor: Option<Visitor>,
    place: Place,
    /// What the visitor's session is found by.
    session: Option<[u8; 32]>,
    stage: Stage,
    /// What the end user said and nobody has taken yet: one after another, so that it stays in order.
    said: VecDeque<(CommandId, Say, Meta)>,
    taking: bool,
    marks_under_way: usize,
}

/// Where the widget says that it stands.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The page's origin.
    page: Option<String>,
    /// The language that it is shown in.
    locale: Option<String>,
}

enum Stage {
    /// Nobody said who they are yet.
    Silent,
    /// The hello is being answered; what is published meanwhile waits.
    Greeting(VecDeque<Arc<Published>>),
    /// The widget has everything up to this sequence.
    Live(u64),
}

/// `GET /ws/widget`
///
/// # Errors
/// When the request is no handshake or comes from a page that may not open a socket.
pub async fn connect(
    request: HttpRequest,
    payload: web::Payload,
    state: web::Data<AppState>,
) -> Result<HttpResponse, actix_web::Error> {
    let state = state.into_inner();
    let mut response = super::handshake(&request, &state, Audience::EndUsers)?;
    let line = Line::new(state.system.shared.clock.now());
    let body = line.outbound.body();
    let session = WidgetSession {
        state,
        line,
        socket: None,
        visitor: None,
        place: Place::default(),
        session: None,
        stage: Stage::Silent,
        said: VecDeque::new(),
        taking: false,
        marks_under_way: 0,
    };
    WidgetSession::create(|context| {
        context.add_stream(payload);
        session
    });
    Ok(response.streaming(body))
}

impl WidgetSession {
    fn close(&mut self, why: Close, context: &mut Context<Self>) {
        self.line.close(why, |reason, retry_after_ms| ServerFrame::Closing { reason, retry_after_ms });
        context.stop();
    }

    /// Carries on, or closes the socket for the reason given.
    fn check(&mut self, result: Result<(), Close>, context: &mut Context<Self>) {
        if let Err(why) = result {
            self.close(why, context);
        }
    }

    fn refuse(&mut self, id: Option<CommandId>, error: ErrorBody, context: &mut Context<Self>) {
        let sent = self.line.send(&ServerFrame::Refused { id, error });
        self.check(sent, context);
    }

    fn take_text(&mut self, text: &str, context: &mut Context<Self>) {
        let frame: ClientFrame = match serde_json::from_str(text) {
            Ok(frame) => frame,
            Err(_) => {
                self.refuse(None, refuse(ErrorCode::MalformedFrame), context);
                let counted = self.line.malformed();
                return self.check(counted, context);
            }
        };
        match (frame, &self.visitor) {
            (ClientFrame::Ping { at }, _) => {
                let sent = self.line.send(&ServerFrame::Pong { at });
                self.check(sent, context);
            }
            (ClientFrame::Hello { integration, token, conversation, epoch, seq, page, locale }, None) => {
                if matches!(self.stage, Stage::Silent) {
                    self.place = Place { page, locale };
                    self.greet(integration, token, conversation, epoch.zip(seq), context);
                }
            }
            (ClientFrame::Hello { epoch, seq, .. }, Some(visitor)) => {
                // A second hello asks for what is missing.
                let visitor = visitor.clone();
                self.welcome(visitor, epoch.zip(seq), context);
            }
            (_, None) => self.close(Close::Protocol, context),
            (ClientFrame::Send { id, say, meta }, Some(_)) => self.receive(id, say, &meta, context),
            (ClientFrame::Delivered { seq }, Some(_)) => self.mark(Action::MarkDelivered { seq }, context),
            (ClientFrame::Read { seq }, Some(_)) => self.mark(Action::MarkRead { seq }, context),
            (ClientFrame::Typing { active }, Some(visitor)) => {
                if let Some(socket) = &self.socket {
                    let typing = Typing {
                        conversation: visitor.session.conversation,
                        agent: None,
                        name: visitor.end_user.name.as_str().into(),
                        active,
                    };
                    self.state.system.shared.hub.typing(&Arc::new(typing), socket.id);
                }
            }
        }
    }

    // Saying hello.

    fn greet(
        &mut self,
        integration: IntegrationId,
        token: String,
        conversation: Option<ConversationId>,
        has: Option<(u64, u64)>,
        context: &mut Context<Self>,
    ) {
        self.stage = Stage::Greeting(VecDeque::new());
        let (state, hash) = (Arc::clone(&self.state), auth::token_hash(&token));
        let found = async move {
            let visitor = visitors::find(&state.system.shared, &hash).await?;
            let fits = |visitor: &Visitor| {
                visitor.session.integration == integration
                    && conversation.is_none_or(|asked| asked == visitor.session.conversation)
            };
            Ok::<_, frontdesk_actors::conversation::ExecuteError>(visitor.filter(fits))
        };
        context.spawn(found.into_actor(self).map(move |found, session, context| match found {
            Ok(Some(visitor)) => {
                session.line.trust();
                session.visitor = Some(visitor.clone());
                session.session = Some(hash);
                session.welcome(visitor, has, context);
            }
            Ok(None) => {
                session.refuse(None, refuse(ErrorCode::NotSignedIn), context);
                session.close(Close::SignedOut, context);
            }
            Err(error) => session.failed(&error, context),
        }));
    }

    /// What this widget looks like here; refused where it is switched off or may not stand.
    fn settings(&self, visitor: &Visitor) -> ApiResult<WidgetSettings> {
        let locale = self.place.locale.as_deref().or(visitor.end_user.locale.as_deref());
        settings_for(&self.state, visitor.session.integration, self.place.page.as_deref(), locale)
    }

    fn failed(&mut self, error: &frontdesk_actors::conversation::ExecuteError, context: &mut Context<Self>) {
        let body = error::refusal(error, &self.state.system.shared.directory.get());
        self.refuse(None, body, context);
        self.close(Close::Slow, context);
    }

    /// Watches first, then reads: what happens in between waits and is not lost.
    fn welcome(&mut self, visitor: Visitor, has: Option<(u64, u64)>, context: &mut Context<Self>) {
        let settings = match self.settings(&visitor) {
            Ok(settings) => settings,
            Err(refused) => {
                self.refuse(None, refused.into_body(), context);
                return self.close(Close::SignedOut, context);
            }
        };
        self.stage = Stage::Greeting(VecDeque::new());
        let conversation = visitor.session.conversation;
        let socket = self.socket.get_or_insert_with(|| Socket::new(context.address().recipient())).clone();
        self.state.sockets.add(socket.clone());
        if let Some(session) = self.session {
            self.state.visitors.add(session, socket.clone());
        }
        self.state.system.chats.came(&visitor.session, socket.id);
        self.state.system.shared.hub.watch(conversation, socket);
        let (state, session) = (Arc::clone(&self.state), self.session);
        let answered = async move {
            // It may have ended before this socket was known to be its own.
            if let Some(hash) = session
                && visitors::find(&state.system.shared, &hash).await?.is_none()
            {
                return Ok(None);
            }
            answer(&state, &visitor, has, settings).await.map(Some)
        };
        context.spawn(answered.into_actor(self).map(|answered, session, context| match answered {
            Ok(Some((frames, seq))) => session.go_live(&frames, seq, context),
            Ok(None) => session.close(Close::SignedOut, context),
            Err(error) => session.failed(&error, context),
        }));
    }

    fn go_live(&mut self, frames: &[ServerFrame], seq: u64, context: &mut Context<Self>) {
        let waiting = match std::mem::replace(&mut self.stage, Stage::Live(seq)) {
            Stage::Greeting(waiting) => waiting,
            Stage::Silent | Stage::Live(_) => VecDeque::new(),
        };
        for frame in frames {
            let sent = self.line.send(frame);
            self.check(sent, context);
        }
        for published in waiting {
            self.show(&published, context);
        }
    }

    fn show(&mut self, published: &Arc<Published>, context: &mut Context<Self>) {
        match &mut self.stage {
            Stage::Silent => {}
            Stage::Greeting(waiting) => waiting.push_back(Arc::clone(published)),
            Stage::Live(seq) if published.seq <= *seq => {}
            Stage::Live(seq) if published.from == *seq => {
                *seq = published.seq;
                // What the bot was told of them is how they are called from now on.
                if let (Some(head), Some(visitor)) = (&published.head, &mut self.visitor) {
                    if head.end_user.id != visitor.end_user.id {
                        // Somebody was identified with another session: this one is nobody's any more.
                        return self.close(Close::SignedOut, context);
                    }
                    visitor.end_user = head.end_user.clone();
                }
                let frame = published.end_user_frame.get_or_init(|| {
                    let directory = self.state.system.shared.directory.get();
                    let frame = convert::end_user::frame(published, &directory);
                    let frame = ServerFrame::Conversation(Box::new(frame));
                    text_frame(&serde_json::to_vec(&frame).unwrap_or_default())
                });
                let sent = self.line.write(frame.clone());
                self.check(sent, context);
            }
            Stage::Live(seq) => {
                let has = Some((self.state.system.shared.store.epoch(), *seq));
                if let Some(visitor) = self.visitor.clone() {
                    self.welcome(visitor, has, context);
                }
            }
        }
    }

    // What the end user does.

    fn receive(&mut self, id: CommandId, say: Say, meta: &WireMeta, context: &mut Context<Self>) {
        let Some(visitor) = self.visitor.clone() else { return };
        if self.state.is_draining() {
            return self.refuse(Some(id), refuse(ErrorCode::Draining), context);
        }
        if let Err(wait) = self.state.limits.take(Kind::VisitorMessage, visitor.end_user.id.get()) {
            return self.refuse(Some(id), error::too_many(wait), context);
        }
        if self.said.len() >= MAX_UNDER_WAY {
            return self.refuse(Some(id), refuse(ErrorCode::Busy), context);
        }
        match parse_meta(meta) {
            Ok(meta) => self.said.push_back((id, say, meta)),
            Err(error) => return self.refuse(Some(id), error, context),
        }
        self.take_next(context);
    }

    /// Takes what was said first, then the next: an actor's futures run in no order of their own.
    fn take_next(&mut self, context: &mut Context<Self>) {
        let (Some(visitor), false) = (self.visitor.clone(), self.taking) else { return };
        let Some((id, say, meta)) = self.said.pop_front() else { return };
        self.taking = true;
        let state = Arc::clone(&self.state);
        let executed = async move { execute(&state, &visitor, id, say, meta).await };
        context.spawn(executed.into_actor(self).map(move |executed, session, context| {
            session.taking = false;
            match executed {
                Ok(done) => {
                    let sent = session.line.send(&ServerFrame::Done(done));
                    session.check(sent, context);
                }
                Err(error) => session.refuse(Some(id), error, context),
            }
            session.take_next(context);
        }));
    }

    /// Marks are hints of the client that need no answer: one that is not taken comes again with the next.
    fn mark(&mut self, action: Action, context: &mut Context<Self>) {
        let Some(visitor) = &self.visitor else { return };
        if self.marks_under_way >= MAX_UNDER_WAY || self.state.is_draining() {
            return;
        }
        self.marks_under_way = self.marks_under_way.saturating_add(1);
        let by = By::EndUser { id: visitor.end_user.id };
        let command = Command { id: self.state.system.shared.draw_command(), by, action };
        let (registry, conversation) =
            (Arc::clone(&self.state.system.registry), visitor.session.conversation);
        let marked = async move {
            if let Err(error) = registry.execute(conversation, command).await {
                tracing::debug!(conversation.id = %conversation, %error, "a mark was not taken");
            }
        };
        context.spawn(marked.into_actor(self).map(|(), session, _| {
            session.marks_under_way = session.marks_under_way.saturating_sub(1);
        }));
    }
}

async fn answer(
    state: &AppState,
    visitor: &Visitor,
    has: Option<(u64, u64)>,
    settings: WidgetSettings,
) -> Result<(Vec<ServerFrame>, u64), frontdesk_actors::conversation::ExecuteError> {
    let system = &state.system;
    let directory = system.shared.directory.get();
    let facts = system.registry.look(visitor.session.conversation).await?;
    let epoch = system.shared.store.epoch();
    let resumed = |seq| facts.as_ref().is_some_and(|facts| view::can_replay(facts, seq));
    let after = has.filter(|(of, seq)| *of == epoch && resumed(*seq)).map(|(_, seq)| seq);
    let mut conversation = None;
    let mut catch_up = None;
    let seq = match (&facts, after) {
        (None, _) => 0,
        (Some(facts), Some(after)) => {
            catch_up = Some(view::end_user_catch_up(system, &directory, facts, after).await?);
            facts.state.seq
        }
        (Some(facts), None) => {
            conversation = Some(Box::new(view::end_user_snapshot(system, &directory, facts).await?));
            facts.state.seq
        }
    };
    let mut frames = vec![ServerFrame::Welcome {
        epoch,
        heartbeat_ms: state.config.heartbeat_ms,
        now: system.shared.clock.now(),
        settings,
        conversation,
    }];
    frames.extend(catch_up.map(|frame| ServerFrame::Conversation(Box::new(frame))));
    Ok((frames, seq))
}

async fn execute(
    state: &AppState,
    visitor: &Visitor,
    id: CommandId,
    say: Say,
    meta: Meta,
) -> Result<Done, ErrorBody> {
    let directory = state.system.shared.directory.get();
    let integration = directory
        .integrations
        .get(&visitor.session.integration)
        .ok_or_else(|| refuse(ErrorCode::NotFound))?;
    let saying = match say {
        Say::Text { text } => Saying::Content(Content::Text { text: message_text(&text)? }),
        Say::Files { files, caption } => {
            if !integration.widget.uploads {
                return Err(refuse(ErrorCode::UploadsOff));
            }
            if files.is_empty() || files.len() > MAX_FILES {
                return Err(refuse(ErrorCode::TooManyFiles));
            }
            let mut found = Vec::with_capacity(files.len());
            for file in files {
                found.push(attachments::of_visitor(state, visitor, file).await?);
            }
            let caption = caption.filter(|caption| !caption.trim().is_empty());
            Saying::Content(Content::Files {
                files: found,
                caption: caption.as_deref().map(message_text).transpose()?,
            })
        }
        Say::Choose { message, option } => Saying::Choose { message, option },
        Say::FillForm { message, answers } => Saying::Fill {
            message,
            answers: answers.into_iter().map(|answer| (answer.name, answer.value)).collect(),
        },
        Say::TalkToHuman => Saying::TalkToHuman { label: "Talk to a human".to_owned() },
    };
    let via = Via {
        integration: integration.id,
        channel: integration.kind,
        end_user: visitor.end_user.id,
        capabilities: Capabilities::FULL,
    };
    let conversation = visitor.session.conversation;
    let command = Command {
        id,
        by: By::EndUser { id: visitor.end_user.id },
        action: Action::Receive { via, saying, meta },
    };
    match state.system.registry.execute(conversation, command).await {
        Ok(recorded) => Ok(Done { id, conversation: Some(conversation), seq: recorded.seq, at: recorded.at }),
        Err(error) => Err(error::refusal(&error, &directory)),
    }
}

fn parse_meta(meta: &WireMeta) -> Result<Meta, ErrorBody> {
    let invalid =
        |field: &str| ErrorBody { field: Some(field.to_owned()), ..refuse(ErrorCode::InvalidField) };
    if meta.fields.len() > MAX_META_FIELDS
        || meta.fields.iter().any(|field| field.value.chars().count() > 255)
    {
        return Err(invalid("meta.fields"));
    }
    if meta.tags.len() > MAX_META_TAGS {
        return Err(invalid("meta.tags"));
    }
    let tags = meta
        .tags
        .iter()
        .map(|tag| Tag::new(tag))
        .collect::<Result<_, _>>()
        .map_err(|_| invalid("meta.tags"))?;
    Ok(Meta { fields: meta.fields.iter().map(|field| (field.field, field.value.clone())).collect(), tags })
}

impl Actor for WidgetSession {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.set_mailbox_capacity(CAPACITY);
        metrics::gauge!("frontdesk_ws_connections", "audience" => "end_user").increment(1);
        context.run_later(HELLO_WITHIN, |session, context| {
            if session.visitor.is_none() {
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
        metrics::gauge!("frontdesk_ws_connections", "audience" => "end_user").decrement(1);
        self.line.outbound.close(Close::Normal.code(), "");
        if let Some(socket) = &self.socket {
            self.forget(socket.id);
        }
    }
}

impl WidgetSession {
    fn forget(&self, socket: SocketId) {
        self.state.sockets.remove(socket);
        if let Some(session) = &self.session {
            self.state.visitors.remove(session, socket);
        }
        if let Some(visitor) = &self.visitor {
            self.state.system.shared.hub.unwatch(visitor.session.conversation, socket);
            self.state.system.chats.left(visitor.session.conversation, socket);
        }
    }
}

impl StreamHandler<Result<Bytes, PayloadError>> for WidgetSession {
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

impl Handler<Push> for WidgetSession {
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
                if typing.agent.is_some() {
                    let frame = ServerFrame::Typing { name: typing.name.to_string(), active: typing.active };
                    let sent = self.line.send(&frame);
                    self.check(sent, context);
                }
            }
            Push::Drain => self.close(Close::Draining, context),
            Push::SignedOut => self.close(Close::SignedOut, context),
            Push::Desk(_) | Push::Rows { .. } | Push::Offers { .. } | Push::Agents(_) => {}
        }
    }
}
