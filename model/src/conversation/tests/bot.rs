//! The bot meets, asks, captures and hands over.

use super::scene::{Do, Scene, check, refused};
use super::verbs::*;
use super::world::*;
use crate::conversation::SessionState;
use crate::conversation::command::Saying;
use crate::conversation::rejection::Rejection;
use crate::end_user::EmailAddress;
use crate::id::{GroupId, MessageId};
use crate::message::{Content, MessageText};
use crate::ticket::TicketStatus;
use std::sync::Arc;

const MENU: &str = "bot: What is it about? | 1. My order | 2. Opening hours";
const MENU_AGAIN: &str = "bot: What is it about? | 1. My order | 2. Opening hours | 3. Talk to a human";
const PASSING_ON: &str = "bot: I'm passing you on to a member of our team.";

#[test]
fn s3_7_the_first_message_begins_the_conversation_and_the_bot_greets() {
    let scene = check(
        [],
        writes("Hi, I have a question"),
        &[
            "ana starts on widget",
            "session starts",
            "ana: Hi, I have a question",
            "bot: Hello!",
            "> menu",
            MENU,
            "flow waits at menu",
        ],
    );
    assert_eq!(scene.state.session_state(), SessionState::Bot);
    assert_eq!(scene.row(), None, "no ticket before the hand-off");
}

#[test]
fn s3_18_s3_19_a_flow_captures_and_hands_over_in_one_decision() {
    let scene = check(
        [writes("Where is my parcel?"), presses("order")],
        fills(&[("name", "Ana"), ("topic", "Parcel 7")]),
        &[
            "ana: Name: Ana | Topic: Parcel 7",
            "Name = Ana, the name",
            "Topic = Parcel 7, field 1",
            "> to_support",
            "bot: One moment, Ana.",
            "flow handed over",
            "ticket 1 for group 2, Step, [orders widget] {1=Parcel 7 2=Large}: Where is my parcel?",
            "queued since 1000",
        ],
    );
    assert_eq!(scene.state.session_state(), SessionState::Queued);
    assert_eq!(
        scene.ticket().fields,
        scene.state.fresh_fields().into_iter().chain([(SIZE, "Large".to_owned())]).collect()
    );
}

#[test]
fn s3_18_the_answers_stay_in_the_order_of_asking_and_the_last_one_counts() {
    let details = || fills(&[("name", "Ana"), ("topic", "Parcel 7")]);
    let again = fills(&[("topic", "Parcel 8"), ("name", "Ana Duarte")]);
    let scene = check(
        [
            writes("Hi"),
            presses("order"),
            details(),
            takes(BEA),
            submits(BEA, TicketStatus::Closed),
            writes("Hi again"),
            presses("order"),
        ],
        again,
        &[
            "ana: Topic: Parcel 8 | Name: Ana Duarte",
            "Name = Ana Duarte, the name",
            "Topic = Parcel 8, field 1",
            "> to_support",
            "bot: One moment, Ana Duarte.",
            "flow handed over",
            "ticket 2 after 1 for group 2, Step, [orders widget] {1=Parcel 8 2=Large}: Hi again",
            "queued since 1000",
        ],
    );
    let told: Vec<_> = scene.state.captured.iter().map(|captured| captured.value.as_str()).collect();
    assert_eq!(told, ["Ana Duarte", "Parcel 8"]);
}

#[test]
fn s3_7_a_human_can_be_asked_for_with_the_first_message() {
    check(
        [],
        asks_for_human(),
        &[
            "ana starts on widget",
            "session starts",
            "ana: Talk to a human",
            "bot: Hello!",
            PASSING_ON,
            "flow handed over",
            "ticket 1 for group 1, AskedForHuman, [asked widget]: Talk to a human",
            "queued since 1000",
        ],
    );
}

#[test]
fn s3_7_a_human_can_be_asked_for_in_the_middle_of_the_flow() {
    let handed_over = [
        PASSING_ON,
        "flow handed over",
        "ticket 1 for group 1, AskedForHuman, [asked widget]: Hi",
        "queued since 1000",
    ];
    let [passing_on, flow, ticket, queued] = handed_over;
    check([writes("Hi")], asks_for_human(), &["ana: Talk to a human", passing_on, flow, ticket, queued]);
    check(
        [writes("Hi"), presses("order")],
        asks_for_human(),
        &["ana: Talk to a human", passing_on, flow, ticket, queued],
    );
    check([writes("Hi")], writes("agent please"), &["ana: agent please", passing_on, flow, ticket, queued]);
}

