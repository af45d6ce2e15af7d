//! End users who come through our own widget: who they are is a secret token in their browser.

use crate::conversation::{ExecuteError, load_end_user, number_key};
use crate::known;
use crate::registry::Registry;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::conversation::Conversation;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, IntegrationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload;
use frontdesk_storage::{Commit, CommitError, Counter, Expected, RecordKind, RecordWrite};
use serde::{Deserialize, Serialize};

/// How often a new conversation is begun again because the same end user's other tab wrote first.
const TRIES: usize = 4;

/// A browser in which somebody opened the widget. Found by the hash of its token; the token itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorSession {
    pub integration: IntegrationId,
    pub end_user: UserId,
    /// Drawn with the session, so that two tabs that write at the same moment write into one conversation.
    pub conversation: ConversationId,
    pub created_at: Timestamp,
    /// What the person is found by whose session it is; `None` while nobody proved who it is. See [`crate::known`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<[u8; 32]>,
}

/// A visitor as the widget's socket knows them.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: VisitorSession,
    pub end_user: EndUser,
}

impl Visitor {
    /// Whether a conversation that has begun may be shown in this browser. Where the company's word for who sits there
    /// was shown, everything that the person has on this widget; else what was begun in this browser and nothing more,
    /// whoever was merged with whom since: an agent can be mistaken, and a phone be somebody else's (decision 8).
    #[must_use]
    pub fn may_see(&self, state: &Conversation) -> bool {
        let Some(origin) = state.origin else { return false };
        let theirs = origin.end_user == self.end_user.id && origin.integration == self.session.integration;
        theirs && (self.session.known.is_some() || state.begun_by() == Some(self.session.end_user))
    }
}

/// The session behind a token's hash; `None` for one that was never given out.
///
/// # Errors
/// When the store cannot be read.
pub async fn find(shared: &Shared, token_hash: &[u8]) -> Result<Option<Visitor>, ExecuteError> {
    let Some(record) = shared.store.record(RecordKind::WidgetSession, token_hash).await? else {
        return Ok(None);
    };
    let session: VisitorSession = payload::from_bytes(&record.body)?;
    let end_user = load_end_user(shared, session.end_user).await?;
    Ok(end_user.map(|end_user| Visitor { session, end_user }))
}

/// Ends a session: its token opens nothing any more.
///
/// # Errors
/// When the store does not take it; then it is still in force.
pub async fn close(shared: &Shared, token_hash: &[u8]) -> Result<(), ExecuteError> {
    let key = Bytes::copy_from_slice(token_hash);
    let record = RecordWrite { kind: RecordKind::WidgetSession, key, expected: Expected::Any, body: None };
    shared.store.commit(Commit { records: vec![record], ..Commit::default() }).await?;
    Ok(())
}

/// A new end user, known by a token's hash from now on.
///
/// # Errors
/// When the store does not take it.
pub async fn create(
    shared: &Shared,
    integration: IntegrationId,
    token_hash: &[u8],
    locale: Option<String>,
) -> Result<Visitor, ExecuteError> {
    let now = shared.clock.now();
    let number = shared.store.next_number(Counter::User);
    let id = UserId::new(number).map_err(|error| ExecuteError::Storage(error.to_string()))?;
    let end_user = EndUser {
        id,
        name: format!("Visitor {number}"),
        email: None,
        locale,
        time_zone: None,
        verified: false,
        created_at: now,
    };
    let session = VisitorSession {
        integration,
        end_user: id,
        conversation: ConversationId::new(now, shared.dice.six()),
        created_at: now,
        known: None,
    };
    let commit = Commit {
        records: vec![
            RecordWrite {
                kind: RecordKind::User,
                key: number_key(number),
                expected: Expected::Absent,
                body: Some(payload::to_bytes(&end_user)?),
            },
            RecordWrite {
                kind: RecordKind::WidgetSession,
                key: Bytes::copy_from_slice(token_hash),
                expected: Expected::Absent,
                body: Some(payload::to_bytes(&session)?),
            },
        ],
        numbers: vec![(Counter::User, number)],
        ..Commit::default()
    };
    shared.store.commit(commit).await?;
    Ok(Visitor { session, end_user })
}

/// Keeps in which time zone an end user is by their device. Nothing is written where that is known, and nothing is lost
/// where somebody else writes first: each visit tells it again.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn is_in(
    shared: &Shared,
    registry: &Registry,
    end_user: UserId,
    time_zone: &str,
) -> Result<(), ExecuteError> {
    let key = number_key(end_user.get());
    let Some(record) = shared.store.record(RecordKind::User, &key).await? else { return Ok(()) };
    let mut person: EndUser = payload::from_bytes(&record.body)?;
    if person.time_zone.as_deref() == Some(time_zone) {
        return Ok(());
    }
    person.time_zone = Some(time_zone.to_owned());
    let write = RecordWrite {
        kind: RecordKind::User,
        key,
        expected: Expected::Revision(record.revision),
        body: Some(payload::to_bytes(&person)?),
    };
    match shared.store.commit(Commit { records: vec![write], ..Commit::default() }).await {
        Ok(_) => known::tell(shared, registry, end_user).await,
        Err(CommitError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The session with a conversation in which nobody has said a word: the one it has while that is so, else a new one.
/// `None` for a token that was never given out.
///
/// # Errors
/// When the store cannot be read or does not take it; [`ExecuteError::Busy`] when others keep writing first.
pub async fn begin_anew(
    shared: &Shared,
    registry: &Registry,
    token_hash: &[u8],
) -> Result<Option<Visitor>, ExecuteError> {
    for _ in 0..TRIES {
        let Some(record) = shared.store.record(RecordKind::WidgetSession, token_hash).await? else {
            return Ok(None);
        };
        let mut session: VisitorSession = payload::from_bytes(&record.body)?;
        if registry.look(session.conversation).await?.is_some() {
            session.conversation = ConversationId::new(shared.clock.now(), shared.dice.six());
            let write = RecordWrite {
                kind: RecordKind::WidgetSession,
                key: Bytes::copy_from_slice(token_hash),
                expected: Expected::Revision(record.revision),
                body: Some(payload::to_bytes(&session)?),
            };
            match shared.store.commit(Commit { records: vec![write], ..Commit::default() }).await {
                Ok(_) => {}
                Err(CommitError::Conflict { .. }) => continue,
                Err(error) => return Err(error.into()),
            }
        }
        let end_user = load_end_user(shared, session.end_user).await?;
        return Ok(end_user.map(|end_user| Visitor { session, end_user }));
    }
    Err(ExecuteError::Busy)
}
