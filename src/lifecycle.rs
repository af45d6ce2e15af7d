//! How the server ends: the first signal drains, the second ends at once.

use frontdesk_storage::Store;
use frontdesk_web::state::AppState;
use std::future::Future;
use std::io;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::Instant;

/// A drain is over after so long, whatever is still open. What was acknowledged is on disk by then in any case.
const DRAIN_WITHIN: Duration = Duration::from_secs(5);
/// How long requests that are being answered may take, in seconds; the rest is for the store to close.
pub(crate) const REQUESTS_WITHIN: u64 = 4;
/// A supervisor that signals the process and its group sends one stop twice.
const SAME_SIGNAL_WITHIN: Duration = Duration::from_secs(1);

pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub(crate) fn install() -> io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// The name of the next signal to stop.
    pub(crate) async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }

    /// The next signal that is not the echo of the one at `first`.
    async fn another(&mut self, first: Instant) -> &'static str {
        loop {
            let signal = self.next().await;
            if first.elapsed() > SAME_SIGNAL_WITHIN {
                return signal;
            }
        }
    }
}

/// How a drain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drained {
    /// Everything was closed.
    Whole,
    /// Something took too long, or somebody did not want to wait: what is still open ends with the process.
    Cut,
}

/// Takes no new work, tells every socket to come back later, lets requests finish, closes the store.
pub(crate) async fn drain(
    state: &AppState,
    stop_requests: impl Future<Output = ()>,
    store: &dyn Store,
    signals: &mut Signals,
) -> Drained {
    let began = Instant::now();
    tracing::info!(sockets.open = state.sockets.len(), "draining");
    state.drain();
    let orderly = async {
        stop_requests.await;
        store.close().await;
    };
    let elapsed = || u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tokio::select! {
        () = orderly => {
            tracing::info!(duration_ms = elapsed(), "stopped");
            Drained::Whole
        }
        () = tokio::time::sleep(DRAIN_WITHIN) => {
            tracing::warn!(duration_ms = elapsed(), "stopped before everything was closed");
            Drained::Cut
        }
        signal = signals.another(began) => {
            tracing::warn!(signal, duration_ms = elapsed(), "stopped at once by a second signal");
            Drained::Cut
        }
    }
}
