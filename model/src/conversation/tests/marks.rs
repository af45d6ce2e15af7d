//! How far each side has got, what is unread, and what providers report.

use super::scene::{Do, Scene, check};
use super::verbs::*;
use super::world::*;
use crate::access::By;
use crate::conversation::MAX_UNREAD;
use crate::conversation::command::Action;
use crate::conversation::deliveries::FOLLOWED_DELIVERIES;
use crate::degradation::Degradation;
use crate::id::{MessageId, UserId};
use crate::message::{Delivery, UNKNOWN_OUTCOME};
use std::collections::BTreeSet;

fn reads(user: UserId, seq: u64) -> Do {
    Do::command(acting(user), Action::MarkRead { seq })
}

fn gets(seq: u64) -> Do {
    Do::command(acting(ANA), Action::MarkDelivered { seq })
}

#[test]
fn s3_23_marks_move_forward_only() {
    check([served_by(BEA)], gets(5), &["EndUserDelivered to 5"]);
    check([served_by(BEA), gets(5)], gets(5), &[]);
    check([served_by(BEA), gets(5)], gets(4), &[]);
    check([served_by(BEA), gets(5)], gets(6), &["EndUserDelivered to 6"]);
    check([served_by(BEA)], reads(ANA, 5), &["EndUserRead to 5"]);
    check([served_by(BEA), reads(ANA, 5)], reads(ANA, 3), &[]);
    check([served_by(BEA), reads(BEA, 5)], reads(BEA, 3), &[]);
}

#[test]
fn a_mark_stands_at_what_is_there() {
    let last = Scene::after([served_by(BEA)]).state.seq;
    let scene = check([served_by(BEA)], gets(u64::MAX), &[&format!("EndUserDelivered to {last}")]);
    assert_eq!(scene.state.marks.end_user_delivered, last);
    check([served_by(BEA)], gets(0), &[]);
}

#[test]
fn what_the_end_user_says_is_unread_until_the_one_who_has_it_looks() {
    let mut scene = Scene::after([served_by(BEA)]);
    assert_eq!(scene.row().unwrap().unread, 1);
    scene.run(&reads(BEA, scene.state.seq)).unwrap();
    assert_eq!(scene.row().unwrap().unread, 0);
    scene.run(&writes("One")).unwrap();
    let first = scene.state.seq;
    scene.run(&writes("Two")).unwrap();
    assert_eq!(scene.row().unwrap().unread, 2);
    scene.run(&reads(BEA, first)).unwrap();
    assert_eq!(scene.row().unwrap().unread, 1, "what came after is not seen yet");
}

#[test]
fn what_a_colleague_looks_at_stays_unread() {
    let last = Scene::after([served_by(BEA)]).state.seq;
    for other in [CYD, ADA] {
        assert_eq!(check([served_by(BEA)], reads(other, last), &[]).row().unwrap().unread, 1);
    }
    check([waiting()], reads(BEA, 5), &[]);
    check([served_by(BEA)], Do::command(By::System, Action::MarkRead { seq: 5 }), &[]);
}

#[test]
fn only_so_many_unread_messages_are_counted() {
    let mut scene = Scene::after([served_by(BEA)]);
    for number in 0..MAX_UNREAD + 5 {
        scene.run(&writes(&format!("Message {number}"))).unwrap();
    }
    assert_eq!(scene.row().unwrap().unread, 100);
    assert_eq!(scene.state.unread.back(), Some(&scene.state.seq), "the newest ones");
}

fn reported(delivery: Delivery) -> Do {
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        scene.tell(By::System, Action::ReportDelivery { message, delivery: delivery.clone() })
    })
}

fn failed(code: &str) -> Delivery {
    Delivery::Failed { code: code.to_owned(), text: "outside the window".to_owned(), retryable: false }
}

fn answered_on_the_phone() -> Do {
    Do::all([asks_for_human_on(PHONE), offered_to(BEA), accepts(BEA), replies(BEA, "Hello")])
}

#[test]
fn s1_57_what_a_provider_reports_is_in_the_log() {
    check([answered_on_the_phone()], reported(Delivery::Delivered), &["delivery Delivered"]);
    check(
        [answered_on_the_phone()],
        reported(failed("131047")),
        &["delivery Failed { code: \"131047\", text: \"outside the window\", retryable: false }"],
    );
}

#[test]
fn s3_23_a_report_that_is_no_news_changes_nothing() {
    let arrived = || Do::all([answered_on_the_phone(), reported(Delivery::Read)]);
    for late in [Delivery::Sent, Delivery::Delivered, Delivery::Read, failed("131047")] {
        check([arrived()], reported(late), &[]);
    }
    let unknown = MessageId::from_bytes([8; 12]);
    let report = Action::ReportDelivery { message: unknown, delivery: Delivery::Read };
    check([arrived()], Do::command(By::System, report), &[]);
}

fn sent_as(rules: &[Degradation]) -> Do {
    let degraded: BTreeSet<Degradation> = rules.iter().copied().collect();
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        scene.tell(By::System, Action::ReportSent { message, degraded: degraded.clone() })
    })
}

#[test]
fn what_was_changed_of_a_message_is_told_with_its_sending() {
    let rules = &[Degradation::FileAsLink, Degradation::CaptionAfter];
    let told = "as {FileAsLink, CaptionAfter}";
    check([answered_on_the_phone()], sent_as(&[]), &["delivery Sent"]);
    check([answered_on_the_phone()], sent_as(rules), &[&format!("delivery Sent {told}")]);
    let read = || Do::all([answered_on_the_phone(), reported(Delivery::Read)]);
    check([read()], sent_as(rules), &[&format!("delivery Read {told}")]);
    check([read()], sent_as(&[]), &[]);
    check([Do::all([answered_on_the_phone(), reported(failed("131047"))])], sent_as(rules), &[]);
    let (message, degraded) = (MessageId::from_bytes([8; 12]), rules.iter().copied().collect());
    check([read()], Do::command(By::System, Action::ReportSent { message, degraded }), &[]);
}

#[test]
fn a_later_sign_of_a_message_ends_the_doubt_about_it() {
    let doubt = || Do::all([answered_on_the_phone(), reported(failed(UNKNOWN_OUTCOME))]);
    check([doubt()], reported(Delivery::Sent), &["delivery Sent"]);
    check([answered_on_the_phone(), reported(Delivery::Sent)], reported(failed(UNKNOWN_OUTCOME)), &[]);
}

#[test]
fn what_waits_to_be_sent_is_followed_longer_than_what_is_settled() {
    let mut scene = Scene::after([answered_on_the_phone()]);
    let first = newest(&scene, |_| true).unwrap();
    scene.run(&replies(BEA, "Second")).unwrap();
    scene.run(&reported(Delivery::Sent)).unwrap();
    let second = newest(&scene, |_| true).unwrap();
    for number in 0..FOLLOWED_DELIVERIES {
        scene.run(&replies(BEA, &format!("Message {number}"))).unwrap();
        scene.run(&reported(Delivery::Sent)).unwrap();
    }
    let deliveries = &scene.state.deliveries;
    assert!(deliveries.of(first).is_some() && deliveries.of(second).is_none());
    assert!(deliveries.waits_before(scene.state.seq, PHONE), "the first still waits");
}
