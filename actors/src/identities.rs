//! End users as providers know them. Records are created with the revision that their writer expects, so that two
//! first messages at the same moment make one end user.

use crate::conversation::{ExecuteError, number_key};
use crate::links::Tie;
use crate::registry::Registry;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_channels::{Address, Profile, Sender};
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, IdentityId, IntegrationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{
    Commit, CommitError, Counter, Expected, RecordKind, RecordWrite, RowTable, RowWrite,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often the records are looked at again because somebody else wrote first; the second look finds theirs.
const TRIES: usize = 3;
const NAME_CHARS: usize = 255;
/// What a provider tells of a person is kept up to so many entries of so many characters each.
const MAX_FACTS: usize = 32;
const FACT_CHARS: usize = 500;
/// Identities of one end user that are shown.
const MAX_SHOWN: usize = 50;
/// How often an address may lead on to the one of today; nobody changes their number so often.
const MAX_MOVES: usize = 8;

/// An end user's address on one integration (S1-20: each company number has its own).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub id: IdentityId,
    pub integration: IntegrationId,
    /// Where replies go.
    pub address: Address,
    pub end_user: UserId,
    /// Where what they write goes.
    pub conversation: ConversationId,
    pub created_at: Timestamp,
    /// With country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// All else that the provider told of them: "Social messaging user info" (S1-22).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
    /// What the adapter wants to be told when it sends to them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub memo: BTreeMap<String, String>,
    /// Since when they cannot be reached: blocked us, left, opted out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<Timestamp>,
    /// What it has to do with a widget's conversation (S0).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
    /// Where the identity is now that was here; what else stands in this record is of then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Address>,
}

impl Identity {
    /// What they are found by when somebody searches (S1-59, S1-61).
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let facts = self.facts.values().map(String::as_str);
        [self.address.as_str()].into_iter().chain(self.phone.as_deref()).chain(facts)
    }

    /// Takes in what the provider tells of the sender now; whether that changed anything.
    #[must_use]
    pub fn learn(&mut self, sender: &Sender) -> bool {
        let before = self.clone();
        if sender.phone.is_some() {
            self.phone.clone_from(&sender.phone);
        }
        self.facts.extend(bounded(&sender.facts));
        self.memo.extend(sender.memo.clone());
        // Whoever writes can be reached.
        self.stopped_at = None;
        *self != before
    }

    /// The record as it is to be now.
    ///
    /// # Errors
    /// Never for these types; the type is what serde demands.
    pub fn record(&self, key: &Address, expected: Expected) -> Result<RecordWrite, CodecError> {
        let (key, body) = (identity_key(self.integration, key), Some(payload::to_bytes(self)?));
        Ok(RecordWrite { kind: RecordKind::Identity, key, expected, body })
    }
}

fn bounded(facts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let cut = |text: &str| {
        text.chars().filter(|character| !character.is_control()).take(FACT_CHARS).collect::<String>()
    };
    let pairs = facts.iter().map(|(name, value)| (cut(name), cut(value)));
    pairs.filter(|(_, value)| !value.is_empty()).take(MAX_FACTS).collect()
}

/// An identity and the revision of its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub identity: Identity,
    pub revision: u64,
    /// Under which address the record lies, which may be another one than was asked for.
    pub key: Address,
    /// Whether it was made just now.
    pub new: bool,
}

/// The identity behind an address; `None` for one that never wrote.
///
/// # Errors
/// When the store cannot be read.
pub async fn find(
    shared: &Shared,
    integration: IntegrationId,
    address: &Address,
) -> Result<Option<Known>, ExecuteError> {
    let mut key = address.clone();
    for _ in 0..MAX_MOVES {
        let record = shared.store.record(RecordKind::Identity, &identity_key(integration, &key)).await?;
        let Some(record) = record else { return Ok(None) };
        let identity: Identity = payload::from_bytes(&record.body)?;
        match identity.moved_to {
            Some(to) => key = to,
            None => return Ok(Some(Known { identity, revision: record.revision, key, new: false })),
        }
    }
    Ok(None)
}

