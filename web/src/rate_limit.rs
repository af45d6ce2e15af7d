//! How much one sender may do: token buckets, in bounded memory, on the injected clock.

use crate::config::{Bucket, Limits};
use frontdesk_actors::clock::Clock;
use frontdesk_model::time::Timestamp;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

/// What is counted; each kind has buckets of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Sign-ins that failed, by account.
    SignInAccount,
    /// Sign-ins that failed, by network address.
    SignInAddress,
    /// Visitor sessions, by network address.
    VisitorSession,
    /// Messages, by visitor session.
    VisitorMessage,
    /// Files, by sender.
    Upload,
    /// Commands, by agent.
    AgentCommand,
    /// Links of invitations that open nothing, by network address.
    Invitation,
    /// Identity tokens that prove nothing, by network address.
    Identity,
    /// Requests, by API token.
    ApiToken,
}

const KINDS: usize = 9;

/// Senders of one kind that are told apart at a time; 24 bytes each. A million visitors a day at some seconds a
/// bucket are far below it.
const SENDERS: usize = 65_536;
/// Whoever comes when the table is full of half-empty buckets shares one of these, drawn by its key: an attacker
/// with many addresses then limits itself, and nobody's count is forgotten.
const SHARED: usize = 256;
/// How often a full table is looked through for buckets that are full again, in milliseconds: what a flood of new
/// senders costs is bounded by it.
const FORGET_EVERY: u64 = 1_000;

/// Wait before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter(u64);

impl RetryAfter {
    /// At least 1.
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }
}

/// Parts of a token, so that slow buckets fill without rounding away: a token is this many.
const WHOLE: u64 = 1_000_000;

#[derive(Clone, Copy, Debug)]
struct Level {
    /// In parts of a token.
    parts: u64,
    at: Timestamp,
}

impl Bucket {
    fn full(self) -> u64 {
        u64::from(self.burst).saturating_mul(WHOLE)
    }

    fn gained(self, millis: u64) -> u64 {
        let period = u64::from(self.per_seconds).saturating_mul(1_000).max(1);
        let gained = u128::from(millis).saturating_mul(u128::from(self.full())) / u128::from(period);
        u64::try_from(gained).unwrap_or(u64::MAX)
    }

    fn wait_for(self, missing: u64) -> u64 {
        let period = u128::from(self.per_seconds).saturating_mul(1_000);
        let wait = u128::from(missing).saturating_mul(period).div_ceil(u128::from(self.full().max(1)));
        u64::try_from(wait).unwrap_or(u64::MAX)
    }
}

struct Table {
    bucket: Bucket,
    levels: HashMap<u64, Level>,
    shared: Vec<Option<Level>>,
    forgot_at: Timestamp,
}

impl Table {
    fn new(bucket: Bucket) -> Self {
        Self { bucket, levels: HashMap::new(), shared: vec![None; SHARED], forgot_at: Timestamp::ZERO }
    }

    fn now_in(&self, level: Option<Level>, now: Timestamp) -> u64 {
        let full = self.bucket.full();
        match level {
            None => full,
            Some(level) => {
                let gained = self.bucket.gained(now.since(level.at).as_millis());
                level.parts.saturating_add(gained).min(full)
            }
        }
    }

    fn find(&self, key: u64) -> Option<Level> {
        self.levels
            .get(&key)
            .copied()
            .or_else(|| self.slot(key).and_then(|slot| self.shared.get(slot).copied().flatten()))
    }

    /// `None` where the sender has, or can have, a bucket of its own.
    fn slot(&self, key: u64) -> Option<usize> {
        if self.levels.contains_key(&key) || self.levels.len() < SENDERS {
            return None;
        }
        let shared = u64::try_from(SHARED).unwrap_or(1);
        usize::try_from(key.checked_rem(shared).unwrap_or_default()).ok()
    }

    fn put(&mut self, key: u64, level: Level) {
        match self.slot(key) {
            None => {
                self.levels.insert(key, level);
            }
            Some(slot) => {
                if let Some(shared) = self.shared.get_mut(slot) {
                    *shared = Some(level);
                }
            }
        }
    }

    /// Full buckets say nothing and are forgotten.
    fn forget_full(&mut self, now: Timestamp) {
        let (bucket, full) = (self.bucket, self.bucket.full());
        self.levels.retain(|_, level| {
            level.parts.saturating_add(bucket.gained(now.since(level.at).as_millis())) < full
        });
    }

    fn take(&mut self, key: u64, now: Timestamp) -> Result<(), RetryAfter> {
        let looked = now.since(self.forgot_at).as_millis();
        if self.levels.len() >= SENDERS && looked >= FORGET_EVERY && !self.levels.contains_key(&key) {
            self.forgot_at = now;
            self.forget_full(now);
        }
        let parts = self.now_in(self.find(key), now);
        match parts.checked_sub(WHOLE) {
            Some(left) => {
                self.put(key, Level { parts: left, at: now });
                Ok(())
            }
            None => Err(RetryAfter(self.bucket.wait_for(WHOLE.saturating_sub(parts)).max(1))),
        }
    }

    fn give_back(&mut self, key: u64, now: Timestamp) {
        let parts = self.now_in(self.find(key), now).saturating_add(WHOLE).min(self.bucket.full());
        self.put(key, Level { parts, at: now });
    }
}

