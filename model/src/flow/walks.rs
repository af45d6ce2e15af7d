//! Walks through flows, input by input.
#![expect(non_snake_case, reason = "a test that proves a requirement names its id")]

use super::fixture::{around, check, flow, give, on_text_channel, written};
use super::run::{Position, Run, Surroundings};
use super::{Capabilities, Flow, MAX_SILENT_STEPS, StepId};

const MENU: &str = "options: What is it about? | 1. My order | 2. Plans | 3. Opening hours";
const MENU_AGAIN: &str =
    "options: What is it about? | 1. My order | 2. Plans | 3. Opening hours | 4. Talk to a human";
const GREETED: [&str; 3] = ["text: Hello there!", "> menu", MENU];
const SORRY: &str = "text: Sorry, I did not get that.";
const PASSING_ON: &str = "text: I'm passing you on to a member of our team.";
const ASKED: &str = "! AskedForHuman [asked] [5=] -";
const FORM: &str = "form: Who are you? | 1. Your name | 2. Your e-mail | 3. Which size? (Small / Large)";
const PLANS: &str = "carousel: Our plans |  | (1/2) Basic – For one | https://example.com/b.png | \
                     Prices: https://example.com/basic | 1. Choose |  | (2/2) Pro | 2. Choose";
const HOURS: [&str; 2] = ["> hours", "text: We are open from 9 to 17. | Map: https://example.com/map"];

fn waits_at(step: &str) -> Position {
    Position::Waiting { step: StepId::new(step).unwrap() }
}

#[test]
fn S3_7_the_bot_greets_first_and_asks() {
    for first in ["started", "Hello?", "file", "[order]", "{name=Ada}"] {
        let run = check(&flow(), &around(), &[(first, &GREETED)]);
        assert_eq!(run.at, waits_at("menu"), "{first}");
    }
}

#[test]
fn S3_7_a_first_message_that_asks_for_a_human_is_handed_over_at_once() {
    for first in ["Talk to a human", "AGENT!", "parler à un conseiller", "ΜΙΛΑ ΜΕ ΆΝΘΡΩΠΟ", "[talk_to_human]"]
    {
        let run = check(&flow(), &around(), &[(first, &["text: Hello there!", PASSING_ON, ASKED])]);
        assert_eq!(run.at, Position::HandedOver, "{first}");
    }
}

#[test]
fn S3_7_a_human_can_be_asked_for_at_any_time() {
    let details: &[&str] = &["> topic_order", "> details", FORM];
    let asked_details = "! AskedForHuman [asked] [5=order] -";
    check(&flow(), &around(), &[("started", &GREETED), ("un conseiller", &[PASSING_ON, ASKED])]);
    check(&flow(), &around(), &[("started", &GREETED), ("[talk_to_human]", &[PASSING_ON, ASKED])]);
    check(
        &flow(),
        &around(),
        &[("started", &GREETED), ("1", details), ("speak to someone", &[PASSING_ON, asked_details])],
    );
    check(
        &flow(),
        &on_text_channel(),
        &[
            ("started", &GREETED),
            ("1", &["> topic_order", "> details", "text: Who are you?", "text: Your name"]),
            ("Agent", &[PASSING_ON, asked_details]),
        ],
    );
}

#[test]
fn S3_7_a_phrase_inside_a_sentence_does_not_hand_over() {
    for typed in ["my agent number is 3", "the human resources book", "agent 007", "no agent"] {
        check(&flow(), &around(), &[("started", &GREETED), (typed, &[SORRY, MENU_AGAIN])]);
    }
}

#[test]
fn S3_7_typing_a_label_or_its_number_equals_pressing() {
    for answer in ["[hours]", "opening HOURS", " Opening  hours ", "3", "3.", "#3"] {
        for around in [around(), on_text_channel()] {
            let run = check(&flow(), &around, &[("started", &GREETED), (answer, &HOURS)]);
            assert_eq!(run.at, Position::Finished);
        }
    }
}

#[test]
fn S3_7_after_two_fallbacks_in_a_row_people_take_over() {
    let run = check(
        &flow(),
        &around(),
        &[
            ("started", &GREETED),
            ("blah", &[SORRY, MENU_AGAIN]),
            ("file", &[SORRY, MENU_AGAIN]),
            ("[gone]", &[PASSING_ON, "! Fallback [asked] [5=] -"]),
            ("hello?", &[]),
            ("[order]", &[]),
            ("started", &GREETED),
        ],
    );
    assert_eq!(run.at, waits_at("menu"));
}

