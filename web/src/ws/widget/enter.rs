//! Saying hello: who it is, in which conversation, and everything that the widget lacks of it.

use super::{Place, Stage, WidgetSession, link};
use crate::auth;
use crate::error::{self, ApiError, ApiResult, refuse};
use crate::http::{owns, settings_for};
use crate::state::AppState;
use crate::view;
use crate::wire::error::ErrorCode;
use crate::wire::widget::{ServerFrame, WidgetSettings};
use crate::ws::close::Close;
use actix::fut::ActorFutureExt;
use actix::{AsyncContext, Context, WrapFuture};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::hub::{HeadFacts, Socket};
use frontdesk_actors::visitors::{self, Visitor};
use frontdesk_model::directory::ConversationMode;
use frontdesk_model::id::{ConversationId, IntegrationId};
use std::collections::VecDeque;
use std::sync::Arc;

/// A `hello`, as far as it asks for something.
pub(super) struct Asked {
    pub conversation: Option<ConversationId>,
    /// Epoch and sequence that the widget has.
    pub has: Option<(u64, u64)>,
    pub start: bool,
}

/// Who said hello, where they are from now on, and the conversation that they would begin last.
struct Entered {
    visitor: Visitor,
    home: ConversationId,
}

/// Why somebody is where they were.
enum Outside {
    /// No such session, on this widget.
    Stranger,
    /// Signed in; the conversation is not theirs, or there is none like it.
    NoSuch,
}

impl WidgetSession {
    pub(super) fn greet(
        &mut self,
        integration: IntegrationId,
        token: &str,
        asked: Asked,
        context: &mut Context<Self>,
    ) {
        self.stage = Stage::Greeting(VecDeque::new());
        self.token_hash = auth::token_hash(token);
        self.enter(integration, asked, context);
    }

    /// A second hello asks for what is missing, or goes to another conversation.
    pub(super) fn greet_again(&mut self, asked: Asked, context: &mut Context<Self>) {
        let Some(visitor) = self.visitor.clone() else { return };
        let stays = asked.conversation.is_none_or(|asked| asked == visitor.session.conversation);
        if stays && !asked.start {
            return self.welcome(visitor, asked.has, context);
        }
        self.enter(visitor.session.integration, asked, context);
    }

    fn enter(&mut self, integration: IntegrationId, asked: Asked, context: &mut Context<Self>) {
        let (state, token_hash) = (Arc::clone(&self.state), self.token_hash);
        let has = asked.has;
        self.hellos = self.hellos.saturating_add(1);
        let hello = self.hellos;
        let entered = async move { find(&state, &token_hash, integration, &asked).await };
        context.spawn(entered.into_actor(self).map(move |entered, session, context| match entered {
            // They went on to yet another one meanwhile.
            _ if session.hellos != hello => {}
            Ok(Ok(Entered { visitor, home })) => {
                session.line.trust();
                session.leave_current(&visitor);
                session.home = Some(home);
                session.visitor = Some(visitor.clone());
                session.welcome(visitor, has, context);
            }
            Ok(Err(Outside::NoSuch)) => session.refuse(None, refuse(ErrorCode::NotFound), context),
            Ok(Err(Outside::Stranger)) => {
                session.refuse(None, refuse(ErrorCode::NotSignedIn), context);
                session.close(Close::SignedOut, context);
            }
            Err(error) => {
                session.refuse(None, error.into_body(), context);
                session.close(Close::Slow, context);
            }
        }));
    }

    /// What this widget looks like here; refused where it is switched off or may not stand.
    fn settings(&self, visitor: &Visitor) -> ApiResult<WidgetSettings> {
        let Place { page, locale } = &self.place;
        let locale = locale.as_deref().or(visitor.end_user.locale.as_deref());
        settings_for(&self.state, visitor.session.integration, page.as_deref(), locale)
    }

    fn failed(&mut self, error: &ExecuteError, context: &mut Context<Self>) {
        let body = error::refusal(error, &self.state.system.shared.directory.get());
        self.refuse(None, body, context);
        self.close(Close::Slow, context);
    }

