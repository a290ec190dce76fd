//! Where a request really comes from, when proxies stand between.

use axum::http::{HeaderMap, HeaderName};
use serde::Deserialize;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A network (`10.0.0.0/8`, `2001:db8::/32`) or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    /// IPv4 as the mapped part of IPv6, so that there is one arithmetic.
    bits: u128,
    length: u8,
}

impl Network {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        mask(to_bits(address), self.length) == self.bits
    }
}

fn to_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn mask(bits: u128, length: u8) -> u128 {
    let host = 128 - u32::from(length);
    bits & u128::MAX.checked_shl(host).unwrap_or(0)
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is neither an IP address nor a network such as 10.0.0.0/8");
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let (most, before) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let length: u8 = match length {
            None => most,
            Some(length) => length.trim().parse().ok().filter(|length| *length <= most).ok_or_else(wrong)?,
        };
        let (bits, length) = (to_bits(address), length + before);
        if mask(bits, length) != bits {
            let begin = Ipv6Addr::from_bits(mask(bits, length)).to_canonical();
            return Err(format!("{text} has bits behind its length: the network begins at {begin}"));
        }
        Ok(Self { bits, length })
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(pub Vec<Network>);

impl TrustedProxies {
    /// Whether this is one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Where a request really comes from: the rightmost hop that is no trusted proxy. What stands left of it may be forged.
    pub(crate) fn client_address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut address = peer.to_canonical();
        if !self.contain(address) {
            return address;
        }
        // A proxy may add a line of its own instead of prolonging the one that came.
        let lines = headers.get_all(FORWARDED_FOR).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
        let lines: Vec<_> = lines.collect();
        let mut hops: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).collect();
        while self.contain(address) {
            let Some(hop) = hops.pop().and_then(hop_address) else { break };
            address = hop;
        }
        address
    }
}

/// An address as proxies write it: alone, with a port, or IPv6 in brackets.
fn hop_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let alone = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = alone.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// Says once that a proxy seems to be missing in `trusted_proxies`: then everybody behind it is one network, and limits that
/// are for one meet all.
#[derive(Default)]
pub(crate) struct Unbelieved(AtomicBool);

impl Unbelieved {
    pub(crate) fn look(&self, peer: IpAddr, proxies: &TrustedProxies, headers: &HeaderMap) {
        if !headers.contains_key(FORWARDED_FOR) || proxies.contain(peer.to_canonical()) {
            return;
        }
        if self.0.load(Ordering::Relaxed) || self.0.swap(true, Ordering::Relaxed) {
            return;
        }
        // Only the address of a machine of ours is no personal data.
        let from = if is_inner(peer) { peer.to_canonical().to_string() } else { "a public address".to_owned() };
        tracing::warn!(
            from,
            "X-Forwarded-For came from an address that is not in trusted_proxies and is not believed: if that is your \
             proxy, everybody behind it shares the limits of one network"
        );
    }
}

fn is_inner(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn proxies(trusted: &[&str]) -> TrustedProxies {
        TrustedProxies(trusted.iter().map(|t| t.parse().unwrap()).collect())
    }

    fn address(peer: &str, lines: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            // One byte a character, so that a case can have bytes that are no text.
            let bytes: Vec<u8> = line.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(&bytes).unwrap());
        }
        proxies(trusted).client_address(peer.parse().unwrap(), &headers).to_string()
    }

    /// ALL-4
    #[test]
    fn nobody_can_forge_where_a_request_comes_from() {
        let cases: [(&str, &[&str], &str); 12] = [
            ("198.51.100.8", &["203.0.113.9"], "198.51.100.8"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.2.3.4", "203.0.113.9, 10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
            ("::ffff:10.0.0.1", &["[2001:db8::7]:443"], "2001:db8::7"),
            ("10.0.0.1", &["[2001:db8::7]"], "2001:db8::7"),
            ("10.0.0.1", &["203.0.113.9, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &["\u{ff}, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["1.2.3.4", "\u{ff}, 203.0.113.9"], "203.0.113.9"),
        ];
        for proxy in [&["10.0.0.1", "10.0.0.2"][..], &["10.0.0.0/30"], &["10.0.0.0/8", "2001:db8:1::/48"]] {
            for (peer, lines, expected) in cases {
                assert_eq!(address(peer, lines, proxy), expected, "{peer} {lines:?} {proxy:?}");
            }
        }
    }

    /// ALL-4, ALL-9
    #[test]
    fn proxies_are_addresses_and_networks() {
        let cases = [
            ("10.0.0.0/8", "10.255.1.2", "11.0.0.1"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("192.0.2.7/32", "::ffff:192.0.2.7", "192.0.2.6"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("::1", "::1", "::2"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
        ];
        for (network, inside, outside) in cases {
            let network: Network = network.parse().unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{network:?} {inside}");
            assert!(!network.contains(outside.parse().unwrap()), "{network:?} {outside}");
        }
        for wrong in ["", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "2001:db8::/129", "10.0.0.1/8"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
        assert!("10.0.0.1/8".parse::<Network>().unwrap_err().ends_with("begins at 10.0.0.0"));
    }
}
