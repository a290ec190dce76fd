//! What `cargo xtask test` builds: everything once, with the lints in the same compilation.

use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::command::{answer, cargo, watched};
use crate::count::Count;
use crate::place::Place;

/// When the lints of a run are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lints {
    /// While the tests are compiled: clippy's compiler makes the very programs that run then.
    #[default]
    Inside,
    /// By `cargo clippy` after the build, which compiles everything once more, dependencies too.
    Apart,
}

/// How the parts of one run call cargo. All of them must do it in the same way, or one compiles anew what another has built.
pub struct Build<'a> {
    place: &'a Place,
    /// Clippy's compiler, where it compiles this workspace. Dependencies are compiled by rustc, and shared with other commands.
    clippy: Option<PathBuf>,
}

impl<'a> Build<'a> {
    /// For a run with Rust tests, or for the program alone.
    pub fn new(place: &'a Place, lints: Lints, tests: bool) -> Self {
        let clippy = if tests && lints == Lints::Inside { clippy(place) } else { None };
        Self { place, clippy }
    }

    /// cargo in the repository's folder.
    pub fn cargo(&self) -> Command {
        let mut command = cargo(&self.place.root);
        if let Some(clippy) = &self.clippy {
            command.env("RUSTC_WORKSPACE_WRAPPER", clippy);
        }
        command
    }

    /// Builds all that the run needs. What the compiler said is added to `said`.
    pub fn all(&self, said: &mut String) -> Result<Count, Failure> {
        let words: &[&str] = match self.clippy {
            Some(_) => &["test", "--workspace", "--all-targets", "--no-run"],
            None => &["build", "--workspace"],
        };
        let (status, output) = watched(self.cargo().args(words))?;
        said.push_str(&output);
        Ok(Count::of_check(status.success()))
    }

    /// What the lints found: in what the compiler said, or asked now.
    pub fn lints(&self, said: &str) -> Result<Count, Failure> {
        if self.clippy.is_some() {
            return Ok(Count::of_check(!has_warnings(said)));
        }
        let words = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        watched(self.cargo().args(words)).map(|(status, _)| Count::of_check(status.success()))
    }
}

/// The compiler that comes with the toolchain's clippy; `None` where clippy is not installed.
fn clippy(place: &Place) -> Option<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = answer(Command::new(rustc).args(["--print", "sysroot"]).current_dir(&place.root))?;
    let driver = PathBuf::from(sysroot.trim()).join("bin").join("clippy-driver");
    driver.is_file().then_some(driver)
}

/// Whether cargo tells of a warning in one of our crates. It repeats those of crates that were compiled before. What build scripts say, and
/// what cargo itself says of a manifest, is none.
fn has_warnings(said: &str) -> bool {
    said.lines().any(|line| line.starts_with("warning: `") && line.contains(" generated "))
}

#[cfg(test)]
mod tests {
    use super::has_warnings;

    #[test]
    fn warnings_of_crates_are_told_from_what_build_scripts_say() {
        let script = "warning: gatehouse-assets@0.1.0: Embedding assets into binary\nwarning: unused manifest key: x\n";
        assert!(!has_warnings(script) && !has_warnings("    Finished `test` profile in 0.57s\n"));
        let ours = "warning: this could be a `const fn`\n --> kits/web/src/lib.rs:1:1\n\n\
                    warning: `gatehouse-web` (lib) generated 1 warning (run `cargo clippy --fix` to apply)\n";
        assert!(has_warnings(ours));
    }
}
