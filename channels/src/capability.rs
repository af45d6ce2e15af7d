//! What a channel can do, as data.

use crate::inbound::MediaKind;
use crate::pace::Pace;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::time::{Span, Timestamp};

/// One adapter's abilities and limits; everything that the rest of the server has to know of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// What the bot may say without it being turned into text first.
    pub flow: Capabilities,
    /// The longest text of one message, in `text_unit`s.
    pub text_max: u32,
    pub text_unit: TextUnit,
    /// Whether files can be sent as such.
    pub files: bool,
    /// The largest file of each kind that goes as such; what is larger or has none goes as a link.
    pub media: MediaLimits,
    /// Whether we can show that we type.
    pub typing: bool,
    /// Whether we can show that something was read.
    pub mark_read: bool,
    pub receipts: Receipts,
    /// How long after the end user's last message a reply may be sent; `None` for always.
    pub window: Option<Span>,
    /// Whether the session ends when the end user leaves.
    pub ends_on_disconnect: bool,
    /// How fast one account may send; `None` where nothing is sent to a provider.
    pub pace: Option<Pace>,
}

impl Capability {
    /// Whether a reply may be sent at `now` to somebody who wrote last at `last`. What lies outside is not sent at
    /// all, so that its agent learns why before the provider says so.
    #[must_use]
    pub fn window_is_open(&self, last: Option<Timestamp>, now: Timestamp) -> bool {
        self.window.is_none_or(|window| last.is_some_and(|last| now < last.plus(window)))
    }
}

/// Bytes; 0 where the channel has no such thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaLimits {
    pub image: u64,
    pub audio: u64,
    pub video: u64,
    pub file: u64,
}

impl MediaLimits {
    /// Everything that the server itself takes.
    pub const ALL: Self = Self { image: u64::MAX, audio: u64::MAX, video: u64::MAX, file: u64::MAX };
    pub const NONE: Self = Self { image: 0, audio: 0, video: 0, file: 0 };

    /// The most that a file of that kind may have.
    #[must_use]
    pub const fn of(&self, kind: MediaKind) -> u64 {
        match kind {
            MediaKind::Image | MediaKind::Sticker => self.image,
            MediaKind::Audio => self.audio,
            MediaKind::Video => self.video,
            MediaKind::File => self.file,
        }
    }
}

/// What the length of a text is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextUnit {
    Chars,
    Utf16,
    Bytes,
}

/// How far a message can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receipts {
    /// That it was taken is all that is ever known.
    None,
    Delivered,
    Read,
}

#[cfg(test)]
mod tests {
    use crate::WIDGET;
    use crate::capability::Capability;
    use frontdesk_model::time::{Span, Timestamp};

    #[test]
    fn s1_53_a_window_is_open_until_it_ends() {
        let day = Capability { window: Some(Span::days(1)), ..WIDGET };
        let wrote = Timestamp::from_millis(1_000);
        let end = wrote.plus(Span::days(1));
        assert!(day.window_is_open(Some(wrote), end.minus(Span::millis(1))));
        assert!(!day.window_is_open(Some(wrote), end));
        assert!(!day.window_is_open(None, wrote), "nobody wrote: nothing is open");
        assert!(WIDGET.window_is_open(None, wrote));
    }
}
