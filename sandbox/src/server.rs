//! The sandbox as a server in a thread of its own.

use crate::carried::{self, Received, Webhook};
use crate::clock::Clock;
use crate::fault::Switched;
use crate::pump::{connect, pump};
use crate::shared::Shared;
use crate::view::AccountInfo;
use crate::world::{Account, ChatKey, Person, World};
use crate::{api, control, people, phone, providers, view};
use actix_web::dev::ServerHandle;
use actix_web::{App, HttpServer, web};
use frontdesk_model::channel::ChannelKind;
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

/// The largest body that is taken: a document of `WhatsApp`, and then some.
const BODY_MAX: usize = 110 * 1024 * 1024;

/// The largest deed: a text that is far too long is something that people can send.
const DEED_MAX: usize = 8 * 1024 * 1024;

/// Longer than any client keeps an idle connection: a request must not meet one that is just being closed.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// What is simulated.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// `127.0.0.1:0` takes any port that is free.
    pub listen: SocketAddr,
    /// One account for each mention; a kind that nobody simulates is left out.
    pub accounts: Vec<ChannelKind>,
    pub persons: Vec<Person>,
    pub clock: Clock,
    /// Numbers of `WhatsApp` may send 1,000 messages a second, as large businesses' do, instead of 80.
    pub high_throughput: bool,
}

impl SandboxConfig {
    /// One account of the kind of that word, such as `whatsapp`, and nobody who holds a telephone yet; no account at
    /// all where nobody simulates the kind.
    #[must_use]
    pub fn only(kind: &str) -> Self {
        let accounts = providers::called(kind).map(|provider| provider.kind()).into_iter().collect();
        Self { accounts, persons: Vec::new(), ..Self::default() }
    }
}

impl Default for SandboxConfig {
    /// One account of each kind that is simulated.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            accounts: providers::ALL.iter().map(|provider| provider.kind()).collect(),
            persons: Person::cast(),
            clock: Clock::system(),
            high_throughput: false,
        }
    }
}

/// Why it did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the address {0} cannot be listened on")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error("the sandbox's client cannot be made")]
    Client(#[source] reqwest::Error),
    #[error("the sandbox's thread ended before it was ready")]
    Thread,
}

/// A running sandbox; it stops when this is dropped.
pub struct Sandbox {
    address: SocketAddr,
    shared: Shared,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Returns once requests are taken. Needs no runtime around it.
    ///
    /// # Errors
    /// When the address is not free.
    pub fn start(config: SandboxConfig) -> Result<Self, StartError> {
        let failed = |error| StartError::Listen(config.listen, error);
        let listener = TcpListener::bind(config.listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let client = reqwest::Client::builder().no_proxy().build().map_err(StartError::Client)?;
        let mut world = World::new(config.clock.now(), format!("http://{address}"));
        world.high_throughput = config.high_throughput;
        open_accounts(&mut world, &config.accounts);
        config.persons.into_iter().for_each(|person| people::add(&mut world, person));
        let shared = Shared::new(world, config.clock, client);
        let (ready, started) = mpsc::channel();
        let served = shared.clone();
        let thread = std::thread::Builder::new().name("sandbox".to_owned());
        let thread = thread
            .spawn(move || actix_rt::System::new().block_on(serve(listener, served, ready)))
            .map_err(|_| StartError::Thread)?;
        let handle = started.recv().map_err(|_| StartError::Thread)?;
        Ok(Self { address, shared, handle, thread: Some(thread) })
    }

    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.shared.read(|world| world.base.clone())
    }

    #[must_use]
    pub fn phone_url(&self) -> String {
        format!("{}/phone/", self.base_url())
    }

    /// The accounts with all that a server needs to connect them.
    #[must_use]
    pub fn accounts(&self) -> Vec<AccountInfo> {
        self.shared.read(view::accounts)
    }

    /// Has the provider call this address for the account from now on; where it asks a handshake, that follows at
    /// once and is repeated for a while. False if there is no such account.
    pub fn connect(&self, account: &str, webhook: &str) -> bool {
        self.shared.with(|world| connect(world, account, webhook))
    }

    /// The person writes, and whoever calls this carries the webhooks that tell of it, in this order; they may be more
    /// where the provider has more to tell of that chat. Empty where nothing is told.
    #[must_use]
    pub fn written(&self, account: &str, person: &str, text: &str) -> Vec<Webhook> {
        self.shared.quietly(|world| carried::written(world, &ChatKey::new(account, person), text))
    }

    /// The texts that the business wrote to the person, in the order in which they came.
    #[must_use]
    pub fn received(&self, account: &str, person: &str) -> Vec<Received> {
        self.shared.read(|world| carried::received(world, &ChatKey::new(account, person)))
    }

    /// Makes something go wrong with the account. False if there is no such account.
    pub fn switch_on(&self, account: &str, fault: impl Into<Switched>) -> bool {
        self.shared.with(|world| {
            let there = world.accounts.contains_key(account);
            if there {
                world.faults.switch_on(account, fault.into());
            }
            there
        })
    }

    #[must_use]
    pub fn clock(&self) -> Clock {
        self.shared.clock().clone()
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a sandbox at {}", self.address)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Told without waiting: the thread is joined below.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn open_accounts(world: &mut World, kinds: &[ChannelKind]) {
    let mut numbers: BTreeMap<ChannelKind, u32> = BTreeMap::new();
    for kind in kinds {
        let Some(provider) = providers::of(*kind) else { continue };
        let number = numbers.entry(*kind).and_modify(|number| *number += 1).or_insert(1);
        let credentials = provider.credentials(*number);
        let id = format!("{}-{number}", providers::word(*kind));
        let account =
            Account::new(id.clone(), *kind, credentials.name, credentials.settings, credentials.secrets);
        world.accounts.insert(id, account);
    }
}

async fn serve(listener: TcpListener, shared: Shared, ready: mpsc::Sender<ServerHandle>) {
    let data = web::Data::new(shared.clone());
    let app = move || {
        App::new()
            .app_data(data.clone())
            .app_data(web::PayloadConfig::new(BODY_MAX))
            .app_data(web::JsonConfig::default().limit(DEED_MAX))
            .service(web::scope("/control").configure(control::routes))
            .service(web::scope("/phone").configure(phone::routes))
            .route("/{kind}/{path:.*}", web::route().to(api::call))
    };
    let server = HttpServer::new(app)
        .workers(2)
        .keep_alive(KEEP_ALIVE)
        .disable_signals()
        .on_connect(api::on_connect)
        .shutdown_timeout(0)
        .listen(listener);
    match server {
        Ok(server) => {
            let server = server.run();
            // Whoever starts it waits for this; if it has gone, the server stops by itself.
            if ready.send(server.handle()).is_err() {
                return;
            }
            let pumping = actix_rt::spawn(pump(shared));
            if let Err(error) = server.await {
                tracing::error!(error = %error, "sandbox stopped");
            }
            pumping.abort();
        }
        Err(error) => tracing::error!(error = %error, "sandbox cannot listen"),
    }
}
