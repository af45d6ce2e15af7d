//! From which pages requests are taken. Browsers tell the page's origin and no page can forge it.
//!
//! `SameSite=Lax` and the token in the header already stop forged requests; this stops them a third time, and it
//! is all that stops a foreign page from opening a socket with a visitor's cookies.

use crate::config::WebConfig;
use actix_web::http::header::{HeaderMap, HeaderName, ORIGIN};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whose pages ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The workspace and the admin centre: our own origin, and those that the operator lists.
    Agents,
    /// The widget's frame, which is always a page of our own, whatever site it is shown on.
    EndUsers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("requests from this page are not accepted")]
pub struct OriginRefused;

/// The origins that are taken, in the form in which browsers write them.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    own: Vec<String>,
    further: Vec<String>,
    secure: bool,
}

impl Origins {
    /// Entries that are no origin are left out and logged: they could never match.
    #[must_use]
    pub fn of(config: &WebConfig) -> Self {
        let own = match normal(&config.public_url) {
            Some(own) => with_loopback_names(own),
            None => {
                tracing::error!("the public address is no http(s) address: no browser will be let in");
                Vec::new()
            }
        };
        let (good, bad): (Vec<_>, Vec<_>) =
            config.allowed_origins.iter().map(|origin| normal(origin)).partition(Option::is_some);
        if !bad.is_empty() {
            tracing::warn!(count = bad.len(), "some allowed origins are no origins and are left out");
        }
        let secure = own.first().is_some_and(|own| own.starts_with("https://"));
        Self { own, further: good.into_iter().flatten().collect(), secure }
    }

    /// Whether browsers reach us by https, so that cookies can be bound to it.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether a page is one of this server's own, such as a help centre.
    #[must_use]
    pub fn is_own(&self, page: &str) -> bool {
        self.own.iter().any(|own| own == page)
    }

    /// The origin by which browsers reach us; empty when none is configured well.
    #[must_use]
    pub fn own(&self) -> &str {
        self.own.first().map_or("", String::as_str)
    }

    /// For requests that change something. What tells neither origin nor site is no browser of these years, and so
    /// carries nobody's cookies but its own.
    ///
    /// # Errors
    /// When the request comes from a page of another origin.
    pub fn check_request(&self, headers: &HeaderMap, audience: Audience) -> Result<(), OriginRefused> {
        match self.told(headers)? {
            Some(origin) => self.check(&origin, audience),
            None => match headers.get(SEC_FETCH_SITE).map(|site| site.as_bytes()) {
                None | Some(b"same-origin" | b"none") => Ok(()),
                Some(_) => Err(OriginRefused),
            },
        }
    }

    /// For sockets, to which browsers always tell the page's origin: without one there is no socket.
    ///
    /// # Errors
    /// When the page's origin is missing or not one that is listed.
    pub fn check_handshake(&self, headers: &HeaderMap, audience: Audience) -> Result<(), OriginRefused> {
        let origin = self.told(headers)?.ok_or(OriginRefused)?;
        self.check(&origin, audience)
    }

    fn told(&self, headers: &HeaderMap) -> Result<Option<String>, OriginRefused> {
        let mut told = headers.get_all(ORIGIN);
        match (told.next(), told.next()) {
            (None, _) => Ok(None),
            (Some(origin), None) => {
                origin.to_str().map(|origin| Some(origin.to_owned())).map_err(|_| OriginRefused)
            }
            (Some(_), Some(_)) => Err(OriginRefused),
        }
    }

    /// Compared whole and exactly: browsers write an origin in one form only.
    fn check(&self, origin: &str, audience: Audience) -> Result<(), OriginRefused> {
        let further = match audience {
            Audience::Agents => self.further.as_slice(),
            Audience::EndUsers => &[],
        };
        let known = self.own.iter().chain(further).any(|known| known == origin);
        if known { Ok(()) } else { Err(OriginRefused) }
    }
}

/// `scheme://host[:port]` in lower case without the scheme's own port, as browsers write it.
fn normal(address: &str) -> Option<String> {
    let uri: actix_web::http::Uri = address.trim().parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let own_port = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let authority = uri.authority()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let host = authority.host().to_ascii_lowercase();
    match authority.port_u16().filter(|port| *port != own_port) {
        Some(port) => Some(format!("{scheme}://{host}:{port}")),
        None => Some(format!("{scheme}://{host}")),
    }
}

