//! Bodies of the REST interface of our own front-ends (`/desk/v1`).

use super::agent::{Colleague, Item, TicketRow};
use super::shared::{FieldValue, TicketStatus};
use super::widget;
use frontdesk_model::id::{ConversationId, TicketId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
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
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WidgetSession {
    /// Opaque; keep it in this browser. It is all that proves who the end user is.
    pub token: String,
    pub settings: widget::WidgetSettings,
}
