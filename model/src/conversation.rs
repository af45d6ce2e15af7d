//! The lasting exchange with an end user: a log with a single writer, and the state that the log gives.
//!
//! `decide` says what a command causes, `apply` takes it in; both are pure.

mod answering;
mod apply;
mod bot;
pub mod command;
pub mod decide;
pub mod deliveries;
mod ending;
pub mod event;
mod fields;
pub mod instead;
pub mod linking;
mod marks;
mod mending;
pub mod rejection;
#[cfg(test)]
mod tests;
mod work;

use crate::access::By;
use crate::channel::ChannelKind;
use crate::flow::Run;
use crate::id::{CommandId, ConversationId, FieldId, GroupId, IntegrationId, MessageId, UserId};
use crate::link::Link;
use crate::message::{CaptureTarget, Card, CardButton, Choice, Content, FormField};
use crate::ticket::Ticket;
use crate::time::Timestamp;
use command::Alarm;
use deliveries::Deliveries;
use event::SessionEnd;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// How many commands back a retry is recognised. A front-end retries only what it has not seen acknowledged,
/// which is a handful; 128 keeps the memory of a live conversation within 8 KB.
pub const REMEMBERED_COMMANDS: usize = 128;

/// The most unread messages that are counted; beyond it people read "99+".
pub const MAX_UNREAD: usize = 100;

/// Everything that deciding needs. Contents of messages are not in it: nothing is decided from them later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// The sequence of the last event; 0 before the first.
    pub seq: u64,
    /// `None` before the first event.
    pub origin: Option<Origin>,
    pub control: Control,
    pub session: Session,
    /// The ticket until it is closed.
    pub ticket: Option<Ticket>,
    /// The last one that was closed, as it was then.
    pub closed_ticket: Option<Ticket>,
    pub captured: Vec<Captured>,
    pub marks: Marks,
    /// Sequences of the end user's public messages above `marks.agent_read`; at most [`MAX_UNREAD`].
    pub unread: VecDeque<u64>,
    pub last_end_user_at: Option<Timestamp>,
    /// When the end user last wrote through each integration, by the provider's clock: reply windows count from here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heard: BTreeMap<IntegrationId, Timestamp>,
    /// Where the next reply goes: the channel that the end user wrote on last; `None`: where it all began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_target: Option<ReplyTarget>,
    /// The accounts of social channels that the end user goes on in, or is about to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<IntegrationId, Link>,
    /// Who began it, where it is somebody else's by now: it was merged, or they proved who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_as: Option<UserId>,
    /// The conversation in which whoever wrote here goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_to: Option<ConversationId>,
    /// When the newest public message was written.
    pub last_message_at: Option<Timestamp>,
    /// The first words that an end user wrote since the bot took over; become the ticket's subject.
    pub opening_words: Option<String>,
    /// How far what went to a provider has got.
    #[serde(default, skip_serializing_if = "Deliveries::is_empty")]
    pub deliveries: Deliveries,
    /// The last transfer, until somebody else did something here: it can be undone that long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
    recent: VecDeque<Remembered>,
}

/// A command that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Remembered {
    id: CommandId,
    by: By,
    /// The last event that it caused.
    seq: u64,
}

/// Where the conversation came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    pub end_user: UserId,
    pub at: Timestamp,
}

/// An account through which an end user is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTarget {
    pub integration: IntegrationId,
    pub channel: ChannelKind,
}

/// A transfer that nobody has touched since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    pub by: UserId,
    /// The command that did it: all of its events are the transfer itself.
    pub cause: CommandId,
    /// Whose work it was before.
    pub group: Option<GroupId>,
    /// Who had it before; `None` where it waited.
    pub from: Option<UserId>,
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum Control {
    Bot {
        /// `None`: the bot has not met the end user yet.
        run: Option<Run>,
        /// What waits for an answer by pressing: all that the bot asked since the end user's last message. Several at
        /// once, because a form that is shown again comes with "Talk to a human" under it.
        asking: Vec<Asking>,
    },
    People,
}

/// Something the bot asks, so that an answer can be checked against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub message: MessageId,
    pub choices: Vec<Choice>,
    pub form: Vec<FormField>,
}

impl Asking {
    /// `None` for contents that ask nothing.
    #[must_use]
    pub fn of(message: MessageId, content: &Content) -> Option<Self> {
        let reply = |button: &CardButton| match button {
            CardButton::Reply { id, label } => Some(Choice { id: id.clone(), label: label.clone() }),
            CardButton::Link { .. } => None,
        };
        let replies = |card: &Card| card.buttons.iter().filter_map(reply).collect::<Vec<_>>();
        let (choices, form) = match content {
            Content::Options { options, .. } => (options.clone(), Vec::new()),
            Content::Carousel { cards, .. } => (cards.iter().flat_map(replies).collect(), Vec::new()),
            Content::Form { fields, .. } => (Vec::new(), fields.clone()),
            Content::Text { .. }
            | Content::Files { .. }
            | Content::Articles { .. }
            | Content::Chosen { .. }
            | Content::FormFilled { .. }
            | Content::Template { .. }
            | Content::Unsupported { .. } => {
                return None;
            }
        };
        Some(Self { message, choices, form })
    }
}

/// The live stretch of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Session {
    /// `active`: the end user wrote not long ago.
    Live {
        active: bool,
    },
    Ended {
        why: SessionEnd,
        at: Timestamp,
    },
}

