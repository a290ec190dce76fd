//! Opens an address in the user's browser, by the one command that each system has for this. No shell reads the address.

use std::process::{Command, Stdio};
use std::time::Duration;

/// A command that cannot open anything ends within this time and says so; one that still runs is a browser.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Whether it could be opened, as far as the system tells.
pub fn open(address: &str) -> bool {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    is_web && has_begun(command(address))
}

/// `LANTERN_BROWSER` names a program that is given the address; else the system chooses.
fn command(address: &str) -> Command {
    let chosen = std::env::var_os("LANTERN_BROWSER").filter(|program| !program.is_empty());
    let mut command = match chosen {
        Some(program) => Command::new(program),
        None => of_the_system(),
    };
    command.arg(address);
    command
}

#[cfg(target_os = "windows")]
fn of_the_system() -> Command {
    let root = std::env::var("SystemRoot").unwrap_or_else(|_| r"C:\Windows".to_owned());
    let mut command = Command::new(format!(r"{root}\System32\rundll32.exe"));
    command.arg("url.dll,FileProtocolHandler");
    command
}

#[cfg(target_os = "macos")]
fn of_the_system() -> Command {
    Command::new("/usr/bin/open")
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn of_the_system() -> Command {
    Command::new("xdg-open")
}

fn has_begun(mut command: Command) -> bool {
    let begun = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = begun else { return false };
    for _ in 0..LOOKS {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(PAUSE),
            Err(_) => return false,
        }
    }
    true
}
