//! Outgoing connections: the one client for everything that leaves the process (guard G6).
//!
//! There are two classes of addresses. *Configured* ones are set by the operator and may lead anywhere, under verified TLS
//! unless they stay on this machine. *Foreign* ones are typed by people (webhooks, discovery documents, logos), who must
//! not get to see through our eyes what stands inside our network: `https` only, to known ports, to public addresses
//! only, resolved once and connected to as resolved, without redirects, and with an end to time and size for both.
//! A server that is asked all the time, with bodies of any length, is a configured one with a client of its own ([`Standing`]).
//!
//! What makes its own connections keeps to the rule for configured ones: the drivers of the databases, and lettre for
//! mails. `clippy.toml` bans other ways out.

mod answer;
mod foreign;
mod local;
mod public;
mod resolve;
mod standing;
mod stream;
mod trouble;

pub use answer::{Answer, Request};
pub use local::{Connection, Local};
pub use public::is_public;
pub use reqwest::{Body, header};
pub use resolve::{Resolve, SystemResolver};
pub use standing::Standing;
pub use stream::Bytes;
pub use trouble::Unreachable;

use gatehouse_core::{Fault, host};
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Whom the other side sees.
const USER_AGENT: &str = concat!("Gatehouse/", env!("CARGO_PKG_VERSION"));

/// What the operator decided, and what holds for every exchange.
#[derive(Clone)]
pub struct Policy {
    /// Foreign addresses may lead to this machine, over `http` too: for development and tests.
    pub loopback: bool,
    /// All foreign connections go through this proxy (`http://proxy:3128`); names are then resolved by it, and what it
    /// does not let through is its matter.
    pub egress_proxy: Option<String>,
    /// The ports of foreign addresses.
    pub ports: Vec<u16>,
    /// The time of a whole exchange, from the name to the answer's last byte.
    pub time: Duration,
    /// The most bytes of an answer's body.
    pub bytes: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            loopback: false,
            egress_proxy: None,
            ports: vec![443, 8443],
            time: Duration::from_secs(10),
            bytes: 1024 * 1024,
        }
    }
}

/// The client.
pub struct Reach {
    policy: Policy,
    resolver: Arc<dyn Resolve>,
    tls: ClientConfig,
}

impl Reach {
    /// A client with the system's resolver.
    pub fn new(policy: Policy) -> Result<Self, Fault> {
        Self::with_resolver(policy, Arc::new(SystemResolver))
    }

    /// A client that asks `resolver` for the addresses of names.
    pub fn with_resolver(policy: Policy, resolver: Arc<dyn Resolve>) -> Result<Self, Fault> {
        if let Some(proxy) = &policy.egress_proxy {
            let is_proxy = Url::parse(proxy).is_ok_and(|url| url.scheme() == "http" && url.has_host());
            if !is_proxy {
                return Err(Fault::new("egress_proxy: must be http://host:port, or empty"));
            }
        }
        Ok(Self { policy, resolver, tls: tls_with(Vec::new())? })
    }

    /// Asks an address that a person typed.
    pub async fn foreign(&self, request: Request) -> Result<Answer, Unreachable> {
        self.in_time(async {
            let target = foreign::Target::read(&request.url, &self.policy)?;
            let mut client = self.client();
            if let Some(proxy) = &self.policy.egress_proxy {
                client = client.proxy(reqwest::Proxy::all(proxy).map_err(|_| Unreachable::Refused)?);
            } else {
                let addresses = target.addresses(self.resolver.as_ref(), &self.policy).await?;
                client = client.resolve_to_addrs(target.host(), &addresses);
            }
            self.exchange(client, request, target.url).await
        })
        .await
    }

    /// Whether an address that a person typed may be asked, as far as its text can tell: nothing is looked up and nobody is connected to.
    pub fn judge_foreign(&self, url: &str) -> Result<(), Unreachable> {
        foreign::Target::read(url, &self.policy).map(drop)
    }

    /// Asks an address that the operator set: `https`, or `http` where it stays on this machine.
    pub async fn configured(&self, request: Request) -> Result<Answer, Unreachable> {
        self.in_time(async {
            let url = configured_address(&request.url)?;
            self.exchange(self.client(), request, url).await
        })
        .await
    }

    async fn in_time(
        &self,
        exchange: impl Future<Output = Result<Answer, Unreachable>>,
    ) -> Result<Answer, Unreachable> {
        tokio::time::timeout(self.policy.time, exchange).await.unwrap_or(Err(Unreachable::Silent))
    }

    /// A client for one exchange, so that nothing of one (a connection, an address) is there for the next.
    fn client(&self) -> reqwest::ClientBuilder {
        Self::builder(self.tls.clone()).pool_max_idle_per_host(0).user_agent(USER_AGENT)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes clients")]
    fn builder(tls: ClientConfig) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Not the environment's: who can set it should not read what we send.
            .no_proxy()
    }

    async fn exchange(
        &self,
        client: reqwest::ClientBuilder,
        request: Request,
        url: Url,
    ) -> Result<Answer, Unreachable> {
        let client = client.build().map_err(|error| Unreachable::of(&error))?;
        let reads = request.reads.unwrap_or(usize::MAX);
        let mut response = client
            .request(request.method, url)
            .headers(request.headers)
            .body(request.body)
            .send()
            .await
            .map_err(|error| Unreachable::of(&error))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        // Counted as it comes: what the other side says about its length is only said.
        while let Some(part) = response.chunk().await.map_err(|error| Unreachable::of(&error))? {
            if body.len() + part.len() > reads {
                body.extend_from_slice(&part[..reads - body.len()]);
                break;
            }
            if body.len() + part.len() > self.policy.bytes {
                return Err(Unreachable::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        Ok(Answer { status, headers, body })
    }
}

/// The rule for addresses that the operator set: `https`, or `http` where it stays on this machine.
fn configured_address(text: &str) -> Result<Url, Unreachable> {
    let url = Url::parse(text).map_err(|_| Unreachable::NotAnAddress)?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if url.host_str().is_some_and(host::is_loopback) => Ok(url),
        "http" => Err(Unreachable::NotEncrypted),
        _ => Err(Unreachable::NotAnAddress),
    }
}

/// TLS that trusts the well-known authorities and these.
fn tls_with(more: Vec<CertificateDer<'static>>) -> Result<ClientConfig, Fault> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in more {
        roots.add(certificate)?;
    }
    Ok(ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

impl std::fmt::Debug for Reach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The policy may hold the proxy's password.
        f.write_str("Reach")
    }
}

/// The addresses of a target with its port.
pub(crate) fn with_port(addresses: Vec<std::net::IpAddr>, port: u16) -> Vec<SocketAddr> {
    addresses.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()
}
