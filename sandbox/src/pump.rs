//! Does what is in the queue: calls webhooks, patiently or not, and fetches what messages name.

use crate::fault::Fault;
use crate::log::HookCall;
use crate::provider::{Outgoing, Patience, Provider, Signing, Way};
use crate::providers;
use crate::queue::{Fetch, Hook, Job, Work};
use crate::shared::Shared;
use crate::world::World;
use frontdesk_model::time::{Span, Timestamp};
use std::time::Duration;

/// How often a handshake is tried that nobody answers: the server may still be starting.
const HANDSHAKES: u64 = 20;
/// The longest body that the log keeps, in characters.
const LOGGED: usize = 16_384;

/// Runs for as long as the sandbox does.
pub(crate) async fn pump(shared: Shared) {
    loop {
        let (jobs, next) = {
            let take =
                |world: &mut World| (world.queue.take_due(world.now), world.queue.next_after(world.now));
            // Not `with`: taking work makes none.
            shared.quietly(take)
        };
        for job in jobs {
            actix_rt::spawn(work_on(shared.clone(), job));
        }
        match next {
            Some(at) => {
                tokio::select! {
                    () = shared.work() => {}
                    () = shared.clock().until(at) => {}
                }
            }
            None => shared.work().await,
        }
    }
}

async fn work_on(shared: Shared, job: Job) {
    match job.work {
        Work::Hook(hook) => call_hook(&shared, &job.lane, hook).await,
        Work::Fetch(fetch) => get(&shared, fetch).await,
        Work::Handshake(account) => shake_hands(&shared, &account).await,
    }
    shared.with(|world| world.queue.free(&job.lane));
}

/// Where a webhook goes and what it says; `None` where nobody wants it.
pub(crate) struct Prepared {
    provider: &'static dyn Provider,
    pub(crate) url: String,
    pub(crate) outgoing: Outgoing,
    reachable: bool,
}

pub(crate) fn prepare(world: &mut World, hook: &Hook) -> Option<Prepared> {
    let World { accounts, faults, now, .. } = world;
    let account = accounts.get(&hook.account)?;
    let provider = providers::of(account.kind)?;
    let webhook = account.webhook.as_ref().filter(|webhook| !webhook.off)?;
    let mut strike =
        |fault: &Fault| faults.strike(&hook.account, "", |found| (found == fault).then_some(())).is_some();
    let (forged, unsigned, stale) = (strike(&Fault::Forged), strike(&Fault::Unsigned), strike(&Fault::Stale));
    let reachable = !strike(&Fault::Unreachable);
    let way = match (strike(&Fault::OtherAddress), strike(&Fault::NewerSignature)) {
        (_, true) => Way::Newer,
        (true, false) => Way::OtherAddress,
        (false, false) => Way::Usual,
    };
    let impostor = forged.then(|| account.impostor());
    let account = impostor.as_ref().unwrap_or(account);
    let now = if stale { now.minus(Span::days(1)) } else { *now };
    let sign = || provider.webhook(&Signing { account, url: &webhook.url, now, way }, &hook.items);
    let mut outgoing = hook.sent.clone().unwrap_or_else(sign);
    if unsigned {
        outgoing.signature.clear();
        outgoing.query.clear();
    }
    Some(Prepared { provider, url: webhook.url.clone(), outgoing, reachable })
}

async fn call_hook(shared: &Shared, lane: &str, hook: Hook) {
    let Some(prepared) = shared.with(|world| prepare(world, &hook)) else {
        return shared.with(|world| world.log.lost += 1);
    };
    let patience = prepared.provider.patience();
    let answer = if prepared.reachable { post(shared, &prepared, patience).await } else { None };
    shared.with(|world| settle(world, lane, hook, prepared, answer));
}

/// Status and body of the answer; `None` where none came in time.
async fn post(shared: &Shared, prepared: &Prepared, patience: Patience) -> Option<(u16, Vec<u8>)> {
    let mut request = shared
        .client()
        .post(with_query(&prepared.url, &prepared.outgoing.query))
        .timeout(Duration::from_millis(patience.answer.as_millis()))
        .header("content-type", prepared.outgoing.content_type)
        .body(prepared.outgoing.body.clone());
    for (name, value) in &prepared.outgoing.signature {
        request = request.header(*name, value);
    }
    let response = request.send().await.ok()?;
    let status = response.status().as_u16();
    Some((status, response.bytes().await.ok()?.to_vec()))
}