#[test]
fn S3_7_an_answer_that_fits_ends_the_row_of_fallbacks() {
    let walk: &[(&str, &[&str])] = &[
        ("started", &GREETED),
        ("blah", &[SORRY, MENU_AGAIN]),
        ("blah", &[SORRY, MENU_AGAIN]),
        ("plans", &["> plans", PLANS]),
        ("[basic]", &["> chosen", "text: A good choice.", "> menu", MENU]),
        ("4", &[SORRY, MENU_AGAIN]),
        ("4", &[PASSING_ON, ASKED]),
    ];
    check(&flow(), &around(), walk);
}

#[test]
fn S3_7_the_offer_of_a_human_can_be_switched_off_but_a_request_is_heard() {
    let flow = Flow { talk_to_human: false, ..flow() };
    let walk: &[(&str, &[&str])] = &[
        ("started", &GREETED),
        ("4", &[SORRY, MENU]),
        ("4", &[SORRY, MENU]),
        ("agent", &[PASSING_ON, ASKED]),
    ];
    check(&flow, &around(), walk);
}

#[test]
fn S3_7_an_admins_own_option_goes_before_the_built_in_phrase() {
    let mut flow = flow();
    let json = r#"{"type":"present_options","text":"Yes?","options":[
        {"id":"details_first","label":"Talk to a human","next":"topic_order"},
        {"id":"plans","label":"Plans","next":"plans"}]}"#;
    flow.steps.insert(flow.start.clone(), serde_json::from_str(json).unwrap());
    let menu = "options: Yes? | 1. Talk to a human | 2. Plans";
    let walk: &[(&str, &[&str])] = &[
        ("started", &["text: Hello there!", "> menu", menu]),
        ("what", &[SORRY, menu]),
        ("talk to a human", &["> topic_order", "> details", FORM]),
    ];
    check(&flow, &around(), walk);
}

#[test]
fn S3_7_carousel_buttons_answer_and_other_text_goes_on() {
    let start = || ("started", GREETED.as_slice());
    let shown = ("2", ["> plans", PLANS].map(|line| line).to_vec());
    for (answer, expected) in [
        ("[pro]", ["> to_any", "text: Thanks .", "! Step [] [] -"].as_slice()),
        ("2", &["> to_any", "text: Thanks .", "! Step [] [] -"]),
        ("pro: choose", &["> to_any", "text: Thanks .", "! Step [] [] -"]),
        // Two buttons have this label, so it is neither; the text path takes it.
        ("choose", &HOURS),
        ("which is cheaper", &HOURS),
        (
            "file",
            &[SORRY, "options: Please choose one: | 1. Basic: Choose | 2. Pro: Choose | 3. Talk to a human"],
        ),
    ] {
        check(&flow(), &around(), &[start(), (shown.0, &shown.1), (answer, expected)]);
    }
}

#[test]
fn S3_18_S3_19_a_form_captures_profile_and_fields() {
    let run = check(
        &flow(),
        &around(),
        &[
            ("started", &GREETED),
            ("my order", &["> topic_order", "> details", FORM]),
            (
                "{name= Ada ,email=ada@example.com,size=large,extra=x}",
                &[
                    "= Your name: Ada",
                    "= Your e-mail: ada@example.com",
                    "= Which size?: Large",
                    "> which",
                    "> to_large",
                    "text: Thanks Ada, our specialist comes.",
                    "! Step [large] [5=order of ada@example.com] 4",
                ],
            ),
        ],
    );
    assert_eq!(run.at, Position::HandedOver);
    assert_eq!(run.variables.get("topic").map(String::as_str), Some("order"));
}

#[test]
fn S3_18_a_form_with_a_wrong_answer_comes_back_with_the_reason() {
    let human = "options: Would you rather talk to a person? | 1. Talk to a human";
    let not_email = "text: That does not look like an e-mail address, such as name@example.com.";
    let missing = "text: We need an answer in words to go on.";
    let to_form: [(&str, &[&str]); 2] = [("started", &GREETED), ("1", &["> topic_order", "> details", FORM])];
    let wrong: (&str, &[&str]) = ("{name=Ada,email=ada,size=Small}", &[not_email, human, FORM]);
    let empty: (&str, &[&str]) = ("{name=Ada,email=a@b.gr}", &[missing, human, FORM]);
    let asked: (&str, &[&str]) = ("1", &[PASSING_ON, "! AskedForHuman [asked] [5=order] -"]);
    check(&flow(), &around(), &[to_form[0], to_form[1], wrong, asked]);
    let typed: (&str, &[&str]) = ("I am Ada", &[SORRY, human, FORM]);
    let gives_up: (&str, &[&str]) = ("file", &[PASSING_ON, "! Fallback [asked] [5=order] -"]);
    check(&flow(), &around(), &[to_form[0], to_form[1], empty, typed, gives_up]);
}

