//! What holds for every flow and every conversation.
//!
//! Two kinds of flows are drawn: sound ones, which validate, and wild ones, whose steps lead anywhere, round in circles
//! and to steps that do not exist.

use super::degrade::Capabilities;
use super::run::{
    Advance, Input, MAX_VARIABLE_CHARS, MAX_VARIABLES, Position, Run, Said, Surroundings, TransferReason,
};
use super::{Flow, MAX_FALLBACKS, MAX_SILENT_STEPS, Step, StepId, advance, degrade, simplified, validate};
use crate::message::{Content, FormAnswer, MAX_TEXT_CHARS, MessageText};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// What a step is made of, before it is known which steps exist.
#[derive(Clone, Debug)]
struct Draft {
    kind: u8,
    /// Which steps it leads to, to be taken modulo the number of steps.
    ways: Vec<usize>,
    words: String,
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let words = select(vec!["Hi {{name}}", "{{v0 || x}}", "Plain", "{{unclosed", "Ünï ☃ {{v1}}!"]);
    let draft = (0..9_u8, vec(0..1_000_usize, 1..5), words).prop_map(|(kind, ways, words)| Draft {
        kind,
        ways,
        words: words.to_owned(),
    });
    vec(draft, 1..14)
}

/// The step that a draft stands for; `silent` and `asking` name the step that the n-th way leads to.
fn step(draft: &Draft, silent: &dyn Fn(usize) -> String, asking: &dyn Fn(usize) -> String) -> Value {
    let ways = || draft.ways.iter().copied();
    let first = draft.ways[0];
    let text = &draft.words;
    match draft.kind {
        0 => json!({"type": "send_message", "text": text, "next": silent(first),
            "links": [{"label": "Link", "url": "https://example.com"}]}),
        1 => {
            let option = |(n, way)| json!({"id": format!("o{n}"), "label": format!("Choice {n}"), "next": asking(way)});
            json!({"type": "present_options", "text": text, "options": ways().enumerate().map(option).collect::<Value>()})
        }
        2 => json!({"type": "ask_details", "text": text, "next": asking(first), "fields": [
            {"name": "name", "label": "Name", "input": {"type": "text"}, "target": {"to": "profile_name"}},
            {"name": "email", "label": "E-mail", "input": {"type": "email"}, "target": {"to": "profile_email"}},
            {"name": "size", "label": "Size", "input": {"type": "choice", "options": ["S", "L"]}, "target": {"to": "field", "field": 1}}]}),
        3 => {
            let panel = |(n, way)| {
                json!({"title": format!("P{n}"), "description": "D", "buttons": [
                {"type": "reply", "id": format!("r{n}"), "label": "Choose", "next": asking(way)}]})
            };
            let panels: Value = ways().chain([first]).enumerate().map(panel).collect();
            json!({"type": "carousel", "panels": panels, "next": if first.is_multiple_of(2) { Some(asking(first)) } else { None }})
        }
        4 => {
            let branch = |way| {
                json!({"when": {"test": "any", "of": [
                {"test": "present", "subject": {"variable": format!("v{}", way % 3)}},
                {"test": "contains", "subject": "locale", "value": "f"}]}, "next": silent(way)})
            };
            json!({"type": "condition", "branches": ways().map(branch).collect::<Value>(), "else_next": silent(first)})
        }
        5 => json!({"type": "set_variable", "next": silent(first), "assignments": [
            {"name": format!("v{}", first % 3), "value": text}]}),
        6 => json!({"type": "articles", "text": text, "next": silent(first), "articles": [
            {"title": "Help", "url": "https://example.com/help"}]}),
        7 => json!({"type": "ask_if_resolved", "text": text, "yes": "choice 0", "no": "2", "thanks": text,
            "next": asking(first)}),
        _ => json!({"type": "ask_details", "text": text, "next": silent(first), "fields": [
            {"name": "email", "label": "E-mail", "input": {"type": "email"}, "target": {"to": "profile_email"}}]}),
    }
}

