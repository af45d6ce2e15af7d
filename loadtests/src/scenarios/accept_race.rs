//! All agents press Accept for the same work at once: exactly one has it, and everybody else is told who (P5).

mod contender;
mod track;

use crate::agent::Agent;
use crate::bench::Bench;
use crate::findings::Bound;
use crate::number::{count, float};
use crate::statistics::Latencies;
use anyhow::{Context, Result};
use contender::{Contender, Crew};
use frontdesk_web::wire::shared::Status;
use serde::Deserialize;
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use track::{Track, Verdicts};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    /// How the work is taken.
    pub(crate) by: By,
    pub(crate) agents: NonZeroU16,
    pub(crate) races: NonZeroU32,
    /// Races that are on at a time.
    pub(crate) at_a_time: NonZeroU8,
    /// No race begins later than this.
    pub(crate) seconds: NonZeroU32,
}

/// What all agents press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum By {
    /// "Accept", on work that is offered to everybody at once.
    Accept,
    /// "Take", on an unassigned ticket that everybody sees.
    Take,
}

/// Races of which a visitor takes part: what a long conversation costs is another scenario's question.
const RACES_A_VISITOR: u32 = 50;

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let staff = bench.staff(usize::from(parameters.agents.get())).await?;
    if parameters.by == By::Accept {
        bench.broadcast_offers().await?;
    }
    let crew = Crew::new(parameters.by, usize::from(parameters.at_a_time.get()), staff.len());
    let mut contenders = Vec::with_capacity(staff.len());
    for (number, login) in staff.iter().enumerate() {
        let mut agent = Agent::open(&bench.place, login, None).await?;
        if parameters.by == By::Accept {
            agent.set_status(Status::Online).await?;
        }
        contenders.push(tokio::spawn(Contender::new(number, agent, &crew).run()));
    }
    let names: Arc<[String]> = staff.iter().map(|login| login.name.clone()).collect();
    let _progress = bench.progress("accept_race");
    bench.meter.restart();
    let stretch = bench.begin();
    let left = Arc::new(AtomicU64::new(u64::from(parameters.races.get())));
    let until = Instant::now() + Duration::from_secs(u64::from(parameters.seconds.get()));
    let mut tracks = Vec::new();
    for number in 0..usize::from(parameters.at_a_time.get()) {
        let told = crew.listen(number).context("a track without a channel")?;
        let (place, crew, names) = (bench.place.clone(), crew.clone(), Arc::clone(&names));
        let (left, meter) = (Arc::clone(&left), Arc::clone(&bench.meter));
        tracks.push(tokio::spawn(async move {
            let mut track = Track::new(number, place, crew, names, told, Arc::clone(&meter));
            while Instant::now() < until && take_one(&left) {
                if track.race().await? {
                    meter.record(number, track.slowest());
                } else {
                    meter.fail("a race was not won by exactly one");
                }
            }
            anyhow::Ok(track.finish())
        }));
    }
    let (mut verdicts, mut screens) = (Verdicts::default(), Latencies::default());
    for track in tracks {
        let (of_track, mut of_screens) = track.await??;
        verdicts.add(of_track);
        screens.take_from(&mut of_screens);
    }
    let cost = bench.end(stretch);
    for contender in contenders {
        contender.abort();
        // One that was still at work has been ended here, which is an error of the task and not of the agent.
        if let Ok(Err(error)) = contender.await {
            bench.meter.fail(&format!("an agent left the race: {error:#}"));
        }
    }
    let fewer = u64::from(parameters.races.get()).saturating_sub(verdicts.races);
    let findings = &mut bench.findings;
    findings.figure("races", float(verdicts.races), "");
    findings.figure("races a second", cost.rate, "1/s");
    findings.figure("presses", float(verdicts.races * count(staff.len())), "");
    findings.assert_none("races that were not won by exactly one", verdicts.not_one_winner);
    findings.assert_none("losers who were told something else than who won", verdicts.told_wrong);
    findings.assert_none("races that did not come to an end", verdicts.unfinished);
    if fewer > 0 {
        findings.note(format!("the time was over before the last {fewer} races"));
    }
    let p99 = float(screens.at(0.99)) / 1_000.0;
    findings.distribution("press to each screen", &screens);
    findings.distribution("press to everybody's screen", &bench.meter.latencies());
    findings.verdict("P5", "press to each agent's screen, p99", p99, Bound::AtMost(25.0), "ms");
    findings.verdict("P5", "races", float(verdicts.races), Bound::AtLeast(100_000.0), "");
    Ok(())
}

fn take_one(left: &AtomicU64) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
}
