//! What a macro prepared, submitted in one commit with the reply and the status.

use super::scene::{Do, check, refused};
use super::verbs::*;
use super::world::*;
use crate::agent::Priority;
use crate::conversation::command::Action;
use crate::conversation::instead::Instead;
use crate::conversation::rejection::Rejection;
use crate::id::UserId;
use crate::ticket::{AssignTo, TicketChanges, TicketStatus};

fn submits_with(agent: UserId, words: &str, status: Option<TicketStatus>, changes: TicketChanges) -> Do {
    let parts = Some(words).filter(|words| !words.is_empty()).map(text).into_iter().collect();
    Do::command(acting(agent), Action::SubmitWith { parts, instead: None, status, changes })
}

fn changes(add: &str, remove: &str) -> TicketChanges {
    TicketChanges {
        add_tags: tags(add).into_iter().collect(),
        remove_tags: tags(remove).into_iter().collect(),
        ..TicketChanges::default()
    }
}

fn assign(assign: AssignTo) -> TicketChanges {
    TicketChanges { assign: Some(assign), ..TicketChanges::default() }
}

#[test]
fn s1_49_s1_51_reply_changes_and_status_are_one_commit() {
    let everything = TicketChanges {
        priority: Some(Priority::High),
        fields: [(TOPIC, "Parcel".to_owned()), (SIZE, "Small".to_owned())].into(),
        ..changes("vip", "asked")
    };
    check(
        [served_by(BEA)],
        submits_with(BEA, "It is on its way.", Some(TicketStatus::Pending), everything),
        &[
            "bea: It is on its way.",
            "tags +[vip] -[asked]",
            "field 1 = Parcel",
            "field 2 = Small",
            "priority High",
            "Open becomes Pending",
        ],
    );
}

#[test]
fn s1_50_on_whatsapp_the_reply_waits_to_be_sent_and_the_changes_hold() {
    check(
        [asks_for_human_on(PHONE), takes(BEA)],
        submits_with(BEA, "Merci !", Some(TicketStatus::Solved), changes("thanked", "")),
        &["bea (queued): Merci !", "tags +[thanked] -[]", "Open becomes Solved"],
    );
}

#[test]
fn t_5_where_the_window_is_closed_a_macros_reply_goes_to_the_widget_with_its_changes() {
    let (parts, instead) = (vec![text("Hello")], Some(Instead::Closed { closed: true }));
    let action = Action::SubmitWith { parts, instead, status: None, changes: changes("vip", "") };
    check(
        [served_by(BEA), writes_on(PHONE, "On my way")],
        Do::command(acting(BEA), action),
        &["bea: Hello", "sent to the widget instead of Whatsapp", "tags +[vip] -[]"],
    );
}

#[test]
fn what_is_changed_already_changes_nothing() {
    check([served_by(BEA)], submits_with(BEA, "", Some(TicketStatus::Open), changes("asked", "vip")), &[]);
}

#[test]
fn s3_21_a_macro_takes_what_is_nobodys_and_passes_on_last() {
    check(
        [waiting()],
        submits_with(BEA, "", None, assign(AssignTo::Me)),
        &["assigned to bea: Taken", "New becomes Open"],
    );
    check([served_by(BEA)], submits_with(BEA, "", None, assign(AssignTo::Me)), &[]);
    check(
        [served_by(BEA)],
        submits_with(BEA, "Billing will answer.", None, assign(AssignTo::Group { group: SUPPORT })),
        &[
            "bea: Billing will answer.",
            "transferred to group 2",
            "taken from bea: Transferred",
            "queued since 1000",
        ],
    );
    check(
        [served_by(BEA)],
        submits_with(BEA, "", Some(TicketStatus::Solved), assign(AssignTo::Group { group: SUPPORT })),
        &["Open becomes Solved", "transferred to group 2", "taken from bea: Transferred"],
    );
}

#[test]
fn what_closes_comes_after_what_is_changed() {
    check(
        [served_by(BEA)],
        submits_with(BEA, "", Some(TicketStatus::Closed), changes("done", "")),
        &[
            "tags +[done] -[]",
            "taken from bea: Closed",
            "Open becomes Closed",
            "session ends: Closed",
            "back to the bot",
        ],
    );
}

#[test]
fn all_of_it_is_done_or_nothing() {
    let wrong = TicketChanges { fields: [(SIZE, "Huge".to_owned())].into(), ..changes("vip", "") };
    refused([served_by(BEA)], submits_with(BEA, "Hello", None, wrong), Rejection::InvalidField);
    refused(
        [served_by(BEA)],
        submits_with(BEA, "Hello", Some(TicketStatus::New), changes("vip", "")),
        Rejection::StatusNotAllowed { to: TicketStatus::New },
    );
    refused(
        [served_by(BEA)],
        submits_with(BEA, "", None, assign(AssignTo::Group { group: NO_GROUP })),
        Rejection::UnknownTarget,
    );
    refused(
        [served_by(BEA)],
        submits_with(CYD, "", None, changes("vip", "")),
        Rejection::NotAssignedToYou { to: Some(BEA) },
    );
    refused([writes("Hi")], submits_with(BEA, "", None, changes("vip", "")), Rejection::BotHasControl);
}
