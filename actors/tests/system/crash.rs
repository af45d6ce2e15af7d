//! The server dies at each point of sending; the next one finds the store, and the provider remembers what it heard.

use crate::bench::MORNING;
use crate::delivery::Line;
use crate::provider::{Answer, Fake, Wire};
use frontdesk_channels::Repeat;
use frontdesk_model::id::ConversationId;
use frontdesk_model::message::{Delivery, UNKNOWN_OUTCOME};
use frontdesk_model::time::Span;
use frontdesk_storage::MemoryStore;
use std::future::Future;
use std::sync::Arc;

/// One life of the server: when it returns, everything in memory is gone, whatever it was at.
fn life<T>(what: impl Future<Output = T>) -> T {
    actix_rt::System::new().block_on(what)
}

struct Past {
    store: Arc<MemoryStore>,
    wire: Arc<Wire>,
}

impl Past {
    fn new() -> Self {
        Self { store: Arc::new(MemoryStore::new()), wire: Arc::default() }
    }

    async fn first(&self, repeat: Repeat) -> Line {
        Line::on(self.store.clone(), Fake::new(repeat), Arc::clone(&self.wire)).await
    }

    async fn next(&self, repeat: Repeat) -> Line {
        let later = MORNING.plus(Span::minutes(60));
        Line::again(self.store.clone(), later, Fake::new(repeat), Arc::clone(&self.wire)).await
    }
}

fn is_doubt(delivery: &Delivery) -> bool {
    matches!(delivery, Delivery::Failed { code, .. } if code == UNKNOWN_OUTCOME)
}

/// The request left, and the server died before the answer came: the provider may have it or not.
fn dies_while_the_provider_is_asked(repeat: Repeat) -> (Past, ConversationId) {
    let past = Past::new();
    let conversation = life(async {
        let line = past.first(repeat).await;
        let conversation = line.served("+1555").await;
        line.wire.answers([Answer::Never]);
        line.replies(conversation, "Hello").await;
        line.bench.settle().await;
        assert_eq!(line.wire.heard(), ["+1555: Hello"]);
        conversation
    });
    (past, conversation)
}

#[test]
fn what_waited_is_sent_by_the_next_server_once() {
    let past = Past::new();
    let conversation = life(async {
        let line = past.first(Repeat::Unsafe).await;
        let conversation = line.served("+1555").await;
        line.wire.answers([Answer::NotSent]);
        line.replies(conversation, "Hello").await;
        assert!(line.wire.heard().is_empty());
        assert_eq!(line.waiting_rows().await, 1);
        conversation
    });
    life(async {
        let line = past.next(Repeat::Unsafe).await;
        line.bench.pass(Span::minutes(2)).await;
        assert_eq!(line.wire.heard(), ["+1555: Hello"]);
        assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    });
}

#[test]
fn s3_23_what_was_under_way_is_shown_as_unknown_and_not_sent_again() {
    let (past, conversation) = dies_while_the_provider_is_asked(Repeat::Unsafe);
    life(async {
        let line = past.next(Repeat::Unsafe).await;
        line.bench.pass(Span::minutes(2)).await;
        assert_eq!(line.wire.heard(), ["+1555: Hello"], "nothing twice");
        assert!(is_doubt(&line.delivery(conversation).await));
        assert_eq!(line.waiting_rows().await, 0);
        line.replies(conversation, "Did you get this?").await;
        line.bench.settle().await;
        assert_eq!(line.wire.heard().len(), 2, "the conversation goes on");
    });
}

#[test]
fn what_was_under_way_is_sent_again_under_its_key_where_that_is_safe() {
    let (past, conversation) = dies_while_the_provider_is_asked(Repeat::Safe);
    life(async {
        let line = past.next(Repeat::Safe).await;
        line.bench.pass(Span::minutes(2)).await;
        let keys = line.wire.keys();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    });
}

/// The provider took the message, but the disk did not take that before the server died.
fn dies_before_the_outcome_is_written(repeat: Repeat) -> (Past, ConversationId) {
    let past = Past::new();
    let conversation = life(async {
        let line = past.first(repeat).await;
        let conversation = line.served("+1555").await;
        line.wire.answers([Answer::TakenWhileTheDiskFails(past.store.clone())]);
        line.replies(conversation, "Hello").await;
        line.bench.pass(Span::seconds(2)).await;
        assert_eq!(line.wire.heard(), ["+1555: Hello"]);
        assert_eq!(line.delivery(conversation).await, Delivery::Queued, "nobody was told");
        conversation
    });
    (past, conversation)
}

#[test]
fn an_outcome_that_was_not_written_is_shown_as_unknown_and_nothing_is_sent_twice() {
    let (past, conversation) = dies_before_the_outcome_is_written(Repeat::Unsafe);
    life(async {
        let line = past.next(Repeat::Unsafe).await;
        line.bench.pass(Span::minutes(2)).await;
        assert_eq!(line.wire.heard(), ["+1555: Hello"]);
        assert!(is_doubt(&line.delivery(conversation).await));
        assert_eq!(line.waiting_rows().await, 0);
    });
}

#[test]
fn an_outcome_that_was_not_written_is_asked_for_again_under_its_key() {
    let (past, conversation) = dies_before_the_outcome_is_written(Repeat::Safe);
    life(async {
        let line = past.next(Repeat::Safe).await;
        line.bench.pass(Span::minutes(2)).await;
        let keys = line.wire.keys();
        assert_eq!((keys.len(), keys.first()), (2, keys.last()));
        assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    });
}

#[test]
fn what_is_held_keeps_its_order_over_a_restart() {
    let past = Past::new();
    let conversation = life(async {
        let line = past.first(Repeat::Unsafe).await;
        let conversation = line.served("+1555").await;
        line.wire.answers([Answer::Wait(430, 3_700)]);
        line.replies(conversation, "first").await;
        line.bench.settle().await;
        line.replies(conversation, "second").await;
        line.bench.settle().await;
        line.wire.forget();
        conversation
    });
    life(async {
        let line = past.next(Repeat::Unsafe).await;
        line.bench.pass(Span::seconds(60)).await;
        assert!(line.wire.heard().is_empty(), "the second does not pass the first");
        line.bench.pass(Span::minutes(2)).await;
        assert_eq!(line.wire.heard(), ["+1555: first", "+1555: second"]);
        let all = line.deliveries(conversation).await;
        assert!(all.iter().all(|(_, states)| states.last() == Some(&Delivery::Sent)));
    });
}
