//! What can be asked of a conversation, as imperatives. Each command is idempotent by its id.

use super::event::{Notice, Target, UnassignedWhy};
use super::instead::Instead;
use super::linking::{Elsewhere, LinkTalk};
use crate::access::{By, Role};
use crate::agent::Priority;
use crate::channel::ChannelKind;
use crate::degradation::Degradation;
use crate::end_user::{EmailAddress, PersonName};
use crate::flow::Capabilities;
use crate::id::{CommandId, ConversationId, FieldId, IdentityId, IntegrationId, MessageId, OfferId, UserId};
use crate::message::{Content, Delivery};
use crate::ticket::{Tag, TicketChanges, TicketStatus};
use crate::time::Timestamp;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub id: CommandId,
    pub by: By,
    pub action: Action,
}

/// Where a message came in; begins the conversation if this is its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    pub end_user: UserId,
    pub capabilities: Capabilities,
    /// What a provider's message is to be called here, drawn before so that later news of it finds it.
    pub message: Option<MessageId>,
    /// When it was written, by the provider's clock.
    pub written_at: Option<Timestamp>,
    /// Whether who writes may be taken for the end user as far as that one was proved: not in a browser that never
    /// showed the company's word for it, whoever it was merged into since.
    pub proved: bool,
}

/// What an end user says.
#[derive(Clone, Debug, PartialEq)]
pub enum Saying {
    /// Text or files.
    Content(Content),
    /// Presses an option or a card's button of the bot's last question.
    Choose { message: MessageId, option: String },
    /// Sends the form that the bot asked for last; pairs of field name and value.
    Fill { message: MessageId, answers: Vec<(String, String)> },
    /// Asks for a person, whatever the bot is at.
    TalkToHuman { label: String },
}

/// Untrusted facts from the host page, already bounded (behaviour 2.12).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    pub fields: Vec<(FieldId, String)>,
    pub tags: Vec<Tag>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Receive {
        via: Via,
        saying: Saying,
        meta: Meta,
    },
    /// A signed token proved who writes in, perhaps somebody who is known under another number already.
    Identify {
        end_user: UserId,
    },
    /// Public; one message each part. With `submit_as`, the status changes in the same commit.
    Reply {
        parts: Vec<Content>,
        submit_as: Option<TicketStatus>,
    },
    /// Public, to the widget that the conversation began in, although the end user wrote last elsewhere: only this
    /// once, and only where that way is closed (behaviour 2.21). Where replies go stays the end user's to say (T-5).
    ReplyInWidget {
        parts: Vec<Content>,
        instead: Instead,
        submit_as: Option<TicketStatus>,
    },
    Note {
        parts: Vec<Content>,
    },
    /// What a macro prepared, in one commit: the reply, where there is one, the changes, the status, and last of all to
    /// whom the ticket goes.
    SubmitWith {
        parts: Vec<Content>,
        /// As with [`Self::ReplyInWidget`], where the reply cannot go elsewhere.
        instead: Option<Instead>,
        status: Option<TicketStatus>,
        changes: TicketChanges,
    },
    /// Routing shows the work to these agents.
    Offer {
        agents: Vec<UserId>,
        expires_at: Option<Timestamp>,
    },
    /// Routing gives the work to this agent without asking.
    AutoAssign {
        agent: UserId,
    },
    /// The agent cannot answer to an offer any more.
    Withdraw {
        agent: UserId,
    },
    Accept {
        offer: OfferId,
    },
    Decline {
        offer: OfferId,
    },
    Take,
    Submit {
        status: TicketStatus,
    },
    /// `available`: whether the agent meant takes transfers now, as the sender of the command sees it.
    Transfer {
        target: Target,
        note: Option<Content>,
        confirmed: bool,
        available: bool,
    },
    /// The lease ended: the work is routed again.
    Release {
        agent: UserId,
        why: UnassignedWhy,
    },
    MarkDelivered {
        seq: u64,
    },
    MarkRead {
        seq: u64,
    },
    ChangeTags {
        add: Vec<Tag>,
        remove: Vec<Tag>,
    },
    SetField {
        field: FieldId,
        value: String,
    },
    SetPriority {
        priority: Priority,
    },
    EndSession,
    /// A message that failed is to go out once more.
    RetryDelivery {
        message: MessageId,
    },
    /// What an agent learned of the end user; `None` leaves as it is.
    SetProfile {
        name: Option<PersonName>,
        /// The inner `None`: no address is known.
        email: Option<Option<EmailAddress>>,
    },
    /// The transfer that the same agent made last, undone.
    TakeBack,
    /// The end user is gone: ends the session on channels where leaving does (behaviour 2.31), and nothing elsewhere.
    Leave,
    /// What an end user did on a channel without writing.
    Notice {
        notice: Notice,
        /// The message that it is about.
        of: Option<MessageId>,
        /// A reaction's emoji, an edited message's new words; else empty.
        value: String,
    },
    /// What a provider said of a message; taken in only if it is news.
    ReportDelivery {
        message: MessageId,
        delivery: Delivery,
    },
    /// A provider has a message, and it was changed by these rules to send it there.
    ReportSent {
        message: MessageId,
        degraded: BTreeSet<Degradation>,
    },
    /// The end user was given a code with which they may go on elsewhere.
    AskLink {
        via: Via,
        to: Elsewhere,
        until: Timestamp,
    },
    /// Somebody came with the code and is asked whether it is right.
    ProposeLink {
        to: Elsewhere,
        identity: IdentityId,
        until: Timestamp,
    },
    /// They said yes. `end_user` is whose conversation it is, as the sender of the command sees it.
    Link {
        to: Elsewhere,
        identity: IdentityId,
        name: String,
        end_user: UserId,
        /// Work of theirs stays behind: it is gone on with in a ticket of its own (behaviour 2.20).
        new_ticket: bool,
    },
    /// The end user came to an account without a word, which its provider counts as contact.
    Open {
        integration: IntegrationId,
        /// By the provider's clock.
        at: Timestamp,
    },
    /// They said no.
    DeclineLink {
        integration: IntegrationId,
        identity: IdentityId,
    },
    /// The end user parts the two, or the identity was linked to another conversation.
    Unlink {
        integration: IntegrationId,
        identity: IdentityId,
    },
    /// The end user goes on here, without a word (T-7).
    ContinueHere {
        here: Elsewhere,
    },
    /// What is said about a link in the identity's own conversation.
    TalkOfLink(Box<LinkTalk>),
    /// Whoever wrote here goes on in another conversation, as its end user; with `close` an open ticket is closed.
    GoElsewhere {
        to: ConversationId,
        end_user: UserId,
        close: bool,
    },
    /// A durable timer came due.
    Wake(Alarm),
}

