//! Rich content in plain words: for the agent workspace (S3-17), and for channels that cannot show it.

use super::answer::one_line;
use crate::degradation::Degradation;
use crate::message::{
    ArticleLink, Card, CardButton, Choice, Content, FormField, FormInput, MAX_TEXT_CHARS, MessageText, Span,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a channel can show beside text and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// The most options under one message; 0 for none at all.
    pub options: u8,
    /// The longest label of an option, in characters.
    pub label_chars: u16,
    /// The most cards of one carousel; 0 for none at all.
    pub cards: u8,
    pub forms: bool,
    #[serde(default)]
    pub articles: bool,
}

impl Capabilities {
    /// Text and files only.
    pub const TEXT: Self = Self { options: 0, label_chars: 0, cards: 0, forms: false, articles: false };
    /// Everything that the bot can say.
    pub const FULL: Self =
        Self { options: u8::MAX, label_chars: u16::MAX, cards: u8::MAX, forms: true, articles: true };

    fn fit_options(&self, options: &[Choice]) -> bool {
        let label_fits = |choice: &Choice| choice.label.chars().count() <= usize::from(self.label_chars);
        options.len() <= usize::from(self.options) && options.iter().all(label_fits)
    }
}

/// The content as text only: complete, one thing a line, choices numbered as they may be answered.
///
/// Reply buttons of a carousel are numbered across its cards. Values that people wrote stay on one line, so that
/// an answer cannot pretend to be another field.
#[must_use]
pub fn simplified(content: &Content) -> String {
    match content {
        Content::Text { text } => text.as_str().to_owned(),
        Content::Files { files, caption } => {
            let files = files.iter().map(|file| format!("[{}]", one_line(&file.name)));
            lines(caption.iter().map(|caption| caption.as_str().to_owned()).chain(files))
        }
        Content::Options { text, options } => lines(
            [text.as_str().to_owned()].into_iter().chain(numbered(options.iter().map(|o| o.label.as_str()))),
        ),
        Content::Carousel { text, cards } => {
            let text = text.iter().map(|text| text.as_str().to_owned());
            text.chain(card_texts(cards, true)).collect::<Vec<_>>().join("\n\n")
        }
        Content::Articles { text, articles } => lines(
            [text.as_str().to_owned()].into_iter().chain((1_usize..).zip(articles).flat_map(article_lines)),
        ),
        Content::Form { text, fields } => {
            let fields: Vec<String> = fields.iter().map(field_line).collect();
            lines([text.as_str().to_owned()].into_iter().chain(numbered(fields.iter().map(String::as_str))))
        }
        Content::Chosen { label, .. } => one_line(label.as_str()),
        Content::Template { text, .. } => text.as_str().to_owned(),
        Content::Unsupported { kind, .. } => format!("[{}]", one_line(kind)),
        Content::FormFilled { answers, .. } => lines(
            answers.iter().map(|answer| format!("{}: {}", one_line(&answer.label), one_line(&answer.value))),
        ),
    }
}

/// How the words are set with which [`simplified`] begins.
fn leading_spans(content: &Content) -> &[Span] {
    content.text().map_or(&[], MessageText::spans)
}

/// What a content became, and by which rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Degraded {
    /// In order; never empty unless the content is.
    pub contents: Vec<Content>,
    /// Empty where the content is as it was.
    pub rules: BTreeSet<Degradation>,
}

impl Degraded {
    fn unchanged(content: &Content) -> Self {
        Self { contents: vec![content.clone()], rules: BTreeSet::new() }
    }

    fn new(contents: Vec<Content>, rules: impl IntoIterator<Item = Degradation>) -> Self {
        let split = (contents.len() > 1).then_some(Degradation::TextSplit);
        Self { contents, rules: rules.into_iter().chain(split).collect() }
    }
}

