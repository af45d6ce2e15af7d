use super::*;
use frontdesk_model::id::UserId;
use frontdesk_storage::{
    AuditEntry, Conflict, Counter, Expected, Record, RecordKind, RecordWrite, RowTable, RowWrite,
};

fn write(key: &str, expected: Expected, body: Option<&str>) -> RecordWrite {
    RecordWrite { kind: RecordKind::Macro, key: bytes(key), expected, body: body.map(bytes) }
}

fn writes(records: Vec<RecordWrite>) -> Commit {
    Commit { records, ..Commit::default() }
}

pub(crate) async fn records_have_revisions(mut engine: Engine) {
    let steps = [
        (Expected::Absent, Some("one"), Ok(Some(1))),
        (Expected::Absent, Some("two"), Err(Some(1))),
        (Expected::Revision(1), Some("two"), Ok(Some(2))),
        (Expected::Revision(1), Some("three"), Err(Some(2))),
        (Expected::Any, Some("three"), Ok(Some(3))),
        (Expected::Revision(3), None, Ok(None)),
        (Expected::Revision(3), Some("four"), Err(None)),
        (Expected::Any, None, Ok(None)),
        (Expected::Any, Some("five"), Ok(Some(1))),
    ];
    for (expected, text, outcome) in steps {
        let result = engine.commit(writes(vec![write("key", expected, text)])).await;
        match outcome {
            Ok(revision) => {
                result.unwrap();
                let stored = engine.store.record(RecordKind::Macro, b"key").await.unwrap();
                let record = |revision| Record { key: bytes("key"), revision, body: bytes(text.unwrap()) };
                assert_eq!(stored, revision.map(record));
            }
            Err(actual) => {
                let what = Conflict::Revision { kind: RecordKind::Macro, key: bytes("key"), actual };
                assert_eq!(result, Err(CommitError::Conflict { what }));
            }
        }
        engine.reopen().await;
    }
    assert_eq!(engine.store.record(RecordKind::View, b"key").await, Ok(None));
}

pub(crate) async fn records_page_in_key_order(engine: Engine) {
    for key in ["b", "ab", "c", "a", "abc"] {
        engine.commit(writes(vec![write(key, Expected::Absent, Some("body"))])).await.unwrap();
    }
    let other = RecordWrite { kind: RecordKind::Trigger, ..write("a", Expected::Absent, Some("body")) };
    engine.commit(writes(vec![other])).await.unwrap();
    let keys = async |after: &str, limit| -> Vec<Bytes> {
        let records = engine.store.records(RecordKind::Macro, after.as_bytes(), limit).await.unwrap();
        records.into_iter().map(|record| record.key).collect()
    };
    assert_eq!(keys("", 9).await, ["a", "ab", "abc", "b", "c"]);
    assert_eq!(keys("", 2).await, ["a", "ab"]);
    assert_eq!(keys("ab", 2).await, ["abc", "b"]);
    assert_eq!(keys("abb", 9).await, ["abc", "b", "c"]);
    assert_eq!(keys("c", 9).await, Vec::<Bytes>::new());
}

pub(crate) async fn one_commit_may_write_a_record_twice(engine: Engine) {
    let twice = vec![
        write("key", Expected::Absent, Some("one")),
        write("key", Expected::Revision(1), Some("two")),
        write("gone", Expected::Absent, Some("one")),
        write("gone", Expected::Any, None),
    ];
    engine.commit(writes(twice)).await.unwrap();
    let record = Record { key: bytes("key"), revision: 2, body: bytes("two") };
    assert_eq!(engine.store.record(RecordKind::Macro, b"key").await, Ok(Some(record)));
    assert_eq!(engine.store.record(RecordKind::Macro, b"gone").await, Ok(None));
}

