//! A flow with every kind of step, and a way to write a walk through it as lines of text.

use super::degrade::{Capabilities, simplified};
use super::graph::Flow;
use super::run::{Advance, Input, Run, Said, Surroundings};
use super::{advance, validate};
use crate::message::{Content, FormAnswer, MessageText};

pub(super) fn text(text: &str) -> MessageText {
    MessageText::new(text).unwrap()
}

/// A signed-out visitor of the web widget.
pub(super) fn around() -> Surroundings {
    Surroundings {
        capabilities: Capabilities::FULL,
        channel_kind: "widget".to_owned(),
        profile_name: None,
        profile_email: None,
        locale: None,
        open: true,
    }
}

/// Somebody on a channel of text only, whose profile is empty.
pub(super) fn on_text_channel() -> Surroundings {
    Surroundings { capabilities: Capabilities::TEXT, channel_kind: "whatsapp".to_owned(), ..around() }
}

const FLOW: &str = r#"{
  "id": 7, "version": 3, "name": "Shop", "start": "menu",
  "greeting": "Hello {{first_name || there}}!",
  "fallback": "Sorry, I did not get that.",
  "talk_to_human": true,
  "escalation": {"tags": ["asked"], "fields": [{"field": 5, "value": "{{topic}}"}]},
  "steps": {
    "menu": {"type": "present_options", "text": "What is it about?", "options": [
      {"id": "order", "label": "My order", "next": "topic_order"},
      {"id": "plans", "label": "Plans", "next": "plans"},
      {"id": "hours", "label": "Opening hours", "next": "hours"}]},
    "topic_order": {"type": "set_variable", "assignments": [{"name": "topic", "value": "order"}], "next": "details"},
    "details": {"type": "ask_details", "text": "Who are you?", "next": "which", "fields": [
      {"name": "name", "label": "Your name", "input": {"type": "text"}, "target": {"to": "profile_name"}},
      {"name": "email", "label": "Your e-mail", "input": {"type": "email"}, "target": {"to": "profile_email"}},
      {"name": "size", "label": "Which size?", "input": {"type": "choice", "options": ["Small", "Large"]},
       "target": {"to": "field", "field": 9}}]},
    "which": {"type": "condition", "branches": [
      {"when": {"test": "is", "subject": {"variable": "size"}, "value": "large"}, "next": "to_large"}],
      "else_next": "to_any"},
    "to_large": {"type": "transfer_to_agent", "text": "Thanks {{name}}, our specialist comes.", "tags": ["large"],
      "fields": [{"field": 5, "value": "{{topic}} of {{email}}"}], "group": 4},
    "to_any": {"type": "transfer_to_agent", "text": "Thanks {{name}}."},
    "plans": {"type": "carousel", "text": "Our plans", "next": "hours", "panels": [
      {"title": "Basic", "description": "For one", "image": "https://example.com/b.png", "buttons": [
        {"type": "link", "label": "Prices", "url": "https://example.com/basic"},
        {"type": "reply", "id": "basic", "label": "Choose", "next": "chosen"}]},
      {"title": "Pro", "buttons": [{"type": "reply", "id": "pro", "label": "Choose", "next": "to_any"}]}]},
    "chosen": {"type": "send_message", "text": "A good choice.", "next": "menu"},
    "hours": {"type": "send_message", "text": "We are open from 9 to 17.",
      "links": [{"label": "Map", "url": "https://example.com/map"}]}
  }
}"#;

/// A flow that lets people help themselves before it hands over.
const SELF_HELP: &str = r#"{
  "id": 8, "version": 1, "name": "Help yourself", "start": "read", "fallback": "Sorry, I did not get that.",
  "talk_to_human": true,
  "steps": {
    "read": {"type": "articles", "text": "This may help, {{name || dear visitor}}:", "next": "solved", "articles": [
      {"title": "Returns", "url": "https://example.com/returns", "excerpt": "Within 30 days."},
      {"title": "Delivery", "url": "http://help.example.com/delivery"}]},
    "solved": {"type": "ask_if_resolved", "text": "Did that help?", "yes": "Yes, thanks", "no": "No, it did not",
      "thanks": "Glad to hear it.", "next": "to_people"},
    "to_people": {"type": "transfer_to_agent", "text": "Then a colleague will."}
  }
}"#;

pub(super) fn self_help() -> Flow {
    let flow: Flow = serde_json::from_str(SELF_HELP).unwrap();
    assert_eq!(validate(&flow), Ok(()));
    flow
}

pub(super) fn flow() -> Flow {
    let flow: Flow = serde_json::from_str(FLOW).unwrap();
    assert_eq!(validate(&flow), Ok(()));
    flow
}

/// An input, written down: `"…"` is typed text, `[id]` a pressed option, `{name=value,…}` a filled form.
pub(super) fn give(flow: &Flow, run: Option<Run>, input: &str, around: &Surroundings) -> Advance {
    if input == "started" {
        return advance(flow, run, Input::Started, around);
    }
    if input == "file" {
        return advance(flow, run, Input::File, around);
    }
    if let Some(option) = input.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return advance(flow, run, Input::Chosen { option }, around);
    }
    if let Some(form) = input.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let answer = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap();
            FormAnswer { name: name.to_owned(), label: name.to_owned(), value: value.to_owned() }
        };
        let answers: Vec<_> = form.split(',').map(answer).collect();
        return advance(flow, run, Input::FormFilled { answers: &answers }, around);
    }
    advance(flow, run, Input::Text(&text(input)), around)
}

/// What was said as lines: `> step`, `text: …`, `options: …`, `= label: value`, `! reason tags fields group`.
pub(super) fn written(said: &[Said]) -> Vec<String> {
    said.iter()
        .map(|said| match said {
            Said::StepTaken { step } => format!("> {step}"),
            Said::Captured { label, value, .. } => format!("= {label}: {value}"),
            Said::Transfer { tags, fields, group, reason } => {
                let fields: Vec<_> =
                    fields.iter().map(|field| format!("{}={}", field.field, field.value)).collect();
                let group = group.map_or_else(|| "-".to_owned(), |group| group.to_string());
                format!("! {reason:?} [{}] [{}] {group}", tags.join(","), fields.join(","))
            }
            Said::Say { content } => {
                let kind = match content {
                    Content::Text { .. } => "text",
                    Content::Options { .. } => "options",
                    Content::Carousel { .. } => "carousel",
                    Content::Articles { .. } => "articles",
                    Content::Form { .. } => "form",
                    Content::Files { .. }
                    | Content::Chosen { .. }
                    | Content::FormFilled { .. }
                    | Content::Template { .. }
                    | Content::Unsupported { .. } => "other",
                };
                format!("{kind}: {}", simplified(content).replace('\n', " | "))
            }
        })
        .collect()
}

/// Walks a flow from the beginning: each input, then the lines that must answer it.
pub(super) fn check(flow: &Flow, around: &Surroundings, walk: &[(&str, &[&str])]) -> Run {
    let mut run = None;
    for (input, expected) in walk {
        let advance = give(flow, run, input, around);
        assert_eq!(written(&advance.steps), *expected, "after {input:?}");
        run = Some(advance.run);
    }
    run.unwrap()
}
