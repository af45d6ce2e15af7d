//! Broadcast: everybody is asked, the first one has it.

use super::language::Said::{Decide, Gone, Refuse};
use super::language::{agent, assigned, check, mode, offered, released, said, work};
use crate::agent::AgentStatus;
use crate::routing::{BROADCAST_WINDOW, Mode};

#[test]
fn S3_8_in_broadcast_everybody_who_is_free_is_asked() {
    check(
        said![
            mode(Mode::Broadcast),
            agent(1),
            agent(2),
            agent(3).status(AgentStatus::Away),
            agent(4).groups(&[2]),
            agent(5),
            assigned('X', 5)
        ],
        said![work('A')],
        &["offer A to 1, 2"],
    );
}

#[test]
fn an_agent_may_hold_several_broadcast_offers() {
    check(said![mode(Mode::Broadcast), agent(1), work('A')], said![work('B')], &["offer B to 1"]);
}

#[test]
fn broadcast_offers_reserve_nothing_and_assignments_count() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A'), work('B')],
        said![assigned('A', 1), Gone('A'), work('C')],
        &["offer C to 2"],
    );
}

#[test]
fn whoever_comes_later_is_asked_for_what_still_waits() {
    check(
        said![mode(Mode::Broadcast), agent(1), work('A'), work('B'), Decide, assigned('A', 1), Gone('A')],
        said![agent(2)],
        &["offer B to 2"],
    );
}

#[test]
fn whoever_declined_is_not_asked_while_another_thinks() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A')],
        said![work('A').missed_by(&[1]), released('A', 1)],
        &[],
    );
}

#[test]
fn when_all_declined_all_are_asked_again() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A')],
        said![work('A').missed_by(&[2, 1]), released('A', 1), released('A', 2)],
        &["offer A to 1, 2"],
    );
}

#[test]
fn when_all_declined_a_newcomer_is_asked_alone() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A')],
        said![work('A').missed_by(&[2, 1]), released('A', 1), released('A', 2), agent(3)],
        &["offer A to 3"],
    );
}

#[test]
fn one_agent_is_not_flooded() {
    assert_eq!(BROADCAST_WINDOW, 3, "three in tests");
    check(
        said![mode(Mode::Broadcast), agent(1).capacity(9)],
        said![work('E'), work('D'), work('C'), work('B'), work('A')],
        &["offer A to 1", "offer B to 1", "offer C to 1"],
    );
}

#[test]
fn the_next_work_follows_as_the_window_opens() {
    check(
        said![
            mode(Mode::Broadcast),
            agent(1).capacity(9),
            work('A'),
            work('B'),
            work('C'),
            work('D'),
            work('E')
        ],
        said![released('B', 1), Gone('B')],
        &["offer D to 1"],
    );
}

#[test]
fn a_change_to_broadcast_asks_the_others_too() {
    check(said![agent(1), agent(2), work('A')], said![mode(Mode::Broadcast)], &["offer A to 2"]);
}

#[test]
fn a_change_from_broadcast_leaves_offers_out() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A'), work('B')],
        said![mode(Mode::Offer), work('C'), agent(3)],
        &["offer C to 3"],
    );
}

#[test]
fn a_refused_broadcast_is_undone_for_all() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A')],
        said![Refuse, work('A')],
        &["offer A to 1, 2"],
    );
}

#[test]
fn an_offer_known_from_the_log_is_not_made_again() {
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2)],
        said![offered('A', 2), work('A')],
        &["offer A to 1"],
    );
}
