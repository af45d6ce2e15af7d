//! A message in the pieces in which a provider takes it, in order (channels §16).

use crate::capability::{Capability, MediaLimits};
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::plain::file_line;
use crate::split::{measure, split};
use frontdesk_model::flow::{degrade, simplified};
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
pub(crate) fn pieces(outbound: &Outbound, rules: Rules<'_>) -> Vec<Piece> {
    let contents = degrade(&outbound.content, &rules.capability.flow);
    contents.iter().flat_map(|content| of(content, outbound, rules)).collect()
}

fn of(content: &Content, outbound: &Outbound, rules: Rules<'_>) -> Vec<Piece> {
    match content {
        Content::Files { files, caption } => of_files(files, caption.as_ref(), outbound, rules),
        Content::Options { text, options } => {
            let mut pieces = texts(text.as_str(), rules.capability);
            if let Some(Piece::Text(text)) = pieces.pop() {
                pieces.push(Piece::Options { text, options: options.clone() });
            }
            pieces
        }
        _ => texts(&simplified(content), rules.capability),
    }
}

fn texts(text: &str, capability: &Capability) -> Vec<Piece> {
    split(text, capability.text_unit, capability.text_max).into_iter().map(Piece::Text).collect()
}

/// The caption stands with the first file; one that is too long for that comes after the files.
fn of_files(
    files: &[FileRef],
    caption: Option<&MessageText>,
    outbound: &Outbound,
    rules: Rules<'_>,
) -> Vec<Piece> {
    let capability = rules.capability;
    let goes = |file: &&FileRef| (rules.takes)(file) && file.size <= limit(file, capability.media);
    let (sent, linked): (Vec<_>, Vec<_>) = files.iter().partition(goes);
    let most = usize::try_from(rules.caption_max).unwrap_or(usize::MAX);
    let fits = |text: &&MessageText| measure(text.as_str(), capability.text_unit) <= most;
    let mut beside = caption.filter(fits).filter(|_| !sent.is_empty()).map(|text| text.as_str().to_owned());
    let after = caption.filter(|_| beside.is_none()).map(|text| text.as_str().to_owned());
    let lines = after.into_iter().chain(linked.into_iter().map(|file| file_line(file, outbound)));
    let lines = lines.collect::<Vec<_>>().join("\n");
    let mut pieces = Vec::with_capacity(files.len());
    for file in sent {
        pieces.push(Piece::File { file: file.clone(), caption: beside.take() });
    }
    pieces.extend(texts(&lines, capability));
    pieces
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

fn limit(file: &FileRef, limits: MediaLimits) -> u64 {
    match kind(file) {
        MediaKind::Image | MediaKind::Sticker => limits.image,
        MediaKind::Audio => limits.audio,
        MediaKind::Video => limits.video,
        MediaKind::File => limits.file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WIDGET;
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
        let at = Timestamp::from_millis(1);
        let outbound = Outbound {
            account: IntegrationId::new(at, [1; 6]),
            conversation: ConversationId::new(at, [2; 6]),
            message: MessageId::new(at, [3; 6]),
            to: crate::Address::new("7").unwrap(),
            author: Author::Bot,
            content,
            memo: BTreeMap::new(),
            links: BTreeMap::from([(AttachmentId::new(at, [2; 6]), "https://d.example/f".to_owned())]),
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
}
