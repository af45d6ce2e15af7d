use super::*;
use frontdesk_storage::{Loaded, Page, StoredCommit, StoredEvent};

pub(crate) async fn an_empty_store_answers_with_nothing(engine: Engine) {
    let store = &engine.store;
    assert_eq!(store.offset(), 0);
    assert_eq!(store.load(conversation(1)).await, Ok(None));
    assert_eq!(store.events(conversation(1), Page::After { seq: 0, limit: 9 }).await, Ok(vec![]));
    assert_eq!(store.events(conversation(1), Page::Before { seq: 9, limit: 9 }).await, Ok(vec![]));
    assert_eq!(store.read_from(0, 9).await, Ok(vec![]));
    assert_eq!(store.next_timer().await, Ok(None));
    assert_eq!(store.timers_due(at(u64::MAX), 9).await, Ok(vec![]));
    assert_eq!(store.outbox_due(integration(1), at(u64::MAX), 9).await, Ok(vec![]));
    assert_eq!(store.healthy(), Ok(()));
}

pub(crate) async fn events_come_back_with_their_bodies(engine: Engine) {
    let first = Commit { bodies: vec![body(1, "hello"), body(2, "")], ..append(1, 0, &["a", "b"]) };
    assert_eq!(engine.commit(first).await, Ok(Committed { offset: 1 }));
    assert_eq!(engine.commit(append(2, 0, &["other"])).await, Ok(Committed { offset: 2 }));
    assert_eq!(engine.commit(append(1, 2, &["c"])).await, Ok(Committed { offset: 3 }));
    let bodies = vec![(message(1), bytes("hello")), (message(2), bytes(""))];
    let event = |seq, offset, text, bodies: &[(MessageId, Bytes)]| StoredEvent {
        seq,
        offset,
        payload: bytes(text),
        bodies: bodies.to_vec(),
    };
    let events = vec![event(1, 1, "a", &bodies), event(2, 1, "b", &bodies), event(3, 3, "c", &[])];
    let loaded = engine.store.load(conversation(1)).await.unwrap().unwrap();
    assert_eq!(loaded, Loaded { snapshot: None, events });
}

fn seqs(events: &[StoredEvent]) -> Vec<u64> {
    events.iter().map(|event| event.seq).collect()
}

pub(crate) async fn pages_go_both_ways(engine: Engine) {
    let mut seq = 0;
    for length in [1, 3, 2, 4, 1, 5, 1, 1, 2] {
        let events = vec!["event"; length];
        engine.commit(append(1, seq, &events)).await.unwrap();
        engine.commit(append(2, seq, &events)).await.unwrap();
        seq += u64::try_from(length).unwrap();
    }
    assert_eq!(seq, 20);
    for limit in [1, 2, 3, 7, 20, 99, usize::MAX] {
        for from in 0..=22 {
            let wanted: Vec<u64> = (1..=20).filter(|seq| *seq > from).take(limit).collect();
            let page = engine.store.events(conversation(1), Page::After { seq: from, limit }).await.unwrap();
            assert_eq!(seqs(&page), wanted, "after {from}, {limit}");
            let mut wanted: Vec<u64> = (1..=20).rev().filter(|seq| *seq < from).take(limit).collect();
            wanted.reverse();
            let page = engine.store.events(conversation(1), Page::Before { seq: from, limit }).await.unwrap();
            assert_eq!(seqs(&page), wanted, "before {from}, {limit}");
        }
    }
    assert_eq!(engine.store.events(conversation(1), Page::After { seq: 0, limit: 0 }).await, Ok(vec![]));
}

