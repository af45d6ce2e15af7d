//! End users of the widget whose company says by a signed token who they are (behaviour 2.23).
//!
//! A person is found by the external id and by nothing else: what a token claims besides never joins two people.
//! The first time, whoever sits at the browser becomes that person. Later the session becomes that person's, and the
//! conversation that was begun before signing in goes over to them. Every change names the revisions that it was
//! made from, so that two browsers that do the same at once do it one after the other.

use crate::conversation::{ExecuteError, Identify, number_key};
use crate::merge;
use crate::registry::Registry;
use crate::shared::Shared;
use crate::visitors::VisitorSession;
use bytes::Bytes;
use frontdesk_model::end_user::{EmailAddress, EndUser};
use frontdesk_model::id::{ConversationId, IntegrationId, UserId};
use frontdesk_storage::payload::{self, CodecError};
use frontdesk_storage::{Commit, Counter, Expected, RecordKind, RecordWrite, RowTable};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often it is begun anew because somebody else wrote first; the next look finds theirs.
const TRIES: usize = 4;
/// Conversations of a person that are told when a profile changed: the rest are read from the record when needed.
const TOLD: usize = 100;

/// What a token proved.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    /// SHA-256 of the external id: what the person is found by.
    pub key: [u8; 32],
    pub external_id: String,
    pub name: Option<String>,
    /// Only where the company checked that it is theirs.
    pub email: Option<EmailAddress>,
}

/// Who an external id is; found by the hash of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    end_user: UserId,
    external_id: String,
    /// Where they go on writing, by widget.
    homes: BTreeMap<IntegrationId, ConversationId>,
}

/// What a browser came with.
struct Came {
    token_hash: [u8; 32],
    session: VisitorSession,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The browser's session is this person's already.
    Kept,
    /// The session has the new token; the one it came with opens nothing any more.
    Rotated,
}

/// One try's view of the records.
struct Look<'a> {
    shared: &'a Shared,
    integration: IntegrationId,
    claims: &'a Claims,
    known: Option<(u64, Known)>,
}

/// Who is to get a session.
pub struct Ask<'a> {
    pub integration: IntegrationId,
    pub claims: &'a Claims,
    pub locale: Option<String>,
    /// The hash of the token that the browser came with.
    pub came: Option<[u8; 32]>,
    /// The hash of a token that nobody has yet.
    pub fresh: [u8; 32],
}

/// Makes a session that of the person whom the claims name.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn open(shared: &Shared, registry: &Registry, ask: Ask<'_>) -> Result<Opened, ExecuteError> {
    let Ask { integration, claims, locale, came: brought, fresh } = ask;
    for _ in 0..TRIES {
        let known = find(shared, &claims.key).await?;
        let look = Look { shared, integration, claims, known };
        let came = match brought {
            Some(hash) => {
                session(shared, &hash).await?.filter(|(_, came)| came.session.integration == integration)
            }
            None => None,
        };
        let tried = match came {
            Some((revision, came)) if came.session.known == Some(claims.key) => {
                look.keep(registry, revision, &came).await
            }
            Some((revision, came)) => look.rotate(registry, revision, &came, &fresh).await,
            None => look.begin(registry, locale.clone(), &fresh, Vec::new()).await,
        };
        match tried {
            Err(ExecuteError::Changed) => {}
            other => return other,
        }
    }
    Err(ExecuteError::Busy)
}

async fn find(shared: &Shared, key: &[u8; 32]) -> Result<Option<(u64, Known)>, ExecuteError> {
    match shared.store.record(RecordKind::Unique, &unique_key(key)).await? {
        Some(record) => Ok(Some((record.revision, payload::from_bytes(&record.body)?))),
        None => Ok(None),
    }
}

async fn session(shared: &Shared, hash: &[u8; 32]) -> Result<Option<(u64, Came)>, ExecuteError> {
    let Some(record) = shared.store.record(RecordKind::WidgetSession, hash).await? else { return Ok(None) };
    Ok(Some((record.revision, Came { token_hash: *hash, session: payload::from_bytes(&record.body)? })))
}

fn unique_key(key: &[u8; 32]) -> Bytes {
    [b"external:".as_slice(), key].concat().into()
}

