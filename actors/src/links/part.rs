//! The way back to the widget: "Continue here" (T-7), and Disconnect (S0-20).

use super::{Links, TRIES, draw_conversation, elsewhere};
use crate::conversation::{ExecuteError, Recorded};
use crate::identities::{self, Identity, Known};
use crate::outbox::Also;
use crate::visitors::Visitor;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::id::{CommandId, ConversationId, IdentityId, IntegrationId, UserId};
use frontdesk_storage::Expected;

impl Links {
    /// Answers come to the visitor's widget from now on, whatever they wrote last elsewhere.
    ///
    /// # Errors
    /// When the conversation has not begun or is somebody else's, or the store does not take it.
    pub async fn come_back(&self, id: CommandId, visitor: &Visitor) -> Result<Recorded, ExecuteError> {
        let here = elsewhere(&self.shared, visitor.session.integration).ok_or(Rejection::NotFound)?;
        let by = By::EndUser { id: visitor.end_user.id };
        let command = Command { id, by, action: Action::ContinueHere { here } };
        self.registry.execute(visitor.session.conversation, command).await
    }

    /// Parts a conversation from an account. What was said stays, the person stays who they are, and what they write
    /// there from now on begins a conversation of its own.
    ///
    /// # Errors
    /// When the conversation is somebody else's, or the store does not take it.
    pub async fn part(
        &self,
        id: CommandId,
        end_user: UserId,
        conversation: ConversationId,
        integration: IntegrationId,
    ) -> Result<Recorded, ExecuteError> {
        for _ in 0..TRIES {
            let facts = self.look(conversation).await?.ok_or(Rejection::NotFound)?;
            let linked = facts.state.links.get(&integration).and_then(|link| link.identity());
            let Some(identity) = linked else {
                // Parted already, or never linked.
                return Ok(Recorded { seq: facts.state.seq, at: self.shared.clock.now() });
            };
            let also = self.apart(conversation, integration, identity).await?;
            let action = Action::Unlink { integration, identity };
            let command = Command { id, by: By::EndUser { id: end_user }, action };
            match self.registry.execute_with(conversation, command, also).await {
                Err(ExecuteError::Changed) => {}
                other => return other,
            }
        }
        Err(ExecuteError::Busy)
    }

    async fn apart(
        &self,
        conversation: ConversationId,
        integration: IntegrationId,
        identity: IdentityId,
    ) -> Result<Also, ExecuteError> {
        let mut records = vec![identities::no_route(conversation, integration)];
        let known = match identities::address_of(&self.shared, conversation, integration).await? {
            Some(address) => identities::find(&self.shared, integration, &address).await?,
            None => None,
        };
        // Whoever was linked elsewhere meanwhile writes there.
        let here =
            |known: &Known| known.identity.id == identity && known.identity.conversation == conversation;
        if let Some(known) = known.filter(here) {
            let own = draw_conversation(&self.shared);
            let apart = Identity { conversation: own, tie: None, ..known.identity.clone() };
            records.push(identities::route(own, integration, &apart.address, Expected::Absent)?);
            records.push(apart.record(&known.key, Expected::Revision(known.revision))?);
        }
        Ok(Also { records, ..Also::default() })
    }
}
