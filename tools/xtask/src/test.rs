//! `cargo xtask test`: everything that must hold before a change lands.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use pgtest::{ADDRESS_VARIABLE, Server};

use crate::Failure;
use crate::build::{Build, Lints};
use crate::command::{answer, cargo, watched};
use crate::count::{self, Count};
use crate::packages::{Need, chromium, provide};
use crate::place::Place;
use crate::slowest::Timed;
use crate::summary::Summary;
use crate::{plan, setup, slowest};

/// What to leave out.
#[derive(clap::Args)]
pub struct Options {
    /// Run only the tests whose name contains this, and no checks of format, types and lints.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Run one half only, so that two machines can share a run.
    #[arg(long)]
    part: Option<Half>,
    /// When to ask the lints.
    #[arg(long, value_enum, default_value_t)]
    lints: Lints,
}

/// The halves of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// Format, plan, dependencies, lints and the Rust tests.
    Rust,
    /// The types of the TypeScript, and the journeys in Chromium.
    Browser,
}

impl Options {
    fn has(&self, half: Half) -> bool {
        self.part.is_none_or(|only| only == half)
    }
}

/// Runs all parts, also after one has failed, and prints one summary. The last line is `123 passed, 0 failed`.
pub fn test(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    provide(&[Need::PostgreSql])?;
    if options.has(Half::Browser) {
        // Any Chromium will do where there is no lighter one.
        if std::env::var_os("CHROMIUM").is_none()
            && let Err(why) = provide(&[Need::HeadlessShell])
        {
            println!("the journeys run in the whole Chromium: {why}");
        }
        provide(&[Need::Chromium, Need::JapaneseFonts])?;
    }
    // One test needs it, and root besides: a machine that cannot have it runs all others.
    let no_postfix = if options.has(Half::Rust) { postfix().err() } else { None };
    setup::web(place)?;
    // Also without the browser: the Rust tests send their mail to e2e's SMTP server.
    setup::npm_packages(&place.e2e())?;

    let mut summary = Summary::default();
    if let Some(why) = no_postfix {
        summary.leave_out("a mail server", &why);
    }
    all_parts(place, options, &mut summary);
    println!("{summary}");
    Ok(summary.exit_code())
}

/// Whether a real Postfix can bring mails in the test of that.
fn postfix() -> Result<(), Failure> {
    let is_root = answer(Command::new("id").arg("-u")).is_some_and(|user| user.trim() == "0");
    if is_root { provide(&[Need::Postfix]) } else { Err("Postfix is started by root alone".to_owned()) }
}

fn all_parts(place: &Place, options: &Options, summary: &mut Summary) {
    let is_whole = options.filter.is_none();
    if is_whole && options.has(Half::Rust) {
        summary.part("format", || check(cargo(&place.root).args(["fmt", "--all", "--check"])));
        summary.part("floor plan", || plan::is_kept(place).map(Count::of_check));
        dependencies(place, summary);
    }
    if is_whole && options.has(Half::Browser) {
        summary.part("types", || types(place));
    }
    let build = Build::new(place, options.lints, options.has(Half::Rust));
    let mut said = String::new();
    let built = summary.part("build", || build.all(&mut said));
    if built.failed > 0 {
        summary.stop("it does not build");
        return;
    }
    if is_whole && options.has(Half::Rust) {
        summary.part("lints", || build.lints(&said));
    }
    // One server for the whole run. It stops when it is dropped, and by its guard also when this program is killed.
    let server = match Server::start() {
        Ok(server) => server,
        Err(error) => {
            summary.part("postgresql", || Err(error.to_string()));
            return;
        }
    };
    let run = Run { place, build, filter: options.filter.as_deref(), postgres: server.url() };
    if options.has(Half::Rust) {
        if !has_nextest(place) {
            let why = "no cargo-nextest of 0.9.131 or later (cargo install --locked cargo-nextest): cargo test ends no test that hangs and tells no times";
            summary.leave_out("nextest", why);
        }
        let mut times = Vec::new();
        summary.part("tests", || run.tests(&mut times));
        summary.times(times);
    }
    if is_whole && options.has(Half::Rust) {
        summary.part("doc tests", || run.doc_tests());
    }
    if options.has(Half::Browser) {
        let mut times = Vec::new();
        summary.part("journeys", || run.journeys(&mut times));
        summary.times(times);
    }
}

/// What `deny.toml` permits, where cargo-deny is at hand.
fn dependencies(place: &Place, summary: &mut Summary) {
    if answer(cargo(&place.root).args(["deny", "--version"])).is_none() {
        summary.leave_out("dependencies", "cargo-deny is not installed (cargo install --locked cargo-deny)");
        return;
    }
    let checks = ["deny", "--offline", "check", "bans", "licenses", "sources"];
    summary.part("dependencies", || check(cargo(&place.root).args(checks)));
    if cargo_home().is_some_and(|home| has_advisories(&home)) {
        let advisories = ["deny", "--offline", "check", "advisories"];
        summary.part("advisories", || check(cargo(&place.root).args(advisories)));
    } else {
        summary.leave_out("advisories", "their database is not here (cargo deny fetch)");
    }
}

/// The oldest runner that understands `.config/nextest.toml`; the file says the same.
const NEXTEST: [u32; 3] = [0, 9, 131];

/// Whether the runner that `.config/nextest.toml` speaks to is at hand.
pub fn has_nextest(place: &Place) -> bool {
    answer(cargo(&place.root).args(["nextest", "--version"])).is_some_and(|said| understands(&said))
}

