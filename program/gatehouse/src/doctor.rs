//! `gatehouse doctor`: looks whether the installation is sound, and changes nothing.
//!
//! Each finding has a stable code, for scripts that watch an installation. [`Level::Error`] means that something
//! does not work or is not safe now; [`Level::Warning`] that it will not stay so, or is unusual on purpose.

mod apns;
mod contents;
mod database;
mod files;
mod network;
mod rights;
mod storage;

use crate::config::Config;
use crate::install::modules;
use gatehouse_core::personal::RetentionRule;
use gatehouse_core::{Clock as _, Fault, SystemClock};
use gatehouse_db::{Db, DbConfig, Migration};
use gatehouse_licenses::Licenses;
use gatehouse_web::site::{inventories, migrations};
use serde::Serialize;
use std::fmt;
use std::process::ExitCode;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Works; the operator should know.
    Warning,
    /// Does not work, or is not safe.
    Error,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How grave it is.
    pub level: Level,
    /// The stable code, such as `keys.mode`.
    pub code: &'static str,
    /// What was found, and what to do about it. Never a secret or personal data.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Error => "error",
        };
        write!(f, "{level:<8} {:<22} {}", self.code, self.text)
    }
}

/// What the checks write into.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    fn ok(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding { level: Level::Ok, code, text: text.into() });
    }

    fn warning(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding { level: Level::Warning, code, text: text.into() });
    }

    fn error(&mut self, code: &'static str, text: impl Into<String>) {
        self.0.push(Finding { level: Level::Error, code, text: text.into() });
    }

    /// Records a check that could not be made.
    fn try_all(&mut self, code: &'static str, result: Result<(), Fault>) {
        if let Err(fault) = result {
            self.error(code, format!("could not be checked: {fault}"));
        }
    }
}

/// What of the findings is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What is not as it should be, and a line that sums it up.
    Short,
    /// All that was looked at, and that line.
    All,
    /// All that was looked at, as one JSON object.
    Json,
}

impl Form {
    /// What the flags of the command ask for.
    pub const fn asked(verbose: bool, json: bool) -> Self {
        if json {
            Self::Json
        } else if verbose {
            Self::All
        } else {
            Self::Short
        }
    }
}

/// Looks at everything and prints what was found; fails when anything is an error.
pub async fn report(config: &Config, form: Form) -> ExitCode {
    let modules = modules(Licenses::without_root());
    let rules: Vec<RetentionRule> = inventories(&modules).into_iter().flat_map(|inventory| inventory.rules).collect();
    let findings = examine(config, &migrations(&modules), &rules).await;
    if form == Form::Json {
        println!("{:#}", json(&findings));
    } else {
        for finding in findings.iter().filter(|finding| form == Form::All || finding.level != Level::Ok) {
            println!("{finding}");
        }
        println!("{}", summary(&findings));
    }
    let worst = findings.iter().map(|finding| finding.level).max();
    if worst == Some(Level::Error) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn count(findings: &[Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

/// For programs that watch an installation.
fn json(findings: &[Finding]) -> serde_json::Value {
    serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "errors": count(findings, Level::Error),
        "warnings": count(findings, Level::Warning),
        "findings": findings,
    })
}

fn summary(findings: &[Finding]) -> String {
    let (errors, warnings) = (count(findings, Level::Error), count(findings, Level::Warning));
    let things = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    format!(
        "{} were looked at: {}, {}{}",
        things(findings.len(), "thing"),
        things(errors, "error"),
        things(warnings, "warning"),
        if errors + warnings == 0 { "; all is well" } else { "" }
    )
}

/// Looks at files, database, contents and network. `steps` are the migrations that the program knows, `rules` the
/// retention rules of all modules. Makes nothing that is missing; needs some seconds where a server does not answer.
pub async fn examine(config: &Config, steps: &[Migration], rules: &[RetentionRule]) -> Vec<Finding> {
    let mut findings = Findings::default();
    files::examine(config, &mut findings);
    network::examine(config, &mut findings).await;
    storage::examine(config, &mut findings).await;
    apns::examine(config, SystemClock.now(), &mut findings);
    if let Some(db) = open(config, &mut findings).await {
        let now = SystemClock.now();
        let result = database::examine(&db, steps, now, &mut findings).await;
        findings.try_all("database.check", result);
        let result = contents::examine(&db, config, rules, now, &mut findings).await;
        findings.try_all("contents.check", result);
        let result = db.close().await;
        findings.try_all("database.close", result);
    }
    findings.0
}

async fn open(config: &Config, findings: &mut Findings) -> Option<Db> {
    let place = match config.database() {
        Ok(place) => place,
        Err(fault) => {
            findings.error("database.setting", fault.to_string());
            return None;
        }
    };
    if let DbConfig::Sqlite(path) = &place
        && !path.exists()
    {
        let text = format!("{} does not exist yet; the first start makes it", path.display());
        findings.warning("database.missing", text);
        return None;
    }
    match config.open_database().await {
        Ok(db) => Some(db),
        Err(fault) => {
            findings.error("database.reach", format!("the database cannot be opened: {fault}"));
            None
        }
    }
}

#[cfg(test)]
mod tests;
