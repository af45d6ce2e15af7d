//! What a command causes. The rules about conversations and tickets stand here and in the files beside it, by subject.

use super::command::{Action, Command, Meta, Saying, Via};
use super::event::{Event, EventKind, Mark, Notice, Visibility};
use super::rejection::Rejection;
use super::{Control, Conversation, ReplyTarget, Session};
use crate::access::{By, Role};
use crate::directory::Directory;
use crate::end_user::EndUser;
use crate::id::{CommandId, MessageId, TicketId, UserId};
use crate::message::{Author, Content, Delivery};
use crate::ticket::{Assignment, Ticket, TicketStatus};
use crate::time::Timestamp;

/// A message that is about to be added, but for its content.
struct Said {
    message: MessageId,
    author: Author,
    visibility: Visibility,
}

/// Where ticket numbers come from. A number that is drawn and not used leaves a gap, which is allowed.
pub trait Numbers {
    fn next_ticket(&self) -> TicketId;
}

/// The world around a decision, as values.
pub struct Context<'a> {
    pub at: Timestamp,
    /// Drawn at random for this command; ids of what it causes are made from it.
    pub seed: [u8; 6],
    pub directory: &'a Directory,
    /// What is known of the one who writes in; `None` where the command does not concern a bot.
    pub end_user: Option<&'a EndUser>,
    pub numbers: &'a dyn Numbers,
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// In this order; may be empty where nothing changes. `state` is what they give.
    Events { events: Vec<Event>, state: Box<Conversation> },
    /// The command was taken in before; `seq` is the last event that it caused then.
    Done { seq: u64 },
}

/// # Errors
/// A state of things that does not allow the command; nothing has changed.
pub fn decide(state: &Conversation, command: &Command, context: &Context<'_>) -> Result<Decision, Rejection> {
    if let Some(seq) = state.outcome_of(command.id, &command.by) {
        return Ok(Decision::Done { seq });
    }
    if !command.action.is_for(command.by) {
        return Err(Rejection::Forbidden);
    }
    let mut log = Log::new(state, command, context);
    match &command.action {
        Action::Receive { via, saying, meta } => log.receive(via, saying, meta)?,
        Action::AskLink { via, to, until } => log.ask_link(via, *to, *until)?,
        Action::TalkOfLink(talk) => log.talk_of_link(talk)?,
        _ if state.origin.is_none() => return Err(Rejection::NotFound),
        Action::Identify { end_user } => log.identify(*end_user),
        Action::Reply { parts, submit_as } => log.reply(parts, *submit_as)?,
        Action::ReplyInWidget { parts, instead, submit_as } => {
            log.reply_in_widget(parts, *instead, *submit_as)?;
        }
        Action::Note { parts } => log.note(parts)?,
        Action::SubmitWith { parts, instead, status, changes } => {
            log.submit_with(parts, *instead, *status, changes)?;
        }
        Action::Offer { agents, expires_at } => log.offer(agents, *expires_at)?,
        Action::AutoAssign { agent } => log.auto_assign(*agent)?,
        Action::Withdraw { agent } => log.withdraw(*agent),
        Action::Accept { offer } => log.accept(*offer)?,
        Action::Decline { offer } => log.decline(*offer)?,
        Action::Take => log.take()?,
        Action::Submit { status } => log.submit(*status)?,
        Action::Transfer { target, note, confirmed, available } => {
            log.transfer(*target, note.as_ref(), *confirmed || *available)?;
        }
        Action::Release { agent, why } => log.release(*agent, *why),
        Action::MarkDelivered { seq } => log.mark(Mark::EndUserDelivered, *seq)?,
        Action::MarkRead { seq } => log.mark_read(*seq)?,
        Action::ChangeTags { add, remove } => log.change_tags(add, remove)?,
        Action::SetField { field, value } => log.set_field(*field, value)?,
        Action::SetPriority { priority } => log.set_priority(*priority)?,
        Action::EndSession => log.end_session()?,
        Action::RetryDelivery { message } => log.retry_delivery(*message)?,
        Action::SetProfile { name, email } => log.set_profile(name.as_ref(), email.as_ref()),
        Action::TakeBack => log.take_back()?,
        Action::Leave => log.leave()?,
        Action::Notice { notice, of, value } => log.notice(*notice, *of, value),
        Action::ReportDelivery { message, delivery } => log.report_delivery(*message, delivery),
        Action::ReportSent { message, degraded } => log.report_sent(*message, degraded),
        Action::Open { integration, at } => log.opened(*integration, *at),
        Action::ProposeLink { to, identity, until } => log.propose_link(*to, *identity, *until),
        Action::Link { to, identity, name, end_user, new_ticket } => {
            log.link(*to, *identity, name, *end_user)?;
            if *new_ticket {
                log.open_new_ticket(*to);
            }
        }
        Action::DeclineLink { integration, identity } => log.decline_link(*integration, *identity),
        Action::Unlink { integration, identity } => log.unlink(*integration, *identity)?,
        Action::ContinueHere { here } => log.continue_here(*here)?,
        Action::GoElsewhere { to, end_user, close } => log.go_elsewhere(*to, *end_user, *close),
        Action::Wake(alarm) => log.wake(*alarm),
    }
    Ok(Decision::Events { events: log.events, state: Box::new(log.state) })
}

