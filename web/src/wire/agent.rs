//! The agent's socket (`/ws/agent`); the shapes that agents see are in the files below.

mod desk;
mod head;
mod timeline;
mod work;

use super::error::ErrorBody;
use super::macros::TicketChanges;
use super::shared::{ClosingReason, Done, Status, TicketStatus, Urgency};
pub use desk::{
    Colleague, Counts, Desk, FieldDefinition, Group, Policy, Role, RoutingMode, Shortcut, ShortcutScope,
    ShortcutUnusable, Viewer,
};
use frontdesk_model::id::{
    AttachmentId, CommandId, ConversationId, FieldId, GroupId, MessageId, OfferId, ShortcutId, TicketId,
    UserId,
};
use frontdesk_model::time::Timestamp;
pub use head::{
    ComposerChoice, ComposerMode, ComposerRefusal, Control, EndUser, Head, HeadLink, ReplyTo, Session, Ticket,
};
use serde::{Deserialize, Serialize};
pub use timeline::{
    Activity, AssignedHow, Conversation, ConversationFrame, DeliveryChange, Item, LinkNews, Message, Named,
    Notice, ProfileFact, UnassignedWhy,
};
use ts_rs::TS;
pub use work::{Offer, OfferEnd, OfferGone, TicketRow};

/// A conversation that the client holds, and how far it has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    /// The sequence of the newest item that the client has applied.
    #[ts(type = "number")]
    pub seq: u64,
}

/// What an agent's browser sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(rename = "AgentClientFrame")]
pub enum ClientFrame {
    /// The first frame. With the epoch of an earlier `welcome`, the conversations that are open are resumed.
    Hello {
        #[ts(type = "number | null")]
        epoch: Option<u64>,
        watch: Vec<Watched>,
    },
    /// From now on this conversation's frames are wanted; what came after `seq` is sent at once.
    Watch {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "number")]
        seq: u64,
    },
    Unwatch {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
    /// Answered by `done` or `refused` with the same id. Sending it again with the same id does no harm.
    Command {
        #[ts(type = "string")]
        id: CommandId,
        command: Command,
    },
    /// Ephemeral; repeat at least every four seconds while typing goes on.
    Typing {
        #[ts(type = "string")]
        conversation: ConversationId,
        active: bool,
    },
    /// Which conversation stands on the screen; `null`: none, or nobody looks at the page. Who else looks at it is
    /// told by `viewers` from then on.
    Looking {
        #[ts(type = "string | null")]
        conversation: Option<ConversationId>,
    },
    /// Answered by `pong` with the same value.
    Ping {
        #[ts(type = "number")]
        at: u64,
    },
}

/// Where a conversation is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum TransferTarget {
    Agent {
        #[ts(type = "number")]
        agent: UserId,
    },
    Group {
        #[ts(type = "number")]
        group: GroupId,
    },
}

