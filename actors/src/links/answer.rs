//! The answer to the question, and everything that follows from a yes.

use super::claim::Arrival;
use super::{Before, Links, Tie, draw, elsewhere, name_there};
use crate::conversation::{ExecuteError, load_end_user};
use crate::identities::{self, Identity, Known};
use crate::intake::Taken;
use crate::outbox::Also;
use frontdesk_channels::What;
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Meta, Saying, Via};
use frontdesk_model::conversation::linking::LinkTalk;
use frontdesk_model::conversation::rejection::Rejection;
use frontdesk_model::id::{ConversationId, MessageId};
use frontdesk_model::link::{self, YES};
use frontdesk_model::message::{Content, MessageText};
use frontdesk_storage::{DedupeKey, Expected};

/// What an end user may have meant.
enum Meant {
    Yes(Content),
    No(Content),
    /// A button of a question that was answered before.
    Again,
    Else,
}

fn meant(tie: &Tie, what: &What) -> Meant {
    let waits = matches!(tie, Tie::Pending { .. } | Tie::Linked { before: Some(_), .. });
    match what {
        What::Chosen { message, option, label } if tie.asked_by(*message) => {
            let (message, option, label) = (*message, option.clone(), label.clone());
            let yes = option == YES;
            let chosen = Content::Chosen { message, option, label };
            match (waits, yes) {
                (false, _) => Meant::Again,
                (true, true) => Meant::Yes(chosen),
                (true, false) => Meant::No(chosen),
            }
        }
        What::Text(text) if waits => {
            let said = Content::Text { text: text.clone() };
            match link::answer(text.as_str()) {
                Some(true) => Meant::Yes(said),
                Some(false) => Meant::No(said),
                None => Meant::Else,
            }
        }
        _ => Meant::Else,
    }
}

impl Links {
    /// Takes in an answer. `None` for what is none: it is a message like any other.
    pub(crate) async fn hear(
        &self,
        arrival: &Arrival<'_>,
        what: &What,
    ) -> Result<Option<Taken>, ExecuteError> {
        let Some(tie) = arrival.known.identity.tie.clone() else { return Ok(None) };
        match (meant(&tie, what), &tie) {
            (Meant::Else, _) => Ok(None),
            (Meant::Again, _) => Ok(Some(Taken::Noted)),
            (Meant::Yes(said), Tie::Pending { .. }) => match self.confirm(arrival, &tie).await? {
                Some(known) => self.finish(arrival, &known, said).await.map(Some),
                None => Ok(None),
            },
            // The server stopped in between, or it came twice.
            (Meant::Yes(said), Tie::Linked { .. }) => {
                self.finish(arrival, arrival.known, said).await.map(Some)
            }
            (Meant::No(said), Tie::Pending { .. }) => self.decline(arrival, &tie, said).await.map(Some),
            (Meant::No(_), Tie::Linked { .. }) => Ok(Some(Taken::Noted)),
        }
    }

    /// One commit: the event, whose the identity is, what it writes into, and where replies go.
    async fn confirm(&self, arrival: &Arrival<'_>, tie: &Tie) -> Result<Option<Known>, ExecuteError> {
        let Tie::Pending { conversation, asked_in, question, until, words, linked_to } = tie else {
            return Ok(None);
        };
        let (known, conversation) = (arrival.known, *conversation);
        let integration = known.identity.integration;
        let Some(to) = elsewhere(&self.shared, integration) else { return Ok(None) };
        let Some(facts) = self.look(conversation).await? else { return Ok(None) };
        let owner = facts.state.origin.map(|origin| origin.end_user);
        let Some(end_user) = owner.filter(|_| *until > self.shared.clock.now()) else { return Ok(None) };
        let before = known.identity.end_user;
        let named = load_end_user(&self.shared, before).await?.map(|person| person.name).unwrap_or_default();
        let tie = Tie::Linked {
            asked_in: *asked_in,
            question: *question,
            before: Some(Before { end_user: before, linked_to: *linked_to, words: words.clone() }),
        };
        let identity = Identity { end_user, conversation, tie: Some(tie), ..arrival.identity() };
        let records = vec![
            identity.record(&known.key, Expected::Revision(known.revision))?,
            identities::route(conversation, integration, &identity.address, Expected::Any)?,
        ];
        let mut rows = Vec::new();
        if before != end_user {
            rows.push(identities::not_listed(identity.id, before));
        }
        rows.push(identities::listed(&identity, end_user));
        let name = name_there(&named, known);
        let new_ticket = before != end_user && self.needs_new_ticket(integration, before).await?;
        let action = Action::Link { to, identity: identity.id, name, end_user, new_ticket };
        let also = Also { records, rows, ..Also::default() };
        match self.command(conversation, By::System, action, also).await {
            // Asked anew in the widget, or over: nobody waits for this answer.
            Err(ExecuteError::Rejected(Rejection::NotAsked)) => return Ok(None),
            // Whose conversation it is changed meanwhile.
            Err(ExecuteError::Rejected(Rejection::Forbidden)) => return Err(ExecuteError::Changed),
            linked => linked?,
        };
        for word in identity.words() {
            self.shared.people.reached_at(end_user, word);
        }
        let revision = known.revision.saturating_add(1);
        Ok(Some(Known { identity, revision, key: known.key.clone(), new: false }))
    }

