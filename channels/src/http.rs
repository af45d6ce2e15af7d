//! Requests and answers as values.

use bytes::Bytes;
use frontdesk_model::id::AttachmentId;
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// Lower case.
    pub name: String,
    pub value: String,
}

impl Header {
    #[must_use]
    pub fn new(name: &str, value: &str) -> Self {
        Self { name: name.to_ascii_lowercase(), value: value.to_owned() }
    }
}

/// The name only: values are tokens.
impl fmt::Debug for Header {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

/// What an adapter wants to be asked.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: Method,
    /// An https address.
    pub url: String,
    pub headers: Vec<Header>,
    pub body: Body,
}

/// What is sent with a request.
#[derive(Clone, PartialEq, Eq)]
pub enum Body {
    /// Its type stands in the headers.
    Bytes(Bytes),
    /// `multipart/form-data`; whoever sends it draws the boundary and sets the header.
    Form(Vec<FormPart>),
    /// A stored file as it is; its type stands in the headers.
    File(AttachmentId),
}

impl Body {
    #[must_use]
    pub const fn empty() -> Self {
        Self::Bytes(Bytes::new())
    }

    /// The bytes, where it is nothing else.
    #[must_use]
    pub const fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Form(_) | Self::File(_) => None,
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct FormPart {
    pub name: String,
    /// For files.
    pub file_name: Option<String>,
    pub content_type: Option<String>,
    pub data: FormData,
}

#[derive(Clone, PartialEq, Eq)]
pub enum FormData {
    Bytes(Bytes),
    /// The bytes of a stored file.
    File(AttachmentId),
}

impl FormPart {
    /// A plain field.
    #[must_use]
    pub fn field(name: &str, value: impl Into<Bytes>) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            data: FormData::Bytes(value.into()),
        }
    }
}

impl HttpRequest {
    #[must_use]
    pub fn get(url: String) -> Self {
        Self { method: Method::Get, url, headers: Vec::new(), body: Body::empty() }
    }

    /// With a body of JSON. The text is raw UTF-8: nothing is escaped that need not be.
    #[must_use]
    pub fn post_json(url: String, json: &serde_json::Value) -> Self {
        Self::post(url, "application/json", Bytes::from(json.to_string()))
    }

    #[must_use]
    pub fn post(url: String, content_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![Header::new("content-type", content_type)];
        Self { method: Method::Post, url, headers, body: Body::Bytes(body.into()) }
    }

    #[must_use]
    pub fn post_form(url: String, parts: Vec<FormPart>) -> Self {
        Self { method: Method::Post, url, headers: Vec::new(), body: Body::Form(parts) }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push(Header::new(name, value));
        self
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }
}

/// Some providers have the token in the address, all have people's words in the body: neither is shown.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a {:?} request", self.method)
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    pub status: u16,
    pub headers: Vec<Header>,
    pub body: Bytes,
}

impl HttpResponse {
    /// The first header of that name, which is given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str())
    }

    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The body as JSON; `Null` for what is none, so that a broken answer reads as one that lacks everything.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or(serde_json::Value::Null)
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} with {} bytes", self.status, self.body.len())
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The request did not leave: no name, no connection.
    #[error("the provider cannot be reached")]
    NotSent,
    /// The request may have had its effect: the answer was cut off, late or never came.
    #[error("the provider did not answer")]
    NoAnswer,
}
