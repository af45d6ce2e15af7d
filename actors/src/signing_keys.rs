//! With what a company signs who its end users are (behaviour 2.23): all keys are one record, so that there are
//! never more than [`MOST`] and a change names the revision that it was made from.

use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::id::{SigningKeyId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Keys at a time.
pub const MOST: usize = 10;
/// The key of the one record that holds them.
const KEY: &[u8] = b"account";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// Goes into a token's header as `kid`.
    pub id: SigningKeyId,
    pub name: String,
    pub verifies: Verifies,
    pub by: UserId,
    pub created_at: Timestamp,
}

/// The one algorithm that a key is for, with what checks its signatures.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum Verifies {
    /// A secret of 256 bits as 64 hex characters, which are the secret's bytes.
    Hs256 {
        secret: String,
    },
    /// A public key in PEM form.
    Rs256 {
        public_key: String,
    },
    EdDsa {
        public_key: String,
    },
}

/// The algorithm only.
impl fmt::Debug for Verifies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Hs256 { .. } => "HS256",
            Self::Rs256 { .. } => "RS256",
            Self::EdDsa { .. } => "EdDSA",
        })
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKeys {
    pub keys: Vec<SigningKey>,
}

impl SigningKeys {
    /// # Errors
    /// Never for these plain types; the type is what serde demands.
    pub fn record(&self, seen: u64) -> Result<RecordWrite, CodecError> {
        let expected = if seen == 0 { Expected::Absent } else { Expected::Revision(seen) };
        let body = Some(payload::to_bytes(self)?);
        Ok(RecordWrite { kind: RecordKind::SigningKey, key: Bytes::from_static(KEY), expected, body })
    }
}

/// The keys that are in use and their revision; 0 before the first.
///
/// # Errors
/// When the store cannot be read.
pub async fn load(shared: &Shared) -> Result<(u64, SigningKeys), ExecuteError> {
    match shared.store.record(RecordKind::SigningKey, KEY).await? {
        Some(record) => Ok((record.revision, payload::from_bytes(&record.body)?)),
        None => Ok((0, SigningKeys::default())),
    }
}
