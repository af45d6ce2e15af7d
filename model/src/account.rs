//! What the whole account is called, and how its faces speak and look where nobody chose otherwise.

use crate::directory::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Light and dark, and the one with the strongest contrasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// As the reader's device asks for.
    Auto,
    Light,
    Dark,
    Contrast,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// 1 to 100 characters.
    pub name: String,
    /// One of `languages`.
    pub default_language: Language,
    /// What agents may choose from; never empty.
    pub languages: BTreeSet<Language>,
    /// A name of the IANA database, such as `Europe/Athens`.
    pub time_zone: String,
    /// `#rrggbb`; `None`: the product's own.
    pub accent: Option<String>,
    pub default_scheme: Scheme,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            name: "Frontdesk".to_owned(),
            default_language: Language::En,
            languages: Language::ALL.into(),
            time_zone: "UTC".to_owned(),
            accent: None,
            default_scheme: Scheme::Auto,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_of_an_earlier_server_has_defaults_for_what_it_did_not_know() {
        let old: Account = serde_json::from_str(r#"{"name":"Shop"}"#).unwrap();
        assert_eq!(old, Account { name: "Shop".to_owned(), ..Account::default() });
        assert!(old.languages.contains(&old.default_language));
    }

    #[test]
    fn the_stored_words_stay() {
        let stored = r##"{"name":"Shop","default_language":"el","languages":["en","el"],"time_zone":"Europe/Athens","accent":"#1f5eff","default_scheme":"contrast"}"##;
        let account: Account = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&account).unwrap(), stored);
    }
}
