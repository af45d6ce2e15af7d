//! What everybody declined rests, behind newer work, until a moment has passed or somebody else can take it.

use super::language::Said::{Decide, Time};
use super::language::{Story, agent, check, conversation, mode, offered, released, said, work};
use crate::routing::{Explanation, Mode};
use crate::time::Timestamp;

/// What the log tells once the agent declined at the second 10 what was offered to them; it rests until 40.
macro_rules! declined {
    ($name:literal, $agent:literal) => {
        said![Time(10), work($name).missed_by(&[$agent]).again_from(40), released($name, $agent)]
    };
}

#[test]
fn a_lone_agent_is_not_offered_at_once_what_they_declined() {
    check(said![agent(1), work('A')], declined!('A', 1), &[]);
}

#[test]
fn newer_work_goes_before_what_was_declined() {
    let mut given = said![agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    check(given, said![work('B')], &["offer B to 1"]);
}

#[test]
fn what_stands_behind_declined_work_of_its_kind_is_offered_in_the_same_decision() {
    check(said![agent(1), work('A'), work('B')], declined!('A', 1), &["offer B to 1"]);
}

#[test]
fn after_the_rest_it_is_offered_again_in_its_old_place() {
    let mut given = said![agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    given.extend(said![Decide, Time(39)]);
    check(given.clone(), said![], &[]);
    check(given, said![Time(40)], &["offer A to 1"]);
}

#[test]
fn while_somebody_else_is_free_a_decline_delays_nothing() {
    check(said![agent(1), agent(2), work('A')], declined!('A', 1), &["offer A to 2"]);
}

#[test]
fn whoever_becomes_free_and_did_not_decline_it_is_asked_before_the_rest_is_over() {
    let mut given = said![agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    check(given.clone(), said![agent(2)], &["offer A to 2"]);
    check(given, said![agent(2).groups(&[9])], &[]);
}

#[test]
fn whoever_declined_it_and_comes_back_is_not_asked_before_the_rest_is_over() {
    let mut given = said![agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    check(given, said![agent(1).absent(), Decide, agent(1).capacity(2)], &[]);
}

#[test]
fn a_miss_delays_nothing() {
    check(said![agent(1), work('A')], said![work('A').missed_by(&[1]), released('A', 1)], &["offer A to 1"]);
}

#[test]
fn in_broadcast_what_everybody_declined_rests_as_well() {
    let mut given = said![mode(Mode::Broadcast), agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    check(given.clone(), said![], &[]);
    check(given.clone(), said![work('B')], &["offer B to 1"]);
    check(given.clone(), said![agent(2)], &["offer A to 2"]);
    given.push(Decide);
    check(given, said![Time(40)], &["offer A to 1"]);
}

#[test]
fn it_is_told_why_it_rests_and_when_it_wakes() {
    let mut story = Story::told(said![agent(1), work('A'), Decide]);
    declined!('A', 1).into_iter().for_each(|said| story.tell(said));
    story.tell(Decide);
    assert_eq!(story.router.wakes_at(), Some(Timestamp::from_millis(40)));
    assert_eq!(story.router.explain(conversation('A')), Explanation::Rests);
    story.router.remove_work(conversation('A'));
    assert_eq!(story.router.wakes_at(), None);
}

#[test]
fn what_is_assigned_by_hand_while_it_rests_is_offered_no_more() {
    let mut given = said![agent(1), work('A'), Decide];
    given.extend(declined!('A', 1));
    given.extend(said![Decide, offered('A', 7)]);
    check(given, said![Time(40)], &[]);
}
