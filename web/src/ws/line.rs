//! What both kinds of session share: reading, writing, being heard from, being closed.

use super::close::Close;
use super::inbound::{Incoming, Reader};
use super::outbound::{Outbound, Unwritten, ping_frame, pong_frame, text_frame};
use crate::wire::shared::ClosingReason;
use bytes::Bytes;
use frontdesk_model::time::{Span, Timestamp};
use serde::Serialize;

/// Frames that cannot be read before a socket is closed: a client with a defect shows itself in its logs, an
/// attacker gets nothing to try with.
const MAX_MALFORMED: u8 = 3;
/// How long a client may take to say hello.
pub const HELLO_WITHIN: std::time::Duration = std::time::Duration::from_secs(10);
/// Spread of the return after a restart, so that not all clients come at once, in milliseconds.
const RETRY_SPREAD_MS: u64 = 2_000;

pub struct Line {
    pub outbound: Outbound,
    reader: Reader,
    heard_at: Timestamp,
    malformed: u8,
    closed: Option<Close>,
}

impl Line {
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self {
            outbound: Outbound::default(),
            reader: Reader::default(),
            heard_at: now,
            malformed: 0,
            closed: None,
        }
    }

    /// Whoever is at the other end is known now.
    pub const fn trust(&mut self) {
        self.reader.trust();
    }

    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// Takes bytes in, and gives the texts that they complete. Pings are answered here.
    ///
    /// # Errors
    /// How the socket has to be closed.
    pub fn receive(&mut self, bytes: &[u8], now: Timestamp) -> Result<Vec<String>, Close> {
        self.heard_at = now;
        self.reader.feed(bytes);
        let mut texts = Vec::new();
        while let Some(incoming) = self.reader.take_next()? {
            match incoming {
                Incoming::Text(text) => texts.push(text),
                Incoming::Ping(payload) => self.write(pong_frame(&payload))?,
                Incoming::Pong => {}
                Incoming::Closed => return Err(Close::Normal),
            }
        }
        Ok(texts)
    }

    /// Counts a frame that cannot be read.
    ///
    /// # Errors
    /// When there were too many.
    pub const fn malformed(&mut self) -> Result<(), Close> {
        self.malformed = self.malformed.saturating_add(1);
        if self.malformed >= MAX_MALFORMED { Err(Close::Protocol) } else { Ok(()) }
    }

    /// # Errors
    /// When the client is too far behind or gone.
    pub fn send<T: Serialize>(&self, frame: &T) -> Result<(), Close> {
        match serde_json::to_vec(frame) {
            Ok(text) => self.write(text_frame(&text)),
            Err(error) => {
                tracing::error!(%error, "a frame cannot be encoded");
                Ok(())
            }
        }
    }

    /// # Errors
    /// When the client is too far behind or gone.
    pub fn write(&self, frame: Bytes) -> Result<(), Close> {
        self.outbound.push(frame).map_err(|unwritten| match unwritten {
            Unwritten::Full => Close::Slow,
            Unwritten::Gone => Close::Normal,
        })
    }

    /// Shows that the server is there, and looks whether the client is.
    ///
    /// # Errors
    /// When nothing was heard for more than twice the heartbeat.
    pub fn beat(&self, now: Timestamp, heartbeat_ms: u64) -> Result<(), Close> {
        let patience = Span::millis(heartbeat_ms.saturating_mul(2).saturating_add(5_000));
        if now.since(self.heard_at) > patience {
            return Err(Close::Silent);
        }
        self.write(ping_frame())
    }

    /// Says why, if there is something to say, and ends the response. Only the first call does anything.
    pub fn close<T: Serialize>(&mut self, why: Close, closing: impl FnOnce(ClosingReason, u64) -> T) {
        if self.closed.is_some() {
            return;
        }
        self.closed = Some(why);
        if why == Close::Slow {
            self.outbound.clear();
        }
        if let Some(reason) = why.reason() {
            let spread = if why == Close::Draining {
                500 + u64::from(rand::random::<u16>()) % RETRY_SPREAD_MS
            } else {
                0
            };
            // The last words; whoever does not hear them sees the close code.
            let _ = self.send(&closing(reason, spread));
        }
        metrics::counter!("frontdesk_ws_closed_total", "reason" => why.word()).increment(1);
        self.outbound.close(why.code(), why.word());
    }
}
