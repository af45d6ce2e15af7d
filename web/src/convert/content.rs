//! Contents of messages, and the small words that both sides share.

use crate::wire::shared as wire;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::Marks;
use frontdesk_model::degradation::Degradation;
use frontdesk_model::directory::Directory;
use frontdesk_model::message::{
    ArticleLink, Author, Card, CardButton, Choice, Content, Delivery, FileRef, FormField, FormInput,
    MessageText, Span, Style,
};
use frontdesk_model::ticket::TicketStatus;

#[must_use]
pub fn content(content: Option<&Content>) -> wire::Content {
    match content {
        None => wire::Content::Erased,
        Some(Content::Text { text }) => {
            wire::Content::Text { text: text.to_string(), spans: spans(Some(text)) }
        }
        Some(Content::Files { files, caption }) => wire::Content::Files {
            files: files.iter().map(file).collect(),
            caption: caption.as_ref().map(ToString::to_string),
            spans: spans(caption.as_ref()),
        },
        Some(Content::Options { text, options }) => wire::Content::Options {
            text: text.to_string(),
            spans: spans(Some(text)),
            options: options.iter().map(choice).collect(),
        },
        Some(Content::Carousel { text, cards }) => wire::Content::Carousel {
            text: text.as_ref().map(ToString::to_string),
            spans: spans(text.as_ref()),
            cards: cards.iter().map(card).collect(),
        },
        Some(Content::Articles { text, articles }) => wire::Content::Articles {
            text: text.to_string(),
            spans: spans(Some(text)),
            articles: articles.iter().map(article).collect(),
        },
        Some(Content::Form { text, fields }) => wire::Content::Form {
            text: text.to_string(),
            spans: spans(Some(text)),
            fields: fields.iter().map(form_field).collect(),
        },
        Some(Content::Chosen { message, option, label }) => {
            wire::Content::Chosen { message: *message, option: option.clone(), label: label.to_string() }
        }
        Some(Content::Template { name, text, .. }) => {
            wire::Content::Template { name: name.clone(), text: text.to_string() }
        }
        Some(Content::Unsupported { kind, lost }) => {
            wire::Content::Unsupported { kind: kind.clone(), lost: lost.clone() }
        }
        Some(Content::FormFilled { message, answers }) => wire::Content::FormFilled {
            message: *message,
            answers: answers
                .iter()
                .map(|answer| wire::LabelledAnswer {
                    label: answer.label.clone(),
                    value: answer.value.clone(),
                })
                .collect(),
        },
    }
}

/// Nothing for a plain text.
fn spans(text: Option<&MessageText>) -> Option<Vec<wire::Span>> {
    text.map(MessageText::spans)
        .filter(|spans| !spans.is_empty())
        .map(|spans| spans.iter().map(span).collect())
}

fn span(span: &Span) -> wire::Span {
    let (style, url) = match &span.style {
        Style::Bold => (wire::SpanStyle::Bold, None),
        Style::Italic => (wire::SpanStyle::Italic, None),
        Style::Strike => (wire::SpanStyle::Strike, None),
        Style::Code => (wire::SpanStyle::Code, None),
        Style::Link { url } => (wire::SpanStyle::Link, Some(url.clone())),
    };
    wire::Span { start: span.start, end: span.end, style, url }
}

#[must_use]
pub fn file(file: &FileRef) -> wire::File {
    wire::File { id: file.id, name: file.name.clone(), media_type: file.media_type.clone(), size: file.size }
}

fn choice(choice: &Choice) -> wire::Choice {
    wire::Choice { id: choice.id.clone(), label: choice.label.clone() }
}

fn card(card: &Card) -> wire::Card {
    let button = |button: &CardButton| match button {
        CardButton::Link { label, url } => wire::CardButton::Link { label: label.clone(), url: url.clone() },
        CardButton::Reply { id, label } => wire::CardButton::Reply { id: id.clone(), label: label.clone() },
    };
    wire::Card {
        title: card.title.clone(),
        description: card.description.clone(),
        image: card.image.clone(),
        buttons: card.buttons.iter().map(button).collect(),
    }
}

fn article(article: &ArticleLink) -> wire::ArticleLink {
    wire::ArticleLink {
        title: article.title.clone(),
        url: article.url.clone(),
        excerpt: article.excerpt.clone(),
    }
}

fn form_field(field: &FormField) -> wire::FormField {
    let input = match &field.input {
        FormInput::Text => wire::FormInput::Text,
        FormInput::Email => wire::FormInput::Email,
        FormInput::Choice { options } => wire::FormInput::Choice { options: options.clone() },
    };
    wire::FormField { name: field.name.clone(), label: field.label.clone(), input }
}

