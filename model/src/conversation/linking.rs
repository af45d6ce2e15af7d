//! Ties to social channels: the widget's conversation that goes on there, and the one that an identity had before.

use super::command::Via;
use super::decide::Log;
use super::event::{EventKind, SessionEnd};
use super::rejection::Rejection;
use super::{Control, ReplyTarget, Session};
use crate::channel::ChannelKind;
use crate::id::{ConversationId, IdentityId, IntegrationId, MessageId, UserId};
use crate::link::Stage;
use crate::message::{Author, Content};
use crate::ticket::TicketStatus;
use crate::time::Timestamp;

/// An account of a social channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub integration: IntegrationId,
    pub channel: ChannelKind,
}

/// What is said about a link in the identity's own conversation, of which the widget's never hears.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTalk {
    pub via: Via,
    /// The answer, where this follows one.
    pub answer: Option<Content>,
    /// Ours, under an id that was drawn before.
    pub message: MessageId,
    pub content: Content,
}

impl Log<'_> {
    /// The widget gave out a code.
    pub(super) fn ask_link(&mut self, via: &Via, to: Elsewhere, until: Timestamp) -> Result<(), Rejection> {
        self.check_writer(via)?;
        if self.state.links.get(&to.integration).is_some_and(|link| link.identity().is_some()) {
            return Err(Rejection::AlreadyLinked);
        }
        self.begin(via);
        let Elsewhere { integration, channel } = to;
        self.push(EventKind::LinkAsked { integration, channel, until });
        Ok(())
    }

    /// Somebody came with the code.
    pub(super) fn propose_link(&mut self, to: Elsewhere, identity: IdentityId, until: Timestamp) {
        let Elsewhere { integration, channel } = to;
        let known = self.state.links.get(&integration).map(|link| &link.stage);
        match known {
            Some(Stage::Linked { .. }) => {}
            Some(Stage::Pending { identity: same, .. }) if *same == identity => {}
            _ => self.push(EventKind::LinkPending { integration, channel, identity, until }),
        }
    }

    /// They said yes, in time. `end_user` is whose conversation this is, as the sender of the command sees it.
    pub(super) fn link(
        &mut self,
        to: Elsewhere,
        identity: IdentityId,
        name: &str,
        end_user: UserId,
    ) -> Result<(), Rejection> {
        if self.state.origin.is_none_or(|origin| origin.end_user != end_user) {
            return Err(Rejection::Forbidden);
        }
        let Elsewhere { integration, channel } = to;
        match self.state.links.get(&integration).map(|link| &link.stage) {
            Some(Stage::Linked { identity: same, .. }) if *same == identity => return Ok(()),
            Some(Stage::Pending { identity: same, until })
                if *same == identity && *until > self.context.at => {}
            _ => return Err(Rejection::NotAsked),
        }
        let private = self.draw_message();
        self.push(EventKind::Linked { integration, channel, identity, private, name: name.to_owned() });
        Ok(())
    }

    pub(super) fn decline_link(&mut self, integration: IntegrationId, identity: IdentityId) {
        let stage = self.state.links.get(&integration).map(|link| &link.stage);
        if matches!(stage, Some(Stage::Pending { identity: same, .. }) if *same == identity) {
            self.push(EventKind::LinkDeclined { integration });
        }
    }

    /// Nothing happens where they are not linked any more: pressing twice does no harm.
    pub(super) fn unlink(
        &mut self,
        integration: IntegrationId,
        identity: IdentityId,
    ) -> Result<(), Rejection> {
        self.check_end_user()?;
        let Some(link) = self.state.links.get(&integration) else { return Ok(()) };
        if link.identity() == Some(identity) {
            let channel = link.channel;
            self.push(EventKind::Unlinked { integration, channel });
        }
        Ok(())
    }

    /// Replies come here from now on. Nothing happens where they do already: pressing twice does no harm.
    pub(super) fn continue_here(&mut self, here: Elsewhere) -> Result<(), Rejection> {
        self.check_end_user()?;
        let Elsewhere { integration, channel } = here;
        if self.state.replies_go_to() != Some(ReplyTarget { integration, channel }) {
            self.push(EventKind::CameBack { integration, channel });
        }
        Ok(())
    }

    pub(super) fn expire_links(&mut self) {
        let over = |until: Option<Timestamp>| until.is_some_and(|until| until <= self.context.at);
        let links = self.state.links.iter();
        let ended: Vec<IntegrationId> =
            links.filter(|(_, link)| over(link.until())).map(|(integration, _)| *integration).collect();
        for integration in ended {
            self.push(EventKind::LinkExpired { integration });
        }
    }

    pub(super) fn opened(&mut self, integration: IntegrationId, at: Timestamp) {
        self.push(EventKind::ThreadOpened { integration, written_at: at });
    }

    /// In the identity's own conversation, which begins with this where they have never written.
    pub(super) fn talk_of_link(&mut self, talk: &LinkTalk) -> Result<(), Rejection> {
        let LinkTalk { via, answer, message, content } = talk;
        self.check_writer(via)?;
        self.begin(via);
        let (integration, channel) = (via.integration, via.channel);
        let target = ReplyTarget { integration, channel };
        match answer {
            Some(answer) => {
                let id = via.message.unwrap_or_else(|| self.draw_message());
                let author = Author::EndUser(via.end_user);
                self.add_public(id, author, target, via.written_at, answer.clone());
            }
            None => self.push(EventKind::CameByLink { integration, channel }),
        }
        self.add_public(*message, Author::Bot, target, None, content.clone());
        Ok(())
    }

    /// Whoever wrote here goes on in another conversation, as its end user. A ticket of theirs is closed where the
    /// other one has a newer (behaviour 2.20); else its work stays, but nobody answers on this channel any more.
    pub(super) fn go_elsewhere(&mut self, to: ConversationId, end_user: UserId, close: bool) {
        let Some(origin) = self.state.origin else { return };
        if self.state.gone_to == Some(to) && origin.end_user == end_user {
            return;
        }
        if origin.end_user != end_user {
            self.push(EventKind::Identified { end_user, before: origin.end_user });
        }
        self.push(EventKind::WentElsewhere { conversation: to });
        if matches!((&self.state.control, self.state.session), (Control::People, Session::Live { .. })) {
            self.withdraw_offers();
            self.push(EventKind::SessionEnded { why: SessionEnd::EndUser });
        }
        if close && self.state.ticket.is_some() {
            self.change_status(TicketStatus::Closed);
        }
    }
}
