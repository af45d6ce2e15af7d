//! End users as searches see them: who they are and under which addresses, in memory, made from their records.
//!
//! The records are the truth. Who is new is found by their keys, which only grow; whose record changed is told by
//! [`People::changed`]. Both are looked at when somebody searches, so that no message pays for it.

use crate::conversation::{ExecuteError, load_end_user};
use crate::identities::Identity;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::UserId;
use frontdesk_model::search::{Query, Score, fold};
use frontdesk_storage::{RecordKind, RowTable, payload};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The newest so many are found; an older one is still found through their tickets. About 200 bytes each.
pub const MOST_PEOPLE: usize = 500_000;
/// Addresses that are remembered until somebody searches; past it the identities are read again.
const MOST_TOLD: usize = 10_000;
/// Records that are read at a time.
const PAGE: usize = 500;

/// What a telephone number and an id are worth beside words.
const BY_NUMBER: Score = 80;
const BY_ID: Score = 90;

/// An end user with the addresses at which they are known to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub end_user: EndUser,
    /// Telephone numbers and names on social channels.
    pub addresses: Vec<String>,
    /// Name and e-mail address, folded.
    folded: [String; 2],
}

impl Person {
    fn new(end_user: EndUser, addresses: Vec<String>) -> Self {
        let email = end_user.email.as_ref().map_or("", |email| email.as_str());
        let folded = [fold(&end_user.name), fold(email)];
        Self { end_user, addresses, folded }
    }

    fn score(&self, query: &Query) -> Option<Score> {
        let words = self.folded.iter().map(String::as_str).chain(self.addresses.iter().map(String::as_str));
        let by_words = query.score(words);
        let by_number = self.addresses.iter().any(|address| query.is_in_number(address)).then_some(BY_NUMBER);
        let by_id = (query.number() == Some(self.end_user.id.get())).then_some(BY_ID);
        by_words.max(by_number).max(by_id)
    }
}

#[derive(Default)]
struct Held {
    by_id: BTreeMap<UserId, Arc<Person>>,
    /// The last record that was read.
    after_user: Bytes,
    after_identity: Bytes,
}

/// What was told since somebody searched last.
#[derive(Default)]
struct Told {
    changed: BTreeSet<UserId>,
    addresses: Vec<(UserId, String)>,
    /// More was told than is kept: the identities are read again.
    too_much: bool,
}

/// The index of everybody who ever wrote. Empty until [`People::refresh`] was called.
#[derive(Default)]
pub struct People {
    held: RwLock<Held>,
    told: Mutex<Told>,
    /// One reader of records at a time; others wait for what it finds.
    reading: tokio::sync::Mutex<()>,
}

impl People {
    /// The record of this end user is another one now, or they wrote for the first time.
    pub fn changed(&self, end_user: UserId) {
        let mut told = self.told();
        told.changed.insert(end_user);
        // Nobody searches meanwhile: what is older than everything that is kept need not be remembered.
        if told.changed.len() > MOST_PEOPLE {
            told.changed.pop_first();
        }
    }

    /// The end user can be reached under this address as well.
    pub fn reached_at(&self, end_user: UserId, address: &str) {
        let mut told = self.told();
        told.changed.insert(end_user);
        if told.addresses.len() < MOST_TOLD {
            told.addresses.push((end_user, address.to_owned()));
        } else {
            told.too_much = true;
        }
    }

    /// Somebody turned out to be somebody else: they are found as that one from now on.
    pub fn merged(&self, from: UserId, into: UserId) {
        let known = self.write().by_id.remove(&from);
        for address in known.map(|known| known.addresses.clone()).unwrap_or_default() {
            self.reached_at(into, &address);
        }
        self.changed(into);
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Held> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what is new since the last time.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub async fn refresh(&self, shared: &Shared) -> Result<(), ExecuteError> {
        let _one = self.reading.lock().await;
        let told = std::mem::take(&mut *self.told());
        if told.too_much {
            self.write().after_identity = Bytes::new();
        }
        self.read_users(shared).await?;
        for id in told.changed {
            if let Some(end_user) = load_end_user(shared, id).await? {
                // Perhaps who stands for them.
                let id = end_user.id;
                let addresses = self.read().by_id.get(&id).map(|known| known.addresses.clone());
                let person = Person::new(end_user, addresses.unwrap_or_default());
                self.write().by_id.insert(id, Arc::new(person));
            }
        }
        self.read_identities(shared).await?;
        for (end_user, address) in told.addresses {
            self.add_address(end_user, address);
        }
        Ok(())
    }

    async fn read_users(&self, shared: &Shared) -> Result<(), ExecuteError> {
        loop {
            let after = self.read().after_user.clone();
            let page = shared.store.records(RecordKind::User, &after, PAGE).await?;
            let mut people = Vec::with_capacity(page.len());
            for record in &page {
                // Whoever opened a widget and said nothing is nobody to look for.
                let table = RowTable::EndUserConversations;
                if !shared.store.rows(table, &record.key, &[], 1).await?.is_empty() {
                    people.push(Person::new(payload::from_bytes(&record.body)?, Vec::new()));
                }
            }
            let mut held = self.write();
            for person in people {
                held.by_id.insert(person.end_user.id, Arc::new(person));
            }
            while held.by_id.len() > MOST_PEOPLE {
                held.by_id.pop_first();
            }
            match page.last() {
                Some(last) => held.after_user = last.key.clone(),
                None => return Ok(()),
            }
        }
    }

    /// All identities at the first time; later ones are told.
    async fn read_identities(&self, shared: &Shared) -> Result<(), ExecuteError> {
        loop {
            let after = self.read().after_identity.clone();
            let page = shared.store.records(RecordKind::Identity, &after, PAGE).await?;
            for record in &page {
                let identity: Identity = payload::from_bytes(&record.body)?;
                for word in identity.words() {
                    self.add_address(identity.end_user, word.to_owned());
                }
            }
            match page.last() {
                Some(last) => self.write().after_identity = last.key.clone(),
                None => return Ok(()),
            }
        }
    }

    fn add_address(&self, end_user: UserId, address: String) {
        if let Some(known) = self.write().by_id.get_mut(&end_user)
            && !known.addresses.contains(&address)
        {
            Arc::make_mut(known).addresses.push(address);
        }
    }

    /// The best `limit` answers to a query, the newest first among equals. Looks at everybody: ask from a thread
    /// that may be busy for milliseconds.
    #[must_use]
    pub fn find(&self, query: &Query, limit: usize) -> Vec<Arc<Person>> {
        let held = self.read();
        let scored = |person: &Arc<Person>| Some((person.score(query)?, Arc::clone(person)));
        let mut found: Vec<(Score, Arc<Person>)> = held.by_id.values().rev().filter_map(scored).collect();
        drop(held);
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.truncate(limit);
        found.into_iter().map(|(_, person)| person).collect()
    }

    /// A window of everybody, the newest first, and how many there are.
    #[must_use]
    pub fn newest(&self, offset: usize, limit: usize) -> (Vec<Arc<Person>>, usize) {
        let held = self.read();
        let window = held.by_id.values().rev().skip(offset).take(limit).cloned().collect();
        (window, held.by_id.len())
    }
}
