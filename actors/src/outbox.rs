//! The rows of the outbox: which messages a provider is to get, and how far sending them got.
//!
//! A row is put in the commit of its message and done in the commit of its outcome, so neither is without the other.

use bytes::Bytes;
use frontdesk_channels::SendState;
use frontdesk_model::conversation::Origin;
use frontdesk_model::conversation::deliveries::Deliveries;
use frontdesk_model::conversation::event::{Event, EventKind, Visibility};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{CommandId, ConversationId, LongId, MessageId};
use frontdesk_model::message::{Author, Delivery};
use frontdesk_model::view::TicketRow;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{DedupeKey, OutboxChange, OutboxRow, RecordWrite, RowWrite};
use serde::{Deserialize, Serialize};

/// What becomes durable together with a command's events, or alone where it causes none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Also {
    /// Only for what a provider delivered: the second of the same is refused by the store.
    pub dedupe: Option<DedupeKey>,
    pub outbox: Vec<OutboxChange>,
    pub records: Vec<RecordWrite>,
    pub rows: Vec<RowWrite>,
    /// Who writes in from now on, as one of `records` says.
    pub newcomer: Option<Newcomer>,
}

/// Somebody who was identified, and the conversation's tickets, which are listed under them from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    pub end_user: EndUser,
    pub tickets: Vec<HeldTicket>,
}

/// A ticket of the conversation; `closed` is its row where it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTicket {
    pub number: u64,
    pub closed: Option<TicketRow>,
}

impl Also {
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.dedupe.is_none()
            && self.outbox.is_empty()
            && self.records.is_empty()
            && self.rows.is_empty()
            && self.newcomer.is_none()
    }
}

/// What a row holds: where the message's content is, never the content itself, so that erasing a person finds all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The event that added the message.
    pub seq: u64,
    /// Tries that failed in passing.
    #[serde(default)]
    pub tries: u32,
    /// How often a provider said to wait.
    #[serde(default)]
    pub waits: u32,
    /// Where sending stands.
    #[serde(default)]
    pub state: SendState,
    /// A request is on its way that must not be made twice. Found after a restart, nobody knows what came of it.
    #[serde(default)]
    pub under_way: bool,
    /// The command that had a failed message sent again; what comes of it is reported under that command's id, for
    /// the first outcome was reported already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<CommandId>,
}

impl Errand {
    /// # Errors
    /// When the row was not written by [`Self::row`].
    pub fn of(row: &OutboxRow) -> Result<Self, CodecError> {
        payload::from_bytes(&row.payload)
    }

    /// The row with this errand instead of its own.
    ///
    /// # Errors
    /// Never for these types; the type is what serde demands.
    pub fn row(&self, row: &OutboxRow) -> Result<OutboxRow, CodecError> {
        Ok(OutboxRow { payload: payload::to_bytes(self)?, ..row.clone() })
    }
}

/// The rows of what has just been said. Only what an end user may read ever gets one.
pub(crate) fn rows_of(
    conversation: ConversationId,
    origin: Option<Origin>,
    deliveries: &Deliveries,
    events: &[Event],
) -> Result<Vec<OutboxChange>, CodecError> {
    let Some(origin) = origin else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for event in events {
        let (message, seq, via, retry) = match &event.kind {
            EventKind::MessageAdded {
                message,
                author: Author::Agent(_) | Author::Bot,
                visibility: Visibility::Public,
                delivery: Delivery::Queued,
                via,
                ..
            } => (message, event.seq, *via, None),
            EventKind::DeliveryRetried { message } => match deliveries.of(*message) {
                Some(outgoing) => (message, outgoing.seq, outgoing.via, Some(event.cause)),
                None => continue,
            },
            _ => continue,
        };
        let errand = Errand { seq, tries: 0, waits: 0, state: SendState::default(), under_way: false, retry };
        let payload: Bytes = payload::to_bytes(&errand)?;
        let row = OutboxRow {
            id: row_id(*message),
            integration: via.unwrap_or(origin.integration),
            conversation,
            due: event.at,
            payload,
        };
        rows.push(OutboxChange::Put(row));
    }
    Ok(rows)
}

const fn row_id(message: MessageId) -> LongId {
    LongId::from_bytes(message.to_bytes())
}

/// The message that a row is for.
pub(crate) const fn message_of(row: &OutboxRow) -> MessageId {
    MessageId::from_long(row.id)
}

/// The command that reports what came of a row: always the same one, so that reporting twice is reporting once.
pub(crate) fn report_id(row: &OutboxRow) -> CommandId {
    let retry = Errand::of(row).ok().and_then(|errand| errand.retry);
    retry.unwrap_or(CommandId::from_long(row.id))
}
