//! Any commit comes back from its frame, and no bytes whatever make the decoder panic.

use super::decode::decode;
use super::encode::encode;
use super::entry::{Control, Entry, Redaction};
use crate::commit::{
    Append, AuditEntry, Body, Commit, Counter, DedupeKey, Envelope, Expected, OutboxChange, OutboxRow,
    RecordKind, RecordWrite, RowTable, RowWrite, Timer, TimerChange,
};
use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId, UserId};
use frontdesk_model::time::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

fn content() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..300).prop_map(Bytes::from)
}

fn key() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 1..=255).prop_map(Bytes::from)
}

fn conversation() -> impl Strategy<Value = ConversationId> {
    any::<[u8; 12]>().prop_map(ConversationId::from_bytes)
}

fn integration() -> impl Strategy<Value = IntegrationId> {
    any::<[u8; 12]>().prop_map(IntegrationId::from_bytes)
}

fn time() -> impl Strategy<Value = Timestamp> {
    any::<u64>().prop_map(Timestamp::from_millis)
}

fn kind() -> impl Strategy<Value = RecordKind> {
    any::<u8>().prop_filter_map("no such kind", RecordKind::from_code)
}

fn append() -> impl Strategy<Value = Append> {
    (conversation(), 0..u64::MAX / 2, vec(content(), 1..4))
        .prop_map(|(conversation, expected_seq, events)| Append { conversation, expected_seq, events })
}

fn body() -> impl Strategy<Value = Body> {
    (any::<[u8; 12]>(), content())
        .prop_map(|(message, content)| Body { message: MessageId::from_bytes(message), content })
}

fn outbox() -> impl Strategy<Value = OutboxChange> {
    let id = any::<[u8; 12]>().prop_map(LongId::from_bytes);
    let row = (id.clone(), integration(), conversation(), time(), content());
    let put = row.prop_map(|(id, integration, conversation, due, payload)| {
        OutboxChange::Put(OutboxRow { id, integration, conversation, due, payload })
    });
    prop_oneof![put, id.prop_map(OutboxChange::Done)]
}

fn timer() -> impl Strategy<Value = TimerChange> {
    (any::<bool>(), time(), conversation(), any::<u8>()).prop_map(
        |(set, due, conversation, kind)| match set {
            true => TimerChange::Set(Timer { due, conversation, kind }),
            false => TimerChange::Clear { conversation, kind },
        },
    )
}

fn record() -> impl Strategy<Value = RecordWrite> {
    (kind(), key(), proptest::option::of(content())).prop_map(|(kind, key, body)| RecordWrite {
        kind,
        key,
        expected: Expected::Any,
        body,
    })
}

fn row() -> impl Strategy<Value = RowWrite> {
    let table = any::<u8>().prop_filter_map("no such table", |code| RowTable::from_code(code % 6));
    (table, key(), proptest::option::of(content())).prop_map(|(table, key, value)| RowWrite {
        table,
        key,
        value,
    })
}

fn audit() -> impl Strategy<Value = AuditEntry> {
    (time(), proptest::option::of(1..1u64 << 53), kind(), key(), content()).prop_map(
        |(at, actor, kind, key, detail)| AuditEntry {
            at,
            actor: actor.and_then(|number| UserId::new(number).ok()),
            kind,
            key,
            detail,
        },
    )
}

fn commit() -> impl Strategy<Value = Commit> {
    let dedupe = (integration(), vec(any::<u8>(), 0..=255))
        .prop_map(|(integration, event)| DedupeKey { integration, event: event.into() });
    let number =
        (any::<u8>().prop_filter_map("no such counter", |code| Counter::from_code(code % 7)), any::<u64>());
    let envelope = (integration(), time(), content()).prop_map(|(integration, at, raw)| Envelope {
        integration,
        at,
        raw,
    });
    let first = (proptest::option::of(append()), vec(body(), 0..3), vec(outbox(), 0..3), vec(timer(), 0..3));
    let second = (vec(dedupe, 0..3), vec(record(), 0..3), vec(row(), 0..3), vec(number, 0..3));
    (first, second, vec(audit(), 0..3), vec(envelope, 0..3)).prop_map(|(first, second, audit, envelopes)| {
        let ((append, bodies, outbox, timers), (dedupe, records, rows, numbers)) = (first, second);
        Commit { append, bodies, outbox, timers, dedupe, records, rows, numbers, audit, envelopes }
    })
}

fn frame(entry: &Entry) -> Vec<u8> {
    encode(entry).unwrap().finish(77, 5, 3, &entry.revisions)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn a_commit_comes_back(commit in commit(), revision in 1u64..) {
        prop_assume!(commit != Commit::default());
        let revisions = commit.records.iter().map(|write| if write.body.is_some() { revision } else { 0 }).collect();
        let entry = Entry { commit, revisions, control: None };
        let decoded = decode(&frame(&entry).into()).unwrap();
        prop_assert_eq!(decoded.offset, 77);
        prop_assert_eq!(&decoded.entry, &entry);
        prop_assert!(decoded.blanked.is_empty());
    }

    #[test]
    fn a_flipped_bit_is_seen(commit in commit(), bit: prop::sample::Index) {
        prop_assume!(commit != Commit::default());
        let revisions = vec![0; commit.records.len()];
        let mut bytes = frame(&Entry { commit, revisions, control: None });
        let bit = bit.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(decode(&bytes.into()).is_err());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        drop(decode(&bytes.into()));
    }

    /// Behind checksums that are right, so that the items themselves are decoded.
    #[test]
    fn arbitrary_items_never_panic(meta in vec(any::<u8>(), 0..200), first in 0u8..17) {
        let meta: Vec<u8> = std::iter::once(first).chain(meta).collect();
        let head = super::layout::FrameHead {
            meta_length: u32::try_from(meta.len()).unwrap(),
            blobs_length: 0,
            meta_crc: crc32c::crc32c(&meta),
            offset: 1,
            at: 0,
            group_index: 0,
        };
        let mut bytes = head.encode().to_vec();
        bytes.extend_from_slice(&meta);
        drop(decode(&bytes.into()));
    }
}

#[test]
fn an_erasure_comes_back() {
    let redaction = Redaction {
        conversation: ConversationId::from_bytes([1; 12]),
        messages: vec![MessageId::from_bytes([2; 12]), MessageId::from_bytes([3; 12])],
    };
    for control in [Control::Redact(redaction), Control::Redacted(9)] {
        let entry = Entry { control: Some(control), ..Entry::default() };
        assert_eq!(decode(&frame(&entry).into()).unwrap().entry, entry);
    }
}
