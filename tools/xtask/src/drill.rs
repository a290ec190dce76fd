//! `cargo xtask drill`: what is too heavy for the suite. Each drill is an ignored test of `program/gatehouse/tests/it/drills/`, and says in
//! lines that begin with `held:` what held. One is of this crate: `new-module`.

use std::process::{Command, ExitCode};

use pgtest::{ADDRESS_VARIABLE, Durability, Server};

use crate::Failure;
use crate::command::{cargo, step, watched};
use crate::packages::{Need, provide};
use crate::place::Place;
use crate::{count, new_module, setup};

/// How a drill's result begins in what it prints.
const HELD: &str = "held: ";

/// The drill of [`new_module`].
const NEW_MODULE: &str = "new-module";

/// Runs the drill with this name, or all, one after the other, against a PostgreSQL that keeps its commits as in production.
pub fn drill(place: &Place, name: Option<&str>) -> Result<ExitCode, Failure> {
    provide(&[Need::PostgreSql])?;
    setup::web(place)?;
    let server = Server::start_with(Durability::Full).map_err(|error| error.to_string())?;
    let of_program = if name == Some(NEW_MODULE) { Ok(Vec::new()) } else { of_program(place, name, &server) };
    let of_module = if name.is_none_or(|name| name == NEW_MODULE) {
        new_module::drill(place, server.url())
    } else {
        Ok(Vec::new())
    };
    println!();
    let mut code = ExitCode::SUCCESS;
    for drilled in [of_program, of_module] {
        match drilled {
            Ok(held) => held.iter().for_each(|line| println!("{HELD}{line}")),
            Err(failure) => {
                eprintln!("error: {failure}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

/// Those of the program; what held.
fn of_program(place: &Place, name: Option<&str>, server: &Server) -> Result<Vec<String>, Failure> {
    setup::npm_packages(&place.e2e())?;
    step("building", cargo(&place.root).args(["build", "--workspace"]))?;
    let (status, output) = watched(&mut tests(place, name, server))?;
    let held: Vec<String> = output.lines().filter_map(|line| Some(line.split_once(HELD)?.1.to_owned())).collect();
    let count = count::cargo_test(&output).with_exit(status.success());
    match (count.passed, count.failed) {
        (0, 0) => Err(format!("there is no drill {}; docs/drills.md lists them", name.unwrap_or_default())),
        (_, 0) if held.is_empty() => Err("the drill says nothing of what held".to_owned()),
        (_, 0) => Ok(held),
        (_, failed) => {
            // What held before is of use too.
            held.iter().for_each(|line| println!("{HELD}{line}"));
            Err(format!("{failed} failed"))
        }
    }
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
