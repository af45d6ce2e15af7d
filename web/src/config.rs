//! What the web layer has to know; filled from `config.toml` by the binary.

use std::path::PathBuf;

/// Bounds and addresses of the web layer.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// The address that browsers use, e.g. `https://desk.example.org`; scheme and host decide cookies and Origin.
    pub public_url: String,
    /// Further origins whose pages may open the agents' socket; empty in most installations.
    pub allowed_origins: Vec<String>,
    /// Where uploads are kept while they are read and after.
    pub attachments: PathBuf,
    /// Bytes; at most 50 MB (S3-30).
    pub max_file_bytes: u64,
    /// Whether `/demo` is served.
    pub demo: bool,
    /// Tells clients how often to show that they are there.
    pub heartbeat_ms: u64,
    /// How long a sign-in lasts without a new one, in seconds.
    pub login_seconds: u64,
    pub limits: Limits,
}

/// Token buckets: `burst` at once, refilled over `per_seconds`.
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
    /// Sign-in attempts of one account, and of one network address times ten.
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
            sign_ins: Bucket { burst: 10, per_seconds: 900 },
            agent_commands: Bucket { burst: 100, per_seconds: 10 },
        }
    }
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            allowed_origins: Vec::new(),
            attachments: PathBuf::from("data/attachments"),
            max_file_bytes: 50 * 1024 * 1024,
            demo: false,
            heartbeat_ms: 25_000,
            login_seconds: 12 * 60 * 60,
            limits: Limits::default(),
        }
    }
}
