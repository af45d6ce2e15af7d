//! Replies that go to the widget because they cannot go where the end user wrote last (behaviour 2.21, T-5).

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::access::By;
use crate::channel::ChannelKind;
use crate::conversation::ReplyTarget;
use crate::conversation::command::Action;
use crate::conversation::event::EventKind;
use crate::conversation::instead::Instead;
use crate::conversation::linking::Elsewhere;
use crate::conversation::rejection::Rejection;
use crate::id::{IntegrationId, UserId};
use crate::message::{Delivery, UNKNOWN_OUTCOME};
use crate::ticket::TicketStatus;

/// Served by Bea in the widget; went on on the phone.
fn on_the_phone() -> Do {
    Do::all([served_by(BEA), writes_on(PHONE, "On my way")])
}

fn in_widget(agent: UserId, closed: bool) -> Do {
    let parts = vec![text("Hello")];
    let instead = Instead::Closed { closed };
    Do::command(acting(agent), Action::ReplyInWidget { parts, instead, submit_as: None })
}

fn once_more(agent: UserId) -> Do {
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        let (parts, instead) = (vec![text("Hello")], Instead::Failed { message });
        scene.tell(acting(agent), Action::ReplyInWidget { parts, instead, submit_as: None })
    })
}

fn fails(code: &'static str, retryable: bool) -> Do {
    Do::new(move |scene| {
        let message = newest(scene, |_| true).expect("something was said");
        let delivery = Delivery::Failed { code: code.to_owned(), text: "no".to_owned(), retryable };
        scene.tell(By::System, Action::ReportDelivery { message, delivery })
    })
}

fn newest_went_to(scene: &Scene) -> Option<(ChannelKind, Option<IntegrationId>, Delivery)> {
    scene.log.iter().rev().find_map(|event| match &event.kind {
        EventKind::MessageAdded { channel, via, delivery, .. } => Some((*channel, *via, delivery.clone())),
        _ => None,
    })
}

#[test]
fn t_5_where_the_window_is_closed_one_reply_goes_to_the_widget_and_the_conversation_stays() {
    let sent = ["bea: Hello", "sent to the widget instead of Whatsapp"];
    let scene = check([on_the_phone()], in_widget(BEA, true), &sent);
    assert_eq!(newest_went_to(&scene), Some((ChannelKind::Widget, Some(SHOP), Delivery::Sent)));
    let phone = ReplyTarget { integration: PHONE, channel: ChannelKind::Whatsapp };
    assert_eq!(scene.state.replies_go_to(), Some(phone), "the end user's choice stands");
}

#[test]
fn t_5_an_agent_does_not_choose_the_channel() {
    refused([on_the_phone()], in_widget(BEA, false), Rejection::ChannelNotAllowed);
    refused([served_by(BEA)], in_widget(BEA, true), Rejection::ChannelNotAllowed);
    let on_the_phone_only = Do::all([asks_for_human_on(PHONE), offered_to(BEA), accepts(BEA)]);
    refused([on_the_phone_only], in_widget(BEA, true), Rejection::ChannelNotAllowed);
    let here = Elsewhere { integration: SHOP, channel: ChannelKind::Widget };
    refused([on_the_phone()], Do::command(acting(ADA), Action::ContinueHere { here }), Rejection::Forbidden);
}

#[test]
fn a_reply_in_the_widget_is_a_reply_like_any_other() {
    refused([on_the_phone()], in_widget(CYD, true), Rejection::NotAssignedToYou { to: Some(BEA) });
    refused([on_the_phone(), ends_session(BEA)], in_widget(BEA, true), Rejection::SessionEnded);
    refused([writes("Hi"), writes_on(PHONE, "Hi")], in_widget(BEA, true), Rejection::BotHasControl);
    let (parts, instead) = (vec![text("Bye")], Instead::Closed { closed: true });
    let solves = Action::ReplyInWidget { parts, instead, submit_as: Some(TicketStatus::Solved) };
    let scene = Scene::after([on_the_phone(), Do::command(acting(BEA), solves)]);
    assert_eq!(scene.ticket().status, TicketStatus::Solved);
}

#[test]
fn s1_53_what_failed_for_good_is_sent_to_the_widget_and_only_once() {
    let given = || [on_the_phone(), replies(BEA, "Hello"), fails("outside_window", false)];
    let sent = ["bea: Hello", "sent to the widget once more instead of Whatsapp"];
    let mut scene = check(given(), once_more(BEA), &sent);
    assert_eq!(newest_went_to(&scene), Some((ChannelKind::Widget, Some(SHOP), Delivery::Sent)));
    assert_eq!(scene.run(&once_more(BEA)), Err(Rejection::NotRetryable), "what was sent did not fail");
    let first = scene.log.iter().rev().find_map(|event| match &event.kind {
        EventKind::SentInWidget { instead_of, .. } => *instead_of,
        _ => None,
    });
    let again = Action::ReplyInWidget {
        parts: vec![text("Hello")],
        instead: Instead::Failed { message: first.expect("it was sent instead of one") },
        submit_as: None,
    };
    assert_eq!(scene.run(&Do::command(acting(BEA), again)), Err(Rejection::NotRetryable));
}

#[test]
fn what_may_have_arrived_or_may_still_go_is_not_sent_to_the_widget() {
    let given = || Do::all([on_the_phone(), replies(BEA, "Hello")]);
    refused([given()], once_more(BEA), Rejection::NotRetryable);
    refused([given(), fails("7", true)], once_more(BEA), Rejection::NotRetryable);
    refused([given(), fails(UNKNOWN_OUTCOME, false)], once_more(BEA), Rejection::NotRetryable);
}
