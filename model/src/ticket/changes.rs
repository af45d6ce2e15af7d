//! Several changes of a ticket at once: what a macro asks for, done in one commit with the reply and the status.

use super::Tag;
use crate::agent::Priority;
use crate::id::{FieldId, GroupId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most tags that are added, and that are taken away, at once (behaviour 2.10 has it for a transfer).
pub const MAX_CHANGED_TAGS: usize = 10;
/// The most fields that are set at once (behaviour 2.10).
pub const MAX_CHANGED_FIELDS: usize = 20;

/// What is not named stays as it is. The status is told beside it, as with every submit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketChanges {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assign: Option<AssignTo>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub add_tags: BTreeSet<Tag>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub remove_tags: BTreeSet<Tag>,
    /// An empty value clears the field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<FieldId, String>,
}

impl TicketChanges {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Who is to have the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum AssignTo {
    /// Whoever submits it, if it is nobody's.
    Me,
    /// As a transfer to the group.
    Group { group: GroupId },
}
