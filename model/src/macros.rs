//! Macros: a reply and changes of the ticket that are prepared together (S1-49, S3-21, behaviour 2.14).
//!
//! Applying one changes nothing: it says what would stand in the composer and what would be submitted. The agent sees
//! it, may change it, and submits.

use crate::channel::ChannelKind;
use crate::directory::{Agent, Directory};
use crate::end_user::EndUser;
use crate::flow::placeholder::{self, Filled};
use crate::id::{FieldId, MacroId};
use crate::message::MessageText;
use crate::shortcut::Scope;
use crate::ticket::{
    AssignTo, MAX_CHANGED_FIELDS, MAX_CHANGED_TAGS, MAX_TAGS, Ticket, TicketChanges, TicketStatus,
};
use serde::{Deserialize, Serialize};

/// The most macros of an account: an agent's menu has those that they may use whole.
pub const MAX_MACROS: usize = 500;
/// The longest description, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 300;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Macro {
    pub id: MacroId,
    /// 1 to 100 characters.
    pub name: String,
    /// At most [`MAX_DESCRIPTION_CHARS`] characters, for whoever chooses among macros.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    pub scope: Scope,
    /// Agents find only those that are active.
    pub active: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<MacroReply>,
    /// What the ticket is submitted as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TicketStatus>,
    #[serde(default, skip_serializing_if = "TicketChanges::is_empty")]
    pub changes: TicketChanges,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroReply {
    /// May hold placeholders, as the texts of a flow do.
    pub text: MessageText,
    /// For colleagues only.
    pub internal: bool,
}

/// Why a macro cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMacro {
    #[error("a macro does something")]
    DoesNothing,
    #[error("a description has at most 300 characters without control characters")]
    Description,
    #[error("the text says nothing where its placeholders are empty")]
    SaysNothing,
    #[error("nothing becomes New again")]
    Status,
    #[error("the group does not exist, or the ticket would be closed before the group has it")]
    Assign,
    #[error("at most 10 tags are added and 10 taken away, none of them both")]
    Tags,
    #[error("at most 20 fields are set, each of them there and to a value that it takes")]
    Fields,
}

/// The ticket that a macro is applied to, and who applies it.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub ticket: &'a Ticket,
    pub channel: ChannelKind,
    pub end_user: &'a EndUser,
    pub agent: &'a Agent,
    pub directory: &'a Directory,
}

/// What a macro would do here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// As an agent would write it.
    pub reply: Option<MacroReply>,
    pub status: Option<TicketStatus>,
    pub changes: TicketChanges,
    /// What the macro asks for and this ticket does not take.
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Agents may not close.
    Status,
    /// The group is gone.
    Group,
    /// A macro does not pass on a live chat (behaviour 2.14).
    LiveChat,
    /// The ticket would have too many.
    Tags,
    /// The field is gone, or does not take the value any more.
    Field { field: FieldId },
}

impl Macro {
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self, directory: &Directory) -> Result<(), InvalidMacro> {
        let (changes, described) = (&self.changes, self.description.chars());
        if self.reply.is_none() && self.status.is_none() && changes.is_empty() {
            return Err(InvalidMacro::DoesNothing);
        }
        if described.clone().count() > MAX_DESCRIPTION_CHARS || described.clone().any(char::is_control) {
            return Err(InvalidMacro::Description);
        }
        if self.reply.as_ref().is_some_and(|reply| !placeholder::says_something(reply.text.as_str())) {
            return Err(InvalidMacro::SaysNothing);
        }
        if self.status == Some(TicketStatus::New) {
            return Err(InvalidMacro::Status);
        }
        if let Some(AssignTo::Group { group }) = changes.assign
            && (self.status == Some(TicketStatus::Closed) || !directory.groups.contains_key(&group))
        {
            return Err(InvalidMacro::Assign);
        }
        let tags = [&changes.add_tags, &changes.remove_tags];
        if tags.iter().any(|tags| tags.len() > MAX_CHANGED_TAGS)
            || !changes.add_tags.is_disjoint(&changes.remove_tags)
        {
            return Err(InvalidMacro::Tags);
        }
        let fits = |(field, value): (&FieldId, &String)| directory.field_takes(*field, value);
        if changes.fields.len() > MAX_CHANGED_FIELDS || !changes.fields.iter().all(fits) {
            return Err(InvalidMacro::Fields);
        }
        Ok(())
    }

    /// What it does on this occasion; always the same for the same values.
    #[must_use]
    pub fn apply(&self, occasion: &Occasion<'_>) -> Applied {
        let Occasion { ticket, channel, directory, .. } = *occasion;
        let mut left_out = Vec::new();
        let mut changes = self.changes.clone();
        let mut status = self.status;
        if status == Some(TicketStatus::Closed) && !directory.settings.agents_may_close {
            status = None;
            left_out.push(LeftOut::Status);
        }
        if let Some(AssignTo::Group { group }) = changes.assign {
            let known = directory.groups.contains_key(&group);
            if !known || channel == ChannelKind::Chat {
                changes.assign = None;
                left_out.push(if known { LeftOut::LiveChat } else { LeftOut::Group });
            }
        }
        let kept = ticket.tags.difference(&changes.remove_tags).count();
        let added = changes.add_tags.difference(&ticket.tags).count();
        if added > 0 && kept.saturating_add(added) > MAX_TAGS {
            changes.add_tags.clear();
            left_out.push(LeftOut::Tags);
        }
        changes.fields.retain(|field, value| {
            let taken = directory.field_takes(*field, value);
            if !taken {
                left_out.push(LeftOut::Field { field: *field });
            }
            taken
        });
        let reply = self.reply.as_ref().and_then(|reply| {
            let filled = Filled::new(reply.text.as_str(), |name| occasion.look_up(name));
            Some(MacroReply { text: filled.source()?, internal: reply.internal })
        });
        Applied { reply, status, changes, left_out }
    }
}

impl Occasion<'_> {
    /// The names are those of the bot's texts and those of people's work; any other is looked for among the labels of
    /// the ticket's fields. `None` where it is not known.
    fn look_up(&self, name: &str) -> Option<String> {
        let first = |name: &str| name.split_whitespace().next().map(str::to_owned);
        match name {
            "name" => self.end_users_name().map(str::to_owned),
            "first_name" => first(self.end_users_name()?),
            "email" => self.end_user.email.as_ref().map(|email| email.as_str().to_owned()),
            "ticket" => Some(self.ticket.id.to_string()),
            "agent" => Some(self.agent.name.clone()),
            "agent_first_name" => first(&self.agent.name),
            label => self.field(label),
        }
    }

    /// A visitor who has not said a name is called by a number, by which nobody is addressed.
    fn end_users_name(&self) -> Option<&str> {
        let name = self.end_user.name.trim();
        Some(name).filter(|name| !name.is_empty() && *name != EndUser::name_of_a_visitor(self.end_user.id))
    }

    fn field(&self, label: &str) -> Option<String> {
        let called = |name: &str| name.trim().to_lowercase();
        let (field, _) =
            self.directory.fields.iter().find(|(_, field)| called(&field.label) == called(label))?;
        self.ticket.fields.get(field).filter(|value| !value.is_empty()).cloned()
    }
}

#[cfg(test)]
mod tests;
