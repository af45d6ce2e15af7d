//! `application/x-www-form-urlencoded`: queries, and the bodies of older interfaces (WHATWG URL §5).

use std::fmt::Write as _;

/// Everything but letters, digits and `-._~` as `%XX` (RFC 3986 §2): fits a query, a path and a body.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_in_an_address_stays() {
        assert_eq!(encode("Hi [ref:A]~é&="), "Hi%20%5Bref%3AA%5D~%C3%A9%26%3D");
    }
}
