//! Two end users who are one person: an agent says so, or they proved it themselves (behaviour 2.20).
//!
//! One commit decides it: the record of the one who goes is replaced by a [`Merge`], which holds what it was and leads
//! to who stays, and all identities are theirs from then on. The conversations follow one by one, each in a commit of
//! its own log; what a crash left undone is done at the next start. Whoever is asked for under the old number is
//! found under the new one, so that no session and no identity is lost on the way.

use crate::audit::{Deed, Detail, Did};
use crate::conversation::{ExecuteError, Identify, number_key};
use crate::identities;
use crate::registry::Registry;
use crate::shared::Shared;
use bytes::Bytes;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::payload;
use frontdesk_storage::{AuditEntry, Commit, Expected, RecordKind, RecordWrite, RowTable};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Tickets that one of the two may have at most.
pub const MOST_TICKETS: usize = 10_000;
/// How often it is begun anew because somebody else wrote first.
const TRIES: usize = 4;
/// Rows and records that are read at a time.
const PAGE: usize = 500;
/// How often somebody may have been merged before they are looked for no further; each needs an agent's word.
const MOST_MERGES: usize = 16;

#[derive(Clone, Debug, thiserror::Error)]
pub enum MergeError {
    #[error("nobody is merged into themselves")]
    Same,
    #[error("one of the two is not known")]
    Unknown,
    /// The company said by a signed token who they are: they can only be the one who stays.
    #[error("it was proved who this end user is")]
    Proved,
    #[error("this end user has more tickets than can be moved")]
    TooMany,
    #[error(transparent)]
    Execute(#[from] ExecuteError),
}

/// Where somebody went, and what they had been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Merge {
    into: UserId,
    at: Timestamp,
    /// `None`: they proved it themselves.
    by: Option<UserId>,
    before: EndUser,
    /// Whether all of their conversations have followed.
    done: bool,
}

/// What the audit log shows: no name, for a person can be erased.
#[derive(Clone, Debug, Serialize)]
struct Shown {
    end_user: UserId,
    merged_into: Option<UserId>,
    merged_from: Option<UserId>,
}

/// Who stands for an end user that was merged; `None` for one that was not, or never was.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn stands_for(shared: &Shared, id: UserId) -> Result<Option<UserId>, ExecuteError> {
    Ok(find(shared, id).await?.map(|(_, merge)| merge.into))
}

async fn find(shared: &Shared, id: UserId) -> Result<Option<(u64, Merge)>, ExecuteError> {
    match shared.store.record(RecordKind::Merge, &number_key(id.get())).await? {
        Some(record) => Ok(Some((record.revision, payload::from_bytes(&record.body)?))),
        None => Ok(None),
    }
}

