//! Reads what a webhook says: its items, each with the account that it is for.

use crate::accounts::Accounts;
use crate::conversation::ExecuteError;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_channels::{Inbound, Item};
use frontdesk_model::id::{IntegrationId, LongId};
use frontdesk_storage::{Envelope, Offset};

/// One item of a webhook.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its place in the webhook, counted from 1.
    pub(crate) number: u32,
    /// `None` where it is for an account that nobody connected.
    pub(crate) to: Option<IntegrationId>,
    pub(crate) inbound: Inbound,
    pub(crate) raw: Bytes,
}

/// The items of a webhook; `None` where its account is not there any more.
pub(super) async fn items(accounts: &Accounts, envelope: &Envelope) -> Option<Vec<Found>> {
    let Envelope { integration, at, raw } = envelope;
    let (account, adapter) = accounts.get(*integration).await.ok().zip(accounts.adapter(*integration))?;
    let mut items = Vec::new();
    for (number, Item { account: name, inbound, raw }) in (1_u32..).zip(adapter.parse(&account, raw, *at)) {
        // One address may serve several numbers; a number that nobody connected is the business of the one called.
        let to = match &name {
            Some(name) if account.setting(adapter.account_setting()) != name => {
                accounts.called(adapter.kind(), name).await
            }
            _ => Some(*integration),
        };
        items.push(Found { number, to, inbound, raw });
    }
    Some(items)
}

/// The item that a letter is about, read anew from the webhook that is kept; `None` where it is not to be found.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn item_of(
    shared: &Shared,
    accounts: &Accounts,
    letter: LongId,
) -> Result<Option<Found>, ExecuteError> {
    let (offset, number) = place_of(letter);
    let Some(before) = offset.checked_sub(1) else { return Ok(None) };
    let commits = shared.store.read_from(before, 1).await?;
    for commit in commits.iter().filter(|commit| commit.offset == offset) {
        for envelope in &commit.envelopes {
            let items = items(accounts, envelope).await.unwrap_or_default();
            if let Some(found) = items.into_iter().find(|found| found.number == number) {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// The same item always has the same letter.
pub(super) fn letter_id(offset: Offset, number: u32) -> LongId {
    let mut bytes = [0; 12];
    bytes[..8].copy_from_slice(&offset.to_be_bytes());
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    LongId::from_bytes(bytes)
}

fn place_of(letter: LongId) -> (Offset, u32) {
    let [a, b, c, d, e, f, g, h, number @ ..] = letter.to_bytes();
    (Offset::from_be_bytes([a, b, c, d, e, f, g, h]), u32::from_be_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_tells_the_place_of_its_item() {
        assert_eq!(place_of(letter_id(7_000_000_001, 93)), (7_000_000_001, 93));
    }
}
