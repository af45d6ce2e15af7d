use crate::bench::Bench;
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::conversation::event::{EventKind, UnassignedWhy};
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::time::Span;

#[actix_rt::test]
async fn work_of_an_agent_who_is_gone_is_routed_again_with_the_reason() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    let bea = bench.online(bench.bea).await;

    bench.closes(&ana).await;
    bench.pass(Span::seconds(50)).await;
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana), "within the grace period nothing happens");
    bench.pass(Span::seconds(11)).await;
    assert_eq!(bench.assignee(&visitor).await, None);
    assert_eq!(bea.offers().len(), 1, "a colleague is asked");
    let gone = |kind: &EventKind| matches!(kind, EventKind::Unassigned { why: UnassignedWhy::AgentGone, .. });
    assert!(bench.log(&visitor).await.iter().any(|event| gone(&event.kind)), "and the log says why");
}

#[actix_rt::test]
async fn an_agent_who_reloads_the_page_keeps_the_work_and_the_status() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    bench.closes(&ana).await;
    bench.pass(Span::seconds(30)).await;
    let again = bench.opens(bench.ana).await;
    bench.pass(Span::minutes(5)).await;
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana));
    let second = bench.visitor().await;
    bench.asks_for_human(&second).await;
    bench.settle().await;
    assert_eq!(again.offers().len(), 1, "still online");
}

#[actix_rt::test]
async fn coming_back_after_the_grace_period_never_raises_the_status() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    bench.closes(&ana).await;
    bench.pass(Span::seconds(61)).await;
    let again = bench.opens(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert!(again.offers().is_empty(), "offline until the agent says otherwise");
    bench.status(bench.ana, AgentStatus::Online).await;
    assert_eq!(again.offers().len(), 1);
}

#[actix_rt::test]
async fn a_second_device_keeps_the_work_when_the_first_one_closes() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let phone = bench.opens(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!((ana.offers().len(), phone.offers().len()), (1, 1), "both show the offer");
    bench.accepts(&phone, &visitor).await.expect("accepted");
    assert!(ana.offers().is_empty(), "and both lose it");
    bench.closes(&ana).await;
    bench.pass(Span::minutes(3)).await;
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana));
}

#[actix_rt::test]
async fn a_ticket_that_reopens_while_its_agent_is_away_is_routed_again() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    bench.does(bench.ana, &visitor, Action::Submit { status: TicketStatus::Solved }).await.expect("solved");
    bench.closes(&ana).await;
    bench.pass(Span::minutes(2)).await;
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana), "a solved ticket stays where it is");
    let bea = bench.online(bench.bea).await;
    bench.says(&visitor, "It is broken again").await;
    bench.settle().await;
    assert_eq!(bea.offers().len(), 1);
}

#[actix_rt::test]
async fn an_agent_who_goes_away_loses_the_offers_at_once() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!(ana.offers().len(), 1);
    let bea = bench.online(bench.bea).await;
    bench.status(bench.ana, AgentStatus::Away).await;
    assert_eq!((ana.offers().len(), bea.offers().len()), (0, 1));
}