#[must_use]
pub fn author(author: Author, directory: &Directory) -> wire::Author {
    match author {
        Author::EndUser(_) => wire::Author::EndUser,
        Author::Agent(id) => wire::Author::Agent { id: id.get(), name: directory.agent_name(id).to_owned() },
        Author::Bot => wire::Author::Bot { name: directory.settings.bot_name.clone() },
    }
}

#[must_use]
pub fn delivery(delivery: &Delivery) -> wire::Delivery {
    match delivery {
        Delivery::Queued => wire::Delivery::Queued,
        Delivery::Sent => wire::Delivery::Sent,
        Delivery::Delivered => wire::Delivery::Delivered,
        Delivery::Read => wire::Delivery::Read,
        Delivery::Failed { code, text, retryable } => {
            wire::Delivery::Failed { code: code.clone(), text: text.clone(), retryable: *retryable }
        }
    }
}

#[must_use]
pub const fn degradation(rule: Degradation) -> wire::Degradation {
    match rule {
        Degradation::TextSplit => wire::Degradation::TextSplit,
        Degradation::ButtonsAsList => wire::Degradation::ButtonsAsList,
        Degradation::ButtonsAsText => wire::Degradation::ButtonsAsText,
        Degradation::LabelsShortened => wire::Degradation::LabelsShortened,
        Degradation::CarouselAsText => wire::Degradation::CarouselAsText,
        Degradation::TextBefore => wire::Degradation::TextBefore,
        Degradation::ArticlesAsText => wire::Degradation::ArticlesAsText,
        Degradation::FormAsText => wire::Degradation::FormAsText,
        Degradation::FileAsLink => wire::Degradation::FileAsLink,
        Degradation::FilesApart => wire::Degradation::FilesApart,
        Degradation::MediaAsFile => wire::Degradation::MediaAsFile,
        Degradation::CaptionAfter => wire::Degradation::CaptionAfter,
        Degradation::MarkupStripped => wire::Degradation::MarkupStripped,
    }
}

#[must_use]
pub const fn channel(kind: ChannelKind) -> wire::ChannelKind {
    match kind {
        ChannelKind::Widget => wire::ChannelKind::Widget,
        ChannelKind::Chat => wire::ChannelKind::Chat,
        ChannelKind::Whatsapp => wire::ChannelKind::Whatsapp,
        ChannelKind::Messenger => wire::ChannelKind::Messenger,
        ChannelKind::Instagram => wire::ChannelKind::Instagram,
        ChannelKind::Line => wire::ChannelKind::Line,
        ChannelKind::Wechat => wire::ChannelKind::Wechat,
        ChannelKind::X => wire::ChannelKind::X,
        ChannelKind::Telegram => wire::ChannelKind::Telegram,
        ChannelKind::Sms => wire::ChannelKind::Sms,
    }
}

#[must_use]
pub const fn channel_kind(kind: wire::ChannelKind) -> ChannelKind {
    match kind {
        wire::ChannelKind::Widget => ChannelKind::Widget,
        wire::ChannelKind::Chat => ChannelKind::Chat,
        wire::ChannelKind::Whatsapp => ChannelKind::Whatsapp,
        wire::ChannelKind::Messenger => ChannelKind::Messenger,
        wire::ChannelKind::Instagram => ChannelKind::Instagram,
        wire::ChannelKind::Line => ChannelKind::Line,
        wire::ChannelKind::Wechat => ChannelKind::Wechat,
        wire::ChannelKind::X => ChannelKind::X,
        wire::ChannelKind::Telegram => ChannelKind::Telegram,
        wire::ChannelKind::Sms => ChannelKind::Sms,
    }
}

#[must_use]
pub const fn status(status: TicketStatus) -> wire::TicketStatus {
    match status {
        TicketStatus::New => wire::TicketStatus::New,
        TicketStatus::Open => wire::TicketStatus::Open,
        TicketStatus::Pending => wire::TicketStatus::Pending,
        TicketStatus::OnHold => wire::TicketStatus::OnHold,
        TicketStatus::Solved => wire::TicketStatus::Solved,
        TicketStatus::Closed => wire::TicketStatus::Closed,
    }
}

#[must_use]
pub const fn ticket_status(status: wire::TicketStatus) -> TicketStatus {
    match status {
        wire::TicketStatus::New => TicketStatus::New,
        wire::TicketStatus::Open => TicketStatus::Open,
        wire::TicketStatus::Pending => TicketStatus::Pending,
        wire::TicketStatus::OnHold => TicketStatus::OnHold,
        wire::TicketStatus::Solved => TicketStatus::Solved,
        wire::TicketStatus::Closed => TicketStatus::Closed,
    }
}

#[must_use]
pub const fn marks(marks: Marks) -> wire::Marks {
    wire::Marks {
        end_user_delivered: marks.end_user_delivered,
        end_user_read: marks.end_user_read,
        agent_read: marks.agent_read,
    }
}
