//! `{{variable}}` in texts of a flow.

use super::run::{Run, Surroundings};
use crate::message::MessageText;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// The text with each `{{name}}` replaced by the variable of that name, or by nothing when there is none.
/// `{{name || there}}` says what stands for a missing one. `name`, `first_name` and `email` fall back to the
/// profile. What was put in is not looked at again, so that an answer cannot smuggle in a placeholder.
pub(super) fn render(template: &str, run: &Run, around: &Surroundings) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Placeholder(inside) => {
                let (name, otherwise) = inside.split_once("||").unwrap_or((inside, ""));
                out.push_str(look_up(name.trim(), run, around).unwrap_or(otherwise.trim()));
            }
        }
    }
    out
}

/// As [`render`], as a message; the template itself when nothing would be left to say.
pub(super) fn render_text(template: &MessageText, run: &Run, around: &Surroundings) -> MessageText {
    MessageText::fitted(&render(template.as_str(), run, around)).unwrap_or_else(|| template.clone())
}

/// Whether something is left when every placeholder is replaced by nothing.
pub(super) fn says_something(template: &str) -> bool {
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
    fn a_text_of_placeholders_only_may_say_nothing() {
        assert!(!says_something("{{a}} {{b}}"));
        assert!(says_something("{{a || there}}"));
        assert!(says_something("{{a}}!"));
        assert!(says_something("{{a"));
    }
}
