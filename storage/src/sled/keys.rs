//! The keys of the index. One tree holds all tables, told apart by the first byte, because only the writes to
//! one tree are atomic together.

use crate::commit::{Counter, DedupeKey, Offset, RecordKind, RowTable, TimerKind};
use frontdesk_model::id::{ConversationId, IntegrationId, LongId};
use sha2::{Digest, Sha256};

/// Up to 22 bytes lie in the value itself, which is every key of the hot path: a map of keys behind pointers misses
/// the processor's cache with each comparison.
pub(crate) type Key = ::sled::IVec;

const OUTBOX: u8 = 0x10;
const TIMER: u8 = 0x11;
const EVENTS: u8 = 0x20;
const SNAPSHOT: u8 = 0x21;
const MILESTONE: u8 = 0x22;
const DEDUPE: u8 = 0x30;
const RECORD: u8 = 0x31;
const ROW: u8 = 0x32;
const COUNTER: u8 = 0x33;
const AUDIT: u8 = 0x34;
const AUDIT_OF: u8 = 0x35;
const ENVELOPE: u8 = 0x36;
const REDACTION: u8 = 0x37;
/// How far the index reaches; written last.
pub(crate) const APPLIED: [u8; 1] = [0x7f];

/// Longer than any key but those with two names in them.
const USUAL: usize = 64;

fn key(table: u8, parts: &[&[u8]]) -> Key {
    let length = 1 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut usual = [0; USUAL];
    let mut long = Vec::new();
    let out = if let Some(out) = usual.get_mut(..length) {
        out
    } else {
        long.resize(length, 0);
        long.as_mut_slice()
    };
    let mut at = 0;
    for part in std::iter::once(&[table].as_slice()).chain(parts) {
        if let Some(slot) = out.get_mut(at..at + part.len()) {
            slot.copy_from_slice(part);
        }
        at += part.len();
    }
    Key::from(&*out)
}

pub(crate) fn outbox(id: LongId) -> Key {
    key(OUTBOX, &[&id.to_bytes()])
}

pub(crate) fn all_outbox() -> Key {
    key(OUTBOX, &[])
}

pub(crate) fn timer(conversation: ConversationId, kind: TimerKind) -> Key {
    key(TIMER, &[&conversation.to_bytes(), &[kind]])
}

pub(crate) fn all_timers() -> Key {
    key(TIMER, &[])
}

pub(crate) fn events(conversation: ConversationId, first_seq: u64) -> Key {
    key(EVENTS, &[&conversation.to_bytes(), &first_seq.to_be_bytes()])
}

pub(crate) fn snapshot(conversation: ConversationId) -> Key {
    key(SNAPSHOT, &[&conversation.to_bytes()])
}

pub(crate) fn is_snapshot(key: &[u8]) -> bool {
    key.first() == Some(&SNAPSHOT)
}

/// Where a commit lies whose offset is a multiple of [`super::values::MILESTONE_EVERY`].
pub(crate) fn milestone(offset: Offset) -> Key {
    key(MILESTONE, &[&offset.to_be_bytes()])
}

/// The name of a provider's event in the index: 16 bytes of a hash, because an id may be 255 bytes long.
pub(crate) fn fingerprint(dedupe: &DedupeKey) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(dedupe.integration.to_bytes());
    hash.update(&dedupe.event);
    let digest: [u8; 32] = hash.finalize().into();
    let mut out = [0; 16];
    for (slot, byte) in out.iter_mut().zip(digest) {
        *slot = byte;
    }
    out
}

pub(crate) fn dedupe(fingerprint: &[u8; 16]) -> Key {
    key(DEDUPE, &[fingerprint])
}

pub(crate) fn record(kind: RecordKind, name: &[u8]) -> Key {
    key(RECORD, &[&[kind.code()], name])
}

pub(crate) fn row(table: RowTable, name: &[u8]) -> Key {
    key(ROW, &[&[table.code()], name])
}

pub(crate) fn counter(counter: Counter) -> Key {
    key(COUNTER, &[&[counter.code()]])
}

pub(crate) fn audit(offset: Offset, number: u16) -> Key {
    key(AUDIT, &[&offset.to_be_bytes(), &number.to_be_bytes()])
}

/// The audit entry that the last ten bytes of a key of [`audit_of_at`] name.
pub(crate) fn audit_at(place: &[u8; 10]) -> Key {
    key(AUDIT, &[place])
}

pub(crate) fn all_audit() -> Key {
    key(AUDIT, &[])
}

/// The prefix of the audit entries of one record; the length keeps one key from being the prefix of another.
pub(crate) fn audit_of(kind: RecordKind, name: &[u8]) -> Key {
    let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
    key(AUDIT_OF, &[&[kind.code(), length], name])
}

pub(crate) fn audit_of_at(kind: RecordKind, name: &[u8], offset: Offset, number: u16) -> Key {
    joined(&audit_of(kind, name), &[&offset.to_be_bytes(), &number.to_be_bytes()])
}

pub(crate) fn envelopes(integration: IntegrationId) -> Key {
    key(ENVELOPE, &[&integration.to_bytes()])
}

pub(crate) fn envelope(integration: IntegrationId, offset: Offset, number: u16) -> Key {
    joined(&envelopes(integration), &[&offset.to_be_bytes(), &number.to_be_bytes()])
}

pub(crate) fn redaction(intent: Offset) -> Key {
    key(REDACTION, &[&intent.to_be_bytes()])
}

pub(crate) fn redactions() -> Key {
    key(REDACTION, &[])
}

fn joined(prefix: &[u8], parts: &[&[u8]]) -> Key {
    let mut out = prefix.to_vec();
    for part in parts {
        out.extend_from_slice(part);
    }
    Key::from(out)
}

/// The first key that does not begin with `prefix`, for prefixes that are not all 0xff.
pub(crate) fn after(prefix: &[u8]) -> Key {
    let mut out = prefix.to_vec();
    while let Some(last) = out.pop() {
        if last < u8::MAX {
            out.push(last + 1);
            break;
        }
    }
    Key::from(out)
}

/// The key directly behind `key`.
pub(crate) fn behind(key: &[u8]) -> Key {
    joined(key, &[&[0]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_before_the_next_one() {
        assert_eq!(&*after(&[1, 2]), [1, 3]);
        assert_eq!(&*after(&[1, 0xff]), [2]);
        assert!(*audit_of(RecordKind::User, b"a") != *audit_of(RecordKind::User, b"ab"));
        assert!(!audit_of_at(RecordKind::User, b"ab", 1, 0).starts_with(&audit_of(RecordKind::User, b"a")));
    }
}
