//! The bounds of each part of a flow: how many, how long, and which characters.

use super::{Check, Defect};
use crate::flow::condition::{Condition, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS, Subject};
use crate::flow::graph::{Flow, MAX_FLOW_NAME_CHARS, MAX_STEPS, TALK_TO_HUMAN};
use crate::flow::matching::fold;
use crate::flow::placeholder::says_something;
use crate::flow::run::{MAX_VARIABLE_CHARS, MAX_VARIABLES};
use crate::flow::step::{
    Assignment, FieldValue, LinkButton, MAX_ARTICLES, MAX_ASSIGNMENTS, MAX_BRANCHES, MAX_DESCRIPTION_CHARS,
    MAX_FIELD_CHOICES, MAX_FORM_FIELDS, MAX_LABEL_CHARS, MAX_LINKS, MAX_OPTIONS, MAX_PANEL_BUTTONS,
    MAX_PANELS, MAX_TAG_CHARS, MAX_TAGS, MAX_TITLE_CHARS, MAX_TRANSFER_FIELDS, MAX_URL_CHARS, MIN_PANELS,
    OptionEdge, Panel, PanelButton, Step, replies,
};
use crate::message::{ArticleLink, FormField, FormInput, MessageText};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The longest name of a variable or a form field, and the longest id of an option, in characters.
pub(super) const MAX_NAME_CHARS: usize = 64;
/// The longest template of a value, in characters; its placeholders may take more room than what they stand for.
const MAX_TEMPLATE_CHARS: usize = 1_024;
/// The longest of the bot's own words, in characters.
const MAX_WORDS_CHARS: usize = 1_024;
/// The most locales with phrases that ask for a human, and the most phrases of each.
const MAX_PHRASES: usize = 100;