#[test]
fn S3_18_without_forms_one_field_is_asked_after_another() {
    let email_again = "text: That does not look like an e-mail address, such as name@example.com.";
    check(
        &flow(),
        &on_text_channel(),
        &[
            ("started", &GREETED),
            ("1", &["> topic_order", "> details", "text: Who are you?", "text: Your name"]),
            ("Ada\nLovelace", &["= Your name: Ada Lovelace", "text: Your e-mail"]),
            ("ada at example", &[email_again, "text: Your e-mail"]),
            (
                "ada@example.com",
                &["= Your e-mail: ada@example.com", "options: Which size? | 1. Small | 2. Large"],
            ),
            (
                "huge",
                &[
                    "text: That is not one of the choices.",
                    "options: Which size? | 1. Small | 2. Large | 3. Talk to a human",
                ],
            ),
            (
                "1",
                &[
                    "= Which size?: Small",
                    "> which",
                    "> to_any",
                    "text: Thanks Ada Lovelace.",
                    "! Step [] [] -",
                ],
            ),
        ],
    );
}

#[test]
fn S3_18_a_drop_down_can_be_pressed_and_its_last_entry_is_a_human() {
    let to_size = |around: &Surroundings| {
        let around = Surroundings {
            profile_name: Some("Ada L".to_owned()),
            profile_email: Some("a@b.gr".to_owned()),
            ..around.clone()
        };
        let greeted: &[&str] = &["text: Hello Ada!", "> menu", MENU];
        let size = "options: Which size? | 1. Small | 2. Large";
        let run = check(
            &flow(),
            &around,
            &[("started", greeted), ("1", &["> topic_order", "> details", "text: Who are you?", size])],
        );
        (around, run)
    };
    let (around, run) = to_size(&on_text_channel());
    let pressed = give(&flow(), Some(run.clone()), "[size.2]", &around);
    assert_eq!(written(&pressed.steps)[0], "= Which size?: Large");
    assert_eq!(written(&pressed.steps)[3], "text: Thanks Ada L, our specialist comes.");
    let wrong = give(&flow(), Some(run), "[size.9]", &around);
    let human = give(&flow(), Some(wrong.run), "3", &around);
    assert_eq!(written(&human.steps)[1], "! AskedForHuman [asked] [5=order] -");
}

#[test]
fn S3_18_what_the_profile_holds_is_not_asked_for() {
    let around = Surroundings {
        profile_name: Some("Ada".to_owned()),
        profile_email: Some("ada@example.com".to_owned()),
        ..around()
    };
    check(
        &flow(),
        &around,
        &[
            ("started", &["text: Hello Ada!", "> menu", MENU]),
            ("1", &["> topic_order", "> details", "form: Who are you? | 1. Which size? (Small / Large)"]),
            (
                "{size=1}",
                &["= Which size?: Small", "> which", "> to_any", "text: Thanks Ada.", "! Step [] [] -"],
            ),
        ],
    );
}

#[test]
fn S3_18_a_blank_profile_is_not_known_and_one_that_becomes_known_is_used() {
    let blank =
        Surroundings { profile_name: Some(" ".to_owned()), profile_email: Some(String::new()), ..around() };
    let start = give(&flow(), None, "started", &blank);
    let asked = give(&flow(), Some(start.run), "1", &blank);
    assert_eq!(written(&asked.steps), ["> topic_order", "> details", FORM]);
    let known = Surroundings { profile_name: Some("Ada".to_owned()), ..around() };
    let sent = give(&flow(), Some(asked.run), "{email=ada@example.com,size=Small}", &known);
    assert_eq!(sent.run.variables.get("name").map(String::as_str), Some("Ada"));
    assert_eq!(sent.run.at, Position::HandedOver);
}

