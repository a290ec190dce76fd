//! Starting other programs.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::Failure;

/// How long output may still come after a program ended, from a process that it left behind.
const AFTER_THE_END: Duration = Duration::from_secs(5);

/// Says what is done next, runs it, and refuses when it fails. Its output goes to standard error, so that the output of
/// `bench` stays clean.
pub fn step(what: &str, command: &mut Command) -> Result<(), Failure> {
    eprintln!("==> {what}");
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::from(std::io::stderr()))
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{what}: {status}")) }
}

/// Runs a program, shows what it prints, and gives it back as well (without colors).
pub fn watched(command: &mut Command) -> Result<(ExitStatus, String), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let seen = Arc::new(Mutex::new(String::new()));
    let readers = [
        child.stdout.take().map(|output| pass_on(output, std::io::stdout(), Arc::clone(&seen))),
        child.stderr.take().map(|output| pass_on(output, std::io::stderr(), Arc::clone(&seen))),
    ];
    let status = child.wait().map_err(|error| format!("{}: {error}", name(command)))?;
    let end = Instant::now();
    while readers.iter().flatten().any(|reader| !reader.is_finished()) && end.elapsed() < AFTER_THE_END {
        std::thread::sleep(Duration::from_millis(10));
    }
    let text = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((status, text))
}

/// Runs a program and gives back its standard output; `None` when it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first of these programs that is on the PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file()))
}

/// `cargo` as it was called, in the repository's folder.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // What cargo says to this program of its own package would be said to build scripts that ask for it: they would run again, and all
    // that is built on them, whenever cargo is called from here and from a shell in turns.
    for (name, _) in std::env::vars_os() {
        let told =
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if told {
            command.env_remove(name);
        }
    }
    command
}

fn pass_on<R, W>(from: R, mut to: W, seen: Arc<Mutex<String>>) -> JoinHandle<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            // A terminal that is gone is no reason to stop counting.
            drop(to.write_all(&line).and_then(|()| to.flush()));
            let text = without_colors(&String::from_utf8_lossy(&line));
            seen.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
            line.clear();
        }
    })
}

/// Removes the escape sequences that set colors (ECMA-48 SGR: `ESC [ … m`).
fn without_colors(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    format!("{} could not be started: {error}", name(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_removed_and_words_stay() {
        assert_eq!(without_colors("\u{1b}[1;32mok\u{1b}[0m. 3 passed\n"), "ok. 3 passed\n");
    }

    #[test]
    fn both_outputs_of_a_program_are_seen() {
        let (status, text) = watched(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert_eq!(status.code(), Some(3));
        assert!(text.contains("out\n") && text.contains("err\n"));
    }

    #[test]
    fn a_process_left_behind_with_our_pipe_does_not_hold_us() {
        let begun = Instant::now();
        let (_, text) = watched(Command::new("sh").args(["-c", "echo done; sleep 60 &"])).unwrap();
        assert_eq!(text, "done\n");
        assert!(begun.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_failing_step_names_itself() {
        assert!(step("the impossible", &mut Command::new("false")).unwrap_err().starts_with("the impossible: "));
        assert!(step("nothing", &mut Command::new("no-such-program")).unwrap_err().contains("no-such-program"));
    }
}
