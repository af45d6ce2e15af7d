//! From the bytes of a connection to whole messages (RFC 6455), under a limit.

use super::close::Close;
use actix_http::ws::{OpCode, Parser, ProtocolError};
use bytes::{Bytes, BytesMut};

/// 64 KiB: the longest text has 4,096 characters, 16 KiB at the most; the rest is room for ids and escapes.
pub const MAX_MESSAGE_BYTES: usize = 64 << 10;
/// Before somebody has shown who they are: room for the first frame.
pub const MAX_FIRST_BYTES: usize = 16 << 10;

/// What a client sent.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming {
    Text(String),
    Ping(Bytes),
    Pong,
    Closed,
}

/// Joins the frames of one connection into messages.
pub struct Reader {
    buffer: BytesMut,
    /// The parts of a message that came in several frames.
    partial: Option<BytesMut>,
    limit: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self { buffer: BytesMut::new(), partial: None, limit: MAX_FIRST_BYTES }
    }
}

impl Reader {
    /// Whoever sent it is known now: longer messages are taken.
    pub const fn trust(&mut self) {
        self.limit = MAX_MESSAGE_BYTES;
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message; `None` when more bytes are needed.
    ///
    /// # Errors
    /// How the connection has to be closed: what was sent is not the protocol, or too long.
    pub fn take_next(&mut self) -> Result<Option<Incoming>, Close> {
        loop {
            let parsed = Parser::parse(&mut self.buffer, true, self.limit).map_err(|error| match error {
                ProtocolError::Overflow => Close::TooLarge,
                _ => Close::Protocol,
            })?;
            let Some((finished, opcode, payload)) = parsed else { return Ok(None) };
            let payload = payload.unwrap_or_default();
            if let Some(incoming) = self.join(finished, opcode, payload)? {
                return Ok(Some(incoming));
            }
        }
    }

    fn join(&mut self, finished: bool, opcode: OpCode, payload: BytesMut) -> Result<Option<Incoming>, Close> {
        match opcode {
            OpCode::Text if self.partial.is_some() => Err(Close::Protocol),
            OpCode::Text if finished => text(payload).map(Some),
            OpCode::Text => {
                self.partial = Some(payload);
                Ok(None)
            }
            OpCode::Continue => {
                let mut partial = self.partial.take().ok_or(Close::Protocol)?;
                if partial.len().saturating_add(payload.len()) > self.limit {
                    return Err(Close::TooLarge);
                }
                partial.extend_from_slice(&payload);
                if finished {
                    return text(partial).map(Some);
                }
                self.partial = Some(partial);
                Ok(None)
            }
            OpCode::Ping => Ok(Some(Incoming::Ping(payload.freeze()))),
            OpCode::Pong => Ok(Some(Incoming::Pong)),
            OpCode::Close => Ok(Some(Incoming::Closed)),
            OpCode::Binary | OpCode::Bad => Err(Close::Protocol),
        }
    }
}

fn text(payload: BytesMut) -> Result<Incoming, Close> {
    String::from_utf8(payload.into()).map(Incoming::Text).map_err(|_| Close::Protocol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(opcode: OpCode, finished: bool, payload: &[u8]) -> BytesMut {
        let mut bytes = BytesMut::new();
        Parser::write_message(&mut bytes, payload, opcode, finished, true);
        bytes
    }

    fn read(frames: &[BytesMut]) -> Vec<Result<Option<Incoming>, Close>> {
        let mut reader = Reader::default();
        let mut read = Vec::new();
        for frame in frames {
            // Byte by byte: the network cuts where it likes.
            for byte in frame {
                reader.feed(&[*byte]);
            }
            read.push(reader.take_next());
        }
        read
    }

    #[test]
    fn a_message_in_pieces_is_one_message() {
        let frames = [
            frame(OpCode::Text, false, b"{\"type\":"),
            frame(OpCode::Ping, true, b"?"),
            frame(OpCode::Continue, false, b"\"ping\""),
            frame(OpCode::Continue, true, b"}"),
        ];
        assert_eq!(
            read(&frames),
            [
                Ok(None),
                Ok(Some(Incoming::Ping(Bytes::from_static(b"?")))),
                Ok(None),
                Ok(Some(Incoming::Text("{\"type\":\"ping\"}".to_owned()))),
            ]
        );
    }

    #[test]
    fn what_is_not_the_protocol_closes() {
        for (why, frames) in [
            ("binary", vec![frame(OpCode::Binary, true, b"x")]),
            ("a continuation of nothing", vec![frame(OpCode::Continue, true, b"x")]),
            ("a text within a text", vec![frame(OpCode::Text, false, b"x"), frame(OpCode::Text, true, b"y")]),
            ("not UTF-8", vec![frame(OpCode::Text, true, &[0xff, 0xfe])]),
        ] {
            assert_eq!(read(&frames).pop(), Some(Err(Close::Protocol)), "{why}");
        }
    }

    #[test]
    fn too_long_messages_close_before_they_are_whole() {
        let long = vec![b'x'; MAX_FIRST_BYTES + 1];
        assert_eq!(read(&[frame(OpCode::Text, true, &long)]), [Err(Close::TooLarge)]);
        let half = vec![b'x'; MAX_FIRST_BYTES / 2 + 1];
        let frames = [frame(OpCode::Text, false, &half), frame(OpCode::Continue, true, &half)];
        assert_eq!(read(&frames).pop(), Some(Err(Close::TooLarge)));
    }
}
