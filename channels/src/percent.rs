//! Text in addresses: percent-encoding (RFC 3986 §2), and reading it back.

use std::fmt::Write as _;

/// Everything but letters, digits and `-._~` as `%XX`; fits a query as well as a path.
#[must_use]
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

/// The value of that name in a query; the first, where it stands there twice.
#[must_use]
pub(crate) fn query(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key).as_deref() == Some(name)).then(|| decode(value)).flatten()
    })
}

/// `None` where it is no text of percent-encoded UTF-8. A `+` is a blank, as in forms.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                bytes.push(*hex::decode(digits).ok()?.first()?);
                rest = after;
            }
            byte => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(encode("Hi [ref:A]~é"), "Hi%20%5Bref%3AA%5D~%C3%A9");
        assert_eq!(query("a=1&hub.mode=subscribe&t=x%2By+z", "t").as_deref(), Some("x+y z"));
        assert_eq!(query("hub%2Emode=subscribe", "hub.mode").as_deref(), Some("subscribe"));
        for (text, name) in [("", "a"), ("b=1", "a"), ("a=%zz", "a"), ("a=%f", "a"), ("a=%ff", "a")] {
            assert_eq!(query(text, name), None, "{text}");
        }
        assert_eq!(query("a", "a").as_deref(), Some(""));
    }
}
