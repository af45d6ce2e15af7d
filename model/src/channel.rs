//! The kinds of channels. What each can do is data of its adapter.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    Widget,
    /// A live chat: ends when the visitor leaves; shares queue, Accept and composer (S3-10).
    Chat,
    Whatsapp,
    Messenger,
    Instagram,
    Line,
    Wechat,
    X,
    Telegram,
    Sms,
}

impl ChannelKind {
    /// Whether end users reach it through our own socket, so that a reply is on its way once it is durable.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Widget | Self::Chat)
    }

    /// Social channels get the notifier's tag besides their own (S1-24, S1-25).
    #[must_use]
    pub const fn is_social(self) -> bool {
        !self.is_ours()
    }

    /// Whether a session on it ends when the end user leaves (behaviour 2.31); on all others an answer waits for them.
    #[must_use]
    pub const fn ends_on_disconnect(self) -> bool {
        matches!(self, Self::Chat)
    }

    /// Whether a widget's customers may go on with their conversation on it (S0-29).
    #[must_use]
    pub const fn customers_may_switch_to(self) -> bool {
        matches!(self, Self::Whatsapp | Self::Messenger | Self::Instagram)
    }

    /// The word that is used for it in tags, configuration and files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Chat => "chat",
            Self::Whatsapp => "whatsapp",
            Self::Messenger => "facebook",
            Self::Instagram => "instagram",
            Self::Line => "line",
            Self::Wechat => "wechat",
            Self::X => "twitter",
            Self::Telegram => "telegram",
            Self::Sms => "sms",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::Tag;
    use ChannelKind::{Chat, Instagram, Line, Messenger, Sms, Telegram, Wechat, Whatsapp, Widget, X};
    use std::collections::BTreeSet;

    const ALL: [ChannelKind; 10] =
        [Widget, Chat, Whatsapp, Messenger, Instagram, Line, Wechat, X, Telegram, Sms];

    #[test]
    fn s1_24_each_channel_has_a_word_of_its_own_that_can_be_a_tag() {
        let words: BTreeSet<&str> = ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), ALL.len());
        for word in words {
            assert_eq!(Tag::new(word).unwrap().as_str(), word);
        }
    }

    #[test]
    fn s0_1_t_9_three_kinds_say_that_they_can_be_linked() {
        let linkable: Vec<_> = ALL.into_iter().filter(|kind| kind.customers_may_switch_to()).collect();
        assert_eq!(linkable, [Whatsapp, Messenger, Instagram]);
    }

    #[test]
    fn s1_25_what_is_not_ours_is_social() {
        let ours: Vec<_> = ALL.into_iter().filter(|kind| kind.is_ours()).collect();
        assert_eq!(ours, [Widget, Chat]);
        assert!(ALL.iter().all(|kind| kind.is_social() != kind.is_ours()));
    }
}
