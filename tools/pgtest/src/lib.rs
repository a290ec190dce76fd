//! A PostgreSQL server for one test run.
//!
//! [`Server::start`] makes a new cluster in a temporary folder, starts it on a free port of 127.0.0.1 and
//! stops and removes it again: when the value is dropped, and also when this program is killed, because a
//! small guard process holds the server and reads a pipe that closes with us. Nothing is shared with a
//! PostgreSQL that the machine may run already.
//!
//! The crate needs nothing but the standard library, so that `xtask` stays quick to build. `xtask` starts
//! one server for the whole run and passes its address in [`ADDRESS_VARIABLE`]; tests that find the
//! variable use that server ([`Server::shared_or_start`]).

mod cluster;
mod owner;
mod programs;

use std::fmt;

pub use cluster::Server;
pub use programs::{Programs, find_programs};

/// The environment variable with the address of a running server, as [`Server::url`] gives it.
pub const ADDRESS_VARIABLE: &str = "GATEHOUSE_TEST_POSTGRES";

/// How much the server may lose when the machine stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// No fsync: for tests, which never outlive the machine.
    #[default]
    Off,
    /// The settings of a fresh PostgreSQL: for measurements, which must pay for the disk.
    Full,
}

/// What a server is started with besides its folder.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// How much it may lose when the machine stops.
    pub durability: Durability,
    /// The certificate and its key as PEM texts: with them the server takes encrypted connections, and others as well.
    pub certificate: Option<(String, String)>,
    /// Variables of the environment that the server's processes get.
    pub environment: Vec<(String, String)>,
}

/// Why no server could be started.
#[derive(Debug)]
pub enum StartError {
    /// `initdb` and `postgres` are neither on the PATH nor where Debian puts them.
    NotInstalled,
    /// PostgreSQL refuses to run as root, and the machine has neither a user `postgres` nor `nobody`.
    NoOwner,
    /// The temporary folder could not be made or handed over.
    Folder(std::io::Error),
    /// `initdb` failed; with what it said.
    Initdb(String),
    /// The server ended, or was not ready in time, at every attempt; with the end of its log.
    NotReady(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => {
                write!(f, "PostgreSQL's programs initdb and postgres were not found: install the package postgresql")
            }
            Self::NoOwner => write!(f, "PostgreSQL does not run as root, and there is no user postgres or nobody"),
            Self::Folder(error) => write!(f, "the folder of the test server could not be made: {error}"),
            Self::Initdb(said) => write!(f, "initdb failed: {said}"),
            Self::NotReady(log) => write!(f, "the PostgreSQL test server did not start: {log}"),
        }
    }
}

impl std::error::Error for StartError {}