/// The identity behind an address or one of its aliases; `None` for somebody who never wrote.
///
/// # Errors
/// When the store cannot be read.
pub async fn known(
    shared: &Shared,
    integration: IntegrationId,
    sender: &Sender,
) -> Result<Option<Known>, ExecuteError> {
    for address in [&sender.address].into_iter().chain(&sender.aliases) {
        if let Some(known) = find(shared, integration, address).await? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// The identity behind an address or one of its aliases, made with an account and a conversation of its own on first
/// contact. One that is found under an alias answers to the new address from then on.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn find_or_create(
    shared: &Shared,
    integration: IntegrationId,
    sender: &Sender,
) -> Result<Known, ExecuteError> {
    for _ in 0..TRIES {
        if let Some(known) = find(shared, integration, &sender.address).await? {
            return Ok(known);
        }
        let before = known(shared, integration, sender).await?;
        let commit = match &before {
            Some(known) => moved(known, &sender.address)?,
            None => first_contact(shared, integration, sender)?,
        };
        match shared.store.commit(commit).await {
            Ok(_) => {
                let known = find(shared, integration, &sender.address).await?.ok_or(ExecuteError::Changed)?;
                for word in known.identity.words() {
                    shared.people.reached_at(known.identity.end_user, word);
                }
                return Ok(Known { new: before.is_none(), ..known });
            }
            Err(CommitError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ExecuteError::Busy)
}

/// The same person under an address that nobody has yet, so that what is sent and what comes in finds the same
/// conversation. The address before leads on to it: there is one record of what is known of them.
pub(crate) fn moved(known: &Known, to: &Address) -> Result<Commit, CodecError> {
    let identity = Identity { address: to.clone(), ..known.identity.clone() };
    let left = Identity { moved_to: Some(to.clone()), ..known.identity.clone() };
    let records = vec![
        identity.record(to, Expected::Absent)?,
        left.record(&known.key, Expected::Revision(known.revision))?,
        route(identity.conversation, identity.integration, to, Expected::Any)?,
    ];
    let rows = vec![listed(&identity, identity.end_user)];
    Ok(Commit { records, rows, ..Commit::default() })
}

fn first_contact(
    shared: &Shared,
    integration: IntegrationId,
    sender: &Sender,
) -> Result<Commit, ExecuteError> {
    let now = shared.clock.now();
    let number = shared.store.next_number(Counter::User);
    let id = UserId::new(number).map_err(|error| ExecuteError::Storage(error.to_string()))?;
    let end_user = EndUser {
        id,
        name: name_of(sender.name.as_deref()).unwrap_or_else(|| nameless(id)),
        email: None,
        locale: sender.locale.clone(),
        time_zone: None,
        verified: false,
        created_at: now,
    };
    let mut identity = Identity {
        id: IdentityId::new(now, shared.dice.six()),
        integration,
        address: sender.address.clone(),
        end_user: id,
        conversation: ConversationId::new(now, shared.dice.six()),
        created_at: now,
        phone: None,
        facts: BTreeMap::new(),
        memo: BTreeMap::new(),
        stopped_at: None,
        tie: None,
        moved_to: None,
    };
    let _new = identity.learn(sender);
    let user = RecordWrite {
        kind: RecordKind::User,
        key: number_key(number),
        expected: Expected::Absent,
        body: Some(payload::to_bytes(&end_user)?),
    };
    let mut records = vec![
        user,
        identity.record(&sender.address, Expected::Absent)?,
        route(identity.conversation, integration, &sender.address, Expected::Absent)?,
    ];
    // A provider may name them by another of their names one day.
    for alias in sender.aliases.iter().filter(|alias| **alias != sender.address) {
        let leading = Identity { moved_to: Some(sender.address.clone()), ..identity.clone() };
        records.push(leading.record(alias, Expected::Absent)?);
    }
    let rows = vec![listed(&identity, id)];
    let numbers = vec![(Counter::User, number)];
    Ok(Commit { records, rows, numbers, ..Commit::default() })
}

/// The row by which the identities of an end user are found.
pub(crate) fn listed(identity: &Identity, end_user: UserId) -> RowWrite {
    let key = listed_key(end_user, identity.id);
    let value = Some(identity_key(identity.integration, &identity.address));
    RowWrite { table: RowTable::EndUserIdentities, key, value }
}

/// The row by which an identity is found no more under an end user.
pub(crate) fn not_listed(identity: IdentityId, end_user: UserId) -> RowWrite {
    RowWrite { table: RowTable::EndUserIdentities, key: listed_key(end_user, identity), value: None }
}

fn listed_key(end_user: UserId, identity: IdentityId) -> Bytes {
    [&end_user.get().to_be_bytes()[..], &identity.to_bytes()].concat().into()
}

/// The identities of an end user, the oldest first; at most 50.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_end_user(shared: &Shared, end_user: UserId) -> Result<Vec<Identity>, ExecuteError> {
    let prefix = number_key(end_user.get());
    let rows = shared.store.rows(RowTable::EndUserIdentities, &prefix, &[], MAX_SHOWN).await?;
    let mut identities = Vec::with_capacity(rows.len());
    for (_, key) in rows {
        if let Some(record) = shared.store.record(RecordKind::Identity, &key).await? {
            identities.push(payload::from_bytes(&record.body)?);
        }
    }
    Ok(identities)
}

/// What makes all identities of an end user those of another one.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn handed(
    shared: &Shared,
    from: UserId,
    to: UserId,
) -> Result<(Vec<RecordWrite>, Vec<RowWrite>), ExecuteError> {
    let (prefix, mut after) = (number_key(from.get()), Bytes::new());
    let (mut records, mut rows) = (BTreeMap::new(), Vec::new());
    loop {
        let page = shared.store.rows(RowTable::EndUserIdentities, &prefix, &after, MAX_SHOWN).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.clone();
        for (_, key) in page {
            let Some(identity) = hand_chain(shared, &mut records, key, to).await? else { continue };
            rows.extend([not_listed(identity.id, from), listed(&identity, to)]);
        }
    }
    Ok((records.into_values().collect(), rows))
}

/// What makes one identity of an end user that of another one.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn handed_one(
    shared: &Shared,
    identity: &Identity,
    from: UserId,
    to: UserId,
) -> Result<(Vec<RecordWrite>, Vec<RowWrite>), ExecuteError> {
    let mut records = BTreeMap::new();
    let first = identity_key(identity.integration, &identity.address);
    hand_chain(shared, &mut records, first, to).await?;
    let rows = vec![not_listed(identity.id, from), listed(identity, to)];
    Ok((records.into_values().collect(), rows))
}

