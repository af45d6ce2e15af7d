//! What this machine can do at best, measured in the same minutes as the server: an absolute figure means little on
//! a shared machine, its distance from these floors does.

use crate::caller::Caller;
use crate::findings::Findings;
use crate::number::{count, float};
use crate::socket::{Event, Opening, Socket};
use crate::statistics::Latencies;
use anyhow::{Context, Result};
use frontdesk_sandbox::Webhook;
use futures_util::{SinkExt, StreamExt};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// Bytes of one append: about what the journal writes for one message.
const APPEND_BYTES: usize = 512;
const APPENDS: usize = 400;
const ROUND_TRIPS: usize = 2_000;
const WARM_UP: usize = 200;

pub(crate) const SYNC: &str = "fdatasync_p50";
pub(crate) const ECHO: &str = "websocket_round_trip_p50";

/// Measures both floors.
///
/// # Errors
/// When the folder cannot be written, or the loopback cannot be used.
pub(crate) async fn measure(findings: &mut Findings, folder: &Path, when: &str) -> Result<()> {
    let folder = folder.to_owned();
    let syncs = tokio::task::spawn_blocking(move || synced_appends(&folder)).await??;
    let echo = Box::pin(round_trips()).await?;
    let suffix = if when.is_empty() { String::new() } else { format!("_{when}") };
    for (name, latencies) in [(SYNC, &syncs), (ECHO, &echo)] {
        findings.floor(format!("{name}{suffix}"), float(latencies.at(0.5)) / 1_000.0, "ms");
        findings.floor(
            format!("{}{suffix}", name.replace("p50", "p99")),
            float(latencies.at(0.99)) / 1_000.0,
            "ms",
        );
    }
    Ok(())
}

/// Appends to one file, each followed by fdatasync.
fn synced_appends(folder: &Path) -> Result<Latencies> {
    let mut file = tempfile::tempfile_in(folder).context("the floor of the disk cannot be measured")?;
    let block = [b'x'; APPEND_BYTES];
    let mut latencies = Latencies::default();
    for _ in 0..APPENDS {
        let began = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        latencies.record(began.elapsed());
    }
    Ok(latencies)
}

/// One client and one echoing server in this process, one message under way at a time.
async fn round_trips() -> Result<Latencies> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let echo = tokio::spawn(async move {
        let (connection, _) = listener.accept().await?;
        connection.set_nodelay(true)?;
        let mut stream = tokio_tungstenite::accept_async(connection).await?;
        while let Some(Ok(message)) = stream.next().await {
            if message.is_close() || stream.send(message).await.is_err() {
                break;
            }
        }
        anyhow::Ok(())
    });
    let origin = format!("http://{address}");
    let opening = Opening { address, path: "/", origin: &origin, cookie: None, receive_buffer: None };
    let mut socket = Socket::open(opening).await?;
    let text = "x".repeat(100);
    let mut latencies = Latencies::default();
    for number in 0..WARM_UP.saturating_add(ROUND_TRIPS) {
        let began = Instant::now();
        socket.send(&text).await?;
        let Event::Text(_) = socket.next().await? else { break };
        if number >= WARM_UP {
            latencies.record(began.elapsed());
        }
    }
    drop(socket);
    echo.abort();
    anyhow::ensure!(latencies.count() == count(ROUND_TRIPS), "the echo ended early");
    Ok(latencies)
}

/// The round trip of that webhook to somebody who reads it, answers and does nothing else, one at a time.
///
/// # Errors
/// When the loopback cannot be used.
pub(crate) async fn posts(webhook: &Webhook) -> Result<Latencies> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let body = webhook.body.clone();
    let answering = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let mut read = Vec::new();
        while stream.read_buf(&mut read).await? > 0 {
            // Head and body came in one write, so what ends with the body is whole.
            if read.ends_with(&body) {
                read.clear();
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await?;
            }
        }
        std::io::Result::Ok(())
    });
    let mut caller = Caller::open(address).await?;
    let webhook = Webhook { url: format!("http://{address}/"), ..webhook.clone() };
    let mut latencies = Latencies::default();
    for number in 0..WARM_UP.saturating_add(ROUND_TRIPS) {
        let began = Instant::now();
        caller.post(&webhook).await?;
        if number >= WARM_UP {
            latencies.record(began.elapsed());
        }
    }
    answering.abort();
    Ok(latencies)
}

/// CPU time that one write of `bytes` to each of `sockets` connections costs, for somebody who does nothing else.
///
/// # Errors
/// When the loopback cannot be used.
pub(crate) async fn raw_writes(sockets: usize, bytes: usize, rounds: usize) -> Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let mut readers = Vec::with_capacity(sockets);
    let mut writers = Vec::with_capacity(sockets);
    for _ in 0..sockets {
        let (connected, accepted) = tokio::join!(tokio::net::TcpStream::connect(address), listener.accept());
        let (writer, _) = accepted?;
        writer.set_nodelay(true)?;
        let writer = writer.into_std()?;
        writer.set_nonblocking(false)?;
        writers.push(writer);
        readers.push(connected?);
    }
    let reading: Vec<_> = readers.into_iter().map(|reader| tokio::spawn(drain(reader))).collect();
    let spent = tokio::task::spawn_blocking(move || {
        let block = vec![b'x'; bytes];
        let before = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        for _ in 0..rounds {
            for writer in &mut writers {
                writer.write_all(&block)?;
            }
        }
        let after = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        let nanos =
            |time: rustix::time::Timespec| i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec);
        let spent = u64::try_from(nanos(after) - nanos(before)).unwrap_or(0);
        std::io::Result::Ok(Duration::from_nanos(spent))
    })
    .await??;
    reading.into_iter().for_each(|reading| reading.abort());
    let writes = u32::try_from(sockets.saturating_mul(rounds)).unwrap_or(u32::MAX).max(1);
    Ok(spent / writes)
}

async fn drain(mut reader: tokio::net::TcpStream) {
    use tokio::io::AsyncReadExt;
    let mut buffer = vec![0; 16 << 10];
    while reader.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_floors_are_above_zero() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut findings = Findings::default();
        measure(&mut findings, folder.path(), "").await.expect("measured");
        assert!(findings.floor_of(SYNC) > 0.0 && findings.floor_of(ECHO) > 0.0);
        assert_eq!(findings.floors.len(), 4);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_webhook_goes_there_and_back() {
        let url = "http://127.0.0.1/".to_owned();
        let webhook = Webhook { url, headers: Vec::new(), body: b"{\"a\":1}".to_vec() };
        let latencies = posts(&webhook).await.expect("measured");
        assert_eq!(latencies.count(), count(ROUND_TRIPS));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn raw_writes_cost_something() {
        let cost = raw_writes(10, 200, 50).await.expect("measured");
        assert!(cost > Duration::ZERO && cost < Duration::from_millis(10), "{cost:?}");
    }
}
