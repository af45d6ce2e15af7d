//! Work is handed over, or given back.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::command::Action;
use crate::conversation::event::{Target, UnassignedWhy};
use crate::conversation::rejection::Rejection;
use crate::id::UserId;
use crate::ticket::{Assignment, TicketStatus};
use crate::time::Span;

fn hands_over(agent: UserId, to: UserId, confirmed: bool, available: bool) -> Do {
    let target = Target::Agent { agent: to };
    let note = Some(text("Speaks Greek"));
    Do::command(acting(agent), Action::Transfer { target, note, confirmed, available })
}

#[test]
fn s3_24_work_is_handed_to_a_colleague_who_is_there() {
    let scene = check(
        [served_by(BEA)],
        hands_over(BEA, DAN, false, true),
        &[
            "bea notes: Speaks Greek",
            "transferred to dan",
            "taken from bea: Transferred",
            "assigned to dan: Transferred",
        ],
    );
    assert_eq!(scene.state.assignee(), Some(DAN), "of whatever group");
}

#[test]
fn work_is_handed_to_a_colleague_who_is_not_there_only_if_it_is_confirmed() {
    refused([served_by(BEA)], hands_over(BEA, DAN, false, false), Rejection::ConfirmationNeeded);
    let scene = Scene::after([served_by(BEA), hands_over(BEA, DAN, true, false)]);
    assert_eq!(scene.state.assignee(), Some(DAN));
}

#[test]
fn work_handed_to_a_group_waits_there_and_keeps_its_place() {
    let scene = check(
        [served_by(BEA), passes(Span::minutes(5))],
        transfers_to_group(BEA, SUPPORT),
        &["transferred to group 2", "taken from bea: Transferred", "queued since 1000"],
    );
    assert_eq!(scene.ticket().group, Some(SUPPORT));
    assert_eq!(scene.ticket().assignment, Assignment::Queued { missed: Vec::new() });
}

#[test]
fn waiting_work_can_be_handed_over_by_anybody() {
    check(
        [waiting(), broadcast(&[CYD])],
        transfers_to_group(BEA, SUPPORT),
        &["offer to cyd ends: Withdrawn", "transferred to group 2", "queued since 1000"],
    );
    check(
        [waiting(), offered(&[DAN])],
        transfers(BEA, DAN),
        &[
            "offer to dan ends: Withdrawn",
            "transferred to dan",
            "assigned to dan: Transferred",
            "New becomes Open",
        ],
    );
}

#[test]
fn what_is_anothers_is_handed_over_only_by_an_admin() {
    let theirs = Rejection::NotAssignedToYou { to: Some(BEA) };
    refused([served_by(BEA)], transfers(CYD, DAN), theirs.clone());
    refused([served_by(BEA)], transfers_to_group(CYD, SUPPORT), theirs);
    check(
        [served_by(BEA)],
        transfers(ADA, CYD),
        &["transferred to cyd", "taken from bea: Transferred", "assigned to cyd: Transferred"],
    );
}

#[test]
fn work_is_handed_only_to_whom_there_is() {
    refused([served_by(BEA)], transfers(BEA, NOBODY), Rejection::UnknownTarget);
    refused([served_by(BEA)], transfers(BEA, OLD), Rejection::UnknownTarget);
    refused([served_by(BEA)], transfers_to_group(BEA, NO_GROUP), Rejection::UnknownTarget);
    refused([served_by(BEA)], transfers(BEA, BEA), Rejection::AlreadyAssigned { to: BEA });
    refused([writes("Hi")], transfers(BEA, CYD), Rejection::BotHasControl);
}

#[test]
fn a_transfer_that_is_refused_leaves_no_note() {
    let mut scene = Scene::after([served_by(BEA)]);
    let before = scene.state.clone();
    assert!(scene.run(&hands_over(BEA, NOBODY, true, true)).is_err());
    assert_eq!(scene.state, before);
}

#[test]
fn what_is_pending_is_handed_over_as_it_is() {
    for status in [TicketStatus::Pending, TicketStatus::Solved] {
        let scene = Scene::after([served_by(BEA), submits(BEA, status), transfers(BEA, CYD)]);
        assert_eq!((scene.ticket().status, scene.state.assignee()), (status, Some(CYD)));
    }
}

#[test]
fn an_agent_who_is_gone_gives_the_work_back_to_its_place_in_the_queue() {
    let given = [served_by(BEA), passes(Span::minutes(5))];
    let scene = check(
        given,
        released(BEA, UnassignedWhy::AgentGone),
        &["taken from bea: AgentGone", "queued since 1000"],
    );
    assert_eq!(scene.ticket().status, TicketStatus::Open, "New never comes back");
}

#[test]
fn a_lease_that_ends_late_takes_nothing_from_another() {
    check([served_by(BEA), transfers(BEA, CYD)], released(BEA, UnassignedWhy::AgentGone), &[]);
    check([waiting()], released(BEA, UnassignedWhy::AgentGone), &[]);
}

#[test]
fn what_waits_for_the_end_user_stays_with_an_agent_who_is_gone_but_not_with_one_who_was_removed() {
    let pending = || [served_by(BEA), submits(BEA, TicketStatus::Pending)];
    check(pending(), released(BEA, UnassignedWhy::AgentGone), &[]);
    let scene =
        check(pending(), released(BEA, UnassignedWhy::AgentRemoved), &["taken from bea: AgentRemoved"]);
    assert_eq!(scene.ticket().assignment, Assignment::Unassigned);
}
