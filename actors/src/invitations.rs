//! Who was asked to join: an address, what they will be, and the hash of the secret in their link.

use crate::audit::{Deed, Detail, Did};
use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::access::Role;
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::id::{GroupId, InvitationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{AuditEntry, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
    pub groups: BTreeSet<GroupId>,
    pub capacity: u32,
    /// SHA-256 of the link's secret; the secret itself is not stored.
    pub secret_hash: [u8; 32],
    pub by: UserId,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What the audit log shows of it.
#[derive(Serialize)]
struct Shown<'a> {
    email: &'a EmailAddress,
    name: &'a str,
    role: Role,
    groups: &'a BTreeSet<GroupId>,
    capacity: u32,
    expires_at: Timestamp,
}

impl Invitation {
    fn shown(&self) -> Shown<'_> {
        let Self { email, name, role, groups, capacity, expires_at, .. } = self;
        Shown { email, name, role: *role, groups, capacity: *capacity, expires_at: *expires_at }
    }

    #[must_use]
    pub fn key(&self) -> Bytes {
        Bytes::copy_from_slice(&self.id.to_bytes())
    }

    /// # Errors
    /// Never for these plain types; the type is what serde demands.
    pub fn record(&self, expected: Expected) -> Result<RecordWrite, CodecError> {
        let body = Some(payload::to_bytes(self)?);
        Ok(RecordWrite { kind: RecordKind::Invitation, key: self.key(), expected, body })
    }

    /// The record that ends it, if it is still as it was read.
    #[must_use]
    pub fn removal(&self, revision: u64) -> RecordWrite {
        let expected = Expected::Revision(revision);
        RecordWrite { kind: RecordKind::Invitation, key: self.key(), expected, body: None }
    }

    /// # Errors
    /// Never for these plain types; the type is what serde demands.
    pub fn deed(&self, did: Did, by: UserId, at: Timestamp) -> Result<AuditEntry, CodecError> {
        let deed = Deed { at, by: Some(by), kind: RecordKind::Invitation, key: self.key() };
        deed.entry(&match did {
            Did::Removed | Did::Accepted => Detail::new(did, Some(self.shown()), None),
            _ => Detail::new(did, None, Some(self.shown())),
        })
    }
}

/// The invitation and its revision, whether it can still be taken up or not.
///
/// # Errors
/// When the store cannot be read.
pub async fn find(shared: &Shared, id: InvitationId) -> Result<Option<(u64, Invitation)>, ExecuteError> {
    match shared.store.record(RecordKind::Invitation, &id.to_bytes()).await? {
        Some(record) => Ok(Some((record.revision, payload::from_bytes(&record.body)?))),
        None => Ok(None),
    }
}
