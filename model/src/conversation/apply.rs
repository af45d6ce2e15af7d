//! Takes an event into the state. Total: whatever is in the log can be applied.

use super::event::{Event, EventKind, Mark, OfferEnd, Visibility};
use super::{
    Asking, Captured, Control, Conversation, Handed, MAX_UNREAD, Origin, REMEMBERED_COMMANDS, Remembered,
    ReplyTarget, Session,
};
use crate::access::By;
use crate::channel::ChannelKind;
use crate::id::IntegrationId;
use crate::link::{Link, Stage};
use crate::message::{Author, CaptureTarget, Delivery};
use crate::ticket::{Assignment, Ticket, TicketStatus};

impl Conversation {
    /// # Panics
    /// In debug builds, when the event is not the next one: the log has a hole or a second writer.
    pub fn apply(&mut self, event: &Event) {
        debug_assert_eq!(event.seq, self.seq + 1, "the log has no holes");
        self.seq = event.seq;
        self.remember(event);
        self.note_transfer(event);
        self.apply_kind(event);
    }

    fn remember(&mut self, event: &Event) {
        match self.recent.back_mut() {
            Some(known) if known.id == event.cause && known.by == event.by => known.seq = event.seq,
            _ => {
                if self.recent.len() >= REMEMBERED_COMMANDS {
                    self.recent.pop_front();
                }
                self.recent.push_back(Remembered { id: event.cause, by: event.by, seq: event.seq });
            }
        }
    }

    /// A transfer can be undone until somebody else does something: answers, accepts, changes the ticket. Looking at
    /// it, being asked, and what the end user writes meanwhile take nothing from anybody.
    fn note_transfer(&mut self, event: &Event) {
        if let (EventKind::Transferred { .. }, Some(by), Some(ticket)) =
            (&event.kind, event.by.agent(), &self.ticket)
        {
            let (group, from) = (ticket.group, ticket.assignment.agent());
            self.handed = Some(Handed { by, cause: event.cause, group, from });
            return;
        }
        let Some(handed) = self.handed else { return };
        let harmless = matches!(
            event.kind,
            EventKind::MarkMoved { .. }
                | EventKind::Offered { .. }
                | EventKind::OfferEnded { .. }
                | EventKind::Queued { .. }
                | EventKind::DeliveryChanged { .. }
                | EventKind::WentInactive
                | EventKind::BecameActive
                | EventKind::LinkPending { .. }
                | EventKind::Linked { .. }
                | EventKind::LinkDeclined { .. }
                | EventKind::LinkExpired { .. }
                | EventKind::ThreadOpened { .. }
                | EventKind::MessageAdded { visibility: Visibility::Internal, .. }
        );
        let of_end_user = matches!(event.by, By::EndUser { .. })
            && !matches!(event.kind, EventKind::SessionEnded { .. } | EventKind::ReturnedToBot);
        if event.cause != handed.cause && !harmless && !of_end_user {
            self.handed = None;
        }
    }

