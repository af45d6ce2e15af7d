//! The fixture flow with one thing changed, and what is said about it.

use super::{Problem, validate};
use crate::flow::Flow;
use crate::flow::fixture::flow;
use serde_json::{Value, json};

/// Puts `value` at a JSON pointer into the fixture flow; the problems must read as expected.
fn check(pointer: &str, value: Value, expected: &[&str]) {
    check_all([(pointer, value)], expected);
}

fn check_all<const N: usize>(changes: [(&str, Value); N], expected: &[&str]) {
    let mut json = serde_json::to_value(flow()).unwrap();
    for (pointer, value) in changes {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match json.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.insert(key.to_owned(), value)),
            Value::Array(array) => array[key.parse::<usize>().unwrap()] = value,
            other => panic!("nothing can be put into {other}"),
        }
    }
    let flow: Flow = serde_json::from_value(json).unwrap();
    let problems = validate(&flow).err().unwrap_or_default();
    let said: Vec<_> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(said, expected);
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|n| json!({"id": format!("o{n}"), "label": format!("Option {n}"), "next": "menu"}))
        .collect()
}

fn message(text: &str, next: &str) -> Value {
    json!({"type": "send_message", "text": text, "next": next})
}

fn unreachable(steps: &[&str]) -> Vec<String> {
    let line = |step| format!("step `{step}`: no way leads here from the start; connect it or remove it");
    steps.iter().map(line).collect()
}

#[test]
fn counts_are_bounded() {
    let transfer = |key: &str, value: Value| {
        let mut step = json!({"type": "transfer_to_agent"});
        step[key] = value;
        step
    };
    let tags = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Value>();
    let fields = |count: usize| (1..=count).map(|n| json!({"field": n, "value": "x"})).collect::<Value>();
    check("/steps/to_any", transfer("tags", tags(10)), &[]);
    check(
        "/steps/to_any",
        transfer("tags", tags(11)),
        &["step `to_any`: it has 11 tags; 0 to 10 are allowed"],
    );
    check("/steps/to_any", transfer("fields", fields(20)), &[]);
    check(
        "/steps/to_any",
        transfer("fields", fields(21)),
        &["step `to_any`: it has 21 ticket fields; 0 to 20 are allowed"],
    );
    let set =
        |count: usize| (0..count).map(|n| json!({"name": format!("v{n}"), "value": "x"})).collect::<Value>();
    check("/steps/topic_order/assignments", set(12), &[]);
    check(
        "/steps/topic_order/assignments",
        set(13),
        &["step `topic_order`: it has 13 variables to set; 1 to 12 are allowed"],
    );
    check(
        "/steps/topic_order/assignments",
        set(0),
        &["step `topic_order`: it has 0 variables to set; 1 to 12 are allowed"],
    );
    let field = |n: usize| json!({"name": format!("f{n}"), "label": "F", "input": {"type": "text"}, "target": {"to": "field", "field": n}});
    check("/steps/details/fields", (1..=8).map(field).collect(), &[]);
    check(
        "/steps/details/fields",
        (1..=9).map(field).collect(),
        &["step `details`: it has 9 fields; 1 to 8 are allowed"],
    );
    let branch = json!({"when": {"test": "present", "subject": "locale"}, "next": "to_large"});
    check("/steps/which/branches", json!(vec![branch.clone(); 5]), &[]);
    check(
        "/steps/which/branches",
        json!(vec![branch; 6]),
        &["step `which`: it has 6 branches beside the else branch; 1 to 5 are allowed"],
    );
    let panel = |n: usize| json!({"title": "P", "buttons": [{"type": "reply", "id": format!("r{n}"), "label": "L", "next": "chosen"}]});
    check("/steps/plans/panels", (0..10).map(panel).collect(), &[]);
    check(
        "/steps/plans/panels",
        (0..11).map(panel).collect(),
        &["step `plans`: it has 11 panels; 2 to 10 are allowed"],
    );
    check(
        "/steps/plans/panels",
        (0..1).map(panel).collect(),
        &["step `plans`: it has 1 panels; 2 to 10 are allowed"],
    );
    let link = json!({"type": "link", "label": "L", "url": "https://example.com"});
    check("/steps/plans/panels/1/buttons", json!(vec![link.clone(); 3]), &[]);
    check(
        "/steps/plans/panels/1/buttons",
        json!(vec![link; 4]),
        &["step `plans`: it has 4 buttons on one panel; 1 to 3 are allowed"],
    );
}

