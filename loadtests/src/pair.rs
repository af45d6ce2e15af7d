//! A visitor and the agent who has their conversation, driven by one task: what the visitor sends is timed until it is
//! in a frame of the agent's.

use crate::agent::Agent;
use crate::glance::{self, Mark};
use crate::ids;
use crate::meter::Meter;
use crate::number::{count, micros};
use crate::rest::Login;
use crate::socket::Event;
use crate::visitor::{self, Place, Visitor};
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::widget::Say;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the last messages may be under way after the sending has ended.
const LAST_WITHIN: Duration = Duration::from_secs(10);

/// How a pair talks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk {
    /// Messages under way at a time; at an even rate a bound that is not to be reached.
    pub(crate) in_flight: u64,
    /// Between two messages, when they come at an even rate; `None`: the next when one has arrived.
    pub(crate) every: Option<Duration>,
    /// Bytes of a message's text.
    pub(crate) message_bytes: usize,
    /// Since when times in marks count.
    pub(crate) began: Instant,
    pub(crate) until: Instant,
}

/// Who heard something.
enum Heard {
    Agent(Event),
    Visitor(Event),
}

pub(crate) struct Pair {
    number: usize,
    visitor: Visitor,
    agent: Agent,
    sent: u64,
    seen: u64,
    acknowledged: u64,
}

/// What became of all that a pair sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    pub(crate) seen: u64,
    /// Messages that were not the next one of their sender: lost, twice, or out of order.
    pub(crate) out_of_order: u64,
    pub(crate) refused: u64,
}

impl Account {
    pub(crate) const fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.acknowledged += other.acknowledged;
        self.seen += other.seen;
        self.out_of_order += other.out_of_order;
        self.refused += other.refused;
    }
}

impl Pair {
    /// A new visitor is handed off and taken by the agent.
    ///
    /// # Errors
    /// When the server refuses something on the way.
    pub(crate) async fn new(place: &Place, login: &Login, number: usize) -> Result<Self> {
        let mut visitor = Visitor::new(place).await?;
        let conversation = visitor.ask_for_a_person().await?;
        let mut agent = Agent::open(place, login, None).await?;
        agent.take(&conversation).await?;
        Ok(Self { number, visitor, agent, sent: 0, seen: 0, acknowledged: 0 })
    }

    /// Talks until the time is over, and gives the pair back.
    ///
    /// # Errors
    /// When a line is cut.
    pub(crate) async fn talk(mut self, talk: Talk, meter: Arc<Meter>) -> Result<(Self, Account)> {
        let before = (self.sent, self.acknowledged, self.seen);
        let mut account = Account::default();
        let first = talk.every.map(|every| every.mul_f64(self.spread()));
        let mut next_due = first.map(|first| talk.began.max(Instant::now()) + first);
        let give_up = talk.until + LAST_WITHIN;
        loop {
            let now = Instant::now();
            let over = now >= talk.until;
            if over && (self.waits_for_nothing(&account) || now >= give_up) {
                break;
            }
            if !over {
                self.send_what_is_due(&talk, &mut next_due, now).await?;
            }
            let wake =
                if over { give_up } else { next_due.map_or(talk.until, |due| due.max(now)).min(talk.until) };
            // What is due but has no room waits for the next frame, not for the time.
            let wake = if !over && self.sent.saturating_sub(self.seen) >= talk.in_flight {
                talk.until
            } else {
                wake
            };
            let heard = async {
                tokio::select! {
                    biased;
                    event = self.agent.socket.next() => event.map(Heard::Agent),
                    event = self.visitor.socket.next() => event.map(Heard::Visitor),
                }
            };
            // Too late is no failure: then something is due, or the talk is over.
            let Ok(heard) = tokio::time::timeout_at(wake.into(), heard).await else { continue };
            match heard? {
                Heard::Agent(event) => self.agent_got(event, &talk, &meter, &mut account)?,
                Heard::Visitor(event) => self.visitor_got(event, &meter, &mut account)?,
            }
        }
        account.sent = self.sent.saturating_sub(before.0);
        account.acknowledged = self.acknowledged.saturating_sub(before.1);
        account.seen = self.seen.saturating_sub(before.2);
        Ok((self, account))
    }

    /// Where in an interval this pair begins, so that not all send at once; 0 to 1.
    fn spread(&self) -> f64 {
        // The golden ratio's multiples are spread evenly for any number of pairs.
        (crate::number::float(count(self.number)) * 0.618_033_988_749_894_9).fract()
    }

    const fn waits_for_nothing(&self, account: &Account) -> bool {
        self.seen >= self.sent && self.acknowledged.saturating_add(account.refused) >= self.sent
    }

    async fn send_what_is_due(
        &mut self,
        talk: &Talk,
        next_due: &mut Option<Instant>,
        now: Instant,
    ) -> Result<()> {
        let mut fed = false;
        while self.sent.saturating_sub(self.seen) < talk.in_flight {
            let due = match (talk.every, next_due.as_mut()) {
                (Some(every), Some(next)) if *next <= now => {
                    let due = *next;
                    *next += every;
                    due
                }
                (Some(_), _) => break,
                (None, _) => now,
            };
            let due_us = micros(due.saturating_duration_since(talk.began));
            let mark = Mark { sender: count(self.number), number: self.sent, due_us };
            let say = Say::Text { text: mark.write(talk.message_bytes)? };
            self.visitor.socket.feed(&visitor::send(&ids::draw(), say)?).await?;
            self.sent = self.sent.saturating_add(1);
            fed = true;
        }
        if fed { self.visitor.socket.flush().await } else { Ok(()) }
    }

    fn agent_got(&mut self, event: Event, talk: &Talk, meter: &Meter, account: &mut Account) -> Result<()> {
        let Event::Text(text) = event else { bail!("the server closed an agent's socket: {event:?}") };
        for mark in glance::marks(&text) {
            let mark = mark?;
            if mark.sender != count(self.number) || mark.number != self.seen {
                account.out_of_order = account.out_of_order.saturating_add(1);
                meter.fail("a message is lost, twice or out of order");
            }
            self.seen = mark.number.saturating_add(1).max(self.seen);
            meter.record(self.number, mark.age(talk.began));
        }
        Ok(())
    }

    fn visitor_got(&mut self, event: Event, meter: &Meter, account: &mut Account) -> Result<()> {
        let Event::Text(text) = event else { bail!("the server closed a visitor's socket: {event:?}") };
        match glance::kind(&text) {
            "done" => self.acknowledged = self.acknowledged.saturating_add(1),
            "refused" => {
                account.refused = account.refused.saturating_add(1);
                let code = text.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next());
                let code = code.context("a refusal without a code")?;
                meter.fail(&format!("refused: {code}"));
            }
            _ => {}
        }
        Ok(())
    }
}