    fn apply_kind(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Started { integration, channel, end_user } => {
                self.origin = Some(Origin {
                    integration: *integration,
                    channel: *channel,
                    end_user: *end_user,
                    at: event.at,
                });
            }
            EventKind::Identified { end_user, before } => {
                if before != end_user {
                    self.began_as.get_or_insert(*before);
                }
                if let Some(origin) = &mut self.origin {
                    origin.end_user = *end_user;
                }
            }
            EventKind::SessionStarted | EventKind::BecameActive => {
                self.session = Session::Live { active: true }
            }
            EventKind::WentInactive => self.session = Session::Live { active: false },
            EventKind::SessionEnded { why } => {
                self.session = Session::Ended { why: *why, at: event.at };
                if let Some(ticket) = &mut self.ticket
                    && ticket.assignment.is_waiting()
                {
                    ticket.assignment = Assignment::Unassigned;
                }
            }
            EventKind::MessageAdded { .. } => self.apply_message(event),
            EventKind::FlowAdvanced { run, .. } => {
                if let Control::Bot { run: current, .. } = &mut self.control {
                    current.clone_from(run);
                }
            }
            EventKind::FlowStepTaken { .. } => {}
            EventKind::Captured { target, label, value, .. } => self.capture(target, label, value),
            EventKind::ReturnedToBot => {
                self.control = Control::Bot { run: None, asking: Vec::new() };
                self.opening_words = None;
                for captured in &mut self.captured {
                    captured.fresh = false;
                }
            }
            EventKind::TicketResumed { .. } => self.control = Control::People,
            EventKind::MarkMoved { mark, seq } => self.move_mark(*mark, *seq),
            EventKind::DeliveryChanged { message, delivery, .. } => {
                self.deliveries.report(*message, delivery)
            }
            EventKind::DeliveryRetried { message } => self.deliveries.report(*message, &Delivery::Queued),
            EventKind::SentInWidget { instead_of, .. } => {
                // Sending it once more has come to its end; it is not sent to the widget twice.
                if let Some(message) = instead_of {
                    self.deliveries.forget(*message);
                }
            }
            // The profile is a record of its own; the log says who changed it.
            EventKind::ProfileChanged { .. } | EventKind::Noticed { .. } => {}
            EventKind::LinkAsked { .. }
            | EventKind::LinkPending { .. }
            | EventKind::Linked { .. }
            | EventKind::LinkDeclined { .. }
            | EventKind::LinkExpired { .. }
            | EventKind::Unlinked { .. }
            | EventKind::CameBack { .. }
            | EventKind::ThreadOpened { .. }
            | EventKind::CameByLink { .. }
            | EventKind::WentElsewhere { .. } => self.apply_link(event),
            EventKind::HandedOff { .. }
            | EventKind::Queued { .. }
            | EventKind::Offered { .. }
            | EventKind::OfferEnded { .. }
            | EventKind::Assigned { .. }
            | EventKind::Unassigned { .. }
            | EventKind::Transferred { .. }
            | EventKind::TransferUndone { .. }
            | EventKind::StatusChanged { .. }
            | EventKind::PriorityChanged { .. }
            | EventKind::TagsChanged { .. }
            | EventKind::FieldChanged { .. } => self.apply_ticket(event),
        }
    }

    fn apply_link(&mut self, event: &Event) {
        let mut put = |integration: &IntegrationId, channel: &ChannelKind, stage: Stage| {
            self.links.insert(*integration, Link { channel: *channel, since: event.at, stage });
        };
        match &event.kind {
            EventKind::LinkAsked { integration, channel, until } => {
                put(integration, channel, Stage::Asked { until: *until });
            }
            EventKind::LinkPending { integration, channel, identity, until } => {
                put(integration, channel, Stage::Pending { identity: *identity, until: *until });
            }
            EventKind::Linked { integration, channel, identity, name, .. } => {
                put(integration, channel, Stage::Linked { identity: *identity, name: name.clone() });
                // Their yes is what they wrote last: the answer goes there (S0-14, S0-23).
                self.heard.insert(*integration, event.at);
                self.reply_target = Some(ReplyTarget { integration: *integration, channel: *channel });
            }
            EventKind::LinkDeclined { integration } | EventKind::LinkExpired { integration } => {
                self.links.remove(integration);
            }
            EventKind::Unlinked { integration, .. } => {
                self.links.remove(integration);
                self.reply_target = self.reply_target.filter(|target| target.integration != *integration);
            }
            EventKind::CameBack { integration, channel } => {
                self.reply_target = Some(ReplyTarget { integration: *integration, channel: *channel });
            }
            EventKind::CameByLink { integration, .. } => {
                self.heard.insert(*integration, event.at);
            }
            EventKind::ThreadOpened { integration, written_at } => {
                let opened = (*written_at).min(event.at);
                let heard = self.heard.entry(*integration).or_insert(opened);
                *heard = (*heard).max(opened);
            }
            EventKind::WentElsewhere { conversation } => self.gone_to = Some(*conversation),
            _ => {}
        }
    }

    fn apply_message(&mut self, event: &Event) {
        let EventKind::MessageAdded {
            message,
            author,
            visibility,
            channel,
            content,
            delivery,
            via,
            written_at,
            ..
        } = &event.kind
        else {
            return;
        };
        if *visibility == Visibility::Internal {
            return;
        }
        if *delivery == Delivery::Queued {
            self.deliveries.follow(*message, event.seq, *via);
        }
        self.last_message_at = Some(event.at);
        match author {
            Author::EndUser(_) => {
                self.last_end_user_at = Some(event.at);
                if let Some(integration) = *via {
                    // A provider's clock may be ahead of ours; what is late does not shorten a window.
                    let written = written_at.unwrap_or(event.at).min(event.at);
                    let heard = self.heard.entry(integration).or_insert(written);
                    *heard = (*heard).max(written);
                    self.reply_target = Some(ReplyTarget { integration, channel: *channel });
                }
                if self.unread.len() >= MAX_UNREAD {
                    self.unread.pop_front();
                }
                self.unread.push_back(event.seq);
                if let Control::Bot { asking, .. } = &mut self.control {
                    asking.clear();
                }
                if self.opening_words.is_none()
                    && let Some(crate::message::Content::Text { text }) = content
                {
                    self.opening_words = Some(text.as_str().chars().take(150).collect());
                }
            }
            Author::Agent(_) => {
                if let Some(ticket) = &mut self.ticket {
                    ticket.replied = true;
                }
            }
            Author::Bot => {
                if let (Control::Bot { asking, .. }, Some(content)) = (&mut self.control, content) {
                    asking.extend(Asking::of(*message, content));
                }
            }
        }
    }

    fn capture(&mut self, target: &CaptureTarget, label: &str, value: &str) {
        self.captured.retain(|captured| captured.label != label);
        self.captured.push(Captured {
            target: target.clone(),
            label: label.to_owned(),
            value: value.to_owned(),
            fresh: true,
        });
    }

    fn move_mark(&mut self, mark: Mark, seq: u64) {
        let place = match mark {
            Mark::EndUserDelivered => &mut self.marks.end_user_delivered,
            Mark::EndUserRead => &mut self.marks.end_user_read,
            Mark::AgentRead => &mut self.marks.agent_read,
        };
        *place = seq.max(*place);
        if mark == Mark::AgentRead {
            self.unread.retain(|unread| *unread > seq);
        }
    }

    fn apply_ticket(&mut self, event: &Event) {
        if let EventKind::HandedOff { ticket, previous, group, tags, subject, fields, .. } = &event.kind {
            self.control = Control::People;
            self.ticket = Some(Ticket {
                id: *ticket,
                status: TicketStatus::New,
                status_since: event.at,
                subject: subject.clone(),
                opened_seq: event.seq,
                group: *group,
                assignment: Assignment::Unassigned,
                priority: crate::agent::Priority::default(),
                tags: tags.iter().cloned().collect(),
                fields: fields.clone(),
                created_at: event.at,
                eligible_at: event.at,
                replied: false,
                declined_at: None,
                previous: *previous,
            });
            return;
        }
        let Some(ticket) = &mut self.ticket else { return };
        match &event.kind {
            EventKind::Transferred { target: super::event::Target::Group { group } } => {
                ticket.group = Some(*group)
            }
            EventKind::TransferUndone { group } => ticket.group = *group,
            EventKind::StatusChanged { to: TicketStatus::Closed, .. } => {
                ticket.status = TicketStatus::Closed;
                ticket.status_since = event.at;
                self.closed_ticket = self.ticket.take();
            }
            EventKind::StatusChanged { to, .. } => {
                ticket.status = *to;
                ticket.status_since = event.at;
            }
            EventKind::PriorityChanged { to } => ticket.priority = *to,
            EventKind::TagsChanged { added, removed } => {
                for tag in removed {
                    ticket.tags.remove(tag);
                }
                ticket.tags.extend(added.iter().cloned());
            }
            EventKind::FieldChanged { field, value, .. } => {
                if value.is_empty() {
                    ticket.fields.remove(field);
                } else {
                    ticket.fields.insert(*field, value.clone());
                }
            }
            _ => ticket.apply_assignment(event),
        }
    }
}

