//! One race after the other with one visitor: hand-off, everybody sees it, everybody presses, one has it.

use super::contender::{Crew, News, Order, Told};
use super::{By, RACES_A_VISITOR};
use crate::meter::Meter;
use crate::statistics::Latencies;
use crate::visitor::{Place, Visitor};
use anyhow::{Context, Result, anyhow, bail};
use frontdesk_web::wire::error::{ErrorBody, ErrorCode};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How long any step of a race may take.
const STEP_WITHIN: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdicts {
    pub(super) races: u64,
    pub(super) not_one_winner: u64,
    pub(super) told_wrong: u64,
    pub(super) unfinished: u64,
}

impl Verdicts {
    pub(super) const fn add(&mut self, other: Self) {
        self.races += other.races;
        self.not_one_winner += other.not_one_winner;
        self.told_wrong += other.told_wrong;
        self.unfinished += other.unfinished;
    }
}

pub(super) struct Track {
    number: usize,
    place: Place,
    crew: Crew,
    names: Arc<[String]>,
    told: mpsc::Receiver<News>,
    meter: Arc<Meter>,
    visitor: Option<Visitor>,
    races_of_visitor: u32,
    verdicts: Verdicts,
    screens: Latencies,
    slowest: Duration,
    not_closed: Option<ErrorBody>,
}

/// What a race came to so far.
#[derive(Default)]
struct Race {
    seen_by: HashSet<usize>,
    winners: Vec<usize>,
    losers: Vec<ErrorBody>,
    settled: Vec<Instant>,
    closed: bool,
}

impl Track {
    pub(super) fn new(
        number: usize,
        place: Place,
        crew: Crew,
        names: Arc<[String]>,
        told: mpsc::Receiver<News>,
        meter: Arc<Meter>,
    ) -> Self {
        Self {
            number,
            place,
            crew,
            names,
            told,
            meter,
            visitor: None,
            races_of_visitor: 0,
            verdicts: Verdicts::default(),
            screens: Latencies::default(),
            slowest: Duration::ZERO,
            not_closed: None,
        }
    }

    pub(super) const fn slowest(&self) -> Duration {
        self.slowest
    }

    pub(super) fn finish(self) -> (Verdicts, Latencies) {
        (self.verdicts, self.screens)
    }

    /// Whether exactly one won, and the others were told who.
    pub(super) async fn race(&mut self) -> Result<bool> {
        self.verdicts.races = self.verdicts.races.saturating_add(1);
        let conversation = self.hand_off().await?;
        let agents = self.crew.agents;
        let mut race = Race::default();
        let all_see_it = self.listen(&conversation, &mut race, |race| race.seen_by.len() >= agents).await;
        if !all_see_it {
            return self.give_up("it was not offered to everybody", &race);
        }
        let pressed = Instant::now();
        self.order(Order::Press { conversation: Arc::clone(&conversation) })?;
        let over = |race: &Race| {
            race.winners.len().saturating_add(race.losers.len()) >= agents && race.settled.len() >= agents
        };
        let all_settled = self.listen(&conversation, &mut race, over).await;
        if !all_settled {
            return self.give_up("not everybody was told how it ended", &race);
        }
        self.slowest = Duration::ZERO;
        for at in &race.settled {
            let took = at.saturating_duration_since(pressed);
            self.screens.record(took);
            self.slowest = self.slowest.max(took);
        }
        let good = self.judge(&race);
        match race.winners.first() {
            Some(winner) => {
                self.order(Order::Close { agent: *winner, conversation: Arc::clone(&conversation) })?;
                if !self.listen(&conversation, &mut race, |race| race.closed).await {
                    return self.give_up("it was not closed", &race);
                }
            }
            None => self.visitor = None,
        }
        Ok(good)
    }

    async fn hand_off(&mut self) -> Result<Arc<str>> {
        if self.races_of_visitor >= RACES_A_VISITOR {
            self.visitor = None;
        }
        let visitor = match self.visitor.as_mut() {
            Some(visitor) => visitor,
            None => {
                self.races_of_visitor = 0;
                let mut visitor = Visitor::new(&self.place).await?;
                // The first words make the conversation, so that its id is known before the race.
                let hello = visitor.ask(crate::visitor::text("Hello")).await?;
                let conversation = visitor.standing.conversation.clone();
                let conversation = conversation.with_context(|| format!("no conversation: {hello:?}"))?;
                self.crew.assign(&conversation, self.number);
                self.visitor.insert(visitor)
            }
        };
        self.races_of_visitor = self.races_of_visitor.saturating_add(1);
        Ok(visitor.ask_for_a_person().await?.into())
    }

    fn order(&self, order: Order) -> Result<()> {
        self.crew.orders.send(order).map(|_| ()).map_err(|_| anyhow!("all agents have left"))
    }

    /// Hears of the race until `enough`, or until it takes too long.
    async fn listen(&mut self, conversation: &str, race: &mut Race, enough: impl Fn(&Race) -> bool) -> bool {
        let until = tokio::time::Instant::now() + STEP_WITHIN;
        while !enough(race) {
            let Ok(Some((of, told))) = tokio::time::timeout_at(until, self.told.recv()).await else {
                return false;
            };
            if *of != *conversation {
                continue;
            }
            match told {
                Told::Offered { agent } => {
                    race.seen_by.insert(agent);
                }
                Told::Won { agent } => race.winners.push(agent),
                Told::Lost { error } => race.losers.push(error),
                Told::Settled { at } => race.settled.push(at),
                Told::Closed => race.closed = true,
                Told::NotClosed { error } => {
                    self.not_closed = Some(error);
                    return false;
                }
            }
        }
        true
    }

    fn judge(&mut self, race: &Race) -> bool {
        let code = match self.crew.by {
            By::Accept => ErrorCode::OfferGone,
            By::Take => ErrorCode::AlreadyAssigned,
        };
        let winner = match race.winners.as_slice() {
            [winner] => self.names.get(*winner),
            _ => {
                self.verdicts.not_one_winner = self.verdicts.not_one_winner.saturating_add(1);
                return false;
            }
        };
        let right = |error: &&ErrorBody| error.code == code && error.winner.as_ref() == winner;
        let wrong = race.losers.len().saturating_sub(race.losers.iter().filter(right).count());
        self.verdicts.told_wrong = self.verdicts.told_wrong.saturating_add(crate::number::count(wrong));
        wrong == 0
    }

    fn give_up(&mut self, why: &str, race: &Race) -> Result<bool> {
        if let Some(error) = self.not_closed.take() {
            bail!("the winner could not close the ticket: {error:?}");
        }
        let Race { seen_by, winners, losers, settled, .. } = race;
        let (seen, won, lost, settled) = (seen_by.len(), winners.len(), losers.len(), settled.len());
        self.meter.fail(&format!("{why}: {seen} saw it, {won} won, {lost} lost, {settled} saw it end"));
        self.verdicts.unfinished = self.verdicts.unfinished.saturating_add(1);
        self.visitor = None;
        Ok(false)
    }
}
