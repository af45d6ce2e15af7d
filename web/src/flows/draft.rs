//! Reads a draft as far as it goes.
//!
//! A draft may have empty texts and loose ends, which the types of a flow do not allow. They are reported and stood in
//! for, so that the rest can be examined and tried.

use super::problem::Wrong;
use crate::wire::admin::FlowProblem;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::{Defect, Flow, Step, StepId, validate};
use frontdesk_model::id::{FieldId, FlowId, GroupId};
use frontdesk_model::message::{CaptureTarget, MAX_TEXT_CHARS};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

type Object = Map<String, Value>;

/// Stands for a text that is not written yet.
const UNWRITTEN: &str = "…";
/// Stands for a step that is not chosen yet; no step of a flow has this name.
const NOWHERE: &str = "(not connected)";

/// What a draft comes to.
pub struct Reading {
    /// With what is missing stood in for; `None` when not even that can be done.
    pub flow: Option<Flow>,
    /// Those of the flow as a whole first, then by step; none: it may be published.
    pub problems: Vec<FlowProblem>,
}

/// The content of a flow as drafts have it.
#[must_use]
pub fn content_of(flow: &Flow) -> Object {
    let Ok(Value::Object(mut content)) = serde_json::to_value(flow) else { return Object::new() };
    for own in ["id", "version", "publication"] {
        content.remove(own);
    }
    content
}

#[must_use]
pub fn read(content: &Object, id: FlowId, version: u32, directory: &Directory) -> Reading {
    let mut found = Findings::default();
    let flow = flow(content.clone(), id, version, &mut found);
    if let Some(flow) = &flow {
        for problem in validate(flow).err().unwrap_or_default() {
            found.defect(problem.step.as_ref(), problem.defect);
        }
        unknown_names(flow, directory, &mut found);
    }
    Reading { flow, problems: found.told() }
}

fn flow(mut content: Object, id: FlowId, version: u32, found: &mut Findings) -> Option<Flow> {
    let written = match content.remove("steps") {
        None | Some(Value::Null) => Object::new(),
        Some(Value::Object(steps)) => steps,
        Some(_) => {
            found.add(None, Wrong::Unreadable { reason: "`steps` is not a map of steps".to_owned() });
            return None;
        }
    };
    let steps = steps(written, found);
    mend_flow(&mut content, found);
    content.insert("id".to_owned(), id.get().into());
    content.insert("version".to_owned(), version.into());
    content.insert("steps".to_owned(), Value::Object(Object::new()));
    content.remove("publication");
    match serde_json::from_value::<Flow>(Value::Object(content)) {
        Ok(flow) => Some(Flow { steps, ..flow }),
        Err(error) => {
            found.add(None, Wrong::Unreadable { reason: error.to_string() });
            None
        }
    }
}

fn steps(written: Object, found: &mut Findings) -> BTreeMap<StepId, Step> {
    let mut steps = BTreeMap::new();
    for (name, mut step) in written {
        if let Value::Object(step) = &mut step {
            mend_step(&name, step, found);
        }
        match (StepId::new(&name), serde_json::from_value::<Step>(step)) {
            (Ok(id), Ok(step)) => drop(steps.insert(id, step)),
            (Err(error), _) => found.unreadable(name, error.to_string()),
            (_, Err(error)) => found.unreadable(name, error.to_string()),
        }
    }
    steps
}

fn mend_flow(content: &mut Object, found: &mut Findings) {
    content.entry("name").or_insert_with(|| Value::String(String::new()));
    Mending { step: None, found }.text(content, "fallback", "what the bot says when it does not understand");
    Mending { step: None, found }.optional_text(content, "greeting");
    if let Some(Value::Object(escalation)) = content.get_mut("escalation") {
        Mending { step: None, found }.optional_text(escalation, "text");
    }
    Mending { step: None, found }.way(content, "start", "the beginning");
}

