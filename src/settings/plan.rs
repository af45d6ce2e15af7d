//! The settings as the program uses them: every value checked once, in the types that the parts below take.

use super::error::SettingsError;
use super::values::{LogFormat, Settings};
use crate::key;
use frontdesk_channels::every;
use frontdesk_model::channel::ChannelKind;
use frontdesk_storage::StoreConfig;
use frontdesk_web::config::{Limits, WebConfig};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

const MEGABYTE: u64 = 1 << 20;

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) listen: SocketAddr,
    /// Empty: what is listened on, once that is known.
    pub(crate) public_url: String,
    pub(crate) data: PathBuf,
    pub(crate) log_level: String,
    pub(crate) log_format: LogFormat,
    pub(crate) workers: usize,
    pub(crate) backlog: i32,
    pub(crate) max_connections: usize,
    pub(crate) request_timeout: Duration,
    pub(crate) keep_alive: Duration,
    pub(crate) peer_timeout: Duration,
    pub(crate) arbiters: usize,
    pub(crate) segment_bytes: u64,
    pub(crate) index_cache_bytes: u64,
    allowed_origins: Vec<String>,
    trusted_proxies: Vec<IpAddr>,
    metrics_open: bool,
    max_file_bytes: u64,
    heartbeat_ms: u64,
    login_seconds: u64,
    limits: Limits,
    /// Where the key for credentials lies.
    pub(crate) key_file: PathBuf,
    /// Where providers are instead of where their adapters look for them.
    pub(crate) hosts: BTreeMap<ChannelKind, BTreeMap<String, String>>,
}

impl Plan {
    /// # Errors
    /// The first value that does not fit, with its key and what would.
    pub(crate) fn of(settings: &Settings) -> Result<Self, SettingsError> {
        let Settings { listen, public_url, data, log, http, desk, actors, channels, store, limits } =
            settings;
        let listen = listen_address(listen, "listen")?;
        if public_url.is_empty() && listen.ip().is_unspecified() {
            let problem = format!(
                "it has to be set when `listen` is not one address ({listen}); write what browsers use, such as \
                 \"https://desk.example.org\""
            );
            return Err(SettingsError::value("public_url", &problem));
        }
        if !public_url.is_empty() {
            origin("public_url", public_url)?;
        }
        for allowed in &http.allowed_origins {
            origin("http.allowed_origins", allowed)?;
        }
        if data.as_os_str().is_empty() {
            return Err(SettingsError::value("data", "it is empty; name a folder"));
        }
        if EnvFilter::try_new(&log.level).is_err()
            || log.level.parse::<u64>().is_ok()
            || !names_level(&log.level)
        {
            let problem = format!("\"{}\" is no level; write error, warn, info, debug or trace", log.level);
            return Err(SettingsError::value("log.level", &problem));
        }
        let buckets = [
            ("limits.visitor_messages", limits.visitor_messages),
            ("limits.visitor_sessions", limits.visitor_sessions),
            ("limits.uploads", limits.uploads),
            ("limits.sign_ins", limits.sign_ins),
            ("limits.agent_commands", limits.agent_commands),
        ];
        for (key, bucket) in buckets {
            within(&format!("{key}.burst"), bucket.burst, 1..=1_000_000)?;
            within(&format!("{key}.per_seconds"), bucket.per_seconds, 1..=86_400)?;
        }
        let backlog = within("http.backlog", http.backlog, 1..=65_535)?;
        let seconds = |key, value, most| within(key, value, 1..=most).map(Duration::from_secs);
        Ok(Self {
            listen,
            public_url: public_url.trim_end_matches('/').to_owned(),
            data: data.clone(),
            log_level: log.level.clone(),
            log_format: log.format,
            workers: or_cores(within("http.workers", http.workers, 0..=1_024)?),
            backlog: i32::try_from(backlog).unwrap_or(i32::MAX),
            max_connections: within("http.max_connections", http.max_connections, 1..=1_000_000)?,
            request_timeout: seconds("http.request_timeout_seconds", http.request_timeout_seconds, 300)?,
            keep_alive: seconds("http.keep_alive_seconds", http.keep_alive_seconds, 3_600)?,
            peer_timeout: seconds("http.peer_timeout_seconds", http.peer_timeout_seconds, 600)?,
            arbiters: or_cores(within("actors.threads", actors.threads, 0..=1_024)?),
            segment_bytes: within("store.segment_megabytes", store.segment_megabytes, 1..=1_024)? * MEGABYTE,
            index_cache_bytes: within(
                "store.index_cache_megabytes",
                store.index_cache_megabytes,
                1..=65_536,
            )? * MEGABYTE,
            allowed_origins: http.allowed_origins.clone(),
            trusted_proxies: proxies(&http.trusted_proxies)?,
            metrics_open: http.metrics_open,
            max_file_bytes: within("desk.max_file_megabytes", desk.max_file_megabytes, 1..=50)? * MEGABYTE,
            heartbeat_ms: within("desk.heartbeat_seconds", desk.heartbeat_seconds, 5..=300)? * 1_000,
            login_seconds: within("desk.sign_in_hours", desk.sign_in_hours, 1..=720)? * 3_600,
            limits: Limits {
                visitor_messages: limits.visitor_messages.into(),
                visitor_sessions: limits.visitor_sessions.into(),
                uploads: limits.uploads.into(),
                sign_ins: limits.sign_ins.into(),
                agent_commands: limits.agent_commands.into(),
            },
            key_file: match channels.key_file.as_os_str().is_empty() {
                true => key::beside(data),
                false => channels.key_file.clone(),
            },
            hosts: hosts(&channels.hosts)?,
        })
    }

