//! A reply that goes to the widget because it cannot go where the end user wrote last (behaviour 2.21).

use super::ReplyTarget;
use super::decide::Log;
use super::event::{EventKind, Visibility};
use super::rejection::Rejection;
use crate::id::MessageId;
use crate::message::{Author, Content, Delivery, UNKNOWN_OUTCOME};
use crate::ticket::TicketStatus;

/// Why a reply is to go to the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// No reply can go where the end user wrote last, as the sender of the command sees it.
    Closed { closed: bool },
    /// This message failed there for good.
    Failed { message: MessageId },
}

impl Log<'_> {
    /// Agents do not move a conversation between channels (S3-15, T-5): this one reply goes to the widget, and the
    /// next one where the end user is.
    pub(super) fn reply_in_widget(
        &mut self,
        parts: &[Content],
        instead: Instead,
        submit_as: Option<TicketStatus>,
    ) -> Result<(), Rejection> {
        let agent = self.replying_agent()?;
        let origin = self.state.origin.ok_or(Rejection::NotFound)?;
        if !origin.channel.is_ours() {
            return Err(Rejection::ChannelNotAllowed);
        }
        let widget = ReplyTarget { integration: origin.integration, channel: origin.channel };
        let there = self.state.replies_go_to().unwrap_or(widget);
        let (instead_of, channel) = match instead {
            Instead::Closed { closed } if closed && there != widget => (None, there.channel),
            Instead::Closed { .. } => return Err(Rejection::ChannelNotAllowed),
            Instead::Failed { message } => {
                let outgoing = self.state.deliveries.of(message).ok_or(Rejection::NotRetryable)?;
                if !is_lost(&outgoing.delivery) {
                    return Err(Rejection::NotRetryable);
                }
                let account = outgoing.via.and_then(|via| self.context.directory.integrations.get(&via));
                (Some(message), account.map_or(there.channel, |account| account.kind))
            }
        };
        for part in parts {
            let message = self.say(Author::Agent(agent), Visibility::Public, widget, part.clone());
            self.push(EventKind::SentInWidget { message, instead_of, channel });
        }
        self.submit_if(submit_as)
    }
}

/// Whether nobody got it, and sending it there once more would not help.
fn is_lost(delivery: &Delivery) -> bool {
    matches!(delivery, Delivery::Failed { code, retryable: false, .. } if code != UNKNOWN_OUTCOME)
}