impl Check<'_> {
    pub(super) fn flow(&mut self, flow: &Flow) {
        self.length("name", &flow.name, 1..=MAX_FLOW_NAME_CHARS);
        self.count("steps", flow.steps.len(), 1..=MAX_STEPS);
        for text in flow.greeting.iter().chain([&flow.fallback]).chain(&flow.escalation.text) {
            self.text(text);
        }
        self.hand_over(&flow.escalation.tags, &flow.escalation.fields);
        let words = &flow.words;
        self.length("label", &words.talk_to_human, 1..=MAX_LABEL_CHARS);
        for said in [
            &words.handing_over,
            &words.choose,
            &words.human_offer,
            &words.not_an_email,
            &words.not_a_choice,
            &words.missing,
        ] {
            self.length("text", said, 1..=MAX_WORDS_CHARS);
        }
        self.count("locales with phrases", flow.human_phrases.len(), 0..=MAX_PHRASES);
        for phrases in flow.human_phrases.values() {
            self.count("phrases of one locale", phrases.len(), 0..=MAX_PHRASES);
            for phrase in phrases {
                self.length("phrase", phrase, 1..=MAX_LABEL_CHARS);
            }
        }
        self.count("variables", variables(flow).len(), 0..=MAX_VARIABLES);
    }

    pub(super) fn step(&mut self, step: &Step) {
        match step {
            Step::SendMessage { text, links, .. } => {
                self.text(text);
                self.count("links", links.len(), 0..=MAX_LINKS);
                for LinkButton { label, url } in links {
                    self.length("label", label, 1..=MAX_LABEL_CHARS);
                    self.url(url);
                }
            }
            Step::PresentOptions { text, options } => {
                self.text(text);
                self.options(options);
            }
            Step::AskDetails { text, fields, .. } => {
                self.text(text);
                self.form(fields);
            }
            Step::Carousel { text, panels, .. } => {
                text.iter().for_each(|text| self.text(text));
                self.count("panels", panels.len(), MIN_PANELS..=MAX_PANELS);
                panels.iter().for_each(|panel| self.panel(panel));
                self.distinct("button id", replies(panels).map(|(_, id, _, _)| id.to_owned()));
            }
            Step::Articles { text, articles, .. } => {
                self.text(text);
                self.count("articles", articles.len(), 1..=MAX_ARTICLES);
                articles.iter().for_each(|article| self.article(article));
                self.distinct("address", articles.iter().map(|article| article.url.clone()));
            }
            Step::AskIfResolved { text, yes, no, thanks, .. } => {
                [text].into_iter().chain(thanks).for_each(|text| self.text(text));
                for label in [yes, no] {
                    self.length("label", label, 1..=MAX_LABEL_CHARS);
                }
                self.labels([yes, no].into_iter().map(String::as_str));
            }
            Step::Condition { branches, .. } => {
                self.count("branches beside the else branch", branches.len(), 1..=MAX_BRANCHES);
                branches.iter().for_each(|branch| self.condition(&branch.when));
            }
            Step::SetVariable { assignments, .. } => {
                self.count("variables to set", assignments.len(), 1..=MAX_ASSIGNMENTS);
                for Assignment { name, value } in assignments {
                    self.name("variable", name);
                    self.length("value", value, 0..=MAX_TEMPLATE_CHARS);
                }
            }
            Step::TransferToAgent { text, tags, fields, .. } => {
                text.iter().for_each(|text| self.text(text));
                self.hand_over(tags, fields);
            }
        }
    }

    fn options(&mut self, options: &[OptionEdge]) {
        self.count("options", options.len(), 1..=MAX_OPTIONS);
        for option in options {
            self.choice(&option.id, &option.label);
        }
        self.distinct("option id", options.iter().map(|option| option.id.clone()));
        self.labels(options.iter().map(|option| option.label.as_str()));
    }

    /// Labels are told apart as typed answers are, and none may be the number of another.
    fn labels<'b>(&mut self, labels: impl Iterator<Item = &'b str> + Clone) {
        self.distinct("label", labels.clone().map(fold));
        let count = labels.clone().count();
        for (place, label) in (1_usize..).zip(labels) {
            if label
                .trim()
                .parse::<usize>()
                .is_ok_and(|number| number != place && (1..=count).contains(&number))
            {
                self.report(Defect::LabelIsNumber { label: label.to_owned() });
            }
        }
    }

    fn choice(&mut self, id: &str, label: &str) {
        self.name("option id", id);
        self.length("label", label, 1..=MAX_LABEL_CHARS);
        if id == TALK_TO_HUMAN {
            self.report(Defect::ReservedId);
        }
    }

    fn form(&mut self, fields: &[FormField]) {
        self.count("fields", fields.len(), 1..=MAX_FORM_FIELDS);
        for field in fields {
            self.name("field", &field.name);
            self.length("label", &field.label, 1..=MAX_LABEL_CHARS);
            if let FormInput::Choice { options } = &field.input {
                self.count("entries in a drop-down", options.len(), 1..=MAX_FIELD_CHOICES);
                for option in options {
                    self.length("label", option, 1..=MAX_LABEL_CHARS);
                }
                self.labels(options.iter().map(String::as_str));
            }
        }
        self.distinct("field", fields.iter().map(|field| field.name.clone()));
    }

    fn panel(&mut self, panel: &Panel) {
        self.length("title", &panel.title, 1..=MAX_TITLE_CHARS);
        panel.description.iter().for_each(|text| self.length("description", text, 1..=MAX_DESCRIPTION_CHARS));
        panel.image.iter().for_each(|url| self.url(url));
        self.count("buttons on one panel", panel.buttons.len(), 1..=MAX_PANEL_BUTTONS);
        for button in &panel.buttons {
            match button {
                PanelButton::Link { label, url } => {
                    self.length("label", label, 1..=MAX_LABEL_CHARS);
                    self.url(url);
                }
                PanelButton::Reply { id, label, .. } => self.choice(id, label),
            }
        }
    }

    /// A help centre inside a company's own network may be without TLS, so http is allowed here.
    fn article(&mut self, article: &ArticleLink) {
        self.length("title", &article.title, 1..=MAX_TITLE_CHARS);
        let excerpt = article.excerpt.iter();
        excerpt.for_each(|text| self.length("excerpt", text, 1..=MAX_DESCRIPTION_CHARS));
        self.length("address", &article.url, 1..=MAX_URL_CHARS);
        if !["https://", "http://"].iter().any(|scheme| leads_to_a_host(&article.url, scheme)) {
            self.report(Defect::ArticleUrl { url: article.url.clone() });
        }
    }

    fn condition(&mut self, condition: &Condition) {
        let found = condition.depth();
        if found > MAX_CONDITION_DEPTH {
            return self.report(Defect::ConditionTooDeep { found });
        }
        match condition {
            Condition::Is { subject, value }
            | Condition::IsNot { subject, value }
            | Condition::Contains { subject, value } => {
                self.subject(subject);
                self.length("value", value, 1..=MAX_VARIABLE_CHARS);
            }
            Condition::Present { subject } | Condition::Absent { subject } => self.subject(subject),
            Condition::All { of } | Condition::Any { of } => {
                self.count("conditions in one group", of.len(), 1..=MAX_CONDITION_PARTS);
                of.iter().for_each(|part| self.condition(part));
            }
        }
    }

    fn subject(&mut self, subject: &Subject) {
        if let Subject::Variable(name) = subject {
            self.name("variable", name);
        }
    }

    fn hand_over(&mut self, tags: &[String], fields: &[FieldValue]) {
        self.count("tags", tags.len(), 0..=MAX_TAGS);
        for tag in tags {
            self.length("tag", tag, 1..=MAX_TAG_CHARS);
            let bad = |character: char| {
                character.is_whitespace() || character.is_control() || matches!(character, '#' | '@' | '!')
            };
            if tag.contains(bad) {
                self.report(Defect::Tag { tag: tag.clone() });
            }
        }
        self.count("ticket fields", fields.len(), 0..=MAX_TRANSFER_FIELDS);
        for field in fields {
            self.length("value", &field.value, 0..=MAX_TEMPLATE_CHARS);
        }
        self.distinct("ticket field", fields.iter().map(|field| field.field.to_string()));
    }

    fn text(&mut self, text: &MessageText) {
        if !says_something(text.as_str()) {
            self.report(Defect::OnlyPlaceholders);
        }
    }

    fn url(&mut self, url: &str) {
        self.length("address", url, 1..=MAX_URL_CHARS);
        if !leads_to_a_host(url, "https://") {
            self.report(Defect::Url { url: url.to_owned() });
        }
    }

    fn name(&mut self, what: &'static str, name: &str) {
        self.length(what, name, 1..=MAX_NAME_CHARS);
        if name.contains(|character: char| !character.is_alphanumeric() && !matches!(character, '_' | '-')) {
            self.report(Defect::Name { what, value: name.to_owned() });
        }
    }

    fn count(&mut self, what: &'static str, found: usize, allowed: RangeInclusive<usize>) {
        if !allowed.contains(&found) {
            self.report(Defect::Count { what, found, least: *allowed.start(), most: *allowed.end() });
        }
    }

    /// In characters; white space around does not count.
    fn length(&mut self, what: &'static str, text: &str, allowed: RangeInclusive<usize>) {
        let found = text.trim().chars().count();
        if !allowed.contains(&found) {
            let value = text.chars().take(MAX_LABEL_CHARS).collect();
            self.report(Defect::Length { what, value, found, least: *allowed.start(), most: *allowed.end() });
        }
    }

    fn distinct(&mut self, what: &'static str, values: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for value in values {
            if !seen.insert(value.clone()) {
                self.report(Defect::Duplicate { what, value });
            }
        }
    }
}

/// Addresses with a user in front of the host are how links pretend to lead elsewhere, so they are refused.
fn leads_to_a_host(url: &str, scheme: &str) -> bool {
    let after = url.strip_prefix(scheme).unwrap_or_default();
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    let clean = !url.chars().any(|character| character.is_whitespace() || character.is_control());
    !host.is_empty() && !host.starts_with(':') && !host.contains(['@', '\\']) && clean
}

/// Every variable that some step sets.
fn variables(flow: &Flow) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for step in flow.steps.values() {
        match step {
            Step::AskDetails { fields, .. } => names.extend(fields.iter().map(|field| field.name.as_str())),
            Step::SetVariable { assignments, .. } => {
                names.extend(assignments.iter().map(|set| set.name.as_str()))
            }
            _ => {}
        }
    }
    names
}