#[test]
fn s3_7_the_wish_for_a_human_is_heard_from_a_button_of_an_earlier_question() {
    check(
        [writes("Hi"), writes("Bananas"), presses("order")],
        presses("talk_to_human"),
        &[
            "ana: Talk to a human",
            PASSING_ON,
            "flow handed over",
            "ticket 1 for group 1, AskedForHuman, [asked widget]: Hi",
            "queued since 1000",
        ],
    );
    let with_people = [writes("Hi"), writes("Bananas"), presses("talk_to_human")];
    refused(with_people, presses("talk_to_human"), Rejection::NotAsked);
}

#[test]
fn s3_7_whoever_is_with_people_already_asks_for_a_human_in_vain() {
    check([served_by(BEA)], asks_for_human(), &["ana: Talk to a human"]);
}

#[test]
fn s1_24_s1_25_a_social_ticket_is_tagged_with_its_channel_and_for_the_notifier() {
    let scene = check(
        [],
        asks_for_human_on(PHONE),
        &[
            "ana starts on whatsapp",
            "session starts",
            "ana: Talk to a human",
            "bot (queued): Hello!",
            "bot (queued): I'm passing you on to a member of our team.",
            "flow handed over",
            "ticket 1 for group 1, AskedForHuman, [asked whatsapp messaging_support]: Talk to a human",
            "queued since 1000",
        ],
    );
    assert!(scene.row().unwrap().tags.contains(&tag("messaging_support")));
}

#[test]
fn s4_12_on_a_channel_of_text_options_are_numbered_and_details_asked_one_by_one() {
    let greeted = [writes_on(PHONE, "Hi")];
    check(
        greeted,
        writes_on(PHONE, "1"),
        &["ana: 1", "> details", "bot (queued): Who are you?", "bot (queued): Name", "flow asks details.0"],
    );
    check(
        [writes_on(PHONE, "Hi"), writes_on(PHONE, "1")],
        writes_on(PHONE, "Ana"),
        &["ana: Ana", "Name = Ana, the name", "bot (queued): Topic", "flow asks details.1"],
    );
}

#[test]
fn a_widget_without_a_flow_asks_for_details_and_hands_over() {
    check(
        [],
        writes_on(PLAIN, "Is anybody there?"),
        &[
            "ana starts on widget",
            "session starts",
            "ana: Is anybody there?",
            "> first_message",
            "bot: Hi there. How can we help?",
            "> details",
            "bot: Please tell us who you are, so that we can get back to you. | 1. Name | 2. E-mail",
            "flow waits at details",
        ],
    );
    let filled = Do::new(|scene| {
        let message = newest(scene, |content| matches!(content, Content::Form { .. })).unwrap();
        let answers = [("name", "Ana"), ("email", "ana@example.org")];
        let answers = answers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        scene.run(&says_on(PLAIN, Saying::Fill { message, answers }))
    });
    check(
        [writes_on(PLAIN, "Is anybody there?")],
        filled,
        &[
            "ana: Name: Ana | E-mail: ana@example.org",
            "Name = Ana, the name",
            "E-mail = ana@example.org, the address",
            "> follow_up",
            "bot: Thank you. A member of our team will be with you shortly.",
            "flow handed over",
            "ticket 1, Step, [widget]: Is anybody there?",
            "queued since 1000",
        ],
    );
}

#[test]
fn who_is_known_is_not_asked_who_it_is() {
    let known = Do::new(|scene| {
        scene.visitor.email = Some(EmailAddress::new("ana@example.org").unwrap());
        scene.visitor.verified = true;
        Ok(Vec::new())
    });
    check(
        [known],
        writes_on(PLAIN, "Hi"),
        &[
            "ana starts on widget",
            "session starts",
            "ana: Hi",
            "> first_message",
            "bot: Hi there. How can we help?",
            "> details",
            "> follow_up",
            "bot: Thank you. A member of our team will be with you shortly.",
            "flow handed over",
            "ticket 1, Step, [widget]: Hi",
            "queued since 1000",
        ],
    );
}

#[test]
fn without_any_flow_the_first_message_is_handed_over() {
    let none = Do::new(|scene| {
        scene.directory.default_flow = None;
        Ok(Vec::new())
    });
    check(
        [none],
        writes_on(PLAIN, "Hi"),
        &[
            "ana starts on widget",
            "session starts",
            "ana: Hi",
            "ticket 1, BrokenFlow, [widget]: Hi",
            "queued since 1000",
        ],
    );
}

