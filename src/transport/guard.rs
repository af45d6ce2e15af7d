//! Which addresses may be asked.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// Knows the configured hosts, which may be anything: they are the operator's own choice.
pub(super) struct Guard {
    /// Scheme, host and port of each.
    origins: BTreeSet<String>,
    /// Their names, for the resolver, which knows no ports.
    names: BTreeSet<String>,
}

impl Guard {
    pub(super) fn new(hosts: impl Iterator<Item = String>) -> Self {
        let urls: Vec<Url> = hosts.filter_map(|host| Url::parse(&host).ok()).collect();
        let origins = urls.iter().map(|url| url.origin().ascii_serialization()).collect();
        let names = urls.iter().filter_map(|url| Some(url.host_str()?.to_owned())).collect();
        Self { origins, names }
    }

    /// Names are looked at again when they are resolved.
    pub(super) fn allows(&self, url: &Url) -> bool {
        if self.origins.contains(&url.origin().ascii_serialization()) {
            return true;
        }
        let literal = url.host_str().map(|host| host.trim_matches(['[', ']']).parse::<IpAddr>());
        let outside = match literal {
            None => false,
            Some(Ok(ip)) => is_public(ip),
            Some(Err(_)) => true,
        };
        url.scheme() == "https" && url.username().is_empty() && url.password().is_none() && outside
    }

    fn resolves_freely(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

/// Gives addresses on the internet only, but for the configured hosts.
pub(super) struct PublicNames(pub(super) Arc<Guard>);

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let free = guard.resolves_freely(name.as_str());
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found.filter(|address| free || is_public(address.ip())).collect();
            if found.is_empty() {
                return Err("this name leads to no address on the internet".into());
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

/// Whether an address belongs to the internet: neither this machine, nor its network, nor anything reserved.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = a == 192 && b == 0 && c == 0;
    let benchmarks = a == 198 && (b == 18 || b == 19);
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || shared
        || protocols
        || benchmarks
        || a == 0
        || a >= 240)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 was ever given out; in it, documentation and the ways back to IPv4.
    first & 0xe000 == 0x2000 && !(first == 0x2001 && (second == 0x0db8 || second == 0)) && first != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(url: &str) -> bool {
        let guard = Guard::new(
            ["http://127.0.0.1:9000/whatsapp".to_owned(), "https://graph.facebook.com/v25.0".to_owned()]
                .into_iter(),
        );
        guard.allows(&Url::parse(url).unwrap())
    }

    #[test]
    fn strangers_do_not_lead_us_into_our_own_network() {
        for good in [
            "https://lookaside.fbsbx.com/a",
            "https://8.8.8.8/a",
            "http://127.0.0.1:9000/whatsapp/v25.0/x",
            "https://graph.facebook.com/other",
        ] {
            assert!(allows(good), "{good}");
        }
        for bad in [
            "http://lookaside.fbsbx.com/a",
            "http://127.0.0.1:9001/",
            "https://127.0.0.1/",
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://0.0.0.0/",
            "https://user:word@example.org/",
            "file:///etc/passwd",
            "ftp://example.org/",
        ] {
            assert!(!allows(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_that_leads_inside_gives_no_address() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "198.18.0.1",
            "::1",
            "fe80::1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "2a00:1450:4001::1", "1.1.1.1"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }
}
