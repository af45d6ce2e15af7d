//! Macros, from the model to the wire and back.

use super::agent::shortcut_scope;
use super::content;
use crate::command::{invalid, message_text, tags};
use crate::wire::error::ErrorBody;
use crate::wire::macros as wire;
use frontdesk_model::macros::{Applied, LeftOut, Macro, MacroReply};
use frontdesk_model::ticket::{AssignTo, Tag, TicketChanges};
use std::collections::BTreeSet;

#[must_use]
pub fn wire_macro(entry: &Macro) -> wire::Macro {
    wire::Macro {
        id: entry.id,
        body: wire::MacroBody {
            name: entry.name.clone(),
            description: entry.description.clone(),
            scope: shortcut_scope(entry.scope),
            active: entry.active,
            reply: entry.reply.as_ref().map(reply),
            status: entry.status.map(content::status),
            changes: changes(&entry.changes),
        },
    }
}

#[must_use]
pub fn applied(entry: &Macro, applied: &Applied) -> wire::AppliedMacro {
    wire::AppliedMacro {
        id: entry.id,
        name: entry.name.clone(),
        reply: applied.reply.as_ref().map(reply),
        status: applied.status.map(content::status),
        changes: changes(&applied.changes),
        left_out: applied.left_out.iter().map(|what| left_out(*what)).collect(),
    }
}

fn reply(reply: &MacroReply) -> wire::MacroReply {
    wire::MacroReply { text: reply.text.as_str().to_owned(), internal: reply.internal }
}

fn changes(changes: &TicketChanges) -> wire::TicketChanges {
    let words = |tags: &BTreeSet<Tag>| tags.iter().map(|tag| tag.as_str().to_owned()).collect();
    wire::TicketChanges {
        priority: changes.priority.map(Into::into),
        assign: changes.assign.map(|assign| match assign {
            AssignTo::Me => wire::AssignTo::Me,
            AssignTo::Group { group } => wire::AssignTo::Group { group },
        }),
        add_tags: words(&changes.add_tags),
        remove_tags: words(&changes.remove_tags),
        fields: changes
            .fields
            .iter()
            .map(|(field, value)| wire::FieldChange { field: *field, value: value.clone() })
            .collect(),
    }
}

const fn left_out(what: LeftOut) -> wire::LeftOut {
    match what {
        LeftOut::Status => wire::LeftOut::Status,
        LeftOut::Group => wire::LeftOut::Group,
        LeftOut::LiveChat => wire::LeftOut::LiveChat,
        LeftOut::Tags => wire::LeftOut::Tags,
        LeftOut::Field { field } => wire::LeftOut::Field { field },
    }
}

/// # Errors
/// `text_empty` or `text_too_long`.
pub fn model_reply(asked: &wire::MacroReply) -> Result<MacroReply, ErrorBody> {
    Ok(MacroReply { text: message_text(&asked.text)?, internal: asked.internal })
}

/// # Errors
/// `invalid_field` naming what does not fit.
pub fn model_changes(asked: &wire::TicketChanges) -> Result<TicketChanges, ErrorBody> {
    let set = |words: &[String]| tags(words).map(|tags| tags.into_iter().collect::<BTreeSet<Tag>>());
    let fields = asked.fields.iter().map(|change| (change.field, change.value.trim().to_owned()));
    let changes = TicketChanges {
        priority: asked.priority.map(Into::into),
        assign: asked.assign.map(|assign| match assign {
            wire::AssignTo::Me => AssignTo::Me,
            wire::AssignTo::Group { group } => AssignTo::Group { group },
        }),
        add_tags: set(&asked.add_tags)?,
        remove_tags: set(&asked.remove_tags)?,
        fields: fields.collect(),
    };
    // A field that is named twice would have one of two values, and nobody could say which.
    if changes.fields.len() == asked.fields.len() { Ok(changes) } else { Err(invalid("fields")) }
}