/// What an agent can ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[ts(rename = "AgentCommand")]
pub enum Command {
    /// A public reply in the end user's channel; text, files, or both. With `submit_as`, the ticket's status
    /// changes in the same commit.
    Reply {
        #[ts(type = "string")]
        conversation: ConversationId,
        text: Option<String>,
        #[serde(default)]
        #[ts(type = "string[]")]
        files: Vec<AttachmentId>,
        #[serde(default)]
        submit_as: Option<TicketStatus>,
        /// To the widget that the conversation began in, while the composer's `widget` is allowed; this one reply
        /// only.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        in_widget: bool,
        /// What a macro changes, in the same commit.
        #[serde(default)]
        #[ts(optional)]
        changes: Option<TicketChanges>,
    },
    /// Sends a message to the widget that failed elsewhere for good.
    SendInWidget {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "string")]
        message: MessageId,
    },
    /// One of the templates of `GET /desk/v1/conversations/{id}/templates`, which may be sent when the reply window
    /// is closed. `parameters` stand in the order of their numbers, each with 1 to 1024 characters.
    SendTemplate {
        #[ts(type = "string")]
        conversation: ConversationId,
        name: String,
        language: String,
        #[serde(default)]
        parameters: Vec<String>,
        #[serde(default)]
        submit_as: Option<TicketStatus>,
    },
    /// Seen by colleagues only.
    Note {
        #[ts(type = "string")]
        conversation: ConversationId,
        text: Option<String>,
        #[serde(default)]
        #[ts(type = "string[]")]
        files: Vec<AttachmentId>,
    },
    Accept {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "string")]
        offer: OfferId,
    },
    Decline {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "string")]
        offer: OfferId,
    },
    /// Takes unassigned work by hand; allowed above one's capacity.
    Take {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
    /// Changes the ticket's status.
    Submit {
        #[ts(type = "string")]
        conversation: ConversationId,
        status: TicketStatus,
        /// What a macro changes, in the same commit.
        #[serde(default)]
        #[ts(optional)]
        changes: Option<TicketChanges>,
    },
    /// `confirmed` is needed when the agent meant is offline.
    Transfer {
        #[ts(type = "string")]
        conversation: ConversationId,
        target: TransferTarget,
        note: Option<String>,
        #[serde(default)]
        confirmed: bool,
    },
    /// One's own status, or with `agent` (admins only) that of a colleague.
    SetStatus {
        status: Status,
        #[serde(default)]
        #[ts(type = "number | null")]
        agent: Option<UserId>,
    },
    /// The assigned agent has seen everything up to here.
    Read {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "number")]
        seq: u64,
    },
    Tags {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[serde(default)]
        add: Vec<String>,
        #[serde(default)]
        remove: Vec<String>,
    },
    SetField {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "number")]
        field: FieldId,
        /// Empty clears the field.
        value: String,
    },
    SetPriority {
        #[ts(type = "string")]
        conversation: ConversationId,
        priority: Urgency,
    },
    /// Ends the live exchange; the ticket's status stays.
    EndSession {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
    /// Sends a message once more whose delivery failed with `retryable`.
    Retry {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[ts(type = "string")]
        message: MessageId,
    },
    /// What was learned of the end user; what is not given stays. An empty `email` clears it.
    SetCustomer {
        #[ts(type = "string")]
        conversation: ConversationId,
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        email: Option<String>,
    },
    /// Undoes one's own transfer, while nobody has gone on from it.
    TakeBack {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
}

/// What the server sends to an agent's browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(rename = "AgentServerFrame")]
pub enum ServerFrame {
    /// The answer to `hello`; a `desk` frame follows at once.
    Welcome {
        /// Sequences of another epoch mean nothing: when it changed, fetch everything anew.
        #[ts(type = "number")]
        epoch: u64,
        /// The client should send a `ping` when nothing was heard for so long, and reconnect after twice that.
        #[ts(type = "number")]
        heartbeat_ms: u64,
        /// The server's clock, milliseconds since the epoch.
        #[ts(type = "number")]
        now: Timestamp,
    },
    /// Everything around the conversations; replaces what the client had.
    Desk(Box<Desk>),
    /// Rows that changed, and tickets that this agent has no row of any more.
    Tickets {
        upsert: Vec<TicketRow>,
        #[ts(type = "number[]")]
        gone: Vec<TicketId>,
        counts: Counts,
    },
    /// All offers that this agent holds now; replaces the list before.
    Offers {
        offers: Vec<Offer>,
        /// Offers that are gone since the last frame, and why.
        gone: Vec<OfferGone>,
    },
    /// Colleagues (and oneself) whose presence changed.
    Agents {
        upsert: Vec<Colleague>,
    },
    /// News of a watched conversation. `seq` is the sequence after it; `from` the one before it: when that is not
    /// the client's, something is missing and the client asks with `watch`.
    Conversation(Box<ConversationFrame>),
    /// The gap of a watched conversation is too large to be replayed: fetch its snapshot, then `watch` again.
    Resync {
        #[ts(type = "string")]
        conversation: ConversationId,
    },
    Typing {
        #[ts(type = "string")]
        conversation: ConversationId,
        /// `None`: the end user; otherwise the agent.
        #[ts(type = "number | null")]
        agent: Option<UserId>,
        name: String,
        active: bool,
    },
    /// Everybody who has the conversation on the screen that this socket has there, oneself left out; replaces what
    /// was told before.
    Viewers {
        #[ts(type = "string")]
        conversation: ConversationId,
        agents: Vec<Viewer>,
    },
    /// A shortcut that one may use came, changed or went: apply it to what `GET /desk/v1/shortcuts` gave.
    Shortcut {
        upsert: Option<Shortcut>,
        #[ts(type = "number | null")]
        gone: Option<ShortcutId>,
    },
    Done(Done),
    Refused {
        #[ts(type = "string | null")]
        id: Option<CommandId>,
        error: ErrorBody,
    },
    Closing {
        reason: ClosingReason,
        #[ts(type = "number")]
        retry_after_ms: u64,
    },
    Pong {
        #[ts(type = "number")]
        at: u64,
    },
}