#[test]
fn S3_19_a_ticket_field_over_255_characters_is_left_blank() {
    let transfer = |value: &str| -> Flow {
        serde_json::from_value(serde_json::json!({"id": 1, "version": 1, "name": "T", "start": "set", "fallback": "?",
            "steps": {
                "set": {"type": "set_variable", "assignments": [{"name": "v", "value": "x".repeat(200)}], "next": "end"},
                "end": {"type": "transfer_to_agent", "fields": [{"field": 1, "value": value}]}}}))
        .unwrap()
    };
    let full = format!("! Step [] [1={}] -", "x".repeat(200));
    check(&transfer("{{v}}"), &around(), &[("started", &["> set", "> end", &full])]);
    check(&transfer("{{v}}{{v}}"), &around(), &[("started", &["> set", "> end", "! Step [] [1=] -"])]);
}

#[test]
fn S3_18_an_entry_of_a_drop_down_goes_before_a_phrase() {
    let mut flow = flow();
    let json = r#"{"type":"ask_details","text":"Tell us","next":"to_any","fields":[
        {"name":"who","label":"Who sold it?","target":{"to":"field","field":9},
         "input":{"type":"choice","options":["Shop","Agent"]}}]}"#;
    flow.steps.insert(flow.start.clone(), serde_json::from_str(json).unwrap());
    let question: &[&str] =
        &["text: Hello there!", "> menu", "text: Tell us", "options: Who sold it? | 1. Shop | 2. Agent"];
    let answer: &[&str] = &["= Who sold it?: Agent", "> to_any", "text: Thanks .", "! Step [] [] -"];
    check(&flow, &on_text_channel(), &[("started", question), ("agent", answer)]);
}

#[test]
fn S3_7_a_phrase_of_signs_only_matches_nothing() {
    let phrases = [("en".to_owned(), vec!["!!!".to_owned()])].into();
    let flow = Flow { human_phrases: phrases, ..flow() };
    check(&flow, &around(), &[("started", &GREETED), ("???", &[SORRY, MENU_AGAIN])]);
}

#[test]
fn S3_18_a_form_cannot_change_who_a_signed_in_user_is() {
    let around = Surroundings {
        profile_name: Some("Ada".to_owned()),
        profile_email: Some("ada@example.com".to_owned()),
        ..around()
    };
    let start = give(&flow(), None, "started", &around);
    let asked = give(&flow(), Some(start.run), "1", &around);
    let sent = give(&flow(), Some(asked.run), "{name=Eve,email=eve@example.com,size=Large}", &around);
    let expected = [
        "= Which size?: Large",
        "> which",
        "> to_large",
        "text: Thanks Ada, our specialist comes.",
        "! Step [large] [5=order of ada@example.com] 4",
    ];
    assert_eq!(written(&sent.steps), expected);
}

#[test]
fn S3_18_an_answer_over_255_characters_is_left_blank() {
    let long = "a".repeat(256);
    let form = format!("{{name={long},email=a@b.gr,size=Large}}");
    let run = check(
        &flow(),
        &around(),
        &[
            ("started", &GREETED),
            ("1", &["> topic_order", "> details", FORM]),
            (
                &form,
                &[
                    "= Your e-mail: a@b.gr",
                    "= Which size?: Large",
                    "> which",
                    "> to_large",
                    "text: Thanks , our specialist comes.",
                    "! Step [large] [5=order of a@b.gr] 4",
                ],
            ),
        ],
    );
    assert!(!run.variables.contains_key("name"));
}

#[test]
fn S3_18_a_form_that_waits_is_asked_in_words_when_the_conversation_moved_to_a_channel_without_forms() {
    let at_form =
        check(&flow(), &around(), &[("started", &GREETED), ("1", &["> topic_order", "> details", FORM])]);
    let moved = give(&flow(), Some(at_form), "hello", &on_text_channel());
    assert_eq!(written(&moved.steps), [SORRY, "text: Who are you?", "text: Your name"]);
    let next = give(&flow(), Some(moved.run), "Ada", &on_text_channel());
    assert_eq!(written(&next.steps), ["= Your name: Ada", "text: Your e-mail"]);
    let back = give(&flow(), Some(next.run), "{name=Eve,email=e@f.gr,size=Large}", &around());
    assert_eq!(written(&back.steps)[0], "= Your name: Eve");
}

#[test]
fn T_6_after_closed_the_bot_begins_anew() {
    let finished = check(&flow(), &around(), &[("started", &GREETED), ("agent", &[PASSING_ON, ASKED])]);
    let again = give(&flow(), Some(finished), "started", &around());
    assert_eq!(written(&again.steps), GREETED);
    assert_eq!(again.run, Run { at: waits_at("menu"), ..Run::new(&flow()) });
}

