use crate::bench::Bench;
use frontdesk_actors::notifier::List;
use frontdesk_model::conversation::Control;
use frontdesk_model::conversation::command::{Action, Saying};
use frontdesk_model::conversation::event::EventKind;
use frontdesk_model::message::{Author, Content, MessageText};
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::time::Span;

#[actix_rt::test]
async fn s3_7_s3_25_the_whole_story_from_greeting_to_greeting() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;

    bench.says(&visitor, "Hello").await;
    let log = bench.log(&visitor).await;
    let bot = |kind: &EventKind| matches!(kind, EventKind::MessageAdded { author: Author::Bot, .. });
    assert!(log.iter().any(|event| bot(&event.kind)), "the bot answers in the same step");
    assert!(bench.rows(List::Open).await.is_empty(), "no ticket while only the bot talks");

    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!(ana.offers().len(), 1, "the one agent who is there is asked");
    bench.accepts(&ana, &visitor).await.expect("nobody else wants it");
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana));
    assert!(ana.offers().is_empty());

    bench.replies(bench.ana, &visitor, "How can I help?").await.expect("the reply is taken");
    bench
        .does(bench.ana, &visitor, Action::Submit { status: TicketStatus::Closed })
        .await
        .expect("agents may close");
    bench.settle().await;
    assert!(bench.rows(List::Open).await.is_empty());
    let (closed, more) = bench.system.closed_tickets(None, 10).await.expect("the rows can be read");
    assert_eq!((closed.len(), more), (1, false));

    let before = bench.log(&visitor).await.len();
    bench.says(&visitor, "One more thing").await;
    assert!(matches!(bench.facts(&visitor).await.state.control, Control::Bot { .. }));
    let log = bench.log(&visitor).await;
    assert!(log[before..].iter().any(|event| bot(&event.kind)), "the bot meets the next message");
}

#[actix_rt::test]
async fn a_command_that_is_sent_twice_has_one_effect_and_one_answer() {
    let bench = Bench::new().await;
    let visitor = bench.visitor().await;
    let id = bench.command_id();
    let saying = || Saying::Content(Content::Text { text: MessageText::new("Hello").expect("a text") });
    let first = bench.sends(&visitor, saying(), id).await.expect("taken");
    let events = bench.log(&visitor).await.len();
    let second = bench.sends(&visitor, saying(), id).await.expect("taken again");
    assert_eq!(first.seq, second.seq);
    assert_eq!(bench.log(&visitor).await.len(), events);
}

#[actix_rt::test]
async fn s3_2_an_idle_conversation_leaves_memory_and_comes_back_whole() {
    let bench = Bench::new().await;
    let visitor = bench.visitor().await;
    bench.says(&visitor, "Hello").await;
    let before = bench.facts(&visitor).await.state.clone();
    bench.pass(Span::minutes(7)).await;
    bench.system.registry.sweep();
    assert_eq!(bench.system.registry.live(), 0, "the actor has left");
    assert_eq!(bench.facts(&visitor).await.state, before, "the log gives the same state");
}

#[actix_rt::test]
async fn a_solved_ticket_is_closed_by_the_server_after_four_days() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    bench.does(bench.ana, &visitor, Action::Submit { status: TicketStatus::Solved }).await.expect("solved");
    // Somebody has to keep the time: the agent's browser stays open.
    for _ in 0..4 * 24 {
        tokio::time::advance(std::time::Duration::from_secs(3_600)).await;
        bench.settle().await;
    }
    bench.settle().await;
    let state = &bench.facts(&visitor).await.state;
    assert!(state.ticket.is_none(), "closed");
    assert!(matches!(state.control, Control::Bot { .. }), "and the bot has control again");
}
