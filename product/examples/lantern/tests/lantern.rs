//! The program as its user runs it, against a portal in memory.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../client/tests/portal/mod.rs"]
mod portal;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use gatehouse_client::AccountNeed;
use portal::Portal;

struct Setup {
    portal: Portal,
    directory: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "the program under test reads the system's clock")]
fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64
}

impl Setup {
    fn new() -> Self {
        let portal = Portal::start();
        portal.world().now = now();
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(directory.path().join("photos/summer")).unwrap();
        std::fs::write(directory.path().join("photos/a.txt"), "a").unwrap();
        std::fs::write(directory.path().join("photos/summer/b.txt"), "bb").unwrap();
        std::fs::write(directory.path().join("root-keys.json"), portal.roots_json()).unwrap();
        Self { portal, directory }
    }

    fn command(&self, device: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
        command
            .args(arguments)
            .env("LANTERN_SERVER", self.portal.url())
            .env("LANTERN_ROOT_KEYS", self.directory.path().join("root-keys.json"))
            .env("LANTERN_STATE_DIR", self.directory.path().join(device))
            .env("LANTERN_DEVICE", device)
            .env("LC_ALL", "ja_JP.UTF-8")
            .current_dir(self.directory.path());
        command
    }

    fn lantern(&self, device: &str, arguments: &[&str]) -> (i32, String) {
        result(self.command(device, arguments).output().unwrap())
    }
}

