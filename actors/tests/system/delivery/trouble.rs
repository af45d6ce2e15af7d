//! What a provider does not take at once: tried again, paused, given up, and sent once more.

use super::{Line, PHONE, failed};
use crate::provider::{Answer, Fake, receipt};
use frontdesk_actors::channel::Standing;
use frontdesk_actors::channels::ResumeChannel;
use frontdesk_actors::intake::Taken;
use frontdesk_channels::{Pace, Repeat};
use frontdesk_model::conversation::command::Action;
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::id::ConversationId;
use frontdesk_model::message::{Author, Delivery};
use frontdesk_model::time::Span;
use frontdesk_storage::{CommitError, MemoryStore, Store};
use std::sync::Arc;

#[actix_rt::test]
async fn messages_keep_their_order_while_the_first_is_tried_again() {
    let line = Line::new().await;
    let (one, two) = (line.served("+1").await, line.served("+2").await);
    line.wire.forget();
    line.wire.answers([Answer::Status(500), Answer::Status(200), Answer::Status(500)]);
    line.replies(one, "first").await;
    line.bench.settle().await;
    line.replies(one, "second").await;
    line.replies(two, "elsewhere").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1: first", "+2: elsewhere"], "others do not wait");
    line.bench.pass(Span::seconds(20)).await;
    let heard = line.wire.heard();
    let of_one: Vec<_> = heard.iter().filter(|text| text.starts_with("+1")).map(String::as_str).collect();
    assert_eq!(of_one, ["+1: first", "+1: first", "+1: first", "+1: second"]);
}

#[actix_rt::test]
async fn a_message_of_several_parts_goes_on_where_it_failed() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::Status(200), Answer::Status(500)]);
    line.replies(conversation, "one|two|three").await;
    line.bench.pass(Span::seconds(10)).await;
    assert_eq!(line.wire.heard(), ["+1555: one", "+1555: two", "+1555: two", "+1555: three"]);
    assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    for id in ["theirs-1", "theirs-4"] {
        let read = receipt(id, id, Delivery::Read);
        let taken = line.bench.system.intake.take(PHONE, read).await.expect("taken in");
        assert_ne!(taken, Taken::UnknownMessage, "each part is known by its id");
    }
}

#[actix_rt::test]
async fn a_quota_that_is_used_up_holds_only_what_is_counted() {
    let line = Line::new().await;
    let (one, two, three) = (line.served("+1").await, line.served("+2").await, line.served("+3").await);
    line.wire.forget();
    line.wire.answers([Answer::Wait(402, 3_600)]);
    line.replies(one, "counted").await;
    line.bench.settle().await;
    assert!(matches!(line.standing().await, Standing::Waiting { .. }));
    line.wire.forget();
    line.replies(two, "free hello").await;
    line.replies(three, "counted too").await;
    line.replies(one, "free but later").await;
    line.bench.pass(Span::minutes(1)).await;
    assert_eq!(line.wire.heard(), ["+2: free hello"], "and each conversation keeps its order");
    assert!(matches!(line.standing().await, Standing::Waiting { .. }), "the hold is not over");
    line.bench.pass(Span::minutes(61)).await;
    let mut heard = line.wire.heard();
    heard.sort_unstable();
    assert_eq!(heard, ["+1: counted", "+1: free but later", "+2: free hello", "+3: counted too"]);
    assert_eq!(line.standing().await, Standing::Working);
}

#[actix_rt::test]
async fn what_passes_is_tried_six_times_and_then_fails_with_the_providers_code() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers(vec![Answer::Status(500); 20]);
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::seconds(90)).await;
    assert_eq!(line.wire.heard().len(), 6);
    assert_eq!(line.delivery(conversation).await, failed("500"));
    assert_eq!(line.waiting_rows().await, 0);
}

async fn fails_at_once(status: u16) {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::Status(status)]);
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::minutes(2)).await;
    assert_eq!(line.wire.heard().len(), 1);
    assert_eq!(line.delivery(conversation).await, failed(&status.to_string()));
}

#[actix_rt::test]
async fn s1_57_a_message_that_is_not_taken_fails_at_once_and_says_why() {
    fails_at_once(400).await;
}

#[actix_rt::test]
async fn s1_57_an_end_user_who_blocked_us_is_not_tried_again() {
    fails_at_once(403).await;
}

