//! The kinds of steps, as admins store them, and the bounds of each (behaviour 2.10).

use super::condition::Condition;
use super::graph::StepId;
use crate::id::{FieldId, GroupId};
use crate::message::{ArticleLink, CaptureTarget, Card, CardButton, FormField, MessageText};
use serde::{Deserialize, Serialize};

/// The most link buttons of one message.
pub const MAX_LINKS: usize = 3;
/// The most answers that one step offers.
pub const MAX_OPTIONS: usize = 10;
/// The most fields that one step asks for.
pub const MAX_FORM_FIELDS: usize = 8;
/// The most entries of a drop-down.
pub const MAX_FIELD_CHOICES: usize = 50;
/// The fewest panels of a carousel.
pub const MIN_PANELS: usize = 2;
/// The most panels of a carousel.
pub const MAX_PANELS: usize = 10;
/// The most buttons of one panel.
pub const MAX_PANEL_BUTTONS: usize = 3;
/// The most articles of one step.
pub const MAX_ARTICLES: usize = 6;
/// The most branches of a condition, the else branch not counted.
pub const MAX_BRANCHES: usize = 5;
/// The most variables that one step sets.
pub const MAX_ASSIGNMENTS: usize = 12;
/// The most tags that a hand-off adds.
pub const MAX_TAGS: usize = 10;
/// The longest tag, in characters.
pub const MAX_TAG_CHARS: usize = 80;
/// The most ticket fields that a hand-off fills.
pub const MAX_TRANSFER_FIELDS: usize = 20;
/// The longest label of a choice, a button or a field, in characters.
pub const MAX_LABEL_CHARS: usize = 80;
/// The longest title of a panel, in characters.
pub const MAX_TITLE_CHARS: usize = 128;
/// The longest description of a panel, in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 512;
/// The longest address of a link or an image, in characters.
pub const MAX_URL_CHARS: usize = 2_048;

/// What the bot does at one point of its flow.
///
/// `text`s may hold `{{variable}}` placeholders; labels and addresses may not, so that an answer always matches
/// what the admin wrote. A step whose `next` is absent ends the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Says something and goes on at once.
    SendMessage {
        text: MessageText,
        /// Up to [`MAX_LINKS`].
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        links: Vec<LinkButton>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<StepId>,
    },
    /// Offers 1 to [`MAX_OPTIONS`] answers and waits.
    PresentOptions { text: MessageText, options: Vec<OptionEdge> },
    /// Asks for 1 to [`MAX_FORM_FIELDS`] details, all compulsory, and waits. What the profile already holds is not
    /// asked for again; when nothing is left to ask, the step goes on at once.
    AskDetails {
        text: MessageText,
        fields: Vec<FormField>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<StepId>,
    },
    /// Shows [`MIN_PANELS`] to [`MAX_PANELS`] panels. With a reply button among them the step waits, and a typed
    /// text that is none of the buttons goes on at `next`; without one it goes on at once.
    Carousel {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<MessageText>,
        panels: Vec<Panel>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<StepId>,
    },
    /// Shows 1 to [`MAX_ARTICLES`] pages that may answer the question, and goes on at once.
    Articles {
        text: MessageText,
        articles: Vec<ArticleLink>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<StepId>,
    },
    /// Asks whether that was all, and waits. `yes` ends the flow without a hand-off, `no` goes on at `next`.
    AskIfResolved {
        text: MessageText,
        /// 1 to [`MAX_LABEL_CHARS`] characters, as `no`; typing one equals pressing it.
        yes: String,
        no: String,
        /// Said after `yes`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thanks: Option<MessageText>,
        next: StepId,
    },
    /// Goes on at the first of 1 to [`MAX_BRANCHES`] branches whose condition holds, or else at `else_next`.
    Condition { branches: Vec<Branch>, else_next: StepId },
    /// Sets 1 to [`MAX_ASSIGNMENTS`] variables, in order, and goes on at once.
    SetVariable {
        assignments: Vec<Assignment>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<StepId>,
    },
    /// Hands over to people; always the last step of its path.
    TransferToAgent {
        /// The bot's last words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<MessageText>,
        /// Up to [`MAX_TAGS`], of up to [`MAX_TAG_CHARS`] characters, without white space and `#`, `@`, `!`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tags: Vec<String>,
        /// Up to [`MAX_TRANSFER_FIELDS`]; they replace what was captured before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<FieldValue>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<GroupId>,
    },
}

