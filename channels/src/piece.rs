//! A message in the pieces in which a provider takes it, in order (channels §16).

use crate::attached::{Attached, attached};
use crate::capability::Capability;
use crate::error::SendError;
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::preview::{Rendered, Told};
use crate::split::measure;
use frontdesk_model::flow::simplified;
use frontdesk_model::message::{Choice, Content, FileRef, MessageText};

/// What one request sends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    /// As many as the channel has, with labels that fit it.
    Options {
        text: String,
        options: Vec<Choice>,
    },
    File {
        file: FileRef,
        caption: Option<String>,
    },
}

impl Piece {
    pub(crate) const fn file(&self) -> Option<&FileRef> {
        match self {
            Self::File { file, .. } => Some(file),
            Self::Text(_) | Self::Options { .. } => None,
        }
    }
}

/// What a channel takes, beside its capability.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) capability: &'a Capability,
    /// The longest text beside a file, in the channel's unit; 0 where there is none.
    pub(crate) caption_max: u32,
    /// Whether a file that is small enough goes as such.
    pub(crate) takes: fn(&FileRef) -> bool,
}

/// Never empty unless the content is. What the channel cannot show has become text; a file that it does not take is a
/// line with its address.
///
/// # Errors
/// When a file can go neither as such nor as a link.
pub(crate) fn pieces(outbound: &Outbound, rules: Rules<'_>) -> Result<Rendered<Piece>, SendError> {
    Rendered::new(outbound, &rules.capability.flow, |content, told| of(content, outbound, rules, told))
}

fn of(
    content: &Content,
    outbound: &Outbound,
    rules: Rules<'_>,
    told: &mut Told,
) -> Result<Vec<Piece>, SendError> {
    Ok(match content {
        Content::Files { files, caption } => {
            let measured = |text: &str| measure(text, rules.capability.text_unit);
            let most = usize::try_from(rules.caption_max).unwrap_or(usize::MAX);
            let fits = |file: &FileRef| file.size <= rules.capability.media.of(kind(file));
            let goes = |file: &FileRef| ((rules.takes)(file) && fits(file)).then_some(());
            let beside = |(): &(), text: &str| measured(text) <= most;
            let given = (files.as_slice(), caption.as_ref());
            let Attached { sent, words } = attached(outbound, given, goes, beside, told)?;
            let piece = |caption: Option<&str>, file: &FileRef| Piece::File {
                file: file.clone(),
                caption: caption.map(str::to_owned),
            };
            let mut pieces: Vec<Piece> = sent.iter().map(|sent| piece(sent.caption, sent.file)).collect();
            pieces.extend(texts(&words, rules.capability, told));
            pieces
        }
        Content::Options { text, options } => {
            let mut pieces = texts(text.as_str(), rules.capability, told);
            if let Some(Piece::Text(text)) = pieces.pop() {
                pieces.push(Piece::Options { text, options: options.clone() });
            }
            pieces
        }
        _ => texts(&simplified(content), rules.capability, told),
    })
}

pub(crate) fn texts(text: &str, capability: &Capability, told: &mut Told) -> Vec<Piece> {
    let parts = told.split(text, capability.text_unit, capability.text_max);
    parts.into_iter().map(Piece::Text).collect()
}

/// A text with its options as numbered lines.
pub(crate) fn numbered(text: &str, options: &[Choice]) -> String {
    let whole = MessageText::fitted(text).map(|text| Content::Options { text, options: options.to_vec() });
    whole.as_ref().map(simplified).unwrap_or_default()
}

/// What kind of file the server found it to be.
pub(crate) fn kind(file: &FileRef) -> MediaKind {
    match file.media_type.split('/').next() {
        Some("image") => MediaKind::Image,
        Some("audio") => MediaKind::Audio,
        Some("video") => MediaKind::Video,
        _ => MediaKind::File,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WIDGET;
    use crate::capability::MediaLimits;
    use frontdesk_model::id::{AttachmentId, ConversationId, IntegrationId, MessageId};
    use frontdesk_model::message::Author;
    use frontdesk_model::time::Timestamp;
    use std::collections::BTreeMap;

    const PLAIN: Capability = Capability {
        text_max: 20,
        media: MediaLimits { image: 2_000_000, audio: 0, video: 0, file: 0 },
        flow: frontdesk_model::flow::Capabilities {
            options: 2,
            label_chars: 20,
            cards: 0,
            forms: false,
            articles: false,
        },
        ..WIDGET
    };

    fn cut(content: Content) -> Vec<Piece> {
        cut_with(content, true).unwrap().parts
    }

    fn cut_with(content: Content, linked: bool) -> Result<Rendered<Piece>, SendError> {
        let at = Timestamp::from_millis(1);
        let outbound = Outbound {
            account: IntegrationId::new(at, [1; 6]),
            conversation: ConversationId::new(at, [2; 6]),
            message: MessageId::new(at, [3; 6]),
            to: crate::Address::new("7").unwrap(),
            author: Author::Bot,
            content,
            memo: BTreeMap::new(),
            links: linked
                .then(|| (AttachmentId::new(at, [2; 6]), "https://d.example/f".to_owned()))
                .into_iter()
                .collect(),
            now: at,
        };
        pieces(&outbound, Rules { capability: &PLAIN, caption_max: 10, takes: |_| true })
    }

    fn file(unique: u8, name: &str, media_type: &str, size: u64) -> FileRef {
        let id = AttachmentId::new(Timestamp::from_millis(1), [unique; 6]);
        FileRef { id, name: name.to_owned(), media_type: media_type.to_owned(), size }
    }

    fn words(text: &str) -> MessageText {
        MessageText::new(text).unwrap()
    }

    #[test]
    fn buttons_stand_under_the_last_part_of_a_long_text() {
        let options = vec![Choice { id: "a".to_owned(), label: "Yes".to_owned() }];
        let content =
            Content::Options { text: words("a question that is too long"), options: options.clone() };
        assert_eq!(
            cut(content),
            [
                Piece::Text("a question that is".to_owned()),
                Piece::Options { text: "too long".to_owned(), options }
            ]
        );
    }

    #[test]
    fn a_caption_goes_with_the_first_file_or_after_them_all() {
        let picture = file(1, "a.png", "image/png", 1_000);
        let bill = file(2, "b.pdf", "application/pdf", 1_234_567);
        let files = vec![bill, picture.clone()];
        let short = Content::Files { files: files.clone(), caption: Some(words("hello")) };
        assert_eq!(
            cut(short),
            [
                Piece::File { file: picture.clone(), caption: Some("hello".to_owned()) },
                Piece::Text("b.pdf (1.3 MB):".to_owned()),
                Piece::Text("https://d.example/f".to_owned()),
            ]
        );
        let long = Content::Files { files: vec![picture.clone()], caption: Some(words("hello there, you")) };
        let after = Piece::Text("hello there, you".to_owned());
        assert_eq!(cut(long), [Piece::File { file: picture, caption: None }, after]);
    }

    #[test]
    fn a_file_that_can_go_in_no_way_is_said_to_the_agent() {
        let bill = file(2, "b.pdf", "application/pdf", 1_234_567);
        let content = Content::Files { files: vec![bill], caption: None };
        assert_eq!(cut_with(content, false).unwrap_err().code, "no_link");
    }
}
