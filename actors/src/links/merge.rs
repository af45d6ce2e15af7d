//! Two end users turn out to be one (behaviour 2.20): who said yes on their phone is who sits at the widget.
//!
//! Only somebody who was known through social channels alone is merged. A person who was proved by a signed token, or
//! has a widget's conversations of their own, keeps them: what they said elsewhere must not open to whoever could make
//! them press a button.

use super::{Links, elsewhere};
use crate::conversation::{ExecuteError, HandOver, load_end_user, number_key};
use crate::identities::{self, Identity};
use crate::merge::{self, MergeError};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::Action;
use frontdesk_model::end_user::EndUser;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_storage::{Commit, Expected, RowTable};

/// Conversations that are read at a time.
const PAGE: usize = 500;

impl Links {
    /// What the identity had before goes over to whose it is now, and the talk that it had ends.
    pub(super) async fn bring_along(
        &self,
        identity: &Identity,
        before: UserId,
        asked_in: ConversationId,
    ) -> Result<(), ExecuteError> {
        let end_user = load_end_user(&self.shared, identity.end_user).await?.ok_or(ExecuteError::Changed)?;
        let newer = self.look(identity.conversation).await?;
        let newer = newer.is_some_and(|facts| facts.state.ticket.is_some());
        // On Instagram the talk there is another matter, and its ticket stays (behaviour 2.20).
        let there = elsewhere(&self.shared, identity.integration).map(|to| to.channel);
        let close = newer && there != Some(ChannelKind::Instagram);
        if before != end_user.id && self.may_merge(before).await? {
            let merged = merge::merge(&self.shared, &self.registry, None, before, end_user.id).await;
            match merged {
                Ok(_) => {}
                Err(MergeError::Execute(error)) => return Err(error),
                // They stay two; an agent may find out more.
                Err(error) => tracing::info!(%error, "a link joined two people who stay two"),
            }
        }
        let facts = self.look(asked_in).await?;
        let owner = facts.and_then(|facts| facts.state.origin.map(|origin| origin.end_user));
        if let Some(owner) = owner
            && let Some(owner) = load_end_user(&self.shared, owner).await?
        {
            let to = identity.conversation;
            let action = Action::GoElsewhere { to, end_user: owner.id, close };
            self.hand_over(asked_in, &owner, action).await?;
        }
        Ok(())
    }

    async fn hand_over(
        &self,
        conversation: ConversationId,
        to: &EndUser,
        action: Action,
    ) -> Result<(), ExecuteError> {
        let over = HandOver { id: self.shared.draw_command(), end_user: to.clone(), action };
        self.registry.hand_over(conversation, over).await?;
        Ok(())
    }

    async fn conversations_of(&self, end_user: UserId) -> Result<Vec<ConversationId>, ExecuteError> {
        let (prefix, mut after) = (number_key(end_user.get()), bytes::Bytes::new());
        let mut found = Vec::new();
        loop {
            let store = &self.shared.store;
            let rows = store.rows(RowTable::EndUserConversations, &prefix, &after, PAGE).await?;
            found.extend(rows.iter().filter_map(|(key, _)| key.last_chunk::<12>()).copied());
            match rows.last() {
                Some((last, _)) if rows.len() >= PAGE => after = last.clone(),
                _ => return Ok(found.into_iter().map(ConversationId::from_bytes).collect()),
            }
        }
    }

    async fn may_merge(&self, end_user: UserId) -> Result<bool, ExecuteError> {
        let proved = load_end_user(&self.shared, end_user).await?.is_some_and(|known| known.verified);
        if proved {
            return Ok(false);
        }
        for conversation in self.conversations_of(end_user).await? {
            let facts = self.look(conversation).await?;
            let origin = facts.and_then(|facts| facts.state.origin);
            if origin.is_some_and(|origin| origin.channel.is_ours()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn move_identity(&self, identity: &Identity, from: UserId, to: UserId) -> Result<(), ExecuteError> {
        let found = identities::find(&self.shared, identity.integration, &identity.address).await?;
        let Some(known) = found else { return Ok(()) };
        let moved = Identity { end_user: to, ..known.identity.clone() };
        let commit = Commit {
            records: vec![moved.record(&known.key, Expected::Revision(known.revision))?],
            rows: vec![identities::not_listed(moved.id, from), identities::listed(&moved, to)],
            ..Commit::default()
        };
        self.shared.store.commit(commit).await?;
        Ok(())
    }

    /// Whose conversation an identity writes into became somebody else's: they signed in on the website.
    pub(crate) async fn follow(&self, identity: &Identity) -> Result<bool, ExecuteError> {
        let facts = self.look(identity.conversation).await?;
        let owner = facts.and_then(|facts| facts.state.origin.map(|origin| origin.end_user));
        let Some(owner) = owner.filter(|owner| *owner != identity.end_user) else { return Ok(false) };
        self.move_identity(identity, identity.end_user, owner).await?;
        Ok(true)
    }
}
