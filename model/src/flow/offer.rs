//! Which answers a step offers, and how they are shown.

use super::graph::{StepId, TALK_TO_HUMAN};
use super::interpreter::Walk;
use super::matching::fold;
use super::placeholder::render_text;
use super::step::{OptionEdge, Panel, Step, replies};
use crate::message::{Choice, Content, FormField, FormInput, MessageText};

/// The ids of the two answers to "Did that help?".
const RESOLVED: &str = "resolved";
const UNRESOLVED: &str = "unresolved";

/// An answer that is offered, and where it leads.
pub(super) struct Offered<'a> {
    pub(super) choice: Choice,
    pub(super) leads: Lead<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Lead<'a> {
    Step(&'a StepId),
    Human,
    /// That was all: the flow ends without a hand-off.
    Resolved(Option<&'a MessageText>),
}

impl<'a> Walk<'a> {
    /// Shows a step of choices: as written at first, after a fallback with "Talk to a human" among them.
    pub(super) fn present(&mut self, step: &'a Step) {
        let choices = self.offered(step).into_iter().map(|offered| offered.choice).collect();
        match step {
            Step::PresentOptions { text, .. } => {
                let text = render_text(text, &self.run, self.around);
                self.say(Content::Options { text, options: choices });
            }
            Step::AskIfResolved { text, .. } => {
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

    pub(super) fn say_choices(&mut self, words: &str, options: Vec<Choice>) {
        if let Some(text) = MessageText::fitted(words).or_else(|| MessageText::fitted("…")) {
            self.say(Content::Options { text, options });
        }
    }

    /// The answers of a step, numbered by their place, and the human when that is offered now.
    pub(super) fn offered(&self, step: &'a Step) -> Vec<Offered<'a>> {
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
            Step::AskIfResolved { yes, no, thanks, next, .. } => {
                let choice = Choice { id: RESOLVED.to_owned(), label: yes.clone() };
                let resolved = Offered { choice, leads: Lead::Resolved(thanks.as_ref()) };
                vec![resolved, offered(UNRESOLVED, no.clone(), next)]
            }
            _ => Vec::new(),
        };
        let human = self.human_beside(all.iter().map(|offered| offered.choice.label.as_str()));
        all.extend(human.map(|choice| Offered { choice, leads: Lead::Human }));
        all
    }

    /// "Talk to a human" as a choice: after a fallback, if the flow offers it.
    pub(super) fn human(&self) -> Option<Choice> {
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
    pub(super) fn entries(&self, field: &FormField) -> Vec<Choice> {
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