impl Look<'_> {
    fn home(&self) -> Option<ConversationId> {
        self.known.as_ref().and_then(|(_, known)| known.homes.get(&self.integration).copied())
    }

    /// The person's record as the claims would have it, and its revision; `None` for somebody who is new.
    async fn person(&self, or: Option<UserId>) -> Result<Option<(u64, EndUser, bool)>, ExecuteError> {
        let id = self.known.as_ref().map(|(_, known)| known.end_user).or(or);
        let Some(id) = id else { return Ok(None) };
        let Some((revision, before)) = merge::load(self.shared, id).await? else { return Ok(None) };
        let after = self.claimed(before.clone());
        let changed = before != after;
        Ok(Some((revision, after, changed)))
    }

    fn claimed(&self, before: EndUser) -> EndUser {
        let Claims { name, email, .. } = self.claims;
        EndUser {
            name: name.clone().unwrap_or(before.name),
            // One that was only claimed until now is not taken for a proved one.
            email: email.clone().or(before.email.filter(|_| before.verified)),
            verified: true,
            ..before
        }
    }

    fn known_record(&self, end_user: UserId, home: ConversationId) -> Result<RecordWrite, CodecError> {
        let (expected, mut known) = match &self.known {
            Some((revision, known)) => (Expected::Revision(*revision), known.clone()),
            None => {
                let external_id = self.claims.external_id.clone();
                (Expected::Absent, Known { end_user, external_id, homes: BTreeMap::new() })
            }
        };
        known.end_user = end_user;
        known.homes.insert(self.integration, home);
        let (key, body) = (unique_key(&self.claims.key), Some(payload::to_bytes(&known)?));
        Ok(RecordWrite { kind: RecordKind::Unique, key, expected, body })
    }

    fn session_record(
        &self,
        hash: &[u8; 32],
        end_user: UserId,
        conversation: ConversationId,
        expected: Expected,
    ) -> Result<RecordWrite, CodecError> {
        let session = VisitorSession {
            integration: self.integration,
            end_user,
            conversation,
            created_at: self.shared.clock.now(),
            known: Some(self.claims.key),
        };
        let (key, body) = (Bytes::copy_from_slice(hash), Some(payload::to_bytes(&session)?));
        Ok(RecordWrite { kind: RecordKind::WidgetSession, key, expected, body })
    }

    /// The browser belongs to this person already: names may have changed, and they may have gone on elsewhere.
    async fn keep(&self, registry: &Registry, revision: u64, came: &Came) -> Result<Opened, ExecuteError> {
        let session = &came.session;
        let mut records = Vec::new();
        let person = self.person(Some(session.end_user)).await?;
        let changed = person.filter(|(_, _, changed)| *changed);
        if let Some((revision, person, _)) = &changed {
            records.push(user_record(person, Expected::Revision(*revision))?);
        }
        if let Some(home) = self.home().filter(|home| *home != session.conversation) {
            let expected = Expected::Revision(revision);
            records.push(self.session_record(&came.token_hash, session.end_user, home, expected)?);
        }
        if !records.is_empty() {
            self.shared.store.commit(Commit { records, ..Commit::default() }).await?;
        }
        if let Some((_, person, _)) = changed {
            tell(self.shared, registry, person.id).await?;
        }
        Ok(Opened::Kept)
    }

    /// The browser was somebody else's, mostly nobody's in particular.
    async fn rotate(
        &self,
        registry: &Registry,
        revision: u64,
        came: &Came,
        fresh: &[u8; 32],
    ) -> Result<Opened, ExecuteError> {
        let ended = RecordWrite {
            kind: RecordKind::WidgetSession,
            key: Bytes::copy_from_slice(&came.token_hash),
            expected: Expected::Revision(revision),
            body: None,
        };
        if came.session.known.is_some() {
            // Another person signed in here without the first one signing out: nothing of theirs goes over.
            return self.begin(registry, None, fresh, vec![ended]).await;
        }
        let anonymous = &came.session;
        let person = self.person(Some(anonymous.end_user)).await?;
        let Some((revision, person, changed)) = person else {
            return self.begin(registry, None, fresh, vec![ended]).await;
        };
        let records = |home: ConversationId| -> Result<Vec<RecordWrite>, ExecuteError> {
            Ok(vec![
                user_record(&person, Expected::Revision(revision))?,
                self.known_record(person.id, home)?,
                self.session_record(fresh, person.id, home, Expected::Absent)?,
                ended.clone(),
            ])
        };
        let identify = Identify {
            id: self.shared.draw_command(),
            end_user: person.clone(),
            if_begun: records(anonymous.conversation)?,
            otherwise: records(self.home().unwrap_or(anonymous.conversation))?,
        };
        registry.identify(anonymous.conversation, identify).await?;
        if changed {
            tell(self.shared, registry, person.id).await?;
        }
        Ok(Opened::Rotated)
    }

    /// There is no session to go on with.
    async fn begin(
        &self,
        registry: &Registry,
        locale: Option<String>,
        fresh: &[u8; 32],
        mut records: Vec<RecordWrite>,
    ) -> Result<Opened, ExecuteError> {
        let (shared, now) = (self.shared, self.shared.clock.now());
        let mut numbers = Vec::new();
        let (person, changed) = match self.person(None).await? {
            Some((revision, person, changed)) => {
                records.push(user_record(&person, Expected::Revision(revision))?);
                (person, changed)
            }
            None => {
                let number = shared.store.next_number(Counter::User);
                let id = UserId::new(number).map_err(|error| ExecuteError::Storage(error.to_string()))?;
                let name = EndUser::name_of_a_visitor(id);
                let nobody = EndUser {
                    id,
                    name,
                    email: None,
                    locale,
                    time_zone: None,
                    verified: false,
                    created_at: now,
                };
                let person = self.claimed(nobody);
                records.push(user_record(&person, Expected::Absent)?);
                numbers.push((Counter::User, number));
                (person, false)
            }
        };
        let home = self.home().unwrap_or_else(|| ConversationId::new(now, shared.dice.six()));
        records.push(self.known_record(person.id, home)?);
        records.push(self.session_record(fresh, person.id, home, Expected::Absent)?);
        shared.store.commit(Commit { records, numbers, ..Commit::default() }).await?;
        if changed {
            tell(shared, registry, person.id).await?;
        }
        Ok(Opened::Rotated)
    }
}

fn user_record(end_user: &EndUser, expected: Expected) -> Result<RecordWrite, CodecError> {
    let (key, body) = (number_key(end_user.id.get()), Some(payload::to_bytes(end_user)?));
    Ok(RecordWrite { kind: RecordKind::User, key, expected, body })
}

/// Has the person's conversations that are in memory show the new profile.
pub(crate) async fn tell(shared: &Shared, registry: &Registry, end_user: UserId) -> Result<(), ExecuteError> {
    shared.people.changed(end_user);
    let prefix = number_key(end_user.get());
    let rows = shared.store.rows(RowTable::EndUserConversations, &prefix, &[], TOLD).await?;
    for (key, _) in rows {
        if let Some(id) = key.last_chunk::<12>() {
            registry.end_user_changed(ConversationId::from_bytes(*id)).await;
        }
    }
    Ok(())
}
