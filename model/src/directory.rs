//! What admins configured, as one value that every decision is handed.

pub mod check;
mod language;
mod origin;
mod response;
mod widget;

pub use check::InvalidWidget;
pub use language::Language;
pub use origin::{InvalidOrigin, PageOrigin};
pub use widget::{
    AskedDetails, ConversationMode, LauncherIcon, LauncherShape, Side, WidgetLook, WidgetScheme, WidgetStyle,
    WidgetTexts,
};

use crate::access::Role;
use crate::account::Account;
use crate::channel::ChannelKind;
use crate::flow::Flow;
use crate::id::{FieldId, FlowId, GroupId, IntegrationId, MacroId, ShortcutId, UserId};
use crate::macros::Macro;
use crate::routing::Policy;
use crate::shortcut::Shortcut;
use crate::time::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The longest value of a ticket field, in characters.
pub const MAX_FIELD_CHARS: usize = 255;

/// A picture of the configuration at one moment. Cheap to share, never changed in place.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    pub account: Account,
    pub settings: Settings,
    pub agents: BTreeMap<UserId, Agent>,
    pub groups: BTreeMap<GroupId, Group>,
    pub fields: BTreeMap<FieldId, Field>,
    pub shortcuts: BTreeMap<ShortcutId, Arc<Shortcut>>,
    pub macros: BTreeMap<MacroId, Arc<Macro>>,
    pub integrations: BTreeMap<IntegrationId, Integration>,
    /// Every version that a conversation may still be on.
    pub flows: BTreeMap<(FlowId, u32), Arc<Flow>>,
    /// The default messaging responses of integrations without a flow, by language; see `make_responses`.
    pub responses: BTreeMap<(IntegrationId, Language), Arc<Flow>>,
    /// Greets where there is neither a flow nor a response.
    pub default_flow: Option<Arc<Flow>>,
}

impl Directory {
    /// The flow that new conversations of an integration meet: the newest version of the one configured.
    #[must_use]
    pub fn flow_of(&self, integration: IntegrationId) -> Option<&Arc<Flow>> {
        let flow = self.integrations.get(&integration)?.flow?;
        self.newest_flow(flow)
    }

    #[must_use]
    pub fn newest_flow(&self, flow: FlowId) -> Option<&Arc<Flow>> {
        self.flows.range((flow, 0)..=(flow, u32::MAX)).next_back().map(|(_, flow)| flow)
    }

    #[must_use]
    pub fn agent_name(&self, agent: UserId) -> &str {
        self.agents.get(&agent).map_or("a former agent", |agent| agent.name.as_str())
    }

    #[must_use]
    pub fn group_name(&self, group: GroupId) -> &str {
        self.groups.get(&group).map_or("a former group", |group| group.name.as_str())
    }

    /// Whether there is such a field and the value is short enough and one of its list, or empty, which unsets it.
    #[must_use]
    pub fn field_takes(&self, field: FieldId, value: &str) -> bool {
        value.chars().count() <= MAX_FIELD_CHARS
            && self.fields.get(&field).is_some_and(|field| {
                field.options.is_empty()
                    || value.is_empty()
                    || field.options.iter().any(|option| option == value)
            })
    }

    #[must_use]
    pub fn field_label(&self, field: FieldId) -> &str {
        self.fields.get(&field).map_or("a former field", |field| field.label.as_str())
    }
}

/// Choices for the whole account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub routing: Policy,
    /// Whether agents may submit a ticket as Closed.
    pub agents_may_close: bool,
    /// How long a ticket stays Solved before it is closed by the server; at most 28 days.
    pub close_after: Span,
    /// How long an end user may be silent before a live exchange counts as inactive.
    pub inactive_after: Span,
    /// How long an agent's last socket may be gone before the work is routed again.
    pub presence_grace: Span,
    /// How long a live chat's visitor may be gone before the session ends (behaviour 2.31).
    pub chat_grace: Span,
    /// Whether inactive conversations count against an agent's capacity.
    pub count_inactive: bool,
    /// What the bot is called where its flow has no name of its own.
    pub bot_name: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            routing: Policy::default(),
            agents_may_close: true,
            close_after: Span::days(4),
            inactive_after: Span::minutes(10),
            presence_grace: Span::seconds(60),
            chat_grace: Span::seconds(60),
            count_inactive: false,
            bot_name: "Bot".to_owned(),
        }
    }
}

/// Somebody who answers, as configured; presence lives elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub id: UserId,
    /// What end users and colleagues read; 1 to 100 characters.
    pub name: String,
    pub role: Role,
    pub groups: BTreeSet<GroupId>,
    /// Conversations at a time; 0 to 500 (behaviour 2.3).
    pub capacity: u32,
    /// A deactivated agent cannot sign in and gets nothing.
    pub active: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
}

/// A custom ticket field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub id: FieldId,
    pub label: String,
    /// Empty for free text.
    pub options: Vec<String>,
    /// Whether end users and host pages may fill it.
    pub end_user_editable: bool,
}

/// One configured account of a channel kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integration {
    pub id: IntegrationId,
    pub kind: ChannelKind,
    pub name: String,
    /// The flow that greets; `None`: the default messaging response.
    pub flow: Option<FlowId>,
    /// The group that hand-offs go to when the flow names none.
    pub group: Option<GroupId>,
    pub widget: WidgetLook,
}
