//! Macros: a reply and changes of the ticket, prepared together.

use super::agent::ShortcutScope;
use super::shared::{TicketStatus, Urgency};
use frontdesk_model::id::{FieldId, GroupId, MacroId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /desk/v1/macros`: those that the agent may use, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Macros {
    pub macros: Vec<Macro>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Macro {
    #[ts(type = "number")]
    pub id: MacroId,
    #[serde(flatten)]
    pub body: MacroBody,
}

/// `POST /desk/v1/admin/macros`, `PUT /desk/v1/admin/macros/{id}`; answered by [`Macro`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MacroBody {
    /// 1 to 100 characters.
    pub name: String,
    /// At most 300 characters.
    pub description: String,
    pub scope: ShortcutScope,
    /// Agents find only those that are active.
    pub active: bool,
    pub reply: Option<MacroReply>,
    /// What the ticket is submitted as; never New.
    pub status: Option<TicketStatus>,
    pub changes: TicketChanges,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MacroReply {
    /// With placeholders such as `{{first_name || there}}`.
    pub text: String,
    /// For colleagues only.
    pub internal: bool,
}

/// What is changed in a ticket together with a reply or a status; what is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TicketChanges {
    pub priority: Option<Urgency>,
    pub assign: Option<AssignTo>,
    /// At most 10.
    pub add_tags: Vec<String>,
    /// At most 10, none of those that are added.
    pub remove_tags: Vec<String>,
    /// At most 20.
    pub fields: Vec<FieldChange>,
}

/// To whom the ticket goes, after everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum AssignTo {
    /// Whoever submits it, if it is nobody's.
    Me,
    Group {
        #[ts(type = "number")]
        group: GroupId,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    #[ts(type = "number")]
    pub field: FieldId,
    /// Empty clears the field.
    pub value: String,
}

/// `GET /desk/v1/macros/{id}/applied?conversation=<id>`: what the macro would do there now. Nothing is changed by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppliedMacro {
    #[ts(type = "number")]
    pub id: MacroId,
    pub name: String,
    /// With its placeholders filled in.
    pub reply: Option<MacroReply>,
    pub status: Option<TicketStatus>,
    pub changes: TicketChanges,
    /// What the macro asks for and this ticket does not take.
    pub left_out: Vec<LeftOut>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum LeftOut {
    /// Agents may not close.
    Status,
    /// The group is gone.
    Group,
    /// A macro does not pass on a live chat.
    LiveChat,
    /// The ticket would have too many.
    Tags,
    /// The field is gone, or does not take the value any more.
    Field {
        #[ts(type = "number")]
        field: FieldId,
    },
}
