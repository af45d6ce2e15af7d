//! "Why is it not routed?"

use super::language::Said::{Decide, Gone, Refuse};
use super::language::{Said, Story, agent, assigned, conversation, group, mode, offered, said, user, work};
use crate::agent::AgentStatus;
use crate::routing::{Explanation, Mode};

/// After all this and a decision about it, the reason why A is where it is.
fn check(given: Vec<Said>, then: &Explanation, sentence: &str) {
    let mut story = Story::told(given);
    story.tell(Decide);
    let explanation = story.router.explain(conversation('A'));
    assert_eq!(&explanation, then);
    assert_eq!(explanation.to_string(), sentence);
}

#[test]
fn what_nobody_asked_for_is_not_waiting() {
    check(said![agent(1)], &Explanation::NotWaiting, "The conversation is not waiting for an agent.");
    check(
        said![work('A'), Gone('A')],
        &Explanation::NotWaiting,
        "The conversation is not waiting for an agent.",
    );
}

#[test]
fn what_is_offered_is_named_with_whom() {
    check(
        said![agent(1), work('A')],
        &Explanation::Offered { to: vec![user(1)] },
        "It is offered to agent 1, who did not answer yet.",
    );
    check(
        said![mode(Mode::Broadcast), agent(1), agent(2), work('A')],
        &Explanation::Offered { to: vec![user(1), user(2)] },
        "It is offered to agent 1, 2, who did not answer yet.",
    );
}

#[test]
fn what_is_assigned_is_named_with_whom() {
    check(said![work('A'), assigned('A', 4)], &Explanation::Assigned { to: user(4) }, "Agent 4 has it.");
}

#[test]
fn an_empty_group_is_the_reason() {
    check(
        said![agent(1).groups(&[2]), work('A')],
        &Explanation::NobodyInGroup { group: Some(group(1)) },
        "Group 1 has no agents.",
    );
    check(
        said![work('A').for_anybody()],
        &Explanation::NobodyInGroup { group: None },
        "There are no agents.",
    );
}

#[test]
fn an_agent_whom_only_the_log_names_is_none() {
    check(
        said![assigned('X', 1), work('A').for_anybody()],
        &Explanation::NobodyInGroup { group: None },
        "There are no agents.",
    );
}

#[test]
fn a_skill_that_nobody_has_is_the_reason() {
    check(
        said![agent(1).can(&[1]), agent(2), work('A').needs(&[2])],
        &Explanation::NoMatchingSkill { agents: 2 },
        "None of the 2 agents has all the skills it needs.",
    );
}

#[test]
fn absence_is_the_reason() {
    check(
        said![agent(1).absent(), agent(2).status(AgentStatus::Away), work('A')],
        &Explanation::AllAway { agents: 2 },
        "2 agents could take it, but none is online.",
    );
}

#[test]
fn full_hands_are_the_reason() {
    check(
        said![agent(1), agent(2).absent(), assigned('X', 1), work('A')],
        &Explanation::AllAtCapacity { agents: 1 },
        "1 agent online could take it, but none has capacity left.",
    );
}

#[test]
fn other_offers_are_the_reason() {
    check(
        said![agent(1).capacity(5), offered('X', 1), work('A')],
        &Explanation::AllAnswering { agents: 1 },
        "1 agent could take it, but each has an offer to answer first.",
    );
}

#[test]
fn that_everybody_missed_it_is_the_reason() {
    check(
        said![agent(1), offered('X', 1), work('A').missed_by(&[1])],
        &Explanation::EverybodyMissed { agents: 1 },
        "1 agent online missed or declined it, and none of them is free now.",
    );
}

#[test]
fn a_refusal_is_the_reason() {
    check(
        said![agent(1), work('A'), Decide, Refuse],
        &Explanation::Refused,
        "The conversation rejected the last decision; it is tried again soon.",
    );
}

#[test]
fn before_the_decision_it_is_ready() {
    let story = Story::told(said![agent(1), work('B').since(1), work('A')]);
    let explanation = story.router.explain(conversation('A'));
    assert_eq!(explanation, Explanation::Ready { ahead: 1 });
    assert_eq!(explanation.to_string(), "It goes out with the next decision; 1 ahead of it.");
}
