//! The live stretch: it ends, begins again, and falls silent.

use super::scene::{Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::SessionState;
use crate::conversation::command::Alarm;
use crate::conversation::event::UnassignedWhy;
use crate::conversation::rejection::Rejection;
use crate::ticket::TicketStatus;
use crate::time::Span;

#[test]
fn an_agent_ends_the_session_and_the_ticket_stays_as_it_is() {
    let scene = check([served_by(BEA)], ends_session(BEA), &["session ends: Agent"]);
    assert_eq!(scene.state.session_state(), SessionState::Ended);
    assert_eq!(scene.ticket().status, TicketStatus::Open);
    assert_eq!(scene.state.assignee(), Some(BEA));
    assert!(!scene.state.counts(true), "there is room for other work");
    refused([served_by(BEA), ends_session(BEA)], ends_session(BEA), Rejection::SessionEnded);
    refused([served_by(BEA)], ends_session(CYD), Rejection::NotAssignedToYou { to: Some(BEA) });
}

#[test]
fn whoever_ends_the_session_of_waiting_work_has_it_and_nobody_is_looked_for() {
    check(
        [waiting(), broadcast(&[CYD])],
        ends_session(BEA),
        &["offer to cyd ends: Taken", "assigned to bea: Taken", "New becomes Open", "session ends: Agent"],
    );
}

#[test]
fn what_is_written_after_the_end_begins_a_session_with_the_bot() {
    let scene = check(
        [served_by(BEA), ends_session(BEA)],
        writes("Hi again"),
        &[
            "session starts",
            "back to the bot",
            "ana: Hi again",
            "bot: Hello!",
            "> menu",
            "bot: What is it about? | 1. My order | 2. Opening hours",
            "flow waits at menu",
        ],
    );
    assert_eq!(scene.state.session_state(), SessionState::Bot);
    assert!(!scene.state.counts(true), "while the bot has it, no agent has");
    let bot = [served_by(BEA), ends_session(BEA), writes("Hi again")];
    refused(bot, ends_session(BEA), Rejection::BotHasControl);
}

#[test]
fn the_next_hand_off_goes_on_with_the_ticket_that_is_not_closed() {
    let again = || [served_by(BEA), ends_session(BEA), writes("Hi again"), presses("order")];
    let filled = || fills(&[("name", "Ana"), ("topic", "Parcel 8")]);
    let scene = check(
        again(),
        filled(),
        &[
            "ana: Name: Ana | Topic: Parcel 8",
            "Name = Ana, the name",
            "Topic = Parcel 8, field 1",
            "> to_support",
            "bot: One moment, Ana.",
            "flow handed over",
            "ticket 1 again, Step",
            "tags +[orders] -[]",
            "field 1 = Parcel 8",
            "field 2 = Large",
        ],
    );
    assert_eq!(scene.state.assignee(), Some(BEA), "for its agent");
    assert_eq!(scene.state.session_state(), SessionState::Active);
    // With the tags and fields that it has already.
    let mut scene = Scene::after(again());
    for step in [filled(), ends_session(BEA), writes("And again"), presses("order")] {
        scene.run(&step).unwrap();
    }
    let events = scene.run(&filled()).unwrap();
    assert_eq!(super::written::written(&events).last().map(String::as_str), Some("ticket 1 again, Step"));
}

#[test]
fn the_next_hand_off_reopens_a_ticket_that_was_solved() {
    let given = [served_by(BEA), submits(BEA, TicketStatus::Solved), ends_session(BEA), writes("Hi again")];
    check(
        given,
        asks_for_human(),
        &[
            "ana: Talk to a human",
            "bot: I'm passing you on to a member of our team.",
            "flow handed over",
            "ticket 1 again, AskedForHuman",
            "Solved becomes Open",
        ],
    );
}

#[test]
fn the_next_hand_off_looks_for_an_agent_if_the_ticket_is_nobodys() {
    let given = [
        served_by(BEA),
        ends_session(BEA),
        transfers_to_group(BEA, SUPPORT),
        writes("Hi again"),
        passes(Span::minutes(5)),
    ];
    let scene = check(
        given,
        asks_for_human(),
        &[
            "ana: Talk to a human",
            "bot: I'm passing you on to a member of our team.",
            "flow handed over",
            "ticket 1 again, AskedForHuman",
            "queued since 1300",
        ],
    );
    assert_eq!(scene.ticket().group, Some(SUPPORT));
}

#[test]
fn while_nobody_could_answer_nobody_is_looked_for() {
    let ended = || [served_by(BEA), ends_session(BEA)];
    check(ended(), released(BEA, UnassignedWhy::AgentGone), &[]);
    check(ended(), released(BEA, UnassignedWhy::AgentRemoved), &["taken from bea: AgentRemoved"]);
    check(
        ended(),
        transfers_to_group(BEA, SUPPORT),
        &["transferred to group 2", "taken from bea: Transferred"],
    );
    let with_the_bot = [served_by(BEA), ends_session(BEA), writes("Hi again")];
    check(with_the_bot, released(BEA, UnassignedWhy::AgentGone), &[]);
}

#[test]
fn silence_makes_inactive_when_the_alarm_finds_it_so() {
    let silent = || [served_by(BEA), passes(Span::minutes(10))];
    let scene = check(silent(), wakes(Alarm::Inactivity), &["inactive"]);
    assert_eq!(scene.state.session_state(), SessionState::Inactive);
    assert!(!scene.state.counts(false) && scene.state.counts(true));
    check([served_by(BEA), passes(Span::millis(599_999))], wakes(Alarm::Inactivity), &[]);
    let [served, minutes] = silent();
    check([served, minutes, wakes(Alarm::Inactivity)], wakes(Alarm::Inactivity), &[]);
}

#[test]
fn what_was_written_meanwhile_puts_the_alarm_off_without_a_word() {
    let written = [served_by(BEA), passes(Span::minutes(9)), writes("Still here"), passes(Span::minutes(1))];
    let scene = check(written, wakes(Alarm::Inactivity), &[]);
    let due = scene.state.alarm(Alarm::Inactivity, &scene.directory.settings);
    assert_eq!(due, Some(scene.now.plus(Span::minutes(9))));
    // An agent's words are no sign of life of the end user.
    let replied =
        [served_by(BEA), passes(Span::minutes(9)), replies(BEA, "Hello?"), passes(Span::minutes(1))];
    check(replied, wakes(Alarm::Inactivity), &["inactive"]);
}

#[test]
fn a_word_of_the_end_user_makes_active_again() {
    let silent = [served_by(BEA), passes(Span::minutes(10)), wakes(Alarm::Inactivity)];
    let scene = check(silent, writes("Sorry, lunch"), &["active", "ana: Sorry, lunch"]);
    assert!(scene.state.counts(false));
}

#[test]
fn waiting_work_falls_silent_and_waits_on() {
    let scene = check([waiting(), passes(Span::minutes(10))], wakes(Alarm::Inactivity), &["inactive"]);
    assert_eq!(scene.state.session_state(), SessionState::Queued);
}

#[test]
fn with_the_bot_nothing_falls_silent() {
    check([writes("Hi"), passes(Span::days(9))], wakes(Alarm::Inactivity), &[]);
}
