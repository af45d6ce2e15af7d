//! What waits to be written to one client: at most so many bytes, written many frames at a time.

use actix_http::ws::{CloseCode, CloseReason, OpCode, Parser};
use actix_web::Error;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// 1 MiB: a busy minute of an agent's desk. A client that is further behind has stopped reading; it is closed as
/// slow and resumes from its last sequence, which is cheaper for both sides than a longer queue.
pub const MAX_QUEUED_BYTES: usize = 1 << 20;
/// Bytes that are given to the connection at a time: many frames in one write.
const WRITE_BYTES: usize = 32 << 10;

/// A queue of encoded frames; both ends live on one thread.
#[derive(Clone, Default)]
pub struct Outbound(Rc<RefCell<Queue>>);

#[derive(Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    finished: bool,
    reader: Option<Waker>,
}

/// The queue is full, or the client is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    Full,
    Gone,
}

impl Outbound {
    /// # Errors
    /// When the client is too far behind, or gone.
    pub fn push(&self, frame: Bytes) -> Result<(), Unwritten> {
        let mut queue = self.0.borrow_mut();
        if queue.finished {
            return Err(Unwritten::Gone);
        }
        if queue.bytes.saturating_add(frame.len()) > MAX_QUEUED_BYTES {
            return Err(Unwritten::Full);
        }
        queue.bytes = queue.bytes.saturating_add(frame.len());
        queue.frames.push_back(frame);
        wake(queue.reader.take());
        Ok(())
    }

    /// Writes a Close frame behind what waits, and ends the response.
    pub fn close(&self, code: u16, text: &str) {
        let mut frame = BytesMut::new();
        let reason = CloseReason { code: CloseCode::from(code), description: Some(text.to_owned()) };
        Parser::write_close(&mut frame, Some(reason), false);
        let mut queue = self.0.borrow_mut();
        if !queue.finished {
            queue.frames.push_back(frame.freeze());
            queue.finished = true;
        }
        wake(queue.reader.take());
    }

    /// Forgets what waits: for a client that does not read it.
    pub fn clear(&self) {
        let mut queue = self.0.borrow_mut();
        queue.frames.clear();
        queue.bytes = 0;
    }

    #[must_use]
    pub fn queued_bytes(&self) -> usize {
        self.0.borrow().bytes
    }

    /// The response's body.
    #[must_use]
    pub fn body(&self) -> OutboundBody {
        OutboundBody(Rc::clone(&self.0))
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// The end of the queue that the connection reads.
pub struct OutboundBody(Rc<RefCell<Queue>>);

impl Stream for OutboundBody {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut queue = self.0.borrow_mut();
        let Some(first) = queue.frames.pop_front() else {
            if queue.finished {
                return Poll::Ready(None);
            }
            queue.reader = Some(context.waker().clone());
            return Poll::Pending;
        };
        let mut taken = first.len();
        if queue.frames.is_empty() {
            queue.bytes = queue.bytes.saturating_sub(taken);
            return Poll::Ready(Some(Ok(first)));
        }
        let mut chunk = BytesMut::with_capacity(WRITE_BYTES.max(first.len()));
        chunk.extend_from_slice(&first);
        while let Some(next) = queue.frames.front() {
            if chunk.len().saturating_add(next.len()) > WRITE_BYTES {
                break;
            }
            taken = taken.saturating_add(next.len());
            chunk.extend_from_slice(next);
            queue.frames.pop_front();
        }
        queue.bytes = queue.bytes.saturating_sub(taken);
        Poll::Ready(Some(Ok(chunk.freeze())))
    }
}

impl Drop for OutboundBody {
    /// The connection is gone: nothing more will be written.
    fn drop(&mut self) {
        let mut queue = self.0.borrow_mut();
        queue.finished = true;
        queue.frames.clear();
        queue.bytes = 0;
    }
}

/// A text frame, ready to be written to any number of clients: what a server sends is not masked.
#[must_use]
pub fn text_frame(text: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(text.len().saturating_add(10));
    Parser::write_message(&mut frame, text, OpCode::Text, true, false);
    frame.freeze()
}

#[must_use]
pub fn pong_frame(payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::new();
    Parser::write_message(&mut frame, payload, OpCode::Pong, true, false);
    frame.freeze()
}

#[must_use]
pub fn ping_frame() -> Bytes {
    let mut frame = BytesMut::new();
    Parser::write_message(&mut frame, [].as_slice(), OpCode::Ping, true, false);
    frame.freeze()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use futures_util::StreamExt;

    fn frame(bytes: usize) -> Bytes {
        Bytes::from(vec![b'x'; bytes])
    }

    #[test]
    fn frames_leave_in_order_and_many_at_a_time() {
        let outbound = Outbound::default();
        let mut body = outbound.body();
        for text in ["a", "b", "c"] {
            outbound.push(Bytes::from(text)).expect("there is room");
        }
        let chunk = body.next().now_or_never().flatten().expect("a chunk").expect("no error");
        assert_eq!(&chunk[..], b"abc");
        assert_eq!(outbound.queued_bytes(), 0);
        assert!(body.next().now_or_never().is_none(), "nothing waits");
    }

    #[test]
    fn a_client_that_does_not_read_costs_the_bound_and_no_more() {
        let outbound = Outbound::default();
        let _body = outbound.body();
        let taken = (0..10_000).filter(|_| outbound.push(frame(1_000)).is_ok()).count();
        assert_eq!(taken, MAX_QUEUED_BYTES / 1_000);
        assert_eq!(outbound.push(frame(1_000)), Err(Unwritten::Full));
        outbound.clear();
        assert_eq!(outbound.push(frame(1_000)), Ok(()));
    }

    #[test]
    fn nothing_is_queued_for_a_client_who_is_gone() {
        let outbound = Outbound::default();
        drop(outbound.body());
        assert_eq!(outbound.push(frame(1)), Err(Unwritten::Gone));
    }

    #[test]
    fn a_close_is_the_last_thing() {
        let outbound = Outbound::default();
        let mut body = outbound.body();
        outbound.push(text_frame(b"last")).expect("there is room");
        outbound.close(1012, "restart");
        assert_eq!(outbound.push(frame(1)), Err(Unwritten::Gone));
        let chunk = body.next().now_or_never().flatten().expect("a chunk").expect("no error");
        assert!(chunk.ends_with(b"restart"));
        assert!(body.next().now_or_never().expect("ready").is_none());
    }
}
