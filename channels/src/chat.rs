//! Live chat: the widget's socket, bound to the visitor's presence (behaviour 2.31).

use crate::capability::Capability;
use crate::widget::WIDGET;
use frontdesk_model::channel::ChannelKind;

pub const CHAT: Capability =
    Capability { ends_on_disconnect: ChannelKind::Chat.ends_on_disconnect(), ..WIDGET };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_10_a_chat_differs_from_a_widget_in_nothing_but_its_end() {
        const { assert!(CHAT.ends_on_disconnect) };
        assert_eq!(Capability { ends_on_disconnect: false, ..CHAT }, WIDGET);
    }
}
