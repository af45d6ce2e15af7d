//! Anybody does anything in any order: every step keeps the `laws` (which `Scene` asks after each command), and what
//! the log says is what is.

use super::scene::{Scene, replayed};
use super::verbs::{newest, tags, text};
use super::world::*;
use crate::access::By;
use crate::agent::Priority;
use crate::channel::ChannelKind;
use crate::conversation::Conversation;
use crate::conversation::command::{Action, Alarm, Meta, Saying};
use crate::conversation::event::{EventKind, Target, UnassignedWhy};
use crate::conversation::instead::Instead;
use crate::conversation::linking::Elsewhere;
use crate::end_user::PersonName;
use crate::id::{ConversationId, FieldId, IdentityId, IntegrationId, MessageId, OfferId, UserId};
use crate::message::{Content, Delivery};
use crate::ticket::{AssignTo, TicketChanges, TicketStatus};
use crate::time::Span;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, any, proptest};
use proptest::prop_oneof;
use proptest::sample::{Index, select};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// What somebody tries. Offers, questions and earlier commands are picked among all that there ever were.
#[allow(clippy::large_enum_variant, reason = "a handful of them live at a time")]
#[derive(Clone, Debug)]
enum Try {
    Act(Option<UserId>, Action),
    Press(Index),
    Fill(&'static [(&'static str, &'static str)]),
    Accept(UserId, Index),
    Decline(UserId, Index),
    Again(Index),
    /// Of one of the messages that there ever were.
    Report(Index, Delivery),
    Retry(UserId, Index),
    /// Somebody comes with a code and answers the question; who says yes may part again.
    Link {
        yes: bool,
        stays: bool,
    },
    Pass(Span),
}

fn agents() -> impl Strategy<Value = UserId> {
    prop_oneof![8 => select(vec![ADA, BEA, CYD, DAN]), 1 => select(vec![OLD, NOBODY])]
}

fn anybody() -> impl Strategy<Value = Option<UserId>> {
    select(vec![None, Some(ADA), Some(BEA), Some(CYD), Some(DAN), Some(ANA), Some(EVE)])
}

fn statuses() -> impl Strategy<Value = TicketStatus> {
    use TicketStatus::{Closed, New, OnHold, Open, Pending, Solved};
    select(vec![New, Open, Pending, OnHold, Solved, Solved, Closed])
}

fn integrations() -> impl Strategy<Value = IntegrationId> {
    prop_oneof![6 => Just(SHOP), 1 => Just(PLAIN), 2 => Just(PHONE), 2 => Just(LIVE)]
}

fn metas() -> impl Strategy<Value = Meta> {
    let field = select(vec![TOPIC, SIZE, SECRET, NO_FIELD]);
    let claimed = (field, select(vec!["", "Small", "Parcel"]));
    let fields = vec(claimed.prop_map(|(field, value): (FieldId, &str)| (field, value.to_owned())), 0..3);
    (fields, select(vec!["", "", "vip", "vip late"]))
        .prop_map(|(fields, words)| Meta { fields, tags: tags(words) })
}

fn messages() -> impl Strategy<Value = Action> {
    let words = select(vec!["Hi", "1", "Parcel", "What?", "agent please"]);
    let said = prop_oneof![
        4 => words.prop_map(|words| Saying::Content(text(words))),
        2 => Just(Saying::TalkToHuman { label: "Talk to a human".to_owned() }),
    ];
    let writer = prop_oneof![15 => Just(ANA), 1 => Just(EVE)];
    (integrations(), writer, said, metas()).prop_map(|(integration, who, saying, meta)| Action::Receive {
        via: via(integration, who),
        saying,
        meta,
    })
}

fn assignments() -> impl Strategy<Value = Option<AssignTo>> {
    let groups = select(vec![SALES, SUPPORT, NO_GROUP]).prop_map(|group| AssignTo::Group { group });
    proptest::option::of(prop_oneof![Just(AssignTo::Me), groups])
}

fn work() -> impl Strategy<Value = Action> {
    let parts = || vec![text("Hello")];
    let targets = prop_oneof![
        agents().prop_map(|agent| Target::Agent { agent }),
        select(vec![SALES, SUPPORT, NO_GROUP]).prop_map(|group| Target::Group { group }),
    ];
    let transfers = (targets, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        move |(target, noted, confirmed, available)| Action::Transfer {
            target,
            note: noted.then(|| text("Why")),
            confirmed,
            available,
        },
    );
    prop_oneof![
        3 => proptest::option::of(statuses())
            .prop_map(move |submit_as| Action::Reply { parts: parts(), submit_as }),
        1 => any::<bool>().prop_map(move |closed| Action::ReplyInWidget {
            parts: parts(),
            instead: Instead::Closed { closed },
            submit_as: None,
        }),
        1 => Just(Action::Note { parts: parts() }),
        2 => (any::<bool>(), proptest::option::of(statuses()), assignments()).prop_map(
            move |(says, status, assign)| Action::SubmitWith {
                parts: if says { parts() } else { Vec::new() },
                instead: None,
                status,
                changes: TicketChanges {
                    assign,
                    add_tags: tags("vip").into_iter().collect(),
                    ..TicketChanges::default()
                },
            }
        ),
        2 => Just(Action::Take),
        3 => statuses().prop_map(|status| Action::Submit { status }),
        2 => transfers,
        4 => Just(Action::TakeBack),
        1 => select(vec!["Ana", "Ana Duarte"]).prop_map(|name| Action::SetProfile {
            name: PersonName::new(name).ok(),
            email: None,
        }),
        2 => Just(Action::EndSession),
        1 => select(vec!["vip", "late asked", "widget"])
            .prop_map(|words| Action::ChangeTags { add: tags(words), remove: tags("asked") }),
        1 => select(vec!["", "Small", "Huge"])
            .prop_map(|value| Action::SetField { field: SIZE, value: value.to_owned() }),
        1 => select(vec![Priority::Normal, Priority::Urgent]).prop_map(|priority| Action::SetPriority { priority }),
    ]
}

fn marks() -> impl Strategy<Value = Action> {
    prop_oneof![
        (0..80u64).prop_map(|seq| Action::MarkRead { seq }),
        (0..80u64).prop_map(|seq| Action::MarkDelivered { seq }),
    ]
}

/// What routing, timers and channels do.
fn orders() -> impl Strategy<Value = Action> {
    use UnassignedWhy::{AgentGone, AgentRemoved};
    let message = MessageId::from_bytes([8; 12]);
    prop_oneof![
        4 => (vec(agents(), 0..4), any::<bool>()).prop_map(|(agents, timed)| {
            // Some scenes are over before it expires, some have not come to it: it may expire at any time.
            let expires_at = timed.then(|| super::scene::DAWN.plus(Span::minutes(30)));
            Action::Offer { agents, expires_at }
        }),
        1 => agents().prop_map(|agent| Action::AutoAssign { agent }),
        1 => agents().prop_map(|agent| Action::Withdraw { agent }),
        2 => (agents(), select(vec![AgentGone, AgentRemoved]))
            .prop_map(|(agent, why)| Action::Release { agent, why }),
        3 => select(Alarm::ALL.to_vec()).prop_map(Action::Wake),
        1 => Just(Action::ReportDelivery { message, delivery: Delivery::Read }),
        1 => select(vec![ANA, EVE]).prop_map(|end_user| Action::Identify { end_user }),
        2 => Just(Action::Leave),
        1 => links(),
    ]
}

/// Ties to the phone; mostly by one person who comes with a code.
fn links() -> impl Strategy<Value = Action> {
    let (one, other) = (IdentityId::from_bytes([5; 12]), IdentityId::from_bytes([6; 12]));
    let identities = move || prop_oneof![6 => Just(one), 1 => Just(other)];
    let people = || prop_oneof![6 => Just(ANA), 1 => Just(EVE)];
    let to = Elsewhere { integration: PHONE, channel: ChannelKind::Whatsapp };
    let until = super::scene::DAWN.plus(Span::minutes(30));
    prop_oneof![
        4 => identities().prop_map(move |identity| Action::ProposeLink { to, identity, until }),
        8 => (identities(), people()).prop_map(move |(identity, end_user)| {
            Action::Link { to, identity, name: "Ana".to_owned(), end_user, new_ticket: false }
        }),
        1 => identities()
            .prop_map(move |identity| Action::DeclineLink { integration: to.integration, identity }),
        6 => Just(Action::Unlink { integration: to.integration, identity: one }),
        1 => (any::<bool>(), people()).prop_map(|(close, end_user)| {
            Action::GoElsewhere { to: ConversationId::from_bytes([4; 12]), end_user, close }
        }),
    ]
}

fn deliveries() -> impl Strategy<Value = Delivery> {
    let failed =
        |code: &str| Delivery::Failed { code: code.to_owned(), text: String::new(), retryable: true };
    select(vec![
        Delivery::Sent,
        Delivery::Delivered,
        Delivery::Read,
        failed("131047"),
        failed(crate::message::UNKNOWN_OUTCOME),
    ])
}

fn tries() -> impl Strategy<Value = Try> {
    let act = |who: UserId, action: Action| Try::Act(Some(who), action);
    let any_action = prop_oneof![messages(), work(), marks(), orders()];
    prop_oneof![
        6 => messages().prop_map(move |action| act(ANA, action)),
        8 => (agents(), work()).prop_map(move |(who, action)| act(who, action)),
        2 => (select(vec![ANA, BEA, CYD]), marks()).prop_map(move |(who, action)| act(who, action)),
        8 => orders().prop_map(|action| Try::Act(None, action)),
        2 => (anybody(), any_action).prop_map(|(who, action)| Try::Act(who, action)),
        3 => any::<Index>().prop_map(Try::Press),
        2 => select(vec![
            &[("name", "Ana"), ("topic", "Parcel")][..],
            &[("name", "")],
            &[("name", "Ana"), ("email", "ana@example.org")],
        ]).prop_map(Try::Fill),
        6 => (agents(), any::<Index>()).prop_map(|(who, offer)| Try::Accept(who, offer)),
        2 => (agents(), any::<Index>()).prop_map(|(who, offer)| Try::Decline(who, offer)),
        2 => any::<Index>().prop_map(Try::Again),
        3 => (any::<Index>(), deliveries()).prop_map(|(message, delivery)| Try::Report(message, delivery)),
        2 => (agents(), any::<Index>()).prop_map(|(who, message)| Try::Retry(who, message)),
        1 => any::<(bool, bool)>().prop_map(|(yes, stays)| Try::Link { yes, stays }),
        3 => select(vec![Span::seconds(1), Span::minutes(10), Span::minutes(40), Span::days(4)])
            .prop_map(Try::Pass),
        1 => Just(Try::Act(None, Action::Open { integration: PHONE, at: super::scene::DAWN })),
        1 => Just(act(ANA, Action::ContinueHere {
            here: Elsewhere { integration: SHOP, channel: ChannelKind::Widget },
        })),
    ]
}

/// Every answer that was ever offered.
fn choices(scene: &Scene) -> Vec<Saying> {
    let offered = |event: &crate::conversation::event::Event| match &event.kind {
        EventKind::MessageAdded { message, content: Some(Content::Options { options, .. }), .. } => options
            .iter()
            .map(|choice| Saying::Choose { message: *message, option: choice.id.clone() })
            .collect(),
        _ => Vec::new(),
    };
    scene.log.iter().flat_map(offered).collect()
}

/// The last offers that were made, to whomever.
fn offers(scene: &Scene) -> Vec<OfferId> {
    let made = |event: &crate::conversation::event::Event| match &event.kind {
        EventKind::Offered { offers } => offers.iter().map(|offer| offer.id).collect(),
        _ => Vec::new(),
    };
    let mut all: Vec<OfferId> = scene.log.iter().flat_map(made).collect();
    all.split_off(all.len().saturating_sub(3))
}

fn messages_of(scene: &Scene) -> Vec<MessageId> {
    let said = |event: &crate::conversation::event::Event| match &event.kind {
        EventKind::MessageAdded { message, .. } => Some(*message),
        _ => None,
    };
    scene.log.iter().filter_map(said).collect()
}

fn attempt(scene: &mut Scene, attempted: &Try) {
    let by = |who: Option<UserId>| who.map_or(By::System, acting);
    // A refusal is an answer like any other; the laws are asked either way.
    let _refused = match attempted {
        Try::Act(who, action) => scene.tell(by(*who), action.clone()).is_err(),
        Try::Press(index) => {
            let choices = choices(scene);
            let newest = choices.get(choices.len().saturating_sub(4)..).unwrap_or_default();
            if newest.is_empty() {
                return;
            }
            let saying = index.get(newest).clone();
            scene.tell(by(Some(ANA)), received(saying)).is_err()
        }
        Try::Fill(answers) => {
            let Some(message) = newest(scene, |content| matches!(content, Content::Form { .. })) else {
                return;
            };
            let answers =
                answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            scene.tell(by(Some(ANA)), received(Saying::Fill { message, answers })).is_err()
        }
        Try::Accept(who, index) | Try::Decline(who, index) => {
            let offers = offers(scene);
            if offers.is_empty() {
                return;
            }
            let offer = *index.get(&offers);
            let accept = matches!(attempted, Try::Accept(..));
            let action = if accept { Action::Accept { offer } } else { Action::Decline { offer } };
            scene.tell(by(Some(*who)), action).is_err()
        }
        Try::Again(index) => return again(scene, *index),
        Try::Report(index, delivery) => {
            let messages = messages_of(scene);
            if messages.is_empty() {
                return;
            }
            let message = *index.get(&messages);
            scene.tell(By::System, Action::ReportDelivery { message, delivery: delivery.clone() }).is_err()
        }
        Try::Retry(who, index) => {
            let failed: Vec<MessageId> = messages_of(scene)
                .into_iter()
                .filter(|message| {
                    let sent = scene.state.deliveries.of(*message);
                    sent.is_some_and(|sent| matches!(sent.delivery, Delivery::Failed { .. }))
                })
                .collect();
            if failed.is_empty() {
                return;
            }
            let message = *index.get(&failed);
            scene.tell(by(Some(*who)), Action::RetryDelivery { message }).is_err()
        }
        Try::Link { yes, stays } => {
            let to = Elsewhere { integration: PHONE, channel: ChannelKind::Whatsapp };
            let (identity, until) = (IdentityId::from_bytes([5; 12]), scene.now.plus(Span::minutes(10)));
            let Some(origin) = scene.state.origin else { return };
            let answer = if *yes {
                Action::Link {
                    to,
                    identity,
                    name: "Ana".to_owned(),
                    end_user: origin.end_user,
                    new_ticket: false,
                }
            } else {
                Action::DeclineLink { integration: PHONE, identity }
            };
            let refused = scene.tell(By::System, Action::ProposeLink { to, identity, until }).is_err()
                | scene.tell(By::System, answer).is_err();
            let part = Action::Unlink { integration: PHONE, identity };
            refused | (!stays && scene.tell(By::System, part).is_err())
        }
        Try::Pass(span) => {
            scene.now = scene.now.plus(*span);
            return;
        }
    };
}

fn received(saying: Saying) -> Action {
    Action::Receive { via: via(SHOP, ANA), saying, meta: Meta::default() }
}

/// A command that did something once does nothing again, whatever happened since.
fn again(scene: &mut Scene, index: Index) {
    if scene.sent.is_empty() {
        return;
    }
    let command = index.get(&scene.sent).clone();
    let Some(seq) = scene.log.iter().rev().find(|event| event.cause == command.id).map(|event| event.seq)
    else {
        return;
    };
    let before = scene.state.clone();
    assert_eq!(scene.state.outcome_of(command.id, &command.by), Some(seq));
    assert_eq!(scene.send(&command), Ok(Vec::new()));
    assert_eq!(scene.state, before);
}

fn played(tries: &[Try]) -> Scene {
    let mut scene = Scene::new();
    for attempted in tries {
        attempt(&mut scene, attempted);
    }
    scene
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_anybody_does_the_laws_hold_and_the_log_gives_the_state(tries in vec(tries(), 1..70)) {
        let scene = played(&tries);
        let (mut state, mut stored) = (Conversation::default(), Conversation::default());
        for event in &scene.log {
            state.apply(event);
            stored = replayed(&stored, std::slice::from_ref(event));
        }
        assert_eq!(state, scene.state, "the log gives the state");
        assert_eq!(stored, scene.state, "so it does by way of a snapshot after any event");
    }
}

/// Otherwise the property above could hold of conversations in which nothing happens.
#[test]
fn what_is_tried_at_random_comes_to_everything_that_can_happen() {
    let mut runner = TestRunner::deterministic();
    let (mut happened, mut lasted) = (BTreeSet::new(), 0);
    for _ in 0..600 {
        let scene = played(&vec(tries(), 60).new_tree(&mut runner).unwrap().current());
        lasted += scene.log.len();
        happened.extend(scene.log.iter().map(|event| {
            let stored = serde_json::to_value(&event.kind).unwrap();
            stored["type"].as_str().unwrap().to_owned()
        }));
    }
    let all = [
        "assigned",
        "became_active",
        "came_back",
        "captured",
        "delivery_changed",
        "delivery_retried",
        "field_changed",
        "flow_advanced",
        "flow_step_taken",
        "handed_off",
        "identified",
        "link_declined",
        "link_expired",
        "link_pending",
        "linked",
        "mark_moved",
        "message_added",
        "offer_ended",
        "offered",
        "priority_changed",
        "profile_changed",
        "queued",
        "returned_to_bot",
        "sent_in_widget",
        "session_ended",
        "session_started",
        "started",
        "status_changed",
        "tags_changed",
        "thread_opened",
        "ticket_resumed",
        "transfer_undone",
        "transferred",
        "unassigned",
        "unlinked",
        "went_elsewhere",
        "went_inactive",
    ];
    assert_eq!(happened.iter().map(String::as_str).collect::<Vec<_>>(), all);
    assert!(lasted > 200 * 30, "{lasted} events are few");
}
