//! One-time codes. Only their hashes are stored, so whoever reads the store cannot use one.

use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_channels::link::CODE_CHARS;
use frontdesk_model::id::{ConversationId, IntegrationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Codes that are looked at with each new one, so that those which nobody used do not pile up. Keys are hashes, so
/// that every place of the table is looked at alike.
const SWEPT: usize = 32;

/// What a code opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CodeOf {
    /// The widget's.
    pub conversation: ConversationId,
    /// Whose session it was given to.
    pub end_user: UserId,
    /// The account to which it may be sent.
    pub integration: IntegrationId,
    pub until: Timestamp,
}

/// A code that can be used.
pub(super) struct Known {
    pub of: CodeOf,
    pub revision: u64,
    key: Bytes,
}

impl Known {
    /// It cannot be used again; refused where somebody else did meanwhile.
    pub(super) fn used(&self) -> RecordWrite {
        let (key, expected) = (self.key.clone(), Expected::Revision(self.revision));
        RecordWrite { kind: RecordKind::LinkCode, key, expected, body: None }
    }
}

/// 128 bits that nobody can guess.
pub(super) fn draw(shared: &Shared) -> String {
    let drawn = [shared.dice.six(), shared.dice.six(), shared.dice.six()].concat();
    base32(drawn.get(..16).unwrap_or_default())
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(CODE_CHARS);
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut put = |index: u32| {
        let index = usize::try_from(index & 31).unwrap_or_default();
        text.extend(BASE32.get(index).map(|letter| char::from(*letter)));
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            put(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        put(held << (5 - bits));
    }
    text
}

fn key(code: &str) -> Bytes {
    Bytes::copy_from_slice(&Sha256::digest(code.as_bytes()))
}

pub(super) fn record(code: &str, of: &CodeOf) -> Result<RecordWrite, CodecError> {
    let (key, body) = (key(code), Some(payload::to_bytes(of)?));
    Ok(RecordWrite { kind: RecordKind::LinkCode, key, expected: Expected::Absent, body })
}

/// What a code opens; `None` where it was never given out, was used, or is too old.
pub(super) async fn find(shared: &Shared, code: &str) -> Result<Option<Known>, ExecuteError> {
    let key = key(code);
    let Some(record) = shared.store.record(RecordKind::LinkCode, &key).await? else { return Ok(None) };
    let of: CodeOf = payload::from_bytes(&record.body)?;
    let holds = of.until > shared.clock.now();
    Ok(holds.then_some(Known { of, revision: record.revision, key }))
}

/// Deletes some that are too old.
pub(super) async fn sweep(shared: &Shared, near: &str) -> Result<Vec<RecordWrite>, ExecuteError> {
    let now = shared.clock.now();
    let mut old = Vec::new();
    for record in shared.store.records(RecordKind::LinkCode, &key(near), SWEPT).await? {
        let of: CodeOf = payload::from_bytes(&record.body)?;
        if of.until <= now {
            // Nobody else changes it but by deleting it.
            let (key, expected) = (record.key, Expected::Any);
            old.push(RecordWrite { kind: RecordKind::LinkCode, key, expected, body: None });
        }
    }
    Ok(old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_channels::link::is_code;

    #[test]
    fn codes_are_base32_as_the_rfc_has_it() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(base32(b"f"), "MY");
        let code = base32(&[255; 16]);
        assert!(is_code(&code) && code == "77777777777777777777777774", "{code}");
    }
}
