//! What the end user does: said one after another, and the marks beside it.

use super::{MAX_UNDER_WAY, Said, WidgetSession, enter};
use crate::attachments;
use crate::command::message_text;
use crate::error::{self, ApiError, refuse};
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::shared::Done;
use crate::wire::widget::{Meta as WireMeta, Say, ServerFrame};
use actix::fut::ActorFutureExt;
use actix::{AsyncContext, Context, WrapFuture};
use frontdesk_actors::visitors::Visitor;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{CommandId, ConversationId};
use frontdesk_model::message::{Content, MAX_FILES};
use frontdesk_model::ticket::Tag;
use std::sync::Arc;

/// Behaviour 2.12.
const MAX_META_FIELDS: usize = 20;
const MAX_META_TAGS: usize = 50;

impl WidgetSession {
    pub(super) fn receive(
        &mut self,
        id: CommandId,
        say: Say,
        meta: &WireMeta,
        conversation: Option<ConversationId>,
        context: &mut Context<Self>,
    ) {
        let Some(visitor) = &self.visitor else { return };
        let conversation = conversation.unwrap_or(visitor.session.conversation);
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
            Ok(meta) => self.said.push_back(Said { id, conversation, say, meta }),
            Err(error) => return self.refuse(Some(id), error, context),
        }
        self.take_next(context);
    }

    /// Takes what was said first, then the next: an actor's futures run in no order of their own.
    fn take_next(&mut self, context: &mut Context<Self>) {
        let (Some(visitor), false) = (self.visitor.clone(), self.taking) else { return };
        let Some(said) = self.said.pop_front() else { return };
        let id = said.id;
        self.taking = true;
        let (state, home) = (Arc::clone(&self.state), self.home);
        let executed = async move { execute(&state, &visitor, home, said).await };
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
    pub(super) fn mark(&mut self, action: Action, context: &mut Context<Self>) {
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

async fn execute(
    state: &AppState,
    visitor: &Visitor,
    home: Option<ConversationId>,
    Said { id, conversation, say, meta }: Said,
) -> Result<Done, ErrorBody> {
    let current = visitor.session.conversation == conversation;
    if !current && !enter::may(state, visitor, home, conversation).await.map_err(ApiError::into_body)? {
        return Err(refuse(ErrorCode::NotFound));
    }
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
        message: None,
        written_at: None,
        proved: visitor.session.known.is_some(),
    };
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
