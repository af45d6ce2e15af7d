//! A widget's conversation goes on on a social channel and comes back (S0).

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::access::By;
use crate::channel::ChannelKind;
use crate::conversation::ReplyTarget;
use crate::conversation::command::{Action, Alarm, Via};
use crate::conversation::linking::{Elsewhere, LinkTalk};
use crate::conversation::rejection::Rejection;
use crate::id::{ConversationId, IdentityId, IntegrationId, MessageId, UserId};
use crate::link::LIFE;
use crate::message::Delivery;
use crate::time::{Span, Timestamp};

const PHONE_OF_ANA: IdentityId = IdentityId::from_bytes([5; 12]);
const PAGE_OF_ANA: IdentityId = IdentityId::from_bytes([6; 12]);
/// Another account of a social channel.
const PAGE: IntegrationId = IntegrationId::from_bytes([8; 12]);
const WIDGETS: ConversationId = ConversationId::from_bytes([4; 12]);

fn account(integration: IntegrationId) -> Elsewhere {
    let channel = if integration == PAGE { ChannelKind::Messenger } else { ChannelKind::Whatsapp };
    Elsewhere { integration, channel }
}

fn until(now: Timestamp) -> Timestamp {
    now.plus(LIFE)
}

fn asks_link(integration: IntegrationId) -> Do {
    Do::new(move |scene| {
        let until = until(scene.now);
        let action = Action::AskLink { via: via(SHOP, ANA), to: account(integration), until };
        scene.tell(By::EndUser { id: ANA }, action)
    })
}

fn comes(integration: IntegrationId, identity: IdentityId) -> Do {
    Do::new(move |scene| {
        let action = Action::ProposeLink { to: account(integration), identity, until: until(scene.now) };
        scene.tell(By::System, action)
    })
}

fn says_yes_as(integration: IntegrationId, identity: IdentityId, end_user: UserId) -> Do {
    system(Action::Link {
        to: account(integration),
        identity,
        name: "Ana".to_owned(),
        end_user,
        new_ticket: false,
    })
}

fn says_yes(integration: IntegrationId, identity: IdentityId) -> Do {
    says_yes_as(integration, identity, ANA)
}

fn disconnects(integration: IntegrationId, identity: IdentityId) -> Do {
    Do::command(By::EndUser { id: ANA }, Action::Unlink { integration, identity })
}

fn linked(integration: IntegrationId, identity: IdentityId) -> Do {
    Do::all([asks_link(integration), comes(integration, identity), says_yes(integration, identity)])
}

fn on_the_phone() -> Option<ReplyTarget> {
    Some(ReplyTarget { integration: PHONE, channel: ChannelKind::Whatsapp })
}

fn goes_to(scene: &Scene) -> Option<IntegrationId> {
    scene.state.replies_go_to().map(|target| target.integration)
}

#[test]
fn s0_7_it_may_be_asked_for_before_the_first_word() {
    check([], asks_link(PHONE), &["ana starts on widget", "session starts", "asked to go on in Whatsapp"]);
}

#[test]
fn s0_7_s0_13_the_yes_and_nothing_before_it_moves_the_conversation() {
    let scene = check([served_by(BEA), asks_link(PHONE)], comes(PHONE, PHONE_OF_ANA), &["asked in Whatsapp"]);
    assert_eq!(goes_to(&scene), Some(SHOP));
    let scene = check(
        [served_by(BEA), asks_link(PHONE), comes(PHONE, PHONE_OF_ANA)],
        says_yes(PHONE, PHONE_OF_ANA),
        &["goes on in Whatsapp as Ana"],
    );
    assert_eq!(scene.state.replies_go_to(), on_the_phone(), "S0-14");
    assert_eq!(scene.state.assignee(), Some(BEA), "and nothing else changes");
    assert_eq!(scene.state.heard_at(PHONE), Some(scene.now), "the reply window opens with the yes");
}

#[test]
fn s0_16_s0_23_replies_follow_the_end_user_from_channel_to_channel() {
    let mut scene = Scene::after([served_by(BEA), linked(PAGE, PAGE_OF_ANA)]);
    let mut now = |step: Do| {
        scene.run(&step).expect("it is taken");
        goes_to(&scene)
    };
    assert_eq!(now(writes("Back on the website")), Some(SHOP));
    assert_eq!(now(linked(PHONE, PHONE_OF_ANA)), Some(PHONE));
    assert_eq!(now(writes_on(PHONE, "On my way")), Some(PHONE));
    assert_eq!(now(writes("Home again")), Some(SHOP));
    assert_eq!(scene.state.links.len(), 2, "S0-15: several at once");
}

