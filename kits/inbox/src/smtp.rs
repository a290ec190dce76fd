//! SMTP (RFC 5321) and LMTP (RFC 2033): where mail servers bring mails. One mail is one file, whoever it is for; it is kept before it is
//! acknowledged, and no byte of it is looked at here.
//!
//! Only `CR LF . CR LF` ends a mail, so nothing can be hidden in one that another server reads otherwise (CVE-2023-51764).

pub mod budget;
mod command;
mod content;
mod lines;
mod reply;
mod session;
mod transfer;

pub use session::Protocol;
pub use tokio_rustls::TlsAcceptor;

use crate::parser::MOST_BYTES;
use crate::settings::Inbox;
use gatehouse_context::{App, Cx};
use gatehouse_core::Fault;
use gatehouse_listen::{Connections, Port, raw};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;

/// Connections of a port, and of one client's address. The operator's own mail server is not counted.
pub const MOST_CONNECTIONS: usize = 64;
/// See [`MOST_CONNECTIONS`].
pub const CONNECTIONS_EACH: usize = 8;
/// Bytes of a mail that are read, announced as `SIZE`. It is more than is taken, so that who sends too much hears our refusal with the upload page: a
/// mail server bounces by itself what exceeds the announced size. A larger mail ends the connection.
pub const MOST_READ: usize = 4 * MOST_BYTES;
/// Recipients of one mail.
pub const MOST_RECIPIENTS: usize = 100;
/// Mails of one connection.
pub const MOST_MAILS: usize = 100;
/// Commands of one connection that are not understood.
pub const MOST_ERRORS: usize = 10;
/// Commands of one connection between two mails that bring none: who keeps a connection open with them takes it from others.
pub const MOST_IDLE: usize = 100;

/// What STARTTLS is spoken with: certificates and key in PEM files of the operator.
pub fn tls(certificates: &Path, key: &Path) -> Result<TlsAcceptor, Fault> {
    let wrong = |path: &Path, why: &dyn std::fmt::Display| Fault::new(format!("{}: {why}", path.display()));
    let chain: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(certificates).map_err(|error| wrong(certificates, &error))?.collect();
    let chain = chain.map_err(|error| wrong(certificates, &error))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|_| wrong(key, &"no private key in PEM form"))?;
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| wrong(certificates, &error))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves a port until `stop` becomes true.
pub async fn serve(
    app: Arc<App>,
    port: Port,
    protocol: Protocol,
    tls: Option<TlsAcceptor>,
    stop: watch::Receiver<bool>,
) -> Result<(), Fault> {
    let inbox = app.services.get::<Inbox>()?.clone();
    let inbox = Arc::new(inbox);
    let connections = Connections::new(MOST_CONNECTIONS, CONNECTIONS_EACH);
    raw::serve(port, connections, stop, move |connection| {
        let cx = Cx::program(&app, "inbox");
        session::run(cx, Arc::clone(&inbox), protocol, tls.clone(), connection)
    })
    .await
}
