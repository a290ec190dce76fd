//! The project's own commands: `cargo xtask run`, `test`, `check`, `bench` and others (`--help`).
//!
//! Each does all of its set-up on a fresh Debian or Ubuntu with Rust and Node 20, and can be started from any folder of the
//! repository. This crate depends on no crate of the product, so that it builds in seconds.

mod bench;
mod build;
mod check;
mod command;
mod count;
mod drill;
mod memory;
mod new_module;
mod packages;
mod place;
mod plan;
mod release;
mod run;
mod setup;
mod slowest;
mod spec_ids;
mod summary;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What stops a command, in words for the person who started it.
pub type Failure = String;

/// Builds, runs, tests and measures Gatehouse.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Xtask {
    #[command(subcommand)]
    command: Chosen,
}

#[derive(Subcommand)]
enum Chosen {
    /// Build everything and start Gatehouse with demo content on http://127.0.0.1:8080 (data in ./data).
    Run,
    /// Run the sample product; what follows goes to it as it is.
    #[command(disable_help_flag = true)]
    Lantern {
        /// What lantern gets: activate CODE, status, --server URL and others.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
        arguments: Vec<String>,
    },
    /// The inner loop: lints of one crate with its tests, then its own tests on SQLite.
    Check(check::Options),
    /// Format check, lints, all tests on SQLite and PostgreSQL, and the journeys in Chromium.
    Test(test::Options),
    /// Build the program for operators: without debug data, its symbols in a file beside it.
    Release,
    /// Measure a release build; NAME and --json go to gatehouse-bench as they are.
    Bench {
        /// What gatehouse-bench gets: the name of one measurement, --json.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "[NAME] [--json]")]
        arguments: Vec<String>,
    },
    /// Run what is too heavy for the suite: faults, floods, several nodes. docs/drills.md lists the names.
    Drill {
        /// One drill; all without it.
        name: Option<String>,
    },
    /// Build the browser's files: web/dist.
    Web,
    /// Check that modules are built by the floor plan of ARCHITECTURE.md; .config/plan.txt lists what is not yet.
    CheckPlan(plan::Options),
    /// Make a module by the floor plan, with one of each part; it compiles, and its tests pass.
    NewModule(new_module::Options),
    /// Compare docs/spec-ids.txt with the spec, or write it. The table of features counts what it lists.
    SpecIds(spec_ids::Options),
}

fn main() -> ExitCode {
    let result = place::Place::find().and_then(|place| match Xtask::parse().command {
        Chosen::Run => run::run(&place),
        Chosen::Lantern { arguments } => run::lantern(&place, &arguments),
        Chosen::Check(options) => check::check(&place, &options),
        Chosen::Release => release::release(&place),
        Chosen::Test(options) => memory::again().unwrap_or_else(|| test::test(&place, &options)),
        Chosen::Bench { arguments } => bench::bench(&place, &arguments),
        Chosen::Drill { name } => drill::drill(&place, name.as_deref()),
        Chosen::Web => setup::web(&place).map(|()| ExitCode::SUCCESS),
        Chosen::CheckPlan(options) => plan::check_plan(&place, &options),
        Chosen::NewModule(options) => new_module::new_module(&place, &options),
        Chosen::SpecIds(options) => spec_ids::spec_ids(&place, &options),
    });
    result.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lantern_gets_everything_that_follows_it() {
        let words = ["cargo xtask", "lantern", "--root-keys", "data/root.pub", "activate", "--help"];
        let Ok(Xtask { command: Chosen::Lantern { arguments } }) = Xtask::try_parse_from(words) else {
            panic!("lantern's own options are not ours");
        };
        assert_eq!(arguments, words[2..]);
    }
}
