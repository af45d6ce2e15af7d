//! Bodies of the REST interface of our own front-ends (`/desk/v1`).

use super::agent::{Colleague, Command, Item, Role, TicketRow};
use super::shared::{FieldValue, TicketStatus};
use super::widget;
use frontdesk_model::id::{CommandId, ConversationId, IntegrationId, TicketId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// `POST /desk/v1/sign-in`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// The answer to a sign-in and to `GET /desk/v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Me {
    pub agent: Colleague,
    /// Goes into the header `x-frontdesk-csrf` of every request that changes something.
    pub csrf: String,
}

/// `GET /desk/v1/tickets?list=unassigned|mine|open|closed&before=<ticket>&limit=<1..100>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tickets {
    pub rows: Vec<TicketRow>,
    pub more: bool,
}

/// `GET /desk/v1/conversations/{id}/items?before=<seq>&limit=<1..200>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentItems")]
pub struct Items {
    pub items: Vec<Item>,
    pub more: bool,
}

/// `GET /desk/v1/widget/conversations/{id}/items?before=<seq>&limit=<1..200>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetItems {
    pub items: Vec<widget::Item>,
    pub more: bool,
}

/// `GET /desk/v1/end-users/{id}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Customer {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub verified: bool,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    /// Newest first.
    pub tickets: Vec<EarlierTicket>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EarlierTicket {
    #[ts(type = "number")]
    pub id: TicketId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub status: TicketStatus,
    pub subject: String,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    pub fields: Vec<FieldValue>,
}

/// `POST /desk/v1/widget/{integration}/session`: with the token of an earlier visit the end user is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct OpenWidgetSession {
    pub token: Option<String>,
    pub locale: Option<String>,
    /// The origin of the page that the widget stands on; `None` where it stands on none.
    #[ts(optional)]
    pub page: Option<String>,
    /// A JWT by which the company says who the end user is (behaviour 2.23).
    #[ts(optional)]
    pub identity: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetSession {
    /// Opaque; keep it in this browser. It is all that proves who the end user is. After an identity it may be
    /// another one than was sent: the one before opens nothing any more.
    pub token: String,
    /// Whether somebody proved who they are with this session.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub verified: bool,
    pub settings: widget::WidgetSettings,
}

/// `GET /desk/v1/tickets/{id}`: where the ticket lives, and its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TicketPlace {
    #[ts(type = "number")]
    pub ticket: TicketId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub row: TicketRow,
}

/// `POST /desk/v1/commands`: the same as the `command` frame; answered by `Done`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RunCommand {
    #[ts(type = "string")]
    pub id: CommandId,
    pub command: Command,
}

/// `GET /demo/info.json`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoInfo {
    /// The widget of the demo shop.
    #[ts(type = "string")]
    pub integration: IntegrationId,
    /// Addresses by name, such as `workspace`.
    #[ts(type = "Record<string, string>")]
    pub urls: BTreeMap<String, String>,
    pub logins: Vec<DemoLogin>,
}

/// Somebody as whom visitors of the demo may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoLogin {
    pub role: Role,
    pub name: String,
    pub email: String,
    pub password: String,
}
