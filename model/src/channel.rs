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