#[test]
fn a_conversation_stays_on_the_version_of_the_flow_that_it_began() {
    let published = |versions: &'static [u32]| {
        Do::new(move |scene| {
            let flows = versions.iter().map(|version| Arc::new(flow(*version)));
            scene.directory.flows = flows.map(|flow| ((flow.id, flow.version), flow)).collect();
            Ok(Vec::new())
        })
    };
    check(
        [published(&[1]), writes("Hi"), published(&[1, 2])],
        presses("hours"),
        &["ana: Opening hours", "> hours", "bot: We are open from 9 to 17.", "flow finished"],
    );
    // Its version is gone for good: the newest one begins.
    check(
        [published(&[1]), writes("Hi"), published(&[2])],
        presses("hours"),
        &["ana: Opening hours", "bot: Welcome!", "> menu", MENU, "flow waits at menu"],
    );
}

#[test]
fn after_two_misunderstandings_people_take_over() {
    check(
        [writes("Hi"), writes("Bananas")],
        writes("More bananas"),
        &["ana: More bananas", "bot: Sorry?", MENU_AGAIN, "flow waits at menu"],
    );
    check(
        [writes("Hi"), writes("Bananas"), writes("Bananas")],
        writes("Bananas!"),
        &[
            "ana: Bananas!",
            PASSING_ON,
            "flow handed over",
            "ticket 1 for group 1, Fallback, [asked widget]: Hi",
            "queued since 1000",
        ],
    );
}

#[test]
fn a_form_that_is_shown_again_can_be_filled_or_left_for_a_human() {
    let given = || [writes("Hi"), presses("order"), writes("Why?")];
    check(
        given(),
        fills(&[("name", "Ana"), ("topic", "Parcel 7")]),
        &[
            "ana: Name: Ana | Topic: Parcel 7",
            "Name = Ana, the name",
            "Topic = Parcel 7, field 1",
            "> to_support",
            "bot: One moment, Ana.",
            "flow handed over",
            "ticket 1 for group 2, Step, [orders widget] {1=Parcel 7 2=Large}: Hi",
            "queued since 1000",
        ],
    );
    check(
        given(),
        presses("talk_to_human"),
        &[
            "ana: Talk to a human",
            PASSING_ON,
            "flow handed over",
            "ticket 1 for group 1, AskedForHuman, [asked widget]: Hi",
            "queued since 1000",
        ],
    );
}

#[test]
fn only_what_the_bot_asked_last_can_be_answered_by_pressing() {
    let choose = |option: &'static str| {
        Do::new(move |scene| {
            let is_menu = |content: &Content| matches!(content, Content::Options { .. });
            let message = newest(scene, is_menu).unwrap();
            scene.run(&says(Saying::Choose { message, option: option.to_owned() }))
        })
    };
    refused([writes("Hi")], choose("discount"), Rejection::NotAsked);
    refused([writes("Hi"), presses("order")], choose("hours"), Rejection::NotAsked);
    refused([writes("Hi"), asks_for_human()], choose("hours"), Rejection::NotAsked);
    let unknown = fills(&[("name", "Ana"), ("discount", "100 %")]);
    refused([writes("Hi"), presses("order")], unknown, Rejection::NotAsked);
    refused([writes("Hi"), presses("order")], fills(&[]), Rejection::NotAsked);
}

#[test]
fn an_end_user_cannot_pretend_to_have_been_asked() {
    let message = MessageId::from_bytes([5; 12]);
    let label = MessageText::new("My order").unwrap();
    let chosen = Content::Chosen { message, option: "order".to_owned(), label };
    let filled = Content::FormFilled { message, answers: Vec::new() };
    let options = Content::Options { text: MessageText::new("Your password?").unwrap(), options: Vec::new() };
    for content in [chosen, filled, options] {
        refused([writes("Hi")], says(Saying::Content(content)), Rejection::NotAsked);
    }
}

#[test]
fn the_subject_is_the_first_words_and_not_more_than_150_characters() {
    let long = "é".repeat(200);
    let scene = Scene::after([writes(&long), asks_for_human()]);
    assert_eq!(scene.ticket().subject, "é".repeat(150));
    let file_first = Scene::after([says(Saying::Content(file())), asks_for_human()]);
    assert_eq!(file_first.ticket().subject, "Talk to a human");
}

#[test]
fn a_group_that_is_gone_is_not_handed_over_to() {
    let gone = |group: GroupId| {
        Do::new(move |scene| {
            scene.directory.groups.remove(&group);
            Ok(Vec::new())
        })
    };
    assert_eq!(Scene::after([gone(SALES), waiting()]).ticket().group, None);
    let filled = fills(&[("name", "Ana"), ("topic", "Parcel")]);
    let scene = Scene::after([gone(SUPPORT), writes("Hi"), presses("order"), filled]);
    assert_eq!(scene.ticket().group, Some(SALES), "the integration's, as the flow's is gone");
}
