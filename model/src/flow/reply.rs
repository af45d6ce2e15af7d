//! What an input means to the step that waits for it.
//!
//! The order is always: an answer of the step itself, then a wish for a human, then "not understood". So an option
//! that an admin labelled "Agent" leads where the admin said.

use super::answer::{Unanswered, accept};
use super::graph::{StepId, TALK_TO_HUMAN};
use super::interpreter::{After, MAX_FALLBACKS, Walk};
use super::matching::{find, fold};
use super::placeholder::render_text;
use super::run::{Input, Position, TransferReason};
use super::step::{OptionEdge, Panel, Step, replies};
use crate::message::{Choice, Content, FormAnswer, FormField, FormInput, MessageText};

/// An answer that is offered, and where it leads.
struct Offered<'a> {
    choice: Choice,
    leads: Lead<'a>,
}

#[derive(Clone, Copy)]
enum Lead<'a> {
    Step(&'a StepId),
    Human,
}

impl<'a> Walk<'a> {
    /// Takes an input at the place where the run waits.
    pub(super) fn reply(&mut self, input: Input<'_>) {
        let flow = self.flow;
        let (id, asked) = match &self.run.at {
            Position::Waiting { step } => (step, None),
            Position::Asking { step, field } => (step, Some(*field)),
            Position::Finished | Position::HandedOver => return,
        };
        match (flow.steps.get_key_value(id), asked) {
            (Some((_, step @ Step::PresentOptions { .. })), None) => self.reply_to_choices(step, None, input),
            (Some((_, step @ Step::Carousel { next, .. })), None) => {
                self.reply_to_choices(step, next.as_ref(), input);
            }
            (Some((id, step @ Step::AskDetails { fields, next, .. })), None) => {
                self.reply_to_form(id, step, fields, next.as_ref(), input);
            }
            (Some((id, Step::AskDetails { fields, next, .. })), Some(index)) => {
                self.reply_to_question(id, fields, index, next.as_ref(), input);
            }
            _ => self.escalate(TransferReason::BrokenFlow),
        }
    }

    fn reply_to_choices(&mut self, step: &'a Step, typed_path: Option<&'a StepId>, input: Input<'_>) {
        let offered = self.offered(step);
        let labels = offered.iter().map(|offered| offered.choice.label.as_str());
        let picked = match input {
            Input::Chosen { option } => offered.iter().position(|offered| offered.choice.id == option),
            Input::Text(text) => find(labels, text.as_str()),
            Input::Started | Input::FormFilled { .. } | Input::File => None,
        };
        match picked.and_then(|index| offered.get(index)).map(|offered| offered.leads) {
            Some(Lead::Step(next)) => self.go_on(Some(next)),
            Some(Lead::Human) => self.escalate(TransferReason::AskedForHuman),
            None if self.asks_for_human(input) => self.escalate(TransferReason::AskedForHuman),
            None => match (typed_path, input) {
                (Some(next), Input::Text(_)) => self.go_on(Some(next)),
                _ => {
                    if self.misunderstood() {
                        self.say_text(&self.flow.fallback);
                        self.present(step);
                    }
                }
            },
        }
    }

    /// A form waits. Whoever types instead gets it again; on a channel that has no forms, because the conversation
    /// moved there meanwhile, the details are asked one by one.
    fn reply_to_form(
        &mut self,
        id: &StepId,
        step: &'a Step,
        fields: &'a [FormField],
        next: Option<&'a StepId>,
        input: Input<'_>,
    ) {
        match input {
            Input::FormFilled { answers } => self.take_form(id, step, fields, next, answers),
            _ if self.asks_for_human(input) || self.typed_offer_of_human(input) => {
                self.escalate(TransferReason::AskedForHuman);
            }
            _ => {
                if self.misunderstood() {
                    self.say_text(&self.flow.fallback);
                    self.ask_again(id, step);
                }
            }
        }
    }

    /// Under a form that is shown again the human is the only choice, so its number is 1.
    fn typed_offer_of_human(&self, input: Input<'_>) -> bool {
        let shown = self.run.fallbacks > 0 && self.flow.talk_to_human && self.around.capabilities.forms;
        match input {
            Input::Text(text) => {
                shown && find([self.flow.words.talk_to_human.as_str()].into_iter(), text.as_str()).is_some()
            }
            _ => false,
        }
    }

