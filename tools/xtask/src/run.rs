//! `cargo xtask run`: from a fresh clone to a Gatehouse with demo content. `cargo xtask lantern`: a product that activates there.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use crate::Failure;
use crate::command::{cargo, step};
use crate::place::Place;
use crate::setup;

/// The development configuration. A variable that is set already wins.
const CONFIGURATION: [(&str, &str); 3] = [
    ("GATEHOUSE__LISTEN", "127.0.0.1:8080"),
    ("GATEHOUSE__DATA_DIR", "./data"),
    // Mails are kept and shown on a page instead of being sent.
    ("GATEHOUSE__MAIL", "dev:"),
];

/// What is built in one go, also for `lantern`: fewer packages choose other features of what they share, and build it anew.
const BUILD: [&str; 2] = ["build", "--workspace"];

/// Builds and then becomes `gatehouse serve --demo`, which loads the demo content into a new data folder and prints where to go and
/// how to sign in as customer and as staff. Returns only when something fails.
pub fn run(place: &Place) -> Result<ExitCode, Failure> {
    setup::web(place)?;
    step("building gatehouse", cargo(&place.root).args(BUILD))?;
    let program = place.built("debug", "gatehouse");
    let mut serve = Command::new(&program);
    serve.args(["serve", "--demo"]).current_dir(&place.root);
    for (name, value) in CONFIGURATION {
        if std::env::var_os(name).is_none() {
            serve.env(name, value);
        }
    }
    eprintln!("==> gatehouse serve --demo (stop with Ctrl-C)");
    // exec, so that Ctrl-C and signals meet gatehouse itself and it can stop in order.
    Err(format!("{} could not be started: {}", program.display(), serve.exec()))
}

/// Becomes the sample product, which `run` has built, in the folder where it was asked for. Returns only when something fails.
pub fn lantern(place: &Place, arguments: &[String]) -> Result<ExitCode, Failure> {
    if !place.web().join("dist").join("built").is_file() {
        setup::web(place)?;
    }
    step("building lantern", cargo(&place.root).args(["--quiet"]).args(BUILD))?;
    let program = place.built("debug", "lantern");
    Err(format!("{} could not be started: {}", program.display(), Command::new(&program).args(arguments).exec()))
}