fn mend_step(name: &str, step: &mut Object, found: &mut Findings) {
    let mut mending = Mending { step: Some(name), found };
    let kind = step.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    drop_blank(step, "next");
    match kind.as_str() {
        "present_options" => {
            mending.text(step, "text", "the text");
            objects(step, "options").for_each(|option| mending.labelled_way(option));
        }
        "carousel" => {
            mending.optional_text(step, "text");
            for panel in objects(step, "panels") {
                drop_blank(panel, "description");
                drop_blank(panel, "image");
                let replies =
                    objects(panel, "buttons").filter(|button| button.get("type") == Some(&"reply".into()));
                replies.for_each(|button| mending.labelled_way(button));
            }
        }
        "articles" => {
            mending.text(step, "text", "the text");
            objects(step, "articles").for_each(|article| drop_blank(article, "excerpt"));
        }
        "ask_if_resolved" => {
            mending.text(step, "text", "the question");
            mending.optional_text(step, "thanks");
            let no = step.get("no").and_then(Value::as_str).unwrap_or_default().to_owned();
            mending.way(step, "next", &no);
        }
        "condition" => {
            for (place, branch) in (1_usize..).zip(objects(step, "branches")) {
                mending.way(branch, "next", &format!("{place}"));
            }
            mending.way(step, "else_next", "else");
        }
        "transfer_to_agent" => mending.optional_text(step, "text"),
        "send_message" | "ask_details" => mending.text(step, "text", "the text"),
        _ => {}
    }
}

fn objects<'a>(of: &'a mut Object, key: &str) -> impl Iterator<Item = &'a mut Object> {
    let all = of.get_mut(key).and_then(Value::as_array_mut);
    all.into_iter().flatten().filter_map(Value::as_object_mut)
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}

fn drop_blank(of: &mut Object, key: &str) {
    if is_blank(of.get(key)) {
        of.remove(key);
    }
}

/// Stands in for what one step misses.
struct Mending<'a> {
    step: Option<&'a str>,
    found: &'a mut Findings,
}

impl Mending<'_> {
    fn text(&mut self, of: &mut Object, key: &str, what: &'static str) {
        if is_blank(of.get(key)) {
            self.found.add(self.step, Wrong::Empty { what });
            of.insert(key.to_owned(), UNWRITTEN.into());
        }
        self.fit(of, key, what);
    }

    fn optional_text(&mut self, of: &mut Object, key: &str) {
        drop_blank(of, key);
        self.fit(of, key, "the text");
    }

    fn fit(&mut self, of: &mut Object, key: &str, what: &'static str) {
        let Some(Value::String(text)) = of.get_mut(key) else { return };
        let found = text.trim().chars().count();
        if found > MAX_TEXT_CHARS {
            self.found.add(self.step, Wrong::TextTooLong { what, found });
            *text = text.trim().chars().take(MAX_TEXT_CHARS).collect();
        }
    }

    fn way(&mut self, of: &mut Object, key: &str, from: &str) {
        if is_blank(of.get(key)) {
            self.found.add(self.step, Wrong::NotConnected { from: from.to_owned() });
            of.insert(key.to_owned(), NOWHERE.into());
        }
    }

    fn labelled_way(&mut self, of: &mut Object) {
        let label = of.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.way(of, "next", &label);
    }
}

#[derive(Default)]
struct Findings {
    problems: Vec<FlowProblem>,
    /// Steps that are there but cannot be read: leading to one is not wrong.
    unreadable: BTreeSet<String>,
}

impl Findings {
    fn add(&mut self, step: Option<&str>, wrong: Wrong) {
        self.problems.push(wrong.at(step));
    }

    fn unreadable(&mut self, step: String, reason: String) {
        self.add(Some(&step), Wrong::Unreadable { reason });
        self.unreadable.insert(step);
    }

    /// What follows only from something that was told already is left out.
    fn defect(&mut self, step: Option<&StepId>, defect: Defect) {
        let step = step.map(StepId::as_str);
        let told = match &defect {
            Defect::UnknownNext { next } => {
                next.as_str() == NOWHERE || self.unreadable.contains(next.as_str())
            }
            _ => false,
        };
        if !told {
            self.add(step, Wrong::Flow(defect));
        }
    }

    fn told(mut self) -> Vec<FlowProblem> {
        self.problems.sort_by(|one, other| one.step.cmp(&other.step));
        self.problems
    }
}

