//! `/desk/v1/admin/conversations/{id}/routing`: why is this conversation not routed?

use crate::auth::Admin;
use crate::error::ApiResult;
use crate::http::extract::Id;
use crate::state::AppState;
use crate::wire::admin::Routing;
use crate::wire::agent::Named;
use crate::wire::error::ErrorCode;
use actix_web::web;
use frontdesk_actors::router::{Explain, Position};
use frontdesk_model::id::{ConversationId, UserId};
use frontdesk_model::routing::Explanation;

pub(in crate::http) async fn explain(
    state: web::Data<AppState>,
    _admin: Admin,
    conversation: Id<ConversationId>,
) -> ApiResult<web::Json<Routing>> {
    if state.system.registry.look(conversation.0).await?.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let explanation = state.system.router.send(Explain(conversation.0)).await?;
    let position = state.system.router.send(Position(conversation.0)).await?;
    let directory = state.system.shared.directory.get();
    let named = |id: &UserId| Named { id: *id, name: directory.agent_name(*id).to_owned() };
    let (why, agents) = match &explanation {
        Explanation::NotWaiting => ("not_waiting", Vec::new()),
        Explanation::Assigned { to } => ("assigned", vec![named(to)]),
        Explanation::Offered { to } => ("offered", to.iter().map(named).collect()),
        Explanation::Refused => ("refused", Vec::new()),
        Explanation::NobodyInGroup { .. } => ("nobody_in_group", Vec::new()),
        Explanation::NoMatchingSkill { .. } => ("no_matching_skill", Vec::new()),
        Explanation::AllAway { .. } => ("all_away", Vec::new()),
        Explanation::Rests => ("rests", Vec::new()),
        Explanation::EverybodyMissed { .. } => ("everybody_missed", Vec::new()),
        Explanation::AllAtCapacity { .. } => ("all_at_capacity", Vec::new()),
        Explanation::AllAnswering { .. } => ("all_answering", Vec::new()),
        Explanation::Ready { .. } => ("ready", Vec::new()),
    };
    Ok(web::Json(Routing {
        why: why.to_owned(),
        text: explanation.to_string(),
        agents,
        position: position.and_then(|position| u32::try_from(position).ok()),
    }))
}
