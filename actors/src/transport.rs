//! What carries requests to providers: injected, so that the core knows no network and tests script the other side.

use frontdesk_channels::{Adapters, HttpRequest, HttpResponse, TransportError};
use futures_util::future::{self, BoxFuture, FutureExt};
use std::sync::Arc;

/// Makes one request. Any status is an answer; how long to wait is the caller's business, who may drop the future.
pub trait Transport: Send + Sync + 'static {
    fn send(&self, request: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>>;
}

/// For a server without adapters: nothing is ever sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTransport;

impl Transport for NoTransport {
    fn send(&self, _: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        future::ready(Err(TransportError::NotSent)).boxed()
    }
}

/// The providers that a server can speak to, and the way there.
#[derive(Clone)]
pub struct Providers {
    pub adapters: Adapters,
    pub transport: Arc<dyn Transport>,
}

impl Providers {
    /// Our own channels only.
    #[must_use]
    pub fn none() -> Self {
        Self { adapters: Adapters::default(), transport: Arc::new(NoTransport) }
    }
}
