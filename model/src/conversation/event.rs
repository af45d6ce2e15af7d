//! What happened, in the past tense. A persisted event version is never edited; `storage` lifts old ones.

use crate::access::By;
use crate::agent::Priority;
use crate::channel::ChannelKind;
use crate::degradation::Degradation;
use crate::flow::{Run, StepId};
use crate::id::{
    CommandId, ConversationId, FieldId, GroupId, IdentityId, IntegrationId, MessageId, OfferId, TicketId,
    UserId,
};
use crate::message::{Author, CaptureTarget, Content, Delivery};
use crate::ticket::{Offer, Tag, TicketStatus};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One line of a conversation's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// 1 for the first event of a conversation, then one more each.
    pub seq: u64,
    pub at: Timestamp,
    /// The command that caused it.
    pub cause: CommandId,
    pub by: By,
    pub kind: EventKind,
}

/// Who sees a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Public,
    /// Colleagues only: never leaves the server towards an end user.
    Internal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferEnd {
    /// Nobody pressed in time.
    Missed,
    Declined,
    /// Somebody else pressed first, or the work was given away.
    Taken,
    /// The agent left, or the work went away.
    Withdrawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignedHow {
    Accepted,
    AutoAccepted,
    Taken,
    Transferred,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnassignedWhy {
    /// The agent's last socket was gone for longer than the grace period, or the agent went offline.
    AgentGone,
    Transferred,
    Closed,
    AgentRemoved,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionEnd {
    Agent,
    EndUser,
    Closed,
    Inactivity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum Target {
    Agent { agent: UserId },
    Group { group: GroupId },
}

/// What is known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileFact {
    Name,
    Email,
}

/// What an end user does on a channel besides writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    Reacted,
    ReactionRemoved,
    Edited,
    /// Took a message back: its content is erased.
    Unsent,
    /// Blocked us, left or opted out: nothing can be sent there any more.
    Stopped,
    Resumed,
    /// Goes on under another address.
    Moved,
}

/// Which side got how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    EndUserDelivered,
    EndUserRead,
    AgentRead,
}

/// Why the bot handed over.
pub use crate::flow::TransferReason as HandOffReason;

/// What happened. Fields marked `skip` are personal: `storage` keeps them apart from the log, so that they can be
/// blanked one day while the log stays whole; a blanked one reads as its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventKind {
    Started {
        integration: IntegrationId,
        channel: ChannelKind,
        end_user: UserId,
    },
    /// A signed token proved who writes in; `before` is another number where the person was known already, and the
    /// conversation is theirs from here on.
    Identified {
        end_user: UserId,
        before: UserId,
    },
    SessionStarted,
    SessionEnded {
        why: SessionEnd,
    },
    MessageAdded {
        message: MessageId,
        author: Author,
        visibility: Visibility,
        channel: ChannelKind,
        delivery: Delivery,
        /// Whether it was proved who the end user is who wrote it (behaviour 2.23).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        verified: bool,
        /// The account that it came in by, or is to go out by; `None` in what was written before there were several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        via: Option<IntegrationId>,
        /// When the end user wrote it, by the provider's clock; `None` where that is when it came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written_at: Option<Timestamp>,
        /// `None` once it was erased.
        #[serde(skip)]
        content: Option<Content>,
    },
    /// The bot's run stands here now.
    FlowAdvanced {
        private: MessageId,
        #[serde(skip)]
        run: Option<Run>,
    },
    FlowStepTaken {
        step: StepId,
    },
    /// The bot got an answer to something it asked.
    Captured {
        private: MessageId,
        target: CaptureTarget,
        label: String,
        #[serde(skip)]
        value: String,
    },
    /// Bot to people: the ticket is there from here on.
    HandedOff {
        ticket: TicketId,
        previous: Option<TicketId>,
        reason: HandOffReason,
        group: Option<GroupId>,
        tags: Vec<Tag>,
        private: MessageId,
        #[serde(skip)]
        subject: String,
        #[serde(skip)]
        fields: BTreeMap<FieldId, String>,
    },
    /// Bot to people, while a ticket of an earlier session is not closed yet: its work goes on.
    TicketResumed {
        ticket: TicketId,
        reason: HandOffReason,
    },
    /// Waits for an agent; `since` is when it first did.
    Queued {
        since: Timestamp,
    },
    Offered {
        offers: Vec<Offer>,
    },
    OfferEnded {
        offer: OfferId,
        agent: UserId,
        why: OfferEnd,
    },
    /// Ends every offer that is still there.
    Assigned {
        agent: UserId,
        how: AssignedHow,
    },
    Unassigned {
        agent: UserId,
        why: UnassignedWhy,
    },
    Transferred {
        target: Target,
    },
    StatusChanged {
        from: TicketStatus,
        to: TicketStatus,
    },
    PriorityChanged {
        to: Priority,
    },
    TagsChanged {
        added: Vec<Tag>,
        removed: Vec<Tag>,
    },
    FieldChanged {
        field: FieldId,
        private: MessageId,
        #[serde(skip)]
        value: String,
    },
    /// Control is with the bot again.
    ReturnedToBot,
    /// The end user was silent for long.
    WentInactive,
    BecameActive,
    MarkMoved {
        mark: Mark,
        seq: u64,
    },
    DeliveryChanged {
        message: MessageId,
        delivery: Delivery,
        /// What was changed of it to send it; told once, when the provider has it.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        degraded: BTreeSet<Degradation>,
    },
    /// A message that failed goes out once more.
    DeliveryRetried {
        message: MessageId,
    },
    /// A reply went to the widget, for it could not go where the end user wrote last.
    SentInWidget {
        message: MessageId,
        /// The message that failed and was sent there once more; `None` for one that was written for the widget.
        instead_of: Option<MessageId>,
        /// Where it could not go.
        channel: ChannelKind,
    },
    /// The end user did something on a channel without writing.
    Noticed {
        notice: Notice,
        /// The message that it is about, where it is known.
        of: Option<MessageId>,
        private: MessageId,
        /// A reaction's emoji, an edited message's new words; else empty.
        #[serde(skip)]
        value: String,
    },
    /// An agent learned what the end user is called, or where their mail goes.
    ProfileChanged {
        fact: ProfileFact,
        private: MessageId,
        /// Empty: not known any more.
        #[serde(skip)]
        value: String,
    },
    /// Whoever handed it over took it back before anybody touched it; `group` is whose work it was before.
    TransferUndone {
        group: Option<GroupId>,
    },
    /// The end user was given a code with which they may go on on a social channel.
    LinkAsked {
        integration: IntegrationId,
        channel: ChannelKind,
        until: Timestamp,
    },
    /// Somebody came there with the code, and is asked whether it is right.
    LinkPending {
        integration: IntegrationId,
        channel: ChannelKind,
        identity: IdentityId,
        until: Timestamp,
    },
    /// They said yes: the conversation goes on there.
    Linked {
        integration: IntegrationId,
        channel: ChannelKind,
        identity: IdentityId,
        private: MessageId,
        /// What they are called there.
        #[serde(skip)]
        name: String,
    },
    LinkDeclined {
        integration: IntegrationId,
    },
    /// Nobody came with the code, or nobody answered.
    LinkExpired {
        integration: IntegrationId,
    },
    Unlinked {
        integration: IntegrationId,
        channel: ChannelKind,
    },
    /// The end user goes on here again: replies do, until they write elsewhere.
    CameBack {
        integration: IntegrationId,
        channel: ChannelKind,
    },
    /// The end user opened the talk there without a word: replies may go out again.
    ThreadOpened {
        integration: IntegrationId,
        /// By the provider's clock.
        written_at: Timestamp,
    },
    /// The end user came to this channel by a widget's link, and has not said what they want yet.
    CameByLink {
        integration: IntegrationId,
        channel: ChannelKind,
    },
    /// Whoever wrote here goes on in another conversation.
    WentElsewhere {
        conversation: ConversationId,
    },
}