/// All buckets of this process.
pub struct RateLimits {
    clock: Arc<dyn Clock>,
    /// Keyed with a secret of this process, so that nobody can choose keys that fall together.
    hasher: RandomState,
    tables: [Mutex<Table>; KINDS],
}

impl RateLimits {
    #[must_use]
    pub fn new(limits: &Limits, clock: Arc<dyn Clock>) -> Self {
        let ten = |bucket: Bucket| Bucket { burst: bucket.burst.saturating_mul(10), ..bucket };
        let table = |bucket| Mutex::new(Table::new(bucket));
        let tables = [
            table(limits.sign_ins),
            table(ten(limits.sign_ins)),
            table(limits.visitor_sessions),
            table(limits.visitor_messages),
            table(limits.uploads),
            table(limits.agent_commands),
            table(ten(limits.sign_ins)),
            table(limits.visitor_sessions),
            table(limits.agent_commands),
        ];
        Self { clock, hasher: RandomState::new(), tables }
    }

    fn table(&self, kind: Kind) -> &Mutex<Table> {
        let [account, address, session, message, upload, command, invitation, identity, token] = &self.tables;
        match kind {
            Kind::SignInAccount => account,
            Kind::SignInAddress => address,
            Kind::VisitorSession => session,
            Kind::VisitorMessage => message,
            Kind::Upload => upload,
            Kind::AgentCommand => command,
            Kind::Invitation => invitation,
            Kind::Identity => identity,
            Kind::ApiToken => token,
        }
    }

    /// Takes one token from the sender's bucket.
    ///
    /// # Errors
    /// When it is empty: how long until it holds a token again.
    pub fn take(&self, kind: Kind, key: impl Hash) -> Result<(), RetryAfter> {
        let (key, now) = (self.hasher.hash_one(key), self.clock.now());
        let taken = self.table(kind).lock().unwrap_or_else(PoisonError::into_inner).take(key, now);
        if taken.is_err() {
            metrics::counter!("frontdesk_rate_limited_total", "kind" => kind.word()).increment(1);
        }
        taken
    }

    /// Puts a token back that turned out not to be used, such as a sign-in that succeeded.
    pub fn give_back(&self, kind: Kind, key: impl Hash) {
        let (key, now) = (self.hasher.hash_one(key), self.clock.now());
        self.table(kind).lock().unwrap_or_else(PoisonError::into_inner).give_back(key, now);
    }
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::SignInAccount => "sign_in_account",
            Self::SignInAddress => "sign_in_address",
            Self::VisitorSession => "visitor_session",
            Self::VisitorMessage => "visitor_message",
            Self::Upload => "upload",
            Self::AgentCommand => "agent_command",
            Self::Invitation => "invitation",
            Self::Identity => "identity",
            Self::ApiToken => "api_token",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_actors::clock::ManualClock;
    use frontdesk_model::time::Span;

    fn limits(burst: u32, per_seconds: u32) -> (RateLimits, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000_000)));
        let limits = Limits { uploads: Bucket { burst, per_seconds }, ..Limits::default() };
        let shared: Arc<dyn Clock> = clock.clone();
        (RateLimits::new(&limits, shared), clock)
    }

    #[test]
    fn a_bucket_gives_its_burst_and_then_at_its_pace() {
        let (limits, clock) = limits(3, 30);
        for _ in 0..3 {
            assert_eq!(limits.take(Kind::Upload, "ana"), Ok(()));
        }
        assert_eq!(limits.take(Kind::Upload, "ana"), Err(RetryAfter(10_000)));
        assert_eq!(limits.take(Kind::Upload, "ben"), Ok(()), "each sender has a bucket of its own");
        assert_eq!(limits.take(Kind::VisitorMessage, "ana"), Ok(()), "and one of each kind");
        clock.advance(Span::seconds(9));
        assert_eq!(limits.take(Kind::Upload, "ana"), Err(RetryAfter(1_000)));
        clock.advance(Span::seconds(1));
        assert_eq!(limits.take(Kind::Upload, "ana"), Ok(()));
        clock.advance(Span::days(3));
        for _ in 0..3 {
            assert_eq!(limits.take(Kind::Upload, "ana"), Ok(()));
        }
        assert!(limits.take(Kind::Upload, "ana").is_err(), "it never holds more than its burst");
    }

    #[test]
    fn what_was_not_used_comes_back() {
        let (limits, _) = limits(1, 60);
        assert_eq!(limits.take(Kind::Upload, "ana"), Ok(()));
        limits.give_back(Kind::Upload, "ana");
        assert_eq!(limits.take(Kind::Upload, "ana"), Ok(()));
        assert!(limits.take(Kind::Upload, "ana").is_err());
    }

    #[test]
    fn memory_is_bounded_and_nobody_is_forgotten_who_has_used_up_a_bucket() {
        let (limits, clock) = limits(1, 900);
        assert_eq!(limits.take(Kind::Upload, "victim"), Ok(()));
        for sender in 0..SENDERS * 2 {
            let _ = limits.take(Kind::Upload, sender);
        }
        assert!(limits.take(Kind::Upload, "victim").is_err());
        let table = limits.table(Kind::Upload).lock().unwrap();
        assert_eq!((table.levels.len(), table.shared.len()), (SENDERS, SHARED));
        drop(table);
        clock.advance(Span::seconds(901));
        assert_eq!(limits.take(Kind::Upload, "newcomer"), Ok(()));
        assert!(limits.table(Kind::Upload).lock().unwrap().levels.len() < 10, "full buckets are forgotten");
    }
}
