//! The server under load: one that runs already, or one that is started, killed and started again here.

use crate::meter::Watched;
use crate::pace;
use crate::process::{Process, Usage};
use crate::rest::{Credentials, Rest};
use anyhow::{Context, Result, bail};
use frontdesk_web::wire::rest::DemoInfo;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long a server may take to be ready: a rebuild of millions of events included.
const READY_WITHIN: Duration = Duration::from_secs(120);
/// Between two looks whether it is ready: what the time to ready is exact to.
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// How long a server may take to end after SIGTERM (W5: five seconds), and some more.
const STOP_WITHIN: Duration = Duration::from_secs(15);
/// Variables with this prefix are settings of the server.
const SETTINGS: &str = "FRONTDESK_";
const CONFIG: &str = "config.toml";
const LOG: &str = "server.log";

/// How much one sender may do in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limits {
    /// As delivered.
    Usual,
    /// So high that nothing is refused: what is measured is the server, not its limits.
    Lifted,
}

/// What the server's log must never hold.
const PANIC: &str = "panicked at";

/// How a server is started.
#[derive(Debug)]
pub(crate) struct Launch {
    pub(crate) binary: PathBuf,
    /// Holds data, configuration and log of the server; made where it is missing.
    pub(crate) folder: PathBuf,
    pub(crate) limits: Limits,
    /// Where providers are instead of on the internet: kind, then name of the host.
    pub(crate) hosts: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Debug)]
pub(crate) struct Server {
    base: String,
    address: SocketAddr,
    integration: String,
    admin: Credentials,
    running: Option<Running>,
    watched: Watched,
}

#[derive(Debug)]
struct Running {
    launch: Launch,
    child: Option<Child>,
}

/// The first line of `frontdesk demo --json`.
#[derive(Deserialize)]
struct Ready {
    listen: String,
    logins: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    role: String,
    email: String,
    password: String,
}

impl Server {
    /// Takes a server that runs somewhere else; it must be a demo, or its widget must be named.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) async fn at(base: &str, admin: Credentials, integration: Option<String>) -> Result<Self> {
        let base = base.trim_end_matches('/').to_owned();
        let name =
            base.strip_prefix("http://").context("--server takes an address that begins with http://")?;
        let mut addresses =
            tokio::net::lookup_host(name.to_owned()).await.context("the server's name is not known")?;
        let address = addresses.find(SocketAddr::is_ipv4).context("the server has no address")?;
        if !address.ip().is_loopback() {
            bail!("load is only made on the loopback address, not on {address}");
        }
        let integration = match integration {
            Some(integration) => integration,
            None => widget_of(&base).await?,
        };
        Ok(Self { base, address, integration, admin, running: None, watched: Watched::default() })
    }

    /// Fills a folder with the demo's sample data, then serves it with limits of this run's own.
    ///
    /// # Errors
    /// When the binary does not start, or does not get ready.
    pub(crate) async fn launch(launch: Launch) -> Result<Self> {
        fs::create_dir_all(&launch.folder)?;
        let (integration, admin) = fill(&launch).await?;
        let address = free_address()?;
        fs::write(launch.folder.join(CONFIG), config(&launch, address))?;
        let running = Running { launch, child: None };
        let base = format!("http://{address}");
        let mut server =
            Self { base, address, integration, admin, running: Some(running), watched: Watched::default() };
        server.start().await?;
        Ok(server)
    }

    #[must_use]
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    #[must_use]
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    #[must_use]
    pub(crate) fn integration(&self) -> &str {
        &self.integration
    }

    #[must_use]
    pub(crate) const fn admin(&self) -> &Credentials {
        &self.admin
    }

    /// The process that serves now, for whoever watches what it costs.
    #[must_use]
    pub(crate) const fn watched(&self) -> &Watched {
        &self.watched
    }

    /// What the server uses now; `None` for one that was not started here.
    #[must_use]
    pub(crate) fn usage(&self) -> Option<Usage> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(Process::usage)
    }

    /// The folder with the server's data; `None` for one that was not started here.
    #[must_use]
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.running.as_ref().map(|running| running.launch.folder.as_path())
    }

    /// Starts the server anew, and gives the time from the start of its process until `/readyz` says yes.
    ///
    /// # Errors
    /// When it does not get ready.
    pub(crate) async fn start(&mut self) -> Result<Duration> {
        let running = self.running.as_mut().context("this scenario needs --spawn")?;
        let folder = &running.launch.folder;
        let log = File::options().create(true).append(true).open(folder.join(LOG))?;
        let began = Instant::now();
        let child = command(&running.launch.binary)
            .args(["serve", "--config"])
            .arg(folder.join(CONFIG))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", running.launch.binary.display()))?;
        let process = child.id().map(Process::of);
        let child = running.child.insert(child);
        let rest = Rest::new(&self.base)?;
        let ready = pace::find(LOOK_EVERY, READY_WITHIN, async || {
            if let Some(status) = child.try_wait()? {
                let log = fs::read_to_string(folder.join(LOG)).unwrap_or_default();
                let last = log.lines().next_back().unwrap_or("it said nothing");
                bail!("the server ended by itself ({status}): {last}");
            }
            Ok(rest.status("/readyz").await.is_ok_and(|status| status.is_success()).then_some(()))
        });
        ready
            .await?
            .with_context(|| format!("the server was not ready within {} s", READY_WITHIN.as_secs()))?;
        let took = began.elapsed();
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = process;
        Ok(took)
    }

    /// Kills the server without a warning (SIGKILL).
    ///
    /// # Errors
    /// When it was not started here.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        let mut child = self.take_child()?;
        child.kill().await?;
        Ok(())
    }

    /// Asks the server to stop (SIGTERM), and gives the time that it took.
    ///
    /// # Errors
    /// When it was not started here, or does not end.
    pub(crate) async fn stop(&mut self) -> Result<Duration> {
        let child = self.take_child()?;
        terminate(child).await
    }

    fn take_child(&mut self) -> Result<Child> {
        *self.watched.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let running = self.running.as_mut().context("this scenario needs --spawn")?;
        running.child.take().context("the server does not run")
    }

    /// How many panics the server's log tells of.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn panics(&self) -> Result<usize> {
        let Some(folder) = self.folder() else { return Ok(0) };
        let log = fs::read_to_string(folder.join(LOG)).context("the server's log cannot be read")?;
        Ok(log.matches(PANIC).count())
    }
}