/// What the flow names and only the directory knows.
fn unknown_names(flow: &Flow, directory: &Directory, found: &mut Findings) {
    let escalation = &flow.escalation;
    let mut check = |step: Option<&str>, group: Option<GroupId>, fields: Vec<FieldId>| {
        for group in group.iter().filter(|group| !directory.groups.contains_key(group)) {
            found.add(step, Wrong::UnknownGroup { group: *group });
        }
        for field in fields.iter().filter(|field| !directory.fields.contains_key(field)) {
            found.add(step, Wrong::UnknownField { field: *field });
        }
    };
    check(None, escalation.group, escalation.fields.iter().map(|value| value.field).collect());
    for (id, step) in &flow.steps {
        match step {
            Step::TransferToAgent { group, fields, .. } => {
                check(Some(id.as_str()), *group, fields.iter().map(|value| value.field).collect());
            }
            Step::AskDetails { fields, .. } => {
                let captured = fields.iter().filter_map(|field| match field.target {
                    CaptureTarget::Field { field } => Some(field),
                    CaptureTarget::ProfileName | CaptureTarget::ProfileEmail => None,
                });
                check(Some(id.as_str()), None, captured.collect());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(content: Value) -> Vec<String> {
        let Value::Object(content) = content else { panic!("a content is an object") };
        let reading = read(&content, FlowId::new(1).unwrap(), 1, &Directory::default());
        let line = |problem: &FlowProblem| {
            format!("{} {} {}", problem.step.as_deref().unwrap_or("-"), problem.code, problem.text)
        };
        reading.problems.iter().map(line).collect()
    }

    fn draft(steps: Value) -> Value {
        json!({ "name": "Draft", "start": "a", "fallback": "Pardon?", "steps": steps })
    }

    #[test]
    fn loose_ends_and_unwritten_texts_are_told_by_step() {
        let options = json!([
            { "id": "o1", "label": "One", "next": null },
            { "id": "o2", "label": "Two" },
            { "id": "o3", "label": "Three", "next": "b" },
        ]);
        let told = problems(draft(json!({
            "a": { "type": "present_options", "text": " ", "options": options },
            "b": { "type": "ask_if_resolved", "text": "Done?", "yes": "Yes", "no": "No", "thanks": "", "next": "" },
        })));
        assert_eq!(
            told,
            [
                "a empty the text is empty; write something",
                "a not_connected One leads nowhere; connect it to a step",
                "a not_connected Two leads nowhere; connect it to a step",
                "b not_connected No leads nowhere; connect it to a step",
            ]
        );
    }

    #[test]
    fn an_empty_draft_is_read_and_says_what_it_needs() {
        assert_eq!(
            problems(json!({})),
            [
                "- empty what the bot says when it does not understand is empty; write something",
                "- not_connected the beginning leads nowhere; connect it to a step",
                "- count it has 0 steps; 1 to 2000 are allowed",
                "- length name `` has 0 characters; 1 to 120 are allowed",
            ]
        );
    }

    #[test]
    fn a_step_that_cannot_be_read_does_not_hide_the_others() {
        let told = problems(draft(json!({
            "a": { "type": "send_message", "text": "Hello", "next": "b" },
            "b": { "type": "make_coffee" },
            "c": { "type": "send_message", "text": "x".repeat(5_000) },
        })));
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("b unreadable"), "{told:?}");
        assert!(told[1].starts_with("c text_too_long"), "{told:?}");
        assert!(told[2].starts_with("c unreachable"), "{told:?}");
    }

    #[test]
    fn groups_and_fields_that_are_gone_are_told() {
        let told = problems(draft(json!({
            "a": { "type": "transfer_to_agent", "group": 7, "fields": [{ "field": 9, "value": "x" }] },
        })));
        assert_eq!(
            told,
            [
                "a unknown_group group 7 does not exist; choose one that does",
                "a unknown_field ticket field 9 does not exist; choose one that does",
            ]
        );
    }

    #[test]
    fn a_published_flow_is_a_draft_without_problems() {
        let content = draft(json!({ "a": { "type": "transfer_to_agent", "text": "Wait" } }));
        let Value::Object(content) = content else { panic!("a content is an object") };
        let id = FlowId::new(1).unwrap();
        let reading = read(&content, id, 1, &Directory::default());
        assert_eq!(reading.problems, []);
        let flow = reading.flow.unwrap();
        let again = read(&content_of(&flow), id, 1, &Directory::default());
        assert_eq!(again.flow, Some(flow));
    }
}
