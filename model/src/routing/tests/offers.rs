//! Offers and assignments: what they reserve, what ends them, who is asked next.

use super::language::Said::{Gone, Refuse};
use super::language::{agent, assigned, check, mode, offered, released, said, work};
use crate::agent::AgentStatus;
use crate::routing::Mode;

#[test]
fn S3_9_an_agent_online_is_offered_new_work() {
    check(said![agent(1)], said![work('A')], &["offer A to 1"]);
}

#[test]
fn S3_9_waiting_work_is_offered_to_one_who_comes_online() {
    check(
        said![agent(1).status(AgentStatus::Offline), work('A')],
        said![agent(1).status(AgentStatus::Online)],
        &["offer A to 1"],
    );
}

#[test]
fn S3_10_work_is_offered_alike_whatever_brought_it() {
    check(
        said![agent(1), agent(2)],
        said![work('A').for_anybody(), work('B')],
        &["offer A to 1", "offer B to 2"],
    );
}

#[test]
fn work_is_offered_to_one_agent_at_a_time() {
    check(said![agent(1), agent(2), work('A')], said![], &[]);
}

#[test]
fn an_agent_with_an_unanswered_offer_gets_no_second_one() {
    check(said![agent(1).capacity(5), work('A')], said![work('B')], &[]);
}

#[test]
fn after_accepting_an_agent_with_room_gets_the_next_offer() {
    check(
        said![agent(1).capacity(2), work('A'), work('B')],
        said![assigned('A', 1), Gone('A')],
        &["offer B to 1"],
    );
}

#[test]
fn after_accepting_the_last_that_fits_an_agent_gets_nothing() {
    check(said![agent(1), work('A'), work('B')], said![assigned('A', 1), Gone('A')], &[]);
}

#[test]
fn an_offer_reserves_capacity() {
    check(said![mode(Mode::AutoAccept), agent(1), offered('X', 1)], said![work('A')], &[]);
}

#[test]
fn S3_24_missed_work_goes_to_the_next_agent() {
    check(
        said![agent(1), agent(2), work('A')],
        said![work('A').missed_by(&[1]), released('A', 1)],
        &["offer A to 2"],
    );
}

#[test]
fn S3_24_missed_work_comes_back_only_after_everybody_else() {
    check(
        said![agent(1), agent(2), agent(3), work('A').missed_by(&[1, 2])],
        said![work('A').missed_by(&[1, 2, 3]), released('A', 3)],
        &["offer A to 1"],
    );
}

#[test]
fn S3_24_of_those_who_missed_it_the_oldest_miss_comes_first() {
    check(said![agent(1), agent(2), agent(3)], said![work('A').missed_by(&[3, 1, 2, 3])], &["offer A to 1"]);
}

#[test]
fn one_who_missed_it_is_asked_again_rather_than_nobody() {
    check(said![agent(1), work('A')], said![work('A').missed_by(&[1]), released('A', 1)], &["offer A to 1"]);
}

#[test]
fn one_who_missed_other_work_is_asked() {
    check(
        said![agent(1), work('A').missed_by(&[1]), Gone('A'), released('A', 1)],
        said![work('B')],
        &["offer B to 1"],
    );
}

#[test]
fn news_of_the_miss_and_of_the_release_may_come_in_any_order() {
    check(
        said![agent(1), agent(2), work('A')],
        said![released('A', 1), work('A').missed_by(&[1])],
        &["offer A to 2"],
    );
}

#[test]
fn S3_24_reopened_work_is_routed_again_when_its_agent_left() {
    check(
        said![agent(1), agent(2), assigned('A', 1)],
        said![agent(1).absent(), released('A', 1), work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn a_manual_take_over_capacity_counts() {
    check(
        said![agent(1).capacity(2), assigned('X', 1), assigned('Y', 1), assigned('Z', 1), work('A')],
        said![released('X', 1)],
        &[],
    );
}

#[test]
fn below_capacity_again_an_agent_gets_work() {
    check(
        said![agent(1).capacity(2), assigned('X', 1), assigned('Y', 1), assigned('Z', 1), work('A')],
        said![released('X', 1), released('Y', 1)],
        &["offer A to 1"],
    );
}

#[test]
fn more_capacity_brings_work() {
    check(said![agent(1), assigned('X', 1), work('A')], said![agent(1).capacity(2)], &["offer A to 1"]);
}

#[test]
fn no_capacity_brings_none() {
    check(said![agent(1).capacity(0)], said![work('A')], &[]);
}

#[test]
fn work_that_somebody_took_by_hand_is_not_offered() {
    check(said![work('A')], said![assigned('A', 2), agent(1)], &[]);
}

#[test]
fn a_take_by_hand_ends_the_offer_to_another() {
    check(
        said![agent(1), agent(2), work('A')],
        said![assigned('A', 2), Gone('A'), work('B')],
        &["offer B to 1"],
    );
}

#[test]
fn a_transfer_moves_the_load() {
    check(
        said![agent(1), agent(2), assigned('X', 1), assigned('Y', 2), work('A')],
        said![assigned('X', 2)],
        &["offer A to 1"],
    );
}

#[test]
fn auto_accept_assigns_without_asking() {
    check(
        said![mode(Mode::AutoAccept), agent(1).capacity(2)],
        said![work('A'), work('B'), work('C')],
        &["assign A to 1", "assign B to 1"],
    );
}

#[test]
fn a_change_to_auto_accept_leaves_offers_out() {
    check(said![agent(1), agent(2), work('A')], said![mode(Mode::AutoAccept), work('B')], &["assign B to 2"]);
}

#[test]
fn a_refused_decision_is_not_repeated() {
    check(said![agent(1), work('A')], said![Refuse], &[]);
}

#[test]
fn a_refused_decision_frees_the_agent_for_the_next_work() {
    check(said![agent(1), work('A')], said![Refuse, work('B')], &["offer B to 1"]);
}

#[test]
fn a_refused_agent_keeps_the_place_in_line() {
    check(
        said![agent(1), agent(2), work('A')],
        said![Refuse, work('B'), work('C')],
        &["offer B to 1", "offer C to 2"],
    );
}

#[test]
fn refused_work_is_tried_again_when_it_is_put_again() {
    check(said![agent(1), work('A')], said![Refuse, work('A')], &["offer A to 1"]);
}

#[test]
fn refused_work_is_tried_again_with_news_of_the_agent() {
    check(
        said![agent(1), agent(2), work('A')],
        said![Refuse, agent(1).status(AgentStatus::Away)],
        &["offer A to 2"],
    );
}

#[test]
fn a_refusal_does_not_undo_what_the_log_confirmed() {
    check(said![agent(1), agent(2), work('A')], said![offered('A', 1), Refuse], &[]);
}
