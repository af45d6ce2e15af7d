//! What was talked about at the demo's desk before it opened, oldest first.

use super::people::Who;
use frontdesk_model::ticket::TicketStatus;
use frontdesk_model::time::Span;

/// One end user's conversation.
pub(super) struct Talk {
    /// How long ago it began.
    pub(super) ago: Span,
    pub(super) locale: &'static str,
    pub(super) lines: &'static [Line],
}

/// What somebody does. Before each line some time passes.
pub(super) enum Line {
    /// Minutes in which nothing happens.
    Wait(u64),
    Says(&'static str),
    /// Presses the bot's option or button with this label.
    Picks(&'static str),
    /// Fills the bot's form: names of fields and values.
    Fills(&'static [(&'static str, &'static str)]),
    /// The end user's widget shows everything there is.
    Reads,
    Takes(Who),
    Answers(Who, &'static str),
    /// For colleagues only.
    Notes(Who, &'static str),
    Tags(Who, &'static str),
    Submits(Who, TicketStatus),
}

use Line::{Answers, Fills, Notes, Picks, Reads, Says, Submits, Tags, Takes, Wait};
use TicketStatus::{Closed, OnHold, Pending, Solved};
use Who::{Alex, Marie, Yannis};

pub(super) const TALKS: &[Talk] = &[
    Talk {
        ago: Span::minutes(3 * 24 * 60),
        locale: "en",
        lines: &[
            Says("Hello, my parcel has not arrived"),
            Picks("Where is my order?"),
            Fills(&[
                ("name", "Grace Holloway"),
                ("email", "grace.holloway@example.org"),
                ("order_number", "HH-20418"),
            ]),
            Wait(2),
            Takes(Marie),
            Answers(
                Marie,
                "Good morning Grace! I see that HH-20418 left our warehouse on Monday. I am asking the carrier.",
            ),
            Reads,
            Says("Thank you, I was getting worried"),
            Wait(6),
            Notes(Marie, "Carrier says: on the van, delivery before 2 pm."),
            Answers(Marie, "It is on the van and will be with you before 2 pm today."),
            Reads,
            Says("It just rang at the door. Perfect, thanks!"),
            Answers(Marie, "Lovely. Enjoy your new lamp!"),
            Reads,
            Tags(Marie, "carrier_delay"),
            Submits(Marie, Closed),
        ],
    },
    Talk {
        ago: Span::minutes(2 * 24 * 60 + 90),
        locale: "fr",
        lines: &[
            Says("Bonjour"),
            Picks("Product question"),
            Picks("Ask about Ember"),
            Fills(&[("name", "Camille Durand"), ("email", "camille.durand@example.org")]),
            Says("Le poêle Ember convient-il pour une pièce de 70 m² mal isolée ?"),
            Wait(1),
            Takes(Marie),
            Answers(
                Marie,
                "Bonjour Camille ! Avec 6 kW, oui, jusqu'à 90 m² bien isolés. Pour 70 m² peu isolés, il suffira sauf par grand froid.",
            ),
            Reads,
            Says("Et le conduit existant de 150 mm ?"),
            Answers(Marie, "C'est exactement le bon diamètre, aucun adaptateur n'est nécessaire."),
            Reads,
            Says("Parfait, je passe commande. Merci beaucoup !"),
            Submits(Marie, Closed),
        ],
    },
    Talk {
        ago: Span::minutes(26 * 60),
        locale: "el",
        lines: &[
            Says("Καλησπέρα, θα ήθελα να μιλήσω με κάποιον"),
            Picks("Talk to a human"),
            Fills(&[("name", "Ελένη Παπαδάκη"), ("email", "eleni.papadaki@example.org")]),
            Says("Μπορώ να επιστρέψω την πολυθρόνα Fjord; Δεν χωράει στο σαλόνι."),
            Wait(3),
            Takes(Yannis),
            Answers(
                Yannis,
                "Καλησπέρα σας! Φυσικά, έχετε 30 ημέρες. Θέλετε να στείλουμε μεταφορέα την Πέμπτη;",
            ),
            Reads,
            Says("Την Πέμπτη το πρωί είναι ιδανικά."),
            Answers(Yannis, "Έγινε. Θα λάβετε μήνυμα με την ακριβή ώρα."),
            Reads,
            Tags(Yannis, "return"),
            Submits(Yannis, Solved),
        ],
    },
    Talk {
        ago: Span::minutes(22 * 60),
        locale: "en",
        lines: &[
            Says("I was charged twice"),
            Picks("Where is my order?"),
            Fills(&[
                ("name", "Daniel Osei"),
                ("email", "daniel.osei@example.org"),
                ("order_number", "INV-7731"),
            ]),
            Wait(4),
            Takes(Yannis),
            Answers(
                Yannis,
                "Hello Daniel, I can see two authorisations for INV-7731. One of them will be released by your bank.",
            ),
            Reads,
            Says("When will I have it back?"),
            Notes(Yannis, "Asked the payment provider for a confirmation, case 55-210."),
            Answers(
                Yannis,
                "I have asked our payment provider to confirm the day and will come back to you.",
            ),
            Reads,
            Submits(Yannis, OnHold),
        ],
    },
    Talk {
        ago: Span::minutes(5 * 60),
        locale: "en",
        lines: &[
            Says("Hi there"),
            Picks("Product question"),
            Picks("Ask about Dune"),
            Fills(&[("name", "Priya Raman"), ("email", "priya.raman@example.org")]),
            Says("Does the Dune lamp come with a bulb?"),
            Wait(2),
            Takes(Marie),
            Answers(
                Marie,
                "Hi Priya! It does: a dimmable E27 with 2700 K. Which colour of shade did you have in mind?",
            ),
            Reads,
            Submits(Marie, Pending),
        ],
    },
    Talk {
        ago: Span::minutes(4 * 60),
        locale: "en",
        lines: &[
            Says("Do you ship to Ireland?"),
            Says("talk to a human"),
            Fills(&[("name", "Owen Kelly"), ("email", "owen.kelly@example.org")]),
            Wait(1),
            Takes(Alex),
            Answers(Alex, "We do, in three to five working days, and free of charge above 80 euros."),
            Reads,
            Says("Great, that is all I needed"),
            Submits(Alex, Closed),
        ],
    },
    Talk {
        ago: Span::minutes(52),
        locale: "fr",
        lines: &[
            Says("Bonjour, ma commande est incomplète"),
            Picks("Where is my order?"),
            Fills(&[
                ("name", "Lucie Moreau"),
                ("email", "lucie.moreau@example.org"),
                ("order_number", "HH-20533"),
            ]),
            Says("Il manque l'abat-jour de la lampe Dune."),
            Wait(2),
            Takes(Yannis),
            Answers(
                Yannis,
                "Bonjour Lucie, toutes nos excuses. L'abat-jour part ce soir, sans frais. Je vous envoie le suivi dès que je l'ai.",
            ),
            Reads,
            Submits(Yannis, OnHold),
        ],
    },
    Talk {
        ago: Span::minutes(31),
        locale: "el",
        lines: &[
            Says("Γεια σας"),
            Picks("Product question"),
            Picks("Ask about Fjord"),
            Fills(&[("name", "Νίκος Αντωνίου"), ("email", "nikos.antoniou@example.org")]),
            Says("Σε ποια χρώματα υπάρχει η πολυθρόνα;"),
            Wait(3),
            Takes(Marie),
            Answers(
                Marie,
                "Γεια σας Νίκο! Σε μπεζ, λαδί και ανθρακί. Θέλετε να σας στείλουμε δείγματα υφάσματος;",
            ),
            Reads,
            Submits(Marie, Pending),
        ],
    },
    Talk {
        ago: Span::minutes(12),
        locale: "en",
        lines: &[
            Says("Hi, the door of my Ember stove squeaks"),
            Picks("Talk to a human"),
            Fills(&[("name", "Tom Whitaker"), ("email", "tom.whitaker@example.org")]),
            Says("It started last week. Is there something I can put on the hinge that stands the heat?"),
        ],
    },
];
