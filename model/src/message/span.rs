//! How stretches of a text are set: bold, a link… Beside the plain words, never inside them, so that whoever only
//! needs words (search, previews, plain channels) reads them as they are.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The most spans of one text: enough for one on every fourth word of the longest message.
pub const MAX_SPANS: usize = 200;
/// The longest address of a link, in characters: what browsers and providers take without cutting.
pub const MAX_URL_CHARS: usize = 2_048;

/// A stretch of a text and how it is set.
///
/// Offsets count characters (Unicode scalar values), the same unit as [`super::MAX_TEXT_CHARS`]; `end` is the first
/// character behind it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    #[serde(flatten)]
    pub style: Style,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "style", rename_all = "snake_case")]
pub enum Style {
    Bold,
    Italic,
    Strike,
    /// Words to be taken as they are, such as a code; holds no other span.
    Code,
    /// An address that [`Style::may_lead_to`] allows; holds no other link.
    Link {
        url: String,
    },
}

impl Style {
    /// Whether a link may lead there: web pages, mail and telephones, without what makes an address look like
    /// another one.
    #[must_use]
    pub fn may_lead_to(url: &str) -> bool {
        let clean = !url.chars().any(|c| c.is_whitespace() || c.is_control() || is_misleading(c));
        let Some((scheme, rest)) = url.split_once(':') else { return false };
        let leads = match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                // A name before "@" makes an address look like another site's.
                !host.is_empty() && !host.starts_with(':') && !host.contains('@')
            }),
            "mailto" => rest.split('?').next().is_some_and(|address| {
                address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
            }),
            "tel" => {
                rest.chars().any(|c| c.is_ascii_digit())
                    && rest.chars().all(|c| c.is_ascii_digit() || "+-.()*#".contains(c))
            }
            _ => false,
        };
        clean && leads && url.chars().count() <= MAX_URL_CHARS
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Brackets and quotes, which no address needs bare; the backslash, which browsers take for a slash; and letters that
/// change the order of others.
fn is_misleading(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '"' | '\\' | '`' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Those of the spans that may stand together in a text of so many characters, outer ones before inner ones.
///
/// Left out is what is empty, begins behind the text, crosses another, says again what an outer one says, stands
/// in code, or is above [`MAX_SPANS`]. What reaches beyond the end is cut.
pub(super) fn lawful(mut spans: Vec<Span>, chars: usize) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len().min(MAX_SPANS));
    let mut open: Vec<Span> = Vec::new();
    for mut span in spans {
        span.end = span.end.min(chars);
        open.retain(|outer| outer.end > span.start);
        let fits = open.iter().all(|outer| {
            span.end <= outer.end && !outer.style.is_like(&span.style) && outer.style != Style::Code
        });
        let leads = match &span.style {
            Style::Link { url } => Style::may_lead_to(url),
            Style::Bold | Style::Italic | Style::Strike | Style::Code => true,
        };
        if span.start < span.end && fits && leads && kept.len() < MAX_SPANS {
            open.push(span.clone());
            kept.push(span);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize, style: Style) -> Span {
        Span { start, end, style }
    }

    #[test]
    fn links_lead_to_pages_mail_and_telephones_only() {
        for good in [
            "https://shop.example/a?b=c#d@e",
            "HTTP://Shop.example:8080",
            "http://[::1]/",
            "mailto:ana+x@shop.example?subject=Hi",
            "tel:+30-210(555)0100",
        ] {
            assert!(Style::may_lead_to(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt://shop.example/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//shop.example",
            "shop.example",
            "https:",
            "https://",
            "https:///x",
            "https:/\\evil.example",
            "https://bank.example@evil.example/",
            "https://bank.example\\@evil.example/",
            "https://a.example/\u{202e}gpj.exe",
            "https://a.example/ b",
            "https://a.example/\"x",
            "mailto:nobody",
            "tel:ring me",
            "tel:+",
            "",
        ] {
            assert!(!Style::may_lead_to(bad), "{bad}");
        }
        assert!(!Style::may_lead_to(&format!("https://a.example/{}", "x".repeat(MAX_URL_CHARS))));
    }

    #[test]
    fn spans_nest_and_never_cross() {
        let link = || Style::Link { url: "https://a.example".to_owned() };
        let kept = lawful(
            vec![
                span(6, 9, Style::Italic),
                span(0, 10, Style::Bold),
                span(2, 4, Style::Bold),
                span(8, 12, Style::Strike),
                span(3, 3, Style::Italic),
                span(10, 14, Style::Code),
                span(11, 12, Style::Bold),
                span(14, 99, link()),
                span(15, 16, link()),
                span(16, 17, Style::Code),
                span(20, 21, Style::Bold),
            ],
            18,
        );
        let expected = [
            span(0, 10, Style::Bold),
            span(6, 9, Style::Italic),
            span(10, 14, Style::Code),
            span(14, 18, link()),
            span(16, 17, Style::Code),
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn spans_are_bounded() {
        let many = (0..MAX_SPANS + 9).map(|at| span(at * 2, at * 2 + 1, Style::Bold)).collect();
        assert_eq!(lawful(many, 9_999).len(), MAX_SPANS);
        let nowhere = span(0, 1, Style::Link { url: "javascript:alert(1)".to_owned() });
        assert!(lawful(vec![nowhere], 9).is_empty());
    }
}
