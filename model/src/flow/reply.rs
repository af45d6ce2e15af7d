//! What an input means to the step that waits for it.
//!
//! The order is always: an answer of the step itself, then a wish for a human, then "not understood". So an option
//! that an admin labelled "Agent" leads where the admin said.

use super::answer::{Unanswered, accept};
use super::graph::{StepId, TALK_TO_HUMAN};
use super::interpreter::{After, MAX_FALLBACKS, Walk};
use super::matching::find;
use super::offer::Lead;
use super::run::{Input, Position, TransferReason};
use super::step::Step;
use crate::message::{FormAnswer, FormField, FormInput};

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
            (Some((_, step @ (Step::PresentOptions { .. } | Step::AskIfResolved { .. }))), None) => {
                self.reply_to_choices(step, None, input)
            }
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
            Some(Lead::Resolved(thanks)) => {
                if let Some(thanks) = thanks {
                    self.say_text(thanks);
                }
                self.go_on(None);
            }
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

    /// Over a form that is shown again the human is the only choice, so its number is 1.
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
        self.remember_known(fields);
        // What the profile holds was not asked for, so an answer to it cannot change who a signed-in user is.
        let asked = fields.iter().filter(|field| self.around.known(&field.target).is_none());
        let accepted: Result<Vec<_>, Unanswered> = asked
            .map(|field| {
                let given = answers.iter().find(|answer| answer.name == field.name);
                accept(field, given.map_or("", |answer| answer.value.as_str())).map(|answer| (field, answer))
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
        let entry = entries.iter().find(|entry| entry.id == pressed);
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

    /// The form comes last, after the offer of a human: the bot's last message is the one that can be answered.
    fn ask_again(&mut self, id: &StepId, step: &'a Step) {
        let Step::AskDetails { text, fields, next } = step else { return };
        let as_form = self.around.capabilities.forms && self.next_question(fields, 0).is_some();
        if let (true, Some(human)) = (as_form, self.human()) {
            self.say_choices(&self.flow.words.human_offer, vec![human]);
        }
        match self.ask(id, text, fields, next.as_ref()) {
            After::Wait(position) => self.run.at = position,
            // The profile came to be known meanwhile, and nothing is left to ask.
            After::GoOn(next) => self.go_on(next),
            After::HandedOver => {}
        }
    }
}
