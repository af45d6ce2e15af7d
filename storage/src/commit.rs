//! What a command causes, as one value that becomes durable whole or not at all.

use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId, UserId};
use frontdesk_model::time::Timestamp;

/// Enums whose numbers are part of the storage format.
macro_rules! coded {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant = $code,)* }

        impl $name {
            /// The number that stands for it on disk.
            #[must_use]
            pub const fn code(self) -> u8 {
                match self { $(Self::$variant => $code,)* }
            }

            /// The variant of a number on disk; `None` for one that this program does not know.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

/// A global position in the journal: the first commit has offset 1, each further commit the next one.
pub type Offset = u64;

/// Everything that one command causes. All of it becomes durable in one frame, or none of it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// The events of one conversation, if the command touched one.
    pub append: Option<Append>,
    /// Contents of the messages that the events name; apart, so that they can be blanked one day.
    pub bodies: Vec<Body>,
    /// Messages that a provider is to get.
    pub outbox: Vec<OutboxChange>,
    /// Wake-ups that outlive the process.
    pub timers: Vec<TimerChange>,
    /// Provider event ids that may have an effect only once.
    pub dedupe: Vec<DedupeKey>,
    /// Records with the revision that the writer expects.
    pub records: Vec<RecordWrite>,
    /// Rows of read models, as their one writer derives them.
    pub rows: Vec<RowWrite>,
    /// Numbers that were taken with [`crate::Store::next_number`] and are now in use.
    pub numbers: Vec<(Counter, u64)>,
    /// Who changed which record, and how.
    pub audit: Vec<AuditEntry>,
    /// Raw webhook bodies, kept before the provider is told 200.
    pub envelopes: Vec<Envelope>,
}

/// New events at the end of one conversation's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    pub conversation: ConversationId,
    /// The sequence of the last event that the writer knows; 0 for a conversation that does not exist yet.
    pub expected_seq: u64,
    /// Encoded events; the first gets sequence `expected_seq + 1`. Never empty.
    pub events: Vec<Bytes>,
}

/// The content of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub message: MessageId,
    pub content: Bytes,
}

/// A message on its way to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    pub id: LongId,
    pub integration: IntegrationId,
    pub conversation: ConversationId,
    pub due: Timestamp,
    pub payload: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxChange {
    /// Adds the row, or replaces the one with the same id.
    Put(OutboxRow),
    Done(LongId),
}

impl OutboxChange {
    /// Whose outbox grows; `None` for a row that is done.
    #[must_use]
    pub const fn integration(&self) -> Option<IntegrationId> {
        match self {
            Self::Put(row) => Some(row.integration),
            Self::Done(_) => None,
        }
    }

    /// What the provider is to get; `None` for a row that is done.
    #[must_use]
    pub const fn payload(&self) -> Option<&Bytes> {
        match self {
            Self::Put(row) => Some(&row.payload),
            Self::Done(_) => None,
        }
    }
}

/// What a wake-up is for. A conversation has at most one timer of each kind.
pub type TimerKind = u8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    pub due: Timestamp,
    pub conversation: ConversationId,
    pub kind: TimerKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// Sets the timer, or moves the one of the same conversation and kind.
    Set(Timer),
    Clear {
        conversation: ConversationId,
        kind: TimerKind,
    },
}

/// `(integration, provider event id)`: the second commit that carries it is refused as a duplicate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DedupeKey {
    pub integration: IntegrationId,
    /// At most 255 bytes.
    pub event: Bytes,
}

coded! {
    /// The kinds of records; the code is part of the storage format and is never used again for another kind.
    pub enum RecordKind {
        User = 1,
        Group = 2,
        Field = 3,
        Flow = 4,
        Integration = 5,
        Identity = 6,
        Settings = 7,
        Login = 8,
        LoginSession = 9,
        WidgetSession = 10,
        Attachment = 11,
        Macro = 12,
        Trigger = 13,
        Automation = 14,
        View = 15,
        Queue = 16,
        Skill = 17,
        CapacityRule = 18,
        AgentStatus = 19,
        Schedule = 20,
        Shortcut = 21,
        Article = 22,
        ApiToken = 23,
        Webhook = 24,
        /// Which number a text names (an e-mail address, a phone number): keeps it unique.
        Unique = 25,
    /// Somebody who answers.
    Agent = 26,
        /// Where a conversation's replies go on an integration: the address of an identity.
        Route = 27,
        /// Which message of ours a provider's message id means.
        ProviderMessage = 28,
        /// With which a company signs who its end users are.
        SigningKey = 29,
        Invitation = 30,
        /// What the whole account is called, and how its faces look.
        Account = 31,
        /// What an admin works on before it is published as a flow.
        FlowDraft = 32,
        /// On which page a widget was last seen; key: the integration's id.
        WidgetSeen = 33,
        /// How an integration is connected to its provider; the secrets in it are sealed.
        Credentials = 34,
        /// Up to which offset of the journal something was done; key: what.
        Checkpoint = 35,
        /// What came or was to go on a channel and found no way; key: the integration's id, then the letter's.
        DeadLetter = 36,
        /// A one-time code that moves a conversation to a social channel; key: its hash.
        LinkCode = 37,
        /// Into whom an end user was merged, and what they had been; key: their number.
        Merge = 38,
    }
}

/// What the writer of a record believes to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Absent,
    Revision(u64),
    /// Whatever is there; only for records that have a single writer by nature.
    Any,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordWrite {
    pub kind: RecordKind,
    /// 1 to 255 bytes.
    pub key: Bytes,
    pub expected: Expected,
    /// `None` deletes the record.
    pub body: Option<Bytes>,
}

/// A record as stored; `revision` starts at 1 and grows by one with each write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub key: Bytes,
    pub revision: u64,
    pub body: Bytes,
}

coded! {
    /// Read models that are kept as rows; the code is part of the storage format.
    pub enum RowTable {
        /// One row a ticket that is not closed; key: ticket number, 8 bytes big endian.
        OpenTickets = 1,
        /// One row a closed ticket; key: 2^64 - 1 - ticket number, 8 bytes big endian, so that the newest comes first.
        ClosedTickets = 2,
        /// The conversations of an end user; key: user number (8 bytes) then conversation id (12 bytes).
        EndUserConversations = 3,
        /// Where a ticket lives; key: ticket number, value: conversation id.
        TicketConversation = 4,
        /// The tickets of an end user, newest first; key: user number (8 bytes) then 2^64 - 1 - ticket number (8 bytes).
        EndUserTickets = 5,
        /// The identities of an end user; key: user number (8 bytes) then identity id (12 bytes), value: its record's key.
        EndUserIdentities = 6,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWrite {
    pub table: RowTable,
    /// 1 to 255 bytes.
    pub key: Bytes,
    /// `None` deletes the row.
    pub value: Option<Bytes>,
}

coded! {
    pub enum Counter {
        Ticket = 1,
        User = 2,
        Group = 3,
        Field = 4,
        Flow = 5,
        /// All other numbered admin objects.
        Object = 6,
    }
}

/// Where an audit entry stands: later ones are greater. Opaque; means nothing in another store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditPlace(pub [u8; 10]);

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: Timestamp,
    /// `None` for the server itself.
    pub actor: Option<UserId>,
    pub kind: RecordKind,
    pub key: Bytes,
    /// What was done and to which fields, encoded by the caller; never a secret.
    pub detail: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    pub integration: IntegrationId,
    pub at: Timestamp,
    pub raw: Bytes,
}