/// The events so far, and the state that they give: later rules of the same command see what earlier ones did.
pub(super) struct Log<'a> {
    pub(super) state: Conversation,
    pub(super) events: Vec<Event>,
    pub(super) context: &'a Context<'a>,
    pub(super) by: By,
    /// See [`Via::proved`].
    proved: bool,
    cause: CommandId,
    drawn: u16,
}

impl<'a> Log<'a> {
    fn new(state: &Conversation, command: &Command, context: &'a Context<'a>) -> Self {
        Self {
            state: state.clone(),
            events: Vec::new(),
            context,
            by: command.by,
            proved: true,
            cause: command.id,
            drawn: 0,
        }
    }

    pub(super) fn push(&mut self, kind: EventKind) {
        let event =
            Event { seq: self.state.seq + 1, at: self.context.at, cause: self.cause, by: self.by, kind };
        self.state.apply(&event);
        self.events.push(event);
    }

    pub(super) fn unique(&mut self) -> [u8; 6] {
        let [a, b, c, d, e, f] = self.context.seed;
        let [high, low] = u16::from_be_bytes([e, f]).wrapping_add(self.drawn).to_be_bytes();
        self.drawn = self.drawn.wrapping_add(1);
        [a, b, c, d, high, low]
    }

    pub(super) fn draw_message(&mut self) -> MessageId {
        MessageId::new(self.context.at, self.unique())
    }

    // What comes in.

    fn receive(&mut self, via: &Via, saying: &Saying, meta: &Meta) -> Result<(), Rejection> {
        self.check_writer(via)?;
        self.proved = via.proved;
        let content = self.resolve(saying)?;
        if self.state.origin.is_none() {
            self.begin(via);
        } else if let Session::Ended { .. } = self.state.session {
            self.push(EventKind::SessionStarted);
            // Whoever left amid the bot's questions is greeted anew as well.
            if matches!(self.state.control, Control::People | Control::Bot { run: Some(_), .. }) {
                self.push(EventKind::ReturnedToBot);
            }
        }
        if self.state.session == (Session::Live { active: false }) {
            self.push(EventKind::BecameActive);
        }
        let target = ReplyTarget { integration: via.integration, channel: via.channel };
        let message = via.message.unwrap_or_else(|| self.draw_message());
        let said = Said { message, author: Author::EndUser(via.end_user), visibility: Visibility::Public };
        self.add(said, target, via.written_at, content.clone());
        self.take_meta(meta);
        match self.state.control {
            Control::Bot { .. } => self.bot_answers(via, saying, &content, meta),
            Control::People => self.reopen(),
        }
        Ok(())
    }

