//! What the web layer has to know; filled from `config.toml` by the binary.

use std::net::IpAddr;
use std::path::PathBuf;

/// Bounds and addresses of the web layer.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// The address that browsers use, e.g. `https://desk.example.org`; scheme and host decide cookies and Origin.
    pub public_url: String,
    /// Further origins whose pages may open the agents' socket; empty in most installations.
    pub allowed_origins: Vec<String>,
    /// The data folder; files that people send lie in its `attachments`.
    pub data: PathBuf,
    /// Bytes; at most 50 MB (S3-30).
    pub max_file_bytes: u64,
    /// Addresses of the proxies in front of this server. Only what they say of a client's address is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether `/metrics` answers others than this machine.
    pub metrics_open: bool,
    /// A folder to serve the front-ends from instead of those in the program; for those who work on them.
    pub ui: Option<PathBuf>,
    /// Whether `/demo` is served.
    pub demo: bool,
    /// Tells clients how often to show that they are there.
    pub heartbeat_ms: u64,
    /// How long a sign-in lasts without a new one, in seconds.
    pub login_seconds: u64,
    pub limits: Limits,
}

/// Token buckets: `burst` at once, refilled over `per_seconds`. In any such span at most twice `burst` is given.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    pub burst: u32,
    pub per_seconds: u32,
}

/// How much one sender may do (behaviour 2.30).
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Messages of one visitor's session.
    pub visitor_messages: Bucket,
    /// Visitor sessions opened from one network address.
    pub visitor_sessions: Bucket,
    /// Uploads of one sender.
    pub uploads: Bucket,
    /// Failed sign-ins of one account, and of one network address times ten. Five give at most ten guesses in any
    /// 15 minutes.
    pub sign_ins: Bucket,
    /// Commands of one agent.
    pub agent_commands: Bucket,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            visitor_messages: Bucket { burst: 10, per_seconds: 10 },
            visitor_sessions: Bucket { burst: 30, per_seconds: 60 },
            uploads: Bucket { burst: 10, per_seconds: 60 },
            sign_ins: Bucket { burst: 5, per_seconds: 900 },
            agent_commands: Bucket { burst: 100, per_seconds: 10 },
        }
    }
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            allowed_origins: Vec::new(),
            data: PathBuf::from("data"),
            max_file_bytes: 50 * 1024 * 1024,
            trusted_proxies: Vec::new(),
            metrics_open: false,
            ui: None,
            demo: false,
            heartbeat_ms: 25_000,
            login_seconds: 12 * 60 * 60,
            limits: Limits::default(),
        }
    }
}