pub(crate) async fn rows_are_found_by_prefix(mut engine: Engine) {
    let row = |key: &str, value: Option<&str>| RowWrite {
        table: RowTable::EndUserTickets,
        key: bytes(key),
        value: value.map(bytes),
    };
    let mut rows: Vec<_> = ["u1/a", "u1/b", "u1/c", "u2/a", "u10/a"].map(|key| row(key, Some(key))).into();
    rows.push(RowWrite { table: RowTable::OpenTickets, ..row("u1/z", Some("z")) });
    engine.commit(Commit { rows, ..Commit::default() }).await.unwrap();
    engine
        .commit(Commit { rows: vec![row("u1/b", None), row("u2/a", Some("new"))], ..Commit::default() })
        .await
        .unwrap();
    for _ in 0..2 {
        let keys = async |prefix: &str, after: &str, limit| -> Vec<Bytes> {
            let table = RowTable::EndUserTickets;
            let rows = engine.store.rows(table, prefix.as_bytes(), after.as_bytes(), limit).await.unwrap();
            rows.into_iter().map(|(key, _)| key).collect()
        };
        assert_eq!(keys("u1/", "", 9).await, ["u1/a", "u1/c"]);
        assert_eq!(keys("u1/", "u1/a", 9).await, ["u1/c"]);
        assert_eq!(keys("u1/", "a", 1).await, ["u1/a"]);
        assert_eq!(keys("", "", 9).await, ["u1/a", "u1/c", "u10/a", "u2/a"]);
        assert_eq!(keys("", "u10/a", 9).await, ["u2/a"]);
        assert_eq!(engine.store.row(RowTable::EndUserTickets, b"u2/a").await, Ok(Some(bytes("new"))));
        assert_eq!(engine.store.row(RowTable::EndUserTickets, b"u1/b").await, Ok(None));
        engine.reopen().await;
    }
}

pub(crate) async fn numbers_are_never_given_twice(mut engine: Engine) {
    let mut given = Vec::new();
    for _ in 0..3 {
        for _ in 0..3 {
            let number = engine.store.next_number(Counter::Ticket);
            given.push(number);
            engine
                .commit(Commit { numbers: vec![(Counter::Ticket, number)], ..Commit::default() })
                .await
                .unwrap();
        }
        engine.reopen().await;
    }
    assert_eq!(given, (1..=9).collect::<Vec<_>>());
    assert_eq!(engine.store.next_number(Counter::User), 1);
    engine.commit(Commit { numbers: vec![(Counter::User, 100)], ..Commit::default() }).await.unwrap();
    assert_eq!(engine.store.next_number(Counter::User), 101);
}

pub(crate) async fn the_audit_log_is_newest_first(mut engine: Engine) {
    let entry = |number: u64, kind, key: &str| AuditEntry {
        at: at(number),
        actor: UserId::new(number).ok(),
        kind,
        key: bytes(key),
        detail: bytes("changed: name"),
    };
    let (user, group) = (RecordKind::User, RecordKind::Group);
    let all = [entry(0, user, "a"), entry(1, user, "ab"), entry(2, group, "a"), entry(3, user, "a")];
    let (first, rest) = all.split_at(3);
    engine.commit(Commit { audit: first.to_vec(), ..Commit::default() }).await.unwrap();
    engine.commit(Commit { audit: rest.to_vec(), ..Commit::default() }).await.unwrap();
    for _ in 0..2 {
        let newest: Vec<_> = all.iter().rev().cloned().collect();
        assert_eq!(engine.store.audit(None, 9).await.unwrap(), newest);
        assert_eq!(engine.store.audit(None, 2).await.unwrap(), newest[..2]);
        let of = Some((user, bytes("a")));
        assert_eq!(engine.store.audit(of.clone(), 9).await.unwrap(), [all[3].clone(), all[0].clone()]);
        assert_eq!(engine.store.audit(of, 1).await.unwrap(), [all[3].clone()]);
        let (mut before, mut paged) = (None, Vec::new());
        while let Some((place, entry)) = engine.store.audit_before(before, 1).await.unwrap().pop() {
            assert!(before.is_none_or(|before| place < before));
            before = Some(place);
            paged.push(entry);
        }
        assert_eq!(paged, newest, "page by page it is the same log");
        engine.reopen().await;
    }
}
