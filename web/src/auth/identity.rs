//! Tokens by which a company says who its end user is (behaviour 2.23).
//!
//! The key is found by `kid` and knows its one algorithm, so a token cannot choose how it is checked. Time is the
//! server's own clock, with a minute's grace for clocks that differ.

use super::token::token_hash;
use crate::error::{ApiError, ApiResult, refuse};
use crate::wire::error::{ErrorBody, ErrorCode};
use frontdesk_actors::known::Claims;
use frontdesk_actors::shared::Shared;
use frontdesk_actors::signing_keys::{self, SigningKey, Verifies};
use frontdesk_model::end_user::EmailAddress;
use frontdesk_model::time::Timestamp;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::Value;

/// How far the clocks of two servers may differ, in seconds.
const SKEW: f64 = 60.0;
/// In bytes. A token carries five claims.
const MAX_TOKEN: usize = 8 * 1024;
/// In characters.
const EXTERNAL_ID: usize = 255;
const NAME: usize = 255;
/// The DER form of an RSA key of 2,048 bits has at least so many bytes; the form of 1,024 bits has 140.
const RSA_DER: usize = 260;

/// What a token may say; whatever else is in it is not looked at.
#[derive(Deserialize)]
struct Raw {
    external_id: Option<Value>,
    scope: Option<Value>,
    exp: Option<Value>,
    nbf: Option<Value>,
    name: Option<Value>,
    email: Option<Value>,
    email_verified: Option<Value>,
}

/// Whom a token names.
///
/// # Errors
/// One of the `identity_…` codes; `storage_unavailable`.
pub async fn verify(shared: &Shared, token: &str) -> ApiResult<Claims> {
    let (_, keys) = signing_keys::load(shared).await?;
    let verified = check(&keys.keys, token, shared.clock.now());
    let result = verified.as_ref().map_or_else(|error| word(error.code()), |_| "ok");
    metrics::counter!("frontdesk_identity_tokens_total", "result" => result).increment(1);
    verified
}

const fn word(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::IdentityUnknownKey => "unknown_key",
        ErrorCode::IdentityAlgorithm => "algorithm",
        ErrorCode::IdentitySignature => "signature",
        ErrorCode::IdentityExpired => "expired",
        ErrorCode::IdentityClaims => "claims",
        _ => "malformed",
    }
}

fn check(keys: &[SigningKey], token: &str, now: Timestamp) -> ApiResult<Claims> {
    if token.len() > MAX_TOKEN {
        return Err(ErrorCode::IdentityMalformed.into());
    }
    let header = jsonwebtoken::decode_header(token).map_err(|error| unreadable(&error))?;
    let named = header.kid.and_then(|kid| keys.iter().find(|key| key.id.to_string() == kid));
    let key = named.ok_or(ErrorCode::IdentityUnknownKey)?;
    let (algorithm, decoding) = decoding(&key.verifies)?;
    let mut validation = Validation::new(algorithm);
    // Looked at below, by the server's clock and with a name for each claim that is wrong.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    let data = jsonwebtoken::decode::<Raw>(token, &decoding, &validation).map_err(|error| {
        ApiError::from(match error.kind() {
            ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm => ErrorCode::IdentityAlgorithm,
            ErrorKind::InvalidSignature => ErrorCode::IdentitySignature,
            _ => ErrorCode::IdentityMalformed,
        })
    })?;
    claims(&data.claims, now)
}

/// An algorithm that nobody has heard of, or none, is a readable header all the same.
fn unreadable(error: &Error) -> ApiError {
    match error.kind() {
        ErrorKind::Json(error) if error.is_data() => ErrorCode::IdentityAlgorithm.into(),
        _ => ErrorCode::IdentityMalformed.into(),
    }
}

fn decoding(verifies: &Verifies) -> ApiResult<(Algorithm, DecodingKey)> {
    let (algorithm, key) = match verifies {
        Verifies::Hs256 { secret } => (Algorithm::HS256, Ok(DecodingKey::from_secret(secret.as_bytes()))),
        Verifies::Rs256 { public_key } => {
            (Algorithm::RS256, DecodingKey::from_rsa_pem(public_key.as_bytes()))
        }
        Verifies::EdDsa { public_key } => (Algorithm::EdDSA, DecodingKey::from_ed_pem(public_key.as_bytes())),
    };
    // It was read when it was added.
    Ok((algorithm, key.map_err(|error| ApiError::internal("a signing key", &error))?))
}

/// Whether a public key in PEM form can check signatures of this algorithm.
#[must_use]
pub fn is_public_key(verifies: &Verifies) -> bool {
    let pem = match verifies {
        Verifies::Hs256 { .. } => return false,
        Verifies::Rs256 { public_key } | Verifies::EdDsa { public_key } => public_key,
    };
    if pem.contains("PRIVATE") {
        return false;
    }
    let Ok((algorithm, key)) = decoding(verifies) else { return false };
    let bytes = key.try_get_as_bytes().map_or(0, <[u8]>::len);
    algorithm == Algorithm::EdDSA || bytes >= RSA_DER
}

fn wrong(claim: &str) -> ApiError {
    let body = refuse(ErrorCode::IdentityClaims);
    ErrorBody { field: Some(claim.to_owned()), ..body }.into()
}

fn text<'a>(name: &str, value: Option<&'a Value>) -> ApiResult<Option<&'a str>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(name)),
    }
}

fn claims(raw: &Raw, now: Timestamp) -> ApiResult<Claims> {
    check_times(raw, now)?;
    if text("scope", raw.scope.as_ref())? != Some("user") {
        return Err(wrong("scope"));
    }
    let external_id = text("external_id", raw.external_id.as_ref())?;
    let fits =
        |id: &&str| (1..=EXTERNAL_ID).contains(&id.chars().count()) && !id.chars().any(char::is_control);
    let external_id = external_id.filter(fits).ok_or_else(|| wrong("external_id"))?;
    let email = text("email", raw.email.as_ref())?;
    let email = email.map(|email| EmailAddress::new(email).map_err(|_| wrong("email"))).transpose()?;
    let verified = match &raw.email_verified {
        None | Some(Value::Null) => false,
        Some(Value::Bool(verified)) => *verified,
        Some(_) => return Err(wrong("email_verified")),
    };
    Ok(Claims {
        key: token_hash(external_id),
        external_id: external_id.to_owned(),
        name: text("name", raw.name.as_ref())?.and_then(called),
        email: email.filter(|_| verified),
    })
}

fn called(name: &str) -> Option<String> {
    let clean: String = name.chars().filter(|character| !character.is_control()).collect();
    let name: String = clean.trim().chars().take(NAME).collect();
    (!name.is_empty()).then_some(name)
}

fn check_times(raw: &Raw, now: Timestamp) -> ApiResult<()> {
    let now = std::time::Duration::from_millis(now.millis()).as_secs_f64();
    let seconds = |name: &str, value: &Value| value.as_f64().ok_or_else(|| wrong(name));
    let expires = raw.exp.as_ref().ok_or_else(|| wrong("exp"))?;
    if seconds("exp", expires)? + SKEW <= now {
        return Err(ErrorCode::IdentityExpired.into());
    }
    if let Some(begins) = raw.nbf.as_ref().filter(|begins| !begins.is_null())
        && seconds("nbf", begins)? - SKEW > now
    {
        return Err(wrong("nbf"));
    }
    Ok(())
}
