//! One agent in all races: presses when told to, and tells each race's track what is on the screen.

use super::By;
use crate::agent::Agent;
use crate::ids;
use anyhow::{Context, Result};
use frontdesk_web::wire::agent::{ClientFrame, Command, OfferEnd, ServerFrame, TicketRow};
use frontdesk_web::wire::error::ErrorBody;
use frontdesk_web::wire::shared::TicketStatus;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;
use tokio::sync::{broadcast, mpsc};

/// What agents do when they are told.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// Everybody: take this conversation.
    Press { conversation: Arc<str> },
    /// The one who has it: close it.
    Close { agent: usize, conversation: Arc<str> },
}

/// What an agent tells the track of a race.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// The work is on the screen.
    Offered {
        agent: usize,
    },
    Won {
        agent: usize,
    },
    Lost {
        error: ErrorBody,
    },
    /// The work is gone from the screen, or shown as one's own.
    Settled {
        at: Instant,
    },
    Closed,
    NotClosed {
        error: ErrorBody,
    },
}

/// Of which conversation, and what.
pub(super) type News = (Arc<str>, Told);

/// What agents and tracks share.
#[derive(Clone)]
pub(super) struct Crew {
    pub(super) by: By,
    pub(super) agents: usize,
    pub(super) orders: broadcast::Sender<Order>,
    /// Which track's race a conversation is.
    tracks: Arc<RwLock<HashMap<String, usize>>>,
    telling: Arc<[mpsc::Sender<News>]>,
    listening: Arc<Mutex<HashMap<usize, mpsc::Receiver<News>>>>,
}

impl Crew {
    pub(super) fn new(by: By, tracks: usize, agents: usize) -> Self {
        // Each agent tells at most four things in a race, and one track has one race at a time.
        let channels = (0..tracks).map(|_| mpsc::channel(agents.saturating_mul(8)));
        let (telling, listening): (Vec<_>, Vec<_>) = channels.unzip();
        Self {
            by,
            agents,
            // Two orders a race and track.
            orders: broadcast::channel(tracks.saturating_mul(8)).0,
            tracks: Arc::default(),
            telling: telling.into(),
            listening: Arc::new(Mutex::new(listening.into_iter().enumerate().collect())),
        }
    }

    /// The end where a track hears of its races; only the first call gets it.
    pub(super) fn listen(&self, track: usize) -> Option<mpsc::Receiver<News>> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner).remove(&track)
    }

    /// From now on the conversation is this track's race.
    pub(super) fn assign(&self, conversation: &str, track: usize) {
        let mut tracks = self.tracks.write().unwrap_or_else(PoisonError::into_inner);
        tracks.retain(|_, of| *of != track);
        tracks.insert(conversation.to_owned(), track);
    }

    fn track(&self, conversation: &str) -> Option<usize> {
        self.tracks.read().unwrap_or_else(PoisonError::into_inner).get(conversation).copied()
    }
}

/// Work that is, or was, on the screen.
struct Shown {
    what: String,
    /// Whether it is still there. Whoever was told to press does so even when somebody has been faster.
    open: bool,
}

pub(super) struct Contender {
    number: usize,
    agent: Agent,
    crew: Crew,
    orders: broadcast::Receiver<Order>,
    /// The newest work of each conversation, by the offer's id or the ticket's number.
    shown: HashMap<String, Shown>,
    /// Commands under way: the conversation, and whether it was a press.
    asked: HashMap<String, (Arc<str>, bool)>,
}

impl Contender {
    pub(super) fn new(number: usize, agent: Agent, crew: &Crew) -> Self {
        let orders = crew.orders.subscribe();
        Self { number, agent, crew: crew.clone(), orders, shown: HashMap::new(), asked: HashMap::new() }
    }

    pub(super) async fn run(mut self) -> Result<()> {
        loop {
            tokio::select! {
                // To press comes before reading who was faster.
                biased;
                order = self.orders.recv() => self.obey(order.context("orders were missed")?).await?,
                frame = self.agent.next() => self.take(frame?).await?,
            }
        }
    }

    async fn obey(&mut self, order: Order) -> Result<()> {
        let (conversation, command, press) = match order {
            Order::Press { conversation } => {
                let command = match self.crew.by {
                    By::Accept => {
                        let offer = self.shown.get(&*conversation).context("pressed without an offer")?;
                        Command::Accept {
                            conversation: ids::parse(&conversation)?,
                            offer: ids::parse(&offer.what)?,
                        }
                    }
                    By::Take => Command::Take { conversation: ids::parse(&conversation)? },
                };
                (conversation, command, true)
            }
            Order::Close { agent, conversation } if agent == self.number => {
                let command = Command::Submit {
                    conversation: ids::parse(&conversation)?,
                    status: TicketStatus::Closed,
                    changes: None,
                };
                (conversation, command, false)
            }
            Order::Close { .. } => return Ok(()),
        };
        let id = ids::draw();
        self.agent.socket.send(&ClientFrame::Command { id: ids::parse(&id)?, command }).await?;
        self.asked.insert(id, (conversation, press));
        Ok(())
    }

    async fn take(&mut self, frame: ServerFrame) -> Result<()> {
        match frame {
            ServerFrame::Offers { offers, gone } if self.crew.by == By::Accept => {
                for offer in offers {
                    self.show(offer.conversation.to_string(), offer.id.to_string()).await;
                }
                for one in gone.into_iter().filter(|one| one.why != OfferEnd::Missed) {
                    self.settle(&one.id.to_string()).await;
                }
            }
            ServerFrame::Tickets { upsert, gone, .. } if self.crew.by == By::Take => {
                for row in upsert {
                    self.take_row(&row).await;
                }
                for ticket in gone {
                    self.settle(&ticket.to_string()).await;
                }
            }
            ServerFrame::Done(done) => {
                if let Some((conversation, press)) = self.asked.remove(&done.id.to_string()) {
                    let told = if press { Told::Won { agent: self.number } } else { Told::Closed };
                    self.tell(conversation, told).await;
                }
            }
            ServerFrame::Refused { id: Some(id), error } => {
                if let Some((conversation, press)) = self.asked.remove(&id.to_string()) {
                    let told = if press { Told::Lost { error } } else { Told::NotClosed { error } };
                    self.tell(conversation, told).await;
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn take_row(&mut self, row: &TicketRow) {
        let ticket = row.ticket.to_string();
        match row.assignee {
            None if row.waiting_since.is_some() => self.show(row.conversation.to_string(), ticket).await,
            None => {}
            Some(_) => self.settle(&ticket).await,
        }
    }

    async fn show(&mut self, conversation: String, what: String) {
        if self.shown.get(&conversation).is_none_or(|shown| shown.what != what) {
            let named: Arc<str> = conversation.as_str().into();
            self.shown.insert(conversation, Shown { what, open: true });
            self.tell(named, Told::Offered { agent: self.number }).await;
        }
    }

    async fn settle(&mut self, what: &str) {
        let at = Instant::now();
        let settled = |(_, shown): &(&String, &mut Shown)| shown.open && shown.what == what;
        let Some((conversation, shown)) = self.shown.iter_mut().find(settled) else { return };
        shown.open = false;
        let conversation = conversation.as_str().into();
        self.tell(conversation, Told::Settled { at }).await;
    }

    async fn tell(&self, conversation: Arc<str>, told: Told) {
        let channel = self.crew.track(&conversation).and_then(|track| self.crew.telling.get(track));
        if let Some(channel) = channel {
            // A track that has ended needs to hear nothing.
            let _ = channel.send((conversation, told)).await;
        }
    }
}
