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
use frontdesk_model::id::{ConversationId, IntegrationId, TicketId, UserId};
use frontdesk_storage::{Commit, RowTable};

impl Links {
    /// What the identity had before goes over to whose it is now, and the talk that it had ends.
    pub(super) async fn bring_along(
        &self,
        identity: &Identity,
        before: UserId,
        asked_in: ConversationId,
    ) -> Result<(), ExecuteError> {
        let end_user = load_end_user(&self.shared, identity.end_user).await?.ok_or(ExecuteError::Changed)?;
        let merges = before != end_user.id
            && !self.stays_another(identity.integration, before).await?
            && self.may_merge(before).await?;
        let mut close = false;
        if self.closes_older(identity.integration) {
            close = self.close_older(identity, if merges { before } else { end_user.id }, asked_in).await?;
        }
        if merges {
            let merged = merge::merge(&self.shared, &self.registry, None, before, end_user.id).await;
            match merged {
                Ok(_) => {}
                Err(MergeError::Execute(error)) => return Err(error),
                // They stay two; an agent may find out more.
                Err(error) => tracing::info!(%error, "a link joined two people who stay two"),
            }
        }
        self.leave(asked_in, identity.conversation, close).await
    }

    /// On Instagram the talk there is another matter: its ticket stays, and so does whose it is (behaviour 2.20).
    fn closes_older(&self, integration: IntegrationId) -> bool {
        elsewhere(&self.shared, integration).is_none_or(|to| to.channel != ChannelKind::Instagram)
    }

    /// Whether somebody is a customer of their own, who is not merged: on Instagram, whoever had a ticket.
    async fn stays_another(&self, integration: IntegrationId, before: UserId) -> Result<bool, ExecuteError> {
        if self.closes_older(integration) {
            return Ok(false);
        }
        let prefix = number_key(before.get());
        Ok(!self.shared.store.rows(RowTable::EndUserTickets, &prefix, &[], 1).await?.is_empty())
    }

    /// Whether a ticket of its own is to be made where the identity goes on: on Instagram, where the one before has
    /// work that is not done.
    pub(super) async fn needs_new_ticket(
        &self,
        integration: IntegrationId,
        before: UserId,
    ) -> Result<bool, ExecuteError> {
        Ok(self.stays_another(integration, before).await? && !self.open_of(before).await?.is_empty())
    }

    /// The tickets of an end user that are not closed, the oldest first, and where they are.
    async fn open_of(&self, end_user: UserId) -> Result<Vec<(TicketId, ConversationId)>, ExecuteError> {
        let mut open = Vec::new();
        for conversation in merge::conversations_of(&self.shared, end_user).await? {
            let facts = self.look(conversation).await?;
            let ticket = facts.and_then(|facts| facts.state.ticket.as_ref().map(|ticket| ticket.id));
            open.extend(ticket.map(|ticket| (ticket, conversation)));
        }
        open.sort_unstable();
        Ok(open)
    }

    /// Agents go on with the newest ticket: those that somebody brings along are closed where the widget's
    /// conversation has one, else all but the newest. Answers whether that of the talk in which they were asked is
    /// among them; it is closed when they leave it.
    async fn close_older(
        &self,
        identity: &Identity,
        of: UserId,
        asked_in: ConversationId,
    ) -> Result<bool, ExecuteError> {
        let in_use = self.look(identity.conversation).await?;
        let in_use = in_use.is_some_and(|facts| facts.state.ticket.is_some());
        let mut older = if of == identity.end_user { Vec::new() } else { self.open_of(of).await? };
        let newest = if in_use { None } else { older.pop() };
        let goes_on = newest.map_or(identity.conversation, |(_, conversation)| conversation);
        for (_, conversation) in older.iter().filter(|(_, conversation)| *conversation != asked_in) {
            self.leave(*conversation, goes_on, true).await?;
        }
        let asked_there = older.iter().any(|(_, conversation)| *conversation == asked_in);
        Ok(asked_there || in_use)
    }

    /// Whoever wrote in a conversation goes on in another one.
    async fn leave(
        &self,
        conversation: ConversationId,
        to: ConversationId,
        close: bool,
    ) -> Result<(), ExecuteError> {
        let facts = self.look(conversation).await?;
        let owner = facts.and_then(|facts| facts.state.origin.map(|origin| origin.end_user));
        let Some(owner) = owner else { return Ok(()) };
        if let Some(owner) = load_end_user(&self.shared, owner).await? {
            let action = Action::GoElsewhere { to, end_user: owner.id, close };
            self.hand_over(conversation, &owner, action).await?;
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

    async fn may_merge(&self, end_user: UserId) -> Result<bool, ExecuteError> {
        let proved = load_end_user(&self.shared, end_user).await?.is_some_and(|known| known.verified);
        if proved {
            return Ok(false);
        }
        for conversation in merge::conversations_of(&self.shared, end_user).await? {
            let facts = self.look(conversation).await?;
            let origin = facts.and_then(|facts| facts.state.origin);
            if origin.is_some_and(|origin| origin.channel.is_ours()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whose conversation an identity writes into became somebody else's: they signed in on the website.
    pub(crate) async fn follow(&self, identity: &Identity) -> Result<bool, ExecuteError> {
        let facts = self.look(identity.conversation).await?;
        let owner = facts.and_then(|facts| facts.state.origin.map(|origin| origin.end_user));
        let Some(owner) = owner.filter(|owner| *owner != identity.end_user) else { return Ok(false) };
        let (records, rows) =
            identities::handed_one(&self.shared, identity, identity.end_user, owner).await?;
        self.shared.store.commit(Commit { records, rows, ..Commit::default() }).await?;
        Ok(true)
    }
}
