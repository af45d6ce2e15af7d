//! Seals what the store keeps but nobody who finds a backup may read: the credentials of channels.
//!
//! XChaCha20-Poly1305 under one key of the server, which lies outside the data folder. What is sealed is bound to the
//! place that it is for, so that it cannot be put elsewhere.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use frontdesk_channels::signature;
use std::fmt;

/// Bytes of the key.
pub const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    key: [u8; KEY_BYTES],
}

impl fmt::Debug for Vault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a vault")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what is sealed cannot be opened with this server's key")]
pub struct WrongKey;

impl Vault {
    #[must_use]
    pub fn new(key: [u8; KEY_BYTES]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&Key::from(key)), key }
    }

    /// A key of its own for one purpose, so that what is signed with it says nothing of the others.
    #[must_use]
    pub fn derived(&self, purpose: &[u8]) -> Vec<u8> {
        signature::hmac_sha256(&hex::encode(self.key), &[purpose])
    }

    /// The nonce, which must never be used twice under one key and is drawn at random, then the sealed bytes.
    ///
    /// # Errors
    /// Never for what fits into memory; the type is what the cipher demands.
    pub fn seal(&self, place: &[u8], plain: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>, WrongKey> {
        let payload = Payload { msg: plain, aad: place };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| WrongKey)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// # Errors
    /// When it was sealed under another key, for another place, or has changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, WrongKey> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(WrongKey)?;
        self.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place }).map_err(|_| WrongKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_key_and_this_place_open_it() {
        let vault = Vault::new([1; KEY_BYTES]);
        let sealed = vault.seal(b"one", b"a secret", [9; NONCE_BYTES]).unwrap();
        assert!(!sealed.windows(8).any(|window| window == b"a secret"));
        assert_eq!(vault.open(b"one", &sealed).unwrap(), b"a secret");
        assert_eq!(vault.open(b"two", &sealed), Err(WrongKey));
        assert_eq!(Vault::new([2; KEY_BYTES]).open(b"one", &sealed), Err(WrongKey));
        let mut changed = sealed;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(vault.open(b"one", &changed), Err(WrongKey));
        assert_eq!(vault.open(b"one", b"short"), Err(WrongKey));
    }
}
