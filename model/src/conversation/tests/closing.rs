//! Solved tickets are closed by the server.

use super::scene::check;
use super::verbs::*;
use super::world::*;
use crate::conversation::command::Alarm;
use crate::ticket::TicketStatus;
use crate::time::Span;

#[test]
fn a_solved_ticket_is_closed_after_four_days() {
    let solved = || [served_by(BEA), submits(BEA, TicketStatus::Solved)];
    let [served, solve] = solved();
    check(
        [served, solve, passes(Span::days(4))],
        wakes(Alarm::CloseSolved),
        &["taken from bea: Closed", "Solved becomes Closed", "session ends: Closed", "back to the bot"],
    );
    let [served, solve] = solved();
    let early = Span::millis(Span::days(4).as_millis() - 1);
    check([served, solve, passes(early)], wakes(Alarm::CloseSolved), &[]);
}

#[test]
fn the_time_of_a_solved_ticket_counts_from_the_last_time_it_was_solved() {
    let given = [
        served_by(BEA),
        submits(BEA, TicketStatus::Solved),
        passes(Span::days(3)),
        writes("One more thing"),
        submits(BEA, TicketStatus::Solved),
        passes(Span::days(3)),
    ];
    let scene = check(given, wakes(Alarm::CloseSolved), &[]);
    let due = scene.state.alarm(Alarm::CloseSolved, &scene.directory.settings);
    assert_eq!(due, Some(scene.now.plus(Span::days(1))));
}

#[test]
fn the_server_closes_though_agents_may_not() {
    let no_closing = configured(|settings| {
        settings.agents_may_close = false;
        settings.close_after = Span::days(1);
    });
    let given = [no_closing, served_by(BEA), submits(BEA, TicketStatus::Solved), passes(Span::days(1))];
    let scene = check(
        given,
        wakes(Alarm::CloseSolved),
        &["taken from bea: Closed", "Solved becomes Closed", "session ends: Closed", "back to the bot"],
    );
    assert!(scene.state.ticket.is_none());
}

#[test]
fn only_solved_tickets_are_closed_by_the_server() {
    for status in [TicketStatus::Pending, TicketStatus::OnHold] {
        check([served_by(BEA), submits(BEA, status), passes(Span::days(99))], wakes(Alarm::CloseSolved), &[]);
    }
    check([waiting(), passes(Span::days(99))], wakes(Alarm::CloseSolved), &[]);
    check([writes("Hi"), passes(Span::days(99))], wakes(Alarm::CloseSolved), &[]);
}

#[test]
fn a_session_that_had_ended_does_not_end_again() {
    let ended =
        || [served_by(BEA), submits(BEA, TicketStatus::Solved), ends_session(BEA), passes(Span::days(4))];
    check(
        ended(),
        wakes(Alarm::CloseSolved),
        &["taken from bea: Closed", "Solved becomes Closed", "back to the bot"],
    );
    let [a, b, c, d] = ended();
    check(
        [a, b, c, d, writes("Hi again")],
        wakes(Alarm::CloseSolved),
        &["taken from bea: Closed", "Solved becomes Closed"],
    );
}
