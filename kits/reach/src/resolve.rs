//! Asking for the addresses of a name, once.

use gatehouse_core::async_trait;
use std::io;
use std::net::IpAddr;

/// Who knows addresses of names.
#[async_trait]
pub trait Resolve: Send + Sync {
    /// The addresses of a host.
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The machine's resolver.
#[derive(Debug)]
pub struct SystemResolver;

#[async_trait]
impl Resolve for SystemResolver {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
    }
}
