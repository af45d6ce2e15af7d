//! `GET /livez`, `GET /readyz`, `GET /metrics`: what operators' tools ask.

use super::client_address::is_local;
use crate::error::ApiResult;
use crate::metrics;
use crate::state::AppState;
use crate::wire::error::ErrorCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

/// One thing that has to be right before requests should come here.
#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    checks: Vec<Check>,
}

/// The process answers; says nothing of the disk, so that a broken disk does not make it restart in circles.
pub(super) async fn livez() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("ok\n")
}

pub(super) async fn readyz(state: web::Data<AppState>) -> HttpResponse {
    let checks = vec![
        Check { name: "journal", ok: state.system.shared.store.healthy().is_ok() },
        Check { name: "not_draining", ok: !state.is_draining() },
        Check { name: "routing", ok: state.system.router.connected() },
        Check { name: "agents", ok: state.system.agents.connected() && state.system.notifier.connected() },
    ];
    let ready = checks.iter().all(|check| check.ok);
    let readiness = Readiness { ready, checks };
    if ready {
        HttpResponse::Ok().json(readiness)
    } else {
        HttpResponse::ServiceUnavailable().json(readiness)
    }
}

/// For this machine, unless the operator opened it to others.
pub(super) async fn metrics(state: web::Data<AppState>, request: HttpRequest) -> ApiResult<HttpResponse> {
    if !state.config.metrics_open && !is_local(&state.config, &request) {
        return Err(ErrorCode::UnknownRoute.into());
    }
    let text = metrics::render(&state);
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}
