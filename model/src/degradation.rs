//! What is changed of a message where a channel cannot show it as it was written (channels §16).

use serde::{Deserialize, Serialize};

/// One rule by which a message was changed. The names are stored and told to clients: none ever gets another meaning.
///
/// Quotes, places and reactions have no rule here, because nothing that is sent holds any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Degradation {
    /// A text is longer than one message of the channel: it goes as several.
    TextSplit,
    /// Buttons are rows of a menu.
    ButtonsAsList,
    /// Buttons are numbered lines; who types the number or the label has pressed it.
    ButtonsAsText,
    /// Labels that are too long for a button are cut there.
    LabelsShortened,
    /// Cards are paragraphs of a text.
    CarouselAsText,
    /// What is said of cards is a message before them.
    TextBefore,
    /// Pages are titles and addresses in a text.
    ArticlesAsText,
    /// The fields of a form are numbered lines.
    FormAsText,
    /// A file that the channel does not take goes as an address that ends after a while.
    FileAsLink,
    /// Each file is a message of its own.
    FilesApart,
    /// A picture, sound or film goes as a file to be saved, because the channel shows none of that kind.
    MediaAsFile,
    /// The words that belong to files are a message after them.
    CaptionAfter,
    /// Bold, italic and the like are plain, and a link's address stands behind its words.
    MarkupStripped,
}

impl Degradation {
    pub const ALL: [Self; 13] = [
        Self::TextSplit,
        Self::ButtonsAsList,
        Self::ButtonsAsText,
        Self::LabelsShortened,
        Self::CarouselAsText,
        Self::TextBefore,
        Self::ArticlesAsText,
        Self::FormAsText,
        Self::FileAsLink,
        Self::FilesApart,
        Self::MediaAsFile,
        Self::CaptionAfter,
        Self::MarkupStripped,
    ];
}
