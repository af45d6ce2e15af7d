//! What every scenario works with: the server, the meter, the staff, what it has found so far.

use crate::findings::{Bound, Findings};
use crate::floors;
use crate::meter::{Meter, Progress, cpu_between};
use crate::number::{float, ratio};
use crate::process::Usage;
use crate::rest::{Credentials, Login};
use crate::server::{Launch, Limits, Server};
use crate::staff;
use crate::visitor::Place;
use anyhow::{Result, bail};
use frontdesk_sandbox::{Sandbox, SandboxConfig};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Where the server comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Spawn { binary: PathBuf },
    At { base: String, admin: Credentials, integration: Option<String> },
}

pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) place: Place,
    pub(crate) meter: Arc<Meter>,
    pub(crate) findings: Findings,
    /// The telephones of those who write in by a provider, where the scenario has such.
    pub(crate) phones: Option<Sandbox>,
    /// Everything of this run that is thrown away at its end.
    folder: tempfile::TempDir,
}

/// W5, in seconds.
const STOPS_WITHIN: f64 = 5.0;

/// CPU, memory and time at the beginning of a stretch that is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    began: Instant,
    server: Option<Usage>,
    done: u64,
}

/// What a stretch came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) took: Duration,
    pub(crate) done: u64,
    /// Done a second.
    pub(crate) rate: f64,
    /// Server CPU for each, in microseconds; `None` when the server was not started here.
    pub(crate) cpu_us: Option<f64>,
}

impl Bench {
    /// # Errors
    /// When the server does not start or answer.
    pub(crate) async fn set_up(
        source: &Source,
        limits: Limits,
        phones: Option<SandboxConfig>,
    ) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("frontdesk-load-").tempdir()?;
        let phones = phones.map(Sandbox::start).transpose()?;
        let hosts =
            phones.iter().flat_map(Sandbox::accounts).map(|account| (account.kind_word(), account.hosts));
        let server = match source.clone() {
            Source::Spawn { binary } => {
                let folder = folder.path().join("server");
                Server::launch(Launch { binary, folder, limits, hosts: hosts.collect() }).await?
            }
            Source::At { .. } if phones.is_some() => {
                bail!("this scenario needs --spawn: the server has to find the simulated provider")
            }
            Source::At { base, admin, integration } => Server::at(&base, admin, integration).await?,
        };
        let place = Place::of(&server)?;
        Ok(Self { server, place, meter: Arc::default(), findings: Findings::default(), phones, folder })
    }

    /// Measures the floors of the machine now; `when` tells several looks apart.
    ///
    /// # Errors
    /// When the folder of this run cannot be written.
    pub(crate) async fn floors(&mut self, when: &str) -> Result<()> {
        floors::measure(&mut self.findings, self.folder.path(), when).await
    }

    /// Tells on stderr how it goes, until what it gives is dropped.
    #[must_use]
    pub(crate) fn progress(&self, title: &str) -> Progress {
        Progress::begin(title, &self.meter, self.server.watched())
    }

    /// So many agents who are signed in.
    ///
    /// # Errors
    /// When they cannot be made.
    pub(crate) async fn staff(&self, count: usize) -> Result<Vec<Login>> {
        self.staff_with(count, staff::CAPACITY).await
    }

    /// So many agents, each with room for so many conversations.
    ///
    /// # Errors
    /// When they cannot be made.
    pub(crate) async fn staff_with(&self, count: usize, capacity: u32) -> Result<Vec<Login>> {
        staff::hire(&self.place.rest, self.server.admin(), count, capacity).await
    }

    /// From now on work is offered to everybody at once.
    ///
    /// # Errors
    /// When the setting is refused.
    pub(crate) async fn broadcast_offers(&self) -> Result<()> {
        staff::broadcast_offers(&self.place.rest, self.server.admin()).await
    }

    #[must_use]
    pub(crate) fn begin(&self) -> Stretch {
        Stretch { began: Instant::now(), server: self.server.usage(), done: self.meter.done() }
    }

    #[must_use]
    pub(crate) fn end(&self, stretch: Stretch) -> Cost {
        let took = stretch.began.elapsed();
        let done = self.meter.done().saturating_sub(stretch.done);
        let usage = self.server.usage();
        let cpu = stretch.server.and(usage).map(|_| cpu_between(stretch.server, usage));
        Cost {
            took,
            done,
            rate: ratio(float(done), took.as_secs_f64()),
            cpu_us: cpu.map(|cpu| ratio(cpu.as_secs_f64() * 1e6, float(done))),
        }
    }

    /// What must be true of every scenario: the server ends in time when it is told to, and nothing panicked.
    ///
    /// # Errors
    /// When the server does not end, or its log cannot be read.
    pub(crate) async fn conclude(&mut self) -> Result<()> {
        if let Some(usage) = self.server.usage() {
            self.findings.figure("server memory at the end", float(usage.resident_bytes) / 1_048_576.0, "MB");
            let took = self.server.stop().await?.as_secs_f64();
            self.findings.figure("SIGTERM to the end of the process", took, "s");
            let holds = took <= STOPS_WITHIN;
            self.findings.assert("the server stops within 5 s", holds, format!("{took:.2} s"));
        }
        let panics = self.server.panics()?;
        self.findings.assert("nothing panics", panics == 0, format!("{panics} panics in the server's log"));
        Ok(())
    }

    /// Writes the cost of a message down, and holds it against a goal.
    pub(crate) fn cpu_verdict(&mut self, goal: &'static str, cost: Cost, bound: f64) {
        if let Some(cpu_us) = cost.cpu_us {
            self.findings.verdict(goal, "server CPU a message", cpu_us, Bound::AtMost(bound), "µs");
        }
    }
}
