//! `gatehouse doctor`: looks whether the installation is sound, and changes nothing.
//!
//! Each finding has a stable code, for scripts that watch an installation. [`Level::Error`] means that something
//! does not work or is not safe now; [`Level::Warning`] that it will not stay so, or is unusual on purpose.

mod contents;
mod database;
mod files;
mod network;

use crate::config::Config;
use crate::install::modules;
use gatehouse_core::personal::RetentionRule;
use gatehouse_core::{Clock as _, Fault, SystemClock};
use gatehouse_db::{Db, DbConfig, Migration};
use gatehouse_licenses::Licenses;
use gatehouse_web::site::{inventories, migrations};
use std::fmt;
use std::process::ExitCode;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Ok,
    /// Works; the operator should know.
    Warning,
    /// Does not work, or is not safe.
    Error,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// Notes a check that could not be made.
    fn try_all(&mut self, code: &'static str, result: Result<(), Fault>) {
        if let Err(fault) = result {
            self.error(code, format!("could not be checked: {fault}"));
        }
    }
}

/// Looks at everything and prints what was found; fails when anything is an error.
pub async fn report(config: &Config) -> ExitCode {
    let modules = modules(Licenses::without_root());
    let rules: Vec<RetentionRule> = inventories(&modules).into_iter().flat_map(|inventory| inventory.rules).collect();
    let findings = examine(config, &migrations(&modules), &rules).await;
    for finding in &findings {
        println!("{finding}");
    }
    let worst = findings.iter().map(|finding| finding.level).max();
    if worst == Some(Level::Error) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Looks at files, database, contents and network. `steps` are the migrations that the program knows, `rules` the
/// retention rules of all modules. Makes nothing that is missing; needs some seconds where a server does not answer.
pub async fn examine(config: &Config, steps: &[Migration], rules: &[RetentionRule]) -> Vec<Finding> {
    let mut findings = Findings::default();
    files::examine(config, &mut findings);
    network::examine(config, &mut findings).await;
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
    match Db::open(&place).await {
        Ok(db) => Some(db),
        Err(fault) => {
            findings.error("database.reach", format!("the database cannot be opened: {fault}"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, Db, Finding, Level, examine};
    use gatehouse_core::{Clock as _, DAY, SystemClock, SystemRandom};
    use gatehouse_db::Keys;
    use gatehouse_db::sea_orm::ConnectionTrait as _;
    use std::collections::BTreeMap;
    use tempfile::TempDir;

    fn steps() -> Vec<gatehouse_db::Migration> {
        gatehouse_web::site::migrations(&[])
    }

    fn rules() -> Vec<gatehouse_core::personal::RetentionRule> {
        gatehouse_web::site::inventories(&[]).into_iter().flat_map(|inventory| inventory.rules).collect()
    }

    fn config(folder: &TempDir, more: &str) -> Config {
        let text = format!("data_dir = \"{}\"\n{more}", folder.path().display());
        Config::parse(&text, &BTreeMap::new()).unwrap()
    }

    async fn installed(folder: &TempDir) -> Db {
        let config = config(folder, "");
        Keys::open(&config.key_file(), &SystemRandom).unwrap();
        let db = Db::open(&config.database().unwrap()).await.unwrap();
        db.migrate(&steps()).await.unwrap();
        db
    }

    fn level(findings: &[Finding], code: &str) -> Option<Level> {
        findings.iter().find(|finding| finding.code == code).map(|finding| finding.level)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_fresh_installation_has_no_error() {
        let folder = tempfile::tempdir().unwrap();
        drop(installed(&folder).await);
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        let errors: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(level(&findings, "database.schema"), Some(Level::Ok));
        assert_eq!(level(&findings, "database.statements"), Some(Level::Ok));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn looking_at_an_empty_folder_makes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "database.missing"), Some(Level::Warning));
        assert_eq!(level(&findings, "keys.missing"), Some(Level::Warning));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[tokio::test(flavor = "multi_thread")]
    async fn a_key_file_that_others_can_read_is_an_error() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        drop(installed(&folder).await);
        let config = config(&folder, "");
        std::fs::set_permissions(config.key_file(), std::fs::Permissions::from_mode(0o640)).unwrap();
        let findings = examine(&config, &steps(), &rules()).await;
        assert_eq!(level(&findings, "keys.mode"), Some(Level::Error));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_key_file_of_another_installation_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let db = installed(&folder).await;
        // Wrapped by nobody that we know.
        let text = "insert into subject_key values (x'00000000000000000000000000000001', zeroblob(72), 1, 0)";
        db.writer().execute_unprepared(text).await.unwrap();
        db.close().await.unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "keys.fit"), Some(Level::Error));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_root_key_on_the_machine_is_a_warning() {
        let folder = tempfile::tempdir().unwrap();
        drop(installed(&folder).await);
        let config = config(&folder, "");
        gatehouse_db::private_file::replace(&config.root_key_file(), b"00").unwrap();
        let findings = examine(&config, &steps(), &rules()).await;
        assert_eq!(level(&findings, "root_key.online"), Some(Level::Warning));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_that_does_not_get_done_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let db = installed(&folder).await;
        let now = SystemClock.now();
        let job = |id: u8, dead: &str| {
            format!(
                "insert into job (id, kind, payload, run_at, max_attempts, created_at, dead_at) \
                 values (x'{id:032x}', 'k', '{{}}', {at}, 1, {at}, {dead})",
                at = now.plus(-DAY).0
            )
        };
        db.writer().execute_unprepared(&job(1, "5")).await.unwrap();
        db.writer().execute_unprepared(&job(2, "null")).await.unwrap();
        let old = now.plus(-10 * DAY).0;
        let kept = format!("insert into idempotency values (x'00', x'00', x'{:032x}', {old})", 1);
        db.writer().execute_unprepared(&kept).await.unwrap();
        db.close().await.unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "jobs.dead"), Some(Level::Warning));
        assert_eq!(level(&findings, "jobs.late"), Some(Level::Error));
        assert_eq!(level(&findings, "retention.overdue"), Some(Level::Error));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_clock_behind_the_last_change_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let db = installed(&folder).await;
        let text = format!(
            "insert into audit (id, at, actor_kind, kind, subject_kind) values (x'{:032x}', {}, 'program', 'k', 's')",
            1,
            SystemClock.now().plus(DAY).0
        );
        db.writer().execute_unprepared(&text).await.unwrap();
        db.close().await.unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "clock.back"), Some(Level::Error));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_older_schema_is_a_warning() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&config(&folder, "").database().unwrap()).await.unwrap();
        db.migrate(&steps()[..1]).await.unwrap();
        db.close().await.unwrap();
        let findings = examine(&config(&folder, ""), &steps(), &rules()).await;
        assert_eq!(level(&findings, "database.schema"), Some(Level::Warning));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn servers_that_do_not_answer_and_pages_without_tls_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        // Port 9 of this machine: nobody listens there.
        let more = "mail = \"smtp://127.0.0.1:9\"\norigin = \"http://portal.example.com\"\n\
                    database = \"postgres://gatehouse:secret-word@127.0.0.1:9/gatehouse\"";
        let findings = examine(&config(&folder, more), &steps(), &rules()).await;
        assert_eq!(level(&findings, "mail.reach"), Some(Level::Error));
        assert_eq!(level(&findings, "origin.plain"), Some(Level::Error));
        assert_eq!(level(&findings, "database.reach"), Some(Level::Error));
        assert!(findings.iter().all(|finding| !finding.to_string().contains("secret-word")));
    }
}
