//! What agents write: replies and notes; and manual taking.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::command::{Action, Command};
use crate::conversation::rejection::Rejection;
use crate::id::CommandId;
use crate::ticket::TicketStatus;
use crate::time::Span;
use crate::view::TicketRow;

#[test]
fn s4_14_an_agent_replies_to_what_is_the_agents_own() {
    let scene = check([served_by(BEA)], replies(BEA, "Hello, Ana"), &["bea: Hello, Ana"]);
    assert!(scene.ticket().replied);
    assert_eq!(scene.state.last_message_at, Some(scene.now));
}

#[test]
fn a_reply_to_what_is_nobodys_takes_it() {
    check(
        [waiting(), broadcast(&[CYD, BEA])],
        replies(BEA, "Hello"),
        &["offer to cyd ends: Taken", "assigned to bea: Taken", "New becomes Open", "bea: Hello"],
    );
}

#[test]
fn nobody_replies_to_what_is_anothers_not_even_an_admin() {
    let theirs = || Rejection::NotAssignedToYou { to: Some(BEA) };
    refused([served_by(BEA)], replies(CYD, "Hello"), theirs());
    refused([served_by(BEA)], replies(ADA, "Hello"), theirs());
}

#[test]
fn s1_51_a_reply_is_submitted_together_with_a_status() {
    check(
        [served_by(BEA)],
        replies_as(BEA, "Done", TicketStatus::Solved),
        &["bea: Done", "Open becomes Solved"],
    );
    check(
        [served_by(BEA)],
        replies_as(BEA, "Bye", TicketStatus::Closed),
        &[
            "bea: Bye",
            "taken from bea: Closed",
            "Open becomes Closed",
            "session ends: Closed",
            "back to the bot",
        ],
    );
    check([served_by(BEA)], replies_as(BEA, "Hm", TicketStatus::Open), &["bea: Hm"]);
}

#[test]
fn a_reply_with_a_status_that_is_not_allowed_is_not_sent() {
    let not_allowed = Rejection::StatusNotAllowed { to: TicketStatus::New };
    let mut scene = Scene::after([served_by(BEA)]);
    let before = scene.state.clone();
    assert_eq!(scene.run(&replies_as(BEA, "Hello", TicketStatus::New)), Err(not_allowed));
    assert_eq!(scene.state, before);
}

#[test]
fn each_part_of_a_reply_is_a_message() {
    let parts = vec![text("Here it is"), file()];
    let reply = Do::command(acting(BEA), Action::Reply { parts, submit_as: None });
    check([served_by(BEA)], reply, &["bea: Here it is", "bea: [parcel.jpg]"]);
}

#[test]
fn s1_52_a_reply_to_a_social_channel_waits_to_be_sent() {
    check([asks_for_human_on(PHONE), takes(BEA)], replies(BEA, "Hello"), &["bea (queued): Hello"]);
    check([asks_for_human_on(PHONE), takes(BEA)], notes(BEA, "VIP?"), &["bea notes: VIP?"]);
}

#[test]
fn while_the_bot_has_control_or_the_session_has_ended_there_is_no_reply() {
    refused([writes("Hi")], replies(BEA, "Hello"), Rejection::BotHasControl);
    refused([served_by(BEA), ends_session(BEA)], replies(BEA, "Hello"), Rejection::SessionEnded);
    let back = [served_by(BEA), ends_session(BEA), writes("Hi again")];
    refused(back, replies(BEA, "Hello"), Rejection::BotHasControl);
}

#[test]
fn s3_12_a_note_changes_neither_ticket_nor_unread_nor_the_newest_message() {
    for given in [waiting(), served_by(BEA), Do::all([waiting(), broadcast(&[BEA])])] {
        let mut scene = Scene::after([given, passes(Span::minutes(1))]);
        let facts = |scene: &Scene| {
            let row = scene.row().map(|row| TicketRow { seq: 0, ..row });
            (row, scene.state.ticket.clone(), scene.state.unread.clone(), scene.state.last_message_at)
        };
        let before = facts(&scene);
        scene.run(&notes(CYD, "Seen this before")).unwrap();
        assert_eq!(facts(&scene), before);
    }
}

#[test]
fn s3_12_notes_can_be_left_whatever_goes_on() {
    let closed = Do::all([served_by(BEA), submits(BEA, TicketStatus::Closed)]);
    let ended = Do::all([served_by(BEA), ends_session(BEA)]);
    for given in [writes("Hi"), waiting(), served_by(BEA), ended, closed] {
        check([given], notes(CYD, "For the record"), &["cyd notes: For the record"]);
    }
}

#[test]
fn waiting_work_can_be_taken_by_hand() {
    check([waiting()], takes(BEA), &["assigned to bea: Taken", "New becomes Open"]);
    check(
        [waiting(), offered(&[CYD])],
        takes(BEA),
        &["offer to cyd ends: Taken", "assigned to bea: Taken", "New becomes Open"],
    );
    check([served_by(BEA)], takes(BEA), &[]);
    refused([served_by(BEA)], takes(CYD), Rejection::AlreadyAssigned { to: BEA });
    refused([served_by(BEA)], takes(ADA), Rejection::AlreadyAssigned { to: BEA });
    refused([writes("Hi")], takes(BEA), Rejection::BotHasControl);
}

#[test]
fn a_message_that_is_sent_twice_is_there_once() {
    let mut scene = Scene::after([served_by(BEA)]);
    let action = Action::Reply { parts: vec![text("Hello")], submit_as: None };
    let command = Command { id: CommandId::from_bytes([3; 12]), by: acting(BEA), action };
    assert_eq!(scene.send(&command).unwrap().len(), 1);
    // However long ago, among the commands that are remembered, and whatever happened since.
    for number in 0..crate::conversation::REMEMBERED_COMMANDS - 1 {
        scene.run(&writes(&format!("Message {number}"))).unwrap();
    }
    let seq = scene.state.seq;
    assert_eq!(scene.send(&command), Ok(Vec::new()));
    assert_eq!(scene.state.seq, seq);
}
