//! Secrets that browsers hold: drawn at random, kept by us only as a hash.

use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A secret of 256 bits as 64 hex characters, drawn from the operating system's randomness.
#[must_use]
pub fn new_token() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// What is stored of a token, and found by. A plain hash is enough: nobody can guess 256 bits, whatever the hash
/// costs.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The name of a login among the running system's sockets.
#[must_use]
pub fn login_name(token_hash: &[u8; 32]) -> Arc<str> {
    hex::encode(token_hash).into()
}
