//! How fast may be sent: a token bucket on given time.

use frontdesk_model::time::{Span, Timestamp};

/// What a provider allows one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Messages at once.
    pub burst: u32,
    /// One more message after each such span; zero for no limit.
    pub every: Span,
}

/// What is left of a [`Pace`].
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    pace: Pace,
    /// When the bucket will be full. A token taken moves it one span on; it never lies further ahead than a whole
    /// bucket takes to fill.
    full_at: Timestamp,
}

impl Bucket {
    /// A full one.
    #[must_use]
    pub const fn new(pace: Pace) -> Self {
        Self { pace, full_at: Timestamp::ZERO }
    }

    /// Takes a token, or says how long to wait for one.
    ///
    /// # Errors
    /// The span until the next token is there.
    pub fn take(&mut self, now: Timestamp) -> Result<(), Span> {
        let every = self.pace.every.as_millis();
        let most = every.saturating_mul(u64::from(self.pace.burst.max(1)));
        let full_at = self.full_at.max(now).plus(self.pace.every);
        let ahead = full_at.since(now).as_millis();
        if ahead > most {
            return Err(Span::millis(ahead - most));
        }
        self.full_at = full_at;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_at_once_and_then_one_each_span() {
        let mut bucket = Bucket::new(Pace { burst: 3, every: Span::millis(100) });
        let mut now = Timestamp::from_millis(1_000_000);
        for _ in 0..3 {
            assert_eq!(bucket.take(now), Ok(()));
        }
        assert_eq!(bucket.take(now), Err(Span::millis(100)));
        now = now.plus(Span::millis(60));
        assert_eq!(bucket.take(now), Err(Span::millis(40)));
        now = now.plus(Span::millis(40));
        assert_eq!(bucket.take(now), Ok(()));
        assert_eq!(bucket.take(now), Err(Span::millis(100)));
        now = now.plus(Span::minutes(5));
        let burst = (0..10).filter(|_| bucket.take(now).is_ok()).count();
        assert_eq!(burst, 3, "what was not used is not saved up");
    }

    #[test]
    fn without_a_span_nothing_is_held_back() {
        let mut bucket = Bucket::new(Pace { burst: 1, every: Span::ZERO });
        assert!((0..1_000).all(|_| bucket.take(Timestamp::from_millis(5)).is_ok()));
    }
}
