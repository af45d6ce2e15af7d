//! What people do without writing: they open a chat, react, edit, take back, stop, come back, move.

use super::{Door, Intake, Meant, Taken, dedupe};
use crate::conversation::ExecuteError;
use crate::identities::{self, Known};
use crate::outbox::Also;
use frontdesk_channels::{Deed, Did, Sender};
use frontdesk_model::conversation::command::Action;
use frontdesk_model::conversation::event::Notice;
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{Commit, DedupeKey, Expected};

impl Intake {
    pub(super) async fn did(&self, door: &Door, did: Did) -> Result<Taken, ExecuteError> {
        let Did { event, from, at, deed } = did;
        let dedupe = dedupe(door.integration, &event);
        match deed {
            Deed::Typing => Ok(Taken::Noted),
            Deed::Opened { link } => {
                // Nobody has a word to answer to yet: the talk begins with the first.
                let known = self.person(door, &from).await?;
                if self.shared.store.seen(&dedupe).await? {
                    return Ok(Taken::Before);
                }
                let arrival = door.arrival(&known, &from, at, &dedupe);
                if let Some(code) = link
                    && let Some(taken) = self.links.claim(&arrival, &code, None).await?
                {
                    return Ok(taken);
                }
                self.opened(door, &known, &from, at, dedupe).await
            }
            Deed::Reacted { of, emoji } => {
                let notice = if emoji.is_some() { Notice::Reacted } else { Notice::ReactionRemoved };
                self.notice(door, &from, Some(&of), notice, emoji.unwrap_or_default(), dedupe).await
            }
            Deed::Edited { of, text } => {
                self.notice(door, &from, Some(&of), Notice::Edited, text.as_str().to_owned(), dedupe).await
            }
            Deed::Unsent { of } => {
                let noticed =
                    self.notice(door, &from, Some(&of), Notice::Unsent, String::new(), dedupe).await;
                // Also where it was noticed before: erasing may have been cut short then.
                if matches!(noticed, Ok(Taken::Recorded { .. }) | Err(ExecuteError::Duplicate)) {
                    self.erase(door.integration, &of).await?;
                }
                noticed
            }
            Deed::Stopped => self.reach(door, &from, Some(at), Notice::Stopped, dedupe).await,
            Deed::Resumed => self.reach(door, &from, None, Notice::Resumed, dedupe).await,
            Deed::Moved { to } => {
                let Some(mut known) = identities::known(&self.shared, door.integration, &from).await? else {
                    return Ok(Taken::Noted);
                };
                let there = identities::find(&self.shared, door.integration, &to).await?;
                if there.is_none() {
                    let _news = known.identity.learn(&from);
                    self.shared.store.commit(identities::moved(&known, &to)?).await?;
                } else if there.is_some_and(|there| there.identity.id != known.identity.id) {
                    // Somebody else wrote from there before: agents merge the two if they are one.
                    tracing::warn!(integration.id = %door.integration, "a new address is somebody's already");
                    return Ok(Taken::Noted);
                }
                self.shared.people.reached_at(known.identity.end_user, to.as_str());
                let value = to.as_str().to_owned();
                self.notice(door, &from, None, Notice::Moved, value, dedupe).await
            }
        }
    }

    /// Whoever comes can be reached again, and where that is contact, may be answered.
    async fn opened(
        &self,
        door: &Door,
        known: &Known,
        from: &Sender,
        at: Timestamp,
        dedupe: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let records = self.learned(known, from)?;
        if door.adapter.opening_is_contact() {
            let action = Action::Open { integration: door.integration, at };
            let also = Also { dedupe: Some(dedupe.clone()), records: records.clone(), ..Also::default() };
            match self.command(known.identity.conversation, action, also).await {
                // They have never written: there is nothing to answer.
                Err(ExecuteError::Rejected(Rejection::NotFound)) => {}
                other => return other,
            }
        }
        let commit = Commit { records, dedupe: vec![dedupe], ..Commit::default() };
        self.shared.store.commit(commit).await?;
        Ok(Taken::Noted)
    }

    /// Whether somebody can be reached from now on.
    async fn reach(
        &self,
        door: &Door,
        from: &Sender,
        stopped_at: Option<Timestamp>,
        notice: Notice,
        dedupe: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let Some(known) = identities::find(&self.shared, door.integration, &from.address).await? else {
            return Ok(Taken::Noted);
        };
        let identity = identities::Identity { stopped_at, ..known.identity };
        let records = vec![identity.record(&known.key, Expected::Revision(known.revision))?];
        self.shared.store.commit(Commit { records, ..Commit::default() }).await?;
        self.notice(door, from, None, notice, String::new(), dedupe).await
    }

    /// Written into the conversation, where there is one.
    async fn notice(
        &self,
        door: &Door,
        from: &Sender,
        of: Option<&str>,
        notice: Notice,
        value: String,
        dedupe: DedupeKey,
    ) -> Result<Taken, ExecuteError> {
        let Some(known) = identities::find(&self.shared, door.integration, &from.address).await? else {
            return Ok(Taken::Noted);
        };
        let meant = match of {
            Some(id) => self.meant_by(door.integration, id.as_bytes()).await?,
            None => None,
        };
        let conversation = meant.as_ref().map_or(known.identity.conversation, |meant| meant.conversation);
        let action = Action::Notice { notice, of: meant.map(|meant| meant.message), value };
        let also = Also { dedupe: Some(dedupe), ..Also::default() };
        match self.command(conversation, action, also).await {
            // They have never written.
            Err(ExecuteError::Rejected(Rejection::NotFound)) => Ok(Taken::Noted),
            other => other,
        }
    }

    /// What an end user took back is nobody's any more.
    async fn erase(&self, integration: IntegrationId, id: &str) -> Result<(), ExecuteError> {
        if let Some(Meant { conversation, message }) = self.meant_by(integration, id.as_bytes()).await? {
            let erased = self.shared.store.redact(conversation, vec![message]).await;
            erased.map_err(|error| ExecuteError::Storage(error.to_string()))?;
        }
        Ok(())
    }
}
