//! `keys`: root keys and key files of another installation, a backup that somebody changed, and a planned change of roots.

use super::held;
use crate::product::{Device, hint};
use crate::server::Place;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn refused(place: &Place, arguments: &[&str], because: &str) {
    let output = place.run(arguments);
    assert!(!output.status.success() && said(&output).contains(because), "{arguments:?}: {}", said(&output));
}

fn done(place: &Place, arguments: &[&str]) {
    let output = place.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
}

fn copy(from: &Place, to: &Place, name: &str) {
    std::fs::copy(from.path().join("data").join(name), to.path().join("data").join(name)).unwrap();
}

#[test]
#[ignore = "a drill"]
fn root_keys() {
    let (place, other) = (Place::new(), Place::new());
    done(&other, &["migrate"]);
    let data = place.path().join("data");
    let mut server = place.serve(&["--demo"]);
    let code = hint(&server.hints(), "Site code");
    let device = |origin: &str, name: &str| Device { place: &place, origin, name }.run(&["activate", &code]);
    let (exit, text) = device(&server.origin, "first");
    assert_eq!(exit, 0, "{text}");
    drop(server);

    let keep = |name: &str| std::fs::copy(data.join(name), data.join(format!("kept-{name}"))).unwrap();
    let bring_back = |name: &str| std::fs::copy(data.join(format!("kept-{name}")), data.join(name)).unwrap();
    keep("root.key");
    keep("root.pub");
    copy(&other, &place, "root.key");
    for command in [&["serve"][..], &["keys", "rotate-issuing"]] {
        refused(&place, command, "root.key");
    }
    refused(&place, &["doctor"], "root_key.public");
    std::fs::remove_file(data.join("root.key")).unwrap();
    copy(&other, &place, "root.pub");
    refused(&place, &["serve"], "root.pub");
    refused(&place, &["doctor"], "issuing_key.certified");
    copy(&other, &place, "root.key");
    refused(&place, &["serve"], "root.pub");
    bring_back("root.key");
    bring_back("root.pub");
    let server = place.serve(&[]);
    let (exit, text) = device(&server.origin, "second");
    assert_eq!(exit, 0, "no product was locked out: {text}");
    drop(server);
    held(
        "a foreign root.key, a foreign root.pub and a foreign pair are refused by serve, rotate-issuing and doctor; products go on",
    );

    let new = place.path().join("new-root.key");
    done(&place, &["keys", "add-root", new.to_str().unwrap()]);
    let server = place.serve(&[]);
    assert_eq!(device(&server.origin, "third").0, 0, "the old root key certifies still");
    drop(server);
    std::fs::copy(&new, data.join("root.key")).unwrap();
    done(&place, &["keys", "rotate-issuing"]);
    done(&place, &["doctor"]);
    let server = place.serve(&[]);
    // The new issuing key signs two minutes after it was made.
    std::thread::sleep(Duration::from_secs(125));
    let (exit, text) = device(&server.origin, "fourth");
    assert_eq!(exit, 0, "{text}");
    bring_back("root.pub");
    let (exit, text) = Device { place: &place, origin: &server.origin, name: "fourth" }.run(&["status"]);
    assert_eq!(exit, 2, "its lease hangs on the new root, which the old list has not: {text}");
    held(
        "a planned change of roots: add-root, the new root.key, rotate-issuing; products with the new list go on, one with the \
         old list refuses what the new root certified",
    );
}

#[test]
#[ignore = "a drill"]
fn backups() {
    let (place, new, other) = (Place::new(), Place::new(), Place::new());
    done(&place, &["demo"]);
    done(&other, &["migrate"]);
    let file = place.path().join("backup.zip");
    let file = file.to_str().unwrap();
    done(&place, &["backup", file]);
    std::fs::create_dir(new.path().join("data")).unwrap();
    copy(&place, &new, "root.pub");
    copy(&other, &new, "gatehouse.keys");
    refused(&new, &["restore", file], "not the one of the installation");
    assert!(!new.path().join("data/gatehouse.db").exists(), "nothing has begun");
    copy(&place, &new, "gatehouse.keys");
    let changed = place.path().join("changed.zip");
    crate::backup::change_roles(Path::new(file), &changed);
    refused(&new, &["restore", changed.to_str().unwrap()], "was changed");
    done(&new, &["restore", "--end-sessions", file]);
    done(&new, &["audit", "verify", "--backup", file]);
    held(
        "other keys and a changed backup are refused before anything begins; the right one restores, and its log is proven",
    );
}