/// The server's settings are those of this run alone: what the environment says besides does not count.
fn command(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(SETTINGS) {
            command.env_remove(name);
        }
    }
    command
}

/// Starts the demo, asks it for what is needed to use it, and stops it.
async fn fill(launch: &Launch) -> Result<(String, Credentials)> {
    let mut child = command(&launch.binary)
        .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(launch.folder.join("data"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(File::create(launch.folder.join("demo.log"))?)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} cannot be started", launch.binary.display()))?;
    let out = child.stdout.take().context("the demo has no stdout")?;
    let line = tokio::time::timeout(READY_WITHIN, BufReader::new(out).lines().next_line()).await??;
    let line = line.with_context(|| format!("the demo ended; its log is in {}", launch.folder.display()))?;
    let ready: Ready = serde_json::from_str(&line).context("the demo's first line cannot be read")?;
    let admin = ready.logins.into_iter().find(|login| login.role == "admin");
    let admin = admin.context("the demo has no admin")?;
    let integration = widget_of(&ready.listen).await?;
    terminate(child).await?;
    Ok((integration, Credentials { email: admin.email, password: admin.password }))
}

async fn widget_of(base: &str) -> Result<String> {
    let text = reqwest::get(format!("{base}/demo/info.json")).await?.error_for_status()?.text().await?;
    let info: DemoInfo = serde_json::from_str(&text)
        .context("the demo does not tell its widget; name one with --integration")?;
    Ok(info.integration.to_string())
}

async fn terminate(mut child: Child) -> Result<Duration> {
    use rustix::process::{Pid, Signal, kill_process};
    let id = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    let began = Instant::now();
    kill_process(id.context("the server has ended already")?, Signal::TERM)?;
    tokio::time::timeout(STOP_WITHIN, child.wait()).await.context("the server did not stop")??;
    Ok(began.elapsed())
}

/// An address that nobody listens on; the server takes it a moment later, and again after each kill.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

fn config(launch: &Launch, address: SocketAddr) -> String {
    let mut file = toml::Table::new();
    file.insert("listen".to_owned(), address.to_string().into());
    file.insert("data".to_owned(), launch.folder.join("data").to_string_lossy().into_owned().into());
    file.insert("log".to_owned(), table([("level", "warn".into())]).into());
    if launch.limits == Limits::Lifted {
        let bucket: toml::Value = table([("burst", 1_000_000.into()), ("per_seconds", 1.into())]).into();
        let keys = ["visitor_messages", "visitor_sessions", "uploads", "sign_ins", "agent_commands"];
        file.insert("limits".to_owned(), table(keys.map(|key| (key, bucket.clone()))).into());
    }
    let hosts = launch.hosts.iter().map(|(kind, hosts)| {
        let hosts = hosts.iter().map(|(name, address)| (name.clone(), address.clone().into()));
        (kind.clone(), hosts.collect::<toml::Table>().into())
    });
    let hosts: toml::Table = hosts.collect();
    if !hosts.is_empty() {
        file.insert("channels".to_owned(), table([("hosts", hosts.into())]).into());
    }
    file.to_string()
}

fn table<const N: usize>(entries: [(&str, toml::Value); N]) -> toml::Table {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_written_only_where_they_are_lifted() {
        let launch = |limits| Launch {
            binary: "frontdesk".into(),
            folder: "x".into(),
            limits,
            hosts: BTreeMap::new(),
        };
        let address = SocketAddr::from(([127, 0, 0, 1], 4_321));
        let lifted: toml::Table = config(&launch(Limits::Lifted), address).parse().expect("TOML");
        assert_eq!(lifted["listen"].as_str(), Some("127.0.0.1:4321"));
        assert_eq!(lifted["limits"]["agent_commands"]["burst"].as_integer(), Some(1_000_000));
        let usual: toml::Table = config(&launch(Limits::Usual), address).parse().expect("TOML");
        assert!(!usual.contains_key("limits") && !usual.contains_key("channels"));
    }

    #[test]
    fn the_server_is_told_where_the_simulated_provider_is() {
        let hosts = [("graph".to_owned(), "http://127.0.0.1:5/whatsapp/v25.0".to_owned())];
        let launch = Launch {
            binary: "frontdesk".into(),
            folder: "x".into(),
            limits: Limits::Usual,
            hosts: [("whatsapp".to_owned(), hosts.into())].into(),
        };
        let written = config(&launch, SocketAddr::from(([127, 0, 0, 1], 1)));
        let read: toml::Table = written.parse().expect("TOML");
        let graph = read["channels"]["hosts"]["whatsapp"]["graph"].as_str();
        assert_eq!(graph, Some("http://127.0.0.1:5/whatsapp/v25.0"));
    }

    #[tokio::test]
    async fn load_is_not_made_on_other_machines() {
        let admin = Credentials { email: String::new(), password: String::new() };
        let refused =
            Server::at("http://192.0.2.1:80", admin, Some("x".to_owned())).await.expect_err("refused");
        assert!(refused.to_string().contains("loopback"), "{refused}");
    }
}
