use crate::bench::Bench;
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::push::WhyGone;
use frontdesk_model::agent::AgentStatus;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::conversation::event::Target;
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::directory::Settings;
use frontdesk_model::routing::{Mode, Policy};
use frontdesk_model::time::Span;

fn broadcast() -> Settings {
    Settings { routing: Policy { mode: Mode::Broadcast, ..Policy::default() }, ..Settings::default() }
}

#[actix_rt::test]
async fn s3_9_an_offer_goes_to_an_agent_who_is_online_and_to_nobody_else() {
    let bench = Bench::new().await;
    let (ana, bea) = (bench.opens(bench.ana).await, bench.online(bench.bea).await);
    bench.status(bench.ana, AgentStatus::Away).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!((ana.offers().len(), bea.offers().len()), (0, 1));
    assert!(bea.offers()[0].expires_at.is_some());
}

#[actix_rt::test]
async fn a_missed_offer_goes_to_everybody_else_first() {
    let bench = Bench::new().await;
    let (ana, bea) = (bench.online(bench.ana).await, bench.online(bench.bea).await);
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    let (first, second) = if ana.offers().is_empty() { (&bea, &ana) } else { (&ana, &bea) };
    bench.pass(Span::seconds(31)).await;
    assert_eq!((first.offers().len(), second.offers().len()), (0, 1), "the other one is asked");
    assert_eq!(first.gone().last().map(|gone| gone.why), Some(WhyGone::Missed));
    bench.pass(Span::seconds(31)).await;
    assert_eq!((first.offers().len(), second.offers().len()), (1, 0), "and then the first one again");
}

#[actix_rt::test]
async fn a_declined_offer_goes_on_at_once() {
    let bench = Bench::new().await;
    let (ana, bea) = (bench.online(bench.ana).await, bench.online(bench.bea).await);
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    let (first, second) = if ana.offers().is_empty() { (&bea, &ana) } else { (&ana, &bea) };
    let offer = first.offers()[0].id;
    bench.does(first.agent, &visitor, Action::Decline { offer }).await.expect("declined");
    bench.settle().await;
    assert_eq!((first.offers().len(), second.offers().len()), (0, 1));
    assert_eq!(first.gone().last().map(|gone| gone.why), Some(WhyGone::Declined));
}

#[actix_rt::test]
async fn s3_10_of_two_accepts_one_wins_and_the_other_learns_who() {
    let bench = Bench::with(broadcast()).await;
    let (ana, bea) = (bench.online(bench.ana).await, bench.online(bench.bea).await);
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    let (of_ana, of_bea) = (ana.offers()[0].id, bea.offers()[0].id);
    let (first, second) = futures_util::future::join(
        bench.does(bench.ana, &visitor, Action::Accept { offer: of_ana }),
        bench.does(bench.bea, &visitor, Action::Accept { offer: of_bea }),
    )
    .await;
    bench.settle().await;
    let winner = bench.assignee(&visitor).await.expect("somebody has it");
    let lost = if winner == bench.ana { second } else { first };
    match lost {
        Err(ExecuteError::Rejected(Rejection::OfferGone { winner: told })) => assert_eq!(told, Some(winner)),
        other => panic!("the loser is told who won, not {other:?}"),
    }
    let loser = if winner == bench.ana { &bea } else { &ana };
    assert_eq!(loser.gone().last().map(|gone| gone.why), Some(WhyGone::Taken { by: winner }));
    assert!(ana.offers().is_empty() && bea.offers().is_empty());
}

#[actix_rt::test]
async fn an_agent_gets_no_more_than_fits_and_the_oldest_when_room_is_made() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let mut visitors = Vec::new();
    for _ in 0..4 {
        let visitor = bench.visitor().await;
        bench.asks_for_human(&visitor).await;
        bench.pass(Span::seconds(1)).await;
        visitors.push(visitor);
    }
    for visitor in &visitors[..2] {
        bench.accepts(&ana, visitor).await.expect("there is room");
    }
    assert!(ana.offers().is_empty(), "two of two");
    let status = frontdesk_model::ticket::TicketStatus::Solved;
    bench.does(bench.ana, &visitors[0], Action::Submit { status }).await.expect("solved");
    bench.settle().await;
    let offered: Vec<_> = ana.offers().iter().map(|offer| offer.conversation).collect();
    assert_eq!(offered, [visitors[2].session.conversation], "in the order of the queue");
}

#[actix_rt::test]
async fn auto_accept_assigns_without_asking() {
    let policy = Policy { mode: Mode::AutoAccept, ..Policy::default() };
    let bench = Bench::with(Settings { routing: policy, ..Settings::default() }).await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!(bench.assignee(&visitor).await, Some(bench.ana));
    assert!(ana.offers().is_empty());
}

#[actix_rt::test]
async fn s3_24_a_transfer_to_a_colleague_and_to_a_group() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    bench.accepts(&ana, &visitor).await.expect("accepted");
    let to = |agent| Action::Transfer {
        target: Target::Agent { agent },
        note: None,
        confirmed: false,
        available: false,
    };
    let refused = bench.does(bench.ana, &visitor, to(bench.bea)).await;
    assert!(matches!(refused, Err(ExecuteError::Rejected(Rejection::ConfirmationNeeded))));
    let bea = bench.online(bench.bea).await;
    let target = Target::Agent { agent: bench.bea };
    let action = Action::Transfer { target, note: None, confirmed: false, available: true };
    bench.does(bench.ana, &visitor, action).await.expect("handed over");
    assert_eq!(bench.assignee(&visitor).await, Some(bench.bea));
    let target = Target::Group { group: crate::bench::support() };
    let action = Action::Transfer { target, note: None, confirmed: false, available: true };
    bench.does(bench.bea, &visitor, action).await.expect("given back");
    bench.settle().await;
    assert_eq!(bench.assignee(&visitor).await, None);
    assert_eq!(ana.offers().len() + bea.offers().len(), 1, "the group is asked again");
}

#[actix_rt::test]
async fn what_the_only_agent_declined_comes_back_after_a_rest_and_newer_work_goes_first() {
    let bench = Bench::new().await;
    let ana = bench.online(bench.ana).await;
    let (first, second) = (bench.visitor().await, bench.visitor().await);
    bench.asks_for_human(&first).await;
    bench.settle().await;
    let declined = ana.offers()[0].clone();
    bench.does(bench.ana, &first, Action::Decline { offer: declined.id }).await.expect("declined");
    bench.settle().await;
    assert!(ana.offers().is_empty(), "not at once");
    bench.pass(Span::seconds(10)).await;
    bench.asks_for_human(&second).await;
    bench.settle().await;
    let offered = |browser: &crate::bench::Browser| {
        browser.offers().iter().map(|offer| offer.conversation).collect::<Vec<_>>()
    };
    assert_eq!(offered(&ana), [second.session.conversation], "newer work goes first");
    bench.accepts(&ana, &second).await.expect("there is room");
    // What settles takes a moment each time: it is 28 and a half seconds since the decline then.
    bench.pass(Span::seconds(17)).await;
    assert!(ana.offers().is_empty(), "too early");
    bench.pass(Span::seconds(3)).await;
    assert_eq!(offered(&ana), [first.session.conversation]);
}
