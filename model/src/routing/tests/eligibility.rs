//! Who may be asked at all.

use super::language::Said::AgentGone;
use super::language::{agent, check, said, work};
use crate::agent::AgentStatus;

#[test]
fn S3_9_nobody_is_asked_who_is_not_online() {
    for status in [AgentStatus::Away, AgentStatus::TransfersOnly, AgentStatus::Offline] {
        check(said![agent(1).status(status)], said![work('A')], &[]);
    }
}

#[test]
fn nobody_is_asked_who_is_not_there() {
    check(said![agent(1).absent()], said![work('A')], &[]);
}

#[test]
fn nobody_is_asked_who_went_away_before_the_decision() {
    check(said![agent(1)], said![work('A'), agent(1).status(AgentStatus::Away)], &[]);
}

#[test]
fn nobody_is_asked_who_is_an_agent_no_more() {
    check(said![agent(1)], said![work('A'), AgentGone(1)], &[]);
}

#[test]
fn an_agent_who_is_one_again_is_asked_again() {
    check(said![agent(1), AgentGone(1), work('A')], said![agent(1)], &["offer A to 1"]);
}

#[test]
fn S3_8_work_stays_in_its_group() {
    check(said![agent(1).groups(&[2]), agent(2).groups(&[])], said![work('A')], &[]);
}

#[test]
fn S3_8_an_agent_of_several_groups_serves_them_all() {
    check(
        said![agent(1).groups(&[1, 2]), agent(2).groups(&[2, 3])],
        said![work('A').group(3), work('B').group(2)],
        &["offer A to 2", "offer B to 1"],
    );
}

#[test]
fn work_without_a_group_is_for_anybody() {
    check(said![agent(1).groups(&[])], said![work('A').for_anybody()], &["offer A to 1"]);
}

#[test]
fn whoever_joins_a_group_gets_its_work() {
    check(said![agent(1).groups(&[]), work('A')], said![agent(1).groups(&[1])], &["offer A to 1"]);
}

#[test]
fn whoever_leaves_a_group_does_not() {
    check(said![agent(1)], said![agent(1).groups(&[]), work('A')], &[]);
}

#[test]
fn work_that_moves_to_another_group_is_offered_there() {
    check(said![agent(1).groups(&[2]), work('A')], said![work('A').group(2)], &["offer A to 1"]);
}

#[test]
fn needed_skills_are_all_needed() {
    check(
        said![agent(1).can(&[1]), agent(2).can(&[2]), agent(3).can(&[1, 2, 3])],
        said![work('A').needs(&[1, 2])],
        &["offer A to 3"],
    );
}

#[test]
fn skills_that_are_not_needed_do_not_matter() {
    check(said![agent(1).can(&[1, 2])], said![work('A')], &["offer A to 1"]);
}

#[test]
fn a_skill_learnt_brings_work() {
    check(said![agent(1), work('A').needs(&[4])], said![agent(1).can(&[4])], &["offer A to 1"]);
}

#[test]
fn a_skill_dropped_by_the_work_brings_an_agent() {
    check(
        said![agent(1).can(&[1]), work('A').needs(&[1, 2])],
        said![work('A').needs(&[1])],
        &["offer A to 1"],
    );
}

#[test]
fn skills_beyond_the_sixty_fourth_count_as_the_first_do() {
    let everything: Vec<u64> = (1..=200).collect();
    check(
        said![agent(9).can(&everything).absent(), agent(1).can(&[1, 130]), agent(2).can(&[1, 131])],
        said![work('A').needs(&[131, 1]), work('B').needs(&[199])],
        &["offer A to 2"],
    );
}

#[test]
fn a_rare_skill_is_found_behind_a_long_line() {
    let mut given: Vec<_> = (1..=40).map(|number| agent(number).can(&[1]).into()).collect();
    given.push(agent(41).can(&[1, 2]).into());
    given.push(agent(42).can(&[2]).into());
    check(
        given,
        said![work('A').needs(&[2]), work('B').needs(&[2]), work('C').needs(&[2]), work('D').needs(&[1])],
        &["offer A to 41", "offer B to 42", "offer D to 1"],
    );
}
