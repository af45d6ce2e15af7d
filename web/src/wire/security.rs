//! Bodies of what decides about access itself: keys, tokens, sign-ins.

use super::agent::Named;
use frontdesk_model::id::SigningKeyId;
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
