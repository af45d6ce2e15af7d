//! `/desk/v1/admin/signing-keys`: with what the company signs who its end users are. A secret is shown once; it
//! lies in the data folder as it is, for it has to be there to check a signature.

use super::name;
use crate::auth::{AdminInPerson, identity, new_token};
use crate::error::{ApiError, ApiResult};
use crate::http::extract::{Body, Id};
use crate::state::AppState;
use crate::wire::admin::{Listing, Revised};
use crate::wire::agent::Named;
use crate::wire::error::ErrorCode;
use crate::wire::security::{self as wire, MadeSigningKey, NewSigningKey, SigningAlgorithm};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use frontdesk_actors::audit::{Deed, Detail};
use frontdesk_actors::conversation::ExecuteError;
use frontdesk_actors::signing_keys::{self, MOST, SigningKey, SigningKeys, Verifies};
use frontdesk_model::directory::Directory;
use frontdesk_model::id::{SigningKeyId, UserId};
use frontdesk_storage::{Commit, RecordKind};
use serde::Serialize;

/// In bytes; a public key of 8,192 bits has some 1,500.
const MAX_PEM: usize = 4 * 1024;

/// What the audit log shows of a key.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    algorithm: SigningAlgorithm,
}

const fn algorithm(key: &SigningKey) -> SigningAlgorithm {
    match key.verifies {
        Verifies::Hs256 { .. } => SigningAlgorithm::Hs256,
        Verifies::Rs256 { .. } => SigningAlgorithm::Rs256,
        Verifies::EdDsa { .. } => SigningAlgorithm::EdDsa,
    }
}

fn shown(key: &SigningKey) -> Shown<'_> {
    Shown { name: &key.name, algorithm: algorithm(key) }
}

fn wire(key: &SigningKey, directory: &Directory) -> wire::SigningKey {
    let public_key = match &key.verifies {
        Verifies::Hs256 { .. } => None,
        Verifies::Rs256 { public_key } | Verifies::EdDsa { public_key } => Some(public_key.clone()),
    };
    wire::SigningKey {
        id: key.id,
        name: key.name.clone(),
        algorithm: algorithm(key),
        public_key,
        by: Named { id: key.by, name: directory.agent_name(key.by).to_owned() },
        created_at: key.created_at,
    }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    _admin: AdminInPerson,
) -> ApiResult<web::Json<Listing<wire::SigningKey>>> {
    let shared = &state.system.shared;
    let (revision, keys) = signing_keys::load(shared).await?;
    let directory = shared.directory.get();
    let revised = |key| Revised { revision, entry: wire(key, &directory) };
    Ok(web::Json(Listing { entries: keys.keys.iter().map(revised).collect() }))
}

/// Whoever adds or revokes at the same moment is told, and tries again.
async fn write(
    state: &AppState,
    seen: u64,
    keys: &SigningKeys,
    of: SigningKeyId,
    by: UserId,
    detail: &Detail<Shown<'_>>,
) -> ApiResult<()> {
    let shared = &state.system.shared;
    let key = Bytes::copy_from_slice(&of.to_bytes());
    let deed = Deed { at: shared.clock.now(), by: Some(by), kind: RecordKind::SigningKey, key };
    let audit = vec![deed.entry(detail).map_err(ExecuteError::from)?];
    let records = vec![keys.record(seen).map_err(ExecuteError::from)?];
    shared.store.commit(Commit { records, audit, ..Commit::default() }).await?;
    Ok(())
}

pub(in crate::http) async fn add(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    body: Body<NewSigningKey>,
) -> ApiResult<HttpResponse> {
    let Body(NewSigningKey { name: called, algorithm, public_key }) = body;
    let shared = &state.system.shared;
    let (now, secret) = (shared.clock.now(), new_token());
    let key = SigningKey {
        id: SigningKeyId::new(now, rand::random()),
        name: name("name", &called)?,
        verifies: verifies(algorithm, public_key, &secret)?,
        by: admin.agent(),
        created_at: now,
    };
    let (revision, mut keys) = signing_keys::load(shared).await?;
    if keys.keys.len() >= MOST {
        return Err(ErrorCode::LimitReached.into());
    }
    keys.keys.push(key.clone());
    let detail = Detail::between(None, Some(shown(&key)));
    write(&state, revision, &keys, key.id, admin.agent(), &detail).await?;
    let secret = matches!(algorithm, SigningAlgorithm::Hs256).then_some(secret);
    let made = MadeSigningKey { key: wire(&key, &shared.directory.get()), secret };
    Ok(super::answer(StatusCode::CREATED, revision.saturating_add(1), made))
}

fn verifies(algorithm: SigningAlgorithm, pem: Option<String>, secret: &str) -> ApiResult<Verifies> {
    let wrong = || ApiError::field("public_key");
    let pem = pem.map(|pem| pem.trim().to_owned());
    if pem.as_ref().is_some_and(|pem| pem.len() > MAX_PEM) {
        return Err(wrong());
    }
    let verifies = match (algorithm, pem) {
        (SigningAlgorithm::Hs256, None) => return Ok(Verifies::Hs256 { secret: secret.to_owned() }),
        (SigningAlgorithm::Rs256, Some(public_key)) => Verifies::Rs256 { public_key },
        (SigningAlgorithm::EdDsa, Some(public_key)) => Verifies::EdDsa { public_key },
        _ => return Err(wrong()),
    };
    if identity::is_public_key(&verifies) { Ok(verifies) } else { Err(wrong()) }
}

/// Tokens that it signed prove nothing any more; sessions that they opened go on.
pub(in crate::http) async fn revoke(
    state: web::Data<AppState>,
    admin: AdminInPerson,
    id: Id<SigningKeyId>,
) -> ApiResult<HttpResponse> {
    let (revision, mut keys) = signing_keys::load(&state.system.shared).await?;
    let place = keys.keys.iter().position(|key| key.id == id.0).ok_or(ErrorCode::NotFound)?;
    let key = keys.keys.remove(place);
    let detail = Detail::between(Some(shown(&key)), None);
    write(&state, revision, &keys, key.id, admin.agent(), &detail).await?;
    Ok(HttpResponse::NoContent().finish())
}
