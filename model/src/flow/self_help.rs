//! Articles first, then "Did that help?": who is helped costs nobody's time.
#![expect(non_snake_case, reason = "a test that proves a requirement names its id")]

use super::fixture::{around, check, on_text_channel, self_help};
use super::run::Position;
use super::validate;
use serde_json::{Value, json};

const ARTICLES: &str = "articles: This may help, dear visitor: | 1. Returns – Within 30 days. | \
                        https://example.com/returns | 2. Delivery | http://help.example.com/delivery";
const QUESTION: &str = "options: Did that help? | 1. Yes, thanks | 2. No, it did not";
const SHOWN: [&str; 4] = ["> read", ARTICLES, "> solved", QUESTION];

#[test]
fn S4_16_who_is_helped_by_an_article_is_not_handed_over() {
    for yes in ["[resolved]", "yes, thanks", "1"] {
        for around in [around(), on_text_channel()] {
            let walk: [(&str, &[&str]); 2] = [("started", &SHOWN), (yes, &["text: Glad to hear it."])];
            assert_eq!(check(&self_help(), &around, &walk).at, Position::Finished, "{yes}");
        }
    }
}

#[test]
fn S4_16_who_is_not_helped_goes_on() {
    for no in ["[unresolved]", "NO, it did not", "2"] {
        let handed_over: &[&str] = &["> to_people", "text: Then a colleague will.", "! Step [] [] -"];
        let run = check(&self_help(), &around(), &[("started", &SHOWN), (no, handed_over)]);
        assert_eq!(run.at, Position::HandedOver, "{no}");
    }
}

#[test]
fn a_human_is_offered_beside_the_question_that_was_not_understood() {
    let again = "options: Did that help? | 1. Yes, thanks | 2. No, it did not | 3. Talk to a human";
    check(
        &self_help(),
        &around(),
        &[("started", &SHOWN), ("perhaps", &["text: Sorry, I did not get that.", again])],
    );
}

#[test]
fn S4_13_articles_and_the_question_after_them_are_bounded() {
    let check = |pointer: &str, value: Value, expected: &[&str]| {
        let mut flow = serde_json::to_value(self_help()).unwrap();
        *flow.pointer_mut(pointer).unwrap() = value;
        let flow = serde_json::from_value(flow).unwrap();
        let problems = validate(&flow).err().unwrap_or_default();
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{pointer}");
    };
    let articles = |count: usize| -> Value {
        (0..count).map(|n| json!({"title": "T", "url": format!("https://example.com/{n}")})).collect()
    };
    check("/steps/read/articles", articles(6), &[]);
    check("/steps/read/articles", articles(7), &["step `read`: it has 7 articles; 1 to 6 are allowed"]);
    check("/steps/read/articles", articles(0), &["step `read`: it has 0 articles; 1 to 6 are allowed"]);
    check(
        "/steps/read/articles/1/url",
        json!("https://example.com/returns"),
        &["step `read`: address `https://example.com/returns` is there twice; rename one of them"],
    );
    for url in ["javascript:alert(1)", "ftp://example.com", "https://", "http://me@example.com", "help"] {
        let expected = format!(
            "step `read`: address `{url}` must begin with https:// or http:// and a host, and have no spaces; \
             correct it"
        );
        check("/steps/read/articles/0/url", json!(url), &[&expected]);
    }
    check(
        "/steps/read/articles/0/title",
        json!(" "),
        &["step `read`: title ` ` has 0 characters; 1 to 128 are allowed"],
    );
    check(
        "/steps/solved/no",
        json!("yes,  THANKS"),
        &["step `solved`: label `yes, thanks` is there twice; rename one of them"],
    );
}
