//! How the demo's widget looks and what it says, in its three languages.

use frontdesk_model::directory::{Language, WidgetLook, WidgetStyle, WidgetTexts};
use frontdesk_model::id::AttachmentId;

/// The bot's face: 128 by 128 pixels.
pub(super) const PICTURE: &[u8] = include_bytes!("bot.png");

pub(super) fn look(picture: AttachmentId) -> WidgetLook {
    WidgetLook {
        title: "Hearth & Home".to_owned(),
        brand_color: "#9c4a2f".to_owned(),
        style: WidgetStyle { picture: Some(picture), ..WidgetStyle::default() },
        texts: [
            (
                Language::En,
                texts([
                    "",
                    "Looking for a stove, a lamp or your order? We are here.",
                    "We answer within minutes",
                    "We are back at nine; leave us a line",
                ]),
            ),
            (
                Language::Fr,
                texts([
                    "Foyer & Maison",
                    "Un poêle, une lampe, votre commande ? Nous sommes là.",
                    "Nous répondons en quelques minutes",
                    "De retour à neuf heures ; laissez-nous un mot",
                ]),
            ),
            (
                Language::El,
                texts([
                    "Εστία & Σπίτι",
                    "Ψάχνετε σόμπα, φωτιστικό ή την παραγγελία σας; Είμαστε εδώ.",
                    "Απαντάμε μέσα σε λίγα λεπτά",
                    "Επιστρέφουμε στις εννέα· γράψτε μας",
                ]),
            ),
        ]
        .into(),
        ..WidgetLook::default()
    }
}

fn texts([title, greeting, header, offline]: [&str; 4]) -> WidgetTexts {
    WidgetTexts {
        title: title.to_owned(),
        greeting: greeting.to_owned(),
        header: header.to_owned(),
        offline: offline.to_owned(),
        ..WidgetTexts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::time::Timestamp;

    #[test]
    fn the_look_may_be_stored_as_it_is() {
        let look = look(AttachmentId::new(Timestamp::ZERO, [1; 6]));
        assert_eq!(look.clone().checked(), Ok(look));
    }
}
