//! Requests to a provider's interface, and what it answers.

use bytes::Bytes;
use reqwest::Url;
use serde_json::Value;
use std::collections::BTreeMap;

/// A request, read as far as all providers need it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// In upper case.
    pub(crate) method: String,
    /// What follows `/{kind}`, with its slash: `/v25.0/1001/messages`.
    pub(crate) path: String,
    /// Decoded; the last of each name.
    pub(crate) query: BTreeMap<String, String>,
    /// By name in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Bytes,
}

impl Call {
    /// The parts of the path.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.split('/').filter(|part| !part.is_empty()).collect()
    }

    /// Empty where there is none.
    pub(crate) fn query(&self, name: &str) -> &str {
        self.query.get(name).map_or("", String::as_str)
    }

    /// Empty where there is none. The name is given in lower case.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The bearer token; empty where there is none.
    pub(crate) fn bearer(&self) -> &str {
        let (scheme, token) = self.header("authorization").split_once(' ').unwrap_or_default();
        if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" }
    }

    /// The body as JSON; `None` for what is none.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as a form, in its order.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// The parts of a multipart body; empty for what is none.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let boundary = self.header("content-type").split("boundary=").nth(1).unwrap_or_default();
        let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
        if boundary.is_empty() { Vec::new() } else { split_parts(&self.body, boundary) }
    }
}

/// A query or form, decoded, in its order.
pub(crate) fn pairs(encoded: &str) -> Vec<(String, String)> {
    let Ok(mut url) = Url::parse("http://form/") else { return Vec::new() };
    url.set_query(Some(encoded));
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    /// Empty where it is not told.
    pub(crate) content_type: String,
    pub(crate) data: Bytes,
}

/// RFC 7578, as far as HTTP clients use it.
fn split_parts(body: &Bytes, boundary: &str) -> Vec<Part> {
    let mark = format!("--{boundary}");
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some(at) = body.get(from..).and_then(|rest| find(rest, mark.as_bytes())) {
        starts.push(from + at);
        from += at + mark.len();
    }
    let ends = starts.iter().skip(1);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            // A line break follows the mark, and one stands before the next.
            let whole = body.slice(start + mark.len() + 2..end.checked_sub(2)?.max(start + mark.len() + 2));
            let head = find(&whole, b"\r\n\r\n")?;
            let headers = String::from_utf8_lossy(whole.get(..head)?).into_owned();
            Some(part(&headers, whole.slice(head + 4..)))
        })
        .collect()
}

fn part(headers: &str, data: Bytes) -> Part {
    let header = |name: &str| {
        headers.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let disposition = header("content-disposition").unwrap_or_default();
    let of = |name: &str| parameter(&disposition, name);
    let content_type = header("content-type").unwrap_or_default();
    Part { name: of("name").unwrap_or_default(), file_name: of("filename"), content_type, data }
}

/// Of a header's value: `form-data; name="a"; filename=b`. Not every client quotes, or puts blanks between.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    while let Some((name, after)) = rest.split_once('=') {
        let quoted = after.strip_prefix('"').and_then(|inside| inside.split_once('"'));
        let (value, next) = quoted.unwrap_or_else(|| after.split_once(';').unwrap_or((after, "")));
        if name.trim_matches([';', ' ', '\t']).eq_ignore_ascii_case(wanted) {
            return Some(value.to_owned());
        }
        rest = next;
    }
    None
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

/// What a provider answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(status: u16, json: &Value) -> Self {
        Self::of(status, "application/json; charset=utf-8", json.to_string())
    }

    pub(crate) fn of(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, content_type: content_type.to_owned(), headers: Vec::new(), body: body.into() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(content_type: &str, body: &'static [u8]) -> Call {
        Call {
            method: "POST".to_owned(),
            path: "/v1/a//b".to_owned(),
            query: BTreeMap::new(),
            headers: [("content-type".to_owned(), content_type.to_owned())].into(),
            body: Bytes::from_static(body),
        }
    }

    #[test]
    fn a_form_with_a_file_is_read() {
        let body = b"--xx\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage/png\r\n--xx\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\r\n1\r\n--xx--\r\n";
        let parts = call("multipart/form-data; boundary=\"xx\"", body).parts();
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].name.as_str(), &parts[0].data[..]), ("type", &b"image/png"[..]));
        assert_eq!(parts[1].file_name.as_deref(), Some("a b.png"));
        assert_eq!(parts[1].name, "file");
        assert_eq!(&parts[1].data[..], b"\x89PNG\r\n\r\n1");
    }

    #[test]
    fn a_header_is_read_with_and_without_quotes() {
        let read = |header: &str| (parameter(header, "name"), parameter(header, "filename"));
        let both = (Some("a".to_owned()), Some("b; c.png".to_owned()));
        assert_eq!(read("form-data; name=\"a\"; filename=\"b; c.png\""), both);
        let bare = (Some("a".to_owned()), Some("b.png".to_owned()));
        assert_eq!(read("form-data;name=\"a\";filename=b.png"), bare);
        assert_eq!(read("form-data; filename=b.png; name=a"), bare);
        assert_eq!(read("form-data"), (None, None));
    }

    #[test]
    fn what_is_no_form_has_no_parts() {
        for (content_type, body) in [
            ("", &b"x"[..]),
            ("multipart/form-data; boundary=a", b"--a"),
            ("multipart/form-data; boundary=a", b"--a--a"),
        ] {
            assert_eq!(call(content_type, body).parts(), Vec::new());
        }
        assert_eq!(call("", b"").segments(), ["v1", "a", "b"]);
    }

    #[test]
    fn forms_are_decoded() {
        let call = call("", b"To=%2B1555&Body=h%C3%A9+%26");
        assert_eq!(call.form(), [("To".into(), "+1555".into()), ("Body".into(), "hé &".into())]);
    }
}