#[test]
fn a_message_after_the_end_of_the_flow_begins_it_again_and_keeps_what_is_known() {
    let mut run = check(&flow(), &around(), &[("started", &GREETED), ("3", &HOURS)]);
    run.remember("first_name", "Ada");
    let again = give(&flow(), Some(run), "thanks", &around());
    assert_eq!(written(&again.steps), ["text: Hello Ada!", "> menu", MENU]);
}

#[test]
fn a_run_of_another_version_begins_anew() {
    let run = check(&flow(), &around(), &[("started", &GREETED)]);
    let newer = Flow { version: 4, ..flow() };
    let advance = give(&newer, Some(run), "1", &around());
    assert_eq!(written(&advance.steps), GREETED);
    assert_eq!(advance.run.version, 4);
}

#[test]
fn what_is_published_meanwhile_begins_after_the_end_and_what_is_known_is_kept() {
    let mut run = check(&flow(), &around(), &[("started", &GREETED), ("3", &HOURS)]);
    run.remember("first_name", "Ada");
    let newer = Flow { version: 4, ..flow() };
    let advance = give(&newer, Some(run), "thanks", &around());
    assert_eq!(written(&advance.steps), ["text: Hello Ada!", "> menu", MENU]);
    assert_eq!(advance.run.version, 4);
}

#[test]
fn a_chain_longer_than_the_guard_is_handed_over() {
    let step = |number: usize| {
        format!(r#""s{number}":{{"type":"send_message","text":"{number}","next":"s{}"}}"#, number + 1)
    };
    let build = |steps: usize| -> Flow {
        let chain: Vec<_> = (1..steps).map(step).collect();
        serde_json::from_str(&format!(
            r#"{{"id":1,"version":1,"name":"Long","start":"s1","fallback":"?","steps":{{
                {},"s{steps}":{{"type":"transfer_to_agent"}}}}}}"#,
            chain.join(",")
        ))
        .unwrap()
    };
    let within = written(&give(&build(MAX_SILENT_STEPS), None, "started", &around()).steps);
    assert_eq!(within.last().unwrap(), "! Step [] [] -");
    let beyond = written(&give(&build(MAX_SILENT_STEPS + 1), None, "started", &around()).steps);
    assert_eq!(beyond.last().unwrap(), "! TooManySteps [] [] -");
    assert_eq!(beyond.iter().filter(|line| line.starts_with("> ")).count(), MAX_SILENT_STEPS);
}

#[test]
fn a_flow_that_lost_a_step_hands_over() {
    let mut broken = flow();
    broken.steps.retain(|id, _| id.as_str() != "plans");
    let at_menu = check(
        &broken,
        &around(),
        &[("started", &GREETED), ("2", &[PASSING_ON, "! BrokenFlow [asked] [5=] -"])],
    );
    assert_eq!(at_menu.at, Position::HandedOver);
    let gone = Run { at: waits_at("plans"), ..Run::new(&broken) };
    assert_eq!(written(&give(&broken, Some(gone), "x", &around()).steps)[1], "! BrokenFlow [asked] [5=] -");
}

#[test]
fn a_run_is_small_and_comes_back_from_json() {
    let run = check(&flow(), &around(), &[("started", &GREETED), ("blah", &[SORRY, MENU_AGAIN])]);
    let json = serde_json::to_string(&run).unwrap();
    assert_eq!(json, r#"{"flow":7,"version":3,"at":{"state":"waiting","step":"menu"},"fallbacks":1}"#);
    assert_eq!(serde_json::from_str::<Run>(&json).unwrap(), run);
}

#[test]
fn answers_of_people_do_not_show_in_logs() {
    let around = Surroundings { profile_name: Some("Lovelace".to_owned()), ..around() };
    let start = give(&flow(), None, "started", &around);
    let form = give(&flow(), Some(start.run), "1", &around);
    let sent = give(&flow(), Some(form.run), "{email=lovelace@example.com,size=1}", &around);
    let logged = format!("{sent:?} {around:?}").to_lowercase();
    assert!(logged.contains("email") && !logged.contains("lovelace"), "{logged}");
}

#[test]
fn options_are_shown_as_such_where_the_channel_takes_them() {
    let some =
        Surroundings { capabilities: Capabilities { options: 3, ..Capabilities::TEXT }, ..on_text_channel() };
    check(&flow(), &some, &[("started", &GREETED)]);
}
