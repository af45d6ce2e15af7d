//! What was said and what happened in a conversation, and the frames that add to it.

use super::head::Head;
use super::work::OfferEnd;
use crate::wire::shared::{
    Author, ChannelKind, Content, Degradation, Delivery, Marks, TicketStatus, Urgency,
};
use frontdesk_model::id::{CommandId, ConversationId, MessageId, TicketId, UserId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A conversation as an agent sees it: a snapshot from REST, then kept up to date by frames.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentConversation")]
pub struct Conversation {
    #[ts(type = "number")]
    pub epoch: u64,
    /// The sequence up to which everything is included.
    #[ts(type = "number")]
    pub seq: u64,
    pub head: Head,
    pub marks: Marks,
    /// The newest items, oldest first; at most the page that was asked for.
    pub items: Vec<Item>,
    /// Whether older items exist.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentConversationFrame")]
pub struct ConversationFrame {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    #[ts(type = "number")]
    pub from: u64,
    #[ts(type = "number")]
    pub seq: u64,
    /// Items to append, by sequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Item>>", optional)]
    pub items: Vec<Item>,
    /// Deliveries that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<DeliveryChange>>", optional)]
    pub deliveries: Vec<DeliveryChange>,
    /// The whole new head, when anything in it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub head: Option<Head>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub marks: Option<Marks>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeliveryChange {
    #[ts(type = "string")]
    pub message: MessageId,
    pub delivery: Delivery,
    /// What was changed of it to send it; absent where there is no news of that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Degradation>>", optional)]
    pub degraded: Vec<Degradation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "AgentItem")]
pub enum Item {
    Message(Message),
    Activity {
        #[ts(type = "number")]
        seq: u64,
        #[ts(type = "number")]
        at: Timestamp,
        activity: Activity,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentMessage")]
pub struct Message {
    #[ts(type = "number")]
    pub seq: u64,
    #[ts(type = "string")]
    pub id: MessageId,
    #[ts(type = "number")]
    pub at: Timestamp,
    pub author: Author,
    pub channel: ChannelKind,
    /// The account that it went through; absent in what was written before there were several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub account: Option<String>,
    /// An internal note.
    pub internal: bool,
    pub content: Content,
    /// The text-only version of a rich message; `None` for texts and files.
    pub simplified: Option<String>,
    pub delivery: Delivery,
    /// What was changed of it to send it, because its channel cannot show it as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Degradation>>", optional)]
    pub degraded: Vec<Degradation>,
    /// Whether it was proved who the end user is who wrote it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub verified: bool,
    /// The command that made it: replaces one's own pending bubble.
    #[ts(type = "string | null")]
    pub command: Option<CommandId>,
}

/// A person as named in an activity line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Named {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
}

/// What happened besides messages: the lines between the bubbles and the rows of the events log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Activity {
    Started {
        channel: ChannelKind,
    },
    BotMet,
    /// A signed token proved who writes in. `was_known`: a person who had written before; the conversation is theirs
    /// from here on.
    Identified {
        was_known: bool,
    },
    FlowStep {
        step: String,
    },
    Captured {
        label: String,
        value: String,
    },
    /// The end user wrote again although the session had ended; the ticket goes on.
    Resumed,
    HandedOff {
        #[ts(type = "number")]
        ticket: TicketId,
        group: Option<String>,
    },
    Queued,
    Offered {
        to: Vec<Named>,
    },
    OfferEnded {
        agent: Named,
        why: OfferEnd,
    },
    Assigned {
        agent: Named,
        how: AssignedHow,
        by: Option<Named>,
    },
    Unassigned {
        agent: Named,
        why: UnassignedWhy,
    },
    Transferred {
        by: Named,
        to_agent: Option<Named>,
        to_group: Option<String>,
        note: Option<String>,
    },
    StatusChanged {
        from: TicketStatus,
        to: TicketStatus,
        by: Option<Named>,
    },
    PriorityChanged {
        to: Urgency,
        by: Option<Named>,
    },
    TagsChanged {
        added: Vec<String>,
        removed: Vec<String>,
        by: Option<Named>,
    },
    FieldChanged {
        label: String,
        value: String,
        by: Option<Named>,
    },
    SessionStarted,
    SessionEnded {
        why: String,
    },
    DeliveryFailed {
        code: String,
        text: String,
    },
    DeliveryRetried {
        by: Option<Named>,
    },
    ProfileChanged {
        fact: ProfileFact,
        /// Empty: cleared, or erased since.
        value: String,
        by: Option<Named>,
    },
    TransferUndone {
        by: Option<Named>,
    },
    /// The end user goes on on a social channel, or comes back from it (S0-22).
    Link {
        news: LinkNews,
        channel: ChannelKind,
        /// What the account is called.
        account: String,
        /// What the end user is called there; empty but for `linked`.
        name: String,
    },
    /// The end user goes on in another conversation, which is theirs as well.
    WentElsewhere {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
    /// A reply went to the widget, for it could not go where the end user wrote last.
    SentInWidget {
        /// The message that failed there, where it was sent once more.
        #[ts(type = "string | null")]
        instead_of: Option<MessageId>,
        /// Where it could not go.
        channel: ChannelKind,
    },
    /// The end user did something on a channel without writing.
    Noticed {
        notice: Notice,
        /// The message that it is about, where it is known.
        #[ts(type = "string | null")]
        of: Option<MessageId>,
        /// A reaction's emoji, an edited message's new words; else empty.
        value: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkNews {
    /// A code was given out in the widget.
    Asked,
    /// Somebody came with it, and is asked there whether it is right.
    Pending,
    Linked,
    Declined,
    Expired,
    Unlinked,
    /// The end user goes on in the widget again.
    Back,
    /// Somebody came to this channel by a widget's link.
    Came,
}

/// What an end user does on a channel besides writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    Reacted,
    ReactionRemoved,
    Edited,
    Unsent,
    Stopped,
    Resumed,
    /// Came to the talk without a word: replies may go out again.
    Opened,
    Moved,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileFact {
    Name,
    Email,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssignedHow {
    Accepted,
    AutoAccepted,
    Taken,
    Transferred,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnassignedWhy {
    /// The agent's last socket was gone for longer than the grace period.
    AgentGone,
    Transferred,
    Closed,
    AgentRemoved,
}
