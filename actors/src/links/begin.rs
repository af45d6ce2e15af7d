//! What a widget offers, and the code that it shows.

use super::code::{self, CodeOf};
use super::{LinkError, Links, elsewhere, is_connected};
use crate::outbox::Also;
use crate::visitors::Visitor;
use frontdesk_channels::link::CODE_CHARS;
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Via};
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{ConversationId, IntegrationId};
use frontdesk_model::link::LIFE;
use frontdesk_model::time::Timestamp;

/// A channel that customers of a widget may switch to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub integration: IntegrationId,
    pub channel: ChannelKind,
    /// What the account is called.
    pub name: String,
}

/// A way into the other app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What a phone opens, and what the QR code says.
    pub url: String,
    /// What they may have to send themselves.
    pub type_this: Option<String>,
    pub until: Timestamp,
}

impl Links {
    /// The channels of a widget, as far as they can be used now (S0-10, S0-30).
    pub async fn offered(&self, widget: IntegrationId) -> Vec<Offered> {
        let directory = self.shared.directory.get();
        let Some(widget) = directory.integrations.get(&widget) else { return Vec::new() };
        let mut offered = Vec::new();
        for integration in &widget.widget.switch_to {
            let Some(found) = directory.integrations.get(integration) else { continue };
            if found.kind.customers_may_switch_to() && self.can_open(*integration).await {
                let (channel, name) = (found.kind, found.name.clone());
                offered.push(Offered { integration: *integration, channel, name });
            }
        }
        offered.sort_by(|one, other| (one.channel, &one.name).cmp(&(other.channel, &other.name)));
        offered
    }

    async fn can_open(&self, integration: IntegrationId) -> bool {
        let any = "A".repeat(CODE_CHARS);
        let account = is_connected(self.accounts.get(integration).await);
        let adapter = self.accounts.adapter(integration);
        adapter.zip(account).is_some_and(|(adapter, account)| adapter.deep_link(&account, &any).is_some())
    }

    /// Gives out a code for a conversation of this visitor, which begins with this if nobody has said a word.
    ///
    /// # Errors
    /// When the widget does not offer the channel, or the conversation does not take it.
    pub async fn begin(
        &self,
        visitor: &Visitor,
        conversation: ConversationId,
        integration: IntegrationId,
    ) -> Result<Begun, LinkError> {
        let offered = self.offered(visitor.session.integration).await;
        if !offered.iter().any(|offered| offered.integration == integration) {
            return Err(LinkError::NotOffered);
        }
        let to = elsewhere(&self.shared, integration).ok_or(LinkError::NotOffered)?;
        let widget = elsewhere(&self.shared, visitor.session.integration).ok_or(LinkError::NotOffered)?;
        let account = is_connected(self.accounts.get(integration).await).ok_or(LinkError::NotOffered)?;
        let adapter = self.accounts.adapter(integration).ok_or(LinkError::NotOffered)?;
        let drawn = code::draw(&self.shared);
        let link = adapter.deep_link(&account, &drawn).ok_or(LinkError::NotOffered)?;
        let until = self.shared.clock.now().plus(LIFE);
        let end_user = visitor.end_user.id;
        let of = CodeOf { conversation, end_user, integration, until };
        let mut records = code::sweep(&self.shared, &drawn).await?;
        records.push(code::record(&drawn, &of).map_err(crate::conversation::ExecuteError::from)?);
        let via = Via {
            integration: visitor.session.integration,
            channel: widget.channel,
            end_user,
            capabilities: Capabilities::FULL,
            message: None,
            written_at: None,
            proved: true,
        };
        let action = Action::AskLink { via, to, until };
        let also = Also { records, ..Also::default() };
        self.command(conversation, By::EndUser { id: end_user }, action, also).await?;
        Ok(Begun { url: link.url, type_this: link.type_this, until })
    }
}
