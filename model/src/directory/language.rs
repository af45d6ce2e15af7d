//! The languages that our faces speak.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    En,
    Fr,
    El,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::El];

    /// As in BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::El => "el",
        }
    }

    /// The language of a tag such as `fr-BE`; `None` for one that we do not speak.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_change_the_language() {
        for (tag, language) in [
            ("fr", Some(Language::Fr)),
            ("fr-BE", Some(Language::Fr)),
            ("EL_gr", Some(Language::El)),
            ("french", None),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }
}
