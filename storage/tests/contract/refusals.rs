use super::*;
use frontdesk_storage::{Conflict, DedupeKey, Expected, RecordKind, RecordWrite, RowTable, RowWrite};

pub(crate) async fn a_wrong_sequence_is_a_conflict(mut engine: Engine) {
    engine.commit(append(1, 0, &["a", "b"])).await.unwrap();
    for _ in 0..2 {
        for expected in [0, 1, 3] {
            let what = Conflict::Sequence { conversation: conversation(1), expected, actual: 2 };
            assert_eq!(engine.commit(append(1, expected, &["c"])).await, Err(CommitError::Conflict { what }));
        }
        let what = Conflict::Sequence { conversation: conversation(2), expected: 1, actual: 0 };
        assert_eq!(engine.commit(append(2, 1, &["c"])).await, Err(CommitError::Conflict { what }));
        assert_eq!(engine.store.offset(), 1);
        engine.reopen().await;
    }
}

fn dedupe(of: u8, event: &str) -> DedupeKey {
    DedupeKey { integration: integration(of), event: bytes(event) }
}

pub(crate) async fn a_second_dedupe_key_is_a_duplicate(mut engine: Engine) {
    let with = |seq, key: &DedupeKey| Commit { dedupe: vec![key.clone()], ..append(1, seq, &["event"]) };
    let key = dedupe(1, "wamid.1");
    engine.commit(with(0, &key)).await.unwrap();
    for _ in 0..2 {
        assert_eq!(engine.commit(with(1, &key)).await, Err(CommitError::Duplicate(key.clone())));
        engine.reopen().await;
    }
    engine.commit(with(1, &dedupe(2, "wamid.1"))).await.unwrap();
    let pair =
        [engine.store.commit(with(2, &dedupe(1, "two"))), engine.store.commit(with(3, &dedupe(1, "two")))];
    let [first, second] = pair;
    assert_eq!(second.await, Err(CommitError::Duplicate(dedupe(1, "two"))));
    assert_eq!(first.await, Ok(Committed { offset: 3 }));
}

pub(crate) async fn a_refused_commit_leaves_nothing_behind(engine: Engine) {
    engine.commit(append(1, 0, &["a"])).await.unwrap();
    let refused = Commit {
        bodies: vec![body(1, "text")],
        outbox: vec![OutboxChange::Put(outbox_row(1, 1, 0, bytes("send")))],
        dedupe: vec![dedupe(1, "one")],
        records: vec![RecordWrite {
            kind: RecordKind::User,
            key: bytes("key"),
            expected: Expected::Absent,
            body: Some(bytes("body")),
        }],
        rows: vec![RowWrite { table: RowTable::OpenTickets, key: bytes("key"), value: Some(bytes("value")) }],
        ..append(1, 5, &["b"])
    };
    assert!(matches!(engine.commit(refused.clone()).await, Err(CommitError::Conflict { .. })));
    let store = &engine.store;
    assert_eq!(store.outbox_due(integration(1), at(9), 9).await, Ok(vec![]));
    assert_eq!(store.record(RecordKind::User, b"key").await, Ok(None));
    assert_eq!(store.row(RowTable::OpenTickets, b"key").await, Ok(None));
    assert_eq!(store.offset(), 1);
    // Neither its dedupe key nor its record counts as taken.
    let accepted = Commit { append: append(1, 1, &["b"]).append, ..refused };
    assert_eq!(engine.commit(accepted).await, Ok(Committed { offset: 2 }));
}

pub(crate) async fn what_breaks_a_bound_is_refused(engine: Engine) {
    let long = Bytes::from(vec![b'k'; 256]);
    let row = |key: Bytes| RowWrite { table: RowTable::OpenTickets, key, value: None };
    let record =
        |key: Bytes| RecordWrite { kind: RecordKind::User, key, expected: Expected::Any, body: None };
    for commit in [
        Commit::default(),
        append(1, 0, &[]),
        Commit {
            dedupe: vec![DedupeKey { integration: integration(1), event: long.clone() }],
            ..Commit::default()
        },
        Commit { rows: vec![row(long.clone())], ..Commit::default() },
        Commit { rows: vec![row(Bytes::new())], ..Commit::default() },
        Commit { records: vec![record(long.clone())], ..Commit::default() },
        Commit { records: vec![record(Bytes::new())], ..Commit::default() },
        Commit {
            bodies: vec![Body { message: message(1), content: vec![0; 17 << 20].into() }],
            ..Commit::default()
        },
    ] {
        assert!(matches!(engine.commit(commit).await, Err(CommitError::Invalid(_))));
    }
    assert_eq!(engine.store.offset(), 0);
    let widest = Commit { rows: vec![row(long.slice(..255))], ..Commit::default() };
    assert_eq!(engine.commit(widest).await, Ok(Committed { offset: 1 }));
}

pub(crate) async fn one_of_many_writers_wins(engine: Engine) {
    for seq in 0..20 {
        let attempts: Vec<_> = (0..10).map(|_| engine.store.commit(append(1, seq, &["mine"]))).collect();
        let mut won = 0;
        for attempt in attempts {
            won += u32::from(attempt.await.is_ok());
        }
        assert_eq!(won, 1);
    }
    assert_eq!(engine.store.offset(), 20);
}

pub(crate) async fn a_closed_store_takes_nothing(engine: Engine) {
    engine.commit(append(1, 0, &["a"])).await.unwrap();
    engine.store.close().await;
    assert!(matches!(engine.commit(append(1, 1, &["b"])).await, Err(CommitError::Failed(_))));
    assert!(engine.store.healthy().is_err());
    engine.store.close().await;
}