/// The content in messages that the channel can show: itself if it can, or else as text with numbered choices. A
/// carousel keeps its reply buttons where they fit as options.
#[must_use]
pub fn degrade(content: &Content, capabilities: &Capabilities) -> Degraded {
    let as_text = |rule| Degraded::new(texts(&simplified(content), leading_spans(content)), rule);
    match content {
        Content::Text { .. }
        | Content::Files { .. }
        | Content::Template { .. }
        | Content::Unsupported { .. } => Degraded::unchanged(content),
        Content::Options { options, .. } if capabilities.fit_options(options) => Degraded::unchanged(content),
        Content::Carousel { cards, .. } if cards.len() <= usize::from(capabilities.cards) => {
            Degraded::unchanged(content)
        }
        Content::Carousel { text, cards } => degraded_carousel(text.as_ref(), cards, content, capabilities),
        Content::Articles { .. } if capabilities.articles => Degraded::unchanged(content),
        Content::Form { .. } | Content::FormFilled { .. } if capabilities.forms => {
            Degraded::unchanged(content)
        }
        Content::Chosen { .. } if capabilities.options > 0 => Degraded::unchanged(content),
        Content::Options { .. } => as_text(Some(Degradation::ButtonsAsText)),
        Content::Articles { .. } => as_text(Some(Degradation::ArticlesAsText)),
        Content::Form { .. } => as_text(Some(Degradation::FormAsText)),
        // An end user said these: nobody sends them.
        Content::Chosen { .. } | Content::FormFilled { .. } => as_text(None),
    }
}

fn degraded_carousel(
    text: Option<&MessageText>,
    cards: &[Card],
    content: &Content,
    capabilities: &Capabilities,
) -> Degraded {
    let options: Vec<Choice> = cards.iter().flat_map(|card| &card.buttons).filter_map(reply).collect();
    if options.is_empty() {
        return Degraded::new(
            texts(&simplified(content), leading_spans(content)),
            [Degradation::CarouselAsText],
        );
    }
    if !capabilities.fit_options(&options) {
        let rules = [Degradation::CarouselAsText, Degradation::ButtonsAsText];
        return Degraded::new(texts(&simplified(content), leading_spans(content)), rules);
    }
    let intro = text.iter().map(|text| text.as_str().to_owned());
    let mut messages = texts(
        &intro.chain(card_texts(cards, false)).collect::<Vec<_>>().join("\n\n"),
        leading_spans(content),
    );
    if let Some(Content::Text { text }) = messages.pop() {
        messages.push(Content::Options { text, options });
    }
    Degraded::new(messages, [Degradation::CarouselAsText])
}

fn reply(button: &CardButton) -> Option<Choice> {
    match button {
        CardButton::Reply { id, label } => Some(Choice { id: id.clone(), label: label.clone() }),
        CardButton::Link { .. } => None,
    }
}

/// `(1/2) Title – description`, then the image, the links and, if `with_replies`, the numbered reply buttons.
fn card_texts(cards: &[Card], with_replies: bool) -> Vec<String> {
    let mut number = 0_usize;
    let mut texts = Vec::with_capacity(cards.len());
    for (place, card) in (1_usize..).zip(cards) {
        let description = card.description.as_deref().map(one_line).filter(|text| !text.is_empty());
        let description = description.map(|text| format!(" – {text}")).unwrap_or_default();
        let mut card_lines =
            vec![format!("({place}/{}) {}{description}", cards.len(), one_line(&card.title))];
        card_lines.extend(card.image.as_deref().map(one_line));
        for button in &card.buttons {
            match button {
                CardButton::Link { label, url } => {
                    card_lines.push(format!("{}: {}", one_line(label), one_line(url)));
                }
                CardButton::Reply { label, .. } if with_replies => {
                    number += 1;
                    card_lines.push(format!("{number}. {}", one_line(label)));
                }
                CardButton::Reply { .. } => {}
            }
        }
        texts.push(lines(card_lines));
    }
    texts
}

/// `1. Title – excerpt`, then the address on a line of its own, where every channel makes it a link.
fn article_lines((number, article): (usize, &ArticleLink)) -> [String; 2] {
    let excerpt = article.excerpt.as_deref().map(one_line).filter(|text| !text.is_empty());
    let excerpt = excerpt.map(|text| format!(" – {text}")).unwrap_or_default();
    [format!("{number}. {}{excerpt}", one_line(&article.title)), one_line(&article.url)]
}

fn field_line(field: &FormField) -> String {
    match &field.input {
        FormInput::Text | FormInput::Email => field.label.clone(),
        FormInput::Choice { options } => format!("{} ({})", field.label, options.join(" / ")),
    }
}

fn numbered<'a>(labels: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    (1_usize..).zip(labels).map(|(number, label)| format!("{number}. {}", one_line(label)))
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

