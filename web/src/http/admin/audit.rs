//! `/desk/v1/admin/audit`: who changed what, newest first, with what it was before.

use crate::auth::SignedIn;
use crate::error::{ApiError, ApiResult};
use crate::http::audit_changes::{changes, deed, name};
use crate::http::extract::{Query, limit};
use crate::state::AppState;
use crate::wire::agent::Named;
use crate::wire::security::{Audit, AuditEntry};
use actix_web::web;
use frontdesk_model::access::Permission;
use frontdesk_model::directory::Directory;
use frontdesk_model::id::UserId;
use frontdesk_model::time::{Span, Timestamp};
use frontdesk_storage::{AuditEntry as Stored, AuditPlace, RecordKind};
use serde::Deserialize;
use serde_json::Value;

const USUAL: usize = 100;
const MOST: usize = 500;
/// Entries that are read at a time, and that one request looks at: whoever filters for what is rare asks again with
/// the place that was reached.
const PAGE: usize = 500;
const LOOKED_AT: usize = 10_000;
/// Entries are in the order in which they became durable, which may differ from that of their times by this much.
const DISORDER: Span = Span::minutes(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Asked {
    limit: Option<usize>,
    before: Option<String>,
    kind: Option<String>,
    key: Option<String>,
    by: Option<UserId>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Asked {
    fn fits(&self, entry: &Stored) -> bool {
        self.kind.as_ref().is_none_or(|kind| word(entry.kind) == kind)
            && self.key.as_ref().is_none_or(|asked| key(entry) == *asked)
            && self.by.is_none_or(|by| entry.actor == Some(by))
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
    }

    /// Whether nothing older than this can fit.
    fn is_past(&self, entry: &Stored) -> bool {
        self.since.is_some_and(|since| entry.at.plus(DISORDER) < since)
    }
}

pub(in crate::http) async fn list(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> ApiResult<web::Json<Audit>> {
    signed_in.authorise(Permission::ReadAudit)?;
    let Query(asked) = asked;
    let limit = limit(asked.limit, USUAL, MOST)?;
    let mut before = asked.before.as_deref().map(place).transpose()?;
    let directory = state.system.shared.directory.get();
    let (mut entries, mut looked_at) = (Vec::new(), 0_usize);
    loop {
        let page = state.system.shared.store.audit_before(before, PAGE).await?;
        let whole = page.len() >= PAGE;
        looked_at = looked_at.saturating_add(page.len());
        for (place, entry) in page {
            if asked.is_past(&entry) {
                return Ok(web::Json(Audit { entries, next: None }));
            }
            if asked.fits(&entry) {
                if entries.len() >= limit {
                    return Ok(web::Json(Audit { entries, next: before.map(written) }));
                }
                entries.push(wire(place, &entry, &directory));
            }
            before = Some(place);
        }
        if !whole {
            return Ok(web::Json(Audit { entries, next: None }));
        }
        if looked_at >= LOOKED_AT {
            return Ok(web::Json(Audit { entries, next: before.map(written) }));
        }
    }
}

fn written(AuditPlace(place): AuditPlace) -> String {
    hex::encode(place)
}

fn place(text: &str) -> ApiResult<AuditPlace> {
    let mut place = [0; 10];
    hex::decode_to_slice(text, &mut place).map_err(|_| ApiError::field("before"))?;
    Ok(AuditPlace(place))
}

fn wire(place: AuditPlace, entry: &Stored, directory: &Directory) -> AuditEntry {
    let detail: Value = serde_json::from_slice(&entry.detail).unwrap_or(Value::Null);
    AuditEntry {
        id: written(place),
        at: entry.at,
        by: entry.actor.map(|id| Named { id, name: directory.agent_name(id).to_owned() }),
        kind: word(entry.kind).to_owned(),
        key: key(entry),
        name: name(&detail).or_else(|| agents_name(entry, directory)),
        did: deed(&detail),
        changes: changes(&detail, directory),
    }
}

/// Whose password or status it was.
fn agents_name(entry: &Stored, directory: &Directory) -> Option<String> {
    if !matches!(entry.kind, RecordKind::Agent | RecordKind::AgentStatus) {
        return None;
    }
    let number = entry.key.first_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes))?;
    Some(directory.agents.get(&UserId::new(number).ok()?)?.name.clone())
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
        RecordKind::Shortcut => "shortcut",
        RecordKind::Macro => "macro",
        RecordKind::Account => "account",
        RecordKind::Invitation => "invitation",
        RecordKind::SigningKey => "signing_key",
        RecordKind::ApiToken => "api_token",
        RecordKind::AgentStatus => "agent_status",
        RecordKind::Credentials => "channel",
        RecordKind::User => "end_user",
        _ => "other",
    }
}

/// Numbers are kept as eight bytes; a flow's version follows its number.
fn key(entry: &Stored) -> String {
    match entry.kind {
        RecordKind::Settings | RecordKind::Account => "account".to_owned(),
        RecordKind::Agent
        | RecordKind::AgentStatus
        | RecordKind::Group
        | RecordKind::Field
        | RecordKind::Flow
        | RecordKind::Shortcut
        | RecordKind::Macro
        | RecordKind::FlowDraft
        | RecordKind::User => {
            let number = entry.key.first_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes));
            number.unwrap_or_default().to_string()
        }
        _ => hex::encode(&entry.key),
    }
}