    fn take_form(
        &mut self,
        id: &StepId,
        step: &'a Step,
        fields: &'a [FormField],
        next: Option<&'a StepId>,
        answers: &[FormAnswer],
    ) {
        let given = |field: &FormField| answers.iter().find(|answer| answer.name == field.name);
        let asked = fields
            .iter()
            .filter(|field| given(field).is_some() || self.around.known(&field.target).is_none());
        let accepted: Result<Vec<_>, Unanswered> = asked
            .map(|field| {
                let raw = given(field).map_or("", |answer| answer.value.as_str());
                accept(field, raw).map(|answer| (field, answer))
            })
            .collect();
        match accepted {
            Ok(accepted) => {
                for (field, answer) in accepted {
                    self.capture(field, answer);
                }
                self.go_on(next);
            }
            Err(reason) => {
                if self.misunderstood() {
                    self.say_reason(reason);
                    self.ask_again(id, step);
                }
            }
        }
    }

    /// One field was asked for as a question.
    fn reply_to_question(
        &mut self,
        id: &StepId,
        fields: &'a [FormField],
        index: u8,
        next: Option<&'a StepId>,
        input: Input<'_>,
    ) {
        let Some(field) = fields.get(usize::from(index)) else {
            return self.escalate(TransferReason::BrokenFlow);
        };
        if let Input::FormFilled { answers } = input
            && let Some((id, step)) = self.flow.steps.get_key_value(id)
        {
            return self.take_form(id, step, fields, next, answers);
        }
        let answer = match input {
            Input::Text(text) => accept(field, text.as_str()),
            Input::Chosen { option } => self.chosen_entry(field, option),
            Input::Started | Input::FormFilled { .. } | Input::File => Err(Unanswered::Missing),
        };
        let own_entry = matches!(field.input, FormInput::Choice { .. }) && answer.is_ok();
        if !own_entry && (self.asks_for_human(input) || self.typed_human_entry(field, input)) {
            return self.escalate(TransferReason::AskedForHuman);
        }
        match answer {
            Ok(answer) => {
                self.capture(field, answer);
                self.run.fallbacks = 0;
                match self.next_question(fields, index.saturating_add(1)) {
                    Some((index, field)) => {
                        self.put_question(field);
                        self.run.at = Position::Asking { step: id.clone(), field: index };
                    }
                    None => self.go_on(next),
                }
            }
            Err(reason) => {
                if self.misunderstood() {
                    self.say_reason(reason);
                    self.put_question(field);
                }
            }
        }
    }

    /// The entry of a drop-down that was pressed.
    fn chosen_entry(&self, field: &FormField, pressed: &str) -> Result<Option<String>, Unanswered> {
        let entries = self.entries(field);
        let entry = entries.iter().find(|entry| entry.id == pressed && entry.id != TALK_TO_HUMAN);
        entry.map_or(Err(Unanswered::NotAChoice), |entry| accept(field, &entry.label))
    }

    /// The human is the last entry of a drop-down that is shown again, and has a number there.
    fn typed_human_entry(&self, field: &FormField, input: Input<'_>) -> bool {
        let Input::Text(text) = input else { return false };
        let entries = self.entries(field);
        let typed = find(entries.iter().map(|entry| entry.label.as_str()), text.as_str());
        typed.and_then(|index| entries.get(index)).is_some_and(|entry| entry.id == TALK_TO_HUMAN)
    }

    /// Counts an answer that was not understood. At the one after [`MAX_FALLBACKS`] people take over and nothing is
    /// asked again: then it returns false.
    fn misunderstood(&mut self) -> bool {
        if self.run.fallbacks >= MAX_FALLBACKS {
            self.escalate(TransferReason::Fallback);
            return false;
        }
        self.run.fallbacks += 1;
        true
    }

    fn say_reason(&mut self, reason: Unanswered) {
        let words = &self.flow.words;
        self.say_words(match reason {
            Unanswered::Missing => &words.missing,
            Unanswered::NotAnEmail => &words.not_an_email,
            Unanswered::NotAChoice => &words.not_a_choice,
        });
    }

    fn ask_again(&mut self, id: &StepId, step: &'a Step) {
        let Step::AskDetails { text, fields, next } = step else { return };
        match self.ask(id, text, fields, next.as_ref()) {
            After::Wait(position) => {
                let as_form = matches!(position, Position::Waiting { .. });
                self.run.at = position;
                if let (true, Some(human)) = (as_form, self.human()) {
                    self.say_choices(&self.flow.words.human_offer, vec![human]);
                }
            }
            // The profile came to be known meanwhile, and nothing is left to ask.
            After::GoOn(next) => self.go_on(next),
            After::HandedOver => {}
        }
    }

