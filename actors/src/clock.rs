//! Where time and randomness come from: values of the shell, so that a test decides both.

use frontdesk_model::time::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicU64);

impl ManualClock {
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicU64::new(now.millis()))
    }

    pub fn advance(&self, span: frontdesk_model::time::Span) {
        self.0.fetch_add(span.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Draws what makes ids unique.
pub trait Dice: Send + Sync + 'static {
    fn six(&self) -> [u8; 6];
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDice;

impl Dice for SystemDice {
    fn six(&self) -> [u8; 6] {
        rand::random()
    }
}

/// Counts up: the same order of draws gives the same ids.
#[derive(Debug, Default)]
pub struct CountingDice(AtomicU64);

impl Dice for CountingDice {
    fn six(&self) -> [u8; 6] {
        // The last two bytes are counted within a command.
        let [_, _, _, _, a, b, c, d] = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        [a, b, c, d, 0, 0]
    }
}
