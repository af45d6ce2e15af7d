//! The interpreter: a flow, where a conversation stands in it and one input; out come the steps taken.
//!
//! This file walks the graph; `reply` says what an input means to the step that waits for it.

use super::answer::MAX_ANSWER_CHARS;
use super::graph::{Flow, StepId, TALK_TO_HUMAN};
use super::matching::fold_phrase;
use super::placeholder::{render, render_text};
use super::run::{Advance, Input, Position, Run, Said, Surroundings, TransferReason};
use super::step::{Assignment, FieldValue, LinkButton, Step};
use crate::message::{Content, FormField, MessageText};

/// The most steps between two inputs of the end user; then people take over.
pub const MAX_SILENT_STEPS: usize = 50;
/// How many answers in a row may be misunderstood. At the next one people take over, whether or not the flow offers
/// "Talk to a human": a bot that keeps not understanding helps nobody.
pub const MAX_FALLBACKS: u32 = 2;

/// Answers one input.
///
/// Without a run, with `Input::Started`, after the end of the flow, and with a run of another flow or version, the
/// flow begins: the greeting, then the first step. What a finished run learnt is kept, whatever its version. A first message that asks for a human is greeted and handed over.
/// A run that was handed over answers nothing but `Input::Started`.
#[must_use]
pub fn advance(flow: &Flow, run: Option<Run>, input: Input<'_>, around: &Surroundings) -> Advance {
    let mut walk = Walk { flow, around, run: Run::new(flow), said: Vec::new(), taken: 0 };
    let of_this_flow =
        |run: &Run| run.flow == flow.id && (run.version == flow.version || run.at == Position::Finished);
    match run.filter(|run| !matches!(input, Input::Started) && of_this_flow(run)) {
        Some(run) if run.at == Position::HandedOver => walk.run = run,
        Some(run) if run.at == Position::Finished => {
            walk.run.variables = run.variables;
            walk.begin(input);
        }
        Some(run) => {
            walk.run = run;
            walk.reply(input);
        }
        None => walk.begin(input),
    }
    Advance { steps: walk.said, run: walk.run }
}

/// What comes after a step.
pub(super) enum After<'a> {
    GoOn(Option<&'a StepId>),
    Wait(Position),
    HandedOver,
}

/// One call of [`advance`] under way.
pub(super) struct Walk<'a> {
    pub(super) flow: &'a Flow,
    pub(super) around: &'a Surroundings,
    pub(super) run: Run,
    said: Vec<Said>,
    taken: usize,
}

impl<'a> Walk<'a> {
    fn begin(&mut self, input: Input<'_>) {
        if let Some(greeting) = &self.flow.greeting {
            self.say_text(greeting);
        }
        if self.asks_for_human(input) {
            self.escalate(TransferReason::AskedForHuman);
        } else {
            self.go_on(Some(&self.flow.start));
        }
    }

    /// Takes steps until one waits, the flow ends or people take over.
    pub(super) fn go_on(&mut self, mut next: Option<&'a StepId>) {
        self.run.fallbacks = 0;
        while let Some(id) = next {
            if self.taken == MAX_SILENT_STEPS {
                return self.escalate(TransferReason::TooManySteps);
            }
            let Some(step) = self.flow.steps.get(id) else {
                return self.escalate(TransferReason::BrokenFlow);
            };
            self.taken += 1;
            self.said.push(Said::StepTaken { step: id.clone() });
            match self.take(id, step) {
                After::GoOn(after) => next = after,
                After::Wait(position) => {
                    self.run.at = position;
                    return;
                }
                After::HandedOver => return,
            }
        }
        self.run.at = Position::Finished;
    }

