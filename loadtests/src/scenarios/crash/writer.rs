//! A visitor who writes without a pause, remembers what was acknowledged, and after a crash sends the rest again.

use super::ledger::Ledger;
use crate::ids;
use crate::meter::Meter;
use crate::visitor::{self, Place, Standing, Visitor};
use anyhow::{Context, Result};
use frontdesk_web::wire::shared::{Author, Content};
use frontdesk_web::wire::widget::{Item, ServerFrame};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long coming back may take, when the server says that it is busy.
const BACK_WITHIN: Duration = Duration::from_secs(10);

pub(super) struct Writer {
    number: usize,
    in_flight: usize,
    /// `None` once the line is cut.
    visitor: Option<Visitor>,
    standing: Standing,
    /// In the order of sending.
    sent: Vec<(String, bool)>,
    /// Not answered yet: the place in `sent`, and when it was sent last.
    waiting: HashMap<String, (usize, Instant)>,
    repeated: u64,
    gaps: u64,
}

impl Writer {
    /// # Errors
    /// When the server refuses.
    pub(super) async fn new(place: &Place, number: usize, in_flight: usize) -> Result<Self> {
        let mut visitor = Visitor::new(place).await?;
        // People have control from now on, so that no bot's answers stand between the messages.
        visitor.ask_for_a_person().await?;
        let standing = visitor.standing.clone();
        Ok(Self {
            number,
            in_flight,
            visitor: Some(visitor),
            standing,
            sent: Vec::new(),
            waiting: HashMap::new(),
            repeated: 0,
            gaps: 0,
        })
    }

    /// Writes until the line is cut.
    pub(super) async fn write(mut self, meter: Arc<Meter>, ending: Arc<AtomicBool>) -> Self {
        let Some(mut visitor) = self.visitor.take() else { return self };
        if let Err(error) = self.write_to(&mut visitor, &meter).await
            && !ending.load(Ordering::Acquire)
        {
            meter.fail(&format!("the line was cut before the server was killed: {error:#}"));
        }
        self.standing = visitor.standing;
        self
    }

    async fn write_to(&mut self, visitor: &mut Visitor, meter: &Meter) -> Result<()> {
        loop {
            while self.waiting.len() < self.in_flight {
                let id = ids::draw();
                let text = format!("message {} of visitor {}", self.sent.len(), self.number);
                self.waiting.insert(id.clone(), (self.sent.len(), Instant::now()));
                self.sent.push((id.clone(), false));
                visitor.socket.feed(&visitor::send(&id, visitor::text(text))?).await?;
            }
            visitor.socket.flush().await?;
            let frame = visitor.next().await;
            if frame.as_ref().is_err_and(|error| error.to_string().starts_with("a frame goes from")) {
                self.gaps = self.gaps.saturating_add(1);
            }
            match frame? {
                ServerFrame::Done(done) => self.acknowledge(&done.id.to_string(), meter),
                ServerFrame::Refused { id: Some(id), error } => {
                    meter.fail(&format!("refused: {:?}", error.code));
                    // Never acknowledged, so it may be there or not.
                    self.waiting.remove(&id.to_string());
                }
                _ => {}
            }
        }
    }

    fn acknowledge(&mut self, id: &str, meter: &Meter) {
        if let Some((place, at)) = self.waiting.remove(id) {
            meter.record(self.number, at.elapsed());
            if let Some((_, acknowledged)) = self.sent.get_mut(place) {
                *acknowledged = true;
            }
        }
    }

    /// Resumes, and sends what was not answered again, with the same ids and in the same order.
    ///
    /// # Errors
    /// When the server does not take the visitor back.
    pub(super) async fn come_back(&mut self, place: &Place) -> Result<()> {
        let resuming = Visitor::resume(place, self.standing.clone());
        let (mut visitor, welcome) = tokio::time::timeout(BACK_WITHIN, resuming)
            .await
            .context("the server did not answer a hello")??;
        if let ServerFrame::Welcome { conversation: Some(conversation), epoch, .. } = welcome {
            // A fresh snapshot instead of what was missed.
            visitor.standing.has = Some((epoch, conversation.seq));
        }
        let mut again: Vec<(usize, String)> =
            self.waiting.iter().map(|(id, (place, _))| (*place, id.clone())).collect();
        again.sort_unstable();
        for (place, id) in again {
            let text = format!("message {place} of visitor {}", self.number);
            visitor.socket.feed(&visitor::send(&id, visitor::text(text))?).await?;
            self.waiting.insert(id, (place, Instant::now()));
            self.repeated = self.repeated.saturating_add(1);
        }
        visitor.socket.flush().await?;
        self.visitor = Some(visitor);
        Ok(())
    }

    /// Waits for the answers that are still due, then holds the whole history against what was sent.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub(super) async fn check(mut self, place: &Place) -> Result<Ledger> {
        let meter = Meter::default();
        if let Some(mut visitor) = self.visitor.take() {
            while !self.waiting.is_empty() {
                match tokio::time::timeout(BACK_WITHIN, visitor.next())
                    .await
                    .context("answers are missing")??
                {
                    ServerFrame::Done(done) => self.acknowledge(&done.id.to_string(), &meter),
                    ServerFrame::Refused { id: Some(id), .. } => {
                        self.waiting.remove(&id.to_string());
                    }
                    _ => {}
                }
            }
            visitor.socket.leave().await;
        }
        let history = history(place, &self.standing).await?;
        let mut ledger = Ledger::of(&self.sent, &history);
        (ledger.repeated, ledger.gaps) = (self.repeated, self.gaps);
        Ok(ledger)
    }
}

/// The commands of all texts of the visitor, in the order of the log; without the wish for a person.
///
/// # Errors
/// When it cannot be read.
pub(in crate::scenarios) async fn history(place: &Place, standing: &Standing) -> Result<Vec<String>> {
    let conversation = standing.conversation.as_deref().context("no conversation")?;
    let (mut newest_first, mut before) = (Vec::new(), None);
    loop {
        let page = place.rest.visitor_items(&standing.token, conversation, before).await?;
        before = page.items.first().map(|item| match item {
            Item::Message(message) => message.seq,
            Item::Note { seq, .. } => *seq,
        });
        newest_first.extend(page.items.into_iter().rev());
        if !page.more || before.is_none() {
            break;
        }
    }
    let own = |item: Item| match item {
        Item::Message(message) if message.author == Author::EndUser => match message.content {
            Content::Text { text, .. } if text != "Talk to a human" => {
                Some(message.command.map_or_else(|| "none".to_owned(), |command| command.to_string()))
            }
            _ => None,
        },
        _ => None,
    };
    let mut history: Vec<String> = newest_first.into_iter().filter_map(own).collect();
    history.reverse();
    Ok(history)
}
