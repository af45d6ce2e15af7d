//! The life of a ticket's status.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::event::UnassignedWhy;
use crate::conversation::rejection::Rejection;
use crate::conversation::{Control, SessionState};
use crate::id::UserId;
use crate::ticket::{Assignment, TicketStatus};
use TicketStatus::{Closed, New, OnHold, Open, Pending, Solved};

/// A ticket in that status: New waits, every other one is Bea's.
fn in_status(status: TicketStatus) -> Do {
    match status {
        New => waiting(),
        Open => served_by(BEA),
        other => Do::all([served_by(BEA), submits(BEA, other)]),
    }
}

/// What submitting comes to: the status it has then, `None` while it is closed.
type Outcome = Result<Option<TicketStatus>, Rejection>;

fn expected(from: TicketStatus, to: TicketStatus, may_close: bool, who: UserId) -> Outcome {
    match (from, to) {
        (Closed, _) => Err(Rejection::TicketClosed),
        (from, _) if from != New && who == CYD => Err(Rejection::NotAssignedToYou { to: Some(BEA) }),
        (New, New) => Ok(Some(New)),
        (_, New) => Err(Rejection::StatusNotAllowed { to: New }),
        (_, Closed) if !may_close => Err(Rejection::StatusNotAllowed { to: Closed }),
        (_, Closed) => Ok(None),
        (_, to) => Ok(Some(to)),
    }
}

#[test]
fn s1_51_every_submission_of_everybody_from_every_status_under_every_setting() {
    const ALL: [TicketStatus; 6] = [New, Open, Pending, OnHold, Solved, Closed];
    let mut cases = 0;
    for (from, to) in ALL.iter().flat_map(|from| ALL.iter().map(move |to| (*from, *to))) {
        for (may_close, who) in
            [true, false].into_iter().flat_map(|may| [BEA, CYD, ADA].map(|who| (may, who)))
        {
            let mut scene = Scene::after([in_status(from)]);
            scene.directory.settings.agents_may_close = may_close;
            let result = scene.run(&submits(who, to));
            let outcome = result.map(|_| scene.state.ticket.as_ref().map(|ticket| ticket.status));
            assert_eq!(
                outcome,
                expected(from, to, may_close, who),
                "{from:?} to {to:?} by {who}, {may_close}"
            );
            cases += 1;
        }
    }
    assert_eq!(cases, 6 * 6 * 2 * 3);
}

#[test]
fn whoever_solves_what_is_nobodys_has_it() {
    let scene = check(
        [waiting(), broadcast(&[CYD])],
        submits(BEA, Solved),
        &["offer to cyd ends: Taken", "assigned to bea: Taken", "New becomes Open", "Open becomes Solved"],
    );
    assert_eq!(scene.state.assignee(), Some(BEA));
}

#[test]
fn a_status_that_is_submitted_again_changes_nothing() {
    check([served_by(BEA), submits(BEA, Pending)], submits(BEA, Pending), &[]);
    check([waiting()], submits(BEA, New), &[]);
}

#[test]
fn an_admin_may_submit_what_is_anothers_and_it_stays_theirs() {
    let scene = check([served_by(BEA)], submits(ADA, Pending), &["Open becomes Pending"]);
    assert_eq!(scene.state.assignee(), Some(BEA));
}

#[test]
fn t_6_a_message_reopens_what_waited_for_the_end_user_for_its_agent() {
    for status in [Pending, OnHold, Solved] {
        let becomes = format!("{status:?} becomes Open");
        let scene = check(
            [served_by(BEA), submits(BEA, status)],
            writes("One more thing"),
            &["ana: One more thing", &becomes],
        );
        assert_eq!(scene.state.assignee(), Some(BEA));
        assert_eq!(scene.state.session_state(), SessionState::Active);
        assert!(scene.state.counts(false), "and counts again");
    }
}

#[test]
fn what_is_reopened_and_is_nobodys_waits_for_an_agent() {
    let removed = released(BEA, UnassignedWhy::AgentRemoved);
    let scene = check(
        [served_by(BEA), submits(BEA, Solved), removed],
        writes("One more thing"),
        &["ana: One more thing", "Solved becomes Open", "queued since 1000"],
    );
    assert_eq!(scene.state.session_state(), SessionState::Queued);
}