fn flow(steps: impl Iterator<Item = (String, Value)>, talk_to_human: bool) -> Flow {
    let steps: serde_json::Map<String, Value> = steps.collect();
    serde_json::from_value(json!({
        "id": 1, "version": 1, "name": "Random", "start": "s0", "greeting": "Hello {{name}}", "fallback": "Pardon?",
        "talk_to_human": talk_to_human, "steps": steps,
    }))
    .unwrap()
}

/// Steps that need not wait lead only to later ones; the last one hands over; what cannot be reached is left out.
fn sound_flow() -> impl Strategy<Value = Flow> {
    (drafts(), any::<bool>()).prop_map(|(drafts, talk_to_human)| {
        let last = drafts.len();
        let steps = drafts.iter().enumerate().map(|(place, draft)| {
            let later = |way: usize| format!("s{}", place + 1 + way % (last - place));
            let anywhere = |way: usize| format!("s{}", way % (last + 1));
            (format!("s{place}"), step(draft, &later, &anywhere))
        });
        let end = json!({"type": "transfer_to_agent", "text": "Bye {{name}}", "tags": ["t"], "fields": [{"field": 2, "value": "{{size}}"}]});
        let mut flow = flow(steps.chain([(format!("s{last}"), end)]), talk_to_human);
        let mut reached = vec![flow.start.clone()];
        let mut place = 0;
        while let Some(id) = reached.get(place).cloned() {
            for next in flow.steps[&id].targets() {
                if !reached.contains(next) {
                    reached.push(next.clone());
                }
            }
            place += 1;
        }
        flow.steps.retain(|id, _| reached.contains(id));
        flow
    })
}

fn wild_flow() -> impl Strategy<Value = Flow> {
    (drafts(), any::<bool>()).prop_map(|(drafts, talk_to_human)| {
        let count = drafts.len();
        let anywhere = move |way: usize| format!("s{}", way % (count + 2));
        let steps = drafts
            .iter()
            .enumerate()
            .map(|(place, draft)| (format!("s{place}"), step(draft, &anywhere, &anywhere)));
        flow(steps, talk_to_human)
    })
}

#[derive(Clone, Debug)]
enum Did {
    Start,
    Type(MessageText),
    Press(String),
    Fill(Vec<FormAnswer>),
    Send,
}

fn did() -> impl Strategy<Value = Did> {
    let usual = vec![
        "1",
        "2",
        "9",
        "choice 0",
        "Choose",
        "P1: choose",
        "agent",
        "Ada",
        "ada@example.com",
        "s",
        "{{v0}}",
    ];
    let typed = prop_oneof![6 => select(usual).prop_map(str::to_owned), 1 => "\\PC{1,300}"]
        .prop_filter_map("not a text", |text| MessageText::new(&text).ok().map(Did::Type));
    let pressed = select(vec![
        "o0",
        "o1",
        "r0",
        "r1",
        "resolved",
        "unresolved",
        "size.1",
        "size.2",
        "size.3",
        "talk_to_human",
        "",
    ]);
    let value = prop_oneof![3 => select(vec!["Ada", "ada@example.com", "L", ""]).prop_map(str::to_owned), 1 => "\\PC{0,300}"];
    let answer = (select(vec!["name", "email", "size", "other"]), value)
        .prop_map(|(name, value)| FormAnswer { name: name.to_owned(), label: name.to_owned(), value });
    let right = ["name=Ada", "email=ada@example.com", "size=L"].map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        FormAnswer { name: name.to_owned(), label: name.to_owned(), value: value.to_owned() }
    });
    prop_oneof![
        6 => typed,
        4 => pressed.prop_map(|id| Did::Press(id.to_owned())),
        2 => Just(Did::Fill(right.to_vec())),
        1 => vec(answer, 0..5).prop_map(Did::Fill),
        1 => Just(Did::Send),
        1 => Just(Did::Start),
    ]
}

