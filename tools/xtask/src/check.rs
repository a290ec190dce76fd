//! `cargo xtask check CRATE`: the inner loop. Lints of one crate with its tests, then its own tests on SQLite.

use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::Failure;
use crate::command::{answer, cargo, step};
use crate::place::Place;
use crate::{setup, test};

/// What to check.
#[derive(clap::Args)]
pub struct Options {
    /// The crate, by its folder (licenses) or its package (gatehouse-licenses).
    #[arg(value_name = "CRATE")]
    name: String,
    /// Run only the tests whose name contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// What stands in the name of a test that runs on PostgreSQL; `both_engines!` ends such names with it.
const SECOND_ENGINE: &str = "postgres";

/// Stops at the first step that fails. What the whole suite checks besides (other crates, PostgreSQL, journeys), it leaves out.
pub fn check(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    let metadata = answer(cargo(&place.root).args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))
        .ok_or("cargo metadata failed: is Cargo.toml in order?")?;
    let package = package(&metadata, &options.name)?;
    // Its age is for cargo to judge: a stale one is refused with what to do.
    if !place.web().join("dist").join("built").is_file() {
        setup::web(place)?;
    }
    let lints = ["clippy", "--package", &package, "--all-targets", "--", "-D", "warnings"];
    step(&format!("lints of {package}"), cargo(&place.root).args(lints))?;
    let mut tests = tests(place, &package, options.filter.as_deref());
    step(&format!("tests of {package} on SQLite"), &mut tests)?;
    Ok(ExitCode::SUCCESS)
}

fn tests(place: &Place, package: &str, filter: Option<&str>) -> Command {
    let mut command = cargo(&place.root);
    if test::has_nextest(place) {
        let tests = format!("not test({SECOND_ENGINE})");
        command.args(["nextest", "run", "--package", package, "--no-tests", "pass", "--filterset", &tests]);
        // A word without brackets is a part of a name.
        command.args(filter);
    } else {
        command.args(["test", "--package", package, "--all-targets", "--"]);
        command.args(filter).args(["--skip", SECOND_ENGINE]);
    }
    command
}

/// The package that is called so, or lies in a folder that is.
fn package(metadata: &str, name: &str) -> Result<String, Failure> {
    let metadata: Value = serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut folders = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let own_name = package["name"].as_str().unwrap_or_default();
        let folder = package["manifest_path"].as_str().and_then(|path| path.rsplit('/').nth(1)).unwrap_or_default();
        if own_name == name || folder == name {
            return Ok(own_name.to_owned());
        }
        folders.push(folder);
    }
    folders.sort_unstable();
    Err(format!("there is no crate {name}; there are {}", folders.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn a_crate_is_found_by_its_folder_and_by_its_name() {
        let metadata = r#"{"packages":[
            {"name":"gatehouse-licenses","manifest_path":"/x/crates/licenses/Cargo.toml"},
            {"name":"gatehouse","manifest_path":"/x/crates/gatehouse/Cargo.toml"}]}"#;
        assert_eq!(package(metadata, "licenses").unwrap(), "gatehouse-licenses");
        assert_eq!(package(metadata, "gatehouse-licenses").unwrap(), "gatehouse-licenses");
        assert_eq!(package(metadata, "gatehouse").unwrap(), "gatehouse");
        assert_eq!(package(metadata, "x").unwrap_err(), "there is no crate x; there are gatehouse, licenses");
    }
}
