//! Files that end users sent: fetched and kept here, or lost with a reason and a letter by which an admin has them
//! fetched anew.

use super::{Door, Intake, IntakeError, Source, Taken, dedupe, part};
use crate::conversation::ExecuteError;
use crate::dead_letters::{self, DeadLetter};
use crate::fetcher;
use crate::identities::Known;
use crate::outbox::Also;
use frontdesk_channels::{Media, Said, SendError, What};
use frontdesk_model::conversation::command::{Saying, Via};
use frontdesk_model::id::{IntegrationId, MessageId};
use frontdesk_model::message::{Content, FileRef, MAX_FILES, MessageText};
use frontdesk_storage::RecordWrite;

/// Parts of an event from here on are files that were fetched later: more than a message has parts of its own.
const LATER: usize = 1_000;

/// Files of a message that could not be fetched, by their places, and why the last of them was not.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    pub(super) places: Vec<usize>,
    pub(super) why: String,
}

/// What came of fetching files anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fetched {
    All,
    /// Some or none: the letter stays, with the reason of now.
    NotAll,
}

impl Intake {
    /// The messages that the files of one message become: those that are here, the caption, and a place for each that
    /// is lost.
    pub(super) async fn contents(
        &self,
        door: &Door,
        known: &Known,
        media: &[Media],
        caption: Option<MessageText>,
    ) -> (Vec<Content>, Option<Lost>) {
        let places: Vec<usize> = (0..media.len().min(MAX_FILES)).collect();
        let (files, failed) = self.fetched(door, known, media, &places).await;
        let mut contents = Vec::new();
        match (files.is_empty(), caption) {
            (false, caption) => contents.push(Content::Files { files, caption }),
            (true, Some(caption)) => contents.push(Content::Text { text: caption }),
            (true, None) => {}
        }
        let mut lost: Option<Lost> = None;
        for (place, kind, error) in failed {
            let why = error.text;
            contents.push(Content::Unsupported { kind, lost: Some(why.clone()) });
            let places = lost.map(|lost| lost.places).unwrap_or_default();
            lost = Some(Lost { places: [&places[..], &[place]].concat(), why });
        }
        (contents, lost)
    }

    /// Those that are here now, and those that are not: place, kind and reason of each.
    async fn fetched(
        &self,
        door: &Door,
        known: &Known,
        media: &[Media],
        places: &[usize],
    ) -> (Vec<FileRef>, Vec<(usize, String, SendError)>) {
        let (mut files, mut failed) = (Vec::new(), Vec::new());
        for (place, media) in places.iter().filter_map(|place| Some((*place, media.get(*place)?))) {
            let owner = known.identity.end_user;
            match fetcher::fetch(&self.accounts, door.integration, owner, media).await {
                Ok(file) => files.push(file),
                Err(error) => {
                    tracing::warn!(integration.id = %door.integration, %error, "a file was not fetched");
                    failed.push((place, media.kind.word().to_owned(), error));
                }
            }
        }
        (files, failed)
    }

    /// The letter of what is lost of a message that was taken in otherwise.
    pub(super) fn letter(
        &self,
        integration: IntegrationId,
        source: &Source,
        lost: &Lost,
    ) -> Result<RecordWrite, ExecuteError> {
        metrics::counter!("frontdesk_dead_letters_total", "direction" => "in").increment(1);
        let (at, places) = (self.shared.clock.now(), lost.places.clone());
        dead_letters::record(&DeadLetter::incoming(
            source.letter,
            integration,
            at,
            &lost.why,
            &source.raw,
            places,
        ))
    }

    /// Fetches anew what was lost of a message; what is here now is another message of the same person. Gives why
    /// something is still missing, `None` where nothing is.
    ///
    /// # Errors
    /// When the conversation or the store does not take it; the letter stays as it was.
    pub(crate) async fn fetch_again(
        &self,
        integration: IntegrationId,
        said: &Said,
        places: &[usize],
        source: &Source,
    ) -> Result<Option<String>, IntakeError> {
        let door = self.door(integration)?;
        let What::Media { media, .. } = &said.what else { return Ok(None) };
        let known = self.person(&door, &said.from).await?;
        let (files, failed) = self.fetched(&door, &known, media, places).await;
        let fetched = if failed.is_empty() { Fetched::All } else { Fetched::NotAll };
        let why = failed.last().map(|(_, _, error)| error.text.clone());
        let record = match (fetched, &why) {
            (Fetched::NotAll, Some(why)) => {
                let places = failed.iter().map(|(place, _, _)| *place).collect();
                self.letter(integration, source, &Lost { places, why: why.clone() })?
            }
            _ => dead_letters::gone(integration, source.letter),
        };
        if files.is_empty() {
            let commit = frontdesk_storage::Commit { records: vec![record], ..Default::default() };
            self.shared.store.commit(commit).await.map_err(ExecuteError::from)?;
            return Ok(why);
        }
        let first = places.first().copied().unwrap_or_default();
        let event = part(&dedupe(integration, &said.event), LATER.saturating_add(first));
        let via = Via {
            integration,
            channel: door.kind,
            end_user: known.identity.end_user,
            capabilities: door.adapter.capability().flow,
            message: Some(MessageId::new(self.shared.clock.now(), self.shared.dice.six())),
            written_at: Some(said.at),
            proved: true,
        };
        let saying = Saying::Content(Content::Files { files, caption: None });
        let also = Also { dedupe: Some(event), records: vec![record], ..Also::default() };
        match self.receive(known.identity.conversation, via, saying, also).await {
            Ok(Taken::Recorded { .. } | Taken::Before | Taken::UnknownMessage | Taken::Noted)
            | Err(ExecuteError::Duplicate) => Ok(why),
            Err(error) => Err(error.into()),
        }
    }
}
