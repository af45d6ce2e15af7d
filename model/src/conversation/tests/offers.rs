//! Work is shown to agents: accepted, declined, missed, withdrawn; and who wins.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::SessionState;
use crate::conversation::command::{Action, Alarm};
use crate::conversation::rejection::Rejection;
use crate::id::OfferId;
use crate::ticket::{Assignment, TicketStatus};
use crate::time::Span;

const GONE: Rejection = Rejection::OfferGone { winner: None };

fn won_by(agent: crate::id::UserId) -> Rejection {
    Rejection::OfferGone { winner: Some(agent) }
}

#[test]
fn s3_9_waiting_work_is_offered_to_an_agent_for_thirty_seconds() {
    let scene = check([waiting()], offered(&[BEA]), &["offered to bea for 30000ms"]);
    assert_eq!(scene.state.session_state(), SessionState::Queued);
    let row = scene.row().unwrap();
    assert!(row.waiting && row.offers.len() == 1 && row.assignee.is_none());
}

#[test]
fn s3_9_accepting_assigns_and_opens_the_ticket() {
    let scene =
        check([waiting(), offered(&[BEA])], accepts(BEA), &["assigned to bea: Accepted", "New becomes Open"]);
    assert_eq!(scene.state.session_state(), SessionState::Active);
    assert_eq!(scene.row().unwrap().assignee, Some(BEA));
    assert!(scene.state.counts(false));
}

#[test]
fn of_two_who_press_at_once_the_second_learns_who_won() {
    refused([waiting(), broadcast(&[BEA, CYD]), accepts(BEA)], accepts(CYD), won_by(BEA));
    refused([waiting(), broadcast(&[BEA, CYD]), accepts(CYD)], accepts(BEA), won_by(CYD));
}

#[test]
fn whoever_accepts_twice_is_told_that_it_is_already_theirs() {
    refused([waiting(), offered(&[BEA]), accepts(BEA)], accepts(BEA), won_by(BEA));
}

#[test]
fn in_broadcast_all_are_shown_it_and_the_others_lose_it_at_once() {
    check([waiting()], broadcast(&[BEA, CYD, ADA]), &["offered to ada, bea, cyd"]);
    check(
        [waiting(), broadcast(&[BEA, CYD, ADA])],
        accepts(CYD),
        &[
            "offer to ada ends: Taken",
            "offer to bea ends: Taken",
            "assigned to cyd: Accepted",
            "New becomes Open",
        ],
    );
}

#[test]
fn a_broadcast_reaches_those_who_come_later_and_nobody_twice() {
    check([waiting(), broadcast(&[BEA])], broadcast(&[BEA, CYD, CYD]), &["offered to cyd"]);
    check([waiting(), broadcast(&[BEA])], broadcast(&[BEA]), &[]);
    check([waiting()], broadcast(&[]), &[]);
}

#[test]
fn a_second_timed_offer_waits_for_the_first_to_end() {
    refused([waiting(), offered(&[BEA])], offered(&[CYD]), Rejection::NotWaiting);
    check([waiting(), offered(&[BEA]), declines(BEA)], offered(&[CYD]), &["offered to cyd for 30000ms"]);
}

#[test]
fn who_was_deactivated_is_offered_nothing() {
    check([waiting()], broadcast(&[OLD, BEA, NOBODY]), &["offered to bea"]);
    refused([waiting()], broadcast(&[OLD]), Rejection::UnknownTarget);
    refused([waiting()], system(Action::AutoAssign { agent: OLD }), Rejection::UnknownTarget);
    refused([waiting()], system(Action::AutoAssign { agent: NOBODY }), Rejection::UnknownTarget);
}

#[test]
fn a_declined_offer_is_remembered_and_the_work_waits_again() {
    let scene = check([waiting(), offered(&[BEA])], declines(BEA), &["offer to bea ends: Declined"]);
    assert_eq!(scene.ticket().assignment, Assignment::Queued { missed: vec![BEA] });
    refused([waiting(), offered(&[BEA]), declines(BEA)], accepts(BEA), GONE);
    refused([waiting(), offered(&[BEA]), declines(BEA)], declines(BEA), GONE);
}

