//! Spans as Telegram's entities (core.telegram.org/bots/api#messageentity): offsets in UTF-16 units, so that nothing
//! in a text has to be escaped and no text can fail to be read.

use crate::piece::Piece;
use frontdesk_model::message::{Content, Span, Style};
use serde_json::{Value, json};

/// The entities of one of the pieces that a content was divided into; empty where it is plain.
pub(super) fn of_piece(content: &Content, pieces: &[Piece], at: usize) -> Vec<Value> {
    let Some(text) = content.text().filter(|text| !text.spans().is_empty()) else { return Vec::new() };
    let mut rest = text.as_str();
    for (number, piece) in pieces.iter().enumerate() {
        let (Piece::Text(said) | Piece::Options { text: said, .. } | Piece::File { caption: Some(said), .. }) =
            piece
        else {
            continue;
        };
        // Only white space is lost between two pieces; behind the text stand lines that are plain.
        rest = rest.trim_start();
        let start = text.as_str().chars().count() - rest.chars().count();
        let of_text = if said.starts_with(rest) { rest.len() } else { said.len() };
        let Some((here, after)) = rest.split_at_checked(of_text).filter(|(here, _)| said.starts_with(here))
        else {
            return Vec::new();
        };
        if number == at {
            return entities(here, start, text.spans());
        }
        rest = after;
    }
    Vec::new()
}

/// Those of the spans that lie over `here`, which begins with character `first` of the text.
fn entities(here: &str, first: usize, spans: &[Span]) -> Vec<Value> {
    let units = |chars: usize| here.chars().take(chars).map(char::len_utf16).sum::<usize>();
    let last = first + here.chars().count();
    let mut entities = Vec::new();
    for span in spans {
        for (start, end) in beside_code(span, spans) {
            let (start, end) = (start.max(first), end.min(last));
            if start < end {
                let (offset, until) = (units(start - first), units(end - first));
                let mut entity =
                    json!({ "type": name(&span.style), "offset": offset, "length": until - offset });
                if let (Style::Link { url }, Value::Object(entity)) = (&span.style, &mut entity) {
                    entity.insert("url".to_owned(), Value::from(url.as_str()));
                }
                entities.push(entity);
            }
        }
    }
    entities
}

/// Telegram's code stands in no other entity: what lies around it is cut.
fn beside_code(span: &Span, spans: &[Span]) -> Vec<(usize, usize)> {
    let mut stretches = Vec::new();
    let mut from = span.start;
    let is_inner_code = |other: &&Span| {
        span.style != Style::Code
            && other.style == Style::Code
            && span.start <= other.start
            && other.end <= span.end
    };
    for code in spans.iter().filter(is_inner_code) {
        stretches.push((from, code.start));
        from = code.end;
    }
    stretches.push((from, span.end));
    stretches
}

const fn name(style: &Style) -> &'static str {
    match style {
        Style::Bold => "bold",
        Style::Italic => "italic",
        Style::Strike => "strikethrough",
        Style::Code => "code",
        Style::Link { .. } => "text_link",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::markup::written;

    fn said(content: &Content, pieces: &[&str], at: usize) -> Vec<(String, String)> {
        let cut: Vec<Piece> = pieces.iter().map(|piece| Piece::Text((*piece).to_owned())).collect();
        let units: Vec<u16> = pieces[at].encode_utf16().collect();
        let number = |entity: &Value, key: &str| usize::try_from(entity[key].as_u64().unwrap()).unwrap();
        let over = |entity: &Value| {
            let offset = number(entity, "offset");
            String::from_utf16(&units[offset..offset + number(entity, "length")]).unwrap()
        };
        let word = |entity: &Value| entity["type"].as_str().unwrap().to_owned();
        of_piece(content, &cut, at).iter().map(|entity| (word(entity), over(entity))).collect()
    }

    fn pair(style: &str, over: &str) -> (String, String) {
        (style.to_owned(), over.to_owned())
    }

    #[test]
    fn offsets_count_as_telegram_does_and_survive_a_cut() {
        let text = written("👍 **one** and _two 👍 three_ ~~x~~").unwrap();
        let words = text.as_str().to_owned();
        let content = Content::Text { text };
        let all = [pair("bold", "one"), pair("italic", "two 👍 three"), pair("strikethrough", "x")];
        assert_eq!(said(&content, &[&words], 0), all);
        let cut = ["👍 one and two", "👍 three x"];
        assert_eq!(said(&content, &cut, 0), [pair("bold", "one"), pair("italic", "two")]);
        assert_eq!(said(&content, &cut, 1), [pair("italic", "👍 three"), pair("strikethrough", "x")]);
    }

    #[test]
    fn code_stands_alone_and_links_keep_their_address() {
        let content = Content::Text { text: written("**a `b` c** [d](https://a.example)").unwrap() };
        let expected = [pair("bold", "a "), pair("bold", " c"), pair("code", "b"), pair("text_link", "d")];
        assert_eq!(said(&content, &["a b c d"], 0), expected);
        let piece = [Piece::Text("a b c d".to_owned())];
        assert_eq!(of_piece(&content, &piece, 0)[3]["url"], "https://a.example");
    }

    #[test]
    fn lines_behind_the_text_are_plain() {
        let content = Content::Options { text: written("**Which?**").unwrap(), options: Vec::new() };
        assert_eq!(said(&content, &["Which?\n1. Which?"], 0), [pair("bold", "Which?")]);
        assert_eq!(said(&content, &["Which?", "1. Which?"], 1), []);
    }
}
