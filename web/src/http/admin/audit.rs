//! `/desk/v1/admin/audit`: who changed what, newest first.

use crate::auth::SignedIn;
use crate::error::ApiResult;
use crate::http::extract::{Query, limit};
use crate::state::AppState;
use crate::wire::admin::{Audit, AuditEntry};
use crate::wire::agent::Named;
use actix_web::web;
use frontdesk_model::access::Permission;
use frontdesk_model::directory::Directory;
use frontdesk_storage::{AuditEntry as Stored, RecordKind};
use serde::Deserialize;
use serde_json::Value;

const USUAL: usize = 100;
const MOST: usize = 500;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Asked {
    limit: Option<usize>,
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> ApiResult<web::Json<Audit>> {
    signed_in.authorise(Permission::ReadAudit)?;
    let limit = limit(asked.0.limit, USUAL, MOST)?;
    let directory = state.system.shared.directory.get();
    let entries = state.system.shared.store.audit(None, limit).await?;
    Ok(web::Json(Audit { entries: entries.iter().map(|entry| wire(entry, &directory)).collect() }))
}

fn wire(entry: &Stored, directory: &Directory) -> AuditEntry {
    AuditEntry {
        at: entry.at,
        by: entry.actor.map(|id| Named { id, name: directory.agent_name(id).to_owned() }),
        kind: word(entry.kind).to_owned(),
        key: key(entry),
        detail: serde_json::from_slice(&entry.detail).unwrap_or(Value::Null),
    }
}

const fn word(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Agent => "agent",
        RecordKind::Group => "group",
        RecordKind::Field => "field",
        RecordKind::Flow => "flow",
        RecordKind::FlowDraft => "flow_draft",
        RecordKind::Integration => "integration",
        RecordKind::Settings => "settings",
        RecordKind::Account => "account",
        RecordKind::Invitation => "invitation",
        RecordKind::SigningKey => "signing_key",
        _ => "other",
    }
}

/// Numbers are kept as eight bytes; a flow's version follows its number.
fn key(entry: &Stored) -> String {
    match entry.kind {
        RecordKind::Settings | RecordKind::Account => "account".to_owned(),
        RecordKind::Agent
        | RecordKind::Group
        | RecordKind::Field
        | RecordKind::Flow
        | RecordKind::FlowDraft => {
            let number = entry.key.first_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
            number.unwrap_or_default().to_string()
        }
        _ => hex::encode(&entry.key),
    }
}
