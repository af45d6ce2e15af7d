//! Shows end users on social channels what a widget shows by itself: that somebody writes, that somebody has read.
//! What comes of it is of no consequence, and nothing of it is kept.

use crate::identities;
use crate::intake::Intake;
use crate::registry::Registry;
use crate::shared::Shared;
use dashmap::DashMap;
use frontdesk_channels::Signal;
use frontdesk_model::id::ConversationId;
use frontdesk_model::time::{Span, Timestamp};
use std::sync::Arc;

/// How often one conversation is shown the same: providers show it for 5 s and more, and count each request.
const AGAIN_AFTER: Span = Span::seconds(4);
/// Conversations that are remembered; when there are more, what is old is forgotten.
const REMEMBERED: usize = 4_096;

pub struct Signals {
    shared: Arc<Shared>,
    registry: Arc<Registry>,
    intake: Arc<Intake>,
    shown: DashMap<(ConversationId, Signal), Timestamp>,
}

impl Signals {
    #[must_use]
    pub fn new(shared: Arc<Shared>, registry: Arc<Registry>, intake: Arc<Intake>) -> Self {
        Self { shared, registry, intake, shown: DashMap::new() }
    }

    /// An agent is writing.
    pub fn typing(self: &Arc<Self>, conversation: ConversationId) {
        self.show(conversation, Signal::Typing);
    }

    /// An agent has read what was written.
    pub fn read(self: &Arc<Self>, conversation: ConversationId) {
        self.show(conversation, Signal::Read);
    }

    fn show(self: &Arc<Self>, conversation: ConversationId, signal: Signal) {
        let now = self.shared.clock.now();
        if self.shown.len() >= REMEMBERED {
            self.shown.retain(|_, at| now.since(*at) < AGAIN_AFTER);
        }
        if self.shown.get(&(conversation, signal)).is_some_and(|at| now.since(*at) < AGAIN_AFTER) {
            return;
        }
        self.shown.insert((conversation, signal), now);
        let signals = Arc::clone(self);
        actix_rt::spawn(async move { signals.send(conversation, signal).await });
    }

    async fn send(&self, conversation: ConversationId, signal: Signal) {
        let Ok(Some(facts)) = self.registry.look(conversation).await else { return };
        let Some(target) = facts.state.replies_go_to().filter(|target| target.channel.is_social()) else {
            return;
        };
        let address = identities::address_of(&self.shared, conversation, target.integration).await;
        let Ok(Some(address)) = address else { return };
        if let Ok(Some(known)) = identities::find(&self.shared, target.integration, &address).await {
            self.intake.signal(target.integration, &known, signal);
        }
    }
}
