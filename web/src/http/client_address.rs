//! Where a request comes from.

use crate::config::WebConfig;
use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderName};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The network that counts as one sender: an IPv4 address, or the 64 bits of an IPv6 address that a single customer
/// of a provider is given.
#[must_use]
pub fn client_address(config: &WebConfig, request: &HttpRequest) -> IpAddr {
    network_of(client_ip(config, request))
}

/// Whether the request was made on this machine, and not passed on by a proxy on this machine.
#[must_use]
pub fn is_local(config: &WebConfig, request: &HttpRequest) -> bool {
    let passed_on = |name: HeaderName| request.headers().contains_key(name);
    let direct = !passed_on(X_FORWARDED_FOR) && !passed_on(FORWARDED);
    client_ip(config, request).is_loopback() && (direct || is_trusted(config, peer(request)))
}

fn peer(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical())
}

fn is_trusted(config: &WebConfig, address: IpAddr) -> bool {
    config.trusted_proxies.iter().any(|proxy| proxy.to_canonical() == address)
}

/// The peer; behind trusted proxies the last address in their list that is none of them, since everything before it
/// is what the client claimed.
fn client_ip(config: &WebConfig, request: &HttpRequest) -> IpAddr {
    let mut address = peer(request);
    if !is_trusted(config, address) {
        return address;
    }
    let lines: Vec<&str> =
        request.headers().get_all(X_FORWARDED_FOR).filter_map(|line| line.to_str().ok()).collect();
    let told = lines.iter().flat_map(|line| line.split(',')).map(|part| part.trim().parse::<IpAddr>());
    for told in told.collect::<Vec<_>>().into_iter().rev() {
        let Ok(told) = told else { return address };
        address = told.to_canonical();
        if !is_trusted(config, address) {
            return address;
        }
    }
    address
}

fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn address(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let config = WebConfig {
            trusted_proxies: trusted.iter().map(|proxy| proxy.parse().unwrap()).collect(),
            ..WebConfig::default()
        };
        let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
        for line in forwarded {
            request = request.append_header((X_FORWARDED_FOR, *line));
        }
        client_address(&config, &request.to_http_request()).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(address("192.0.2.1:9", &["203.0.113.5"], &[]), "192.0.2.1");
        assert_eq!(address("192.0.2.1:9", &["203.0.113.5"], &["192.0.2.1"]), "203.0.113.5");
        // What the client wrote itself stands before what the proxy added.
        assert_eq!(address("192.0.2.1:9", &["6.6.6.6, 203.0.113.5"], &["192.0.2.1"]), "203.0.113.5");
        assert_eq!(address("192.0.2.1:9", &["6.6.6.6", "203.0.113.5"], &["192.0.2.1"]), "203.0.113.5");
        let chain = ["192.0.2.1", "192.0.2.2"];
        assert_eq!(address("192.0.2.1:9", &["203.0.113.5, 192.0.2.2"], &chain), "203.0.113.5");
        assert_eq!(address("192.0.2.1:9", &["nonsense"], &["192.0.2.1"]), "192.0.2.1");
    }

    #[test]
    fn a_customers_ipv6_network_is_one_sender() {
        assert_eq!(address("[2001:db8:1:2:3:4:5:6]:9", &[], &[]), "2001:db8:1:2::");
        assert_eq!(address("[::ffff:192.0.2.1]:9", &[], &[]), "192.0.2.1");
    }
}
