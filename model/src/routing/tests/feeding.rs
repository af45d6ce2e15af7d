//! What the router is told, and what can be asked of it between decisions.

use super::language::Said::{AgentGone, Decide, Gone};
use super::language::{
    Story, agent, assigned, check, conversation, mode, offered, released, said, user, work,
};
use crate::agent::Priority;
use crate::routing::{Hold, Mode, Policy, Router, Strategy};
use crate::time::Span;

#[test]
fn without_settings_one_agent_is_asked_for_thirty_seconds() {
    let policy = Router::default().policy();
    let expected =
        Policy { mode: Mode::Offer, offer_timeout: Span::seconds(30), strategy: Strategy::LongestIdle };
    assert_eq!(policy, expected);
}

#[test]
fn modes_are_written_in_snake_case() {
    let written: Vec<String> = [Mode::Offer, Mode::Broadcast, Mode::AutoAccept]
        .iter()
        .map(|mode| serde_json::to_string(mode).unwrap())
        .collect();
    assert_eq!(written, ["\"offer\"", "\"broadcast\"", "\"auto_accept\""]);
}

#[test]
fn offers_and_assignments_are_load() {
    let story = Story::told(said![agent(1).capacity(5), assigned('X', 1), assigned('Y', 1), offered('Z', 1)]);
    assert_eq!(story.router.load(user(1)), 3);
    assert_eq!(story.router.load(user(2)), 0);
}

#[test]
fn in_broadcast_offers_are_no_load() {
    let story = Story::told(said![mode(Mode::Broadcast), agent(1), assigned('X', 1), offered('Z', 1)]);
    assert_eq!(story.router.load(user(1)), 1);
}

#[test]
fn a_decision_is_load_at_once() {
    let story = Story::told(said![agent(1), work('A'), Decide]);
    assert_eq!(story.router.load(user(1)), 1);
}

#[test]
fn holds_told_twice_count_once() {
    let story = Story::told(said![assigned('X', 1), assigned('X', 1), released('X', 1), released('X', 1)]);
    assert_eq!(story.router.load(user(1)), 0);
}

#[test]
fn holds_may_be_told_before_the_agent() {
    check(said![assigned('X', 1), work('A')], said![agent(1)], &[]);
}

#[test]
fn the_load_of_one_who_was_removed_is_kept() {
    check(said![agent(1), assigned('X', 1), AgentGone(1), work('A')], said![agent(1)], &[]);
}

#[test]
fn accepting_turns_an_offer_into_an_assignment() {
    let mut story = Story::told(said![agent(1), work('A'), Decide]);
    story.router.hold(conversation('A'), user(1), Hold::Assigned);
    assert_eq!(story.router.load(user(1)), 1);
}

#[test]
fn the_position_is_counted_within_the_group() {
    let story = Story::told(said![
        work('A'),
        work('B').group(2),
        work('C').needs(&[1]),
        work('D'),
        work('E').priority(Priority::High),
        work('F').for_anybody()
    ]);
    let positions = "ABCDEF".chars().map(|name| story.router.position_in_queue(conversation(name)));
    assert_eq!(positions.collect::<Vec<_>>(), [2, 1, 3, 4, 1, 1].map(Some));
}

#[test]
fn what_is_offered_or_over_has_no_position() {
    let story = Story::told(said![agent(1), work('A'), work('B'), work('C'), Gone('C'), Decide]);
    let position = |name| story.router.position_in_queue(conversation(name));
    assert_eq!((position('A'), position('B'), position('C')), (None, Some(1), None));
}

#[test]
fn waiting_work_is_listed_in_queue_order() {
    let story = Story::told(said![work('B'), work('A').group(2), work('C').priority(Priority::Urgent)]);
    let waiting: Vec<_> = story.router.waiting().map(|work| work.conversation).collect();
    assert_eq!(waiting, ['C', 'A', 'B'].map(conversation));
    assert_eq!(story.router.waiting_count(), 3);
}

#[test]
fn a_conversation_that_comes_again_survives_a_change_of_mode() {
    let given = said![work('A'), work('B'), Gone('A'), Gone('B'), work('A'), mode(Mode::AutoAccept)];
    let story = Story::told(given);
    assert_eq!(story.router.position_in_queue(conversation('A')), Some(1));
}

#[test]
fn conversations_that_are_over_leave_nothing_behind() {
    let mut story = Story::told(said![agent(1)]);
    for name in 'A'..='Z' {
        said![work(name), Decide, assigned(name, 1), Gone(name), released(name, 1)]
            .into_iter()
            .for_each(|said| story.tell(said));
    }
    assert_eq!(story.router.queues.rows(), 1, "one row, used again and again");
    assert_eq!(story.router.load(user(1)), 0);
}
