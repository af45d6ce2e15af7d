//! Starts everything, each part after those that it needs: address, store, actors, HTTP.

use crate::demo::phones;
use crate::door::{self, Door};
use crate::failure::Failure;
use crate::key;
use crate::lifecycle::{self, Drained, REQUESTS_WITHIN, Signals};
use crate::settings::Plan;
use crate::transport::Https;
use crate::upkeep;
use actix_web::dev::Server;
use actix_web::{App, HttpServer};
use anyhow::{Context, anyhow};
use frontdesk_actors::clock::{Clock, SystemClock, SystemDice};
use frontdesk_actors::files::FilesCell;
use frontdesk_actors::system::{Foundation, System};
use frontdesk_actors::transport::Providers;
use frontdesk_channels::every;
use frontdesk_sandbox::Sandbox;
use frontdesk_storage::{EmbeddedStore, Progress, Store, StoreConfig};
use frontdesk_web::config::WebConfig;
use frontdesk_web::state::AppState;
use std::net::TcpListener;
use std::sync::Arc;

/// For the store, which asks for the time by a plain function.
pub(crate) fn now_millis() -> u64 {
    SystemClock.now().millis()
}

/// # Errors
/// The store's own line, which names the folder and what to do.
pub(crate) fn open_store(config: &StoreConfig) -> Result<Arc<EmbeddedStore>, Failure> {
    Ok(EmbeddedStore::open(config, |progress| tell(&progress))?)
}

fn tell(progress: &Progress) {
    match progress {
        Progress::IndexSetAside { why, kept } => {
            tracing::warn!(%why, kept = %kept.display(), "the index is built anew from the journal");
        }
        Progress::Applying { offset } => tracing::info!(journal.offset = offset, "applying the journal"),
        Progress::Opened { offset, applied_again } => {
            tracing::info!(journal.offset = offset, applied_again, "the store is open");
        }
        _ => {}
    }
}

/// What is served, and how.
pub(crate) struct Service<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) door: Door,
    pub(crate) store: Arc<EmbeddedStore>,
    /// The providers of the demo and their telephones; `None` for a real server.
    pub(crate) demo: Option<Sandbox>,
}

/// Serves until a signal comes; `ready` is called once connections are taken in.
///
/// # Errors
/// When a part does not start, or HTTP ends by itself.
pub(crate) fn serve(
    service: Service<'_>,
    ready: impl FnOnce(&System, &WebConfig) -> Result<(), Failure>,
) -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(serving(service, ready))
}

async fn serving(
    service: Service<'_>,
    ready: impl FnOnce(&System, &WebConfig) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Service { plan, door, store, demo } = service;
    frontdesk_web::metrics::install();
    let mut signals = Signals::install().context("signals cannot be received")?;
    let web = plan.web(door.address(), demo.is_some());
    let foundation = Foundation {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        dice: Arc::new(SystemDice),
        arbiters: plan.arbiters,
    };
    let providers = providers(plan, &web)?;
    let system = System::start_with(foundation, providers).await.context("the server did not start")?;
    let state = AppState::new(system.clone(), web.clone());
    if let Some(sandbox) = &demo
        && let Some(info) = crate::demo::info(&system, &web, &sandbox.phone_url())
    {
        let _ = state.demo.set(info);
    }
    upkeep::begin(&state);
    let listener = door.open(plan.backlog).context("the address cannot be listened on")?;
    let server = http(plan, listener, &state).context("HTTP did not start")?;
    let handle = server.handle();
    let mut server = actix_web::rt::spawn(server);
    if let Some(sandbox) = &demo {
        phones::connect(&system, sandbox).await?;
    }
    ready(&system, &web)?;
    let signal = tokio::select! {
        signal = signals.next() => signal,
        ended = &mut server => {
            store.close().await;
            return Err(Failure::Failed(anyhow!("HTTP ended by itself: {ended:?}")));
        }
    };
    tracing::info!(signal, "told to stop");
    match lifecycle::drain(&state, handle.stop(true), store.as_ref(), &mut signals).await {
        Drained::Whole => Ok(()),
        // Leaving in order would wait for what was cut.
        Drained::Cut => std::process::exit(0),
    }
}

/// Every channel that this program knows, under the server's key.
fn providers(plan: &Plan, web: &WebConfig) -> Result<Providers, Failure> {
    let adapters = every();
    let files = FilesCell::default();
    let defaults = adapters.all().flat_map(|adapter| adapter.hosts()).map(|host| host.default.to_owned());
    let given = plan.hosts.values().flat_map(|hosts| hosts.values().cloned());
    let transport = Https::new(defaults.chain(given), files.clone()).context("HTTPS cannot be spoken")?;
    Ok(Providers {
        adapters: adapters.clone(),
        transport: Arc::new(transport),
        vault: key::vault(&plan.key_file)?,
        hosts: plan.hosts.clone(),
        public_url: web.public_url.clone(),
        files,
    })
}

fn http(plan: &Plan, listener: TcpListener, state: &Arc<AppState>) -> std::io::Result<Server> {
    let (state, peer_timeout) = (Arc::clone(state), plan.peer_timeout);
    let server = HttpServer::new(move || App::new().configure(frontdesk_web::routes(Arc::clone(&state))))
        .workers(plan.workers)
        .max_connections(plan.max_connections)
        .client_request_timeout(plan.request_timeout)
        .keep_alive(plan.keep_alive)
        .shutdown_timeout(REQUESTS_WITHIN)
        .disable_signals()
        .on_connect(move |connection, _| door::tune(connection, peer_timeout))
        .listen(listener)?;
    Ok(server.run())
}