    /// What follows from the yes: every step may be taken again, and the last one takes the event for good.
    async fn finish(
        &self,
        arrival: &Arrival<'_>,
        known: &Known,
        said: Content,
    ) -> Result<Taken, ExecuteError> {
        let identity = &known.identity;
        let Some(Tie::Linked { asked_in, question, before: Some(before) }) = &identity.tie else {
            return Ok(Taken::Noted);
        };
        let (asked_in, question) = (*asked_in, *question);
        if let Some(other) = before.linked_to.filter(|other| *other != identity.conversation) {
            let (integration, identity) = (identity.integration, identity.id);
            let unlink = Action::Unlink { integration, identity };
            self.command(other, By::System, unlink, Also::default()).await?;
        }
        self.bring_along(identity, before.end_user, asked_in).await?;
        if let Some(words) = &before.words {
            let via = Self::via_as(arrival, identity.end_user);
            self.say(question, identity.conversation, via, words).await?;
        }
        let tie = Tie::Linked { asked_in, question, before: None };
        let settled = Identity { tie: Some(tie), ..identity.clone() };
        let facts = self.look(identity.conversation).await?.ok_or(ExecuteError::Changed)?;
        let confirmed = self.wording(&facts).confirmed;
        self.close(arrival, known, settled, asked_in, said, &confirmed).await
    }

    async fn decline(&self, arrival: &Arrival<'_>, tie: &Tie, said: Content) -> Result<Taken, ExecuteError> {
        let Tie::Pending { conversation, asked_in, question, words, linked_to, .. } = tie else {
            return Ok(Taken::Noted);
        };
        let known = arrival.known;
        let (integration, identity) = (known.identity.integration, known.identity.id);
        let action = Action::DeclineLink { integration, identity };
        self.command(*conversation, By::System, action, Also::default()).await?;
        let stays = linked_to.is_some().then_some(Tie::Linked {
            asked_in: *asked_in,
            question: *question,
            before: None,
        });
        let settled = Identity { tie: stays, ..arrival.identity() };
        let facts = self.look(*conversation).await?.ok_or(ExecuteError::Changed)?;
        let declined = self.wording(&facts).declined;
        let taken = self.close(arrival, known, settled.clone(), *asked_in, said, &declined).await?;
        if let Some(words) = words {
            let via = self.via(arrival, settled.conversation).await?;
            self.say(*question, settled.conversation, via, words).await?;
        }
        Ok(taken)
    }

    /// What they wrote together with the code, where it belongs.
    async fn say(
        &self,
        question: MessageId,
        conversation: ConversationId,
        via: Via,
        words: &MessageText,
    ) -> Result<(), ExecuteError> {
        let saying = Saying::Content(Content::Text { text: words.clone() });
        let event = format!("words/{question}").into();
        let dedupe = Some(DedupeKey { integration: via.integration, event });
        let action = Action::Receive { via, saying, meta: Meta::default() };
        match self.command(conversation, By::System, action, Also { dedupe, ..Also::default() }).await {
            Ok(_) | Err(ExecuteError::Duplicate) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The end of the talk about the link.
    async fn close(
        &self,
        arrival: &Arrival<'_>,
        known: &Known,
        settled: Identity,
        asked_in: ConversationId,
        said: Content,
        text: &str,
    ) -> Result<Taken, ExecuteError> {
        let Some(text) = MessageText::fitted(text) else { return Ok(Taken::Noted) };
        let message: MessageId = draw(&self.shared);
        let via = self.via(arrival, asked_in).await?;
        let talk = LinkTalk { via, answer: Some(said), message, content: Content::Text { text } };
        let records = vec![settled.record(&known.key, Expected::Revision(known.revision))?];
        let also = Also { dedupe: Some(arrival.dedupe.clone()), records, ..Also::default() };
        let recorded = self.command(asked_in, By::System, Action::TalkOfLink(Box::new(talk)), also).await?;
        Ok(Taken::Recorded { conversation: settled.conversation, recorded })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_model::link::NO;
    use frontdesk_model::time::Timestamp;

    fn pending() -> Tie {
        Tie::Pending {
            conversation: ConversationId::from_bytes([1; 12]),
            asked_in: ConversationId::from_bytes([2; 12]),
            question: MessageId::from_bytes([3; 12]),
            until: Timestamp::ZERO,
            words: None,
            linked_to: None,
        }
    }

    fn pressed(message: [u8; 12], option: &str) -> What {
        let label = MessageText::new(option).unwrap();
        What::Chosen { message: MessageId::from_bytes(message), option: option.to_owned(), label }
    }

    #[test]
    fn s0_13_a_button_counts_for_its_own_question_only() {
        assert!(matches!(meant(&pending(), &pressed([3; 12], YES)), Meant::Yes(_)));
        assert!(matches!(meant(&pending(), &pressed([3; 12], NO)), Meant::No(_)));
        assert!(matches!(meant(&pending(), &pressed([4; 12], YES)), Meant::Else));
    }

    #[test]
    fn an_answer_that_was_given_is_not_given_again() {
        let (asked_in, question) = (ConversationId::from_bytes([2; 12]), MessageId::from_bytes([3; 12]));
        let linked = Tie::Linked { asked_in, question, before: None };
        assert!(matches!(meant(&linked, &pressed([3; 12], YES)), Meant::Again));
        let yes = What::Text(MessageText::new("Yes").unwrap());
        assert!(matches!(meant(&linked, &yes), Meant::Else), "they answer to somebody else");
    }
}
