//! What an agent asks for, from the wire to the running system; the same for sockets and REST.

mod instead;

use crate::attachments;
use crate::convert::content::ticket_status;
use crate::convert::macros::model_changes;
use crate::error::refuse;
use crate::http::templates;
use crate::state::AppState;
use crate::wire::agent::{Command as Asked, TransferTarget};
use crate::wire::error::{ErrorBody, ErrorCode};
use crate::wire::macros::TicketChanges;
use crate::wire::shared::Done;
use frontdesk_actors::agents::{set_status, status_of};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_model::access::{By, Permission, Role, may};
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::Target;
use frontdesk_model::conversation::instead::Instead;
use frontdesk_model::end_user::{EmailAddress, PersonName};
use frontdesk_model::id::{AttachmentId, CommandId, ConversationId, UserId};
use frontdesk_model::markup;
use frontdesk_model::message::{Content, FileRef, InvalidText, MAX_FILES, MessageText};
use frontdesk_model::ticket::{Tag, TicketStatus};

/// The longest parameter of a template, in characters.
const PARAMETER_CHARS: usize = 1_024;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    pub id: UserId,
    pub role: Role,
}

/// # Errors
/// A refusal out of the closed set; nothing has changed, or (`storage_unavailable`) whether it has is not known and
/// the same command may be sent again.
pub async fn run(state: &AppState, asker: Asker, id: CommandId, asked: Asked) -> Result<Done, ErrorBody> {
    if state.is_draining() {
        return Err(refuse(ErrorCode::Draining));
    }
    if let Asked::SetStatus { status, agent } = asked {
        let agent = agent.unwrap_or(asker.id);
        if agent != asker.id && !may(asker.role, Permission::SetStatusOfOthers) {
            return Err(refuse(ErrorCode::Forbidden));
        }
        let known = set_status(&state.system.agents, agent, status.into(), asker.id)
            .await
            .map_err(|error| state.refusal(&ExecuteError::from(error)))?;
        let at = state.system.shared.clock.now();
        return if known {
            Ok(Done { id, conversation: None, seq: 0, at })
        } else {
            Err(refuse(ErrorCode::NotFound))
        };
    }
    let reads = matches!(asked, Asked::Read { .. });
    let (conversation, action) = action(state, asker, asked).await?;
    let command = Command { id, by: By::Agent { id: asker.id, role: asker.role }, action };
    match state.system.registry.execute(conversation, command).await {
        Ok(recorded) => {
            if reads {
                show_read(state, asker, conversation).await;
            }
            Ok(Done { id, conversation: Some(conversation), seq: recorded.seq, at: recorded.at })
        }
        Err(error) => Err(state.refusal(&error)),
    }
}

/// Providers are told as well, if it was the one who has the conversation: what colleagues look at stays unread.
async fn show_read(state: &AppState, asker: Asker, conversation: ConversationId) {
    let facts = state.system.registry.look(conversation).await;
    if matches!(facts, Ok(Some(facts)) if facts.state.assignee() == Some(asker.id)) {
        state.system.signals.read(conversation);
    }
}

async fn action(state: &AppState, asker: Asker, asked: Asked) -> Result<(ConversationId, Action), ErrorBody> {
    Ok(match asked {
        Asked::Reply { conversation, text, files, submit_as, in_widget, changes } => {
            let parts = parts(state, asker, text.as_deref(), &files).await?;
            let closed = if in_widget { Some(instead::is_closed(state, conversation).await?) } else { None };
            let instead = closed.map(|closed| Instead::Closed { closed });
            (conversation, submitting(parts, instead, submit_as.map(ticket_status), changes.as_ref())?)
        }
        Asked::SendInWidget { conversation, message } => {
            let parts = vec![instead::said(state, conversation, message).await?];
            let instead = Instead::Failed { message };
            (conversation, Action::ReplyInWidget { parts, instead, submit_as: None })
        }
        Asked::SendTemplate { conversation, name, language, parameters, submit_as } => {
            let content = template(state, conversation, name, language, parameters).await?;
            (conversation, Action::Reply { parts: vec![content], submit_as: submit_as.map(ticket_status) })
        }
        Asked::Note { conversation, text, files } => {
            (conversation, Action::Note { parts: parts(state, asker, text.as_deref(), &files).await? })
        }
        Asked::Accept { conversation, offer } => (conversation, Action::Accept { offer }),
        Asked::Decline { conversation, offer } => (conversation, Action::Decline { offer }),
        Asked::Take { conversation } => (conversation, Action::Take),
        Asked::Submit { conversation, status, changes: None } => {
            (conversation, Action::Submit { status: ticket_status(status) })
        }
        Asked::Submit { conversation, status, changes } => {
            (conversation, submitting(Vec::new(), None, Some(ticket_status(status)), changes.as_ref())?)
        }
        Asked::Transfer { conversation, target, note, confirmed } => {
            let note = note.filter(|note| !note.trim().is_empty());
            let note = note.map(|note| text_content(&note)).transpose()?;
            let (target, available) = match target {
                TransferTarget::Agent { agent } => {
                    let status = status_of(&state.system.agents, agent).await;
                    (Target::Agent { agent }, status.takes_transfers())
                }
                TransferTarget::Group { group } => (Target::Group { group }, true),
            };
            (conversation, Action::Transfer { target, note, confirmed, available })
        }
        Asked::Read { conversation, seq } => (conversation, Action::MarkRead { seq }),
        Asked::Tags { conversation, add, remove } => {
            (conversation, Action::ChangeTags { add: tags(&add)?, remove: tags(&remove)? })
        }
        Asked::SetField { conversation, field, value } => (conversation, Action::SetField { field, value }),
        Asked::SetPriority { conversation, priority } => {
            (conversation, Action::SetPriority { priority: priority.into() })
        }
        Asked::EndSession { conversation } => (conversation, Action::EndSession),
        Asked::Retry { conversation, message } => (conversation, Action::RetryDelivery { message }),
        Asked::SetCustomer { conversation, name, email } => {
            let name = name.as_deref().map(PersonName::new).transpose().map_err(|_| invalid("name"))?;
            let email = match email.as_deref().map(str::trim) {
                None => None,
                Some("") => Some(None),
                Some(address) => Some(Some(EmailAddress::new(address).map_err(|_| invalid("email"))?)),
            };
            (conversation, Action::SetProfile { name, email })
        }
        Asked::TakeBack { conversation } => (conversation, Action::TakeBack),
        // Answered before.
        Asked::SetStatus { .. } => return Err(refuse(ErrorCode::Internal)),
    })
}

