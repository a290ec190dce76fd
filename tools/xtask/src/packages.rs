//! What the tests need from the system: PostgreSQL, Chromium, fonts for Japanese, and Postfix.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::command::{answer, find, step};

/// Something from the system's packages that a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The server's programs, for tests and measurements on the second engine.
    PostgreSql,
    /// The browser of the journeys.
    Chromium,
    /// Chromium without a desktop's windows, which runs the journeys in two thirds of the time. Debian alone has a package of it.
    HeadlessShell,
    /// Without them Japanese is drawn as boxes, whose widths tell nothing about overflow.
    JapaneseFonts,
    /// The mail server that brings mails by LMTP in one test.
    Postfix,
}

impl Need {
    fn is_met(self) -> bool {
        match self {
            Self::PostgreSql => pgtest::find_programs().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::HeadlessShell => find(&[HEADLESS_SHELL]).is_some(),
            Self::JapaneseFonts => {
                answer(Command::new("fc-list").arg(":lang=ja")).is_some_and(|fonts| !fonts.is_empty())
            }
            // No folder of programs of the administrator need be on the PATH.
            Self::Postfix => find(&["postfix"]).is_some() || Path::new("/usr/sbin/postfix").is_file(),
        }
    }

    /// Debian's and Ubuntu's names.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::PostgreSql => &["postgresql"],
            Self::Chromium => &["chromium"],
            Self::HeadlessShell => &[HEADLESS_SHELL],
            Self::JapaneseFonts => &["fontconfig", "fonts-noto-core", "fonts-noto-cjk"],
            Self::Postfix => &["postfix"],
        }
    }

    /// What is answered to the package's questions beforehand.
    fn answers(self) -> Option<&'static str> {
        // The test has a configuration of its own; without this one, no mail server is started on this machine.
        (self == Self::Postfix).then_some("postfix postfix/main_mailer_type select No configuration")
    }
}

const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// The browser: the one named by the variable CHROMIUM, else what the PATH has, the lightest first.
pub fn chromium() -> Option<PathBuf> {
    match std::env::var_os("CHROMIUM") {
        Some(named) => Some(PathBuf::from(named)).filter(|program| program.is_file()),
        None => find(&[HEADLESS_SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]),
    }
}

/// Installs what is missing with apt-get where that is permitted; else refuses and says what to install.
pub fn provide(needs: &[Need]) -> Result<(), Failure> {
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    let advice = format!("missing: {0}. Install with: sudo apt-get install {0}", packages.join(" "));
    let prefix = apt_get().ok_or_else(|| advice.clone())?;
    let system = |program: &str| {
        let mut command = Command::new(prefix[0]);
        command.args(&prefix[1..]).arg(program).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let apt_get = || system("apt-get");
    for answers in missing.iter().filter_map(|need| need.answers()) {
        let mut told = system("sh");
        told.args(["-c", "echo \"$0\" | debconf-set-selections", answers]);
        step("debconf-set-selections", &mut told).map_err(|failure| format!("{failure}; {advice}"))?;
    }
    step("apt-get update", apt_get().arg("update")).map_err(|failure| format!("{failure}; {advice}"))?;
    let what = format!("apt-get install {}", packages.join(" "));
    let mut install = apt_get();
    install.args(["install", "--yes", "--no-install-recommends"]).args(&packages);
    step(&what, &mut install).map_err(|failure| format!("{failure}; {advice}"))?;
    match missing.iter().find(|need| !need.is_met()) {
        None => Ok(()),
        Some(need) => Err(format!("{need:?} was installed but not found; {advice}")),
    }
}

/// How apt-get may be called without asking for a password: as root, or through sudo.
fn apt_get() -> Option<&'static [&'static str]> {
    find(&["apt-get"])?;
    let user = answer(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Some(&["env"]);
    }
    answer(Command::new("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"][..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_installed_when_nothing_is_needed() {
        assert_eq!(provide(&[]), Ok(()));
    }

    #[test]
    fn every_need_names_its_packages() {
        for need in [Need::PostgreSql, Need::Chromium, Need::HeadlessShell, Need::JapaneseFonts, Need::Postfix] {
            assert!(!need.packages().is_empty(), "{need:?}");
        }
    }
}
