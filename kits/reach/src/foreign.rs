//! The rule for addresses that people type.

use crate::resolve::Resolve;
use crate::{Policy, Unreachable, is_public, with_port};
use std::net::{IpAddr, SocketAddr};
use url::{Host, Url};

/// An address that may be asked, as far as its text can tell.
pub(crate) struct Target {
    pub(crate) url: Url,
    port: u16,
}

impl Target {
    pub(crate) fn read(text: &str, policy: &Policy) -> Result<Self, Unreachable> {
        let mut url = Url::parse(text.trim()).map_err(|_| Unreachable::NotAnAddress)?;
        url.set_fragment(None);
        if !(url.username().is_empty() && url.password().is_none()) {
            return Err(Unreachable::NotAnAddress);
        }
        let host = url.host().ok_or(Unreachable::NotAnAddress)?;
        let is_here = is_here(&host);
        // A proxy is another machine.
        let may_be_here = policy.loopback && policy.egress_proxy.is_none();
        match url.scheme() {
            "https" => {}
            // A name may lead here too; whether it does is seen when it is resolved.
            "http" if may_be_here => {}
            "http" => return Err(Unreachable::NotEncrypted),
            _ => return Err(Unreachable::NotAnAddress),
        }
        if is_here && !may_be_here {
            return Err(Unreachable::Inside);
        }
        if let Some(address) = literal(&host)
            && !is_allowed(address, may_be_here)
        {
            return Err(Unreachable::Inside);
        }
        let port = url.port_or_known_default().ok_or(Unreachable::NotAnAddress)?;
        // Servers of tests take whatever port is free.
        if !policy.ports.contains(&port) && !may_be_here {
            return Err(Unreachable::Port(port));
        }
        Ok(Self { url, port })
    }

    /// The host as it stands in the address.
    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The addresses to connect to. One that is not public spoils them all: a name that leads inside and outside is made
    /// to get past this check.
    pub(crate) async fn addresses(
        &self,
        resolver: &dyn Resolve,
        policy: &Policy,
    ) -> Result<Vec<SocketAddr>, Unreachable> {
        let found = match self.url.host().as_ref().and_then(literal) {
            Some(address) => vec![address],
            None => resolver.resolve(self.host()).await.map_err(|_| Unreachable::Name)?,
        };
        if found.is_empty() {
            return Err(Unreachable::Name);
        }
        if !found.iter().all(|address| is_allowed(*address, policy.loopback)) {
            return Err(Unreachable::Inside);
        }
        if self.url.scheme() == "http" && !found.iter().all(|address| address.to_canonical().is_loopback()) {
            return Err(Unreachable::NotEncrypted);
        }
        if !policy.ports.contains(&self.port) && !found.iter().all(|address| address.to_canonical().is_loopback()) {
            return Err(Unreachable::Port(self.port));
        }
        Ok(with_port(found, self.port))
    }
}

fn is_allowed(address: IpAddr, loopback: bool) -> bool {
    is_public(address) || (loopback && address.is_loopback())
}

fn literal(host: &Host<&str>) -> Option<IpAddr> {
    match host {
        Host::Ipv4(address) => Some(IpAddr::V4(*address)),
        Host::Ipv6(address) => Some(IpAddr::V6(*address)),
        Host::Domain(_) => None,
    }
}

/// Names that are of this machine or this network by their nature.
fn is_here(host: &Host<&str>) -> bool {
    let Host::Domain(name) = host else { return false };
    let name = name.trim_end_matches('.');
    !name.contains('.') || [".localhost", ".local", ".internal", ".home.arpa"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Policy, Target, Unreachable};

    fn read(text: &str) -> Result<String, Unreachable> {
        Target::read(text, &Policy::default()).map(|target| target.url.to_string())
    }

    /// PRI-13
    #[test]
    fn an_address_is_judged_by_what_it_means_and_not_by_how_it_is_written() {
        for inside in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://0177.0.0.1/",
            "https://017700000001/",
            "https://①②⑦.⓪.⓪.①/",
            "https://１２７.0.0.1/",
            "https://0/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[64:ff9b::169.254.169.254]/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://x.localhost/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://intranet/",
        ] {
            assert_eq!(read(inside), Err(Unreachable::Inside), "{inside}");
        }
        for (text, why) in [
            ("http://hooks.example.com/", Unreachable::NotEncrypted),
            ("http://127.0.0.1/", Unreachable::NotEncrypted),
            ("https://hooks.example.com:22/", Unreachable::Port(22)),
            ("https://hooks.example.com:80/", Unreachable::Port(80)),
            ("https://u:p@hooks.example.com/", Unreachable::NotAnAddress),
            ("https://hooks.example.com@127.0.0.1/", Unreachable::NotAnAddress),
            ("ftp://hooks.example.com/", Unreachable::NotAnAddress),
            ("file:///etc/passwd", Unreachable::NotAnAddress),
            ("gopher://127.0.0.1:70/", Unreachable::NotAnAddress),
            ("data:text/plain,x", Unreachable::NotAnAddress),
            ("//hooks.example.com/", Unreachable::NotAnAddress),
            ("hooks.example.com", Unreachable::NotAnAddress),
            ("https://", Unreachable::NotAnAddress),
            ("", Unreachable::NotAnAddress),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
        assert_eq!(read(" https://Hooks.Example.com/a?b#c").as_deref(), Ok("https://hooks.example.com/a?b"));
        assert_eq!(read("https://hooks.example.com:8443/").as_deref(), Ok("https://hooks.example.com:8443/"));
        assert_eq!(read("https://1.1.1.1/").as_deref(), Ok("https://1.1.1.1/"));
    }
}
