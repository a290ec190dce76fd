//! Hosts of addresses that an operator sets.

use std::net::IpAddr;

/// Whether a host (a name, an IPv4 address, or an IPv6 address with or without brackets) is this machine, so that what
/// goes there leaves it never. A name that a resolver would lead here is not meant: resolvers can be lied to.
pub fn is_loopback(host: &str) -> bool {
    let host = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host).to_ascii_lowercase();
    let is_address = host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
    is_address || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    /// PRI-13
    #[test]
    fn only_this_machine_is_loopback() {
        for host in
            ["localhost", "LOCALHOST", "mail.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "::ffff:127.0.0.1"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "0.0.0.0",
            "10.0.0.1",
            "localhost.example.com",
            "notlocalhost",
            "[::2]",
            "128.0.0.1",
            "127.0.0.1.example",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
