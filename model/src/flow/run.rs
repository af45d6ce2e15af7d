//! Where a conversation stands in its flow, what comes in, and what the bot does about it.

use super::degrade::Capabilities;
use super::graph::{Flow, StepId};
use super::step::FieldValue;
use crate::id::{FlowId, GroupId};
use crate::message::{CaptureTarget, Content, FormAnswer, MessageText};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The most variables of one run (behaviour 2.10).
pub const MAX_VARIABLES: usize = 50;
/// The longest value of a variable, in characters.
pub const MAX_VARIABLE_CHARS: usize = 280;

/// A conversation's way through one version of a flow. It is stored with each step, so it stays small.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub flow: FlowId,
    pub version: u32,
    pub at: Position,
    /// Up to [`MAX_VARIABLES`] of 1 to [`MAX_VARIABLE_CHARS`] characters.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
    /// Answers in a row that were not understood.
    #[serde(default)]
    pub fallbacks: u32,
}

/// Where a run stands between two inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Position {
    /// For a choice, or for a form to be sent.
    Waiting { step: StepId },
    /// For the answer to one field of a step that asks for details one by one; counted from 0.
    Asking { step: StepId, field: u8 },
    /// The flow came to its end without a hand-off; the next message begins it anew.
    Finished,
    /// People have taken over; only `Input::Started` wakes the bot again.
    HandedOver,
}

impl Run {
    /// A run that has not taken its first step.
    #[must_use]
    pub fn new(flow: &Flow) -> Self {
        Self {
            flow: flow.id,
            version: flow.version,
            at: Position::Finished,
            variables: BTreeMap::new(),
            fallbacks: 0,
        }
    }

    /// Sets a variable, cut at [`MAX_VARIABLE_CHARS`]; an empty value unsets it. When [`MAX_VARIABLES`] are set, a
    /// further one is not kept.
    pub fn remember(&mut self, name: &str, value: &str) {
        let value: String = value.trim().chars().take(MAX_VARIABLE_CHARS).collect();
        if value.is_empty() {
            self.variables.remove(name);
        } else if self.variables.len() < MAX_VARIABLES || self.variables.contains_key(name) {
            self.variables.insert(name.to_owned(), value);
        }
    }
}

/// Without the values of variables: answers of people do not belong into logs.
impl fmt::Debug for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Run")
            .field("flow", &self.flow)
            .field("version", &self.version)
            .field("at", &self.at)
            .field("variables", &self.variables.keys())
            .field("fallbacks", &self.fallbacks)
            .finish()
    }
}

/// What the end user did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// The conversation meets the bot, with nothing said yet, or again after it was closed. Begins a new run.
    Started,
    Text(&'a MessageText),
    /// An option or a reply button was pressed. Whoever calls makes sure that it belongs to the bot's last
    /// question, since two questions may use the same ids.
    Chosen {
        option: &'a str,
    },
    FormFilled {
        answers: &'a [FormAnswer],
    },
    /// A file came, with or without a caption.
    File,
}

impl<'a> Input<'a> {
    /// What a message of the end user is to the bot; `None` for what only a bot or an agent sends.
    #[must_use]
    pub fn of(content: &'a Content) -> Option<Self> {
        match content {
            Content::Text { text } => Some(Self::Text(text)),
            // What cannot be shown is something all the same: the bot answers it as it answers a picture.
            Content::Files { .. } | Content::Unsupported { .. } => Some(Self::File),
            Content::Chosen { option, .. } => Some(Self::Chosen { option }),
            Content::FormFilled { answers, .. } => Some(Self::FormFilled { answers }),
            Content::Options { .. }
            | Content::Carousel { .. }
            | Content::Articles { .. }
            | Content::Form { .. }
            | Content::Template { .. } => None,
        }
    }
}

