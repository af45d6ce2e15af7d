//! What our buttons carry through a provider and back: which option of which message was pressed.

use frontdesk_model::id::MessageId;

/// The payload of an option's button: the message's id in hexadecimal, a colon, the option's id. At least 26 bytes.
#[must_use]
pub fn payload(message: MessageId, option: &str) -> String {
    format!("{message}:{option}")
}

/// The message and option of a payload; `None` for what no button of ours carries.
#[must_use]
pub fn read(payload: &str) -> Option<(MessageId, &str)> {
    let (message, option) = payload.split_once(':')?;
    Some((message.parse().ok()?, option)).filter(|(_, option)| !option.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::time::Timestamp;

    #[test]
    fn what_is_pressed_is_what_was_offered() {
        let message = MessageId::new(Timestamp::from_millis(1_000), [7; 6]);
        let sent = payload(message, "step-1:yes");
        assert_eq!(read(&sent), Some((message, "step-1:yes")));
        for other in ["", "yes", "zz:yes", &format!("{message}:")] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
