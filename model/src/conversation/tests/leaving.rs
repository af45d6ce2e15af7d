//! Live chat ends when the visitor leaves; messaging never does (behaviour 2.31).

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::SessionState;
use crate::conversation::command::Action;
use crate::conversation::rejection::Rejection;
use crate::id::UserId;
use crate::ticket::{Assignment, TicketStatus};

fn leaves() -> Do {
    system(Action::Leave)
}

fn leaves_as(end_user: UserId) -> Do {
    Do::command(acting(end_user), Action::Leave)
}

fn chats(agent: UserId) -> Do {
    Do::all([asks_for_human_on(LIVE), offered_to(agent), accepts(agent)])
}

#[test]
fn a_chat_ends_when_its_visitor_leaves_and_its_agent_has_room_again() {
    for leaving in [leaves(), leaves_as(ANA)] {
        let scene = check([chats(BEA)], leaving, &["session ends: EndUser"]);
        assert_eq!(scene.state.session_state(), SessionState::Ended);
        assert_eq!((scene.state.assignee(), scene.ticket().status), (Some(BEA), TicketStatus::Open));
        assert!(!scene.state.counts(true));
    }
    refused([chats(BEA), leaves()], replies(BEA, "Still there?"), Rejection::SessionEnded);
}

#[test]
fn leaving_twice_is_leaving_once() {
    check([chats(BEA), leaves()], leaves(), &[]);
    check([chats(BEA), ends_session(BEA)], leaves(), &[]);
}

#[test]
fn nobody_is_looked_for_once_the_visitor_has_left() {
    let scene = check(
        [asks_for_human_on(LIVE), offered_to(BEA)],
        leaves(),
        &["offer to bea ends: Withdrawn", "session ends: EndUser"],
    );
    assert_eq!(scene.ticket().assignment, Assignment::Unassigned);
    refused([asks_for_human_on(LIVE), leaves()], broadcast(&[BEA]), Rejection::NotWaiting);
}

#[test]
fn what_is_written_after_leaving_begins_a_session_with_the_bot() {
    let greeted = [
        "session starts",
        "back to the bot",
        "ana: Hi again",
        "bot: Hello!",
        "> menu",
        "bot: What is it about? | 1. My order | 2. Opening hours",
        "flow waits at menu",
    ];
    check([chats(BEA), leaves()], writes_on(LIVE, "Hi again"), &greeted);
    check([writes_on(LIVE, "Hi"), leaves()], writes_on(LIVE, "Hi again"), &greeted);
    let mut scene = Scene::after([asks_for_human_on(LIVE), leaves(), writes_on(LIVE, "Hi again")]);
    scene.run(&asks_for_human_on(LIVE)).unwrap();
    assert!(scene.ticket().assignment.is_waiting(), "the ticket of before is looked after again");
}

#[test]
fn messaging_never_ends_by_leaving() {
    check([served_by(BEA)], leaves(), &[]);
    check([waiting()], leaves_as(ANA), &[]);
    check([asks_for_human_on(PHONE)], leaves(), &[]);
}

#[test]
fn s3_10_a_chat_is_tagged_and_queued_as_a_message_is() {
    let scene = Scene::after([asks_for_human_on(LIVE)]);
    let tags: Vec<_> = scene.ticket().tags.iter().map(|tag| tag.as_str().to_owned()).collect();
    assert_eq!(tags, ["asked", "chat"], "without the tag of the social channels");
    assert!(scene.ticket().assignment.is_waiting());
}
