//! Connecting to PostgreSQL.

use crate::config::{DbOptions, Transport};
use crate::reach;
use gatehouse_core::Fault;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions as _, Connection as _};
use std::net::IpAddr;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

/// How long a start waits for a server that may be starting too, and the pause between two tries.
const START: Duration = Duration::from_secs(12);
const PAUSE: Duration = Duration::from_millis(250);
/// How long one try may take.
const TRY: Duration = Duration::from_secs(3);
/// A transaction that sends nothing for so long holds its locks for nobody.
const SILENCE: Duration = Duration::from_secs(30);
/// Connections for what may take long: migrations, backup, restore.
const UNHURRIED: u32 = 2;

/// The URL, understood. What is said of a wrong one quotes nothing of it: it may hold a password.
pub(crate) fn parsed(url: &str) -> Result<PgConnectOptions, Fault> {
    PgConnectOptions::from_str(url).map_err(|error| {
        let why = match &error {
            sqlx::Error::Configuration(why) => why.to_string(),
            other => other.to_string(),
        };
        Fault::new(format!("database: the postgres:// URL is not understood: {why}"))
    })
}

/// How the way to the server is guarded.
pub(crate) fn transport(options: &PgConnectOptions) -> Transport {
    if is_local(options) {
        Transport::Local
    } else if matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
        Transport::Verified
    } else {
        Transport::Open
    }
}

fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let name = host.trim_start_matches('[').trim_end_matches(']');
    options.get_socket().is_some()
        || host.starts_with('/')
        || name == "localhost"
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// `HOST:PORT`, or the socket's folder; for people.
fn place(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}

/// What to connect to, once it is clear that nobody else can read or answer.
pub(crate) fn target(url: &str, options: &DbOptions) -> Result<PgConnectOptions, Fault> {
    let mut target = parsed(url)?;
    if transport(&target) == Transport::Open && !options.insecure {
        return Err(Fault::new(format!(
            "database: the server {} is another machine, and the way there is not protected: add ?sslmode=verify-full to \
             the URL, and name the certificates that signed the server's own in database_ca unless they are public ones. \
             In a network where nobody else can listen or answer, insecure_database = true lets it be",
            target.get_host()
        )));
    }
    if let Some(ca) = &options.ca {
        let text = std::fs::read_to_string(ca)
            .map_err(|error| Fault::new(format!("database_ca: {}: {error}", ca.display())))?;
        if !text.contains("-----BEGIN CERTIFICATE-----") {
            return Err(Fault::new(format!("database_ca: {}: holds no certificate in PEM form", ca.display())));
        }
        target = target.ssl_root_cert_from_pem(text.into_bytes());
    }
    Ok(target)
}

/// The pools of one node.
pub(crate) struct Pools {
    /// For requests and jobs.
    pub(crate) common: DatabaseConnection,
    /// One connection that requests cannot take.
    pub(crate) reserved: DatabaseConnection,
    /// For what may take long.
    pub(crate) unhurried: DatabaseConnection,
    /// For the connection that hears the news of other nodes; made when somebody wants to hear them.
    pub(crate) news: DatabaseConnection,
}

/// Connects, waiting for a server that is starting.
pub(crate) async fn connect(url: &str, options: &DbOptions) -> Result<Pools, Fault> {
    let target = target(url, options)?;
    reach(&target).await?;
    let hurry = Limits { statement: options.statement_timeout, lock: options.lock_timeout, silence: SILENCE };
    let mut common = pool(url, &target, options, "", Some(hurry));
    common.max_connections(options.connections.max(1)).test_before_acquire_if_idle_for(Duration::from_secs(30));
    let mut reserved = pool(url, &target, options, " reserved", Some(hurry));
    reserved.max_connections(1).connect_lazy(true).idle_timeout(None::<Duration>);
    let mut unhurried = pool(url, &target, options, " maintenance", None);
    unhurried.max_connections(UNHURRIED).connect_lazy(true).idle_timeout(Duration::from_secs(60));
    let mut news = pool(url, &target, options, " news", None);
    news.max_connections(1).connect_lazy(true).idle_timeout(None::<Duration>);
    Ok(Pools {
        common: Database::connect(common).await?,
        reserved: Database::connect(reserved).await?,
        unhurried: Database::connect(unhurried).await?,
        news: Database::connect(news).await?,
    })
}

/// What the server gives up by itself.
#[derive(Clone, Copy)]
struct Limits {
    statement: Duration,
    lock: Duration,
    silence: Duration,
}

/// Statements that a connection keeps prepared, more than the driver's own hundred: each that is missing costs a way to the server and its planning.
const PREPARED: usize = 250;

fn pool(
    url: &str,
    target: &PgConnectOptions,
    options: &DbOptions,
    purpose: &str,
    limits: Option<Limits>,
) -> ConnectOptions {
    let mut pool = ConnectOptions::new(url);
    pool.acquire_timeout(options.wait).sqlx_logging(false);
    let name = if options.node.is_empty() { "gatehouse".to_owned() } else { format!("gatehouse/{}", options.node) };
    let mut target = target.clone().disable_statement_logging().statement_cache_capacity(PREPARED);
    if target.get_application_name().is_none() {
        // The server cuts names at 63 bytes.
        let name: String = name.chars().filter(|c| c.is_ascii_graphic()).take(63 - purpose.len()).collect();
        target = target.application_name(&format!("{name}{purpose}"));
    }
    let given = target.get_options().unwrap_or_default().to_owned();
    let none = Duration::ZERO;
    let limits = limits.unwrap_or(Limits { statement: none, lock: none, silence: none });
    for (name, limit) in [
        ("statement_timeout", limits.statement),
        ("lock_timeout", limits.lock),
        ("idle_in_transaction_session_timeout", limits.silence),
    ] {
        // What the operator wrote into the URL holds.
        if !given.contains(name) {
            target = target.options([(name, format!("{}ms", limit.as_millis()))]);
        }
    }
    pool.map_sqlx_postgres_opts(move |_| target.clone());
    pool
}

