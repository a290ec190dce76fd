//! What must be there before anything can be built: Node, npm packages, the browser's files.

use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::command::{answer, step};
use crate::place::Place;

/// The oldest Node whose language and libraries our scripts use.
const NODE_MAJOR: u32 = 20;

/// Builds `web/dist`, after setting up what it needs.
pub fn web(place: &Place) -> Result<(), Failure> {
    check_node()?;
    npm_packages(&place.web())?;
    step("building the browser's files", Command::new("node").arg("build.mjs").current_dir(place.web()))
}

/// Refuses when Node is missing or too old.
pub fn check_node() -> Result<(), Failure> {
    let advice = format!("install Node {NODE_MAJOR} or newer with npm");
    let version =
        answer(Command::new("node").arg("--version")).ok_or_else(|| format!("node was not found: {advice}"))?;
    match major(&version) {
        Some(found) if found >= NODE_MAJOR => Ok(()),
        _ => Err(format!("node is {}, which is too old: {advice}", version.trim())),
    }
}

/// Installs exactly what the folder's lock file says, when that has not been done for this very lock file.
pub fn npm_packages(folder: &Path) -> Result<(), Failure> {
    let lock = folder.join("package-lock.json");
    // npm keeps a file like this too, but rewritten; ours is a plain copy to compare with.
    let installed = folder.join("node_modules").join(".installed-lock.json");
    let wanted = std::fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if std::fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(folder);
    step(&format!("installing the npm packages of {name}/"), &mut npm)?;
    std::fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))
}

/// `v20.11.1` gives 20.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("node"), None);
    }
}