pub(crate) async fn a_snapshot_shortens_loading(engine: Engine) {
    engine.commit(append(1, 0, &["a", "b", "c"])).await.unwrap();
    engine.commit(append(1, 3, &["d"])).await.unwrap();
    for seq in [1, 2, 3] {
        engine.store.save_snapshot(conversation(1), seq, bytes("state"));
        let loaded = engine.store.load(conversation(1)).await.unwrap().unwrap();
        assert_eq!(loaded.snapshot, Some((seq, bytes("state"))));
        assert_eq!(seqs(&loaded.events), (seq + 1..=4).collect::<Vec<_>>());
    }
    engine.store.save_snapshot(conversation(1), 4, bytes("newest"));
    let loaded = engine.store.load(conversation(1)).await.unwrap().unwrap();
    assert_eq!(loaded, Loaded { snapshot: Some((4, bytes("newest"))), events: vec![] });
}

pub(crate) async fn the_order_of_calls_is_the_order_of_offsets(engine: Engine) {
    let texts: Vec<String> = (0..200).map(|number| number.to_string()).collect();
    let futures: Vec<_> = (0u64..)
        .zip(&texts)
        .map(|(seq, text)| engine.store.commit(append(1, seq, &[text.as_str()])))
        .collect();
    // Polled in the opposite order: the place was taken when the call was made.
    let mut offsets = Vec::new();
    for future in futures.into_iter().rev() {
        offsets.push(future.await.unwrap().offset);
    }
    offsets.reverse();
    assert_eq!(offsets, (1..=200).collect::<Vec<_>>());
    assert_eq!(engine.store.offset(), 200);
}

pub(crate) async fn reading_from_an_offset_pages_through_all_commits(engine: Engine) {
    let pending: Vec<_> = (0..700)
        .map(|seq| {
            let commit = Commit { bodies: vec![body(1, "text")], ..append(1, seq, &["event"]) };
            engine.store.commit(if seq == 3 { Commit { append: None, ..commit } } else { commit })
        })
        .collect();
    let mut refused = 0;
    for commit in pending {
        refused += u32::from(commit.await.is_err());
    }
    // The fourth appended nothing, so that all behind it expected too much.
    assert_eq!(refused, 696);
    let pending: Vec<_> = (3..700).map(|seq| engine.store.commit(append(1, seq, &["event"]))).collect();
    for commit in pending {
        commit.await.unwrap();
    }
    let all = engine.store.read_from(0, usize::MAX).await.unwrap();
    assert_eq!(all.iter().map(|commit| commit.offset).collect::<Vec<_>>(), (1..=701).collect::<Vec<_>>());
    let bodies = vec![(message(1), bytes("text"))];
    let silent = StoredCommit {
        offset: 4,
        conversation: None,
        first_seq: 0,
        events: vec![],
        bodies,
        envelopes: vec![],
    };
    assert_eq!(all[3], silent);
    assert_eq!((all[4].conversation, all[4].first_seq), (Some(conversation(1)), 4));
    for (after, limit) in
        [(0, 1), (1, 5), (254, 4), (255, 1), (256, 300), (511, 2), (699, 9), (701, 1), (9_999, 1)]
    {
        let wanted: Vec<_> = all.iter().filter(|commit| commit.offset > after).take(limit).cloned().collect();
        assert_eq!(engine.store.read_from(after, limit).await.unwrap(), wanted, "{after}, {limit}");
    }
}

pub(crate) async fn everything_is_there_after_a_restart(mut engine: Engine) {
    let epoch = engine.store.epoch();
    for seq in 0..50 {
        let commit = Commit { bodies: vec![body(1, &"long ".repeat(40))], ..append(1, seq, &["event"]) };
        engine.commit(commit).await.unwrap();
    }
    let before = engine.store.load(conversation(1)).await;
    engine.reopen().await;
    assert_eq!(engine.store.epoch(), epoch);
    assert_eq!(engine.store.offset(), 50);
    assert_eq!(engine.store.load(conversation(1)).await, before);
    assert_eq!(engine.commit(append(1, 50, &["next"])).await, Ok(Committed { offset: 51 }));
    engine.reopen().await;
    assert_eq!(engine.store.load(conversation(1)).await.unwrap().unwrap().events.len(), 51);
}
