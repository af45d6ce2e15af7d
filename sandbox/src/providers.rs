//! The providers that are simulated.

use crate::instagram::Instagram;
use crate::line::Line;
use crate::messenger::Messenger;
use crate::provider::Provider;
use crate::sms::Sms;
use crate::telegram::Telegram;
use crate::wechat::Wechat;
use crate::whatsapp::Whatsapp;
use crate::x::X;
use frontdesk_model::channel::ChannelKind;

/// In the order of their icons on the phone.
pub(crate) const ALL: &[&dyn Provider] =
    &[&Whatsapp, &Messenger, &Instagram, &Line, &Wechat, &X, &Telegram, &Sms];

pub(crate) fn of(kind: ChannelKind) -> Option<&'static dyn Provider> {
    ALL.iter().copied().find(|provider| provider.kind() == kind)
}

/// The word of a kind in addresses and ids, as it is written in JSON: `whatsapp`.
pub(crate) fn word(kind: ChannelKind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The kind of such a word, if somebody simulates it.
pub(crate) fn called(word: &str) -> Option<&'static dyn Provider> {
    ALL.iter().copied().find(|provider| self::word(provider.kind()) == word)
}
