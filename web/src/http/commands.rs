//! `POST /desk/v1/commands`: what the `command` frame does, for clients without a socket.

use super::extract::Body;
use crate::auth::SignedIn;
use crate::command::{self, Asker};
use crate::error::ApiResult;
use crate::rate_limit::Kind;
use crate::state::AppState;
use crate::wire::rest::RunCommand;
use crate::wire::shared::Done;
use actix_web::web;

pub(super) async fn run(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Body<RunCommand>,
) -> ApiResult<web::Json<Done>> {
    // The same bucket as the socket's: going both ways gives nothing more.
    state.limits.take(Kind::AgentCommand, signed_in.agent.get())?;
    let asker = Asker { id: signed_in.agent, role: signed_in.role };
    let Body(RunCommand { id, command }) = body;
    Ok(web::Json(command::run(&state, asker, id, command).await?))
}