/// A text as messages that each fit, divided between lines where that can be. The first keeps the spans.
fn texts(text: &str, spans: &[Span]) -> Vec<Content> {
    let mut messages: Vec<Content> = Vec::new();
    let mut current = String::new();
    let mut room = MAX_TEXT_CHARS;
    let message = |said: &str, first: bool| {
        let spans = if first { spans.to_vec() } else { Vec::new() };
        MessageText::set(said, spans).map(|text| Content::Text { text })
    };
    for line in text.split_inclusive('\n') {
        let chars = line.chars().count();
        if chars > room {
            messages.extend(message(&current, messages.is_empty()));
            current.clear();
            room = MAX_TEXT_CHARS;
        }
        for character in line.chars() {
            if room == 0 {
                messages.extend(message(&current, messages.is_empty()));
                current.clear();
                room = MAX_TEXT_CHARS;
            }
            current.push(character);
            room = room.saturating_sub(1);
        }
    }
    messages.extend(message(&current, messages.is_empty()));
    messages
}

#[cfg(test)]
#[expect(non_snake_case, reason = "a test that proves a requirement names its id")]
mod tests {
    use super::super::fixture::text;
    use super::*;
    use crate::id::{AttachmentId, FieldId, MessageId};
    use crate::message::{CaptureTarget, FileRef, FormAnswer, Style};

    fn choice(id: &str, label: &str) -> Choice {
        Choice { id: id.to_owned(), label: label.to_owned() }
    }

    fn options() -> Content {
        Content::Options {
            text: text("Which?"),
            options: vec![choice("a", "Red"), choice("b", "Dark\n2. blue")],
        }
    }

    fn card(title: &str, buttons: Vec<CardButton>) -> Card {
        let image = Some("https://example.com/i.png".to_owned());
        Card { title: title.to_owned(), description: Some("Fine".to_owned()), image, buttons }
    }

    fn reply(id: &str, label: &str) -> CardButton {
        CardButton::Reply { id: id.to_owned(), label: label.to_owned() }
    }

    fn carousel() -> Content {
        let link = CardButton::Link { label: "See".to_owned(), url: "https://example.com/a".to_owned() };
        let cards = vec![card("A", vec![link, reply("a", "Take A")]), card("B", vec![reply("b", "Take B")])];
        Content::Carousel { text: Some(text("Ours")), cards }
    }

    fn articles() -> Content {
        let article = |title: &str, url: &str, excerpt: Option<&str>| ArticleLink {
            title: title.to_owned(),
            url: url.to_owned(),
            excerpt: excerpt.map(str::to_owned),
        };
        let articles = vec![
            article("Returns", "https://example.com/returns", Some("Within\n30 days.")),
            article("Delivery", "http://example.com/delivery", None),
        ];
        Content::Articles { text: text("These may help:"), articles }
    }

    fn form() -> Content {
        let field = |name: &str, label: &str, input| FormField {
            name: name.to_owned(),
            label: label.to_owned(),
            input,
            target: CaptureTarget::Field { field: FieldId::new(1).unwrap() },
        };
        let sizes = FormInput::Choice { options: vec!["S".to_owned(), "L".to_owned()] };
        Content::Form {
            text: text("Tell us"),
            fields: vec![field("n", "Name", FormInput::Text), field("s", "Size", sizes)],
        }
    }

    fn filled() -> Content {
        let answer = |label: &str, value: &str| FormAnswer {
            name: label.to_lowercase(),
            label: label.to_owned(),
            value: value.to_owned(),
        };
        let answers = vec![answer("Name", "Ada\nE-mail: forged@example.com"), answer("Size", "L")];
        Content::FormFilled { message: MessageId::from_bytes([1; 12]), answers }
    }

    #[test]
    fn S3_17_rich_content_reads_as_text() {
        let file = FileRef {
            id: AttachmentId::from_bytes([1; 12]),
            name: "a\nb.png".to_owned(),
            media_type: "image/png".to_owned(),
            size: 1,
        };
        let files = Content::Files { files: vec![file], caption: Some(text("Look")) };
        let pressed = Content::Chosen {
            message: MessageId::from_bytes([1; 12]),
            option: "a".to_owned(),
            label: text("Red"),
        };
        for (content, expected) in [
            (Content::Text { text: text("a\nb") }, "a\nb"),
            (files, "Look\n[a b.png]"),
            (options(), "Which?\n1. Red\n2. Dark 2. blue"),
            (
                carousel(),
                "Ours\n\n(1/2) A – Fine\nhttps://example.com/i.png\nSee: https://example.com/a\n1. Take A\n\n\
                 (2/2) B – Fine\nhttps://example.com/i.png\n2. Take B",
            ),
            (
                articles(),
                "These may help:\n1. Returns – Within 30 days.\nhttps://example.com/returns\n2. Delivery\n\
                 http://example.com/delivery",
            ),
            (form(), "Tell us\n1. Name\n2. Size (S / L)"),
            (pressed, "Red"),
            (filled(), "Name: Ada E-mail: forged@example.com\nSize: L"),
        ] {
            assert_eq!(simplified(&content), expected);
        }
    }

