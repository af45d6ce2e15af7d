//! What a provider tells of an end user who is asked for by address.

use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub name: Option<String>,
    /// A BCP 47 tag.
    pub locale: Option<String>,
    /// All else, by the provider's words: "Social messaging user info" (S1-22).
    pub facts: BTreeMap<String, String>,
}