    fn take(&mut self, id: &'a StepId, step: &'a Step) -> After<'a> {
        match step {
            Step::SendMessage { text, links, next } => {
                self.say_with_links(text, links);
                After::GoOn(next.as_ref())
            }
            Step::Articles { text, articles, next } => {
                let text = render_text(text, &self.run, self.around);
                self.say(Content::Articles { text, articles: articles.clone() });
                After::GoOn(next.as_ref())
            }
            Step::PresentOptions { .. } | Step::AskIfResolved { .. } => {
                self.present(step);
                After::Wait(Position::Waiting { step: id.clone() })
            }
            Step::Carousel { next, .. } => {
                self.present(step);
                if step.always_waits() {
                    After::Wait(Position::Waiting { step: id.clone() })
                } else {
                    After::GoOn(next.as_ref())
                }
            }
            Step::AskDetails { text, fields, next } => self.ask(id, text, fields, next.as_ref()),
            Step::Condition { branches, else_next } => {
                let holds = branches.iter().find(|branch| branch.when.holds(&self.run, self.around));
                After::GoOn(Some(holds.map_or(else_next, |branch| &branch.next)))
            }
            Step::SetVariable { assignments, next } => {
                self.assign(assignments);
                After::GoOn(next.as_ref())
            }
            Step::TransferToAgent { text, tags, fields, group } => {
                if let Some(text) = text {
                    self.say_text(text);
                }
                let fields = self.filled(fields);
                self.hand_over(Said::Transfer {
                    tags: tags.clone(),
                    fields,
                    group: *group,
                    reason: TransferReason::Step,
                });
                After::HandedOver
            }
        }
    }

    /// Asks for what the profile does not hold: with a form, or with its first field as a question.
    pub(super) fn ask(
        &mut self,
        id: &StepId,
        text: &MessageText,
        fields: &'a [FormField],
        next: Option<&'a StepId>,
    ) -> After<'a> {
        self.remember_known(fields);
        let unknown = self.unknown(fields);
        let Some((first, field)) = self.next_question(fields, 0) else { return After::GoOn(next) };
        if self.around.capabilities.forms {
            let text = render_text(text, &self.run, self.around);
            self.say(Content::Form { text, fields: unknown });
            return After::Wait(Position::Waiting { step: id.clone() });
        }
        self.say_text(text);
        self.put_question(field);
        After::Wait(Position::Asking { step: id.clone(), field: first })
    }

    /// What the profile holds becomes a variable as an answer would, without being captured again.
    pub(super) fn remember_known(&mut self, fields: &[FormField]) {
        for field in fields {
            if let Some(known) = self.around.known(&field.target) {
                self.run.remember(&field.name, known);
            }
        }
    }

    fn assign(&mut self, assignments: &[Assignment]) {
        for assignment in assignments {
            let value = render(&assignment.value, &self.run, self.around);
            self.run.remember(&assignment.name, &value);
        }
    }

    /// Hands over without a step that says so.
    pub(super) fn escalate(&mut self, reason: TransferReason) {
        let escalation = &self.flow.escalation;
        match &escalation.text {
            Some(text) => self.say_text(text),
            None => self.say_words(&self.flow.words.handing_over),
        }
        let fields = self.filled(&escalation.fields);
        self.hand_over(Said::Transfer {
            tags: escalation.tags.clone(),
            fields,
            group: escalation.group,
            reason,
        });
    }

    fn hand_over(&mut self, transfer: Said) {
        self.said.push(transfer);
        self.run.at = Position::HandedOver;
    }

    /// The fields of a hand-off with their placeholders replaced; a value too long to keep is left blank.
    fn filled(&self, fields: &[FieldValue]) -> Vec<FieldValue> {
        let value = |template: &str| {
            let value = render(template, &self.run, self.around).trim().to_owned();
            if value.chars().count() > MAX_ANSWER_CHARS { String::new() } else { value }
        };
        fields.iter().map(|field| FieldValue { field: field.field, value: value(&field.value) }).collect()
    }

    /// Whether the input as a whole asks for a human.
    pub(super) fn asks_for_human(&self, input: Input<'_>) -> bool {
        match input {
            Input::Chosen { option } => option == TALK_TO_HUMAN,
            Input::Text(text) => {
                let typed = fold_phrase(text.as_str());
                let label = &self.flow.words.talk_to_human;
                let mut phrases = self.flow.human_phrases.values().flatten().chain([label]);
                !typed.is_empty() && phrases.any(|phrase| fold_phrase(phrase) == typed)
            }
            Input::Started | Input::FormFilled { .. } | Input::File => false,
        }
    }

    pub(super) fn say(&mut self, content: Content) {
        self.said.push(Said::Say { content });
    }

    pub(super) fn say_text(&mut self, template: &MessageText) {
        let text = render_text(template, &self.run, self.around);
        self.say(Content::Text { text });
    }

    /// Words of the flow; empty ones are not said.
    pub(super) fn say_words(&mut self, words: &str) {
        if let Some(text) = MessageText::fitted(words) {
            self.say(Content::Text { text });
        }
    }

    /// Links are lines of the text, because a canonical text has no buttons.
    fn say_with_links(&mut self, text: &MessageText, links: &[LinkButton]) {
        let text = render_text(text, &self.run, self.around);
        let mut lines = text.as_str().to_owned();
        for link in links {
            lines.push_str(&format!("\n{}: {}", link.label, link.url));
        }
        if let Some(text) = MessageText::set(&lines, text.spans().to_vec()) {
            self.say(Content::Text { text });
        }
    }

    pub(super) fn capture(&mut self, field: &FormField, answer: Option<String>) {
        self.run.remember(&field.name, answer.as_deref().unwrap_or_default());
        if let Some(value) = answer {
            let (target, label) = (field.target.clone(), field.label.clone());
            self.said.push(Said::Captured { target, label, value });
        }
    }
}