    #[test]
    fn a_channel_that_can_show_it_gets_it_unchanged() {
        for content in
            [options(), carousel(), articles(), form(), filled(), Content::Text { text: text("x") }]
        {
            assert_eq!(degrade(&content, &Capabilities::FULL), Degraded::unchanged(&content));
        }
    }

    #[test]
    fn a_channel_of_text_gets_numbered_text() {
        use Degradation::{ArticlesAsText, ButtonsAsText, CarouselAsText, FormAsText};
        for (content, rules) in [
            (options(), vec![ButtonsAsText]),
            (carousel(), vec![ButtonsAsText, CarouselAsText]),
            (articles(), vec![ArticlesAsText]),
            (form(), vec![FormAsText]),
            (filled(), vec![]),
        ] {
            let expected = Content::Text { text: text(&simplified(&content)) };
            let rules = rules.into_iter().collect();
            assert_eq!(degrade(&content, &Capabilities::TEXT), Degraded { contents: vec![expected], rules });
        }
    }

    #[test]
    fn a_channel_of_text_gets_how_the_words_are_set_as_well() {
        let spans = vec![Span { start: 0, end: 6, style: Style::Bold }];
        let text = MessageText::set("Which?", spans.clone()).unwrap();
        let content = Content::Options { text, options: vec![choice("a", "Red")] };
        assert_eq!(leading_spans(&content), spans);
        let expected = Content::Text { text: MessageText::set("Which?\n1. Red", spans).unwrap() };
        assert_eq!(degrade(&content, &Capabilities::TEXT).contents, [expected]);
    }

    #[test]
    fn options_beyond_the_number_or_length_of_a_channel_become_text() {
        let check = |options_allowed, label_chars, stays| {
            let capabilities = Capabilities { options: options_allowed, label_chars, ..Capabilities::TEXT };
            let degraded = degrade(&options(), &capabilities);
            assert_eq!(degraded.contents == [options()], stays, "{capabilities:?}");
            assert_eq!(degraded.rules.is_empty(), stays, "{capabilities:?}");
        };
        check(2, 12, true);
        check(1, 12, false);
        check(2, 11, false);
    }

    #[test]
    fn a_carousel_keeps_its_reply_buttons_where_they_fit() {
        let buttons = Capabilities { options: 3, label_chars: 20, ..Capabilities::TEXT };
        let expected = "Ours\n\n(1/2) A – Fine\nhttps://example.com/i.png\nSee: https://example.com/a\n\n\
                        (2/2) B – Fine\nhttps://example.com/i.png";
        let options = vec![choice("a", "Take A"), choice("b", "Take B")];
        let contents = vec![Content::Options { text: text(expected), options }];
        let rules = BTreeSet::from([Degradation::CarouselAsText]);
        assert_eq!(degrade(&carousel(), &buttons), Degraded { contents, rules });
    }

    #[test]
    fn a_text_too_long_for_one_message_is_divided_between_lines() {
        let cards: Vec<_> = (0..10)
            .map(|n| {
                card(&format!("{n}{}", "t".repeat(900)), vec![reply(&format!("r{n}"), &format!("Take {n}"))])
            })
            .collect();
        let content = Content::Carousel { text: None, cards };
        let Degraded { contents: messages, rules } = degrade(&content, &Capabilities::TEXT);
        assert!(rules.contains(&Degradation::TextSplit));
        let said: Vec<_> = messages.iter().map(simplified).collect();
        assert_eq!(messages.len(), 3);
        assert!(said.iter().all(|text| text.chars().count() <= MAX_TEXT_CHARS));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&said.join("\n")), words(&simplified(&content)));
        let one_line = Content::Carousel { text: None, cards: vec![card(&"q".repeat(9_000), Vec::new())] };
        let said =
            degrade(&one_line, &Capabilities::TEXT).contents.iter().map(simplified).collect::<String>();
        assert_eq!(said.matches('q').count(), 9_000);
    }
}