fn surroundings() -> impl Strategy<Value = Surroundings> {
    let name = proptest::option::of(select(vec!["Ada Lovelace", " "]).prop_map(str::to_owned));
    let email = proptest::option::of(Just("ada@example.com".to_owned()));
    let locale = proptest::option::of(select(vec!["fr", "el-GR"]).prop_map(str::to_owned));
    (select(vec![0_u8, 3, 255]), any::<bool>(), name, email, locale).prop_map(
        |(options, forms, name, email, locale)| Surroundings {
            capabilities: Capabilities { options, label_chars: 20, cards: options, forms, articles: forms },
            channel_kind: "widget".to_owned(),
            profile_name: name,
            profile_email: email,
            locale,
            open: true,
        },
    )
}

fn answer(flow: &Flow, run: Option<Run>, did: &Did, around: &Surroundings) -> Advance {
    let input = match did {
        Did::Start => Input::Started,
        Did::Type(text) => Input::Text(text),
        Did::Press(option) => Input::Chosen { option },
        Did::Fill(answers) => Input::FormFilled { answers },
        Did::Send => Input::File,
    };
    advance(flow, run, input, around)
}

/// Walks a conversation and checks what must hold after each input, whatever the flow.
fn walk(flow: &Flow, conversation: &[(Did, Surroundings)]) -> Result<Vec<Said>, TestCaseError> {
    let mut run: Option<Run> = None;
    let mut all = Vec::new();
    for (did, around) in conversation {
        let before = run.clone();
        let advance = answer(flow, run.clone(), did, around);
        prop_assert_eq!(&answer(flow, run, did, around), &advance, "the same input leads to the same steps");
        steps_are_bounded(&advance)?;
        the_question_comes_last(flow, &advance)?;
        run_is_bounded(flow, &advance.run)?;
        let handed_over =
            before.is_some_and(|run| run.at == Position::HandedOver) && !matches!(did, Did::Start);
        prop_assert_eq!(
            handed_over,
            advance.steps.is_empty(),
            "the bot is silent only when people have taken over"
        );
        what_is_said_fits_the_channel(&advance.steps, &around.capabilities)?;
        let json = serde_json::to_string(&advance.run).unwrap();
        let read: Run = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &advance.run);
        all.extend(advance.steps);
        run = Some(read);
    }
    Ok(all)
}

/// A press or a form is checked against the bot's last message, so nothing may come after the question.
fn the_question_comes_last(flow: &Flow, advance: &Advance) -> Result<(), TestCaseError> {
    let last = match advance.steps.last() {
        Some(Said::Say { content }) => Some(content),
        _ => None,
    };
    let asks = match &advance.run.at {
        Position::Waiting { step } => match flow.steps.get(step) {
            Some(Step::AskDetails { .. }) => matches!(last, Some(Content::Form { .. })),
            _ => matches!(last, Some(Content::Options { .. } | Content::Carousel { .. })),
        },
        Position::Asking { .. } => matches!(last, Some(Content::Text { .. } | Content::Options { .. })),
        Position::Finished | Position::HandedOver => true,
    };
    prop_assert!(asks, "{advance:?}");
    Ok(())
}

fn steps_are_bounded(advance: &Advance) -> Result<(), TestCaseError> {
    let taken = advance.steps.iter().filter(|said| matches!(said, Said::StepTaken { .. })).count();
    prop_assert!(taken <= MAX_SILENT_STEPS);
    let transfer = advance.steps.iter().position(|said| matches!(said, Said::Transfer { .. }));
    let handed_over = !advance.steps.is_empty() && advance.run.at == Position::HandedOver;
    prop_assert_eq!(
        transfer,
        handed_over.then(|| advance.steps.len() - 1),
        "a hand-off is the last thing said"
    );
    for said in &advance.steps {
        if let Said::Captured { value, .. } = said {
            prop_assert!((1..=255).contains(&value.chars().count()));
        }
    }
    Ok(())
}

