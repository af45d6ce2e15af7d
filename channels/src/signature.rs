//! Signatures of webhooks. Everything is compared in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// HMAC-SHA256 of the parts one after another.
#[must_use]
pub fn hmac_sha256(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    keyed::<Hmac<Sha256>>(key, parts)
}

/// HMAC-SHA1 of the parts one after another.
#[must_use]
pub fn hmac_sha1(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    keyed::<Hmac<Sha1>>(key, parts)
}

fn keyed<M: Mac + KeyInit>(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    // An HMAC takes keys of any length, so there always is one.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key.as_bytes()) else { return Vec::new() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// SHA-1 of the parts one after another, in lower-case hexadecimal.
#[must_use]
pub fn sha1_hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha1::new();
    for part in parts {
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Whether `given`, in hexadecimal, is `expected`. Never for an empty `expected`.
#[must_use]
pub fn is_hex(given: &str, expected: &[u8]) -> bool {
    hex::decode(given).is_ok_and(|given| same(&given, expected))
}

/// Whether `given`, in base64 with padding, is `expected`. Never for an empty `expected`.
#[must_use]
pub fn is_base64(given: &str, expected: &[u8]) -> bool {
    STANDARD.decode(given).is_ok_and(|given| same(&given, expected))
}

/// Never for an empty `expected`, which is a secret that nobody set.
#[must_use]
pub fn same(given: &[u8], expected: &[u8]) -> bool {
    !expected.is_empty() && bool::from(given.ct_eq(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_standards() {
        // RFC 4231 and RFC 2202, test case 2.
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        let sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex::encode(hmac_sha256("Jefe", &parts)), sha256);
        assert_eq!(hex::encode(hmac_sha1("Jefe", &parts)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        // FIPS 180.
        assert_eq!(sha1_hex(&[b"a", b"bc"]), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    #[test]
    fn a_changed_byte_and_a_missing_secret_are_refused() {
        let sum = hmac_sha256("Jefe", &[b"x"]);
        assert!(is_hex(&hex::encode(&sum), &sum) && is_base64(&base64(&sum), &sum));
        assert!(!is_hex(&hex::encode(hmac_sha256("Jefe", &[b"y"])), &sum));
        assert!(!is_hex("zz", &sum) && !is_base64("?", &sum));
        assert!(!same(b"", b""), "no secret is no key");
    }
}