#[test]
fn while_it_is_the_end_users_turn_nobody_is_looked_for() {
    for status in [Pending, OnHold, Solved] {
        let removed = released(BEA, UnassignedWhy::AgentRemoved);
        let scene = Scene::after([served_by(BEA), submits(BEA, status), removed]);
        assert_eq!(scene.ticket().assignment, Assignment::Unassigned);
        let group = Scene::after([served_by(BEA), submits(BEA, status), transfers_to_group(BEA, SUPPORT)]);
        assert_eq!(group.ticket().assignment, Assignment::Unassigned);
        assert!(!group.state.counts(true));
    }
}

#[test]
fn s3_25_after_closed_the_next_message_meets_the_bot() {
    let closed = check(
        [served_by(BEA)],
        submits(BEA, Closed),
        &["taken from bea: Closed", "Open becomes Closed", "session ends: Closed", "back to the bot"],
    );
    assert_eq!(closed.state.session_state(), SessionState::Ended);
    assert!(closed.row().is_none() && !closed.state.counts(true));
    let scene = check(
        [served_by(BEA), submits(BEA, Closed)],
        writes("Hi again"),
        &[
            "session starts",
            "ana: Hi again",
            "bot: Hello!",
            "> menu",
            "bot: What is it about? | 1. My order | 2. Opening hours",
            "flow waits at menu",
        ],
    );
    assert_eq!(scene.state.session_state(), SessionState::Bot);
}

#[test]
fn s3_25_after_closed_the_next_hand_off_makes_a_ticket_that_knows_the_one_before() {
    let scene = check(
        [served_by(BEA), submits(BEA, Closed), writes("Hi again")],
        asks_for_human(),
        &[
            "ana: Talk to a human",
            "bot: I'm passing you on to a member of our team.",
            "flow handed over",
            "ticket 2 after 1 for group 1, AskedForHuman, [asked widget]: Hi again",
            "queued since 1000",
        ],
    );
    assert_eq!(scene.ticket().previous, scene.state.closed_ticket.as_ref().map(|closed| closed.id));
    assert!(!scene.ticket().replied, "a new piece of work");
}

#[test]
fn a_ticket_that_waits_can_be_closed_and_is_offered_no_more() {
    check(
        [waiting(), broadcast(&[BEA, CYD])],
        submits(BEA, Closed),
        &[
            "offer to cyd ends: Taken",
            "assigned to bea: Taken",
            "New becomes Open",
            "taken from bea: Closed",
            "Open becomes Closed",
            "session ends: Closed",
            "back to the bot",
        ],
    );
}

#[test]
fn closing_an_earlier_ticket_leaves_the_bots_exchange_alone() {
    let with_the_bot = || [served_by(BEA), ends_session(BEA), writes("Something else"), presses("order")];
    let scene =
        check(with_the_bot(), submits(BEA, Closed), &["taken from bea: Closed", "Open becomes Closed"]);
    assert_eq!(scene.state.session_state(), SessionState::Bot);
    assert!(matches!(scene.state.control, Control::Bot { run: Some(_), .. }));
    let [a, b, c, d] = with_the_bot();
    check(
        [a, b, c, d, submits(BEA, Closed)],
        fills(&[("name", "Ana"), ("topic", "Parcel")]),
        &[
            "ana: Name: Ana | Topic: Parcel",
            "Name = Ana, the name",
            "Topic = Parcel, field 1",
            "> to_support",
            "bot: One moment, Ana.",
            "flow handed over",
            "ticket 2 after 1 for group 2, Step, [orders widget] {1=Parcel 2=Large}: Something else",
            "queued since 1000",
        ],
    );
}

#[test]
fn a_closed_ticket_takes_nothing_more() {
    let closed = || [served_by(BEA), submits(BEA, Closed)];
    for action in
        [takes(BEA), replies(BEA, "Hello"), submits(ADA, Open), ends_session(BEA), transfers(BEA, CYD)]
    {
        refused(closed(), action, Rejection::TicketClosed);
    }
}
