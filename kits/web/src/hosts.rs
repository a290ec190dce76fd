//! Under which names the site answers (RFC 9110 §7.4).
//!
//! A name that somebody else points at this server must not reach it: a page of theirs would be of the same origin as ours
//! ("DNS rebinding"), and could read what an instance on a developer's machine shows.

use axum::http::header::{HOST, HeaderMap};
use axum::http::{Uri, Version};
use gatehouse_context::Settings;
use std::net::IpAddr;

/// The names and ports of `settings.origin` and `settings.staff_origin`, which have one scheme.
#[derive(Debug)]
pub(crate) struct Hosts {
    portal: String,
    /// Under this name are staff pages alone, and under the portal's are none; without it everything is under the portal's.
    staff: Option<String>,
    /// Under this name are files alone, and under the others are none.
    files: Option<String>,
    default_port: &'static str,
    is_loopback: bool,
}

/// The host of ours that a request names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// That of `origin`.
    Portal,
    /// That of `staff_origin`.
    Staff,
    /// That of files: [`Settings::files_origin`].
    Files,
}

/// To whom a request speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Addressed {
    /// To us, by this name.
    Us(Host),
    /// To the bare name of the staff console, whose pages begin at `/staff`.
    Console,
    /// To somebody else, or to us by the name under which this is not: 421.
    Another,
    /// That is not said, or twice: 400.
    Unclear,
}

/// Which hosts answer a path, where staff have one of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AllowedHosts {
    Portal,
    Staff,
    Both,
    Files,
}

/// Whether a page is one of the staff console's.
pub fn is_staff(path: &str) -> bool {
    path.strip_prefix("/staff").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl AllowedHosts {
    fn of(path: &str) -> Self {
        if is_staff(path) {
            return Self::Staff;
        }
        if path.starts_with(gatehouse_files::fetch::PATH) {
            return Self::Files;
        }
        // What pages of both are made with, and what balancers and crawlers ask of each name.
        let is_shared = matches!(path, "/theme" | "/language" | "/robots.txt" | "/browsers")
            || ["/assets/", "/_brand/", "/human-check/", "/health/", gatehouse_files::UPLOADS]
                .iter()
                .any(|folder| path.starts_with(folder));
        if is_shared { Self::Both } else { Self::Portal }
    }
}

fn is_asset(path: &str) -> bool {
    ["/assets/", "/_brand/"].iter().any(|folder| path.starts_with(folder))
}

/// The address under which this path is.
pub(crate) fn origin_of<'a>(settings: &'a Settings, path: &str) -> &'a str {
    if AllowedHosts::of(path) == AllowedHosts::Staff { settings.staff_origin() } else { &settings.origin }
}

/// Whether a page leads there without a name before the path, whichever name the page itself was asked for by.
pub(crate) fn is_beside(settings: &Settings, page: &str, path: &str) -> bool {
    let (here, there) = (AllowedHosts::of(page), AllowedHosts::of(path));
    settings.staff_origin.is_none() || here == there || there == AllowedHosts::Both
}

impl Hosts {
    pub(crate) fn of(settings: &Settings) -> Self {
        let (default_port, portal) = place(&settings.origin);
        let staff = settings.staff_origin.as_deref().map(|origin| place(origin).1);
        let files = settings.files_origin().map(|origin| place(&origin).1);
        let is_loopback = is_loopback(&portal);
        Self { portal, staff, files, default_port, is_loopback }
    }

    /// Looks at the head of a request.
    pub(crate) fn addressed(&self, uri: &Uri, version: Version, headers: &HeaderMap) -> Addressed {
        let is_health = uri.path().starts_with("/health/");
        let mut lines = headers.get_all(HOST).iter();
        let host = match (lines.next(), lines.next()) {
            (Some(host), None) => host,
            // Probes of old balancers speak HTTP/1.0 and name nobody.
            (None, _) if is_health && version == Version::HTTP_10 => return Addressed::Us(Host::Portal),
            _ => return Addressed::Unclear,
        };
        let Ok(host) = host.to_str() else { return Addressed::Unclear };
        // A whole address in the request line goes before the header, and nobody needs two different ones.
        if uri.authority().is_some_and(|named| !named.as_str().eq_ignore_ascii_case(host)) {
            return Addressed::Unclear;
        }
        let Some(ours) = self.ours(host, is_health) else {
            // The page that names the right address is made with them, and they are the same for everybody.
            return if is_asset(uri.path()) { Addressed::Us(Host::Portal) } else { Addressed::Another };
        };
        match (ours, AllowedHosts::of(uri.path())) {
            (Host::Files, AllowedHosts::Files) => Addressed::Us(ours),
            (Host::Files, _) if is_health || is_asset(uri.path()) => Addressed::Us(Host::Portal),
            (Host::Files, _) | (_, AllowedHosts::Files) => Addressed::Another,
            _ if self.staff.is_none() => Addressed::Us(ours),
            (_, AllowedHosts::Both) | (Host::Portal, AllowedHosts::Portal) | (Host::Staff, AllowedHosts::Staff) => {
                Addressed::Us(ours)
            }
            (Host::Staff, AllowedHosts::Portal) if uri.path() == "/" => Addressed::Console,
            _ => Addressed::Another,
        }
    }

