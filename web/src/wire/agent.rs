//! The agent's socket (`/ws/agent`) and the shapes that agents see.

use super::error::ErrorBody;
use super::macros::TicketChanges;
use super::shared::{
    Author, ChannelKind, ClosingReason, Content, Degradation, Delivery, Done, FieldValue, Marks, Status,
    TicketStatus, Urgency,
};
use frontdesk_model::id::{
    AttachmentId, CommandId, ConversationId, FieldId, GroupId, IntegrationId, MessageId, OfferId, ShortcutId,
    TicketId, UserId,
};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

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

/// A colleague who looks at the same conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Viewer {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    /// Whether they are writing to the end user.
    pub typing: bool,
}

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Shortcut {
    #[ts(type = "number")]
    pub id: ShortcutId,
    pub name: String,
    pub text: String,
    pub scope: ShortcutScope,
    /// Texts to choose from; such a shortcut cannot be used in messages.
    pub options: Vec<String>,
    /// Why it cannot be used in messages; `null` where it can.
    pub unusable: Option<ShortcutUnusable>,
}

/// Who may use a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "for", rename_all = "snake_case", deny_unknown_fields)]
pub enum ShortcutScope {
    Personal {
        #[ts(type = "number")]
        agent: UserId,
    },
    Group {
        #[ts(type = "number")]
        group: GroupId,
    },
    Global,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ShortcutUnusable {
    /// It has texts to choose from.
    Options,
    /// It holds `{{…}}`, which nothing fills in here.
    DynamicContent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Desk {
    pub me: Colleague,
    pub agents: Vec<Colleague>,
    pub groups: Vec<Group>,
    pub fields: Vec<FieldDefinition>,
    /// The newest of the unassigned and of one's own, at most 200 of each; more by `GET /desk/v1/tickets`.
    pub tickets: Vec<TicketRow>,
    pub counts: Counts,
    pub offers: Vec<Offer>,
    pub policy: Policy,
}

/// Settings that the workspace shows or obeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Policy {
    /// Whether "Closed" stands among the choices of "Submit as".
    pub agents_may_close: bool,
    pub routing: RoutingMode,
    #[ts(type = "number")]
    pub max_file_bytes: u64,
    pub file_extensions: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoutingMode {
    Offer,
    Broadcast,
    AutoAccept,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    #[ts(type = "number")]
    pub unassigned: u64,
    /// Of one's own those that are New or Open.
    #[ts(type = "number")]
    pub mine: u64,
    /// One's own, whatever the status.
    #[ts(type = "number")]
    pub mine_all: u64,
    /// Not solved, in one's groups.
    #[ts(type = "number")]
    pub groups: u64,
    /// Not solved.
    #[ts(type = "number")]
    pub open: u64,
    #[ts(type = "number")]
    pub solved: u64,
    /// "Your social messaging tickets".
    #[ts(type = "number")]
    pub social_mine: u64,
    /// "Unassigned social messaging tickets".
    #[ts(type = "number")]
    pub social_unassigned: u64,
    /// New and nobody's among them: the notifier's red dot.
    #[ts(type = "number")]
    pub social_new: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Colleague {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub status: Status,
    /// Whether a socket of theirs is open, or was less than the grace period ago.
    pub present: bool,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    /// Conversations that count.
    pub load: u32,
    pub capacity: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Admin,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Group {
    #[ts(type = "number")]
    pub id: GroupId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldDefinition {
    #[ts(type = "number")]
    pub id: FieldId,
    pub label: String,
    /// Empty for free text.
    pub options: Vec<String>,
}

/// One line of a list of tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TicketRow {
    #[ts(type = "number")]
    pub ticket: TicketId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub status: TicketStatus,
    pub channel: ChannelKind,
    pub requester: String,
    /// The first words; empty where they are not known (yet).
    #[serde(default)]
    pub subject: String,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number | null")]
    pub assignee: Option<UserId>,
    pub priority: Urgency,
    pub tags: Vec<String>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    /// The last change or message.
    #[ts(type = "number")]
    pub updated_at: Timestamp,
    /// Since when it waits for an agent; `None` when it does not.
    #[ts(type = "number | null")]
    pub waiting_since: Option<Timestamp>,
    /// Whether an agent has replied yet: tells "Started a new chat" from "Replied to the conversation".
    pub replied: bool,
    /// Public messages of the end user that the assigned agent has not seen.
    pub unread: u32,
    /// Whether the live exchange is on.
    pub active: bool,
}

/// Work shown with Accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Offer {
    #[ts(type = "string")]
    pub id: OfferId,
    #[ts(type = "string")]
    pub conversation: ConversationId,
    #[ts(type = "number")]
    pub ticket: TicketId,
    pub requester: String,
    pub channel: ChannelKind,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number")]
    pub offered_at: Timestamp,
    /// `None`: it stays until somebody takes it.
    #[ts(type = "number | null")]
    pub expires_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfferGone {
    #[ts(type = "string")]
    pub id: OfferId,
    pub why: OfferEnd,
    /// Who has it now, for `taken`.
    pub winner: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfferEnd {
    Accepted,
    Declined,
    Missed,
    Taken,
    Withdrawn,
}

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

/// What stands around the messages; sent whole whenever anything in it changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgentHead")]
pub struct Head {
    #[ts(type = "string")]
    pub conversation: ConversationId,
    pub channel: ChannelKind,
    #[ts(type = "string")]
    pub integration: IntegrationId,
    /// The configured account, e.g. the widget's or the number's name.
    pub integration_name: String,
    /// Where the next reply goes; `null` before the first message.
    pub reply_to: Option<ReplyTo>,
    pub end_user: EndUser,
    /// The social channels that the conversation goes on in besides where it began (S0-26).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<HeadLink>>", optional)]
    pub links: Vec<HeadLink>,
    pub control: Control,
    pub session: Session,
    pub ticket: Option<Ticket>,
    /// What the bot captured, in the order of asking.
    pub captured: Vec<super::shared::LabelledAnswer>,
    /// Which ways of answering are open to whoever has the ticket; decided by the server.
    pub composer: Vec<ComposerChoice>,
    /// Until when the reply target takes replies; `null`: always. After it `reply` is closed whatever `composer` said.
    #[ts(type = "number | null")]
    pub window_closes_at: Option<Timestamp>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeadLink {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    pub account: String,
    /// What the end user is called there.
    pub name: String,
    #[ts(type = "number")]
    pub since: Timestamp,
}

/// The account that replies go out by: the one that the end user wrote on last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReplyTo {
    #[ts(type = "string")]
    pub integration: IntegrationId,
    pub name: String,
    pub channel: ChannelKind,
    /// What people call the account, such as its telephone number; `null` for our own channels.
    pub number: Option<String>,
    /// All else that is known of it, by the names of its settings; no secrets.
    #[ts(type = "Record<string, string>")]
    pub info: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EndUser {
    #[ts(type = "number")]
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub locale: Option<String>,
    pub verified: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    Bot,
    People,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Session {
    Bot,
    Queued,
    Active,
    Inactive,
    Ended,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ticket {
    #[ts(type = "number")]
    pub id: TicketId,
    pub status: TicketStatus,
    pub subject: String,
    #[ts(type = "number | null")]
    pub group: Option<GroupId>,
    #[ts(type = "number | null")]
    pub assignee: Option<UserId>,
    pub assignee_name: Option<String>,
    pub priority: Urgency,
    pub tags: Vec<String>,
    pub fields: Vec<FieldValue>,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    #[ts(type = "number | null")]
    pub waiting_since: Option<Timestamp>,
    /// The ticket that was closed before it in the same conversation.
    #[ts(type = "number | null")]
    pub previous: Option<TicketId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComposerChoice {
    pub mode: ComposerMode,
    pub allowed: bool,
    /// Why it is not allowed.
    pub reason: Option<ComposerRefusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComposerMode {
    Reply,
    Note,
    Email,
    Call,
    /// One reply to the widget, where none can go where the end user wrote last.
    Widget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComposerRefusal {
    /// No ticket yet: the bot is talking.
    BotHasControl,
    SessionEnded,
    TicketClosed,
    /// The end user has not written for too long: the channel takes no reply.
    WindowClosed,
    NoEmailKnown,
    /// Only the end user moves the conversation to another channel.
    CustomerDecides,
    /// This way of answering is not built in yet or not connected.
    NotConnected,
}