#[test]
fn s0_14_an_agents_reply_waits_for_the_provider_and_not_for_the_widget() {
    let scene = Scene::after([served_by(BEA), linked(PHONE, PHONE_OF_ANA), replies(BEA, "Hello")]);
    let message = newest(&scene, |_| true).expect("something was said");
    let outgoing = scene.state.deliveries.of(message).expect("it goes out");
    assert_eq!((outgoing.via, &outgoing.delivery), (Some(PHONE), &Delivery::Queued));
}

#[test]
fn the_bot_goes_on_on_the_new_channel() {
    let scene = Scene::after([writes("Hi"), linked(PHONE, PHONE_OF_ANA), writes_on(PHONE, "1")]);
    assert!(scene.state.replies_go_to() == on_the_phone() && scene.state.ticket.is_none());
}

#[test]
fn s0_13_only_who_was_asked_may_say_yes_and_only_in_time() {
    let given = || [served_by(BEA), asks_link(PHONE), comes(PHONE, PHONE_OF_ANA)];
    refused([served_by(BEA), asks_link(PHONE)], says_yes(PHONE, PHONE_OF_ANA), Rejection::NotAsked);
    refused(given(), says_yes(PHONE, PAGE_OF_ANA), Rejection::NotAsked);
    refused(given(), says_yes_as(PHONE, PHONE_OF_ANA, EVE), Rejection::Forbidden);
    let late = [Do::all(given()), passes(LIFE)];
    refused(late, says_yes(PHONE, PHONE_OF_ANA), Rejection::NotAsked);
}

#[test]
fn s0_13_what_nobody_answers_is_over_after_ten_minutes() {
    let given = [served_by(BEA), asks_link(PHONE), comes(PHONE, PHONE_OF_ANA)];
    let mut scene = check(given, wakes(Alarm::LinkExpiry), &[]);
    scene.now = scene.now.plus(LIFE);
    scene.run(&wakes(Alarm::LinkExpiry)).expect("it rings");
    assert!(scene.state.links.is_empty());
    assert_eq!(scene.state.alarm(Alarm::LinkExpiry, &scene.directory.settings), None);
}

#[test]
fn a_code_that_nobody_uses_rings_without_a_ticket_as_well() {
    let scene = Scene::after([writes("Hi"), asks_link(PHONE)]);
    let due = scene.state.alarm(Alarm::LinkExpiry, &scene.directory.settings);
    assert_eq!(due, Some(until(scene.now)));
}

#[test]
fn s0_13_a_no_discards_it() {
    let no = || system(Action::DeclineLink { integration: PHONE, identity: PHONE_OF_ANA });
    let given = [served_by(BEA), asks_link(PHONE), comes(PHONE, PHONE_OF_ANA)];
    let mut scene = check(given, no(), &["link declined"]);
    assert_eq!(scene.run(&no()).expect("once more"), Vec::new());
    assert!(scene.run(&says_yes(PHONE, PHONE_OF_ANA)).is_err(), "and there is no way back");
}

#[test]
fn what_is_done_twice_is_done_once() {
    let given = || [served_by(BEA), linked(PHONE, PHONE_OF_ANA)];
    check(given(), says_yes(PHONE, PHONE_OF_ANA), &[]);
    check(given(), comes(PHONE, PHONE_OF_ANA), &[]);
    refused(given(), asks_link(PHONE), Rejection::AlreadyLinked);
    check([served_by(BEA), asks_link(PHONE), comes(PHONE, PHONE_OF_ANA)], comes(PHONE, PHONE_OF_ANA), &[]);
}

#[test]
fn s0_20_disconnecting_brings_replies_back_to_the_widget() {
    let given = || [served_by(BEA), linked(PHONE, PHONE_OF_ANA), writes_on(PHONE, "Here")];
    let scene = check(given(), disconnects(PHONE, PHONE_OF_ANA), &["parted from Whatsapp"]);
    assert_eq!((goes_to(&scene), scene.state.links.len()), (Some(SHOP), 0));
    let twice = Do::all([disconnects(PHONE, PHONE_OF_ANA), disconnects(PHONE, PHONE_OF_ANA)]);
    check(given(), twice, &[]);
    check(given(), disconnects(PHONE, PAGE_OF_ANA), &[]);
    let other = Action::Unlink { integration: PHONE, identity: PHONE_OF_ANA };
    refused(given(), Do::command(By::EndUser { id: EVE }, other), Rejection::Forbidden);
}

