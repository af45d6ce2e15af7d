//! What one frame of the journal says: a commit, or a step of an erasure.

use crate::commit::{Commit, Offset};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, MessageId};

/// The messages of one conversation whose contents are to be erased from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redaction {
    pub conversation: ConversationId,
    pub messages: Vec<MessageId>,
}

/// Frames that the store writes for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// The intent to erase; stands until `Redacted` names its offset.
    Redact(Redaction),
    Redacted(Offset),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) commit: Commit,
    /// The revision that each of `commit.records` gets, in the same order; 0 for a deleted one.
    pub(crate) revisions: Vec<u64>,
    pub(crate) control: Option<Control>,
}

/// What a blob of a frame is the content of. The order of the variants is the order in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BlobKind {
    Message,
    Outbox,
    Record,
    Row,
    Audit,
    Envelope,
}

impl BlobKind {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Message => 1,
            Self::Outbox => 2,
            Self::Record => 3,
            Self::Row => 4,
            Self::Audit => 5,
            Self::Envelope => 6,
        }
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Message),
            2 => Some(Self::Outbox),
            3 => Some(Self::Record),
            4 => Some(Self::Row),
            5 => Some(Self::Audit),
            6 => Some(Self::Envelope),
            _ => None,
        }
    }
}

/// A frame as read: its place in the order, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) offset: Offset,
    pub(crate) entry: Entry,
    /// The numbers of the blobs that were erased, in order; their contents read as empty.
    pub(crate) blanked: Vec<usize>,
}

impl Frame {
    pub(crate) fn is_blanked(&self, blob: usize) -> bool {
        self.blanked.binary_search(&blob).is_ok()
    }

    /// The contents of all blobs in their order.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = &Bytes> {
        let Commit { bodies, outbox, records, rows, audit, envelopes, .. } = &self.entry.commit;
        bodies
            .iter()
            .map(|body| &body.content)
            .chain(outbox.iter().filter_map(|change| change.payload()))
            .chain(records.iter().filter_map(|write| write.body.as_ref()))
            .chain(rows.iter().filter_map(|write| write.value.as_ref()))
            .chain(audit.iter().map(|entry| &entry.detail))
            .chain(envelopes.iter().map(|envelope| &envelope.raw))
    }

    /// The contents of the messages that were not erased. Message blobs come first in a frame.
    pub(crate) fn live_bodies(&self) -> Vec<(MessageId, Bytes)> {
        let bodies = self.entry.commit.bodies.iter().enumerate();
        bodies
            .filter(|(blob, _)| !self.is_blanked(*blob))
            .map(|(_, body)| (body.message, body.content.clone()))
            .collect()
    }
}