/// One connection without a pool: a pool would report a timeout only, not why.
async fn reach(target: &PgConnectOptions) -> Result<(), Fault> {
    let begun = Instant::now();
    let mut is_said = false;
    loop {
        let error = match tokio::time::timeout(TRY, target.connect()).await {
            Ok(Ok(connection)) => {
                // That it was reached is all that was asked.
                drop(connection.close().await);
                return Ok(());
            }
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        let passes = match &error {
            Some(error) if is_distrust(error) => false,
            Some(error) => reach::is_passing_for(error),
            None => true,
        };
        let fault = unreachable(target, error);
        if !passes || begun.elapsed() > START {
            return Err(fault);
        }
        if !is_said {
            is_said = true;
            tracing::warn!(error = %fault, "the database is not there yet; trying again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// A certificate that proves nothing; rustls says so as invalid data of the stream.
fn is_distrust(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Tls(_) => true,
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

fn unreachable(target: &PgConnectOptions, error: Option<sqlx::Error>) -> Fault {
    let place = place(target);
    match error {
        None => Fault::new(format!("the database server at {place} does not answer")),
        Some(error) if is_distrust(&error) => Fault::new(format!(
            "the database server at {place} could not be trusted: {error}; see sslmode in the URL, and database_ca"
        )),
        Some(sqlx::Error::Io(error)) => {
            Fault::new(format!("the database server at {place} cannot be reached: {error}"))
        }
        Some(sqlx::Error::Database(error)) => {
            Fault::new(format!("the database server at {place} refused us: {}", error.message()))
        }
        Some(error) => Fault::new(format!("the database server at {place}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{parsed, target, transport};
    use crate::config::{DbOptions, Transport};

    /// ALL-6, PRI-13
    #[test]
    fn a_server_of_another_machine_must_prove_who_it_is() {
        let of = |url: &str| transport(&parsed(url).unwrap());
        for local in [
            "postgres://u:p@127.0.0.1/d",
            "postgres://u:p@127.8.8.8/d?sslmode=disable",
            "postgres://u:p@localhost:5433/d",
            "postgres://u:p@[::1]/d",
            "postgres://u@%2Frun%2Fpostgresql/d",
            "postgres:///d?host=/run/postgresql",
        ] {
            assert_eq!(of(local), Transport::Local, "{local}");
            target(local, &DbOptions::default()).unwrap();
        }
        for open in [
            "postgres://u:secret-word@db.example.com/d",
            "postgres://u:secret-word@10.0.0.5/d",
            "postgres://u:secret-word@127.0.0.1.example.com/d",
            "postgres://u:secret-word@localhost.example.com/d",
            "postgres://u:secret-word@db.example.com/d?sslmode=prefer",
            "postgres://u:secret-word@db.example.com/d?sslmode=require",
            "postgres://u:secret-word@db.example.com/d?sslmode=verify-ca",
            "postgres://u:secret-word@localhost/d?host=db.example.com",
            "postgres://u:secret-word@localhost/d?hostaddr=192.0.2.7",
        ] {
            assert_eq!(of(open), Transport::Open, "{open}");
            let said = target(open, &DbOptions::default()).expect_err(open).to_string();
            assert!(said.contains("verify-full") && !said.contains("secret-word"), "{said}");
            target(open, &DbOptions { insecure: true, ..DbOptions::default() }).unwrap();
        }
        let verified = "postgres://u:p@db.example.com/d?sslmode=verify-full";
        assert_eq!(of(verified), Transport::Verified);
        target(verified, &DbOptions::default()).unwrap();
    }

    /// ALL-9
    #[test]
    fn a_url_that_is_not_understood_is_said_without_its_password() {
        for wrong in [
            "postgres://u:secret-word@h:99999/d",
            "postgres://u:secret-word@h:port/d",
            "postgres://u:secret-word@[::1/d",
            "postgres://u:secret-word@h/d?sslmode=sometimes",
            "postgres://u:secret-word@h/d?port=no",
        ] {
            let said = parsed(wrong).expect_err(wrong).to_string();
            assert!(said.starts_with("database: ") && !said.contains("secret-word"), "{said}");
        }
    }

    /// ALL-9
    #[test]
    fn certificates_that_cannot_be_read_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        let options = DbOptions { ca: Some(ca.clone()), ..DbOptions::default() };
        let url = "postgres://u:p@db.example.com/d?sslmode=verify-full";
        for text in [None, Some("no certificate")] {
            if let Some(text) = text {
                std::fs::write(&ca, text).unwrap();
            }
            let said = target(url, &options).expect_err("it must be refused").to_string();
            assert!(said.contains("database_ca") && said.contains("ca.pem"), "{said}");
        }
    }
}