    /// Watches first, then reads: what happens in between waits and is not lost.
    pub(super) fn welcome(&mut self, visitor: Visitor, has: Option<(u64, u64)>, context: &mut Context<Self>) {
        let settings = match self.settings(&visitor) {
            Ok(settings) => settings,
            Err(refused) => {
                self.refuse(None, refused.into_body(), context);
                return self.close(Close::SignedOut, context);
            }
        };
        self.stage = Stage::Greeting(VecDeque::new());
        let conversation = visitor.session.conversation;
        let several = settings.conversations == ConversationMode::Multi;
        let socket = self.socket.get_or_insert_with(|| Socket::new(context.address().recipient())).clone();
        self.state.sockets.add(socket.clone());
        self.state.visitors.add(self.token_hash, socket.clone());
        self.state.system.chats.came(&visitor.session, socket.id);
        self.state.system.shared.hub.watch(conversation, socket);
        let (state, session) = (Arc::clone(&self.state), self.token_hash);
        let answered = async move {
            // It may have ended before this socket was known to be its own.
            if visitors::find(&state.system.shared, &session).await?.is_none() {
                return Ok(None);
            }
            answer(&state, &visitor, has, settings).await.map(Some)
        };
        context.spawn(answered.into_actor(self).map(move |answered, session, context| match answered {
            // Meanwhile they may have gone to another one.
            Ok(_) if session.current() != Some(conversation) => {}
            Ok(None) => session.close(Close::SignedOut, context),
            Ok(Some((frames, facts))) => {
                session.go_live(&frames, facts.as_ref().map_or(0, |facts| facts.state.seq), context);
                session.stands(facts.as_deref(), context);
                if several {
                    session.list(context);
                }
            }
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
}

/// Whether an end user may read and write in a conversation besides the one they are in.
pub(super) async fn may(
    state: &AppState,
    visitor: &Visitor,
    home: Option<ConversationId>,
    conversation: ConversationId,
) -> ApiResult<bool> {
    if home == Some(conversation) {
        return Ok(true);
    }
    Ok(has_several(state, visitor.session.integration) && owns(state, visitor, conversation).await?)
}

fn has_several(state: &AppState, integration: IntegrationId) -> bool {
    let directory = state.system.shared.directory.get();
    let mode = directory.integrations.get(&integration).map(|found| found.widget.conversations);
    mode == Some(ConversationMode::Multi)
}

async fn find(
    state: &AppState,
    token_hash: &[u8; 32],
    integration: IntegrationId,
    asked: &Asked,
) -> ApiResult<Result<Entered, Outside>> {
    let system = &state.system;
    let several = has_several(state, integration);
    let found = if asked.start && several {
        visitors::begin_anew(&system.shared, &system.registry, token_hash).await
    } else {
        visitors::find(&system.shared, token_hash).await
    };
    let found = found.map_err(ApiError::from)?.filter(|found| found.session.integration == integration);
    let Some(mut visitor) = found else { return Ok(Err(Outside::Stranger)) };
    let home = visitor.session.conversation;
    let asked = asked.conversation.filter(|asked| *asked != home);
    match asked {
        None => {}
        // Where there is only one, a client that names another knows another session.
        Some(_) if !several => return Ok(Err(Outside::Stranger)),
        Some(other) if owns(state, &visitor, other).await? => visitor.session.conversation = other,
        Some(_) => return Ok(Err(Outside::NoSuch)),
    }
    Ok(Ok(Entered { visitor, home }))
}

async fn answer(
    state: &AppState,
    visitor: &Visitor,
    has: Option<(u64, u64)>,
    settings: WidgetSettings,
) -> Result<(Vec<ServerFrame>, Option<Arc<HeadFacts>>), ExecuteError> {
    let system = &state.system;
    let directory = system.shared.directory.get();
    let facts = system.registry.look(visitor.session.conversation).await?;
    let epoch = system.shared.store.epoch();
    let resumed = |seq| facts.as_ref().is_some_and(|facts| view::can_replay(facts, seq));
    let after = has.filter(|(of, seq)| *of == epoch && resumed(*seq)).map(|(_, seq)| seq);
    let mut conversation = None;
    let mut catch_up = None;
    match (&facts, after) {
        (None, _) => {}
        (Some(facts), Some(after)) => {
            catch_up = Some(view::end_user_catch_up(system, &directory, facts, after).await?);
        }
        (Some(facts), None) => {
            conversation = Some(Box::new(view::end_user_snapshot(system, &directory, facts).await?));
        }
    }
    let settings = WidgetSettings { switch_to: link::offered(state, visitor).await, ..settings };
    let mut frames = vec![ServerFrame::Welcome {
        epoch,
        heartbeat_ms: state.config.heartbeat_ms,
        now: system.shared.clock.now(),
        settings,
        current: visitor.session.conversation,
        conversation,
    }];
    frames.extend(catch_up.map(|frame| ServerFrame::Conversation(Box::new(frame))));
    Ok((frames, facts))
}
