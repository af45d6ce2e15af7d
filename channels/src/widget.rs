//! The web widget. It has no adapter: its socket is ours.

use crate::capability::{Capability, MediaLimits, Receipts, TextUnit};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::flow::Capabilities;

pub const WIDGET: Capability = Capability {
    flow: Capabilities::FULL,
    text_max: 4_096,
    text_unit: TextUnit::Chars,
    files: true,
    media: MediaLimits::ALL,
    typing: true,
    mark_read: true,
    receipts: Receipts::Read,
    window: None,
    ends_on_disconnect: ChannelKind::Widget.ends_on_disconnect(),
    pace: None,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_widget_waits_for_an_answer_and_takes_every_text() {
        const { assert!(!WIDGET.ends_on_disconnect) };
        assert_eq!(usize::try_from(WIDGET.text_max), Ok(frontdesk_model::message::MAX_TEXT_CHARS));
    }
}
