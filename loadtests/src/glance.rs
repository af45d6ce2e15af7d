//! Reading frames at a glance, for where the load generator's own cost would spoil the figures: a mark in the text
//! of a message tells who sent it, which it is, and when it was meant to be sent.
//!
//! The tests hold it against the wire types: a mark is found exactly where a message's text is.

use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// How every message of ours begins. Only texts of messages are members with this name on the wire.
const BEGINS: &str = "\"text\":\"fd1 ";
/// Characters of the shortest text that holds a mark.
const SHORTEST: usize = 48;

/// Who sent a message, which of theirs it is, and when it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) sender: u64,
    pub(crate) number: u64,
    /// Microseconds since the run began.
    pub(crate) due_us: u64,
}

impl Mark {
    /// A text of `length` bytes with the mark in it.
    ///
    /// # Errors
    /// When it does not fit.
    pub(crate) fn write(self, length: usize) -> Result<String> {
        let Self { sender, number, due_us } = self;
        ensure!(length >= SHORTEST, "messages need at least {SHORTEST} bytes");
        let mut text = String::with_capacity(length);
        write!(text, "fd1 {sender} {number} {due_us} ")?;
        ensure!(text.len() <= length, "the mark does not fit into {length} bytes");
        text.extend(std::iter::repeat_n('x', length.saturating_sub(text.len())));
        Ok(text)
    }

    /// How long ago the message was due.
    #[must_use]
    pub(crate) fn age(self, began: Instant) -> Duration {
        began.elapsed().saturating_sub(Duration::from_micros(self.due_us))
    }
}

/// All marks in the texts of a frame's messages, in their order.
pub(crate) fn marks(frame: &str) -> impl Iterator<Item = Result<Mark>> {
    let mut rest = frame;
    std::iter::from_fn(move || {
        let at = rest.find(BEGINS)?;
        rest = rest.get(at.saturating_add(BEGINS.len())..)?;
        Some(read(rest))
    })
}

fn read(text: &str) -> Result<Mark> {
    let mut numbers = text.splitn(4, ' ').map(str::parse);
    let mut next = || numbers.next().context("a mark is cut off")?.context("a mark is broken");
    Ok(Mark { sender: next()?, number: next()?, due_us: next()? })
}

/// The `type` of a frame, which the server writes first.
#[must_use]
pub(crate) fn kind(frame: &str) -> &str {
    let after = frame.strip_prefix("{\"type\":\"").unwrap_or_default();
    after.split_once('"').map_or("", |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_web::wire::agent::ServerFrame as AgentFrame;
    use frontdesk_web::wire::widget::{ClientFrame, Say, ServerFrame as WidgetFrame};
    use serde_json::json;

    const MARK: Mark = Mark { sender: 7, number: 12_345, due_us: 987_654_321 };

    fn message(text: &str) -> serde_json::Value {
        json!({ "kind": "message", "seq": 4, "id": "0".repeat(24), "at": 1, "author": { "kind": "end_user" },
            "channel": "widget", "internal": false, "content": { "type": "text", "text": text },
            "simplified": null, "delivery": { "state": "sent" }, "command": null })
    }

    /// As the server encodes it.
    fn agent_frame(texts: &[&str]) -> String {
        let items: Vec<_> = texts.iter().map(|text| message(text)).collect();
        let frame = json!({ "type": "conversation", "conversation": "0".repeat(24), "from": 3, "seq": 4,
            "items": items });
        let frame: AgentFrame = serde_json::from_value(frame).expect("a frame of the wire");
        serde_json::to_string(&frame).expect("JSON")
    }

    #[test]
    fn marks_are_found_in_the_servers_own_frames() {
        let second = Mark { number: 12_346, ..MARK };
        let texts = [MARK.write(100).expect("fits"), second.write(60).expect("fits")];
        assert_eq!((texts[0].len(), texts[1].len()), (100, 60));
        let frame = agent_frame(&[&texts[0], "hello", &texts[1]]);
        let found: Vec<Mark> = marks(&frame).collect::<Result<_>>().expect("marks");
        assert_eq!(found, [MARK, second]);
    }

    #[test]
    fn what_somebody_only_writes_about_is_no_mark() {
        for text in ["\"text\":\"fd1 1 2 3 ", "we said fd1 1 2 3", "fd1"] {
            assert_eq!(marks(&agent_frame(&[text])).count(), 0, "{text}");
        }
    }

    #[test]
    fn broken_marks_are_told() {
        assert!(marks(&agent_frame(&["fd1 1 2"])).any(|mark| mark.is_err()));
        assert!(MARK.write(10).is_err());
    }

    #[test]
    fn kinds_are_those_that_the_server_writes() {
        let id = "0".repeat(24);
        let done = json!({ "type": "done", "id": id, "conversation": null, "seq": 3, "at": 1 });
        let done: WidgetFrame = serde_json::from_value(done).expect("a frame of the wire");
        assert_eq!(kind(&serde_json::to_string(&done).expect("JSON")), "done");
        assert_eq!(kind(&agent_frame(&[])), "conversation");
        assert_eq!(kind("{}"), "");
    }

    #[test]
    fn a_marked_text_is_a_message_that_may_be_sent() {
        let say = Say::Text { text: MARK.write(100).expect("fits") };
        let frame = crate::visitor::send(&crate::ids::draw(), say).expect("a frame");
        let text = serde_json::to_string(&frame).expect("JSON");
        assert_eq!(serde_json::from_str::<ClientFrame>(&text).expect("reads back"), frame);
    }
}
