//! What an end user will get of a message, told by what renders it.

use crate::capability::TextUnit;
use crate::error::SendError;
use crate::inbound::MediaKind;
use crate::outbound::Outbound;
use crate::piece::kind;
use crate::split::{measure, split};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::flow::{Capabilities, Degraded, degrade};
use frontdesk_model::id::AttachmentId;
use frontdesk_model::message::{Card, CardButton, Content, FileRef};
use std::collections::BTreeSet;

/// How a message will show on its channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// As how many messages it arrives.
    pub messages: usize,
    /// By which rules it was changed; empty where it shows as it was written.
    pub degraded: BTreeSet<Degradation>,
    /// Files that go as links.
    pub linked: BTreeSet<AttachmentId>,
}

/// The parts of a message, and what was changed to make them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rendered<P> {
    /// One message of the provider's each.
    pub(crate) parts: Vec<P>,
    pub(crate) told: Told,
}

impl<P> Rendered<P> {
    /// The message as `of` makes parts of what a channel of those capabilities can show.
    ///
    /// # Errors
    /// As `of`.
    pub(crate) fn new(
        outbound: &Outbound,
        flow: &Capabilities,
        of: impl Fn(&Content, &mut Told) -> Result<Vec<P>, SendError>,
    ) -> Result<Self, SendError> {
        let mut told = Told::default();
        let mut parts = Vec::new();
        for content in told.took(degrade(&outbound.content, flow)) {
            parts.extend(of(&content, &mut told)?);
        }
        Ok(Self { parts, told })
    }

    pub(crate) fn preview(self) -> Preview {
        let Told { degraded, linked } = self.told;
        Preview { messages: self.parts.len(), degraded, linked }
    }
}

/// Takes note of each change where it is made, so that nobody has to find out afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    degraded: BTreeSet<Degradation>,
    linked: BTreeSet<AttachmentId>,
}

impl Told {
    pub(crate) fn tell(&mut self, rule: Degradation) {
        self.degraded.insert(rule);
    }

    /// Cards that a channel cannot show after all as texts, with their buttons as options where these fit.
    pub(crate) fn without_cards(&mut self, content: &Content, flow: Capabilities) -> Vec<Content> {
        let mut simpler = self.took(degrade(content, &Capabilities { cards: 0, ..flow }));
        // What has no cards at all is left as it is, and says nothing.
        simpler.retain(|content| !matches!(content, Content::Carousel { .. }));
        simpler
    }

    /// The contents, with what was changed of them noted.
    fn took(&mut self, Degraded { contents, rules }: Degraded) -> Vec<Content> {
        self.degraded.extend(rules);
        contents
    }

    /// The text in parts that a channel takes.
    pub(crate) fn split(&mut self, text: &str, unit: TextUnit, max: u32) -> Vec<String> {
        let parts = split(text, unit, max);
        if parts.len() > 1 {
            self.tell(Degradation::TextSplit);
        }
        parts
    }

    pub(crate) fn link(&mut self, file: &FileRef) {
        self.tell(Degradation::FileAsLink);
        self.linked.insert(file.id);
    }

    /// The buttons of these cards hold labels of so many units.
    pub(crate) fn labels(&mut self, cards: &[Card], unit: TextUnit, most: u32) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let mut labels = cards.iter().flat_map(|card| &card.buttons).map(|button| match button {
            CardButton::Link { label, .. } | CardButton::Reply { label, .. } => label,
        });
        if labels.any(|label| measure(label, unit) > most) {
            self.tell(Degradation::LabelsShortened);
        }
    }

    /// So many messages have a file in them.
    pub(crate) fn apart(&mut self, messages: usize) {
        if messages > 1 {
            self.tell(Degradation::FilesApart);
        }
    }

    /// The file goes as one of that kind.
    pub(crate) fn goes_as(&mut self, file: &FileRef, sent: MediaKind) {
        if sent == MediaKind::File && kind(file) != MediaKind::File {
            self.tell(Degradation::MediaAsFile);
        }
    }
}
