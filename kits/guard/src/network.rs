//! Networks at every width that is counted.
//!
//! With one rented machine comes an IPv6 /64, often a /56 or a /48: 65,536 networks for the asking. So a try is
//! counted for the /64, the /56 and the /48 that it came from, and the wider ones allow more; for IPv4 likewise the
//! address and its /24.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// One width of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Width {
    /// The network's name, such as `2001:db8:1:200::/56`.
    pub name: String,
    /// How many times as much as the narrowest it may do.
    pub share: u32,
}

/// Where a request came from: its widths, the narrowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network(Vec<Width>);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::v4(v4),
            IpAddr::V6(v6) => Self::v6(v6),
        }
    }

    /// From the name of the narrowest width, as contexts hold it. A name that is no network (a proxy that says nothing)
    /// is a network of its own.
    pub fn named(name: &str) -> Self {
        if let Ok(v4) = name.parse::<Ipv4Addr>() {
            return Self::v4(v4);
        }
        match name.strip_suffix("/64").and_then(|address| address.parse::<Ipv6Addr>().ok()) {
            Some(v6) => Self::v6(v6),
            None => Self(vec![Width { name: name.to_owned(), share: 1 }]),
        }
    }

    fn v4(address: Ipv4Addr) -> Self {
        let [a, b, c, _] = address.octets();
        let wide = Width { name: format!("{a}.{b}.{c}.0/24"), share: 16 };
        Self(vec![Width { name: address.to_string(), share: 1 }, wide])
    }

    fn v6(address: Ipv6Addr) -> Self {
        let [a, b, c, d, ..] = address.segments();
        let narrow = Width { name: format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"), share: 1 };
        let middle = Width { name: format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00), share: 4 };
        Self(vec![narrow, middle, Width { name: format!("{a:x}:{b:x}:{c:x}::/48"), share: 16 }])
    }

    /// The widths, the narrowest first.
    pub fn widths(&self) -> &[Width] {
        &self.0
    }

    /// The name of the narrowest: an IPv4 address or an IPv6 /64.
    pub fn narrow(&self) -> &str {
        self.0.first().map_or("", |width| &width.name)
    }

    /// The name of the widest: an IPv4 /24 or an IPv6 /48.
    pub fn wide(&self) -> &str {
        self.0.last().map_or("", |width| &width.name)
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    fn widths(address: &str) -> Vec<(String, u32)> {
        let network = Network::of(address.parse().unwrap());
        assert_eq!(Network::named(network.narrow()), network, "the narrow name says all");
        network.widths().iter().map(|width| (width.name.clone(), width.share)).collect()
    }

    /// ACC-11
    #[test]
    fn an_address_is_counted_at_every_width() {
        let v6 = [("2001:db8:7:1234::/64", 1), ("2001:db8:7:1200::/56", 4), ("2001:db8:7::/48", 16)];
        assert_eq!(widths("2001:db8:7:1234:5:6:7:8"), v6.map(|(name, share)| (name.to_owned(), share)));
        let v4 = [("203.0.113.9", 1), ("203.0.113.0/24", 16)].map(|(name, share)| (name.to_owned(), share));
        assert_eq!(widths("203.0.113.9"), v4);
        assert_eq!(widths("::ffff:203.0.113.9"), v4, "IPv4 in IPv6's clothes");
        assert_eq!(Network::named("unknown").widths().len(), 1);
    }
}
