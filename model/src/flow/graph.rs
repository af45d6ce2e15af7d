//! The graph that an admin stores: its steps by name, and what holds at every step.

use super::step::{FieldValue, Step};
use super::wording::{self, Words};
use crate::id::{FlowId, GroupId, UserId};
use crate::message::MessageText;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The most steps of one flow (behaviour 2.10).
pub const MAX_STEPS: usize = 2_000;
/// The longest name of a step, in characters.
pub const MAX_STEP_ID_CHARS: usize = 64;
/// The longest name of a flow, in characters.
pub const MAX_FLOW_NAME_CHARS: usize = 120;

/// The id of the choice that hands over to people, wherever it is offered. No step may use it for its own.
pub const TALK_TO_HUMAN: &str = "talk_to_human";

/// The name of a step, unique in its flow: 1 to [`MAX_STEP_ID_CHARS`] characters, no control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StepId(String);

/// Why a text cannot name a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a step is named by 1 to 64 characters without control characters")]
pub struct InvalidStepId;

impl StepId {
    /// # Errors
    /// When the text is empty, longer than [`MAX_STEP_ID_CHARS`] or has control characters.
    pub fn new(text: &str) -> Result<Self, InvalidStepId> {
        let fits = (1..=MAX_STEP_ID_CHARS).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidStepId)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StepId {
    type Error = InvalidStepId;

    fn try_from(text: String) -> Result<Self, InvalidStepId> {
        Self::new(&text)
    }
}

impl From<StepId> for String {
    fn from(id: StepId) -> Self {
        id.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for StepId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

/// One published (or drafted) version of a bot's flow. A conversation stays on the version that it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    pub id: FlowId,
    /// Counts up with each publication.
    pub version: u32,
    /// For admins; 1 to [`MAX_FLOW_NAME_CHARS`] characters.
    pub name: String,
    /// Where a run begins, after the greeting.
    pub start: StepId,
    /// 1 to [`MAX_STEPS`].
    pub steps: BTreeMap<StepId, Step>,
    /// Said once at the beginning of a run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<MessageText>,
    /// Said when an answer is not understood, before the question is put again.
    pub fallback: MessageText,
    /// Whether a question that is put again offers "Talk to a human" as one of its choices.
    ///
    /// Off hides the choice only; whoever types its label or one of `human_phrases` is handed over all the same.
    #[serde(default)]
    pub talk_to_human: bool,
    /// By locale, the whole messages that ask for a human. All locales count for every end user, because
    /// social channels seldom tell the locale. Beside them the label of "Talk to a human" always counts.
    #[serde(default = "wording::human_phrases")]
    pub human_phrases: BTreeMap<String, Vec<String>>,
    /// How a hand-off is made that no step of the flow makes: asked for, or after too many fallbacks.
    #[serde(default)]
    pub escalation: Escalation,
    /// What the bot says of its own accord, in the language of the flow.
    #[serde(default)]
    pub words: Words,
    /// Where steps stand on the admin's canvas; nothing that the bot does depends on it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub layout: BTreeMap<StepId, Spot>,
    /// `None` for versions from before this was kept, and for those that the server made itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
}

/// A place on a canvas, in its own units: right and down from the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    pub x: i32,
    pub y: i32,
}

/// When a version went live, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub at: Timestamp,
    pub by: UserId,
    /// The earlier version whose content came back with this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored: Option<u32>,
}

/// A hand-off outside of the graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Escalation {
    /// Said before people take over; `words.handing_over` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<MessageText>,
    /// As those of a Transfer to agent step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}
