//! `{{variable}}` in texts of a flow, and in those of macros.

mod filled;

use super::run::{Run, Surroundings};
use crate::message::MessageText;
pub(crate) use filled::Filled;
use std::borrow::Cow;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// The text with each `{{name}}` replaced by the variable of that name, or by nothing when there is none.
/// `{{name || there}}` says what stands for a missing one. `name`, `first_name` and `email` fall back to the
/// profile. What was put in is not looked at again, so that an answer cannot smuggle in a placeholder.
pub(super) fn render(template: &str, run: &Run, around: &Surroundings) -> String {
    let said = pieces(template).map(|piece| match piece {
        Piece::Plain(text) => Cow::Borrowed(text),
        Piece::Placeholder(inside) => value_of(inside, |name| look_up(name, run, around)),
    });
    said.collect()
}

/// As [`render`], as a message, with the marks of the template read; the template itself when nothing would be left
/// to say. What was put in is words: no answer can be set, and none leads to another place than the template meant.
pub(super) fn render_text(template: &MessageText, run: &Run, around: &Surroundings) -> MessageText {
    let filled = Filled::new(template.as_str(), |name| look_up(name, run, around));
    filled.text().unwrap_or_else(|| template.clone())
}

/// Whether something is left when every placeholder is replaced by nothing.
pub(crate) fn says_something(template: &str) -> bool {
    pieces(template).any(|piece| match piece {
        Piece::Plain(text) => !text.trim().is_empty(),
        Piece::Placeholder(inside) => {
            inside.split_once("||").is_some_and(|(_, other)| !other.trim().is_empty())
        }
    })
}

enum Piece<'a> {
    Plain(&'a str),
    Placeholder(&'a str),
}

/// Braces that are never closed are plain text.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix(OPEN)
            && let Some((inside, after)) = inside.split_once(CLOSE)
        {
            rest = after;
            return Some(Piece::Placeholder(inside));
        }
        let searched = if rest.starts_with(OPEN) { None } else { rest.find(OPEN) };
        let (plain, after) = rest.split_at_checked(searched.unwrap_or(rest.len())).unwrap_or((rest, ""));
        rest = after;
        Some(Piece::Plain(plain))
    })
}

/// What stands for a placeholder, by what is between its braces.
fn value_of<'a, T: Into<Cow<'a, str>>>(inside: &'a str, look_up: impl Fn(&str) -> Option<T>) -> Cow<'a, str> {
    let (name, otherwise) = inside.split_once("||").unwrap_or((inside, ""));
    look_up(name.trim()).map_or(Cow::Borrowed(otherwise.trim()), Into::into)
}

fn look_up<'a>(name: &str, run: &'a Run, around: &'a Surroundings) -> Option<&'a str> {
    let profile_name = || around.profile_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    run.variables.get(name).map(String::as_str).or_else(|| match name {
        "name" => profile_name(),
        "first_name" => profile_name()?.split_whitespace().next(),
        "email" => around.profile_email.as_deref(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{around, flow};
    use super::*;
    use crate::message::{Span, Style};

    #[test]
    fn placeholders_are_replaced_once() {
        let mut run = Run::new(&flow());
        run.remember("order", "A-17");
        run.remember("evil", "{{order}}");
        let around = Surroundings { profile_name: Some("Ada Lovelace".to_owned()), ..around() };
        for (template, expected) in [
            ("Order {{order}}, {{ order }}!", "Order A-17, A-17!"),
            ("Hi {{name}}", "Hi Ada Lovelace"),
            ("Hi {{first_name || there}}", "Hi Ada"),
            ("Hi {{nick || there}}", "Hi there"),
            ("[{{missing}}]", "[]"),
            ("{{evil}}", "{{order}}"),
            ("{{order", "{{order"),
            ("a {{ b {{order}}", "a "),
            ("}} {{}} é", "}}  é"),
            ("", ""),
        ] {
            assert_eq!(render(template, &run, &around), expected, "{template:?}");
        }
    }

    #[test]
    fn a_message_always_says_something() {
        let run = Run::new(&flow());
        let said =
            |template| render_text(&MessageText::new(template).unwrap(), &run, &around()).as_str().to_owned();
        assert_eq!(said("{{missing}} Hello"), "Hello");
        assert_eq!(said("{{missing}}"), "{{missing}}");
    }

    #[test]
    fn marks_of_a_template_are_read_and_those_of_an_answer_are_words() {
        let mut run = Run::new(&flow());
        run.remember("order", "**A**/../17");
        run.remember("empty", "");
        let around = Surroundings { profile_name: Some("Ada _L_".to_owned()), ..around() };
        let said = |template| {
            let text = render_text(&MessageText::new(template).unwrap(), &run, &around);
            let over = |span: &Span| {
                text.as_str().chars().skip(span.start).take(span.end - span.start).collect::<String>()
            };
            let spans: Vec<_> = text.spans().iter().map(|span| (over(span), span.style.clone())).collect();
            (text.as_str().to_owned(), spans)
        };
        let link = |url: &str| Style::Link { url: url.to_owned() };
        for (template, words, spans) in [
            ("Hi **{{name}}**, *é*!", "Hi Ada _L_, é!", vec![("Ada _L_", Style::Bold), ("é", Style::Italic)]),
            ("{{empty}} **Hello** {{nick || *you*}}", "Hello *you*", vec![("Hello", Style::Bold)]),
            ("**{{empty}}** it is", "it is", vec![]),
            (
                "[Order {{order}}](https://shop.example/{{order}}?x=1)",
                "Order **A**/../17",
                vec![("Order **A**/../17", link("https://shop.example/%2A%2AA%2A%2A%2F..%2F17?x=1"))],
            ),
            ("[all](https://{{ nick || a b }}.example)", "all", vec![("all", link("https://a%20b.example"))]),
            ("[all](https://{{order}})", "all", vec![("all", link("https://%2A%2AA%2A%2A%2F..%2F17"))]),
        ] {
            let spans = spans.into_iter().map(|(over, style)| (over.to_owned(), style)).collect();
            assert_eq!(said(template), (words.to_owned(), spans), "{template:?}");
        }
    }

    #[test]
    fn a_text_of_placeholders_only_may_say_nothing() {
        assert!(!says_something("{{a}} {{b}}"));
        assert!(says_something("{{a || there}}"));
        assert!(says_something("{{a}}!"));
        assert!(says_something("{{a"));
    }
}
