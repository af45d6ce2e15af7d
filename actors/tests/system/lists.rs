use crate::bench::Bench;
use frontdesk_actors::notifier::List;
use frontdesk_actors::push::Push;
use frontdesk_model::id::TicketId;
use std::collections::BTreeSet;

#[actix_rt::test]
async fn s1_5_the_two_lists_follow_the_work() {
    let bench = Bench::new().await;
    let ana = bench.opens(bench.ana).await;
    let bea = bench.opens(bench.bea).await;
    let visitor = bench.visitor().await;
    bench.asks_for_human(&visitor).await;
    bench.settle().await;
    assert_eq!(bench.rows(List::Unassigned).await.len(), 1);
    let ticket = bench.rows(List::Unassigned).await[0].row.ticket;
    bench
        .does(bench.ana, &visitor, frontdesk_model::conversation::command::Action::Take)
        .await
        .expect("taken by hand");
    bench.settle().await;
    assert_eq!(bench.rows(List::Unassigned).await.len(), 0);
    assert_eq!(bench.rows(List::Of(bench.ana)).await.len(), 1);
    let gone = |push: &Push| match push {
        Push::Rows { gone, .. } => gone.clone(),
        _ => Vec::new(),
    };
    let lost: Vec<TicketId> = bea.heard.borrow().iter().flat_map(gone).collect();
    assert_eq!(lost, [ticket], "it leaves the colleague's list");
    let kept: Vec<TicketId> = ana.heard.borrow().iter().flat_map(gone).collect();
    assert!(kept.is_empty(), "and stays in the agent's own");
}

/// The lists that a browser has after applying all frames are those that a fresh one is given.
#[actix_rt::test]
async fn frames_applied_to_an_old_desk_equal_a_fresh_one() {
    let bench = Bench::new().await;
    let old = bench.online(bench.ana).await;
    let _bea = bench.online(bench.bea).await;
    let mut visitors = Vec::new();
    for number in 0..6 {
        let visitor = bench.visitor().await;
        bench.asks_for_human(&visitor).await;
        if number % 2 == 0 {
            bench.says(&visitor, "Hello?").await;
        }
        visitors.push(visitor);
    }
    bench.settle().await;
    for offer in old.offers() {
        let visitor = visitors.iter().find(|visitor| visitor.session.conversation == offer.conversation);
        bench.accepts(&old, visitor.expect("one of ours")).await.expect("accepted");
    }
    bench.settle().await;
    let fresh = bench.opens(bench.ana).await;
    let rows = |heard: &[Push]| {
        let mut rows = BTreeSet::new();
        let mut counts = None;
        for push in heard {
            match push {
                Push::Desk(desk) => {
                    rows = desk.rows.iter().map(|row| (row.row.ticket, format!("{row:?}"))).collect();
                    counts = Some(desk.counts);
                }
                Push::Rows { upsert, gone, counts: now } => {
                    for row in upsert {
                        rows.retain(|(ticket, _)| *ticket != row.row.ticket);
                        rows.insert((row.row.ticket, format!("{row:?}")));
                    }
                    rows.retain(|(ticket, _)| !gone.contains(ticket));
                    counts = Some(*now);
                }
                _ => {}
            }
        }
        (rows, counts)
    };
    assert_eq!(rows(&old.heard.borrow()), rows(&fresh.heard.borrow()));
}
