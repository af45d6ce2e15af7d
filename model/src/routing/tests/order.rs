//! Which work goes first, and to whom.

use super::language::Said::Gone;
use super::language::{agent, assigned, check, mode, offered, released, said, strategy, work};
use crate::agent::Priority;
use crate::routing::{Mode, Strategy};

#[test]
fn a_freed_agent_gets_the_oldest_work() {
    check(
        said![agent(1), assigned('X', 1), work('B'), work('A'), work('C')],
        said![released('X', 1)],
        &["offer A to 1"],
    );
}

#[test]
fn a_higher_priority_goes_before_age() {
    check(
        said![],
        said![
            work('A').priority(Priority::High),
            work('B').priority(Priority::Urgent),
            work('C'),
            agent(1),
            agent(2)
        ],
        &["offer B to 1", "offer A to 2"],
    );
}

#[test]
fn low_priority_goes_last() {
    check(said![], said![work('A').priority(Priority::Low), work('B'), agent(1)], &["offer B to 1"]);
}

#[test]
fn equally_old_work_goes_by_its_id() {
    check(said![], said![work('B').since(5), work('A').since(5), agent(1)], &["offer A to 1"]);
}

#[test]
fn a_freed_agent_gets_the_lower_id_of_equally_old_work_wherever_it_waits() {
    check(
        said![agent(1), assigned('X', 1), work('B').since(5).for_anybody(), work('A').since(5)],
        said![released('X', 1)],
        &["offer A to 1"],
    );
}

#[test]
fn order_holds_across_groups_and_skills() {
    check(
        said![agent(1).groups(&[1, 2]).can(&[7]), assigned('X', 1)],
        said![
            work('C').group(2),
            work('B').needs(&[7]),
            work('D').for_anybody(),
            work('A').group(3),
            released('X', 1)
        ],
        &["offer B to 1"],
    );
}

#[test]
fn work_that_nobody_can_do_holds_up_nobody() {
    check(said![], said![work('A').needs(&[9]), work('B').group(5), work('C'), agent(1)], &["offer C to 1"]);
}

#[test]
fn a_change_of_priority_changes_the_place() {
    check(
        said![agent(1), assigned('X', 1), work('A'), work('B')],
        said![work('B').priority(Priority::High), released('X', 1)],
        &["offer B to 1"],
    );
}

#[test]
fn work_that_is_over_is_not_offered() {
    check(said![work('A'), work('B')], said![Gone('A'), agent(1)], &["offer B to 1"]);
}

#[test]
fn S3_8_the_longest_idle_agent_is_asked_first() {
    check(
        said![agent(1).idle_since(30), agent(2).idle_since(10), agent(3).idle_since(20)],
        said![work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn agents_idle_equally_long_are_asked_by_last_assignment_then_id() {
    let idle = |number| agent(number).idle_since(5);
    check(
        said![idle(1).last_assigned(9), idle(2).last_assigned(3), idle(4), idle(3)],
        said![work('A'), work('B'), work('C'), work('D')],
        &["offer A to 3", "offer B to 4", "offer C to 2", "offer D to 1"],
    );
}

#[test]
fn whoever_was_given_work_stands_behind_the_others() {
    check(
        said![mode(Mode::AutoAccept), agent(1).capacity(3), agent(2).capacity(3)],
        said![work('A'), work('B'), work('C'), work('D')],
        &["assign A to 1", "assign B to 2", "assign C to 1", "assign D to 2"],
    );
}

#[test]
fn an_offer_counts_as_a_turn_though_it_was_missed() {
    check(
        said![agent(1), agent(2), work('A')],
        said![
            work('A').missed_by(&[1]),
            released('A', 1),
            offered('A', 2),
            work('B'),
            released('A', 2),
            Gone('A')
        ],
        &["offer B to 2"],
    );
}

#[test]
fn a_status_change_does_not_bring_an_agent_forward() {
    check(
        said![agent(1).capacity(2), agent(2).capacity(2), work('A')],
        said![assigned('A', 1), agent(1).capacity(4), work('B')],
        &["offer B to 2"],
    );
}

#[test]
fn new_facts_about_idleness_replace_the_place_in_line() {
    check(
        said![agent(1).capacity(2), agent(2).capacity(2).idle_since(500), work('A')],
        said![assigned('A', 1), agent(1).capacity(2).idle_since(400), work('B')],
        &["offer B to 1"],
    );
}

#[test]
fn most_spare_asks_who_has_the_most_room() {
    check(
        said![
            strategy(Strategy::MostSpare),
            agent(1).capacity(3),
            agent(2).capacity(5),
            assigned('X', 2),
            agent(3)
        ],
        said![work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn most_spare_percent_asks_who_has_the_largest_share_free() {
    check(
        said![
            strategy(Strategy::MostSparePercent),
            agent(1).capacity(10),
            assigned('X', 1),
            assigned('Y', 1),
            agent(2).capacity(4),
            agent(3).capacity(2),
            assigned('Z', 3)
        ],
        said![work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn equally_spare_agents_are_asked_by_idleness() {
    check(
        said![strategy(Strategy::MostSpare), agent(1).idle_since(9), agent(2).idle_since(4)],
        said![work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn a_change_of_strategy_holds_at_once() {
    check(
        said![agent(1).capacity(1), agent(2).capacity(9)],
        said![strategy(Strategy::MostSpare), work('A')],
        &["offer A to 2"],
    );
}

#[test]
fn the_agent_talked_to_last_is_asked_first() {
    check(said![agent(1), agent(2), agent(3)], said![work('A').prefers(3)], &["offer A to 3"]);
}

#[test]
fn a_preferred_agent_who_is_not_free_is_not_waited_for() {
    check(said![agent(1), agent(2), assigned('X', 2)], said![work('A').prefers(2)], &["offer A to 1"]);
}

#[test]
fn a_preferred_agent_outside_the_group_is_not_asked() {
    check(said![agent(1), agent(2).groups(&[2])], said![work('A').prefers(2)], &["offer A to 1"]);
}

#[test]
fn a_preferred_agent_who_missed_it_has_no_preference() {
    check(said![agent(1), agent(2)], said![work('A').prefers(2).missed_by(&[2])], &["offer A to 1"]);
}
