//! A widget's conversation tied to an end user's identity on a social channel (S0): what is known of it, and the words
//! with which the end user is asked there whether it is right.

use crate::channel::ChannelKind;
use crate::directory::Language;
use crate::id::IdentityId;
use crate::message::Choice;
use crate::search::fold;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a code can be used, and how long the question waits for its answer (behaviour 2.21).
pub const LIFE: Span = Span::minutes(10);

/// The ids of the answers.
pub const YES: &str = "yes";
pub const NO: &str = "no";

/// How far the tie to one account has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub channel: ChannelKind,
    pub since: Timestamp,
    pub stage: Stage,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Stage {
    /// A code was given out in the widget.
    Asked { until: Timestamp },
    /// Somebody came with it and is asked whether it is right.
    Pending { identity: IdentityId, until: Timestamp },
    /// They said yes. `name` is what they are called there; empty once it was erased.
    Linked { identity: IdentityId, name: String },
}

/// What people are called does not belong into logs.
impl std::fmt::Debug for Stage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Asked { .. } => "asked",
            Self::Pending { .. } => "pending",
            Self::Linked { .. } => "linked",
        })
    }
}

impl Link {
    /// Who writes there as this conversation's end user.
    #[must_use]
    pub const fn identity(&self) -> Option<IdentityId> {
        match self.stage {
            Stage::Linked { identity, .. } => Some(identity),
            Stage::Asked { .. } | Stage::Pending { .. } => None,
        }
    }

    /// When it comes to nothing; `None` for one that holds.
    #[must_use]
    pub const fn until(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Asked { until } | Stage::Pending { until, .. } => Some(until),
            Stage::Linked { .. } => None,
        }
    }
}

/// What the end user is asked in the social channel, and told after the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub question: String,
    pub choices: Vec<Choice>,
    pub confirmed: String,
    pub declined: String,
}

/// `company` is how the company calls itself.
#[must_use]
pub fn wording(language: Language, company: &str) -> Wording {
    let (question, yes, no, confirmed, declined) = match language {
        Language::En => (
            format!("Continue your conversation with {company} here?"),
            "Yes",
            "No",
            "You can go on writing here. What was said before stays on the website.",
            "Nothing was connected. You can go on writing on the website.",
        ),
        Language::Fr => (
            format!("Poursuivre ici votre conversation avec {company} ?"),
            "Oui",
            "Non",
            "Vous pouvez continuer à écrire ici. Ce qui a été dit auparavant reste sur le site.",
            "Rien n’a été relié. Vous pouvez continuer à écrire sur le site.",
        ),
        Language::El => (
            format!("Να συνεχιστεί εδώ η συνομιλία σας με την {company};"),
            "Ναι",
            "Όχι",
            "Μπορείτε να συνεχίσετε να γράφετε εδώ. Όσα ειπώθηκαν πριν μένουν στον ιστότοπο.",
            "Δεν συνδέθηκε τίποτα. Μπορείτε να συνεχίσετε να γράφετε στον ιστότοπο.",
        ),
    };
    let choice = |id: &str, label: &str| Choice { id: id.to_owned(), label: label.to_owned() };
    Wording {
        question,
        choices: vec![choice(YES, yes), choice(NO, no)],
        confirmed: confirmed.to_owned(),
        declined: declined.to_owned(),
    }
}

/// What somebody answered, in any of our languages or by the number of the choice; `None` for anything else.
#[must_use]
pub fn answer(text: &str) -> Option<bool> {
    let word = fold(text.trim().trim_end_matches(['.', '!', ')', '…']));
    match word.as_str() {
        "yes" | "y" | "oui" | "ναι" | "nai" | "1" => Some(true),
        "no" | "n" | "non" | "οχι" | "oxi" | "2" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_13_the_question_is_answered_by_the_labels_of_any_language_and_by_number() {
        for language in Language::ALL {
            let wording = wording(language, "Hearth");
            assert!(wording.question.contains("Hearth"));
            let answers: Vec<_> = wording.choices.iter().map(|choice| answer(&choice.label)).collect();
            assert_eq!(answers, [Some(true), Some(false)], "{language:?}");
        }
        for (text, meant) in [
            (" YES! ", Some(true)),
            ("1)", Some(true)),
            ("ναί", Some(true)),
            ("2", Some(false)),
            ("Non.", Some(false)),
            ("yes but who are you", None),
            ("", None),
            ("12", None),
        ] {
            assert_eq!(answer(text), meant, "{text}");
        }
    }

    #[test]
    fn names_do_not_show_in_logs() {
        let stage = Stage::Linked { identity: IdentityId::from_bytes([1; 12]), name: "Ana".to_owned() };
        assert_eq!(format!("{stage:?}"), "linked");
    }
}
