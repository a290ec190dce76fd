//! A lasting client for one server that the operator set, and that is asked all the time: an object store.

use crate::{Reach, USER_AGENT, Unreachable, configured_address};
use gatehouse_core::Fault;
use http::{Request, Response};
use reqwest::Body;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use std::path::Path;
use std::time::Duration;
use url::{Origin, Url};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the other side may say nothing.
const SILENT: Duration = Duration::from_secs(30);
/// How long a connection is kept for the next request: shorter than servers keep theirs.
const KEPT: Duration = Duration::from_secs(15);

/// A client that keeps its connections, and speaks to one server only. Bodies are streamed, so neither their length nor the
/// time of a whole exchange has an end here; a side that says nothing for 30 s does.
pub struct Standing {
    client: reqwest::Client,
    server: Origin,
}

impl Reach {
    /// A client for the server at this address that the operator set: `https`, or `http` where it stays on this machine.
    /// `ca`: a file of certificates (PEM) that are trusted besides the well-known ones.
    pub fn standing(&self, address: &str, ca: Option<&Path>) -> Result<Standing, Fault> {
        let server = configured_address(address)?.origin();
        let mut tls = self.tls.clone();
        if let Some(path) = ca {
            tls = crate::tls_with(certificates(path)?)?;
        }
        let client = Self::builder(tls)
            .connect_timeout(CONNECT)
            .read_timeout(SILENT)
            .pool_idle_timeout(KEPT)
            .user_agent(USER_AGENT)
            .build()?;
        Ok(Standing { client, server })
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let wrong = |why: &str| Fault::new(format!("{}: {why}", path.display()));
    let all = CertificateDer::pem_file_iter(path).map_err(|error| wrong(&error.to_string()))?;
    let all = all.collect::<Result<Vec<_>, _>>().map_err(|_| wrong("not certificates in PEM form"))?;
    if all.is_empty() { Err(wrong("no certificate in PEM form")) } else { Ok(all) }
}

impl Standing {
    /// Sends a request to the server; one for another server is refused.
    pub async fn call(&self, request: Request<Body>) -> Result<Response<Body>, Unreachable> {
        let address = Url::parse(&request.uri().to_string()).map_err(|_| Unreachable::NotAnAddress)?;
        if address.origin() != self.server {
            return Err(Unreachable::Refused);
        }
        let request = reqwest::Request::try_from(request).map_err(|_| Unreachable::NotAnAddress)?;
        Ok(self.client.execute(request).await.map_err(|error| Unreachable::of(&error))?.into())
    }
}

impl std::fmt::Debug for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Standing")
    }
}
