//! The sample product against the real server (LIC-30): a code, a seat, an offline run, a block.

use crate::demo_copy;
use crate::server::Place;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The sample product's binary, built beside the tests.
fn lantern() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    let path = path.join(format!("lantern{}", std::env::consts::EXE_SUFFIX));
    if !path.exists() {
        let status = Command::new(env!("CARGO")).args(["build", "--quiet", "--package", "lantern"]).status().unwrap();
        assert!(status.success());
    }
    path
}

/// A device with the sample product on it.
pub struct Device<'a> {
    /// Holds its state, and the list of root keys that it trusts.
    pub place: &'a Place,
    /// The server's address.
    pub origin: &'a str,
    /// Its name, and its fingerprint.
    pub name: &'a str,
}

impl Device<'_> {
    /// The product with these arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let state = self.place.path().join(format!("state-{}", self.name));
        let mut command = Command::new(lantern());
        command
            .args(arguments)
            .env("LANTERN_SERVER", self.origin)
            .env("LANTERN_STATE_DIR", state)
            .env("LANTERN_ROOT_KEYS", self.place.path().join("data/root.pub"))
            .env("LANTERN_DEVICE", self.name)
            .env("LANG", "en_US.UTF-8");
        command
    }

    /// Runs the product; the exit code, and all that it said.
    pub fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output: Output = self.command(arguments).output().unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap_or(-1), text)
    }
}

/// The value after `label` in the hints of `--demo`.
pub fn hint(hints: &str, label: &str) -> String {
    let line = hints.lines().find(|l| l.contains(label)).unwrap_or_else(|| panic!("no {label} in {hints}"));
    line.rsplit("  ").next().unwrap().trim().to_owned()
}

/// LIC-10, LIC-13, LIC-16, LIC-30
#[test]
fn a_real_program_activates_runs_offline_and_frees_its_seat() {
    let place = demo_copy::embedded(Place::new());
    let mut server = place.serve(&["--demo"]);
    let code = hint(&server.hints(), "Activation code");
    let (origin, other_origin) = (server.origin.clone(), "http://127.0.0.1:9".to_owned());
    let device = |name| Device { place: &place, origin: &origin, name };

    let desk = device("desk");
    assert_eq!(desk.run(&["status"]).0, 4, "not activated yet");
    let mut wrong = code.clone();
    let swapped = if wrong.ends_with('0') { "1" } else { "0" };
    wrong.replace_range(wrong.len() - 1.., swapped);
    let (exit, text) = desk.run(&["activate", &wrong]);
    assert_eq!(exit, 2, "{text}");
    assert!(
        text.contains("code.mistyped") || text.to_lowercase().contains("mistyped") || text.contains("20"),
        "{text}"
    );

    let (exit, text) = desk.run(&["activate", &code.to_lowercase()]);
    assert_eq!(exit, 0, "{text}");
    assert_eq!(desk.run(&["activate", &code]).0, 0, "the same device again takes no second seat");
    let offline = Device { place: &place, origin: &other_origin, name: "desk" };
    let (exit, text) = offline.run(&["status"]);
    assert_eq!(exit, 0, "the lease is verified without the server: {text}");

    // The demo's edition has all that the sample program offers.
    let folder = place.path().join("tree");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("one.txt"), "1").unwrap();
    let (exit, text) = desk.run(&["run", "--manifest", folder.to_str().unwrap()]);
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("  one.txt"), "every file is listed: {text}");

    // The demo's code has three seats.
    assert_eq!(device("laptop").run(&["activate", &code]).0, 0);
    assert_eq!(device("tablet").run(&["activate", &code]).0, 0);
    let (exit, text) = device("phone").run(&["activate", &code]);
    assert_eq!(exit, 2, "{text}");
    assert_eq!(desk.run(&["deactivate"]).0, 0);
    assert_eq!(desk.run(&["status"]).0, 4);
    assert_eq!(device("phone").run(&["activate", &code]).0, 0, "the freed seat goes to the next device");
    assert_eq!(server.stop(), Some(0));
}
