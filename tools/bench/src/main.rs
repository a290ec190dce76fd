//! `gatehouse-bench`: what the project promises, measured on this machine, each figure beside its baseline in the
//! same run.
//!
//! The server under test is the release build of `gatehouse` in a process of its own, on loopback, with full
//! durability; only its rate limits are off. The load comes from this process over kept-alive connections
//! ([`load`]). Where a figure is not about the network (making codes, a look-up among millions), the modules run in
//! this process; the table says so.
//!
//! `cargo xtask bench [NAME] [--json]` builds both programs and starts a PostgreSQL; by hand:
//!
//! - `GATEHOUSE_BINARY`: the program; without it, `gatehouse` beside this one.
//! - `GATEHOUSE_TEST_POSTGRES`: a PostgreSQL that may get databases; without it, its figures are left out.

mod alike;
mod bare;
mod children;
mod client;
mod content;
mod figures;
mod load;
mod machine;
mod mail_sink;
mod place;
mod report;
mod stats;
mod strangers;
mod told_apart;

use clap::Parser;
use place::Place;
use report::Report;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "gatehouse-bench", about = "Measures Gatehouse, each figure beside its baseline in the same run")]
struct Cli {
    /// One figure, such as lease_renewal; all without it.
    name: Option<String>,
    /// One JSON object a line instead of a table.
    #[arg(long)]
    json: bool,
    /// Serves the baseline's handler on this port of 127.0.0.1 and measures nothing.
    #[arg(long, value_name = "PORT", hide = true)]
    bare_server: Option<u16>,
}

fn main() -> ExitCode {
    // Modules in this process have their workers in this program.
    let mut words = std::env::args().skip(1);
    if words.next().as_deref() == Some("parse") {
        return gatehouse_worker::run(&gatehouse::install::parsers(), &words.next().unwrap_or_default());
    }
    let cli = Cli::parse();
    let done = match cli.bare_server {
        Some(port) => bare::serve(port).map(|()| true),
        None => measure(cli.name.as_deref(), cli.json),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("gatehouse-bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// Measures one figure or all; `false` when some could not be measured. A missed goal is shown and is no failure:
/// it may be the machine. Those that must hold whatever the machine does are one.
fn measure(name: Option<&str>, json: bool) -> Result<bool, gatehouse_core::Fault> {
    let chosen = figures::choose(name)?;
    let place = Place::find()?;
    let mut report = Report::begin(json);
    let mut complete = true;
    for measurement in chosen {
        eprintln!("measuring {} …", measurement.names.join(", "));
        match (measurement.run)(&place) {
            Ok(figures) => {
                complete &= figures.iter().all(|figure| !figure.must_hold || figure.meets_its_goals());
                report.add(figures);
            }
            Err(fault) => {
                eprintln!("gatehouse-bench: {}: {fault}", measurement.names[0]);
                complete = false;
            }
        }
    }
    report.end();
    Ok(complete)
}
