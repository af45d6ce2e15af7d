//! On which pages a widget may stand.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest that is taken: a host name has at most 253 characters (RFC 1035).
const MAX_CHARS: usize = 270;

/// A page's origin in the form in which browsers write it, or with `*.` for all subdomains of a host.
///
/// The same form is a source in a content security policy, so it has no character that could end one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageOrigin(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an origin is https://host or http://host, with a port where it is not the usual one, and without a path"
)]
pub struct InvalidOrigin;

impl PageOrigin {
    /// White space around and one slash at the end are cut, letters become small, the scheme's own port goes.
    ///
    /// # Errors
    /// For anything but scheme, host and port. Names in other scripts are taken in the form of DNS (`xn--…`) only.
    pub fn new(text: &str) -> Result<Self, InvalidOrigin> {
        let text = text.trim().to_ascii_lowercase();
        if text.len() > MAX_CHARS {
            return Err(InvalidOrigin);
        }
        let (scheme, rest) = text.split_once("://").ok_or(InvalidOrigin)?;
        let own_port = match scheme {
            "https" => "443",
            "http" => "80",
            _ => return Err(InvalidOrigin),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0));
        if !port_fits || !is_host(host) {
            return Err(InvalidOrigin);
        }
        Ok(Self(match port.filter(|port| *port != own_port) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }))
    }

    /// Whether this is the origin of a page, which is compared as browsers write it.
    #[must_use]
    pub fn is_of(&self, page: &str) -> bool {
        let Some((scheme, rest)) = self.0.split_once("://*.") else { return self.0 == page };
        let Some(page) = page.strip_prefix(scheme).and_then(|page| page.strip_prefix("://")) else {
            return false;
        };
        page.strip_suffix(rest).and_then(|sub| sub.strip_suffix('.')).is_some_and(is_name)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    match host.strip_prefix("*.") {
        // All of a top-level domain is nobody's own site.
        Some(rest) => rest.contains('.') && is_name(rest),
        None => is_name(host),
    }
}

fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
            })
    };
    name.split('.').all(label)
}

impl fmt::Display for PageOrigin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for PageOrigin {
    type Error = InvalidOrigin;

    fn try_from(text: String) -> Result<Self, InvalidOrigin> {
        Self::new(&text)
    }
}

impl From<PageOrigin> for String {
    fn from(origin: PageOrigin) -> Self {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_gets_the_form_that_browsers_write() {
        for (text, normal) in [
            ("https://shop.example.org", "https://shop.example.org"),
            (" HTTPS://Shop.Example.org:443/ ", "https://shop.example.org"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("https://[::1]:8443", "https://[::1]:8443"),
            ("https://[::1]", "https://[::1]"),
            ("https://*.example.org", "https://*.example.org"),
            ("https://xn--hxajbheg2az3al.xn--jxalpdlp", "https://xn--hxajbheg2az3al.xn--jxalpdlp"),
        ] {
            assert_eq!(PageOrigin::new(text).unwrap().as_str(), normal);
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for text in [
            "",
            "*",
            "null",
            "shop.example.org",
            "//shop.example.org",
            "ftp://shop.example.org",
            "https://",
            "https://shop.example.org/path",
            "https://shop.example.org//",
            "https://shop.example.org?x",
            "https://shop.example.org#x",
            "https://user@shop.example.org",
            "https://shop.example.org:0",
            "https://shop.example.org:99999",
            "https://shop.example.org:",
            "https://*",
            "https://*.org",
            "https://shop.*.org",
            "https://*shop.example.org",
            "https://παράδειγμα.δοκιμή",
            "https://a b",
            "https://a;script-src *",
            "https://a,https://b",
            "https://a..b",
            "https://[::1",
            "https://::1",
        ] {
            assert_eq!(PageOrigin::new(text), Err(InvalidOrigin), "{text}");
        }
    }

    #[test]
    fn only_the_page_itself_or_a_subdomain_is_meant() {
        let one = PageOrigin::new("https://shop.example.org").unwrap();
        assert!(one.is_of("https://shop.example.org"));
        for other in
            ["http://shop.example.org", "https://shop.example.org:8443", "https://a.shop.example.org", "null"]
        {
            assert!(!one.is_of(other), "{other}");
        }
        let all = PageOrigin::new("https://*.example.org:8443").unwrap();
        for page in ["https://shop.example.org:8443", "https://a.b.example.org:8443"] {
            assert!(all.is_of(page), "{page}");
        }
        for other in [
            "https://example.org:8443",
            "https://shop.example.org",
            "http://shop.example.org:8443",
            "https://evilexample.org:8443",
            "https://evil.test/.example.org:8443",
            "https://evil.test:1@x.example.org:8443",
            "https://.example.org:8443",
        ] {
            assert!(!all.is_of(other), "{other}");
        }
    }
}
