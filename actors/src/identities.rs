//! End users as providers know them. Records are created with the revision that their writer expects, so that two
//! first messages at the same moment make one end user.

use crate::conversation::{ExecuteError, number_key};
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_channels::{Address, Sender};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, IdentityId, IntegrationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Commit, CommitError, Counter, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};

/// How often the records are looked at again because somebody else wrote first; the second look finds theirs.
const TRIES: usize = 3;
const NAME_CHARS: usize = 255;

/// An end user's address on one integration (S1-20: each company number has its own).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub id: IdentityId,
    pub integration: IntegrationId,
    pub address: Address,
    pub end_user: UserId,
    /// Where what they write goes.
    pub conversation: ConversationId,
    pub created_at: Timestamp,
}

/// The identity behind an address; `None` for one that never wrote.
///
/// # Errors
/// When the store cannot be read.
pub async fn find(
    shared: &Shared,
    integration: IntegrationId,
    address: &Address,
) -> Result<Option<Identity>, ExecuteError> {
    let key = identity_key(integration, address);
    match shared.store.record(RecordKind::Identity, &key).await? {
        Some(record) => Ok(Some(payload::from_bytes(&record.body)?)),
        None => Ok(None),
    }
}

/// The identity behind an address, made with an account and a conversation of its own on first contact.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn find_or_create(
    shared: &Shared,
    integration: IntegrationId,
    sender: &Sender,
) -> Result<Identity, ExecuteError> {
    for _ in 0..TRIES {
        if let Some(identity) = find(shared, integration, &sender.address).await? {
            return Ok(identity);
        }
        let (identity, commit) = first_contact(shared, integration, sender)?;
        match shared.store.commit(commit).await {
            Ok(_) => {
                shared.people.reached_at(identity.end_user, identity.address.as_str());
                return Ok(identity);
            }
            Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ExecuteError::Busy)
}

fn first_contact(
    shared: &Shared,
    integration: IntegrationId,
    sender: &Sender,
) -> Result<(Identity, Commit), ExecuteError> {
    let now = shared.clock.now();
    let number = shared.store.next_number(Counter::User);
    let id = UserId::new(number).map_err(|error| ExecuteError::Storage(error.to_string()))?;
    let end_user = EndUser {
        id,
        name: name_of(sender).unwrap_or_else(|| format!("End user {number}")),
        email: None,
        locale: sender.locale.clone(),
        time_zone: None,
        verified: false,
        created_at: now,
    };
    let identity = Identity {
        id: IdentityId::new(now, shared.dice.six()),
        integration,
        address: sender.address.clone(),
        end_user: id,
        conversation: ConversationId::new(now, shared.dice.six()),
        created_at: now,
    };
    let record = |kind, key, body| RecordWrite { kind, key, expected: Expected::Absent, body: Some(body) };
    let records = vec![
        record(RecordKind::User, number_key(number), payload::to_bytes(&end_user)?),
        record(
            RecordKind::Identity,
            identity_key(integration, &sender.address),
            payload::to_bytes(&identity)?,
        ),
        route(identity.conversation, integration, &sender.address)?,
    ];
    Ok((identity, Commit { records, numbers: vec![(Counter::User, number)], ..Commit::default() }))
}

fn name_of(sender: &Sender) -> Option<String> {
    let clean: String = sender.name.as_deref()?.chars().filter(|character| !character.is_control()).collect();
    let name: String = clean.trim().chars().take(NAME_CHARS).collect();
    (!name.is_empty()).then_some(name)
}

/// Where a conversation's replies go on an integration; `None` where nobody can be reached.
///
/// # Errors
/// When the store cannot be read.
pub async fn address_of(
    shared: &Shared,
    conversation: ConversationId,
    integration: IntegrationId,
) -> Result<Option<Address>, ExecuteError> {
    let key = route_key(conversation, integration);
    match shared.store.record(RecordKind::Route, &key).await? {
        Some(record) => Ok(Some(payload::from_bytes(&record.body)?)),
        None => Ok(None),
    }
}

fn route(
    conversation: ConversationId,
    integration: IntegrationId,
    address: &Address,
) -> Result<RecordWrite, CodecError> {
    let key = route_key(conversation, integration);
    let body = Some(payload::to_bytes(address)?);
    Ok(RecordWrite { kind: RecordKind::Route, key, expected: Expected::Absent, body })
}

fn identity_key(integration: IntegrationId, address: &Address) -> Bytes {
    [&integration.to_bytes()[..], address.as_str().as_bytes()].concat().into()
}

fn route_key(conversation: ConversationId, integration: IntegrationId) -> Bytes {
    [conversation.to_bytes(), integration.to_bytes()].concat().into()
}
