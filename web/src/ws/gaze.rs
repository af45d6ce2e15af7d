//! Which conversation an agent's browser has on the screen, and who else has it there.
//!
//! What is told is a hint that something changed; what is so then is asked when the frame is made. So a burst of
//! comings and goings is one frame, and a lost hint is made up for by the next.

use super::agent::AgentSession;
use crate::wire::agent::{ServerFrame, Viewer as Wire};
use actix::{AsyncContext, Context, SpawnHandle};
use frontdesk_actors::hub::{SocketId, Viewer};
use frontdesk_model::id::ConversationId;
use std::sync::Arc;
use std::time::Duration;

/// Comings and goings are gathered for so long.
const TELL_AFTER: Duration = Duration::from_millis(100);
/// Somebody who wrote nothing for so long is not writing any more; the protocol asks for a sign every four seconds.
const TYPING_LASTS: Duration = Duration::from_secs(5);

/// What this browser looks at.
#[derive(Default)]
pub(super) struct Gaze {
    at: Option<ConversationId>,
    /// Ends the sign that its agent is writing.
    typing: Option<SpawnHandle>,
    /// Whether a frame is about to be made.
    due: bool,
    told: Option<Vec<Viewer>>,
}

impl AgentSession {
    pub(super) fn look(&mut self, conversation: Option<ConversationId>, context: &mut Context<Self>) {
        let Some(socket) = self.socket.as_ref().map(|socket| socket.id) else { return };
        if self.gaze.at == conversation {
            return;
        }
        self.look_away(socket);
        if let Some(handle) = self.gaze.typing.take() {
            context.cancel_future(handle);
        }
        self.gaze.at = conversation;
        self.gaze.told = None;
        self.show_myself(false);
        if let Some(conversation) = conversation {
            self.tell_viewers_soon(conversation, context);
        }
    }

    /// The socket is closed, or its agent turns to something else.
    pub(super) fn look_away(&mut self, socket: SocketId) {
        if let Some(conversation) = self.gaze.at.take() {
            self.state.system.shared.hub.look_away(conversation, socket);
        }
    }

    pub(super) fn note_typing(
        &mut self,
        conversation: ConversationId,
        active: bool,
        context: &mut Context<Self>,
    ) {
        if self.gaze.at != Some(conversation) {
            return;
        }
        let was_typing = self.gaze.typing.take().map(|handle| context.cancel_future(handle)).is_some();
        if active {
            let ended = context.run_later(TYPING_LASTS, |session, _| {
                session.gaze.typing = None;
                session.show_myself(false);
            });
            self.gaze.typing = Some(ended);
        }
        if active != was_typing {
            self.show_myself(active);
        }
    }

    fn show_myself(&self, typing: bool) {
        if let (Some(conversation), Some(socket)) = (self.gaze.at, &self.socket) {
            let viewer = Viewer { agent: self.asker.id, name: Arc::clone(&self.name), typing };
            self.state.system.shared.hub.look(conversation, viewer, socket.clone());
        }
    }

    pub(super) fn tell_viewers_soon(&mut self, conversation: ConversationId, context: &mut Context<Self>) {
        if self.gaze.due || self.gaze.at != Some(conversation) {
            return;
        }
        self.gaze.due = true;
        context.run_later(TELL_AFTER, |session, context| {
            session.gaze.due = false;
            session.tell_viewers(context);
        });
    }

    fn tell_viewers(&mut self, context: &mut Context<Self>) {
        let Some(conversation) = self.gaze.at else { return };
        let mut viewers = self.state.system.shared.hub.viewers(conversation);
        viewers.retain(|viewer| viewer.agent != self.asker.id);
        // Nobody is what a browser takes for granted.
        if self.gaze.told.as_ref().map_or(viewers.is_empty(), |told| *told == viewers) {
            return;
        }
        let agents = viewers
            .iter()
            .map(|viewer| Wire { id: viewer.agent, name: viewer.name.to_string(), typing: viewer.typing })
            .collect();
        self.gaze.told = Some(viewers);
        self.send(&ServerFrame::Viewers { conversation, agents }, context);
    }
}
