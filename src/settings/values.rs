//! The settings as they are written, with their defaults.

use frontdesk_model::channel::ChannelKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) listen: String,
    pub(crate) public_url: String,
    pub(crate) data: PathBuf,
    pub(crate) log: Log,
    pub(crate) http: Http,
    pub(crate) desk: Desk,
    pub(crate) actors: Actors,
    pub(crate) channels: Channels,
    pub(crate) store: Store,
    pub(crate) limits: Limits,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    Json,
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Http {
    pub(crate) workers: usize,
    pub(crate) backlog: u32,
    pub(crate) max_connections: usize,
    pub(crate) request_timeout_seconds: u64,
    pub(crate) keep_alive_seconds: u64,
    pub(crate) peer_timeout_seconds: u64,
    pub(crate) allowed_origins: Vec<String>,
    pub(crate) trusted_proxies: Vec<String>,
    pub(crate) metrics_open: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Desk {
    pub(crate) heartbeat_seconds: u64,
    pub(crate) sign_in_hours: u64,
    pub(crate) max_file_megabytes: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Actors {
    pub(crate) threads: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Channels {
    pub(crate) key_file: PathBuf,
    pub(crate) hosts: BTreeMap<ChannelKind, BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Store {
    pub(crate) segment_megabytes: u64,
    pub(crate) index_cache_megabytes: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) visitor_messages: Bucket,
    pub(crate) visitor_sessions: Bucket,
    pub(crate) uploads: Bucket,
    pub(crate) sign_ins: Bucket,
    pub(crate) agent_commands: Bucket,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bucket {
    pub(crate) burst: u32,
    pub(crate) per_seconds: u32,
}

impl From<frontdesk_web::config::Bucket> for Bucket {
    fn from(bucket: frontdesk_web::config::Bucket) -> Self {
        Self { burst: bucket.burst, per_seconds: bucket.per_seconds }
    }
}

impl From<Bucket> for frontdesk_web::config::Bucket {
    fn from(bucket: Bucket) -> Self {
        Self { burst: bucket.burst, per_seconds: bucket.per_seconds }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let limits = frontdesk_web::config::Limits::default();
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: String::new(),
            data: PathBuf::from("data"),
            log: Log { level: "info".to_owned(), format: LogFormat::Json },
            http: Http {
                workers: 0,
                backlog: 4_096,
                max_connections: 25_000,
                request_timeout_seconds: 10,
                keep_alive_seconds: 30,
                peer_timeout_seconds: 10,
                allowed_origins: Vec::new(),
                trusted_proxies: Vec::new(),
                metrics_open: false,
            },
            desk: Desk { heartbeat_seconds: 25, sign_in_hours: 12, max_file_megabytes: 50 },
            actors: Actors { threads: 0 },
            channels: Channels { key_file: PathBuf::new(), hosts: BTreeMap::new() },
            store: Store { segment_megabytes: 64, index_cache_megabytes: 32 },
            limits: Limits {
                visitor_messages: limits.visitor_messages.into(),
                visitor_sessions: limits.visitor_sessions.into(),
                uploads: limits.uploads.into(),
                sign_ins: limits.sign_ins.into(),
                agent_commands: limits.agent_commands.into(),
            },
        }
    }
}
