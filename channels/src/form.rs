//! `application/x-www-form-urlencoded`: queries, and the bodies of older interfaces (WHATWG URL §5).

use crate::percent::encode;

pub(crate) fn write(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// The names and values in their order. What is no UTF-8 is replaced, a `%` without digits stays as it is.
pub(crate) fn read(form: &[u8]) -> Vec<(String, String)> {
    let pairs = form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut sides = pair.splitn(2, |byte| *byte == b'=').map(decode);
            (sides.next().unwrap_or_default(), sides.next().unwrap_or_default())
        })
        .collect()
}

fn decode(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let escaped = (*first == b'%').then(|| rest.split_at_checked(2)).flatten();
        let escaped = escaped.and_then(|(digits, after)| Some((hex::decode(digits).ok()?, after)));
        match (first, escaped) {
            (_, Some((byte, after))) => {
                bytes.extend(byte);
                rest = after;
            }
            (b'+', None) => bytes.push(b' '),
            (byte, None) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let pairs = [("To", "+15550001111"), ("Body", "Hi & bye = é 😀\n100%")];
        let written = write(&pairs);
        assert!(written.starts_with("To=%2B15550001111&Body=Hi%20%26%20bye"));
        let read = read(written.as_bytes());
        assert_eq!(read, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn odd_forms_are_read_as_far_as_they_go() {
        let read = read(b"a=1+2&&b&c=%zz%4&d=%ff&=x");
        let pairs: Vec<(&str, &str)> =
            read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("a", "1 2"), ("b", ""), ("c", "%zz%4"), ("d", "\u{fffd}"), ("", "x")]);
    }
}
