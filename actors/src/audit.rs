//! What is written into the audit log: what was done to a record, how it was before, how it is since then.

use bytes::Bytes;
use frontdesk_model::id::UserId;
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{AuditEntry, RecordKind};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    Created,
    Changed,
    Removed,
    /// An invitation got a new link.
    Renewed,
    /// An invitation was taken up.
    Accepted,
    PasswordChanged,
    SignedOut,
    SignedOutEverywhere,
}

/// `before` and `after` are what may be shown of the record: never a secret, nor its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail<T> {
    pub did: Did,
    pub before: Option<T>,
    pub after: Option<T>,
}

impl<T> Detail<T> {
    #[must_use]
    pub const fn new(did: Did, before: Option<T>, after: Option<T>) -> Self {
        Self { did, before, after }
    }

    /// Created, changed or removed, as the two states say.
    #[must_use]
    pub const fn between(before: Option<T>, after: Option<T>) -> Self {
        let did = match (&before, &after) {
            (None, _) => Did::Created,
            (Some(_), None) => Did::Removed,
            (Some(_), Some(_)) => Did::Changed,
        };
        Self { did, before, after }
    }
}

/// Which record, who, and when; `by: None` for the server itself.
#[derive(Clone, Debug)]
pub struct Deed {
    pub at: Timestamp,
    pub by: Option<UserId>,
    pub kind: RecordKind,
    pub key: Bytes,
}

impl Deed {
    /// # Errors
    /// Never for plain types; the type is what serde demands.
    pub fn entry<T: Serialize>(self, detail: &Detail<T>) -> Result<AuditEntry, CodecError> {
        let Self { at, by, kind, key } = self;
        Ok(AuditEntry { at, actor: by, kind, key, detail: payload::to_bytes(detail)? })
    }
}