    /// Which of our hosts this is.
    fn ours(&self, host: &str, is_health: bool) -> Option<Host> {
        if host == self.portal {
            return Some(Host::Portal);
        }
        let host = plain(host, self.default_port);
        if self.staff.as_ref() == Some(&host) {
            return Some(Host::Staff);
        }
        if self.files.as_ref() == Some(&host) {
            return Some(Host::Files);
        }
        let is_portal = host == self.portal
            || (is_health && (is_address(&host) || is_loopback(&host)))
            // On a developer's machine other names and forwarded ports lead here too. Nobody can point these elsewhere.
            || (self.is_loopback && is_loopback(&host));
        is_portal.then_some(Host::Portal)
    }
}

/// The port that the scheme of an origin means, and its name with any other port.
fn place(origin: &str) -> (&'static str, String) {
    let (scheme, host) = origin.split_once("://").unwrap_or(("http", origin));
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    (default_port, plain(host, default_port))
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
    use super::{Addressed, Host, Hosts};
    use axum::http::header::{HOST, HeaderMap};
    use axum::http::{HeaderValue, Uri, Version};
    use gatehouse_context::Settings;

    fn hosts(origin: &str, staff_origin: Option<&str>) -> Hosts {
        let staff_origin = staff_origin.map(str::to_owned);
        Hosts::of(&Settings { origin: origin.to_owned(), staff_origin, ..Settings::default() })
    }

    fn asked(origin: &str, uri: &str, hosts: &[&str]) -> Addressed {
        addressed(&self::hosts(origin, None), uri, hosts)
    }

    fn addressed(ours: &Hosts, uri: &str, hosts: &[&str]) -> Addressed {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, HeaderValue::from_bytes(host.as_bytes()).unwrap());
        }
        ours.addressed(&uri.parse::<Uri>().unwrap(), Version::HTTP_11, &headers)
    }

    /// ALL-4, PRI-13
    #[test]
    fn only_the_portals_own_name_reaches_it() {
        let portal = "https://portal.example.com";
        for host in ["portal.example.com", "portal.example.com:443", "Portal.Example.COM"] {
            assert_eq!(asked(portal, "/", &[host]), Addressed::Us(Host::Portal), "{host}");
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
        assert_eq!(asked(portal, "http://portal.example.com/", &["portal.example.com"]), Addressed::Us(Host::Portal));
        let port = "http://[::1]:8080";
        assert_eq!(asked(port, "/", &["[::1]:8080"]), Addressed::Us(Host::Portal));
    }

    /// ALL-4
    #[test]
    fn balancers_ask_for_health_by_address_and_developers_come_by_other_names_of_their_machine() {
        let portal = "https://portal.example.com";
        for host in ["10.1.2.3:8080", "[2001:db8::1]:8080", "127.0.0.1", "localhost:8080", "portal.example.com"] {
            assert_eq!(asked(portal, "/health/ready", &[host]), Addressed::Us(Host::Portal), "{host}");
        }
        assert_eq!(asked(portal, "/health/ready", &["evil.example"]), Addressed::Another);
        assert_eq!(asked(portal, "/health/ready", &[]), Addressed::Unclear);
        let old = hosts(portal, None).addressed(&"/health/ready".parse().unwrap(), Version::HTTP_10, &HeaderMap::new());
        assert_eq!(old, Addressed::Us(Host::Portal));
        let old = hosts(portal, None).addressed(&"/".parse().unwrap(), Version::HTTP_10, &HeaderMap::new());
        assert_eq!(old, Addressed::Unclear);
        let own = "http://127.0.0.1:8080";
        for host in ["localhost", "[::1]:9000", "127.0.0.1:9000"] {
            assert_eq!(asked(own, "/", &[host]), Addressed::Us(Host::Portal), "{host}");
        }
        assert_eq!(asked(own, "/", &["localhost.evil.example"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["evil.example"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["evil.example:8080"]), Addressed::Another);
        assert_eq!(asked(own, "/_dev/mail", &["10.1.2.3:8080"]), Addressed::Another);
    }

    /// SUP-5, PRI-13
    #[test]
    fn files_have_a_name_of_their_own_and_nothing_else_is_there() {
        let own = "http://127.0.0.1:8080";
        assert_eq!(asked(own, "/f/x", &["localhost:8080"]), Addressed::Us(Host::Files));
        assert_eq!(asked(own, "/f/x", &["127.0.0.1:8080"]), Addressed::Another);
        for path in ["/", "/sign-in", "/uploads/x", "/staff", "/api/v1/licenses", "/fx"] {
            assert_eq!(asked(own, path, &["localhost:8080"]), Addressed::Another, "{path}");
        }
        assert_eq!(asked(own, "/health/ready", &["localhost:8080"]), Addressed::Us(Host::Portal));
        let set = Settings {
            origin: "https://portal.example.com".to_owned(),
            staff_origin: Some("https://staff.example.com".to_owned()),
            files_origin: Some("https://files.example.net".to_owned()),
            ..Settings::default()
        };
        let ours = Hosts::of(&set);
        let at = |host: &str, path: &str| addressed(&ours, path, &[host]);
        assert_eq!(at("files.example.net", "/f/x"), Addressed::Us(Host::Files));
        for (host, path) in [
            ("portal.example.com", "/f/x"),
            ("staff.example.com", "/f/x"),
            ("files.example.net", "/"),
            ("files.example.net", "/staff"),
            ("files.example.net", "/assets"),
        ] {
            assert_eq!(at(host, path), Addressed::Another, "{host}{path}");
        }
        // Without one that is set, others get none.
        assert_eq!(asked("https://portal.example.com", "/f/x", &["portal.example.com"]), Addressed::Another);
    }

    /// ALL-4, ALL-8
    #[test]
    fn staff_pages_are_under_a_name_of_their_own_where_there_is_one() {
        let ours = hosts("https://portal.example.com", Some("https://staff.example.com"));
        let at = |host: &str, path: &str| addressed(&ours, path, &[host]);
        let (portal, staff) = ("portal.example.com", "Staff.example.com:443");
        for path in ["/staff", "/staff/", "/staff/licenses", "/staff/set-password"] {
            assert_eq!(at(staff, path), Addressed::Us(Host::Staff), "{path}");
            assert_eq!(at(portal, path), Addressed::Another, "{path}");
        }
        for path in ["/uploads/x", "/theme"] {
            assert_eq!(at(staff, path), Addressed::Us(Host::Staff), "{path}: staff send files too");
            assert_eq!(at(portal, path), Addressed::Us(Host::Portal), "{path}");
        }
        for path in
            ["/sign-in", "/licenses", "/api/v1/licenses", "/api/docs", "/_dev/mail", "/staffing", "/%73taff", "//staff"]
        {
            assert_eq!(at(portal, path), Addressed::Us(Host::Portal), "{path}");
            assert_eq!(at(staff, path), Addressed::Another, "{path}");
        }
        for path in ["/assets/app.css", "/human-check/x.png", "/theme", "/language", "/browsers", "/health/ready"] {
            assert_eq!(at(portal, path), Addressed::Us(Host::Portal), "{path}");
            assert_eq!(at(staff, path), Addressed::Us(Host::Staff), "{path}");
        }
        assert_eq!((at(portal, "/"), at(staff, "/")), (Addressed::Us(Host::Portal), Addressed::Console));
        for host in ["evil.example", "staff.example.com:8443", "127.0.0.1", "localhost"] {
            assert_eq!(at(host, "/staff"), Addressed::Another, "{host}");
            assert_eq!(at(host, "/assets"), Addressed::Another, "{host}");
            assert_eq!(at(host, "/assets/app.css"), Addressed::Us(Host::Portal), "{host}: of the page that says so");
        }
        let near = hosts("http://127.0.0.1:8080", Some("http://localhost:8080"));
        assert_eq!(addressed(&near, "/staff", &["localhost:8080"]), Addressed::Us(Host::Staff));
        assert_eq!(addressed(&near, "/staff", &["127.0.0.1:8080"]), Addressed::Another);
    }
}