#[actix_rt::test]
async fn s1_53_outside_the_window_nothing_is_sent_and_the_reply_fails_with_its_reason() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    tokio::time::advance(std::time::Duration::from_secs(24 * 3_600)).await;
    line.bench.settle().await;
    line.replies(conversation, "Sorry for the delay").await;
    line.bench.settle().await;
    assert!(line.wire.heard().is_empty());
    let Delivery::Failed { code, .. } = line.delivery(conversation).await else { panic!("it failed") };
    assert_eq!(code, "outside_window");
    line.hears("+1555", "Are you there?").await;
    line.replies(conversation, "Yes").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard(), ["+1555: Yes"], "they wrote: the window is open");
}

#[actix_rt::test]
async fn an_account_that_is_too_fast_waits_as_long_as_the_provider_says() {
    let line = Line::new().await;
    let (one, two) = (line.served("+1").await, line.served("+2").await);
    line.wire.forget();
    line.wire.answers([Answer::Wait(429, 40)]);
    line.replies(one, "first").await;
    line.bench.settle().await;
    assert!(matches!(line.standing().await, Standing::Waiting { .. }));
    line.replies(two, "second").await;
    line.bench.pass(Span::seconds(35)).await;
    assert_eq!(line.wire.heard(), ["+1: first"], "nobody is sent anything");
    line.bench.pass(Span::seconds(10)).await;
    let mut heard = line.wire.heard();
    heard.sort();
    assert_eq!(heard, ["+1: first", "+1: first", "+2: second"]);
    assert_eq!(line.standing().await, Standing::Working);
}

#[actix_rt::test]
async fn a_conversation_that_is_too_fast_waits_alone() {
    let line = Line::new().await;
    let (one, two) = (line.served("+1").await, line.served("+2").await);
    line.wire.forget();
    line.wire.answers([Answer::Wait(430, 20)]);
    line.replies(one, "first").await;
    line.bench.settle().await;
    line.replies(two, "second").await;
    line.bench.pass(Span::seconds(15)).await;
    assert_eq!(line.wire.heard(), ["+1: first", "+2: second"]);
    line.bench.pass(Span::seconds(10)).await;
    assert_eq!(line.delivery(one).await, Delivery::Sent);
}

#[actix_rt::test]
async fn dead_credentials_pause_the_channel_and_nothing_is_lost() {
    let line = Line::new().await;
    let (one, two) = (line.served("+1").await, line.served("+2").await);
    line.wire.forget();
    line.wire.answers([Answer::Status(401)]);
    line.replies(one, "first").await;
    line.bench.settle().await;
    line.replies(two, "second").await;
    line.bench.pass(Span::minutes(10)).await;
    assert_eq!(line.wire.heard(), ["+1: first"], "no retry loop with a dead token");
    let Standing::Paused { why, .. } = line.standing().await else { panic!("it is paused") };
    assert_eq!(why.code, "401");
    assert_eq!(line.delivery(one).await, Delivery::Queued, "it is not sent, and it has not failed");
    line.bench.system.channels.send(ResumeChannel(PHONE)).await.expect("running");
    line.bench.settle().await;
    for conversation in [one, two] {
        assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    }
}

#[actix_rt::test]
async fn an_account_sends_no_faster_than_its_pace() {
    let pace = Pace { burst: 2, every: Span::seconds(10) };
    let line = Line::with(Fake::new(Repeat::Unsafe).paced(pace)).await;
    for number in 0..6 {
        line.hears(&format!("+{number}"), "Hi").await;
    }
    line.bench.settle().await;
    assert_eq!(line.wire.heard().len(), 2, "the burst");
    line.bench.pass(Span::seconds(21)).await;
    assert_eq!(line.wire.heard().len(), 4, "and then one every ten seconds");
}

#[actix_rt::test]
async fn without_a_connection_nothing_left_and_it_is_tried_again() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::NotSent, Answer::NotSent]);
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::seconds(10)).await;
    assert_eq!(line.wire.heard(), ["+1555: Hello"]);
    assert_eq!(line.delivery(conversation).await, Delivery::Sent);
}

#[actix_rt::test]
async fn an_answer_that_never_comes_leaves_doubt_that_is_shown_and_not_sent_again() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::Never]);
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::minutes(5)).await;
    assert_eq!(line.wire.heard(), ["+1555: Hello"], "once");
    let Delivery::Failed { code, .. } = line.delivery(conversation).await else { panic!("it is shown") };
    assert_eq!(code, frontdesk_model::message::UNKNOWN_OUTCOME);
    line.replies(conversation, "And another").await;
    line.bench.settle().await;
    assert_eq!(line.wire.heard().len(), 2, "the next one goes");
}

#[actix_rt::test]
async fn an_answer_that_never_comes_is_asked_for_again_where_the_key_makes_it_safe() {
    let line = Line::with(Fake::new(Repeat::Safe)).await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::Never]);
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::minutes(1)).await;
    let keys = line.wire.keys();
    assert_eq!(line.wire.heard(), ["+1555: Hello", "+1555: Hello"]);
    assert_eq!(keys[keys.len() - 1], keys[keys.len() - 2], "under the same key");
    assert_eq!(line.delivery(conversation).await, Delivery::Sent);
}