/// The five states that people speak of (behaviour 2.8), derived from session, control and assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    Bot,
    Queued,
    Active,
    Inactive,
    Ended,
}

/// Something the bot was told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    pub target: CaptureTarget,
    pub label: String,
    pub value: String,
    /// Told since the bot took over last: goes into the next ticket's fields.
    pub fresh: bool,
}

impl std::fmt::Debug for Captured {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Captured({:?})", self.label)
    }
}

/// How far each side has got; see [`event::Mark`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    pub end_user_delivered: u64,
    pub end_user_read: u64,
    pub agent_read: u64,
}

impl Default for Conversation {
    fn default() -> Self {
        Self {
            seq: 0,
            origin: None,
            control: Control::Bot { run: None, asking: Vec::new() },
            session: Session::Live { active: true },
            ticket: None,
            closed_ticket: None,
            captured: Vec::new(),
            marks: Marks::default(),
            unread: VecDeque::new(),
            last_end_user_at: None,
            heard: BTreeMap::new(),
            reply_target: None,
            links: BTreeMap::new(),
            began_as: None,
            gone_to: None,
            last_message_at: None,
            opening_words: None,
            deliveries: Deliveries::default(),
            handed: None,
            recent: VecDeque::new(),
        }
    }
}

impl Conversation {
    /// The last sequence that `command` of `by` caused, if it was taken in not long ago. Ids are drawn by whoever
    /// sends them, so that the same one from somebody else is another command.
    #[must_use]
    pub fn outcome_of(&self, command: CommandId, by: &By) -> Option<u64> {
        // There is one end user to a conversation; who it is may be learned between two tries.
        let same_side = |known: &By| match (known, by) {
            (By::EndUser { .. }, By::EndUser { .. }) => true,
            _ => known.is_same_actor(by),
        };
        let same = |known: &&Remembered| known.id == command && same_side(&known.by);
        self.recent.iter().rev().find(same).map(|known| known.seq)
    }

    /// Where the next reply goes; `None` before the first message.
    #[must_use]
    pub fn replies_go_to(&self) -> Option<ReplyTarget> {
        let begun = |origin: Origin| ReplyTarget { integration: origin.integration, channel: origin.channel };
        self.reply_target.or(self.origin.map(begun))
    }

    /// Who began it, whoever's it is now; `None` before it began.
    #[must_use]
    pub fn begun_by(&self) -> Option<UserId> {
        self.began_as.or(self.origin.map(|origin| origin.end_user))
    }

    /// When the end user last wrote through an integration, by its provider's clock.
    #[must_use]
    pub fn heard_at(&self, integration: IntegrationId) -> Option<Timestamp> {
        let began_here = self.origin.is_some_and(|origin| origin.integration == integration);
        // Before it was written down for each integration there was one only.
        self.heard.get(&integration).copied().or(self.last_end_user_at.filter(|_| began_here))
    }

    #[must_use]
    pub fn assignee(&self) -> Option<UserId> {
        self.ticket.as_ref().and_then(|ticket| ticket.assignment.agent())
    }

    #[must_use]
    pub const fn session_state(&self) -> SessionState {
        match (self.session, &self.control, &self.ticket) {
            (Session::Ended { .. }, _, _) => SessionState::Ended,
            (_, Control::Bot { .. }, _) | (_, _, None) => SessionState::Bot,
            (_, _, Some(ticket)) if ticket.assignment.is_waiting() => SessionState::Queued,
            (Session::Live { active: true }, _, _) => SessionState::Active,
            (Session::Live { active: false }, _, _) => SessionState::Inactive,
        }
    }

    /// Whether it counts against its agent's capacity (behaviour 2.3).
    #[must_use]
    pub fn counts(&self, count_inactive: bool) -> bool {
        let (Some(ticket), Control::People) = (&self.ticket, &self.control) else { return false };
        let live = match self.session {
            Session::Live { active } => active || count_inactive,
            Session::Ended { .. } => false,
        };
        live && ticket.status.is_agents_turn()
    }

    /// The ticket fields that the bot filled since it took over.
    #[must_use]
    pub fn fresh_fields(&self) -> BTreeMap<FieldId, String> {
        let field = |captured: &Captured| match captured.target {
            CaptureTarget::Field { field } if captured.fresh => Some((field, captured.value.clone())),
            _ => None,
        };
        self.captured.iter().filter_map(field).collect()
    }

    /// When the conversation wants to be woken. It may be woken earlier: it then does nothing.
    #[must_use]
    pub fn alarm(&self, alarm: Alarm, settings: &crate::directory::Settings) -> Option<Timestamp> {
        if alarm == Alarm::LinkExpiry {
            return self.links.values().filter_map(Link::until).min();
        }
        let ticket = self.ticket.as_ref()?;
        match alarm {
            Alarm::LinkExpiry => None,
            Alarm::OfferExpiry => {
                ticket.assignment.offers().iter().filter_map(|offer| offer.expires_at).min()
            }
            Alarm::CloseSolved => (ticket.status == crate::ticket::TicketStatus::Solved)
                .then(|| ticket.status_since.plus(settings.close_after)),
            Alarm::Inactivity => match (self.session, &self.control) {
                (Session::Live { active: true }, Control::People) => {
                    self.last_end_user_at.map(|at| at.plus(settings.inactive_after))
                }
                _ => None,
            },
        }
    }
}
