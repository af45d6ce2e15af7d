//! What a command causes: the one place where rules about conversations and tickets stand.

use super::command::{Action, Alarm, Command, Meta, Saying, Via};
use super::event::{
    AssignedHow, Event, EventKind, Mark, Notice, OfferEnd, SessionEnd, Target, UnassignedWhy, Visibility,
};
use super::instead::Instead;
use super::rejection::Rejection;
use super::{Control, Conversation, ReplyTarget, Session};
use crate::access::{By, Role};
use crate::directory::Directory;
use crate::end_user::EndUser;
use crate::id::{CommandId, MessageId, OfferId, TicketId, UserId};
use crate::message::{Author, Content, Delivery};
use crate::ticket::{AssignTo, Assignment, Offer, Ticket, TicketChanges, TicketStatus};
use crate::time::Timestamp;
use std::collections::BTreeSet;

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
        Action::Notice { notice, of, value } => log.notice(*notice, *of, value)?,
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

    fn unique(&mut self) -> [u8; 6] {
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

    /// What cannot be about this conversation any more is left out.
    fn notice(&mut self, notice: Notice, of: Option<MessageId>, value: &str) -> Result<(), Rejection> {
        if self.state.origin.is_none() {
            return Err(Rejection::NotFound);
        }
        let private = self.draw_message();
        self.push(EventKind::Noticed { notice, of, private, value: value.to_owned() });
        Ok(())
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

    // What agents do.

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

    /// As [`Self::acting_agent`], and takes the conversation if it is nobody's.
    fn owning_agent(&mut self) -> Result<UserId, Rejection> {
        let agent = self.acting_agent()?;
        match self.open_ticket()?.assignment.agent() {
            None => self.assign(agent, AssignedHow::Taken),
            Some(owner) if owner != agent => return Err(Rejection::NotAssignedToYou { to: Some(owner) }),
            Some(_) => {}
        }
        Ok(agent)
    }

    fn reply(&mut self, parts: &[Content], submit_as: Option<TicketStatus>) -> Result<(), Rejection> {
        let agent = self.replying_agent()?;
        let target = self.state.replies_go_to().ok_or(Rejection::NotFound)?;
        for part in parts {
            self.say(Author::Agent(agent), Visibility::Public, target, part.clone());
        }
        self.submit_if(submit_as)
    }

    /// As [`Self::owning_agent`], where people answer.
    pub(super) fn replying_agent(&mut self) -> Result<UserId, Rejection> {
        self.open_ticket()?;
        if let Session::Ended { .. } = self.state.session {
            return Err(Rejection::SessionEnded);
        }
        if let Control::Bot { .. } = self.state.control {
            return Err(Rejection::BotHasControl);
        }
        self.owning_agent()
    }

    pub(super) fn submit_if(&mut self, status: Option<TicketStatus>) -> Result<(), Rejection> {
        match status {
            Some(status) => self.submit(status),
            None => Ok(()),
        }
    }

    /// What closes the ticket or passes it on comes after what is done to it.
    fn submit_with(
        &mut self,
        parts: &[Content],
        instead: Option<Instead>,
        status: Option<TicketStatus>,
        changes: &TicketChanges,
    ) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        match instead {
            _ if parts.is_empty() => {}
            Some(instead) => self.reply_in_widget(parts, instead, None)?,
            None => self.reply(parts, None)?,
        }
        self.change_facts(changes)?;
        if changes.assign == Some(AssignTo::Me) && self.open_ticket()?.assignment.agent().is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        if let Some(status) = status {
            self.submit(status)?;
        }
        match changes.assign {
            Some(AssignTo::Group { group }) => self.transfer(Target::Group { group }, None, true),
            Some(AssignTo::Me) | None => Ok(()),
        }
    }

    fn note(&mut self, parts: &[Content]) -> Result<(), Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        let target = self.state.replies_go_to().ok_or(Rejection::NotFound)?;
        for part in parts {
            self.say(Author::Agent(id), Visibility::Internal, target, part.clone());
        }
        Ok(())
    }

    // Routing.

    fn offer(&mut self, agents: &[UserId], expires_at: Option<Timestamp>) -> Result<(), Rejection> {
        let ticket = self.open_ticket()?;
        if !ticket.assignment.is_waiting() {
            return Err(Rejection::NotWaiting);
        }
        let held: Vec<UserId> = ticket.assignment.offers().iter().map(|offer| offer.agent).collect();
        if expires_at.is_some() && !held.is_empty() {
            return Err(Rejection::NotWaiting);
        }
        let mut offers = Vec::new();
        let active: BTreeSet<UserId> =
            agents.iter().copied().filter(|agent| self.is_active(*agent)).collect();
        if active.is_empty() && !agents.is_empty() {
            return Err(Rejection::UnknownTarget);
        }
        for agent in active.into_iter().filter(|agent| !held.contains(agent)) {
            let id = OfferId::new(self.context.at, self.unique());
            offers.push(Offer { id, agent, at: self.context.at, expires_at });
        }
        if !offers.is_empty() {
            self.push(EventKind::Offered { offers });
        }
        Ok(())
    }

    fn auto_assign(&mut self, agent: UserId) -> Result<(), Rejection> {
        if !self.open_ticket()?.assignment.is_waiting() {
            return Err(Rejection::NotWaiting);
        }
        if !self.is_active(agent) {
            return Err(Rejection::UnknownTarget);
        }
        self.assign(agent, AssignedHow::AutoAccepted);
        Ok(())
    }

    pub(super) fn is_active(&self, agent: UserId) -> bool {
        self.context.directory.agents.get(&agent).is_some_and(|agent| agent.active)
    }

    fn withdraw(&mut self, agent: UserId) {
        self.end_offers(|offer| offer.agent == agent, OfferEnd::Withdrawn);
    }

    pub(super) fn end_offers(&mut self, ended: impl Fn(&Offer) -> bool, why: OfferEnd) {
        let Some(ticket) = &self.state.ticket else { return };
        let ending: Vec<Offer> =
            ticket.assignment.offers().iter().filter(|offer| ended(offer)).copied().collect();
        for offer in ending {
            self.push(EventKind::OfferEnded { offer: offer.id, agent: offer.agent, why });
        }
    }

    /// The offer of the one who acts. Exactly one Accept finds it there; every other one learns who won.
    fn own_offer(&self, offer: OfferId) -> Result<UserId, Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        let gone = Rejection::OfferGone { winner: self.state.assignee() };
        let Some(ticket) = &self.state.ticket else { return Err(gone) };
        let there = ticket.assignment.offers().iter().any(|open| open.id == offer && open.agent == id);
        if there { Ok(id) } else { Err(gone) }
    }

    fn accept(&mut self, offer: OfferId) -> Result<(), Rejection> {
        let agent = self.own_offer(offer)?;
        self.assign(agent, AssignedHow::Accepted);
        Ok(())
    }

    fn decline(&mut self, offer: OfferId) -> Result<(), Rejection> {
        self.own_offer(offer)?;
        self.end_offers(|open| open.id == offer, OfferEnd::Declined);
        Ok(())
    }

    fn take(&mut self) -> Result<(), Rejection> {
        let By::Agent { id, .. } = self.by else { return Err(Rejection::Forbidden) };
        match self.open_ticket()?.assignment.agent() {
            Some(owner) if owner == id => {}
            Some(owner) => return Err(Rejection::AlreadyAssigned { to: owner }),
            None => self.assign(id, AssignedHow::Taken),
        }
        Ok(())
    }

    /// Ends all offers, gives the work to `agent`; a New ticket opens.
    pub(super) fn assign(&mut self, agent: UserId, how: AssignedHow) {
        self.end_offers(|offer| offer.agent != agent, OfferEnd::Taken);
        self.push(EventKind::Assigned { agent, how });
        if self.state.ticket.as_ref().is_some_and(|ticket| ticket.status == TicketStatus::New) {
            self.push(EventKind::StatusChanged { from: TicketStatus::New, to: TicketStatus::Open });
        }
    }

    fn release(&mut self, agent: UserId, why: UnassignedWhy) {
        let Some(ticket) = &self.state.ticket else { return };
        let wanted = self.wants_an_agent(ticket);
        if ticket.assignment.agent() != Some(agent) || !(wanted || why == UnassignedWhy::AgentRemoved) {
            return;
        }
        let since = ticket.eligible_at;
        self.push(EventKind::Unassigned { agent, why });
        if wanted {
            self.push(EventKind::Queued { since });
        }
    }

    /// Whether routing may look for somebody if nobody has the ticket: there is a live exchange with people, and it
    /// is their turn (behaviour 2.5). What nobody could answer is not offered.
    pub(super) fn wants_an_agent(&self, ticket: &Ticket) -> bool {
        let live =
            matches!((&self.state.session, &self.state.control), (Session::Live { .. }, Control::People));
        live && ticket.status.is_agents_turn()
    }

    fn transfer(&mut self, target: Target, note: Option<&Content>, sure: bool) -> Result<(), Rejection> {
        self.acting_agent()?;
        let known = match target {
            Target::Agent { agent } => self.is_active(agent),
            Target::Group { group } => self.context.directory.groups.contains_key(&group),
        };
        if !known {
            return Err(Rejection::UnknownTarget);
        }
        let ticket = self.open_ticket()?;
        let (owner, wanted, eligible_at) =
            (ticket.assignment.agent(), self.wants_an_agent(ticket), ticket.eligible_at);
        if let Target::Agent { agent } = target {
            if owner == Some(agent) {
                return Err(Rejection::AlreadyAssigned { to: agent });
            }
            if !sure {
                return Err(Rejection::ConfirmationNeeded);
            }
        }
        if let Some(note) = note {
            self.note(std::slice::from_ref(note))?;
        }
        self.end_offers(|_| true, OfferEnd::Withdrawn);
        self.push(EventKind::Transferred { target });
        if let Some(agent) = owner {
            self.push(EventKind::Unassigned { agent, why: UnassignedWhy::Transferred });
        }
        match target {
            Target::Agent { agent } => self.assign(agent, AssignedHow::Transferred),
            Target::Group { .. } if wanted => self.push(EventKind::Queued { since: eligible_at }),
            Target::Group { .. } => {}
        }
        Ok(())
    }

    // Status.

    fn submit(&mut self, to: TicketStatus) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        let ticket = self.open_ticket()?;
        let (from, owner) = (ticket.status, ticket.assignment.agent());
        let allowed = match to {
            TicketStatus::New => from == TicketStatus::New,
            TicketStatus::Closed => self.context.directory.settings.agents_may_close,
            TicketStatus::Open | TicketStatus::Pending | TicketStatus::OnHold | TicketStatus::Solved => true,
        };
        if !allowed {
            return Err(Rejection::StatusNotAllowed { to });
        }
        if from == to {
            return Ok(());
        }
        if owner.is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        self.change_status(to);
        Ok(())
    }

    fn change_status(&mut self, to: TicketStatus) {
        let Some(ticket) = &self.state.ticket else { return };
        let (from, owner) = (ticket.status, ticket.assignment.agent());
        if from == to {
            return;
        }
        if to == TicketStatus::Closed {
            self.end_offers(|_| true, OfferEnd::Withdrawn);
            if let Some(agent) = owner {
                self.push(EventKind::Unassigned { agent, why: UnassignedWhy::Closed });
            }
        }
        self.push(EventKind::StatusChanged { from, to });
        // Where the bot has control already, it is amid an exchange of its own.
        if to == TicketStatus::Closed && self.state.control == Control::People {
            if let Session::Live { .. } = self.state.session {
                self.push(EventKind::SessionEnded { why: SessionEnd::Closed });
            }
            self.push(EventKind::ReturnedToBot);
        }
    }

    pub(super) fn close_ticket(&mut self) {
        self.change_status(TicketStatus::Closed);
    }

    pub(super) fn withdraw_offers(&mut self) {
        self.end_offers(|_| true, OfferEnd::Withdrawn);
    }

    fn end_session(&mut self) -> Result<(), Rejection> {
        let agent = self.acting_agent()?;
        if let Session::Ended { .. } = self.state.session {
            return Err(Rejection::SessionEnded);
        }
        if let Control::Bot { .. } = self.state.control {
            return Err(Rejection::BotHasControl);
        }
        // As with a status: whoever ends what was nobody's has it, so nobody is looked for any more.
        if self.state.assignee().is_none() {
            self.assign(agent, AssignedHow::Taken);
        }
        self.push(EventKind::SessionEnded { why: SessionEnd::Agent });
        Ok(())
    }

    /// Nobody is looked for any more: there is nobody to answer to.
    fn leave(&mut self) -> Result<(), Rejection> {
        let Some(origin) = self.state.origin else { return Err(Rejection::NotFound) };
        if let By::EndUser { id } = self.by
            && id != origin.end_user
        {
            return Err(Rejection::Forbidden);
        }
        if origin.channel.ends_on_disconnect()
            && let Session::Live { .. } = self.state.session
        {
            self.end_offers(|_| true, OfferEnd::Withdrawn);
            self.push(EventKind::SessionEnded { why: SessionEnd::EndUser });
        }
        Ok(())
    }

    fn wake(&mut self, alarm: Alarm) {
        let due = self.state.alarm(alarm, &self.context.directory.settings);
        if due.is_none_or(|due| due > self.context.at) {
            return;
        }
        let now = self.context.at;
        match alarm {
            Alarm::OfferExpiry => {
                self.end_offers(|offer| offer.expires_at.is_some_and(|at| at <= now), OfferEnd::Missed);
            }
            Alarm::CloseSolved => self.change_status(TicketStatus::Closed),
            Alarm::LinkExpiry => self.expire_links(),
            Alarm::Inactivity => self.push(EventKind::WentInactive),
        }
    }

    // Small things.

    fn mark_read(&mut self, seq: u64) -> Result<(), Rejection> {
        match self.by {
            By::EndUser { .. } => self.mark(Mark::EndUserRead, seq),
            // What a colleague looks at stays unread for the one who has the conversation.
            By::Agent { id, .. } if self.state.assignee() == Some(id) => self.mark(Mark::AgentRead, seq),
            By::Agent { .. } | By::System => Ok(()),
        }
    }

    fn mark(&mut self, mark: Mark, seq: u64) -> Result<(), Rejection> {
        if let (By::EndUser { id }, Some(origin)) = (self.by, self.state.origin)
            && origin.end_user != id
        {
            return Err(Rejection::Forbidden);
        }
        let marks = &self.state.marks;
        let current = match mark {
            Mark::EndUserDelivered => marks.end_user_delivered,
            Mark::EndUserRead => marks.end_user_read,
            Mark::AgentRead => marks.agent_read,
        };
        let seq = seq.min(self.state.seq);
        if seq > current {
            self.push(EventKind::MarkMoved { mark, seq });
        }
        Ok(())
    }
}
