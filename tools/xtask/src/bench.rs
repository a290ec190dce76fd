//! `cargo xtask bench`: measurements of a release build.

use std::process::{Command, ExitCode, Stdio};

use pgtest::{ADDRESS_VARIABLE, Durability, Server};

use crate::Failure;
use crate::command::{cargo, step};
use crate::packages::{Need, provide};
use crate::place::Place;
use crate::{release, setup};

/// Builds `gatehouse` and `gatehouse-bench` and runs the latter with `arguments`. Only its own output comes on standard output. It finds
/// the program in `GATEHOUSE_BINARY`, and in `GATEHOUSE_TEST_POSTGRES` a PostgreSQL that keeps its commits as in production.
pub fn bench(place: &Place, arguments: &[String]) -> Result<ExitCode, Failure> {
    provide(&[Need::PostgreSql])?;
    setup::web(place)?;
    step("building the release", cargo(&place.root).args(release::BUILD))?;
    let server = Server::start_with(Durability::Full).map_err(|error| error.to_string())?;
    let program = place.built("release", "gatehouse-bench");
    let status = Command::new(&program)
        .args(arguments)
        .env(ADDRESS_VARIABLE, server.url())
        .env("GATEHOUSE_BINARY", place.built("release", "gatehouse"))
        .current_dir(&place.root)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("{} could not be started: {error}", program.display()))?;
    if status.success() { Ok(ExitCode::SUCCESS) } else { Err(format!("gatehouse-bench: {status}")) }
}
