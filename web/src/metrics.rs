//! Figures for operators, in Prometheus' text form. Names begin with `frontdesk_`, units are base units.

use crate::state::AppState;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;

const REQUEST_SECONDS: &str = "frontdesk_http_request_duration_seconds";
/// Seconds; from what memory answers to what a slow disk or a hash takes.
const BUCKETS: &[f64] = &[0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. To be called once at the start; what is counted before is lost.
pub fn install() {
    HANDLE.get_or_init(|| {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), BUCKETS)
            .and_then(PrometheusBuilder::install_recorder);
        match builder {
            Ok(handle) => {
                describe();
                Some(handle)
            }
            Err(error) => {
                tracing::error!(%error, "metrics cannot be recorded");
                None
            }
        }
    });
}

fn describe() {
    metrics::describe_histogram!(
        REQUEST_SECONDS,
        metrics::Unit::Seconds,
        "How long requests took, by route."
    );
    metrics::describe_counter!("frontdesk_rate_limited_total", "Requests that were refused as too many.");
    metrics::describe_counter!("frontdesk_sign_ins_total", "Sign-ins, by result.");
    metrics::describe_counter!("frontdesk_identity_tokens_total", "Identity tokens of end users, by result.");
    metrics::describe_counter!("frontdesk_invitations_accepted_total", "People who joined by an invitation.");
    metrics::describe_counter!("frontdesk_visitor_sessions_total", "End users who opened a widget anew.");
    metrics::describe_counter!("frontdesk_uploads_total", "Files that were sent, by result.");
    metrics::describe_counter!(
        "frontdesk_upload_bytes_total",
        metrics::Unit::Bytes,
        "Bytes of files that were kept."
    );
    metrics::describe_gauge!("frontdesk_sockets", "Open sockets.");
    metrics::describe_gauge!("frontdesk_conversations_live", "Conversations in memory.");
    metrics::describe_counter!("frontdesk_journal_commits_total", "Commits that are durable.");
}

/// Folds the samples that were taken since the last time into their buckets. To be called every few seconds: samples
/// that nobody asks for would pile up otherwise.
pub fn upkeep() {
    if let Some(Some(handle)) = HANDLE.get() {
        handle.run_upkeep();
    }
}

/// All figures as text; empty before [`install`].
#[must_use]
pub fn render(state: &AppState) -> String {
    let Some(Some(handle)) = HANDLE.get() else { return String::new() };
    let gauge = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    metrics::gauge!("frontdesk_sockets").set(gauge(state.sockets.len()));
    metrics::gauge!("frontdesk_conversations_live").set(gauge(state.system.registry.live()));
    metrics::counter!("frontdesk_journal_commits_total").absolute(state.system.shared.store.offset());
    handle.run_upkeep();
    handle.render()
}

/// Measures a request under its route's template, never under its path: a scanner must not make series.
pub async fn measure<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let begun = Instant::now();
    let method = known_method(request.method().as_str());
    let response = next.call(request).await?;
    let route = response.request().match_pattern().filter(|route| !route.is_empty());
    let route = route.unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16().to_string();
    metrics::histogram!(REQUEST_SECONDS, "method" => method, "route" => route, "status" => status)
        .record(begun.elapsed().as_secs_f64());
    Ok(response)
}

fn known_method(method: &str) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method).unwrap_or("other")
}
