//! Those who hold the telephone.

use serde::{Deserialize, Serialize};

/// An end user with all the apps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// A short word, such as `ana`.
    pub id: String,
    pub name: String,
    /// With country code: `+15551234567`.
    pub phone: String,
    /// As the providers write it, such as `fr_FR`.
    #[serde(default = "english")]
    pub locale: String,
    /// Whoever has one hides the number where the provider lets them.
    #[serde(default)]
    pub username: Option<String>,
}

fn english() -> String {
    "en_US".to_owned()
}

impl Person {
    #[must_use]
    pub fn new(id: &str, name: &str, phone: &str, locale: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            phone: phone.to_owned(),
            locale: locale.to_owned(),
            username: None,
        }
    }

    /// Those who are there from the start.
    #[must_use]
    pub fn cast() -> Vec<Self> {
        vec![
            Self::new("ana", "Ana Duarte", "+15551230001", "fr_FR"),
            Self::new("nikos", "Νίκος Παππάς", "+15551230002", "el_GR"),
            Self::new("emma", "Emma Clarke", "+15551230003", "en_GB"),
        ]
    }

    /// The phone number without the plus.
    pub(crate) fn digits(&self) -> &str {
        self.phone.trim_start_matches('+')
    }

    pub(crate) fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }

    pub(crate) fn last_name(&self) -> &str {
        self.name.split_once(' ').map_or("", |(_, last)| last)
    }

    /// The language alone, such as `fr`.
    pub(crate) fn language(&self) -> &str {
        self.locale.split('_').next().unwrap_or_default()
    }
}
