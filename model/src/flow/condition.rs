//! Conditions: what a flow may ask about the conversation before it chooses a branch.

use super::matching::fold;
use super::run::{Run, Surroundings};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How deep `all` and `any` may nest; a single test has depth 1.
pub const MAX_CONDITION_DEPTH: usize = 4;
/// The most conditions inside one `all` or `any`.
pub const MAX_CONDITION_PARTS: usize = 20;

/// A yes-or-no question. Texts are compared without regard to case, accents and white space around.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A language alone (`fr`) is every locale of it (`fr-BE`).
    Is {
        subject: Subject,
        value: String,
    },
    /// Holds as well when there is nothing to compare.
    IsNot {
        subject: Subject,
        value: String,
    },
    Contains {
        subject: Subject,
        value: String,
    },
    Present {
        subject: Subject,
    },
    Absent {
        subject: Subject,
    },
    /// Every one of 1 to [`MAX_CONDITION_PARTS`].
    All {
        of: Vec<Condition>,
    },
    /// At least one of 1 to [`MAX_CONDITION_PARTS`].
    Any {
        of: Vec<Condition>,
    },
}

/// What a condition looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A variable of the run; captured answers are variables named after their field.
    Variable(String),
    ProfileName,
    ProfileEmail,
    /// `whatsapp`, `widget`…
    ChannelKind,
    /// Such as `en` or `fr-BE`.
    Locale,
    /// `open` or `closed`.
    BusinessHours,
}

impl Condition {
    /// Whether it holds now. What nests deeper than [`MAX_CONDITION_DEPTH`] does not.
    #[must_use]
    pub fn holds(&self, run: &Run, around: &Surroundings) -> bool {
        self.holds_within(MAX_CONDITION_DEPTH, run, around)
    }

    fn holds_within(&self, depth: usize, run: &Run, around: &Surroundings) -> bool {
        let Some(deeper) = depth.checked_sub(1) else { return false };
        match self {
            Self::Is { subject, value } => subject.is(value, run, around),
            Self::IsNot { subject, value } => !subject.is(value, run, around),
            Self::Contains { subject, value } => {
                subject.read(run, around).is_some_and(|found| fold(&found).contains(&fold(value)))
            }
            Self::Present { subject } => subject.read(run, around).is_some(),
            Self::Absent { subject } => subject.read(run, around).is_none(),
            Self::All { of } => of.iter().all(|part| part.holds_within(deeper, run, around)),
            Self::Any { of } => of.iter().any(|part| part.holds_within(deeper, run, around)),
        }
    }

    /// How deep it nests; a single test has depth 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        1 + self.parts().iter().map(Self::depth).max().unwrap_or(0)
    }

    pub(super) fn parts(&self) -> &[Self] {
        match self {
            Self::All { of } | Self::Any { of } => of,
            _ => &[],
        }
    }
}

impl Subject {
    fn is(&self, value: &str, run: &Run, around: &Surroundings) -> bool {
        let Some(found) = self.read(run, around) else { return false };
        let (found, value) = (fold(&found), fold(value));
        let of_that_language =
            || found.strip_prefix(value.as_str()).is_some_and(|rest| rest.starts_with(['-', '_']));
        found == value || (matches!(self, Self::Locale) && of_that_language())
    }

    /// What is known of it, if that is more than white space.
    fn read<'a>(&self, run: &'a Run, around: &'a Surroundings) -> Option<Cow<'a, str>> {
        let found = match self {
            Self::Variable(name) => run.variables.get(name).map(String::as_str),
            Self::ProfileName => around.profile_name.as_deref(),
            Self::ProfileEmail => around.profile_email.as_deref(),
            Self::ChannelKind => Some(around.channel_kind.as_str()),
            Self::Locale => around.locale.as_deref(),
            Self::BusinessHours => Some(if around.open { "open" } else { "closed" }),
        };
        found.filter(|found| !found.trim().is_empty()).map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{around, flow};
    use super::*;

    fn variable(name: &str) -> Subject {
        Subject::Variable(name.to_owned())
    }

    fn check(json: &str, expected: bool) {
        let condition: Condition = serde_json::from_str(json).unwrap();
        let mut run = Run::new(&flow());
        run.remember("plan", "Pro-Plus");
        run.remember("city", "Αθήνα");
        let around = Surroundings { locale: Some("fr-BE".to_owned()), ..around() };
        assert_eq!(condition.holds(&run, &around), expected, "{json}");
        assert_eq!(
            serde_json::to_value(&condition).unwrap(),
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        );
    }

    #[test]
    fn tests_look_at_variables_profile_channel_and_locale() {
        check(r#"{"test":"is","subject":{"variable":"plan"},"value":" pro-plus "}"#, true);
        check(r#"{"test":"is","subject":{"variable":"plan"},"value":"pro"}"#, false);
        check(r#"{"test":"is","subject":{"variable":"city"},"value":"ΑΘΗΝΑ"}"#, true);
        check(r#"{"test":"is","subject":{"variable":"none"},"value":""}"#, false);
        check(r#"{"test":"is_not","subject":{"variable":"none"},"value":"x"}"#, true);
        check(r#"{"test":"contains","subject":{"variable":"plan"},"value":"PLUS"}"#, true);
        check(r#"{"test":"present","subject":"profile_email"}"#, false);
        check(r#"{"test":"absent","subject":"profile_name"}"#, true);
        check(r#"{"test":"is","subject":"channel_kind","value":"widget"}"#, true);
        check(r#"{"test":"is","subject":"locale","value":"fr"}"#, true);
        check(r#"{"test":"is","subject":"locale","value":"f"}"#, false);
        check(r#"{"test":"is","subject":"locale","value":"fr-FR"}"#, false);
        check(r#"{"test":"is","subject":"business_hours","value":"open"}"#, true);
    }

    #[test]
    fn all_and_any_nest() {
        let pro = r#"{"test":"contains","subject":{"variable":"plan"},"value":"pro"}"#;
        let no = r#"{"test":"present","subject":{"variable":"none"}}"#;
        check(&format!(r#"{{"test":"all","of":[{pro},{{"test":"any","of":[{no},{pro}]}}]}}"#), true);
        check(&format!(r#"{{"test":"all","of":[{pro},{no}]}}"#), false);
        check(r#"{"test":"any","of":[]}"#, false);
    }

    #[test]
    fn what_nests_too_deep_does_not_hold() {
        let mut condition = Condition::Absent { subject: variable("none") };
        for depth in 1..=MAX_CONDITION_DEPTH {
            assert_eq!(condition.depth(), depth);
            assert!(condition.holds(&Run::new(&flow()), &around()));
            condition = Condition::All { of: vec![condition] };
        }
        assert!(!condition.holds(&Run::new(&flow()), &around()));
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(serde_json::from_str::<Condition>(r#"{"test":"present","subjekt":"locale"}"#).is_err());
        assert!(
            serde_json::from_str::<Condition>(r#"{"test":"present","subject":"locale","value":"x"}"#)
                .is_err()
        );
    }
}
