//! Which name servers are asked.

use gatehouse_core::Fault;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

/// The port of name servers.
const PORT: u16 = 53;
/// As many are read of the system's (resolv.conf(5), `MAXNS`), and taken from the operator.
const MOST: usize = 3;
/// The system's list.
const SYSTEM: &str = "/etc/resolv.conf";

/// The name servers that the operator sets, or the system's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameServers(Vec<SocketAddr>);

impl NameServers {
    /// Of the operator's configuration: addresses, each with a port if it is not 53 (`127.0.0.1`, `[2001:db8::1]:5353`); none: the
    /// system's. Names are none: who would be asked for them?
    pub fn read(configured: &[String]) -> Result<Self, Fault> {
        if configured.len() > MOST {
            return Err(Fault::new(format!("name_servers: at most {MOST}")));
        }
        let wrong = |text: &str| Fault::new(format!("name_servers: \"{text}\" is not an address such as 127.0.0.1"));
        let all = configured.iter().map(|text| server(text).ok_or_else(|| wrong(text)));
        Ok(Self(all.collect::<Result<_, _>>()?))
    }

    /// Those that are to be asked now. The system's list is read each time, because it changes with the network.
    pub(crate) async fn now(&self) -> Vec<SocketAddr> {
        if self.0.is_empty() { of_system(Path::new(SYSTEM)).await } else { self.0.clone() }
    }
}

impl From<SocketAddr> for NameServers {
    fn from(server: SocketAddr) -> Self {
        Self(vec![server])
    }
}

fn server(text: &str) -> Option<SocketAddr> {
    let bare = text.trim();
    let address = |bare: &str| bare.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, PORT));
    address(bare).or_else(|| bare.parse().ok()).filter(|server| server.port() != 0 && !server.ip().is_unspecified())
}

/// Without a list the system asks this machine, and so do we.
async fn of_system(path: &Path) -> Vec<SocketAddr> {
    let text = tokio::fs::read_to_string(path).await.unwrap_or_default();
    let listed = listed(&text);
    if listed.is_empty() { vec![SocketAddr::new(Ipv4Addr::LOCALHOST.into(), PORT)] } else { listed }
}

fn listed(text: &str) -> Vec<SocketAddr> {
    let servers = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let ip = words.next().filter(|word| *word == "nameserver").and(words.next())?;
        Some(SocketAddr::new(ip.parse().ok()?, PORT))
    });
    servers.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::{NameServers, listed};

    /// COM-14
    #[test]
    fn name_servers_are_addresses() {
        let read = |all: &[&str]| NameServers::read(&all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        let texts = |servers: NameServers| servers.0.iter().map(ToString::to_string).collect::<Vec<_>>();
        let found = read(&["127.0.0.1", " ::1 ", "192.0.2.1:5353"]).map(texts).unwrap();
        assert_eq!(found, ["127.0.0.1:53", "[::1]:53", "192.0.2.1:5353"]);
        assert_eq!(read(&[]).unwrap(), NameServers::default());
        for bad in ["dns.example", "", "0.0.0.0", "192.0.2.1:0", "https://192.0.2.1", "192.0.2.1/24"] {
            assert!(read(&[bad]).is_err(), "{bad}");
        }
        assert!(read(&["1.1.1.1", "8.8.8.8", "9.9.9.9", "9.9.9.10"]).is_err());
    }

    /// COM-14
    #[test]
    fn the_systems_list_is_read_as_the_system_reads_it() {
        let text = "# by hand\nsearch acme.example\nnameserver 192.0.2.1\n nameserver\t::1 # near\nnameserver x\n\
            nameserver 192.0.2.2\nnameserver 192.0.2.3\noptions edns0\n;nameserver 192.0.2.9\n";
        let found: Vec<_> = listed(text).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["192.0.2.1:53", "[::1]:53", "192.0.2.2:53"]);
    }
}
