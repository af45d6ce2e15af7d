//! Tags and fields of the ticket: set by agents, claimed by a host page, brought along from the bot.

use super::command::Meta;
use super::decide::Log;
use super::event::EventKind;
use super::rejection::Rejection;
use crate::agent::Priority;
use crate::directory::MAX_FIELD_CHARS;
use crate::id::FieldId;
use crate::ticket::{MAX_TAGS, Tag, TicketChanges};
use std::collections::BTreeSet;

impl Log<'_> {
    pub(super) fn change_tags(&mut self, add: &[Tag], remove: &[Tag]) -> Result<(), Rejection> {
        let tags = &self.open_ticket()?.tags;
        let added: BTreeSet<&Tag> = add.iter().filter(|tag| !tags.contains(*tag)).collect();
        let removed: BTreeSet<&Tag> =
            remove.iter().filter(|tag| tags.contains(*tag) && !add.contains(tag)).collect();
        if !added.is_empty() && tags.len() + added.len() > MAX_TAGS + removed.len() {
            return Err(Rejection::InvalidTag);
        }
        let (added, removed) = (added.into_iter().cloned().collect(), removed.into_iter().cloned().collect());
        self.push_tags(added, removed);
        Ok(())
    }

    /// Adds those that are new, as many as there is room for.
    pub(super) fn add_tags(&mut self, tags: &[Tag]) {
        let Some(ticket) = &self.state.ticket else { return };
        let new: BTreeSet<&Tag> = tags.iter().filter(|tag| !ticket.tags.contains(*tag)).collect();
        let room = MAX_TAGS.saturating_sub(ticket.tags.len());
        let added = new.into_iter().take(room).cloned().collect();
        self.push_tags(added, Vec::new());
    }

    fn push_tags(&mut self, added: Vec<Tag>, removed: Vec<Tag>) {
        if !(added.is_empty() && removed.is_empty()) {
            self.push(EventKind::TagsChanged { added, removed });
        }
    }

    pub(super) fn set_field(&mut self, field: FieldId, value: &str) -> Result<(), Rejection> {
        self.open_ticket()?;
        if !self.context.directory.field_takes(field, value) {
            return Err(Rejection::InvalidField);
        }
        self.change_field(field, value);
        Ok(())
    }

    /// All but to whom the ticket goes, which comes last of all.
    pub(super) fn change_facts(&mut self, changes: &TicketChanges) -> Result<(), Rejection> {
        let TicketChanges { priority, add_tags, remove_tags, fields, assign: _ } = changes;
        let listed = |tags: &BTreeSet<Tag>| tags.iter().cloned().collect::<Vec<Tag>>();
        self.change_tags(&listed(add_tags), &listed(remove_tags))?;
        for (field, value) in fields {
            self.set_field(*field, value)?;
        }
        match priority {
            Some(priority) => self.set_priority(*priority),
            None => Ok(()),
        }
    }

    pub(super) fn set_priority(&mut self, to: Priority) -> Result<(), Rejection> {
        if self.open_ticket()?.priority != to {
            self.push(EventKind::PriorityChanged { to });
        }
        Ok(())
    }

    pub(super) fn change_field(&mut self, field: FieldId, value: &str) {
        let Some(ticket) = &self.state.ticket else { return };
        if ticket.fields.get(&field).map_or("", String::as_str) != value {
            let private = self.draw_message();
            self.push(EventKind::FieldChanged { field, private, value: value.to_owned() });
        }
    }

    /// What a host page claims, onto the ticket that is there. It claims the same with every message.
    pub(super) fn take_meta(&mut self, meta: &Meta) {
        self.add_tags(&meta.tags);
        for (field, value) in self.claimed(meta) {
            self.change_field(field, &value);
        }
    }

    /// The claims that count: fields that end users may fill, with values that they take.
    pub(super) fn claimed(&self, meta: &Meta) -> Vec<(FieldId, String)> {
        let fields = &self.context.directory.fields;
        meta.fields
            .iter()
            .filter(|(field, _)| fields.get(field).is_some_and(|field| field.end_user_editable))
            .map(|(field, value)| (*field, fit(value)))
            .filter(|(field, value)| self.context.directory.field_takes(*field, value))
            .collect()
    }
}

/// At most as many as a ticket has, each once, the first ones first.
pub(super) fn fitting(tags: impl Iterator<Item = Tag>) -> Vec<Tag> {
    let mut kept: Vec<Tag> = Vec::new();
    for tag in tags {
        if kept.len() < MAX_TAGS && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}

/// Cut to the longest value of a field.
pub(super) fn fit(value: &str) -> String {
    value.trim().chars().take(MAX_FIELD_CHARS).collect()
}
