//! Asking name servers for TXT records. One resolver for one question, so that nothing of one (an answer, a connection) is there for the
//! next: a record that was just written must be seen.
//!
//! hickory makes its own connections, as the drivers of the databases do, and by the same rule: only to the servers that the operator
//! set, or the machine has. What an answer names is never connected to; a chain of CNAMEs is followed by asking the same servers. DNS has
//! no encryption, so a forged answer must guess the question's number, its port and the case of its letters, or stand on the way.

use crate::{Answer, Challenge, Found, MailDomain, NameServers};
use gatehouse_core::Moment;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts};
use hickory_resolver::lookup::Lookup;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Resolver, TokioResolver};
use rustls::{ClientConfig, RootCertStore};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How long a server is waited for, of which there can be several, each asked twice.
const EACH: Duration = Duration::from_secs(3);
/// The time of a whole look-up.
const WHOLE: Duration = Duration::from_secs(10);

/// Asks name servers. A service of the installation.
#[derive(Clone, Debug)]
pub struct Names {
    servers: NameServers,
    below: Arc<OnceLock<(String, SocketAddr)>>,
    each: Duration,
    whole: Duration,
}

impl Names {
    /// That asks these.
    pub fn new(servers: NameServers) -> Self {
        Self { servers, below: Arc::default(), each: EACH, whole: WHOLE }
    }

    /// From now on names below this one are asked of that server alone, by every clone; said once. For names that no server of the world
    /// knows, as the `test` of a demo (RFC 6761 §6.2). `false`: another one was said before.
    pub fn ask_below(&self, name: &str, server: SocketAddr) -> bool {
        self.below.set((format!(".{}", name.to_ascii_lowercase()), server)).is_ok()
    }

    /// The servers that know this name.
    async fn servers_of(&self, name: &str) -> Vec<SocketAddr> {
        match self.below.get() {
            Some((below, server)) if name.to_ascii_lowercase().ends_with(below) => vec![*server],
            _ => self.servers.now().await,
        }
    }

    /// With another patience: for each server, and for the whole.
    #[must_use]
    pub fn with_patience(self, each: Duration, whole: Duration) -> Self {
        Self { each, whole, ..self }
    }

    /// Asks for the record that proves claims of a domain. Takes at most 10 s; never inside a transaction.
    pub async fn challenge(&self, domain: &MailDomain, now: Moment) -> Answer {
        self.texts(&Challenge::record_name(domain), now).await
    }

    /// Asks for the TXT records of a name.
    pub async fn texts(&self, name: &str, now: Moment) -> Answer {
        let found = tokio::time::timeout(self.whole, self.look_up(name)).await.unwrap_or(Found::Silent);
        Answer { asked: name.to_owned(), at: now, found }
    }

    pub(crate) fn whole(&self) -> Duration {
        self.whole
    }

    /// A resolver for one question.
    pub(crate) async fn fresh(&self) -> Result<TokioResolver, NetError> {
        self.resolver(&self.servers.now().await)
    }

    async fn look_up(&self, name: &str) -> Found {
        // The full name: the machine's search list has no say.
        let Ok(mut asked) = Name::from_ascii(name) else { return Found::Broken };
        asked.set_fqdn(true);
        let Ok(resolver) = self.resolver(&self.servers_of(name).await) else { return Found::Unreachable };
        match resolver.lookup(asked.clone(), RecordType::TXT).await {
            Ok(lookup) => records(asked, &lookup),
            Err(error) => why(&error),
        }
    }

    fn resolver(&self, servers: &[SocketAddr]) -> Result<TokioResolver, NetError> {
        let servers = servers.iter().map(|server| {
            let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
                connection.port = server.port();
                connection
            });
            NameServerConfig::new(server.ip(), true, connections.into())
        });
        let config = ResolverConfig::from_name_servers(servers.collect());
        let mut options = ResolverOpts::default();
        options.timeout = self.each;
        options.attempts = 1;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        options.case_randomization = true;
        let builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
        builder.with_options(options).with_tls_config(trusting_nobody()?).build()
    }
}

/// Where DNS over TLS is compiled in, a resolver would read the machine's authorities for every question; none of its servers is asked
/// that way.
fn trusting_nobody() -> Result<ClientConfig, NetError> {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| io::Error::other(error.to_string()))?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// The records of the name, or of the one to which its CNAMEs lead.
fn records(asked: Name, lookup: &Lookup) -> Found {
    let mut names = vec![asked];
    for record in lookup.answers() {
        if let RData::CNAME(target) = &record.data
            && names.contains(&record.name)
        {
            names.push(target.0.clone());
        }
    }
    let texts = lookup.answers().iter().filter(|record| names.contains(&record.name));
    let texts = texts.filter_map(|record| match &record.data {
        RData::TXT(text) => Some(text.txt_data.concat()),
        _ => None,
    });
    match Found::records(texts) {
        Found::NoRecords => none(lookup.message().response_code),
        found => found,
    }
}

/// No record, and this code.
fn none(code: ResponseCode) -> Found {
    match code {
        ResponseCode::NoError => Found::NoRecords,
        ResponseCode::NXDomain => Found::NoName,
        code => Found::Failed { code: word(code) },
    }
}

fn word(code: ResponseCode) -> String {
    match code {
        ResponseCode::ServFail => "SERVFAIL".to_owned(),
        ResponseCode::Refused => "REFUSED".to_owned(),
        ResponseCode::FormErr => "FORMERR".to_owned(),
        ResponseCode::NotImp => "NOTIMP".to_owned(),
        code => format!("RCODE {}", u16::from(code)),
    }
}

fn why(error: &NetError) -> Found {
    match error {
        // A server that does not look for us: it names others, and says nothing of the record.
        NetError::Dns(DnsError::NoRecordsFound(no)) if no.soa.is_none() && no.ns.is_some() => Found::Broken,
        NetError::Dns(DnsError::NoRecordsFound(no)) => none(no.response_code),
        NetError::Dns(DnsError::ResponseCode(code)) => Found::Failed { code: word(*code) },
        NetError::Timeout => Found::Silent,
        NetError::Io(error) if error.kind() == io::ErrorKind::TimedOut => Found::Silent,
        NetError::Io(_) | NetError::NoConnections | NetError::Busy => Found::Unreachable,
        _ => Found::Broken,
    }
}
