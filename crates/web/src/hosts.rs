//! Under which names the site answers (RFC 9110 §7.4).
//!
//! A name that somebody else points at this server must not reach it: a page of his would be of the same origin as ours
//! ("DNS rebinding"), and could read what an instance on a developer's machine shows.

use axum::http::header::{HOST, HeaderMap};
use axum::http::{Uri, Version};
use std::net::IpAddr;

/// The name and port of `settings.origin`.
#[derive(Debug)]
pub(crate) struct Hosts {
    own: String,
    default_port: &'static str,
    is_loopback: bool,
}

/// To whom a request speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Addressed {
    /// To us.
    Us,
    /// To somebody else: 421.
    Another,
    /// That is not said, or twice: 400.
    Unclear,
}

impl Hosts {
    pub(crate) fn of(origin: &str) -> Self {
        let (scheme, host) = origin.split_once("://").unwrap_or(("http", origin));
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        let own = plain(host, default_port);
        let is_loopback = is_loopback(&own);
        Self { own, default_port, is_loopback }
    }

    /// Looks at the head of a request.
    pub(crate) fn addressed(&self, uri: &Uri, version: Version, headers: &HeaderMap) -> Addressed {
        let is_health = uri.path().starts_with("/health/");
        let mut lines = headers.get_all(HOST).iter();
        let host = match (lines.next(), lines.next()) {
            (Some(host), None) => host,
            // Probes of old balancers speak HTTP/1.0 and name nobody.
            (None, _) if is_health && version == Version::HTTP_10 => return Addressed::Us,
            _ => return Addressed::Unclear,
        };
        let Ok(host) = host.to_str() else { return Addressed::Unclear };
        // A whole address in the request line goes before the header, and nobody needs two different ones.
        if uri.authority().is_some_and(|named| !named.as_str().eq_ignore_ascii_case(host)) {
            return Addressed::Unclear;
        }
        if host == self.own {
            return Addressed::Us;
        }
        let host = plain(host, self.default_port);
        let is_us = host == self.own
            || (is_health && (is_address(&host) || is_loopback(&host)))
            // On a developer's machine other names and forwarded ports lead here too. Nobody can point these elsewhere.
            || (self.is_loopback && is_loopback(&host));
        if is_us { Addressed::Us } else { Addressed::Another }
    }
}

/// In lower case, without the port that the scheme means anyway.
fn plain(host: &str, default_port: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_suffix(default_port).map_or_else(|| host.clone(), str::to_owned)
}

/// Without a port.
fn name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Balancers ask each node by its address; an address cannot be pointed elsewhere.
fn is_address(host: &str) -> bool {
    name(host).parse::<IpAddr>().is_ok()
}

fn is_loopback(host: &str) -> bool {
    let name = name(host);
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Addressed, Hosts};
    use axum::http::header::{HOST, HeaderMap};
    use axum::http::{HeaderValue, Uri, Version};

    fn asked(origin: &str, uri: &str, hosts: &[&str]) -> Addressed {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
        }
        Hosts::of(origin).addressed(&uri.parse::<Uri>().unwrap(), Version::HTTP_11, &headers)
    }

    /// ALL-4, PRI-13
    #[test]
    fn only_the_portals_own_name_reaches_it() {
        let portal = "https://portal.example.com";
        for host in ["portal.example.com", "portal.example.com:443", "Portal.Example.COM"] {
            assert_eq!(asked(portal, "/", &[host]), Addressed::Us, "{host}");
        }
        for host in [
            "evil.example",
            "portal.example.com:80",
            "portal.example.com:8443",
            "portal.example.com.evil.example",
            "evil.example:443",
            "portal.example.com@evil.example",
            "127.0.0.1:8080",
            "localhost",
            "",
        ] {
            assert_eq!(asked(portal, "/", &[host]), Addressed::Another, "{host}");
        }
        assert_eq!(asked(portal, "/", &[]), Addressed::Unclear);
        assert_eq!(asked(portal, "/", &["portal.example.com", "portal.example.com"]), Addressed::Unclear);
        assert_eq!(asked(portal, "/", &["portal.example.com", "evil.example"]), Addressed::Unclear);
        assert_eq!(asked(portal, "/", &["p\u{f6}rtal.example.com"]), Addressed::Unclear);
        assert_eq!(asked(portal, "http://evil.example/", &["portal.example.com"]), Addressed::Unclear);
        assert_eq!(asked(portal, "http://portal.example.com/", &["portal.example.com"]), Addressed::Us);
        let port = "http://[::1]:8080";
        assert_eq!(asked(port, "/", &["[::1]:8080"]), Addressed::Us);
    }

    /// ALL-4
    #[test]
    fn balancers_ask_for_health_by_address_and_developers_come_by_other_names_of_their_machine() {
        let portal = "https://portal.example.com";
        for host in ["10.1.2.3:8080", "[2001:db8::1]:8080", "127.0.0.1", "localhost:8080", "portal.example.com"] {
            assert_eq!(asked(portal, "/health/ready", &[host]), Addressed::Us, "{host}");
        }
        assert_eq!(asked(portal, "/health/ready", &["evil.example"]), Addressed::Another);
        assert_eq!(asked(portal, "/health/ready", &[]), Addressed::Unclear);
        let old = Hosts::of(portal).addressed(&"/health/ready".parse().unwrap(), Version::HTTP_10, &HeaderMap::new());
        assert_eq!(old, Addressed::Us);
        let old = Hosts::of(portal).addressed(&"/".parse().unwrap(), Version::HTTP_10, &HeaderMap::new());
        assert_eq!(old, Addressed::Unclear);
        let own = "http://127.0.0.1:8080";
        for host in ["localhost:8080", "localhost", "[::1]:9000", "127.0.0.1:9000"] {
            assert_eq!(asked(own, "/", &[host]), Addressed::Us, "{host}");
        }
        assert_eq!(asked(own, "/", &["localhost.evil.example"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["evil.example"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["evil.example:8080"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["10.1.2.3:8080"]), Addressed::Another);
    }
}
