//! The providers' interfaces, and what goes wrong with them.

use crate::call::{Answer, Call, pairs};
use crate::fault::Fault;
use crate::log::ApiCall;
use crate::provider::{Provider, Refusal};
use crate::providers;
use crate::shared::Shared;
use crate::world::World;
use actix_web::body::SizedStream;
use actix_web::dev::Extensions;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use frontdesk_model::time::Span;
use futures_util::{FutureExt, StreamExt};
use std::any::Any;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;

/// The longest body that the log keeps, in characters.
const LOGGED: usize = 16_384;

/// The line on which a request came, so that it can be cut.
struct Line(Arc<TcpStream>);

/// Remembers the line of each connection.
pub(crate) fn on_connect(connection: &dyn Any, extensions: &mut Extensions) {
    let stream = connection.downcast_ref::<actix_web::rt::net::TcpStream>();
    if let Some(line) = stream.and_then(|stream| stream.as_fd().try_clone_to_owned().ok()) {
        extensions.insert(Line(Arc::new(TcpStream::from(line))));
    }
}

/// What goes wrong with one request.
#[derive(Debug, Default)]
struct Wrong {
    slow: Option<Span>,
    refused: Option<Refusal>,
    silent: Option<bool>,
    ended: Option<End>,
    half: bool,
}

/// How a line ends on which nothing is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Both sides at once, in order.
    Cut,
    Reset,
    /// Ours only.
    Half,
}

impl Wrong {
    fn with(world: &mut World, account: &str, path: &str) -> Self {
        let refused = world.faults.strike(account, path, |fault| match fault {
            Fault::Throttled { retry_after } => Some(Refusal::Throttled { retry_after: *retry_after }),
            Fault::ServerError => Some(Refusal::Broken),
            Fault::Revoked => Some(Refusal::Revoked),
            Fault::Refused { code } => Some(Refusal::Code(code.clone())),
            _ => None,
        });
        let slow = world.faults.strike(account, path, |fault| match fault {
            Fault::Slow { millis } => Some(Span::millis(*millis)),
            _ => None,
        });
        let silent = world.faults.strike(account, path, |fault| match fault {
            Fault::Silent { took } => Some(*took),
            _ => None,
        });
        let ended = world.faults.strike(account, path, |fault| match fault {
            Fault::Reset => Some(End::Reset),
            Fault::HalfClosed => Some(End::Half),
            _ => None,
        });
        let half =
            world.faults.strike(account, path, |fault| (*fault == Fault::Half).then_some(())).is_some();
        Self { slow, refused, silent, ended, half }
    }
}

/// Everything below `/{kind}/`.
pub(crate) async fn call(
    shared: web::Data<Shared>,
    request: HttpRequest,
    at: web::Path<(String, String)>,
    body: Bytes,
) -> HttpResponse {
    let (kind, path) = at.into_inner();
    let Some(provider) = providers::called(&kind) else { return HttpResponse::NotFound().finish() };
    let call = read(&request, format!("/{path}"), body);
    let (account, wrong) = shared.with(|world| {
        let account = provider.account_called(world, &call);
        let wrong = account.as_deref().map(|account| Wrong::with(world, account, &call.path));
        (account, wrong.unwrap_or_default())
    });
    if let Some(slow) = wrong.slow {
        shared.clock().until(shared.clock().now().plus(slow)).await;
    }
    if let Some(end) = wrong.ended {
        return cut(&request, end);
    }
    if wrong.silent == Some(false) {
        return cut(&request, End::Cut);
    }
    let answer = shared.with(|world| answer(world, provider, &call, account, wrong.refused));
    if wrong.silent.is_some() {
        return cut(&request, End::Cut);
    }
    respond(answer, wrong.half)
}

fn read(request: &HttpRequest, path: String, body: Bytes) -> Call {
    let header = |(name, value): (&actix_web::http::header::HeaderName, _)| {
        let value: &actix_web::http::header::HeaderValue = value;
        Some((name.as_str().to_ascii_lowercase(), value.to_str().ok()?.to_owned()))
    };
    Call {
        method: request.method().as_str().to_owned(),
        path,
        query: pairs(request.query_string()).into_iter().collect(),
        headers: request.headers().iter().filter_map(header).collect(),
        body,
    }
}

fn answer(
    world: &mut World,
    provider: &dyn Provider,
    call: &Call,
    account: Option<String>,
    refused: Option<Refusal>,
) -> Answer {
    let answer = refused.map_or_else(|| provider.call(world, call), |why| provider.refusal(&why));
    world.log.call(ApiCall {
        account,
        at: world.now,
        method: call.method.clone(),
        path: call.path.clone(),
        status: answer.status,
        body: String::from_utf8_lossy(&call.body).chars().take(LOGGED).collect(),
    });
    answer
}

fn respond(answer: Answer, half: bool) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(answer.status)
        .unwrap_or(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.content_type(answer.content_type);
    for (name, value) in answer.headers {
        response.insert_header((name, value));
    }
    if !half {
        return response.body(answer.body);
    }
    let whole = u64::try_from(answer.body.len()).unwrap_or(u64::MAX);
    let first = answer.body.slice(..answer.body.len() / 2);
    let broken = async {
        // The first half leaves while this waits.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("cut off on purpose"))
    };
    let parts = futures_util::stream::iter([Ok(first)]).chain(Box::pin(broken).into_stream());
    response.body(SizedStream::new(whole, parts))
}

/// Ends the line without an answer.
fn cut(request: &HttpRequest, end: End) -> HttpResponse {
    if let Some(line) = request.conn_data::<Line>() {
        // It may be closed already, which is what is wanted.
        match end {
            End::Cut => drop(line.0.shutdown(Shutdown::Both)),
            End::Half => drop(line.0.shutdown(Shutdown::Write)),
            // Connecting a socket to nowhere resets it (tcp(7) of Linux).
            End::Reset => drop(rustix::net::connect_unspec(&*line.0)),
        }
    }
    HttpResponse::ServiceUnavailable().finish()
}
