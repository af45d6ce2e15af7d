//! What carries requests to providers: injected, so that the core knows no network and tests script the other side.

use crate::files::{FileBytes, FilesCell};
use crate::vault::{KEY_BYTES, Vault};
use frontdesk_channels::{Adapters, Header, HttpRequest, HttpResponse, TransportError};
use frontdesk_model::channel::ChannelKind;
use frontdesk_model::id::AttachmentId;
use frontdesk_model::message::Content;
use futures_util::future::{self, BoxFuture, FutureExt};
use futures_util::stream::{self, StreamExt};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Makes one request. Any status is an answer; how long to wait is the caller's business, who may drop the future.
pub trait Transport: Send + Sync + 'static {
    fn send(&self, request: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>>;

    /// As [`Self::send`] for a file: its bytes come as they arrive.
    ///
    /// The address may be one that an end user's message named, so whoever implements this asks no address inside the
    /// operator's network, unless it is one of the configured hosts.
    fn download(&self, request: HttpRequest) -> BoxFuture<'static, Result<Download, TransportError>> {
        let answered = self.send(request);
        async move {
            let HttpResponse { status, headers, body } = answered.await?;
            Ok(Download { status, headers, bytes: stream::iter([Ok(body)]).boxed() })
        }
        .boxed()
    }
}

/// A file on its way here.
pub struct Download {
    pub status: u16,
    pub headers: Vec<Header>,
    pub bytes: FileBytes,
}

/// For a server without adapters: nothing is ever sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTransport;

impl Transport for NoTransport {
    fn send(&self, _: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        future::ready(Err(TransportError::NotSent)).boxed()
    }
}

/// The providers that a server can speak to, the way there, and what it takes.
#[derive(Clone)]
pub struct Providers {
    pub adapters: Adapters,
    pub transport: Arc<dyn Transport>,
    /// Seals the credentials.
    pub vault: Vault,
    /// Where providers are instead of where their adapters look for them, by kind and name of the host.
    pub hosts: BTreeMap<ChannelKind, BTreeMap<String, String>>,
    /// Where this server is reached from outside; no slash at the end.
    pub public_url: String,
    pub files: FilesCell,
}

impl Providers {
    /// Our own channels only.
    #[must_use]
    pub fn none() -> Self {
        Self::new(Adapters::default(), Arc::new(NoTransport))
    }

    /// With a key that is known to everybody and no address: for tests, and where no account is connected.
    #[must_use]
    pub fn new(adapters: Adapters, transport: Arc<dyn Transport>) -> Self {
        Self {
            adapters,
            transport,
            vault: Vault::new([0; KEY_BYTES]),
            hosts: BTreeMap::new(),
            public_url: String::new(),
            files: FilesCell::default(),
        }
    }

    /// Where the provider can fetch the files of a message.
    #[must_use]
    pub fn links(&self, content: &Content) -> BTreeMap<AttachmentId, String> {
        let (Content::Files { files, .. }, Some(stored)) = (content, self.files.get()) else {
            return BTreeMap::new();
        };
        files.iter().filter_map(|file| Some((file.id, stored.link(file)?))).collect()
    }

    /// Where the providers of a kind are, by the name of the host.
    #[must_use]
    pub fn hosts(&self, kind: ChannelKind) -> BTreeMap<String, String> {
        let adapter = self.adapters.of(kind);
        let defaults = adapter.into_iter().flat_map(|adapter| adapter.hosts());
        let mut hosts: BTreeMap<String, String> =
            defaults.map(|host| (host.name.to_owned(), host.default.to_owned())).collect();
        hosts.extend(self.hosts.get(&kind).cloned().unwrap_or_default());
        hosts
    }
}
