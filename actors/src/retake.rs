//! Takes in once more what could not be taken in, after whatever stood in its way is gone: the webhook is kept whole, so
//! that it is read anew by the adapter of today.

use crate::arrivals::{NOT_CONNECTED, reading};
use crate::conversation::ExecuteError;
use crate::dead_letters::{self, DeadLetter, Letter};
use crate::intake::{IntakeError, Source};
use crate::system::System;
use frontdesk_channels::Inbound;
use frontdesk_model::id::{IntegrationId, LongId};
use frontdesk_storage::Commit;

/// Why nothing is to be found.
const NOT_FOUND: &str = "it is not in the webhook as that is read today";

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retaken {
    /// It is where it belongs, and its letter is gone.
    Taken,
    /// Why not; the letter says so as well.
    Still(String),
}

/// `None` where there is no such letter, or it is of a message of ours.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn retake(
    system: &System,
    integration: IntegrationId,
    letter: LongId,
) -> Result<Option<Retaken>, ExecuteError> {
    let found = dead_letters::get(&system.shared, integration, letter).await?;
    let Some(DeadLetter { what: Letter::Incoming { lost, .. }, .. }) = found else { return Ok(None) };
    let Some(item) = reading::item_of(&system.shared, &system.accounts, letter).await? else {
        return Ok(Some(Retaken::Still(NOT_FOUND.to_owned())));
    };
    let Some(to) = item.to else { return Ok(Some(Retaken::Still(NOT_CONNECTED.to_owned()))) };
    let source = Source { letter, raw: item.raw };
    let still = match (&item.inbound, lost.is_empty()) {
        (Inbound::Said(said), false) => system.intake.fetch_again(to, said, &lost, &source).await,
        _ => system.intake.take_from(to, item.inbound, Some(&source)).await.map(|_| None),
    };
    let why = match still {
        // What was lost has dealt with its letter in its own commit.
        Ok(None) if !lost.is_empty() => return Ok(Some(Retaken::Taken)),
        Ok(Some(why)) => return Ok(Some(Retaken::Still(why))),
        Ok(None) => {
            return forget(system, integration, &source).await.map(|()| Some(Retaken::Taken));
        }
        Err(IntakeError::Execute(ExecuteError::Rejected(rejection))) => rejection.to_string(),
        Err(error @ (IntakeError::UnknownIntegration | IntakeError::Refused(_))) => error.to_string(),
        Err(IntakeError::Execute(error)) => return Err(error),
    };
    let letter =
        DeadLetter::incoming(letter, integration, system.shared.clock.now(), &why, &source.raw, lost);
    let records = vec![dead_letters::record(&letter)?];
    system.shared.store.commit(Commit { records, ..Commit::default() }).await?;
    Ok(Some(Retaken::Still(why)))
}

/// The letter is done with, unless taking it in put another reason in its place: a file of it is lost now.
async fn forget(system: &System, integration: IntegrationId, source: &Source) -> Result<(), ExecuteError> {
    let now = dead_letters::get(&system.shared, integration, source.letter).await?;
    let of_files =
        matches!(now, Some(DeadLetter { what: Letter::Incoming { lost, .. }, .. }) if !lost.is_empty());
    if of_files { Ok(()) } else { dead_letters::forget(&system.shared, integration, source.letter).await }
}
