//! A load whose whole state follows from one number a conversation, so that any loss, doubling or mix-up shows.
//!
//! The `n`th event of a conversation carries its number and conversation, a body, an outbox row (the one before
//! the last two is done with it), the conversation's timer moved to `n`, a dedupe key, a record written again and
//! a row that says `n`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
#![allow(dead_code, reason = "each test file uses a part")]

use bytes::Bytes;
use frontdesk_model::id::{ConversationId, IntegrationId, LongId, MessageId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{
    Append, Body, Commit, CommitError, DedupeKey, Expected, OutboxChange, OutboxRow, ReadError, RecordKind,
    RecordWrite, RowTable, RowWrite, Store, Timer, TimerChange,
};
use std::collections::BTreeMap;

/// How many rows of the outbox wait at any time.
const WAITING: u64 = 2;

pub(crate) fn conversation(number: u64) -> ConversationId {
    ConversationId::from_bytes(id(number, 0))
}

fn id(conversation: u64, seq: u64) -> [u8; 12] {
    let mut bytes = [0; 12];
    bytes[..4].copy_from_slice(&u32::try_from(conversation).unwrap().to_be_bytes());
    bytes[4..].copy_from_slice(&seq.to_be_bytes());
    bytes
}

fn integration(conversation: u64) -> IntegrationId {
    IntegrationId::from_bytes(id(conversation, u64::MAX))
}

fn key(conversation: u64) -> Bytes {
    Bytes::copy_from_slice(&conversation.to_be_bytes())
}

fn text(conversation: u64, seq: u64, what: &str) -> Bytes {
    // Of different lengths, a few beyond what the index keeps itself.
    let length = if seq.is_multiple_of(13) { 5_000 } else { 20 + seq % 50 };
    Bytes::from(format!("{what} {conversation}/{seq} {}", "x".repeat(usize::try_from(length).unwrap())))
}

fn outbox_row(conversation: u64, seq: u64) -> OutboxRow {
    OutboxRow {
        id: LongId::from_bytes(id(conversation, seq)),
        integration: integration(conversation),
        conversation: self::conversation(conversation),
        due: Timestamp::from_millis(seq),
        payload: text(conversation, seq, "payload"),
    }
}

/// The commit that makes event `seq`.
pub(crate) fn commit(conversation: u64, seq: u64) -> Commit {
    let mut outbox = vec![OutboxChange::Put(outbox_row(conversation, seq))];
    if seq > WAITING {
        outbox.push(OutboxChange::Done(outbox_row(conversation, seq - WAITING).id));
    }
    let timer =
        Timer { due: Timestamp::from_millis(seq), conversation: self::conversation(conversation), kind: 0 };
    let expected = if seq == 1 { Expected::Absent } else { Expected::Revision(seq - 1) };
    let row = RowWrite {
        table: RowTable::OpenTickets,
        key: key(conversation),
        value: Some(text(conversation, seq, "row")),
    };
    Commit {
        append: Some(Append {
            conversation: self::conversation(conversation),
            expected_seq: seq - 1,
            events: vec![text(conversation, seq, "event")],
        }),
        bodies: vec![Body {
            message: MessageId::from_bytes(id(conversation, seq)),
            content: text(conversation, seq, "body"),
        }],
        outbox,
        timers: vec![TimerChange::Set(timer)],
        dedupe: vec![DedupeKey {
            integration: integration(conversation),
            event: Bytes::from(format!("provider event {seq}")),
        }],
        records: vec![RecordWrite {
            kind: RecordKind::User,
            key: key(conversation),
            expected,
            body: Some(text(conversation, seq, "record")),
        }],
        rows: vec![row],
        ..Commit::default()
    }
}

/// How the store's answers compare with what must be there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    /// All right; how many events each conversation has.
    Right(BTreeMap<u64, u64>),
    /// The store said that it cannot tell.
    Reported(ReadError),
}

/// Reads everything about the conversations and panics at a wrong answer. `acked` events must be there; more may
/// be, when a commit was durable before its acknowledgement arrived.
pub(crate) async fn check(store: &dyn Store, acked: &BTreeMap<u64, u64>) -> Answers {
    let mut found = BTreeMap::new();
    for (conversation, least) in acked {
        match check_one(store, *conversation, *least).await {
            Ok(count) => drop(found.insert(*conversation, count)),
            Err(error) => return Answers::Reported(error),
        }
    }
    Answers::Right(found)
}

async fn check_one(store: &dyn Store, number: u64, least: u64) -> Result<u64, ReadError> {
    let loaded = store.load(conversation(number)).await?;
    let events = loaded.map(|loaded| loaded.events).unwrap_or_default();
    let count = u64::try_from(events.len()).unwrap();
    assert!(count >= least, "conversation {number} has {count} events, but {least} were acknowledged");
    for (seq, event) in (1..).zip(&events) {
        assert_eq!((event.seq, &event.payload), (seq, &text(number, seq, "event")));
        assert_eq!(event.bodies, [(MessageId::from_bytes(id(number, seq)), text(number, seq, "body"))]);
    }
    let due = store.outbox_due(integration(number), Timestamp::from_millis(u64::MAX), 99).await?;
    let waiting: Vec<_> =
        (1..=count).filter(|seq| seq + WAITING > count).map(|seq| outbox_row(number, seq)).collect();
    assert_eq!(due, waiting, "outbox of conversation {number}");
    let row = store.row(RowTable::OpenTickets, &key(number)).await?;
    assert_eq!(row, (count > 0).then(|| text(number, count, "row")));
    let record = store.record(RecordKind::User, &key(number)).await?;
    let record = record.map(|record| (record.revision, record.body));
    assert_eq!(record, (count > 0).then(|| (count, text(number, count, "record"))));
    let timers = store.timers_due(Timestamp::from_millis(u64::MAX), usize::MAX).await?;
    let own: Vec<_> = timers.iter().filter(|timer| timer.conversation == conversation(number)).collect();
    let dues: Vec<_> = own.iter().map(|timer| timer.due.millis()).collect();
    assert_eq!(dues, (count > 0).then_some(count).into_iter().collect::<Vec<_>>());
    Ok(count)
}

/// That nothing which is there would be taken in a second time.
pub(crate) async fn check_duplicates(store: &dyn Store, counts: &BTreeMap<u64, u64>) {
    for (conversation, count) in counts {
        for seq in 1..=*count {
            let Commit { dedupe, append, .. } = commit(*conversation, seq);
            let again = Commit { dedupe, ..Commit::default() };
            match store.commit(again).await {
                Err(CommitError::Duplicate(_)) => {}
                other => panic!("event {seq} of {conversation} ({append:?}) was taken in again: {other:?}"),
            }
        }
    }
}

/// Makes commits one after the other from `from` on until one fails; says each acknowledged one.
pub(crate) async fn write(
    store: &dyn Store,
    conversation: u64,
    from: u64,
    until: u64,
    mut acked: impl FnMut(u64),
) -> Result<(), CommitError> {
    for seq in from..=until {
        store.commit(commit(conversation, seq)).await?;
        acked(seq);
    }
    Ok(())
}
