//! Carries one message to its provider: steps the adapter's send machine over the transport, and makes durable what
//! came of it. It holds no state: where sending stands is in the row.
//!
//! A request that must not be made twice is marked in the row before it leaves. Found marked after a restart, nobody
//! knows what came of it: the message shows that, and is not sent again by itself.

use crate::conversation::ExecuteError;
use crate::identities::address_of;
use crate::intake::provider_record;
use crate::outbox::{Also, Errand, message_of, report_id};
use crate::registry::Registry;
use crate::shared::Shared;
use crate::transport::Transport;
use frontdesk_channels::{
    Adapter, HttpRequest, HttpResponse, Outbound, Remedy, Repeat, RetryClass, SendError, Step, TransportError,
};
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::{EventKind, Visibility};
use frontdesk_model::message::Delivery;
use frontdesk_model::time::Timestamp;
use frontdesk_storage::{Commit, OutboxChange, OutboxRow, Page, RecordWrite, payload};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How long a provider may take for one answer; the slowest known ones give theirs within 20 s.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Requests that one message may need; the longest text that we take is five parts on the narrowest channel, and ten
/// files are at most three requests each.
const MAX_REQUESTS: usize = 64;
/// How long until the store is asked again to take what is known here only.
const STORE_AGAIN: Duration = Duration::from_secs(1);

/// What came of a row.
#[derive(Debug)]
pub(crate) enum Carried {
    /// Sent, failed for good, or not to be sent: the row is gone.
    Settled,
    /// The row stays; its conversation waits until then.
    Later(Timestamp),
    /// An earlier message of the conversation waits still.
    Behind,
    /// The row stays; the account waits until then.
    HoldAccount(Timestamp, SendError),
    /// The row stays; the credentials are dead.
    Pause(SendError),
    /// The store could not be asked: nothing has changed.
    NotNow,
}