/// People write `localhost` and `127.0.0.1` as they like; both are this machine.
fn with_loopback_names(own: String) -> Vec<String> {
    const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];
    let Some((scheme, rest)) = own.split_once("://") else { return vec![own] };
    let port = NAMES.iter().find_map(|name| {
        let port = rest.strip_prefix(name)?;
        (port.is_empty() || port.starts_with(':')).then_some(port)
    });
    match port {
        Some(port) => NAMES.iter().map(|name| format!("{scheme}://{name}{port}")).collect(),
        None => vec![own],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn origins(public: &str, further: &[&str]) -> Origins {
        Origins::of(&WebConfig {
            public_url: public.to_owned(),
            allowed_origins: further.iter().map(|&origin| origin.to_owned()).collect(),
            ..WebConfig::default()
        })
    }

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        map
    }

    #[test]
    fn rel_s4_only_listed_origins_open_sockets() {
        let origins = origins("https://desk.example.org/", &["https://tools.example.org:8443", "nonsense"]);
        let good = ["https://desk.example.org", "https://tools.example.org:8443"];
        let bad = [
            "",
            "null",
            "https://desk.example.org/",
            "https://desk.example.org:443",
            "https://desk.example.org:8443",
            "http://desk.example.org",
            "https://DESK.example.org",
            "https://desk.example.org.evil.test",
            "https://evil-desk.example.org",
            "https://desk.example.orgevil.test",
            "https://sub.desk.example.org",
            "https://example.org",
            "https://desk.example.org@evil.test",
            "https://user@desk.example.org",
            "https://desk.example.org#",
            "https://desk.example.org?",
            "https://desk.example.org ",
            " https://desk.example.org",
            "https://desk.example.org, https://evil.test",
            "https://desk.example.org https://evil.test",
            "https:/desk.example.org",
            "https//desk.example.org",
            "desk.example.org",
            "//desk.example.org",
            "file://",
            "chrome-extension://desk.example.org",
            "ws://desk.example.org",
            "https://tools.example.org",
            "http://localhost",
            "nonsense",
        ];
        assert_eq!(bad.len(), 30);
        for origin in good {
            let told = headers(&[(ORIGIN, origin)]);
            assert_eq!(origins.check_handshake(&told, Audience::Agents), Ok(()), "{origin}");
        }
        for origin in bad {
            let told = headers(&[(ORIGIN, origin)]);
            assert_eq!(origins.check_handshake(&told, Audience::Agents), Err(OriginRefused), "{origin}");
            assert_eq!(origins.check_request(&told, Audience::Agents), Err(OriginRefused), "{origin}");
        }
        let twice = headers(&[(ORIGIN, good[0]), (ORIGIN, good[0])]);
        assert_eq!(origins.check_request(&twice, Audience::Agents), Err(OriginRefused));
        assert_eq!(origins.check_handshake(&HeaderMap::new(), Audience::Agents), Err(OriginRefused));
        // The widget's list is its own.
        let tools = headers(&[(ORIGIN, good[1])]);
        assert_eq!(origins.check_handshake(&tools, Audience::EndUsers), Err(OriginRefused));
    }

    #[test]
    fn what_browsers_say_of_the_site_counts_where_no_origin_is_told() {
        let origins = origins("https://desk.example.org", &[]);
        for (site, expected) in [
            ("same-origin", Ok(())),
            ("none", Ok(())),
            ("same-site", Err(OriginRefused)),
            ("cross-site", Err(OriginRefused)),
            ("", Err(OriginRefused)),
        ] {
            let told = headers(&[(SEC_FETCH_SITE, site)]);
            assert_eq!(origins.check_request(&told, Audience::Agents), expected, "{site}");
        }
        assert_eq!(origins.check_request(&HeaderMap::new(), Audience::Agents), Ok(()));
    }

    #[test]
    fn this_machine_has_three_names() {
        let origins = origins("http://127.0.0.1:8080", &[]);
        for name in ["http://localhost:8080", "http://[::1]:8080", "http://127.0.0.1:8080"] {
            let told = headers(&[(ORIGIN, name)]);
            assert_eq!(origins.check_handshake(&told, Audience::EndUsers), Ok(()), "{name}");
        }
        for name in ["http://localhost:8081", "https://localhost:8080", "http://localhost.evil.test:8080"] {
            let told = headers(&[(ORIGIN, name)]);
            assert_eq!(origins.check_handshake(&told, Audience::EndUsers), Err(OriginRefused), "{name}");
        }
    }
}
