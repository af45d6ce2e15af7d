//! Somebody comes to a social channel with a code.

use super::{Links, Tie, code, draw, elsewhere};
use crate::conversation::ExecuteError;
use crate::identities::{Identity, Known};
use crate::intake::Taken;
use crate::outbox::Also;
use frontdesk_channels::Sender;
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Via};
use frontdesk_model::conversation::linking::LinkTalk;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::link::LIFE;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{DedupeKey, Expected};

/// What our links write before the code, where the provider has no field for one.
const PREFILLED: &str = "hi";

/// An item that a provider delivered, as far as links have to know of it.
pub(crate) struct Arrival<'a> {
    pub(crate) known: &'a Known,
    pub(crate) from: &'a Sender,
    pub(crate) channel: ChannelKind,
    pub(crate) at: Timestamp,
    pub(crate) capabilities: Capabilities,
    pub(crate) dedupe: DedupeKey,
}

impl Arrival<'_> {
    pub(super) fn identity(&self) -> Identity {
        let mut identity = self.known.identity.clone();
        let _news = identity.learn(self.from);
        identity
    }
}

impl Links {
    /// Asks whoever came whether it is right. `None` for a code that opens nothing here: what came with it is a
    /// message like any other.
    pub(crate) async fn claim(
        &self,
        arrival: &Arrival<'_>,
        given: &str,
        words: Option<&MessageText>,
    ) -> Result<Option<Taken>, ExecuteError> {
        let known = arrival.known;
        let integration = known.identity.integration;
        let Some(found) = code::find(&self.shared, given).await? else { return Ok(None) };
        let conversation = found.of.conversation;
        let Some(facts) = self.look(conversation).await? else { return Ok(None) };
        let owner = facts.state.origin.map(|origin| origin.end_user);
        if found.of.integration != integration || owner != Some(found.of.end_user) {
            return Ok(None);
        }
        let tie = known.identity.tie.as_ref();
        let linked_to = tie.and_then(|tie| tie.linked(known.identity.conversation));
        let Some(to) = elsewhere(&self.shared, integration) else { return Ok(None) };
        if linked_to == Some(conversation) {
            return Ok(None);
        }
        let until = self.shared.clock.now().plus(LIFE);
        let propose = Action::ProposeLink { to, identity: known.identity.id, until };
        self.command(conversation, By::System, propose, Also::default()).await?;
        let asked_in = match tie {
            Some(Tie::Pending { asked_in, .. } | Tie::Linked { asked_in, .. }) => *asked_in,
            None => known.identity.conversation,
        };
        let wording = self.wording(&facts);
        let Some(text) = MessageText::fitted(&wording.question) else { return Ok(None) };
        let question = draw(&self.shared);
        let said = words.filter(|words| !words.as_str().eq_ignore_ascii_case(PREFILLED)).cloned();
        let identity = Identity {
            tie: Some(Tie::Pending { conversation, asked_in, question, until, words: said, linked_to }),
            ..arrival.identity()
        };
        let records = vec![found.used(), identity.record(&known.key, Expected::Revision(known.revision))?];
        let talk = LinkTalk {
            via: self.via(arrival, asked_in).await?,
            answer: None,
            message: question,
            content: Content::Options { text, options: wording.choices },
        };
        let also = Also { dedupe: Some(arrival.dedupe.clone()), records, ..Also::default() };
        let recorded = self.command(asked_in, By::System, Action::TalkOfLink(Box::new(talk)), also).await?;
        Ok(Some(Taken::Recorded { conversation: asked_in, recorded }))
    }

    /// How they write in the conversation in which they are asked.
    pub(super) async fn via(
        &self,
        arrival: &Arrival<'_>,
        asked_in: ConversationId,
    ) -> Result<Via, ExecuteError> {
        let begun = self.look(asked_in).await?;
        let owner = begun.and_then(|facts| facts.state.origin.map(|origin| origin.end_user));
        Ok(Self::via_as(arrival, owner.unwrap_or(arrival.known.identity.end_user)))
    }

    pub(super) fn via_as(arrival: &Arrival<'_>, end_user: UserId) -> Via {
        let integration = arrival.known.identity.integration;
        Via {
            integration,
            channel: arrival.channel,
            end_user,
            capabilities: arrival.capabilities,
            message: None,
            written_at: Some(arrival.at),
            proved: true,
        }
    }
}
