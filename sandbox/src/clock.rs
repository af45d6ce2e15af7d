//! The providers' time: the machine's, or one that stands still until a test moves it.

use frontdesk_model::time::{Span, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// Cheap to clone; all clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// What the clock shows, in milliseconds since the epoch, where it does not run.
    stands_at: Option<AtomicU64>,
    /// By how far a running clock was moved.
    ahead: AtomicU64,
    moved: watch::Sender<()>,
}

impl Clock {
    /// The machine's time, which may be moved forward but not back.
    #[must_use]
    pub fn system() -> Self {
        Self::of(None)
    }

    /// Stands still until it is moved.
    #[must_use]
    pub fn standing(at: Timestamp) -> Self {
        Self::of(Some(AtomicU64::new(at.millis())))
    }

    fn of(stands_at: Option<AtomicU64>) -> Self {
        let inner = Inner { stands_at, ahead: AtomicU64::new(0), moved: watch::Sender::new(()) };
        Self(Arc::new(inner))
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        let shown = self.0.stands_at.as_ref().map_or_else(machine, |at| at.load(Ordering::SeqCst));
        Timestamp::from_millis(shown.saturating_add(self.0.ahead.load(Ordering::SeqCst)))
    }

    /// Moves it forward; whoever waits for a point that is now past goes on.
    pub fn advance(&self, by: Span) {
        self.0.ahead.fetch_add(by.as_millis(), Ordering::SeqCst);
        self.0.moved.send_replace(());
    }

    /// Returns once the clock shows `at` or later.
    pub async fn until(&self, at: Timestamp) {
        let mut moved = self.0.moved.subscribe();
        loop {
            let left = at.since(self.now());
            if left == Span::ZERO {
                return;
            }
            // A sender cannot go away while `self` holds it, so the wait ends only by a move.
            if self.0.stands_at.is_some() {
                let _ = moved.changed().await;
            } else {
                let sleep = tokio::time::sleep(Duration::from_millis(left.as_millis()));
                tokio::select! {
                    () = sleep => {}
                    _ = moved.changed() => {}
                }
            }
        }
    }
}

fn machine() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the sandbox reads the machine's clock"
    )]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_rt::test]
    async fn whoever_waits_goes_on_when_the_clock_is_moved() {
        let clock = Clock::standing(Timestamp::from_millis(1_000));
        let waiting = clock.until(Timestamp::from_millis(61_000));
        let moving = async {
            clock.advance(Span::seconds(59));
            assert_eq!(clock.now().millis(), 60_000);
            clock.advance(Span::seconds(1));
        };
        futures_util::future::join(waiting, moving).await;
        assert_eq!(clock.now().millis(), 61_000);
    }
}
