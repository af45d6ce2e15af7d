//! What an admin works on: a flow as JSON, complete or not, apart from the versions that run.

use frontdesk_model::id::{FlowId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One flow's draft, as its record holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowDraft {
    pub flow: FlowId,
    /// The version that it began as; `None`: nothing was published yet.
    #[serde(default)]
    pub based_on: Option<u32>,
    /// As a published flow's, without `id`, `version` and `publication`. Texts may be empty and ways may lead nowhere.
    pub content: Map<String, Value>,
    /// Whether it differs from the version that it began as.
    pub changed: bool,
    pub at: Timestamp,
    pub by: UserId,
}

/// A draft in a line of the audit log.
#[derive(Debug, Serialize)]
pub(crate) struct Outline<'a> {
    name: &'a str,
    steps: usize,
    based_on: Option<u32>,
}

impl FlowDraft {
    /// Empty when it has none yet.
    #[must_use]
    pub fn name(&self) -> &str {
        self.content.get("name").and_then(Value::as_str).unwrap_or_default()
    }

    #[must_use]
    pub fn steps(&self) -> usize {
        self.content.get("steps").and_then(Value::as_object).map_or(0, Map::len)
    }

    pub(crate) fn outline(&self) -> Outline<'_> {
        Outline { name: self.name(), steps: self.steps(), based_on: self.based_on }
    }
}
