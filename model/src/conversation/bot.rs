//! The bot's turn: what an end user said goes through the flow, and each thing that the bot did is an event.
//! All of it is one decision, so a hand-off is one commit: ticket, transcript, fields, tags and place in the queue.

use super::command::{Meta, Saying, Via};
use super::decide::Log;
use super::event::{EventKind, Visibility};
use super::fields::{fit, fitting};
use super::linking::Elsewhere;
use super::rejection::Rejection;
use super::{Asking, Control, ReplyTarget};
use crate::access::By;
use crate::flow::{
    Capabilities, Flow, Input, Position, Run, Said, Surroundings, TALK_TO_HUMAN, TransferReason, advance,
};
use crate::id::{FieldId, GroupId, MessageId};
use crate::message::{Author, Content, FormAnswer, MessageText};
use crate::ticket::Tag;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is shown for a pressed "Talk to a human" whose label is not known any more.
const TALK_TO_HUMAN_LABEL: &str = "Talk to a human";

impl Log<'_> {
    /// What was said, as a message.
    /// A press on anything but what the bot asks now is refused: the flow has moved on.
    pub(super) fn resolve(&self, saying: &Saying) -> Result<Content, Rejection> {
        match saying {
            Saying::Content(content @ (Content::Text { .. } | Content::Files { .. })) => Ok(content.clone()),
            // Only a channel knows what it could not read.
            Saying::Content(content @ Content::Unsupported { .. }) if self.by == By::System => {
                Ok(content.clone())
            }
            // What answers the bot, or asks as only the bot does, cannot be claimed: see the other ways of saying.
            Saying::Content(_) => Err(Rejection::NotAsked),
            Saying::TalkToHuman { label } => Ok(Content::Text { text: MessageText::new(label)? }),
            // The wish for a person is always heard, however old the button is that was pressed.
            Saying::Choose { option, .. } if option == TALK_TO_HUMAN && self.bot_has_control() => {
                Ok(Content::Text { text: MessageText::new(TALK_TO_HUMAN_LABEL)? })
            }
            Saying::Choose { message, option } => {
                let asking = self.asked(*message)?;
                let choice =
                    asking.choices.iter().find(|choice| choice.id == *option).ok_or(Rejection::NotAsked)?;
                let label = MessageText::new(&choice.label)?;
                Ok(Content::Chosen { message: *message, option: option.clone(), label })
            }
            Saying::Fill { message, answers } => {
                let asking = self.asked(*message)?;
                let answers = answers
                    .iter()
                    .map(|(name, value)| {
                        let field = asking
                            .form
                            .iter()
                            .find(|field| field.name == *name)
                            .ok_or(Rejection::NotAsked)?;
                        Ok(FormAnswer {
                            name: name.clone(),
                            label: field.label.clone(),
                            value: bounded(value),
                        })
                    })
                    .collect::<Result<Vec<_>, Rejection>>()?;
                if answers.is_empty() {
                    return Err(Rejection::NotAsked);
                }
                Ok(Content::FormFilled { message: *message, answers })
            }
        }
    }

    fn bot_has_control(&self) -> bool {
        matches!(self.state.control, Control::Bot { .. })
    }

    fn asked(&self, message: MessageId) -> Result<&Asking, Rejection> {
        let open: &[Asking] = match &self.state.control {
            Control::Bot { asking, .. } => asking,
            Control::People => &[],
        };
        open.iter().find(|asking| asking.message == message).ok_or(Rejection::NotAsked)
    }

    pub(super) fn bot_answers(&mut self, via: &Via, saying: &Saying, content: &Content, meta: &Meta) {
        let run = match &self.state.control {
            Control::Bot { run, .. } => run.clone(),
            Control::People => return,
        };
        let Some(flow) = self.flow(via, run.as_ref()) else {
            let transfer = Transfer::bare(TransferReason::BrokenFlow);
            return self.hand_off(via, transfer, meta);
        };
        let around = self.surroundings(via);
        let input = match (saying, content) {
            (Saying::TalkToHuman { .. }, _) => Input::Chosen { option: TALK_TO_HUMAN },
            (Saying::Choose { option, .. }, _) => Input::Chosen { option },
            (_, Content::FormFilled { answers, .. }) => Input::FormFilled { answers },
            (_, Content::Text { text }) => Input::Text(text),
            _ => Input::File,
        };
        let advance = advance(&flow, run, input, &around);
        let mut transfer = None;
        for said in advance.steps {
            match said {
                Said::Say { content } => {
                    // As it was meant: what a channel cannot show of it is changed where it is sent, and told then.
                    let target = ReplyTarget { integration: via.integration, channel: via.channel };
                    self.say(Author::Bot, Visibility::Public, target, content);
                }
                Said::Captured { target, label, value } => {
                    let private = self.draw_message();
                    self.push(EventKind::Captured { private, target, label, value });
                }
                Said::StepTaken { step } => self.push(EventKind::FlowStepTaken { step }),
                Said::Transfer { tags, fields, group, reason } => {
                    let fields = fields.into_iter().map(|value| (value.field, fit(&value.value))).collect();
                    transfer = Some(Transfer { tags, fields, group, reason });
                }
            }
        }
        let private = self.draw_message();
        self.push(EventKind::FlowAdvanced { private, run: Some(advance.run) });
        if let Some(transfer) = transfer {
            self.hand_off(via, transfer, meta);
        }
    }

    /// A conversation stays on the version of the flow that it began, until that run has ended: the next one begins
    /// with what is published by then.
    fn flow(&self, via: &Via, run: Option<&Run>) -> Option<Arc<Flow>> {
        let directory = self.context.directory;
        let locale = self.context.end_user.and_then(|end_user| end_user.locale.as_deref());
        run.filter(|run| run.at != Position::Finished)
            .and_then(|run| directory.flows.get(&(run.flow, run.version)))
            .or_else(|| directory.flow_of(via.integration))
            .or_else(|| directory.response_of(via.integration, locale))
            .or(directory.default_flow.as_ref())
            .map(Arc::clone)
    }

    fn surroundings(&self, via: &Via) -> Surroundings {
        // What is known of somebody is not told to a browser that became theirs by a merge and proved nothing.
        let merged = self.state.began_as.is_some();
        let end_user = self.context.end_user.filter(|known| via.proved || !(known.verified || merged));
        let named = end_user.filter(|end_user| end_user.verified);
        let locale = end_user.and_then(|end_user| end_user.locale.clone());
        Surroundings {
            capabilities: via.capabilities,
            channel_kind: via.channel.word().to_owned(),
            profile_name: named.map(|end_user| end_user.name.clone()),
            profile_email: end_user
                .and_then(|end_user| end_user.email.as_ref())
                .map(|email| email.as_str().to_owned()),
            locale,
            open: true,
        }
    }

    /// People take over at once: there was work of the end user's where they came from, which is not brought along.
    pub(super) fn open_new_ticket(&mut self, to: Elsewhere) {
        let Some(origin) = self.state.origin.filter(|_| self.bot_has_control()) else { return };
        let via = Via {
            integration: to.integration,
            channel: to.channel,
            end_user: origin.end_user,
            capabilities: Capabilities::TEXT,
            message: None,
            written_at: None,
            proved: true,
        };
        self.hand_off(&via, Transfer::bare(TransferReason::WorkElsewhere), &Meta::default());
    }

    fn hand_off(&mut self, via: &Via, transfer: Transfer, meta: &Meta) {
        let directory = self.context.directory;
        let known = |group: &GroupId| directory.groups.contains_key(group);
        let of_integration = directory.integrations.get(&via.integration).and_then(|found| found.group);
        let group = transfer.group.filter(known).or(of_integration.filter(known));
        let mut tags: Vec<Tag> = transfer.tags.iter().filter_map(|tag| Tag::new(tag).ok()).collect();
        tags.extend(Tag::new(via.channel.word()).ok());
        if via.channel.is_social() {
            tags.extend(Tag::new("messaging_support").ok());
        }
        if self.state.ticket.is_some() {
            return self.resume(transfer, &tags);
        }
        // What comes later is surer: what the page claims, what the bot was told, what the flow says.
        let mut fields: BTreeMap<FieldId, String> = self.claimed(meta).into_iter().collect();
        fields.extend(self.state.fresh_fields());
        fields.extend(transfer.fields);
        fields.retain(|_, value| !value.is_empty());
        let private = self.draw_message();
        let subject = self.state.opening_words.clone().unwrap_or_else(|| "Conversation".to_owned());
        self.push(EventKind::HandedOff {
            ticket: self.context.numbers.next_ticket(),
            previous: self.state.closed_ticket.as_ref().map(|ticket| ticket.id),
            reason: transfer.reason,
            group,
            tags: fitting(tags.into_iter().chain(meta.tags.iter().cloned())),
            private,
            subject,
            fields,
        });
        self.push(EventKind::Queued { since: self.context.at });
    }

    /// The session ended while the ticket did not: its work goes on, and nothing is lost.
    fn resume(&mut self, transfer: Transfer, tags: &[Tag]) {
        let Some(ticket) = &self.state.ticket else { return };
        let ticket = ticket.id;
        self.push(EventKind::TicketResumed { ticket, reason: transfer.reason });
        self.add_tags(tags);
        let mut fields = self.state.fresh_fields();
        fields.extend(transfer.fields);
        for (field, value) in fields {
            self.change_field(field, &value);
        }
        self.reopen();
    }
}

/// One character more than an answer may have: the flow leaves longer ones blank, and has to see that they are.
fn bounded(value: &str) -> String {
    value.trim().chars().take(256).collect()
}

struct Transfer {
    tags: Vec<String>,
    fields: BTreeMap<FieldId, String>,
    group: Option<GroupId>,
    reason: TransferReason,
}

impl Transfer {
    fn bare(reason: TransferReason) -> Self {
        Self { tags: Vec::new(), fields: BTreeMap::new(), group: None, reason }
    }
}
