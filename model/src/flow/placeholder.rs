//! `{{variable}}` in texts of a flow, and in those of macros.

use super::run::{Run, Surroundings};
use crate::markup;
use crate::message::{MessageText, Span, Style};
use std::ops::Range;

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// The text with each `{{name}}` replaced by the variable of that name, or by nothing when there is none.
/// `{{name || there}}` says what stands for a missing one. `name`, `first_name` and `email` fall back to the
/// profile. What was put in is not looked at again, so that an answer cannot smuggle in a placeholder.
pub(super) fn render(template: &str, run: &Run, around: &Surroundings) -> String {
    fill(template, |name| look_up(name, run, around))
}

/// As [`render`], by another way of knowing what a name means.
pub(crate) fn fill<T: AsRef<str>>(template: &str, mut look_up: impl FnMut(&str) -> Option<T>) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Placeholder(inside) => {
                let (name, otherwise) = inside.split_once("||").unwrap_or((inside, ""));
                let known = look_up(name.trim());
                out.push_str(known.as_ref().map_or(otherwise.trim(), AsRef::as_ref));
            }
        }
    }
    out
}

/// As [`render`], as a message, with the marks of the template read; the template itself when nothing would be left
/// to say. What was put in is words: no answer can be set, and none leads to another place than the template meant.
pub(super) fn render_text(template: &MessageText, run: &Run, around: &Surroundings) -> MessageText {
    let (words, spans) = markup::read(template.as_str(), &places(template.as_str()));
    let (said, spans) = filled(&words, spans, run, around);
    MessageText::set(&said, spans).unwrap_or_else(|| template.clone())
}

/// As [`render`], with the spans moved to where their words are then.
fn filled(words: &str, spans: Vec<Span>, run: &Run, around: &Surroundings) -> (String, Vec<Span>) {
    if spans.is_empty() {
        return (render(words, run, around), spans);
    }
    let (mut said, mut chars) = (String::with_capacity(words.len()), 0);
    // For each character of the words, how many are said before it.
    let mut offsets = Vec::with_capacity(words.len());
    for piece in pieces(words) {
        match piece {
            Piece::Plain(text) => {
                offsets.extend(chars..chars + text.chars().count());
                said.push_str(text);
                chars += text.chars().count();
            }
            Piece::Placeholder(inside) => {
                offsets.push(chars);
                let value = value_of(inside, run, around);
                said.push_str(value);
                chars += value.chars().count();
                offsets.resize(offsets.len() + inside.chars().count() + OPEN.len() + CLOSE.len() - 1, chars);
            }
        }
    }
    let at = |place: usize| offsets.get(place).copied().unwrap_or(chars);
    let moved = spans.into_iter().map(|span| Span {
        start: at(span.start),
        end: at(span.end),
        style: match span.style {
            Style::Link { url } => Style::Link { url: address(&url, run, around) },
            other => other,
        },
    });
    (said, moved.collect())
}

/// An address with its placeholders replaced, in which a value is one part and never leads elsewhere.
fn address(template: &str, run: &Run, around: &Surroundings) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Plain(text) => out.push_str(text),
            Piece::Placeholder(inside) => {
                for byte in value_of(inside, run, around).bytes() {
                    let c = char::from(byte);
                    if c.is_ascii_alphanumeric() || "-._~".contains(c) {
                        out.push(c);
                    } else {
                        out.push_str(&format!("%{byte:02X}"));
                    }
                }
            }
        }
    }
    out
}

/// Where the placeholders of a template lie, in bytes.
fn places(template: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    pieces(template)
        .filter_map(|piece| {
            let (length, kept) = match piece {
                Piece::Plain(text) => (text.len(), false),
                Piece::Placeholder(inside) => (OPEN.len() + inside.len() + CLOSE.len(), true),
            };
            let place = from..from + length;
            from = place.end;
            kept.then_some(place)
        })
        .collect()
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
fn value_of<'a>(inside: &'a str, run: &'a Run, around: &'a Surroundings) -> &'a str {
    let (name, otherwise) = inside.split_once("||").unwrap_or((inside, ""));
    look_up(name.trim(), run, around).unwrap_or(otherwise.trim())
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
