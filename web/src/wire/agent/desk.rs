//! Who and what there is at the desk: the agent, colleagues, groups, canned replies, routing, counts.

use super::work::{Offer, TicketRow};
use crate::wire::shared::Status;
use frontdesk_model::id::{FieldId, GroupId, ShortcutId, UserId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A colleague who looks at the same conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Viewer {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    /// Whether they are writing to the end user.
    pub typing: bool,
}

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shortcut {
    #[ts(type = "number")]
    pub id: ShortcutId,
    pub name: String,
    pub text: String,
    pub scope: ShortcutScope,
    /// Texts to choose from; such a shortcut cannot be used in messages.
    pub options: Vec<String>,
    /// Why it cannot be used in messages; `null` where it can.
    pub unusable: Option<ShortcutUnusable>,
}

/// Who may use a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "for", rename_all = "snake_case", deny_unknown_fields)]
pub enum ShortcutScope {
    Personal {
        #[ts(type = "number")]
        agent: UserId,
    },
    Group {
        #[ts(type = "number")]
        group: GroupId,
    },
    Global,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShortcutUnusable {
    /// It has texts to choose from.
    Options,
    /// It holds `{{…}}`, which nothing fills in here.
    DynamicContent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Desk {
    pub me: Colleague,
    pub agents: Vec<Colleague>,
    pub groups: Vec<Group>,
    pub fields: Vec<FieldDefinition>,
    /// The newest of the unassigned and of one's own, at most 200 of each; more by `GET /desk/v1/tickets`.
    pub tickets: Vec<TicketRow>,
    pub counts: Counts,
    pub offers: Vec<Offer>,
    pub policy: Policy,
}

/// Settings that the workspace shows or obeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Policy {
    /// Whether "Closed" stands among the choices of "Submit as".
    pub agents_may_close: bool,
    pub routing: RoutingMode,
    #[ts(type = "number")]
    pub max_file_bytes: u64,
    pub file_extensions: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoutingMode {
    Offer,
    Broadcast,
    AutoAccept,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    #[ts(type = "number")]
    pub unassigned: u64,
    /// Of one's own those that are New or Open.
    #[ts(type = "number")]
    pub mine: u64,
    /// One's own, whatever the status.
    #[ts(type = "number")]
    pub mine_all: u64,
    /// Not solved, in one's groups.
    #[ts(type = "number")]
    pub groups: u64,
    /// Not solved.
    #[ts(type = "number")]
    pub open: u64,
    #[ts(type = "number")]
    pub solved: u64,
    /// "Your social messaging tickets".
    #[ts(type = "number")]
    pub social_mine: u64,
    /// "Unassigned social messaging tickets".
    #[ts(type = "number")]
    pub social_unassigned: u64,
    /// New and nobody's among them: the notifier's red dot.
    #[ts(type = "number")]
    pub social_new: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Colleague {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub status: Status,
    /// Whether a socket of theirs is open, or was less than the grace period ago.
    pub present: bool,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    /// Conversations that count.
    pub load: u32,
    pub capacity: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Admin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Group {
    #[ts(type = "number")]
    pub id: GroupId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldDefinition {
    #[ts(type = "number")]
    pub id: FieldId,
    pub label: String,
    /// Empty for free text.
    pub options: Vec<String>,
}