#[test]
fn present_options_has_one_to_ten_and_is_not_last() {
    let mut ten = options(10);
    for (place, next) in ["topic_order", "plans", "hours"].into_iter().enumerate() {
        ten[place]["next"] = json!(next);
    }
    check("/steps/menu/options", ten.clone(), &[]);
    ten.as_array_mut().unwrap().push(json!({"id": "o10", "label": "Ten", "next": "menu"}));
    check("/steps/menu/options", ten, &["step `menu`: it has 11 options; 1 to 10 are allowed"]);
    let mut none: Vec<String> = unreachable(&["chosen", "details", "hours"]);
    none.push("step `menu`: it has 0 options; 1 to 10 are allowed".to_owned());
    none.extend(unreachable(&["plans", "to_any", "to_large", "topic_order", "which"]));
    check("/steps/menu/options", json!([]), &none.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn names_labels_and_ids_are_checked() {
    let long = "x".repeat(81);
    check("/name", json!(" "), &["the flow: name ` ` has 0 characters; 1 to 120 are allowed"]);
    check(
        "/steps/menu/options/0/label",
        json!(long),
        &[&format!("step `menu`: label `{}` has 81 characters; 1 to 80 are allowed", "x".repeat(80))],
    );
    check(
        "/steps/menu/options/0/label",
        json!(" PLANS"),
        &["step `menu`: label `plans` is there twice; rename one of them"],
    );
    check(
        "/steps/menu/options/0/label",
        json!("3"),
        &["step `menu`: label `3` is also the number of another choice; add a word to it"],
    );
    check("/steps/menu/options/0/label", json!("1"), &[]);
    check("/steps/menu/options/0/label", json!("24"), &[]);
    check(
        "/steps/menu/options/0/id",
        json!("plans"),
        &["step `menu`: option id `plans` is there twice; rename one of them"],
    );
    check(
        "/steps/menu/options/0/id",
        json!("a b"),
        &["step `menu`: option id `a b` may have only letters, digits, `_` and `-`; rename it"],
    );
    check(
        "/steps/menu/options/0/id",
        json!("talk_to_human"),
        &["step `menu`: the id `talk_to_human` is kept for \"Talk to a human\"; rename the option"],
    );
    check(
        "/steps/plans/panels/1/buttons/0/id",
        json!("basic"),
        &["step `plans`: button id `basic` is there twice; rename one of them"],
    );
    check(
        "/steps/details/fields/0/name",
        json!("email"),
        &["step `details`: field `email` is there twice; rename one of them"],
    );
    check(
        "/steps/details/fields/0/name",
        json!("{{x}}"),
        &["step `details`: field `{{x}}` may have only letters, digits, `_` and `-`; rename it"],
    );
    check(
        "/steps/details/fields/2/input/options",
        json!(["a", "A"]),
        &["step `details`: label `a` is there twice; rename one of them"],
    );
    check(
        "/steps/to_large/tags",
        json!(["a b"]),
        &["step `to_large`: tag `a b` may not have white space, `#`, `@` or `!`; leave them out"],
    );
    check(
        "/steps/to_large/fields",
        json!([{"field": 5, "value": "a"}, {"field": 5, "value": "b"}]),
        &["step `to_large`: ticket field `5` is there twice; rename one of them"],
    );
    check(
        "/escalation/tags",
        json!(["#x"]),
        &["the flow: tag `#x` may not have white space, `#`, `@` or `!`; leave them out"],
    );
    check("/words/missing", json!(""), &["the flow: text `` has 0 characters; 1 to 1024 are allowed"]);
    check("/human_phrases/en", json!([" "]), &["the flow: phrase ` ` has 0 characters; 1 to 80 are allowed"]);
}

#[test]
fn addresses_are_https_with_a_host() {
    for bad in [
        "http://example.com",
        "https://",
        "https:///x",
        "javascript:alert(1)",
        "https://a b",
        "https://me@example.com/",
        "https://:80",
    ] {
        let said = format!(
            "step `hours`: address `{bad}` must begin with https:// and a host, and have no spaces; correct it"
        );
        check("/steps/hours/links/0/url", json!(bad), &[&said]);
    }
    check("/steps/hours/links/0/url", json!("https://example.com:8443/a?b=c@d#e"), &[]);
}

#[test]
fn a_text_of_placeholders_needs_words() {
    let said = "the text says nothing when its placeholders are empty; add words, or write {{name || words}}";
    check("/greeting", json!("{{name}}"), &[&format!("the flow: {said}")]);
    check("/steps/chosen/text", json!("{{a}} {{b}}"), &[&format!("step `chosen`: {said}")]);
    check("/steps/chosen/text", json!("{{name || friend}}"), &[]);
}

#[test]
fn a_next_step_exists() {
    let unknown = "it goes on at `nowhere`, which does not exist; choose a step that does";
    check("/steps/hours/next", json!("nowhere"), &[&format!("step `hours`: {unknown}")]);
    check(
        "/steps/plans/panels/0/buttons/1/next",
        json!("nowhere"),
        &[&unreachable(&["chosen"])[0], &format!("step `plans`: {unknown}")],
    );
    let all = ["chosen", "details", "hours", "menu", "plans", "to_any", "to_large", "topic_order", "which"];
    let mut said = vec![format!("the flow: {unknown}")];
    said.extend(unreachable(&all));
    check("/start", json!("nowhere"), &said.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_step_that_nothing_leads_to_is_reported() {
    check("/steps/lost", message("Lost", "menu"), &[&unreachable(&["lost"])[0]]);
}

#[test]
fn circles_need_a_question() {
    let circle = |step: &str| {
        format!(
            "step `{step}`: the flow can come back here without asking the customer anything; put a question into \
             the circle. Asking only for name and e-mail does not count, since signed-in customers are not asked"
        )
    };
    // Through the menu: it asks.
    check("/steps/hours/next", json!("menu"), &[]);
    check("/steps/hours/next", json!("hours"), &[&circle("hours")]);
    // A step before a circle and one after it are not part of it.
    check_all(
        [("/steps/hours/next", json!("hours")), ("/steps/chosen/next", json!("hours"))],
        &[&circle("hours")],
    );
    check(
        "/steps/chosen",
        json!({"type": "condition", "branches": [{"when": {"test": "present", "subject": "locale"}, "next": "hours"}], "else_next": "chosen"}),
        &[&circle("chosen")],
    );
    let profile_only = json!({"type": "ask_details", "text": "Who?", "next": "hours", "fields": [
        {"name": "name", "label": "Name", "input": {"type": "text"}, "target": {"to": "profile_name"}}]});
    check("/steps/hours", profile_only, &[&circle("hours")]);
}

#[test]
fn conditions_are_bounded_in_depth_and_breadth() {
    let mut deep = json!({"test": "present", "subject": "locale"});
    for _ in 1..4 {
        deep = json!({"test": "all", "of": [deep]});
    }
    check("/steps/which/branches/0/when", deep.clone(), &[]);
    check(
        "/steps/which/branches/0/when",
        json!({"test": "any", "of": [deep.clone()]}),
        &["step `which`: its condition nests 5 deep, at most 4 is allowed; divide it over two steps"],
    );
    check(
        "/steps/which/branches/0/when",
        json!({"test": "any", "of": []}),
        &["step `which`: it has 0 conditions in one group; 1 to 20 are allowed"],
    );
    check(
        "/steps/which/branches/0/when",
        json!({"test": "is", "subject": {"variable": "a b"}, "value": ""}),
        &[
            "step `which`: value `` has 0 characters; 1 to 280 are allowed",
            "step `which`: variable `a b` may have only letters, digits, `_` and `-`; rename it",
        ],
    );
}

#[test]
fn a_flow_sets_at_most_fifty_variables() {
    // 4 of the fixture and 46 more, in steps that lead from one to the next.
    let with = |more: usize| {
        let mut flow = flow();
        let sets: Vec<_> = (0..more).collect();
        let chunks: Vec<_> = sets.chunks(12).collect();
        for (place, chunk) in chunks.iter().enumerate() {
            let next =
                if place + 1 == chunks.len() { "menu".to_owned() } else { format!("set{}", place + 1) };
            let assignments: Value =
                chunk.iter().map(|n| json!({"name": format!("v{n}"), "value": "x"})).collect();
            let step = json!({"type": "set_variable", "assignments": assignments, "next": next});
            flow.steps
                .insert(format!("set{place}").try_into().unwrap(), serde_json::from_value(step).unwrap());
        }
        flow.start = "set0".to_owned().try_into().unwrap();
        validate(&flow)
    };
    assert_eq!(with(46), Ok(()));
    assert_eq!(with(47).unwrap_err()[0].to_string(), "the flow: it has 51 variables; 0 to 50 are allowed");
}

#[test]
fn the_largest_flow_is_checked_without_a_deep_stack() {
    let mut flow = flow();
    for number in 0..1_991 {
        let next = if number == 1_990 { "menu".to_owned() } else { format!("m{}", number + 1) };
        flow.steps.insert(
            format!("m{number}").try_into().unwrap(),
            serde_json::from_value(message("x", &next)).unwrap(),
        );
    }
    flow.start = "m0".to_owned().try_into().unwrap();
    assert_eq!((flow.steps.len(), validate(&flow)), (2_000, Ok(())));
    flow.steps
        .insert("more".to_owned().try_into().unwrap(), serde_json::from_value(message("x", "m0")).unwrap());
    assert_eq!(
        validate(&flow).unwrap_err()[0].to_string(),
        "the flow: it has 2001 steps; 1 to 2000 are allowed"
    );
}

#[test]
fn a_misspelt_key_is_refused_when_a_flow_is_read() {
    for json in [
        json!({"type": "send_message", "text": "x", "netx": "menu"}),
        json!({"type": "transfer_to_agent", "next": "menu"}),
        json!({"type": "present_options", "text": "x", "options": [{"id": "a", "label": "A"}]}),
        json!({"type": "send_messages", "text": "x"}),
        json!({"type": "send_message", "text": " "}),
    ] {
        assert!(serde_json::from_value::<crate::flow::Step>(json.clone()).is_err(), "{json}");
    }
}