fn run_is_bounded(flow: &Flow, run: &Run) -> Result<(), TestCaseError> {
    prop_assert!(run.variables.len() <= MAX_VARIABLES);
    prop_assert!(
        run.variables.values().all(|value| (1..=MAX_VARIABLE_CHARS).contains(&value.chars().count()))
    );
    prop_assert!(run.fallbacks <= MAX_FALLBACKS);
    let waits_where_it_can = match &run.at {
        Position::Waiting { step } => matches!(
            flow.steps.get(step),
            Some(
                Step::PresentOptions { .. }
                    | Step::Carousel { .. }
                    | Step::AskIfResolved { .. }
                    | Step::AskDetails { .. }
            )
        ),
        Position::Asking { step, field } => {
            matches!(flow.steps.get(step), Some(Step::AskDetails { fields, .. }) if usize::from(*field) < fields.len())
        }
        Position::Finished | Position::HandedOver => true,
    };
    prop_assert!(waits_where_it_can, "{:?}", run.at);
    Ok(())
}

fn what_is_said_fits_the_channel(said: &[Said], capabilities: &Capabilities) -> Result<(), TestCaseError> {
    for said in said {
        let Said::Say { content } = said else { continue };
        prop_assert!(!simplified(content).trim().is_empty());
        let sent = degrade(content, capabilities).contents;
        prop_assert!(!sent.is_empty());
        for message in &sent {
            let fits = match message {
                Content::Text { text } => text.as_str().chars().count() <= MAX_TEXT_CHARS,
                Content::Options { options, .. } => options.len() <= usize::from(capabilities.options),
                Content::Carousel { cards, .. } => cards.len() <= usize::from(capabilities.cards),
                Content::Articles { .. } => capabilities.articles,
                Content::Form { .. } => capabilities.forms,
                Content::Files { .. }
                | Content::Chosen { .. }
                | Content::FormFilled { .. }
                | Content::Template { .. }
                | Content::Unsupported { .. } => false,
            };
            prop_assert!(fits, "{message:?}");
        }
    }
    Ok(())
}

fn conversation() -> impl Strategy<Value = Vec<(Did, Surroundings)>> {
    prop_oneof![
        (vec(did(), 1..25), surroundings())
            .prop_map(|(did, around)| did.into_iter().map(|did| (did, around.clone())).collect::<Vec<_>>()),
        vec((did(), surroundings()), 1..25),
    ]
}

proptest! {
    #[test]
    fn a_sound_flow_never_breaks(flow in sound_flow(), conversation in conversation()) {
        prop_assert_eq!(validate(&flow), Ok(()));
        for said in walk(&flow, &conversation)? {
            let broke = matches!(
                said,
                Said::Transfer { reason: TransferReason::BrokenFlow | TransferReason::TooManySteps, .. }
            );
            prop_assert!(!broke, "{said:?}");
        }
    }

    #[test]
    fn a_wild_flow_does_no_harm(flow in wild_flow(), conversation in conversation()) {
        walk(&flow, &conversation)?;
    }

    #[test]
    fn a_human_is_reached_from_anywhere(flow in sound_flow(), conversation in conversation(), around in surroundings()) {
        let mut run = None;
        for (did, around) in &conversation {
            run = Some(answer(&flow, run, did, around).run);
        }
        let at_last = answer(&flow, run, &Did::Press("talk_to_human".to_owned()), &around);
        prop_assert_eq!(at_last.run.at, Position::HandedOver);
    }

    #[test]
    fn a_flow_comes_back_from_json(flow in wild_flow()) {
        let json = serde_json::to_string(&flow).unwrap();
        prop_assert_eq!(serde_json::from_str::<Flow>(&json).unwrap(), flow);
    }

    #[test]
    fn a_step_id_is_what_it_was_made_of(text in "\\PC{0,70}") {
        let fits = (1..=64).contains(&text.chars().count());
        let of_two_lines = format!("{text}\n");
        prop_assert_eq!(StepId::new(&of_two_lines).ok(), None);
        prop_assert_eq!(StepId::new(&text).ok().map(String::from), fits.then_some(text));
    }
}
