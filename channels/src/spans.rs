//! How a text is set on channels that take plain texts, or write spans with marks of their own (channels §16.2).

use frontdesk_model::channel::ChannelKind;
use frontdesk_model::message::{Content, MessageText, Span, Style};
use std::collections::BTreeMap;

/// A content as a channel writes it.
pub(crate) struct Written {
    pub(crate) content: Content,
    /// Whether something of how it is set could not be.
    pub(crate) stripped: bool,
}

/// The content with its texts as the channel writes them: Telegram takes spans as they are, WhatsApp has marks, and
/// elsewhere words stay plain. Where a link cannot be one, its address stands behind it in brackets.
pub(crate) fn written_on(kind: ChannelKind, content: &Content) -> Written {
    let write = match kind {
        ChannelKind::Widget | ChannelKind::Chat => {
            return Written { content: content.clone(), stripped: false };
        }
        ChannelKind::Telegram => telegram,
        ChannelKind::Whatsapp => whatsapp,
        ChannelKind::Messenger
        | ChannelKind::Instagram
        | ChannelKind::Line
        | ChannelKind::Wechat
        | ChannelKind::X
        | ChannelKind::Sms => plain,
    };
    let (mut content, mut stripped) = (content.clone(), false);
    if let Some(text) = content.text_mut().filter(|text| !text.spans().is_empty()) {
        // What was written with marks was no shorter than what stands here, so that nothing is cut.
        let (written, lost) = write(text);
        stripped = lost;
        if let Some(written) = written {
            *text = written;
        }
    }
    Written { content, stripped }
}

/// The words, with the addresses of links.
fn plain(text: &MessageText) -> (Option<MessageText>, bool) {
    let mut put = Put::default();
    put.addresses(text, |_| true);
    put.lost |= text.spans().iter().any(|span| !matches!(span.style, Style::Link { .. }));
    let lost = put.lost;
    (MessageText::fitted(&put.into(text).0), lost)
}

/// Telegram makes links of pages only; it finds mail and telephones in the words by itself.
fn telegram(text: &MessageText) -> (Option<MessageText>, bool) {
    let mut put = Put::default();
    put.addresses(text, |url| !is_page(url));
    let lost = put.lost;
    let (words, offsets) = put.into(text);
    let at = |place: usize| offsets.get(place).copied().unwrap_or(place);
    let spans = text.spans().iter().filter(|span| match &span.style {
        Style::Link { url } => is_page(url),
        _ => true,
    });
    // What was put behind a span does not belong to it.
    let end = |span: &Span| at(span.end.saturating_sub(1)) + 1;
    let spans = spans.map(|span| Span { start: at(span.start), end: end(span), style: span.style.clone() });
    (MessageText::set(&words, spans.collect()), lost)
}

fn is_page(url: &str) -> bool {
    url.to_ascii_lowercase().starts_with("http")
}

/// `*b*`, `_i_`, `~s~` and three backticks (faq.whatsapp.com, "How to format your messages"). A mark works beside a
/// word's end only, within one line, and around words that do not hold it; elsewhere they stay plain.
///
/// Characters that stand in a text as they are and that WhatsApp takes for marks stay: there is no way to tell it.
fn whatsapp(text: &MessageText) -> (Option<MessageText>, bool) {
    let words: Vec<char> = text.as_str().chars().collect();
    let mut put = Put::default();
    put.addresses(text, |_| true);
    for span in text.spans() {
        let mark = match span.style {
            Style::Bold => "*",
            Style::Italic => "_",
            Style::Strike => "~",
            Style::Code => "```",
            Style::Link { .. } => continue,
        };
        let held = |url: &str| url.contains(mark);
        let has_address = text.spans().iter().any(|other| match &other.style {
            Style::Link { url } => other.start < span.end && span.start < other.end && held(url),
            _ => false,
        });
        for (start, end) in lines(&words, span) {
            let within = words.get(start..end).unwrap_or_default();
            let is_word =
                |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|c| c.is_alphanumeric());
            let free = !is_word(start.checked_sub(1)) && !is_word(Some(end));
            if free && !has_address && !within.iter().any(|c| mark.contains(*c)) {
                put.around(start, end, mark);
            } else {
                put.lost = true;
            }
        }
    }
    let lost = put.lost;
    (MessageText::fitted(&put.into(text).0), lost)
}

/// The stretches of a span that lie in one line, without white space around.
fn lines(words: &[char], span: &Span) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = span.start;
    let within = words.get(span.start..span.end).unwrap_or_default();
    for line in within.split(|c| *c == '\n') {
        let end = start + line.len();
        let before = line.iter().take_while(|c| c.is_whitespace()).count();
        let after = line.iter().rev().take_while(|c| c.is_whitespace()).count();
        if before < line.len() {
            found.push((start + before, end - after));
        }
        start = end + 1;
    }
    found
}

/// What is put between the characters of a text, by the character before which it stands.
#[derive(Default)]
struct Put {
    /// Inner ones first.
    closing: BTreeMap<usize, String>,
    /// Outer ones first.
    opening: BTreeMap<usize, String>,
    /// Whether something shows in another way than it was written.
    lost: bool,
}

impl Put {
    /// Spans are given outer ones first.
    fn around(&mut self, start: usize, end: usize, mark: &str) {
        self.opening.entry(start).or_default().push_str(mark);
        self.closing.entry(end).or_default().insert_str(0, mark);
    }

