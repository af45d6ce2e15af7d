//! Hashing a new login's password.

use anyhow::anyhow;
use argon2::{Argon2, PasswordHasher};

/// The PHC string (argon2id) that is kept instead of the password.
pub(crate) fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow!("the password cannot be hashed: {error}"))?.to_string())
}