#[test]
fn an_offer_is_missed_when_its_time_is_over_and_not_before() {
    let late = || [waiting(), offered(&[BEA]), passes(Span::seconds(30))];
    check(late(), wakes(Alarm::OfferExpiry), &["offer to bea ends: Missed"]);
    let early = [waiting(), offered(&[BEA]), passes(Span::millis(29_999))];
    check(early, wakes(Alarm::OfferExpiry), &[]);
    check([waiting(), broadcast(&[BEA]), passes(Span::days(9))], wakes(Alarm::OfferExpiry), &[]);
    // Until the timer has come, the agent may still press.
    check(late(), accepts(BEA), &["assigned to bea: Accepted", "New becomes Open"]);
    let [a, b, c] = late();
    refused([a, b, c, wakes(Alarm::OfferExpiry)], accepts(BEA), GONE);
}

#[test]
fn who_missed_is_known_oldest_first_until_somebody_has_it() {
    let missed = |agent| Do::all([offered_to(agent), passes(Span::seconds(30)), wakes(Alarm::OfferExpiry)]);
    let mut scene = Scene::after([waiting(), missed(BEA), missed(CYD), missed(BEA)]);
    assert_eq!(scene.row().unwrap().missed, [CYD, BEA]);
    scene.run(&offered(&[ADA])).unwrap();
    assert_eq!(scene.row().unwrap().missed, [CYD, BEA], "while it is offered, too");
    scene.run(&accepts(ADA)).unwrap();
    assert!(scene.row().unwrap().missed.is_empty());
}

#[test]
fn a_withdrawn_offer_is_nobodys_fault() {
    let scene = check([waiting(), offered(&[BEA])], withdrawn(BEA), &["offer to bea ends: Withdrawn"]);
    assert_eq!(scene.ticket().assignment, Assignment::Queued { missed: Vec::new() });
    check([waiting(), broadcast(&[BEA, CYD])], withdrawn(BEA), &["offer to bea ends: Withdrawn"]);
    check([waiting(), offered(&[BEA])], withdrawn(CYD), &[]);
    refused([waiting(), offered(&[BEA]), withdrawn(BEA)], accepts(BEA), GONE);
}

#[test]
fn an_offer_is_only_for_the_one_it_was_made_to() {
    refused([waiting(), offered(&[BEA])], accepts_offer_of(CYD, BEA), GONE);
    refused([waiting(), offered(&[BEA])], accepts_offer_of(ADA, BEA), GONE);
    let unknown = Action::Accept { offer: OfferId::from_bytes([6; 12]) };
    refused([waiting(), offered(&[BEA])], Do::command(acting(BEA), unknown), GONE);
}

#[test]
fn work_that_somebody_has_is_not_offered() {
    refused([served_by(BEA)], offered(&[CYD]), Rejection::NotWaiting);
    refused([served_by(BEA)], system(Action::AutoAssign { agent: CYD }), Rejection::NotWaiting);
    refused([writes("Hi")], offered(&[BEA]), Rejection::BotHasControl);
    let closed = || [served_by(BEA), submits(BEA, TicketStatus::Closed)];
    refused(closed(), offered(&[BEA]), Rejection::TicketClosed);
    refused(closed(), accepts(BEA), GONE);
}

#[test]
fn without_asking_work_is_assigned_at_once() {
    let auto = || system(Action::AutoAssign { agent: BEA });
    check([waiting()], auto(), &["assigned to bea: AutoAccepted", "New becomes Open"]);
    check(
        [waiting(), broadcast(&[BEA, CYD])],
        auto(),
        &["offer to cyd ends: Taken", "assigned to bea: AutoAccepted", "New becomes Open"],
    );
}
