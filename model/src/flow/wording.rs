//! What the bot says of its own accord, and the phrases that ask for a human, in three languages.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The bot's own words, in the language of the flow. English unless the admin says otherwise.
///
/// Each has 1 to 1,024 characters; labels up to 80.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// The label of the choice that hands over to people.
    pub talk_to_human: String,
    /// Said before people take over without a Transfer to agent step.
    pub handing_over: String,
    /// Over the buttons of a carousel when they are shown again.
    pub choose: String,
    /// Over the choice of a human when it stands alone.
    pub human_offer: String,
    /// Why an e-mail address is asked for again.
    pub not_an_email: String,
    /// Why one of a list is asked for again.
    pub not_a_choice: String,
    /// Why a detail is asked for again.
    pub missing: String,
}

impl Default for Words {
    fn default() -> Self {
        Self::english()
    }
}

impl Words {
    /// For `en`, `fr` and `el`, with or without a region; `None` for other languages.
    #[must_use]
    pub fn for_locale(locale: &str) -> Option<Self> {
        match locale.split(['-', '_']).next()? {
            "en" => Some(Self::english()),
            "fr" => Some(Self::french()),
            "el" => Some(Self::greek()),
            _ => None,
        }
    }

    fn english() -> Self {
        Self {
            talk_to_human: "Talk to a human".to_owned(),
            handing_over: "I'm passing you on to a member of our team.".to_owned(),
            choose: "Please choose one:".to_owned(),
            human_offer: "Would you rather talk to a person?".to_owned(),
            not_an_email: "That does not look like an e-mail address, such as name@example.com.".to_owned(),
            not_a_choice: "That is not one of the choices.".to_owned(),
            missing: "We need an answer in words to go on.".to_owned(),
        }
    }

    fn french() -> Self {
        Self {
            talk_to_human: "Parler à un humain".to_owned(),
            handing_over: "Je vous mets en relation avec un membre de notre équipe.".to_owned(),
            choose: "Veuillez choisir :".to_owned(),
            human_offer: "Préférez-vous parler à une personne ?".to_owned(),
            not_an_email: "Cela ne ressemble pas à une adresse e-mail, par exemple nom@exemple.com."
                .to_owned(),
            not_a_choice: "Cela ne fait pas partie des choix.".to_owned(),
            missing: "Il nous faut une réponse écrite pour continuer.".to_owned(),
        }
    }

    fn greek() -> Self {
        Self {
            talk_to_human: "Μιλήστε με άνθρωπο".to_owned(),
            handing_over: "Σας συνδέω με ένα μέλος της ομάδας μας.".to_owned(),
            choose: "Παρακαλώ επιλέξτε:".to_owned(),
            human_offer: "Προτιμάτε να μιλήσετε με άνθρωπο;".to_owned(),
            not_an_email: "Αυτό δεν μοιάζει με διεύθυνση e-mail, όπως name@example.com.".to_owned(),
            not_a_choice: "Αυτό δεν είναι μία από τις επιλογές.".to_owned(),
            missing: "Χρειαζόμαστε μια γραπτή απάντηση για να συνεχίσουμε.".to_owned(),
        }
    }
}

const ENGLISH: &[&str] = &[
    "agent",
    "an agent",
    "human",
    "a human",
    "a person",
    "real person",
    "a real person",
    "representative",
    "operator",
    "support agent",
    "live agent",
    "agent please",
    "human please",
    "talk to a human",
    "talk to human",
    "talk to a person",
    "talk to a real person",
    "talk to an agent",
    "talk to agent",
    "talk to someone",
    "speak to a human",
    "speak to a person",
    "speak to an agent",
    "speak to someone",
    "speak with an agent",
    "speak with a human",
    "chat with an agent",
    "i want to talk to a human",
    "i want to talk to a person",
    "i want to talk to an agent",
    "i want to speak to a human",
    "i want to speak to an agent",
    "i need a human",
    "i need an agent",
    "can i talk to a human",
    "can i talk to an agent",
    "can i speak to someone",
];

const FRENCH: &[&str] = &[
    "conseiller",
    "un conseiller",
    "une conseillère",
    "agent",
    "un agent",
    "humain",
    "un humain",
    "une personne",
    "parler à un humain",
    "parler à un conseiller",
    "parler à une conseillère",
    "parler à un agent",
    "parler à une personne",
    "parler à quelqu'un",
    "parler avec un conseiller",
    "parler avec un humain",
    "je veux parler à un humain",
    "je veux parler à un conseiller",
    "je veux parler à quelqu'un",
    "je voudrais parler à un humain",
    "je voudrais parler à un conseiller",
    "je voudrais parler à quelqu'un",
];

const GREEK: &[&str] = &[
    "άνθρωπος",
    "άνθρωπο",
    "έναν άνθρωπο",
    "εκπρόσωπος",
    "εκπρόσωπο",
    "έναν εκπρόσωπο",
    "υπάλληλος",
    "υπάλληλο",
    "μίλα με άνθρωπο",
    "μίλησε με άνθρωπο",
    "μιλήστε με άνθρωπο",
    "να μιλήσω με άνθρωπο",
    "να μιλήσω με κάποιον",
    "να μιλήσω με εκπρόσωπο",
    "θέλω άνθρωπο",
    "θέλω να μιλήσω με άνθρωπο",
    "θέλω να μιλήσω με κάποιον",
    "θέλω να μιλήσω με εκπρόσωπο",
    "θέλω να μιλήσω με έναν άνθρωπο",
    "θέλω να μιλήσω με έναν εκπρόσωπο",
    "μπορώ να μιλήσω με κάποιον",
    "μπορώ να μιλήσω με άνθρωπο",
    "σύνδεση με εκπρόσωπο",
];

/// By locale, the whole messages that ask for a human; an admin may change the lists of a flow.
#[must_use]
pub fn human_phrases() -> BTreeMap<String, Vec<String>> {
    [("en", ENGLISH), ("fr", FRENCH), ("el", GREEK)]
        .into_iter()
        .map(|(locale, phrases)| {
            (locale.to_owned(), phrases.iter().map(|phrase| (*phrase).to_owned()).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{around, flow, give};
    use super::super::run::Position;
    use super::super::{Flow, validate};
    use super::*;

    #[test]
    fn each_language_has_all_words_and_its_own_label_asks_for_a_human() {
        for locale in ["en", "fr", "el", "fr-BE", "el_GR"] {
            let words = Words::for_locale(locale).unwrap();
            let label = words.talk_to_human.clone();
            let flow = Flow { words, ..flow() };
            assert_eq!(validate(&flow), Ok(()), "{locale}");
            let advance = give(&flow, None, &label, &around());
            assert_eq!(advance.run.at, Position::HandedOver, "{locale}");
        }
        assert_eq!(Words::for_locale("xx"), None);
    }

    #[test]
    fn every_phrase_asks_for_a_human_and_none_is_a_plain_greeting() {
        let flow = flow();
        for phrase in human_phrases().values().flatten() {
            let typed = format!(" {} !", phrase.to_uppercase());
            assert_eq!(give(&flow, None, &typed, &around()).run.at, Position::HandedOver, "{phrase}");
        }
        for greeting in ["hello", "bonjour", "καλημέρα", "help", "!!!", "👋"] {
            assert_ne!(give(&flow, None, greeting, &around()).run.at, Position::HandedOver, "{greeting}");
        }
    }
}
