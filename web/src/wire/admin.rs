//! Bodies of the admin centre's REST interface (`/desk/v1/admin`).
//!
//! What is changed is named with the revision that the admin saw, in `If-Match: "<revision>"`: whoever was faster
//! wins, and the other is told.

use super::agent::{FieldDefinition, Named, Role, RoutingMode, ShortcutScope};
use super::error::ErrorBody;
use super::look::WidgetLook;
use super::shared::ChannelKind;
use frontdesk_model::id::{FlowId, GroupId, IntegrationId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// One entry and the revision that a change of it has to name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revised<T> {
    #[ts(type = "number")]
    pub revision: u64,
    pub entry: T,
}

/// `GET /desk/v1/admin/<kind>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Listing<T> {
    pub entries: Vec<Revised<T>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AdminAgent")]
pub struct Agent {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    /// What they sign in with; `None` when they cannot.
    pub email: Option<String>,
    pub role: Role,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    pub capacity: u32,
    pub active: bool,
}

/// `POST /desk/v1/admin/agents`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewAgent {
    pub name: String,
    pub email: String,
    /// At least 10 characters.
    pub password: String,
    pub role: Role,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    pub capacity: u32,
}

/// `PUT /desk/v1/admin/agents/{id}`. Losing the role of an admin, or being deactivated, ends all sign-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeAgent {
    pub name: String,
    pub role: Role,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    pub capacity: u32,
    pub active: bool,
}

/// `POST /desk/v1/admin/agents/{id}/password`: ends all sign-ins of the agent and closes their sockets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    pub password: String,
}

/// `POST /desk/v1/admin/groups`, `PUT /desk/v1/admin/groups/{id}`; answered by [`super::agent::Group`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GroupBody {
    pub name: String,
    /// Agents who become members.
    #[serde(default)]
    #[ts(optional, type = "number[]")]
    pub join: Vec<UserId>,
    /// Agents who are members no longer; whoever is named in neither list stays what they are.
    #[serde(default)]
    #[ts(optional, type = "number[]")]
    pub leave: Vec<UserId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AdminField")]
pub struct Field {
    #[serde(flatten)]
    pub definition: FieldDefinition,
    /// Whether end users and host pages may fill it.
    pub end_user_editable: bool,
}

/// `POST /desk/v1/admin/fields`, `PUT /desk/v1/admin/fields/{id}`; answered by [`Field`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FieldBody {
    pub label: String,
    /// Empty for free text.
    pub options: Vec<String>,
    pub end_user_editable: bool,
}

/// `POST /desk/v1/admin/shortcuts`, `PUT /desk/v1/admin/shortcuts/{id}`; answered by [`super::agent::Shortcut`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShortcutBody {
    /// 1 to 40 characters without white space, `/`, `\` and `$`.
    pub name: String,
    pub text: String,
    pub scope: ShortcutScope,
    /// At most 20 texts to choose from.
    pub options: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Integration {
    #[ts(type = "string")]
    pub id: IntegrationId,
    pub kind: ChannelKind,
    pub name: String,
    #[ts(type = "number | null")]
    pub flow: Option<FlowId>,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    pub widget: WidgetLook,
}

/// `POST /desk/v1/admin/integrations`, `PUT /desk/v1/admin/integrations/{id}`; answered by [`Integration`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IntegrationBody {
    /// Of a new one; a widget when it is left out. It never changes afterwards.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<OurChannel>,
    pub name: String,
    #[ts(type = "number | null")]
    pub flow: Option<FlowId>,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    pub widget: WidgetLook,
}

/// The channels that need no account elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OurChannel {
    Widget,
    Chat,
}

/// `GET` and `PUT /desk/v1/admin/settings`. Spans are milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub routing: RoutingMode,
    pub strategy: RoutingStrategy,
    #[ts(type = "number")]
    pub offer_timeout_ms: u64,
    pub agents_may_close: bool,
    #[ts(type = "number")]
    pub close_after_ms: u64,
    #[ts(type = "number")]
    pub inactive_after_ms: u64,
    #[ts(type = "number")]
    pub presence_grace_ms: u64,
    /// How long a live chat's visitor may be gone before the session ends.
    #[ts(type = "number")]
    pub chat_grace_ms: u64,
    pub count_inactive: bool,
    pub bot_name: String,
}

/// Who is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoutingStrategy {
    LongestIdle,
    MostSpare,
    MostSparePercent,
}

/// A flow that was not taken: an [`ErrorBody`] with everything that has to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowRefused {
    #[serde(flatten)]
    pub error: ErrorBody,
    pub problems: Vec<FlowProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowProblem {
    /// `None`: the flow as a whole.
    pub step: Option<String>,
    /// A word for programs, such as `not_connected`; `docs/flows.md` lists them.
    pub code: String,
    /// What the sentence is made of: `what`, `value`, `found`, `least`, `most`, `from`, `reason`.
    #[ts(type = "Record<string, string>")]
    pub details: BTreeMap<String, String>,
    /// What is wrong and what to do, in English.
    pub text: String,
}

/// `GET /desk/v1/admin/conversations/{id}/routing`: why is it not routed?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Routing {
    /// A word for programs, such as `all_away`.
    pub why: String,
    /// The answer in a sentence, in English.
    pub text: String,
    /// The agents who are meant, for `assigned` and `offered`.
    pub agents: Vec<Named>,
    /// Where it stands in its queue, from 1; `None` when it does not wait.
    pub position: Option<u32>,
}
