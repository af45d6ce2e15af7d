//! Links that bring a widget's visitor into a social channel (S0, channels §17).
//!
//! A code is 128 bits, written as 26 characters of base32 (RFC 4648, upper case, no padding). Where a provider has a
//! field for it, it travels there; elsewhere it stands in the prefilled text as `[ref:CODE]`, which people can edit.

/// Characters of a code.
pub const CODE_CHARS: usize = 26;

/// How an end user gets into the other app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeepLink {
    /// What a phone opens, and what the QR code says.
    pub url: String,
    /// What they may have to send themselves, where the provider loses the code on the way (Instagram, when the talk
    /// is new).
    pub type_this: Option<String>,
}

/// How a code stands in a text.
#[must_use]
pub fn marker(code: &str) -> String {
    format!("[ref:{code}]")
}

/// Whether this can be one of our codes.
#[must_use]
pub fn is_code(text: &str) -> bool {
    text.len() == CODE_CHARS
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || (b'2'..=b'7').contains(&byte))
}

/// The text without the marker, and the code in upper case. The marker is found anywhere and in any case; a text that
/// is nothing but a code counts as well, for people who had to type it.
#[must_use]
pub fn strip(text: &str) -> (String, Option<String>) {
    let trimmed = text.trim();
    if is_code(trimmed) {
        return (String::new(), Some(trimmed.to_ascii_uppercase()));
    }
    // ASCII lower case keeps every byte where it is.
    let lower = text.to_ascii_lowercase();
    for (start, _) in lower.match_indices("[ref:") {
        let inside = start + "[ref:".len();
        let Some(length) = lower.get(inside..).and_then(|rest| rest.find(']')) else { break };
        let (Some(code), Some(before), Some(after)) =
            (text.get(inside..inside + length), text.get(..start), text.get(inside + length + 1..))
        else {
            continue;
        };
        if is_code(code.trim()) {
            let kept = format!("{}{}", before.trim_end(), after);
            return (kept.trim().to_owned(), Some(code.trim().to_ascii_uppercase()));
        }
    }
    (text.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "ABCDEFGHIJKLMNOPQRSTUV2345";

    #[test]
    fn a_code_is_found_anywhere_and_taken_out() {
        for (text, kept) in [
            (format!("Hi {}", marker(CODE)), "Hi"),
            (format!("[REF:{}] hi there", CODE.to_lowercase()), "hi there"),
            (format!("é [ref: {CODE} ] ü"), "é ü"),
            (CODE.to_lowercase(), ""),
            (format!("[ref:short] then [ref:{CODE}]"), "[ref:short] then"),
        ] {
            assert_eq!(strip(&text), (kept.to_owned(), Some(CODE.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_code_stays_as_it_is() {
        for text in ["hello", "[ref:]", "[ref:ABC", "[ref:0123456789012345678901890]", "  "] {
            assert_eq!(strip(text), (text.to_owned(), None));
        }
        assert_eq!(CODE.len(), CODE_CHARS);
    }
}
