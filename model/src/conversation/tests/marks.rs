//! How far each side has got, what is unread, and what providers report.

use super::scene::{Do, Scene, check};
use super::verbs::*;
use super::world::*;
use crate::access::By;
use crate::conversation::MAX_UNREAD;
use crate::conversation::command::Action;
use crate::id::{MessageId, UserId};
use crate::message::Delivery;

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

#[test]
fn s1_57_what_a_provider_reports_is_in_the_log() {
    let message = MessageId::from_bytes([8; 12]);
    let report = |delivery: Delivery| Do::command(By::System, Action::ReportDelivery { message, delivery });
    check([served_by(BEA)], report(Delivery::Delivered), &["delivery Delivered"]);
    let failed = Delivery::Failed { code: "131047".to_owned(), text: "outside the window".to_owned() };
    check(
        [served_by(BEA)],
        report(failed),
        &["delivery Failed { code: \"131047\", text: \"outside the window\" }"],
    );
}