/// What the bot may know beyond the run.
#[derive(Clone, PartialEq, Eq)]
pub struct Surroundings {
    pub capabilities: Capabilities,
    /// `whatsapp`, `widget`…
    pub channel_kind: String,
    /// Known already, so it is not asked for.
    pub profile_name: Option<String>,
    /// Known already, so it is not asked for.
    pub profile_email: Option<String>,
    /// Such as `en` or `fr-BE`.
    pub locale: Option<String>,
    /// Inside business hours; true where no schedule is set.
    pub open: bool,
}

impl Surroundings {
    /// What the profile already holds for a target; ticket fields are never known.
    pub(super) fn known(&self, target: &CaptureTarget) -> Option<&str> {
        let known = match target {
            CaptureTarget::ProfileName => self.profile_name.as_deref(),
            CaptureTarget::ProfileEmail => self.profile_email.as_deref(),
            CaptureTarget::Field { .. } => None,
        };
        known.filter(|known| !known.trim().is_empty())
    }
}

/// Without name and address.
impl fmt::Debug for Surroundings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Surroundings")
            .field("capabilities", &self.capabilities)
            .field("channel_kind", &self.channel_kind)
            .field("profile_name", &self.profile_name.is_some())
            .field("profile_email", &self.profile_email.is_some())
            .field("locale", &self.locale)
            .field("open", &self.open)
            .finish()
    }
}

/// One thing that the bot did, in order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Said {
    /// A message to the end user, canonical: whoever sends it fits it to the channel.
    Say { content: Content },
    /// An answer of 1 to 255 characters, for the profile or a ticket field.
    Captured { target: CaptureTarget, label: String, value: String },
    /// A step was entered.
    StepTaken { step: StepId },
    /// People take over. Always the last thing said; `fields` go over what was captured.
    Transfer { tags: Vec<String>, fields: Vec<FieldValue>, group: Option<GroupId>, reason: TransferReason },
}

/// Without answers.
impl fmt::Debug for Said {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Say { content } => write!(out, "Say({content:?})"),
            Self::Captured { target, label, .. } => write!(out, "Captured({label:?} for {target:?})"),
            Self::StepTaken { step } => write!(out, "StepTaken({step})"),
            Self::Transfer { tags, group, reason, .. } => {
                write!(out, "Transfer({reason:?}, tags {tags:?}, group {group:?})")
            }
        }
    }
}

/// Why people take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferReason {
    /// The flow has a Transfer to agent step here.
    Step,
    /// The end user asked for it.
    AskedForHuman,
    /// Too many answers in a row were not understood.
    Fallback,
    /// Too many steps without an input of the end user.
    TooManySteps,
    /// The flow names a step that it does not have. A flow that validates never does.
    BrokenFlow,
    /// They came by a link from where they had work open, which stays there.
    WorkElsewhere,
}

/// What one input led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    pub steps: Vec<Said>,
    /// To be stored, and passed in with the next input.
    pub run: Run,
}

#[cfg(test)]
mod tests {
    use super::super::fixture::flow;
    use super::*;

    #[test]
    fn variables_are_bounded_in_number_and_length() {
        let mut run = Run::new(&flow());
        for number in 0..=MAX_VARIABLES {
            run.remember(&format!("v{number}"), "x");
        }
        assert_eq!(run.variables.len(), MAX_VARIABLES);
        assert!(!run.variables.contains_key("v50"));
        run.remember("v0", &format!(" {} ", "é".repeat(281)));
        assert_eq!(run.variables.get("v0"), Some(&"é".repeat(280)));
        run.remember("v0", " ");
        run.remember("v50", "there is room now");
        assert!(!run.variables.contains_key("v0") && run.variables.contains_key("v50"));
    }

    #[test]
    fn only_what_an_end_user_sends_is_an_input() {
        let text = MessageText::new("Hello").unwrap();
        let options = Content::Options { text: text.clone(), options: Vec::new() };
        let files = Content::Files { files: Vec::new(), caption: Some(text.clone()) };
        assert_eq!(Input::of(&Content::Text { text: text.clone() }), Some(Input::Text(&text)));
        assert_eq!(Input::of(&files), Some(Input::File));
        assert_eq!(Input::of(&options), None);
    }
}
