//! Plays a talk: each line is the command that the widget or the workspace would send.

use super::people::Who;
use super::talks::{Line, Talk};
use anyhow::{Context, anyhow};
use frontdesk_actors::clock::ManualClock;
use frontdesk_actors::system::System;
use frontdesk_actors::visitors::{self, Visitor};
use frontdesk_model::access::By;
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::conversation::command::{Action, Command, Meta, Saying, Via};
use frontdesk_model::conversation::{Asking, Control};
use frontdesk_model::directory::Agent;
use frontdesk_model::flow::Capabilities;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::message::{Content, MessageText};
use frontdesk_model::ticket::Tag;
use frontdesk_model::time::{Span, Timestamp};
use std::sync::Arc;

/// Between one line and the next, as long as it takes to read and to type.
const PAUSE: Span = Span::seconds(25);

pub(super) struct Player<'a> {
    pub(super) system: &'a System,
    /// The clock that `system` runs by.
    pub(super) clock: &'a ManualClock,
    pub(super) widget: IntegrationId,
    /// In the order of [`super::PEOPLE`].
    pub(super) agents: &'a [Agent],
}

impl Player<'_> {
    /// `opens`: when the demo begins; the talk lies so much before it as it says.
    pub(super) async fn play(&self, talk: &Talk, opens: Timestamp) -> anyhow::Result<()> {
        let shared = &self.system.shared;
        self.clock.advance(opens.minus(talk.ago).since(shared.clock.now()));
        // Nobody has the token of this hash: these visitors do not come back.
        let token_hash: Vec<u8> = (0..6).flat_map(|_| shared.dice.six()).collect();
        let visitor =
            visitors::create(shared, self.widget, &token_hash, Some(talk.locale.to_owned())).await?;
        for line in talk.lines {
            self.clock.advance(PAUSE);
            self.play_line(line, &visitor).await?;
        }
        Ok(())
    }

    async fn play_line(&self, line: &Line, visitor: &Visitor) -> anyhow::Result<()> {
        match line {
            Line::Wait(minutes) => {
                self.clock.advance(Span::minutes(*minutes));
                Ok(())
            }
            Line::Says(words) => self.receive(visitor, Saying::Content(text(words)?)).await,
            Line::Picks(label) => {
                let saying = self.pressed(visitor, label).await?;
                self.receive(visitor, saying).await
            }
            Line::Fills(answers) => {
                let asked = self.asked(visitor).await?;
                let form = asked.iter().rev().find(|asking| !asking.form.is_empty());
                let message = form.context("the bot asks for no details here")?.message;
                let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
                self.receive(visitor, Saying::Fill { message, answers: answers.collect() }).await
            }
            Line::Reads => {
                let by = By::EndUser { id: visitor.end_user.id };
                self.execute(visitor, by, Action::MarkRead { seq: u64::MAX }).await
            }
            Line::Takes(who) => self.work(visitor, *who, Action::Take).await,
            Line::Answers(who, words) => {
                // Whoever answers has read what is there.
                self.work(visitor, *who, Action::MarkRead { seq: u64::MAX }).await?;
                self.work(visitor, *who, Action::Reply { parts: vec![text(words)?], submit_as: None }).await
            }
            Line::Notes(who, words) => {
                self.work(visitor, *who, Action::Note { parts: vec![text(words)?] }).await
            }
            Line::Tags(who, tag) => {
                let add = vec![Tag::new(tag)?];
                self.work(visitor, *who, Action::ChangeTags { add, remove: Vec::new() }).await
            }
            Line::Submits(who, status) => {
                self.work(visitor, *who, Action::MarkRead { seq: u64::MAX }).await?;
                self.work(visitor, *who, Action::Submit { status: *status }).await
            }
        }
    }

    async fn pressed(&self, visitor: &Visitor, label: &str) -> anyhow::Result<Saying> {
        let asked = self.asked(visitor).await?;
        let offered = asked
            .iter()
            .rev()
            .flat_map(|asking| asking.choices.iter().map(|choice| (asking.message, choice)));
        let found = offered.into_iter().find(|(_, choice)| choice.label == label);
        let (message, choice) = found.with_context(|| format!("the bot does not offer \"{label}\""))?;
        Ok(Saying::Choose { message, option: choice.id.clone() })
    }

    /// What the bot waits for, newest last.
    async fn asked(&self, visitor: &Visitor) -> anyhow::Result<Vec<Asking>> {
        let facts = self.system.registry.look(visitor.session.conversation).await?;
        match facts.map(|facts| facts.state.control.clone()) {
            Some(Control::Bot { asking, .. }) => Ok(asking),
            _ => Err(anyhow!("the bot asks nothing here")),
        }
    }

    async fn receive(&self, visitor: &Visitor, saying: Saying) -> anyhow::Result<()> {
        let end_user = visitor.end_user.id;
        let via = Via {
            integration: self.widget,
            channel: ChannelKind::Widget,
            end_user,
            capabilities: Capabilities::FULL,
            message: None,
            written_at: None,
            proved: true,
        };
        let action = Action::Receive { via, saying, meta: Meta::default() };
        self.execute(visitor, By::EndUser { id: end_user }, action).await
    }

    async fn work(&self, visitor: &Visitor, who: Who, action: Action) -> anyhow::Result<()> {
        let agent = self.agents.get(who.place()).context("nobody of that name works here")?;
        self.execute(visitor, By::Agent { id: agent.id, role: agent.role }, action).await
    }

    async fn execute(&self, visitor: &Visitor, by: By, action: Action) -> anyhow::Result<()> {
        let id = Arc::clone(&self.system.shared).draw_command();
        self.system.registry.execute(visitor.session.conversation, Command { id, by, action }).await?;
        Ok(())
    }
}

fn text(words: &str) -> anyhow::Result<Content> {
    Ok(Content::Text { text: MessageText::new(words)? })
}
