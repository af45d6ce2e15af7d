//! Our reference of a message, which travels through Meta and comes back: in `biz_opaque_callback_data` with
//! WhatsApp's statuses, in `metadata` with the echoes of Messenger and Instagram.

use crate::inbound::Subject;
use crate::outbound::Outbound;

/// The ids of conversation and message in hexadecimal with a colon between them: 49 bytes.
pub(crate) fn write(outbound: &Outbound) -> String {
    format!("{}:{}", outbound.conversation, outbound.message)
}

/// `None` for what we did not write.
pub(crate) fn read(text: &str) -> Option<Subject> {
    let (conversation, message) = text.split_once(':')?;
    Some(Subject::Ours { conversation: conversation.parse().ok()?, message: message.parse().ok()? })
}