#[actix_rt::test]
async fn what_came_of_a_message_is_kept_until_the_store_takes_it() {
    let store = Arc::new(MemoryStore::new());
    let line = Line::on(store.clone(), Fake::new(Repeat::Safe), Arc::default()).await;
    let conversation = line.served("+1555").await;
    line.replies(conversation, "Hello").await;
    // The next three commits are the reports of it.
    (0..3).for_each(|_| store.fail_next(CommitError::Busy));
    line.bench.pass(Span::seconds(10)).await;
    assert_eq!(line.wire.heard(), ["+1555: Hello"], "it is not sent again meanwhile");
    assert_eq!(line.delivery(conversation).await, Delivery::Sent);
}

#[actix_rt::test]
async fn an_erased_message_is_not_sent() {
    let store = Arc::new(MemoryStore::new());
    let line = Line::on(store.clone(), Fake::new(Repeat::Unsafe), Arc::default()).await;
    let conversation = line.served("+1555").await;
    line.wire.answers([Answer::Wait(430, 10)]);
    line.replies(conversation, "My secret").await;
    line.bench.settle().await;
    let log = line.log(conversation).await;
    let messages = log.iter().filter_map(|event| match event.kind {
        EventKind::MessageAdded { message, .. } => Some(message),
        _ => None,
    });
    store.redact(conversation, messages.collect()).await.expect("erased");
    line.wire.forget();
    line.bench.pass(Span::minutes(1)).await;
    assert!(line.wire.heard().is_empty());
    let Delivery::Failed { code, .. } = line.delivery(conversation).await else { panic!("it failed") };
    assert_eq!(code, "erased");
}

#[actix_rt::test]
async fn a_busy_conversation_does_not_starve_the_others() {
    let line = Line::new().await;
    let (one, two) = (line.served("+1").await, line.served("+2").await);
    line.wire.forget();
    line.wire.answers([Answer::Wait(430, 20)]);
    for number in 0..140 {
        line.replies(one, &format!("number {number}")).await;
    }
    line.bench.settle().await;
    line.replies(two, "elsewhere").await;
    line.bench.pass(Span::seconds(5)).await;
    assert_eq!(line.wire.heard(), ["+1: number 0", "+2: elsewhere"]);
    line.bench.pass(Span::minutes(1)).await;
    let heard = line.wire.heard();
    let numbers: Vec<_> = heard.iter().filter_map(|text| text.strip_prefix("+1: number ")).collect();
    let mut expected: Vec<String> = (0..140).map(|number| number.to_string()).collect();
    expected.insert(0, "0".to_owned());
    assert_eq!(numbers, expected, "in order, each once but for the one that was held");
}

/// Has the agent's only message of the conversation sent once more.
async fn retries(line: &Line, conversation: ConversationId) {
    let added = line.log(conversation).await.into_iter().find_map(|event| match event.kind {
        EventKind::MessageAdded { message, author: Author::Agent(_), .. } => Some(message),
        _ => None,
    });
    let message = added.expect("the agent wrote");
    line.acts(conversation, Action::RetryDelivery { message }).await;
    line.bench.settle().await;
}

#[actix_rt::test]
async fn s1_54_a_message_that_was_given_up_goes_out_again_when_its_agent_says_so() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers(std::iter::repeat_n(Answer::Status(500), 6));
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::minutes(5)).await;
    let given_up = line.delivery(conversation).await;
    assert!(matches!(given_up, Delivery::Failed { retryable: true, .. }), "{given_up:?}");
    line.wire.forget();
    retries(&line, conversation).await;
    assert_eq!(line.wire.heard(), ["+1555: Hello"], "once");
    assert_eq!(line.delivery(conversation).await, Delivery::Sent);
    assert_eq!(line.waiting_rows().await, 0);
}

#[actix_rt::test]
async fn what_fails_twice_is_told_twice() {
    let line = Line::new().await;
    let conversation = line.served("+1555").await;
    line.wire.answers(std::iter::repeat_n(Answer::Status(500), 12));
    line.replies(conversation, "Hello").await;
    line.bench.pass(Span::minutes(5)).await;
    retries(&line, conversation).await;
    line.bench.pass(Span::minutes(5)).await;
    let (_, all) = line.deliveries(conversation).await.remove(0);
    let failures = all.iter().filter(|state| matches!(state, Delivery::Failed { .. })).count();
    assert_eq!(failures, 2, "{all:?}");
}
