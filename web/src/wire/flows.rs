//! Bodies of `/desk/v1/admin/flows`: versions, drafts, and trying one out.
//!
//! A flow's content is the JSON of its graph as `model/src/flow/graph.rs` describes it, without `id`, `version` and
//! `publication`. In a draft texts may be empty and ways may lead nowhere: what is wrong is listed beside it.

use super::admin::FlowProblem;
use super::agent::Named;
use super::shared::{Content, FormAnswer};
use frontdesk_model::id::{FlowId, IntegrationId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// `GET /desk/v1/admin/flows/overview`: every flow, published or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowsOverview {
    pub flows: Vec<FlowSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowSummary {
    #[ts(type = "number")]
    pub id: FlowId,
    /// The draft's, where there is one.
    pub name: String,
    /// How many steps it has.
    pub steps: usize,
    /// The newest version that is live; `None`: nobody has met it yet.
    pub published: Option<u32>,
    /// Whether something was changed since.
    pub changed: bool,
    /// When it was last changed or published, where that is known.
    #[ts(type = "number | null")]
    pub at: Option<Timestamp>,
    pub by: Option<Named>,
    pub used_by: Vec<FlowUse>,
}

/// An integration whose new conversations meet the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowUse {
    #[ts(type = "string")]
    pub id: IntegrationId,
    pub name: String,
}

/// `GET /desk/v1/admin/flows/{id}`, and the answer to every change of a draft. `Revised::revision` is the draft's;
/// 0 while there is none, and then `content` is that of the newest version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowDetail {
    #[ts(type = "number")]
    pub id: FlowId,
    #[ts(type = "unknown")]
    pub content: Map<String, Value>,
    /// The version that the draft began as.
    pub based_on: Option<u32>,
    pub changed: bool,
    #[ts(type = "number | null")]
    pub at: Option<Timestamp>,
    pub by: Option<Named>,
    /// What has to be mended before it can be published.
    pub problems: Vec<FlowProblem>,
    /// Newest first.
    pub versions: Vec<FlowVersion>,
    pub used_by: Vec<FlowUse>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FlowVersion {
    pub version: u32,
    pub name: String,
    pub steps: usize,
    /// `None` for versions from before this was kept.
    #[ts(type = "number | null")]
    pub at: Option<Timestamp>,
    pub by: Option<Named>,
    /// The earlier version whose content came back with it.
    pub restored: Option<u32>,
}

/// `GET /desk/v1/admin/flows/{id}/versions/{version}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FlowContent {
    pub version: u32,
    #[ts(type = "unknown")]
    pub content: Map<String, Value>,
}

/// `POST /desk/v1/admin/flows/drafts` begins a flow, `PUT /desk/v1/admin/flows/{id}/draft` goes on with one. Answered
/// by [`FlowDetail`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    #[ts(type = "unknown")]
    pub content: Map<String, Value>,
}

/// `POST /desk/v1/admin/flows/{id}/versions/{version}/restore`. Answered by [`FlowDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreBody {
    /// Live at once, as a new version; otherwise into the draft only.
    pub publish: bool,
}

/// `POST /desk/v1/admin/flows/try`: one input of a conversation that nobody keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryBody {
    #[ts(type = "unknown")]
    pub content: Map<String, Value>,
    /// As the last answer gave it; `None` at the beginning.
    #[ts(type = "unknown")]
    pub run: Option<Value>,
    pub input: TryInput,
    pub around: TryAround,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum TryInput {
    Started,
    Text { text: String },
    Chosen { option: String },
    FormFilled { answers: Vec<FormAnswer> },
    File,
}

/// Who tries, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryAround {
    /// A channel of text and files only, such as SMS, rather than the widget.
    pub text_only: bool,
    /// As those of somebody who signed in.
    pub name: Option<String>,
    pub email: Option<String>,
    /// Such as `en` or `fr-BE`.
    pub locale: Option<String>,
    /// Inside business hours.
    pub open: bool,
}

/// The bot's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Tried {
    pub said: Vec<TrySaid>,
    /// To be sent with the next input.
    #[ts(type = "unknown")]
    pub run: Option<Value>,
    pub state: TryState,
    pub problems: Vec<FlowProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TrySaid {
    Said {
        content: Content,
    },
    Step {
        step: String,
    },
    Captured {
        label: String,
        value: String,
    },
    HandedOver {
        /// A word for programs: `step`, `asked_for_human`, `fallback`, `too_many_steps`, `broken_flow`.
        reason: String,
        /// `None`: the integration's own group.
        group: Option<String>,
        tags: Vec<String>,
        fields: Vec<TryField>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TryField {
    pub label: String,
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TryState {
    /// For an answer.
    Waiting,
    Finished,
    HandedOver,
    /// The draft cannot even be begun.
    Unreadable,
}
