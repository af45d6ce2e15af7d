//! Carries one message to its provider: steps the adapter's send machine over the transport, and makes durable what
//! came of it. It holds no state: where sending stands is in the row.
//!
//! A request that must not be made twice is marked in the row before it leaves. Found marked after a restart, nobody
//! knows what came of it: the message shows that, and is not sent again by itself.

use crate::accounts::{AccountError, Accounts};
use crate::conversation::ExecuteError;
use crate::dead_letters::{self, DeadLetter, Letter};
use crate::identities::{self, address_of};
use crate::intake::provider_record;
use crate::outbox::{Also, Errand, message_of, report_id};
use crate::registry::Registry;
use crate::shared::Shared;
use crate::signs::AllSigns;
use frontdesk_channels::{
    Account, Adapter, HttpRequest, HttpResponse, Outbound, Remedy, Repeat, RetryClass, SendError, Step,
    TransportError,
};
use frontdesk_model::access::By;
use frontdesk_model::conversation::command::{Action, Command};
use frontdesk_model::conversation::event::{EventKind, Visibility};
use frontdesk_model::degradation::Degradation;
use frontdesk_model::id::IntegrationId;
use frontdesk_model::message::{Content, Delivery};
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{Commit, OutboxChange, OutboxRow, Page, RecordWrite, payload};
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How long a provider may take for one answer; the slowest known ones give theirs within 20 s.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Requests that one message may need; the longest text that we take is five parts on the narrowest channel, and ten
/// files are at most three requests each.
const MAX_REQUESTS: usize = 64;
/// A token that ends within that span is renewed before it is used.
const RENEW_BEFORE: Span = Span::minutes(5);
/// How long until the store is asked again to take what is known here only.
const STORE_AGAIN: Duration = Duration::from_secs(1);

/// What a provider has.
struct Sent {
    ids: Vec<String>,
    /// By which rules it was changed, as the adapter renders it.
    degraded: BTreeSet<Degradation>,
}

/// What came of a row.
#[derive(Debug)]
pub(crate) enum Carried {
    /// Sent, failed for good, or not to be sent: the row is gone.
    Settled,
    /// The row stays; its conversation waits until then.
    Later(Timestamp),
    /// The row stays: only what is free is sent now, and this is not.
    NotFree,
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
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) signs: Arc<AllSigns>,
    pub(crate) adapter: Arc<dyn Adapter>,
    pub(crate) renewing: tokio::sync::Mutex<()>,
}

impl Courier {
    /// Takes a row as far as it goes now; with `only_free` only where that costs nothing of the account's quota.
    pub(crate) async fn carry(&self, row: OutboxRow, only_free: bool) -> Carried {
        match self.try_carry(&row, only_free).await {
            Ok(carried) => carried,
            Err(error) => {
                tracing::warn!(conversation.id = %row.conversation, %error, "a message cannot be sent now");
                Carried::NotNow
            }
        }
    }

    async fn try_carry(&self, row: &OutboxRow, only_free: bool) -> Result<Carried, ExecuteError> {
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
        if deliveries.waits_before(errand.seq, row.integration) {
            return Ok(Carried::Behind);
        }
        let now = self.shared.clock.now();
        let outbound = match self.outbound(row, &errand).await? {
            Ok(outbound) => outbound,
            Err(error) => return Ok(self.failed(row, &error).await),
        };
        let heard = facts.state.heard_at(row.integration);
        let in_time = self.adapter.capability().window_is_open(heard, now);
        if !in_time && !matches!(outbound.content, Content::Template { .. }) {
            return Ok(self.failed(row, &SendError::outside_window()).await);
        }
        if only_free && !self.adapter.is_free(&outbound, &errand.state) {
            return Ok(Carried::NotFree);
        }
        let sent = match self.account(row.integration).await {
            Ok(account) => self.send_as(account, row, &mut errand, &outbound).await?,
            Err(error) => Err(error),
        };
        match sent {
            Ok(sent) => {
                let records = self.records(row, &sent.ids)?;
                let degraded = sent.degraded.union(&errand.state.degraded).copied().collect();
                let action = Action::ReportSent { message: message_of(row), degraded };
                self.report(row, action, records).await;
                self.signs.note(row.integration, |signs| signs.last_sent_at = Some(now));
                metrics::counter!("frontdesk_outbox_sent_total", "channel" => self.channel()).increment(1);
                Ok(Carried::Settled)
            }
            Err(error) => self.mend(row, errand, error).await,
        }
    }