fn goes_on_here(end_user: UserId) -> Do {
    let here = Elsewhere { integration: SHOP, channel: ChannelKind::Widget };
    Do::command(By::EndUser { id: end_user }, Action::ContinueHere { here })
}

#[test]
fn t_7_going_on_here_moves_replies_without_a_word() {
    let given = || [served_by(BEA), linked(PHONE, PHONE_OF_ANA), writes_on(PHONE, "Here")];
    let mut scene = check(given(), goes_on_here(ANA), &["goes on in Widget again"]);
    assert_eq!((goes_to(&scene), scene.state.links.len()), (Some(SHOP), 1), "and the link stays");
    assert_eq!(scene.run(&goes_on_here(ANA)).expect("once more"), Vec::new());
    scene.run(&writes_on(PHONE, "Off again")).expect("it is taken");
    assert_eq!(goes_to(&scene), Some(PHONE), "S0-8");
    check([served_by(BEA)], goes_on_here(ANA), &[]);
}

#[test]
fn t_7_nobody_else_moves_them_and_reading_does_not() {
    let given = || [served_by(BEA), linked(PHONE, PHONE_OF_ANA)];
    let here = Elsewhere { integration: SHOP, channel: ChannelKind::Widget };
    refused(given(), goes_on_here(EVE), Rejection::Forbidden);
    refused(given(), Do::command(acting(BEA), Action::ContinueHere { here }), Rejection::Forbidden);
    refused(given(), system(Action::ContinueHere { here }), Rejection::Forbidden);
    let looks = Do::command(By::EndUser { id: ANA }, Action::MarkRead { seq: 1_000 });
    let scene = Scene::after(given().into_iter().chain([looks]));
    assert_eq!(goes_to(&scene), Some(PHONE));
}

#[test]
fn only_the_end_user_asks_and_parts_and_only_the_server_links() {
    let link = Action::Link {
        to: account(PHONE),
        identity: PHONE_OF_ANA,
        name: String::new(),
        end_user: ANA,
        new_ticket: false,
    };
    refused([served_by(BEA)], Do::command(By::EndUser { id: ANA }, link), Rejection::Forbidden);
    let part = Action::Unlink { integration: PHONE, identity: PHONE_OF_ANA };
    refused([served_by(BEA)], Do::command(acting(BEA), part), Rejection::Forbidden);
    let ask = Action::AskLink { via: via(SHOP, ANA), to: account(PHONE), until: Timestamp::ZERO };
    refused([served_by(BEA)], Do::command(By::EndUser { id: EVE }, ask), Rejection::Forbidden);
}

fn talk(answer: Option<&str>) -> Do {
    let from = Via { written_at: None, ..via(PHONE, ANA) };
    let message = MessageId::from_bytes([if answer.is_some() { 4 } else { 3 }; 12]);
    let content = text("Continue here?");
    system(Action::TalkOfLink(Box::new(LinkTalk { via: from, answer: answer.map(text), message, content })))
}

#[test]
fn s0_13_the_question_begins_a_conversation_of_its_own_and_wakes_no_bot() {
    let scene = check(
        [],
        talk(None),
        &[
            "ana starts on whatsapp",
            "session starts",
            "came by a link to Whatsapp",
            "bot (queued): Continue here?",
        ],
    );
    assert!(scene.state.heard_at(PHONE).is_some(), "who came may be answered");
    check([talk(None)], talk(Some("Yes")), &["ana: Yes", "bot (queued): Continue here?"]);
}

fn goes_on(close: bool) -> Do {
    system(Action::GoElsewhere { to: WIDGETS, end_user: EVE, close })
}

#[test]
fn behaviour_2_20_an_older_ticket_is_closed_where_the_person_goes_on_with_a_newer_one() {
    let given = || [asks_for_human_on(PHONE), offered_to(BEA), accepts(BEA)];
    let went = format!("went on in {WIDGETS}");
    let mut scene = check(
        given(),
        goes_on(true),
        &[
            "ana is eve",
            &went,
            "session ends: EndUser",
            "taken from bea: Closed",
            "Open becomes Closed",
            "back to the bot",
        ],
    );
    assert_eq!(scene.run(&goes_on(true)).expect("again"), Vec::new());
    let scene = Scene::after(given().into_iter().chain([goes_on(false)]));
    assert!(scene.state.ticket.is_some(), "without a newer one its work stays");
}

#[test]
fn an_undone_transfer_is_not_prevented_by_a_link() {
    let given = [served_by(BEA), transfers(BEA, CYD), linked(PHONE, PHONE_OF_ANA), passes(Span::seconds(1))];
    let scene = Scene::after(given);
    assert!(scene.state.handed.is_some());
}
