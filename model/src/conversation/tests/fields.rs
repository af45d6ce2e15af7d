//! Tags, fields, priority, and what a host page claims.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::agent::Priority;
use crate::conversation::command::{Action, Meta};
use crate::conversation::rejection::Rejection;
use crate::id::{FieldId, UserId};
use crate::ticket::TicketStatus;

fn sets(agent: UserId, field: FieldId, value: &str) -> Do {
    Do::command(acting(agent), Action::SetField { field, value: value.to_owned() })
}

fn tagged(agent: UserId, add: &str, remove: &str) -> Do {
    Do::command(acting(agent), Action::ChangeTags { add: tags(add), remove: tags(remove) })
}

fn claim(fields: &[(FieldId, &str)], words: &str) -> Meta {
    let fields = fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    Meta { fields, tags: tags(words) }
}

#[test]
fn s3_19_what_a_page_claims_is_on_the_ticket_from_the_hand_off_on() {
    let claims = claim(&[(TOPIC, "Parcel"), (SIZE, "Small")], "vip checkout");
    check(
        [writes("Hi")],
        asks_for_human_with(SHOP, claims),
        &[
            "ana: Talk to a human",
            "bot: I'm passing you on to a member of our team.",
            "flow handed over",
            "ticket 1 for group 1, AskedForHuman, [asked widget vip checkout] {1=Parcel 2=Small}: Hi",
            "queued since 1000",
        ],
    );
}

#[test]
fn what_the_bot_was_told_goes_over_what_a_page_claims_and_the_flow_over_both() {
    let claims = claim(&[(TOPIC, "Claimed"), (SIZE, "Small")], "");
    let answers: &[_] = &[("name", "Ana"), ("topic", "Told")];
    let mut scene = Scene::after([writes("Hi"), presses("order")]);
    scene.run(&fills_with(answers, claims)).unwrap();
    let fields: Vec<_> = scene.ticket().fields.values().map(String::as_str).collect();
    assert_eq!(fields, ["Told", "Large"]);
}

#[test]
fn a_page_fills_only_fields_that_end_users_may_fill_and_only_with_what_they_take() {
    let claims = claim(&[(SECRET, "x"), (NO_FIELD, "y"), (SIZE, "Huge"), (TOPIC, " Parcel ")], "vip");
    check(
        [served_by(BEA)],
        writes_with("Hello?", claims),
        &["ana: Hello?", "tags +[vip] -[]", "field 1 = Parcel"],
    );
    let long = "é".repeat(300);
    let scene = Scene::after([served_by(BEA), writes_with("Hello?", claim(&[(TOPIC, &long)], ""))]);
    assert_eq!(scene.ticket().fields.get(&TOPIC), Some(&"é".repeat(255)));
}

#[test]
fn what_a_page_claims_again_is_not_written_again() {
    let claims = || claim(&[(TOPIC, "Parcel")], "vip vip");
    check(
        [served_by(BEA), writes_with("Hello?", claims())],
        writes_with("Hello??", claims()),
        &["ana: Hello??"],
    );
}

#[test]
fn a_page_adds_no_more_tags_than_there_is_room_for() {
    let many: Vec<String> = (0..60).map(|number| format!("t{number:02}")).collect();
    let claims = || claim(&[], &many.join(" "));
    for scene in [
        Scene::after([asks_for_human_with(SHOP, claims())]),
        Scene::after([served_by(BEA), writes_with("Hi", claims())]),
    ] {
        assert_eq!(scene.ticket().tags.len(), 50);
        assert!(scene.ticket().tags.contains(&tag("widget")), "the server's own come first");
    }
}

#[test]
fn s3_20_agents_change_tags() {
    check([served_by(BEA)], tagged(BEA, "vip vip late", "asked never"), &["tags +[late vip] -[asked]"]);
    check([served_by(BEA), tagged(BEA, "vip", "")], tagged(BEA, "vip", "late"), &[]);
    // A colleague may, too: tags are no assignment.
    check([served_by(BEA)], tagged(CYD, "vip", ""), &["tags +[vip] -[]"]);
    let scene = check([served_by(BEA)], tagged(BEA, "asked", "asked"), &[]);
    assert!(scene.ticket().tags.contains(&tag("asked")));
}

#[test]
fn a_ticket_has_at_most_fifty_tags() {
    let many: Vec<String> = (0..48).map(|number| format!("t{number}")).collect();
    let full = || [served_by(BEA), tagged(BEA, &many.join(" "), "")];
    refused(full(), tagged(BEA, "one", ""), Rejection::InvalidTag);
    check(full(), tagged(BEA, "one", "asked"), &["tags +[one] -[asked]"]);
    check(full(), tagged(BEA, "", "asked"), &["tags +[] -[asked]"]);
}

#[test]
fn s3_19_agents_change_fields() {
    check([served_by(BEA)], sets(BEA, SECRET, "blue"), &["field 3 = blue"]);
    check([served_by(BEA), sets(BEA, SIZE, "Small")], sets(BEA, SIZE, "Large"), &["field 2 = Large"]);
    check([served_by(BEA), sets(BEA, SIZE, "Small")], sets(BEA, SIZE, "Small"), &[]);
    let scene = check([served_by(BEA), sets(BEA, SIZE, "Small")], sets(BEA, SIZE, ""), &["field 2 = "]);
    assert!(scene.ticket().fields.is_empty());
    for (field, value) in [(NO_FIELD, "x"), (SIZE, "Huge"), (TOPIC, "x".repeat(256).as_str())] {
        refused([served_by(BEA)], sets(BEA, field, value), Rejection::InvalidField);
    }
}

#[test]
fn a_priority_changes_once() {
    let high = || Do::command(acting(BEA), Action::SetPriority { priority: Priority::High });
    let scene = check([served_by(BEA)], high(), &["priority High"]);
    assert_eq!(scene.row().unwrap().priority, Priority::High);
    check([served_by(BEA), high()], high(), &[]);
}

#[test]
fn a_closed_ticket_takes_no_changes() {
    let closed = || [served_by(BEA), submits(BEA, TicketStatus::Closed)];
    refused(closed(), tagged(BEA, "vip", ""), Rejection::TicketClosed);
    refused(closed(), sets(BEA, TOPIC, "x"), Rejection::TicketClosed);
    let priority = Action::SetPriority { priority: Priority::Low };
    refused(closed(), Do::command(acting(ADA), priority), Rejection::TicketClosed);
    refused([writes("Hi")], tagged(BEA, "vip", ""), Rejection::BotHasControl);
}

#[test]
fn s1_28_without_its_tags_a_ticket_is_out_of_the_notifier() {
    let remove = tagged(BEA, "", "messaging_support");
    let scene = Scene::after([asks_for_human_on(PHONE), takes(BEA), remove]);
    assert!(!scene.row().unwrap().tags.contains(&tag("messaging_support")));
}