    pub(crate) fn store(&self) -> StoreConfig {
        StoreConfig {
            segment_bytes: self.segment_bytes,
            index_cache_bytes: self.index_cache_bytes,
            now: crate::serve::now_millis,
            ..StoreConfig::new(&self.data)
        }
    }

    /// What the web layer has to know, once the address is taken.
    pub(crate) fn web(&self, bound: SocketAddr, demo: bool) -> WebConfig {
        let public_url = match self.public_url.as_str() {
            "" => format!("http://{bound}"),
            given => given.to_owned(),
        };
        WebConfig {
            public_url,
            allowed_origins: self.allowed_origins.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            metrics_open: self.metrics_open,
            ui: None,
            data: self.data.clone(),
            max_file_bytes: self.max_file_bytes,
            demo,
            heartbeat_ms: self.heartbeat_ms,
            login_seconds: self.login_seconds,
            limits: self.limits,
        }
    }
}

/// # Errors
/// With the key and an example.
pub(crate) fn listen_address(text: &str, key: &str) -> Result<SocketAddr, SettingsError> {
    text.parse().map_err(|_| {
        let problem = format!("\"{text}\" is no address with a port; write one such as \"127.0.0.1:8080\"");
        SettingsError::value(key, &problem)
    })
}

/// Only hosts that an adapter asks for, as addresses without a slash at the end.
fn hosts(
    given: &BTreeMap<ChannelKind, BTreeMap<String, String>>,
) -> Result<BTreeMap<ChannelKind, BTreeMap<String, String>>, SettingsError> {
    let adapters = every();
    for (kind, hosts) in given {
        let known: Vec<&str> = adapters
            .of(*kind)
            .into_iter()
            .flat_map(|adapter| adapter.hosts())
            .map(|host| host.name)
            .collect();
        for (name, address) in hosts {
            let key = format!("channels.hosts.{}.{name}", kind.word());
            if !known.contains(&name.as_str()) {
                let problem = format!("there is no such host; this channel has: {}", known.join(", "));
                return Err(SettingsError::value(&key, &problem));
            }
            if !address.starts_with("https://") && !address.starts_with("http://") {
                return Err(SettingsError::value(&key, "it has to begin with https://"));
            }
        }
    }
    let trimmed =
        |(name, address): (&String, &String)| (name.clone(), address.trim_end_matches('/').to_owned());
    Ok(given.iter().map(|(kind, hosts)| (*kind, hosts.iter().map(trimmed).collect())).collect())
}

fn proxies(texts: &[String]) -> Result<Vec<IpAddr>, SettingsError> {
    let address = |text: &String| {
        text.parse().map_err(|_| {
            let problem = format!("\"{text}\" is no network address; write one such as \"10.0.0.7\"");
            SettingsError::value("http.trusted_proxies", &problem)
        })
    };
    texts.iter().map(address).collect()
}

/// Checks that it is scheme and host (and port), as browsers write an origin.
fn origin(key: &str, text: &str) -> Result<(), SettingsError> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    let good = host.is_some_and(|host| {
        !host.is_empty()
            && !host.chars().any(|c| c.is_whitespace() || c.is_control() || "/?#@\\\"'<>".contains(c))
    });
    if good {
        return Ok(());
    }
    let problem = format!(
        "\"{text}\" is no address of a site; write one such as \"https://desk.example.org\", without a path"
    );
    Err(SettingsError::value(key, &problem))
}

/// A word alone is a target's name to the filter, so a misspelt level would be taken and mean silence.
fn names_level(text: &str) -> bool {
    let level = |word: &str| {
        ["off", "error", "warn", "info", "debug", "trace"].contains(&word.trim().to_lowercase().as_str())
    };
    text.split(',').all(|part| part.rsplit('=').next().is_some_and(level))
}

fn within<T: PartialOrd + Display + Copy>(
    key: &str,
    value: T,
    allowed: RangeInclusive<T>,
) -> Result<T, SettingsError> {
    if allowed.contains(&value) {
        return Ok(value);
    }
    let problem = format!("{value} is out of bounds; write {} to {}", allowed.start(), allowed.end());
    Err(SettingsError::value(key, &problem))
}

fn or_cores(threads: usize) -> usize {
    match threads {
        0 => available_parallelism().map_or(1, NonZeroUsize::get),
        given => given,
    }
}