/// The record of an end user, or of who stands for them.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn load(shared: &Shared, id: UserId) -> Result<Option<(u64, EndUser)>, ExecuteError> {
    let mut id = id;
    for _ in 0..MOST_MERGES {
        if let Some(record) = shared.store.record(RecordKind::User, &number_key(id.get())).await? {
            return Ok(Some((record.revision, payload::from_bytes(&record.body)?)));
        }
        match stands_for(shared, id).await? {
            Some(into) => id = into,
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Makes one end user of two: `into` stays. Asking again for what was done, or half done, finishes it.
///
/// # Errors
/// [`MergeError::Execute`] when the store did not take it; what was begun is finished later.
pub async fn merge(
    shared: &Shared,
    registry: &Registry,
    by: Option<UserId>,
    from: UserId,
    into: UserId,
) -> Result<EndUser, MergeError> {
    if from == into {
        return Err(MergeError::Same);
    }
    match find(shared, from).await? {
        Some((_, known)) if known.into == into => {}
        Some(_) => return Err(MergeError::Unknown),
        None => begin(shared, by, from, into).await?,
    }
    finish(shared, registry, from).await?;
    let (_, end_user) = load(shared, into).await?.ok_or(MergeError::Unknown)?;
    Ok(end_user)
}

async fn begin(shared: &Shared, by: Option<UserId>, from: UserId, into: UserId) -> Result<(), MergeError> {
    for _ in 0..TRIES {
        let commit = decided(shared, by, from, into).await?;
        match shared.store.commit(commit).await.map_err(ExecuteError::from) {
            Ok(_) => return Ok(()),
            Err(ExecuteError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ExecuteError::Busy.into())
}

async fn decided(
    shared: &Shared,
    by: Option<UserId>,
    from: UserId,
    into: UserId,
) -> Result<Commit, MergeError> {
    let before = own(shared, from).await?.ok_or(MergeError::Unknown)?;
    let kept = own(shared, into).await?.ok_or(MergeError::Unknown)?;
    if before.1.verified {
        return Err(MergeError::Proved);
    }
    for end_user in [from, into] {
        let prefix = number_key(end_user.get());
        let some_more = MOST_TICKETS.saturating_add(1);
        let tickets = shared.store.rows(RowTable::EndUserTickets, &prefix, &[], some_more).await;
        if tickets.map_err(ExecuteError::from)?.len() > MOST_TICKETS {
            return Err(MergeError::TooMany);
        }
    }
    let now = shared.clock.now();
    let merge = Merge { into, at: now, by, before: before.1.clone(), done: false };
    let joined = EndUser {
        email: kept.1.email.clone().or(before.1.email),
        locale: kept.1.locale.clone().or(before.1.locale),
        ..kept.1
    };
    let (mut records, rows) = identities::handed(shared, from, into).await?;
    records.extend([
        record(RecordKind::User, from, Expected::Revision(before.0), None),
        written(RecordKind::User, into, Expected::Revision(kept.0), &joined)?,
        written(RecordKind::Merge, from, Expected::Absent, &merge)?,
    ]);
    let audit = vec![
        deed(
            now,
            by,
            from,
            Did::Removed,
            Shown { end_user: from, merged_into: Some(into), merged_from: None },
        )?,
        deed(
            now,
            by,
            into,
            Did::Changed,
            Shown { end_user: into, merged_into: None, merged_from: Some(from) },
        )?,
    ];
    Ok(Commit { records, rows, audit, ..Commit::default() })
}

/// The record under this very number.
async fn own(shared: &Shared, id: UserId) -> Result<Option<(u64, EndUser)>, ExecuteError> {
    match shared.store.record(RecordKind::User, &number_key(id.get())).await? {
        Some(record) => Ok(Some((record.revision, payload::from_bytes(&record.body)?))),
        None => Ok(None),
    }
}

fn record(kind: RecordKind, id: UserId, expected: Expected, body: Option<Bytes>) -> RecordWrite {
    RecordWrite { kind, key: number_key(id.get()), expected, body }
}

fn written<T: Serialize>(
    kind: RecordKind,
    id: UserId,
    expected: Expected,
    value: &T,
) -> Result<RecordWrite, ExecuteError> {
    Ok(record(kind, id, expected, Some(payload::to_bytes(value)?)))
}

fn deed(
    at: Timestamp,
    by: Option<UserId>,
    of: UserId,
    did: Did,
    shown: Shown,
) -> Result<AuditEntry, ExecuteError> {
    let deed = Deed { at, by, kind: RecordKind::User, key: number_key(of.get()) };
    Ok(deed.entry(&Detail::new(did, None, Some(shown)))?)
}

/// Has the conversations follow that have not yet.
async fn finish(shared: &Shared, registry: &Registry, from: UserId) -> Result<(), ExecuteError> {
    let Some((revision, merge)) = find(shared, from).await? else { return Ok(()) };
    if merge.done {
        return Ok(());
    }
    let Some((_, end_user)) = load(shared, merge.into).await? else { return Ok(()) };
    let (prefix, mut followed) = (number_key(from.get()), BTreeSet::new());
    loop {
        // What has followed is listed there no more.
        let rows = shared.store.rows(RowTable::EndUserConversations, &prefix, &[], PAGE).await?;
        let ids = rows.iter().filter_map(|(key, _)| key.last_chunk::<12>()).copied();
        let left: Vec<_> = ids.map(ConversationId::from_bytes).filter(|id| followed.insert(*id)).collect();
        if left.is_empty() {
            break;
        }
        for conversation in left {
            let identify = Identify {
                id: shared.draw_command(),
                end_user: end_user.clone(),
                if_begun: Vec::new(),
                otherwise: Vec::new(),
            };
            registry.identify(conversation, identify).await?;
        }
    }
    let done = Merge { done: true, ..merge };
    let records = vec![
        written(RecordKind::Merge, from, Expected::Revision(revision), &done)?,
        // A conversation that had not followed yet may have written what it learned of them.
        record(RecordKind::User, from, Expected::Any, None),
    ];
    shared.store.commit(Commit { records, ..Commit::default() }).await?;
    shared.people.merged(from, end_user.id);
    // The newest of them: the rest read the record when they are loaded.
    for conversation in conversations_of(shared, end_user.id).await?.into_iter().rev().take(PAGE) {
        registry.end_user_changed(conversation).await;
    }
    Ok(())
}

/// All conversations of an end user, the oldest first.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn conversations_of(
    shared: &Shared,
    end_user: UserId,
) -> Result<Vec<ConversationId>, ExecuteError> {
    let (prefix, mut after) = (number_key(end_user.get()), Bytes::new());
    let mut found = Vec::new();
    loop {
        let rows = shared.store.rows(RowTable::EndUserConversations, &prefix, &after, PAGE).await?;
        let ids = rows.iter().filter_map(|(key, _)| key.last_chunk::<12>()).copied();
        found.extend(ids.map(ConversationId::from_bytes));
        match rows.last() {
            Some((last, _)) if rows.len() >= PAGE => after = last.clone(),
            _ => return Ok(found),
        }
    }
}

/// Finishes what a crash left half done.
///
/// # Errors
/// When the store cannot be read or does not take it.
pub async fn finish_all(shared: &Shared, registry: &Registry) -> Result<(), ExecuteError> {
    let mut after = Bytes::new();
    loop {
        let page = shared.store.records(RecordKind::Merge, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.key.clone();
        for record in &page {
            let merge: Merge = payload::from_bytes(&record.body)?;
            if !merge.done {
                finish(shared, registry, merge.before.id).await?;
            }
        }
    }
}
