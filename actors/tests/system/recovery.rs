use crate::bench::Bench;
use frontdesk_actors::notifier::List;
use frontdesk_model::time::Span;
use std::sync::Arc;

#[actix_rt::test]
async fn after_a_restart_lists_offers_and_timers_are_there_again() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let (waiting, offered, assigned) = (bench.visitor().await, bench.visitor().await, bench.visitor().await);
    bench.asks_for_human(&assigned).await;
    bench.settle().await;
    bench.accepts(&ana, &assigned).await.expect("accepted");
    bench.asks_for_human(&offered).await;
    bench.asks_for_human(&waiting).await;
    bench.settle().await;

    // The old system is forgotten with everything that it had in memory; the store is all that is left.
    let again = Bench::on(Arc::clone(&bench.store)).await;
    again.settle().await;
    assert_eq!(again.rows(List::Open).await.len(), 3);
    assert_eq!(again.assignee(&assigned).await, Some(again.ana));
    let browser = again.opens(again.ana).await;
    again.settle().await;
    assert_eq!(browser.offers().len(), 1, "the offer that was open is still open");
    again.pass(Span::seconds(32)).await;
    let log = again.log(&offered).await;
    let missed = log.iter().any(|event| {
        matches!(event.kind, frontdesk_model::conversation::event::EventKind::OfferEnded { .. })
    });
    assert!(missed, "its timer fires in the new system");
}

#[actix_rt::test]
async fn after_a_restart_an_agent_who_does_not_come_back_loses_the_work() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    let again = Bench::on(Arc::clone(&bench.store)).await;
    again.pass(Span::seconds(50)).await;
    assert_eq!(again.assignee(&visitor).await, Some(again.ana));
    again.pass(Span::seconds(15)).await;
    assert_eq!(again.assignee(&visitor).await, None);
}
