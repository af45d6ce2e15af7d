//! `/desk/v1/admin/flows/overview`: every flow, published or not, and who uses it.

use super::{named, newest, used_by};
use crate::auth::Admin;
use crate::error::ApiResult;
use crate::http::admin::all;
use crate::state::AppState;
use crate::wire::flows::{FlowSummary, FlowsOverview};
use actix_web::web;
use frontdesk_actors::flow_draft::FlowDraft;
use frontdesk_model::directory::Directory;
use frontdesk_model::flow::Flow;
use frontdesk_model::id::FlowId;
use frontdesk_storage::RecordKind;
use std::collections::BTreeMap;

pub(in crate::http) async fn show(
    state: web::Data<AppState>,
    _admin: Admin,
) -> ApiResult<web::Json<FlowsOverview>> {
    let directory = state.system.shared.directory.get();
    let published = newest(&directory);
    let drafts = all::<FlowDraft>(&state, RecordKind::FlowDraft).await?.into_iter();
    let mut drafts: BTreeMap<FlowId, FlowDraft> = drafts.map(|(_, _, draft)| (draft.flow, draft)).collect();
    let mut flows: Vec<FlowSummary> = published
        .into_values()
        .map(|flow| {
            let draft = drafts.remove(&flow.id).filter(|draft| draft.changed);
            summary(Some(flow), draft.as_ref(), flow.id, &directory)
        })
        .collect();
    flows.extend(drafts.into_values().map(|draft| summary(None, Some(&draft), draft.flow, &directory)));
    flows.sort_by_key(|flow| flow.id);
    Ok(web::Json(FlowsOverview { flows }))
}

fn summary(
    published: Option<&Flow>,
    draft: Option<&FlowDraft>,
    id: FlowId,
    directory: &Directory,
) -> FlowSummary {
    let publication = published.and_then(|flow| flow.publication);
    let (at, by) = match draft {
        Some(draft) => (Some(draft.at), Some(draft.by)),
        None => (publication.map(|made| made.at), publication.map(|made| made.by)),
    };
    let name = match (draft, published) {
        (Some(draft), _) => draft.name().to_owned(),
        (None, Some(flow)) => flow.name.clone(),
        (None, None) => String::new(),
    };
    let steps = draft.map(FlowDraft::steps).or(published.map(|flow| flow.steps.len()));
    FlowSummary {
        id,
        name,
        steps: steps.unwrap_or_default(),
        published: published.map(|flow| flow.version),
        changed: draft.is_some(),
        at,
        by: by.map(|by| named(directory, by)),
        used_by: used_by(directory, id),
    }
}
