//! Who writes in.

use crate::id::UserId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is known of an end user. Everything here but `verified` is what somebody claimed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndUser {
    pub id: UserId,
    /// 1 to 255 characters.
    pub name: String,
    pub email: Option<EmailAddress>,
    /// A BCP 47 tag such as `fr`.
    pub locale: Option<String>,
    /// A name of the IANA database, such as `Europe/Athens`, as the end user's device told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Whether a signed token proved who it is (behaviour 2.23).
    pub verified: bool,
    pub created_at: Timestamp,
}

impl EndUser {
    /// What somebody is called who has not said a name.
    #[must_use]
    pub fn name_of_a_visitor(id: UserId) -> String {
        format!("Visitor {id}")
    }
}

/// The number only: names and addresses do not belong into logs.
impl fmt::Debug for EndUser {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "end user {:?}", self.id)
    }
}

/// What somebody is called: 1 to 255 characters, none of them a control character, no white space around.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to 255 characters")]
pub struct InvalidName;

impl PersonName {
    /// # Errors
    /// When nothing is left of it, it is too long, or holds a control character.
    pub fn new(text: &str) -> Result<Self, InvalidName> {
        let text = text.trim();
        let fits = (1..=255).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidName) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name")
    }
}

/// Something with one `@`, a name before it and a host with a dot after it; at most 254 characters, lower case.
///
/// Whether mail arrives there only mail can tell, so nothing more is checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct InvalidEmail;

impl EmailAddress {
    /// # Errors
    /// When the text has not the form described above.
    pub fn new(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim().to_lowercase();
        let plain = text.len() <= 254
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"(),;:\\".contains(c));
        match text.split_once('@') {
            Some((name, host))
                if plain
                    && !name.is_empty()
                    && !host.contains('@')
                    && host.contains('.')
                    && !host.starts_with('.')
                    && !host.ends_with('.') =>
            {
                Ok(Self(text))
            }
            _ => Err(InvalidEmail),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidEmail;

    fn try_from(text: String) -> Result<Self, InvalidEmail> {
        Self::new(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an e-mail address")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for good in ["ana@example.org", " Ana.Duarte+x@sub.example.co ", "α@παράδειγμα.gr"] {
            assert!(EmailAddress::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "a b@example.org",
            "a@b@example.org",
            "a@.org",
            "a@org.",
        ] {
            assert_eq!(EmailAddress::new(bad), Err(InvalidEmail), "{bad}");
        }
    }

    #[test]
    fn names_are_bounded_and_cut() {
        assert_eq!(
            PersonName::new("  Ana Duarte ").map(|name| name.as_str().to_owned()).unwrap(),
            "Ana Duarte"
        );
        for bad in ["", "   ", "A\nB", "x".repeat(256).as_str()] {
            assert_eq!(PersonName::new(bad), Err(InvalidName), "{bad:?}");
        }
        assert!(PersonName::new(&"é".repeat(255)).is_ok());
    }

    #[test]
    fn addresses_are_stored_in_lower_case_and_checked_when_they_are_read() {
        let address = EmailAddress::new(" Ana@Example.ORG ").unwrap();
        assert_eq!(serde_json::to_string(&address).unwrap(), r#""ana@example.org""#);
        assert_eq!(serde_json::from_str::<EmailAddress>(r#""ana@example.org""#).unwrap(), address);
        assert!(serde_json::from_str::<EmailAddress>(r#""ana""#).is_err());
        let longest = format!("{}@example.org", "a".repeat(242));
        assert_eq!(EmailAddress::new(&longest).unwrap().as_str().len(), 254);
        assert_eq!(EmailAddress::new(&format!("a{longest}")), Err(InvalidEmail));
    }

    #[test]
    fn names_and_addresses_do_not_show_in_logs() {
        let end_user = EndUser {
            id: UserId::new(101).unwrap(),
            name: "Ana Duarte".to_owned(),
            email: EmailAddress::new("ana@example.org").ok(),
            locale: None,
            time_zone: None,
            verified: true,
            created_at: Timestamp::ZERO,
        };
        assert_eq!(format!("{end_user:?} {:?}", end_user.email), "end user #101 Some(an e-mail address)");
    }
}
