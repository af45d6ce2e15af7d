//! Passwords: argon2id with 19 MiB, two passes, one lane (the least that OWASP asks for).

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// In characters. Longer is what helps; nothing else is asked of a password.
pub const MIN_CHARS: usize = 10;
/// In bytes. Bounds what a hash has to read.
pub const MAX_BYTES: usize = 256;

/// Sign-ins that may wait for a free core; each waits some 50 ms for every one before it on each core. More are
/// refused as busy.
const WAITING: usize = 256;

/// The hash of a password that nobody has: what is checked for accounts that do not exist, so that they take as
/// long as others.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$fC5jX0q3mZ1l0Qx7s2eYbA$Yk0yJ3d2c0tQm1h6R2x5V1p4T2ZrV0N3a0hZc1RuQkE";

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("a password has at least 10 characters and at most 256 bytes")]
    Length,
    #[error("too many sign-ins wait already")]
    Busy,
    #[error("the password could not be hashed")]
    Hashing,
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A PHC string with a salt of its own. Takes some 50 ms of a core.
///
/// # Errors
/// When the password is too short or too long.
pub fn hash_password(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < MIN_CHARS || password.len() > MAX_BYTES {
        return Err(PasswordError::Length);
    }
    let hash = argon2()?.hash_password(password.as_bytes()).map_err(|_| PasswordError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. Takes as long as hashing, for `None` as well.
#[must_use]
pub fn verify_password(password: &str, phc: Option<&str>) -> bool {
    let Ok(argon2) = argon2() else { return false };
    let Ok(hash) = PasswordHash::new(phc.unwrap_or(NOBODY)) else { return false };
    let matches = argon2.verify_password(password.as_bytes(), &hash).is_ok();
    matches && phc.is_some()
}

/// Hashes off the threads that serve, as many at a time as there are cores: a storm of sign-ins costs others no
/// more than that, in time and in memory.
pub struct Passwords {
    cores: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cores: Semaphore::new(cores), waiting: AtomicUsize::new(0) }
    }
}

struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Passwords {
    /// As [`hash_password`], from async code.
    ///
    /// # Errors
    /// [`PasswordError`]
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.run(move || hash_password(&password)).await?
    }

    /// As [`verify_password`], from async code.
    ///
    /// # Errors
    /// [`PasswordError::Busy`]
    pub async fn verify(&self, password: String, phc: Option<String>) -> Result<bool, PasswordError> {
        self.run(move || verify_password(&password, phc.as_deref())).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = Place(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= WAITING {
            return Err(PasswordError::Busy);
        }
        let core = self.cores.acquire().await.map_err(|_| PasswordError::Busy)?;
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Hashing);
        drop((core, place));
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn rel_s9_the_cost_is_what_owasp_asks_for() {
        let phc = hash_password("correct horse battery").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify_password("correct horse battery", Some(&phc)));
        assert!(!verify_password("correct horse batterz", Some(&phc)));
        assert_ne!(phc, hash_password("correct horse battery").unwrap(), "each has its own salt");
    }

    #[test]
    fn the_hash_of_nobody_costs_the_same_and_never_matches() {
        let hash = PasswordHash::new(NOBODY).expect("it is a PHC string");
        assert_eq!(hash.params.to_string(), "m=19456,t=2,p=1");
        assert_eq!(hash.hash.map(|hash| hash.len()), Some(32));
        assert!(!verify_password("correct horse battery", None));
    }

    #[test]
    fn passwords_have_bounds() {
        assert_eq!(hash_password("short"), Err(PasswordError::Length));
        assert_eq!(hash_password(&"x".repeat(257)), Err(PasswordError::Length));
    }

    /// What two hundred sign-ins at once cost: never more than the cores at a time, and those beyond the bound are
    /// refused at once.
    #[actix_web::test]
    async fn rel_s9_no_more_hashes_are_under_way_than_there_are_cores() {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let passwords = Passwords::default();
        let (under_way, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let hash = || {
            let (under_way, most) = (Arc::clone(&under_way), Arc::clone(&most));
            passwords.run(move || {
                let now = under_way.fetch_add(1, Ordering::AcqRel) + 1;
                most.fetch_max(now, Ordering::AcqRel);
                std::thread::yield_now();
                under_way.fetch_sub(1, Ordering::AcqRel);
            })
        };
        let all = futures_util::future::join_all((0..WAITING + 50).map(|_| hash())).await;
        assert_eq!(all.iter().filter(|result| **result == Err(PasswordError::Busy)).count(), 50);
        assert!((1..=cores).contains(&most.load(Ordering::Acquire)));
        assert_eq!(passwords.waiting.load(Ordering::Acquire), 0);
    }
}
