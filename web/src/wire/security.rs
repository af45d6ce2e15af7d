//! Bodies of what decides about access itself: keys, tokens, sign-ins.

use super::agent::Named;
use frontdesk_model::id::{ApiTokenId, SigningKeyId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The one algorithm that a signing key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SigningAlgorithm {
    Hs256,
    Rs256,
    EdDsa,
}

/// `GET /desk/v1/admin/signing-keys`; at most ten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SigningKey {
    /// The `kid` in the header of its tokens.
    #[ts(type = "string")]
    pub id: SigningKeyId,
    pub name: String,
    pub algorithm: SigningAlgorithm,
    /// In PEM form; `None` for HS256, whose secret is never shown again.
    pub public_key: Option<String>,
    pub by: Named,
    #[ts(type = "number")]
    pub created_at: Timestamp,
}

/// `POST /desk/v1/admin/signing-keys`; answered by [`MadeSigningKey`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewSigningKey {
    pub name: String,
    pub algorithm: SigningAlgorithm,
    /// In PEM form, for RS256 (2,048 to 8,192 bits) and EdDSA (Ed25519); `None` for HS256, whose secret the server
    /// draws.
    pub public_key: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeSigningKey {
    pub key: SigningKey,
    /// For HS256: sign with the bytes of this text. It is shown this once.
    pub secret: Option<String>,
}

/// What an API token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenAccess {
    Read,
    Write,
}

/// `GET /desk/v1/admin/api-tokens`; `DELETE /desk/v1/admin/api-tokens/{id}` revokes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApiToken {
    #[ts(type = "string")]
    pub id: ApiTokenId,
    pub name: String,
    pub access: TokenAccess,
    /// Whoever made it, and as whom it acts.
    pub by: Named,
    /// Whether it opens anything: it has not expired, and who made it is still an admin.
    pub in_force: bool,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    #[ts(type = "number | null")]
    pub expires_at: Option<Timestamp>,
    /// To the minute; `None`: never.
    #[ts(type = "number | null")]
    pub last_used_at: Option<Timestamp>,
}

/// `POST /desk/v1/admin/api-tokens`; answered by [`MadeApiToken`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewApiToken {
    pub name: String,
    pub access: TokenAccess,
    /// In the future; `None`: until it is revoked.
    #[ts(type = "number | null")]
    pub expires_at: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeApiToken {
    pub token: ApiToken,
    /// Goes into `Authorization: Bearer …`. It is shown this once.
    pub secret: String,
}

/// `GET /desk/v1/admin/sessions`: everybody who is signed in, the newest first. `DELETE
/// /desk/v1/admin/sessions/{id}` ends one and closes its sockets; `POST /desk/v1/admin/agents/{id}/sign-out` ends all
/// of somebody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActiveSessions {
    pub sessions: Vec<ActiveSession>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActiveSession {
    pub id: String,
    pub agent: Named,
    /// Such as `Firefox`; `None` where the browser does not say.
    pub browser: Option<String>,
    /// Such as `Windows`.
    pub system: Option<String>,
    /// The network that it was opened from.
    pub address: Option<String>,
    #[ts(type = "number")]
    pub signed_in_at: Timestamp,
    /// To some minutes.
    #[ts(type = "number")]
    pub seen_at: Timestamp,
    #[ts(type = "number")]
    pub expires_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// `GET /desk/v1/admin/audit?limit=<1..500>&before=<id>&kind=&key=&by=<agent>&since=<ms>&until=<ms>`, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Audit {
    pub entries: Vec<AuditEntry>,
    /// Goes into `before` for older ones; `None`: there are none.
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditEntry {
    pub id: String,
    #[ts(type = "number")]
    pub at: Timestamp,
    /// `None`: the server itself.
    pub by: Option<Named>,
    /// Of what: `agent`, `group`, `field`, `flow`, … or `other`.
    pub kind: String,
    /// Which one: its number, or its id in hex.
    pub key: String,
    /// What it is called, where it has a name.
    pub name: Option<String>,
    pub did: AuditDeed,
    /// Field by field; never a secret.
    pub changes: Vec<AuditChange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditDeed {
    Created,
    Changed,
    Removed,
    Renewed,
    Accepted,
    PasswordChanged,
    SignedOut,
    SignedOutEverywhere,
}

/// `null` where there was, or is, nothing. Groups stand with their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuditChange {
    /// Such as `capacity`, or `widget.title` where it stands deeper.
    pub field: String,
    #[ts(type = "unknown")]
    pub before: serde_json::Value,
    #[ts(type = "unknown")]
    pub after: serde_json::Value,
}
