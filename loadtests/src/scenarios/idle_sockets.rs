//! Many sockets on which nothing happens: what each costs the server in memory (P4).

use crate::bench::Bench;
use crate::findings::Bound;
use crate::number::{count, float, ratio};
use crate::pace;
use crate::process::Usage;
use crate::socket::Event;
use crate::visitor::{Place, Standing, Visitor};
use anyhow::{Context, Result, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use std::num::NonZeroU32;
use std::time::Duration;
use tokio::task::JoinHandle;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameters {
    pub(crate) sockets: NonZeroU32,
    /// Sockets that are being opened at a time.
    pub(crate) opening: NonZeroU32,
    /// How long they stay after the last one was opened.
    pub(crate) seconds: u32,
}

/// Files of either process that are no sockets of ours.
const OTHER_FILES: u64 = 200;
/// The server's memory stands still once so many looks see the same.
const STILL: u32 = 5;
const LOOK_EVERY: Duration = Duration::from_millis(200);
const SETTLES_WITHIN: Duration = Duration::from_secs(10);
/// P4.
const BYTES_A_SOCKET: f64 = 16.0 * 1_024.0;

pub(crate) async fn run(parameters: &Parameters, bench: &mut Bench) -> Result<()> {
    let sockets = u64::from(parameters.sockets.get());
    let limit = crate::machine::raise_open_files();
    bench.findings.figure("open files a process may have", float(limit), "");
    ensure!(
        sockets.saturating_add(OTHER_FILES) <= limit,
        "{sockets} sockets do not fit into {limit} open files; set a smaller number"
    );
    let opening = usize::try_from(parameters.opening.get())?;
    let _progress = bench.progress("idle_sockets");
    let tokens = sessions(&bench.place, sockets, opening).await?;
    // What sessions cost is not what sockets cost.
    let before = settled(bench).await?;
    bench.meter.restart();
    let stretch = bench.begin();
    let open = open_all(bench, tokens, opening).await?;
    let cost = bench.end(stretch);
    pace::spend(Duration::from_secs(u64::from(parameters.seconds.max(1)))).await;
    let after = bench.server.usage().context("the server is gone")?;
    let alive = open.iter().filter(|reader| !reader.is_finished()).count();
    let bytes = ratio(float(after.resident_bytes.saturating_sub(before.resident_bytes)), float(sockets));
    let findings = &mut bench.findings;
    findings.figure("sockets", float(sockets), "");
    findings.figure("sockets opened a second", cost.rate, "1/s");
    findings.figure("memory of the server before", float(before.resident_bytes) / 1_048_576.0, "MB");
    findings.figure("memory of the server with all sockets", float(after.resident_bytes) / 1_048_576.0, "MB");
    findings.figure("memory a socket", bytes / 1_024.0, "KB");
    findings.figure("files of the server", float(after.open_files), "");
    findings.distribution("connection, handshake and hello", &bench.meter.latencies());
    let lost = sockets.saturating_sub(count(alive));
    let findings = &mut bench.findings;
    findings.assert_none("sockets that were closed while nothing happened", lost);
    findings.verdict("P4", "server memory an idle socket", bytes, Bound::AtMost(BYTES_A_SOCKET), "bytes");
    findings.verdict("P4", "sockets", float(sockets), Bound::AtLeast(19_000.0), "");
    open.iter().for_each(JoinHandle::abort);
    Ok(())
}

/// The server's memory once it stands still; as it is after the longest wait, should it never do so.
async fn settled(bench: &Bench) -> Result<Usage> {
    let usage = || bench.server.usage().context("the memory of a server that runs elsewhere cannot be seen");
    let (mut before, mut still) = (usage()?.resident_bytes, 0);
    let found = pace::find(LOOK_EVERY, SETTLES_WITHIN, async || {
        let now = usage()?;
        still = if now.resident_bytes == before { still + 1 } else { 0 };
        before = now.resident_bytes;
        Ok((still >= STILL).then_some(now))
    });
    found.await?.map_or_else(usage, Ok)
}

/// Tokens of so many new visitors.
pub(super) async fn sessions(place: &Place, visitors: u64, at_a_time: usize) -> Result<Vec<String>> {
    stream::iter(0..visitors)
        .map(|_| place.rest.open_visitor(&place.integration))
        .buffer_unordered(at_a_time)
        .try_collect()
        .await
}

async fn open_all(bench: &Bench, tokens: Vec<String>, at_a_time: usize) -> Result<Vec<JoinHandle<()>>> {
    let (place, meter) = (&bench.place, &bench.meter);
    stream::iter(tokens.into_iter().enumerate())
        .map(|(number, token)| async move {
            let began = std::time::Instant::now();
            let standing = Standing { token, conversation: None, has: None };
            let (visitor, _) = Visitor::resume(place, standing).await?;
            meter.record(number, began.elapsed());
            Ok(tokio::spawn(stay(visitor)))
        })
        .buffer_unordered(at_a_time)
        .try_collect()
        .await
}

/// Answers pings until the line is cut.
async fn stay(mut visitor: Visitor) {
    while let Ok(Event::Text(_)) = visitor.socket.next().await {}
}
