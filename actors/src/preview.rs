//! What an end user would get of a message that is still being written: asked of the adapter that would send it, with
//! everything as it would be sent.

use crate::conversation::ExecuteError;
use crate::identities::{self, address_of};
use crate::system::System;
use frontdesk_channels::{Outbound, Preview, SendError};
use frontdesk_model::conversation::ReplyTarget;
use frontdesk_model::id::{ConversationId, MessageId, UserId};
use frontdesk_model::message::{Author, Content};

/// A preview, or why the message could not be sent at all.
pub type Previewed = Result<Preview, SendError>;

/// How a reply of this agent would show; `None` where it goes to a channel of ours, which shows everything, or the
/// end user has no address there.
///
/// # Errors
/// When the conversation or the account cannot be read.
pub async fn of_reply(
    system: &System,
    agent: UserId,
    conversation: ConversationId,
    content: Content,
) -> Result<Option<Previewed>, ExecuteError> {
    let Some(facts) = system.registry.look(conversation).await? else { return Ok(None) };
    let target = facts.state.replies_go_to().filter(|target| !target.channel.is_ours());
    let Some(ReplyTarget { integration, .. }) = target else { return Ok(None) };
    let (Some(adapter), Ok(account)) =
        (system.accounts.adapter(integration), system.accounts.get(integration).await)
    else {
        return Ok(None);
    };
    let shared = &system.shared;
    let Some(to) = address_of(shared, conversation, integration).await? else { return Ok(None) };
    let identity = identities::find(shared, integration, &to).await?.map(|known| known.identity);
    let now = shared.clock.now();
    let outbound = Outbound {
        account: integration,
        conversation,
        // As long as any; the message has no id yet.
        message: MessageId::new(now, [0; 6]),
        to,
        author: Author::Agent(agent),
        links: system.accounts.providers().links(&content),
        content,
        memo: identity.map(|identity| identity.memo).unwrap_or_default(),
        now,
    };
    Ok(Some(outbound.previewed(&*adapter, &account)))
}