    /// Those of the links that are `meant`.
    fn addresses(&mut self, text: &MessageText, meant: fn(&str) -> bool) {
        for span in text.spans() {
            let Style::Link { url } = &span.style else { continue };
            if !meant(url) {
                continue;
            }
            let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
            let shown = if is_page(url) { url } else { url.get(scheme.len() + 1..).unwrap_or(url) };
            let words: String = text.as_str().chars().skip(span.start).take(span.end - span.start).collect();
            if !says(&words, url) {
                self.lost = true;
                self.closing.entry(span.end).or_default().insert_str(0, &format!(" ({shown})"));
            }
        }
    }

    /// The words with what was put between them, and for each character of the text how many stand before it then.
    fn into(mut self, text: &MessageText) -> (String, Vec<usize>) {
        let mut out = String::with_capacity(text.as_str().len() * 2);
        let mut offsets = Vec::new();
        let mut chars = 0;
        for (at, c) in text.as_str().chars().map(Some).chain([None]).enumerate() {
            for put in self.closing.remove(&at).into_iter().chain(self.opening.remove(&at)) {
                chars += put.chars().count();
                out.push_str(&put);
            }
            offsets.push(chars);
            chars += c.iter().count();
            out.extend(c);
        }
        (out, offsets)
    }
}

/// Whether the words of a link are its address already.
fn says(words: &str, url: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim_end_matches('/');
        let scheme =
            ["https://", "http://", "mailto:", "tel:"].iter().find(|scheme| text.starts_with(**scheme));
        scheme.map_or(text, |scheme| text.trim_start_matches(scheme)).to_owned()
    };
    bare(words) == bare(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::markup::written;

    fn on(kind: ChannelKind, source: &str) -> String {
        let content = Content::Text { text: written(source).unwrap() };
        match written_on(kind, &content).content {
            Content::Text { text } => {
                assert!(text.spans().is_empty());
                text.as_str().to_owned()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_channels_get_words_and_addresses_once() {
        for kind in [ChannelKind::Line, ChannelKind::Sms, ChannelKind::X, ChannelKind::Wechat] {
            for (source, expected) in [
                ("**a** _b_ ~~c~~ `d`", "a b c d"),
                ("See [our **shop**](https://a.example/x).", "See our shop (https://a.example/x)."),
                ("[https://a.example](https://a.example/)", "https://a.example"),
                ("[a@b.example](mailto:a@b.example)", "a@b.example"),
                ("- a\n- **b**", "• a\n• b"),
            ] {
                assert_eq!(on(kind, source), expected);
            }
        }
    }

    #[test]
    fn whatsapp_has_marks_of_its_own() {
        for (source, expected) in [
            ("**a** _b_ ~~c~~ `d`", "*a* _b_ ~c~ ```d```"),
            ("***all***", "_*all*_"),
            ("**bold _and_ ~~this~~**!", "*bold _and_ ~this~*!"),
            ("**[our shop](https://a.example/x)**", "*our shop* (https://a.example/x)"),
            ("[**our** shop](https://a.example/x)", "*our* shop (https://a.example/x)"),
            ("**two\nlines**", "*two*\n*lines*"),
            ("**a \\* b**", "a * b"),
            ("_[x](https://a.example/b_c)_", "x (https://a.example/b_c)"),
            ("这是**重点**内容", "这是重点内容"),
            ("👍 **é** 👍", "👍 *é* 👍"),
        ] {
            assert_eq!(on(ChannelKind::Whatsapp, source), expected, "{source:?}");
        }
    }

    #[test]
    fn telegram_keeps_spans_and_writes_out_what_it_makes_no_link_of() {
        let source = "[**mail** us](mailto:a@b.example) or *see* [this](https://a.example)";
        let content = Content::Text { text: written(source).unwrap() };
        let Content::Text { text } = written_on(ChannelKind::Telegram, &content).content else { panic!() };
        assert_eq!(text.as_str(), "mail us (a@b.example) or see this");
        let span = |start, end, style| Span { start, end, style };
        let link = Style::Link { url: "https://a.example".to_owned() };
        assert_eq!(text.spans(), [span(0, 4, Style::Bold), span(25, 28, Style::Italic), span(29, 33, link),]);
    }

    #[test]
    fn what_cannot_be_set_is_told() {
        for (kind, source, stripped) in [
            (ChannelKind::Line, "**a**", true),
            (ChannelKind::Line, "- a\n- b", false),
            (ChannelKind::Line, "[https://a.example](https://a.example)", false),
            (ChannelKind::Line, "[a](https://a.example)", true),
            (ChannelKind::Whatsapp, "**a** ~~b~~", false),
            (ChannelKind::Whatsapp, "**a \\* b**", true),
            (ChannelKind::Whatsapp, "[a](https://a.example)", true),
            (ChannelKind::Telegram, "**a** [b](https://a.example)", false),
            (ChannelKind::Telegram, "[b](tel:+30210)", true),
            (ChannelKind::Widget, "**a** [b](tel:+30210)", false),
        ] {
            let content = Content::Text { text: written(source).unwrap() };
            assert_eq!(written_on(kind, &content).stripped, stripped, "{kind:?} {source}");
        }
    }

    #[test]
    fn captions_and_texts_over_buttons_are_written_too() {
        let text = || written("**a**").unwrap();
        let words = |content: &Content| frontdesk_model::flow::simplified(content);
        for content in [
            Content::Options { text: text(), options: Vec::new() },
            Content::Carousel { text: Some(text()), cards: Vec::new() },
            Content::Files { files: Vec::new(), caption: Some(text()) },
            Content::Articles { text: text(), articles: Vec::new() },
            Content::Form { text: text(), fields: Vec::new() },
        ] {
            assert_eq!(words(&written_on(ChannelKind::Whatsapp, &content).content), "*a*");
            assert_eq!(words(&written_on(ChannelKind::Sms, &content).content), "a");
            assert_eq!(written_on(ChannelKind::Telegram, &content).content, content);
        }
    }
}
