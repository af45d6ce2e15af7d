//! What the whole account is called, and how its faces speak and look where nobody chose otherwise.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language that the faces have a complete catalogue of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    En,
    Fr,
    El,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// As the reader's device asks for.
    Auto,
    Light,
    Dark,
    Contrast,
}

/// `GET` and `PUT /desk/v1/admin/account`, with a revision; 0 while nobody has changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// 1 to 100 characters.
    pub name: String,
    /// One of `languages`.
    pub default_language: Language,
    /// What agents may choose from; at least one.
    pub languages: Vec<Language>,
    /// A name of the IANA database, such as `Europe/Athens`.
    pub time_zone: String,
    /// `#rrggbb`; `None`: the product's own.
    pub accent: Option<String>,
    pub default_scheme: Scheme,
}

/// `GET /desk/v1/account`: what everybody may know before they sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublicAccount {
    pub name: String,
    pub default_language: Language,
    pub languages: Vec<Language>,
    pub accent: Option<String>,
    pub default_scheme: Scheme,
}