impl Action {
    /// Whether this kind of actor may ask for it at all; whether this very one may is decided with the state.
    #[must_use]
    pub fn is_for(&self, by: By) -> bool {
        match self {
            // Channels bring messages in the name of the server.
            Self::Receive { via, .. } => match by {
                By::EndUser { id } => id == via.end_user,
                By::Agent { .. } => false,
                By::System => true,
            },
            Self::AskLink { via, .. } => by == By::EndUser { id: via.end_user },
            Self::MarkDelivered { .. } | Self::Leave | Self::Unlink { .. } => !matches!(by, By::Agent { .. }),
            Self::ContinueHere { .. } => matches!(by, By::EndUser { .. }),
            Self::MarkRead { .. } => true,
            Self::Identify { .. }
            | Self::Offer { .. }
            | Self::AutoAssign { .. }
            | Self::ReportDelivery { .. }
            | Self::ReportSent { .. }
            | Self::Notice { .. }
            | Self::Open { .. }
            | Self::ProposeLink { .. }
            | Self::Link { .. }
            | Self::DeclineLink { .. }
            | Self::TalkOfLink(_)
            | Self::GoElsewhere { .. }
            | Self::Wake(_) => by == By::System,
            Self::Withdraw { agent } | Self::Release { agent, .. } => match by {
                By::EndUser { .. } => false,
                By::Agent { id, role } => id == *agent || role == Role::Admin,
                By::System => true,
            },
            Self::ChangeTags { .. } | Self::SetField { .. } | Self::SetPriority { .. } => {
                !matches!(by, By::EndUser { .. })
            }
            Self::Reply { .. }
            | Self::ReplyInWidget { .. }
            | Self::Note { .. }
            | Self::SubmitWith { .. }
            | Self::Accept { .. }
            | Self::Decline { .. }
            | Self::Take
            | Self::Submit { .. }
            | Self::Transfer { .. }
            | Self::TakeBack
            | Self::RetryDelivery { .. }
            | Self::SetProfile { .. }
            | Self::EndSession => matches!(by, By::Agent { .. }),
        }
    }
}

/// What a conversation can be woken for. The code is part of the storage format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Alarm {
    OfferExpiry = 1,
    CloseSolved = 2,
    Inactivity = 3,
    /// A code, or the question about a link, was not answered in time.
    LinkExpiry = 4,
}

impl Alarm {
    pub const ALL: [Self; 4] = [Self::OfferExpiry, Self::CloseSolved, Self::Inactivity, Self::LinkExpiry];

    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::OfferExpiry => 1,
            Self::CloseSolved => 2,
            Self::Inactivity => 3,
            Self::LinkExpiry => 4,
        }
    }

    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::OfferExpiry),
            2 => Some(Self::CloseSolved),
            3 => Some(Self::Inactivity),
            4 => Some(Self::LinkExpiry),
            _ => None,
        }
    }
}
