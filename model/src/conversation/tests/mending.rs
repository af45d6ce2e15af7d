//! Agents set right what went wrong: failed messages, names, transfers.

use super::scene::{Do, check, refused};
use super::verbs::*;
use super::world::*;
use crate::access::By;
use crate::conversation::command::Action;
use crate::conversation::rejection::Rejection;
use crate::end_user::{EmailAddress, PersonName};
use crate::id::{MessageId, UserId};
use crate::message::Delivery;
use crate::ticket::Assignment;

fn answered_on_the_phone() -> Do {
    Do::all([asks_for_human_on(PHONE), offered_to(BEA), accepts(BEA), replies(BEA, "Hello")])
}

fn fails(retryable: bool) -> Do {
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        let delivery = Delivery::Failed { code: "7".to_owned(), text: "no".to_owned(), retryable };
        scene.tell(By::System, Action::ReportDelivery { message, delivery })
    })
}

fn retries(agent: UserId) -> Do {
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        scene.tell(acting(agent), Action::RetryDelivery { message })
    })
}

fn takes_back(agent: UserId) -> Do {
    Do::command(acting(agent), Action::TakeBack)
}

#[test]
fn a_failure_that_may_pass_is_tried_again_and_only_once_at_a_time() {
    let scene = check([answered_on_the_phone(), fails(true)], retries(BEA), &["delivery tried again"]);
    let message = newest(&scene, |_| true).unwrap();
    assert_eq!(scene.state.deliveries.of(message).map(|sent| &sent.delivery), Some(&Delivery::Queued));
    refused([answered_on_the_phone(), fails(true), retries(BEA)], retries(BEA), Rejection::NotRetryable);
    check(
        [answered_on_the_phone(), fails(true), retries(BEA), fails(true)],
        retries(BEA),
        &["delivery tried again"],
    );
}

#[test]
fn what_did_not_fail_or_would_fail_again_is_not_retried() {
    refused([answered_on_the_phone()], retries(BEA), Rejection::NotRetryable);
    refused([answered_on_the_phone(), fails(false)], retries(BEA), Rejection::NotRetryable);
    let unknown = Action::RetryDelivery { message: MessageId::from_bytes([8; 12]) };
    refused([answered_on_the_phone()], Do::command(acting(BEA), unknown), Rejection::NotRetryable);
}

#[test]
fn only_who_has_the_ticket_or_an_admin_retries() {
    let given = || [answered_on_the_phone(), fails(true)];
    refused(given(), retries(CYD), Rejection::NotAssignedToYou { to: Some(BEA) });
    check(given(), retries(ADA), &["delivery tried again"]);
}

#[test]
fn s1_15_what_an_agent_learns_of_a_person_is_in_the_log() {
    let learns = |name: Option<&str>, email: Option<&str>| {
        let name = name.map(|name| PersonName::new(name).unwrap());
        let email = email.map(|email| EmailAddress::new(email).ok());
        Do::command(acting(CYD), Action::SetProfile { name, email })
    };
    check(
        [served_by(BEA)],
        learns(Some("Ana Duarte-Silva"), Some("new@example.org")),
        &["Name is Ana Duarte-Silva", "Email is new@example.org"],
    );
    let known = visitor();
    check([served_by(BEA)], learns(Some(&known.name), None), &[]);
    let forgets = if known.email.is_some() { vec!["Email is "] } else { vec![] };
    check([served_by(BEA)], learns(None, Some("")), &forgets);
}

#[test]
fn s3_24_a_transfer_is_undone_by_who_made_it_while_nobody_has_touched_it() {
    let scene = check(
        [served_by(BEA), transfers(BEA, DAN)],
        takes_back(BEA),
        &["transfer undone, group 1", "taken from dan: Transferred", "assigned to bea: Transferred"],
    );
    assert_eq!(scene.state.assignee(), Some(BEA));
}

#[test]
fn a_transfer_to_a_group_is_undone_with_the_group_and_the_offers_that_came_of_it() {
    let scene = check(
        [served_by(BEA), transfers_to_group(BEA, SUPPORT), offered_to(CYD)],
        takes_back(BEA),
        &["offer to cyd ends: Withdrawn", "transfer undone, group 1", "assigned to bea: Transferred"],
    );
    assert_eq!(scene.ticket().group, Some(SALES));
}

#[test]
fn what_waited_before_it_was_handed_over_waits_again() {
    let scene = check(
        [waiting(), transfers(BEA, DAN)],
        takes_back(BEA),
        &["transfer undone, group 1", "taken from dan: Transferred", "queued since 1000"],
    );
    assert_eq!(scene.ticket().assignment, Assignment::Queued { missed: Vec::new() });
}

#[test]
fn a_message_of_the_end_user_does_not_stand_in_the_way_of_undoing() {
    let scene = check(
        [served_by(BEA), transfers(BEA, DAN), writes("Are you there?")],
        takes_back(BEA),
        &["transfer undone, group 1", "taken from dan: Transferred", "assigned to bea: Transferred"],
    );
    assert_eq!(scene.state.handed, None);
}

#[test]
fn a_transfer_that_somebody_went_on_from_cannot_be_undone() {
    let handed = || Do::all([served_by(BEA), transfers(BEA, DAN)]);
    refused([handed()], takes_back(DAN), Rejection::NotUndoable);
    refused([handed(), replies(DAN, "Hello")], takes_back(BEA), Rejection::NotUndoable);
    refused([handed(), takes_back(BEA)], takes_back(BEA), Rejection::NotUndoable);
    refused([served_by(BEA)], takes_back(BEA), Rejection::NotUndoable);
    refused(
        [served_by(BEA), transfers_to_group(BEA, SUPPORT), offered_to(CYD), accepts(CYD)],
        takes_back(BEA),
        Rejection::NotUndoable,
    );
}
