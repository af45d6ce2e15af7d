use super::*;
use frontdesk_storage::{Envelope, Timer, TimerChange};

pub(crate) async fn the_outbox_gives_what_is_due_in_order(mut engine: Engine) {
    for (id, of, due) in [(1, 1, 300), (2, 1, 100), (3, 2, 50), (4, 1, 200), (5, 1, 100)] {
        engine.commit(put(outbox_row(id, of, due, bytes("payload")))).await.unwrap();
    }
    for _ in 0..2 {
        let ids = async |now, limit| -> Vec<u8> {
            let rows = engine.store.outbox_due(integration(1), at(now), limit).await.unwrap();
            assert!(rows.iter().all(|row| row.payload == "payload" && row.integration == integration(1)));
            rows.iter().map(|row| row.id.to_bytes()[0]).collect()
        };
        assert_eq!(ids(99, 9).await, Vec::<u8>::new());
        assert_eq!(ids(100, 9).await, [2, 5]);
        assert_eq!(ids(250, 9).await, [2, 5, 4]);
        assert_eq!(ids(u64::MAX, 2).await, [2, 5]);
        assert_eq!(ids(300, 9).await, [2, 5, 4, 1]);
        engine.reopen().await;
    }
}

pub(crate) async fn a_row_of_the_outbox_is_replaced_and_done(mut engine: Engine) {
    let due = async |engine: &Engine| engine.store.outbox_due(integration(1), at(1_000), 9).await.unwrap();
    let first = outbox_row(1, 1, 10, bytes("one"));
    engine.commit(put(first.clone())).await.unwrap();
    assert_eq!(due(&engine).await, [first]);
    engine.reopen().await;
    let second = outbox_row(1, 1, 20, bytes("two"));
    engine.commit(put(second.clone())).await.unwrap();
    assert_eq!(due(&engine).await, [second]);
    let done = Commit { outbox: vec![OutboxChange::Done(LongId::from_bytes([1; 12]))], ..Commit::default() };
    engine.commit(done.clone()).await.unwrap();
    assert_eq!(due(&engine).await, []);
    engine.reopen().await;
    assert_eq!(due(&engine).await, []);
    // Doing it twice is harmless.
    engine.commit(done).await.unwrap();
}

pub(crate) async fn timers_are_set_moved_and_cleared(mut engine: Engine) {
    let timer = |of, kind, due| Timer { due: at(due), conversation: conversation(of), kind };
    let set = |timer| Commit { timers: vec![TimerChange::Set(timer)], ..Commit::default() };
    for new in [timer(1, 0, 500), timer(1, 1, 100), timer(2, 0, 300)] {
        engine.commit(set(new)).await.unwrap();
    }
    assert_eq!(engine.store.next_timer().await, Ok(Some(at(100))));
    engine.reopen().await;
    engine.commit(set(timer(1, 1, 400))).await.unwrap();
    assert_eq!(engine.store.next_timer().await, Ok(Some(at(300))));
    assert_eq!(engine.store.timers_due(at(299), 9).await, Ok(vec![]));
    let all = vec![timer(2, 0, 300), timer(1, 1, 400), timer(1, 0, 500)];
    assert_eq!(engine.store.timers_due(at(500), 9).await.unwrap(), all);
    assert_eq!(engine.store.timers_due(at(500), 2).await.unwrap(), all[..2]);
    engine.reopen().await;
    assert_eq!(engine.store.timers_due(at(500), 9).await.unwrap(), all);
    let clear = TimerChange::Clear { conversation: conversation(2), kind: 0 };
    engine.commit(Commit { timers: vec![clear], ..Commit::default() }).await.unwrap();
    engine.commit(Commit { timers: vec![clear], ..Commit::default() }).await.unwrap();
    assert_eq!(engine.store.timers_due(at(500), 9).await.unwrap(), all[1..]);
    engine.reopen().await;
    assert_eq!(engine.store.timers_due(at(500), 9).await.unwrap(), all[1..]);
}

pub(crate) async fn large_payloads_come_back(mut engine: Engine) {
    let large = Bytes::from(vec![7; 300_000]);
    let row = outbox_row(1, 1, 0, large.clone());
    let bodies = vec![Body { message: message(1), content: large.clone() }];
    engine.commit(Commit { bodies, ..append(1, 0, &["event"]) }).await.unwrap();
    engine.commit(Commit { append: append(1, 1, &["event"]).append, ..put(row.clone()) }).await.unwrap();
    for _ in 0..2 {
        assert_eq!(engine.store.outbox_due(integration(1), at(0), 9).await, Ok(vec![row.clone()]));
        let loaded = engine.store.load(conversation(1)).await.unwrap().unwrap();
        assert_eq!(loaded.events[0].bodies, [(message(1), large.clone())]);
        engine.reopen().await;
    }
}

pub(crate) async fn envelopes_come_back_newest_first(mut engine: Engine) {
    let envelope =
        |of, when, text: &str| Envelope { integration: integration(of), at: at(when), raw: bytes(text) };
    let all = [envelope(1, 10, "{}"), envelope(2, 11, "[]"), envelope(1, 12, "text"), envelope(1, 13, "")];
    let (first, rest) = all.split_at(3);
    engine.commit(Commit { envelopes: first.to_vec(), ..Commit::default() }).await.unwrap();
    engine.commit(Commit { envelopes: rest.to_vec(), ..Commit::default() }).await.unwrap();
    for _ in 0..2 {
        let newest = engine.store.envelopes(integration(1), 2).await.unwrap();
        assert_eq!(newest, [all[3].clone(), all[2].clone()]);
        assert_eq!(engine.store.envelopes(integration(1), 9).await.unwrap().len(), 3);
        engine.reopen().await;
    }
}