/// The records of an identity under all addresses that it ever had: each leads to the next.
async fn hand_chain(
    shared: &Shared,
    records: &mut BTreeMap<Bytes, RecordWrite>,
    first: Bytes,
    to: UserId,
) -> Result<Option<Identity>, ExecuteError> {
    let (mut key, mut newest) = (first, None);
    while !records.contains_key(&key) {
        let Some(record) = shared.store.record(RecordKind::Identity, &key).await? else { break };
        let before: Identity = payload::from_bytes(&record.body)?;
        let next = identity_key(before.integration, &before.address);
        let identity = Identity { end_user: to, ..before };
        let (expected, body) = (Expected::Revision(record.revision), Some(payload::to_bytes(&identity)?));
        let write = RecordWrite { kind: RecordKind::Identity, key: key.clone(), expected, body };
        records.insert(key, write);
        newest = Some(identity);
        key = next;
    }
    Ok(newest)
}

/// Takes in what the provider told of somebody when it was asked. A name that is known stays.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub(crate) async fn introduce(
    shared: &Shared,
    registry: &Registry,
    identity: &Identity,
    key: &Address,
    profile: Profile,
) -> Result<(), ExecuteError> {
    let Profile { name, locale, facts } = profile;
    let Some(known) = find(shared, identity.integration, key).await? else { return Ok(()) };
    let mut told = known.identity;
    told.facts.extend(bounded(&facts));
    let mut records = vec![told.record(key, Expected::Revision(known.revision))?];
    let user_key = number_key(told.end_user.get());
    if let Some(record) = shared.store.record(RecordKind::User, &user_key).await? {
        let before: EndUser = payload::from_bytes(&record.body)?;
        let unnamed = before.name == nameless(before.id);
        let name = name_of(name.as_deref()).filter(|_| unnamed).unwrap_or_else(|| before.name.clone());
        let after = EndUser { name, locale: before.locale.clone().or(locale), ..before.clone() };
        if after != before {
            let (expected, body) = (Expected::Revision(record.revision), Some(payload::to_bytes(&after)?));
            records.push(RecordWrite { kind: RecordKind::User, key: user_key, expected, body });
        }
    }
    shared.store.commit(Commit { records, ..Commit::default() }).await?;
    shared.people.changed(told.end_user);
    for word in told.words() {
        shared.people.reached_at(told.end_user, word);
    }
    registry.end_user_changed(told.conversation).await;
    Ok(())
}

/// What somebody is called of whom no name is known.
fn nameless(id: UserId) -> String {
    format!("End user {}", id.get())
}

pub(crate) fn name_of(name: Option<&str>) -> Option<String> {
    let clean: String = name?.chars().filter(|character| !character.is_control()).collect();
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

/// Where a conversation's replies go on an integration from now on.
pub(crate) fn route(
    conversation: ConversationId,
    integration: IntegrationId,
    address: &Address,
    expected: Expected,
) -> Result<RecordWrite, CodecError> {
    let key = route_key(conversation, integration);
    let body = Some(payload::to_bytes(address)?);
    Ok(RecordWrite { kind: RecordKind::Route, key, expected, body })
}

/// Replies of a conversation go nowhere on an integration from now on.
pub(crate) fn no_route(conversation: ConversationId, integration: IntegrationId) -> RecordWrite {
    let key = route_key(conversation, integration);
    RecordWrite { kind: RecordKind::Route, key, expected: Expected::Any, body: None }
}

fn identity_key(integration: IntegrationId, address: &Address) -> Bytes {
    [&integration.to_bytes()[..], address.as_str().as_bytes()].concat().into()
}

fn route_key(conversation: ConversationId, integration: IntegrationId) -> Bytes {
    [conversation.to_bytes(), integration.to_bytes()].concat().into()
}
