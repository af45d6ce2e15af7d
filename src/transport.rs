//! The way to the providers: HTTP over TLS, and nothing but the provider at the other end.
//!
//! Addresses of files come out of messages that strangers wrote. So whatever is not one of the configured hosts has to
//! be https, and its name must not lead into the operator's own network.

mod guard;

use bytes::{Bytes, BytesMut};
use frontdesk_actors::files::{FilesCell, OpenFile};
use frontdesk_actors::transport::{Download, Transport};
use frontdesk_channels::{
    Body, FormData, FormPart, Header, HttpRequest, HttpResponse, Method, TransportError,
};
use frontdesk_model::id::AttachmentId;
use futures_util::future::{BoxFuture, FutureExt};
use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use guard::{Guard, PublicNames};
use reqwest::multipart::{Form, Part};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Response, Url};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of the longest answer to a question. Providers say a few KB; the longest is a page of 250 templates, each of
/// which has at most some 4 KB, and this is twice that. Files come by [`Transport::download`], piece by piece, and are
/// bounded where they are kept. What is longer counts as no answer.
const MAX_ANSWER_BYTES: usize = 2 * 1024 * 1024;
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// A provider that sends nothing for so long has stopped.
const SILENCE: Duration = Duration::from_secs(30);
/// How often a file may be somewhere else.
const MAX_REDIRECTS: usize = 4;
/// What is read of a file at a time, in bytes.
const CHUNK: usize = 64 * 1024;

pub(crate) struct Https {
    client: Client,
    guard: Arc<Guard>,
    files: FilesCell,
}

impl Https {
    /// `hosts`: the addresses of providers as configured, which may lie anywhere.
    ///
    /// # Errors
    /// When the system has no certificates to trust.
    pub(crate) fn new(hosts: impl Iterator<Item = String>, files: FilesCell) -> anyhow::Result<Self> {
        let guard = Arc::new(Guard::new(hosts));
        let judge = Arc::clone(&guard);
        let redirects = Policy::custom(move |attempt| {
            if attempt.previous().len() > MAX_REDIRECTS || !judge.allows(attempt.url()) {
                attempt.stop()
            } else {
                attempt.follow()
            }
        });
        let client = Client::builder()
            .user_agent(concat!("Frontdesk/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_WITHIN)
            .read_timeout(SILENCE)
            .redirect(redirects)
            .dns_resolver(Arc::new(PublicNames(Arc::clone(&guard))))
            .build()?;
        Ok(Self { client, guard, files })
    }

    fn prepared(&self, request: HttpRequest) -> BoxFuture<'static, Result<Response, TransportError>> {
        let (client, guard, files) = (self.client.clone(), Arc::clone(&self.guard), self.files.clone());
        async move {
            let request = built(&client, &guard, &files, request).await.ok_or(TransportError::NotSent)?;
            client.execute(request).await.map_err(|error| {
                if error.is_connect() || error.is_builder() {
                    TransportError::NotSent
                } else {
                    TransportError::NoAnswer
                }
            })
        }
        .boxed()
    }
}

impl Transport for Https {
    fn send(&self, request: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        let beginning = beginning_of(&request);
        let answered = self.prepared(request);
        async move {
            let response = answered.await?;
            let (status, headers) = (response.status().as_u16(), headers_of(&response));
            let bytes = response.bytes_stream().map_err(|_| TransportError::NoAnswer);
            Ok(HttpResponse { status, headers, body: whole(bytes, beginning).await? })
        }
        .boxed()
    }

    fn download(&self, request: HttpRequest) -> BoxFuture<'static, Result<Download, TransportError>> {
        let answered = self.prepared(request);
        async move {
            let response = answered.await?;
            let (status, headers) = (response.status().as_u16(), headers_of(&response));
            let bytes = response.bytes_stream().map_err(|_| TransportError::NoAnswer).boxed();
            Ok(Download { status, headers, bytes })
        }
        .boxed()
    }
}

/// The bytes that a request asks for, where it wants the beginning only (`range: bytes=0-1023`, RFC 9110 §14.2).
fn beginning_of(request: &HttpRequest) -> Option<usize> {
    let range = request.headers.iter().find(|header| header.name == "range")?;
    range.value.strip_prefix("bytes=0-")?.parse::<usize>().ok()?.checked_add(1)
}