/// Whether `cargo-nextest 0.9.143 (…)` is new enough.
fn understands(said: &str) -> bool {
    let version: Option<Vec<u32>> =
        said.split_whitespace().nth(1).map(|version| version.split('.').filter_map(|part| part.parse().ok()).collect());
    version.is_some_and(|version| version.as_slice() >= NEXTEST.as_slice())
}

/// Where cargo and its subcommands keep what they fetched.
fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// Whether cargo-deny has fetched a database of advisories: it keeps each in a folder of its own.
fn has_advisories(cargo_home: &Path) -> bool {
    std::fs::read_dir(cargo_home.join("advisory-dbs"))
        .is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.path().is_dir())))
}

/// Fails when the command fails; it has no tests to count.
fn check(command: &mut Command) -> Result<Count, Failure> {
    watched(command).map(|(status, _)| Count::of_check(status.success()))
}

/// The TypeScript of the pages and of the journeys.
fn types(place: &Place) -> Result<Count, Failure> {
    let mut count = Count::default();
    for folder in [place.web(), place.e2e()] {
        let compiler = folder.join("node_modules").join(".bin").join("tsc");
        count += check(Command::new(compiler).arg("--noEmit").current_dir(folder))?;
    }
    Ok(count)
}

/// What the parts that need the servers have in common.
struct Run<'a> {
    place: &'a Place,
    build: Build<'a>,
    filter: Option<&'a str>,
    postgres: &'a str,
}

impl Run<'_> {
    /// The Rust tests, with cargo-nextest where it is installed. Both engines are within each test's reach: SQLite needs nothing.
    fn tests(&self, times: &mut Vec<Timed>) -> Result<Count, Failure> {
        // Below the checkout whatever CARGO_TARGET_DIR says: nextest's own folder.
        let report = self.place.root.join("target").join("nextest").join("default").join("junit.xml");
        forget(&report)?;
        let mut command = self.build.cargo();
        let nextest = has_nextest(self.place);
        if nextest {
            command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests", "pass"]);
        } else {
            command.args(["test", "--workspace", "--all-targets", "--no-fail-fast"]);
        }
        let (status, output) = watched(self.servers(command.args(self.filter)))?;
        let count = if nextest { count::nextest(&output) } else { count::cargo_test(&output) };
        *times = slowest::junit(&std::fs::read_to_string(&report).unwrap_or_default());
        Ok(count.with_exit(status.success()))
    }

    /// The examples in doc comments, which nextest does not run: those of the crates without `doctest = false`, which vendors of products
    /// read. `--doc` would pass over that setting and have rustdoc read every crate; one package alone would be compiled once more, as other
    /// features would be asked of its dependencies. So these are the programs that ran before, told to run only what is named like an
    /// example: `README.md - (line 7)`.
    fn doc_tests(&self) -> Result<Count, Failure> {
        let mut command = self.build.cargo();
        command.args(["test", "--workspace", "--no-fail-fast", "--", "(line"]);
        let (status, output) = watched(self.servers(&mut command))?;
        Ok(count::cargo_test(&output).with_exit(status.success()))
    }

    /// The journeys: the built program, real Chromium, real SMTP.
    fn journeys(&self, times: &mut Vec<Timed>) -> Result<Count, Failure> {
        let folder = self.place.e2e();
        let report = folder.join("test-results").join("report.json");
        forget(&report)?;
        let mut command = Command::new(folder.join("node_modules").join(".bin").join("playwright"));
        command.args(["test", "--pass-with-no-tests"]).current_dir(&folder);
        if let Some(filter) = self.filter {
            command.args(["--grep", filter]);
        }
        if let Some(browser) = chromium() {
            command.env("CHROMIUM", browser);
        }
        let (status, _) = watched(self.servers(&mut command))?;
        let report = std::fs::read_to_string(&report).unwrap_or_default();
        let count = count::playwright(&report);
        *times = slowest::playwright(&report);
        Ok(count.with_exit(status.success()))
    }

    fn servers<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env(ADDRESS_VARIABLE, self.postgres).env("GATEHOUSE_BINARY", self.place.built("debug", "gatehouse"))
    }
}

/// Removes the report of an earlier run, which must not be counted again.
fn forget(report: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(report) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", report.display())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Half, Lints, Options, has_advisories, understands};

    #[test]
    fn an_old_runner_is_as_good_as_none() {
        assert!(understands("cargo-nextest 0.9.143 (8bbbd1f 2026-10-01)\nrelease: 0.9.143"));
        assert!(understands("cargo-nextest 0.10.0") && understands("cargo-nextest 1.0.0"));
        assert!(!understands("cargo-nextest 0.9.130") && !understands("cargo-nextest") && !understands(""));
    }

    #[test]
    fn a_run_has_both_halves_or_the_one_that_was_asked_for() {
        let options = |part| Options { filter: None, part, lints: Lints::default() };
        let halves = |options: Options| [Half::Rust, Half::Browser].map(|half| options.has(half));
        assert_eq!(halves(options(None)), [true, true]);
        assert_eq!(halves(options(Some(Half::Rust))), [true, false]);
        assert_eq!(halves(options(Some(Half::Browser))), [false, true]);
    }

    #[test]
    fn advisories_are_asked_for_where_their_database_is() {
        let home = tempfile::tempdir().unwrap();
        assert!(!has_advisories(home.path()));
        std::fs::create_dir(home.path().join("advisory-dbs")).unwrap();
        std::fs::write(home.path().join("advisory-dbs").join("db.lock"), "").unwrap();
        assert!(!has_advisories(home.path()), "a lock is no database");
        std::fs::create_dir(home.path().join("advisory-dbs").join("advisory-db-3157b0e258782691")).unwrap();
        assert!(has_advisories(home.path()));
    }
}
