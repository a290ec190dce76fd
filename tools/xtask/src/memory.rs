//! Temporary files of tests in memory: a commit on a disk waits a hundred times as long, and what `kill -9` leaves behind is the same.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::Failure;
use crate::command::answer;

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";
/// How much must be free there, in KiB: more than a run takes, and less than half the memory of a machine with 8 GiB.
const LEAST: u64 = 2 << 20;
/// What the folder is called, before the number of its process.
const NAME: &str = "gatehouse-test-";
/// Set in the run that has its temporary folder already.
const MARK: &str = "GATEHOUSE_TEMPORARY_FILES";

/// Runs this very command again with its temporary folder in memory, where there is enough of it; `None` where there is not, and in
/// that run itself.
pub fn again() -> Option<Result<ExitCode, Failure>> {
    if std::env::var_os(MARK).is_some() {
        return None;
    }
    let free = free(Path::new(MEMORY))?;
    if free < LEAST {
        let (free, least) = (free >> 10, LEAST >> 10);
        eprintln!(
            "temporary files lie on the disk, which is slow: {MEMORY} has {free} MiB free, and {least} are wanted"
        );
        return None;
    }
    clear_left_over(Path::new(MEMORY));
    let folder = Folder(Path::new(MEMORY).join(format!("{NAME}{}", std::process::id())));
    std::fs::create_dir(&folder.0).ok()?;
    Some(run_in(&folder))
}

/// Removes the folders of runs that were killed: what lies there takes memory until the machine stops.
fn clear_left_over(place: &Path) {
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(NAME));
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            drop(Folder(entry.path()));
        }
    }
}

/// Goes with what is in it.
pub struct Folder(pub PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} is left over: {error}", self.0.display());
        }
    }
}

fn run_in(folder: &Folder) -> Result<ExitCode, Failure> {
    // PostgreSQL runs as another user, below this folder.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o1777);
        std::fs::set_permissions(&folder.0, open).map_err(|error| error.to_string())?;
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).env("TMPDIR", &folder.0).env(MARK, "memory");
    let status = command.status().map_err(|error| error.to_string())?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// What is free at a place, in KiB; `None` where that cannot be said.
fn free(place: &Path) -> Option<u64> {
    if !place.is_dir() {
        return None;
    }
    let said = answer(Command::new("df").arg("-Pk").arg(place))?;
    in_words(&said)
}

/// The fourth word of the second line.
fn in_words(said: &str) -> Option<u64> {
    said.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{NAME, clear_left_over, in_words};

    #[test]
    fn folders_of_processes_that_ended_are_removed() {
        let place = tempfile::tempdir().unwrap();
        let own = place.path().join(format!("{NAME}{}", std::process::id()));
        let other = place.path().join("somebody");
        // No process has the number 0.
        let old = place.path().join(format!("{NAME}0"));
        for folder in [&own, &other, &old] {
            std::fs::create_dir(folder).unwrap();
        }
        clear_left_over(place.path());
        assert!(own.exists() && other.exists() && !old.exists());
    }

    #[test]
    fn what_is_free_is_read_from_df() {
        let said =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs 24693484 3300 24690184 1% /dev/shm\n";
        assert_eq!(in_words(said), Some(24_690_184));
        assert_eq!(in_words("df: no such file"), None);
    }
}