/// An answer in one piece. A provider that knows no ranges sends all of a file to who wanted its beginning: the rest is
/// not read.
async fn whole(
    bytes: impl Stream<Item = Result<Bytes, TransportError>>,
    beginning: Option<usize>,
) -> Result<Bytes, TransportError> {
    let mut bytes = pin!(bytes);
    let mut body = BytesMut::new();
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk?;
        if let Some(most) = beginning.filter(|most| body.len().saturating_add(chunk.len()) >= *most) {
            body.extend_from_slice(chunk.get(..most.saturating_sub(body.len())).unwrap_or(&chunk));
            return Ok(body.freeze());
        }
        if body.len().saturating_add(chunk.len()) > MAX_ANSWER_BYTES {
            return Err(TransportError::NoAnswer);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn headers_of(response: &Response) -> Vec<Header> {
    let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        Some(Header { name: name.as_str().to_owned(), value: value.to_str().ok()?.to_owned() })
    };
    response.headers().iter().filter_map(header).collect()
}

/// `None` for what may not or cannot be sent: a forbidden address, a file that is gone.
async fn built(client: &Client, guard: &Guard, files: &FilesCell, request: HttpRequest) -> Option<Request> {
    let HttpRequest { method, url, headers, body } = request;
    let url = Url::parse(&url).ok().filter(|url| guard.allows(url))?;
    let mut building = client.request(
        match method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        },
        url,
    );
    for Header { name, value } in headers {
        building = building.header(name, value);
    }
    building = match body {
        Body::Bytes(bytes) => building.body(bytes),
        Body::Form(parts) => building.multipart(form(files, parts).await?),
        Body::File(id) => {
            let (file, bytes) = opened(files, id).await?;
            building.header("content-length", file).body(bytes)
        }
    };
    building.build().ok()
}

async fn form(files: &FilesCell, parts: Vec<FormPart>) -> Option<Form> {
    let mut form = Form::new();
    for FormPart { name, file_name, content_type, data } in parts {
        let mut part = match data {
            FormData::Bytes(bytes) => {
                Part::stream_with_length(bytes.clone(), u64::try_from(bytes.len()).ok()?)
            }
            FormData::File(id) => {
                let (length, bytes) = opened(files, id).await?;
                Part::stream_with_length(bytes, length)
            }
        };
        if let Some(file_name) = file_name {
            part = part.file_name(file_name);
        }
        if let Some(content_type) = content_type {
            part = part.mime_str(&content_type).ok()?;
        }
        form = form.part(name, part);
    }
    Some(form)
}

/// A stored file and its length in bytes.
async fn opened(files: &FilesCell, id: AttachmentId) -> Option<(u64, reqwest::Body)> {
    let OpenFile { file, bytes } = files.get()?.open(id).await?;
    let chunks = stream::try_unfold(tokio::fs::File::from_std(bytes), |mut file| async move {
        use tokio::io::AsyncReadExt as _;
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = file.read_buf(&mut chunk).await?;
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(chunk), file)))
    });
    Some((file.size, reqwest::Body::wrap_stream(chunks)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(count: usize, bytes: usize) -> impl Stream<Item = Result<Bytes, TransportError>> {
        stream::iter((0..count).map(move |_| Ok(Bytes::from(vec![7; bytes]))))
    }

    #[tokio::test]
    async fn an_answer_is_bounded_and_a_beginning_is_no_more_than_that() {
        let length = async |count, bytes, beginning| {
            whole(chunks(count, bytes), beginning).await.map(|body| body.len())
        };
        assert_eq!(length(2, MAX_ANSWER_BYTES / 2, None).await, Ok(MAX_ANSWER_BYTES));
        assert_eq!(length(2, MAX_ANSWER_BYTES / 2 + 1, None).await, Err(TransportError::NoAnswer));
        assert_eq!(length(usize::MAX, 600, Some(1_024)).await, Ok(1_024), "the rest is not read");
        assert_eq!(length(1, 10, Some(1_024)).await, Ok(10));
        assert_eq!(length(1, MAX_ANSWER_BYTES + 1, Some(1)).await, Ok(1));
    }

    #[test]
    fn only_a_range_from_the_first_byte_on_is_a_beginning() {
        let asked = |range: &str| beginning_of(&HttpRequest::get(String::new()).with("range", range));
        assert_eq!(asked("bytes=0-1023"), Some(1_024));
        for other in ["bytes=5-9", "bytes=0-", "bytes=0-1,5-9", "pages=0-1"] {
            assert_eq!(asked(other), None, "{other}");
        }
        assert_eq!(beginning_of(&HttpRequest::get(String::new())), None);
    }
}