fn submitting(
    parts: Vec<Content>,
    instead: Option<Instead>,
    status: Option<TicketStatus>,
    changes: Option<&TicketChanges>,
) -> Result<Action, ErrorBody> {
    Ok(match (changes, instead) {
        (None, None) => Action::Reply { parts, submit_as: status },
        (None, Some(instead)) => Action::ReplyInWidget { parts, instead, submit_as: status },
        (Some(changes), _) => Action::SubmitWith { parts, instead, status, changes: model_changes(changes)? },
    })
}

/// A template as its provider has it now, with every parameter filled in.
async fn template(
    state: &AppState,
    conversation: ConversationId,
    name: String,
    language: String,
    parameters: Vec<String>,
) -> Result<Content, ErrorBody> {
    let known = templates::of(state, conversation).await?;
    let meant = known.into_iter().find(|known| known.name == name && known.language == language);
    let meant = meant.ok_or_else(|| invalid("name"))?;
    let parameters: Vec<String> = parameters.iter().map(|value| value.trim().to_owned()).collect();
    let fits = |value: &String| {
        (1..=PARAMETER_CHARS).contains(&value.chars().count()) && !value.chars().any(char::is_control)
    };
    if parameters.len() != meant.parameters() || !parameters.iter().all(fits) {
        return Err(invalid("parameters"));
    }
    let text = message_text(&meant.rendered(&parameters))?;
    Ok(Content::Template { name, language, parameters, text })
}

/// One message with the files, if there are any, and the text with them or alone.
///
/// # Errors
/// When a file is not the agent's, or the text is none.
pub async fn parts(
    state: &AppState,
    asker: Asker,
    text: Option<&str>,
    files: &[AttachmentId],
) -> Result<Vec<Content>, ErrorBody> {
    if files.len() > MAX_FILES {
        return Err(refuse(ErrorCode::TooManyFiles));
    }
    let text = text.filter(|text| !text.trim().is_empty());
    if files.is_empty() {
        return Ok(vec![text_content(text.unwrap_or_default())?]);
    }
    let mut found: Vec<FileRef> = Vec::with_capacity(files.len());
    for file in files {
        found.push(attachments::of_agent(state, asker.id, *file).await?);
    }
    let caption = text.map(marked_text).transpose()?;
    Ok(vec![Content::Files { files: found, caption }])
}

fn text_content(text: &str) -> Result<Content, ErrorBody> {
    marked_text(text).map(|text| Content::Text { text })
}

/// What an agent wrote, with its marks read.
fn marked_text(source: &str) -> Result<MessageText, ErrorBody> {
    markup::written(source).map_err(refused_text)
}

/// Words, whatever they look like: of end users and of providers.
///
/// # Errors
/// `text_empty` or `text_too_long`.
pub fn message_text(text: &str) -> Result<MessageText, ErrorBody> {
    MessageText::new(text).map_err(refused_text)
}

fn refused_text(invalid: InvalidText) -> ErrorBody {
    match invalid {
        InvalidText::Empty => refuse(ErrorCode::TextEmpty),
        InvalidText::TooLong { .. } => refuse(ErrorCode::TextTooLong),
    }
}

/// # Errors
/// `invalid_field` naming the tags.
pub fn tags(tags: &[String]) -> Result<Vec<Tag>, ErrorBody> {
    let parsed = tags.iter().map(|tag| Tag::new(tag)).collect::<Result<Vec<_>, _>>();
    parsed.map_err(|_| invalid("tags"))
}

pub(crate) fn invalid(field: &str) -> ErrorBody {
    ErrorBody { field: Some(field.to_owned()), ..refuse(ErrorCode::InvalidField) }
}