    /// Shows a step of choices: as written at first, after a fallback with "Talk to a human" among them.
    pub(super) fn present(&mut self, step: &'a Step) {
        let choices = self.offered(step).into_iter().map(|offered| offered.choice).collect();
        match step {
            Step::PresentOptions { text, .. } => {
                let text = render_text(text, &self.run, self.around);
                self.say(Content::Options { text, options: choices });
            }
            Step::Carousel { text, panels, .. } if self.run.fallbacks == 0 => {
                let text = text.as_ref().map(|text| render_text(text, &self.run, self.around));
                self.say(Content::Carousel { text, cards: panels.iter().map(Panel::card).collect() });
            }
            // The panels are still to be seen above; only what can be answered is repeated.
            Step::Carousel { .. } => self.say_choices(&self.flow.words.choose, choices),
            _ => {}
        }
    }

    fn say_choices(&mut self, words: &str, options: Vec<Choice>) {
        if let Some(text) = MessageText::fitted(words).or_else(|| MessageText::fitted("…")) {
            self.say(Content::Options { text, options });
        }
    }

    /// The answers of a step, numbered by their place, and the human when that is offered now.
    fn offered(&self, step: &'a Step) -> Vec<Offered<'a>> {
        let offered = |id: &str, label: String, next| Offered {
            choice: Choice { id: id.to_owned(), label },
            leads: Lead::Step(next),
        };
        let mut all: Vec<_> = match step {
            Step::PresentOptions { options, .. } => {
                let edge = |edge: &'a OptionEdge| offered(&edge.id, edge.label.clone(), &edge.next);
                options.iter().map(edge).collect()
            }
            Step::Carousel { panels, .. } => replies(panels)
                .map(|(panel, id, label, next)| offered(id, told_apart(panels, panel, label), next))
                .collect(),
            _ => Vec::new(),
        };
        let human = self.human_beside(all.iter().map(|offered| offered.choice.label.as_str()));
        all.extend(human.map(|choice| Offered { choice, leads: Lead::Human }));
        all
    }

    /// "Talk to a human" as a choice: after a fallback, if the flow offers it.
    fn human(&self) -> Option<Choice> {
        let offered = self.flow.talk_to_human && self.run.fallbacks > 0;
        offered.then(|| Choice { id: TALK_TO_HUMAN.to_owned(), label: self.flow.words.talk_to_human.clone() })
    }

    /// The same, unless the admin's own labels already say it: then the admin's way is the way.
    fn human_beside<'b>(&self, mut labels: impl Iterator<Item = &'b str>) -> Option<Choice> {
        self.human().filter(|human| !labels.any(|label| fold(label) == fold(&human.label)))
    }

    /// What the profile does not hold.
    pub(super) fn unknown(&self, fields: &[FormField]) -> Vec<FormField> {
        fields.iter().filter(|field| self.around.known(&field.target).is_none()).cloned().collect()
    }

    /// The first field from `from` on that the profile does not hold.
    pub(super) fn next_question(&self, fields: &'a [FormField], from: u8) -> Option<(u8, &'a FormField)> {
        (0..=u8::MAX)
            .zip(fields)
            .find(|(index, field)| *index >= from && self.around.known(&field.target).is_none())
    }

    /// Asks for one field in words; a drop-down as choices.
    pub(super) fn put_question(&mut self, field: &FormField) {
        match &field.input {
            FormInput::Text | FormInput::Email => self.say_words(&field.label),
            FormInput::Choice { .. } => self.say_choices(&field.label, self.entries(field)),
        }
    }

    /// A drop-down's entries as choices, and the human when that is offered now.
    fn entries(&self, field: &FormField) -> Vec<Choice> {
        let FormInput::Choice { options } = &field.input else { return Vec::new() };
        let entry = |(number, label): (usize, &String)| Choice {
            id: format!("{}.{number}", field.name),
            label: label.clone(),
        };
        let human = self.human_beside(options.iter().map(String::as_str));
        (1..).zip(options).map(entry).chain(human).collect()
    }
}

/// Buttons with one label on several panels ("Choose") are told apart by the title of their panel.
fn told_apart(panels: &[Panel], panel: &Panel, label: &str) -> String {
    let same = replies(panels).filter(|(_, _, other, _)| fold(other) == fold(label)).count();
    if same > 1 { format!("{}: {label}", panel.title) } else { label.to_owned() }
}