pub(crate) fn with_query(url: &str, query: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    if query.is_empty() { url.to_owned() } else { format!("{url}{joint}{query}") }
}

fn settle(world: &mut World, lane: &str, hook: Hook, prepared: Prepared, answer: Option<(u16, Vec<u8>)>) {
    let Prepared { provider, outgoing, .. } = prepared;
    let now = world.now;
    let attempts = hook.attempts.saturating_add(1);
    world.log.hook(HookCall {
        account: hook.account.clone(),
        at: now,
        status: answer.as_ref().map(|(status, _)| *status),
        attempt: attempts,
        items: hook.items.len(),
        body: String::from_utf8_lossy(&outgoing.body).chars().take(LOGGED).collect(),
    });
    let took = answer.filter(|(status, _)| (200..300).contains(status));
    let Some(webhook) = world.accounts.get_mut(&hook.account).and_then(|account| account.webhook.as_mut())
    else {
        return;
    };
    if let Some((_, body)) = took {
        webhook.failing_since = None;
        return provider.answered(world, &hook.account, &hook.items, &body);
    }
    let since = *webhook.failing_since.get_or_insert(now);
    let patience = provider.patience();
    if patience.ends.is_some_and(|ends| now.since(since) >= ends) {
        webhook.off = true;
        world.log.lost += 1 + world.queue.drop_hooks(&hook.account);
        return;
    }
    let place = usize::try_from(hook.attempts).unwrap_or(usize::MAX);
    match patience.retries.get(place) {
        Some(wait) => {
            let again = Hook { sent: Some(outgoing), attempts, ..hook };
            world.queue.put_job(now.plus(*wait), Job { lane: lane.to_owned(), work: Work::Hook(again) });
        }
        None => world.log.lost += 1,
    }
}

/// Gets what a message names, as a provider does that sends no address on which it cannot rely.
async fn get(shared: &Shared, fetch: Fetch) {
    let found = match shared.client().get(&fetch.url).timeout(Duration::from_secs(20)).send().await {
        Ok(response) => response.status().is_success() && response.bytes().await.is_ok(),
        Err(_) => false,
    };
    shared.with(|world| {
        let kind = world.accounts.get(&fetch.key.account).map(|account| account.kind);
        if let Some(provider) = kind.and_then(providers::of) {
            provider.fetched(world, &fetch.key, &fetch.message, found);
        }
    });
}

async fn shake_hands(shared: &Shared, account: &str) {
    let asked = shared.read(|world| {
        let account = world.accounts.get(account)?;
        let handshake = providers::of(account.kind)?.handshake(account, world.now)?;
        Some((account.webhook.as_ref()?.url.clone(), handshake))
    });
    let Some((url, handshake)) = asked else { return };
    for attempt in 1..=HANDSHAKES {
        let sent = shared.client().get(with_query(&url, &handshake.query)).send().await;
        if let Ok(response) = sent {
            let taken = response.status().is_success();
            let body = response.bytes().await.unwrap_or_default();
            return shared.with(|world| verified(world, account, taken && handshake.expects.is(&body)));
        }
        let later = shared.clock().now().plus(Span::millis(50 * attempt));
        shared.clock().until(later).await;
    }
    shared.with(|world| verified(world, account, false));
}

fn verified(world: &mut World, account: &str, right: bool) {
    if let Some(webhook) = world.accounts.get_mut(account).and_then(|account| account.webhook.as_mut()) {
        webhook.off = !right;
    }
    let kind = world.accounts.get(account).map(|account| account.kind);
    let every = kind.and_then(providers::of).and_then(|provider| provider.handshakes_every());
    if let Some(every) = every.filter(|_| right) {
        let job = Job { lane: challenge_lane(account), work: Work::Handshake(account.to_owned()) };
        world.queue.put_instead(world.now.plus(every), job);
    }
}

/// Of the handshakes that come by the clock.
fn challenge_lane(account: &str) -> String {
    format!("{account}#challenge")
}

/// Sets where the account's webhooks go, and has the provider ask there first.
pub(crate) fn connect(world: &mut World, account: &str, url: &str) -> bool {
    let now: Timestamp = world.now;
    let Some(found) = world.accounts.get_mut(account) else { return false };
    found.webhook = Some(crate::world::Webhook { url: url.to_owned(), failing_since: None, off: false });
    let job = Job { lane: format!("{account}#handshake"), work: Work::Handshake(account.to_owned()) };
    world.queue.put_job(now, job);
    true
}
