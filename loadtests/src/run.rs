//! One command from its arguments to its reports.

use crate::arguments::{Arguments, Command, How};
use crate::bench::{Bench, Source};
use crate::findings::Bound;
use crate::machine;
use crate::report::{Occasion, Report};
use crate::rest::Credentials;
use crate::scenario::{self, BUILT_IN, Scenario};
use anyhow::{Context, Result};
use std::io::Write;
use tokio::runtime::{Builder, Runtime};

const PASSWORD_VARIABLE: &str = "LOADTESTS_PASSWORD";
/// The demo's; the README tells it as well.
const DEMO_PASSWORD: &str = "alex-demo-password";

/// Whether everything was as it must be.
///
/// # Errors
/// When a scenario cannot be read or cannot be finished.
pub(crate) fn run(arguments: Arguments) -> Result<bool> {
    match arguments.command {
        Command::List => list().map(|()| true),
        Command::Run { scenario, set, how } => one(&scenario::find(&scenario, &set)?, &how),
        Command::All { how } => all(&how),
    }
}

fn list() -> Result<()> {
    let mut out = std::io::stdout().lock();
    for (name, _) in BUILT_IN {
        let scenario = scenario::find(name, &[])?;
        let long = if scenario.long { " (long)" } else { "" };
        writeln!(out, "{name:<18}{}{long}", scenario.about)?;
    }
    Ok(())
}

fn all(how: &How) -> Result<bool> {
    let mut good = true;
    for (name, _) in BUILT_IN {
        let scenario = scenario::find(name, &[])?;
        if scenario.long {
            continue;
        }
        match one(&scenario, how) {
            Ok(was_good) => good &= was_good,
            // The others can still be run.
            Err(error) => {
                good = false;
                writeln!(std::io::stderr(), "{name}: {error:#}")?;
            }
        }
    }
    Ok(good)
}

fn one(scenario: &Scenario, how: &How) -> Result<bool> {
    let open_files = machine::raise_open_files();
    writeln!(std::io::stderr(), "{}: {} (at most {open_files} open files)", scenario.name, scenario.about)?;
    let report = runtime()?.block_on(report(scenario, how))?;
    let [json, html] = report.write(&how.out)?;
    tell(&report)?;
    writeln!(std::io::stdout(), "{}\n{}", json.display(), html.display())?;
    Ok(report.correct && (!how.require || report.findings.reach_goals()))
}

/// Two threads: the server needs cores as well.
fn runtime() -> Result<Runtime> {
    Ok(Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

async fn report(scenario: &Scenario, how: &How) -> Result<Report> {
    let mut bench =
        Box::pin(Bench::set_up(&source(how)?, scenario.kind.limits(), scenario.kind.phones())).await?;
    bench.floors("before").await?;
    scenario.kind.run(&mut bench).await?;
    bench.floors("after").await?;
    bench.conclude().await?;
    let occasion = Occasion {
        scenario: scenario.name.clone(),
        about: scenario.about.clone(),
        command: std::env::args().collect::<Vec<_>>().join(" "),
        parameters: scenario.parameters.clone(),
    };
    let (errors, seconds) = (bench.meter.errors(), bench.meter.seconds());
    Ok(Report::new(occasion, bench.findings, errors, seconds))
}

fn source(how: &How) -> Result<Source> {
    if let Some(binary) = &how.spawn {
        let binary = binary.canonicalize().with_context(|| format!("{} is not there", binary.display()))?;
        return Ok(Source::Spawn { binary });
    }
    let base = how.server.clone().context("--spawn or --server has to be given")?;
    let password = std::env::var(PASSWORD_VARIABLE).unwrap_or_else(|_| DEMO_PASSWORD.to_owned());
    let admin = Credentials { email: how.email.clone(), password };
    Ok(Source::At { base, admin, integration: how.integration.clone() })
}

/// The result in a few lines; everything else is in the files.
fn tell(report: &Report) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} on {}: {}",
        report.scenario,
        report.date,
        if report.correct { "correct" } else { "WRONG" }
    )?;
    for one in &report.findings.assertions {
        let holds = if one.holds { "holds" } else { "BROKEN" };
        writeln!(out, "  {holds:<8}{} ({})", one.what, one.detail)?;
    }
    for one in &report.findings.figures {
        writeln!(out, "  {:<48}{:>14.3} {}", one.name, one.value, one.unit)?;
    }
    for one in &report.findings.distributions {
        let (p50, p95, p99, max) = (one.p50_us, one.p95_us, one.p99_us, one.max_us);
        writeln!(out, "  {:<40} p50 {p50} p95 {p95} p99 {p99} max {max} µs ({} times)", one.name, one.count)?;
    }
    for one in &report.findings.floors {
        writeln!(out, "  floor {:<42}{:>14.3} {}", one.name, one.value, one.unit)?;
    }
    for one in &report.findings.verdicts {
        let (side, bound) = match one.bound {
            Bound::AtMost(bound) => ("at most", bound),
            Bound::AtLeast(bound) => ("at least", bound),
        };
        let reached = if one.reached { "reached" } else { "missed" };
        writeln!(
            out,
            "  {} {reached}: {} is {:.3} {}, the goal is {side} {bound:.3}",
            one.goal, one.what, one.measured, one.unit
        )?;
    }
    for (what, times) in &report.errors {
        writeln!(out, "  failed {times} times: {what}")?;
    }
    Ok(())
}
