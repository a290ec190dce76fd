//! `cargo xtask drill`: what is too heavy for the suite. Each drill is an ignored test of `crates/gatehouse/tests/it/drills/`, and says in
//! lines that begin with `held:` what held.

use std::process::{Command, ExitCode};

use pgtest::{ADDRESS_VARIABLE, Durability, Server};

use crate::Failure;
use crate::command::{cargo, step, watched};
use crate::packages::{Need, provide};
use crate::place::Place;
use crate::{count, setup};

/// How a drill's result begins in what it prints.
const HELD: &str = "held: ";

/// Runs the drill with this name, or all, one after the other, against a PostgreSQL that keeps its commits as in production.
pub fn drill(place: &Place, name: Option<&str>) -> Result<ExitCode, Failure> {
    provide(&[Need::PostgreSql])?;
    setup::web(place)?;
    setup::npm_packages(&place.e2e())?;
    step("building", cargo(&place.root).args(["build", "--workspace"]))?;
    let server = Server::start_with(Durability::Full).map_err(|error| error.to_string())?;
    let (status, output) = watched(&mut tests(place, name, &server))?;
    let held: Vec<&str> = output.lines().filter_map(|line| line.split_once(HELD).map(|(_, held)| held)).collect();
    let count = count::cargo_test(&output).with_exit(status.success());
    if count.passed == 0 && count.failed == 0 {
        return Err(format!("there is no drill {}; docs/drills.md lists them", name.unwrap_or_default()));
    }
    println!();
    for line in &held {
        println!("{HELD}{line}");
    }
    if count.failed == 0 && held.is_empty() {
        return Err("the drill says nothing of what held".to_owned());
    }
    Ok(if count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tests(place: &Place, name: Option<&str>, server: &Server) -> Command {
    let mut command = cargo(&place.root);
    let filter = name.map_or_else(|| "drills::".to_owned(), |name| format!("drills::{}::", name.replace('-', "_")));
    command
        .args(["test", "--package", "gatehouse", "--test", "it", "--", "--ignored", "--nocapture", "--test-threads=1"])
        .arg(filter)
        .env(ADDRESS_VARIABLE, server.url())
        .env("GATEHOUSE_BINARY", place.built("debug", "gatehouse"));
    command
}