/// A button under a message that opens an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkButton {
    pub label: String,
    /// An https address.
    pub url: String,
}

/// One answer and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionEdge {
    /// Unique in its step.
    pub id: String,
    /// 1 to [`MAX_LABEL_CHARS`] characters, unique in its step.
    pub label: String,
    pub next: StepId,
}

/// One panel of a carousel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// 1 to [`MAX_TITLE_CHARS`] characters.
    pub title: String,
    /// Up to [`MAX_DESCRIPTION_CHARS`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// An https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// 1 to [`MAX_PANEL_BUTTONS`].
    pub buttons: Vec<PanelButton>,
}

/// What a panel's button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum PanelButton {
    /// Opens an https address.
    Link { label: String, url: String },
    /// Answers the bot; `id` is unique in the carousel.
    Reply { id: String, label: String, next: StepId },
}

/// Where a flow goes on when a condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    pub when: Condition,
    pub next: StepId,
}

/// A variable and its new value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    pub name: String,
    /// May hold placeholders; what is left of them is cut at 280 characters. Empty unsets the variable.
    pub value: String,
}

/// A ticket field and what it is set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldValue {
    pub field: FieldId,
    /// In a flow it may hold placeholders; in a transfer they are replaced, and it has 0 to 255 characters.
    pub value: String,
}

impl Step {
    /// Every step that may come after this one, in the order in which they are written; repeats are kept.
    #[must_use]
    pub fn targets(&self) -> Vec<&StepId> {
        match self {
            Self::SendMessage { next, .. }
            | Self::AskDetails { next, .. }
            | Self::Articles { next, .. }
            | Self::SetVariable { next, .. } => next.iter().collect(),
            Self::AskIfResolved { next, .. } => vec![next],
            Self::PresentOptions { options, .. } => options.iter().map(|option| &option.next).collect(),
            Self::Carousel { panels, next, .. } => {
                replies(panels).map(|(_, _, _, next)| next).chain(next).collect()
            }
            Self::Condition { branches, else_next } => {
                branches.iter().map(|branch| &branch.next).chain([else_next]).collect()
            }
            Self::TransferToAgent { .. } => Vec::new(),
        }
    }

    /// Whether the step is sure to wait for the end user. Asking only for name and e-mail is not: a signed-in user
    /// has both.
    #[must_use]
    pub fn always_waits(&self) -> bool {
        match self {
            Self::PresentOptions { .. } | Self::AskIfResolved { .. } => true,
            Self::AskDetails { fields, .. } => {
                fields.iter().any(|field| matches!(field.target, CaptureTarget::Field { .. }))
            }
            Self::Carousel { panels, .. } => replies(panels).next().is_some(),
            Self::SendMessage { .. }
            | Self::Articles { .. }
            | Self::Condition { .. }
            | Self::SetVariable { .. }
            | Self::TransferToAgent { .. } => false,
        }
    }
}

/// The reply buttons of a carousel in reading order: panel, id, label and where they lead.
pub(super) fn replies(panels: &[Panel]) -> impl Iterator<Item = (&Panel, &str, &str, &StepId)> {
    panels.iter().flat_map(|panel| {
        panel.buttons.iter().filter_map(move |button| match button {
            PanelButton::Reply { id, label, next } => Some((panel, id.as_str(), label.as_str(), next)),
            PanelButton::Link { .. } => None,
        })
    })
}

impl Panel {
    /// The panel as the end user gets it, without where its buttons lead.
    #[must_use]
    pub fn card(&self) -> Card {
        let button = |button: &PanelButton| match button {
            PanelButton::Link { label, url } => CardButton::Link { label: label.clone(), url: url.clone() },
            PanelButton::Reply { id, label, .. } => {
                CardButton::Reply { id: id.clone(), label: label.clone() }
            }
        };
        Card {
            title: self.title.clone(),
            description: self.description.clone(),
            image: self.image.clone(),
            buttons: self.buttons.iter().map(button).collect(),
        }
    }
}
