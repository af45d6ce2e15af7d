//! Owns: one widget's socket. Receives: frames of an end user, pushes of their conversation.
//! Sends: commands to the conversation, frames to the widget: only what an end user may see.
//! On restart the widget comes back with its token and its sequence.

mod beside;
mod enter;
mod link;
mod said;

use super::close::Close;
use super::line::{HELLO_WITHIN, Line};
use super::outbound::text_frame;
use crate::convert;
use crate::error::refuse;
use crate::origin::Audience;
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::widget::{ClientFrame, Say, ServerFrame};
use actix::{Actor, ActorContext, AsyncContext, Context, Handler, StreamHandler};
use actix_web::{HttpRequest, HttpResponse, error::PayloadError, web};
use beside::Reading;
use bytes::Bytes;
use enter::Asked;
use frontdesk_actors::hub::{Published, Socket, SocketId, Typing};
use frontdesk_actors::push::Push;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::conversation::command::{Action, Meta};
use frontdesk_model::id::{CommandId, ConversationId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

/// Pushes that may wait at one widget: a conversation in which a thousand things happen before one is looked at has
/// a client that does not run.
const CAPACITY: usize = 256;
/// What one widget said that may wait, and marks that may be under way.
const MAX_UNDER_WAY: usize = 32;

pub struct WidgetSession {
    state: Arc<AppState>,
    line: Line,
    socket: Option<Socket>,
    visitor: Option<Visitor>,
    place: Place,
    stage: Stage,
    /// What the session is found by, once somebody said hello.
    token_hash: [u8; 32],
    /// The conversation that was begun last, in which perhaps nobody has said a word.
    home: Option<ConversationId>,
    /// Hellos that named a conversation: only the last one counts.
    hellos: u64,
    /// Conversations that are watched because they stand in the list.
    listed: BTreeSet<ConversationId>,
    has_list: bool,
    reading: BTreeMap<ConversationId, Reading>,
    /// Whether the current conversation waits for somebody, and the place in the queue that was told.
    waits: bool,
    place_told: Option<u32>,
    /// What the end user said and nobody has taken yet: one after another, so that it stays in order.
    said: VecDeque<Said>,
    taking: bool,
    marks_under_way: usize,
}

struct Said {
    id: CommandId,
    conversation: ConversationId,
    say: Say,
    meta: Meta,
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
        stage: Stage::Silent,
        token_hash: [0; 32],
        home: None,
        hellos: 0,
        listed: BTreeSet::new(),
        has_list: false,
        reading: BTreeMap::new(),
        waits: false,
        place_told: None,
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
            (
                ClientFrame::Hello { integration, token, conversation, epoch, seq, page, locale, start },
                None,
            ) => {
                if matches!(self.stage, Stage::Silent) {
                    self.place = Place { page, locale };
                    let asked = Asked { conversation, has: epoch.zip(seq), start };
                    self.greet(integration, &token, asked, context);
                }
            }
            (ClientFrame::Hello { conversation, epoch, seq, start, .. }, Some(_)) => {
                self.greet_again(Asked { conversation, has: epoch.zip(seq), start }, context);
            }
            (_, None) => self.close(Close::Protocol, context),
            (ClientFrame::Send { id, say, meta, conversation }, Some(_)) => {
                self.receive(id, say, &meta, conversation, context);
            }
            (ClientFrame::Link { id, integration }, Some(_)) => self.link(id, integration, context),
            (ClientFrame::Unlink { id, integration }, Some(_)) => self.unlink(id, integration, context),
            (ClientFrame::ContinueHere { id }, Some(_)) => self.continue_here(id, context),
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

    fn show(&mut self, published: &Arc<Published>, context: &mut Context<Self>) {
        if self.current() != Some(published.conversation) {
            return self.news_of(published, context);
        }
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
                if published.head.is_some() {
                    self.stands(published.head.as_deref(), context);
                }
            }
            Stage::Live(seq) => {
                let has = Some((self.state.system.shared.store.epoch(), *seq));
                if let Some(visitor) = self.visitor.clone() {
                    self.welcome(visitor, has, context);
                }
            }
        }
    }
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
        self.state.visitors.remove(&self.token_hash, socket);
        if let Some(visitor) = &self.visitor {
            for listed in &self.listed {
                self.state.system.shared.hub.unwatch(*listed, socket);
            }
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
                if typing.agent.is_some() && self.current() == Some(typing.conversation) {
                    let frame = ServerFrame::Typing { name: typing.name.to_string(), active: typing.active };
                    let sent = self.line.send(&frame);
                    self.check(sent, context);
                }
            }
            Push::Drain => self.close(Close::Draining, context),
            Push::SignedOut => self.close(Close::SignedOut, context),
            Push::Desk(_)
            | Push::Rows { .. }
            | Push::Offers { .. }
            | Push::Agents(_)
            | Push::Shortcut { .. }
            | Push::Viewers(_) => {}
        }
    }
}
