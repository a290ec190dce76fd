//! `cargo xtask release`: the program as it is given to operators, and its symbols in a file apart.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::Failure;
use crate::command::{cargo, find, step};
use crate::place::Place;
use crate::setup;

/// What is built in one go, also for `cargo xtask bench`: other packages choose other features of what they share, and build it anew.
/// With the allocator that is of use to a server only.
pub const BUILD: [&str; 8] = [
    "build",
    "--release",
    "--package",
    "gatehouse",
    "--package",
    "gatehouse-bench",
    "--features",
    "gatehouse/jemalloc",
];

/// The program.
const PROGRAM: &str = "gatehouse";

/// Builds, then splits what was built into `released/gatehouse` and `released/gatehouse.debug` below the target folder. cargo's own
/// `split-debuginfo` leaves the lines of C code and of the standard library inside, and with `strip` nothing can join its files again.
pub fn release(place: &Place) -> Result<ExitCode, Failure> {
    let objcopy = find(&["objcopy"]).ok_or("objcopy was not found: install the package binutils")?;
    setup::web(place)?;
    let begun = Instant::now();
    step("building the release", cargo(&place.root).args(BUILD))?;
    let took = begun.elapsed().as_secs();
    let folder = place.built("released", "");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let (program, symbols) = split(&objcopy, &place.built("release", PROGRAM), &folder)?;
    println!("{}  {:.1} MB, built in {took} s", program.0, megabytes(program.1));
    println!(
        "{}  {:.1} MB: keep it, and lay it beside the program to see lines in a backtrace",
        symbols.0,
        megabytes(symbols.1)
    );
    Ok(ExitCode::SUCCESS)
}

type Made = (String, u64);

/// The program without symbols, which knows the name of the file with them (`.gnu_debuglink`): beside it, that file gives backtraces
/// their functions, files and lines back.
fn split(objcopy: &Path, built: &Path, folder: &Path) -> Result<(Made, Made), Failure> {
    let name = built.file_name().unwrap_or_default();
    let program = folder.join(name);
    let symbols = folder.join(format!("{}.debug", name.to_string_lossy()));
    step("taking the symbols", Command::new(objcopy).arg("--only-keep-debug").arg(built).arg(&symbols))?;
    let mut link = std::ffi::OsString::from("--add-gnu-debuglink=");
    link.push(&symbols);
    let mut strip = Command::new(objcopy);
    strip.arg("--strip-all").arg(link).arg(built).arg(&program);
    step("leaving them out of the program", &mut strip)?;
    let made = |path: &Path| {
        let size = std::fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.len();
        Ok::<Made, Failure>((path.display().to_string(), size))
    };
    Ok((made(&program)?, made(&symbols)?))
}

#[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::answer;

    /// This very test is a program with debug data.
    #[test]
    fn the_program_runs_without_its_symbols_which_lie_beside_it() {
        let Some(objcopy) = find(&["objcopy"]) else { return };
        let built = std::env::current_exe().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (program, symbols) = split(&objcopy, &built, folder.path()).unwrap();
        assert!(program.1 < std::fs::metadata(&built).unwrap().len() && symbols.1 > 0);
        let sections = answer(Command::new("readelf").args(["--wide", "--section-headers", &program.0])).unwrap();
        // A list of the scripts for debuggers is not data of that kind; it is loaded with the program.
        let debug: Vec<&str> = sections.split_whitespace().filter(|word| word.starts_with(".debug_")).collect();
        assert!(
            sections.contains(".gnu_debuglink") && debug.iter().all(|name| *name == ".debug_gdb_scripts"),
            "{debug:?}"
        );
        let listed = Command::new(&program.0).arg("--list").output().unwrap();
        assert!(listed.status.success() && String::from_utf8_lossy(&listed.stdout).contains("without_its_symbols"));
    }
}
