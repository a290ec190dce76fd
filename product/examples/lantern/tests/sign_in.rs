//! Lantern signs its user in, and opens the account's pages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    reason = "a test connects without limits, and the program under test reads the system's clock"
)]

#[path = "../../../client/tests/provider/mod.rs"]
mod provider;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Output, Stdio};

use provider::{CLIENT, Provider};

struct Setup {
    provider: Provider,
    directory: tempfile::TempDir,
}

impl Setup {
    fn new() -> Self {
        let provider = Provider::start();
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        provider.world().now = since.as_secs() as i64;
        provider.world().interval = Some(1);
        Self { provider, directory: tempfile::tempdir().unwrap() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let root = gatehouse_client::RootKey::new(gatehouse_formats::SigningKey::from_seed(&[1; 32]).public().clone());
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
        command
            .args(arguments)
            .env("LANTERN_SERVER", self.provider.url())
            .env("LANTERN_ROOT_KEYS", serde_json::json!({ "keys": [root] }).to_string())
            .env("LANTERN_STATE_DIR", self.directory.path())
            .env("LANTERN_DEVICE", "desktop")
            .env("LANTERN_CLIENT_ID", CLIENT)
            .env("LANTERN_BROWSER", "true")
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn lantern(&self, arguments: &[&str]) -> (i32, String) {
        result(self.command(arguments).output().unwrap())
    }

    /// Runs it up to the line that names an address, lets somebody do what they do there, and waits for its end.
    fn with_a_browser(&self, arguments: &[&str], act: impl FnOnce(&str)) -> (i32, String) {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        act(line.split_whitespace().find(|word| word.starts_with("http")).unwrap_or_else(|| panic!("{line}")));
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        let (exit, errors) = result(child.wait_with_output().unwrap());
        (exit, format!("{line}{rest}{errors}"))
    }
}

fn result(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// What a browser does that is sent there.
fn visit(address: &str) -> String {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, target) = rest.split_at(rest.find('/').unwrap());
    let mut connection = TcpStream::connect(host).unwrap();
    write!(connection, "GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// ACC-4 DEV-1
#[test]
fn a_user_signs_in_with_the_browser_and_out_again() {
    let setup = Setup::new();
    let (exit, text) = setup.lantern(&["account"]);
    assert!(exit == 4 && text.contains("not signed in") && text.contains("lantern sign-in"), "{text}");

    let (exit, text) = setup.with_a_browser(&["sign-in", "--email", "aiko@example.com"], |address| {
        let page = visit(&setup.provider.agreed(address));
        assert!(page.contains("Go back to the application"), "{page}");
    });
    assert!(exit == 0 && text.contains("You’re signed in as Aiko Tanaka <aiko@example.com>."), "{text}");
    let sent = setup.provider.world().asked[0].form.clone();
    assert_eq!((sent["login_hint"].as_str(), sent["host_name"].as_str()), ("aiko@example.com", "desktop"));
    assert_eq!(sent["product_version"], "2.1.0");

    let (exit, text) = setup.lantern(&["account"]);
    assert!(exit == 0 && text.contains("Signed in as Aiko <aiko@example.com> since "), "{text}");
    let (exit, text) = setup.lantern(&["sign-out"]);
    assert!(exit == 0 && text.contains("signed out"), "{text}");
    assert_eq!(setup.provider.world().revoked.len(), 1);
    assert_eq!(setup.lantern(&["sign-out"]).0, 4);
}

/// ACC-4 DEV-1
#[test]
fn a_user_signs_in_with_a_code_that_outlives_the_program() {
    let setup = Setup::new();
    setup.provider.world().polls.extend(["authorization_pending"; 1_000]);
    let mut child = setup.command(&["sign-in", "--device-code"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("/device") && line.contains("BCDF-GHJK"), "{line}");
    child.kill().unwrap();
    child.wait().unwrap();

    setup.provider.world().polls.clear();
    let (exit, text) = setup.lantern(&["sign-in", "--device-code"]);
    assert!(exit == 0 && text.contains("BCDF-GHJK") && text.contains("You’re signed in as"), "{text}");
    assert_eq!(setup.provider.world().count("/oauth/device_authorization"), 1, "the same code");
}

/// ACC-4
#[test]
fn a_code_that_ended_while_nobody_asked_is_followed_by_another_one() {
    let setup = Setup::new();
    setup.provider.world().polls.extend(["authorization_pending"; 1_000]);
    let mut child = setup.command(&["sign-in", "--device-code"]).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    {
        let mut world = setup.provider.world();
        world.polls.clear();
        world.polls.push_back("expired_token");
    }
    let (exit, text) = setup.lantern(&["sign-in", "--device-code"]);
    assert_eq!(exit, 0, "{text}");
    assert_eq!(setup.provider.world().count("/oauth/device_authorization"), 2);
}

/// ALL-11
#[test]
fn a_browser_that_fails_is_told_with_what_to_try_and_the_code() {
    let setup = Setup::new();
    for (browser, arguments) in
        [("false", &["sign-in"][..]), ("true", &["sign-in", "--wait", "0"][..]), ("no-such-program", &["sign-in"][..])]
    {
        let output = setup.command(arguments).env("LANTERN_BROWSER", browser).output().unwrap();
        let (exit, text) = result(output);
        assert_eq!(exit, 3, "{browser}: {text}");
        for told in ["another browser", "Update your browser or your system", "sign-in --device-code"] {
            assert!(text.contains(told), "{browser}: {text}");
        }
    }
    let (exit, text) = setup.with_a_browser(&["sign-in"], |address| {
        visit(&setup.provider.declined(address));
    });
    assert!(exit == 2 && text.contains("refused on the portal") && !text.contains("--device-code"), "{text}");
}

/// ACC-4 ALL-1
#[test]
fn a_portal_that_is_not_there_is_told_in_the_users_language() {
    let mut setup = Setup::new();
    setup.provider.stop();
    for (locale, told) in [
        ("ja_JP.UTF-8", "ポータルに接続できません"),
        ("ru_RU.UTF-8", "Портал недоступен"),
        ("C", "can’t reach the portal"),
    ] {
        let (exit, text) = result(setup.command(&["sign-in"]).env("LC_ALL", locale).output().unwrap());
        assert!(exit == 3 && text.contains(told) && !text.contains("/key-file"), "{text}");
    }
    let (exit, text) = result(setup.command(&["sign-in"]).env_remove("LANTERN_CLIENT_ID").output().unwrap());
    assert_eq!(exit, 64, "{text}");
}

/// DEV-10
#[test]
fn the_accounts_pages_open_in_the_browser() {
    let setup = Setup::new();
    let portal = setup.provider.url();
    for (page, address) in [
        ("start", format!("{portal}/home")),
        ("license", format!("{portal}/licenses")),
        ("renewal", format!("{portal}/licenses/renewals")),
        ("help", format!("{portal}/requests/new?category=technical&product=lantern&version=2.1.0")),
    ] {
        let (exit, text) = setup.lantern(&["open", page]);
        assert!(exit == 0 && text.trim_end().ends_with(&address), "{text}");
    }
    let output = setup.command(&["open", "start"]).env("LANTERN_BROWSER", "false").output().unwrap();
    let (exit, text) = result(output);
    assert!(
        exit == 3 && text.contains(&format!("{portal}/home")) && text.contains("couldn’t open a browser"),
        "{text}"
    );
    assert_eq!(setup.lantern(&["open", "elsewhere"]).0, 64);
    assert!(setup.provider.world().asked.is_empty(), "nothing is asked for a link");
}
