//! The other side of a channel: answers what a test put into its mouth, and remembers what it was asked.

use bytes::Bytes;
use frontdesk_actors::transport::{Providers, Transport};
use frontdesk_channels::{HttpRequest, HttpResponse, TransportError, every};
use futures_util::future::{self, BoxFuture, FutureExt};
use serde_json::Value;
use std::sync::{Arc, Mutex};

#[derive(Default)]
pub(crate) struct Provider {
    /// Part of an address, and what is answered there; the newest that fits counts.
    answers: Mutex<Vec<(String, u16, Value)>>,
    asked: Mutex<Vec<HttpRequest>>,
}

impl Provider {
    pub(crate) fn answers(&self, at: &str, status: u16, body: Value) {
        self.answers.lock().unwrap().push((at.to_owned(), status, body));
    }

    /// The addresses that were asked since the last time.
    pub(crate) fn asked(&self) -> Vec<HttpRequest> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    /// All adapters, with this at their other end.
    pub(crate) fn providers(self: &Arc<Self>) -> Providers {
        Providers {
            public_url: "https://desk.example".to_owned(),
            ..Providers::new(every(), Arc::new(Line(Arc::clone(self))))
        }
    }
}

struct Line(Arc<Provider>);

impl Transport for Line {
    fn send(&self, request: HttpRequest) -> BoxFuture<'static, Result<HttpResponse, TransportError>> {
        let answers = self.0.answers.lock().unwrap();
        let found = answers.iter().rev().find(|(at, ..)| request.url.contains(at));
        let answer = found.map(|(_, status, body)| HttpResponse {
            status: *status,
            headers: Vec::new(),
            body: Bytes::from(body.to_string()),
        });
        drop(answers);
        self.0.asked.lock().unwrap().push(request);
        future::ready(answer.ok_or(TransportError::NotSent)).boxed()
    }
}
