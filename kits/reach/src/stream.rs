//! A plain connection to a server that the operator set and that speaks something else than HTTP (a mailbox): TLS from its first byte,
//! verified, unless it stays on this machine.

use crate::{Reach, Unreachable, with_port};
use gatehouse_core::host;
use rustls::pki_types::ServerName;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// Bytes both ways.
pub trait Bytes: AsyncRead + AsyncWrite + Send + Unpin + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin + std::fmt::Debug> Bytes for T {}

impl Reach {
    /// Connects to a server that the operator set. `tls`: whether the connection begins with TLS; without it only this machine is
    /// connected to.
    pub async fn configured_stream(&self, server: &str, port: u16, tls: bool) -> Result<Box<dyn Bytes>, Unreachable> {
        if !tls && !host::is_loopback(server) {
            return Err(Unreachable::NotEncrypted);
        }
        tokio::time::timeout(CONNECT, self.open_stream(server, port, tls)).await.unwrap_or(Err(Unreachable::Silent))
    }

    async fn open_stream(&self, server: &str, port: u16, tls: bool) -> Result<Box<dyn Bytes>, Unreachable> {
        let addresses = self.resolver.resolve(server).await.map_err(|_| Unreachable::Name)?;
        if !tls && !addresses.iter().all(|address| address.to_canonical().is_loopback()) {
            return Err(Unreachable::NotEncrypted);
        }
        let mut last = Unreachable::Name;
        for address in with_port(addresses, port) {
            #[expect(clippy::disallowed_methods, reason = "this is the crate that connects")]
            let connected = TcpStream::connect(address).await;
            let Ok(tcp) = connected else {
                last = Unreachable::Refused;
                continue;
            };
            if !tls {
                return Ok(Box::new(tcp));
            }
            let name = ServerName::try_from(server.to_owned()).map_err(|_| Unreachable::NotAnAddress)?;
            let connector = TlsConnector::from(std::sync::Arc::new(self.tls.clone()));
            return match connector.connect(name, tcp).await {
                Ok(stream) => Ok(Box::new(stream)),
                Err(_) => Err(Unreachable::Tls),
            };
        }
        Err(last)
    }
}
