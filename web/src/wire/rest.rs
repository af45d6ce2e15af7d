//! Bodies of the REST interface of our own front-ends (`/desk/v1`).

use super::admin::Revised;
use super::agent::{Colleague, Command, Item, Role, Shortcut, TicketRow};
use super::shared::{ChannelKind, Degradation, FieldValue, TicketStatus};
use super::widget;
use frontdesk_model::id::{AttachmentId, CommandId, ConversationId, IntegrationId, TicketId, UserId};
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

/// `GET /desk/v1/tickets?list=<list>&limit=<1..200>`; see docs/protocol.md for lists, sorting and paging.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tickets {
    pub rows: Vec<TicketRow>,
    pub more: bool,
    /// How many the whole list has; `None` where it is read from `before` on.
    #[ts(type = "number | null")]
    pub total: Option<usize>,
}

/// `GET /desk/v1/search?q=<words>&limit=<1..50>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Found {
    /// The best first.
    pub tickets: Vec<TicketRow>,
    pub people: Vec<Person>,
}

/// `GET /desk/v1/end-users?q=<words>&offset=<n>&limit=<1..200>`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct People {
    /// The newest first, or with `q` the best.
    pub people: Vec<Person>,
    /// How many there are; with `q`, how many are given.
    #[ts(type = "number")]
    pub total: usize,
}

/// An end user in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub verified: bool,
    /// Telephone numbers and names on social channels.
    pub addresses: Vec<String>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
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
    /// A name of the IANA database; `null` where their device told none.
    pub time_zone: Option<String>,
    pub verified: bool,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    /// Newest first.
    pub tickets: Vec<EarlierTicket>,
    /// Where they are known on social channels, the oldest first.
    pub identities: Vec<Identity>,
}

/// An end user as a social channel knows them: "Social messaging user info".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "CustomerIdentity")]
pub struct Identity {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    /// The account that they wrote to.
    pub account: String,
    /// What the provider calls them.
    pub address: String,
    /// With country code.
    pub phone: Option<String>,
    /// All else that the provider told.
    #[ts(type = "Record<string, string>")]
    pub facts: BTreeMap<String, String>,
    /// Whether they blocked the account or opted out.
    pub stopped: bool,
    #[ts(type = "number")]
    pub since: Timestamp,
}

/// `POST /desk/v1/end-users/{id}/merge`: answered by the [`Customer`] who stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MergeInto {
    #[ts(type = "number")]
    pub into: UserId,
}

/// `POST /desk/v1/conversations/{id}/preview`: a reply that is still being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskPreview {
    pub text: Option<String>,
    #[ts(type = "string[]")]
    pub files: Vec<AttachmentId>,
}

/// What the end user would get of it, as the channel's adapter renders it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// As how many messages it would arrive; 0 where it could not be sent.
    #[ts(type = "number")]
    pub messages: usize,
    /// By which rules it would be changed; empty where it shows as it was written.
    pub degraded: Vec<Degradation>,
    /// The files that would go as links.
    #[ts(type = "string[]")]
    pub linked: Vec<AttachmentId>,
    /// Days that such a link works.
    #[ts(type = "number")]
    pub link_days: u64,
    /// Why it could not be sent at all, such as `no_link`.
    pub refused: Option<String>,
}

/// `GET /desk/v1/conversations/{id}/templates`: those of the account that replies go out by. The provider is asked at
/// that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Templates {
    pub templates: Vec<Template>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Template {
    pub name: String,
    /// As the provider writes it, such as `en_US`.
    pub language: String,
    /// Its words, with `{{1}}` and so on where parameters go.
    pub body: String,
    #[ts(type = "number")]
    pub parameters: usize,
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
    /// Where it begins in its conversation.
    #[ts(type = "number")]
    pub opened_seq: u64,
    pub channel: ChannelKind,
    pub fields: Vec<FieldValue>,
}

/// `GET /desk/v1/shortcuts`: those that the agent may use, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shortcuts {
    pub shortcuts: Vec<Revised<Shortcut>>,
}

/// `POST /desk/v1/shortcuts`, `PUT /desk/v1/shortcuts/{id}`: an agent's own; the answer is a [`Shortcut`] with its
/// revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnShortcut {
    /// 1 to 40 characters without white space, `/`, `\` and `$`.
    pub name: String,
    pub text: String,
}

/// `POST /desk/v1/widget/{integration}/session`: with the token of an earlier visit the end user is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct OpenWidgetSession {
    pub token: Option<String>,
    pub locale: Option<String>,
    /// Of the visitor's device, a name of the IANA database; what is none is not kept.
    #[ts(optional)]
    pub time_zone: Option<String>,
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