    /// Sends, and once more under a new token where the provider called the one held dead.
    async fn send_as(
        &self,
        account: Arc<Account>,
        row: &OutboxRow,
        errand: &mut Errand,
        outbound: &Outbound,
    ) -> Result<Result<Sent, SendError>, ExecuteError> {
        let sent = self.send(&account, row, errand, outbound).await?;
        let dead = matches!(&sent, Err(error) if error.class == RetryClass::Auth);
        if !dead || self.adapter.renew(&account).is_none() {
            return Ok(sent);
        }
        errand.under_way = false;
        match self.renewed(&account).await {
            Ok(account) => self.send(&account, row, errand, outbound).await,
            Err(error) => Ok(Err(error)),
        }
    }

    /// The account with a token that holds for a while.
    pub(crate) async fn account(&self, integration: IntegrationId) -> Result<Arc<Account>, SendError> {
        let account = self
            .accounts
            .get(integration)
            .await
            .map_err(|error| SendError::new(RetryClass::Auth, "not_connected", &error.to_string()))?;
        let now = self.shared.clock.now();
        let holds = account.token.as_ref().is_some_and(|token| token.expires_at > now.plus(RENEW_BEFORE));
        if holds || self.adapter.renew(&account).is_none() {
            return Ok(account);
        }
        self.renewed(&account).await
    }

    /// One asks at a time: some providers call the token before dead with each new one.
    async fn renewed(&self, stale: &Account) -> Result<Arc<Account>, SendError> {
        let _alone = self.renewing.lock().await;
        let lost =
            |error: AccountError| SendError::new(RetryClass::Auth, "not_connected", &error.to_string());
        let account = self.accounts.get(stale.integration).await.map_err(lost)?;
        if account.token != stale.token {
            // Somebody else was faster.
            return Ok(account);
        }
        let Some(request) = self.adapter.renew(&account) else { return Ok(account) };
        let answer = self.ask(request, Repeat::Safe).await?;
        let token = self.adapter.renewed(&account, &answer, self.shared.clock.now())?;
        self.accounts.keep_token(stale.integration, token).await.map_err(|_| SendError::no_answer())?;
        self.accounts.get(stale.integration).await.map_err(lost)
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
        let identity =
            identities::find(&self.shared, row.integration, &to).await?.map(|known| known.identity);
        if identity.as_ref().is_some_and(|identity| identity.stopped_at.is_some()) {
            let text = "the end user has blocked this account or opted out";
            return Ok(Err(SendError::new(RetryClass::RecipientGone, "stopped", text)));
        }
        let links = self.accounts.providers().links(&content);
        Ok(Ok(Outbound {
            account: row.integration,
            conversation: row.conversation,
            message,
            to,
            author,
            content,
            memo: identity.map(|identity| identity.memo).unwrap_or_default(),
            links,
            now: self.shared.clock.now(),
        }))
    }

    /// Steps the machine until it ends. The outer error: nothing was sent, for the store did not take the mark.
    async fn send(
        &self,
        account: &Account,
        row: &OutboxRow,
        errand: &mut Errand,
        outbound: &Outbound,
    ) -> Result<Result<Sent, SendError>, ExecuteError> {
        let written = outbound.written_on(self.adapter.kind());
        let mut response: Option<HttpResponse> = None;
        let mut requests = 0;
        loop {
            match (self.adapter.step(account, &written, &errand.state, response.as_ref()), &response) {
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
                (Step::Sent { ids }, _) => {
                    let preview = outbound.previewed(&*self.adapter, account).unwrap_or_default();
                    return Ok(Ok(Sent { ids, degraded: preview.degraded }));
                }
                (Step::Failed(error), _) => return Ok(Err(error)),
                (Step::Ask { .. } | Step::Go(_), _) => {
                    tracing::error!(channel.kind = self.channel(), "an adapter does not come to an end");
                    return Ok(Err(SendError::new(RetryClass::Content, "endless", "this cannot be sent")));
                }
            }
        }
    }

    async fn ask(&self, request: HttpRequest, repeat: Repeat) -> Result<HttpResponse, SendError> {
        let sent = self.accounts.providers().transport.send(request);
        let answered = tokio::time::timeout(ANSWER_WITHIN, sent).await;
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
        let at = self.shared.clock.now();
        let letter = DeadLetter {
            id: row.id,
            integration: row.integration,
            at,
            what: Letter::Outgoing {
                conversation: row.conversation,
                message: message_of(row),
                code: error.code.clone(),
                text: error.text.clone(),
            },
        };
        self.signs.note(row.integration, |signs| {
            signs.failed = signs.failed.saturating_add(1);
            signs.last_failure = Some((at, error.code.clone(), error.text.clone()));
        });
        metrics::counter!("frontdesk_dead_letters_total", "direction" => "out").increment(1);
        let letter = dead_letters::record(&letter).ok();
        let action = Action::ReportDelivery { message: message_of(row), delivery: error.delivery() };
        self.report(row, action, letter.into_iter().collect()).await;
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
    async fn report(&self, row: &OutboxRow, action: Action, records: Vec<RecordWrite>) {
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