fn result(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// LIC-10 LIC-13 LIC-30 LIC-31
#[test]
fn a_product_is_activated_used_and_moved_to_another_device() {
    let setup = Setup::new();
    let code = setup.portal.code();
    assert_eq!(setup.lantern("desktop", &["status"]).0, 4);
    assert_eq!(setup.lantern("desktop", &["run", "photos"]).0, 4);

    let (exit, text) = setup.lantern("desktop", &["activate", &code]);
    assert_eq!(exit, 0, "{text}");
    assert!(text.contains("77150-43070（pro）"), "{text}");
    assert_eq!(setup.portal.world().requests[0].language.as_deref(), Some("ja-JP"));

    let (exit, text) = setup.lantern("desktop", &["run", "photos", "--manifest"]);
    assert_eq!(exit, 0, "{text}");
    let a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.txt";
    assert!(text.contains(a) && text.contains("  summer/b.txt") && text.contains("（2 ファイル、3 バイト）"), "{text}");

    let (exit, text) = setup.lantern("laptop", &["activate", &code]);
    assert_eq!(exit, 2, "{text}");
    assert!(text.contains("license.no_seat_free"), "{text}");
    assert_eq!(setup.lantern("desktop", &["deactivate"]).0, 0);
    assert_eq!(setup.lantern("laptop", &["activate", &code]).0, 0);
    assert_eq!(setup.lantern("desktop", &["status"]).0, 4);
}

/// LIC-16
#[test]
fn the_exit_code_tells_a_final_refusal_from_a_passing_trouble() {
    let mut setup = Setup::new();
    let code = setup.portal.code();
    setup.portal.stop();
    let (exit, text) = setup.lantern("desktop", &["activate", &code]);
    assert_eq!(exit, 3, "{text}");
    setup.portal.restart();
    assert_eq!(setup.lantern("desktop", &["activate", &code]).0, 0);
    assert_eq!(setup.lantern("desktop", &["run", "no-such-folder"]).0, 3);

    setup.portal.world().blocked = true;
    assert_eq!(setup.lantern("desktop", &["run", "photos"]).0, 0, "not asked before the half-life");
    let (exit, text) = setup.lantern("laptop", &["activate", &code]);
    assert_eq!(exit, 2, "{text}");
    assert_eq!(setup.lantern("desktop", &["brighten"]).0, 64);
}

/// LIC-30
#[test]
fn a_wrong_clock_is_no_refusal_for_good() {
    let setup = Setup::new();
    setup.portal.world().now = now() - 2 * portal::DAY;
    let (exit, text) = setup.lantern("desktop", &["activate", &setup.portal.code()]);
    assert_eq!(exit, 3, "{text}");
    assert!(text.contains("device.clock_wrong"), "{text}");
}

/// ALL-1 LIC-30
#[test]
fn what_is_found_on_the_device_is_told_in_the_users_language() {
    let mut setup = Setup::new();
    let code = setup.portal.code();
    setup.portal.stop();
    let say = |locale: &str, arguments: &[&str]| {
        result(setup.command("desktop", arguments).env("LC_ALL", locale).output().unwrap()).1
    };
    for (locale, not_activated, mistyped, unreachable) in [
        ("ja_JP.UTF-8", "有効化されていません", "英数字 20 文字", "接続できません"),
        ("ru_RU.UTF-8", "не активировано", "из 20 букв", "недоступен"),
        ("de_DE.UTF-8", "isn’t activated", "20 letters", "can’t reach"),
        ("C", "isn’t activated", "20 letters", "can’t reach"),
    ] {
        let (status, wrong, lost) =
            (say(locale, &["status"]), say(locale, &["activate", "4"]), say(locale, &["activate", &code]));
        assert!(status.contains(not_activated), "{status}");
        assert!(wrong.contains(mistyped), "{wrong}");
        assert!(lost.contains(unreachable), "{lost}");
    }
}

/// LIC-16
#[test]
fn a_blocked_license_stops_at_the_next_check() {
    let setup = Setup::new();
    // The server's clock may be 20 hours behind, so a half-life of a minute is over at once.
    setup.portal.world().now = now() - 20 * 60 * 60;
    setup.portal.world().renew_after = 60;
    assert_eq!(setup.lantern("desktop", &["activate", &setup.portal.code()]).0, 0);
    setup.portal.world().blocked = true;
    let (exit, text) = setup.lantern("desktop", &["run", "photos"]);
    assert_eq!(exit, 2, "{text}");
    assert!(text.contains("license.blocked") && text.contains("request-1"), "{text}");
    assert_eq!(setup.lantern("desktop", &["status"]).0, 2);
}

/// LIC-31
#[test]
fn a_feature_that_the_license_lacks_is_refused() {
    let setup = Setup::new();
    setup.portal.world().features.clear();
    assert_eq!(setup.lantern("desktop", &["activate", &setup.portal.code()]).0, 0);
    assert_eq!(setup.lantern("desktop", &["run", "photos"]).0, 0);
    let (exit, text) = setup.lantern("desktop", &["run", "photos", "--manifest"]);
    assert_eq!(exit, 2, "{text}");
}

/// LIC-2
#[test]
fn a_mistyped_code_is_pointed_at() {
    let setup = Setup::new();
    let code = setup.portal.code();
    let wrong = format!("{}{}", &code[..code.len() - 1], if code.ends_with('Z') { 'Y' } else { 'Z' });
    let (exit, text) = setup.lantern("desktop", &["activate", &wrong]);
    assert_eq!(exit, 2, "{text}");
    assert!(text.contains("4 番目のグループの 5 文字目"), "{text}");
    assert!(!text.contains(&wrong), "{text}");
}

/// LIC-4
#[test]
fn a_code_can_be_read_from_the_input() {
    let setup = Setup::new();
    let code = setup.portal.code();
    let (first, rest) = code.split_at(12);
    // As it is, and as a mail wraps it.
    for typed in [code.clone(), format!("\nActivation code:\n  \u{201c}{first}\n  {rest}\u{201d}")] {
        let mut child = setup
            .command("desktop", &["activate", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{typed}").unwrap();
        assert_eq!(result(child.wait_with_output().unwrap()).0, 0, "{typed}");
    }
}

/// LIC-20 LIC-30
#[test]
fn a_revocation_list_is_carried_to_a_device_without_a_network() {
    let mut setup = Setup::new();
    let code = setup.portal.code();
    assert_eq!(setup.lantern("laptop", &["activate", &code]).0, 0);
    let (status, said) = setup.lantern("office", &["revocations", "--fetch", "list.json"]);
    assert_eq!((status, said.trim()), (0, "最新の失効リストを list.json に保存しました。"));
    setup.portal.stop();
    assert_eq!(setup.lantern("office", &["revocations", "list.json"]).0, 4, "there is no license in the office");
    let (status, said) = setup.lantern("laptop", &["revocations", "list.json"]);
    assert!(status == 2 && said.contains("停止"), "{status}: {said}");
    assert_eq!(setup.lantern("laptop", &["run", "photos"]).0, 2);
    let (status, said) = setup.lantern("laptop", &["revocations", "missing.json"]);
    assert!(status == 3 && said.contains("missing.json"), "{status}: {said}");
}

/// LIC-13
#[test]
fn a_page_of_a_hotels_network_is_no_reason_to_give_up() {
    let setup = Setup::new();
    assert_eq!(setup.lantern("desktop", &["activate", &setup.portal.code()]).0, 0);
    setup.portal.world().is_hotel = true;
    let (exit, text) = setup.lantern("desktop", &["deactivate"]);
    assert_eq!(exit, 3, "{text}");
    assert!(!text.contains("解除しました"), "{text}");
    setup.portal.world().is_hotel = false;
    assert_eq!(setup.lantern("desktop", &["deactivate"]).0, 0);
}

/// LIC-10
#[test]
fn the_region_is_the_one_that_is_given_or_that_of_the_locale() {
    let setup = Setup::new();
    let code = setup.portal.code();
    let asked = |command: &mut Command| {
        assert_eq!(result(command.output().unwrap()).0, 0);
        setup.portal.world().requests.last().unwrap().body["region"].clone()
    };
    assert_eq!(asked(setup.command("desktop", &["activate", &code]).env("LC_ALL", "ja_JP.UTF-8")), "JP");
    assert_eq!(
        asked(setup.command("desktop", &["activate", &code, "--region", "DE"]).env("LC_ALL", "ja_JP.UTF-8")),
        "DE"
    );
    assert!(asked(setup.command("desktop", &["activate", &code]).env("LC_ALL", "ja")).is_null());
}

/// LIC-33
#[test]
fn a_feature_that_needs_an_account_is_held_back_with_the_way_there() {
    let setup = Setup::new();
    setup.portal.world().account = Some(AccountNeed { features: Some(vec!["manifest".to_owned()]), connected: false });
    let code = setup.portal.code();
    let (status, text) = setup.lantern("desk", &["activate", &code]);
    assert!(status == 0 && text.contains("/licenses/add"), "{text}");
    let (status, text) = setup.lantern("desk", &["run", "photos", "--manifest"]);
    assert!(status == 2 && text.contains("manifest") && text.contains("アカウントに追加"), "{text}");
    assert_eq!(setup.lantern("desk", &["run", "photos"]).0, 0, "all else goes on");
}