    pub(super) fn check_writer(&self, via: &Via) -> Result<(), Rejection> {
        if self.state.origin.is_some_and(|origin| origin.end_user != via.end_user) {
            return Err(Rejection::Forbidden);
        }
        if self.context.end_user.is_some_and(|known| known.id != via.end_user) {
            // Somebody was identified before their first word, and writes on elsewhere.
            return Err(Rejection::Forbidden);
        }
        Ok(())
    }

    /// The conversation is there from here on; nothing happens where it was before.
    pub(super) fn begin(&mut self, via: &Via) {
        if self.state.origin.is_none() {
            self.push(EventKind::Started {
                integration: via.integration,
                channel: via.channel,
                end_user: via.end_user,
            });
            self.push(EventKind::SessionStarted);
        }
    }

    /// Written down each time somebody proves who they are: from here on what they write is verified.
    fn identify(&mut self, end_user: UserId) {
        if let Some(origin) = self.state.origin {
            self.push(EventKind::Identified { end_user, before: origin.end_user });
        }
    }

    pub(super) fn say(
        &mut self,
        author: Author,
        visibility: Visibility,
        target: ReplyTarget,
        content: Content,
    ) -> MessageId {
        let message = self.draw_message();
        self.add(Said { message, author, visibility }, target, None, content);
        message
    }

    pub(super) fn add_public(
        &mut self,
        message: MessageId,
        author: Author,
        target: ReplyTarget,
        written_at: Option<Timestamp>,
        content: Content,
    ) {
        self.add(Said { message, author, visibility: Visibility::Public }, target, written_at, content);
    }

    fn add(&mut self, said: Said, target: ReplyTarget, written_at: Option<Timestamp>, content: Content) {
        let Said { message, author, visibility } = said;
        let ReplyTarget { integration, channel } = target;
        let ours =
            channel.is_ours() || visibility == Visibility::Internal || matches!(author, Author::EndUser(_));
        let delivery = if ours { Delivery::Sent } else { Delivery::Queued };
        let proved = self.proved && self.context.end_user.is_some_and(|end_user| end_user.verified);
        self.push(EventKind::MessageAdded {
            message,
            author,
            visibility,
            channel,
            delivery,
            verified: proved && matches!(author, Author::EndUser(_)),
            via: Some(integration),
            written_at,
            content: Some(content),
        });
    }

    fn notice(&mut self, notice: Notice, of: Option<MessageId>, value: &str) {
        let private = self.draw_message();
        self.push(EventKind::Noticed { notice, of, private, value: value.to_owned() });
    }

    /// A message on a ticket that waits for the end user brings it back to its agent (behaviour 2.9).
    pub(super) fn reopen(&mut self) {
        let Some(ticket) = &self.state.ticket else { return };
        let (status, unassigned) = (ticket.status, matches!(ticket.assignment, Assignment::Unassigned));
        if !status.is_agents_turn() {
            self.push(EventKind::StatusChanged { from: status, to: TicketStatus::Open });
        }
        if unassigned {
            self.push(EventKind::Queued { since: self.context.at });
        }
    }

    // Who may.

    /// An end user acts in a conversation of their own only.
    pub(super) fn check_end_user(&self) -> Result<(), Rejection> {
        match (self.by, self.state.origin) {
            (By::EndUser { id }, Some(origin)) if origin.end_user != id => Err(Rejection::Forbidden),
            _ => Ok(()),
        }
    }

    pub(super) fn open_ticket(&self) -> Result<&Ticket, Rejection> {
        match (&self.state.ticket, &self.state.closed_ticket) {
            (Some(ticket), _) => Ok(ticket),
            (None, Some(_)) => Err(Rejection::TicketClosed),
            (None, None) => Err(Rejection::BotHasControl),
        }
    }

    /// The agent who acts, if the conversation is theirs, or nobody's, or they are an admin.
    pub(super) fn acting_agent(&self) -> Result<UserId, Rejection> {
        let By::Agent { id, role } = self.by else { return Err(Rejection::Forbidden) };
        match self.open_ticket()?.assignment.agent() {
            Some(other) if other != id && role != Role::Admin => {
                Err(Rejection::NotAssignedToYou { to: Some(other) })
            }
            _ => Ok(id),
        }
    }
}