impl Ticket {
    fn apply_assignment(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Queued { since } => {
                self.eligible_at = *since;
                self.assignment = Assignment::Queued { missed: self.assignment.missed().to_vec() };
            }
            EventKind::Offered { offers } => {
                let mut all = self.assignment.offers().to_vec();
                all.extend(offers.iter().copied());
                self.assignment =
                    Assignment::Offered { offers: all, missed: self.assignment.missed().to_vec() };
            }
            EventKind::OfferEnded { offer, agent, why } => {
                let mut offers = self.assignment.offers().to_vec();
                offers.retain(|open| open.id != *offer);
                let mut missed = self.assignment.missed().to_vec();
                if *why == OfferEnd::Declined {
                    self.declined_at = Some(event.at);
                }
                if matches!(why, OfferEnd::Missed | OfferEnd::Declined) {
                    missed.retain(|id| id != agent);
                    missed.push(*agent);
                }
                self.assignment = if offers.is_empty() {
                    Assignment::Queued { missed }
                } else {
                    Assignment::Offered { offers, missed }
                };
            }
            EventKind::Assigned { agent, .. } => {
                self.declined_at = None;
                self.assignment = Assignment::Assigned { agent: *agent, since: event.at };
            }
            EventKind::Unassigned { .. } => self.assignment = Assignment::Unassigned,
            _ => {}
        }
    }
}
