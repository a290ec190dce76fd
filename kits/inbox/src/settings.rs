//! What the operator decided about mail that comes in.

use gatehouse_core::Secret;
use std::net::IpAddr;

/// The service of the installation. Without [`Inbox::general`] no mail comes in, and the kit does nothing.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// The address for requests, `support@portal.example`; empty: none. Answers come to `support+…@`, bounces to `bounce+…@` of its domain.
    pub general: String,
    /// How this machine calls itself to other mail servers.
    pub host: String,
    /// Where larger files go: a whole address, told to whoever sends a mail that is too large.
    pub upload_page: String,
    /// Mail servers besides this machine that may deliver by LMTP, and whose word about where a mail came from is believed.
    pub peers: Vec<IpAddr>,
    /// Mailboxes that are fetched.
    pub mailboxes: Vec<Mailbox>,
}

impl Inbox {
    /// Whether mail comes in at all.
    pub const fn is_on(&self) -> bool {
        !self.general.is_empty()
    }

    /// Whether a machine is the operator's own mail server.
    pub fn is_peer(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || self.peers.iter().any(|peer| peer.to_canonical() == address)
    }
}

/// A mailbox that is fetched by IMAP.
#[derive(Clone, Debug)]
pub struct Mailbox {
    /// Its name in the configuration.
    pub name: String,
    /// The server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether the connection begins with TLS; else it must stay on this machine.
    pub tls: bool,
    /// Who signs in.
    pub user: String,
    /// With what.
    pub password: Secret<String>,
    /// The folder.
    pub folder: String,
}
