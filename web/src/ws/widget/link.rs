//! Going on on a social channel, and back (S0).

use super::WidgetSession;
use crate::convert::content::channel;
use crate::error::{self, refuse};
use crate::qr;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::shared::Done;
use crate::wire::widget::{LinkReady, ServerFrame, SwitchTo};
use actix::fut::ActorFutureExt;
use actix::{AsyncContext, Context, WrapFuture};
use frontdesk_actors::conversation::{ExecuteError, Recorded};
use frontdesk_actors::links::LinkError;
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::id::{CommandId, ConversationId, IntegrationId};
use std::sync::Arc;

/// The channels that a visitor's widget offers now.
pub(super) async fn offered(state: &AppState, visitor: &Visitor) -> Vec<SwitchTo> {
    let offered = state.system.links.offered(visitor.session.integration).await;
    offered
        .into_iter()
        .map(|offered| SwitchTo {
            integration: offered.integration,
            channel: channel(offered.channel),
            name: offered.name,
        })
        .collect()
}

impl WidgetSession {
    /// Refuses what comes too often or while the server goes down; links cost as much as messages.
    fn may_link(&mut self, id: CommandId, context: &mut Context<Self>) -> Option<Visitor> {
        let visitor = self.visitor.clone()?;
        if self.state.is_draining() {
            self.refuse(Some(id), refuse(ErrorCode::Draining), context);
            return None;
        }
        if let Err(wait) = self.state.limits.take(Kind::VisitorMessage, visitor.end_user.id.get()) {
            self.refuse(Some(id), error::too_many(wait), context);
            return None;
        }
        Some(visitor)
    }

    fn answer(&mut self, id: CommandId, answer: Result<ServerFrame, ErrorBody>, context: &mut Context<Self>) {
        match answer {
            Ok(frame) => {
                let sent = self.line.send(&frame);
                self.check(sent, context);
            }
            Err(error) => self.refuse(Some(id), error, context),
        }
    }

    pub(super) fn link(&mut self, id: CommandId, integration: IntegrationId, context: &mut Context<Self>) {
        let Some(visitor) = self.may_link(id, context) else { return };
        let state = Arc::clone(&self.state);
        let begun = async move { begin(&state, &visitor, id, integration).await };
        context.spawn(begun.into_actor(self).map(move |begun, session, context| {
            session.answer(id, begun, context);
        }));
    }

    pub(super) fn unlink(&mut self, id: CommandId, integration: IntegrationId, context: &mut Context<Self>) {
        let Some(visitor) = self.may_link(id, context) else { return };
        let state = Arc::clone(&self.state);
        let parted = async move { part(&state, &visitor, id, integration).await };
        context.spawn(parted.into_actor(self).map(move |parted, session, context| {
            session.answer(id, parted, context);
        }));
    }

    pub(super) fn continue_here(&mut self, id: CommandId, context: &mut Context<Self>) {
        let Some(visitor) = self.may_link(id, context) else { return };
        let state = Arc::clone(&self.state);
        let back = async move { come_back(&state, &visitor, id).await };
        context.spawn(back.into_actor(self).map(move |back, session, context| {
            session.answer(id, back, context);
        }));
    }
}

async fn begin(
    state: &AppState,
    visitor: &Visitor,
    id: CommandId,
    integration: IntegrationId,
) -> Result<ServerFrame, ErrorBody> {
    let conversation = visitor.session.conversation;
    let begun = state.system.links.begin(visitor, conversation, integration).await.map_err(|error| {
        let directory = state.system.shared.directory.get();
        match error {
            LinkError::NotOffered => refuse(ErrorCode::ChannelNotAllowed),
            LinkError::Execute(error) => error::refusal(&error, &directory),
        }
    })?;
    let qr = qr::draw(&begun.url).ok_or_else(|| {
        tracing::error!(integration.id = %integration, "an address does not fit a QR code");
        refuse(ErrorCode::Internal)
    })?;
    let link =
        LinkReady { integration, url: begun.url, type_this: begun.type_this, qr, expires_at: begun.until };
    Ok(ServerFrame::LinkReady { id, link })
}

async fn part(
    state: &AppState,
    visitor: &Visitor,
    id: CommandId,
    integration: IntegrationId,
) -> Result<ServerFrame, ErrorBody> {
    let (end_user, conversation) = (visitor.end_user.id, visitor.session.conversation);
    let parted = state.system.links.part(id, end_user, conversation, integration).await;
    done(state, id, conversation, parted)
}

async fn come_back(state: &AppState, visitor: &Visitor, id: CommandId) -> Result<ServerFrame, ErrorBody> {
    let back = state.system.links.come_back(id, visitor).await;
    done(state, id, visitor.session.conversation, back)
}

fn done(
    state: &AppState,
    id: CommandId,
    conversation: ConversationId,
    recorded: Result<Recorded, ExecuteError>,
) -> Result<ServerFrame, ErrorBody> {
    match recorded {
        Ok(Recorded { seq, at }) => {
            Ok(ServerFrame::Done(Done { id, conversation: Some(conversation), seq, at }))
        }
        Err(error) => Err(state.refusal(&error)),
    }
}
