//! Lantern on a device without a network: key files, requests, answers and receipts by command line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../../client/tests/portal/mod.rs"]
mod portal;
#[path = "../../../client/tests/vendor/mod.rs"]
mod vendor;

use std::path::PathBuf;
use std::process::Command;

use gatehouse_client::KeyClaims;
use gatehouse_formats::{ActivationCode, CodeKind, Receipt, Status};
use portal::{DAY, Portal};

struct Setup {
    directory: tempfile::TempDir,
    url: String,
    roots: String,
}

#[expect(clippy::disallowed_methods, reason = "the program under test reads the system's clock")]
fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64
}

/// A license for a year from now.
fn claims(number: u32) -> KeyClaims {
    let mut claims = vendor::claims(number);
    (claims.iat, claims.nbf, claims.exp) = (now() - 60, now() - 60, now() + 800 * DAY);
    (claims.lic.from, claims.lic.until) = (now() - 60, Some(now() + 365 * DAY));
    claims
}

impl Setup {
    fn new() -> Self {
        let mut portal = Portal::start();
        portal.stop();
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(directory.path().join("photos")).unwrap();
        Self { directory, url: portal.url(), roots: portal.roots_json() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn lantern(&self, device: &str, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantern"));
        command
            .args(arguments)
            .env("LANTERN_SERVER", &self.url)
            .env("LANTERN_ROOT_KEYS", &self.roots)
            .env("LANTERN_STATE_DIR", self.path(device))
            .env("LANTERN_DEVICE", device)
            .env("LC_ALL", "ru_RU.UTF-8")
            .current_dir(self.directory.path());
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    }
}

/// LIC-11 LIC-30 LIC-36
#[test]
fn a_key_file_activates_where_the_portal_cannot_be_reached() {
    let setup = Setup::new();
    let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes: &mut [u8]| bytes.fill(1));
    let (exit, text) = setup.lantern("desktop", &["activate", &code.to_string()]);
    assert!(exit == 3 && text.contains("файлом ключа") && text.contains("/key-file"), "{text}");

    let file = vendor::file(&claims(1));
    setup.write("changed.key", &file.replace("Seats: 1", "Seats: 9"));
    let (exit, text) = setup.lantern("desktop", &["key", "changed.key"]);
    assert!(exit == 2 && text.contains("изменён"), "{text}");
    setup.write("good.key", &file);
    let (exit, text) = setup.lantern("desktop", &["key", "good.key"]);
    assert!(exit == 0 && text.contains("77150-43070") && text.contains(&vendor::serial(1).to_string()), "{text}");
    assert_eq!(setup.lantern("desktop", &["status"]).0, 0);
    assert_eq!(setup.lantern("desktop", &["run", "photos", "--manifest"]).0, 0);

    setup.write("reserve.key", &vendor::file(&KeyClaims { reserve: true, ..claims(2) }));
    let (exit, text) = setup.lantern("desktop", &["key", "reserve.key"]);
    assert!(exit == 0 && text.contains(&vendor::serial(2).to_string()), "{text}");

    setup.write("list.json", &vendor::statuses(1, now(), &[(1, Status::Revoked)]));
    assert_eq!(setup.lantern("desktop", &["statuses", "list.json"]).0, 2);
    assert_eq!(setup.lantern("desktop", &["run", "photos"]).0, 2);
    assert_eq!(setup.lantern("desktop", &["key", "missing.key"]).0, 3);
}

/// LIC-13 LIC-30 LIC-32
#[test]
fn a_request_is_carried_out_and_its_answer_back_and_later_the_receipt() {
    let setup = Setup::new();
    assert_eq!(setup.lantern("meter", &["request", "meter.request"]).0, 0);
    let request = setup.read("meter.request");
    setup.write("meter.answer", &vendor::answer(&request, now() - 60, Some(claims(1))));
    let (exit, text) = setup.lantern("laptop", &["answer", "meter.answer"]);
    assert!(exit == 2 && text.contains("запрос"), "{text}");
    let (exit, text) = setup.lantern("meter", &["answer", "meter.answer"]);
    assert_eq!(exit, 0, "{text}");
    assert_eq!(setup.lantern("meter", &["run", "photos"]).0, 0);
    let (exit, text) = setup.lantern("meter", &["return", "meter.receipt"]);
    assert_eq!(exit, 0, "{text}");
    assert_eq!(Receipt::open(&setup.read("meter.receipt")).unwrap().jti, vendor::serial(1));
    assert_eq!(setup.lantern("meter", &["run", "photos"]).0, 4);
    let (exit, text) = setup.lantern("meter", &["return", "-"]);
    assert_eq!((exit, text), (0, setup.read("meter.receipt")), "a lost receipt is written again");
}
