//! A program of this machine that the operator set: behind a Unix socket, or a port of the loopback. What is said to it stays here, so it is
//! said in the clear.

use gatehouse_core::Fault;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};

/// Who is there answers at once.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Local {
    /// Behind this socket.
    Unix(PathBuf),
    /// Behind this port of the loopback.
    Port(SocketAddr),
}

/// A connection.
pub trait Connection: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Connection for T {}

impl fmt::Display for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Port(address) => write!(f, "tcp:{address}"),
        }
    }
}

impl Local {
    /// From `unix:/run/program.sock` or `tcp:127.0.0.1:3310`.
    pub fn parse(said: &str) -> Result<Self, Fault> {
        if let Some(path) = said.strip_prefix("unix:").filter(|path| path.starts_with('/')) {
            return Ok(Self::Unix(PathBuf::from(path)));
        }
        let address = said.strip_prefix("tcp:").and_then(|address| address.parse::<SocketAddr>().ok());
        match address {
            Some(address) if address.ip().is_loopback() => Ok(Self::Port(address)),
            _ => Err(Fault::new("must be unix:/path/of/socket or tcp:127.0.0.1:port")),
        }
    }

    /// Connects.
    pub async fn connect(&self) -> Result<Box<dyn Connection>, Fault> {
        let connected = tokio::time::timeout(PATIENCE, self.stream()).await;
        let connected = connected.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut)));
        connected.map_err(|error| Fault::busy(format!("{self}: {error}")))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that connects to programs of this machine")]
    async fn stream(&self) -> io::Result<Box<dyn Connection>> {
        match self {
            #[cfg(unix)]
            Self::Unix(path) => Ok(Box::new(tokio::net::UnixStream::connect(path).await?)),
            #[cfg(not(unix))]
            Self::Unix(_) => Err(io::Error::from(io::ErrorKind::Unsupported)),
            Self::Port(address) => Ok(Box::new(tokio::net::TcpStream::connect(address).await?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Local;

    /// PRI-13
    #[test]
    fn only_this_machine_is_spoken_to_in_the_clear() {
        for place in ["unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310"] {
            assert_eq!(Local::parse(place).unwrap().to_string(), place);
        }
        for wrong in [
            "",
            "unix:",
            "unix:clamd.ctl",
            "tcp:10.0.0.1:3310",
            "tcp:0.0.0.0:3310",
            "tcp:localhost:3310",
            "127.0.0.1:3310",
        ] {
            assert!(Local::parse(wrong).is_err(), "{wrong}");
        }
    }
}
