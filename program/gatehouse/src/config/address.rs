//! Addresses to listen on: `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`, and `:8080` for every address of the machine; and whether one
//! of ours leads elsewhere.

use gatehouse_core::host;
use serde::{Deserialize as _, Deserializer};
use std::net::{Ipv4Addr, SocketAddr};

fn parse(text: &str) -> Result<SocketAddr, String> {
    let wrong = || format!("{text} is no address with a port, such as 127.0.0.1:8080 or :8080");
    let (host, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let port = || port.parse::<u16>().map_err(|_| wrong());
    match host {
        "" => Ok(SocketAddr::from((Ipv4Addr::UNSPECIFIED, port()?))),
        "localhost" => Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port()?))),
        _ => text.parse().map_err(|_| wrong()),
    }
}

/// An address.
pub(super) fn one<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

/// An address, or an empty text for none.
pub(super) fn perhaps<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Ok(None) } else { parse(&text).map(Some).map_err(serde::de::Error::custom) }
}

/// Whether an address of ours (`http://host:port`) leads to this machine only.
pub(crate) fn is_loopback(origin: &str) -> bool {
    host::is_loopback(host_of(origin))
}

/// The host of an address of ours, without its port.
pub(super) fn host_of(origin: &str) -> &str {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    match rest.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => rest.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// ALL-9
    #[test]
    fn addresses_are_read_as_operators_write_them() {
        let cases = [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            (":8080", "0.0.0.0:8080"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("[::1]:80", "[::1]:80"),
        ];
        for (text, address) in cases {
            assert_eq!(parse(text).unwrap().to_string(), address);
        }
        for wrong in ["", "8080", "nowhere", "nowhere:80", ":", ":x", "::1:80", "localhost:", "127.0.0.1:65536"] {
            assert!(parse(wrong).unwrap_err().starts_with(wrong), "{wrong}");
        }
    }
}
