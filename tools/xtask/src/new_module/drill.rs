//! The drill `new-module`: in a copy of the checkout a module is made, checked, built, tested on both engines and taken out again.

use std::path::Path;
use std::process::Command;

use pgtest::ADDRESS_VARIABLE;

use super::name::Name;
use super::{lock, make, remove, skeleton};
use crate::command::{answer, cargo, step, watched};
use crate::count::{self, Count};
use crate::memory::Folder;
use crate::place::Place;
use crate::{Failure, plan};

/// The module that is made.
const NAME: &str = "drill_parcels";

/// What the whole house proves of every module, by the files of its tests.
const HOUSE: [&str; 7] = ["console::", "dependencies::", "doors::", "inventory::", "lists::", "routes::", "texts::"];

/// Runs the drill; answers what held. The copy shares this checkout's target folder, so that only its own crates are built anew.
pub fn drill(place: &Place, postgres: &str) -> Result<Vec<String>, Failure> {
    let folder = Folder(std::env::temp_dir().join(format!("gatehouse-drill-{}", std::process::id())));
    let copy = place.beside(folder.0.join("gatehouse"));
    copy_checkout(&place.root, &copy.root)?;
    copy_files(&place.root, &copy.root, skeleton::below(&place.web().join("dist"))?)?;
    commit(&copy.root)?;

    let name = Name::parse(NAME)?;
    let made = make(&copy.root, &name)?;
    lock(&copy);
    let wrong = plan::wrong(&copy.root)?;
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let package = format!("gatehouse-{name}");
    step("its format", in_copy(&copy).args(["fmt", "--all", "--check"]))?;
    let lints = ["clippy", "--package", &package, "--all-targets", "--", "-D", "warnings"];
    step("its lints", in_copy(&copy).args(lints))?;
    let own = tests(&copy, postgres, &["--package", &package])?;
    let mut house = vec!["--package", "gatehouse", "--test", "it", "--"];
    house.extend(HOUSE);
    let house = tests(&copy, postgres, &house)?;

    remove(&copy.root, &name)?;
    lock(&copy);
    let left = git(&copy.root, &["status", "--porcelain"])?;
    if !left.trim().is_empty() {
        return Err(format!("what is left of the module:\n{left}"));
    }
    Ok(vec![
        format!("{} files with {} lines; check-plan, format and lints find nothing", made.files.len(), made.lines),
        format!("its {} tests pass, and {} of the whole house with it", own.passed, house.passed),
        "taken out again it leaves nothing: git sees no change".to_owned(),
    ])
}

/// Copies every file that git has or would take.
pub(super) fn copy_checkout(from: &Path, to: &Path) -> Result<(), Failure> {
    let listed = git(from, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    // What was deleted and is not committed is listed too.
    copy_files(from, to, listed.split_terminator('\0').map(|path| from.join(path)).filter(|path| path.is_file()))
}

fn copy_files(from: &Path, to: &Path, paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<(), Failure> {
    for path in paths {
        let path = path.as_ref();
        let copy = to.join(path.strip_prefix(from).unwrap_or(path));
        let told = |error: std::io::Error| format!("{}: {error}", copy.display());
        std::fs::create_dir_all(copy.parent().unwrap_or(to)).map_err(told)?;
        std::fs::copy(path, &copy).map_err(told)?;
    }
    Ok(())
}

/// Makes the copy a repository, so that git tells what changes in it.
fn commit(root: &Path) -> Result<(), Failure> {
    git(root, &["init", "--quiet"])?;
    git(root, &["add", "--all"])?;
    let author = ["-c", "user.name=Drill", "-c", "user.email=drill@example.com", "-c", "commit.gpgsign=false"];
    git(root, &[&author[..], &["commit", "--quiet", "--message", "The checkout"]].concat()).map(drop)
}

fn git(root: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let said = answer(Command::new("git").arg("-C").arg(root).args(arguments));
    said.ok_or_else(|| format!("git {} failed in {}", arguments.join(" "), root.display()))
}

fn in_copy(copy: &Place) -> Command {
    let mut command = cargo(&copy.root);
    command.env("CARGO_TARGET_DIR", copy.target());
    command
}

/// Runs tests of the copy on both engines. None that passes is a failure too.
fn tests(copy: &Place, postgres: &str, arguments: &[&str]) -> Result<Count, Failure> {
    let mut command = in_copy(copy);
    let (status, output) = watched(command.arg("test").args(arguments).env(ADDRESS_VARIABLE, postgres))?;
    let count = count::cargo_test(&output).with_exit(status.success());
    if count.failed > 0 || count.passed == 0 {
        return Err(format!("cargo test {}: {} passed, {} failed", arguments.join(" "), count.passed, count.failed));
    }
    Ok(count)
}