pub(crate) struct Courier {
    pub(crate) shared: Arc<Shared>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) adapter: Arc<dyn Adapter>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Courier {
    /// Takes a row as far as it goes now.
    pub(crate) async fn carry(&self, row: OutboxRow) -> Carried {
        match self.try_carry(&row).await {
            Ok(carried) => carried,
            Err(error) => {
                tracing::warn!(conversation.id = %row.conversation, %error, "a message cannot be sent now");
                Carried::NotNow
            }
        }
    }

    async fn try_carry(&self, row: &OutboxRow) -> Result<Carried, ExecuteError> {
        let mut errand = match Errand::of(row) {
            Ok(errand) => errand,
            Err(error) => {
                tracing::error!(conversation.id = %row.conversation, %error, "an outbox row cannot be read");
                return Ok(self.failed(row, &SendError::unknown()).await);
            }
        };
        let Some(facts) = self.registry.look(row.conversation).await? else {
            self.forget(row).await;
            return Ok(Carried::Settled);
        };
        let deliveries = &facts.state.deliveries;
        if deliveries.of(message_of(row)).is_some_and(|known| known.delivery != Delivery::Queued) {
            // A receipt was faster than the report.
            self.forget(row).await;
            return Ok(Carried::Settled);
        }
        if errand.under_way {
            return Ok(self.failed(row, &SendError::unknown()).await);
        }
        if deliveries.waits_before(errand.seq) {
            return Ok(Carried::Behind);
        }
        let now = self.shared.clock.now();
        if !self.adapter.capability().window_is_open(facts.state.last_end_user_at, now) {
            return Ok(self.failed(row, &SendError::outside_window()).await);
        }
        let outbound = match self.outbound(row, &errand).await? {
            Ok(outbound) => outbound,
            Err(error) => return Ok(self.failed(row, &error).await),
        };
        match self.send(row, &mut errand, &outbound).await? {
            Ok(ids) => {
                let records = self.records(row, &ids)?;
                self.report(row, Delivery::Sent, records).await;
                metrics::counter!("frontdesk_outbox_sent_total", "channel" => self.channel()).increment(1);
                Ok(Carried::Settled)
            }
            Err(error) => self.mend(row, errand, error).await,
        }
    }

    /// What the adapter is to send, or why there is nothing to send any more.
    async fn outbound(
        &self,
        row: &OutboxRow,
        errand: &Errand,
    ) -> Result<Result<Outbound, SendError>, ExecuteError> {
        let page = Page::After { seq: errand.seq.saturating_sub(1), limit: 1 };
        let stored = self.shared.store.events(row.conversation, page).await?;
        let event = stored.first().map(|event| payload::decode(&event.payload, &event.bodies)).transpose()?;
        let Some(EventKind::MessageAdded {
            message,
            author,
            visibility: Visibility::Public,
            content: Some(content),
            ..
        }) = event.map(|event| event.kind)
        else {
            return Ok(Err(SendError::new(RetryClass::Content, "erased", "the message was erased")));
        };
        let Some(to) = address_of(&self.shared, row.conversation, row.integration).await? else {
            let text = "the end user has no address on this channel";
            return Ok(Err(SendError::new(RetryClass::RecipientGone, "no_address", text)));
        };
        Ok(Ok(Outbound {
            account: row.integration,
            conversation: row.conversation,
            message,
            to,
            author,
            content,
        }))
    }

    /// Steps the machine until it ends. The outer error: nothing was sent, for the store did not take the mark.
    async fn send(
        &self,
        row: &OutboxRow,
        errand: &mut Errand,
        outbound: &Outbound,
    ) -> Result<Result<Vec<String>, SendError>, ExecuteError> {
        let mut response: Option<HttpResponse> = None;
        let mut requests = 0;
        loop {
            match (self.adapter.step(outbound, &errand.state, response.as_ref()), &response) {
                (Step::Ask { request, repeat }, None) if requests < MAX_REQUESTS => {
                    requests += 1;
                    if repeat == Repeat::Unsafe {
                        errand.under_way = true;
                        self.put(&errand.row(row)?).await?;
                    }
                    match self.ask(request, repeat).await {
                        Ok(answer) => response = Some(answer),
                        Err(error) => return Ok(Err(error)),
                    }
                }
                (Step::Go(state), Some(_)) => {
                    errand.state = state;
                    response = None;
                }
                (Step::Sent { ids }, _) => return Ok(Ok(ids)),
                (Step::Failed(error), _) => return Ok(Err(error)),
                (Step::Ask { .. } | Step::Go(_), _) => {
                    tracing::error!(channel.kind = self.channel(), "an adapter does not come to an end");
                    return Ok(Err(SendError::new(RetryClass::Content, "endless", "this cannot be sent")));
                }
            }
        }
    }

    async fn ask(&self, request: HttpRequest, repeat: Repeat) -> Result<HttpResponse, SendError> {
        let answered = tokio::time::timeout(ANSWER_WITHIN, self.transport.send(request)).await;
        match (answered.unwrap_or(Err(TransportError::NoAnswer)), repeat) {
            (Ok(answer), _) => Ok(answer),
            (Err(TransportError::NotSent), _) => Err(SendError::unreachable()),
            (Err(TransportError::NoAnswer), Repeat::Safe) => Err(SendError::no_answer()),
            (Err(TransportError::NoAnswer), Repeat::Unsafe) => Err(SendError::unknown()),
        }
    }

    /// Does what the error's class asks for.
    async fn mend(
        &self,
        row: &OutboxRow,
        mut errand: Errand,
        error: SendError,
    ) -> Result<Carried, ExecuteError> {
        self.count(&error);
        errand.under_way = false;
        let passing = error.class == RetryClass::Transient;
        let counted = if passing { &mut errand.tries } else { &mut errand.waits };
        *counted = counted.saturating_add(1);
        let [high, low, ..] = self.shared.dice.six();
        let remedy = error.class.remedy(*counted, u16::from_be_bytes([high, low]));
        let now = self.shared.clock.now();
        let (due, carried) = match remedy {
            Remedy::GiveUp => return Ok(self.fail(row, &error).await),
            Remedy::Retry { after } => (now.plus(after), Carried::Later(now.plus(after))),
            Remedy::HoldAccount { after } => (now.plus(after), Carried::HoldAccount(now.plus(after), error)),
            Remedy::Pause => (row.due, Carried::Pause(error)),
        };
        let changed = OutboxRow { due, ..errand.row(row)? };
        self.insist(|| self.put(&changed)).await;
        Ok(carried)
    }

    async fn failed(&self, row: &OutboxRow, error: &SendError) -> Carried {
        self.count(error);
        self.fail(row, error).await
    }

    async fn fail(&self, row: &OutboxRow, error: &SendError) -> Carried {
        self.report(row, error.delivery(), Vec::new()).await;
        Carried::Settled
    }

    fn count(&self, error: &SendError) {
        let (channel, class) = (self.channel(), error.class.word());
        metrics::counter!("frontdesk_provider_errors_total", "channel" => channel, "class" => class)
            .increment(1);
    }

    fn channel(&self) -> &'static str {
        self.adapter.kind().word()
    }

    fn records(&self, row: &OutboxRow, ids: &[String]) -> Result<Vec<RecordWrite>, ExecuteError> {
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            records.extend(provider_record(row.integration, id, row.conversation, message_of(row))?);
        }
        Ok(records)
    }

    /// The outcome and the end of the row in one commit. What the provider did is known here only, so the store is
    /// asked until it takes it; after a crash before that, the mark in the row tells.
    async fn report(&self, row: &OutboxRow, delivery: Delivery, records: Vec<RecordWrite>) {
        let action = Action::ReportDelivery { message: message_of(row), delivery };
        let command = Command { id: report_id(row), by: By::System, action };
        let also = Also { outbox: vec![OutboxChange::Done(row.id)], records, ..Also::default() };
        let rejected = self
            .insist(|| async {
                let (command, also) = (command.clone(), also.clone());
                match self.registry.execute_with(row.conversation, command, also).await {
                    Ok(_) => Ok(None),
                    Err(ExecuteError::Rejected(rejection)) => Ok(Some(rejection)),
                    Err(error) => Err(error),
                }
            })
            .await;
        if let Some(error) = rejected {
            tracing::error!(conversation.id = %row.conversation, %error, "what came of a message was refused");
            self.forget(row).await;
        }
    }

    async fn forget(&self, row: &OutboxRow) {
        self.insist(|| self.commit(OutboxChange::Done(row.id))).await;
    }

    async fn put(&self, row: &OutboxRow) -> Result<(), ExecuteError> {
        self.commit(OutboxChange::Put(row.clone())).await
    }

    async fn commit(&self, change: OutboxChange) -> Result<(), ExecuteError> {
        let commit = Commit { outbox: vec![change], ..Commit::default() };
        self.shared.store.commit(commit).await?;
        Ok(())
    }

    /// Until it works. A store that stopped takes nothing until a restart, which ends this as well.
    async fn insist<T, F>(&self, attempt: impl Fn() -> F) -> T
    where
        F: Future<Output = Result<T, ExecuteError>>,
    {
        loop {
            match attempt().await {
                Ok(done) => return done,
                Err(error) => {
                    tracing::warn!(%error, "what came of a message is not stored yet");
                    tokio::time::sleep(STORE_AGAIN).await;
                }
            }
        }
    }
}
