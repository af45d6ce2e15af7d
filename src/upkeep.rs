//! What has to be done now and then, whatever happens: nothing that piles up may do so for ever.

use frontdesk_web::auth::sessions;
use frontdesk_web::metrics;
use frontdesk_web::state::AppState;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Samples of metrics that pile up in between: at 10,000 requests a second some megabytes.
const FOLD_METRICS: Duration = Duration::from_secs(5);
/// Conversations that left memory keep a few words each until then.
const FORGET_ACTORS: Duration = Duration::from_secs(60);
/// Sign-ins that expired are refused at once; their records go within the hour.
const FORGET_SIGN_INS: Duration = Duration::from_secs(3_600);

/// Begins; ends with the runtime of the caller.
pub(crate) fn begin(state: &Arc<AppState>) {
    every(FOLD_METRICS, || async { metrics::upkeep() });
    let registry = Arc::clone(&state.system.registry);
    every(FORGET_ACTORS, move || {
        registry.sweep();
        std::future::ready(())
    });
    let shared = Arc::clone(&state.system.shared);
    every(FORGET_SIGN_INS, move || {
        let shared = Arc::clone(&shared);
        async move {
            if let Err(error) = sessions::sweep(&shared).await {
                tracing::warn!(%error, "expired sign-ins were not removed; they are refused all the same");
            }
        }
    });
}

fn every<F: Future<Output = ()> + 'static>(pause: Duration, work: impl Fn() -> F + 'static) {
    actix_web::rt::spawn(async move {
        let mut ticks = interval(pause);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            work().await;
        }
    });
}
